from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from justhtml import JustHTML

from app.intake.dossier import Channel, ReceivedPiece
from app.mailing.compose import TEMPLATES, Addressee, compose, on_one_line
from app.mailing.letters import LetterKind, LetterLanguage
from app.mailing.render import MAX_SUBJECT_CHARACTERS
from app.posting.deadline import Timeliness
from app.posting.notice import Notice, PieceKind
from tests.people import A_WEEK_BEFORE, AFTER_CLOSING, CLOSING, SALMA

COMPOSED = (LetterKind.RECEIPT, LetterKind.INVITATION)  # a trial is a copy
TO_SALMA = Addressee(
    name=SALMA.name,
    reference="7KQ2MX4D",
    prefers="ar",
    channel=Channel.FORM,
    timeliness=Timeliness.IN_TIME,
    received_at=CLOSING - timedelta(seconds=1),
    composed_at=CLOSING - timedelta(seconds=1),
    pieces=(ReceivedPiece("سيرة.pdf", PieceKind.CV, 312_000, "ab" * 32),),
    missing=(PieceKind.LETTER, PieceKind.REFERENCES),
)


def test_every_letter_exists_in_both_languages_with_its_three_files() -> None:
    expected = {
        f"{language}/{kind}/{part}"
        for language in ("fr", "ar")
        for kind in COMPOSED
        for part in ("subject.txt", "body.txt", "body.html")
    }
    assert {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.glob("*/*/*")} == expected


@pytest.mark.parametrize("kind", COMPOSED)
@pytest.mark.parametrize("language", LetterLanguage)
@pytest.mark.parametrize("timeliness", Timeliness)
@pytest.mark.parametrize("channel", [Channel.FORM, Channel.MAILBOX])
def test_every_letter_is_whole_in_every_situation(
    kind: LetterKind, language: LetterLanguage, timeliness: Timeliness, channel: Channel, notice: Notice
) -> None:
    words = compose(kind, replace(TO_SALMA, timeliness=timeliness, channel=channel), notice, language=language)
    assert 0 < len(words.subject) <= MAX_SUBJECT_CHARACTERS
    assert "\n" not in words.subject
    for body in (words.text, words.html):
        assert "7KQ2 MX4D" in body
        assert SALMA.name in body
        assert "{{" not in body
        assert "{%" not in body
    assert "\n\n\n" not in words.text
    assert JustHTML(words.html, collect_errors=True).errors == []
    languages = ["ar", "fr"] if language is LetterLanguage.BOTH else [language.value]
    assert [f'<td lang="{each}"' in words.html.partition("</tr>")[2] for each in ("ar", "fr")] == [
        each in languages for each in ("ar", "fr")
    ]


def test_the_language_the_candidate_used_comes_first(notice: Notice) -> None:
    arabic_first = compose(LetterKind.RECEIPT, TO_SALMA, notice, language=LetterLanguage.BOTH)
    french_first = compose(LetterKind.RECEIPT, replace(TO_SALMA, prefers="fr"), notice, language=LetterLanguage.BOTH)
    for first, words in (("تحية طيبة", arabic_first), ("Bonjour", french_first)):
        assert words.text.startswith(first)
    assert arabic_first.html.index('dir="rtl" style') < arabic_first.html.index("Bonjour")


def test_a_receipt_says_number_both_times_files_with_hashes_and_what_is_missing(notice: Notice) -> None:
    text = compose(LetterKind.RECEIPT, TO_SALMA, notice, language=LetterLanguage.FR).text
    told = [
        line
        for line in text.splitlines()
        if line.startswith(("Numéro", "Heure", "En temps", "-", "  SHA", "Il manque"))
    ]
    assert told == [
        "Numéro de reçu\u00a0: 7KQ2 MX4D",
        "Heure d’arrivée\u00a0: lundi 4 mai 2026 à 15\u00a0h\u00a059\u00a0min\u00a059\u00a0s (heure du Maroc)",
        "En temps universel\u00a0: 2026-05-04 14:59:59 UTC",
        "- سيرة.pdf (CV, 305\u202fko)",
        "  SHA-256 " + "ab" * 32,
        (
            "Il manque à votre dossier\u00a0: la lettre de motivation et les références. Vous pouvez le compléter avant le "
            "lundi 4 mai 2026 à 16\u00a0h\u00a000 (heure du Maroc), en répondant à ce message avec les fichiers joints."
        ),
    ]


def test_after_closing_nobody_is_told_to_complete_anything(notice: Notice) -> None:
    text = compose(
        LetterKind.RECEIPT, replace(TO_SALMA, composed_at=CLOSING), notice, language=LetterLanguage.BOTH
    ).text
    assert "Il manque à votre dossier" in text
    assert "Vous pouvez le compléter" not in text
    assert "يمكنكم إتمامه" not in text


def test_a_late_dossier_is_told_so_kindly_and_given_a_way_to_object(notice: Notice) -> None:
    late = replace(TO_SALMA, timeliness=Timeliness.LATE, received_at=AFTER_CLOSING, composed_at=AFTER_CLOSING)
    words = compose(LetterKind.RECEIPT, late, notice, language=LetterLanguage.BOTH)
    assert words.subject.startswith("توصلنا بترشيحكم خارج الأجل")
    for sentence in ("elle est hors délai", "une personne vérifiera", "خارج الأجل", "وسيتحقق"):
        assert sentence in words.text
    assert "présélectionnées seront contactées" not in words.text


def test_an_invitation_holds_no_verdict_no_points_and_no_file(notice: Notice) -> None:
    words = compose(LetterKind.INVITATION, TO_SALMA, notice, language=LetterLanguage.BOTH)
    for secret in ("SHA-256", "points", "سيرة.pdf", "Il manque"):
        assert secret not in words.text + words.html


def test_what_a_stranger_wrote_is_inert_in_every_body(notice: Notice) -> None:
    hostile = "<script>alert(1)</script>{{7*7}}\r\nBcc: x@example.org\u202e"
    to = replace(
        TO_SALMA,
        name=hostile,
        pieces=(ReceivedPiece(hostile + ".pdf", PieceKind.CV, 1, "0" * 64),),
        received_at=A_WEEK_BEFORE,
    )
    words = compose(LetterKind.RECEIPT, to, notice, language=LetterLanguage.BOTH)
    assert "<script" not in words.html
    assert "&lt;script&gt;" in words.html
    assert "{{7*7}} Bcc:" in words.text
    assert "\u202e" not in words.text + words.html
    assert hostile[:8] not in words.subject


def test_a_name_comes_out_on_one_line_without_marks_that_reorder_it() -> None:
    assert on_one_line("  Salma\r\n\tBennani\u202e\x00 ") == "Salma Bennani"
    assert on_one_line("e\u0301") == "é"
    assert on_one_line("سلمى\u200c بناني") == "سلمى\u200c بناني"
    assert len(on_one_line("ن" * 500)) == 120


def test_a_letter_loads_nothing_and_links_nowhere() -> None:
    for path in TEMPLATES.rglob("*"):
        if path.is_file():
            words = Path(path).read_text(encoding="utf-8")
            for outside in ("http:", "https:", "<img", "src=", "url(", "<link", "<script"):
                assert outside not in words, path
