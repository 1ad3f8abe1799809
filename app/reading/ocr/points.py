"""Points in the middle of French words, « salarié·e·s », that were read as hyphens or colons. The ink tells which they are."""

from __future__ import annotations

import re
from dataclasses import replace

from PIL import Image

from app.reading.ocr.grounds import parts_of
from app.reading.ocr.scans import paper_of
from app.reading.ocr.tesseract import Seen

_POINTED = re.compile(r"^([^\W\d_]{3,})([-:·])([a-zà-ÿ]{1,5})(?:([-:·])(s))?([.,;:)»]*)$")
_ENDINGS = frozenset(
    {"e", "es", "ne", "nes", "le", "les", "te", "tes", "ve", "ves", "se", "ses", "euse", "euses", "rice"}
)
_INK = 0.6  # of the paper's grey
_LOWEST, _HIGHEST = 0.3, 0.85  # of the word's height: where the middle of such a mark lies; no accent, no full stop
_SMALL = 0.35  # of the same
_ROUND = 1.5  # times as wide as tall; a hyphen is twice as wide


def with_true_points(seen: list[Seen], image: Image.Image) -> list[Seen]:
    """The same words, with « détenu·e·s » for « détenu-e:s »; a hyphen that is drawn as one stays."""
    return [_pointed(word, image) if _POINTED.match(word.text) else word for word in seen]


def _pointed(word: Seen, image: Image.Image) -> Seen:
    stem, first, ending, second, plural, after = _POINTED.findall(word.text)[0]
    colon = ":" in (first, second) and plural  # it stands between no letters
    if ending not in _ENDINGS or not (colon or _has_points(word, image, marks=2 if plural else 1)):
        return word
    return replace(word, text=f"{stem}·{ending}{'·s' if plural else ''}{after}")


def _has_points(word: Seen, image: Image.Image, *, marks: int) -> bool:
    """Whether so many small marks lie in the middle of its height, and all are as tall as wide."""
    paper = paper_of(image)
    box = int(word.x0), int(word.top), int(word.x1) + 1, int(word.bottom) + 1
    crop = image.crop(box).point([255 if value < _INK * paper else 0 for value in range(256)])
    wide, high = crop.size
    found = []
    for part in parts_of(crop.tobytes(), wide):
        rows, columns = [cell // wide for cell in part], [cell % wide for cell in part]
        tall = max(rows) - min(rows) + 1
        middle = (max(rows) + min(rows)) / 2 / high
        if len(part) > 1 and tall < _SMALL * high and _LOWEST < middle < _HIGHEST:
            found.append((max(columns) - min(columns) + 1) / tall)
    return len(found) == marks and all(ratio <= _ROUND for ratio in found)
