"""Whatever bytes arrive, an answer comes back: one dossier, or one mail for a person; never an error, never nothing."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.intake.message import parse, understand
from app.intake.outcome import Outcome, decide
from app.intake.stamps import arrival
from app.posting.notice import Notice
from tests.intake.mails import CV, FRENCH_LETTER, LETTER, mail, raw
from tests.people import INES, STRANGER

_FORWARD = mail(("CV.pdf", CV), sender=STRANGER)
_FORWARD.add_attachment(mail(("Lettre.pdf", LETTER), sender=INES, body=FRENCH_LETTER))
BASES = (raw(mail(("CV.pdf", CV), body=FRENCH_LETTER)), raw(_FORWARD), raw(mail(Auto_Submitted="auto-replied")))
BITS = (
    b'"', b"=?utf-8?B?", b"?=", b"\n\n", b"\r\n", b"--", b"\x00", b"\xff\xfe", b";", b"*0*=", b"filename*=''%",
    b"charset=rot13", b"Content-Type: message/rfc822\n", b"Content-Transfer-Encoding: base64\n", b"<", b">", b"@", b"(",
    b"From: ", b"=\n", b"\xf0\x9f\x92\xa9", b"Received: by mx.google.com; ", b"boundary=", b"99 Foo 2026 99:99:99 +9999",
)  # fmt: skip


@st.composite
def _mails(draw: st.DrawFn) -> bytes:
    content = bytearray(draw(st.sampled_from(BASES)))
    for _ in range(draw(st.integers(1, 10))):
        at = draw(st.integers(0, len(content)))
        gone = draw(st.integers(0, 40))
        content[at : at + gone] = draw(st.sampled_from(BITS) | st.binary(max_size=20))
    return bytes(content)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=_mails() | st.binary(max_size=300))
def test_any_bytes_become_exactly_one_outcome(notice: Notice, content: bytes) -> None:
    message = parse(content)

    found = understand(message)
    decided = decide(found, arrival(message, notice), notice, earlier=None)

    assert decided.outcome in Outcome
    assert not any(c in found.subject + found.name for c in "\r\n\x00")
    assert found.about is None or found.about.count("@") == 1
    if decided.outcome in {Outcome.DOSSIER, Outcome.LATE}:
        assert found.about is not None
        assert found.documents or found.body.letter or found.body.cv
