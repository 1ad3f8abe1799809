"""The same person twice is shown to a human, with what the two dossiers share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.db.session import Database
from app.intake.duplicates import Likeness, SameAs, names_are_alike, others_like
from app.intake.queries import dossier_by_reference
from app.posting.notice import Notice
from tests.intake.test_receive import CV, LETTER, SALMAS, send
from tests.people import STRANGER


def test_each_thing_two_dossiers_share_is_named(database: Database, notice: Notice) -> None:
    mine = send(database, notice).reference
    elsewhere = replace(SALMAS, secret_sha256=None, files=(replace(CV, sha256="1" * 64),))
    same_address = send(
        database,
        notice,
        replace(elsewhere, idempotency_key="2", name="Salma B", phone="", email=SALMAS.email.upper()),
    ).reference
    same_file = send(
        database,
        notice,
        replace(elsewhere, idempotency_key="3", name=STRANGER.name, email=STRANGER.email, phone="", files=(LETTER,)),
    ).reference
    send(database, notice, replace(elsewhere, idempotency_key="4", name=STRANGER.name, email="x@example.org", phone=""))

    with database.reading_session() as session:
        dossier = dossier_by_reference(session, mine)
        assert dossier is not None
        found = others_like(session, dossier)

    assert set(found) == {Likeness(same_address, (SameAs.EMAIL,)), Likeness(same_file, (SameAs.FILE,))}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Inès Roche", "ROCHE Ines", True),
        ("Youssef Amrani", "Yousef Amrani", True),
        ("Youssef Amrani", "Yassine Amrani", False),
        ("سلمى بناني", "بناني سلمى", True),
        ("", "", False),
    ],
)
def test_names_are_compared_as_people_would(one: str, other: str, alike: bool) -> None:
    assert names_are_alike(one, other) is alike
