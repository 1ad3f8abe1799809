"""Titles and diplomas that stand in a CV and that nothing accounts for: a reading that came apart leaves them behind.

« Coordinatrice, association Amal » whose dates were read elsewhere is no post of the list, and no reason to say that
there was none. Knows posts already found; gives lines, no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.screening.dates import find_points
from app.screening.diploma import Diploma
from app.screening.diplomas import named_diplomas
from app.screening.gaming import is_taken
from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.periods import find_periods
from app.screening.post import Counts
from app.screening.post_titles import WORDS_AHEAD
from app.screening.referee_lines import has_contact
from app.screening.section_kinds import SectionKind
from app.screening.stray_dates import is_only_a_date
from app.screening.terms import word_list
from app.screening.titles import is_task, titles_in
from app.screening.totals import Held
from app.screening.understood import Understood
from app.screening.untold import UNTOLD

NEVER = (SectionKind.REFERENCES, SectionKind.INTERNSHIPS, SectionKind.PUBLICATIONS)
HOLDS_NO_POST = (SectionKind.SKILLS, SectionKind.LANGUAGES, SectionKind.EDUCATION, SectionKind.PERSONAL)
TELLS_NO_POST = (*NEVER, SectionKind.EDUCATION, SectionKind.LANGUAGES)
TAGLINE = 5  # the first lines of a CV may say what somebody is or wants to be
# « Formation « Chargée de projet associatif », cinq jours »: a course named after the post that it prepares for
COURSE = re.compile(
    r"\W*(?:(?:formation|atelier|seminaire|session|cycle|module|certificat|attestation|mooc|stage de formation|training|"
    r"course|workshop|certificate|seminar)\b|(?:\u062f\u0648\u0631\u0647|\u062a\u0643\u0648\u064a\u0646|\u0648\u0631\u0634\u0647|\u0634\u0647\u0627\u062f\u0647|\u0646\u062f\u0648\u0647)(?!\w))"
)
MOST_WORDS = 16  # of a line that is a title
MOST_LETTERS_OF_NOW = 32
LINES_BESIDE = 2  # of a stretch of time that stands alone
NUMBER_ALONE = re.compile(r"[0-9]{1,2}")
SETTLED = ("post.internship", "post.membership", "post.unpaid", UNTOLD)


def orphaned_titles(papers: Papers, held: Sequence[Held]) -> Iterator[tuple[Understood, TextLine]]:
    """Lines that open with a title of management beside an association, and are the title of no post with months."""
    for piece in papers.cvs:
        settled = {line.index for each in held if each.piece is piece for line in _accounted(each)}
        lines = list(papers.own_lines(piece))
        for at, line in enumerate(lines[TAGLINE:], start=TAGLINE):
            section = piece.section_of(line.index)
            told = section.kind is SectionKind.PROFILE and section.heading is not None and not _apart(piece, line)
            elsewhere = section.kind in NEVER and not _strayed_among_referees(piece, line, section.kind)
            if line.index in settled or elsewhere or told or is_taken(line, papers.notice):
                continue
            beside = any(_is_associative(piece, each) for each in lines[at : at + 2])
            if _is_title(piece, line) and (beside or (section.kind in HOLDS_NO_POST and _is_dated(piece, line))):
                yield piece, line


def _strayed_among_referees(piece: Understood, line: TextLine, kind: SectionKind) -> bool:
    """« Coordinatrice, association Amal, 2018 – 2021 » under « Références »: no referee is told with two dates."""
    return kind is SectionKind.REFERENCES and _is_dated(piece, line) and not has_contact(line.text)


def told_in_sentences(papers: Papers, held: Sequence[Held]) -> Iterator[tuple[Understood, TextLine]]:
    """Sentences of a CV that tell, with its two dates, that something was managed for an association, and that no post explains.

    « Puis, de septembre 2012 à mars 2018, l'association X m'a confié la direction de son projet » has no title that
    anybody could list, and is no reason to say that there was nothing.
    """
    for piece in papers.cvs:
        explained = {
            line.index
            for each in held
            if each.piece is piece and (each.post.counts is not Counts.NO or each.post.why in SETTLED)
            for line in each.post.entry.lines
        }
        for line in papers.own_lines(piece):
            section = piece.section_of(line.index)
            if line.index in explained or section.kind in TELLS_NO_POST or is_taken(line, papers.notice):
                continue
            if len(line.text.split()) > MOST_WORDS and _is_dated(piece, line) and _manages(piece, line):
                yield piece, line


def _manages(piece: Understood, line: TextLine) -> bool:
    """Whether the sentence names an association, and a deed or a title of management."""
    start, end = line.folded_start, line.folded_end
    if not _is_associative(piece, line):
        return False
    return any(hit.kind == "manage" for hit in word_list("deeds").hits(piece.folded, start, end)) or any(
        hit.kind in ("R3", "R2") and not is_task(hit) for hit in titles_in(piece.folded, start, end)
    )


def _apart(piece: Understood, line: TextLine) -> bool:
    section = piece.section_of(line.index)
    return bool(section.lines) and line.block != piece.lines[section.lines[0]].block


def _accounted(each: Held) -> Sequence[TextLine]:
    """The lines of a post whose months were added up, or rightly left out; nothing for one that lost its title."""
    if each.post.role is None or each.undated:
        return ()
    if each.post.counts is Counts.NO and each.post.why not in SETTLED and each.post.role in ("R3", "R2", "near"):
        return () if each.post.sector.kind == "S3" else each.post.entry.head
    return each.post.entry.lines if each.post.counts is not Counts.NO else each.post.entry.head


def _is_dated(piece: Understood, line: TextLine) -> bool:
    return any(not period.single for period in find_periods(piece.folded.text, line.folded_start, line.folded_end))


def _is_title(piece: Understood, line: TextLine) -> bool:
    if line.continues or not line.could_be_title or len(line.text.split()) > MOST_WORDS or COURSE.match(line.text):
        return False
    text = piece.folded.text
    return any(
        hit.kind in ("R3", "R2", "near")
        and not is_task(hit)
        and len(text[line.folded_start : hit.folded_start].split()) <= WORDS_AHEAD
        for hit in titles_in(piece.folded, line.folded_start, line.folded_end)
    )


def _is_associative(piece: Understood, line: TextLine) -> bool:
    return any(
        hit.kind == "S3" for hit in word_list("sectors").longest(piece.folded, line.folded_start, line.folded_end)
    )


def has_ends_apart(held: Sequence[Held]) -> bool:
    """Whether a post that may count has one lone date, and right beside it stands another, or « now », on a line of its own.

    « novembre 2021 », « novembre 2024 » in two cells are perhaps the two ends of one period.
    """
    for each in held:
        entry = each.post.entry
        if each.post.counts is Counts.NO or not entry.periods or not all(period.single for period in entry.periods):
            continue
        for line in entry.head:
            dated = any(p.start < line.folded_end and line.folded_start < p.end for p in entry.periods)
            if dated and any(is_only_a_date(near) or _is_only_now(near) for near in _beside(each.piece, line)):
                return True
    return False


def _beside(piece: Understood, line: TextLine) -> Iterator[TextLine]:
    """The lines right above and below; beyond a number alone (« 31 » of « 31 mars 2023 ») the one beyond it too."""
    for step in (-1, 1):
        at = line.index + step
        if 0 <= at < len(piece.lines):
            near = piece.lines[at]
            yield near
            if NUMBER_ALONE.fullmatch(near.text.strip()) and 0 <= at + step < len(piece.lines):
                yield piece.lines[at + step]


def _is_only_now(line: TextLine) -> bool:
    """« en cours ] », « إلى غاية الآن » with no word beside."""
    words = line.text.strip(" -:.,()[]|>")
    points = find_points(words) if 0 < len(words) <= MOST_LETTERS_OF_NOW else ()
    return len(points) == 1 and points[0].now and points[0].end == len(words)


def stray_stretches(papers: Papers, held: Sequence[Held]) -> Iterator[tuple[Understood, TextLine]]:
    """Stretches of time alone on their lines that are the time of no post, beside a deed or a title for an association."""
    for piece in papers.cvs:
        dated = [period for each in held if each.piece is piece for period in each.post.entry.periods]
        lines = list(papers.own_lines(piece))
        for at, line in enumerate(lines):
            if not is_only_a_date(line) or find_periods(line.text)[0].single:
                continue
            if piece.section_of(line.index).kind in (*TELLS_NO_POST, SectionKind.TRAINING):
                continue
            if any(period.start < line.folded_end and line.folded_start < period.end for period in dated):
                continue
            told = lines[max(at - LINES_BESIDE, 0) : at] + lines[at + 1 : at + 1 + LINES_BESIDE]
            if any(_manages(piece, each) for each in told):
                yield piece, line


def orphaned_diplomas(
    papers: Papers, known: Sequence[tuple[Understood, Diploma]], need: int
) -> Iterator[tuple[Understood, Diploma]]:
    """Diplomas of `need` years at least, held by the candidate, on lines of a CV from which no known diploma was taken."""
    for piece in papers.cvs:
        spans = [(diploma.start, diploma.end) for owner, diploma in known if owner is piece]
        for line in papers.own_lines(piece):
            if any(start < line.end and line.start < end for start, end in spans):
                continue
            if piece.section_of(line.index).kind is SectionKind.REFERENCES or is_taken(line, papers.notice):
                continue
            found = named_diplomas(piece.folded, line.folded_start, line.folded_end, deadline=papers.deadline)
            for diploma in found:
                if diploma.counts and diploma.years is not None and diploma.years[0] >= need:
                    yield piece, diploma
