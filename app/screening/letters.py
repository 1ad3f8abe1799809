"""Finds the letter of motivation wherever it stands: a file of its own, or some lines inside the CV's.

The kind that was declared is only a hint: a CV sent twice is no letter, and a page of a CV under the name « lettre »
is none either. Knows openings, closings and first persons of three languages; no criterion.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.posting.notice import PieceKind
from app.reading.text import PlacedLine
from app.screening.evidence import PieceText

LEAST_LETTER_WORDS = 60
LEAST_PROSE_LINE_WORDS = 5
LEAST_WORDS_OF_A_FULL_LINE = 8
LEAST_PROSE_OF_A_DECLARED = 0.6
MOST_PARTS_IN_A_LETTER = 1
LIST_MARK = re.compile(r"[-\u2022*]\s*\w|[0-9]{1,2}[.)/]\s*\w")
TITLE = re.compile(
    r"\W*(?:(?:ma )?lettre (?:de |d')(?:motivation|candidature|accompagnement)|(?:cover|motivation|application) letter|letter of (?:motivation|application|interest)"
    r"|(?:ال)?رساله (?:ال)?(?:تحفيز\w*|حافز|دافع|دوافع|ترشيح))\W*"
)
REACHED = re.compile(r"@|[0-9](?:[ .-]?[0-9]){7}")
WORDS = Path(__file__).parent / "words" / "letters.toml"


@dataclass(frozen=True, slots=True)
class LetterPart:
    """Lines `first:last` of a piece that are a letter, and its span in the text. `formal` says that a customary formula opens or closes it."""

    piece: PieceText
    first: int
    last: int
    start: int
    end: int
    words: int
    formal: bool = True


@lru_cache(maxsize=1)
def cues() -> dict[str, dict[str, re.Pattern[str]]]:
    """The patterns of `letters.toml`, one alternation a list."""
    with WORDS.open("rb") as file:
        tables = tomllib.load(file)
    return {table: {name: _either(patterns) for name, patterns in lists.items()} for table, lists in tables.items()}


@lru_cache(maxsize=1)
def _farewells() -> tuple[str, ...]:
    """The closings one by one: to look for each of them costs less than one pattern of them all."""
    with WORDS.open("rb") as file:
        return tuple(tomllib.load(file)["letter"]["closings"])


def _takes_leave(farewell: str, text: str) -> bool:
    """Whether it stands there; in Latin letters as whole words."""
    if farewell not in text:
        return False
    return not farewell.isascii() or re.search(rf"\b{farewell}\b", text) is not None


def _either(patterns: list[str]) -> re.Pattern[str]:
    """Any of the patterns; where all of them begin a line, that is asked once and not by each at every letter."""
    if all(pattern.startswith("^") for pattern in patterns):
        return re.compile("^(?:" + "|".join(f"(?:{pattern[1:]})" for pattern in patterns) + ")")
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def find_letter(piece: PieceText, folded: list[str], parts: Sequence[int] = ()) -> LetterPart | None:
    """The letter in `piece`, or None. A letter opens, speaks in the first person and holds 60 words at least.

    `folded` are the lines of the piece as the rules see them, one for each placed line; `parts` the lines where a part
    of a CV begins. A CV that is called « candidature au poste de … » above its parts is not the beginning of the
    letter that comes after them.
    """
    if piece.read is None:
        return None
    lines = piece.read.placed_lines
    openings = cues()["letter"]["openings"]
    opens = [index for index, text in enumerate(folded) if openings.match(text)]
    closes = _closes(folded)
    declared = piece.kind is PieceKind.LETTER
    for first in opens:
        last = next((index for index in closes if index > first), None)
        headed = TITLE.fullmatch(folded[first]) is not None
        if last is None and not declared:
            last = _end_of_letter(lines, folded, first) if headed or _speaks(folded[first:]) else None
        elif last is None:
            last = len(lines) - 1
        if last is None or _parts_between(parts, first, last) > MOST_PARTS_IN_A_LETTER:
            continue
        if part := _part(piece, folded, first, last, least_prose=0.4, signed=bool(closes) or headed):
            return _with_what_follows(part, folded, closes)
    opened = bool(closes and opens and opens[0] < closes[-1])
    if closes and not (opened and _parts_between(parts, opens[0], closes[-1]) <= MOST_PARTS_IN_A_LETTER):
        start = _start_of_page(lines, closes[-1])
        if _parts_between(parts, start, closes[-1]) > MOST_PARTS_IN_A_LETTER:
            start = _first_full_line(folded, max(at for at in parts if at < closes[-1]) + 1, closes[-1])
        signed = _part(piece, folded, start, closes[-1], least_prose=0.5)
        if signed is not None or not declared:
            return signed
    if declared:  # somebody called it a letter, and it is prose: no formula is asked of it
        return _part(piece, folded, 0, len(lines) - 1, least_prose=LEAST_PROSE_OF_A_DECLARED, signed=True, formal=False)
    return None


def _closes(folded: list[str]) -> list[int]:
    """The lines that take leave; most farewells stand nowhere in a piece, which one look at all its lines tells."""
    written = "\n".join(folded)
    said = [farewell for farewell in _farewells() if _takes_leave(farewell, written)]
    return sorted({index for farewell in said for index, text in enumerate(folded) if _takes_leave(farewell, text)})


def _parts_between(parts: Sequence[int], first: int, last: int) -> int:
    return sum(first < at < last for at in parts)


def _first_full_line(folded: list[str], first: int, last: int) -> int:
    full = (at for at in range(first, last) if len(folded[at].split()) >= LEAST_WORDS_OF_A_FULL_LINE)
    return next(full, last)


def is_told(folded: list[str]) -> bool:
    """Whether these lines hold 60 words of prose in the first person that follow one another: a letter, perhaps."""
    run: list[str] = []
    for text in [*folded, ""]:
        if len(text.split()) >= LEAST_WORDS_OF_A_FULL_LINE:
            run.append(text)
            continue
        if sum(len(each.split()) for each in run) >= LEAST_LETTER_WORDS and _speaks(run):
            return True
        run = []
    return False


def _with_what_follows(part: LetterPart, folded: list[str], closes: list[int]) -> LetterPart:
    """A letter in two languages takes leave twice: prose after the first farewell belongs to it, up to the last."""
    for last in reversed(closes):
        counts = [len(text.split()) for text in folded[part.last + 1 : last + 1]]
        prose = sum(count for count in counts if count >= LEAST_PROSE_LINE_WORDS)
        if last > part.last and sum(counts) >= LEAST_LETTER_WORDS and prose >= 0.7 * sum(counts):
            longer = _part(part.piece, folded, part.first, last, least_prose=0.4, signed=True)
            return longer or part
    return part


def _part(
    piece: PieceText,
    folded: list[str],
    first: int,
    last: int,
    *,
    least_prose: float,
    signed: bool = False,
    formal: bool = True,
) -> LetterPart | None:
    """The lines as a letter when they are prose enough; one that is not `signed` must speak in the first person."""
    assert piece.read is not None
    counts = [len(text.split()) for text in folded[first : last + 1]]
    prose = sum(count for count in counts if count >= LEAST_PROSE_LINE_WORDS)
    if sum(counts) < LEAST_LETTER_WORDS or prose < least_prose * sum(counts):
        return None
    if not signed and not _speaks(folded[first : last + 1]):
        return None
    lines = piece.read.placed_lines
    below = range(last + 1, min(last + 3, len(lines) - 1) + 1)
    end = next((index - 1 for index in below if _begins_a_list(folded[index])), min(last + 3, len(lines) - 1))
    if any(len(text.split()) > 8 for text in folded[last + 1 : end + 1]):
        end = last
    return LetterPart(piece, first, end, lines[first].start, lines[last].end, sum(counts), formal)


def _begins_a_list(folded: str) -> bool:
    """Below a farewell stands the signature, and perhaps a list of referees."""
    return cues()["referees"]["headings"].search(folded) is not None or LIST_MARK.match(folded) is not None


def _speaks(folded: list[str]) -> bool:
    pattern = cues()["letter"]["speaks"]
    return sum(len(pattern.findall(text)) for text in folded) >= 3


def _end_of_letter(lines: tuple[PlacedLine, ...], folded: list[str], first: int) -> int:
    """Where a letter without the customary formula ends: a farewell of one's own, the referees below it, the page."""
    page = lines[first].page
    last = max(index for index in range(first, len(lines)) if lines[index].page is page)
    farewells, referees = cues()["letter"]["farewells"], cues()["referees"]
    words = 0
    for index in range(first, last + 1):
        text = folded[index]
        if words >= LEAST_LETTER_WORDS:
            if farewells.search(text):
                return index
            if referees["headings"].search(text) or (referees["person"].search(text) and REACHED.search(text)):
                return index - 1
        words += len(text.split())
    return last


def _start_of_page(lines: tuple[PlacedLine, ...], at: int) -> int:
    page = lines[at].page
    return min(index for index in range(at + 1) if lines[index].page is page)
