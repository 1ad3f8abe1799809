"""Months of associative projects: posts as people tell them, and what a notice that asks 36 months makes of them."""

from __future__ import annotations

from typing import Any

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import plain_text
from app.screening.evidence import PieceText, Role
from app.screening.experience import judge_experience
from app.screening.judgement import Judgement
from app.screening.papers import gather
from app.screening.person import Person

REST = """
FORMATION
Master en sociologie, Université Mohammed V, Rabat, 2014
LANGUES
Français : courant
Arabe : langue maternelle
COMPÉTENCES
Organisation, écoute, rigueur, travail en équipe, conduite de réunions, classement, accueil, courriers, bureautique, agenda
"""
LETTER = """Madame, Monsieur,
{claim} Je souhaite mettre cette pratique au service de votre organisation et des personnes que vous défendez, avec la
patience que demandent les démarches longues, le soin des dossiers bien tenus et le goût du travail partagé avec d'autres.
Je vous remercie de l'attention que vous porterez à ma candidature et reste disponible pour un entretien à votre convenance.
Je vous prie d'agréer, Madame, Monsieur, mes salutations distinguées.
Salma Alaoui
"""


def judged(notice: Notice, posts: str, *more: PieceText) -> Judgement:
    cv = PieceText("cv.pdf", PieceKind.CV, plain_text(f"Salma Alaoui\n{posts}\n{REST}"))
    return judge_experience(gather([cv, *more], (), Person(), notice), notice.criterion("experience"))


def letter(claim: str) -> PieceText:
    return PieceText("lettre.pdf", PieceKind.LETTER, plain_text(LETTER.format(claim=claim)))


def said(judgement: Judgement) -> tuple[str, Any, Any]:
    return judgement.verdict.value, judgement.facts["months_min"], judgement.facts["months_max"]


@pytest.mark.parametrize(
    ("posts", "verdict", "least", "most"),
    [
        ("01/2020 – 12/2022 Chargée de projet, Association Amal", "met", 36, 36),
        ("03/2020 – 01/2023 Chargée de projet, Association Amal", "not_met", 35, 35),
        ("2019 – 2021 Chargée de projet, Association Amal", "unclear", 14, 36),
        ("2019 – 2022 Chargée de projet, Association Amal", "unclear", 26, 48),
        ("2018 – 2022 Chargée de projet, Association Amal", "met", 38, 60),
        ("Chargée de projet, Association Amal, depuis mai 2023", "met", 36, 37),
        ("Chargée de projet, Association Amal, depuis juin 2023", "unclear", 35, 36),
        (
            "2018–2020 Chargée de projet, Association Amal\n2020–2022 Chargée de projet, Association Nour",
            "unclear", 28, 60,
        ),
        (
            "01/2019–12/2020 Chargée de projet, Association Amal\n06/2019–06/2021 Coordinatrice, Association Nour",
            "not_met", 30, 30,
        ),
        (
            "01/2018–12/2019 Chargée de projet, Association Amal\n01/2020–12/2022 Assistante de projet, Association Nour",
            "unclear", 24, 60,
        ),
        ("01/2020 – 12/2023 Coordinatrice à mi-temps, Association Amal", "unclear", 24, 48),
        ("Coordinatrice, Association Amal (4 ans)", "met", 48, 48),
        ("03/2025 – 12/2027 Chargée de projet, Association Amal", "not_met", 15, 15),
        ("Coordinatrice de projet, Association Amal, 12/2022 - 01/2018", "unclear", 0, 60),
    ],
)  # fmt: skip
def test_the_worked_examples_of_the_policy(notice: Notice, posts: str, verdict: str, least: int, most: int) -> None:
    assert said(judged(notice, f"EXPÉRIENCE PROFESSIONNELLE\n{posts}")) == (verdict, least, most)


@pytest.mark.parametrize(
    ("posts", "verdict", "least", "most"),
    [
        ("Mars 2018 - aujourd'hui\nChef de projet informatique, Capgemini, Casablanca", "not_met", 0, 0),
        ("2012 - 2024 : Chef de projet, Ministère de la Solidarité", "not_met", 0, 0),
        ("01/2019 à 12/2023 : Chargée de programme, PNUD Maroc", "unclear", 0, 60),
        ("01/2019 - 12/2023 : Coordinatrice de projet, Coopérative Targanine", "unclear", 0, 60),
        ("01/2018 – 12/2022 : Chargée de projet, Les Mains Solidaires, Fès", "unclear", 0, 60),
        (
            ("01/2018 – 12/2022 : Chargée de projet, Les Mains Solidaires\n"
            "- encadrement de 30 bénévoles de l'association ; subvention du SCAC ; suivi des bénéficiaires"),
            "met", 60, 60,
        ),
        ("01/2016 – 12/2019 : Coordinatrice, Réseau Dignité et Justice, Rabat", "met", 48, 48),
        ("01/2016 – 12/2019 : Coordinatrice, Open Gate Initiative, Rabat", "met", 48, 48),
        ("01/2021 - 12/2023 : Assistante de projet, Association Tissir\n- classement et courrier", "unclear", 0, 36),
        (
            "01/2021 - 12/2023 : Assistante de projet, Association Tissir\n- coordination de deux projets financés par l'UE",
            "met", 36, 36,
        ),
        ("01/2016 - 12/2021 : Assistante puis coordinatrice de projet, Association Tissir", "unclear", 0, 72),
        ("01/2016 - 12/2021 : Chargée de communication, Amnesty International Maroc", "not_met", 0, 0),
        ("2018 - 2024 : Assistante sociale, Association Solidarité Féminine", "not_met", 0, 0),
        (
            "01/2018 - 12/2021 : Juriste, Association Adala\n- mise en œuvre du projet d'aide juridique",
            "unclear", 0, 48,
        ),
        ("01/2020 - 12/2021 Stagiaire chargée de projet, Association Amal", "not_met", 0, 0),
        (
            ("01/2018 – 12/2019 Volontaire de solidarité internationale (VSI), coordinatrice de projet, ONG Kafala\n"
            "01/2021 – 06/2022 Chargée de projet, Association Tamkine"),
            "met", 42, 42,
        ),
        ("01/2020 - 12/2022 Chargée de projet, Association Tamkine\n- encadrement de trois stagiaires", "met", 36, 36),
        ("Chargée de projet « École ouverte », Association Tamkine, 01/2020 - 12/2022", "met", 36, 36),
        ("2016 - 2022 : Entraîneur, club de football de Berrechid", "not_met", 0, 0),
        ("À partir de septembre 2026 : coordinatrice de projet, Association Isis", "not_met", 0, 0),
        (
            ("Association Tanmia, Béni Mellal (2014 – 2022)\nCoordinatrice de projets (2018 – 2022)\n- gestion de 3 projets\n"
            "Secrétaire (2014 – 2018)\n- accueil"),
            "met", 38, 60,
        ),
        (
            ("Période : Mars 2019 – Déc. 2023\nOrganisme : Association Marocaine de Développement\nPoste : Chargé de projet\n"
            "Période : Janv. 2015 – Fév. 2019\nOrganisme : Banque Populaire\nPoste : Conseiller clientèle"),
            "met", 58, 58,
        ),
        (
            ("CHEFFE DE PROJET\nAssociation Oum Errabia\nKhouribga\nJanvier 2020 - Décembre 2021\nConduite d'un projet agricole\n"
            "VENDEUSE\nMarwa\nKhouribga\nJanvier 2018 - Décembre 2019"),
            "not_met", 24, 24,
        ),
        (
            ("Coordinatrice de projets à l'association Al Intilaka (2017-2021) ; chargée de clientèle à la Banque Populaire "
            "(2014-2016) ; institutrice (2010-2013)."),
            "met", 38, 60,
        ),
        (
            ("De janvier 2016 à décembre 2020, j'ai coordonné les projets de l'association Femmes Solidaires à Fès, avec une "
            "équipe de six personnes. De 2012 à 2015, j'ai été institutrice dans une école privée."),
            "met", 60, 60,
        ),
    ],
)  # fmt: skip
def test_title_employer_and_deed_decide_what_counts(
    notice: Notice, posts: str, verdict: str, least: int, most: int
) -> None:
    assert said(judged(notice, f"Expériences\n{posts}")) == (verdict, least, most)


@pytest.mark.parametrize(
    ("posts", "verdict", "least", "most"),
    [
        ("من شتنبر ٢٠٢٠ إلى الآن\nمنسقة مشروع، جمعية حلقة وصل، الدار البيضاء", "met", 68, 69),
        ("منذ أبريل 2022 مكلفة بالبرامج، المجلس الوطني لحقوق الإنسان", "unclear", 0, 50),
        ("كانون الثاني 2016 – كانون الأول 2019\nمديرة مشاريع، منظمة أبعاد، بيروت", "met", 48, 48),
        ("جانفي 2019 - ديسمبر 2021: منسق مشروع، جمعية الإرشاد، الجزائر", "met", 36, 36),
        ("منسقة مشروع، جمعية أمل، 2022 – 2018", "met", 38, 60),
        ("المدة: من 01/03/2018 إلى 31/12/2021\nالمؤسسة: جمعية الأطلس\nالمنصب: منسق المشاريع", "met", 46, 46),
        ("2015 – 2024: أستاذة، مدرسة خصوصية، طنجة", "not_met", 0, 0),
        ("مارس – ماي 2015: متدربة، جمعية بيتي", "not_met", 0, 0),
    ],
)
def test_arabic_posts_are_counted_alike(notice: Notice, posts: str, verdict: str, least: int, most: int) -> None:
    assert said(judged(notice, f"التجربة المهنية\n{posts}")) == (verdict, least, most)


@pytest.mark.parametrize(
    "title",
    ["Chargé de projet", "Chargée de projet", "Chargé·e de projet", "Chargé(e) de projets", "CHARGÉE DE PROJET",
     "Coordinateur", "Coordinatrice", "Coordinateur/trice", "Cheffe de projet", "Project manager", "منسقة مشروع", "منسق(ة) مشروع"],
)  # fmt: skip
def test_gender_and_language_of_a_title_change_nothing(notice: Notice, title: str) -> None:
    assert said(judged(notice, f"Expérience\n01/2020 – 12/2022 : {title}, association Amal")) == ("met", 36, 36)


def test_the_same_posts_in_two_languages_are_counted_once(notice: Notice) -> None:
    posts = (
        "Expériences\n01/2020 – 12/2021 Coordinatrice (mi-temps), Association Amal\n"
        "التجارب المهنية\n01/2020 – 12/2021 منسقة (نصف دوام)، جمعية أمل"
    )
    assert said(judged(notice, posts)) == ("not_met", 12, 24)


def test_a_volunteer_who_manages_may_count_and_one_who_helps_does_not(notice: Notice) -> None:
    teacher = "Expérience\n2010 – 2026 : Enseignant, lycée Al Massira\nEngagement associatif\n"
    president = judged(notice, teacher + "Président de l'association Jeunes et Avenir depuis mars 2018")
    helper = judged(notice, teacher + "Bénévole au Croissant-Rouge depuis mars 2018")
    assert (said(president), said(helper)) == (("unclear", 0, 99), ("not_met", 0, 0))


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Je travaille depuis sept ans dans le milieu associatif.", "unclear"),
        ("J'ai plus de cinq ans d'expérience au sein d'associations.", "unclear"),
        ("J'ai quinze ans d'expérience dans la banque.", "not_met"),
        ("Après dix ans de banque, je souhaite rejoindre une association.", "not_met"),
        ("Dix ans de travail en entreprise privée, à la banque, m'ont donné envie de servir une ONG.", "not_met"),
        ("Je voudrais travailler dans une association après dix ans de banque.", "not_met"),
        ("Je souhaite mettre mes quinze ans d'expérience de la banque au service de votre association.", "not_met"),
        ("After ten years of work in a bank, I would like to join an NGO.", "not_met"),
        ("بعد عشر سنوات من العمل في البنك، أرغب في الالتحاق بجمعية.", "not_met"),
        ("Je souhaite vous apporter dix ans d'expérience dans une association, puis à la banque.", "unclear"),
        ("J'ai dix ans d'expérience, à la banque et dans une association.", "unclear"),
        ("Après dix ans de banque, j'ai souhaité rejoindre une association.", "unclear"),
        ("Depuis cinq ans j'écris surtout pour des associations.", "unclear"),
        ("Depuis cinq ans j'écris surtout pour des banques.", "not_met"),
        ("J'ai 35 ans et deux enfants.", "not_met"),
        ("Le projet de 36 mois de notre association m'a appris la patience.", "not_met"),
    ],
)
def test_a_claim_of_associative_years_stops_a_refusal(notice: Notice, claim: str, verdict: str) -> None:
    posts = "Expérience\n01/2023 - 12/2024 Chargée de projet, Association Tamkine"
    assert judged(notice, posts, letter(claim)).verdict.value == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Vous demandez trois années d'expérience. J'en ai moins, et je tiens à vous le dire.", "not_met"),
        ("L'avis exige trois ans d'expérience ; je ne les ai pas.", "not_met"),
        ("Je n'ai pas les trois années d'expérience demandées.", "not_met"),
        ("You ask for three years of experience and I have fewer.", "not_met"),
        ("تطلبون ثلاث سنوات من التجربة، وليست لدي.", "not_met"),
        ("Vous demandez trois années d'expérience. Je les ai, et largement.", "unclear"),
        ("Vous demandez trois années d'expérience associative : j'en ai huit ; je n'ai pas le permis.", "unclear"),
        ("Vous demandez trois ans d'expérience : je n'en ai pas trois mais huit.", "unclear"),
        ("Vous demandez trois ans d'expérience ; je n'en ai que deux en salariat, mais dix en association.", "unclear"),
        ("You ask for three years of experience and I have more.", "unclear"),
    ],
)
def test_years_asked_for_and_not_held_are_no_claim(notice: Notice, claim: str, verdict: str) -> None:
    posts = "Expérience\n01/2025 - 12/2025 Chargée de projet, Association Tamkine"
    assert judged(notice, posts, letter(claim)).verdict.value == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Après douze ans dans la banque, j'ai choisi le monde associatif.", "not_met"),
        ("Au bout de douze ans de travail à l'usine, je me suis tournée vers une association.", "not_met"),
        ("After twelve years of work in a bank, I chose the NGO sector.", "not_met"),
        ("بعد اثنتي عشرة سنة من العمل في البنك، اخترت المجتمع المدني.", "not_met"),
        ("Après douze ans dans une association, j'ai choisi la banque.", "unclear"),
        ("Après douze ans de travail, à la banque puis dans une association, je me présente.", "unclear"),
        ("Après douze ans dans la banque et cinq ans dans une association, je me présente.", "unclear"),
    ],
)
def test_years_after_which_one_came_to_associations_are_those_of_the_trade_told(
    notice: Notice, claim: str, verdict: str
) -> None:
    posts = (
        "Expérience\n01/2025 - 12/2025 Chargée de projet, Association Tamkine\n"
        "01/2013 - 12/2024 Conseillère clientèle, Banque Populaire, Casablanca"
    )
    assert judged(notice, posts, letter(claim)).verdict.value == verdict


def test_a_claim_never_makes_met(notice: Notice) -> None:
    profile = "Profil\nPlus de 10 ans de coordination de projets associatifs.\nExpérience\nVendeuse, Zara, 2015 – 2018"
    assert judged(notice, profile).verdict.value == "unclear"


@pytest.mark.parametrize(
    "told",
    [
        "En mai 2011, j'ai fondé à Azrou l'Association Tifaouine, qui\nreçoit des mères. J'en suis la directrice salariée depuis mars\n2013. Je monte les projets.",
        "In May 2011 I founded the Tifaouine Association, which\nreceives mothers; I run its projects with a team of six\nand report to donors.",
    ],
)
def test_who_began_on_a_day_and_may_be_there_still_is_not_refused(notice: Notice, told: str) -> None:
    assert judged(notice, f"Salma Alaoui\nFès\n\n{told}").verdict.value != "not_met"


def test_an_employer_called_in_the_words_of_the_notice_keeps_its_post(notice: Notice) -> None:
    posts = (
        "Expérience\nRéseau pour la promotion des droits des personnes en situation de handicap : coordinatrice de projets\n"
        "01/2019 – 12/2022\nRapports"
    )
    assert said(judged(notice, posts)) == ("met", 48, 48)


def test_undated_posts_leave_the_upper_bound_open(notice: Notice) -> None:
    posts = "Expérience\nCoordinatrice de projets, Association Amal\nVendeuse, Zara"
    assert said(judged(notice, posts)) == ("unclear", 0, None)


@pytest.mark.parametrize("employer", ["Association Rif Apprenti, Tétouan", "Association Stage et Avenir, Tétouan"])
def test_an_association_named_after_apprentices_makes_no_apprentice_of_its_coordinator(
    notice: Notice, employer: str
) -> None:
    judgement = judged(notice, f"01/2020 – 12/2022 Coordinatrice de projet, {employer}")

    assert said(judgement) == ("met", 36, 36)


def test_an_unread_cv_is_never_refused(notice: Notice) -> None:
    unread = PieceText("cv.pdf", PieceKind.CV, None, "encrypted")
    judgement = judge_experience(gather([unread], (), Person(), notice), notice.criterion("experience"))
    assert (judgement.verdict.value, judgement.reason) == ("unclear", "exp.unread")


def test_two_versions_that_disagree_give_the_smaller_minimum_and_the_larger_maximum(notice: Notice) -> None:
    older = "Expérience\n01/2020 – 12/2022 Chargée de projet, Association Amal\n" + REST
    other = PieceText("cv2.pdf", PieceKind.CV, plain_text("Salma Alaoui\n" + older))
    judgement = judged(notice, "Expérience\n06/2020 – 12/2022 Chargée de projet, Association Amal", other)
    assert said(judgement) == ("unclear", 31, 36)


def test_the_evidence_is_the_lines_of_title_and_period(notice: Notice) -> None:
    judgement = judged(
        notice, "Expérience\nJanvier 2020 –\nà ce jour\nCoordinatrice, Association Amal\n- suivi du budget"
    )
    assert [(quote.text, quote.role) for quote in judgement.evidence] == [
        ("Janvier 2020 –\nà ce jour\nCoordinatrice, Association Amal", Role.FOR)
    ]


def test_every_period_is_told_with_the_rule_that_fired(notice: Notice) -> None:
    posts = "Expérience\n01/2020 – 12/2022 Coordinatrice, Association Amal\n2015 – 2018 Vendeuse, Zara"
    assert judged(notice, posts).facts["periods"] == [
        {"from": "2015-01", "to": "2018-12", "counts": False, "why": "post.other_trade"},
        {"from": "2020-01", "to": "2022-12", "counts": True, "why": "post.sure"},
    ]


def test_from_thirty_months_a_refusal_is_called_near(notice: Notice) -> None:
    near = judged(notice, "Expérience\n01/2020 – 06/2022 Coordinatrice, Association Amal")
    far = judged(notice, "Expérience\n01/2020 – 05/2022 Coordinatrice, Association Amal")
    assert (near.facts["near_miss"], far.facts["near_miss"]) == (True, False)


def test_another_notice_may_ask_other_months(notice: Notice) -> None:
    from dataclasses import replace

    criterion = notice.criterion("experience")
    asks_less = replace(criterion, settings={**criterion.settings, "months": 24})
    cv = PieceText(
        "cv.pdf", PieceKind.CV, plain_text("S. Alaoui\nExpérience\n2020-01 – 2021-12 Coordinatrice, ONG Amal" + REST)
    )
    assert said(judge_experience(gather([cv], (), Person(), notice), asks_less)) == ("met", 24, 24)


@pytest.mark.parametrize(
    ("sentence", "refused"),
    [
        (
            (
                "Puis, de mars 2016 à mai 2021, l'association Nour des quartiers m'a confié la direction de son projet "
                "d'accueil des familles venues des douars de la province."
            ),
            False,
        ),
        (
            (
                "D'avril 2018 à novembre 2022, j'ai coordonné pour la fédération des associations de l'Oriental une longue "
                "campagne dont les journalistes ont beaucoup parlé."
            ),
            False,
        ),
        (
            (
                "ثم من مارس 2016 إلى ماي 2021 أسندت إلي جمعية نور إدارة مشروعها لاستقبال الأسر القادمة من دواوير الإقليم ومن "
                "أحياء المدينة القديمة."
            ),
            False,
        ),
        (
            (
                "De mars 2016 à mai 2021 j'ai tenu la caisse d'une droguerie, et le dimanche je marchais avec des amis dans "
                "les collines au-dessus de la ville."
            ),
            True,
        ),
    ],
)
def test_a_dated_sentence_that_manages_for_an_association_forbids_a_refusal(
    notice: Notice, sentence: str, *, refused: bool
) -> None:
    posts = f"Expérience\n2022 – 2024 Vendeuse, Zara\n{sentence}"
    assert (judged(notice, posts).verdict.value == "not_met") is refused
