"""An office file as it comes out of a printer: the words of the file, at the places where LibreOffice put them on paper.

What the file says stays the file's; the paper gives only pages, places and what stands on each page again (a header).
Pure. The text that is screened is never made here: it must not depend on which programs a machine has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from app.reading.office.rendition import AGREEMENT, agreement
from app.reading.stored import from_json, to_json
from app.reading.text import Box, Line, Page, ReadText, Word

MOST_WORDS = 20_000  # finding places takes the square of it at worst
_MOST_UNPLACED = 0.05
_ROUNDS = 4
_SURE_LETTERS = 8
_NOT_LETTERS = re.compile(r"[\W_]+")
_SHORT_NUMBER = re.compile(r"\d{1,3}")
Place: TypeAlias = tuple[int, Box]


@dataclass(frozen=True)
class Printed:
    """`read` is the file page by page as printed; `paper` is what our reader finds on the same pages by itself.

    `places` holds, for each word of the file's own text in its order, the page's number and the box on it, or None.
    `faithful` is false when pages may end elsewhere than those of its author did (`fonts_asked` tells).
    """

    read: ReadText
    paper: ReadText
    places: tuple[Place | None, ...]
    faithful: bool = False

    def on_paper(self, file: ReadText, page: int, boxes: Iterable[Box]) -> list[Place]:
        """Where the words stand on paper that lie in `boxes` on page `page` of `file`: one box for each printed line."""
        wanted = list(boxes)
        found: list[Place] = []
        for (number, word), place in zip(_numbered(file), self.places, strict=True):
            if place is None or number != page or not any(box.union(word.box) == box for box in wanted):
                continue
            if found and found[-1][0] == place[0] and _on_one_line(found[-1][1], place[1]):
                found[-1] = (place[0], found[-1][1].union(place[1]))
            else:
                found.append(place)
        return found

    def to_json(self) -> dict[str, Any]:
        """Plain lists and numbers."""
        places = [None if place is None else [place[0], *_edges(place[1])] for place in self.places]
        return {"read": to_json(self.read), "paper": to_json(self.paper), "places": places, "faithful": self.faithful}


def printed_from_json(kept: Any) -> Printed:
    """What `Printed.to_json` gave. Raises ValueError when the shape is another."""
    try:
        places = tuple(
            None if place is None else (int(place[0]), Box(*map(float, place[1:5]))) for place in kept["places"]
        )
        return Printed(from_json(kept["read"]), from_json(kept["paper"]), places, bool(kept["faithful"]))
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("not a printed file") from error


def put_on_paper(file: ReadText, paper: ReadText) -> Printed | None:
    """`file` with the places of `paper`, its rendition; None when the two do not say the same, or are too long to tell."""
    words = [word for _, word in _numbered(file)]
    seen = [
        _Seen(page, row, word) for page in paper.pages for row, line in enumerate(page.lines) for word in line.words
    ]
    if not seen or max(len(words), len(seen)) > MOST_WORDS or agreement(file, paper) < AGREEMENT:
        return None
    twins = _twins([_key(word.text) for word in words], [_key(each.word.text) for each in seen])
    if sum(not twin for twin in twins) > _MOST_UNPLACED * len(words):
        return None
    places = tuple(_place(seen, twin) for twin in twins)
    return Printed(_as_printed(file, paper, seen, twins), paper, places)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word on paper: its page and the row of its line there."""

    page: Page
    row: int
    word: Word


def _numbered(file: ReadText) -> Iterator[tuple[int, Word]]:
    return ((page.number, word) for page in file.pages for word in page.words)


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom


def _on_one_line(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _key(text: str) -> str:
    """What two spellings of one word share; a mark without letters is its own key."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _NOT_LETTERS.sub("", "".join(c for c in plain if not unicodedata.combining(c))) or text


def _twins(words: list[str], seen: list[str]) -> list[tuple[int, ...]]:
    """For each word of the file, which words on paper it is: mostly one, several when it was broken, none when lost."""
    twins: list[tuple[int, ...]] = [()] * len(words)
    left, free = list(range(len(words))), list(range(len(seen)))
    for turn in range(_ROUNDS):
        # What stands elsewhere on paper than in the file (a text box, a cell) is left over, and found in the next turn.
        found = _one_turn([words[at] for at in left], [seen[at] for at in free], strict=turn > 0)
        for at, others in found.items():
            twins[left[at]] = tuple(free[other] for other in others)
        taken = {free[other] for others in found.values() for other in others}
        left = [at for at in left if not twins[at]]
        free = [at for at in free if at not in taken]
        if not found or not left:
            break
    return twins


def _one_turn(words: list[str], seen: list[str], *, strict: bool) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for tag, begin, end, other, other_end in SequenceMatcher(None, words, seen, autojunk=False).get_opcodes():
        if tag == "equal":
            # A short word alone, out of order, may be any of its kind.
            if not strict or end - begin > 2 or sum(map(len, words[begin:end])) >= _SURE_LETTERS:
                found |= {begin + step: (other + step,) for step in range(end - begin)}
        elif tag == "replace":
            found |= _same_letters(words, seen, (begin, end), (other, other_end), strict=strict)
    return found


def _same_letters(
    words: list[str], seen: list[str], span: tuple[int, int], other: tuple[int, int], *, strict: bool
) -> dict[int, tuple[int, ...]]:
    """Words cut otherwise on paper (« co-ordi- nation »), by the letters they hold; a word for a word otherwise."""
    ours, theirs = "".join(words[slice(*span)]), "".join(seen[slice(*other)])
    if ours == theirs:
        owners = [at for at in range(*other) for _ in seen[at]]
        found, start = {}, 0
        for at in range(*span):
            stop = start + len(words[at])
            found[at] = tuple(dict.fromkeys(owners[start:stop]))
            start = stop
        return found
    if not strict and span[1] - span[0] == other[1] - other[0]:
        return {span[0] + step: (other[0] + step,) for step in range(span[1] - span[0])}
    return {}


def _place(seen: list[_Seen], twin: tuple[int, ...]) -> Place | None:
    """The box of the word's parts; of a word broken at a line's end, the part that comes first."""
    if not twin:
        return None
    first = seen[twin[0]]
    box = first.word.box
    for at in twin[1:]:
        if (seen[at].page, seen[at].row) == (first.page, first.row):
            box = box.union(seen[at].word.box)
    return first.page.number, box


@dataclass(slots=True)
class _Row:
    """One printed line in the making. `row` is its line on paper, `block` tells paragraphs of the file apart."""

    page: int
    row: int
    block: tuple[int, int]
    model: Line
    words: list[Word]


def _as_printed(file: ReadText, paper: ReadText, seen: list[_Seen], twins: list[tuple[int, ...]]) -> ReadText:
    rows = _rows(file, seen, twins)
    again = _said_again(paper, rows, {at for twin in twins for at in twin})
    pages = []
    for page in paper.pages:
        edges = [row for row in again if row.page == page.number]
        body = [row for row in rows if row.page == page.number]
        # A sentence that goes over to the second page is not to be cut by a footer and a header.
        whole = [*edges, *body] if page.number == 1 else [*body, *edges]
        pages.append(replace(page, lines=tuple(_lines(whole))))
    return replace(file, pages=tuple(pages))


def _rows(file: ReadText, seen: list[_Seen], twins: list[tuple[int, ...]]) -> list[_Row]:
    """The file's lines cut where the paper's lines end, in the file's order. A word without a place follows the one before."""
    rows: list[_Row] = []
    last = seen[next(twin[0] for twin in twins if twin)]
    at = 0
    for page in file.pages:
        for line in page.lines:
            first = next((twin for twin in twins[at : at + len(line.words)] if twin), None)
            last = seen[first[0]] if first else last
            begins = True
            for word in line.words:
                twin, at = twins[at], at + 1
                last = seen[twin[0]] if twin else last
                if begins or (rows[-1].page, rows[-1].row) != (last.page.number, last.row):
                    model = line if begins else replace(line, bullet=False)
                    rows.append(_Row(last.page.number, last.row, (page.number, line.block), model, []))
                    begins = False
                place = _place(seen, twin)
                box = place[1] if place else last.word.box
                rows[-1].words.append(
                    replace(word, box=box, size=last.word.size or word.size, bold=word.bold or last.word.bold)
                )
    return rows


def _said_again(paper: ReadText, rows: list[_Row], taken: set[int]) -> list[_Row]:
    """Lines on paper that repeat a line of the file on another page: headers, footers, the head of a long table."""
    spelled = {(row.page, row.row): row for row in rows}
    known: dict[tuple[str, ...], _Row] = {}
    for page in paper.pages:
        for number, line in enumerate(page.lines):
            if (row := spelled.get((page.number, number))) is not None:
                known.setdefault(_shape(line.words), row)
    found = []
    at = 0
    for page in paper.pages:
        for number, line in enumerate(page.lines):
            span, at = range(at, at + len(line.words)), at + len(line.words)
            row = known.get(_shape(line.words))
            if row is None or row.page == page.number or any(place in taken for place in span):
                continue
            words = _repeated(row.words, line.words)
            found.append(_Row(page.number, number, (0, row.block[1]), replace(row.model, bullet=False), words))
    return found


def _shape(words: Iterable[Word]) -> tuple[str, ...]:
    """Equal for two lines that say the same, the number of the page aside."""
    return tuple(_SHORT_NUMBER.sub("0", _key(word.text)) for word in words)


def _repeated(ours: list[Word], theirs: Sequence[Word]) -> list[Word]:
    """The file's words at the new places; the paper's own where they are counted otherwise or are numbers."""
    if len(ours) != len(theirs):
        return list(theirs)
    return [
        other if _SHORT_NUMBER.search(word.text) else replace(word, box=other.box)
        for word, other in zip(ours, theirs, strict=True)
    ]


def _lines(rows: list[_Row]) -> Iterator[Line]:
    number, before = -1, None
    for row in rows:
        if row.block != before:
            number, before = number + 1, row.block
        yield replace(row.model, words=tuple(row.words), block=number)
