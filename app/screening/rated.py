"""Judges the rated criteria: done or only claimed. They give points and never decide who is eligible.

A term shows something where it stands in a post, a deed, a diploma, a training or a publication. Among skills, wishes,
interests or in a letter it is a claim, worth nothing and shown as such. A denial is not a mention.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from app.posting.notice import Criterion
from app.screening.evidence import Quote, Role
from app.screening.gaming import is_of_notice
from app.screening.guard import confidence_of
from app.screening.judgement import Judgement, Verdict
from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.points import for_rated
from app.screening.sections import Section, SectionKind
from app.screening.terms import WORDS, Hit, Lexicon
from app.screening.understood import Understood

TRAP = "trap"
TERM = "term"
SHOWING = (
    SectionKind.EXPERIENCE, SectionKind.ASSOCIATIVE, SectionKind.VOLUNTEER, SectionKind.INTERNSHIPS,
    SectionKind.EDUCATION, SectionKind.TRAINING, SectionKind.PROJECTS, SectionKind.PUBLICATIONS, SectionKind.UNKNOWN,
)  # fmt: skip
SILENT = (SectionKind.PERSONAL, SectionKind.LANGUAGES, SectionKind.REFERENCES)  # neither a deed nor a claim stands here
OF_THE_MARGIN = (SectionKind.HEAD, SectionKind.PROFILE, SectionKind.PERSONAL)
LEAST_WORDS_OF_A_CLAIM = 5
LINES_OF_A_LONG_HEAD = 15
DENIED_WITHIN = 4  # words
MOST_QUOTES = 4
NOTICES_TERMS = 128  # lists of terms kept compiled
Told = tuple[tuple[str, int], int]  # the file and first line of a post, and its months


@dataclass(frozen=True, slots=True)
class Mention:
    """A line that speaks of the criterion. `shows` is false for a claim; `entry` names the post or section it is told in,
    and `months` how long that was, 0 where it is not known."""

    piece: Understood
    line: TextLine
    hit: Hit
    shows: bool
    entry: tuple[str, int]
    months: int = 0


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((WORDS / "rated.toml").read_text(encoding="utf-8"))


@cache
def _named_terms(name: str) -> Lexicon:
    return Lexicon.of({TERM: _table().get(name, {}), TRAP: _table()["traps"]})


@cache
def words_around() -> Lexicon:
    """Words before a term that deny it or wish for it."""
    return Lexicon.of({"denied": _table()["negations"], "wished": _table()["wishes"]})


def terms_of(criterion: Criterion) -> tuple[Lexicon, ...]:
    """The list the notice names, and the terms it adds of its own (`extra_terms`, by language).

    A name that is no list of ours stands for the notice's own: all its terms are in `extra_terms`.
    """
    extra = criterion.settings.get("extra_terms")
    named = _named_terms(criterion.settings["terms"])
    if not extra:
        return (named,)
    return named, _own_terms(tuple((language, tuple(terms)) for language, terms in extra.items()))


@lru_cache(maxsize=NOTICES_TERMS)
def _own_terms(extra: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    return Lexicon.of({TERM: dict(extra)})


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
    entries = {mention.entry for mention in shown}
    longest = max((mention.months for mention in shown), default=0)
    return Judgement(
        criterion=criterion.id,
        verdict=verdict,
        points=for_rated(len(entries), longest, criterion.max_points),
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
        told, own = _told_and_own(papers, piece)
        for line, hit in _hits(piece, lexicons, 0, len(piece.folded.text)):
            section = piece.section_of(line.index)
            place = told.get(line.index)
            if (
                line.index not in own
                or (place is None and section.kind in SILENT)
                or is_of_notice(line.text, papers.notice)
            ):
                continue
            entry, months = place or ((piece.piece.file, section.lines[0] if section.lines else line.index), 0)
            shows = place is not None or _shows(piece, section, line)
            if section.kind in SILENT and not shows:
                continue
            yield Mention(piece, line, hit, shows and not _wished(piece, line, hit), entry, months)
    for letter in papers.letters:
        piece = next(each for each in papers.pieces if each.piece is letter.piece)
        start, end = piece.lines[letter.first].folded_end, piece.lines[letter.last].folded_end
        for line, hit in _hits(piece, lexicons, start, end):
            if (
                len(line.text.split()) >= LEAST_WORDS_OF_A_CLAIM
                and line.end <= letter.end
                and not is_of_notice(line.text, papers.notice)
            ):
                yield Mention(piece, line, hit, shows=False, entry=(piece.piece.file, -1))


def _told_and_own(papers: Papers, piece: Understood) -> tuple[dict[int, Told], set[int]]:
    """What each criterion asks again: the lines of posts, and all that are the CV's own."""
    key = (_told_and_own, id(piece))
    if key not in papers.remembered:
        papers.remembered[key] = (_told_in_posts(papers, piece), {line.index for line in papers.own_lines(piece)})
    known: tuple[dict[int, Told], set[int]] = papers.remembered[key]
    return known


def _told_in_posts(papers: Papers, piece: Understood) -> dict[int, Told]:
    """The lines of posts: to which post each belongs, and how many months it lasted at least."""
    told: dict[int, Told] = {}
    for held in papers.posts(piece):
        months = max((core.last - core.first + 1 for core in held.cores), default=0)
        for line in held.post.entry.lines:
            told[line.index] = ((piece.piece.file, held.post.entry.lines[0].index), months)
    return told


def _shows(piece: Understood, section: Section, line: TextLine) -> bool:
    """Does the line tell what was done? A heading in words of its own heads something that was done.

    Where the headings stand in a margin, a long run of another column falls to the first lines or the profile: it is
    no profile.
    """
    if section.kind in SHOWING or (section.heading is not None and not section.heading.sure):
        return True
    if section.kind not in OF_THE_MARGIN or len(section.lines) < LINES_OF_A_LONG_HEAD:
        return False
    return line.block != piece.lines[section.lines[0]].block


def _hits(piece: Understood, lexicons: Sequence[Lexicon], start: int, end: int) -> Iterator[tuple[TextLine, Hit]]:
    """Terms between two folded offsets, each with the line it begins on."""
    starts = [line.folded_start for line in piece.lines]
    for lexicon in lexicons:
        for hit in lexicon.longest(piece.folded, start, end):
            if hit.kind == TERM and starts:
                line = piece.lines[max(bisect_right(starts, hit.folded_start) - 1, 0)]
                if not _denied(piece, line, hit):
                    yield line, hit


def _denied(piece: Understood, line: TextLine, hit: Hit) -> bool:
    return _just_before(piece, line, hit, "denied")


def _wished(piece: Understood, line: TextLine, hit: Hit) -> bool:
    return _just_before(piece, line, hit, "wished")


def _just_before(piece: Understood, line: TextLine, hit: Hit, kind: str) -> bool:
    for cue in words_around().hits(piece.folded, line.folded_start, hit.folded_start):
        between = piece.folded.text[cue.folded_end : hit.folded_start]
        if cue.kind == kind and len(between.split()) <= DENIED_WITHIN and not any(mark in between for mark in ".;:"):
            return True
    return False


def _quotes(mentions: Sequence[Mention], role: Role) -> Iterator[Quote]:
    seen: set[tuple[str, int]] = set()
    for mention in mentions:
        key = (mention.piece.piece.file, mention.line.index)
        if key not in seen and len(seen) < MOST_QUOTES:
            seen.add(key)
            yield mention.piece.quote_line(mention.line, role)
