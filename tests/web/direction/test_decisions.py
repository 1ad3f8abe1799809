from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.intake.tables import Dossier, Message
from app.mailing.tables import Letter
from app.review.tables import Correction, Decision, Note, Release
from app.web.depends import House
from tests.people import A_WEEK_BEFORE, INES, SALMA, Person
from tests.web.direction.conftest import Office, reference_of


def decide(office: Office, house: House, person: Person, to: str, *, status: int = 200, **fields: str) -> str:
    reference = reference_of(house, person)
    office.get(f"/direction/dossiers/{reference}")
    seen = re.search(r'name="seen" value="(\d+)"></form>', office.page)
    assert seen
    sent = {"to": to, "reason": "answers_the_notice", "words": "", "seen": seen.group(1)} | fields
    return office.post(f"/direction/dossiers/{reference}/decision", status, **sent).text


def standings(house: House) -> list[tuple[str, str]]:
    with house.database.reading_session() as session:
        rows = session.execute(
            select(Dossier.email, Decision.standing)
            .join(Dossier, Dossier.id == Decision.dossier_id)
            .order_by(Decision.id)
        )
        return [tuple(row) for row in rows]


def test_a_decision_with_its_reason_is_made_and_taken_back(filled: House, hind: Office) -> None:
    page = decide(hind, filled, SALMA, "shortlisted")
    assert "Présélectionné" in page
    assert "Répond à l’avis" in page
    reference = reference_of(filled, SALMA)
    hind.post(f"/direction/dossiers/{reference}/annuler", seen="1")
    assert standings(filled) == [(SALMA.email, "shortlisted"), (SALMA.email, "to_review")]


def test_a_decision_without_a_reason_says_so_and_changes_nothing(filled: House, hind: Office) -> None:
    page = decide(hind, filled, SALMA, "set_aside", status=422, reason="")
    assert "Il manque un motif" in page
    assert standings(filled) == []


def test_the_second_of_two_readers_is_told_and_nothing_is_overwritten(
    filled: House, hind: Office, karim: Office
) -> None:
    reference = reference_of(filled, SALMA)
    karim.get(f"/direction/dossiers/{reference}")
    decide(hind, filled, SALMA, "shortlisted")
    answer = karim.post(
        f"/direction/dossiers/{reference}/decision", 409, to="set_aside", reason="further_profile", words="", seen="0"
    )
    assert "Quelqu’un a été plus rapide" in answer.text
    assert f'href="/direction/dossiers/{reference}"' in answer.text
    assert standings(filled) == [(SALMA.email, "shortlisted")]


def test_unknown_values_and_doubled_fields_are_refused_not_guessed(filled: House, hind: Office) -> None:
    decide(hind, filled, SALMA, "hired", status=422)
    decide(hind, filled, SALMA, "shortlisted", status=422, seen="many")
    reference = reference_of(filled, SALMA)
    token = re.search(r'name="jeton" value="(\w+)"', hind.get(f"/direction/dossiers/{reference}"))
    assert token
    body = f"jeton={token.group(1)}&seen=0&reason=other&words=abc&to=shortlisted&to=set_aside"
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert (
        hind.browser.post(f"/direction/dossiers/{reference}/decision", content=body, headers=headers).status_code == 422
    )
    assert hind.browser.get("/direction/dossiers/AAAAAAAA").status_code == 404
    assert standings(filled) == []


def test_a_persons_verdict_and_note_stand_on_the_page(filled: House, hind: Office) -> None:
    reference = reference_of(filled, INES)
    hind.get(f"/direction/dossiers/{reference}")
    hind.post(
        f"/direction/dossiers/{reference}/criteres/experience",
        verdict="met", reason="seen_elsewhere", words="Dans la lettre", seen="0", piece="0",
    )  # fmt: skip
    page = hind.post(f"/direction/dossiers/{reference}/notes", note="À appeler").text
    assert "Dans la lettre" in page
    assert "À appeler" in page
    assert page.index("Trouvé") < page.index("le programme")
    with filled.database.reading_session() as session:
        assert session.scalars(select(Correction.verdict)).all() == ["met"]
        assert session.scalars(select(Note.text)).all() == ["À appeler"]


def test_bulk_shows_who_moves_and_who_stays_before_anything_changes(filled: House, hind: Office) -> None:
    salma, ines = reference_of(filled, SALMA), reference_of(filled, INES)
    hind.get(f"/direction/dossiers/{salma}")
    hind.get("/direction/dossiers")
    preview = hind.post("/direction/dossiers/choix", to="reserve", ref=[salma, ines]).text
    assert f'name="ref" value="{salma}:0"' in preview
    assert f'name="ref" value="{ines}:0"' not in preview
    assert "Vous n’avez pas ouvert ce dossier" in preview
    assert standings(filled) == []
    done = hind.post(
        "/direction/dossiers/choix/faire",
        to="reserve",
        ref=[f"{salma}:0", f"{ines}:0"],
        reason="further_profile",
        words="",
    ).text
    assert "1 sur 2 faits" in done
    assert standings(filled) == [(SALMA.email, "reserve")]


def test_letters_leave_only_when_nothing_stands_in_the_way_and_the_count_is_typed(
    filled: House, hind: Office, new_browser: Callable[[], TestClient]
) -> None:
    decide(hind, filled, SALMA, "shortlisted")
    hind.get("/direction/courriers")
    hind.post("/direction/courriers/preparer", language="both")
    letter = re.search(r'name="letter" value="(\d+)"', hind.page)
    assert letter
    held = hind.post("/direction/courriers/envoyer", 409, letter=letter.group(1), count="1")
    assert "Aucune lettre n’est partie" in held.text
    assert reference_of(filled, INES)[:4] in hind.get("/direction/courriers")

    hind.get(f"/direction/dossiers/{reference_of(filled, INES)}")
    hind.get("/direction/messages/1")
    hind.post("/direction/messages/1/ignorer", reason="Une question, pas une candidature")
    hind.get("/direction/courriers")
    wrong = hind.post("/direction/courriers/envoyer", 409, letter=letter.group(1), count="2")
    assert "Le nombre tapé" in wrong.text
    hind.post("/direction/courriers/envoyer", letter=letter.group(1), count="1")
    with filled.database.reading_session() as session:
        sent = session.scalars(select(Letter)).one()
        assert (sent.state, sent.recipient, session.scalars(select(Release.decision_id)).all()) == (
            "approved",
            SALMA.email,
            [sent.decision_id],
        )
        assert session.scalars(select(Message.sorting_reason)).all() == ["Une question, pas une candidature"]

    reference = reference_of(filled, SALMA)
    page = hind.get(f"/direction/dossiers/{reference}")
    assert "la décision est liée" in page
    bound = hind.post(f"/direction/dossiers/{reference}/annuler", 409, seen="1")
    assert "une lettre partie le lie" in bound.text


def test_each_letter_is_read_before_it_leaves_one_after_the_other(filled: House, hind: Office) -> None:
    decide(hind, filled, SALMA, "shortlisted")
    decide(hind, filled, INES, "shortlisted")
    hind.get("/direction/courriers")
    hind.post("/direction/courriers/preparer", language="both")
    first = re.search(r'rel="next" href="/direction/courriers\?lettre=(\d+)"', hind.page)
    assert first
    second_page = hind.get(f"/direction/courriers?lettre={first.group(1)}")
    assert 'rel="prev"' in second_page
    assert 'rel="next"' not in second_page
    assert hind.browser.get("/direction/courriers?lettre=999").status_code == 200


def test_releasing_asks_who_you_are_again_when_the_sign_in_is_old(filled: House, hind: Office, clock: object) -> None:
    from datetime import timedelta

    decide(hind, filled, SALMA, "shortlisted")
    hind.get("/direction/courriers")
    hind.post("/direction/courriers/preparer", language="fr")
    clock.move_to(A_WEEK_BEFORE + timedelta(minutes=20))  # type: ignore[attr-defined]
    page = hind.get("/direction/courriers")
    assert 'name="password"' in page
    letter = re.search(r'name="letter" value="(\d+)"', page)
    assert letter
    refused = hind.post("/direction/courriers/envoyer", 422, letter=letter.group(1), count="1", password="not it")
    assert "Mot de passe inexact" in refused.text


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_message_without_files_makes_no_dossier_and_says_what_to_do(
    filled: House, hind: Office, language: str
) -> None:
    hind.get(f"/direction/langue/{language}?suite=/direction/messages/1")
    answer = hind.post("/direction/messages/1/dossier", 409, in_time="yes", reason="Je crois que oui")
    assert {"fr": "Impossible d’en faire un dossier", "ar": "لا يمكن إنشاء ملف"}[language] in answer.text
