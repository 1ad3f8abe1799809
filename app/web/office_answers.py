"""What the office reads when the rules say no: (status, title, sentence) for each refusal of its rooms."""

from __future__ import annotations

from app.i18n.translate import mark
from app.intake import sort_message
from app.mailing import address, approve, resend
from app.refusals import Refused
from app.review import bulk, correct, decide, notes, release
from app.staff import members, passwords

OFFICE_LINES: dict[type[Refused], tuple[int, str, str]] = {
    passwords.PasswordTooShort: (
        422,
        mark("Password refused"),
        mark("Take at least 12 characters; a phrase is easiest."),
    ),
    passwords.PasswordTooLong: (422, mark("Password refused"), mark("Take at most 128 characters.")),
    passwords.PasswordGuessable: (
        422,
        mark("Password refused"),
        mark("Somebody who knows the house would try this one. Take words that have nothing to do with it."),
    ),
    members.WrongPassword: (422, mark("Wrong password"), mark("The present password is not the right one.")),
    members.MemberKnown: (409, mark("Already a member"), mark("This address already belongs to a member.")),
    members.MemberUnknown: (404, mark("Unknown member"), mark("No member has this address.")),
    members.MemberAddressInvalid: (422, mark("Address refused"), mark("This is not one e-mail address.")),
    members.MemberNameMissing: (422, mark("Name missing"), mark("Decisions bear a name: give one.")),
    decide.NotOpened: (
        409,
        mark("Open the dossier first"),
        mark("You have not opened this dossier. Nobody decides on what they have not seen."),
    ),
    decide.NotScreenedYet: (
        409,
        mark("The program is still reading"),
        mark("This dossier is being read. Come back in a moment."),
    ),
    decide.ReasonMissing: (
        422,
        mark("A reason is missing"),
        mark("Choose a reason, or write one in words (2,000 characters at most). Nothing was changed."),
    ),
    decide.MoveNotAllowed: (
        409,
        mark("This move is not possible"),
        mark("The dossier already stands there, or a letter has been released and binds it. Nothing was changed."),
    ),
    decide.ChangedMeanwhile: (
        409,
        mark("Somebody was faster"),
        mark(
            "Another person changed this dossier after your page was shown. Look at it again, then decide. Nothing was overwritten."
        ),
    ),
    decide.NothingToUndo: (409, mark("Nothing to undo"), mark("No move is left to take back.")),
    decide.DossierWithdrawn: (409, mark("Dossier withdrawn"), mark("The candidate took this application back.")),
    decide.DossierLate: (
        409,
        mark("Dossier after closing"),
        mark("It came in after closing: it is kept, but cannot be shortlisted or put in reserve."),
    ),
    correct.CriterionUnknown: (404, mark("Unknown criterion"), mark("The notice has no such criterion.")),
    notes.NoteEmpty: (422, mark("Empty note"), mark("Write something first.")),
    notes.NoteTooLong: (422, mark("Note too long"), mark("Keep it under 4,000 characters.")),
    release.ReleaseRefused: (
        409,
        mark("Not yet"),
        mark("Dossiers that nobody opened, or messages still to sort, stand in the way. No letter was released."),
    ),
    release.NotShortlisted: (
        409,
        mark("No longer shortlisted"),
        mark("The decision behind this letter was taken back. No letter was released."),
    ),
    bulk.TooManyAtOnce: (422, mark("Too many at once"), mark("Take at most 200 dossiers in one go.")),
    sort_message.AlreadySorted: (
        409,
        mark("Already settled"),
        mark("Somebody settled this message after your page was shown. Nothing was changed."),
    ),
    sort_message.SortingReasonMissing: (
        422,
        mark("A reason is missing"),
        mark("Say why in a few words (500 characters at most). Nothing was changed."),
    ),
    sort_message.NothingToKeep: (
        409,
        mark("No dossier can be made"),
        mark("This message has no sender or no file. Put it into a dossier that is there, or set it aside."),
    ),
    approve.WrongCount: (
        409,
        mark("The count differs"),
        mark("The number typed is not the number of letters about to leave. No letter was released."),
    ),
    approve.NothingToRelease: (409, mark("Nothing to release"), mark("No draft is left to release.")),
    approve.LettersChanged: (
        409,
        mark("Letters changed"),
        mark(
            "Letters left the drafts, or a decision changed, after your page was shown. Prepare them again. No letter was released."
        ),
    ),
    approve.AddressMissing: (
        409,
        mark("An address is missing"),
        mark("A shortlisted person has no address that can be written to. Telephone them. No letter was released."),
    ),
    address.NotOneAddress: (422, mark("Address refused"), mark("This is not one e-mail address.")),
    resend.NotUncertain: (
        409,
        mark("Already settled"),
        mark("This letter is no longer uncertain. Nothing was changed."),
    ),
    resend.NotRejected: (409, mark("Not refused"), mark("Only a letter that the server refused gets another address.")),
}
