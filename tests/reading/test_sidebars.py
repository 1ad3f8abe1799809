"""Text boxes that hang on a document's first lines."""

from __future__ import annotations

from app.reading.office.flow import Flow, Flowing, Frame, Paragraph, Run, lay_out
from app.reading.office.sidebars import with_sidebars_first


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


SIDEBAR = Frame((paragraph("Contact"), paragraph("06 53 10 77 00"), paragraph("Langues : arabe, français")))
BODY = [paragraph(text) for text in ("Expérience", "2019-2023 : animatrice", "2023-2025 : formatrice", "Loisirs")]


def texts_of(*body: Flowing) -> list[str]:
    return [line.text for line in lay_out(Flow(with_sidebars_first(body))).pages[0].lines]


def test_a_sidebar_that_hangs_on_the_name_does_not_part_it_from_the_calling_below():
    told = texts_of(paragraph("Samia Haddad"), SIDEBAR, paragraph("Éducatrice"), *BODY)

    assert told == [
        "Contact", "06 53 10 77 00", "Langues : arabe, français",
        "Samia Haddad", "Éducatrice", "Expérience", "2019-2023 : animatrice", "2023-2025 : formatrice", "Loisirs",
    ]  # fmt: skip


def test_a_box_with_a_line_of_the_title_stays_where_it_is():
    told = texts_of(paragraph("Samia Haddad"), Frame((paragraph("Éducatrice"),)), *BODY)

    assert told[:3] == ["Samia Haddad", "Éducatrice", "Expérience"]


def test_a_box_further_down_stays_with_the_lines_it_hangs_on():
    told = texts_of(paragraph("Samia Haddad"), paragraph("Éducatrice"), *BODY, SIDEBAR, paragraph("Fin"))

    assert told[-4:] == ["Contact", "06 53 10 77 00", "Langues : arabe, français", "Fin"]
