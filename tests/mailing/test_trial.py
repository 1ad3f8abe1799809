from __future__ import annotations

from sqlalchemy import select

from app.db.session import Database
from app.mailing.draft import draft_invitations
from app.mailing.letters import LetterKind, LetterState
from app.mailing.queries import is_released
from app.mailing.step import deliver_next
from app.mailing.tables import Letter
from app.mailing.trial import send_to_oneself, trial_of
from app.posting.notice import Notice
from app.staff.tables import Member
from tests.fakes.smtp_server import SmtpServer
from tests.mailing.post import NOW, server_at, shortlisted
from tests.people import HIND
from tests.review.shelf import a_member


def _ask(database: Database) -> None:
    with database.unit_of_work() as session:
        letter = session.scalars(select(Letter).where(Letter.kind == LetterKind.INVITATION)).one()
        send_to_oneself(session, letter, to=session.scalars(select(Member)).one(), now=NOW)


def test_a_member_gets_the_letter_first_and_the_candidate_nothing(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        shortlisted(session, notice, by=a_member(session))
        draft_invitations(session, notice, now=NOW)
    _ask(database)
    with SmtpServer() as server:
        while deliver_next(database, server_at(server.port), now=NOW):
            pass
    with database.reading_session() as session:
        letter = session.scalars(select(Letter).where(Letter.kind == LetterKind.INVITATION)).one()
        trial = trial_of(session, letter)
        assert trial is not None
        assert (trial.state, trial.subject, trial.body_html) == (
            LetterState.SENT,
            f"[Essai] {letter.subject}",
            letter.body_html,
        )
        assert letter.state == LetterState.DRAFT
        assert not is_released(session, letter.dossier_id)
    assert [taken.rcpt_tos for taken in server.inbox] == [[HIND.email]]


def test_a_second_trial_is_a_letter_of_its_own_in_the_place_of_the_first(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        shortlisted(session, notice, by=a_member(session))
        draft_invitations(session, notice, now=NOW)
    with SmtpServer() as server:
        for _ in range(2):
            _ask(database)
            while deliver_next(database, server_at(server.port), now=NOW):
                pass
    assert [taken.rcpt_tos for taken in server.inbox] == [[HIND.email], [HIND.email]]
    with database.reading_session() as session:
        kinds = session.scalars(select(Letter.kind).order_by(Letter.kind)).all()
    assert kinds == [LetterKind.INVITATION, LetterKind.TRIAL]
