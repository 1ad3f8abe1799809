"""The log tells facts, not people."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.web.depends import DbSession
from tests.intake import samples
from tests.web.candidate.applicant import CV, LETTER, Applicant, upload
from tests.web.conftest import ADDRESS

NAME, ADDRESS_OF_HERS, PHONE = "Canarie Doree", "canarie@example.org", "0612345678"


def a_journey(app: FastAPI) -> Applicant:
    """Everything a candidate can do, with faults on the way."""

    @app.post("/fr/broken")
    def broken(session: DbSession) -> None:
        session.execute(text("INSERT INTO dossier (name) VALUES (:name)"), {"name": NAME})

    applicant = Applicant(TestClient(app, base_url=ADDRESS, client=("127.0.0.1", 1)))
    applicant.words |= {"name": NAME, "email": ADDRESS_OF_HERS, "phone": PHONE}
    applicant.save(upload("cv", f"CV {NAME}.pdf", samples.WINDOWS_PROGRAM))
    applicant.save(CV, LETTER)
    applicant.send()
    applicant.post("broken", {})
    applicant.browser.get(f"/fr/nope?name={NAME}")
    return applicant


@pytest.mark.parametrize("json", [False, True])
def test_no_name_address_number_or_secret_of_a_candidate_enters_the_log(
    settings: Settings, clock: object, capfd: pytest.CaptureFixture[str], json: bool
) -> None:
    app = create_app(settings.model_copy(update={"log_json": json}))
    with TestClient(app, base_url=ADDRESS):
        applicant = a_journey(app)
    logged = "".join(capfd.readouterr())

    assert "incident" in logged  # there was something that could have leaked
    assert "IntegrityError" in logged
    secrets = list(applicant.browser.cookies.values())
    assert secrets
    for canary in (NAME, ADDRESS_OF_HERS, PHONE, "+212612345678", *secrets):
        assert canary not in logged
