"""Every sentence for people exists in French and in Arabic, with the same gaps to fill, and every value has its words."""

import re
from enum import StrEnum
from functools import cache

import pytest
from babel.messages.extract import extract_from_dir

from app.i18n.translate import CATALOGS, LANGUAGES, catalog
from app.refusals import Refused
from app.web.labels import WORDS
from app.web.refusals import ANSWERS, STATUSES
from tests.conftest import ROOT

# Met on the command line only, where `app/commands/sentences.py` has their words.
NEVER_ON_A_PAGE = {"NoticeFaulty", "NoMailbox", "MailboxUnreachable"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "mark": None,
    "in_words": (1,),
    "N_": None,
}
METHODS = [("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2"), ("**.py", "python")]
GAP = re.compile(r"%\((\w+)\)(\w)")


@cache
def sentences_in_code() -> frozenset[tuple[str | None, str]]:
    found = set()
    for _file, _line, message, _comments, context in extract_from_dir(
        ROOT / "app", METHODS, keywords=KEYWORDS, options_map={"**": {"trimmed": "true", "silent": "false"}}
    ):
        for sentence in message if isinstance(message, tuple) else (message,):
            if isinstance(sentence, str) and sentence:
                found.add((context, sentence))
    return frozenset(found)


@cache
def known(language: str) -> dict[tuple[str | None, str], list[str]]:
    words = {}
    for message in catalog(language):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        said = list(message.string) if isinstance(message.string, tuple | list) else [message.string]
        for ident in ids:
            words[message.context, ident] = said
    return words


def test_there_are_sentences_to_look_at():
    assert len(sentences_in_code()) > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_in_english(language):
    words = known(language)
    missing = [key for key in sentences_in_code() if not all(words.get(key, [""]))]
    assert sorted(map(str, missing)) == []


def test_both_languages_say_the_same_things():
    assert sorted(map(str, known("fr").keys() ^ known("ar").keys())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_same_gaps_to_fill(language):
    wrong = []
    for (_context, ident), said in known(language).items():
        for translation in said:
            # Singular forms may leave the number out; nothing may be invented, and nothing be lost in the rest.
            if not set(GAP.findall(translation)) <= set(GAP.findall(ident)):
                wrong.append(ident)
        if len(said) == 1 and set(GAP.findall(said[0])) != set(GAP.findall(ident)):
            wrong.append(ident)
    assert wrong == []


def test_no_gap_is_anything_but_text():
    # `%(count)d` in a template's message falls back to English in silence.
    assert [ident for _context, ident in known("fr") for _name, kind in GAP.findall(ident) if kind != "s"] == []


def test_catalogues_read_from_right_to_left_are_in_arabic_script():
    latin_only = [
        ident
        for (_context, ident), said in known("ar").items()
        if re.search(r"[a-z]{4}", ident) and not any(re.search(r"[\u0600-\u06ff]", text) for text in said)
    ]
    assert latin_only == []


# A colon or a closing guillemet alone at the beginning of a line reads as a mistake.
UNBOUND = re.compile(r"\S [:;?!»](?=\s|$)|« (?=\S)")


def test_french_punctuation_is_bound_to_its_word():
    told = [text for said in known("fr").values() for text in said if UNBOUND.search(text)]
    letters = sorted((ROOT / "app" / "mailing" / "templates" / "fr").rglob("body.*"))
    bodies = [re.sub(r"{%.*?%}|<[^>]*>", "", path.read_text(encoding="utf-8")) for path in letters]
    assert len(letters) == 4
    assert [said for body in bodies for said in UNBOUND.findall(body)] == []
    assert told == []


def test_every_room_has_its_catalogue_in_both_languages():
    names = {language: {path.name for path in (CATALOGS / language).glob("*.po")} for language in LANGUAGES}
    assert names["fr"] == names["ar"] != set()


def all_subclasses(kind: type) -> set[type]:
    return {sub for direct in kind.__subclasses__() for sub in {direct, *all_subclasses(direct)}}


def test_every_refusal_has_a_page():
    import app.main  # noqa: F401 - loads every room that a page can reach

    refusals = {
        kind
        for kind in all_subclasses(Refused)
        if kind.__module__.startswith("app.") and not kind.__module__.startswith("app.commands.")
    }
    without = [kind.__name__ for kind in refusals if not any(parent in ANSWERS for parent in kind.__mro__)]
    assert len(refusals) > 5
    assert sorted(set(without) - NEVER_ON_A_PAGE) == []


def test_statuses_of_refusals_are_those_of_refusals():
    assert all(400 <= answer.status < 600 for answer in [*ANSWERS.values(), *STATUSES.values()])


@pytest.mark.parametrize("enum", WORDS, ids=lambda enum: enum.__name__)
def test_every_value_of_an_enum_has_words(enum: type[StrEnum]):
    assert set(WORDS[enum]) == set(enum)
