"""Judges the rated criteria: done or only claimed. They give points and never decide who is eligible.

A term shows something where it stands in a post, a deed, a diploma, a training or a publication. Among skills, wishes,
interests or in a letter it is a claim, worth nothing and shown as such. A denial is not a mention.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.posting.notice import Criterion
from app.screening.evidence import Quote, Role
from app.screening.gaming import is_of_notice
from app.screening.guard import confidence_of
from app.screening.judgement import Judgement, Verdict
from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.points import for_rated
from app.screening.sections import SectionKind
from app.screening.terms import WORDS, Hit, Lexicon
from app.screening.understood import Understood

TRAP = "trap"
TERM = "term"
SHOWING = (
    SectionKind.EXPERIENCE, SectionKind.ASSOCIATIVE, SectionKind.VOLUNTEER, SectionKind.INTERNSHIPS,
    SectionKind.EDUCATION, SectionKind.TRAINING, SectionKind.PROJECTS, SectionKind.PUBLICATIONS, SectionKind.UNKNOWN,
)  # fmt: skip
CLAIMING = (SectionKind.HEAD, SectionKind.PROFILE, SectionKind.SKILLS, SectionKind.OTHER)
DENIED_WITHIN = 4  # words
MOST_QUOTES = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A line that speaks of the criterion. `shows` is false for a claim."""

    piece: Understood
    line: TextLine
    hit: Hit
    shows: bool


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((WORDS / "rated.toml").read_text(encoding="utf-8"))


@cache
def _named_terms(name: str) -> Lexicon:
    return Lexicon.of({TERM: _table()[name], TRAP: _table()["traps"]})


@cache
def _around() -> Lexicon:
    return Lexicon.of({"denied": _table()["negations"], "wished": _table()["wishes"]})


def terms_of(criterion: Criterion) -> tuple[Lexicon, ...]:
    """The list the notice names, and the terms it adds of its own (`extra_terms`, by language)."""
    extra = criterion.settings.get("extra_terms")
    named = _named_terms(criterion.settings["terms"])
    return (named, Lexicon.of({TERM: extra})) if extra else (named,)


def judge_rated(papers: Papers, criterion: Criterion) -> Judgement:
    """One judgement: met = shown, unclear = claimed, not met = nowhere."""
    mentions = list(find_mentions(papers, terms_of(criterion)))
    shown = [mention for mention in mentions if mention.shows]
    unread = papers.untrusted_cv()
    said: bool | str
    if shown:
        verdict, reason, said = Verdict.MET, "rated.shown", True
    elif mentions:
        verdict, reason, said = Verdict.UNCLEAR, "rated.claimed", "claimed"
    elif unread:
        verdict, reason, said = Verdict.UNCLEAR, "rated.unread", "claimed"
    else:
        verdict, reason, said = Verdict.NOT_MET, "rated.absent", False
    entries = {_entry(mention) for mention in shown}
    return Judgement(
        criterion=criterion.id,
        verdict=verdict,
        points=for_rated(len(entries), 0, criterion.max_points),
        max_points=criterion.max_points,
        reason=reason,
        confidence=confidence_of([piece.piece for piece in papers.cvs], sure=bool(shown)),
        evidence=tuple(_quotes(shown or mentions, Role.FOR if shown else Role.DOUBT)),
        arguments={"entries": len(entries)},
        question="ask.is_it_done" if verdict is Verdict.UNCLEAR else None,
        facts={"shown": said},
    )


def find_mentions(papers: Papers, lexicons: Sequence[Lexicon]) -> Iterator[Mention]:
    """Every line of the dossier with a term, denials and the notice's own sentences left out."""
    for piece in papers.cvs:
        for kinds in (SHOWING, CLAIMING):
            for run in papers.runs(piece, *kinds):
                for line in run:
                    shows = _shows(piece, line)
                    for hit in _hits(piece, line, lexicons):
                        if not is_of_notice(line.text, papers.notice):
                            yield Mention(piece, line, hit, shows and not _wished(piece, line, hit))
    for letter in papers.letters:
        piece = next(each for each in papers.pieces if each.piece is letter.piece)
        for line in piece.lines[letter.first + 1 : letter.last + 1]:
            if len(line.text.split()) < 5 or line.end > letter.end or is_of_notice(line.text, papers.notice):
                continue
            for hit in _hits(piece, line, lexicons):
                yield Mention(piece, line, hit, shows=False)


def _shows(piece: Understood, line: TextLine) -> bool:
    """Does the line stand where people tell what they did? A heading in words of its own heads something that was done."""
    section = piece.section_of(line.index)
    return section.kind in SHOWING or (section.heading is not None and not section.heading.sure)


def _hits(piece: Understood, line: TextLine, lexicons: Sequence[Lexicon]) -> Iterator[Hit]:
    for lexicon in lexicons:
        for hit in lexicon.longest(piece.folded, line.folded_start, line.folded_end):
            if hit.kind == TERM and not _denied(piece, line, hit):
                yield hit


def _denied(piece: Understood, line: TextLine, hit: Hit) -> bool:
    return _just_before(piece, line, hit, "denied")


def _wished(piece: Understood, line: TextLine, hit: Hit) -> bool:
    return _just_before(piece, line, hit, "wished")


def _just_before(piece: Understood, line: TextLine, hit: Hit, kind: str) -> bool:
    for cue in _around().hits(piece.folded, line.folded_start, hit.folded_start):
        between = piece.folded.text[cue.folded_end : hit.folded_start]
        if cue.kind == kind and len(between.split()) <= DENIED_WITHIN and not any(mark in between for mark in ".;:"):
            return True
    return False


def _entry(mention: Mention) -> tuple[str, int]:
    section = mention.piece.section_of(mention.line.index)
    return mention.piece.piece.file, section.lines[0] if section.lines else mention.line.index


def _quotes(mentions: Sequence[Mention], role: Role) -> Iterator[Quote]:
    seen: set[tuple[str, int]] = set()
    for mention in mentions:
        key = (mention.piece.piece.file, mention.line.index)
        if key not in seen and len(seen) < MOST_QUOTES:
            seen.add(key)
            yield mention.piece.quote_line(mention.line, role)
