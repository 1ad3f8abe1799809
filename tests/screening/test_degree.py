"""Diplomas as people write them: level, status and field, and what a notice that asks Bac+5 makes of them."""

from __future__ import annotations

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import plain_text
from app.screening.degree import judge_degree
from app.screening.diplomas import named_diplomas
from app.screening.evidence import PieceText
from app.screening.fold import fold
from app.screening.judgement import Judgement, Verdict
from app.screening.papers import gather
from app.screening.person import Person
from app.screening.status import Status

PADDING = """Compétences
Organisation, écoute, rigueur, travail en équipe, conduite de réunions, classement, accueil du public, planification,
rédaction de courriers, bureautique, permis de conduire, sens du contact, disponibilité, discrétion, autonomie, curiosité,
patience, ponctualité, prise de notes, traitement de texte, tableur, messagerie, aisance au téléphone, goût du terrain,
respect des consignes, tenue d'un agenda, préparation de salles, achats courants, suivi de stocks, photographie.
"""


def judged(notice: Notice, studies: str, *, letter: str = "", heading: str = "Formation") -> Judgement:
    """The degree of a CV whose studies are these lines."""
    pieces = [PieceText("cv.pdf", PieceKind.CV, plain_text(f"Salma Alaoui\n\n{heading}\n{studies}\n\n{PADDING}"))]
    if letter:
        pieces.append(PieceText("lettre.pdf", PieceKind.LETTER, plain_text(letter)))
    return judge_degree(gather(pieces, (), Person(), notice), notice.criterion("degree"))


@pytest.mark.parametrize(
    ("studies", "verdict", "level", "field"),
    [
        ("2016 : Master spécialisé en ingénierie de projets, Université Hassan II", "met", 5, "core"),
        ("Licence fondamentale en sociologie, FLSH Rabat, 2012", "not_met", 3, "core"),
        ("الإجازة المهنية في علم الاجتماع، جامعة ابن طفيل، 2014", "not_met", 3, "core"),
        ("Maîtrise en droit, Faculté de droit de Rabat, 2001", "not_met", 4, "related"),
        ("Maîtrise (M. Sc.) en science politique, Université de Montréal, 2014", "met", 5, "core"),
        ("2014 : DESA en droit public, FSJES Agdal\n2002 Licence en droit public", "met", 5, "related"),
        ("DESS Développement social, Université de Montpellier, 2003", "met", 5, "core"),
        ("دبلوم الدراسات العليا المعمقة في القانون العام، فاس، 2004", "met", 5, "related"),
        ("Diplôme d'ingénieur d'État en statistique, INSEA, 2010", "unclear", 5, "unrelated"),
        ("Diplôme d'ingénieur d'application en informatique, 2010", "not_met", 4, "unrelated"),
        ("Master en génie mécanique, FST Fès, 2013", "unclear", 5, "unrelated"),
        ("Master en littérature française, 2011\nLicence d'études françaises, 2009", "unclear", 5, "unrelated"),
        (
            "2009 Licence en sociologie\n2011 Master en sociologie\nDepuis 2020 : doctorat en sociologie (en cours)",
            "met",
            5,
            "core",
        ),
        ("DUT en gestion, EST Fès, 2010", "not_met", 2, "related"),
        ("Diplôme de technicien spécialisé en gestion des entreprises, OFPPT, 2008", "not_met", 2, "related"),
        ("بكالوريوس في العلوم السياسية، جامعة القاهرة، 2008\nماجستير في العلوم السياسية، 2012", "met", 5, "core"),
        ("بكالوريوس في الخدمة الاجتماعية، جامعة حلوان، 2008", "not_met", 4, "core"),
        ("ليسانس في علم الاجتماع، جامعة الجزائر، 2007", "not_met", 4, "core"),
        ("DES en sciences politiques, Université d'Alger, 2001", "not_met", 4, "core"),
        ("Niveau Bac+5 en gestion de projets, ISM Rabat, 2015\nLicence en économie, 2012", "unclear", 3, None),
        ("مستوى الماستر في القانون العام، 2016\nالإجازة في القانون العام، 2013", "unclear", 3, None),
        (
            "Master 2 en sociologie, en cours (soutenance prévue en juillet 2026)\nLicence en sociologie, 2022",
            "not_met",
            3,
            None,
        ),
        (
            "2024 – 2026 : Master en travail social, mémoire déposé, en attente de soutenance\n2023 : Licence en sociologie",
            "unclear",
            3,
            None,
        ),
        ("Master 1 en droit public validé, Master 2 abandonné, FSJES Rabat, 2012", "not_met", 4, "related"),
        ("Master (M1 validé, M2 non validé) Économie sociale, 2015\nLicence en économie, 2013", "not_met", 4, None),
        ("Admise en master genre et développement, rentrée 2025\nLicence en sociologie, 2023", "not_met", 3, None),
        ("ENCG Settat, 2012–2017", "unclear", None, None),
        ("Diplôme supérieur en management, Casablanca, 2013", "unclear", None, None),
        ("Diplôme de l'ENCG Settat, option gestion de projets, 2017", "met", 5, "core"),
        ("MBA, HEM Casablanca, 2015", "met", 5, "related"),
        ("LL.M. in International Human Rights Law, University of Essex, 2016", "met", 5, "core"),
        ("MA in Gender Studies, SOAS, London, 2014", "met", 5, "core"),
        ("BA in Sociology, Al Akhawayn University, 2012", "not_met", 3, "core"),
        ("Master's degree in Public Policy, 2018", "met", 5, "core"),
        ("PhD in Anthropology, EHESS, 2019", "met", 8, "core"),
        ("Titre RNCP niveau 7 « Manager de projets de solidarité internationale », 2019", "met", 5, "core"),
        ("MASTER EN DROITS DE L'HOMME ET DÉMOCRATIE, RABAT, 2014", "met", 5, "core"),
        ("Mastère spécialisé en management de projet, 2019", "met", 5, "core"),
        ("ماستر متخصص في تدبير المشاريع، 2018", "met", 5, "core"),
        ("شهادة الماستر في التواصل السياسي، 2017", "met", 5, "related"),
        ("باحثة بسلك الدكتوراه في القانون\nماستر في القانون الخاص، كلية الحقوق بسلا، 2015", "met", 5, "related"),
        ("Baccalauréat, 2009\nPremière année de droit, études interrompues", "not_met", None, None),
        ("2016 Master en sociologie, Fès\n2025 : formation en ligne en gestion de projet (en cours)", "met", 5, "core"),
        ("Bac + 5 : Master en sociologie, Fès, 2015", "met", 5, "core"),
        ("2003-2005 DESA (Bac+6), Sciences politiques", "met", 5, "core"),
        ("Depuis septembre 2024 : Master genre, Université de Meknès\nLicence sociologie 2021", "not_met", 3, None),
        ("Master en administration publique, ENA Rabat (admis, rentrée 2026)\nLicence en droit", "not_met", 3, None),
        ("Licence (Bac+3) en sociologie", "not_met", 3, "core"),
        ("Équivalent Bac+5 (VAE en cours)\nLicence en sociologie", "unclear", 3, None),
        ("طالب بسلك الماستر، شعبة علم الاجتماع (السنة الثانية)\nالإجازة في علم الاجتماع 2022", "not_met", 3, None),
        ("Postgraduate Diploma in Human Rights, 2014\nBA Law 2010", "unclear", 4, "core"),
        ("Titulaire d'un Master en Sociologie et d'une Licence en droit", "met", 5, "core"),
        ("Niveau d'études : Bac+5\nSpécialité : gestion de projets", "unclear", None, None),
        ("Université Hassan II Casablanca\n2012 - 2014\nMaster Études féminines", "met", 5, "core"),
        ("2026 (en cours) Master gouvernance des territoires\n2023 Licence de géographie", "not_met", 3, None),
        ("Licence en sociologie, 2012\nAttestation en gestion de projets, 2014", "not_met", 3, "core"),
    ],
)
def test_a_diploma_is_worth_what_its_name_status_and_field_say(
    notice: Notice, studies: str, verdict: str, level: int | None, field: str | None
) -> None:
    judgement = judged(notice, studies)

    said = (judgement.verdict.value, judgement.facts["level"])
    assert said == (verdict, level)
    if verdict == "met" or field is not None:
        assert judgement.facts["field"] == field


LETTER = """Objet : candidature au poste de chargée de projet
Madame, Monsieur,
{claim} je souhaite rejoindre votre équipe. J'ai appris à écouter les familles, à tenir un calendrier et à rendre des
comptes à chacun. Je connais la région, ses associations et ses administrations, et je sais travailler avec peu de moyens.
Je suis disponible à partir du mois de juin et je reste à votre disposition pour un entretien.
Je vous prie d'agréer, Madame, Monsieur, mes salutations distinguées.
"""


def test_a_diploma_held_in_the_letter_counts_where_the_cv_tells_no_studies(notice: Notice) -> None:
    judgement = judged(
        notice,
        "Judo, lecture",
        heading="Loisirs",
        letter=LETTER.format(claim="Titulaire d'un master en droits humains (2015),"),
    )

    assert (judgement.verdict.value, judgement.facts["level"], judgement.facts["field"]) == ("met", 5, "core")
    assert "master en droits humains" in judgement.evidence[0].text


def test_a_diploma_held_in_the_letter_only_raises_a_doubt_where_the_cv_says_otherwise(notice: Notice) -> None:
    judgement = judged(
        notice,
        "Licence en sociologie, Rabat, 2012",
        letter=LETTER.format(claim="Titulaire d'un master en droits humains (2015),"),
    )

    assert (judgement.verdict.value, judgement.reason) == ("unclear", "deg.claim_disagrees")


def test_silence_about_studies_is_never_held_against_anyone(notice: Notice) -> None:
    judgement = judged(notice, "Judo, lecture", heading="Loisirs")

    assert (judgement.verdict.value, judgement.reason, judgement.facts["level"]) == ("unclear", "deg.none_found", None)


@pytest.mark.parametrize(
    "trap",
    [
        "Expérience professionnelle\n2015 - 2020 Formatrice, Association Espoir\n- encadrement de 30 étudiants de master",
        "Expérience professionnelle\n2015 - 2020 Chargée de recrutement\n- recrutement de profils Bac+5 et de titulaires d'un master",
        "Certifications\nScrum Master PSM I, 2021\nMaster class « Leadership », 2017",
        "Compétences informatiques\nMaîtrise de l'outil informatique, maîtrise du français, MS Project",
        "التجربة المهنية\n2015 - 2020 منسقة مشروع، جمعية الأمل\n- إجازة أمومة من شتنبر إلى دجنبر 2018",
        "Expérience professionnelle\n2015 - 2020 Webmaster, Toastmasters Rabat\n- master plan de la ville, agent de maîtrise",
    ],
)
def test_words_that_only_hold_a_diplomas_name_are_no_diploma(notice: Notice, trap: str) -> None:
    judgement = judged(notice, f"Licence en sociologie, Rabat, 2012\n\n{trap}")

    assert (judgement.verdict.value, judgement.facts["level"]) == ("not_met", 3)


@pytest.mark.parametrize(
    ("masculine", "feminine"),
    [
        ("Diplômé d'un master en sociologie", "Diplômée d'un master en sociologie"),
        ("Licencié en droit, 2010", "Licenciée en droit, 2010"),
        ("Ingénieur d'État, statistique, 2010", "Ingénieure d'État, statistique, 2010"),
        ("حاصل على الماستر في علم الاجتماع", "حاصلة على الماستر في علم الاجتماع"),
        ("مجاز في القانون العام", "مجازة في القانون العام"),
        ("Doctorant en droit, Rabat", "Doctorante en droit, Rabat"),
        ("Titulaire d'un master, admis en doctorat", "Titulaire d'un master, admise en doctorat"),
    ],
)
def test_women_and_men_with_the_same_diploma_get_the_same_judgement(
    notice: Notice, masculine: str, feminine: str
) -> None:
    his, hers = judged(notice, masculine), judged(notice, feminine)

    assert (his.verdict, his.reason, his.facts) == (hers.verdict, hers.reason, hers.facts)


@pytest.mark.parametrize("slip", ["Mastre en sociologie", "Ma0ter en sociologie", "الماسثر في علم الاجتماع"])
def test_a_slip_in_a_higher_diplomas_name_is_left_to_a_person(notice: Notice, slip: str) -> None:
    judgement = judged(notice, f"2016 {slip}, Rabat\n2014 Licence en sociologie, Rabat")

    assert judgement.verdict.value == "unclear"


@pytest.mark.parametrize(
    ("written", "closing", "status"),
    [
        ("Master en sociologie, juin 2026", 5, Status.IN_PROGRESS),
        ("Master en sociologie, mai 2026", 5, Status.OBTAINED),
        ("Master en sociologie, mars 2026", 1, Status.IN_PROGRESS),
        ("Master en sociologie, juillet 2026", 9, Status.OBTAINED),
        ("Master en sociologie, 11/2026", 9, Status.IN_PROGRESS),
        ("Master en sociologie, 07/2026", 9, Status.OBTAINED),
        ("ماستر في علم الاجتماع، دجنبر 2026", 9, Status.IN_PROGRESS),
        ("ماستر في علم الاجتماع، غشت 2026", 9, Status.OBTAINED),
        ("Master in sociology, December 2026", 12, Status.OBTAINED),
        ("Master in sociology, 2027", 12, Status.IN_PROGRESS),
    ],
)
def test_what_ends_after_the_closing_is_under_way_in_whatever_month_it_closes(
    written: str, closing: int, status: Status
) -> None:
    folded = fold(written)

    (diploma,) = named_diplomas(folded, 0, len(folded.text), deadline=(2026, closing))

    assert diploma.status is status


@pytest.mark.parametrize(
    "said",
    [
        "Après une licence de sociologie, j'ai suivi à Tétouan le master de sociologie du genre, que j'ai terminé en 2012.",
        "J'ai quitté Nador pour préparer un master en droit public que j'ai obtenu en 2014, à force de nuits blanches.",
        "I moved to Rabat for a master in sociology, which I completed in 2016 while working at night.",
    ],
)
def test_a_diploma_that_a_life_told_in_sentences_says_was_finished_is_had(notice: Notice, said: str) -> None:
    life = (
        "J'ai grandi à Nador, fille d'un marin et d'une couturière, dans une maison où l'on parlait peu et où l'on lisait "
        "beaucoup. Le soir je recopiais les lettres des voisins, et je crois que tout est venu de là : écouter, écrire, "
        "relire, recommencer. Je cuisine bien, je nage mal, je marche longtemps, et je connais par leur nom les libraires de "
        "ma ville. J'ai appris tard à conduire, tôt à me taire, et je réponds toujours au téléphone quand on m'appelle le soir."
    )
    told = f"Loubna Naciri, Tétouan, loubna@example.org\n{life}\n{said}\n"
    cv = PieceText("cv.pdf", PieceKind.CV, plain_text(told))

    judgement = judge_degree(gather([cv], (), Person(), notice), notice.criterion("degree"))

    assert judgement.verdict is Verdict.MET


@pytest.mark.parametrize(
    "line",
    [
        "2012 – 2016 Université Ibn Zohr, Agadir : Licence puis Master économie sociale et solidaire",
        "Sept. 2012 – juin 2014 : INSEA, Rabat – Master en développement local",
        "2016 جامعة ابن زهر، أكادير: ماستر في علم الاجتماع",
    ],
)
def test_a_line_without_any_heading_may_name_the_school_before_the_diploma(notice: Notice, line: str) -> None:
    told = (
        f"Loubna Naciri\nTétouan, loubna@example.org\n\n{line}\n2009 Baccalauréat\n\nOctobre 2016 – mars 2019 : comptable, "
        "société Nakhil Transport\nTenue des comptes, déclarations, paie, archives, relances, courriers\n\nLangues : français "
        "courant, arabe langue maternelle\nLoisirs : marche, lecture, broderie, cuisine, jardins, théâtre\n"
    )
    cv = PieceText("cv.pdf", PieceKind.CV, plain_text(told))

    judgement = judge_degree(gather([cv], (), Person(), notice), notice.criterion("degree"))

    assert (judgement.verdict, judgement.facts["level"]) == (Verdict.MET, 5)
