"""Done, claimed or nowhere: what a word is worth depends on where it stands."""

from __future__ import annotations

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import plain_text
from app.screening.evidence import PieceText
from app.screening.judgement import Judgement
from app.screening.papers import gather
from app.screening.person import Person
from app.screening.rated import judge_rated
from tests.screening.test_completeness import LETTER

BASE = """Salma Alaoui

Expérience professionnelle
01/2019 - 12/2020 : {post}
- {deed}
- suivi des achats et des factures, tenue des stocks, accueil du public, planification des congés
Formation
2016 : Licence en économie, Casablanca
Compétences
Organisation, écoute, rigueur, travail en équipe, classement, bureautique, {skill}
Loisirs
Lecture, {leisure}
"""
PLAIN = {
    "post": "Gestionnaire, société Atlas, Rabat",
    "deed": "gestion du magasin",
    "skill": "tableur",
    "leisure": "natation",
}


def judged(notice: Notice, criterion: str, letter: str = "", **words: str) -> Judgement:
    pieces = [PieceText("cv.pdf", PieceKind.CV, plain_text(BASE.format(**(PLAIN | words))))]
    if letter:
        pieces.append(
            PieceText(
                "lettre.pdf",
                PieceKind.LETTER,
                plain_text(LETTER.replace("Je suis disponible", f"{letter} Je suis disponible")),
            )
        )
    return judge_rated(gather(pieces, (), Person(), notice), notice.criterion(criterion))


@pytest.mark.parametrize(
    ("criterion", "deed"),
    [
        ("human_rights", "permanences d'aide juridique pour les familles"),
        ("human_rights", "تنظيم دورات حول حقوق الإنسان والولوج إلى العدالة"),
        ("human_rights", "Drafted the coalition's report to the Universal Periodic Review"),
        ("prison", "visites à la prison locale de Settat et ateliers avec des détenus"),
        ("prison", "زيارة النزيلات بالسجن المحلي والمساعدة على إعادة الإدماج"),
        ("prison", "Trained 90 prison staff on the Mandela Rules"),
        ("prison", "animation d'ateliers au centre de réforme d'Aïn Sebaâ"),
        ("vulnerability", "accompagnement de mères célibataires et d'enfants en situation de rue"),
        ("vulnerability", "مواكبة الأشخاص في وضعية إعاقة والنساء ضحايا العنف"),
        ("vulnerability", "case management for survivors of gender-based violence"),
        ("coordination", "secrétariat du comité de pilotage avec cinq associations partenaires"),
        ("coordination", "تنظيم اجتماعات لجنة القيادة مع الجمعيات الشريكة"),
        ("coordination", "Chaired the steering committee of a coalition of eleven NGOs"),
        ("communication", "rédaction de communiqués et organisation de conférences de presse"),
        ("communication", "تحرير البلاغات الصحفية والعلاقة مع وسائل الإعلام"),
        ("communication", "Managed press releases, newsletter and social media"),
        ("advocacy", "plaidoyer auprès du parlement et note de position"),
        ("advocacy", "إعداد مذكرة ترافعية وعريضة قدمت للجماعة"),
        ("advocacy", "Ran an awareness campaign and wrote a policy brief"),
        ("reporting", "rapports narratifs trimestriels et suivi-évaluation"),
        ("reporting", "إعداد التقارير السردية والتتبع والتقييم"),
        ("reporting", "Wrote narrative reports and a baseline study"),
    ],
)  # fmt: skip
def test_a_deed_in_a_post_shows(notice: Notice, criterion: str, deed: str) -> None:
    judgement = judged(notice, criterion, deed=deed)

    assert (judgement.facts["shown"], judgement.verdict.value) == (True, "met")
    assert deed.rsplit(maxsplit=1)[-1] in judgement.evidence[0].text
    assert judgement.points[0] > 0


@pytest.mark.parametrize(
    ("criterion", "word"),
    [
        ("human_rights", "droits humains"), ("prison", "milieu carcéral"), ("vulnerability", "genre et handicap"),
        ("coordination", "coalition"), ("communication", "relations presse"), ("advocacy", "plaidoyer"),
        ("reporting", "rapports narratifs"), ("prison", "السجون"), ("advocacy", "الترافع"), ("human_rights", "human rights"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["skill", "leisure"])
def test_a_bare_word_is_a_claim_and_gives_nothing(notice: Notice, criterion: str, word: str, place: str) -> None:
    judgement = judged(notice, criterion, **{place: word})

    assert (judgement.facts["shown"], judgement.verdict.value, judgement.points) == ("claimed", "unclear", (0.0, 0.0))


def test_a_deed_told_only_in_the_letter_is_a_claim(notice: Notice) -> None:
    judgement = judged(notice, "prison", letter="En 2022 j'ai visité des détenus à la prison de Settat.")

    assert judgement.facts["shown"] == "claimed"


@pytest.mark.parametrize(
    ("criterion", "deed"),
    [
        ("advocacy", "plaidoiries devant le tribunal de commerce"),
        ("prison", "détention d'actions et de parts sociales, détenteur d'un permis"),
        ("prison", "livraisons rue de la Prison"),
        ("human_rights", "boutique avenue de la Liberté"),
        ("vulnerability", "gestion de ce genre de contrats dans le secteur minier"),
        ("vulnerability", "travaux mineurs de peinture"),
        ("coordination", "coordination des achats de fournitures"),
        ("communication", "technologies de l'information et de la communication"),
        ("reporting", "contrats par rapport aux stocks, rapport qualité-prix"),
        ("prison", "aucune expérience du milieu carcéral"),
        ("prison", "ليس لدي تجربة في السجون"),
    ],
)
def test_a_trap_or_a_denial_is_no_mention(notice: Notice, criterion: str, deed: str) -> None:
    judgement = judged(notice, criterion, deed=deed)

    assert (judgement.facts["shown"], judgement.verdict.value) == (False, "not_met")


def test_one_short_entry_gives_less_than_a_year_or_two_entries(notice: Notice) -> None:
    short = BASE.replace("01/2019 - 12/2020", "01/2019 - 06/2019")
    deed = "visites à la prison locale de Settat"

    def points(cv: str) -> float:
        piece = PieceText("cv.pdf", PieceKind.CV, plain_text(cv))
        return judge_rated(gather([piece], (), Person(), notice), notice.criterion("prison")).points[0]

    once = points(short.format(**(PLAIN | {"deed": deed})))
    long = points(BASE.format(**(PLAIN | {"deed": deed})))
    assert (once, long) == (5.0, 8.0)
