"""CV, letter and three references, wherever and however people put them."""

from __future__ import annotations

import pytest

from app.intake.dossier import Referee
from app.posting.notice import Notice, PieceKind
from app.reading.text import ReadText, plain_text
from app.screening.completeness import judge_completeness
from app.screening.evidence import PieceText
from app.screening.judgement import Judgement
from app.screening.papers import gather
from app.screening.person import Person
from app.screening.referees import is_associative
from app.screening.references import find_references

CV = """Salma Alaoui
Expérience professionnelle
2015 - 2020 : Coordinatrice de projet, Association Espoir, Rabat
- coordination du projet « Femmes et droits », budget, équipe de cinq personnes, rapports narratifs aux bailleurs
- organisation de réunions, préparation des ateliers, suivi des achats et des pièces justificatives
Formation
2014 : Master en sociologie, Rabat
Langues
Arabe : langue maternelle. Français : courant
"""
LETTER = """Rabat, le 27 avril 2026
Objet : candidature au poste de chargée de projet
Madame, Monsieur,
Je coordonne depuis cinq ans un projet d'accompagnement de femmes à Rabat, et c'est avec intérêt que j'ai lu votre avis.
J'ai appris à tenir un calendrier avec des partenaires qui n'ont pas les mêmes habitudes, à préparer un comité et à dire
à un bailleur qu'une activité doit être reportée. Je suis disponible au mois de juin et je me tiens à votre disposition.
Je vous prie d'agréer, Madame, Monsieur, mes salutations distinguées.
Salma Alaoui
"""
ARABIC_LETTER = """الرباط في 27 أبريل 2026
إلى السيد مدير المرصد المغربي للسجون المحترم
الموضوع: طلب الترشيح لمنصب مكلفة بمشروع
تحية طيبة وبعد،
أشتغل منذ خمس سنوات مع نساء يبحثن عن سكن وعمل ووثائق وأسرة تقبل بهن من جديد. ومن خلال هذا العمل تعلمت أن الثقة تبنى
ببطء، وأن التقرير الجيد يبدأ بالإنصات الجيد، وأن الشريك الصغير يحتاج إلى وقت أطول من الشريك الكبير. كما تعلمت كيف
أدبر ميزانية محدودة وكيف أحافظ على الآجال حتى في الأسابيع الصعبة، وأنا مستعدة للالتحاق بكم في شهر يونيو.
وتفضلوا بقبول فائق عبارات التقدير والاحترام.
سلمى العلوي
"""
NOBODY = Person()
LISTED = [
    ("Références\n1) M. Bouazza Cherki, président de l'Association Chaouia. Tél : 06 61 55 02 18\n"
    "2) Mme Ilham Rahhali, chargée de la coopération, Fondation OCP. Email : i.rahhali@example.org\n"
    "3) M. Said Nouini, trésorier, association Faqs. Tél : 0672 40 16 63\n"),
    ("Références\nSoukaina Belkadi\nSecrétaire exécutive, association REMESS\n06 62 80 14 95\nAbdou Lamrani\nDirecteur, AMH formation\n"
    "a.lamrani@example.org\nKhadija Ourahou\nPrésidente, coopérative Tamounte\n06 78 40 52 36\n"),
    ("RÉFÉRENCES PROFESSIONNELLES\n- Amina Lotfi – directrice – Association Bayti – +212 6 00 20 43 91\n"
    "- Rachid Ouali – juriste – coalition Joussour – r.ouali@example.org\n- Sophie Renard – responsable – Fondation Enfance – s.renard@example.org / 0600112233\n"),
    ("المراجع\nذة. رشيدة بوزيد، رئيسة شبكة الأطلس للتنمية، الهاتف: 06 00 33 71 20\nذ. عبد الجليل أمزيان، مدير دار الطالب، الهاتف: 06 00 58 04 17\n"
    "ذة. ليلى السملالي، مكلفة بالبرامج، جمعية تنمية نساء الحوز، البريد: l.semlali@example.org\n"),
    ("References\nTarik Benhima\nRegional programme manager, Penal Reform International\nt.benhima@example.org, +216 22 000 418\nHélène Marchal\n"
    "Programme adviser, Mobilising for Rights Associates\nh.marchal@example.org\nAmina Hajji\nPresident, Association Initiatives\n+212 6 67 41 90 03\n"),
    ("Personnes de référence\nMme Rajae Benchekroun, présidente, Association Quartier Vivant (06.00.14.14.70)\n"
    "M. Bernard Lacaze, ancien chargé de programme, Oxfam (b.lacaze@example.org)\nM. Mustapha Zahidi, coordinateur, Réseau Chaouia (00212600613307)\n"),
]  # fmt: skip
FORM = (
    Referee("Latifa Bennaceur", "Association ATEC", "Présidente", "l.bennaceur@example.org", ""),
    Referee("Kamal Jettou", "INSAF", "Responsable", "", "06 70 11 85 32"),
    Referee("Malika Serghini", "Réseau Anaruz", "", "", "+212663904118"),
)


def cv(text: str = CV) -> PieceText:
    return PieceText("cv.pdf", PieceKind.CV, read(text))


def letter(text: str = LETTER) -> PieceText:
    return PieceText("lettre.pdf", PieceKind.LETTER, read(text))


def read(text: str) -> ReadText:
    return plain_text(text)


def judged(
    notice: Notice, *pieces: PieceText, referees: tuple[Referee, ...] = (), person: Person = NOBODY
) -> Judgement:
    return judge_completeness(gather(pieces, referees, person, notice), notice.criterion("dossier"))


def said(judgement: Judgement) -> tuple[str, str, list[str]]:
    return judgement.verdict.value, judgement.reason, judgement.facts["missing"]


def test_three_references_in_the_form_complete_the_dossier(notice: Notice) -> None:
    assert said(judged(notice, cv(), letter(), referees=FORM)) == ("met", "dos.complete", [])


@pytest.mark.parametrize("listed", LISTED)
def test_three_references_in_the_cv_complete_the_dossier(notice: Notice, listed: str) -> None:
    assert said(judged(notice, cv(CV + listed), letter())) == ("met", "dos.complete", [])


@pytest.mark.parametrize("listed", LISTED)
def test_three_references_in_a_file_complete_the_dossier(notice: Notice, listed: str) -> None:
    file = PieceText("references.pdf", PieceKind.REFERENCES, read(listed))

    assert said(judged(notice, cv(), letter(), file)) == ("met", "dos.complete", [])


def test_the_candidates_name_over_a_list_of_referees_is_none_of_them(notice: Notice) -> None:
    people = "Nadia Tari\nDirectrice, association Amal\nn.tari@example.org\n\nJoseph Mbuyi\nPrésident, association Basma\nj.mbuyi@example.org\n\nElena Conti\nCheffe de projet, association Tilila\ne.conti@example.org"
    file = PieceText("references.pdf", PieceKind.REFERENCES, read(f"Salma Alaoui\nRéférences\n\n{people}"))

    assert said(judged(notice, cv(), letter(), file, person=Person("Salma Alaoui", "salma@example.org", ""))) == (
        "met",
        "dos.complete",
        [],
    )


@pytest.mark.parametrize("text", [LETTER, ARABIC_LETTER])
@pytest.mark.parametrize("first", [True, False])
def test_a_letter_may_stand_in_the_cvs_own_file(notice: Notice, text: str, first: bool) -> None:
    joined = f"{text}\f{CV}" if first else f"{CV}\f{text}"

    assert said(judged(notice, cv(joined), referees=FORM)) == ("met", "dos.complete", [])


OWN_WORDS = """{called}
Rabat, le 27 avril 2026
Derrière chaque porte de la rue où {someone} grandi il y avait une famille qui attendait quelqu'un, et personne n'en parlait.
Vingt ans plus tard, au greffe, les mêmes noms, les mêmes mères assises sur le banc de bois, les mêmes papiers qui manquent.
Un projet utile commence par ces papiers : les lire, les recopier, les porter au bon guichet, revenir la semaine suivante.
Voilà cinq ans de travail, et l'envie de les poursuivre avec une équipe plus grande.
Salma Alaoui
"""


@pytest.mark.parametrize(
    "called", ["Lettre de motivation", "LETTRE DE CANDIDATURE", "Cover letter", "رسالة التحفيز", "رسالة تحفيزية"]
)
def test_what_is_called_a_letter_is_one_without_any_formula(notice: Notice, called: str) -> None:
    joined = f"{CV}\n{OWN_WORDS.format(called=called, someone='Salma a')}"

    assert said(judged(notice, cv(joined), referees=FORM)) == ("met", "dos.complete", [])


def test_an_arabic_letter_of_ones_own_words_in_the_cvs_file_is_found(notice: Notice) -> None:
    told = (
        "تحية صادقة،\nفي المحكمة التقيت أما تبحث عن ابنها منذ شهر ولم يخبرها أحد أين هو، فكتبت معها الطلب وانتظرت معها الجواب.\n"
        "أحكي هذه القصة لأن عملي كله يشبهها: أبحث عن الورقة الناقصة، وعن الشخص الذي يستطيع أن يوقعها، وأعود في الأسبوع الموالي.\n"
        "بدأت كاتبة في جمعية صغيرة، وتعلمت كيف تكتب التقارير وكيف يقنع الشركاء، واليوم أعرف قيمة كل من يشتغل في مشروع.\n"
        "ولكم مني كل التقدير.\nسلمى العلوي\n"
    )

    assert said(judged(notice, cv(f"{CV}\f{told}"), referees=FORM)) == ("met", "dos.complete", [])


def test_a_cv_that_only_announces_its_letter_has_none(notice: Notice) -> None:
    announced = f"{CV}Pièces jointes\nLettre de motivation\nCopies des diplômes\nAttestations de travail\n"

    assert said(judged(notice, cv(announced), referees=FORM)) == ("not_met", "dos.missing", ["letter"])


def test_a_cv_sent_twice_is_no_letter(notice: Notice) -> None:
    assert said(judged(notice, cv(), letter(CV), referees=FORM)) == ("not_met", "dos.missing", ["letter"])


def test_what_is_wholly_absent_is_named(notice: Notice) -> None:
    assert said(judged(notice, cv())) == ("not_met", "dos.missing", ["letter", "references"])


@pytest.mark.parametrize(
    "line", ["Références sur demande.", "References available upon request", "المراجع متوفرة عند الطلب"]
)
def test_references_on_request_are_none(notice: Notice, line: str) -> None:
    assert said(judged(notice, cv(CV + line + "\n"), letter())) == ("not_met", "dos.missing", ["references"])


def test_two_references_are_left_to_a_person(notice: Notice) -> None:
    assert said(judged(notice, cv(), letter(), referees=FORM[:2])) == ("unclear", "dos.references_few", ["references"])


def test_a_reference_without_a_way_to_be_reached_is_incomplete(notice: Notice) -> None:
    rows = (*FORM[:2], Referee("Mme Touria", "Commune", "", "", ""))

    assert said(judged(notice, cv(), letter(), referees=rows)) == (
        "unclear",
        "dos.references_incomplete",
        ["references"],
    )


def test_the_same_person_twice_is_one(notice: Notice) -> None:
    rows = (*FORM[:2], Referee("M. Kamal JETTOU", "INSAF", "", "k.jettou@example.org", ""))

    assert said(judged(notice, cv(), letter(), referees=rows)) == ("unclear", "dos.references_same", ["references"])


def test_the_candidate_is_no_reference(notice: Notice) -> None:
    rows = (*FORM[:2], Referee("Salma Alaoui", "Association Espoir", "", "salma@example.org", ""))

    judgement = judged(notice, cv(), letter(), referees=rows, person=Person("Salma Alaoui", "salma@example.org", ""))

    assert said(judgement) == ("unclear", "dos.references_self", ["references"])


def test_references_of_whom_none_is_of_an_association_are_left_to_a_person(notice: Notice) -> None:
    rows = tuple(Referee(f"Personne Numéro{n}", "Banque Atlas SA", "Directeur", f"p{n}@example.org", "") for n in "abc")

    assert said(judged(notice, cv(), letter(), referees=rows)) == ("unclear", "dos.references_outside", ["references"])


def test_three_past_projects_are_left_to_a_person(notice: Notice) -> None:
    projects = (
        "Références en gestion de projets associatifs\n1. « Collectivités ouvertes », Transparency Maroc, 2025-2026, budget 1,8 MDH.\n"
        "2. Projet Forum régional, Espace Associatif, 2024, budget 0,9 MDH.\n3. Programme « Mémoire », Fondation Atlas, 2021-2022.\n"
    )

    assert said(judged(notice, cv(CV + projects), letter())) == ("unclear", "dos.references_projects", ["references"])


def test_an_unread_letter_is_no_missing_letter(notice: Notice) -> None:
    unread = PieceText("lettre.pdf", PieceKind.LETTER, None, "encrypted")

    assert said(judged(notice, cv(), unread, referees=FORM))[:2] == ("unclear", "dos.unread")


def test_a_person_named_in_the_form_and_in_the_file_is_one(notice: Notice) -> None:
    papers = gather(
        (cv(CV + "Références\nLatifa Bennaceur, présidente, Association ATEC, 06 61 00 00 01\n"), letter()),
        FORM,
        Person(),
        notice,
    )

    assert len(find_references(papers).people) == 3


def test_references_that_could_not_be_made_out_are_not_absent(notice: Notice) -> None:
    blurred = "Références\nMme lt~o Ouh5saine, pré5idente\nM. Lah,en Aze1mad\n"

    assert said(judged(notice, cv(CV + blurred), letter()))[0] == "unclear"


def test_a_heading_that_points_elsewhere_is_left_to_a_person(notice: Notice) -> None:
    assert said(judged(notice, cv(CV + "Références\nVoir feuille séparée\n"), letter()))[:2] == (
        "unclear",
        "dos.references_unread",
    )


@pytest.mark.parametrize("title", ["Candidature au poste de chargée de projet", "طلب الترشيح لمنصب مكلفة بمشروع"])
@pytest.mark.parametrize("own_letter", [LETTER, "\n".join(LETTER.split("\n")[3:])])
def test_a_cv_that_is_called_an_application_does_not_begin_the_letter_below_it(
    notice: Notice, title: str, own_letter: str
) -> None:
    name, parts = CV.split("\n", 1)
    text = f"{name}\n{title}\n{parts}{own_letter}"

    papers = gather([cv(text)], [], NOBODY, notice)

    [part] = papers.letters
    assert part.start > text.index("Langues")
    told = {line.text for line in papers.own_lines(papers.cvs[0])}
    assert any("association espoir" in line for line in told)


@pytest.mark.parametrize(
    "place", ["Relais Prison-Société", "TIBU Maroc", "Mercy Corps", "Association Bayti", "جمعية بيتي"]
)
def test_an_organisation_known_by_its_name_alone_is_associative(place: str) -> None:
    assert is_associative(place)


@pytest.mark.parametrize(
    "place", ["University of Toronto", "Centre Jacques Berque", "Banque Populaire", "Commune de Salé", ""]
)
def test_a_university_a_bank_or_a_town_is_not(place: str) -> None:
    assert not is_associative(place)


def row(name: str, organisation: str, role: str = "", email: str = "", phone: str = "") -> Referee:
    return Referee(name, organisation, role, email, phone)


def test_friends_and_neighbours_are_no_association(notice: Notice) -> None:
    rows = [
        row("Hassan Ziani", "Ami", "Ami d'enfance", phone="06 00 00 00 41"),
        row("Aziza Tahri", "Voisine", phone="06 00 00 00 42"),
        row("Badr Slimani", "Cousin", phone="06 00 00 00 43"),
    ]

    assert said(judged(notice, cv(), letter(), referees=rows)) == (
        "unclear",
        "dos.references_outside",
        ["references"],
    )


@pytest.mark.parametrize("nobody", ["Voir CV", "Néant", "-", "sur demande", "N/A", "See attached", "لا يوجد"])
def test_a_row_that_names_nobody_is_no_reference(notice: Notice, nobody: str) -> None:
    assert said(judged(notice, cv(), letter(), referees=[row(nobody, "")])) == (
        "not_met",
        "dos.missing",
        ["references"],
    )


def test_three_people_may_share_their_associations_address(notice: Notice) -> None:
    rows = [
        row(name, "Association Tazart", "Membre du bureau", "contact@example.org")
        for name in ("Hassan Ziani", "Aziza Tahri", "Badr Slimani")
    ]

    assert said(judged(notice, cv(), letter(), referees=rows)) == ("met", "dos.complete", [])


def test_one_name_spelled_twice_with_one_address_is_one_person(notice: Notice) -> None:
    rows = [
        row("Mohamed Ziani", "Association Tazart", "Président", "m.ziani@example.org"),
        row("Mohammed Ziani", "Association Tazart", "Président", "m.ziani@example.org"),
        row("Aziza Tahri", "Association Tazart", "Trésorière", "a.tahri@example.org"),
    ]

    assert said(judged(notice, cv(), letter(), referees=rows))[:2] == ("unclear", "dos.references_same")


def test_a_role_without_anybodys_name_is_incomplete(notice: Notice) -> None:
    told = (
        "RÉFÉRENCES\nLa présidente de l'association Tazart, 06 00 00 00 51\nLe directeur du foyer de Sefrou, 06 00 00 00 52\n"
        "Le coordinateur du réseau Amal, 06 00 00 00 53\n"
    )

    assert said(judged(notice, cv(CV + told), letter()))[:2] == ("unclear", "dos.references_incomplete")
