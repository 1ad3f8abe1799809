"""Doubted words of Arabic lines, looked at again as Arabic alone: what replaces them and what does not."""

from __future__ import annotations

import pytest
from PIL import Image

from app.reading.ocr.doubted_arabic import arabic_look
from app.reading.ocr.tesseract import Seen

_PAGE = Image.new("L", (600, 200), 250)
_BESIDE = [Seen(text, 200 + 80 * n, 50, 260 + 80 * n, 80, 95, 0) for n, text in enumerate(["تنسيق", "مشروع", "جمعية"])]


def _settled(word: Seen, large: tuple[str, float], small: tuple[str, float], beside: list[Seen] = _BESIDE) -> Seen:
    """The word as it is when the large picture and the small one show these, each with a confidence."""
    seen = [word, *beside]
    look = arabic_look(seen, _PAGE)
    if look is None:
        return word
    again = [
        [Seen(text, 50, bands[0][0] + 5, 90, bands[0][1] - 5, confidence, 0)]
        for (text, confidence), bands in zip((large, small), look.bands, strict=True)
    ]
    return look.settled(seen, again)[0]


def _read(text: str, confidence: float, large: tuple[str, float], small: tuple[str, float]) -> str:
    return _settled(Seen(text, 120, 50, 180, 80, confidence, 0), large, small).text


@pytest.mark.parametrize("seen", ["fo", "45935", "QUI", "+"])
def test_what_both_sizes_show_replaces_latin_letters_figures_and_signs(seen: str) -> None:
    assert _read(seen, 70, ("عزوزي»", 60), ("عزوزي»", 45)) == "عزوزي»"


def test_a_frequent_word_needs_one_size_alone() -> None:
    assert _read("Jol", 55, ("المالي", 47), ("الملى", 20)) == "المالي"


def test_what_one_size_hardly_shows_replaces_nothing() -> None:
    assert _read("fo", 70, ("عزوزي", 60), ("عروري", 50)) == "fo"


def test_what_may_be_a_latin_word_gives_way_to_a_frequent_word_alone() -> None:
    assert _read("Excel.", 80, ("اععياع،", 85), ("اععياع،", 85)) == "Excel."
    assert _read("Sels", 68, ("المالي", 60), ("المالي", 60)) == "المالي"


def test_an_unknown_word_in_arabic_letters_gives_way_to_a_frequent_one_with_its_own_marks() -> None:
    assert _read("«سنوآت.", 80, ("سنوات", 65), ("سنوات", 50)) == "«سنوات."


def test_a_name_stays_though_it_is_seen_otherwise() -> None:
    assert _read("بنكيران", 60, ("بنكران", 80), ("بنكران", 80)) == "بنكيران"


def test_a_hamza_that_may_be_a_comma_stays_for_those_who_look_at_ink() -> None:
    assert _read("ونصفاء", 80, ("ونصفا،", 69), ("ونصفا،", 70)) == "ونصفاء"


@pytest.mark.parametrize(("text", "confidence"), [("fo", 90), ("شهادة", 60)])
def test_sure_and_known_words_are_not_looked_at(text: str, confidence: float) -> None:
    assert _read(text, confidence, ("المالي", 95), ("المالي", 95)) == text


def test_words_among_french_are_not_looked_at() -> None:
    beside = [Seen(text, 200 + 80 * n, 50, 260 + 80 * n, 80, 95, 0) for n, text in enumerate(["projet", "de", "suivi"])]

    assert arabic_look([Seen("fo", 120, 50, 180, 80, 50, 0), *beside], _PAGE) is None


def test_what_is_put_right_stays_unsure_but_no_less_sure_than_it_was() -> None:
    assert _settled(Seen("fo", 120, 50, 180, 80, 40, 0), ("متر", 95), ("متر", 95)).confidence == 75
    assert _settled(Seen("سنوآت", 120, 50, 180, 80, 60, 0), ("سنوات", 35), ("سنوات", 35)).confidence == 60


def test_the_words_are_read_at_two_sizes() -> None:
    look = arabic_look([Seen("fo", 120, 50, 180, 80, 40, 0), *_BESIDE], _PAGE)

    assert look is not None
    assert look.columns[0].height > look.columns[1].height
