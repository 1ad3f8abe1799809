from __future__ import annotations

import pytest
from sqlalchemy import select

from app.db.session import Database
from app.journal.tables import JournalEntry
from app.posting.notice import Notice
from app.review.correct import CriterionUnknown, correct
from app.review.decide import ChangedMeanwhile, NotOpened, ReasonMissing
from app.review.notes import NoteEmpty, NoteTooLong, add_note
from app.review.open_dossier import lift_mask, open_dossier
from app.review.reasons import CorrectionReason, Reason
from app.review.tables import Correction, Note, Unmasking
from app.screening.judgement import Verdict
from app.screening.tables import JudgementRow
from tests.people import SALMA
from tests.review.shelf import NOW, a_dossier, a_member, screened

MISREAD = Reason(CorrectionReason.MISREAD)


def test_a_persons_verdict_stands_beside_the_machines_which_never_changes(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        hind, dossier = a_member(session), a_dossier(session, SALMA)
        screened(session, dossier, notice, verdicts={"prison": "not_met"})
        open_dossier(session, dossier, by=hind.id, now=NOW)
        given = correct(session, dossier, notice, "prison", Verdict.MET, by=hind.id, reason=MISREAD, seen=0, now=NOW)
        assert (given.verdict, given.machine_verdict, given.engine, given.member_id) == ("met", "not_met", "1", hind.id)
        taken_back = correct(
            session, dossier, notice, "prison", None, by=hind.id, reason=Reason(), seen=given.id, now=NOW
        )
        assert taken_back.verdict is None
        machine = session.scalar(select(JudgementRow.verdict).where(JudgementRow.criterion == "prison"))
        assert machine == "not_met"
        assert len(session.scalars(select(Correction)).all()) == 2


def test_a_verdict_needs_an_opened_dossier_a_known_criterion_a_reason_and_the_latest_page(
    sqlite_database: Database, notice: Notice
) -> None:
    with sqlite_database.unit_of_work() as session:
        hind, dossier = a_member(session), a_dossier(session, SALMA)
        with pytest.raises(NotOpened):
            correct(session, dossier, notice, "prison", Verdict.MET, by=hind.id, reason=MISREAD, seen=0, now=NOW)
        open_dossier(session, dossier, by=hind.id, now=NOW)
        with pytest.raises(CriterionUnknown):
            correct(session, dossier, notice, "age", Verdict.MET, by=hind.id, reason=MISREAD, seen=0, now=NOW)
        with pytest.raises(ReasonMissing):
            correct(session, dossier, notice, "prison", Verdict.MET, by=hind.id, reason=Reason(), seen=0, now=NOW)
        correct(session, dossier, notice, "prison", Verdict.MET, by=hind.id, reason=MISREAD, seen=0, now=NOW)
        with pytest.raises(ChangedMeanwhile):
            correct(session, dossier, notice, "prison", Verdict.UNCLEAR, by=hind.id, reason=MISREAD, seen=0, now=NOW)


def test_opening_and_lifting_the_mask_are_told_once_and_the_journal_holds_no_name(sqlite_database: Database) -> None:
    with sqlite_database.unit_of_work() as session:
        hind, dossier = a_member(session), a_dossier(session, SALMA)
        for _ in range(2):
            open_dossier(session, dossier, by=hind.id, now=NOW)
            lift_mask(session, dossier, by=hind.id, now=NOW)
        entries = session.scalars(select(JournalEntry).order_by(JournalEntry.id)).all()
        assert [(entry.actor, entry.action, entry.reference) for entry in entries] == [
            (f"member:{hind.id}", "dossier opened", dossier.reference),
            (f"member:{hind.id}", "mask lifted", dossier.reference),
        ]
        assert len(session.scalars(select(Unmasking)).all()) == 1


def test_a_note_is_kept_as_written_and_an_empty_or_endless_one_refused(sqlite_database: Database) -> None:
    with sqlite_database.unit_of_work() as session:
        hind, dossier = a_member(session), a_dossier(session, SALMA)
        add_note(session, dossier, "  Demander le budget <b>géré</b>. \n", by=hind.id, now=NOW)
        assert session.scalars(select(Note.text)).all() == ["Demander le budget <b>géré</b>."]
        with pytest.raises(NoteEmpty):
            add_note(session, dossier, " \n ", by=hind.id, now=NOW)
        with pytest.raises(NoteTooLong):
            add_note(session, dossier, "x" * 4001, by=hind.id, now=NOW)
