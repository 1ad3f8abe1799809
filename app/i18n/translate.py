"""Words for people: the English sentence in the code, French and Arabic from the catalogues.

`catalogs/<language>/<room>.po` are merged and compiled in memory at the first use. Dates, numbers and lists
follow CLDR, with the months as they are named in Morocco.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.units import format_unit

from app.clock import in_casablanca

LANGUAGES = ("fr", "ar")
FIRST_LANGUAGE = "fr"
CATALOGS = Path(__file__).parent / "catalogs"

# ar_MA names months as Morocco does (ماي, غشت, شتنبر) and writes digits as 0-9.
LOCALES = {"fr": "fr_FR", "ar": "ar_MA"}
DIRECTIONS = {"fr": "ltr", "ar": "rtl"}

# As the catalogues are written. CLDR has since given French a third form, for millions.
PLURAL_FORMS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}

_BINARY_STEP = 1024


def mark(sentence: str) -> str:
    """The same sentence, marked for the catalogues where it is stored now and translated later."""
    return sentence


def catalog(language: str) -> Catalog:
    """All sentences of `language`, merged; where two files say one sentence differently, the first file counts."""
    merged = Catalog(locale=language)
    merged.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]
    for message in _messages(language):
        if merged.get(message.id, message.context) is None:
            merged.add(message.id, message.string, context=message.context, flags=message.flags)
    return merged


def conflicting_words(language: str) -> list[str]:
    """Sentences that two catalogues of `language` put into different words."""
    merged = catalog(language)
    conflicts = set()
    for message in _messages(language):
        known = merged.get(message.id, message.context)
        if known is not None and known.string != message.string:
            conflicts.add(str(message.id))
    return sorted(conflicts)


def _messages(language: str) -> Iterator[Message]:
    for path in sorted((CATALOGS / language).glob("*.po")):
        with path.open("rb") as file:
            yield from (message for message in read_po(file, locale=language) if message.id)


@cache
def translator(language: str) -> gettext.NullTranslations:
    """The words of `language`: `.gettext`, `.ngettext`, `.pgettext`. A sentence without words stays English,
    which the tests count as a failure. Raises KeyError for a language we do not speak.
    """
    LOCALES[language]
    compiled = io.BytesIO()
    write_mo(compiled, catalog(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def in_words(sentence: str, language: str, **facts: object) -> str:
    """`sentence` in `language`, with its `%(name)s` filled in. Not escaped: for mails, logs and the command line."""
    said = translator(language).gettext(sentence)
    return said % facts if facts else said


def preferred_language(accept_language: str) -> str:
    """The first of our languages that an `Accept-Language` header asks for, by weight; French by default."""
    asked: list[tuple[float, str]] = []
    for part in accept_language[:1000].split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            quality = 0.0
        language = tag.lower().partition("-")[0]
        if language in LANGUAGES and quality > 0:
            asked.append((-quality, language))
    return min(asked, key=lambda pair: pair[0])[1] if asked else FIRST_LANGUAGE


def day(instant: datetime, language: str) -> str:
    """The legal day in Morocco, with its weekday: « lundi 4 mai 2026 »."""
    return whole_date(in_casablanca(instant).date(), language)


def whole_date(when: date, language: str) -> str:
    """A date with its weekday; no zone is involved."""
    return format_date(when, "EEEE d MMMM y", locale=LOCALES[language])


def short_date(when: date, language: str) -> str:
    """A date in figures: « 04/05/2026 »."""
    return format_date(when, "dd/MM/y", locale=LOCALES[language])


def hour(instant: datetime, language: str) -> str:
    """The legal time of day in Morocco to the minute: « 16 h 00 », « 16:00 ». Non-breaking."""
    local = in_casablanca(instant)
    return local.strftime("%H\u00a0h\u00a0%M") if language == "fr" else local.strftime("%H:%M")


def hour_to_the_second(instant: datetime, language: str) -> str:
    """The legal time of day in Morocco to the second: « 13 h 02 min 17 s », « 13:02:17 »."""
    local = in_casablanca(instant)
    return (
        local.strftime("%H\u00a0h\u00a0%M\u00a0min\u00a0%S\u00a0s") if language == "fr" else local.strftime("%H:%M:%S")
    )


def zone_name(language: str) -> str:
    """The name of the legal time of Morocco, to stand beside every hour."""
    return translator(language).gettext("Morocco time")


def moment(instant: datetime, language: str) -> str:
    """Day, hour and zone in one phrase: « lundi 4 mai 2026 à 16 h 00 (heure du Maroc) »."""
    return translator(language).gettext("%(day)s at %(hour)s (%(zone)s)") % {
        "day": day(instant, language),
        "hour": hour(instant, language),
        "zone": zone_name(language),
    }


def short_moment(instant: datetime, language: str) -> str:
    """Day, month and hour without the year, for the narrow cells of a table: « 3 mai 20 h 19 »."""
    local = in_casablanca(instant)
    return f"{format_date(local.date(), 'd MMM', locale=LOCALES[language])} {hour(instant, language)}"


def utc(instant: datetime) -> str:
    """The instant to the second in UTC, for machines and doubts: `2026-05-04 12:02:17 UTC`."""
    return (
        format_date(instant.date(), "y-MM-dd", locale="en")
        + format_time(instant.timetz(), " HH:mm:ss", locale="en")
        + " UTC"
    )


def span(length: timedelta, language: str) -> str:
    """A length of time in words, in its two largest units: « 3 heures et 18 minutes ». Rounded down, at least a minute's
    worth of words: under one minute it is said in seconds.
    """
    seconds = max(0, int(length.total_seconds()))
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, left = divmod(rest, 60)
    counted = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    while len(counted) > 1 and counted[0][0] == 0:
        counted.pop(0)
    said = [(count, unit) for count, unit in counted[:2] if count] or [(left, "second")]
    return list_of([format_unit(n, f"duration-{unit}", locale=LOCALES[language]) for n, unit in said], language)


def list_of(things: Sequence[str], language: str) -> str:
    """`things` joined as the language joins them: « a, b et c »."""
    return format_list(list(things), locale=LOCALES[language])


def number(value: float, language: str) -> str:
    """A number with the language's separators, at most one decimal: « 63,5 »."""
    said: str = format_decimal(value, "#,##0.#", locale=LOCALES[language])
    return said


def file_size(size_bytes: int, language: str) -> str:
    """A length of a file for people: « 184 ko », « 2,4 Mo »."""
    locale = LOCALES[language]
    if size_bytes < _BINARY_STEP:
        return format_unit(size_bytes, "digital-byte", "short", locale=locale)
    kilobytes = size_bytes / _BINARY_STEP
    if kilobytes < _BINARY_STEP:
        return format_unit(round(kilobytes), "digital-kilobyte", "short", format="#,##0", locale=locale)
    # The Arabic abbreviation is known to nobody.
    length: Literal["long", "short"] = "long" if language == "ar" else "short"
    return format_unit(round(kilobytes / _BINARY_STEP, 1), "digital-megabyte", length, format="#,##0.#", locale=locale)
