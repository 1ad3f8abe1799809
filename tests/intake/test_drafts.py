"""A draft keeps what was typed and chosen, for the browser that began it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.db.session import Database
from app.intake.dossier import Channel, Referee, SealedFile, Submission
from app.intake.drafts import (
    KEPT_FOR,
    Answers,
    add_file,
    answers_of,
    files_of,
    find_draft,
    forget_draft,
    hold_draft,
    remove_file,
    save_draft,
    submission_of,
)
from app.intake.queries import hash_of_secret
from app.intake.tables import Draft, DraftFile
from app.intake.uploads import MAX_FILES, TooManyFiles
from app.posting.deadline import Timeliness
from app.posting.notice import Notice, PieceKind
from tests.people import A_WEEK_BEFORE, SALMA

ANSWERS = Answers(
    name=SALMA.name,
    email="half@",
    phone="",
    consent=True,
    referees=(Referee(name="أمينة", role="2021"), Referee()),
)
LETTER = SealedFile(PieceKind.LETTER, "lettre.pdf", "b" * 64, 10, "application/pdf", password_protected=True)
CV = SealedFile(PieceKind.CV, "cv.pdf", "a" * 64, 20, "application/pdf")


def test_what_was_typed_comes_back_right_or_wrong(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        save_draft(session, "secret", ANSWERS, notice, language="ar", now=A_WEEK_BEFORE)

    with database.reading_session() as session:
        draft = find_draft(session, "secret", now=A_WEEK_BEFORE)
        assert draft is not None
        assert (answers_of(draft), draft.language) == (ANSWERS, "ar")
        assert find_draft(session, "another secret", now=A_WEEK_BEFORE) is None


def test_each_visit_gives_thirty_more_days_and_then_it_is_over(database: Database, notice: Notice) -> None:
    later = A_WEEK_BEFORE + timedelta(days=20)
    with database.unit_of_work() as session:
        first = save_draft(session, "secret", ANSWERS, notice, language="fr", now=A_WEEK_BEFORE).idempotency_key
        again = save_draft(session, "secret", ANSWERS, notice, language="fr", now=later).idempotency_key
        assert first == again

    with database.unit_of_work() as session:
        assert find_draft(session, "secret", now=later + KEPT_FOR - timedelta(seconds=1)) is not None
        assert find_draft(session, "secret", now=later + KEPT_FOR) is None
        fresh = save_draft(session, "secret", Answers(), notice, language="fr", now=later + KEPT_FOR)
        assert (answers_of(fresh), fresh.idempotency_key == first) == (Answers(), False)


def test_a_double_click_on_the_first_page_begins_one_draft(database: Database, notice: Notice) -> None:
    together = threading.Barrier(8)

    def click(_: int) -> str:
        together.wait()
        with database.unit_of_work() as session:
            return save_draft(session, "secret", ANSWERS, notice, language="fr", now=A_WEEK_BEFORE).idempotency_key

    with ThreadPoolExecutor(8) as clicks:
        keys = set(clicks.map(click, range(8)))

    assert len(keys) == 1


def test_who_saves_while_another_tab_sends_waits_and_finds_the_draft_gone(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        save_draft(session, "a secret", Answers(name=SALMA.name), notice, language="fr", now=A_WEEK_BEFORE)
    held, saved = threading.Event(), threading.Event()

    def send() -> None:
        with database.unit_of_work() as session:
            draft = hold_draft(session, "a secret", now=A_WEEK_BEFORE)
            assert draft is not None
            held.set()
            assert not saved.wait(0.5), "the other tab did not wait"
            forget_draft(session, draft)

    def save() -> Draft | None:
        assert held.wait(10)
        with database.unit_of_work() as session:
            draft = hold_draft(session, "a secret", now=A_WEEK_BEFORE)
            saved.set()
            return draft

    with ThreadPoolExecutor(2) as tabs:
        sent, found = tabs.submit(send), tabs.submit(save)

    assert (sent.result(), found.result()) == (None, None)


def test_files_stand_in_the_order_of_the_notice_each_once(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        draft = save_draft(session, "secret", ANSWERS, notice, language="fr", now=A_WEEK_BEFORE)
        for file in (LETTER, CV, CV):
            add_file(draft, file)

    with database.reading_session() as session:
        kept = find_draft(session, "secret", now=A_WEEK_BEFORE)
        assert kept is not None
        assert files_of(kept) == (CV, LETTER)


def test_a_seventh_file_is_refused(sqlite_database: Database, notice: Notice) -> None:
    with sqlite_database.unit_of_work() as session:
        draft = save_draft(session, "secret", ANSWERS, notice, language="fr", now=A_WEEK_BEFORE)
        for number in range(MAX_FILES):
            add_file(draft, replace(CV, sha256=f"{number:064}"))
        with pytest.raises(TooManyFiles):
            add_file(draft, CV)


def test_a_file_of_somebody_else_cannot_be_taken_out(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        mine = save_draft(session, "mine", ANSWERS, notice, language="fr", now=A_WEEK_BEFORE)
        add_file(mine, CV)
        session.flush()
        number = mine.files[0].id
        theirs = save_draft(session, "theirs", ANSWERS, notice, language="fr", now=A_WEEK_BEFORE)

        remove_file(theirs, number)
        session.flush()
        assert session.scalar(select(func.count()).select_from(DraftFile)) == 1
        remove_file(mine, number)
        session.flush()
        assert session.scalar(select(func.count()).select_from(DraftFile)) == 0


def test_a_draft_becomes_a_submission_and_is_forgotten_with_its_files(database: Database, notice: Notice) -> None:
    contact = Answers(SALMA.name, SALMA.email, SALMA.phone, True, (Referee(name="أمينة", role="2021"), Referee()))
    with database.unit_of_work() as session:
        draft = save_draft(session, "secret", ANSWERS, notice, language="ar", now=A_WEEK_BEFORE)
        add_file(draft, CV)
        session.flush()
        submission = submission_of(
            draft, contact, consent_text_sha256="c" * 64, timeliness=Timeliness.IN_TIME, now=A_WEEK_BEFORE
        )
        key = draft.idempotency_key
        forget_draft(session, draft)
        forget_draft(session, draft)

    assert submission == Submission(
        channel=Channel.FORM,
        name=SALMA.name,
        email=SALMA.email,
        phone=SALMA.phone,
        language="ar",
        files=(CV,),
        referees=(Referee(name="أمينة", role="2021"),),
        consent_at=A_WEEK_BEFORE,
        consent_text_sha256="c" * 64,
        idempotency_key=key,
        secret_sha256=hash_of_secret("secret"),
    )
    with database.reading_session() as session:
        assert [session.scalar(select(func.count()).select_from(table)) for table in (Draft, DraftFile)] == [0, 0]
