"""A document that came apart in reading costs a doubt, never a refusal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from app.commands.dossier_folder import find_dossiers
from app.intake.dossier import Referee
from app.posting.notice import Notice, PieceKind
from app.reading.text import Page, ReadText, Source, plain_text
from app.screening.completeness import judge_completeness
from app.screening.degree import judge_degree
from app.screening.evidence import PieceText
from app.screening.experience import judge_experience
from app.screening.judge import judge
from app.screening.judgement import Judgement
from app.screening.order import misspelt, out_of_order, torn
from app.screening.papers import Papers, gather
from app.screening.person import Person
from app.screening.understood import understand
from tests.screening.test_sections import placed

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "screening"
sys.path.insert(0, str(BENCHMARK))

from damage import DAMAGES, damaged, refused_wrongly

EVERY = 6  # of the practice dossiers, the sixth, twelfth…: the benchmark takes them all
SOLID = ("dates_first", "dates_last")
SHORT_POST = """Salma Alaoui
Rabat
0600 00 00 00
salma@example.org
Née à Rabat
Expérience professionnelle
{posts}
Formation
2014 : Licence en sociologie, Rabat
Compétences
Organisation, écoute, rigueur, travail en équipe, conduite de réunions, classement, accueil, courriers, agenda, archives
Langues
Français : courant
{more}
"""
LETTER = """Mon travail auprès des familles m'a appris la patience, et rien ne remplace une présence tenue semaine après semaine.
Pendant quatre ans, une petite équipe a ouvert sa porte chaque mardi, sans bruit, à des femmes que personne n'écoutait.
Ces mardis ont compté plus que les grandes réunions, et la confiance y est venue lentement, puis elle est restée entière.
Votre annonce décrit un travail du même genre, fait de visites, de démarches longues et de comptes rendus soignés."""
ROWS = tuple(
    Referee(name, "Association Amal", "Présidente", f"{name[:3].lower()}@example.org", "0611223344")
    for name in ("Hind Berrada", "Omar Tazi", "Nadia Lahlou")
)


def papers(notice: Notice, posts: str = "", more: str = "", *others: PieceText) -> Papers:
    cv = PieceText("cv.pdf", PieceKind.CV, plain_text(SHORT_POST.format(posts=posts, more=more)))
    return gather([cv, *others], ROWS, Person("Salma Alaoui"), notice)


def experience(notice: Notice, posts: str, more: str = "") -> tuple[str, str]:
    judgement = judge_experience(papers(notice, posts, more), notice.criterion("experience"))
    return judgement.verdict.value, judgement.reason


def dossier(notice: Notice, letter: str, kind: PieceKind = PieceKind.LETTER) -> Judgement:
    piece = PieceText("lettre.pdf", kind, plain_text(letter))
    posts = "2019 - 2020 Vendeuse, société Atlas"
    return judge_completeness(papers(notice, posts, "", piece), notice.criterion("dossier"))


@pytest.mark.parametrize("name", SOLID)
def test_dates_read_as_a_column_of_their_own_refuse_nobody(notice: Notice, name: str) -> None:
    dossiers = list(find_dossiers(BENCHMARK / "dossiers" / "bahia"))[::EVERY]

    assert [line for each in dossiers for line in refused_wrongly(each, notice, name, 0)[0]] == []


def test_every_damage_gives_the_same_words_again() -> None:
    piece = PieceText("cv.pdf", PieceKind.CV, plain_text(SHORT_POST.format(posts="2019 - 2020 Vendeuse", more="")))

    for name in DAMAGES:
        first, again = (damaged(piece, name, 7).read for _ in range(2))
        assert first is not None
        assert again is not None
        assert first.text == again.text


def test_an_honest_not_met_is_still_reached_on_undamaged_texts(notice: Notice) -> None:
    said = experience(notice, "01/2019 - 12/2019 Chargée de projet, Association Amal")

    assert said == ("not_met", "exp.below")


def test_dates_without_words_are_an_unknown_post(notice: Notice) -> None:
    verdict, _ = experience(notice, "01/2019 - 12/2023")

    assert verdict == "unclear"


def test_a_title_left_without_its_dates_forbids_a_refusal(notice: Notice) -> None:
    said = experience(
        notice,
        "01/2019 - 12/2019 Vendeuse, société Atlas",
        "Divers\nPermis B\nCoordinatrice de projet, Association Amal",
    )

    assert said == ("unclear", "exp.orphan")


@pytest.mark.parametrize(
    "line",
    [
        "Sous la direction de la coordinatrice de projet, Association Amal",
        "Compétence : gestion de projets associatifs",
    ],
)
def test_other_people_and_skills_are_no_title_left_behind(notice: Notice, line: str) -> None:
    said = experience(notice, "01/2019 - 12/2019 Vendeuse, société Atlas", f"Divers\nPermis B\n{line}")

    assert said == ("not_met", "exp.below")


@pytest.mark.parametrize(("ends", "reason"), [("2024", "exp.max_enough_min_not"), ("2022", "exp.dates_contradict")])
def test_two_lone_dates_in_two_cells_may_be_one_period(notice: Notice, ends: str, reason: str) -> None:
    said = experience(
        notice, f"Coordinatrice de projet\nAssociation Amal\nnovembre 2020\nnovembre {ends}\n- budget de l'équipe"
    )

    assert said == ("unclear", reason)


def test_a_diploma_left_outside_the_studies_forbids_a_refusal(notice: Notice) -> None:
    found = papers(notice, "2019 - 2020 Vendeuse", "Intérêts\nvoyages, Master en sociologie obtenu à Rabat en 2016")

    judgement = judge_degree(found, notice.criterion("degree"))

    assert judgement.verdict.value == "unclear"


def test_a_diploma_of_other_people_forbids_nothing(notice: Notice) -> None:
    found = papers(notice, "2019 - 2020 Vendeuse, société Atlas\n- encadrement de 12 étudiants de master")

    assert judge_degree(found, notice.criterion("degree")).verdict.value == "not_met"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Coordinafrice de projet", True),
        ("Coordinatrice de projet", False),
        ("responsible organization, prevent", False),
        ("منسقه بالمنطقه في افريل", False),
        ("رئيسة جمغية", True),
    ],
)
def test_one_wrong_letter_in_a_word_that_matters_is_noticed(line: str, found: bool) -> None:
    piece = understand(PieceText("cv.pdf", PieceKind.CV, plain_text(line)))

    assert (misspelt(piece.lines) is not None) is found


def test_languages_and_diplomas_among_posts_are_a_sign_of_mixed_columns() -> None:
    mixed = "Expérience\nFrançais : courant\n2018 - 2020 Vendeuse\n2016 Master en sociologie, Rabat\nFormation\n2012 Baccalauréat"
    clean = "Expérience\n2018 - 2020 Vendeuse\n- suivi de 3 étudiants de master\nFormation\n2012 Baccalauréat"

    said = [
        out_of_order(piece, piece.lines)
        for piece in (understand(PieceText("cv", PieceKind.CV, plain_text(text))) for text in (mixed, clean))
    ]

    assert said == [True, False]


def test_lines_of_signs_without_letters_are_torn() -> None:
    texts = ("منسقة مشاريع\n– – . .\n–\n( )", "Projets\n• \n2019\n-----\nRabat")

    said = [torn(understand(PieceText("cv", PieceKind.CV, plain_text(text))).lines) for text in texts]

    assert said == [True, False]


def test_a_declared_letter_in_prose_is_a_letter_without_any_formula(notice: Notice) -> None:
    assert dossier(notice, LETTER).verdict.value == "met"


def test_a_declared_letter_of_some_words_is_doubtful(notice: Notice) -> None:
    judgement = dossier(notice, "Candidature\nVous trouverez ici mes papiers.")

    assert (judgement.verdict.value, judgement.reason) == ("unclear", "dos.letter_doubtful")


def test_the_cv_sent_again_is_no_letter(notice: Notice) -> None:
    judgement = dossier(notice, SHORT_POST.format(posts="2019 - 2020 Vendeuse, société Atlas", more=""))

    assert (judgement.verdict.value, judgement.facts["missing"]) == ("not_met", ["letter"])


def test_a_dossier_without_any_letter_is_not_complete(notice: Notice) -> None:
    found = papers(notice, "2019 - 2020 Vendeuse, société Atlas")

    assert judge_completeness(found, notice.criterion("dossier")).verdict.value == "not_met"


def test_files_that_could_not_be_opened_refuse_nobody(notice: Notice) -> None:
    folder = next(iter(find_dossiers(BENCHMARK / "dossiers" / "atlas")))
    gold = json.loads((folder.files[0].path.parent / "gold.json").read_text(encoding="utf-8"))
    pieces = [PieceText(file.path.name, file.kind, None, "damaged") for file in folder.files]

    said = {each.criterion: each.verdict.value for each in judge(pieces, (), Person(), notice).judgements}

    assert "not_met" not in {said[name] for name in gold["criteria"]}


def test_a_town_called_sidi_opens_no_letter(notice: Notice) -> None:
    posts = "01/2019 - 12/2023\nمنسقة مشروع، جمعية الأمل\nسيدي سليمان\n- تنسيق المشروع وتتبع الميزانية"

    verdict, _ = experience(notice, posts)

    assert verdict == "met"


def test_titles_read_apart_from_the_margin_of_dates_go_back_to_their_heights(notice: Notice) -> None:
    margin = [
        ("Expérience", 100),
        ("01/2019 - 12/2023", 120),
        ("01/2016 - 12/2018", 140),
        ("Formation", 160),
        ("2014", 180),
    ]
    column = [
        ("Nationalité marocaine", 60),
        ("Coordinatrice de projet, Association Amal", 120),
        (
            "- suivi du budget et de l'équipe, réunions de quartier, rapports aux bailleurs, achats, visites, archives",
            130,
        ),
        ("Vendeuse, société Atlas", 140),
        (
            "- caisse, stocks, accueil, commandes, inventaires, ouverture et fermeture du magasin, vitrine et courrier",
            150,
        ),
        ("Master en sociologie, Rabat", 180),
    ]
    lines = [placed("Salma Alaoui", 40, 30, 0)]
    lines += [placed(text, 40, top, 1) for text, top in margin]
    lines += [placed(text, 200, top, 2) for text, top in column]
    read = ReadText((Page(1, 595, 842, Source.TEXT, tuple(lines)),), {"fr": 1.0})
    found = gather([PieceText("cv.pdf", PieceKind.CV, read)], (), Person(), notice)

    said = judge_experience(found, notice.criterion("experience"))
    diploma = judge_degree(found, notice.criterion("degree"))

    assert (said.verdict.value, said.facts["months_min"], said.facts["months_max"]) == ("met", 60, 60)
    assert diploma.verdict.value == "met"
