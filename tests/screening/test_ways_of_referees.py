"""Referees as people name them: in a list, a table, a sentence, on one line, with and without a heading.

A line is « verdict complete-referees | the passage »; ⏎ stands for a new line, ⇥ for a tabulator.
"""

from __future__ import annotations

import pytest

from app.posting.notice import CriterionKind, Notice, PieceKind
from app.reading.text import ReadText, plain_text
from app.screening.completeness import judge_completeness
from app.screening.evidence import PieceText
from app.screening.judgement import Judgement
from app.screening.papers import gather
from app.screening.person import Person

CV = """Samira ALAOUI
12 rue des Acacias, Salé
06 61 00 00 01
samira.alaoui@example.org
FORMATION
2014 Master en sociologie, Université Mohammed V, Rabat
LANGUES
Arabe : langue maternelle
Français : courant
EXPÉRIENCE PROFESSIONNELLE
01/2018 – 12/2022 Coordinatrice de projet, Association Amal, Salé
- Gestion d'un projet de lutte contre l'abandon scolaire
- Suivi du budget annuel et préparation des audits avec le comptable de la structure
03/2015 – 12/2017 Employée administrative, société Atlas Emballage, Kénitra
- Accueil, courrier, classement, tenue de la caisse et relances des clients
"""
SENTENCE = (
    "Depuis huit ans je travaille avec des familles de Salé pour que leurs enfants restent à l'école, et j'ai appris à "
    "tenir ensemble un budget, une équipe et des délais sans jamais oublier les personnes."
)
LETTER = (
    "Objet : candidature au poste de chargée de projet\nMadame, Monsieur,\n"
    f"{SENTENCE} {SENTENCE} {SENTENCE}\nJe vous prie d'agréer mes salutations distinguées.\nSamira Alaoui\n"
)
ARABIC_SENTENCE = "أشتغل منذ خمس سنوات مع نساء يبحثن عن سكن وعمل ووثائق وأسرة تقبل بهن من جديد، ومن خلال هذا العمل تعلمت أن الثقة تبنى ببطء\n"
ENGLISH_SENTENCE = "For eight years I have worked with families in Salé so that their children stay at school, and I learned to be patient\n"
WAYS = """
met 3 | RÉFÉRENCES ⏎ Nadia Berrada ⏎ Directrice, Association Amal ⏎ n.berrada@example.org / 06 00 11 22 33 ⏎ Ma responsable directe sur trois projets ⏎  ⏎ Karim Idrissi ⏎ Coordinateur, Fondation Zakoura ⏎ 06 00 11 22 34 ⏎  ⏎ Omar Fassi ⏎ Trésorier, Association Basma ⏎ o.fassi@example.org ⏎ Partenaire du projet scolaire
met 3 | RÉFÉRENCES ⏎ - Nadia Berrada, directrice de l'association Amal, 06 00 11 22 33 ⏎ - Karim Idrissi, coordinateur, Fondation Zakoura, k.idrissi@example.org ⏎ - Omar Fassi, trésorier de l'association Basma, 06 00 44 55 66
met 3 | RÉFÉRENCES ⏎ Vous pouvez joindre Mme Nadia Berrada, directrice de l'association Amal (06 00 11 22 33), M. Karim Idrissi, coordinateur à la Fondation Zakoura (k.idrissi@example.org) et M. Omar Fassi, trésorier de l'association Basma (06 00 44 55 66).
met 3 | RÉFÉRENCES ⏎ Nadia Berrada, présidente de l'association Amal, 06 00 11 22 33 ; Karim Idrissi, coordinateur, Fondation Zakoura, k.idrissi@example.org ; Omar Fassi, trésorier, association Basma, 06 00 44 55 66
met 3 | Références : Nadia Berrada (association Amal, 06 00 11 22 33), Karim Idrissi (Fondation Zakoura, k.idrissi@example.org), Omar Fassi (association Basma, 06 00 44 55 66)
met 3 | RÉFÉRENCES ⏎ Nadia Berrada ⏎ Directrice ⏎ Association Amal ⏎ n.berrada@example.org ⏎  ⏎ Karim Idrissi ⏎ Coordinateur ⏎ Fondation Zakoura ⏎ 06 00 11 22 33 ⏎  ⏎ Omar Fassi ⏎ Trésorier ⏎ Association Basma ⏎ o.fassi@example.org
met 3 | RÉFÉRENCES ⏎ Nom : Nadia Berrada ⏎ Fonction : Directrice ⏎ Organisme : Association Amal ⏎ Tél : 06 00 11 22 33 ⏎ Nom : Karim Idrissi ⏎ Fonction : Coordinateur ⏎ Organisme : Fondation Zakoura ⏎ Tél : 06 00 11 22 34 ⏎ Nom : Omar Fassi ⏎ Fonction : Trésorier ⏎ Organisme : Association Basma ⏎ Tél : 06 00 11 22 35
met 3 | RÉFÉRENCES ⏎ Nom | Fonction | Organisme | Contact ⏎ Nadia Berrada | Directrice | Association Amal | n.berrada@example.org ⏎ Karim Idrissi | Coordinateur | Fondation Zakoura | 0600112233 ⏎ Omar Fassi | Trésorier | Association Basma | o.fassi@example.org
met 3 | RÉFÉRENCES ⏎ Nadia Berrada, directrice, Association Amal ⏎ n.berrada@example.org / 06 00 11 22 33 ⏎ Karim Idrissi, coordinateur, Fondation Zakoura ⏎ k.idrissi@example.org / 06 00 11 22 34 ⏎ Omar Fassi, trésorier, Association Basma ⏎ o.fassi@example.org / 06 00 11 22 35
met 3 | RÉFÉRENCES ⏎ Nadia Berrada, directrice, Association Amal ⏎ n.berrada@example.org ⏎ 06 00 11 22 33 ⏎ Karim Idrissi, coordinateur, Fondation Zakoura ⏎ k.idrissi@example.org ⏎ 06 00 11 22 34 ⏎ Omar Fassi, trésorier, Association Basma ⏎ o.fassi@example.org ⏎ 06 00 11 22 35
met 3 | RÉFÉRENCES ⏎ Nadia Berrada, directrice, ⏎ Association Amal, Salé – 06 00 11 22 ⏎ 33 ⏎ Karim Idrissi, coordinateur, ⏎ Fondation Zakoura – ⏎ k.idrissi@example.org ⏎ Omar Fassi, trésorier, Association ⏎ Basma, Rabat – 06 00 11 22 35
met 3 | RÉFÉRENCES ⏎ • Nadia Berrada, directrice, Association Amal, +212 6 ⏎ 00 11 22 33 ⏎ • Karim Idrissi, coordinateur, Fondation Zakoura, +212 600 ⏎ 112234 ⏎ • Omar Fassi, trésorier, Association Basma, 0600-11 ⏎ -22-35
met 3 | RÉFÉRENCES ⏎ Tél. 06 00 11 22 33 – Nadia Berrada, directrice, Association Amal ⏎ Tél. 06 00 11 22 34 – Karim Idrissi, coordinateur, Fondation Zakoura ⏎ Tél. 06 00 11 22 35 – Omar Fassi, trésorier, Association Basma
met 3 | RÉFÉRENCES ⏎ Association Amal : Nadia Berrada, directrice, 06 00 11 22 33 ⏎ Fondation Zakoura : Karim Idrissi, coordinateur, 06 00 11 22 34 ⏎ Association Basma : Omar Fassi, trésorier, 06 00 11 22 35
met 3 | RÉFÉRENCES ⏎ Association Amal ⏎ Nadia Berrada, directrice, 06 00 11 22 33 ⏎ Fondation Zakoura ⏎ Karim Idrissi, coordinateur, 06 00 11 22 34 ⏎ Association Basma ⏎ Omar Fassi, trésorier, 06 00 11 22 35
met 3 | RÉFÉRENCES ⏎ 1. Nadia Berrada, directrice, Association Amal, 06 00 11 22 33 ⏎ 2. Karim Idrissi, coordinateur, Fondation Zakoura, 06 00 11 22 34 ⏎ 3. Omar Fassi, trésorier, Association Basma, 06 00 11 22 35
met 3 | RÉFÉRENCES ⏎ 1/ Mme Nadia Berrada ⏎ Directrice de l'Association Amal ⏎ GSM : 06 00 11 22 33 ⏎ 2/ M. Karim Idrissi ⏎ Coordinateur de la Fondation Zakoura ⏎ GSM : 06 00 11 22 34 ⏎ 3/ M. Omar Fassi ⏎ Trésorier de l'Association Basma ⏎ GSM : 06 00 11 22 35
met 3 | RÉFÉRENCES ⏎ Référence 1 : Nadia Berrada, directrice, Association Amal, 06 00 11 22 33 ⏎ Référence 2 : Karim Idrissi, coordinateur, Fondation Zakoura, 06 00 11 22 34 ⏎ Référence 3 : Omar Fassi, trésorier, Association Basma, 06 00 11 22 35
met 3 | RÉFÉRENCES ⏎ BERRADA NADIA – DIRECTRICE ASSOCIATION AMAL – 0600112233 ⏎ IDRISSI KARIM – COORDINATEUR FONDATION ZAKOURA – 0600112234 ⏎ FASSI OMAR – TRÉSORIER ASSOCIATION BASMA – 0600112235
unclear 2 | RÉFÉRENCES ⏎ - Nadia Berrada, directrice de l'association Amal, 06 00 11 22 33 ⏎ - Karim Idrissi, coordinateur, Fondation Zakoura, k.idrissi@example.org
unclear 0 | RÉFÉRENCES ⏎ - Nadia Berrada, directrice de l'association Amal ⏎ - Karim Idrissi, coordinateur, Fondation Zakoura ⏎ - Omar Fassi, trésorier, association Basma
unclear 1 | RÉFÉRENCES ⏎ - Nadia Berrada, directrice de l'association Amal ⏎ - Karim Idrissi, coordinateur, Fondation Zakoura, k.idrissi@example.org ⏎ - Omar Fassi, trésorier, association Basma
unclear 0 | RÉFÉRENCES ⏎ - Nadia Berrada, 06 00 11 22 33 ⏎ - Karim Idrissi, 06 00 11 22 34 ⏎ - Omar Fassi, 06 00 11 22 35
not_met 0 | RÉFÉRENCES ⏎ Disponibles sur demande
not_met 0 | Références : sur simple demande.
not_met 0 | RÉFÉRENCES ⏎ Mes références vous seront communiquées lors de l'entretien.
unclear 0 | RÉFÉRENCES ⏎ - Projet « Tamkine », Association Amal, 2018-2020, coordination ⏎ - Projet « Jil », Fondation Zakoura, 2020-2021, coordination ⏎ - Projet « Bidaya », 2021-2022, coordination
unclear 3 | RÉFÉRENCES ⏎ - Nadia Berrada, directrice, société Atlas, 06 00 11 22 33 ⏎ - Karim Idrissi, chef de service, Banque Populaire, 06 00 11 22 34 ⏎ - Omar Fassi, gérant, Imprimerie du Nord, 06 00 11 22 35
unclear 2 | RÉFÉRENCES ⏎ - Nadia Berrada, directrice, Association Amal, 06 00 11 22 33 ⏎ - Nadia Berrada, présidente, Association Amal, 06 00 11 22 33 ⏎ - Omar Fassi, trésorier, Association Basma, 06 00 11 22 35
met 3 | المراجع ⏎ - نادية برادة، مديرة جمعية الأمل، 0600112233 ⏎ - كريم الإدريسي، منسق بمؤسسة زاكورة، k.idrissi@example.org ⏎ - عمر الفاسي، أمين مال جمعية بسمة، 0600445566
met 3 | المراجع ⏎ السيدة نادية برادة ⏎ مديرة جمعية الأمل ⏎ الهاتف: 0600112233 ⏎ السيد كريم الإدريسي ⏎ منسق بمؤسسة زاكورة ⏎ البريد الإلكتروني: k.idrissi@example.org ⏎ السيد عمر الفاسي ⏎ أمين مال جمعية بسمة ⏎ الهاتف: ٠٦٠٠٤٤٥٥٦٦
met 3 | المراجع ⏎ يمكنكم الاتصال بالسيدة نادية برادة، مديرة جمعية الأمل (0600112233)، والسيد كريم الإدريسي، منسق بمؤسسة زاكورة (k.idrissi@example.org)، والسيد عمر الفاسي، أمين مال جمعية بسمة (0600445566).
met 3 | المراجع ⏎ الاسم | الصفة | المؤسسة | الهاتف ⏎ نادية برادة | مديرة | جمعية الأمل | 0600112233 ⏎ كريم الإدريسي | منسق | مؤسسة زاكورة | 0600112234 ⏎ عمر الفاسي | أمين المال | جمعية بسمة | 0600112235
not_met 0 | المراجع ⏎ تقدم عند الطلب
met 3 | أشخاص يمكن الاتصال بهم ⏎ - نادية برادة، مديرة جمعية الأمل، 0600112233 ⏎ - كريم الإدريسي، منسق بمؤسسة زاكورة، k.idrissi@example.org ⏎ - عمر الفاسي، أمين مال جمعية بسمة، 0600445566
met 3 | REFERENCES ⏎ - Nadia Berrada, Director, Amal Association, 0600112233 ⏎ - Karim Idrissi, Coordinator, Zakoura Foundation, k.idrissi@example.org ⏎ - Omar Fassi, Treasurer, Basma Association, 0600445566
met 3 | REFERENCES ⏎ Nadia Berrada (Director, Amal Association, 0600112233), Karim Idrissi (Coordinator, Zakoura Foundation, k.idrissi@example.org) and Omar Fassi (Treasurer, Basma Association, 0600445566) have agreed to be contacted.
not_met 0 | REFERENCES ⏎ Available upon request
met 3 | REFEREES ⏎ Dr. Nadia Berrada ⏎ Director, Amal Association ⏎ Email: n.berrada@example.org ⏎ Mr Karim Idrissi ⏎ Coordinator, Zakoura Foundation ⏎ Phone: +212 600 11 22 33 ⏎ Ms Houda Fassi ⏎ Treasurer, Basma Association ⏎ Phone: +212 600 44 55 66
met 3 | Personnes à contacter ⏎ - Nadia Berrada, directrice de l'association Amal, 06 00 11 22 33 ⏎ - Karim Idrissi, coordinateur, Fondation Zakoura, k.idrissi@example.org ⏎ - Omar Fassi, trésorier de l'association Basma, 06 00 44 55 66
met 3 | Références en gestion de projets associatifs ⏎ - Nadia Berrada, directrice de l'association Amal, 06 00 11 22 33 ⏎ - Karim Idrissi, coordinateur, Fondation Zakoura, k.idrissi@example.org ⏎ - Omar Fassi, trésorier de l'association Basma, 06 00 44 55 66
met 3 | Trois références ⏎ Nadia Berrada, directrice de l'association Amal, 06 00 11 22 33 ⏎ Karim Idrissi, coordinateur, Fondation Zakoura, k.idrissi@example.org ⏎ Omar Fassi, trésorier de l'association Basma, 06 00 44 55 66
met 3 | Ils me recommandent ⏎ Nadia Berrada, directrice de l'association Amal, 06 00 11 22 33 ⏎ Karim Idrissi, coordinateur, Fondation Zakoura, k.idrissi@example.org ⏎ Omar Fassi, trésorier de l'association Basma, 06 00 44 55 66
met 3 | Contacts de référence ⏎ Nadia Berrada, directrice de l'association Amal, 06 00 11 22 33 ⏎ Karim Idrissi, coordinateur, Fondation Zakoura, k.idrissi@example.org ⏎ Omar Fassi, trésorier de l'association Basma, 06 00 44 55 66
met 3 | Personnes pouvant témoigner de mon travail : ⏎ Nadia Berrada, directrice de l'association Amal, 06 00 11 22 33 ⏎ Karim Idrissi, coordinateur, Fondation Zakoura, k.idrissi@example.org ⏎ Omar Fassi, trésorier de l'association Basma, 06 00 44 55 66
met 3 | RÉFÉRENCES ⏎ Ben Abdallah Rachida, présidente association Annour, rachida.ba @ example.org ⏎ El Mehdi Ait-Oufkir (Association Amal) : 212600112233 ⏎ Sœur Marie-Claire D'Almeida, foyer Sainte-Anne, 00212 600 11 22 33
met 3 | RÉFÉRENCES ⏎ Nadia Berrada ... directrice, Association Amal ... 06.00.11.22.33 ⏎ Karim Idrissi ... coordinateur, Fondation Zakoura ... 06.00.11.22.34 ⏎ Omar Fassi ... trésorier, Association Basma ... 06.00.11.22.35
met 3 | RÉFÉRENCES ⏎ Luc Martin, Médecins du Monde, +33 6 12 34 56 78 ⏎ Anna Rossi, COSPE, +39 06 1234 5678 ⏎ John Smith, Oxfam, +44 20 7946 0000
met 3 | RÉFÉRENCES ⏎ Mme Nadia Berrada ⇥ Directrice ⇥ Association Amal ⇥ 06 00 11 22 33 ⏎ M. Karim Idrissi ⇥ Coordinateur ⇥ Fondation Zakoura ⇥ k.idrissi@example.org ⏎ M. Omar Fassi ⇥ Trésorier ⇥ Association Basma ⇥ o.fassi@example.org
"""
ROWS = [
    (right, passage.replace(" ⏎ ", "\n").replace(" ⇥ ", "\t") + "\n")
    for right, _, passage in (line.partition(" | ") for line in WAYS.strip().splitlines())
]
LISTED = ROWS[0][1]


def _judge(notice: Notice, curriculum: str, letter: str = "", references: str = "") -> Judgement:
    texts = ((PieceKind.CV, curriculum), (PieceKind.LETTER, letter), (PieceKind.REFERENCES, references))
    pieces = [PieceText(f"{kind}.pdf", kind, ReadText(plain_text(text).pages)) for kind, text in texts if text]
    criterion = next(each for each in notice.criteria if each.kind is CriterionKind.COMPLETENESS)
    person = Person("Samira Alaoui", "samira.alaoui@example.org", "+212661000001")
    return judge_completeness(gather(pieces, (), person, notice), criterion)


def _said(judgement: Judgement) -> str:
    return f"{judgement.verdict.value} {judgement.arguments['references']}"


@pytest.mark.parametrize(("right", "passage"), ROWS)
@pytest.mark.parametrize("where", ["end of the CV", "middle of the CV", "below the letter", "a page of its own"])
def test_referees_are_counted_wherever_they_stand(notice: Notice, where: str, right: str, passage: str) -> None:
    judgement = {
        "end of the CV": lambda: _judge(notice, CV + passage, LETTER),
        "middle of the CV": lambda: _judge(notice, CV.replace("FORMATION\n", f"{passage}FORMATION\n"), LETTER),
        "below the letter": lambda: _judge(notice, CV, f"{LETTER}\n{passage}"),
        "a page of its own": lambda: _judge(notice, CV, LETTER, passage),
    }[where]()

    assert _said(judgement) == right


def test_referees_offered_in_a_sentence_of_the_letter_count(notice: Notice) -> None:
    offered = (
        " Vous pouvez joindre Mme Nadia Berrada, directrice de l'association Amal (06 00 11 22 33), M. Karim Idrissi, "
        "coordinateur à la Fondation Zakoura (k.idrissi@example.org) et M. Omar Fassi, trésorier de l'association Basma "
        "(06 00 44 55 66).\nJe vous prie"
    )

    judgement = _judge(notice, CV, LETTER.replace("\nJe vous prie", offered))

    assert _said(judgement) == "met 3"


def test_one_person_offered_in_a_letter_is_a_doubt_and_no_absence(notice: Notice) -> None:
    offered = (
        " Vous pouvez contacter Mme Nadia Berrada, directrice de l'association Amal (06 00 11 22 33).\nJe vous prie"
    )

    judgement = _judge(notice, CV, LETTER.replace("\nJe vous prie", offered))

    assert _said(judgement) == "unclear 1"


@pytest.mark.parametrize(
    ("right", "letter"),
    [
        ("met", f"{SENTENCE}\n" * 3),
        ("met", f"Bonjour,\n{SENTENCE} {SENTENCE} {SENTENCE}\nBien à vous\nSamira Alaoui"),
        ("met", ARABIC_SENTENCE * 4),
        ("met", ENGLISH_SENTENCE * 4),
        ("unclear", "Madame, Monsieur,\nVeuillez trouver ci-joint mon CV.\nCordialement\nSamira"),
        ("not_met", CV + LISTED),
    ],
)
def test_a_letter_needs_no_formula_and_a_cv_sent_twice_is_none(notice: Notice, right: str, letter: str) -> None:
    judgement = _judge(notice, CV + LISTED, letter)

    assert judgement.verdict.value == right


@pytest.mark.parametrize(
    "text",
    [
        f"{CV}{LISTED}\nLETTRE DE MOTIVATION\n{LETTER}",
        f"{LETTER}\n\f{CV}{LISTED}",
        f"{CV}{LISTED}\fSalé, le 3 mai 2026\n{LETTER}",
        f"{CV}{LISTED}\fرسالة تحفيزية\nإلى السيد مدير المرصد\n{ARABIC_SENTENCE * 4}وتفضلوا بقبول فائق الاحترام\nسميرة",
    ],
)
def test_a_letter_inside_the_file_of_the_cv_is_found(notice: Notice, text: str) -> None:
    assert _judge(notice, text).verdict.value == "met"


PROSE = (
    "Samira Alaoui\n12 rue des Acacias, Salé, 06 61 00 00 01, samira.alaoui@example.org\n"
    "Je suis née à Salé en 1988. J'ai obtenu un master en sociologie à l'Université Mohammed V de Rabat en 2014.\n"
    "De janvier 2018 à décembre 2022, j'ai coordonné les projets de l'association Amal, à Salé, avec quatre collègues, "
    "un budget de deux millions de dirhams et des rapports tous les trois mois.\n"
    "Ma langue maternelle est l'arabe, j'écris le français couramment.\n"
)
OWN_FAREWELLS = [
    "",
    "Avec mes respects,",
    "Merci de m'avoir lue,",
    "Au plaisir de vous rencontrer,",
    "مع تحياتي الصادقة،",
]
OWN_HEADINGS = [
    "",
    "Ils me connaissent",
    "Personnes qui peuvent parler de moi",
    "Trois noms",
    "من يزكيني",
    "People who know my work",
]


@pytest.mark.parametrize("farewell", OWN_FAREWELLS)
@pytest.mark.parametrize("heading", OWN_HEADINGS)
@pytest.mark.parametrize("curriculum", [CV, PROSE], ids=["with headings", "in prose"])
def test_a_whole_dossier_in_one_file_is_complete(notice: Notice, curriculum: str, heading: str, farewell: str) -> None:
    letter = "\n".join(["Lettre de motivation", "Madame, Monsieur,", *[SENTENCE] * 3, farewell, "Samira Alaoui", ""])
    people = (
        "Mme Nadia Berrada, présidente de l'association Amal – 06 00 11 22 33\n"
        "M. Karim Idrissi, coordinateur, Fondation Zakoura – k.idrissi@example.org\n"
        "M. Omar Fassi, trésorier, association Basma – 06 00 44 55 66\n"
    )

    judgement = _judge(notice, f"{curriculum}{letter}{heading}\n{people}")

    assert _said(judgement) == "met 3"


@pytest.mark.parametrize("curriculum", [CV, PROSE], ids=["with headings", "in prose"])
@pytest.mark.parametrize("opening", ["", "Madame, Monsieur,\n"])
@pytest.mark.parametrize("farewell", ["", "Solidairement,\n", "Je vous prie d'agréer mes salutations distinguées.\n"])
@pytest.mark.parametrize("order", ["letter last", "letter first", "letter between"])
def test_no_piece_is_called_missing_where_all_stand_in_one_file(
    notice: Notice, order: str, farewell: str, opening: str, curriculum: str
) -> None:
    letter = opening + "\n".join([SENTENCE] * 3) + f"\n{farewell}Samira Alaoui\n"
    text = {
        "letter last": curriculum + LISTED + letter,
        "letter first": letter + curriculum + LISTED,
        "letter between": curriculum + letter + LISTED,
    }[order]

    assert _judge(notice, text).verdict.value != "not_met"


@pytest.mark.parametrize(
    ("title", "sentence"), [("رسالة التحفيز", ARABIC_SENTENCE), ("Lettre de motivation", SENTENCE)]
)
def test_a_letter_under_its_own_title_needs_neither_formula_nor_first_person(
    notice: Notice, title: str, sentence: str
) -> None:
    told = (
        sentence.replace("أشتغل", "تشتغل").replace("تعلمت", "يتعلم المرء").replace("j'ai", "on a").replace("je ", "on ")
    )

    judgement = _judge(notice, f"{CV}{title}\n" + "\n".join([told.strip()] * 4) + f"\n{LISTED}")

    assert _said(judgement) == "met 3"
