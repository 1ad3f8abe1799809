"""Headings of a curriculum vitae: lines whose words and whose look tell them from the text.

A line is a heading when nothing but heading words stands on it, or when it looks exactly like the known ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from app.screening.fold import as_folded
from app.screening.heading_words import heading_kinds, is_spaced, without_ornaments
from app.screening.lines import TextLine
from app.screening.section_kinds import LABELS, POSTS, Heading, SectionKind
from app.screening.terms import Lexicon, word_list

LISTED, NOT_LISTED = re.compile(r"\s*[-+o]"), re.compile(r"\s*[^-+o\s]")
LETTERED = re.compile(r"\W*[a-z]\.[a-z]")  # « a.langues », which looks like an acronym
MOST_LETTERS = 160
INLINE = re.compile(r"([^:]{3,40}?)\s*:\s*(?=\S)")
# « Formation : Master … » goes on with a diploma; « Formation : 42 bénévoles » is somebody else's
DIPLOMA = re.compile(
    r"\b(?:master|mastere|licence|licencie|bac|baccalaureat|deug|dut|bts|dts|des[as]?|dea|dess|doctorat|maitrise|ingenieur|"
    r"diplome|bachelor|mba|degree|technicien)\b|ماستر|ماجستير|اجازه|الاجازه|دكتوراه|باكالوريا|بكالوريا|دبلوم|شهاده"
)
# « Langues   Français – courant », « Mes études   Master en management »: a label in the margin, read with the line beside it
IN_THE_MARGIN = re.compile(
    r"((?:mes |my )?(?:langues|languages|اللغات))\s(?=(?:francais|arabe|anglais|espagnol|allemand|amazighe?|tamazight|tachelhit|french|arabic|english|spanish|german|العربيه|الفرنسيه|الانجليزيه|الامازيغيه)\s?[:(-])|"
    r"((?:mes |my )?(?:etudes|formations?|diplomes|education|studies))\s(?=(?:(?:19|20)[0-9]{2}[ :,-]{1,3})?(?:master|mastere|licence|doctorat|diplome d|bachelor|maitrise|dess|deug|dut|bts|deust)\b)"
)
INLINE_KINDS = {
    SectionKind.LANGUAGES,
    SectionKind.REFERENCES,
    SectionKind.PROFILE,
    SectionKind.EDUCATION,
    SectionKind.SKILLS,
    SectionKind.TRAINING,
    SectionKind.OTHER,
    SectionKind.PERSONAL,
}
DATED_START = re.compile(r"\W*(?:[0-9]{1,2}[/.\-])?[0-9]{1,4}\b")


def find_headings(lines: Sequence[TextLine]) -> dict[int, Heading]:
    """The headings, by the index of their line."""
    lexicon = word_list("headings")
    weights: Counter[tuple[int, bool, bool]] = Counter()
    for line in lines:
        weights[line.looks] += len(line.text)
    body_looks = weights.most_common(1)[0][0] if weights else (0, False, False)
    found: dict[int, Heading] = {}
    inside: SectionKind | None = None
    for line in lines:
        heading = _heading(line, lexicon, body_looks, inside)
        if heading is not None:
            found[line.index] = heading
            inside = heading.kinds[0]
    return _only_ranked(found, lines, body_looks) | _unknown_headings(found, lines, body_looks)


def _heading(
    line: TextLine, lexicon: Lexicon, body: tuple[int, bool, bool], inside: SectionKind | None
) -> Heading | None:
    if len(line.text) > MOST_LETTERS or not _may_hold_a_heading(line, lexicon):
        return None
    plain = without_ornaments(line.text)
    if not plain or (len(plain.split()) > 7 and not INLINE.match(line.text) and not IN_THE_MARGIN.match(line.text)):
        return None
    kinds = heading_kinds(plain, lexicon)
    if kinds:
        return _settled(line, kinds, inside, body)
    return _inline_heading(line, lexicon, inside)


def _may_hold_a_heading(line: TextLine, lexicon: Lexicon) -> bool:
    """Whether any word of the line begins a heading, once letters set apart and the number are taken away."""
    return lexicon.may_begin_in(line.words) or is_spaced(line.text) or LETTERED.match(line.text) is not None


def _settled(
    line: TextLine, kinds: tuple[str, ...], inside: SectionKind | None, body: tuple[int, bool, bool]
) -> Heading | None:
    """A line that is nothing but heading words: does it open a section here?"""
    stands_out = line.looks > body and line.looks != body
    if kinds[0] in LABELS:
        if kinds[0] == "label" or inside in (*POSTS, SectionKind.PROJECTS):
            return None
        return Heading(line.index, (SectionKind.EXPERIENCE,))
    if line.text.rstrip().endswith(".") and not stands_out:
        return None
    if line.bullet and line.mark_length and LISTED.match(line.text) and not stands_out:
        return None
    return Heading(line.index, tuple(SectionKind(kind) for kind in kinds))


def _inline_heading(line: TextLine, lexicon: Lexicon, inside: SectionKind | None) -> Heading | None:
    """« Langues : arabe, français »: a heading whose content follows on its line."""
    start = line.mark_length if NOT_LISTED.match(line.text) else 0
    if line.bullet and not start:
        return None
    found = IN_THE_MARGIN.match(line.text[start:]) or INLINE.match(line.text[start:])
    if found is None:
        return None
    kinds = heading_kinds(without_ornaments(found.group(found.lastindex or 1)), lexicon)
    kind = kinds[0] if kinds else None
    if kind is None or kind in LABELS or SectionKind(kind) not in INLINE_KINDS:
        return None
    rest = line.text[start + found.end() :]
    if kind == SectionKind.EDUCATION and not DIPLOMA.search(rest[:24]):
        return None
    if inside in POSTS and kind in (SectionKind.TRAINING, SectionKind.OTHER, SectionKind.PERSONAL, SectionKind.SKILLS):
        return None
    return Heading(
        line.index,
        tuple(SectionKind(each) for each in kinds if each not in LABELS),
        content=line.folded_start + start + found.end(),
    )


def _only_ranked(
    found: dict[int, Heading], lines: Sequence[TextLine], body: tuple[int, bool, bool]
) -> dict[int, Heading]:
    """Where the document's headings plainly stand out, a heading word in body type that is a common label is not one."""
    strong = [at for at in found if lines[at].looks != body and lines[at].laid_out]
    if len(strong) < 3:
        return found
    doubtful = {SectionKind.PROJECTS, SectionKind.OTHER, SectionKind.VOLUNTEER, SectionKind.TRAINING}
    return {
        at: heading
        for at, heading in found.items()
        if at in strong or heading.content is not None or heading.kinds[0] not in doubtful or lines[at].gap > 0.6
    }


def _unknown_headings(
    found: dict[int, Heading], lines: Sequence[TextLine], body: tuple[int, bool, bool]
) -> dict[int, Heading]:
    """Lines that look exactly like the known headings but use words of their own: they close the section above."""
    looks = Counter(lines[at].looks for at, heading in found.items() if heading.content is None)
    ranks = {look for look, count in looks.items() if count >= 3 and look != body and look[0] > body[0]}
    if not ranks:
        return found
    names = {
        line.index: Heading(line.index, (SectionKind.OTHER,), sure=False)
        for line in lines
        if line.index not in found
        and line.looks in ranks
        and line.index > min(found, default=0)
        and len(line.text.split()) <= 5
        and not DATED_START.match(line.text)
        and not any(character.isdigit() for character in line.text)
        and not _is_title(line)
    }
    return {**names, **found}


def _is_title(line: TextLine) -> bool:
    """Whether the line names a post or an employer, which headings of posts do."""
    folded = as_folded(line.text)
    return bool(word_list("roles").hits(folded) or word_list("sectors").hits(folded) or DIPLOMA.search(line.text))
