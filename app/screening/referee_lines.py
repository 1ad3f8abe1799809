"""Which words tell of which referee: lines gathered person by person, and sentences that name several cut apart.

Knows ways to be reached (mail addresses and phones, also where a line breaks one) and titles; judges nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.reading.text import PlacedLine
from app.screening.fold import fold_words
from app.screening.letters import cues

EMAIL = re.compile(r"[^\s@<>()\[\],;:/|]{1,64} ?(?:@|\(at\)|\[at\]) ?[^\s@<>()\[\],;:/|]{3,255}")
PHONE = re.compile(r"(?:\+|00|0)[0-9][0-9 ().\-/]{6,20}[0-9]|(?<![0-9])212[ .-]?[5-7](?:[ .-]?[0-9]){8}(?![0-9])")
DIGIT = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9]")
LETTERS = re.compile(r"[^\W\d_]+")
DATES = re.compile(r"(?<![0-9])(?:0?[1-9]|1[0-2])[/.-](?:19|20)[0-9]{2}(?![0-9])")
BROKEN_PHONE = re.compile(r"((?:\+|00|0)[0-9][0-9 ().-]{2,16})\n(?=[ .-]{0,3}[0-9])")
DIGITS_OF_A_PHONE = {"+": 11, "00": 13, "0": 10}
NUMBERED = re.compile(
    r"\s*[0-9]{1,2}\s*[.)/-]\s*\D|\W{0,4}(?:reference|referent|referee|المرجع|مرجع)\s*(?:n[o°.]{0,2}\s*)?[0-9]"
)
JOINING = frozenset({"et", "ou", "and", "or", "ainsi", "que"})
CLOSES = re.compile(r"[)\]\s.,;:،/|-]*")
LEAST_NAME_WORDS = 2
SAME_LENGTH = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹\u00a0\u202f\u2009\t\u2010\u2011\u2012\u2013\u2014\u2212\u2022",
    "01234567890123456789    ------" + " ",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words about one person, with their span in the piece's text."""

    text: str
    start: int
    end: int


def passages(lines: Sequence[PlacedLine]) -> Iterator[Passage]:
    """One passage a person, in order."""
    for group in _groups(lines):
        text = mended("\n".join(_plain(line.line.text) for line in group))
        cuts = _cuts(text)
        if len(cuts) < 2 or len(group) > 1:
            starts = [0, *cuts[:-1]] if len(cuts) > 1 else [0]
            for first, last in zip(starts, [*starts[1:], len(text)], strict=True):
                yield Passage(text[first:last], group[0].start, group[-1].end)
            continue
        for first, last in zip([0, *cuts[:-1]], [*cuts[:-1], len(text)], strict=True):
            yield Passage(text[first:last], group[0].start + first, min(group[0].start + last, group[0].end))


def has_contact(text: str) -> bool:
    """Does the line hold a mail address or a phone number? Two dates are none."""
    if not (_may_hold_a_mail(text) or DIGIT.search(text)):
        return False
    plain = _plain(text)
    return _holds_a_mail(plain) or next(_phones(plain), None) is not None


def contacts_of(text: str) -> int:
    """How many people the words say how to reach."""
    return len(contacts(_plain(text)))


def contacts(text: str) -> list[tuple[int, int]]:
    """Spans of the ways to be reached in words that are already plain, in order; those without a word between are one."""
    spans = sorted([found.span() for found in EMAIL.finditer(text)] + list(_phones(text)))
    runs: list[tuple[int, int]] = []
    for start, end in spans:
        if runs and not set(words_beside_contacts(text[runs[-1][1] : start])) - JOINING:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


def mended(text: str) -> str:
    """The text with phones that a line's end broke in one piece again; of the same length."""

    def _whole(found: re.Match[str]) -> str:
        head = found[1]
        digits = sum(character.isdigit() for character in head)
        need = next(count for prefix, count in DIGITS_OF_A_PHONE.items() if head.startswith(prefix))
        return head + " " if digits < need else found.group()

    return BROKEN_PHONE.sub(_whole, text)


def words_beside_contacts(text: str) -> list[str]:
    """Words of two letters or more that are no address, number or label of one, folded."""
    bare = fold_words(text)
    if _may_hold_a_mail(bare):
        bare = EMAIL.sub(" ", bare)
    if DIGIT.search(bare):
        bare = PHONE.sub(" ", bare)
    bare = cues()["referees"]["labels"].sub(" ", bare)
    return [word for word in LETTERS.findall(bare) if len(word) > 1]


def _may_hold_a_mail(text: str) -> bool:
    """Whether it holds a sign that every mail address has: looking for these costs little, for an address much."""
    return "@" in text or "at)" in text or "at]" in text


def _holds_a_mail(plain: str) -> bool:
    return _may_hold_a_mail(plain) and EMAIL.search(plain) is not None


def _phones(plain: str) -> Iterator[tuple[int, int]]:
    for found in PHONE.finditer(plain):
        if not DATES.search(found.group()):
            yield found.span()


def _plain(text: str) -> str:
    """Western digits, one kind of dash and of blank; every character stays at its place."""
    return text.translate(SAME_LENGTH)


def _groups(lines: Sequence[PlacedLine]) -> list[list[PlacedLine]]:
    """Lines gathered person by person: a way to be reached ends one, a title, a number or a bullet begins the next."""
    person = cues()["referees"]["person"]
    alone = _blocks_of_one(lines)
    groups: list[list[PlacedLine]] = []
    current: list[PlacedLine] = []
    reached = False
    for line in lines:
        folded = fold_words(line.line.text)
        words = words_beside_contacts(line.line.text)
        starts = line.line.bullet or person.search(folded) or NUMBERED.match(folded)
        goes_on = bool(current) and line.line.block in alone and current[-1].line.block == line.line.block
        if current and ((reached and len(words) >= LEAST_NAME_WORDS and not goes_on) or (starts and words)):
            groups.append(current)
            current, reached = [], False
        current.append(line)
        reached = reached or has_contact(line.line.text)
    if current:
        groups.append(current)
    return groups


def _blocks_of_one(lines: Sequence[PlacedLine]) -> set[int]:
    """The blocks with one line that says how to reach somebody, where blank lines part the people: what stands below it
    (« My line manager on the project ») is still of the same person."""
    reaching = Counter(line.line.block for line in lines if has_contact(line.line.text))
    return {block for block, count in reaching.items() if count == 1} if len(reaching) > 1 else set()


def _cuts(text: str) -> list[int]:
    """Where each person's words end in a passage that reaches several: behind the ways to reach the person."""
    runs = contacts(text)
    cuts: list[int] = []
    for (_, end), (following, _) in pairwise(runs):
        words = words_beside_contacts(text[end:following])
        if len([word for word in words if word not in JOINING]) >= LEAST_NAME_WORDS and not _goes_on(
            text[end:following]
        ):
            closing = CLOSES.match(text, end)
            cuts.append(closing.end() if closing else end)
    return [*cuts, len(text)] if cuts else []


def _goes_on(text: str) -> bool:
    """The words after an address still speak of the same person: a role or an association opens them."""
    patterns = cues()["referees"]
    first = " ".join(re.findall(r"[^\W\d_]+", fold_words(text))[:1])
    return patterns["roles"].match(first) is not None or patterns["associative"].match(first) is not None
