"""One mail's bytes, understood: as real programs and real people write them, and as vandals do."""

from __future__ import annotations

import base64
import io
import zipfile
from email.message import EmailMessage

import pytest

from app.intake.automatic import Automatic
from app.intake.message import MailPiece, parse, understand
from app.posting.notice import PieceKind
from tests.intake.mails import CV, FRENCH_LETTER, LETTER, mail, raw
from tests.people import INES, SALMA, STRANGER


def _understood(content: bytes):
    return understand(parse(content))


def _headers(*lines: bytes, body: bytes = b"Bonjour\r\n") -> bytes:
    return b"\r\n".join((*lines, b"", body))


def _shown(pieces: tuple[MailPiece, ...]) -> list[tuple[str | None, PieceKind | None]]:
    return [(piece.file_name, piece.kind) for piece in pieces]


def test_a_plain_mail_gives_its_person_its_pieces_and_their_kinds() -> None:
    found = _understood(raw(mail(("CV Salma.pdf", CV), ("Lettre de motivation.pdf", LETTER))))

    assert (found.about, found.name, found.subject) == (SALMA.email, SALMA.name, "Candidature_chargé(e) de projet_OMP")
    assert _shown(found.pieces) == [("CV Salma.pdf", PieceKind.CV), ("Lettre de motivation.pdf", PieceKind.LETTER)]
    assert [piece.content for piece in found.pieces] == [CV, LETTER]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"Subject: Candidature_charg\xc3\xa9(e)", "Candidature_chargé(e)"),
        (b"Subject: Candidature_charg\xe9(e) de projet", "Candidature_chargé(e) de projet"),
        (b"Subject: \xd8\xd1\xca\xed\xcd \xe1\xe3\xe4\xd5\xc8", "طرتيح لمنصب"),
        (b"Subject: =?utf-8?B?2KrYsdi02YrYrQ==?=", "ترشيح"),
        (b"Subject: =?x-no-such-charset?Q?Candidature?=", "Candidature"),
        (b"Subject: =?utf-8?B?not base64!!?=", "=?utf-8?B?not base64!!?="),
        (b"Subject: =?utf-8?Q?un_sujet?=\r\n =?utf-8?Q?_en_deux?=", "un sujet en deux"),
        (b"Subject: fdp.\xe2\x80\xaeexe", "fdp.exe"),
    ],
)
def test_a_subject_is_read_whatever_program_wrote_it(written: bytes, read: str) -> None:
    found = _understood(_headers(b"From: a@example.org", written))

    assert found.subject == read


def test_an_encoded_line_feed_never_becomes_a_second_header() -> None:
    hostile = "From: =?UTF-8?Q?Salma=0ABcc=3A?= <salma@example.org>\r\nSubject: \U0001f4a9 =?UTF-8?Q?=0A?=Bcc: x@y"

    found = _understood(_headers(hostile.encode()))

    assert "\n" not in found.subject + found.name
    assert found.name == "Salma Bcc:"
    assert found.about == "salma@example.org"


@pytest.mark.parametrize(
    "sender",
    [
        b"alice@example.org)bob@example.net",
        b"alice@example.org, bob@example.net",
        b"friends: alice@example.org, bob@example.net;",
        b'"alice\n bcc"@example.org',
        b"undisclosed",
        b"",
        b"<>",
        b"alice@" + b"a" * 400 + b".org",
    ],
)
def test_a_sender_who_is_not_exactly_one_address_is_nobody(sender: bytes) -> None:
    assert _understood(_headers(b"From: " + sender)).about is None


def test_bytes_that_are_no_mail_at_all_are_still_understood_as_something() -> None:
    for content in (b"", b"\x00" * 1000, b"\xff\xfe" * 500, b"From: \r\n", b"no header, only words"):
        assert _understood(content).about is None


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b"Content-Disposition: attachment; filename*=utf-8''CV%20r%C3%A9sum%C3%A9.pdf", "CV résumé.pdf"),
        (
            b"Content-Disposition: attachment; filename*0*=utf-8''Lettre%20de;\r\n filename*1*=%20motivation.pdf",
            "Lettre de motivation.pdf",
        ),
        (b'Content-Disposition: attachment; filename="=?UTF-8?B?2LPZitix2KkucGRm?="', "سيرة.pdf"),
        (b'Content-Disposition: attachment; filename="CV_caf\xe9.pdf"', "CV_café.pdf"),
        (b"Content-Disposition: attachment; filename*=no-such''CV.pdf", "CV.pdf"),
        (b'Content-Disposition: attachment; filename="../../etc/passwd"', "../../etc/passwd"),
        (b"Content-Disposition: attachment", None),
    ],
)
def test_a_file_name_is_read_as_it_was_sent(header: bytes, name: str | None) -> None:
    body = b"--b\r\nContent-Type: application/pdf\r\n" + header + b"\r\n\r\n" + CV + b"\r\n--b--\r\n"

    found = _understood(_headers(b"From: a@example.org", b"Content-Type: multipart/mixed; boundary=b", body=body))

    assert [piece.file_name for piece in found.documents] == [name]


def test_a_body_in_an_unknown_charset_is_read_all_the_same() -> None:
    content = _headers(
        b"From: a@example.org", b"Content-Type: text/plain; charset=x-martian", body="Références : à voir".encode()
    )

    assert _understood(content).body.text.strip() == "Références : à voir"


def test_us_ascii_that_is_windows_1252_is_read_as_people_meant_it() -> None:
    content = _headers(
        b"From: a@example.org",
        b"Content-Type: text/plain; charset=us-ascii",
        b"Content-Transfer-Encoding: 8bit",
        body="Très cordialement, à l’écoute".encode("cp1252"),
    )

    assert _understood(content).body.text.strip() == "Très cordialement, à l’écoute"


def test_a_cv_between_two_html_parts_inside_an_alternative_is_found() -> None:
    body = (
        b"--a\r\nContent-Type: text/plain\r\n\r\nVoici mon CV\r\n--a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>Voici mon CV</p>\r\n--b\r\nContent-Type: application/pdf; name=CV.pdf\r\n"
        b"Content-Disposition: inline; filename=CV.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(CV)
        + b"\r\n--b\r\nContent-Type: text/html\r\n\r\n<p></p>\r\n--b--\r\n--a--\r\n"
    )

    found = _understood(_headers(b"From: a@example.org", b"Content-Type: multipart/alternative; boundary=a", body=body))

    assert [(piece.file_name, piece.content) for piece in found.documents] == [("CV.pdf", CV)]
    assert found.body.text.strip() == "Voici mon CV"


def _picture(message: EmailMessage, name: str, size: int, *, cid: str = "") -> None:
    message.add_attachment(b"\x89PNG" + b"x" * size, maintype="image", subtype="png", filename=name, cid=cid or None)


def test_a_logo_is_kept_as_decoration_and_a_photographed_diploma_as_a_document() -> None:
    message = mail(("CV.pdf", CV))
    _picture(message, "image001.png", 9_000, cid="<logo@x>")
    _picture(message, "IMG_4031.jpg", 300_000)

    found = _understood(raw(message))

    assert [(piece.file_name, piece.decoration) for piece in found.pieces] == [
        ("CV.pdf", False),
        ("image001.png", True),
        ("IMG_4031.jpg", False),
    ]


def test_an_empty_attachment_is_shown_as_empty() -> None:
    found = _understood(raw(mail(("CV.pdf", b""))))

    assert [(piece.file_name, piece.unreadable) for piece in found.documents] == [("CV.pdf", "empty")]


def test_the_candidates_mail_inside_a_cousins_mail_is_the_candidates_dossier() -> None:
    outer = mail(sender=STRANGER, subject="Fwd: candidature", body="Je vous transmets la candidature de ma cousine.")
    outer.add_attachment(mail(("CV.pdf", CV), sender=INES, body=FRENCH_LETTER))

    found = _understood(raw(outer))

    assert (found.about, found.sent_by) == (INES.email, STRANGER.email)
    assert [(piece.file_name, piece.container) for piece in found.documents] == [("CV.pdf", "message/rfc822")]
    assert found.body.letter.startswith("Madame, Monsieur")


def test_two_candidates_in_one_mail_are_for_a_person() -> None:
    outer = mail(sender=STRANGER, body="Deux candidatures.")
    outer.add_attachment(mail(("CV.pdf", CV), sender=INES))
    outer.add_attachment(mail(("CV.pdf", LETTER), sender=SALMA))

    assert "several_people" in _understood(raw(outer)).doubts


def test_messages_nested_without_end_are_for_a_person() -> None:
    inner = mail(("CV.pdf", CV))
    for _ in range(12):
        outer = mail(sender=STRANGER)
        outer.add_attachment(inner)
        inner = outer

    assert "too_many_parts" in _understood(raw(inner)).doubts


def test_files_come_out_of_a_zip_and_its_leftovers_are_decoration() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("dossier/CV Inès.pdf", CV)
        archive.writestr("__MACOSX/dossier/._CV Inès.pdf", b"resource fork")
        archive.writestr("dossier/Lettre.pdf", LETTER)

    found = _understood(raw(mail(("dossier.zip", packed.getvalue()))))

    assert [(piece.file_name, piece.container, piece.path) for piece in found.documents] == [
        ("CV Inès.pdf", "dossier.zip", "dossier/CV Inès.pdf"),
        ("Lettre.pdf", "dossier.zip", "dossier/Lettre.pdf"),
    ]
    assert [container.content for container in found.containers] == [packed.getvalue()]


def test_an_office_file_is_no_archive() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:p>Expérience professionnelle</w:p>")

    found = _understood(raw(mail(("document.zip", packed.getvalue()))))

    assert [piece.file_name for piece in found.documents] == ["document.zip"]
    assert found.containers == ()


def test_a_nameless_word_file_is_known_by_its_words() -> None:
    def docx(*lines: str) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/document.xml", "".join(f"<w:p><w:t>{line}</w:t></w:p>" for line in lines))
        return packed.getvalue()

    cv = docx("Expériences professionnelles", "2015 – 2019", "Formation", "Langues", "Compétences")
    letter = docx("Objet : candidature", "Madame, Monsieur,", "Je vous prie d'agréer mes salutations distinguées")

    found = _understood(raw(mail(("scan0001.docx", letter), ("document.docx", cv))))

    assert _shown(found.documents) == [("scan0001.docx", PieceKind.LETTER), ("document.docx", PieceKind.CV)]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"Auto_Submitted": "auto-replied"}, Automatic.AUTO_REPLY),
        ({"X_Autoreply": "yes"}, Automatic.AUTO_REPLY),
        ({"subject": "Réponse automatique : absence"}, Automatic.AUTO_REPLY),
        ({"List_Id": "<annonces.example.org>"}, Automatic.LIST),
        ({"Precedence": "bulk"}, Automatic.LIST),
        ({"Auto_Submitted": "no"}, None),
    ],
)
def test_automatic_mail_is_told_from_a_persons(headers: dict[str, str], kind: Automatic | None) -> None:
    assert _understood(raw(mail(**headers))).automatic is kind


def test_a_bounce_names_the_address_that_could_not_be_reached() -> None:
    body = (
        b"--b\r\nContent-Type: text/plain\r\n\r\nnot delivered\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; Salma.Bennani@example.org\r\nAction: failed\r\n"
        b"\r\n--b--\r\n"
    )
    content = _headers(
        b"From: MAILER-DAEMON@example.org",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        body=body,
    )

    found = _understood(content)

    assert (found.automatic, found.failed_recipients) == (Automatic.BOUNCE, (SALMA.email,))


def test_a_mail_in_base64_inside_a_mail_is_opened_all_the_same() -> None:
    inner = base64.encodebytes(raw(mail(("CV.pdf", CV), sender=INES)))
    body = (
        b"--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + inner + b"\r\n--b--\r\n"
    )
    content = _headers(b"From: x@example.org", b"Content-Type: multipart/mixed; boundary=b", body=body)

    found = _understood(content)

    assert (found.about, [piece.file_name for piece in found.documents]) == (INES.email, ["CV.pdf"])


def test_a_message_file_sent_as_an_attachment_is_a_message() -> None:
    outer = mail(("candidature.eml", raw(mail(("CV.pdf", CV), sender=INES))), sender=STRANGER)

    found = _understood(raw(outer))

    assert (found.about, [piece.file_name for piece in found.documents]) == (INES.email, ["CV.pdf"])


def test_a_candidate_who_attaches_another_mail_beside_a_cv_stays_the_candidate() -> None:
    outer = mail(("CV Salma.pdf", CV), sender=SALMA, body=FRENCH_LETTER)
    outer.add_attachment(mail(sender=STRANGER, body="Félicitations pour votre travail."))

    found = _understood(raw(outer))

    assert (found.about, found.sent_by) == (SALMA.email, None)
    assert found.body.letter == FRENCH_LETTER.strip()


def test_a_multipart_without_boundary_is_one_text() -> None:
    content = _headers(b"From: a@example.org", b"Content-Type: multipart/mixed", body=b"Bonjour, je postule.\r\n")

    found = _understood(content)

    assert (found.body.text.strip(), found.pieces) == ("Bonjour, je postule.", ())


def test_what_exchange_cuts_off_after_an_attachment_is_body_again() -> None:
    message = mail(("CV.pdf", CV), body="Bonjour,")
    message.add_attachment("<p>Inès Roche</p>", subtype="html", filename="ATT00001.htm")

    found = _understood(raw(message))

    assert [piece.file_name for piece in found.pieces] == ["CV.pdf"]


def test_the_two_halves_of_an_apple_file_are_one_document() -> None:
    message = mail(("CV.pdf", CV))
    message.add_attachment(b"\x00\x05\x16\x07 fork", maintype="application", subtype="applefile", filename="CV.pdf")

    assert [piece.content for piece in _understood(raw(message)).documents] == [CV]


def test_a_pages_document_is_no_archive_to_open() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Index/Document.iwa", b"x")

    found = _understood(raw(mail(("CV.pages", packed.getvalue()))))

    assert (found.containers, [piece.file_name for piece in found.documents]) == ((), ["CV.pages"])


def test_a_whole_cv_pasted_into_the_body_is_found() -> None:
    cv = (
        "Salma Bennani\nExpériences professionnelles\n2019 – 2024 Coordinatrice, Association A\n"
        + "mot " * 90
        + "fin\n"
        "2015 – 2019 Chargée de projet\nFormation\nMaster, 2014\nLangues\nFrançais\nCompétences\nRédaction"
    )

    assert _understood(raw(mail(body=cv))).body.cv == cv


def test_an_old_bounce_names_the_address_in_its_words_only() -> None:
    content = _headers(b"From: MAILER-DAEMON@example.org", body=f"<{SALMA.email}>:\r\nUser unknown\r\n".encode("ascii"))

    assert _understood(content).failed_recipients == (SALMA.email,)
