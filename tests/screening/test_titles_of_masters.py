"""Titles of masters as universities give them, and how near each stands to the post. « · » parts two titles."""

from __future__ import annotations

import pytest

from app.screening.diplomas import named_diplomas
from app.screening.fold import fold

FIELDS = {
    "core": """
    Sociologie · Sociologie et anthropologie · Sociologie du développement local · Sociologie des organisations ·
    Sociologie urbaine · Genre, sociétés et cultures · Genre et politiques publiques · Études de genre ·
    Études féminines · Femmes et développement · Migrations et sociétés · Migration internationale ·
    Études migratoires méditerranéennes · Travail social · Travail social et médiation ·
    Intervention sociale et développement · Action sociale et politiques de proximité · Ingénierie sociale ·
    Ingénierie du développement social · Développement social · Développement territorial ·
    Développement local et gouvernance des territoires · Développement durable ·
    Développement et coopération internationale · Études du développement ·
    Coopération internationale et action humanitaire · Solidarité internationale ·
    Action humanitaire internationale · Management de projet · Management des projets ·
    Gestion de projets de développement · Ingénierie de projet · Ingénierie et management de projets ·
    Conduite de projets sociaux · Management des associations · Management des organisations associatives ·
    Gestion des ONG · Management des ONG · Économie sociale et solidaire · Économie sociale et développement ·
    Entrepreneuriat social et solidaire · Droits de l'Homme · Droits de l'Homme et droit humanitaire ·
    Droits humains et démocratie · Droits humains et libertés publiques · Droit des libertés et droits humains ·
    Sciences politiques · Science politique et relations internationales · Relations internationales ·
    Études politiques et relations internationales · Diplomatie et relations internationales · Politiques publiques ·
    Politiques publiques et développement · Politiques sociales · Action publique territoriale ·
    Anthropologie sociale et culturelle · Ethnologie · Démographie · Population et développement · Criminologie ·
    Criminologie et sciences criminelles · Psychologie sociale · Psychosociologie · Médiation sociale et familiale ·
    Animation sociale et culturelle · Protection de l'enfance · Enfance, famille et développement social ·
    Société civile et démocratie · Gouvernance et société civile · Sciences sociales ·
    Sciences sociales du politique · Justice transitionnelle et droits humains · Paix et sécurité ·
    Résolution des conflits · Études sur la paix et gestion des conflits · Droits de l'enfant ·
    Droit international des droits de l'homme · Droit et pratique des droits humains · علم الاجتماع ·
    سوسيولوجيا المجالات القروية والتنمية · سوسيولوجيا الهجرة · الأنثروبولوجيا · العلوم السياسية والعلاقات الدولية ·
    العلاقات الدولية والدبلوماسية · السياسات العمومية · الدراسات السياسية والدولية · حقوق الإنسان والحريات العامة ·
    حقوق الإنسان · القانون الدولي لحقوق الإنسان · تدبير المشاريع · تدبير مشاريع التنمية · إدارة المشاريع ·
    التنمية الاجتماعية · التنمية الترابية المستدامة · التنمية المجالية · العمل الاجتماعي ·
    العمل الاجتماعي وسياسات القرب · الوساطة الأسرية · الوساطة الاجتماعية · النوع الاجتماعي والتنمية · دراسات النوع ·
    الهجرة وحقوق الإنسان · الاقتصاد الاجتماعي والتضامني · تدبير المنظمات غير الحكومية · تدبير الجمعيات ·
    الخدمة الاجتماعية · العمل الإنساني · التعاون الدولي · علم الإجرام · المجتمع المدني والديمقراطية التشاركية ·
    علم النفس الاجتماعي · Human Rights · Human Rights and Democratization · International Human Rights Law ·
    International Development · Development Studies · Development Practice · Social Work · Social Policy ·
    Public Policy · Gender Studies · Gender and Development · Women and Gender Studies · Migration Studies ·
    Refugee and Forced Migration Studies · Peace and Conflict Studies · Conflict Resolution ·
    International Relations · International Affairs · Political Science · Middle East Politics · Sociology ·
    Anthropology · Demography · Humanitarian Action · Humanitarian Assistance · Project Management · NGO Management ·
    Nonprofit Management · Criminology · Social Anthropology · Community Development ·
    Civil Society and Human Rights · Sustainable Development
    """,
    "related": """
    Architecture ·
    Droit public · Droit privé · Droit public interne et gouvernance · Droit de la famille · Droit des affaires ·
    Droit pénal et sciences criminelles · Sciences pénales · Sciences juridiques · Droit international ·
    Droit social · Droit de l'environnement · Justice et métiers du droit · Contentieux public · Notariat ·
    Administration publique · Gouvernance publique · Gouvernance territoriale · Management public ·
    Management des collectivités territoriales · Gestion des ressources humaines · Ressources humaines · Management ·
    Management des organisations · Gestion des entreprises · Marketing · Commerce international · Finance islamique ·
    Finances publiques · Comptabilité, contrôle, audit · Audit et contrôle de gestion · Économie ·
    Économie du développement · Économie appliquée · Sciences économiques · Psychologie · Psychologie clinique ·
    Psychologie du travail · Psychologie du développement · Sciences de l'éducation · Ingénierie de la formation ·
    Ingénierie pédagogique · Didactique · Éducation inclusive · Éducation et formation · Communication ·
    Communication des organisations · Communication politique · Information et communication · Journalisme ·
    Journalisme et médias · Relations publiques · Géographie · Géographie du développement ·
    Architecture · Aménagement du territoire · Urbanisme · Santé publique · Handicap et inclusion · Histoire ·
    Histoire contemporaine · Philosophie · Études islamiques · Environnement · Patrimoine et médiation culturelle ·
    Ingénierie culturelle · Sciences humaines · Entrepreneuriat · Logistique · Qualité · Fiscalité · القانون العام ·
    القانون الخاص · قانون الأعمال · قانون الأسرة · القانون الجنائي والعلوم الجنائية · العلوم الجنائية ·
    العلوم القانونية · المهن القانونية والقضائية · القانون الدولي العام · القانون الإداري · العلوم الإدارية ·
    الإدارة العمومية · التدبير العمومي · التدبير الإداري والمالي · الحكامة الترابية · تدبير الموارد البشرية ·
    المالية العامة · الاقتصاد · اقتصاد التنمية · علم النفس · علم النفس الإكلينيكي · علم النفس التربوي ·
    علوم التربية · الديداكتيك · التربية الخاصة · الإعلام والتواصل · الصحافة · الجغرافيا · التهيئة والتعمير ·
    الصحة العمومية · التاريخ · التاريخ المعاصر · الفلسفة · الدراسات الإسلامية · الشريعة والقانون · الفقه والأصول ·
    البيئة · إدارة الأعمال · Law · International Law · Criminal Law · Public Administration · Public Management ·
    Business Administration · Management · Human Resources Management · Economics · Development Economics ·
    Psychology · Clinical Psychology · Education · Educational Leadership · Communication · Media and Communication ·
    Journalism · Geography · Urban Planning · Public Health · History · Philosophy · Islamic Studies ·
    Environmental Studies · Marketing · Finance · Accounting · Tourism Management
    """,
    "unrelated": """
    Informatique · Génie logiciel · Génie civil · Systèmes d'information · Réseaux et télécommunications ·
    Big data et intelligence artificielle · Sécurité informatique · Mathématiques appliquées · Physique · Chimie ·
    Biologie · Biotechnologies · Agronomie · Statistique · Actuariat · Tourisme · Hôtellerie ·
    Littérature française · Lettres modernes · Littérature comparée · Langue et littérature arabes · Linguistique ·
    Sciences du langage · Traduction · Études anglaises · Études françaises · Études hispaniques · Théâtre · Cinéma ·
    Arts plastiques · Musique · Sport · Sciences du sport · Énergies renouvelables · Électronique ·
    Mécanique · Géologie · Médecine · Pharmacie · الإعلاميات · الهندسة المدنية · الرياضيات · الفيزياء · الكيمياء ·
    البيولوجيا · الإحصاء · الأدب العربي · الأدب المقارن · اللسانيات · اللغة العربية وآدابها · اللغة والأدب ·
    الترجمة · الدراسات الإنجليزية · السياحة · المسرح · الفنون التشكيلية · علوم الرياضة · Computer Science ·
    Software Engineering · Data Science · Civil Engineering · Mathematics · Statistics · Physics · Chemistry ·
    Biology · English Literature · Linguistics · Translation Studies · English Studies · Fine Arts · Nursing ·
    Medicine · Pharmacy · Agriculture
    """,
}
TITLES = [(title, field) for field, titles in FIELDS.items() for title in " ".join(titles.split()).split(" · ")]


@pytest.mark.parametrize(("title", "field"), TITLES)
def test_a_title_of_a_master_is_as_near_to_the_post_as_the_policy_says(title: str, field: str) -> None:
    folded = fold(f"ماستر {title}، 2015" if title > "ء" else f"Master {title}, Rabat, 2015")

    (found,) = named_diplomas(folded, 0, len(folded.text), deadline=(2026, 5))

    assert found.field == field


def test_a_field_written_before_the_diploma_or_in_brackets_is_found() -> None:
    ways = ("Droits humains – Master – 2015", "Master (droits humains) 2015", "2015 | Master | Droits humains | Rabat")

    found = [named_diplomas(fold(way), 0, len(fold(way).text), deadline=(2026, 5)) for way in ways]

    assert [diploma.field for (diploma,) in found] == ["core"] * len(ways)
