"""Letters are sent to the catcher as to any server, and looked at as a person would."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.demo.mail_catcher import MailCatcher
from app.mailing.smtp import Delivered, send
from tests.mailing.post import OFFICE, an_envelope, server_at
from tests.people import SALMA


@pytest.fixture
def catcher(tmp_path: Path) -> Iterator[MailCatcher]:
    with MailCatcher(tmp_path / "caught", smtp_port=0, web_port=0) as open_catcher:
        yield open_catcher


def _page(catcher: MailCatcher, path: str) -> tuple[str, dict[str, str]]:
    with urllib.request.urlopen(catcher.web_url + path, timeout=10) as answer:
        return answer.read().decode(), dict(answer.headers)


def test_a_letter_is_caught_whole_and_shown_with_text_and_source(catcher: MailCatcher) -> None:
    envelope = an_envelope()
    assert send(envelope, server_at(catcher.smtp_port)) == Delivered("250 kept on this machine")
    assert [(c.sender, c.recipients, c.content) for c in catcher.letters] == [
        (OFFICE, (SALMA.email,), envelope.content)
    ]
    listed, _ = _page(catcher, "/")
    assert "دعوة إلى مقابلة / Invitation à un entretien" in listed
    assert SALMA.email in listed
    shown, _ = _page(catcher, "/1")
    assert ".une ligne qui commence par un point" in shown
    assert "&lt;p&gt;Bonjour&lt;/p&gt;" in shown
    source, _ = _page(catcher, "/1/source")
    assert "Message-ID: <invitation.0123456789abcdef@example.org>" in source


def test_a_hostile_letter_is_shown_without_running(catcher: MailCatcher) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    send(an_envelope(body_html=hostile, body_text=hostile, subject="<b>gras</b>"), server_at(catcher.smtp_port))
    for path in ("/", "/1"):
        page, headers = _page(catcher, path)
        assert "<script>" not in page
        assert "<b>gras" not in page
        assert headers["content-security-policy"].startswith("default-src 'none'")
    framed, headers = _page(catcher, "/1/html")
    assert hostile in framed
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"


def test_a_letter_that_is_not_there_is_not_found(catcher: MailCatcher) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        _page(catcher, "/1")


def test_letters_of_an_earlier_demonstration_are_there_again(tmp_path: Path) -> None:
    with MailCatcher(tmp_path, smtp_port=0, web_port=0) as first:
        send(an_envelope(), server_at(first.smtp_port))
        before = first.letters
    with MailCatcher(tmp_path, smtp_port=0, web_port=0) as second:
        assert second.letters == before
        assert len(before) == 1


def test_a_port_that_is_taken_is_replaced_by_another(tmp_path: Path) -> None:
    first = MailCatcher(tmp_path / "a", smtp_port=0, web_port=0)
    with first, MailCatcher(tmp_path / "b", smtp_port=first.smtp_port, web_port=0) as second:
        assert second.smtp_port != first.smtp_port
        send(an_envelope(), server_at(second.smtp_port))
        assert (len(first.letters), len(second.letters)) == (0, 1)
