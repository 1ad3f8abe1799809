"""What a file is, by its name and by its words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.db.session import Database
from app.intake.complete import live_kinds, settle_kind
from app.intake.import_messages import import_message
from app.intake.kinds import kind_by_name, kind_by_text, kinds_announced
from app.intake.message import Found
from app.intake.tables import Piece
from app.posting.notice import Notice, PieceKind
from app.vault.local import Vault
from tests.intake.mails import CV, mail, raw
from tests.people import A_WEEK_BEFORE

A_CV = (
    "Salma Bennani\nExpériences professionnelles\nCoordinatrice, 2015 – 2019\nChargée de projet, 2019 – 2024\n"
    "Formation\nMaster, 2014\nLangues\nFrançais courant"
)
A_LETTER = "Objet : candidature\nMadame, Monsieur,\nJe souhaite rejoindre votre équipe. Veuillez agréer mes salutations distinguées."
REFERENCES = (
    "Références\nNaoual Hamdaoui, présidente, n.hamdaoui@example.org, 06 00 00 11 02\n"
    "Fouad Lemseffer, directeur, f.lemseffer@example.org, 06 00 00 11 03"
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("CV Salma.pdf", PieceKind.CV),
        ("cv_salma-2026.docx", PieceKind.CV),
        ("BennaniResume2026.pdf", PieceKind.CV),
        ("CV2026.pdf", PieceKind.CV),
        ("سيرة ذاتية.docx", PieceKind.CV),
        ("السيرة_الذاتية.pdf", PieceKind.CV),
        ("Lettre de motivation.pdf", PieceKind.LETTER),
        ("LM_OMP.docx", PieceKind.LETTER),
        ("Cover letter.pdf", PieceKind.LETTER),
        ("رسالة تحفيزية.odt", PieceKind.LETTER),
        ("الرسالة.odt", PieceKind.LETTER),
        ("Références.docx", PieceKind.REFERENCES),
        ("Liste des référents.pdf", PieceKind.REFERENCES),
        ("المراجع.pdf", PieceKind.REFERENCES),
        ("Diplôme de master.pdf", PieceKind.OTHER),
        ("شهادة العمل.jpg", PieceKind.OTHER),
        ("CV et lettre.pdf", PieceKind.CV),
        ("scan0001.pdf", None),
        ("document.pdf", None),
        ("IMG_4031.jpg", None),
        ("Salma Bennani.pdf", None),
        (None, None),
    ],
)
def test_a_name_announces_its_kind_or_nothing(name: str | None, kind: PieceKind | None) -> None:
    assert kind_by_name(name) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (A_CV, PieceKind.CV),
        (A_LETTER, PieceKind.LETTER),
        (REFERENCES, PieceKind.REFERENCES),
        (f"{A_CV}\n{A_LETTER}\n{REFERENCES}", PieceKind.CV),
        ("Facture d'électricité\nmai 2026\n412,50 DH", None),
        ("", None),
    ],
)
def test_words_announce_their_kind_or_nothing(text: str, kind: PieceKind | None) -> None:
    assert kind_by_text(text) is kind


def test_a_name_that_announces_everything_leaves_nothing_missing() -> None:
    assert kinds_announced(PieceKind.CV, "CV, lettre et références - Salma.pdf") == {
        PieceKind.CV,
        PieceKind.LETTER,
        PieceKind.REFERENCES,
    }
    assert kinds_announced(PieceKind.LETTER, "CV.pdf") == {PieceKind.LETTER}


def test_a_piece_whose_name_said_nothing_takes_its_kind_from_its_words_and_others_keep_theirs(
    database: Database, vault: Vault, notice: Notice
) -> None:
    message = mail(("scan0001.pdf", CV), ("Lettre.pdf", CV + b" two"))
    with database.unit_of_work() as session:
        import_message(session, Found(raw(message)), notice, vault=vault, source="test", now=A_WEEK_BEFORE)
        for piece in session.scalars(select(Piece).order_by(Piece.position)).all():
            settle_kind(session, piece.id, A_CV)

    with database.reading_session() as session:
        pieces = session.scalars(select(Piece).order_by(Piece.position)).all()
        assert [piece.kind for piece in pieces] == ["cv", "letter"]
        assert live_kinds(pieces) == {PieceKind.CV, PieceKind.LETTER}
