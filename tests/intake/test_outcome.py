"""What becomes of a mail: the questions a careful clerk asks, in their order."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.intake.dossier import Channel
from app.intake.message import parse, understand
from app.intake.outcome import Decided, Earlier, Outcome, WhyToSort, decide
from app.intake.stamps import Stamp, StampSource, arrival
from app.posting.notice import Notice, PieceKind
from tests.intake.mails import CV, FRENCH_LETTER, LETTER, MAILBOX, mail, raw
from tests.people import A_WEEK_BEFORE, CLOSING, INES, SALMA, STRANGER, Person

SECOND = timedelta(seconds=1)
BOTH = (("CV.pdf", CV), ("Lettre.pdf", LETTER))
HAS_CV = Earlier(Channel.MAILBOX, frozenset({PieceKind.CV}), frozenset())


def _decided(notice: Notice, content: bytes, earlier: Earlier | None = None, *, answers: bool = False) -> Decided:
    message = parse(content)
    return decide(understand(message), arrival(message, notice), notice, earlier=earlier, answers_known_mail=answers)


def _to_sort(why: WhyToSort) -> Decided:
    return Decided(Outcome.TO_SORT, why.value)


@pytest.mark.parametrize(
    ("at", "outcome"),
    [
        (CLOSING - SECOND, Outcome.DOSSIER),
        (CLOSING, Outcome.LATE),
        (CLOSING + SECOND, Outcome.LATE),
        (CLOSING + timedelta(days=1), Outcome.LATE),
    ],
)
def test_a_mail_at_16h00_exactly_is_late_and_one_second_before_is_not(
    notice: Notice, at: datetime, outcome: Outcome
) -> None:
    assert _decided(notice, raw(mail(*BOTH, at=at))).outcome is outcome


def test_a_mail_held_in_a_queue_over_closing_goes_to_a_person(notice: Notice) -> None:
    held = mail(*BOTH, at=CLOSING + timedelta(minutes=30), sent=CLOSING - timedelta(hours=2))

    assert _decided(notice, raw(held)) == _to_sort(WhyToSort.DATE_GAP)


def test_a_wrong_sender_clock_changes_nothing_before_closing(notice: Notice) -> None:
    behind = mail(*BOTH, at=A_WEEK_BEFORE, sent=A_WEEK_BEFORE - timedelta(days=365))
    ahead = mail(*BOTH, at=A_WEEK_BEFORE, sent=CLOSING + timedelta(days=365))

    assert [_decided(notice, raw(each)).outcome for each in (behind, ahead)] == [Outcome.DOSSIER] * 2


def test_a_mail_without_a_sound_stamp_goes_to_a_person(notice: Notice) -> None:
    message = mail(*BOTH)
    del message["Received"]

    assert _decided(notice, raw(message)) == _to_sort(WhyToSort.DOUBTFUL_STAMP)


@pytest.mark.parametrize(
    ("body", "files", "why"),
    [
        ("Bonjour, le poste est-il ouvert aux personnes d'Oujda ?", (), WhyToSort.NO_PIECE),
        ("Mon dossier : https://we.tl/t-abc", (), WhyToSort.LINK_ONLY),
        ("Mon CV", (("CV.pdf", b""),), WhyToSort.EMPTY_ATTACHMENT),
        ("Mon dossier", (("dossier.rar", b"Rar!..."),), WhyToSort.ARCHIVE_NOT_OPENED),
        ("Mon dossier", (("dossier.zip", b"PK\x03\x04 broken"),), WhyToSort.ARCHIVE_NOT_OPENED),
        ("Je souhaite retirer ma candidature.", (), WhyToSort.WITHDRAWAL),
    ],
)
def test_what_holds_no_document_goes_to_a_person_with_the_reason(
    notice: Notice, body: str, files: tuple[tuple[str, bytes], ...], why: WhyToSort
) -> None:
    assert _decided(notice, raw(mail(*files, body=body))) == _to_sort(why)


def test_a_letter_in_the_body_alone_makes_a_dossier(notice: Notice) -> None:
    assert _decided(notice, raw(mail(body=FRENCH_LETTER))).outcome is Outcome.DOSSIER


def test_a_missing_piece_from_the_same_address_is_added(notice: Notice) -> None:
    assert _decided(notice, raw(mail(("Lettre.pdf", LETTER))), HAS_CV).outcome is Outcome.ADDS_TO


def test_a_whole_dossier_again_is_a_new_version(notice: Notice) -> None:
    again = mail(*BOTH, body="Merci d'annuler ma candidature d'hier, voici la bonne version.")

    assert _decided(notice, raw(again), HAS_CV).outcome is Outcome.NEW_VERSION


def test_a_mail_may_complete_a_dossier_of_the_form_but_not_replace_it(notice: Notice) -> None:
    of_the_form = Earlier(Channel.FORM, frozenset({PieceKind.CV}), frozenset())

    assert _decided(notice, raw(mail(("Lettre.pdf", LETTER))), of_the_form).outcome is Outcome.ADDS_TO
    assert _decided(notice, raw(mail(*BOTH)), of_the_form) == _to_sort(WhyToSort.REPLACES_WEB_DOSSIER)


def test_an_answer_from_another_address_without_a_cv_goes_to_a_person(notice: Notice) -> None:
    assert _decided(notice, raw(mail(("Lettre.pdf", LETTER))), answers=True) == _to_sort(WhyToSort.OTHER_ADDRESS)
    assert _decided(notice, raw(mail(*BOTH)), answers=True).outcome is Outcome.DOSSIER


def test_automatic_mail_is_no_dossier_unless_it_carries_documents(notice: Notice) -> None:
    bare, with_cv = mail(Auto_Submitted="auto-replied"), mail(("CV.pdf", CV), Auto_Submitted="auto-generated")

    assert _decided(notice, raw(bare)) == Decided(Outcome.IGNORED_AUTO, "auto_reply")
    assert _decided(notice, raw(with_cv)) == _to_sort(WhyToSort.AUTOMATIC_WITH_PIECES)


def test_what_the_organisation_sent_itself_is_no_dossier(notice: Notice) -> None:
    own = Person("OMP", MAILBOX)

    assert _decided(notice, raw(mail(sender=own))).outcome is Outcome.IGNORED_AUTO
    assert _decided(notice, raw(mail(("CV.pdf", CV), sender=own))) == _to_sort(WhyToSort.OWN_MAIL)


def test_a_mail_forwarded_in_its_text_goes_to_a_person_when_the_files_bear_the_first_senders_name(
    notice: Notice,
) -> None:
    text = f"---------- Forwarded message ---------\nDe : {INES.name} <{INES.email}>\nObjet : candidature\n\nBonjour"
    hers = mail(("CV Ines Roche.pdf", CV), sender=STRANGER, body=text)
    his = mail(("CV Someone Else.pdf", CV), sender=STRANGER, body=text)

    assert _decided(notice, raw(hers)) == _to_sort(WhyToSort.FORWARDED)
    assert _decided(notice, raw(his)).outcome is Outcome.DOSSIER


def test_a_stamp_that_is_only_a_guess_never_decides(notice: Notice) -> None:
    found = understand(parse(raw(mail(*BOTH))))

    decided = decide(found, Stamp(A_WEEK_BEFORE, StampSource.DOUBTFUL), notice, earlier=None)

    assert (found.about, decided) == (SALMA.email, _to_sort(WhyToSort.DOUBTFUL_STAMP))


@pytest.mark.parametrize("name", ["smime.p7m", "message.pgp", "dossier.7z"])
def test_a_box_that_nobody_here_opens_goes_to_a_person(notice: Notice, name: str) -> None:
    assert _decided(notice, raw(mail((name, b"sealed")))) == _to_sort(WhyToSort.ARCHIVE_NOT_OPENED)


def test_a_file_stores_notification_goes_to_a_person_and_other_notifications_do_not(notice: Notice) -> None:
    machine = Person("WeTransfer", "noreply@example.com")
    sent = mail(sender=machine, body="Salma vous a envoyé des fichiers : https://we.tl/t-abc")
    alert = mail(sender=machine, body="Nouvelle connexion à votre compte.")

    assert _decided(notice, raw(sent)) == _to_sort(WhyToSort.LINK_ONLY)
    assert _decided(notice, raw(alert)) == Decided(Outcome.IGNORED_AUTO, "notification")


def test_what_the_organisation_wrote_to_others_is_no_dossier_whatever_it_attached(notice: Notice) -> None:
    message = mail(("avis.pdf", CV), sender=Person("OMP", MAILBOX))
    for name in ("To", "Delivered-To"):
        del message[name]
    message["To"] = STRANGER.email

    assert _decided(notice, raw(message)).outcome is Outcome.IGNORED_AUTO


def test_an_auto_reply_with_a_picture_of_a_signature_is_still_an_auto_reply(notice: Notice) -> None:
    message = mail(Auto_Submitted="auto-replied")
    message.add_attachment(b"\x89PNG" + b"x" * 90_000, maintype="image", subtype="png", filename="bureau.png")

    assert _decided(notice, raw(message)) == Decided(Outcome.IGNORED_AUTO, "auto_reply")


def test_an_invoice_goes_to_a_person_and_a_wordless_scan_is_a_dossier(notice: Notice) -> None:
    invoice = mail(
        ("facture.pdf", CV),
        subject="Votre facture du mois de mai",
        body="Cher client, le montant de votre consommation du mois est de 412 dirhams, à régler avant la fin du mois.",
    )
    wordless = mail(("IMG_4031.jpg", CV), subject="", body="")

    assert _decided(notice, raw(invoice)) == _to_sort(WhyToSort.NOT_AN_APPLICATION)
    assert _decided(notice, raw(wordless)).outcome is Outcome.DOSSIER
