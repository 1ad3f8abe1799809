"""Any text at all is judged: cut, shuffled, empty sections, characters nobody types. A judge never gives up on a dossier."""

from __future__ import annotations

import random

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import ReadText, plain_text
from app.screening.evidence import PieceText
from app.screening.judge import judge
from app.screening.judgement import Screening
from app.screening.orphans import orphaned_titles
from app.screening.papers import gather
from app.screening.person import Person

CV = """Samira Alaoui
PROFIL
Coordinatrice de projets dans le milieu associatif
EXPÉRIENCE PROFESSIONNELLE
01/2018 – 12/2022 Coordinatrice de projet, Association Amal, Salé
- Gestion d'un projet, rapports aux bailleurs, suivi du budget
FORMATION
2014 Master en sociologie, Université Mohammed V
LANGUES
Arabe : langue maternelle – Français (oral C1, écrit B1) ●●●○○
RÉFÉRENCES
Nadia Berrada, directrice de l'association Amal, 06 00 11 22 33, Karim Idrissi, coordinateur, k.idrissi@example.org
المراجع
السيد عمر الفاسي، أمين مال جمعية بسمة، ٠٦٠٠٤٤٥٥٦٦
التكوين
ماستر في القانون العام ٢٠١٥ ـ ٢٠١٧
Madame, Monsieur,
Je vous prie d'agréer mes salutations distinguées."""
HEADINGS = ("PROFIL", "FORMATION", "LANGUES", "RÉFÉRENCES", "EXPÉRIENCE", "التكوين", "المراجع", "اللغات", "EDUCATION")
STRANGE = "".join(
    chr(code)
    for first, last in (
        (32, 127),
        (0xA0, 0x180),
        (0x600, 0x700),
        (0x2000, 0x2070),
        (0x25A0, 0x2610),
        (0x1F600, 0x1F610),
    )
    for code in range(first, last)
)


def _spoilt(chance: random.Random) -> str:
    lines = CV.splitlines()
    match chance.randrange(6):
        case 0:
            chance.shuffle(lines)
        case 1:
            lines = [heading for heading in HEADINGS for _ in range(chance.randrange(2))] + lines[
                chance.randrange(20) :
            ]
        case 2:
            return CV[: chance.randrange(len(CV))]
        case 3:
            for _ in range(6):
                lines.insert(chance.randrange(len(lines) + 1), chance.choice(HEADINGS))
        case 4:
            return "".join(chance.choice(STRANGE) for _ in range(chance.randrange(600)))
        case _:
            words = CV.split(" ")
            chance.shuffle(words)
            return " ".join(words)
    return chance.choice(("\n", "\n\n", "\n\f")).join(lines)


def _judge(notice: Notice, *texts: str) -> Screening:
    kinds = (PieceKind.CV, PieceKind.LETTER, PieceKind.REFERENCES)
    pieces = [
        PieceText(f"{kind}.pdf", kind, ReadText(plain_text(text).pages))
        for kind, text in zip(kinds, texts, strict=False)
    ]
    return judge(pieces, (), Person("Samira Alaoui"), notice)


@pytest.mark.parametrize("seed", range(200))
def test_a_spoilt_dossier_is_judged_on_every_criterion(notice: Notice, seed: int) -> None:
    chance = random.Random(seed)

    screening = _judge(notice, *(_spoilt(chance) for _ in range(1 + chance.randrange(3))))

    assert [judgement.criterion for judgement in screening.judgements] == [
        criterion.id for criterion in notice.criteria
    ]


@pytest.mark.parametrize("heading", ["PROFIL", "PROFILE", "نبذة شخصية"])
def test_a_heading_with_nothing_under_it_is_no_obstacle(notice: Notice, heading: str) -> None:
    text = f"{CV}\n{heading}\nFORMATION\n2014 Master en sociologie, Rabat"
    papers = gather([PieceText("cv.pdf", PieceKind.CV, ReadText(plain_text(text).pages))], (), Person(), notice)

    titles = [line.text for _, line in orphaned_titles(papers, ())]

    assert heading not in titles
