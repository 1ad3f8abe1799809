"""Judges the rated criteria: done or only claimed. They give points and never decide who is eligible.

A term shows something where it stands in a post, a deed, a diploma, a training or a publication. Among skills, wishes,
interests or in a letter it is a claim, worth nothing and shown as such. A denial is not a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.posting.notice import Criterion
from app.screening.evidence import Quote, Role
from app.screening.gaming import is_taken
from app.screening.guard import confidence_of
from app.screening.judgement import Judgement, Verdict
from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.points import for_rated
from app.screening.section_kinds import SectionKind
from app.screening.sections import Section
from app.screening.terms import Hit, Lexicon
from app.screening.understood import Understood
from app.screening.wordings import hits_in, is_denied, is_wished, reach_of, terms_of

SHOWING = (
    SectionKind.EXPERIENCE, SectionKind.ASSOCIATIVE, SectionKind.VOLUNTEER, SectionKind.INTERNSHIPS,
    SectionKind.EDUCATION, SectionKind.TRAINING, SectionKind.PROJECTS, SectionKind.PUBLICATIONS, SectionKind.UNKNOWN,
)  # fmt: skip
SILENT = (SectionKind.PERSONAL, SectionKind.LANGUAGES, SectionKind.REFERENCES)  # neither a deed nor a claim stands here
OF_THE_MARGIN = (SectionKind.HEAD, SectionKind.PROFILE, SectionKind.PERSONAL)
LEAST_WORDS_OF_A_CLAIM = 5
LINES_OF_A_LONG_HEAD = 15
MOST_QUOTES = 4
TRAINING = re.compile(r"\b(?:formation|atelier|seminaire|session|stage|training|workshop|course)s?\b|تكوين|دوره|ورشه")
SENTENCE_END = re.compile(r"[.;](?=\s|$)|\n\s*[\u2022\-+*]|\n\n|\f")
YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
LETTERS_TO_A_YEAR = 120
Told = tuple[tuple[str, int], int]  # the file and first line of a post, and its months


class Mention(NamedTuple):
    """A line that speaks of the criterion. `shows` is false for a claim; `entry` names the post or section it is told in,
    and `months` how long that was, 0 where it is not known."""

    piece: Understood
    line: TextLine
    hit: Hit
    shows: bool
    entry: tuple[str, int]
    months: int = 0


def judge_rated(papers: Papers, criterion: Criterion) -> Judgement:
    """One judgement: met = shown, unclear = claimed, not met = nowhere."""
    mentions = list(find_mentions(papers, terms_of(criterion), reach_of(criterion)))
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
        confidence=confidence_of(papers.cvs, sure=bool(shown)),
        evidence=tuple(_quotes(shown or mentions, Role.FOR if shown else Role.DOUBT)),
        arguments={"entries": len(entries)},
        question="ask.is_it_done" if verdict is Verdict.UNCLEAR else None,
        facts={"shown": said},
    )


def find_mentions(papers: Papers, lexicons: Sequence[Lexicon], reach: int = 0) -> Iterator[Mention]:
    """Every line of the dossier with a term, denials and the notice's own sentences left out."""
    for piece in papers.cvs:
        told, own = _told_and_own(papers, piece)
        for line, hit in _hits(piece, lexicons, reach, 0, len(piece.folded.text)):
            section = piece.section_of(line.index)
            place = told.get(line.index)
            if (
                line.index not in own
                or (place is None and (section.kind in SILENT or _is_heading(section, line)))
                or is_taken(line, papers.notice)
            ):
                continue
            entry, months = place or ((piece.piece.file, section.lines[0] if section.lines else line.index), 0)
            shows = place is not None or _shows(piece, section, line) or _is_training(piece, section, line, hit)
            if section.kind in SILENT and not shows:
                continue
            yield Mention(piece, line, hit, shows and not is_wished(piece, line, hit), entry, months)
    for letter in papers.letters:
        piece = next(each for each in papers.pieces if each.piece is letter.piece)
        start, end = piece.lines[letter.first].folded_end, piece.lines[letter.last].folded_end
        for line, hit in _hits(piece, lexicons, reach, start, end):
            if (
                len(line.text.split()) >= LEAST_WORDS_OF_A_CLAIM
                and line.end <= letter.end
                and not is_taken(line, papers.notice)
            ):
                yield Mention(piece, line, hit, shows=False, entry=(piece.piece.file, -1))


def _told_and_own(papers: Papers, piece: Understood) -> tuple[dict[int, Told], frozenset[int]]:
    """What each criterion asks again: the lines of posts, and all that are the CV's own."""
    key = (_told_and_own, id(piece))
    if key not in papers.remembered:
        papers.remembered[key] = (_told_in_posts(papers, piece), papers.own_indices(piece))
    known: tuple[dict[int, Told], frozenset[int]] = papers.remembered[key]
    return known


def _told_in_posts(papers: Papers, piece: Understood) -> dict[int, Told]:
    """The lines of posts: to which post each belongs, and how many months it lasted at least."""
    told: dict[int, Told] = {}
    for held in papers.posts(piece):
        months = max((core.last - core.first + 1 for core in held.cores), default=0)
        for line in held.post.entry.lines:
            told[line.index] = ((piece.piece.file, held.post.entry.lines[0].index), months)
    return told


def _is_heading(section: Section, line: TextLine) -> bool:
    """« Publications » over nothing, or over an article on contracts, reports nothing by itself."""
    heading = section.heading
    return heading is not None and heading.sure and heading.line == line.index and heading.content is None


def _is_training(piece: Understood, section: Section, line: TextLine, hit: Hit) -> bool:
    """« Formation « Règles Mandela », Tunis, 2021 » under « Et aussi » is a training none the less."""
    if section.kind is not SectionKind.OTHER:
        return False
    text = piece.folded.text
    cue = list(TRAINING.finditer(text, line.folded_start, hit.folded_start))
    if not cue or SENTENCE_END.search(text, cue[-1].end(), hit.folded_start):
        return False
    end = SENTENCE_END.search(text, hit.folded_end)
    last = min(hit.folded_end + LETTERS_TO_A_YEAR, end.start() if end else len(text))
    return YEAR.search(text, hit.folded_end, last) is not None


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


def _hits(
    piece: Understood, lexicons: Sequence[Lexicon], reach: int, start: int, end: int
) -> Iterator[tuple[TextLine, Hit]]:
    """What speaks of the criterion between two folded offsets, each with the line it begins on; denials left out."""
    if not piece.lines:
        return
    for lexicon in lexicons:
        for hit in hits_in(piece, lexicon, reach, start, end):
            line = piece.line_of(hit.folded_start)
            if not is_denied(piece, line, hit):
                yield line, hit


def _quotes(mentions: Sequence[Mention], role: Role) -> Iterator[Quote]:
    seen: set[tuple[str, int]] = set()
    for mention in mentions:
        key = (mention.piece.piece.file, mention.line.index)
        if key not in seen and len(seen) < MOST_QUOTES:
            seen.add(key)
            yield mention.piece.quote_line(mention.line, role)
