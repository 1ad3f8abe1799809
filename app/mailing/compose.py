"""The words of each letter, from its facts and the templates of its kind. Pure; knows no row and no server.

User text reaches bodies only, on one line, without control or direction characters; in HTML it is escaped.
Subjects hold the notice's title and the reference, nothing a stranger wrote.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from app.i18n.translate import DIRECTIONS, day, file_size, hour, hour_to_the_second, list_of, utc
from app.intake.dossier import Channel, ReceivedPiece
from app.intake.reference import spaced
from app.mailing.letters import LetterKind, LetterLanguage
from app.posting.deadline import Timeliness
from app.posting.notice import Notice, PieceKind

TEMPLATES = Path(__file__).parent / "templates"
LONGEST_NAME_CHARACTERS = 120

_PIECES = {
    "fr": {
        PieceKind.CV: "CV",
        PieceKind.LETTER: "lettre de motivation",
        PieceKind.REFERENCES: "références",
        PieceKind.OTHER: "autre pièce",
    },
    "ar": {
        PieceKind.CV: "السيرة الذاتية",
        PieceKind.LETTER: "رسالة التحفيز",
        PieceKind.REFERENCES: "المراجع",
        PieceKind.OTHER: "وثيقة أخرى",
    },
}
_MISSING = {
    "fr": {
        PieceKind.CV: "le CV",
        PieceKind.LETTER: "la lettre de motivation",
        PieceKind.REFERENCES: "les références",
        PieceKind.OTHER: "une pièce",
    },
    "ar": _PIECES["ar"],
}
_MOMENT = {
    "fr": "{day} à {hour} (heure du Maroc)",
    "ar": "{day} على الساعة {hour} (بتوقيت المغرب)",
}
_BLOCK_STYLES = {
    "fr": "direction:ltr;text-align:left;padding:8px 24px 20px;"
    "font:16px/1.6 'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;color:#1b2229",
    "ar": "direction:rtl;text-align:right;padding:8px 24px 20px;"
    "font:17px/1.9 'Segoe UI','Noto Sans','Noto Sans Arabic','Geeza Pro',Tahoma,Arial,sans-serif;color:#1b2229",
}


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter is for and what it tells of their dossier. `composed_at` decides whether it can still be completed."""

    name: str
    reference: str
    prefers: str  # "fr" or "ar"
    channel: Channel
    timeliness: Timeliness
    received_at: datetime
    composed_at: datetime
    pieces: tuple[ReceivedPiece, ...] = ()
    missing: tuple[PieceKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A letter's subject and both of its bodies, ready to be kept and shown."""

    subject: str
    text: str
    html: str


def compose(kind: LetterKind, to: Addressee, notice: Notice, *, language: LetterLanguage) -> Words:
    """The letter of that kind. With `BOTH`, the language the candidate used comes first."""
    languages = _order(language, to.prefers)
    told = {each: _facts(to, notice, each) for each in languages}
    subjects = [_said(f"{each}/{kind}/subject.txt", told[each]).strip() for each in languages]
    subject = f"{' / '.join(subjects)} [{spaced(to.reference)}]"
    texts = [_said(f"{each}/{kind}/body.txt", told[each]).strip() for each in languages]
    blocks = [
        {
            "language": each,
            "direction": DIRECTIONS[each],
            "style": _BLOCK_STYLES[each],
            "html": Markup(_said(f"{each}/{kind}/body.html", told[each])),  # noqa: S704  (escaped inside)
        }
        for each in languages
    ]
    html = _said("sheet.html", {"subject": subject, "organisation": notice.organisation, "blocks": blocks})
    return Words(subject, "\n\n————————\n\n".join(texts) + "\n", html.strip() + "\n")


def on_one_line(written: str) -> str:
    """What a stranger wrote, fit for a body: NFC, one line, no control, direction or unassigned characters."""
    composed = unicodedata.normalize("NFC", written)
    kept = (c if unicodedata.category(c)[0] != "C" or c in "\u200c\u200d" else " " for c in composed)
    plain = " ".join("".join(kept).split())
    return plain if len(plain) <= LONGEST_NAME_CHARACTERS else plain[: LONGEST_NAME_CHARACTERS - 1] + "…"


def _order(language: LetterLanguage, prefers: str) -> tuple[str, ...]:
    if language is not LetterLanguage.BOTH:
        return (language.value,)
    return ("ar", "fr") if prefers == "ar" else ("fr", "ar")


def _facts(to: Addressee, notice: Notice, language: str) -> Mapping[str, Any]:
    return {
        "name": on_one_line(to.name),
        "reference": spaced(to.reference),
        "title": notice.title[language],
        "organisation": notice.organisation[language],
        "timeliness": to.timeliness.value,
        "by_form": to.channel is Channel.FORM,
        "arrived": _MOMENT[language].format(
            day=day(to.received_at, language), hour=hour_to_the_second(to.received_at, language)
        ),
        "arrived_utc": utc(to.received_at),
        "closing": _MOMENT[language].format(day=day(notice.closes_at, language), hour=hour(notice.closes_at, language)),
        "open": to.composed_at < notice.closes_at,
        "pieces": [_shown(piece, language) for piece in to.pieces],
        "missing": list_of([_MISSING[language][kind] for kind in to.missing], language),
    }


def _shown(piece: ReceivedPiece, language: str) -> Mapping[str, str]:
    return {
        "file_name": on_one_line(piece.file_name),
        "kind": _PIECES[language][piece.kind],
        "size": file_size(piece.size_bytes, language),
        "sha256": piece.sha256,
    }


def _said(template: str, facts: Mapping[str, Any]) -> str:
    return _environment().get_template(template).render(facts)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
