"""The words of headings in French, Arabic or English: which classes a line consists of, ornaments and fillers left out.

Knows one line's words; where it stands and how it looks says `headings`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from app.screening.abbreviations import whole_words
from app.screening.section_kinds import LABELS
from app.screening.terms import Lexicon

ORNAMENTS = " \n\f\u2022*-_=#|~.:;\u00b7/\\"  # a folded text has no other blanks
NUMBER = re.compile(
    r"^(?:(?:partie|rubrique|section|part|n°|\u0627\u0644\u0645\u062d\u0648\u0631|\u0627\u0644\u0642\u0633\u0645|\u0627\u0644\u062c\u0632\u0621)\s?)?[(\[]?"
    r"(?:[ivx]{1,4}(?:\s(?=[a-z]{4}))?|[0-9]{1,2}|[a-h]|(?:\u0627\u0644\u0627\u0648\u0644|\u0627\u0644\u062b\u0627\u0646\u064a|\u0627\u0644\u062b\u0627\u0644\u062b|\u0627\u0644\u0631\u0627\u0628\u0639|\u0627\u0644\u062e\u0627\u0645\u0633)(?=\s?:)|اولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا|[ابجده])\s?(?:°?[.)\]\-/:]+|°|(?<=[ivx]\s)(?=[a-z]))\s*"
)
LATIN = re.compile("[a-z]")
SCRIPTS = re.compile(
    r"([a-z][^\u0621-\u064a]*?)\s*[|/\-:]?\s*([\u0621-\u064a][^a-z]*)|([\u0621-\u064a][^a-z]*?)\s*[|/\-:]?\s*([a-z][^\u0621-\u064a]*)"
)
SPACED = re.compile(r"(?:\w ){3,}\w(?!\w)")
SPACED_END = re.compile(r" \w \w \w(?!\w)")
# The letter comes first and what stands before it is looked back at: few characters of a line are such signs
PARTS = re.compile(r"&|\+|/|,|\||-|e(?<!\we)t\b|a(?<!\wa)nd\b|\u0648(?<= \u0648)(?=[ \w])")
FILLER_AHEAD = re.compile(r"(?:mon|ma|mes|my|notre|les?|la|l'|the|principales?|principaux|autres?|other|diverses?)\s+")
FILLER_BEHIND = re.compile(
    r"\s*\((?:suite|cont(?:inued|\.)?|selection|تابع|\u062a\u062a\u0645\u0647|extraits?|[^()0-9:]{2,60}|"
    r"(?:depuis |since |plus de |over |more than |\+ ?(?:de )?|de |from |\u0645\u0646\u0630 |\u0627\u0643\u062b\u0631 \u0645\u0646 )?[0-9]{1,4} ?\+?(?: ?(?:-|/|a|au|to) ?(?:[0-9]{2,4}|a ce jour|aujourd'hui|present|now|\u0627\u0644\u0627\u0646))?"
    r"(?: ?(?:ans?|annees?|mois|years?|months?|\u0633\u0646\u0648\u0627\u062a|\u0633\u0646\u0647|\u0639\u0627\u0645\u0627)(?: d'experience| of experience)?)?)\)$"
)
# « Ce que je fais depuis 2020 », « Avant 2020 »: the year belongs to the heading
SINCE = re.compile(r"\s(?:depuis|since|from|\u0645\u0646\u0630)\s(?:19|20)[0-9]{2}$")
BEFORE = re.compile(r"(?:avant|before|\u0642\u0628\u0644)\s(?:19|20)[0-9]{2}")
HEADINGS_REMEMBERED = 1024


def is_spaced(text: str) -> bool:
    """Whether l e t t e r s of it are set apart; few texts hold the end of such a run, which is found at once."""
    return SPACED_END.search(text) is not None and SPACED.search(text) is not None


@lru_cache(maxsize=HEADINGS_REMEMBERED)  # everybody writes « Formation » and « Langues »
def heading_kinds(plain: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The classes of headings that `plain`, a folded line without ornaments, consists of; empty if it holds more."""
    bare = _without_fillers(plain)
    pointed = f"{bare}." if bare.rpartition(" ")[2] in whole_words() else bare  # its last point was an ornament
    for wording in dict.fromkeys((plain, bare, pointed)):
        whole = lexicon.kind_of(wording)
        if whole:
            return (whole,)
    both = None if plain.isascii() or not LATIN.search(plain) else SCRIPTS.fullmatch(plain)
    if both:  # « EXPÉRIENCE التجربة »: one heading said twice
        said = {lexicon.kind_of(words.strip(" |/-:")) for words in both.groups() if words}
        if len(said) == 1 and None not in said:
            return (str(said.pop()),)
    parts = [_without_fillers(part.strip()) for part in PARTS.split(plain) if part.strip()]
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
    if ")" in text:
        return FILLER_BEHIND.sub("", text)
    if not text[-1:].isdigit():
        return text
    return "avant" if BEFORE.fullmatch(text) else SINCE.sub("", text)


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


def without_ornaments(text: str) -> str:
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
    text = SPACED.sub(lambda run: run.group().replace(" ", ""), text) if is_spaced(text) else text
    return " ".join(text.split())
