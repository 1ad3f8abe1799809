"""Arabic words misread by one letter, put right where a list of frequent words leaves no other choice."""

from __future__ import annotations

import pytest

from app.reading.ocr.arabic_words import is_known, look_alike
from app.reading.ocr.misread import with_known_words
from app.reading.ocr.tesseract import Seen


def _read(text: str, confidence: float) -> Seen:
    return with_known_words([Seen(text, 0, 0, 80, 30, confidence, 0)])[0]


@pytest.mark.parametrize("word", ["جمعية", "وبالجمعيات", "جمعيتهم", "للمشاريع", "نشتغل", "كتبوا"])
def test_a_word_is_known_with_what_arabic_writes_before_and_behind_it(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize(
    ("seen", "true"), [("شبادة", "شهادة"), ("والميمة", "والمهمة"), ("«الأعضاء»،", "«الأعضاء»،"), ("الاخوة:", "الإخوة:")]
)
def test_a_doubted_word_is_the_known_one_that_a_letter_of_the_same_body_makes_of_it(seen: str, true: str) -> None:
    assert _read(seen, 85).text == true


def test_a_tooth_that_was_lost_comes_back_where_the_reading_was_much_doubted() -> None:
    assert _read("مكاس", 55).text == "مكناس"
    assert _read("مكاس", 85).text == "مكاس"


def test_what_was_put_right_stays_marked_as_unsure() -> None:
    assert _read("شبادة", 85).confidence == 50
    assert _read("شبادة", 30).confidence == 30


@pytest.mark.parametrize("seen", ["شبادة", "مكاس"])
def test_what_was_surely_read_stays_as_it_was_seen(seen: str) -> None:
    assert _read(seen, 95).text == seen


@pytest.mark.parametrize("word", ["بلعباس", "Rabat", "2019", "زبيدي", "شبادة2"])
def test_names_numbers_and_other_writing_stay(word: str) -> None:
    assert _read(word, 40).text == word


def test_a_word_that_looks_like_two_known_ones_stays() -> None:
    assert is_known("سابق")
    assert is_known("سائق")
    assert _read("ساتق", 40).text == "ساتق"


@pytest.mark.parametrize("word", ["منح", "نشرت", "آيت", "إثر"])
def test_letters_that_differ_at_the_end_of_words_and_hamzas_that_were_seen_are_not_exchanged(word: str) -> None:
    assert look_alike(word) is None


def test_no_letter_written_before_a_word_is_guessed() -> None:
    assert is_known("بمدير")
    assert not is_known("نمدير")
    assert look_alike("نمدير") is None


@pytest.mark.parametrize(("seen", "true"), [("فى", "في"), ("الثانى،", "الثاني،"), ("«الاجتماعى»", "«الاجتماعي»")])
def test_a_yeh_that_lost_its_dots_gets_them_back_however_surely_it_was_read(seen: str, true: str) -> None:
    assert _read(seen, 95).text == true


@pytest.mark.parametrize("word", ["على", "مصطفى", "ليلى", "مستشفى", "الدريسى", "منى", "بنى", "ى"])
def test_words_and_names_that_end_without_dots_keep_their_end(word: str) -> None:
    assert _read(word, 95).text == word


@pytest.mark.parametrize("seen", ["شصادة", "الشصادة"])
def test_a_heh_within_a_word_that_a_font_draws_as_a_sad_is_put_right(seen: str) -> None:
    assert _read(seen, 85).text == seen.replace("ص", "ه")
