"""Two candidates apply, one in French and one in Arabic; the direction decides; one letter leaves. In a real browser."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect, sync_playwright

from app.clock import now
from app.db.open import migrate, open_database
from app.demo.mail_catcher import Caught, MailCatcher
from app.intake.reference import parse_reference
from app.staff.members import add_member
from app.staff.passwords import generate_password
from tests.fakes.service import ROOT, Service
from tests.people import HIND, SALMA, YOUSSEF, Person

PIECES = ROOT / "app" / "demo" / "pieces"
PATIENCE_MS = 60_000
T = TypeVar("T")

pytestmark = [pytest.mark.needs_browser, pytest.mark.timeout(600)]


@dataclass(frozen=True)
class Street:
    """The candidate's side in one language, in the words of its pages."""

    language: str
    name: str
    email: str
    phone: str
    agreement: str
    check: str
    send: str
    submitted: str


FRENCH = Street(
    "fr",
    "Nom complet",
    "Adresse électronique",
    "Téléphone",
    "J’ai lu ce que l’on fait de mes données",
    "Vérifier avant d’envoyer",
    "Envoyer ma candidature",
    "Votre candidature est déposée",
)
ARABIC = Street(
    "ar",
    "الاسم الكامل",
    "البريد الإلكتروني",
    "الهاتف",
    "اطّلعت على كيفية استعمال معطياتي",
    "المراجعة قبل الإرسال",
    "إرسال ترشيحي",
    "تم إيداع ترشيحكم",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser) -> Callable[[], Page]:
    def make() -> Page:
        page = chromium.new_context(java_script_enabled=False).new_page()
        page.set_default_timeout(PATIENCE_MS)
        return page

    return make


@pytest.fixture
def catcher(tmp_path: Path) -> Iterator[MailCatcher]:
    with MailCatcher(tmp_path / "caught", smtp_port=0, web_port=0) as open_catcher:
        yield open_catcher


@pytest.fixture
def password(tmp_path: Path) -> str:
    """Hind's password; her account is made before the service starts, as an operator does."""
    folder = tmp_path / "data"
    folder.mkdir()
    database = open_database(f"sqlite:///{folder / 'dossiers.sqlite3'}")
    migrate(database)
    made = generate_password()
    with database.unit_of_work() as session:
        add_member(session, HIND.email, name=HIND.name, password=made, now=now())
    database.close()
    return made


@pytest.fixture
def service(tmp_path: Path, catcher: MailCatcher, password: str) -> Iterator[Service]:
    settings = {
        "smtp_host": "127.0.0.1",
        "smtp_port": str(catcher.smtp_port),
        "smtp_security": "none",
        "mail_from": "recrutement@example.org",
        "demonstration": "true",
        "recall_seconds": "0",
    }
    with Service(tmp_path / "data", **settings) as running:
        yield running


def test_two_people_apply_one_is_shortlisted_and_only_that_one_is_invited(
    service: Service, catcher: MailCatcher, password: str, new_page: Callable[[], Page]
) -> None:
    youssef = _applies(new_page(), service, FRENCH, YOUSSEF, PIECES / "jihane-kabbaj")
    salma = _applies(new_page(), service, ARABIC, SALMA, PIECES / "najat-oubella")
    _then_each_got_a_receipt(catcher, {YOUSSEF.email: youssef, SALMA.email: salma})

    office = new_page()
    _signs_in(office, service, password)
    _sees_both_dossiers_screened(office, service, youssef, salma)
    _follows_a_verdict_to_its_box(office, service, salma)
    _sees_the_numbers_beside_the_boxes(office, service, youssef)
    _opens(office, service, salma)
    _decides(office, "shortlisted")
    _opens(office, service, youssef)
    _decides(office, "set_aside")
    _releases_the_letter(office, service, catcher)

    invitations = _wait_for(lambda: [letter for letter in catcher.letters if _is_invitation(letter)])
    assert [letter.recipients for letter in invitations] == [(SALMA.email,)]
    text = invitations[0].body("plain")
    assert text.index("يسعدنا أن ندعوكم إلى مقابلة") < text.index("nous avons le plaisir de vous inviter")
    assert f"{salma[:4]} {salma[4:]}" in text
    expect(_letter_state(office, service)).to_contain_text("Envoyé")
    assert [letter for letter in catcher.letters if YOUSSEF.email in letter.recipients and _is_invitation(letter)] == []
    _logs_name_nobody(service)


def _applies(page: Page, service: Service, street: Street, person: Person, pieces: Path) -> str:
    """Fill in, check, send without a script; the reference on the receipt."""
    page.goto(f"{service.url}/{street.language}/postuler")
    assert page.locator("html").get_attribute("dir") == ("rtl" if street.language == "ar" else "ltr")
    page.get_by_label(street.name).fill(person.name)
    page.get_by_label(street.email).fill(person.email)
    page.get_by_label(street.phone).fill("06 12 34 56 78")
    page.locator("input[name=cv]").set_input_files(_piece(pieces, "cv"))
    page.locator("input[name=letter]").set_input_files(_piece(pieces, "letter"))
    page.get_by_label(street.agreement).check()
    page.get_by_role("button", name=street.check).last.click()
    expect(page.get_by_text(person.email)).to_be_visible()
    page.get_by_role("button", name=street.send).click()
    expect(page.get_by_role("heading", name=street.submitted)).to_be_visible()
    reference = parse_reference(page.locator(".ref-big").inner_text())
    assert reference is not None
    return reference


def _piece(folder: Path, kind: str) -> Path:
    return next(path for path in sorted(folder.iterdir()) if path.stem == kind)


def _then_each_got_a_receipt(catcher: MailCatcher, expected: dict[str, str]) -> None:
    _wait_for(lambda: len(catcher.letters) == len(expected))
    for letter in catcher.letters:
        (address,) = letter.recipients
        reference = expected[address]
        assert f"[{reference[:4]} {reference[4:]}]" in letter.subject
        assert str(letter.message["Auto-Submitted"]) == "auto-generated"


def _signs_in(page: Page, service: Service, password: str) -> None:
    page.goto(f"{service.url}/direction/dossiers")
    page.get_by_label("Adresse électronique").fill(HIND.email)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", name="Dossiers")).to_be_visible()


def _sees_both_dossiers_screened(page: Page, service: Service, *references: str) -> None:
    """Wait until the machine has judged both; names stay hidden in the first reading."""

    def both_are_judged() -> bool:
        page.goto(f"{service.url}/direction/dossiers")
        rows = [page.locator("#liste tr", has=page.locator(f"a[href*='{reference}']")) for reference in references]
        cells = [row.locator(".c-points") for row in rows]
        return all(cell.count() and re.search(r"\d", cell.inner_text()) for cell in cells)

    _wait_for(both_are_judged)
    listed = page.locator("#liste").inner_text()
    assert SALMA.name not in listed
    assert YOUSSEF.name not in listed


def _opens(page: Page, service: Service, reference: str) -> None:
    page.goto(f"{service.url}/direction/dossiers/{reference}")
    expect(page.locator("h1")).to_contain_text(f"{reference[:4]} {reference[4:]}")


def _follows_a_verdict_to_its_box(page: Page, service: Service, reference: str) -> None:
    _opens(page, service, reference)
    expect(page.locator("section.sheet img").first).to_be_visible()
    criterion = page.locator("details.crit", has=page.locator("blockquote.quote a")).first
    if criterion.get_attribute("open") is None:
        criterion.locator("summary").click()
    criterion.locator("blockquote.quote a").first.click()
    anchor = page.url.partition("#")[2]
    assert anchor
    box = page.locator(f"[id='{anchor}'] rect, mark[id='{anchor}']").first
    expect(box).to_be_in_viewport()


def _sees_the_numbers_beside_the_boxes(page: Page, service: Service, reference: str) -> None:
    """In French and in Arabic: a number in the margin of a quote covers none of its words."""
    for language in ("ar", "fr"):
        page.goto(f"{service.url}/direction/langue/{language}?suite=/direction/dossiers/{reference}")
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        numbers = [number.bounding_box() for number in page.locator("section.sheet svg text").all()]
        boxes = [box.bounding_box() for box in page.locator("section.sheet svg rect").all()]
        assert numbers
        assert [(number, box) for number in numbers for box in boxes if number and box and _covers(number, box)] == []


def _covers(one: FloatRect, other: FloatRect) -> bool:
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return across > 1 and down > one["height"] / 2


def _decides(page: Page, standing: str) -> None:
    reasons = page.locator("#motif option").evaluate_all("options => options.map(o => o.value).filter(v => v)")
    page.locator("#motif").select_option(reasons[0])
    page.locator(f"section.decide button[value={standing}]").click()
    expect(page.locator("section.decide [role=status]")).to_contain_text(HIND.name)


def _releases_the_letter(page: Page, service: Service, catcher: MailCatcher) -> None:
    page.goto(f"{service.url}/direction/courriers")
    page.get_by_role("button", name="Préparer les lettres des présélectionnés").click()
    preview = page.locator(".letter")
    expect(preview).to_contain_text("يسعدنا أن ندعوكم إلى مقابلة")
    expect(preview).to_contain_text(SALMA.email)
    page.get_by_role("button", name="Me l’envoyer d’abord").click()
    _wait_for(lambda: [letter for letter in catcher.letters if letter.recipients == (HIND.email,)])
    page.locator("#combien").fill("2")
    with page.expect_navigation() as refused:
        page.locator("section.confirm button.btn-main").click()
    assert refused.value.status == 409
    assert [letter for letter in catcher.letters if _is_invitation(letter)] == []
    page.goto(f"{service.url}/direction/courriers")
    expect(page.locator("section.confirm")).to_be_visible()
    page.locator("#combien").fill("1")
    page.locator("section.confirm button.btn-main").click()
    expect(page.locator("section.confirm")).to_have_count(0)


def _letter_state(page: Page, service: Service) -> Locator:
    page.goto(f"{service.url}/direction/courriers")
    return page.locator("tr", has_text=SALMA.email)


def _is_invitation(letter: Caught) -> bool:
    return "<invitation." in str(letter.message["Message-ID"])


def _logs_name_nobody(service: Service) -> None:
    assert service.log, "there was something that could have leaked"
    for person in (SALMA, YOUSSEF, HIND):
        assert person.email not in service.log
        assert person.name not in service.log


def _wait_for(ask: Callable[[], T], seconds: float = 120.0) -> T:
    ends = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.3)
    return answer
