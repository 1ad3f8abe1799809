"""What every page of the candidate's side has in common: valid, light, in its own language and direction."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
import time_machine
from justhtml import JustHTML
from starlette.testclient import TestClient

from app.i18n.translate import LANGUAGES
from app.web import assets
from app.web.labels import SHORT_WORDS, WORDS, label
from app.web.pages import bdi, environment, ltr
from tests.intake import samples
from tests.people import CLOSING
from tests.web.candidate.applicant import CV, LETTER, Applicant, upload

PAGE_BYTES = 10_000
SHEET_BYTES = 8_000


@pytest.fixture(params=LANGUAGES)
def pages(
    request: pytest.FixtureRequest, new_browser: Callable[[], TestClient], clock: time_machine.Traveller
) -> dict[str, str]:
    """Every page a candidate can see, in one language."""
    language = request.param
    applicant = Applicant(new_browser(), language)
    late = Applicant(new_browser(), language)
    late.save(CV)
    pages = {
        "notice": applicant.get(""),
        "form": applicant.get("postuler"),
        "everything wrong": applicant.save(
            upload("cv", "x.exe", samples.WINDOWS_PROGRAM),
            upload("references", "r.pdf", samples.pdf(password="x")),
            name="",
            email="x",
            phone="x",
            consent=None,
            website="x",
            **{"referees-1-name": "x" * 300},
        )[2],
        "saved": applicant.save(save="x")[2],
        "check": applicant.save(CV, LETTER)[2],
        "receipt": applicant.send()[2],
        "withdraw": applicant.get("retirer"),
        "not found": applicant.browser.get(f"/{language}/nope").text,
        "forged": applicant.post("envoyer", {})[2],
    }
    clock.move_to(CLOSING)
    pages |= {"notice after closing": late.get(""), "closed": late.get("postuler")}
    pages["closed without a draft"] = Applicant(new_browser(), language).get("postuler")
    return pages


def test_every_page_is_valid_html(pages: dict[str, str]) -> None:
    faults = {
        name: [str(error) for error in JustHTML(page, collect_errors=True).errors] for name, page in pages.items()
    }

    assert {name: found for name, found in faults.items() if found} == {}


def test_every_page_is_light(pages: dict[str, str]) -> None:
    weights = {name: len(gzip.compress(page.encode())) for name, page in pages.items()}

    assert {name: weight for name, weight in weights.items() if weight > PAGE_BYTES} == {}


def test_every_page_says_its_language_and_direction(pages: dict[str, str]) -> None:
    heads = {page.partition("<html ")[2].partition(">")[0] for page in pages.values()}

    assert heads in ({'lang="fr" dir="ltr"'}, {'lang="ar" dir="rtl"'})


def test_no_page_needs_a_script_a_style_of_its_own_or_another_site(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert not re.search(r"<script|\sstyle=|<style|\son\w+=|javascript:", page), name
        links = re.findall(r'(?:src|href|action)="([^"]*)"', page)
        assert [link for link in links if not link.startswith(("/", "#", "mailto:"))] == [], name


def test_every_identifier_is_unique_and_every_reference_leads_somewhere(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), name
        pointed = re.findall(r'(?:href="#|\sfor="|aria-labelledby=")([^"]+)"', page)
        described = [each for found in re.findall(r'aria-describedby="([^"]+)"', page) for each in found.split()]
        assert set(pointed + described) <= set(ids), (name, set(pointed + described) - set(ids))


def test_an_error_page_says_so_in_its_title_and_first_of_all(pages: dict[str, str]) -> None:
    page = pages["everything wrong"]

    assert re.search("<title>(Erreur\u00a0:|خطأ:) ", page)
    assert page.index('class="errors"') < page.index("<h1>")
    assert page.count('aria-invalid="true"') == page.count('-erreur"><span>') + page.count('consent-erreur"><span>') - 1


def test_pages_of_people_are_never_stored(new_browser: Callable[[], TestClient]) -> None:
    applicant = Applicant(new_browser())
    applicant.apply()

    for page in ("postuler", "recu", "retirer"):
        assert applicant.browser.get(f"/fr/{page}").headers["cache-control"] == "no-store"


def test_no_address_carries_a_secret(new_browser: Callable[[], TestClient]) -> None:
    browser = new_browser()
    Applicant(browser).apply()
    secrets = set(browser.cookies.values())
    assert secrets

    addresses = [answer.url for answer in browser.get("/fr/postuler").history]

    assert not [address for address in addresses for secret in secrets if secret in str(address)]


# --- the sheet ---------------------------------------------------------------------------------------------------


def test_the_sheet_is_light_and_kept_for_a_year_under_its_hash(browser: TestClient) -> None:
    address = assets.asset_url("style.css")

    answer = browser.get(address)

    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) <= SHEET_BYTES
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert browser.get(address, headers={"Accept-Encoding": "identity"}).text == answer.text
    assert browser.get("/static/style.css").status_code == 404


def test_the_sheet_serves_both_directions_with_one_set_of_rules() -> None:
    sheet = re.sub(r"/\*.*?\*/", "", assets.assets()["style.css"].content.decode(), flags=re.DOTALL)
    physical = re.compile(
        r"(?<![-\w])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom)\s*:"
        r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
    )

    assert physical.findall(sheet) == []
    assert "!important" not in sheet


# --- words and texts ---------------------------------------------------------------------------------------------


def test_the_entrance_follows_the_browser(browser: TestClient) -> None:
    def led_to(wish: str) -> str:
        return browser.get("/", headers={"Accept-Language": wish}, follow_redirects=False).headers["location"]

    assert (led_to("ar-MA,fr;q=0.8"), led_to("en"), led_to("")) == ("/ar/", "/fr/", "/fr/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_has_words(language: str) -> None:
    for kind, words in WORDS.items():
        assert set(words) == set(kind), kind
        for value in kind:
            assert label(value, language)
    for value in SHORT_WORDS:
        assert label(value, language, short=True)


def test_a_template_that_names_nothing_we_know_is_an_error() -> None:
    with pytest.raises(Exception, match="undefined"):
        environment("fr").from_string("{{ nobody_knows_this }}").render()


def test_what_people_write_is_escaped_and_isolated() -> None:
    assert str(bdi("<b>")) == "<bdi>&lt;b&gt;</bdi>"
    assert str(ltr('"x"')) == '<bdi dir="ltr">&#34;x&#34;</bdi>'


def test_no_template_trusts_text_blindly() -> None:
    for path in sorted(assets.FOLDER.parent.rglob("templates/**/*.html")):
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|Markup", path.read_text(encoding="utf-8")), path
