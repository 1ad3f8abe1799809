"""Words in which people tell what they did, and words of other trades that only sound alike."""

from __future__ import annotations

import pytest

from app.posting.notice import Notice
from tests.screening.test_rated import judged

RATED = ("human_rights", "prison", "vulnerability", "coordination", "communication", "advocacy")


@pytest.mark.parametrize(
    ("criterion", "deed"),
    [
        ("human_rights", "clinique juridique pour les ouvrières"),
        ("human_rights", "دورة في حقوق اللاجئين"),
        ("human_rights", "Monitored freedom of association in three regions"),
        ("prison", "accompagnement de personnes sous bracelet électronique"),
        ("prison", "متابعة المحبوسين وأسرهم"),
        ("vulnerability", "aide aux démarches de 300 ménages des bidonvilles"),
        ("vulnerability", "école de la deuxième chance pour 40 adolescents"),
        ("vulnerability", "مواكبة عاملات النسيج"),
        ("vulnerability", "دروس محو الأمية"),
        ("vulnerability", "Run a shelter for undocumented women"),
        ("coordination", "réunions mensuelles avec l'agence, la commune et les coopératives"),
        ("coordination", "coordination de huit bénévoles, de la commune et du tribunal"),
        ("coordination", "لقاءات بين الجمعيات والمجالس الجماعية"),
        ("coordination", "Monthly meetings with shelters and lawyers"),
        ("communication", "émission hebdomadaire sur une radio locale"),
        ("communication", "tenue de la page de l'association"),
        ("communication", "تدبير صفحات التواصل والنشرة الشهرية"),
        ("advocacy", "lettre ouverte aux députés de la province"),
        ("advocacy", "المرافعة أمام الجماعات"),
    ],
)  # fmt: skip
def test_a_deed_in_these_words_shows(notice: Notice, criterion: str, deed: str) -> None:
    assert judged(notice, criterion, deed=deed).facts["shown"] is True


@pytest.mark.parametrize("criterion", RATED)
@pytest.mark.parametrize(
    "deed",
    [
        "encadrement de douze ouvrières de production, bulletins de paie",
        "réunions mensuelles avec la direction, liaison avec les fournisseurs",
        "vente de presse et tabac, affichage des promotions",
        "إنجاز دراسة السوق ونشرها بين الزبناء",
        "تنشيط الإذاعة المدرسية",
        "cash desk, stock, weekly meetings, digital literacy",
    ],
)
def test_a_shop_is_no_association(notice: Notice, criterion: str, deed: str) -> None:
    assert judged(notice, criterion, deed=deed).facts["shown"] is False


@pytest.mark.parametrize(
    ("criterion", "deed"),
    [
        ("prison", "Médecins Sans Frontières, visites de prisons"),
        ("vulnerability", "une action en faveur des enfants sans logement stable, avec leurs mères incarcérées"),
        ("coordination", "une action pour les sans-papiers, avec six partenaires"),
        ("prison", "accueil des sans-abri et des détenus"),
        ("prison", "Not-for-profit prison library"),
        ("prison", "projet ayant pour objectif la visite des détenus"),
        ("human_rights", "faire découvrir les droits de l'enfant aux élèves"),
        ("vulnerability", "مساعدة أطفال بدون مأوى ومهاجرين"),
    ],
)
def test_a_word_that_only_looks_like_a_denial_or_a_wish_denies_nothing(
    notice: Notice, criterion: str, deed: str
) -> None:
    assert judged(notice, criterion, deed=deed).facts["shown"] is True


@pytest.mark.parametrize(
    ("criterion", "deed"),
    [
        ("prison", "Porte-parole du syndicat des taxis auprès de la mairie"),
        ("prison", "Projet « Parole aux jeunes » au club de natation"),
        ("reporting", "Report de l'échéance de la dette pour le client"),
        ("reporting", "Séances de gymnastique de 60 minutes dans les clubs"),
        ("communication", "Communications de la mairie sur la cantine"),
        ("vulnerability", "Played many a genre of jazz with the band"),
        ("coordination", "aucune expérience des réunions avec les associations"),
        ("prison", "sans expérience en plaidoyer, en prison"),
    ],
)
def test_a_word_counts_in_its_own_language_and_a_denial_reaches_on(notice: Notice, criterion: str, deed: str) -> None:
    assert judged(notice, criterion, deed=deed).facts["shown"] is False


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ("réinsertion d'anciens détenus", "projet de réinsertion dans cinq prisons"),
        ("إعادة إدماج السجناء السابقين", "مشروع إعادة الإدماج داخل خمسة سجون"),
        ("reintegration of former prisoners", "project of reintegration in five prisons"),
    ],
)
def test_reintegration_is_of_people_in_each_language_alike(notice: Notice, named: str, place: str) -> None:
    shown = [
        judged(notice, criterion, deed=deed).facts["shown"]
        for deed in (named, place)
        for criterion in ("prison", "vulnerability")
    ]

    assert shown == [True, True, True, False]


def test_a_heading_reports_nothing_by_itself(notice: Notice) -> None:
    assert (
        judged(notice, "reporting", leisure="natation\nPublications\n« La clause pénale », 2015").facts["shown"]
        is False
    )


def test_a_training_told_under_another_heading_shows(notice: Notice) -> None:
    told = "natation\nDivers\nFormation « droits humains et développement », Tunis, 2021"

    assert judged(notice, "human_rights", leisure=told).facts["shown"] is True
