"""Arrivals in rows for a table: days, then the hours of the last day, then what came after closing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date

from app.clock import in_casablanca
from app.i18n.translate import LOCALES, in_words, mark
from app.intake.dossier import Channel
from app.posting.deadline import Timeliness
from app.posting.notice import Notice
from app.review.counts import Arrival

MOST_DAYS = 10


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """One line of the table. `by_mail` counts the mailbox, `by_form` every other door."""

    words: str
    by_form: int
    by_mail: int
    late: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The rows before and after the line of closing, and the length of the longest bar."""

    before: tuple[ArrivalRow, ...]
    after: tuple[ArrivalRow, ...]
    longest: int
    in_flight: int


def arrivals_by_time(arrivals: Sequence[Arrival], notice: Notice, language: str) -> Arrivals:
    """Days up to the eve of closing (the oldest together, beyond ten), then closing day hour by hour."""
    closing_day = in_casablanca(notice.closes_at).date()
    in_time = [each for each in arrivals if each.timeliness is not Timeliness.LATE]
    late = [each for each in arrivals if each.timeliness is Timeliness.LATE]
    days = sorted({_day(each.at) for each in in_time if _day(each.at) < closing_day})
    first_shown = days[-MOST_DAYS] if len(days) > MOST_DAYS else (days[0] if days else closing_day)
    rows = [_row(_earlier(first_shown, language), [e for e in in_time if _day(e.at) < first_shown])]
    rows += [
        _row(_date(day, language), [e for e in in_time if _day(e.at) == day]) for day in days if day >= first_shown
    ]
    rows += _hours([e for e in in_time if _day(e.at) >= closing_day], language)
    before = tuple(row for row in rows if row.by_form or row.by_mail)
    after = (_row(in_words(mark("after closing"), language), late),) if late else ()
    longest = max((row.by_form + row.by_mail + row.late for row in (*before, *after)), default=1)
    in_flight = sum(each.timeliness is Timeliness.IN_FLIGHT for each in arrivals)
    return Arrivals(before, after, longest, in_flight)


def _hours(arrivals: Sequence[Arrival], language: str) -> list[ArrivalRow]:
    hours = sorted({in_casablanca(each.at).replace(minute=0, second=0, microsecond=0) for each in arrivals})
    return [
        _row(f"{_date(hour.date(), language)} {_hour(hour, language)}", [e for e in arrivals if _within(e.at, hour)])
        for hour in hours
    ]


def _within(at: datetime, hour: datetime) -> bool:
    return hour <= in_casablanca(at) < hour + timedelta(hours=1)


def _row(words: str, arrivals: Sequence[Arrival]) -> ArrivalRow:
    late = [each for each in arrivals if each.timeliness is Timeliness.LATE]
    by_mail = sum(each.channel is Channel.MAILBOX for each in arrivals)
    return ArrivalRow(words, 0 if late else len(arrivals) - by_mail, len(late) if late else by_mail, len(late))


def _day(at: datetime) -> date:
    return in_casablanca(at).date()


def _date(day: date, language: str) -> str:
    return format_date(day, "d MMM", locale=LOCALES[language])


def _hour(hour: datetime, language: str) -> str:
    return f"{hour.hour}\u00a0h" if language == "fr" else f"{hour.hour}:00"


def _earlier(day: date, language: str) -> str:
    return in_words(mark("before %(day)s"), language, day=_date(day, language))
