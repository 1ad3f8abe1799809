"""Headings of a curriculum vitae in French, Arabic or English: the words, and the look that tells them from the text.

A line is a heading when nothing but heading words stands on it, or when it looks exactly like the known ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.screening.abbreviations import whole_words
from app.screening.fold import as_folded
from app.screening.lines import TextLine
from app.screening.terms import Lexicon, word_list


class SectionKind(StrEnum):
    """What a section tells. ASSOCIATIVE is « expérience associative »: paid or not, its posts say."""

    HEAD = "head"
    UNKNOWN = "unknown"
    PROFILE = "profile"
    PERSONAL = "personal"
    EXPERIENCE = "experience"
    ASSOCIATIVE = "associative"
    VOLUNTEER = "volunteer"
    INTERNSHIPS = "internships"
    EDUCATION = "education"
    TRAINING = "training"
    SKILLS = "skills"
    LANGUAGES = "languages"
    REFERENCES = "references"
    PROJECTS = "projects"
    PUBLICATIONS = "publications"
    OTHER = "other"


POSTS = (SectionKind.EXPERIENCE, SectionKind.ASSOCIATIVE, SectionKind.VOLUNTEER, SectionKind.INTERNSHIPS)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading read on `line`. `kinds` are all it opens (« Formation & Langues »); `sure` is false for an unknown word
    that only looks like the others. `content` is the folded offset where what follows it on its line begins, if any."""

    line: int
    kinds: tuple[SectionKind, ...]
    sure: bool = True
    content: int | None = None


ORNAMENTS = " \n\f\u2022*-_=#|~.:;\u00b7/\\"  # a folded text has no other blanks


NUMBER = re.compile(
    r"^(?:(?:partie|rubrique|section|part|n°|\u0627\u0644\u0645\u062d\u0648\u0631|\u0627\u0644\u0642\u0633\u0645|\u0627\u0644\u062c\u0632\u0621)\s?)?[(\[]?"
    r"(?:[ivx]{1,4}(?:\s(?=[a-z]{4}))?|[0-9]{1,2}|[a-h]|(?:\u0627\u0644\u0627\u0648\u0644|\u0627\u0644\u062b\u0627\u0646\u064a|\u0627\u0644\u062b\u0627\u0644\u062b|\u0627\u0644\u0631\u0627\u0628\u0639|\u0627\u0644\u062e\u0627\u0645\u0633)(?=\s?:)|اولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا|[ابجده])\s?(?:°?[.)\]\-/:]+|°|(?<=[ivx]\s)(?=[a-z]))\s*"
)


LISTED, NOT_LISTED = re.compile(r"\s*[-+o]"), re.compile(r"\s*[^-+o\s]")
LETTERED = re.compile(r"\W*[a-z]\.[a-z]")  # « a.langues », which looks like an acronym
MOST_LETTERS = 160


SCRIPTS = re.compile(
    r"([a-z][^\u0621-\u064a]*?)\s*[|/\-:]?\s*([\u0621-\u064a][^a-z]*)|([\u0621-\u064a][^a-z]*?)\s*[|/\-:]?\s*([a-z][^\u0621-\u064a]*)"
)


SPACED = re.compile(r"(?:\w ){3,}\w(?!\w)")
SPACED_END = re.compile(r" \w \w \w(?!\w)")


PARTS = re.compile(r"\s*(?:&|\+|/|,|\||\bet\b|\band\b|-|(?<= )\u0648(?= )|(?<= )\u0648(?=\w))\s*")


INLINE = re.compile(r"([^:]{3,40}?)\s*:\s*(?=\S)")


FILLER_AHEAD = re.compile(r"(?:mon|ma|mes|my|notre|les?|la|l'|the|principales?|principaux|autres?|other|diverses?)\s+")
FILLER_BEHIND = re.compile(
    r"\s*\((?:suite|cont(?:inued|\.)?|selection|تابع|\u062a\u062a\u0645\u0647|extraits?|[^()0-9:]{2,60}|"
    r"(?:depuis |since |plus de |over |more than |\+ ?(?:de )?|de |from |\u0645\u0646\u0630 |\u0627\u0643\u062b\u0631 \u0645\u0646 )?[0-9]{1,4} ?\+?(?: ?(?:-|/|a|au|to) ?(?:[0-9]{2,4}|a ce jour|aujourd'hui|present|now|\u0627\u0644\u0627\u0646))?"
    r"(?: ?(?:ans?|annees?|mois|years?|months?|\u0633\u0646\u0648\u0627\u062a|\u0633\u0646\u0647|\u0639\u0627\u0645\u0627)(?: d'experience| of experience)?)?)\)$"
)
HEADINGS_REMEMBERED = 1024


# « Formation : Master … » goes on with a diploma; « Formation : 42 bénévoles » is somebody else's
DIPLOMA = re.compile(
    r"\b(?:master|mastere|licence|licencie|bac|baccalaureat|deug|dut|bts|dts|des[as]?|dea|dess|doctorat|maitrise|ingenieur|"
    r"diplome|bachelor|mba|degree|technicien)\b|ماستر|ماجستير|اجازه|الاجازه|دكتوراه|باكالوريا|بكالوريا|دبلوم|شهاده"
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


LABELS = ("label", "missions")


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
    plain = _plain(line.text)
    if not plain or (len(plain.split()) > 7 and not INLINE.match(line.text)):
        return None
    kinds = heading_kinds(plain, lexicon)
    if kinds:
        return _settled(line, kinds, inside, body)
    return _inline_heading(line, lexicon, inside)


def _may_hold_a_heading(line: TextLine, lexicon: Lexicon) -> bool:
    """Whether any word of the line begins a heading, once letters set apart and the number are taken away."""
    return lexicon.may_begin_in(line.words) or _is_spaced(line.text) or LETTERED.match(line.text) is not None


def _is_spaced(text: str) -> bool:
    """Whether l e t t e r s of it are set apart; few texts hold the end of such a run, which is found at once."""
    return SPACED_END.search(text) is not None and SPACED.search(text) is not None


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


@lru_cache(maxsize=HEADINGS_REMEMBERED)  # everybody writes « Formation » and « Langues »
def heading_kinds(plain: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The classes of headings that `plain`, a folded line without ornaments, consists of; empty if it holds more."""
    bare = _without_fillers(plain)
    pointed = f"{bare}." if bare.rpartition(" ")[2] in whole_words() else bare  # its last point was an ornament
    for wording in dict.fromkeys((plain, bare, pointed)):
        whole = lexicon.kind_of(wording)
        if whole:
            return (whole,)
    both = None if plain.isascii() else SCRIPTS.fullmatch(plain)
    if both:  # « EXPÉRIENCE التجربة »: one heading said twice
        said = {lexicon.kind_of(words.strip(" |/-:")) for words in both.groups() if words}
        if len(said) == 1 and None not in said:
            return (str(said.pop()),)
    parts = [_without_fillers(part) for part in PARTS.split(plain) if part.strip()]
    if 2 <= len(parts) <= 4:
        kinds = [lexicon.kind_of(part) or _qualified(parts[0], part, lexicon) for part in parts]
        if all(kinds):
            named = [kind for kind in dict.fromkeys(kinds) if kind and kind != "same"]
            plain_kinds = [kind for kind in named if kind not in LABELS]
            return tuple(plain_kinds or named)
    qualified = _with_qualifiers(plain, lexicon)
    return (qualified,) if qualified else ()


def _without_fillers(text: str) -> str:
    """« mes langues », « formation (suite) » without what says nothing."""
    ahead = FILLER_AHEAD.match(text)
    if ahead:
        text = text[ahead.end() :]
    return FILLER_BEHIND.sub("", text) if ")" in text else text


def _with_qualifiers(plain: str, lexicon: Lexicon) -> str | None:
    """« Expériences significatives dans le milieu associatif »: a heading and nothing but words that narrow it."""
    words = plain.split()
    if not (words and (words[-1] in BETWEEN or QUALIFIERS.fullmatch(words[-1]))):
        return None
    for count in range(min(3, len(words) - 1), 0, -1):
        rest = words[count:]
        if all(QUALIFIERS.fullmatch(word) or word in BETWEEN for word in rest) and any(
            word not in BETWEEN for word in rest
        ):
            kind = lexicon.kind_of(" ".join(words[:count]))
            if kind is not None and kind not in LABELS:
                return kind
    return None


BETWEEN = {
    "et",
    "de",
    "la",
    "le",
    "les",
    "l'",
    "dans",
    "en",
    "du",
    "des",
    "d'",
    "mes",
    "ma",
    "mon",
    "au",
    "aux",
    "sur",
    "a",
    "and",
    "of",
    "in",
    "the",
    "my",
    "plus",
    "secteur",
    "domaine",
    "milieu",
    "champ",
}
QUALIFIERS = re.compile(
    r"(?:\u0648?(?:\u0627\u0644)?(?:\u0639\u0645\u0644\u064a\u0647|\u062f\u0631\u0627\u0633\u064a\u0647|\u062c\u0627\u0645\u0639\u064a\u0647|\u0633\u0627\u0628\u0642\u0647|\u0648\u0638\u064a\u0641\u064a\u0647)|significati|pertinent|recent|anterieur|precedent|acquis|principal|relevant|professional|academic|salarie|en ong|ong|diplomant|superieur|secondaire|universitaire|scolaire|associati|personnel|militant|technique|informatique|complementaire|"
    r"benevole|continue|initiale|humanitaire|social|numerique|مهني|المهني|الاكاديمي|الجمعوي|العلمي|الشخصي|التطوعي)\w*"
)


def _qualified(first: str, part: str, lexicon: Lexicon) -> str | None:
    """« Expériences professionnelles et associatives »: the second part only qualifies the first."""
    if QUALIFIERS.fullmatch(part.strip()) and lexicon.kind_of(first):
        return "same"
    return None


def _inline_heading(line: TextLine, lexicon: Lexicon, inside: SectionKind | None) -> Heading | None:
    """« Langues : arabe, français »: a heading whose content follows on its line."""
    start = line.mark_length if NOT_LISTED.match(line.text) else 0
    if line.bullet and not start:
        return None
    found = INLINE.match(line.text[start:])
    if found is None:
        return None
    kinds = heading_kinds(_plain(found.group(1)), lexicon)
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


def _plain(text: str) -> str:
    """A line without bullets, numbers, underlines, colons or l e t t e r s set apart."""
    text = text.strip()
    for _ in range(3):
        shorter = text.lstrip(ORNAMENTS + ">").rstrip(ORNAMENTS + "<")
        number = NUMBER.match(shorter)
        if number:
            shorter = shorter[number.end() :]
        if shorter == text:
            break
        text = shorter
    text = SPACED.sub(lambda run: run.group().replace(" ", ""), text) if _is_spaced(text) else text
    return " ".join(text.split())


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
