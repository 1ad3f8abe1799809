"""Mails of our own for the tests: the least that each situation needs, with the receiving server's stamp."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from tests.people import A_WEEK_BEFORE, SALMA, Person

MAILBOX = "omdp.direction.2@gmail.com"
CV = b"%PDF-1.4 a curriculum vitae"
LETTER = b"%PDF-1.4 a letter of motivation"

FRENCH_LETTER = (
    "Madame, Monsieur,\n\nJe me permets de vous adresser ma candidature au poste de chargée de projet. Depuis six ans, "
    "je coordonne dans une association de Casablanca des projets qui accompagnent des familles de détenus. J'y ai "
    "appris à réunir des partenaires, à rédiger des rapports clairs et à tenir un calendrier. Votre action m'inspire "
    "depuis longtemps et je souhaite y contribuer avec mon expérience et ma patience. Je reste à votre disposition "
    "pour un entretien.\n\nVeuillez agréer, Madame, Monsieur, mes salutations distinguées.\n"
)


def stamp(at: datetime, *, by: str = "mx.google.com") -> str:
    """A `Received:` line of that server."""
    return f"from relay.example.org (relay.example.org. [192.0.2.1]) by {by} with ESMTPS id a1; {format_datetime(at)}"


def mail(
    *files: tuple[str, bytes],
    sender: Person = SALMA,
    at: datetime = A_WEEK_BEFORE,
    sent: datetime | None = None,
    subject: str = "Candidature_chargé(e) de projet_OMP",
    body: str = "Bonjour,\n\nVoici mon dossier.\n",
    **headers: str,
) -> EmailMessage:
    """A mail that arrived at `at` and says it was sent a few seconds before."""
    message = EmailMessage()
    message["Delivered-To"] = MAILBOX
    message["Received"] = stamp(at)
    message["Date"] = format_datetime(sent or at - timedelta(seconds=5))
    message["From"] = f'"{sender.name}" <{sender.email}>'
    message["To"] = MAILBOX
    message["Subject"] = subject
    message["Message-ID"] = f"<{abs(hash((sender.email, at, subject, body, files)))}@example.org>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def raw(message: EmailMessage) -> bytes:
    """Its bytes, with CRLF line ends."""
    return message.as_bytes(policy=SMTP)
