"""Readings of one line that part its ink otherwise, or see another script in it."""

from __future__ import annotations

from app.reading.ocr.best_lines import best_lines
from app.reading.ocr.tesseract import Seen


def _seen(text: str, x0: float, x1: float, *, confidence: float, line: int = 0, top: float = 0) -> Seen:
    return Seen(text, x0, top, x1, top + 20, confidence, line)


def _texts(*readings: list[Seen]) -> list[str]:
    return [word.text for word in best_lines([*readings])]


def test_unsure_latin_letters_in_an_arabic_line_yield_to_an_arabic_word() -> None:
    around = [_seen("مديرة", 100, 160, confidence=92), _seen("الجمعية", 200, 280, confidence=92)]

    assert _texts([*around, _seen("qui", 10, 60, confidence=61)], [*around, _seen("تسع", 10, 60, confidence=55)]) == [
        "مديرة",
        "الجمعية",
        "تسع",
    ]


def test_sure_latin_letters_in_an_arabic_line_stay() -> None:
    around = [_seen("مديرة", 100, 160, confidence=92), _seen("الجمعية", 200, 280, confidence=92)]

    assert "QGIS" in _texts(
        [*around, _seen("QGIS", 10, 60, confidence=94)], [*around, _seen("ا15ي", 10, 60, confidence=40)]
    )


def test_an_unsure_french_word_beside_french_ones_stays_though_arabic_stands_on_the_same_line() -> None:
    around = [_seen(word, x, x + 80, confidence=93) for x, word in ((100, "dont"), (200, "quatre"))]
    around += [
        _seen(word, x, x + 80, confidence=93) for x, word in ((400, "التجربة"), (500, "سنوات"), (600, "الجمعية"))
    ]

    read = _texts([*around, _seen("Expérience", 10, 90, confidence=60)], [*around, _seen("اج", 10, 90, confidence=40)])

    assert "Expérience" in read


def test_a_well_formed_address_is_believed_before_an_equally_sure_other_spelling() -> None:
    assert _texts(
        [_seen("dar:salam@example.org", 0, 200, confidence=47)], [_seen("dar.salam@example.org", 0, 200, confidence=46)]
    ) == ["dar.salam@example.org"]


def test_words_that_one_reading_ran_together_are_parted_as_a_surer_one_has_them() -> None:
    assert _texts(
        [_seen("projet", 0, 80, confidence=95), _seen("lelaroute", 90, 200, confidence=30)],
        [
            _seen("projet", 0, 80, confidence=90),
            _seen("de", 90, 120, confidence=93),
            _seen("la", 125, 145, confidence=93),
            _seen("route", 150, 200, confidence=94),
        ],
    ) == ["projet", "de", "la", "route"]


def test_two_lines_that_one_reading_took_for_one_word_are_read_as_others_saw_them() -> None:
    tall = Seen("اساسا", 0, 0, 200, 60, 33, 0)
    lines = [_seen("فترة", 110, 190, confidence=92), _seen("تدريب", 20, 100, confidence=92)]
    lines += [
        _seen("إلى", 110, 190, confidence=92, line=1, top=38),
        _seen("غشت", 20, 100, confidence=92, line=1, top=38),
    ]

    read = best_lines([[tall], lines])

    assert [word.text for word in read] == ["فترة", "تدريب", "إلى", "غشت"]
    assert read[0].line == read[1].line != read[2].line == read[3].line


def test_what_one_reading_saw_surely_where_the_chosen_ones_saw_nothing_is_added() -> None:
    long = [_seen("coordinatrice", 0, 200, confidence=92), _seen("régionale", 210, 340, confidence=92)]

    assert _texts([*long, _seen("2019", 400, 450, confidence=90)], [*long], [*long]).count("2019") == 1
    assert "2019" not in _texts([*long], [*long, _seen("2019", 400, 450, confidence=30, line=4, top=300)])


def test_a_known_arabic_word_that_one_reading_saw_beats_what_is_none_in_the_others() -> None:
    around = [_seen("مديرة", 100, 160, confidence=92), _seen("الجمعية", 200, 280, confidence=92)]
    strange = [*around, _seen("سامت", 10, 60, confidence=79)]

    assert "ساهمت" in _texts([*around, _seen("ساهمت", 10, 60, confidence=70)], strange, [*strange])


def test_a_known_word_that_leaves_letters_out_or_is_no_more_than_a_guess_beats_nothing() -> None:
    around = [_seen("مديرة", 100, 160, confidence=92), _seen("الجمعية", 200, 280, confidence=92)]
    name = [*around, _seen("سيدونيا", 10, 60, confidence=60)]

    assert "سيدونيا" in _texts([*around, _seen("سيد", 10, 60, confidence=94)], name, [*name])
    assert "سيدونيا" in _texts([*around, _seen("سيدتكم", 10, 60, confidence=10)], name, [*name])
