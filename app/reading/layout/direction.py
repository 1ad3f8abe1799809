"""From clusters as seen, left to right, to clusters as read.

In a PDF Arabic stands in the order of the page, not of the language. A line has a base direction; inside it, runs of the other
direction are islands. This is the inverse of the Unicode bidirectional algorithm, which is not one to one: numbers in an Arabic
line may be a telephone (read left to right) or two years (read right to left), and habits of writing decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import repeat

from app.reading.layout.glyphs import LEFT, MARK, NUMBER, RIGHT
from app.reading.layout.letters import CLOSING, LIST_MARKS, MIRRORED, OPENING

# A cluster's place in what was seen, and whether its bracket is to be mirrored.
Reading = list[tuple[int, bool]]

_YEAR = re.compile(r"(19|20)\d\d$|[٠-٩]{4}$")
_DATE = re.compile(r"(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})")
_NUMBERS = re.compile(r"\d[\d.,/:\u00a0]*")
_THOUSANDS = re.compile(r"\d{1,3}(\s\d{3})+")
_OURS = re.compile("0[5-8]|٠[٥-٨]")  # how a Moroccan telephone begins
_RANGE_MARKS = ("-", "–", "—", "/", "")
_LABEL = re.compile("هاتف|جوال|محمول|نقال|موبايل|واتساب|الفاكس")
_LONE_TELEPHONE = re.compile(r"\+?\d{9,15}")
_COMMAS = frozenset("،؛,:")
_PARTING = frozenset("-–—|·•")
_STRONG_RIGHT = (RIGHT, MARK)
_BETWEEN_STRONG_RIGHT = re.compile(f"[^{RIGHT}{MARK}]+")  # of kinds
_STRONG_LEFT = (LEFT, NUMBER)
_STOPS = ".,:;!?"
_PUNCTUATION = ".,،؛:;!؟"


def base_direction(
    right: int,
    left: int,
    place: tuple[float, float],
    column: tuple[float, float],
    texts: Sequence[str],
    *,
    arabic_block: bool,
) -> bool:
    """Whether a line reads right to left.

    `right` and `left` count its letters, `place` and `column` are its own and its column's edges, `texts` its clusters as seen.
    """
    if not right and not left:
        return arabic_block
    if not left:
        return True
    if not right and not arabic_block:
        return False
    to_left, to_right = place[0] - column[0], column[1] - place[1]
    tight = 0.02 * (column[1] - column[0]) + 2
    flush_left = to_left <= tight and to_right > 4 * tight
    flush_right = to_right <= tight and to_left > 4 * tight
    if not right:
        seen = [text for text in texts if text not in LIST_MARKS]
        if len(seen) > 1 and seen[0] in _PUNCTUATION and seen[-1] not in _PUNCTUATION:
            return True
        return flush_right
    if arabic_block:
        return not (flush_left and right < left)
    if right > 0.5 * (right + left) and not flush_left:
        return True
    return flush_right and right > 0.3 * (right + left)


def right_to_left(texts: Sequence[str], kinds: Sequence[str], *, after_arabic: bool = False) -> Reading:
    """The reading order of a right-to-left line."""
    order: Reading = []
    place = len(texts) - 1
    for stretch in reversed([*_BETWEEN_STRONG_RIGHT.finditer("".join(kinds))]):
        start, end = stretch.start(), stretch.end() - 1
        if LEFT not in stretch.group() and NUMBER not in stretch.group():
            continue
        after_arabic = after_arabic or end < place
        order += _turned(place, end + 1)
        order += _Stretch(texts, kinds, start, end, after_arabic=after_arabic).read()
        place = start - 1
    order += _turned(place, 0)
    return order


def _turned(high: int, low: int) -> Iterable[tuple[int, bool]]:
    """Letters and signs from `high` down to `low`: brackets among them are turned with the line."""
    return zip(range(high, low - 1, -1), repeat(True))


def left_to_right(texts: Sequence[str], kinds: Sequence[str]) -> Reading:
    """The reading order of a left-to-right line: its right-to-left islands are turned."""
    order: Reading = []
    place, end = 0, len(texts)
    while place < end:
        if kinds[place] != RIGHT:
            order.append((place, False))
            place += 1
            continue
        last = at = place
        while at < end and kinds[at] != LEFT:
            if kinds[at] in _STRONG_RIGHT:
                last = at
            at += 1
        start = _with_opening(texts, kinds, place, last)
        del order[len(order) - (place - start) :]
        place = start
        island = right_to_left(texts[place : last + 1], kinds[place : last + 1], after_arabic=True)
        order += [(place + inside, mirrored) for inside, mirrored in island]
        place = last + 1
    return order


def _with_opening(texts: Sequence[str], kinds: Sequence[str], start: int, end: int) -> int:
    """Where an island begins when a bracket closes in it: at the bracket's partner, over numbers in between."""
    inside = texts[start : end + 1]
    open_ones = sum(text in CLOSING for text in inside) - sum(text in OPENING for text in inside)
    place = start
    while open_ones > 0 and place > 0 and kinds[place - 1] != LEFT:
        place -= 1
        if texts[place] in OPENING:
            open_ones, start = open_ones - 1, place
    return start


class _Stretch:
    """What stands between two right-to-left letters, from `start` to `end`: Latin, numbers, punctuation."""

    def __init__(self, texts: Sequence[str], kinds: Sequence[str], start: int, end: int, *, after_arabic: bool) -> None:
        self.texts, self.kinds, self.start, self.end, self.after_arabic = texts, kinds, start, end, after_arabic

    def read(self) -> Reading:
        core = [place for place in range(self.start, self.end + 1) if self.kinds[place] in _STRONG_LEFT]
        if not core:
            return self._backwards(self.end, self.start)
        latin = [place for place in core if self.kinds[place] == LEFT]
        if latin:
            return self._with_latin(core[0], core[-1], latin[-1])
        return self._with_numbers(core[0], core[-1])

    def _backwards(self, high: int, low: int) -> Reading:
        return list(_turned(high, low))

    def _with_latin(self, low: int, high: int, last_letter: int) -> Reading:
        comma = self._turned_comma(low, high)
        if comma is not None:
            return [*self._part(comma + 1, self.end), (comma, True), *self._part(self.start, comma - 1)]
        if high > last_letter:
            high = self._without_percentages(high, last_letter)
            high = self._without_telephone(high, last_letter)
            high = self._without_number_after_brackets(low, high, last_letter)
        high = self._with_stop(high)
        low, high = self._with_partners(low, high)
        rest = self._part(high + 1, self.end)
        return rest + [(place, False) for place in range(low, high + 1)] + self._backwards(low - 1, self.start)

    def _turned_comma(self, low: int, high: int) -> int | None:
        """A comma glued to what stands on its right, a space on its left: it was written after that, from the right."""
        texts = self.texts
        if _COMMAS.isdisjoint(texts[low + 1 : high]):
            return None
        for place in range(low + 1, high):
            if texts[place] in _COMMAS and texts[place - 1] == " " and texts[place + 1] != " ":
                return place
        return None

    def _part(self, start: int, end: int) -> Reading:
        if start > end:
            return []
        return _Stretch(self.texts, self.kinds, start, end, after_arabic=self.after_arabic).read()

    def _without_percentages(self, high: int, last_letter: int) -> int:
        """A number with its % on its left was written in an Arabic sentence: « %85 » does not belong to the Latin words."""
        for place in range(high, last_letter, -1):
            if self.kinds[place] == NUMBER and place > self.start and self.texts[place - 1] in "%٪":
                return last_letter
        return high

    def _without_telephone(self, high: int, last_letter: int) -> int:
        """A telephone beside Latin words that reads right to left was written before them, in the Arabic sentence."""
        beside = "".join(self.texts[last_letter + 1 : high + 1]).strip(" -–—|·•,،/:")
        if _LONE_TELEPHONE.fullmatch(beside):
            parted = any(text in _PARTING for text in self.texts[last_letter + 1 : last_letter + 4])
            return last_letter if parted else high
        if not _is_telephone(beside):
            return high
        numbers = _NUMBERS.findall(beside)
        backwards = _OURS.match(numbers[-1]) and not _OURS.match(numbers[0])
        return last_letter if backwards or self._is_after_telephone_label() else high

    def _is_after_telephone_label(self) -> bool:
        """Whether the Arabic word to the right of the stretch says that a telephone follows."""
        label = "".join(reversed(self.texts[self.end + 1 : self.end + 16]))
        return bool(_LABEL.search(label))

    def _without_number_after_brackets(self, low: int, high: int, last_letter: int) -> int:
        """« 2019 (UNESCO) » is seen as « (UNESCO) 2019 »: a number beyond the closing bracket belongs to the Arabic."""
        after = self.texts[last_letter + 1 : high + 1]
        closing = next((place for place, text in enumerate(after) if text in CLOSING), None)
        if closing is None or not any(
            self.kinds[last_letter + 1 + place] == NUMBER for place in range(closing, len(after))
        ):
            return high
        opened = any(text in OPENING for text in self.texts[low:last_letter])
        before = self.texts[self.start : low]
        return last_letter + closing if not opened and before and before[-1] in OPENING else high

    def _with_stop(self, high: int) -> int:
        """A full stop glued to the Latin words, before a space, ends them."""
        texts, end = self.texts, self.end
        while high < end and texts[high + 1] in _STOPS:
            before_space = high + 2 > end or texts[high + 2] == " "
            if not before_space or not (high + 1 < end or end + 1 < len(texts)):
                break
            high += 1
        return high

    def _with_partners(self, low: int, high: int) -> tuple[int, int]:
        """A bracket whose partner is among the Latin words goes with them."""
        inside = self.texts[low : high + 1]
        if MIRRORED.keys().isdisjoint(inside):
            return low, high
        open_ones = sum(text in OPENING for text in inside) - sum(text in CLOSING for text in inside)
        while open_ones > 0 and high + 1 <= self.end and self.texts[high + 1] in CLOSING:
            open_ones, high = open_ones - 1, high + 1
        while open_ones < 0 and low - 1 >= self.start and self.texts[low - 1] in OPENING:
            open_ones, low = open_ones + 1, low - 1
        return low, high

    def _with_numbers(self, low: int, high: int) -> Reading:
        cut = self._beside_telephone(low, high)
        if cut is not None:
            return [*self._part(cut + 1, self.end), (cut, True), *self._part(self.start, cut - 1)]
        atoms = self._atoms(low, high)
        plus = low > self.start and self.texts[low - 1] == "+"
        if self._reads_left_to_right(atoms, low, high, plus=plus):
            low -= plus
            forwards = [(place, False) for place in range(low, high + 1)]
            return self._backwards(self.end, high + 1) + forwards + self._backwards(low - 1, self.start)
        order = self._backwards(self.end, high + 1)
        for first, last in reversed(atoms):
            one_sign = first == last and self.kinds[first] != NUMBER
            order += [(place, one_sign) for place in range(first, last + 1)]
        return order + self._backwards(low - 1, self.start)

    def _beside_telephone(self, low: int, high: int) -> int | None:
        """A dash or a bar that parts a telephone from another number: each side is read on its own."""
        for place in range(low + 1, high):
            if self.texts[place] in _PARTING and self.texts[place - 1] == self.texts[place + 1] == " ":
                sides = "".join(self.texts[low:place]), "".join(self.texts[place + 1 : high + 1])
                if any(_is_telephone(side) for side in sides):
                    return place
        return None

    def _atoms(self, low: int, high: int) -> list[tuple[int, int]]:
        """Numbers with the points and strokes inside them, and the single signs between them."""
        texts, kinds = self.texts, self.kinds
        atoms, place = [], low
        while place <= high:
            last = place
            if kinds[place] == NUMBER:
                while last + 1 <= high:
                    if kinds[last + 1] == NUMBER or (
                        last + 2 <= high and texts[last + 1] in ".,/:٫٬\u00a0" and kinds[last + 2] == NUMBER
                    ):
                        last += 1
                    else:
                        break
            atoms.append((place, last))
            place = last + 1
        return atoms

    def _reads_left_to_right(self, atoms: list[tuple[int, int]], low: int, high: int, *, plus: bool) -> bool:
        numbers = [atom for atom in atoms if self.kinds[atom[0]] == NUMBER]
        if len(numbers) < 2:
            return False
        if len(numbers) > 2:
            return _is_telephone_or_thousands(("+" if plus else "") + "".join(self.texts[low : high + 1]))
        (a, b), (c, d) = numbers
        one, two = "".join(self.texts[a : b + 1]), "".join(self.texts[c : d + 1])
        between = "".join(self.texts[b + 1 : c]).strip()
        if _YEAR.match(one) and _YEAR.match(two) and between in _RANGE_MARKS:
            return one < two
        if between in _RANGE_MARKS and (begin := _date(one)) and (end := _date(two)) and begin != end:
            return begin < end
        return between in ("-", "–") and not self.after_arabic


def _date(seen: str) -> tuple[int, ...] | None:
    """« 09/2016 », « 30/06/2022 »: year, month and day."""
    found = _DATE.fullmatch(seen)
    return tuple(int(part or 0) for part in reversed(found.groups())) if found else None


def _is_telephone(seen: str) -> bool:
    digits = sum(character.isdigit() for character in seen)
    return 9 <= digits <= 15 and len(_NUMBERS.findall(seen)) >= 3 and "/" not in seen


def _is_telephone_or_thousands(seen: str) -> bool:
    """Three numbers or more in a row, as seen: a telephone reads left to right, and so do groups of thousands."""
    numbers = _NUMBERS.findall(seen)
    if _is_telephone(seen):
        from_left = seen.strip().startswith("+") or numbers[0].startswith("0")
        from_right = numbers[-1].startswith("0") or seen.strip().endswith("+")
        if from_left != from_right:
            return from_left
        if from_left and seen.strip().startswith("+"):
            return True
        if from_left and len(numbers[0]) != len(numbers[-1]):
            return len(numbers[0]) >= len(numbers[-1])
        if from_left:
            return bool(_OURS.match(numbers[0])) and not _OURS.match(numbers[-1])
    if _THOUSANDS.fullmatch(seen.strip()):
        return not (_THOUSANDS.fullmatch(" ".join(reversed(numbers))) and numbers[0] == "000")
    return False
