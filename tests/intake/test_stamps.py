"""What decides « avant 16h00 » for the mailbox."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest

from app.intake.stamps import Stamp, StampSource, arrival, from_line_instant
from app.posting.notice import Notice
from tests.intake.mails import stamp
from tests.people import A_WEEK_BEFORE, CLOSING

MINUTE = timedelta(minutes=1)


def _message(*received: str, date: str = "") -> EmailMessage:
    message = EmailMessage()
    for line in received:
        message["Received"] = line
    if date:
        message["Date"] = date
    return message


def test_the_topmost_line_of_the_receiving_server_decides(notice: Notice) -> None:
    message = _message(stamp(CLOSING - MINUTE), stamp(CLOSING - 9 * MINUTE, by="smtp.example.org"))

    assert arrival(message, notice) == Stamp(CLOSING - MINUTE, StampSource.RECEIVED)


def test_googles_inner_relay_is_the_receiving_server_too(notice: Notice) -> None:
    message = _message(stamp(CLOSING, by="2002:a05:6afd:a3a:b0:4e9:b3b7:24f1"), stamp(CLOSING))

    assert arrival(message, notice) == Stamp(CLOSING, StampSource.RECEIVED)


def test_a_foreign_line_above_the_receiving_servers_own_is_doubtful(notice: Notice) -> None:
    message = _message(stamp(CLOSING - MINUTE, by="relay.example.net"), stamp(CLOSING + 90 * MINUTE))

    assert arrival(message, notice) == Stamp(CLOSING + 90 * MINUTE, StampSource.DOUBTFUL)


def test_a_host_that_only_sounds_like_google_is_foreign(notice: Notice) -> None:
    for host in ("mx.google.com.example.org", "google.com", "fakemx-google.com", "2002:b05::1"):
        assert arrival(_message(stamp(CLOSING, by=host)), notice).source is StampSource.DOUBTFUL


def test_imaps_own_date_comes_before_every_header(notice: Notice) -> None:
    message = _message(stamp(A_WEEK_BEFORE))

    found = arrival(message, notice, internal_date=A_WEEK_BEFORE + 3 * MINUTE)

    assert found == Stamp(A_WEEK_BEFORE + 3 * MINUTE, StampSource.INTERNALDATE)


def test_imaps_date_and_the_servers_line_on_either_side_of_closing_are_doubtful(notice: Notice) -> None:
    message = _message(stamp(CLOSING + 60 * MINUTE))

    assert arrival(message, notice, internal_date=CLOSING - 60 * MINUTE).source is StampSource.DOUBTFUL


def test_the_mbox_line_serves_where_the_server_left_none(notice: Notice) -> None:
    assert arrival(_message(), notice, from_line_at=CLOSING) == Stamp(CLOSING, StampSource.FROM_LINE)
    assert arrival(_message(), notice) == Stamp(None, StampSource.DOUBTFUL)


def test_the_senders_date_is_never_a_stamp(notice: Notice) -> None:
    message = _message(date="Mon, 04 May 2026 10:00:00 +0000")

    assert arrival(message, notice) == Stamp(None, StampSource.DOUBTFUL)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        (b"From 183@xxx Mon Apr 13 07:32:11 +0000 2026\n", "2026-04-13T07:32:11+00:00"),
        (b"From MAILER-DAEMON Mon May  4 15:59:59 2026\n", "2026-05-04T15:59:59+00:00"),
        (b"From a@example.org Mon May  4 15:59:59 +0100 2026\r\n", "2026-05-04T14:59:59+00:00"),
    ],
)
def test_an_mbox_line_gives_its_instant(line: bytes, iso: str) -> None:
    assert from_line_instant(line) == datetime.fromisoformat(iso)


@pytest.mark.parametrize("line", [b"From my phone, sorry\n", b"From a@b Mon Foo 99 99:99:99 2026\n", b"From \n"])
def test_a_line_of_words_is_no_mbox_line(line: bytes) -> None:
    assert from_line_instant(line) is None
