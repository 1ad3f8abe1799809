"""Diplomas as people write them: a short section of studies, and what a careful reader says of it.

A line is « verdict level field | the section », ⏎ standing for a new line; `any` leaves a value open.
"""

from __future__ import annotations

import pytest

from app.posting.notice import Criterion, CriterionKind, Notice, PieceKind
from app.reading.text import ReadText, plain_text
from app.screening.degree import judge_degree
from app.screening.evidence import PieceText
from app.screening.judgement import Judgement
from app.screening.papers import gather
from app.screening.person import Person

FRENCH_CV = """Samira Alaoui
FORMATION
{}
EXPÉRIENCE PROFESSIONNELLE
01/2018 – 12/2022 Coordinatrice de projet, Association Amal, Salé
- Gestion d'un projet contre l'abandon scolaire, rapports aux bailleurs, suivi du budget et préparation des audits
- Animation de réunions hebdomadaires avec les familles et les enseignants des trois écoles du quartier
- Organisation de deux caravanes de sensibilisation dans les douars de la province
"""
ARABIC_CV = """سميرة العلوي
التكوين
{}
التجربة المهنية
01/2018 – 12/2022 منسقة مشاريع، جمعية الأمل، الرباط
- تدبير مشروع لمحاربة الهدر المدرسي، إعداد التقارير للمانحين، تتبع الميزانية السنوية وتهييء الافتحاص
- تنشيط اجتماعات أسبوعية مع الأسر والمدرسين في مدارس الحي الثلاث
- تنظيم قافلتين للتحسيس في دواوير الإقليم بشراكة مع المندوبية
"""
ENGLISH_CV = """Samira Alaoui
EDUCATION
{}
WORK EXPERIENCE
01/2018 – 12/2022 Project coordinator, Amal Association, Salé
- Managed a project against school drop-out in three districts, reports to donors, followed the annual budget
- Ran weekly meetings with families and teachers of the three schools of the district
- Organised two awareness caravans in the villages of the province with the regional office
"""
FRENCH = """
met 5 related | Master en droit public, Rabat, 2018 (préparé en cours du soir)
not_met 3 related | 2018 : Licence en droit, Meknès ⏎ Je prépare un master en droit public, Rabat
not_met 3 related | 2018 : Licence en droit, Meknès ⏎ 2024 - 2026 : Master Genre et développement, Fès – M2 en cours, mémoire à soutenir en juillet 2026
not_met 3 related | 2025-2026 Master Droits humains (M2, soutenance en septembre 2026) ⏎ 2022 Licence de droit
met 5 core | Master genre et politiques publiques – 2e année de master validée, diplôme obtenu en 2019
met 5 core | Master de sociologie (M2), 2015, Rabat
not_met 4 core | Première année de master de sociologie validée (2019), deuxième année interrompue ⏎ 2018 Licence de sociologie
met 5 related | Diplôme de l'École nationale d'administration publique (Bac+5), gestion publique, 2009
met 5 core | Diplôme en gestion de projets, Bac + 5, Casablanca, 2011
unclear any any | Diplôme universitaire d'intervention sociale accessible à Bac+5, 2018
not_met 4 unrelated | D.E.S. (Diplôme d'Études Supérieures) en chimie, Université de Batna, 2001
not_met 4 core | DES en sociologie, Université de Mostaganem, 1999
met 5 related | DEA (diplôme d'études approfondies) en droit public, 1998
not_met 3 related | 2018 : Licence en droit, Meknès ⏎ ACADEMIE DE LA CULTURE ET DES ARTS – stage d'été 2018
met 5 core | 2021 – 2023 : Master « Genre et politiques publiques », FSJES Souissi – Rabat (mention bien)
met 5 core | Master en droits humains et médiation, Université Hassan II, 2015, obtenu en cours du soir
met 5 core | Master de sociologie (2018), suivi en cours d'emploi
unclear 5 unrelated | Ingénieur d'État en statistique et économie appliquée, INSEA, Rabat, 2012
met 5 related | Master en droit public (2019) et Licence en droit (2016), Université Mohammed Ier, Oujda
met 5 related | Licence en droit (2016) puis Master en droit public (2019), Université Mohammed Ier, Oujda
met 5 core | Licence 2016 - Master 2018 (sociologie, Université Ibn Tofail)
met 5 core | Doctorante en sciences politiques depuis 2023 ; Master en sciences politiques, 2021 ; Licence en droit, 2018
met 5 core | Doctorat en sociologie (en cours), Master de sociologie (2019), Licence de sociologie (2017)
met 5 core | Doctorat en cours. Master de sociologie 2019.
met 5 core | 2022-présent : Doctorat en droit public (en cours) ⏎ 2018-2020 : Master en droits de l'Homme ⏎ 2015-2018 : Licence en droit
met 5 core | 2015-2018 : Licence en droit ⏎ 2018-2020 : Master en droits de l'Homme ⏎ 2022-présent : Doctorat en droit public (en cours)
not_met 3 related | 2015-2018 : Licence en droit ⏎ 2024-2026 : Master en droits de l'Homme (en cours)
not_met 3 related | 2015-2018 : Licence en droit ⏎ 2024- : Master en droits de l'Homme
not_met 3 related | Licence en droit, 2018 ⏎ Master en droits de l'Homme, 2024 – 2027
not_met 3 related | Licence en droit, 2018 ⏎ Master en droits de l'Homme, depuis septembre 2025
not_met 3 related | Licence en droit, 2018 ⏎ Master en droits de l'Homme, soutenance en octobre 2026
not_met 3 related | Licence en droit, 2018 ⏎ Master en droits de l'Homme, inscrite en 2e année
not_met 3 related | Licence en droit, 2018 ⏎ Master en droits de l'Homme (étudiante)
not_met 3 related | Licence en droit, 2018 ⏎ Étudiante en master droits de l'Homme
unclear 3 core | Licence en droit, 2018 ⏎ Master en droits de l'Homme : modules validés, mémoire en cours de rédaction
unclear 3 core | Licence en droit, 2018 ⏎ Master en droits de l'Homme : tous les modules validés, soutenance à venir
unclear 3 core | Licence en droit, 2018 ⏎ Master en droits de l'Homme (mémoire déposé en mars 2026, soutenance fixée)
unclear 3 core | Licence en droit, 2018 ⏎ Master en droits de l'Homme (en attente du diplôme)
not_met 3 related | Licence en droit, 2018 ⏎ Master en droits de l'Homme, non soutenu
not_met 3 related | Licence en droit, 2018 ⏎ Master en droits de l'Homme (abandon en 2020)
not_met 3 related | Licence en droit, 2018 ⏎ Master en droits de l'Homme (interrompu pour raisons familiales)
not_met 4 any | Licence en droit, 2018 ⏎ Master droits de l'Homme, M1 validé, M2 abandonné
not_met 4 core | Licence en droit, 2018 ⏎ Master 1 droits de l'Homme (validé), Master 2 (en cours)
not_met 4 core | Licence en droit, 2018 ⏎ Master 1 en droits de l'Homme, 2019
not_met 4 core | Licence en droit, 2018 ⏎ M1 droits de l'Homme 2019
not_met 4 core | Licence en droit, 2018 ⏎ Master (première année validée) en sociologie, 2019
not_met 3 related | Licence en droit, 2018 ⏎ Admise en master droits de l'Homme pour la rentrée 2026
not_met 3 related | Licence en droit, 2018 ⏎ Candidate au Master droits humains
not_met 3 related | Licence en droit, 2018 ⏎ Préinscrite en master
unclear 3 core | Licence en droit, 2018 ⏎ Niveau Master 2 en sociologie
unclear 3 related | Licence en droit, 2018 ⏎ Équivalent Bac+5 (attestation de l'employeur)
unclear 3 related | Licence en droit, 2018 ⏎ Niveau Bac+5
unclear none any | Bac+5 en sociologie, 2015
unclear none any | Bac+5 sociologie (Université Mohammed V, 2015)
met 5 core | Licence en droit, 2018 ⏎ Master droits humains, équivalence obtenue en 2021 (Université de Genève)
met 5 core | Master droits humains (diplôme étranger reconnu équivalent, arrêté 2020)
met 5 core | Master par VAE en gestion de projet, 2022
unclear 3 core | VAE en cours pour un master en gestion de projet ⏎ Licence en gestion, 2010
not_met 3 related | Encadrement d'étudiants de master ⏎ Licence en droit, 2018
met 5 core | Sociologie : Master (2015), Licence (2013) – Université Hassan II
met 5 core | Sociologie, Master, Université Hassan II, 2015
met 5 related | Droit public – Master – 2015
met 5 core | Master (sociologie) 2015
met 5 related | Master [Sciences de l'éducation] 2015
met 5 core | Diplôme : Master ⏎ Spécialité : Sociologie ⏎ Établissement : Université Mohammed V ⏎ Année : 2014
met 5 core | Année | Diplôme | Établissement ⏎ 2014 | Master sociologie | UM5 ⏎ 2012 | Licence sociologie | UIT
met 5 core | 2014 | Master | Sociologie | UM5 Rabat ⏎ 2012 | Licence | Sociologie | UIT Kénitra
met 5 core | Master ⏎ Sociologie du développement ⏎ Université Mohammed V ⏎ 2014
met 5 core | 2014 ⏎ Master ⏎ Sociologie ⏎ Rabat
met 5 core | Université Mohammed V, Rabat ⏎ Master en sociologie ⏎ 2012 – 2014 ⏎ Université Ibn Tofail, Kénitra ⏎ Licence en sociologie ⏎ 2009 – 2012
met 5 core | MASTER EN SOCIOLOGIE - UNIVERSITE MOHAMMED V - 2014 ⏎ LICENCE EN SOCIOLOGIE - 2012
met 5 core | master sociologie faculte des lettres rabat 2014
met 5 core | Mastère en sociologie, Tunis, 2014
met 5 any | Mastère de recherche en droit international, Sfax
met 5 core | Master recherche Sociologie (Bac+5)
met 5 core | Master LMD en sociologie
met 5 core | Master professionnalisant en travail social
met 5 core | Maîtrise en sociologie, Université de Montréal, 2013
met 5 core | Maîtrise (M.A.) en sociologie, UQAM, 2013
not_met 4 core | Maîtrise de sociologie, Université de Nanterre, 1999
not_met 4 related | Maîtrise de droit, UCAD Dakar, 2003
unclear 4 core | Maîtrise en sciences politiques, 2014
not_met 3 core | Baccalauréat en travail social, UQAM 2010
not_met 3 core | Bachelier en assistant social, Liège 2010
not_met 4 related | DES en sciences économiques, Alger, 2004
not_met 3 core | Licence en sociologie, Alger, 2001
met 5 core | Magister en sociologie, Alger 2009
not_met 4 unrelated | Ingénieur d'application en statistique, INSEA, 2004
unclear 5 unrelated | Ingénieur d'État en statistique INSEA 2004
unclear 4 core | Licenciatura en Sociología, Granada 2008
met 5 core | Máster en Cooperación Internacional, Granada 2012
met 5 core | Laurea magistrale in Scienze politiche, Bologna 2012
unclear 4 core | Grado en Trabajo Social, Granada, 2014
unclear 4 core | Diplom in Soziologie, Berlin 2006
not_met 2 related | DEUG en droit, 1999
not_met 2 related | DUT Techniques de management, EST Salé 2008
not_met 2 related | BTS comptabilité
not_met none any | BTS en cours
met 5 related | DEA en droit public, 2001
met 5 core | DESS en gestion des ONG, Paris 2003
met 6 related | DES en droit public, Rabat 1992
met 6 related | Diplôme d'études supérieures en droit public, Rabat 1992
not_met 3 related | DEUA en gestion, Alger 2004
met 8 related | Doctorat d'État en droit
met 8 core | Docteur en sociologie (2015)
met 8 core | HDR en sociologie, 2018
unclear 7 unrelated | Docteure en médecine, 2008
unclear 7 unrelated | Doctorat en médecine, Casablanca 2008
unclear none any | Pharmacienne diplômée, 2008
not_met 0 any | CAP cuisine
not_met 0 related | Diplôme de technicien en gestion, 2003
unclear 4 core | Master 60 crédits en sciences politiques, ULB 2010
not_met 3 related | Mini-MBA 2018 ⏎ Licence en droit, 2014
not_met 3 related | Certificat PMP 2019 ⏎ Licence en gestion 2010
not_met 3 related | DU droits humains, 2019 ⏎ Licence en droit 2010
not_met 3 related | Diplôme universitaire en médiation, Lyon 2019 ⏎ Licence en droit 2010
not_met 2 any | Formation certifiante en gestion de projet ⏎ DTS secrétariat 2003
unclear none any | Agrégation de philosophie 2005
unclear none any | Grande école ISCAE, 2012
met 5 related | Diplôme de l'ENCG (Bac+5), option marketing
met 5 related | École HEM, programme grande école, 2014
met 5 core | Institut d'études politiques d'Aix, diplôme 2012, master relations internationales
met 5 core | Diplôme de l'IEP de Paris, 2010
unclear 3 core | Diplôme de l'IEP de Paris, 2001
unclear none any | Lauréate de l'Institut National de l'Action Sociale (INAS), Tanger 2010
unclear 4 any | Diplôme de l'INAS, 4 ans, 2010
not_met 4 related | Licence en droit 2018 ⏎ Master en droit (1ère année validée), 2019
not_met 4 related | Licence en droit 2018 ⏎ Master 1 en droit (1ère année validée ; arrêt du cursus), 2019
unclear any any | ENCG Settat, 2012 – 2017 ⏎ Baccalauréat sciences économiques, 2012
unclear any any | ENCG Settat, promotion 2015 ⏎ Classes préparatoires, Lycée Al Khawarizmi, Casablanca
not_met 4 related | Certificat d'aptitude à la profession d'avocat, 2010. Maîtrise en droit privé 2006
not_met 3 any | Lauréat de l'Institut Royal de Formation des Cadres, 2011 (bac+3)
met 5 core | Titre RNCP niveau 7 – Manager de projets internationaux, 3A Lyon
unclear any any | Diplôme de l'École Supérieure de Commerce, 2012 ⏎ Baccalauréat 2008
not_met 3 related | Master class en gestion de projet, 2019 ⏎ Licence en droit, 2014
not_met 3 related | Scrum Master (2020) ⏎ Licence en gestion, 2014
met 5 related | Titulaire d'un master en droit public depuis 2016
met 5 related | Master en droit public obtenu en 2016, actuellement avocate
met 5 related | Master en droit public (2016). Formation en cours : anglais juridique
met 5 core | Master en sociologie – 2014 – mémoire sur « les étudiants en cours du soir »
met 5 core | 2014 Master en sociologie ⏎ 2024 Certificat en médiation (en cours)
met 5 core | 2024 Certificat en médiation (en cours) ⏎ 2014 Master en sociologie
met 5 core | Certificat de coach, en cours | Master en sociologie, 2014
met 5 core | Master en sociologie, 2014 | Doctorat en sociologie, en cours
met 5 core | 2014 : Master en sociologie ; depuis 2022 : doctorante
met 5 core | 2014 : Master en sociologie. Depuis 2022 : thèse de doctorat en sociologie.
met 5 core | Thèse de doctorat en sociologie (depuis 2022) ⏎ Master en sociologie, 2014
met 5 core | Doctorat (abandonné en 2020) en sociologie ; Master en sociologie 2015
met 5 related | Master I en droit (2013), Master II en droit (2014)
met 5 core | M1 (2013) et M2 (2014) en sociologie
not_met 4 core | M1 sociologie 2013 ; M2 sociologie en cours ⏎ Licence 2012
met 5 core | Master 1 et 2 en sociologie, 2012-2014
met 5 core | Master 1 et Master 2 en sociologie, 2012-2014
met 5 core | DEA de sociologie (1999), maîtrise de sociologie (1998)
met 5 core | Bac 2005, Licence 2008, Master 2010 en sociologie
met 5 core | Bac+5 : Master en sociologie (2010)
met 5 core | Master (Bac+5) en sociologie
met 5 core | Sociologie (Master 2), Université Paris 8, 2012
met 5 related | Diplôme des études supérieures approfondies (DESA) en droit public, 2004
met 5 related | Diplôme : DESS ⏎ Filière : psychologie ⏎ 2004
met 8 related | Doctorat national en droit, soutenu le 12/05/2019
met 5 related | Doctorat en droit, soutenance prévue en décembre 2026 ⏎ Master en droit 2018
not_met 4 related | Institut Supérieur de l'Information et de la Communication, diplôme 2008 (bac+4)
unclear 5 unrelated | Diplôme d'ingénieur d'État en agronomie, IAV Hassan II, 2008
met 5 core | Master en agronomie et développement rural
met 5 core | Master en tourisme et développement durable
met 5 related | Master « Sport et management »
unclear 5 unrelated | Master en langues étrangères appliquées
met 5 core | Master en études anglaises : genre et culture
met 5 core | Master en littérature et droits humains
unclear any any | 2012 – 2017 : ENCG Settat ⏎ 2012 : Baccalauréat
unclear any any | Université Mohammed V, Rabat, 2010 – 2015 ⏎ Baccalauréat, 2010
not_met 3 related | Faculté de droit de Rabat 2010-2013 ⏎ Licence en droit 2013
not_met 3 related | Licence en droit 2013 ⏎ Faculté de droit de Rabat, 2010-2013
not_met 3 related | Licence en droit ⏎ Faculté de droit de Rabat, 2010-2013
not_met 3 related | 2010-2013 ⏎ Faculté de droit de Rabat ⏎ Licence en droit
not_met 3 related | • Licence en droit, 2013 ⏎ • Lycée Moulay Youssef, 2010
not_met 3 related | • Licence en droit, 2013 ⏎ • ISTA Hay Riad, 2010
not_met 3 related | • Licence en droit, 2013 ⏎ • École primaire Ibn Sina
not_met 2 unrelated | Lycée Descartes, Rabat, 2010 ⏎ BTS tourisme 2012
"""
ARABIC = """
not_met 4 core | السنة الأولى من ماستر علم الاجتماع الحضري (مستوفاة)، جامعة ابن زهر، 2018؛ السنة الثانية: انقطاع لأسباب صحية ⏎ 2017 الإجازة في علم الاجتماع
met 5 related | دبلوم المعهد العالي للتجارة (باك+5)، تخصص مالية، 2012
met 5 related | ماستر في القانون العام (2015) وإجازة في القانون (2012)
met 5 core | 2015 : ماستر، علم الاجتماع، جامعة القاضي عياض ⏎ 2012 : إجازة، علم الاجتماع
not_met 3 related | طالبة بسلك الماستر، حقوق الإنسان ⏎ إجازة في القانون 2019
not_met 3 related | إجازة في القانون 2019 ⏎ ماستر حقوق الإنسان، السنة الثانية
not_met 3 related | إجازة في القانون 2019 ⏎ ماستر حقوق الإنسان (لم تناقش الرسالة)
unclear 3 core | إجازة في القانون 2019 ⏎ ماستر حقوق الإنسان، في انتظار مناقشة الرسالة
unclear 3 core | إجازة في القانون 2019 ⏎ ماستر حقوق الإنسان، استوفيت جميع الوحدات
not_met 3 related | إجازة في القانون 2019 ⏎ مقبولة في ماستر حقوق الإنسان
unclear 3 related | إجازة في القانون 2019 ⏎ مستوى ماستر
unclear 3 related | إجازة في القانون 2019 ⏎ مستوى باك+5
unclear 3 related | إجازة في القانون 2019 ⏎ ما يعادل الماستر
not_met 3 related | إجازة في القانون 2019 ⏎ ماستر حقوق الإنسان منذ 2024
not_met 3 related | إجازة في القانون 2019 ⏎ ماستر حقوق الإنسان 2024 - إلى الآن
met 5 related | دكتوراه في القانون العام (قيد الإعداد)، ماستر في القانون العام 2016
met 5 core | باحث في سلك الدكتوراه، علم السياسة ⏎ ماستر الدراسات السياسية 2018
met 5 related | حاصل على الماستر في علوم التربية سنة 2014
met 5 core | نلت شهادة الماستر في تدبير المشاريع سنة 2014
met 5 core | شهادة الماجستير في الخدمة الاجتماعية، الجامعة الأردنية، 2013
met 5 core | دبلوم الدراسات المعمقة في علم الاجتماع، تونس 2003
not_met 4 related | الأستاذية في الحقوق، تونس 2003
not_met 4 related | ليسانس في الحقوق، جامعة دمشق، 2003
not_met 4 core | بكالوريوس علوم سياسية، جامعة القاهرة 2009
not_met 0 none | شهادة البكالوريا 2009
not_met 2 none | دبلوم الدراسات الجامعية العامة 2009
unclear none none | دبلوم 2009
unclear none any | خريجة المدرسة الوطنية للتجارة والتسيير بسطات 2012
unclear none any | خريج المعهد الملكي لتكوين الأطر 2012
unclear any any | المدرسة الوطنية للإدارة 2012 ⏎ البكالوريا 2008
unclear 5 unrelated | مهندس دولة في الإحصاء، 2012
unclear 5 unrelated | مهندس دولة في الإعلاميات 2012
unclear none any | شهادة التبريز في الفلسفة
unclear 5 unrelated | ماستر في الأدب العربي 2014
unclear 5 unrelated | ماستر في الإعلاميات 2014
met 5 related | ماستر متخصص: المهن القانونية والقضائية
not_met 4 related | إجازة في القانون 2018 ⏎ ماستر في القانون، السنة الأولى بنجاح
unclear 3 related | مستوى السنة الثانية ماستر ⏎ إجازة في الحقوق 2015
not_met 4 related | ماجستير في القانون (لم تكتمل) ⏎ بكالوريوس حقوق 2008
met 5 core | ماستر 2018 علم الاجتماع ؛ طالب دكتوراه منذ 2020
not_met 3 related | متدرب بماستر كلاس في المسرح ⏎ إجازة في القانون 2015
met 5 core | حاصلة على إجازة في القانون سنة 2015، وعلى ماستر في حقوق الإنسان سنة 2018
not_met 3 related | السنة الثانية من ماستر حقوق الإنسان (2025-2026) ⏎ إجازة في القانون
not_met 3 related | ماستر حقوق الإنسان 2016-2018 (الرسالة قيد الإعداد) ⏎ إجازة في القانون 2015
unclear any any | المدرسة الوطنية للتجارة والتسيير، سطات، 2012-2017 ⏎ البكالوريا 2012
unclear any any | معهد الدراسات العليا للتدبير، 2012-2017 ⏎ البكالوريا 2012
not_met 3 related | ثانوية مولاي يوسف 2010 ⏎ إجازة في القانون 2013
"""
ENGLISH = """
met 5 core | MA (Master of Arts), Sociology, 2016
not_met 4 core | First year of a master's in sociology completed in 2019; second year interrupted ⏎ BA Sociology, 2018
met 5 core | Master of Arts in Sociology
met 5 core | MA, Sociology, American University in Cairo, 2015
met 5 any | M.Sc. in Development Management, 2015
met 5 core | MSc. Human Rights, 2015
met 5 core | LLM Human Rights Law, Nottingham
met 5 core | MPhil in Gender Studies, Cambridge 2010
met 5 core | Master's in Public Policy, Sciences Po Paris, 2016
met 5 related | Masters in Education, 2016
met 5 related | Master of Business Administration (MBA), 2016
unclear any any | Postgraduate Diploma in Project Management, 2012 ⏎ BA in Sociology, 2010
not_met 3 core | BA (Hons) Sociology, 2010
not_met 3 unrelated | BSc in Nursing, 2010
not_met any related | BA in Law, University of Jordan, 2010
not_met 3 core | Bachelor's degree in Political Science, 2010
not_met 2 related | Associate degree in Business, 2010
not_met 0 none | High school diploma, 2008
met 5 core | PhD, Political Science (ongoing) ⏎ MA, Political Science, 2018 ⏎ BA, Political Science, 2015
met 5 core | PhD candidate, Sociology, 2021–present ⏎ Master's degree, Sociology, 2019
not_met 3 core | MA in Sociology (expected June 2026) ⏎ BA in Sociology 2022
not_met 3 core | MA in Sociology (expected 2027) ⏎ BA in Sociology 2022
unclear 3 core | MA in Sociology, thesis submitted, defence pending ⏎ BA in Sociology 2022
not_met 3 core | MA in Sociology (not completed) ⏎ BA in Sociology 2012
unclear 3 core | Coursework completed for an MA in Sociology ⏎ BA in Sociology 2012
not_met 3 core | Accepted into MA program in Sociology ⏎ BA in Sociology 2012
not_met 3 related | Currently pursuing a Master's in Human Rights ⏎ BA in Law 2018
unclear none any | Studied law at Mohammed V University
unclear none any | Graduated from ENA Rabat 2010
not_met 4 related | BA Law 2018 ⏎ MA Law (first year completed), 2019
met 5 core | PhD candidate in Anthropology, since 2022. MA Anthropology (2020)
met 5 core | Executive Master in NGO Management, Geneva 2018
met 5 related | Bachelor of Laws (LL.B), Khartoum, 2008 ⏎ LL.M., Cairo, 2011
met 5 core | B.A. Sociology 2008; M.A. Sociology 2011; Ph.D. in progress
not_met 3 core | B.A. Sociology 2008; M.A. Sociology, dropped out
met 5 core | Ph.D. dropout; M.A. Sociology 2011
unclear any any | Cairo University, 2008-2012 ⏎ High school diploma 2008
"""


def _rows(table: str, curriculum: str) -> list[tuple[str, str, str]]:
    """(what is right, the section, the CV round it)."""
    parted = [line.partition(" | ") for line in table.strip().splitlines()]
    return [(right, section.replace(" ⏎ ", "\n"), curriculum) for right, _, section in parted]


WAYS = [*_rows(FRENCH, FRENCH_CV), *_rows(ARABIC, ARABIC_CV), *_rows(ENGLISH, ENGLISH_CV)]


def _judge(notice: Notice, text: str) -> Judgement:
    criterion = next(each for each in notice.criteria if each.kind is CriterionKind.DEGREE)
    assert isinstance(criterion, Criterion)
    piece = PieceText("cv.pdf", PieceKind.CV, ReadText(plain_text(text).pages))
    return judge_degree(gather([piece], (), Person("Samira Alaoui"), notice), criterion)


@pytest.mark.parametrize(("right", "section", "curriculum"), WAYS)
def test_a_section_of_studies_is_judged_as_a_careful_reader_would(
    notice: Notice, right: str, section: str, curriculum: str
) -> None:
    judgement = _judge(notice, curriculum.format(section))

    level, field = judgement.facts["level"], judgement.facts["field"]
    said = (judgement.verdict.value, "none" if level is None else str(level), field or "none")
    assert tuple(want if want != "any" else got for want, got in zip(right.split(), said, strict=True)) == said


def test_a_cv_in_sentences_tells_its_studies_in_a_holders_phrase(notice: Notice) -> None:
    told = (
        "Omar Tadlaoui, né à Khouribga, père de trois filles, joignable par courriel.\n"
        "Après une licence de philosophie j'ai obtenu en 1999 un DESS en développement social, où j'ai travaillé la nuit.\n"
        "J'ai ensuite enseigné pendant quatorze ans dans un lycée, puis j'ai coordonné un projet dans une association.\n"
        "Aujourd'hui je m'occupe de ma mère et j'écris un livre qui raconte la vie de ceux que j'ai rencontrés.\n"
    )

    judgement = _judge(notice, told)

    assert (judgement.verdict.value, judgement.facts["level"], judgement.facts["field"]) == ("met", 5, "core")
    assert "DESS en développement social" in judgement.evidence[0].text


@pytest.mark.parametrize(
    "letter",
    [
        "J'ai interrompu mon master quand ma fille est née.",
        "Je n'ai pas pu terminer mon master faute de bourse.",
        "Je termine mon master cette année.",
        "I dropped out of my master's programme to earn a living.",
    ],
)
def test_a_master_given_up_in_the_letter_claims_nothing(notice: Notice, letter: str) -> None:
    sentence = "Depuis huit ans je travaille avec des familles de Salé pour que leurs enfants restent à l'école, et j'aime cela."
    texts = (
        (PieceKind.CV, FRENCH_CV.format("2018 : Licence en droit, Meknès")),
        (PieceKind.LETTER, f"Madame, Monsieur,\n{sentence}\n{letter} {sentence}\n{sentence} {sentence}\nCordialement"),
    )
    pieces = [PieceText(f"{kind}.pdf", kind, ReadText(plain_text(text).pages)) for kind, text in texts]
    criterion = next(each for each in notice.criteria if each.kind is CriterionKind.DEGREE)

    judgement = judge_degree(gather(pieces, (), Person("Samira Alaoui", "", ""), notice), criterion)

    assert judgement.verdict.value == "not_met"
