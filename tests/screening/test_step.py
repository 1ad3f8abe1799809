"""Screening as a unit of work: a dossier is taken up when all its pieces are read, judged once, and ranked."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, undefer

from app.db.session import Database
from app.intake.tables import Dossier, Piece
from app.posting.deadline import Timeliness
from app.posting.notice import Notice
from app.reading.step import read_next
from app.reading.stored import to_bytes
from app.reading.tables import Reading
from app.reading.text import plain_text
from app.screening import step
from app.screening.queries import ranking
from app.screening.step import screen_next, take_up
from app.screening.tables import JudgementRow, ScreeningRow
from app.vault.local import Vault
from app.work.claim import WorkState, claim_next
from tests.reading.shelf import ARRIVAL, a_dossier_with

LATER = ARRIVAL + timedelta(hours=1)
CV = """Salma Bennani
Coordinatrice de projets
Expérience professionnelle
01/2018 – 12/2023 Coordinatrice de projet, Association Espoir, Casablanca
- coordination du projet « Femmes et droits », budget, équipe de cinq personnes, rapports narratifs aux bailleurs
- visites à la prison locale d'Oukacha et accompagnement de femmes détenues, plaidoyer auprès de la commune
Formation
2016 Master en sociologie, Université Hassan II, Casablanca
Langues
Arabe : langue maternelle
Français : courant
"""


def read_all(database: Database, vault: Vault) -> None:
    while read_next(database, vault, now=ARRIVAL):
        pass


def the_row(session: Session) -> ScreeningRow:
    return session.scalars(select(ScreeningRow).options(undefer(ScreeningRow.result))).one()


def test_a_dossier_waits_until_all_its_pieces_are_read(database: Database, vault: Vault, notice: Notice) -> None:
    a_dossier_with(database, vault, ("cv.txt", CV.encode()))

    before = screen_next(database, vault, notice, now=ARRIVAL)
    read_all(database, vault)

    assert [before, screen_next(database, vault, notice, now=ARRIVAL), screen_next(database, vault, notice, now=LATER)] == [
        False, True, False,
    ]  # fmt: skip


def test_the_result_the_judgements_and_the_points_are_kept_together(
    database: Database, vault: Vault, notice: Notice
) -> None:
    a_dossier_with(database, vault, ("cv.txt", CV.encode()))
    read_all(database, vault)

    screen_next(database, vault, notice, now=LATER)

    with database.reading_session() as session:
        row = the_row(session)
        result = json.loads(row.result or "")
        judgements = [(each.criterion, each.verdict) for each in row.judgements]
    assert (row.state, row.screened_at, row.token) == (WorkState.DONE, LATER, None)
    assert judgements == [(each["id"], each["verdict"]) for each in result["criteria"]]
    assert [each.id for each in notice.criteria] == [criterion for criterion, _ in judgements]
    assert [row.points_low, row.points_high, row.overall] == [*result["points"], result["overall"]]
    assert dict(judgements)["degree"] == "met"


def test_a_late_or_doubtful_dossier_is_never_screened_into_the_ranking(
    database: Database, vault: Vault, notice: Notice
) -> None:
    a_dossier_with(database, vault, ("cv.txt", CV.encode()))
    read_all(database, vault)

    for timeliness in (Timeliness.LATE, Timeliness.DOUBTFUL):
        with database.unit_of_work() as session:
            session.execute(update(Dossier).values(timeliness=timeliness))
        assert not screen_next(database, vault, notice, now=LATER)

    with database.reading_session() as session:
        assert ranking(session, notice) == []


def test_a_worker_that_slept_too_long_changes_nothing(database: Database, vault: Vault, notice: Notice) -> None:
    a_dossier_with(database, vault, ("cv.txt", CV.encode()))
    read_all(database, vault)
    with database.unit_of_work() as session:
        take_up(session, notice, now=ARRIVAL)
        slept = claim_next(session, ScreeningRow, now=ARRIVAL)
    assert slept is not None
    with database.reading_session() as session:
        taken = step._load(session, slept)

    assert screen_next(database, vault, notice, now=LATER)  # another took it over
    screening = step.judge(taken.pieces, taken.referees, taken.person, notice)
    with database.unit_of_work() as session:
        kept = step._keep(session, taken, screening, notice, LATER + timedelta(hours=1))

    with database.reading_session() as session:
        assert (kept, the_row(session).screened_at) == (False, LATER)


@pytest.mark.parametrize("change", ["piece", "engine", "notice"])
def test_a_screening_that_went_stale_is_done_again(
    database: Database, vault: Vault, notice: Notice, change: str
) -> None:
    (piece,) = a_dossier_with(database, vault, ("cv.txt", CV.encode()))
    read_all(database, vault)
    screen_next(database, vault, notice, now=ARRIVAL)
    shorter = CV.replace("Master en sociologie", "Licence en sociologie")

    with database.unit_of_work() as session:
        if change == "piece":
            reading = session.scalars(select(Reading).where(Reading.piece_id == piece)).one()
            reading.text, reading.read_at = to_bytes(plain_text(shorter)), LATER
        else:
            column = "engine" if change == "engine" else "notice_sha256"
            session.execute(update(ScreeningRow).values({column: "older"}))

    assert screen_next(database, vault, notice, now=LATER + timedelta(minutes=1))
    with database.reading_session() as session:
        row = the_row(session)
        rows = len(session.scalars(select(JudgementRow)).all())
    assert (row.screened_at, rows) == (LATER + timedelta(minutes=1), len(notice.criteria))


def test_an_unreadable_cv_is_left_to_a_person_and_never_held_against_anyone(
    database: Database, vault: Vault, notice: Notice
) -> None:
    a_dossier_with(database, vault, ("cv.pdf", b"%PDF-1.4\nnothing"))
    read_all(database, vault)

    assert screen_next(database, vault, notice, now=LATER)

    with database.reading_session() as session:
        verdicts = {each.criterion: each.verdict for each in the_row(session).judgements}
    assert {verdicts[name] for name in ("degree", "experience", "french", "arabic")} == {"unclear"}


def test_a_dossier_that_was_tried_too_often_is_left_to_a_person(
    database: Database, vault: Vault, notice: Notice
) -> None:
    a_dossier_with(database, vault, ("cv.txt", CV.encode()))
    read_all(database, vault)
    with database.unit_of_work() as session:
        take_up(session, notice, now=ARRIVAL)
        session.execute(update(ScreeningRow).values(attempts=step.MOST_ATTEMPTS))

    assert screen_next(database, vault, notice, now=LATER)

    with database.reading_session() as session:
        assert the_row(session).state == WorkState.FAILED


def test_equals_share_a_rank_and_stand_in_an_order_that_arrival_cannot_move(
    database: Database, vault: Vault, notice: Notice
) -> None:
    for number in (1, 2, 3):
        a_dossier_with(database, vault, ("cv.txt", CV.encode()), number=number)
    a_dossier_with(database, vault, ("cv.txt", CV.replace(": courant", ": notions").encode()), number=4)
    read_all(database, vault)
    now: datetime = LATER
    while screen_next(database, vault, notice, now=now):
        now += timedelta(seconds=1)

    with database.reading_session() as session:
        rows = ranking(session, notice)
        found = session.execute(
            select(Dossier.reference, ScreeningRow.order_key).join(ScreeningRow, ScreeningRow.dossier_id == Dossier.id)
        ).all()
        keys = dict(map(tuple, found))
        pieces = len(session.scalars(select(Piece)).all())

    assert ([row.rank for row in rows], pieces) == ([1, 1, 1, 4], 4)
    equals = [keys[row.reference] for row in rows[:3]]
    assert equals == sorted(equals, key=str)
