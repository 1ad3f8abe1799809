"""What becomes of a mail: a dossier, an addition to one, late, for a person to sort, or automatic. Pure; rules only.

The order of the rules is the order of the questions a careful clerk asks. When none of them settles it without
doubt, the answer is « à trier »: nobody qualified is lost in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from app.intake.automatic import Automatic
from app.intake.dossier import Channel
from app.intake.kinds import fold
from app.intake.message import Mail, MailPiece
from app.intake.stamps import TOLERATED_GAP, Stamp
from app.posting.notice import Notice, PieceKind


class Outcome(StrEnum):
    """What became of a mail."""

    DOSSIER = "dossier"
    ADDS_TO = "adds_to"
    NEW_VERSION = "new_version"
    LATE = "late"
    TO_SORT = "to_sort"
    IGNORED_AUTO = "ignored_auto"


class WhyToSort(StrEnum):
    """Why a person must look."""

    NO_SENDER = "no_sender"
    NO_PIECE = "no_piece"
    LINK_ONLY = "link_only"
    EMPTY_ATTACHMENT = "empty_attachment"
    ARCHIVE_NOT_OPENED = "archive_not_opened"
    WITHDRAWAL = "withdrawal"
    DOUBTFUL_STAMP = "doubtful_stamp"
    DATE_GAP = "date_gap"
    SEVERAL_PEOPLE = "several_people"
    TOO_MANY_PARTS = "too_many_parts"
    FORWARDED = "forwarded"
    OTHER_ADDRESS = "other_address"
    REPLACES_WEB_DOSSIER = "replaces_web_dossier"
    AUTOMATIC_WITH_PIECES = "automatic_with_pieces"
    OWN_MAIL = "own_mail"
    NOT_AN_APPLICATION = "not_an_application"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The dossier that address already has, in time and not withdrawn: its channel, and the files that stand in it."""

    channel: Channel
    kinds: frozenset[PieceKind]
    sha256s: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decided:
    """The outcome, and the code that says why where one is needed."""

    outcome: Outcome
    reason: str = ""


def decide(
    mail: Mail, stamp: Stamp, notice: Notice, *, earlier: Earlier | None, answers_known_mail: bool = False
) -> Decided:
    """What becomes of `mail`, which arrived at `stamp`.

    `answers_known_mail` says that it replies to a mail of another address that is already in a dossier.
    """
    for rule in (_automatic, _nobody, _withdrawal, _nothing_inside):
        if decided := rule(mail, notice, earlier):
            return decided
    if decided := _arrival(mail, stamp, notice):
        return decided
    if _is_somebody_elses(mail, notice):
        return _to_sort(WhyToSort.FORWARDED)
    if earlier is not None:
        return _beside(mail, earlier)
    if answers_known_mail and PieceKind.CV not in _kinds(mail):
        return _to_sort(WhyToSort.OTHER_ADDRESS)
    return Decided(Outcome.DOSSIER)


def usable(mail: Mail) -> tuple[MailPiece, ...]:
    """The documents somebody could open."""
    return tuple(piece for piece in mail.documents if piece.unreadable is None)


def _to_sort(why: WhyToSort) -> Decided:
    return Decided(Outcome.TO_SORT, why.value)


def _automatic(mail: Mail, notice: Notice, _earlier: Earlier | None) -> Decided | None:
    if mail.automatic is None:
        return _own(mail, notice)
    # A bounce carries our own words back; a CV under any other automatic mark may be a person's, and so may the link
    # in the notification of a file store. A picture is the signature's.
    documents = [piece for piece in usable(mail) if not piece.media_type.startswith("image/") or piece.kind is not None]
    if mail.automatic is not Automatic.BOUNCE and documents:
        return _to_sort(WhyToSort.AUTOMATIC_WITH_PIECES)
    if mail.automatic is Automatic.NOTIFICATION and mail.body.links:
        return _to_sort(WhyToSort.LINK_ONLY)
    return Decided(Outcome.IGNORED_AUTO, mail.automatic.value)


def _own(mail: Mail, notice: Notice) -> Decided | None:
    """What the organisation itself sent lies in an exported mailbox too; what it sent to itself, a person looks at."""
    own = notice.mail.address.lower()
    if mail.about != own or mail.sent_by is not None:
        return None
    if mail.documents and own in mail.recipients:
        return _to_sort(WhyToSort.OWN_MAIL)
    return Decided(Outcome.IGNORED_AUTO, WhyToSort.OWN_MAIL.value)


def _nobody(mail: Mail, _notice: Notice, _earlier: Earlier | None) -> Decided | None:
    if mail.about is None:
        return _to_sort(WhyToSort.NO_SENDER)
    for doubt in (WhyToSort.SEVERAL_PEOPLE, WhyToSort.TOO_MANY_PARTS, WhyToSort.NOT_UNDERSTOOD):
        if doubt.value in mail.doubts:
            return _to_sort(doubt)
    if WhyToSort.ARCHIVE_NOT_OPENED.value in mail.doubts and PieceKind.CV not in _kinds(mail):
        return _to_sort(WhyToSort.ARCHIVE_NOT_OPENED)
    return None


def _withdrawal(mail: Mail, _notice: Notice, _earlier: Earlier | None) -> Decided | None:
    # « Je retire mon premier envoi, voici le bon » comes with a CV and is a new version.
    if mail.body.withdraws and PieceKind.CV not in _kinds(mail):
        return _to_sort(WhyToSort.WITHDRAWAL)
    return None


def _nothing_inside(mail: Mail, _notice: Notice, earlier: Earlier | None) -> Decided | None:
    if usable(mail) or mail.body.letter or mail.body.cv:
        return None if _is_an_application(mail, earlier) else _to_sort(WhyToSort.NOT_AN_APPLICATION)
    if mail.documents:
        return _to_sort(WhyToSort.EMPTY_ATTACHMENT)
    if mail.body.links:
        return _to_sort(WhyToSort.LINK_ONLY)
    if mail.body.references and earlier is not None:
        return None
    return _to_sort(WhyToSort.NO_PIECE)


def _is_an_application(mail: Mail, earlier: Earlier | None) -> bool:
    """False for a mail that has files, speaks at length, and of something else (an invoice, an advertisement)."""
    return bool(earlier or _kinds(mail) or mail.body.letter or mail.body.cv or mail.body.is_about_applying)


def _arrival(mail: Mail, stamp: Stamp, notice: Notice) -> Decided | None:
    if not stamp.is_sound or stamp.at is None:
        return _to_sort(WhyToSort.DOUBTFUL_STAMP)
    if stamp.at < notice.closes_at:
        return None
    sent = mail.date_header_at
    if sent is None or abs(stamp.at - sent) > TOLERATED_GAP:
        return _to_sort(WhyToSort.DATE_GAP)
    return Decided(Outcome.LATE, Outcome.LATE.value)


def _beside(mail: Mail, earlier: Earlier) -> Decided:
    kinds, files = _kinds(mail), usable(mail)
    again = PieceKind.CV in kinds and PieceKind.CV in earlier.kinds
    nameless = len(files) >= 2 and not kinds and PieceKind.CV in earlier.kinds
    if not again and not nameless:
        return Decided(Outcome.ADDS_TO, Outcome.ADDS_TO.value)
    same_bytes = {piece.sha256 for piece in files} <= earlier.sha256s
    if earlier.channel is not Channel.MAILBOX and not same_bytes:
        # A sender's address is easily forged: it may complete what came through the form, not replace it.
        return _to_sort(WhyToSort.REPLACES_WEB_DOSSIER)
    return Decided(Outcome.NEW_VERSION, Outcome.NEW_VERSION.value)


def _kinds(mail: Mail) -> frozenset[PieceKind]:
    found = {
        piece.kind for piece in usable(mail) if piece.kind in {PieceKind.CV, PieceKind.LETTER, PieceKind.REFERENCES}
    }
    return frozenset(kind for kind in found if kind is not None)


def _is_somebody_elses(mail: Mail, notice: Notice) -> bool:
    """A mail forwarded in its text, whose files bear the name of the first sender and not of the second.

    Many people forward the notice itself with their own CV: the first sender is then only where they heard of it.
    """
    first = mail.body.forwarded_from
    if first is None or first[0] in {mail.about, notice.mail.address.lower()}:
        return False
    names = " ".join(fold(piece.file_name or "") for piece in usable(mail))
    return _named_in(first[1], names) and not _named_in(mail.name, names)


def _named_in(person: str, names: str) -> bool:
    return any(word in names for word in re.findall(r"\w{3,}", fold(person)))
