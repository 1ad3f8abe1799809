from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy.orm import Session

from app.db.session import Database
from app.intake.tables import Dossier, Piece
from app.posting.notice import BlindReading, Notice, PieceKind
from app.reading.tables import Reading
from app.review.correct import correct
from app.review.counts import figures
from app.review.decide import shortlist
from app.review.dossier_page import dossier_page
from app.review.listing import Filters, Group, Mark, PiecesFilter, Sort
from app.review.open_dossier import open_dossier
from app.review.queries import list_dossiers, neighbours, opened_count
from app.review.reasons import CorrectionReason, Reason
from app.review.standing import Standing
from app.screening.judgement import Overall, Verdict
from app.screening.tables import ScreeningRow
from app.work.claim import WorkState
from tests.people import INES, KARIM, SALMA, STRANGER, YOUSSEF
from tests.review.shelf import A_REASON, NOW, a_dossier, a_member, screened


def fill(session: Session, notice: Notice) -> dict[str, Dossier]:
    """Two eligible, one to be checked, one not eligible, one waiting, one late, one withdrawn."""
    made = {
        "best": a_dossier(session, SALMA, minutes=5),
        "good": a_dossier(session, KARIM, minutes=1),
        "doubt": a_dossier(session, INES, minutes=2, channel="mailbox"),
        "no": a_dossier(session, STRANGER, minutes=3),
        "waiting": a_dossier(session, SALMA, minutes=4),
        "late": a_dossier(session, YOUSSEF, minutes=50_000, timeliness="late", channel="mailbox"),
        "gone": a_dossier(session, STRANGER, minutes=6, withdrawn_at=NOW),
    }
    screened(session, made["best"], notice, points=(80, 80))
    screened(session, made["good"], notice, points=(60, 75), verdicts={"dossier": "unclear"})
    screened(session, made["doubt"], notice, overall="to_review", points=(90, 95), verdicts={"experience": "unclear"})
    screened(session, made["no"], notice, overall="not_eligible", points=(70, 70), verdicts={"degree": "not_met"})
    session.add(ScreeningRow(dossier_id=made["waiting"].id, state=WorkState.PENDING, not_before=NOW))
    return made


def named(made: dict[str, Dossier], references: list[str]) -> list[str]:
    names = {dossier.reference: name for name, dossier in made.items()}
    return [names[reference] for reference in references]


def listed(session: Session, notice: Notice, made: dict[str, Dossier], filters: Filters, member: int) -> list[str]:
    return named(made, [row.reference for row in list_dossiers(session, notice, filters, member_id=member).rows])


def test_the_class_comes_before_the_points_and_late_and_withdrawn_stand_apart(
    database: Database, notice: Notice
) -> None:
    with database.unit_of_work() as session:
        hind, made = a_member(session), fill(session, notice)
        page = list_dossiers(session, notice, Filters(), member_id=hind.id)
        assert named(made, [row.reference for row in page.rows]) == [
            "best", "good", "doubt", "no", "waiting", "late", "gone",
        ]  # fmt: skip
        assert [row.group for row in page.rows] == [
            Group.ELIGIBLE, Group.ELIGIBLE, Group.TO_REVIEW, Group.NOT_ELIGIBLE,
            Group.WAITING, Group.LATE, Group.WITHDRAWN,
        ]  # fmt: skip
        assert (page.first, page.total, page.has_before, page.has_after) == (1, 7, False, False)


def test_pages_by_key_meet_every_dossier_once_forwards_and_backwards(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        hind, made = a_member(session), fill(session, notice)
        everything = listed(session, notice, made, Filters(), hind.id)
        forwards: list[str] = []
        after = None
        while True:
            page = list_dossiers(session, notice, Filters(), member_id=hind.id, after=after, limit=2)
            assert page.first == len(forwards) + 1
            forwards += [row.reference for row in page.rows]
            if not page.has_after:
                break
            after = forwards[-1]
        assert named(made, forwards) == everything
        backwards = list_dossiers(session, notice, Filters(), member_id=hind.id, before=forwards[-1], limit=3)
        assert (named(made, [row.reference for row in backwards.rows]), backwards.first) == (everything[3:6], 4)
        assert (backwards.has_before, backwards.has_after) == (True, True)
        assert list_dossiers(session, notice, Filters(), member_id=hind.id, after="ZZZZZZZZ").first == 1


def test_neighbours_are_those_of_the_list_the_dossier_was_opened_from(
    sqlite_database: Database, notice: Notice
) -> None:
    with sqlite_database.unit_of_work() as session:
        hind, made = a_member(session), fill(session, notice)
        around = neighbours(session, notice, Filters(), made["doubt"], member_id=hind.id)
        assert (around.before, around.after) == (made["good"].reference, made["no"].reference)
        assert (around.place, around.total) == (3, 7)
        outside = neighbours(session, notice, Filters(overall=Overall.ELIGIBLE), made["doubt"], member_id=hind.id)
        assert (outside.before, outside.after, outside.place, outside.total) == (None, None, 0, 2)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(sort=Sort.RECEIVED), ["good", "doubt", "no", "waiting", "best", "late", "gone"]),
        (Filters(overall=Overall.TO_REVIEW), ["doubt"]),
        (Filters(standing=Standing.SHORTLISTED), ["best"]),
        (Filters(standing=Standing.TO_REVIEW, overall=Overall.ELIGIBLE), ["good"]),
        (Filters(pieces=PiecesFilter.UNREADABLE), ["doubt"]),
        (Filters(pieces=PiecesFilter.COMPLETE), ["best", "doubt", "no"]),
        (Filters(words="%"), []),
        (Filters(words=SALMA.name), []),  # the reading is blind
    ],
)
def test_each_filter_keeps_what_it_says(
    database: Database, notice: Notice, filters: Filters, expected: list[str]
) -> None:
    with database.unit_of_work() as session:
        hind, made = a_member(session), fill(session, notice)
        open_dossier(session, made["best"], by=hind.id, now=NOW)
        shortlist(session, made["best"], by=hind.id, reason=A_REASON, seen=0, now=NOW)
        make_unreadable(session, made["doubt"])
        assert listed(session, notice, made, filters, hind.id) == expected


def test_the_beginning_of_a_reference_finds_it_and_a_name_only_when_the_reading_is_open(
    sqlite_database: Database, notice: Notice
) -> None:
    open_notice = dataclasses.replace(notice, blind_reading=BlindReading.OFF)
    with sqlite_database.unit_of_work() as session:
        hind, made = a_member(session), fill(session, notice)
        beginning = made["no"].reference[:6].lower()
        assert listed(session, notice, made, Filters(words=beginning), hind.id) == ["no"]
        assert listed(session, open_notice, made, Filters(words="inès"[:2]), hind.id) == ["doubt"]
        rows = list_dossiers(session, open_notice, Filters(), member_id=hind.id).rows
        assert rows[0].name == SALMA.name
        assert list_dossiers(session, notice, Filters(), member_id=hind.id).rows[0].name is None


def test_unopened_dossiers_come_first_in_an_order_that_tells_nothing(sqlite_database: Database, notice: Notice) -> None:
    with sqlite_database.unit_of_work() as session:
        hind, made = a_member(session), fill(session, notice)
        open_dossier(session, made["best"], by=hind.id, now=NOW)
        page = list_dossiers(session, notice, Filters(sort=Sort.UNOPENED), member_id=hind.id)
        shelf = [row.reference for row in page.rows if row.group is Group.UNOPENED]
        assert shelf == sorted(shelf)
        assert named(made, [row.reference for row in page.rows][4:]) == ["best", "late", "gone"]
        assert opened_count(session, notice, member_id=hind.id) == (1, 5)


def test_a_reading_without_points_shows_neither_verdict_nor_point_nor_their_order(
    sqlite_database: Database, notice: Notice
) -> None:
    hidden = dataclasses.replace(notice, blind_reading=BlindReading.IDENTITY_AND_POINTS)
    with sqlite_database.unit_of_work() as session:
        hind, made = a_member(session), fill(session, notice)
        page = list_dossiers(session, hidden, Filters(overall=Overall.ELIGIBLE), member_id=hind.id)
        ranked = [row for row in page.rows if row.group is Group.ALL]
        assert {(row.overall, row.points, row.cells) for row in ranked} == {(None, None, ())}
        assert [row.reference for row in ranked] == sorted(
            made[name].reference for name in ("best", "good", "doubt", "no", "waiting")
        )


def test_silence_of_a_cv_nobody_could_read_is_unread_and_a_persons_word_goes_before_the_machines(
    sqlite_database: Database, notice: Notice
) -> None:
    with sqlite_database.unit_of_work() as session:
        hind, made = a_member(session), fill(session, notice)
        make_unreadable(session, made["doubt"])
        open_dossier(session, made["no"], by=hind.id, now=NOW)
        reason = Reason(CorrectionReason.MISREAD)
        correct(session, made["no"], notice, "degree", Verdict.MET, by=hind.id, reason=reason, seen=0, now=NOW)
        rows = {row.reference: row for row in list_dossiers(session, notice, Filters(), member_id=hind.id).rows}
        cells = {
            name: {cell.criterion: (cell.mark, cell.by_person) for cell in rows[made[name].reference].cells}
            for name in ("doubt", "no")
        }
        assert cells["doubt"]["experience"] == (Mark.UNREAD, False)
        assert cells["doubt"]["degree"] == (Mark.MET, False)
        assert cells["no"]["degree"] == (Mark.MET, True)
        counted = {row.criterion.id: row.counts for row in figures(session, notice, member_id=hind.id).criteria}
        assert (counted["experience"][Mark.UNREAD], counted["experience"][Mark.UNCLEAR]) == (1, 0)
        assert (counted["degree"][Mark.MET], counted["degree"][Mark.NOT_MET]) == (4, 0)


def test_references_found_inside_a_cv_are_not_said_to_be_missing(sqlite_database: Database, notice: Notice) -> None:
    with sqlite_database.unit_of_work() as session:
        hind, made = a_member(session), fill(session, notice)
        rows = {row.reference: row for row in list_dossiers(session, notice, Filters(), member_id=hind.id).rows}
        missing = {name: rows[made[name].reference].missing for name in ("best", "good", "waiting")}
        pages = {name: dossier_page(session, notice, made[name], member_id=hind.id).missing for name in missing}
        assert missing == {"best": (), "good": (PieceKind.REFERENCES,), "waiting": (PieceKind.REFERENCES,)}
        assert pages == missing


def test_the_dashboards_figures_are_those_of_the_list(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        hind, made = a_member(session), fill(session, notice)
        make_unreadable(session, made["doubt"])
        open_dossier(session, made["best"], by=hind.id, now=NOW)
        shortlist(session, made["best"], by=hind.id, reason=A_REASON, seen=0, now=NOW)
        found = figures(session, notice, member_id=hind.id)
        assert dataclasses.astuple(found.funnel) == (5, 3, 2, 1)
        assert (found.late, found.withdrawn, found.waiting, found.unopened, found.unread_count) == (1, 1, 1, 4, 1)
        assert [(file.reference, file.kind, file.why) for file in found.unread] == [
            (made["doubt"].reference, "cv", "encrypted")
        ]
        assert len(found.arrivals) == 6


def make_unreadable(session: Session, dossier: Dossier) -> None:
    cv = session.query(Piece).filter_by(dossier_id=dossier.id, kind="cv").one()
    reading = session.query(Reading).filter_by(piece_id=cv.id).one()
    reading.text, reading.why = None, "encrypted"
    session.flush()
