from __future__ import annotations

from app.reading.text import Box, Line, Page, ReadText, Source, Word, plain_text
from app.review.identity import VEIL, Identity, identity_boxes, veil, veil_document

NADIA = Identity("Nadia El Berrada", "n.berrada@example.org", "06 61 20 47 93")


def test_names_addresses_and_numbers_are_veiled_and_periods_are_not() -> None:
    said = (
        "Nadia BERRADA, nadia@example.org, +212 661 20 47 93, linkedin.com/in/nb : coordinatrice 2019 – 2021, 37 mois"
    )
    assert veil(said, NADIA) == f"{VEIL} {VEIL}, {VEIL} {VEIL}, {VEIL} : coordinatrice 2019 – 2021, 37 mois"


def test_accents_capitals_and_vowel_signs_do_not_unveil_a_name() -> None:
    ines = Identity("Inès Çelebi", "")
    assert veil("INES CELEBI, inès çelebi", ines) == f"{VEIL} {VEIL}, {VEIL} {VEIL}"
    salma = Identity("سلمى بناني", "")
    assert veil("السيدة سَلْمى بنّاني وسلمى", salma) == f"السيدة {VEIL} {VEIL} {VEIL}"


def test_a_short_word_of_the_name_does_not_blacken_the_page() -> None:
    assert veil("Elle gère el kit", NADIA) == "Elle gère el kit"


def test_a_file_without_pages_loses_its_first_line_its_street_and_its_civil_status() -> None:
    read = plain_text(
        "سلمى بناني\nCoordinatrice de projets associatifs, droits des femmes\n12, rue Ibn Habbous, Casablanca\n"
        "Née le 12/06/1990\nMariée, 1 enfant\nMaster en sciences sociales\n" + "Ligne\n" * 12 + "Un projet rue Atlas"
    )
    lines = veil_document(read, NADIA).splitlines()
    assert lines[:6] == [
        VEIL,
        "Coordinatrice de projets associatifs, droits des femmes",
        VEIL,
        VEIL,
        VEIL,
        "Master en sciences sociales",
    ]
    assert lines[-1] == "Un projet rue Atlas"
    assert len(lines) == len(read.text.splitlines())


def test_a_number_and_an_address_that_go_on_in_the_next_line_are_masked_whole() -> None:
    def line(words: str, top: float) -> Line:
        places = [Word(word, Box(50 + 40 * n, top, 85 + 40 * n, top + 10), 10) for n, word in enumerate(words.split())]
        return Line(tuple(places))

    lines = (
        line("Cheffe de projet associatif depuis 2019", 100),
        line("12, rue Atlas,", 120),
        line("Bourgogne, Casablanca", 140),
        line("appelez-moi au 06 00", 300),
        line("00 45 22 le soir", 320),
    )
    boxes = identity_boxes(ReadText((Page(1, 595, 842, Source.TEXT, lines),)), NADIA)[1]
    assert boxes == (
        lines[1].box,
        lines[2].box,
        Box(130, 300, 205, 310),
        Box(50, 320, 165, 330),
    )


def test_a_name_in_another_script_is_masked_where_it_stands_largest_at_the_top() -> None:
    def line(words: str, top: float, size: float) -> Line:
        return Line((Word(words, Box(50, top, 300, top + size), size),))

    page = Page(
        1,
        595,
        842,
        Source.TEXT,
        (line("ناديةالبرادة", 40, 24), line("Coordinatrice", 80, 12), line("Expérience", 300, 14)),
    )
    assert identity_boxes(ReadText((page,)), NADIA) == {1: (Box(50, 40, 300, 64),)}
