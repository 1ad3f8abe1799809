"""What people state of their languages, and what of it says that they can write French and Arabic.

A line is « French Arabic | the section », each as verdict or verdict:level; ⏎ stands for a new line, `any` leaves a value
open. L, E and A at its beginning are the headings « Langues », « Languages » and « اللغات ».
"""

from __future__ import annotations

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import ReadText, plain_text
from app.screening.evidence import PieceText
from app.screening.judgement import Judgement
from app.screening.languages import judge_language
from app.screening.papers import gather
from app.screening.person import Person

CV = """Samira ALAOUI
EXPÉRIENCE PROFESSIONNELLE
01/2018 – 12/2022 Coordinatrice de projet, Association Amal, Salé
- Gestion d'un projet de lutte contre l'abandon scolaire
- Rapports aux bailleurs
FORMATION
2014 Master en sociologie, Université Mohammed V, Rabat
2012 Licence en sociologie, Université Ibn Tofail, Kénitra
COMPÉTENCES
Pack Office, animation d'équipe, permis B
CENTRES D'INTÉRÊT
Lecture, randonnée, cuisine, photographie de paysage et musique andalouse depuis l'enfance
"""
HEADINGS = {"L": "LANGUES", "E": "LANGUAGES", "A": "اللغات"}
WAYS = """
met:C1 met:native | E Arabic (native), Spanish (C2), French (C1, DALF 2021), Frisian (A2), English (C1)
met:fluent met:native | L Arabe (langue maternelle), français (courant), frison (notions), anglais (B2)
met:fluent met:native | L Arabe : langue maternelle, français : courant, romanche : débutant
not_met:A2 met:native | L Arabe : langue maternelle ⏎ Français, niveau : A2
met:fluent met:native | L Arabe : langue maternelle ⏎ Français, niveau : courant
met:fluent met:native | L Arabe : langue maternelle ⏎ Français : lu, écrit, parlé
met:fluent met:fluent | L Français : courant (lu, écrit, parlé) ⏎ Arabe : lu, écrit, parlé
met:fluent met:native | L Arabe (LM), français (bilingue)
met:C1 met:native | L Arabe العربية: أصلية — Français الفرنسية: C1 — Espagnol: A2
met:fluent met:native | L Arabe : LM ⏎ Français : L2, courant
met:fluent met:native | L • Français : Excellente maîtrise à l'écrit et à l'oral ⏎ • Arabe : Langue maternelle
met:fluent met:native | L Français - Courant ⏎ Arabe - Maternelle ⏎ Anglais - Notions
not_met:basic met:fluent | L Français – notions ⏎ Arabe – courant ⏎ Anglais – courant
unclear:B1 met:C2 | L Français : compréhension C1, oral C1, écrit B1 ⏎ Arabe : compréhension C2, oral C2, écrit C2
unclear:B1 met:C1 | L Français : écrit B1, oral C1 ⏎ Arabe : écrit C1, oral C2
not_met:A2 met:C2 | L Français (oral : C1 ; écrit : A2) ⏎ Arabe (oral : C2 ; écrit : C2)
unclear:B2 met:C1 | L Français : C1 à l'oral, B2 à l'écrit ⏎ Arabe : C2 à l'oral, C1 à l'écrit
unclear:B1 met:fluent | L Français : courant à l'oral, moyen à l'écrit ⏎ Arabe : courant à l'oral et à l'écrit
unclear met:fluent | L Français : parlé couramment, écrit difficilement ⏎ Arabe : parlé et écrit couramment
unclear met:native | L Français : parlé couramment, écrit moyennement ⏎ Arabe maternel
unclear:good met:fluent | L Français : bon à l'écrit, très bon à l'oral ⏎ Arabe : très bon à l'écrit, bon à l'oral
not_met:basic met:native | L Arabe | Français | Anglais ⏎ Maternelle | Notions | Courant
met:fluent met:native | L Arabe Français Anglais ⏎ Maternelle Courant Intermédiaire
met:fluent met:fluent | L Arabe, français, anglais : courant
met:fluent met:fluent | L Arabe et français : bilingue ; anglais : B1
met:fluent met:fluent | L Trilingue : arabe, français, anglais
met:fluent met:fluent | L Bilingue français-arabe
met:fluent met:fluent | L Français/Arabe/Anglais : courant
met met | L Langues parlées et écrites : arabe, français
unclear unclear | L Langues parlées : arabe, français, anglais
unclear:none met:fluent | L Arabe ★★★★★ Français ★★★☆☆ Anglais ★★☆☆☆
unclear:good met:fluent | L Arabe ★★★★★ ⏎ Français ★★★★☆
unclear:none met:fluent | L Arabe ●●●●● ⏎ Français ●●○○○
unclear:none met:fluent | L Arabe █████ ⏎ Français ███░░
unclear:none met:fluent | L Arabe 5/5 ⏎ Français 3/5
unclear:good met:fluent | L Arabe : 100 % ⏎ Français : 80% ⏎ Anglais : 40 %
unclear:good met:fluent | L Arabe (10/10) Français (9/10)
met:fluent unclear:good | L Français : 20/20 ⏎ Arabe : 18/20
unclear:good met:fluent | L Français : niveau 4 sur 5 ⏎ Arabe : niveau 5 sur 5
met:fluent met:native | L Arabe: langue de naissance; Français: langue d'enseignement, excellente
unclear met:native | L Français : langue de scolarité ⏎ Arabe : langue natale
met:fluent met:native | L Français seconde langue, courant ⏎ Arabe première langue
met:C1 met:C2 | L Français : DALF C1 (2018) ⏎ Arabe : C2
unclear:B2 met:native | L Français : DELF B2 ⏎ Arabe : maternelle
unclear:B2 met:native | L Français : TCF B2 (2023) ⏎ Arabe : maternelle
met:C1 met:native | L Français : TCF 5 (C1) ⏎ Arabe : maternelle
unclear:B2 met:C1 | L Français : B2/C1 ⏎ Arabe : C1/C2
unclear:B1 met:native | L Français : B1-B2 ⏎ Arabe : maternelle
not_met:A2 met:native | L Français A2+ ⏎ Arabe maternelle
not_met:A1 met | L Français : A1 (débutant) ⏎ Arabe : C2 (natif)
met:C1 met:native | L Français : utilisateur expérimenté (C1) ⏎ Arabe : locuteur natif
unclear:B2 met:native | L Français : utilisateur indépendant (B2) ⏎ Arabe : natif
not_met:A2 met:native | L Français : utilisateur élémentaire (A2) ⏎ Arabe : natif
met:fluent met | L Français : capacité professionnelle complète ⏎ Arabe : bilingue ou langue natale
unclear met | L Français (Capacité professionnelle limitée) ⏎ Arabe (Langue natale ou bilingue)
unclear met | L Français (Compétence professionnelle) ⏎ Arabe (Bilingue ou natif)
not_met:basic met:native | L Français (Notions élémentaires) ⏎ Arabe (Natif)
met:fluent met:fluent | L Arabe: courante, écrite et parlée ⏎ Français: courante, écrite et parlée
unclear:good met:fluent | L Français : Maîtrise ⏎ Arabe : Maîtrise parfaite
unclear:good met:fluent | L Français : bonne maîtrise de l'oral et de l'écrit ⏎ Arabe : maîtrise totale
any met:fluent | L Bonnes notions de français ; arabe courant
not_met:basic met:fluent | L Notions de français, arabe littéraire : excellent niveau
met:fluent unclear | L Darija et tamazight : langues maternelles ; français : courant
met:fluent not_met:basic | L Arabe dialectal : courant ⏎ Arabe classique : notions ⏎ Français : courant
met:fluent unclear:good | L Arabe dialectal : courant ⏎ Arabe littéraire : bon niveau ⏎ Français : courant
met:native unclear | L Arabe marocain (parlé) ⏎ Français (langue maternelle)
met:native unclear | L Darija (B1) ⏎ Français (maternelle)
unclear:B1 met:fluent | L Hassaniya : maternelle ⏎ Arabe : très bien ⏎ Français : assez bien
met:fluent unclear | L Arabe parlé, français courant
met:fluent not_met:basic | L Arabe : parlé uniquement ⏎ Français : courant
met:fluent not_met:basic | L Arabe : oral seulement (pas d'écrit) ⏎ Français : courant
met:native not_met:basic | L Arabe compris et parlé, non écrit ⏎ Français maternel
met:fluent unclear:B1 | L Arabe : compris, parlé ⏎ Français : bilingue
met:fluent unclear:B1 | L Arabe : lu et parlé ⏎ Français : bilingue
unclear:good met:native | L Français : technique / professionnel ⏎ Arabe : maternelle
met:fluent met:native | L Francais niveau avance, arabe langue maternelle, anglais debutant
met:fluent met:native | L FRANÇAIS : COURANT ⏎ ARABE : MATERNELLE
met:fluent met:native | L Fr : courant ⏎ Ar : langue maternelle ⏎ Ang : moyen
met:C1 met:native | L FR: C1 | AR: natif | EN: B2
met:fluent met:native | L Fr. (courant), Ar. (maternelle), Angl. (B1)
met:fluent met:fluent | L Je maîtrise parfaitement l'arabe et le français, à l'oral comme à l'écrit.
met met | L Je parle et écris l'arabe et le français ; j'ai des notions d'anglais.
any any | L J'écris l'arabe et le français avec la même facilité.
any met:fluent | L Arabe : je lis et j'écris couramment ⏎ Français : je comprends mais j'écris peu
met:fluent met:fluent | L Excellent niveau en français et en arabe, niveau moyen en anglais
unclear:B1 met:fluent | L Niveau moyen en français, excellent en arabe
met:fluent met:native | L Très bonnes connaissances en français ; arabe : langue maternelle
not_met:basic met:native | L Connaissances de base en français ; arabe : langue maternelle
unclear met:native | L Connaissances en français ⏎ Arabe : langue maternelle
met:fluent met:fluent | L Français : Très Bien (lu, écrit et parlé) ⏎ Arabe : Très Bien ⏎ Anglais : Passable
met:fluent met:fluent | L Français : TB ⏎ Arabe : TB ⏎ Anglais : AB
unclear met:fluent | L Français : B ⏎ Arabe : TB
unclear unclear | L Français +++ ⏎ Arabe +++ ⏎ Anglais +
unclear met:fluent | L Langue	Lu	Écrit	Parlé ⏎ Arabe	TB	TB	TB ⏎ Français	TB	B	TB
unclear:B1 met:fluent | L Langue | Compréhension | Expression orale | Expression écrite ⏎ Français | Excellent | Excellent | Moyen ⏎ Arabe | Excellent | Excellent | Excellent
unclear:B1 met:fluent | L Écrit Parlé Lu ⏎ Français moyen courant courant ⏎ Arabe courant courant courant
not_met:basic met:fluent | L Français : Lu (excellent) – Écrit (faible) – Parlé (bien) ⏎ Arabe : Lu (excellent) – Écrit (excellent) – Parlé (excellent)
unclear:B1 met:native | L Français – lecture : C1, expression orale : B2, expression écrite : B1 ⏎ Arabe – maternelle
unclear:B1 met:C2 | L Compréhension de l'oral Lire Prendre part à une conversation S'exprimer oralement en continu Écrire ⏎ Français C1 C1 C1 C1 B1 ⏎ Arabe C2 C2 C2 C2 C2
met:fluent met:native | E Arabic: native. French: fluent. English: working knowledge.
unclear:B1 met:native | E French (spoken: fluent, written: intermediate), Arabic (native)
unclear:B1 met:C2 | E French – spoken C1, written B1 ⏎ Arabic – spoken C2, written C2
met:fluent met:fluent | E French: read, written and spoken ⏎ Arabic: read, written, spoken
not_met:basic met:native | E French: spoken only ⏎ Arabic: mother tongue
unclear met:native | E French: can read and speak ⏎ Arabic: mother tongue
unclear:good met | E Arabic (Native or Bilingual) French (Professional Working) English (Elementary)
unclear:B1 met:fluent | E French (Limited Working) ⏎ Arabic (Full Professional)
unclear:good met:fluent | E French: upper intermediate ⏎ Arabic: proficient
met:fluent met:fluent | E Fluent in Arabic and French; basic Spanish
met:fluent met:native | E Native Arabic speaker, fluent French, good English
not_met:basic met:native | E Basic French, native Arabic
met:fluent met:fluent | E Speaks and writes Arabic and French fluently
met:fluent met:native | E French: excellent (written and oral) ⏎ Arabic: mother tongue
unclear:good met:fluent | E French 4/5, Arabic 5/5
met:fluent met:native | A العربية: اللغة الأم ⏎ الفرنسية: جيد جدا كتابة ومحادثة
unclear:B1 met:fluent | A العربية: ممتاز ⏎ الفرنسية: ممتاز في الشفوي، متوسط في الكتابة
unclear:B1 met:fluent | A الفرنسية: الكتابة متوسط، المحادثة جيد جدا ⏎ العربية: ممتاز
unclear:B1 met:fluent | A الفرنسية: قراءة ومحادثة ⏎ العربية: قراءة وكتابة ومحادثة
not_met:basic met:native | A الفرنسية: محادثة فقط ⏎ العربية: لغة أم
met:fluent met:fluent | A العربية والفرنسية: إتقان تام كتابة ونطقا
met:fluent met:fluent | A إتقان اللغتين العربية والفرنسية
met:fluent met:fluent | A إجادة تامة للعربية والفرنسية
met:fluent met:fluent | A أجيد العربية والفرنسية كتابة وقراءة
not_met:basic met:fluent | A العربية : أتقنها ⏎ الفرنسية : لا أتقنها كتابة
unclear:B2 met:C2 | A الفرنسية: مستوى B2 ⏎ العربية: مستوى C2
met:C1 met:native | A الفرنسية: متقدم (C1) ⏎ العربية: لغتي الأم
unclear:good met:fluent | A الفرنسية: حسن ⏎ العربية: حسن جدا
unclear:good met:fluent | A الفرنسية: لا بأس بها ⏎ العربية: ممتازة
not_met:basic unclear:good | A الفرنسية: ضعيف جدا ⏎ العربية: جيد
not_met:basic met:fluent | A الفرنسية: مبتدئ ⏎ العربية: فصيحة، ممتازة
unclear:B1 met:fluent | A اللغة | القراءة | الكتابة | المحادثة ⏎ العربية | ممتاز | ممتاز | ممتاز ⏎ الفرنسية | جيد جدا | متوسط | جيد
unclear:none met:fluent | A العربية ●●●●● ⏎ الفرنسية ●●●○○
unclear:good met:fluent | A العربية 5/5 ⏎ الفرنسية 4/5
unclear:good met:fluent | A العربية: ١٠٠٪ ⏎ الفرنسية: ٨٠٪
met:fluent any | A العربية (الدارجة): لغة أم ⏎ الفرنسية: جيد جدا
met:fluent unclear | A الدارجة المغربية: اللغة الأم ⏎ الفرنسية: طليق
met:fluent met:native | A الفرنسية: طليقة ⏎ العربية: اللغة الأولى
unclear met:native | A الفرنسية: فوق المتوسط ⏎ العربية: بمستوى اللغة الأم
any met:native | A الفرنسية: دون المتوسط ⏎ العربية: لغة أم
not_met:basic met:native | A الفرنسية: إلمام بسيط ⏎ العربية: لغة أم
not_met:basic met:native | A الفرنسية: معرفة أولية ⏎ العربية: لغة أم
unclear met:native | A الفرنسية: لغة العمل ⏎ العربية: لغة أم
met:fluent any | LANGUE MATERNELLE ⏎ Arabe ⏎ AUTRES L Français : courant ⏎ Anglais : B1
met:fluent met:native | L Maternelle : arabe ⏎ Courant : français ⏎ Notions : anglais
met:fluent met:fluent | L Courant : arabe, français ⏎ Scolaire : anglais, espagnol
unclear met:native | L Langue maternelle : arabe ; langue de travail : français ; notions d'espagnol
unclear:good unclear:good | L Maîtrise de l'arabe, du français et de l'anglais
met:fluent met:fluent | L Parfaite maîtrise de l'arabe, du français et de l'anglais
not_met:basic met:native | L Anglais courant, français notions, arabe maternelle
not_met:basic met:native | L Anglais : courant Français : notions Arabe : maternelle
not_met:basic met:native | L Courant en anglais, débutant en français, natif en arabe
met:fluent not_met:basic | L Español: nativo ⏎ Francés: avanzado ⏎ Árabe: básico
met:native not_met:basic | L Français: madrelingua ⏎ Arabo: base
unclear met:fluent | L Français : très correct ⏎ Arabe : parfait
unclear met:native | L Français : pratique quotidienne ⏎ Arabe : maternelle
unclear met:native | L Arabe : langue maternelle. Traductions régulières du français.
unclear unclear | L Français : langue officielle, utilisée au travail ⏎ Arabe : coranique, lu seulement
met:native unclear:B1 | L Arabe : lu (école coranique) ⏎ Français : langue maternelle
met:native not_met:basic | L Arabe : en cours d'apprentissage ⏎ Français : langue maternelle
met:native unclear | L Arabe : niveau intermédiaire supérieur ⏎ Français : natif
met:fluent met:fluent | L Arabe et français maîtrisés à l'écrit et à l'oral
unclear:good met:fluent | L Français : bonne maîtrise à l'écrit et à l'oral ⏎ Arabe : maîtrise de l'écrit et de l'oral
unclear met:fluent | L Arabe courant, français, anglais : notions
not_met:basic met:fluent | L Arabe : courant, français et anglais : notions
met:fluent met:fluent | L Arabe, français : courants ; anglais, espagnol : notions
unclear unclear | L Arabe ; français ; anglais
not_met:basic met:native | L Arabe | maternelle ⏎ Français | notions
not_met:basic met:native | L maternelle | Arabe ⏎ notions | Français
met:fluent met:native | L Arabe | maternelle | Français | courant | Anglais | notions
met:fluent met:native | L maternelle | Arabe | courant | Français | notions | Anglais
unclear:B1 met:fluent | L Arabe (excellent) - Français (moyen) - Anglais (faible)
unclear:B1 met:fluent | L Arabe : excellent. Français : moyen. Anglais : faible.
unclear:B1 met:fluent | L Arabe : excellent / Français : moyen / Anglais : faible
met:fluent met:fluent | L Bon niveau en anglais, notions en espagnol, arabe et français courants
met:fluent met:fluent | L Anglais : débutant. Arabe et français : bilingue depuis l'enfance.
met:fluent met:native | L Français ⏎ Courant ⏎ Arabe ⏎ Langue maternelle ⏎ Anglais ⏎ Notions
any any | L Courant ⏎ Français ⏎ Maternelle ⏎ Arabe
met:fluent met:native | L Français ⏎ Arabe ⏎ Anglais ⏎ Courant ⏎ Maternelle ⏎ Notions
met:fluent unclear:B1 | L Français : ●●●●● (bilingue) ⏎ Arabe : ●●●○○ (B1)
met any | L Français - Lu : oui, écrit : oui, parlé : oui ⏎ Arabe - Lu : oui, écrit : non, parlé : oui
unclear:good met:native | L Français écrit : bien ; français parlé : très bien ⏎ Arabe : maternelle
met:fluent not_met:basic | L Langues : français (courant), arabe (débutant, cours du soir)
met:fluent met:fluent | COMPÉTENCES LINGUISTIQUES ⏎ - Maîtrise parfaite du français et de l'arabe ⏎ - Anglais : bon niveau
met:fluent met:fluent | COMPÉTENCES LINGUISTIQUES ET INFORMATIQUES ⏎ Français courant, arabe courant, Word, Excel (niveau débutant)
not_met:A2 met:native | E Languages: English C1, French A2, Arabic native
met:fluent met:native | E English and French (fluent), Arabic (mother tongue)
met:fluent met:fluent | E I write and speak Arabic and French fluently and have basic Spanish.
not_met:A1 met:native | E French: A2 (speaking), A1 (writing). Arabic: native
met:fluent met:native | A العربية (لغة أم)، الفرنسية (ممتاز)، الإنجليزية (ضعيف)
unclear:B1 met:fluent | A إتقان تام للعربية، مستوى متوسط في الفرنسية، مبادئ في الإنجليزية
met:fluent met:fluent | A الإنجليزية: ضعيف؛ الفرنسية: جيد جدا؛ العربية: ممتاز
not_met:basic met:fluent | A العربية | الفرنسية | الإنجليزية ⏎ ممتاز | ضعيف | متوسط
met:fluent met:fluent | A أتقن العربية والفرنسية، ولي مبادئ في الإسبانية
"""


def _rows() -> list[tuple[str, str]]:
    rows = []
    for line in WAYS.strip().splitlines():
        right, _, section = line.partition(" | ")
        first, _, rest = section.partition(" ")
        text = f"{HEADINGS[first]}\n{rest}" if first in HEADINGS else section
        rows.append((right, text.replace(" ⏎ ", "\n")))
    return rows


def _judge(notice: Notice, section: str, language: str) -> Judgement:
    criterion = next(each for each in notice.criteria if each.id == language)
    piece = PieceText("cv.pdf", PieceKind.CV, ReadText(plain_text(f"{CV}{section}\n").pages))
    return judge_language(gather([piece], (), Person("Samira Alaoui"), notice), criterion)


@pytest.mark.parametrize(("right", "section"), _rows())
def test_a_statement_is_understood_as_a_careful_reader_would(notice: Notice, right: str, section: str) -> None:
    for language, want in zip(("french", "arabic"), right.split(), strict=True):
        judgement = _judge(notice, section, language)

        said = f"{judgement.verdict.value}:{judgement.facts['language_level'] or 'none'}"
        assert want in ("any", said, judgement.verdict.value), f"{language}: {said}"
