"""The words of a mail: letters written in the body, references, links, withdrawals."""

from __future__ import annotations

import pytest

from app.intake.body import text_of_html, understand_body
from app.intake.kinds import kind_by_text
from app.posting.notice import PieceKind
from tests.intake.mails import FRENCH_LETTER
from tests.people import SALMA

ARABIC_LETTER = (
    "إلى إدارة المرصد\nتحية طيبة،\nاسمي سلمى، أشتغل منذ ست سنوات منسقة مشاريع في جمعية تعنى بأسر السجناء في مدينة صغيرة. "
    "أتقدم إليكم بطلب الترشيح لهذا المنصب لأنني أومن بأن الكرامة لا تتوقف عند باب السجن، ولأن تجربتي في تنسيق الشراكات "
    "وتحرير التقارير قد تفيد مشروعكم. عملت مع المحكمة ومع المستشفى ومع عدة جمعيات، وتعلمت أن الاجتماع الجيد يحضر له قبل "
    "أسبوع. أرجو أن تتاح لي فرصة لقائكم، وتفضلوا بقبول فائق الاحترام والتقدير.\nسلمى"
)
THREE_PEOPLE = (
    "1. Naoual Hamdaoui, présidente, Association Passerelles, n.hamdaoui@example.org, 06 00 00 11 02\n"
    "2. Fouad Lemseffer, directeur, Association Warcha, 06 00 00 11 03\n"
    "3. Claire Jourdan, Fédération Solidarités, c.jourdan@example.org"
)


def _understood(text: str, html: str = "", *, attached: frozenset[PieceKind] = frozenset()):
    return understand_body(text, html, sender=SALMA.email, attached=attached)


@pytest.mark.parametrize("text", [FRENCH_LETTER, ARABIC_LETTER])
def test_a_letter_written_in_the_body_is_found(text: str) -> None:
    assert _understood(text).letter == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "Madame, Monsieur,\n\nVeuillez trouver ci-joint ma candidature.\n\nCordialement,\nSalma",
        (
            "Bonjour, j'ai lu votre avis de recrutement pour le poste de chargé de projet et j'ai plusieurs questions. Est-ce "
            "que le poste est ouvert à une personne qui habite Oujda ? Le logement est-il pris en charge pendant les huit "
            "mois ? Faut-il joindre les copies des diplômes au dossier, et dans quelle langue la lettre doit-elle être "
            "écrite ? Je vous remercie par avance de votre réponse. Cordialement, Salma"
        ),
        "> " + FRENCH_LETTER.replace("\n", "\n> "),
        "Merci de votre réponse.\n\nLe lun. 4 mai 2026 à 10:12, Salma <s@example.org> a écrit :\n" + FRENCH_LETTER,
    ],
)
def test_a_note_a_question_or_a_quoted_mail_is_no_letter(text: str) -> None:
    assert _understood(text).letter == ""


def test_a_long_polite_note_beside_an_attached_letter_is_no_second_letter() -> None:
    assert _understood(FRENCH_LETTER, attached=frozenset({PieceKind.LETTER})).letter == ""


@pytest.mark.parametrize(
    "text",
    [
        f"Bonjour,\n\nMes références :\n{THREE_PEOPLE}\n\nSalma",
        f"Bonjour, voici mon dossier et mes trois références :\n\n{THREE_PEOPLE}\nSalma\n06 00 00 00 01",
        f"Bonjour,\n{THREE_PEOPLE}\nSalma",
    ],
)
def test_three_people_in_the_body_are_references_with_or_without_a_heading(text: str) -> None:
    found = _understood(text).references

    assert [line for line in found.split("\n") if line[0].isdigit()] == THREE_PEOPLE.split("\n")
    assert "Salma" not in found


def test_three_projects_under_a_heading_are_references_too() -> None:
    text = (
        "Trois références en gestion de projets associatifs :\n"
        "- « Eau et école », Association Chaouia, 2019-2021, gestion ;\n"
        "- « Lire derrière les murs », même association, 2022, mise en place ;\n"
        "- « Jeunes et commune », Forum de Settat, 2025, coordination.\n\nRespectueusement"
    )

    assert _understood(text).references.count("\n") == 3


@pytest.mark.parametrize(
    "text",
    [
        "Références disponibles sur demande.\nSalma",
        "Ci-joints mon CV et la liste de mes références.\nSalma\n06 00 00 00 01",
        f"Mon adresse : {SALMA.email}\nTél. 06 00 00 00 01\nSalma",
    ],
)
def test_promised_references_and_a_signature_are_no_references(text: str) -> None:
    assert _understood(text).references == ""


def test_a_link_to_a_file_store_is_written_down_once_and_a_signature_link_is_not() -> None:
    link = "https://drive.google.com/drive/folders/abc?usp=sharing"
    html = f'<p>Mon dossier</p><a href="{link}">ici</a> <a href="https://www.linkedin.com/in/salma">LinkedIn</a>'

    assert _understood(f"Mon dossier : {link}.", html).links == (link,)


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour, je souhaite retirer ma candidature.",
        "I would like to withdraw my application for this post.",
        "أرغب في سحب ترشيحي، شكرا لكم.",
    ],
)
def test_a_withdrawal_is_understood_in_three_languages(text: str) -> None:
    assert _understood(text).withdraws


def test_html_gives_words_only_and_runs_nothing() -> None:
    hostile = (
        '<script>alert(1)</script><style>p{}</style><img src=x onerror="alert(2)"><p>Bonjour</p>'
        '<a href="javascript:alert(3)">profil</a><svg onload="alert(4)"></svg>'
    )

    assert text_of_html(hostile).split() == ["Bonjour", "profil"]


def test_a_plain_part_that_is_a_stub_gives_way_to_the_html() -> None:
    html = "<div>" + FRENCH_LETTER.replace("\n", "<br>") + "</div>"

    assert _understood("Votre logiciel n'affiche pas le HTML.", html).letter.startswith("Madame, Monsieur")


@pytest.mark.timeout(120)  # a second on an idle machine; a quadratic pattern takes many minutes
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "1. a",
        "0",
        "0 6 ",
        ",",
        "https://drive.google.com/",
        "<",
        "De : <",
        "> a\n",
        "- a, b, c\n",
        "a@",
        "(3)",
        " ",
    ],
)
def test_a_hostile_body_takes_no_more_than_a_moment(piece: str) -> None:
    hostile = piece * (1_000_000 // len(piece))

    assert _understood(hostile) is not None
    assert _understood("", hostile) is not None
    assert kind_by_text(hostile) in {None, *PieceKind}
