from __future__ import annotations

import os
from email import message_from_bytes, policy

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.mailing.letters import LetterKind, LetterLanguage
from app.mailing.render import Fault, Unsendable, render
from app.posting.notice import Notice
from tests.mailing.post import NOW, OFFICE, a_letter, an_envelope
from tests.people import SALMA

OUR_HEADERS = {
    "Date",
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
}
# The full ten thousand: HYPOTHESIS_CASES=10000.
CASES = int(os.environ.get("HYPOTHESIS_CASES", "300"))
# What has broken out of a header before, among ordinary words of both languages.
HOSTILE = st.sampled_from(
    [
        "\n", "\r", "\r\n", "Bcc: youssef@example.org", "=?UTF-8?Q?=0A?=", "=?utf-8?B?Cg==?=", "=?utf-8?q?=0d=0a?=", "💩",
        "\u2028", "\x00", "\x85", "سلمى", "é", " ", "\t", ",", ";", "<", ">", '"', "=", "?", "\u202e", "\ud800", "a" * 80,
    ]
)  # fmt: skip
WORDS = st.lists(st.one_of(HOSTILE, st.text(max_size=8)), max_size=12).map("".join)


def test_an_invitation_has_one_recipient_our_headers_and_both_bodies() -> None:
    read = message_from_bytes(an_envelope().content, policy=policy.default)
    assert {name: str(read[name]) for name in read if name not in {"Content-Type", "MIME-Version"}} == {
        "Date": "Tue, 05 May 2026 09:00:00 +0000",
        "From": OFFICE,
        "To": SALMA.email,
        "Reply-To": OFFICE,
        "Subject": "دعوة إلى مقابلة / Invitation à un entretien",
        "Message-ID": "<invitation.0123456789abcdef@example.org>",
    }
    parts = [(part.get_content_type(), part.get_content()) for part in read.iter_parts()]
    assert parts == [
        ("text/plain", "Bonjour,\r\n.une ligne qui commence par un point\r\nسلام\r\n"),
        ("text/html", "<p>Bonjour</p>\r\n"),
    ]


def test_only_a_receipt_says_that_a_machine_wrote_it_and_answers_the_mail_that_came() -> None:
    receipt = an_envelope(kind=LetterKind.RECEIPT, language=LetterLanguage.FR, in_reply_to="<abc@mail.example.org>")
    read = message_from_bytes(receipt.content, policy=policy.default)
    told = ("Auto-Submitted", "In-Reply-To", "References", "Content-Language")
    assert [read[name] for name in told] == ["auto-generated", "<abc@mail.example.org>", "<abc@mail.example.org>", "fr"]
    invitation = message_from_bytes(an_envelope().content, policy=policy.default)
    assert [invitation[name] for name in told] == [None, None, None, None]


def test_a_message_id_from_outside_that_is_not_one_is_left_out() -> None:
    read = message_from_bytes(an_envelope(in_reply_to="<a@b>\r\nBcc: x@example.org").content, policy=policy.default)
    assert (read["In-Reply-To"], read["Bcc"]) == (None, None)


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert an_envelope() == an_envelope()


def test_every_line_fits_the_wire_and_is_seven_bit() -> None:
    content = an_envelope(body_text="طويل جدا " * 400, subject="موضوع طويل " * 20).content
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 78


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"recipient": "salma@example.org, youssef@example.org"}, Fault.RECIPIENT),
        ({"recipient": ""}, Fault.RECIPIENT),
        ({"subject": "Bonjour\r\nBcc: youssef@example.org"}, Fault.SUBJECT),
        ({"subject": "💩 =?UTF-8?Q?=0A?=Bcc: youssef@example.org"}, Fault.SUBJECT),
        ({"subject": "half a pair \ud83d"}, Fault.SUBJECT),
        ({"subject": " "}, Fault.SUBJECT),
        ({"subject": "x" * 251}, Fault.SUBJECT),
        ({"message_id": "<a@b>\r\nBcc: youssef@example.org"}, Fault.MESSAGE_ID),
    ],
)
def test_a_letter_that_could_reach_somebody_else_is_not_put_into_an_envelope(
    values: dict[str, str], fault: Fault
) -> None:
    with pytest.raises(Unsendable) as refused:
        an_envelope(**values)
    assert refused.value.fault is fault


@settings(max_examples=CASES, deadline=None)
@given(subject=WORDS, name=WORDS)
@example(subject="💩 =?UTF-8?Q?=0A?=Bcc: x@y.example.org", name="💩 =?UTF-8?Q?=0A?=Bcc: x@y.example.org")
def test_whatever_a_stranger_writes_exactly_one_person_is_written_to_under_our_headers(subject: str, name: str) -> None:
    letter = a_letter(subject=subject, recipient_name=name, body_text=f"Bonjour {name}", body_html=f"<p>{name}</p>")
    try:
        envelope = render(letter, sender=OFFICE, reply_to=OFFICE, dated=NOW)
    except Unsendable:
        return
    assert envelope.recipient == SALMA.email
    # Two parsers that split lines differently must see the same letter.
    for reading in (policy.default, policy.compat32):
        read = message_from_bytes(envelope.content, policy=reading)
        assert set(read.keys()) == OUR_HEADERS
        assert len(read.keys()) == len(OUR_HEADERS)
        assert str(read["To"]) == SALMA.email
    assert str(message_from_bytes(envelope.content, policy=policy.default)["Subject"]).split() == subject.split()


def test_the_subjects_we_write_ourselves_are_never_refused(notice: Notice) -> None:
    for title in (notice.title.fr, notice.title.ar):
        subject = f"Candidature bien reçue – {title} [7KQ2 MX4D] / توصلنا بترشيحكم – {title} [7KQ2 MX4D]"
        read = message_from_bytes(an_envelope(subject=subject).content, policy=policy.default)
        assert str(read["Subject"]) == subject
