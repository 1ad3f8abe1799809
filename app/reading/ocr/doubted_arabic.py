"""Words of Arabic lines that Tesseract doubts, looked at again by themselves as Arabic alone, in two sizes.

Among French and Arabic a faint « متر » becomes « fo »; where only Arabic letters may be seen it is read. A word in Arabic
letters is changed only when it is none of our frequent words and one of those is seen now: a name stays as it was read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from PIL import Image

from app.reading.ocr.arabic_words import bare_letters, is_known, is_listed
from app.reading.ocr.best_words import is_among_latin
from app.reading.ocr.stacks import in_band, stacked
from app.reading.ocr.tesseract import Seen

SIZES = (1.0, 0.75)
_DOUBTED = 85.0
_MOST = 40  # words: a page that doubts more is no text, or takes too long
_AROUND = 8  # pixels
_SEEN, _AGREED, _SURE = 30.0, 40.0, 80.0  # of a listed word; of what both sizes show; of what one alone does
_UNSURE = 75.0  # a person looks at the picture
_SHORTEST, _LISTED = 2, 3  # letters
_ARABIC = re.compile("[\u0621-\u064a]")
_ONE_WORD = re.compile("^([^\\w]*)([\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0640]+)([^\\w]*)$")
_HAMZA = "ء"
_LATIN_WORD = re.compile("[A-Za-zÀ-ÿ]{4}")  # may be one
_OPENING = re.compile(r"[^(«\"]")


class _Look(NamedTuple):
    """What was seen at one size: `letters` without signs and without a hamza at the end, which a comma is taken for."""

    before: str
    spelled: str
    behind: str
    letters: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ArabicLook:
    """Doubted words put one below the other, one picture for each of `SIZES`, to be read by themselves as Arabic alone."""

    columns: tuple[Image.Image, ...]
    bands: tuple[tuple[tuple[int, int], ...], ...]  # for each picture
    places: tuple[int, ...]

    def settled(self, seen: list[Seen], again: list[list[Seen]]) -> list[Seen]:
        """The words seen, those looked at as `again`, the words of each picture, has them where that is likelier."""
        corrected = list(seen)
        for number, place in enumerate(self.places):
            parts = [in_band(found, bands[number]) for found, bands in zip(again, self.bands, strict=True)]
            corrected[place] = _likelier(seen[place], [look for part in parts if (look := _look(part)) is not None])
        return corrected


def arabic_look(seen: list[Seen], image: Image.Image) -> ArabicLook | None:
    """None when all words among Arabic are sure or known, or too many are not."""
    doubted = _doubted(seen)
    if not 0 < len(doubted) <= _MOST:
        return None
    stacks = [stacked([seen[place] for place in doubted], image, around=_AROUND, larger=size) for size in SIZES]
    return ArabicLook(tuple(column for column, _ in stacks), tuple(tuple(bands) for _, bands in stacks), tuple(doubted))


def _doubted(seen: list[Seen]) -> list[int]:
    lines: dict[int, list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    return [
        place
        for place, word in enumerate(seen)
        if word.confidence < _DOUBTED and not _is_known(word.text) and not is_among_latin(word, lines[word.line])
    ]


def _is_known(text: str) -> bool:
    parts = _ONE_WORD.match(text)
    letters = bare_letters(parts[2]) if parts is not None else ""
    return len(letters) > 1 and (is_known(letters) or is_known(letters.removesuffix(_HAMZA)))


def _look(parts: list[Seen]) -> _Look | None:
    """None when it is not one word in Arabic letters."""
    match = _ONE_WORD.match(parts[0].text) if len(parts) == 1 else None
    if match is None:
        return None
    before, spelled, behind = match.groups()
    letters = bare_letters(spelled).removesuffix(_HAMZA)
    if len(letters) < _SHORTEST:
        return None
    return _Look(_OPENING.sub("", before), spelled, behind, letters, parts[0].confidence)


def _likelier(word: Seen, looks: list[_Look]) -> Seen:
    own = _ONE_WORD.match(word.text)
    if own is not None:
        letters = bare_letters(own[2])
        true = _listed_instead(letters.removesuffix(_HAMZA), looks)
        behind = _HAMZA * letters.endswith(_HAMZA) + own[3]
        return word if true is None else _spelled(word, own[1] + true.letters + behind, true)
    if _ARABIC.search(word.text):
        return word
    best = _best([look for look in looks if _is_listed(look)] if _LATIN_WORD.search(word.text) else looks)
    return word if best is None else _spelled(word, best.before + best.spelled + best.behind, best)


def _spelled(word: Seen, text: str, look: _Look) -> Seen:
    return replace(word, text=text, confidence=min(max(word.confidence, look.confidence), _UNSURE))


def _listed_instead(letters: str, looks: list[_Look]) -> _Look | None:
    """The one frequent word, as long as `letters` but for one, that the looks show."""
    listed = [look for look in looks if _is_listed(look) and abs(len(look.letters) - len(letters)) <= 1]
    return listed[0] if len({look.letters for look in listed}) == 1 and listed[0].letters != letters else None


def _best(looks: list[_Look]) -> _Look | None:
    """What stands there instead of Latin letters, figures or signs: a frequent word, what all sizes show, or what one surely does."""
    listed = next((look for look in looks if _is_listed(look)), None)
    if listed is not None or not looks:
        return listed
    best = max(looks, key=lambda look: look.confidence)
    agreed = len(looks) == len(SIZES) and len({look.letters for look in looks}) == 1
    return best if best.confidence >= (_AGREED if agreed else _SURE) else None


def _is_listed(look: _Look) -> bool:
    return look.confidence >= _SEEN and len(look.letters) >= _LISTED and is_listed(look.letters)
