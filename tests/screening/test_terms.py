"""Word lists: edges, stems, capitals, Arabic clitics; and the lists themselves, term by term."""

from __future__ import annotations

import pytest

from app.screening.fold import fold
from app.screening.terms import ContradictoryTerm, Lexicon, Shelf, word_list

LISTS = ("headings", "roles", "contracts", "sectors", "deeds", "openings")


def found(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    return [(hit.kind, text[hit.start : hit.end]) for hit in lexicon.longest(fold(text))]


def one(term: str) -> Lexicon:
    return Lexicon.of({"t": {"any": [term]}})


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("ong", "une ONG marocaine", "ONG"),
        ("ONG", "une ONG marocaine", "ONG"),
        ("chargé* de projet*", "Chargée de projets", "Chargée de projets"),
        ("chargé* de projet*", "chargé·e de\nprojet", "chargé·e de\nprojet"),
        ("=DEA", "un DEA en droit", "DEA"),
        ("=B.A.", "a B.A. in law", "B.A."),
        ("bac+5", "niveau BAC + 5", "BAC + 5"),
        ("association", "deux associations", "associations"),
        ("جمعية", "بالجمعيات", "بالجمعيات"),
        ("جمعية", "وللجمعية", "وللجمعية"),
        ("جمعية", "جمعيتها", "جمعيتها"),
        ("منسق", "منسقة", "منسقة"),
        ("التجربة المهنية", "والتجارب المهنية", None),
        ("التجربة المهنية", "التجربة المهنية", "التجربة المهنية"),
        ("ong", "congrès", None),
        ("osc", "bosch", None),
        ("=DU", "du projet", None),
        ("=DU", "CHEF DU PROJET", None),
        ("HI", "hi there", None),
        ("responsable projet", "responsable\nProjet Takwia", None),
        ("chef de projet", "chef. De projet", None),
        ("سجن", "سجناء", None),
    ],
)
def test_a_term_stops_at_the_edges_of_words(term: str, text: str, words: str | None) -> None:
    assert found(one(term), text) == ([] if words is None else [("t", words)])


def test_the_longest_term_hides_the_shorter() -> None:
    lexicon = Lexicon.of({"diploma": {"en": ["master"]}, "trap": {"en": ["scrum master"]}})
    assert found(lexicon, "Scrum Master, then a master") == [("trap", "Scrum Master"), ("diploma", "master")]


def test_a_term_in_two_classes_is_refused() -> None:
    with pytest.raises(ContradictoryTerm):
        Lexicon.of({"a": {"fr": ["Chargé de projet"]}, "b": {"en": ["charge de projet"]}})


def test_a_term_twice_in_one_language_is_refused() -> None:
    with pytest.raises(ContradictoryTerm):
        Lexicon.of({"a": {"fr": ["publication", "Publication"]}})


@pytest.mark.parametrize("name", LISTS)
def test_every_term_of_a_list_finds_itself(name: str) -> None:
    lexicon = word_list(name)
    lost = [
        term.written
        for term in lexicon.terms
        if not any(
            hit.term == term.written or hit.kind == term.kind
            for hit in lexicon.hits(fold(f"x, {term.written.lstrip('=').replace('*', '')}, y"))
        )
    ]
    assert lost == []


def test_lists_looked_up_together_find_what_each_finds_alone() -> None:
    written = (
        "Chargée de projet, Association Espoir (ONG)\n• Coordination d'un projet\nde plaidoyer, DÉPARTEMENT DU PROJET\n"
        "منسقة مشاريع بجمعية الأمل\nScrum Master, hi, HI Maroc, M2 en droit"
    )
    lexicons = [word_list(name) for name in LISTS]
    together = fold(written)
    Shelf(lexicons).read(together)

    assert [lexicon.hits(together) for lexicon in lexicons] == [lexicon.hits(fold(written)) for lexicon in lexicons]
    assert sum(len(lexicon.hits(together)) for lexicon in lexicons) > 10
