"""A candidate applies, without script, in French and in Arabic; whatever is wrong is said and nothing is lost."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from markupsafe import escape
from sqlalchemy import func, select
from starlette.testclient import TestClient

from app.intake.queries import dossier_by_reference
from app.intake.reference import spaced
from app.intake.tables import Dossier, Draft
from app.intake.typed import one_line
from app.intake.uploads import MAX_FILE_BYTES
from app.mailing.tables import Letter
from app.reading.tables import Reading
from app.web.depends import House
from tests.intake import samples
from tests.people import A_WEEK_BEFORE, AFTER_CLOSING, CLOSING, MILLISECOND, SALMA
from tests.web.candidate.applicant import CV, LETTER, Applicant, problems, reference, token, upload

NOT_SUBMITTED = {"fr": "NON DÉPOSÉ", "ar": "غير مُودَع"}


@pytest.fixture(params=["fr", "ar"])
def applicant(request: pytest.FixtureRequest, browser: TestClient) -> Applicant:
    return Applicant(browser, request.param)


def dossiers(house: House) -> int:
    with house.database.reading_session() as session:
        return session.scalar(select(func.count()).select_from(Dossier)) or 0


def letters(house: House) -> list[tuple[str, str, str]]:
    """Each letter's kind, state, and the reference in its subject."""
    with house.database.reading_session() as session:
        kept = session.scalars(select(Letter).order_by(Letter.id)).all()
        return [(each.kind, each.state, each.subject.rpartition("[")[2].rstrip("]")) for each in kept]


def test_from_the_notice_to_the_receipt(applicant: Applicant, house: House) -> None:
    assert f'href="/{applicant.language}/postuler"' in applicant.get("")

    number = applicant.apply()

    with house.database.reading_session() as session:
        dossier = dossier_by_reference(session, number)
        assert dossier is not None
        assert (dossier.name, dossier.email, dossier.phone, dossier.language, dossier.received_at) == (
            SALMA.name,
            SALMA.email,
            "+212600000001",
            applicant.language,
            A_WEEK_BEFORE,
        )
        assert [(each.kind, each.file_name, house.vault.read(each.sha256)) for each in dossier.pieces] == [
            ("cv", "cv.pdf", CV[1][1]),
            ("letter", "lettre.pdf", LETTER[1][1]),
        ]
        assert [(each.name, each.email) for each in dossier.referees] == [("أمينة لحلو", "a.lahlou@example.org")]
        assert dossier.consent_at == A_WEEK_BEFORE


def test_the_receipt_proves_the_hour_and_the_files(applicant: Applicant) -> None:
    applicant.apply()

    page = applicant.get("recu")

    assert "2026-04-27 15:00:00 UTC" in page
    assert {"fr": "16\u00a0h\u00a000\u00a0min\u00a000\u00a0s", "ar": "16:00:00"}[applicant.language] in page
    assert {"fr": "heure du Maroc", "ar": "بتوقيت المغرب"}[applicant.language] in page
    assert hashlib.sha256(CV[1][1]).hexdigest() in page
    assert hashlib.sha256(LETTER[1][1]).hexdigest() in page


def test_every_page_says_not_submitted_until_there_is_a_receipt(applicant: Applicant) -> None:
    said = NOT_SUBMITTED[applicant.language]
    assert said in applicant.get("postuler")
    assert said in applicant.save(CV)[2]
    assert said in applicant.save(LETTER)[2]
    assert said in applicant.get("verifier")

    assert said not in applicant.send()[2]


@pytest.mark.parametrize("field", ["name", "email", "phone", "consent"])
def test_a_missing_field_is_named_and_the_rest_is_kept(applicant: Applicant, house: House, field: str) -> None:
    status, _, page = applicant.save(CV, LETTER, **{field: None})

    sentences = {
        "name": {"fr": "Écrivez votre nom", "ar": "اكتبوا اسمكم"},
        "email": {"fr": "Écrivez votre adresse électronique", "ar": "اكتبوا بريدكم الإلكتروني"},
        "phone": {"fr": "Écrivez votre numéro de téléphone", "ar": "اكتبوا رقم هاتفكم"},
        "consent": {"fr": "Cochez la case pour donner votre accord", "ar": "ضعوا علامة في الخانة للتعبير عن موافقتكم"},
    }
    assert (status, problems(page)) == (422, [(field, sentences[field][applicant.language])])
    assert page.count("cv.pdf") == page.count("lettre.pdf") == 2  # the file, and its name on the button that removes it
    assert f'value="{SALMA.name}"' in page or field == "name"
    assert f'id="{field}-erreur"' in page
    assert dossiers(house) == 0


def test_missing_files_are_named(applicant: Applicant) -> None:
    sentences = {
        "fr": [("cv", "Choisissez votre CV"), ("letter", "Choisissez votre lettre de motivation")],
        "ar": [("cv", "اختاروا سيرتكم الذاتية"), ("letter", "اختاروا رسالة التحفيز")],
    }
    assert problems(applicant.save()[2]) == sentences[applicant.language]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"",
            {
                "fr": "Le fichier «\u00a0cv.pdf\u00a0» est vide\u00a0: choisissez-le à nouveau, ou choisissez-en un autre",
                "ar": "الملف «cv.pdf» فارغ: أعيدوا اختياره أو اختاروا ملفاً آخر",
            },
        ),
        (
            samples.WINDOWS_PROGRAM,
            {
                "fr": "«\u00a0cv.pdf\u00a0» n’est pas un document que nous pouvons recevoir, quel que soit son nom\u00a0: "
                "choisissez un fichier PDF, Word ou OpenDocument, ou une photo",
                "ar": "«cv.pdf» ليس وثيقة يمكننا قبولها مهما كان اسمه: اختاروا ملف PDF أو Word أو OpenDocument، أو صورة",
            },
        ),
        (
            samples.pdf() + bytes(MAX_FILE_BYTES),
            {
                "fr": "«\u00a0cv.pdf\u00a0» est trop lourd\u00a0: choisissez un fichier de 10\u202fMo au plus",
                "ar": "الملف «cv.pdf» كبير جداً: اختاروا ملفاً لا يتجاوز 10 ميغابايت",
            },
        ),
    ],
    ids=["empty", "program", "too large"],
)
def test_a_file_that_cannot_be_taken_gets_its_sentence_and_the_other_stays(
    applicant: Applicant, content: bytes, said: dict[str, str]
) -> None:
    status, _, page = applicant.save(upload("cv", "cv.pdf", content), LETTER)

    found = [(field, sentence.replace("\u00a0Mo", "\u202fMo")) for field, sentence in problems(page)]
    assert (status, found) == (422, [("cv", said[applicant.language])])
    assert "lettre.pdf" in page


def test_a_pdf_with_a_password_is_taken_and_said_to_be_unreadable(applicant: Applicant, house: House) -> None:
    applicant.save(upload("cv", "cv.pdf", samples.pdf(password="secret")), LETTER)
    said = {
        "fr": "Peut-être illisible, sera déposé quand même",
        "ar": "قد يكون غير مقروء، وسيُودَع مع ملفكم",
    }[applicant.language]
    assert said in applicant.get("postuler")

    page = applicant.send()[2]

    assert {"fr": "déposé quand même", "ar": "وأُودع رغم ذلك"}[applicant.language] in page
    assert dossiers(house) == 1


def test_files_are_kept_from_page_to_page_and_can_be_taken_out(applicant: Applicant) -> None:
    applicant.save(CV)
    applicant.save(LETTER)
    page = applicant.get("postuler")
    assert ("cv.pdf" in page, "lettre.pdf" in page) == (True, True)

    number = page.partition('name="remove" value="')[2].partition('"')[0]
    page = applicant.save(remove=number)[2]

    assert ("cv.pdf" in page, "lettre.pdf" in page) == (False, True)


def test_one_candidate_cannot_take_out_the_file_of_another(new_browser: Callable[[], TestClient], house: House) -> None:
    salma, stranger = Applicant(new_browser()), Applicant(new_browser())
    salma.save(CV)
    number = salma.get("postuler").partition('name="remove" value="')[2].partition('"')[0]

    stranger.save(remove=number)

    assert "cv.pdf" in salma.get("postuler")
    assert "cv.pdf" not in stranger.get("postuler")


def test_the_same_draft_speaks_the_other_language(browser: TestClient) -> None:
    Applicant(browser, "fr").save(CV)

    page = Applicant(browser, "ar").get("postuler")

    assert 'dir="rtl"' in page
    assert "cv.pdf" in page
    assert SALMA.email in page


def test_a_draft_can_be_saved_half_way(applicant: Applicant) -> None:
    status, path, page = applicant.save(save="draft", email="half@", phone=None, consent=None)

    assert (status, path, problems(page)) == (200, f"/{applicant.language}/postuler", [])
    assert "half@" in page


def test_fewer_references_than_asked_is_a_warning_and_no_obstacle(applicant: Applicant) -> None:
    applicant.words = {key: value for key, value in applicant.words.items() if "referees" not in key}
    applicant.save(CV, LETTER)
    assert {"fr": "3 références sont demandées", "ar": "تُطلب 3 مراجع"}[applicant.language] in applicant.get("verifier")

    assert applicant.send()[0] == 200


def test_what_is_sent_is_what_was_seen(applicant: Applicant, house: House) -> None:
    applicant.save(CV, LETTER)
    seen_before = applicant.get("verifier")
    applicant.save(name="Changed In Another Tab")

    answer = applicant.browser.post(
        f"/{applicant.language}/envoyer",
        data={"token": token(seen_before), "seen": seen_before.partition('name="seen" value="')[2].partition('"')[0]},
    )

    assert answer.url.path == f"/{applicant.language}/verifier"
    assert "Changed In Another Tab" in answer.text
    assert dossiers(house) == 0


def test_a_double_click_is_one_dossier_and_one_receipt(applicant: Applicant, house: House) -> None:
    applicant.save(CV, LETTER)
    page = applicant.get("verifier")
    data = {"token": token(page), "seen": page.partition('name="seen" value="')[2].partition('"')[0]}
    together = threading.Barrier(8)

    def click(_: int) -> tuple[int, str]:
        together.wait()
        answer = applicant.browser.post(f"/{applicant.language}/envoyer", data=data)
        return answer.status_code, reference(answer.text)

    with ThreadPoolExecutor(8) as clicks:
        answers = list(clicks.map(click, range(8)))

    assert len(set(answers)) == 1
    assert dossiers(house) == 1


def test_the_receipts_mail_is_kept_with_the_dossier_and_only_once(applicant: Applicant, house: House) -> None:
    number = applicant.apply()
    applicant.post("envoyer", {"token": token(applicant.get("recu"))})

    assert letters(house) == [("receipt", "approved", spaced(number))]


def test_going_back_and_sending_again_shows_the_same_receipt(applicant: Applicant, house: House) -> None:
    number = applicant.apply()

    assert reference(applicant.get("postuler")) == number
    assert reference(applicant.get("verifier")) == number
    assert dossiers(house) == 1


def test_the_draft_is_gone_once_it_is_a_dossier(applicant: Applicant, house: House) -> None:
    applicant.apply()

    with house.database.reading_session() as session:
        assert session.scalars(select(Draft)).all() == []


def test_a_shared_machine_forgets(applicant: Applicant) -> None:
    applicant.apply()

    applicant.post("terminer", {"token": token(applicant.get("recu"))})

    assert SALMA.email not in applicant.get("postuler")
    assert SALMA.email not in applicant.get("recu")


def test_a_dossier_is_withdrawn_after_asking_once_more(applicant: Applicant, house: House) -> None:
    number = applicant.apply()

    page = applicant.post("retirer", {"token": token(applicant.get("retirer"))})[2]

    assert {"fr": "Votre candidature est retirée", "ar": "سُحب ترشيحكم"}[applicant.language] in page
    with house.database.reading_session() as session:
        dossier = dossier_by_reference(session, number)
        assert dossier is not None
        assert dossier.withdrawn_at == A_WEEK_BEFORE


# --- closing -----------------------------------------------------------------------------------------------------


def test_a_millisecond_before_closing_is_in_time(applicant: Applicant, clock: time_machine.Traveller) -> None:
    applicant.save(CV, LETTER)
    clock.move_to(CLOSING - MILLISECOND)

    assert applicant.send()[1] == f"/{applicant.language}/recu"


def test_at_16h00_exactly_it_is_refused_with_a_page_and_the_draft_stays_readable(
    applicant: Applicant, clock: time_machine.Traveller, house: House
) -> None:
    applicant.save(CV, LETTER)
    page = applicant.get("verifier")
    data = {"token": token(page), "seen": page.partition('name="seen" value="')[2].partition('"')[0]}
    clock.move_to(CLOSING)

    status, _, closed = applicant.post("envoyer", data)

    assert status == 403
    assert {"fr": "Les candidatures sont closes", "ar": "انتهى أجل إيداع الترشيحات"}[applicant.language] in closed
    assert NOT_SUBMITTED[applicant.language] in closed
    assert "cv.pdf" in closed
    assert SALMA.email in closed
    assert "cv.pdf" in applicant.get("postuler")
    assert dossiers(house) == 0


def test_a_form_that_comes_after_closing_is_refused(applicant: Applicant, clock: time_machine.Traveller) -> None:
    page = applicant.get("postuler")
    clock.move_to(CLOSING)

    status, _, closed = applicant.post("postuler", {"token": token(page), **applicant.words}, [CV, LETTER])

    assert (status, problems(closed)) == (403, [])


def test_a_receipt_can_be_seen_after_closing_but_nothing_withdrawn(
    applicant: Applicant, clock: time_machine.Traveller
) -> None:
    number = applicant.apply()
    form = token(applicant.get("retirer"))
    clock.move_to(AFTER_CLOSING)

    assert reference(applicant.get("recu")) == number
    assert applicant.post("retirer", {"token": form})[0] == 403


def test_in_the_last_hour_the_form_can_be_sent_in_one_go(
    applicant: Applicant, clock: time_machine.Traveller, house: House
) -> None:
    assert 'name="send"' not in applicant.get("postuler")
    clock.move_to(CLOSING - timedelta(minutes=30))
    assert 'name="send"' in applicant.get("postuler")

    path = applicant.save(CV, LETTER, send="now")[1]

    assert path == f"/{applicant.language}/recu"
    assert dossiers(house) == 1


@pytest.mark.parametrize(
    ("after", "kept"), [(timedelta(minutes=10), True), (timedelta(minutes=10, milliseconds=1), False)]
)
def test_a_request_that_straddles_closing_is_kept_for_ten_minutes_and_flagged(
    new_browser: Callable[[], TestClient], clock: time_machine.Traveller, house: House, after: timedelta, kept: bool
) -> None:
    from tests.web.conftest import ADDRESS  # the application itself, wrapped below

    applicant = Applicant(new_browser())
    applicant.save(CV, LETTER)
    page = applicant.get("verifier")
    clock.move_to(CLOSING - MILLISECOND)
    site = applicant.browser.app

    async def slow_line(scope, receive, send):
        async def receive_late():
            clock.move_to(CLOSING + after)
            return await receive()

        await site(scope, receive_late, send)

    slow = TestClient(slow_line, base_url=ADDRESS, cookies=applicant.browser.cookies, follow_redirects=False)
    answer = slow.post(
        "/fr/envoyer",
        data={"token": token(page), "seen": page.partition('name="seen" value="')[2].partition('"')[0]},
    )

    assert answer.status_code == (303 if kept else 403)
    with house.database.reading_session() as session:
        assert session.scalars(select(Dossier.timeliness)).all() == (["in_flight"] if kept else [])


# --- strangers ---------------------------------------------------------------------------------------------------


def test_a_stranger_sees_no_receipt(applicant: Applicant, new_browser: Callable[[], TestClient]) -> None:
    applicant.apply()
    assert SALMA.email in applicant.get("recu")

    answer = new_browser().get("/fr/recu")

    assert answer.url.path == "/fr/postuler"
    assert SALMA.email not in answer.text


@pytest.mark.parametrize("page", ["postuler", "envoyer", "retirer", "terminer"])
@pytest.mark.parametrize("forged", ["", "0" * 64, "another browser's"])
def test_a_form_without_this_browsers_token_is_refused(
    applicant: Applicant, new_browser: Callable[[], TestClient], house: House, page: str, forged: str
) -> None:
    applicant.save(CV, LETTER)
    if forged == "another browser's":
        forged = token(Applicant(new_browser()).get("postuler"))

    status, _, _ = applicant.post(page, {"token": forged})

    assert status == 403
    assert dossiers(house) == 0


def test_a_field_filled_in_by_a_robot_is_shown_and_refused(applicant: Applicant) -> None:
    assert problems(applicant.save(CV, LETTER, website="http://spam.example.org")[2])[0][0] == "website"


def test_unknown_and_repeated_fields_are_refused_with_a_page(browser: TestClient) -> None:
    form = token(Applicant(browser).get("postuler"))

    unknown = browser.post("/fr/postuler", data={"token": form, "status": "shortlisted"})
    repeated = browser.post("/fr/postuler", data={"token": form, "name": ["A", "B"]})

    assert (unknown.status_code, repeated.status_code) == (422, 422)
    assert "Un champ que cette page ne connaît pas" in unknown.text
    assert "Le même champ a été envoyé deux fois" in repeated.text


TRAPS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "${7*7}",
    "%(name)s %s",
    "'; DROP TABLE dossier; --",
    '=HYPERLINK("http://x")',
    "\x1b[31mred",
    "%0d%0aSet-Cookie: a=b",
]


@pytest.mark.parametrize("trap", TRAPS)
def test_hostile_words_stay_words_on_every_page(applicant: Applicant, trap: str) -> None:
    applicant.words |= {"name": trap, "referees-0-name": trap, "referees-0-organisation": trap}

    form = applicant.save(upload("cv", f"{trap}.pdf", samples.pdf()), email=trap)[2]
    check = applicant.save(LETTER)[2]
    receipt = applicant.send()[2]

    shown = str(escape(one_line(trap)))
    for page in (form, check, receipt):
        assert shown in page
        assert "<script" not in page
        assert "<img" not in page
        assert "\x1b" not in page


def test_the_receipt_tells_how_far_reading_got(applicant: Applicant, house: House) -> None:
    number = applicant.apply()
    with house.database.unit_of_work() as session:
        dossier = dossier_by_reference(session, number)
        assert dossier is not None
        cv, letter = dossier.pieces
        for piece, facts in ((cv, {"text": b"x", "pages_count": 2}), (letter, {"why": "no_text"})):
            session.add(
                Reading(piece_id=piece.id, state="done", read_at=A_WEEK_BEFORE, not_before=A_WEEK_BEFORE, **facts)
            )

    page = applicant.get("recu")

    said = {
        "fr": ['Lu</span> <span class="soft">2 pages', "Illisible, déposé quand même", "pas de texte dans le fichier"],
        "ar": ['تمت قراءته</span> <span class="soft">صفحتان (2)', "غير مقروء، وأُودع رغم ذلك", "لا نص في الملف"],
    }
    for words in said[applicant.language]:
        assert words in page


def test_the_other_language_is_one_click_away_even_from_a_refusal(
    applicant: Applicant, clock: time_machine.Traveller
) -> None:
    applicant.save(CV, LETTER)
    form = token(applicant.get("verifier"))
    clock.move_to(CLOSING)

    closed = applicant.post("envoyer", {"token": form, "seen": "x"})[2]

    link = closed.partition('class="lang" href="')[2].partition('"')[0]
    other = {"fr": "ar", "ar": "fr"}[applicant.language]
    assert link == f"/{other}/verifier"
    assert f'lang="{other}"' in applicant.browser.get(link).text
