"""Finds what tells who a person is among the words of a document, so that a blind first reading can hide it.

Knows words, boxes and one person's name, address and number; no page image, no database. It hides too much rather
than too little: the mask is lifted in one click, a name once seen is not forgotten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from app.reading.text import Box, Line, Page, ReadText

VEIL = "█████"

_ADDRESS = re.compile(r"\S+@\S+\.\S+")
_LINK = re.compile(r"\S*(?:https?://|www\.|linkedin|facebook|github|instagram|skype)\S*", re.IGNORECASE)
# A line that begins with one of these speaks of the person, not of the work.
_PERSONAL = re.compile(
    r"^\W*(?:adresse|domicile|t[ée]l(?:[ée]phone)?|gsm|mobile|portable|e-?mail|courriel|nom|pr[ée]nom|n[ée]e? le|"
    r"date (?:et lieu )?de naissance|lieu de naissance|[âa]ge|nationalit[ée]|situation (?:familiale|matrimoniale)|"
    r"[ée]tat civil|mari[ée]e?|c[ée]libataire|cin|c\.i\.n|sexe|address|phone|name|date of birth|marital status|"
    r"العنوان|الهاتف|البريد|الاسم|تاريخ الازدياد|تاريخ الميلاد|مكان الازدياد|الجنسية|الحالة العائلية|الحالة المدنية|"
    r"رقم البطاقة|السن|العمر)\b",
    re.IGNORECASE,
)
# Streets, in the lines a CV begins with. Further down a street is where a project stood.
_STREET = re.compile(
    r"\b(?:rue|avenue|av\.|bd\.?|boulevard|quartier|qu\.|lot\.?|lotissement|hay|r[ée]sidence|r[ée]s\.|immeuble|imm\.|appt?\.?|"
    r"appartement|villa|douar|derb|bp|code postal)\b|شارع|زنقة|حي |إقامة|عمارة|شقة|درب|دوار|ص\.ب",
    re.IGNORECASE,
)
# Letters with the accents and vowel signs that stand on them.
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670])+")
_HEAD_LINES = 14
_LONGEST_QUARTER_WORDS = 3  # the quarter and the town, when the street's line was too narrow
_TOP_SHARE = 0.25  # a name that we do not know by its spelling stands large in the first quarter of the first page
_LONGEST_NAME_WORDS = 5


@dataclass(frozen=True, slots=True)
class Identity:
    """What the dossier says of the person; any value may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def words(self) -> frozenset[str]:
        """The name's words and those of the address before the @, folded; short ones would hide half the page."""
        local = self.email.partition("@")[0]
        parts = re.split(r"[\W\d_]+", f"{fold(self.name)} {fold(local)}")
        return frozenset(part for part in parts if len(part) >= 3)


def fold(text: str) -> str:
    """Lower case without accents, vowel signs or tatweel: two spellings of one name meet here."""
    plain = unicodedata.normalize("NFKD", text.replace("\u0640", ""))  # ـ lengthens a word, means nothing
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def identity_boxes(read: ReadText, identity: Identity) -> dict[int, tuple[Box, ...]]:
    """The places to black out, by page number; pages without any are left out."""
    found: dict[int, list[Box]] = {}
    hidden = _hidden_rows(read)
    for row, placed in enumerate(read.placed_lines):
        if row in hidden:
            found.setdefault(placed.page.number, []).append(placed.line.box)
    # A number or an address may go on in the next line: spans are looked for in the whole text, not line by line.
    for start, end in _spans(read.text.replace("\n", " "), identity):
        for page, box in read.boxes(start, end):
            here = found.setdefault(page.number, [])
            if not any(wide.union(box) == wide for wide in here):
                here.append(box)
    return {number: tuple(boxes) for number, boxes in found.items()}


def veil_document(read: ReadText, identity: Identity) -> str:
    """The words of a whole document, veiled: for a file that has no page to paint on. Its lines stay its lines."""
    hidden = _hidden_rows(read)
    parts: list[str] = []
    at = 0
    for row, placed in enumerate(read.placed_lines):
        parts.append(read.text[at : placed.start])
        parts.append(VEIL if row in hidden else veil(placed.line.text, identity))
        at = placed.end
    return "".join([*parts, read.text[at:]])


def veil(text: str, identity: Identity) -> str:
    """The same words with what tells who it is replaced by `VEIL`."""
    spans = sorted(_spans(text, identity))
    parts: list[str] = []
    at = 0
    for start, end in spans:
        if start >= at:
            parts += [text[at:start], VEIL]
        at = max(at, end)
    return "".join([*parts, text[at:]])


def _hidden_rows(read: ReadText) -> set[int]:
    """The lines hidden as a whole: the title, civil status, and an address among the first lines with what follows it."""
    title = _title(read)
    hidden: set[int] = set()
    lines = [placed.line for placed in read.placed_lines]
    for row, line in enumerate(lines):
        if line is title or _speaks_of_the_person(line.text, row):
            hidden.add(row)
            goes_on = row + 1 < min(len(lines), _HEAD_LINES) and lines[row + 1].block == line.block
            if _STREET.search(line.text) and goes_on and len(lines[row + 1].words) <= _LONGEST_QUARTER_WORDS:
                hidden.add(row + 1)
    return hidden


def _speaks_of_the_person(line: str, row: int) -> bool:
    """True for a line of civil status, and for an address among the first lines (`row` counts from 0)."""
    return bool(_PERSONAL.match(line) or (row < _HEAD_LINES and _STREET.search(line)))


def _spans(text: str, identity: Identity) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _ADDRESS.finditer(text))
    yield from (match.span() for match in _LINK.finditer(text))
    for number in phonenumbers.PhoneNumberMatcher(text, "MA", leniency=phonenumbers.Leniency.POSSIBLE):
        if sum(c.isdigit() for c in number.raw_string) >= 9:  # « 2019 – 2021 » is a period
            yield number.start, number.end
    names = identity.words
    for word in _WORD.finditer(text):
        folded = fold(word.group())
        # ال and و are written onto an Arabic name.
        if names & {folded, folded.removeprefix("ال"), folded.removeprefix("و"), folded.removeprefix("وال")}:
            yield word.span()


def _title(read: ReadText) -> Line | None:
    """The one line of the largest letters at the top of the first page, when it may be a name.

    A file without pages has no top: there it is the first line.
    """
    if not read.pages or not read.pages[0].lines:
        return None
    page = read.pages[0]
    if not page.laid_out:
        return _as_a_name(page.lines[0])
    top = [line for line in page.lines if _is_at_the_top(line, page)]
    largest = max((_letters(line) for line in page.lines), default=0)
    titles = [line for line in top if _letters(line) >= largest > 0]
    return _as_a_name(titles[0]) if titles else None


def _as_a_name(line: Line) -> Line | None:
    few = len(line.words) <= _LONGEST_NAME_WORDS
    return line if few and not any(c.isdigit() for c in line.text) else None


def _is_at_the_top(line: Line, page: Page) -> bool:
    return page.laid_out and line.box.bottom <= page.height * _TOP_SHARE


def _letters(line: Line) -> float:
    return max(word.size for word in line.words)
