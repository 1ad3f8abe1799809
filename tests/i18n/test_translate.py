"""Words, dates and numbers as people in Morocco write them, and no sentence left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from babel.messages.extract import extract

from app.i18n.translate import (
    LANGUAGES,
    catalog,
    conflicting_words,
    day,
    file_size,
    hour,
    hour_to_the_second,
    in_words,
    list_of,
    moment,
    number,
    preferred_language,
    short_date,
    span,
    translator,
    utc,
)

APP = Path(__file__).resolve().parents[2] / "app"
CLOSING = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
KEYWORDS = {"_": None, "gettext": None, "mark": None, "in_words": None, "ngettext": (1, 2)}
PLACE = re.compile(r"%\(\w+\)s")


def sentences() -> Iterator[tuple[str, ...]]:
    """Every sentence the code and the templates can say: one form, or singular and plural."""
    for path in sorted(APP.rglob("*")):
        if path.suffix == ".py":
            method, options = "python", {}
        elif "templates" in path.parts and path.suffix in {".html", ".txt"}:
            method, options = "jinja2.ext:babel_extract", {"trim_blocks": "true", "lstrip_blocks": "true"}
        else:
            continue
        with path.open("rb") as file:
            for _, said, _, _ in extract(method, file, KEYWORDS, (), options):
                forms = said if isinstance(said, tuple) else (said,)
                yield tuple(form for form in forms if isinstance(form, str))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_without_words(language: str) -> None:
    known = catalog(language)
    wanted = set(sentences())

    silent = []
    for forms in wanted:
        message = known.get(forms[0])
        strings = () if message is None else message.string if isinstance(message.string, tuple) else (message.string,)
        if not strings or not all(strings):
            silent.append(forms[0])

    assert len(wanted) > 150
    assert sorted(silent) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_to_fill_in_is_filled_in_and_no_other(language: str) -> None:
    wrong = []
    for message in catalog(language):
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if not message.id:
            continue
        places = set(PLACE.findall(forms[-1]))
        wrong += [forms[0] for string in strings if set(PLACE.findall(string)) != places]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_catalogues_say_one_sentence_differently(language: str) -> None:
    assert conflicting_words(language) == []


def test_a_language_we_do_not_speak_is_an_error() -> None:
    with pytest.raises(KeyError):
        translator("en")


def test_a_moment_is_legal_time_in_morocco_with_its_zone() -> None:
    assert moment(CLOSING, "fr") == "lundi 4 mai 2026 à 16\u00a0h\u00a000 (heure du Maroc)"
    assert moment(CLOSING, "ar") == "الاثنين 4 ماي 2026 على الساعة 16:00 (بتوقيت المغرب)"


def test_legal_time_follows_the_law_of_the_day() -> None:
    autumn = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)  # permanent UTC+0 since 2026-09-20
    assert (hour(autumn, "fr"), day(autumn, "fr")) == ("23\u00a0h\u00a030", "jeudi 26 novembre 2026")
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # still UTC+1: already the next day
    assert (hour(summer, "ar"), day(summer, "ar")) == ("00:30", "الأربعاء 1 يوليوز 2026")


def test_the_second_is_written_out() -> None:
    instant = datetime(2026, 5, 4, 12, 2, 17, 999_999, tzinfo=UTC)
    assert hour_to_the_second(instant, "fr") == "13\u00a0h\u00a002\u00a0min\u00a017\u00a0s"
    assert hour_to_the_second(instant, "ar") == "13:02:17"
    assert utc(instant) == "2026-05-04 12:02:17 UTC"


@pytest.mark.parametrize(
    ("length", "fr", "ar"),
    [
        (timedelta(days=6, hours=3, minutes=59), "6 jours et 3 heures", "6 أيام و3 ساعات"),
        (timedelta(days=1, minutes=5), "1 jour", "يوم"),
        (timedelta(hours=3, minutes=18), "3 heures et 18 minutes", "3 ساعات و18 دقيقة"),
        (timedelta(hours=2), "2 heures", "ساعتان"),
        (timedelta(minutes=1, seconds=59), "1 minute", "دقيقة"),
        (timedelta(seconds=42), "42 secondes", "42 ثانية"),
        (timedelta(days=11), "11 jours", "11 يومًا"),
    ],
)
def test_a_span_is_said_in_its_two_largest_units(length: timedelta, fr: str, ar: str) -> None:
    assert (span(length, "fr").replace("\u00a0", " "), span(length, "ar")) == (fr, ar)


@pytest.mark.parametrize(
    ("count", "fr", "ar"),
    [
        (0, "0 référence", "0 مرجع"),
        (1, "1 référence", "مرجع واحد (1)"),
        (2, "2 références", "مرجعان (2)"),
        (3, "3 références", "3 مراجع"),
        (11, "11 références", "11 مرجعاً"),
        (100, "100 références", "100 مرجع"),
        (1_000_000, "1000000 références", "1000000 مرجع"),
    ],
)
def test_both_languages_count_in_all_their_forms(count: int, fr: str, ar: str) -> None:
    said = [
        translator(language).ngettext("%(num)s reference", "%(num)s references", count) % {"num": count}
        for language in ("fr", "ar")
    ]
    assert said == [fr, ar]


def test_numbers_sizes_lists_and_dates_follow_the_language() -> None:
    assert (number(63.5, "fr"), number(63.5, "ar")) == ("63,5", "63,5")
    assert file_size(184 * 1024, "fr").replace("\u202f", " ").replace("\u00a0", " ") == "184 ko"
    assert file_size(10 * 1024 * 1024, "ar") == "10 ميغابايت"
    assert file_size(2_500_000, "fr").replace("\u202f", " ").replace("\u00a0", " ") == "2,4 Mo"
    assert list_of(["a", "b", "c"], "fr") == "a, b et c"
    assert list_of(["أ", "ب"], "ar") == "أ وب"
    assert short_date(date(2026, 5, 4), "fr") == "04/05/2026"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "fr"),
        ("ar", "ar"),
        ("ar-MA,ar;q=0.9,fr;q=0.8", "ar"),
        ("en-US,en;q=0.9", "fr"),
        ("en,ar;q=0.5,fr;q=0.4", "ar"),
        ("fr;q=0.3, ar;q=0.7", "ar"),
        ("ar;q=0, fr;q=0.1", "fr"),
        ("ar;q=nonsense", "fr"),
        (",;,=;q=" * 500, "fr"),
    ],
)
def test_the_browsers_wish_is_followed_and_french_comes_first(header: str, language: str) -> None:
    assert preferred_language(header) == language


def test_words_are_filled_in_outside_pages_too() -> None:
    assert in_words("%(span)s left.", "fr", span="1 jour") == "Il reste 1 jour."
