"""What the tests of letters share: a shortlisted dossier, its draft, an envelope, a server's address."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.session import Database
from app.intake.tables import Dossier
from app.mailing.approve import approve
from app.mailing.draft import draft_invitations
from app.mailing.letters import LetterKind, LetterLanguage
from app.mailing.render import Envelope, render
from app.mailing.smtp import MailServer
from app.mailing.tables import Letter
from app.posting.notice import Notice
from app.review.decide import shortlist
from app.review.open_dossier import open_dossier
from app.staff.tables import Member
from tests.people import AFTER_CLOSING, SALMA, Person
from tests.review.shelf import A_REASON, a_dossier, a_member, screened

NOW = AFTER_CLOSING
OFFICE = "recrutement@example.org"


def shortlisted(session: Session, notice: Notice, person: Person = SALMA, *, by: Member, **values: object) -> Dossier:
    """A dossier that `by` opened and put on the shortlist."""
    dossier = a_dossier(session, person, **values)  # type: ignore[arg-type]
    screened(session, dossier, notice)
    open_dossier(session, dossier, by=by.id, now=NOW)
    shortlist(session, dossier, by=by.id, reason=A_REASON, seen=0, now=NOW)
    return dossier


def released(database: Database, notice: Notice, *people: Person) -> list[int]:
    """The ids of the invitations to `people`, approved by Hind and due at NOW."""
    with database.unit_of_work() as session:
        hind = a_member(session)
        for person in people or (SALMA,):
            shortlisted(session, notice, person, by=hind)
        drafts = draft_invitations(session, notice, now=NOW)
        approve(session, drafts, by=hind, typed_count=len(drafts), now=NOW, recall_period=NOW - NOW)
        return [letter.id for letter in drafts]


def letter_now(database: Database, letter_id: int) -> Letter:
    """The letter as the database has it."""
    with database.reading_session() as session:
        return session.scalars(select(Letter).where(Letter.id == letter_id)).one()


def server_at(port: int, **values: object) -> MailServer:
    """The mail server on loopback, unencrypted and impatient."""
    plain = MailServer("127.0.0.1", port, OFFICE, OFFICE, security="none", patience_seconds=1.0)
    return replace(plain, **values)  # type: ignore[arg-type]


def a_letter(**values: object) -> Letter:
    """A letter to Salma, in memory only."""
    kept: dict[str, object] = {
        "kind": LetterKind.INVITATION,
        "language": LetterLanguage.BOTH,
        "recipient": SALMA.email,
        "recipient_name": SALMA.name,
        "subject": "دعوة إلى مقابلة / Invitation à un entretien",
        "body_text": "Bonjour,\n.une ligne qui commence par un point\nسلام\n",
        "body_html": "<p>Bonjour</p>\n",
        "message_id": "<invitation.0123456789abcdef@example.org>",
        "in_reply_to": None,
    }
    return Letter(**(kept | values))


def an_envelope(**values: object) -> Envelope:
    """Salma's letter, rendered."""
    return render(a_letter(**values), sender=OFFICE, reply_to=OFFICE, dated=NOW)
