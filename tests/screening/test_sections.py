"""Sections: headings of three languages, headings with numbers and spaced letters, columns, and CVs without headings."""

from __future__ import annotations

import pytest

from app.posting.notice import PieceKind
from app.reading.text import Box, Line, Page, ReadText, Source, Word, plain_text
from app.screening.evidence import PieceText
from app.screening.understood import Understood, understand


def sections_of(text: str) -> list[tuple[str, int]]:
    understood = understand(PieceText("cv.pdf", PieceKind.CV, plain_text(text)))
    return [(section.kind.value, len(section.lines)) for section in understood.sections]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("EXPÉRIENCES PROFESSIONNELLES", "experience"),
        ("I. Expérience professionnelle :", "experience"),
        ("II - PARCOURS PROFESSIONNEL", "experience"),
        ("Mon parcours", "experience"),
        ("E X P É R I E N C E S", "experience"),
        ("• Expérience professionnelle", "experience"),
        ("=== Expérience ===", "experience"),
        ("Expérience professionnelle / Work experience", "experience"),
        ("Expériences professionnelles et associatives", "experience"),
        ("EXPÉRIENCE التجربة المهنية", "experience"),
        ("التجارب المهنية", "experience"),
        ("ثانيا: التجارب المهنية", "experience"),
        ("الخبرات العملية", "experience"),
        ("Work Experience", "experience"),
        ("Career history", "experience"),
        ("Vie associative", "associative"),
        ("العمل الجمعوي", "associative"),
        ("Bénévolat", "volunteer"),
        ("العمل التطوعي", "volunteer"),
        ("Stages", "internships"),
        ("FORMATION", "education"),
        ("Formation académique", "education"),
        ("الشواهد العلمية", "education"),
        ("التكوين الأكاديمي", "education"),
        ("Education", "education"),
        ("Formations courtes", "training"),
        ("دورات تكوينية", "training"),
        ("Compétences clés", "skills"),
        ("المهارات", "skills"),
        ("Langues", "languages"),
        ("Langues et informatique", "languages"),
        ("اللغات", "languages"),
        ("Références", "references"),
        ("المراجع", "references"),
        ("Centres d’intérêt", "other"),
        ("Profil", "profile"),
        ("نبذة", "profile"),
        ("État civil", "personal"),
    ],
)
def test_a_heading_opens_its_section(heading: str, kind: str) -> None:
    assert sections_of(f"Salma Alaoui\n{heading}\nune ligne sous le titre, assez longue pour être du texte") == [
        ("head", 1),
        (kind, 1),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- Formation de 42 bénévoles à l'écoute",
        "Formation : 42 bénévoles formés à l'écoute active",
        "Coordination du projet et des langues",
        "Missions :",
        "Expérience de deux ans dans le domaine associatif.",
        "2019 – 2021",
    ],
)
def test_a_line_of_a_post_is_no_heading(line: str) -> None:
    assert sections_of(f"Expérience\nCoordinatrice, Association Amal, 2019 – 2021\n{line}\nsuivi du budget") == [
        ("experience", 3)
    ]


def test_a_heading_may_go_on_with_its_content() -> None:
    assert sections_of("Expérience\nVendeuse, 2019\nLangues : arabe, français\nFormation : Master en droit, 2012") == [
        ("experience", 1),
        ("languages", 1),
        ("education", 1),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Langues Français – courant", "languages"),
        ("Mes études Master en management, ENCG Marrakech, 2015", "education"),
        ("Languages French: fluent", "languages"),
    ],
)
def test_a_label_in_the_margin_may_be_read_with_the_line_beside_it(line: str, kind: str) -> None:
    assert sections_of(f"Expérience\nCoordinatrice, 2018 – 2020\n{line}\nAutre ligne") == [("experience", 1), (kind, 2)]


def test_a_cv_without_headings_is_one_unknown_section() -> None:
    assert sections_of("Salma Alaoui\n2019 – 2021 : coordinatrice de projet, Association Amal\nMaster, 2012") == [
        ("unknown", 3)
    ]


def placed(text: str, x0: float, top: float, block: int, *, size: float = 10.0, bold: bool = False) -> Line:
    words = []
    for token in text.split():
        width = len(token) * size * 0.5
        words.append(Word(token, Box(x0, top, x0 + width, top + size), size, bold))
        x0 += width + size * 0.3
    return Line(tuple(words), block)


def two_columns() -> Understood:
    lines = (
        placed("Salma Alaoui", 40, 20, 0, size=20),
        placed("CONTACT", 40, 80, 1, bold=True),
        placed("Rabat", 40, 95, 1),
        placed("LANGUES", 40, 300, 1, bold=True),
        placed("Arabe", 40, 315, 1),
        placed("EXPÉRIENCE", 220, 80, 2, bold=True),
        placed("Coordinatrice, Association Amal", 220, 95, 2),
        placed("2019 – 2021", 220, 110, 2),
        placed("Assistante, Association Nour", 220, 330, 3),
    )
    page = Page(1, 595, 842, Source.TEXT, lines)
    return understand(PieceText("cv.pdf", PieceKind.CV, ReadText((page,))))


def test_a_sidebar_does_not_cut_the_posts_beside_it() -> None:
    understood = two_columns()
    experience = next(section for section in understood.sections if section.kind.value == "experience")
    assert [understood.lines[index].text for index in experience.lines] == [
        "coordinatrice, association amal",
        "2019 - 2021",
        "assistante, association nour",
    ]


def test_every_line_stands_in_one_section() -> None:
    understood = two_columns()
    held = sorted(index for section in understood.sections for index in section.lines)
    headings = [section.heading.line for section in understood.sections if section.heading]
    assert sorted([*held, *headings]) == list(range(len(understood.lines)))
