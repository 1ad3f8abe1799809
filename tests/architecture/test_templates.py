"""Templates hold no logic of ours and no code of anybody's: they compile, escape, and bring no style or script of their own."""

import re
from pathlib import Path

import pytest

from app.web.pages import environment
from tests.conftest import ROOT

PAGES = sorted((ROOT / "app" / "web").rglob("templates/*.html"))
LETTERS = sorted((ROOT / "app" / "mailing" / "templates").rglob("*.*"))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT / "app"))


def test_there_are_templates_to_look_at():
    assert len(PAGES) > 20
    assert len(LETTERS) > 10


@pytest.mark.parametrize("path", PAGES + LETTERS, ids=short)
def test_a_template_compiles(path):
    assert environment("fr").compile(path.read_text(encoding="utf-8"), filename=path.name) is not None


@pytest.mark.parametrize("path", PAGES, ids=short)
def test_a_page_brings_no_style_script_or_unescaped_word_of_its_own(path):
    told = re.findall(
        r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|\|\s*safe\b|javascript:|https?://",
        path.read_text(encoding="utf-8"),
    )
    assert told == []


@pytest.mark.parametrize("path", PAGES, ids=short)
def test_a_page_knows_no_left_and_no_right(path):
    assert re.findall(r"\b(?:align|float|class)=\"[^\"]*\b(?:left|right)\b", path.read_text(encoding="utf-8")) == []
