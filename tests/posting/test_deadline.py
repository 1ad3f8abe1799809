"""« Avant 16h00 », to the millisecond, for each channel."""

from datetime import timedelta

import pytest

from app.posting.deadline import Timeliness, is_before_closing, timeliness_of_message, timeliness_of_request
from tests.people import CLOSING, MILLISECOND


def test_the_last_millisecond_before_16h00_is_in_time(notice):
    assert is_before_closing(CLOSING - MILLISECOND, notice)


def test_16h00_exactly_is_late(notice):
    assert not is_before_closing(CLOSING, notice)


@pytest.mark.parametrize(
    ("began", "ended", "expected"),
    [
        (-2, -1, Timeliness.IN_TIME),
        (-1, 0, Timeliness.IN_FLIGHT),
        (-1, 10 * 60 * 1000, Timeliness.IN_FLIGHT),
        (-1, 10 * 60 * 1000 + 1, Timeliness.LATE),
        (0, 0, Timeliness.LATE),
        (1, 2, Timeliness.LATE),
    ],
)
def test_a_request_counts_by_its_beginning_and_has_ten_minutes_to_end(notice, began, ended, expected):
    moment = lambda ms: CLOSING + timedelta(milliseconds=ms)  # noqa: E731

    assert timeliness_of_request(moment(began), moment(ended), notice) is expected


@pytest.mark.parametrize(
    ("milliseconds", "expected"), [(-1, Timeliness.IN_TIME), (0, Timeliness.LATE), (1, Timeliness.LATE)]
)
def test_a_mail_counts_by_the_stamp_of_the_receiving_server(notice, milliseconds, expected):
    assert timeliness_of_message(CLOSING + timedelta(milliseconds=milliseconds), notice) is expected


def test_a_mail_without_a_stamp_to_rely_on_goes_to_a_person(notice):
    assert timeliness_of_message(None, notice) is Timeliness.DOUBTFUL
