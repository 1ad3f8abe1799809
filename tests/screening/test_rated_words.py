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
