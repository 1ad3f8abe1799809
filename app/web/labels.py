"""Words for every value the rooms can return, for people. A test proves that no value is left without."""

from __future__ import annotations

from enum import StrEnum

from app.i18n.translate import mark, translator
from app.intake.dossier import Channel
from app.intake.duplicates import SameAs
from app.intake.outcome import WhyToSort
from app.intake.tables import MessageState
from app.mailing.letters import LetterKind, LetterLanguage, LetterState
from app.posting.deadline import Timeliness
from app.posting.notice import BlindReading, CriterionKind, PieceKind
from app.reading.text import Source
from app.reading.unreadable import Why
from app.review.listing import Group, Mark, PiecesFilter, Sort
from app.review.reasons import CorrectionReason, DecisionReason
from app.review.standing import Standing
from app.screening.evidence import Role
from app.screening.judgement import Confidence, Overall, Verdict
from app.work.claim import WorkState

# By class first: two enums may share a text (`to_review`), and a StrEnum equals its text.
WORDS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Channel: {
        Channel.FORM: mark("Web form"),
        Channel.API: mark("Another program"),
        Channel.MAILBOX: mark("E-mail"),
    },
    SameAs: {
        SameAs.EMAIL: mark("same e-mail address"),
        SameAs.PHONE: mark("same phone number"),
        SameAs.FILE: mark("same file"),
        SameAs.NAME: mark("nearly the same name"),
    },
    MessageState: {
        MessageState.WAITING: mark("Not yet read"),
        MessageState.DOSSIER: mark("Dossier"),
        MessageState.TO_SORT: mark("To sort"),
        MessageState.IGNORED: mark("Automatic message"),
    },
    LetterKind: {
        LetterKind.RECEIPT: mark("Receipt"),
        LetterKind.INVITATION: mark("Invitation"),
        LetterKind.TRIAL: mark("Trial letter"),
    },
    LetterLanguage: {
        LetterLanguage.FR: mark("French"),
        LetterLanguage.AR: mark("Arabic"),
        LetterLanguage.BOTH: mark("French and Arabic"),
    },
    WhyToSort: {
        WhyToSort.NO_SENDER: mark("no sender can be told"),
        WhyToSort.NO_PIECE: mark("no file, and no letter in its words"),
        WhyToSort.LINK_ONLY: mark("only a link to files elsewhere, never opened by us"),
        WhyToSort.EMPTY_ATTACHMENT: mark("an attachment that nobody can open"),
        WhyToSort.ARCHIVE_NOT_OPENED: mark("an archive that could not be opened"),
        WhyToSort.WITHDRAWAL: mark("the person seems to withdraw"),
        WhyToSort.DOUBTFUL_STAMP: mark("the hour of arrival is doubtful"),
        WhyToSort.DATE_GAP: mark("sent before closing, it seems, and arrived after"),
        WhyToSort.SEVERAL_PEOPLE: mark("several people in one message"),
        WhyToSort.TOO_MANY_PARTS: mark("too many parts"),
        WhyToSort.FORWARDED: mark("forwarded for somebody else"),
        WhyToSort.OTHER_ADDRESS: mark("from another address than the first message"),
        WhyToSort.REPLACES_WEB_DOSSIER: mark("would replace a dossier that came by the form"),
        WhyToSort.AUTOMATIC_WITH_PIECES: mark("an automatic message with files"),
        WhyToSort.OWN_MAIL: mark("sent by the organisation itself"),
        WhyToSort.NOT_AN_APPLICATION: mark("speaks of something else than the post"),
        WhyToSort.NOT_UNDERSTOOD: mark("not understood"),
    },
    LetterState: {
        LetterState.DRAFT: mark("Draft"),
        LetterState.APPROVED: mark("Approved"),
        LetterState.SENDING: mark("Being sent"),
        LetterState.SENT: mark("Sent"),
        LetterState.REJECTED: mark("Refused by the mail server"),
        LetterState.UNCERTAIN: mark("Uncertain"),
    },
    Timeliness: {
        Timeliness.IN_TIME: mark("In time"),
        Timeliness.IN_FLIGHT: mark("Arriving at closing"),
        Timeliness.LATE: mark("Late"),
        Timeliness.DOUBTFUL: mark("Doubtful hour"),
    },
    BlindReading: {
        BlindReading.IDENTITY: mark("Identity hidden"),
        BlindReading.IDENTITY_AND_POINTS: mark("Identity, verdicts and points hidden"),
        BlindReading.OFF: mark("Nothing hidden"),
    },
    CriterionKind: {
        CriterionKind.DEGREE: mark("Degree"),
        CriterionKind.EXPERIENCE: mark("Experience"),
        CriterionKind.LANGUAGE: mark("Language"),
        CriterionKind.RATED: mark("Knowledge or skill"),
        CriterionKind.COMPLETENESS: mark("Complete dossier"),
    },
    PieceKind: {
        PieceKind.CV: mark("Detailed CV"),
        PieceKind.LETTER: mark("Letter of motivation"),
        PieceKind.REFERENCES: mark("References"),
        PieceKind.OTHER: mark("Other file"),
    },
    Source: {
        Source.TEXT: mark("Text of the file"),
        Source.OCR: mark("Read from the image"),
    },
    Why: {
        Why.ENCRYPTED: mark("protected by a password"),
        Why.DAMAGED: mark("damaged file"),
        Why.NO_TEXT: mark("no text in the file"),
        Why.TOO_LONG: mark("too many pages"),
        Why.TOO_LARGE: mark("file too large"),
        Why.UNKNOWN_FORMAT: mark("unknown format"),
        Why.TIMED_OUT: mark("reading took too long"),
    },
    Standing: {
        Standing.TO_REVIEW: mark("To review"),
        Standing.SHORTLISTED: mark("Shortlisted"),
        Standing.RESERVE: mark("Reserve"),
        Standing.SET_ASIDE: mark("Set aside"),
    },
    Sort: {
        Sort.POINTS: mark("Points"),
        Sort.UNOPENED: mark("Unopened first"),
        Sort.RECEIVED: mark("Time of reception"),
    },
    PiecesFilter: {
        PiecesFilter.COMPLETE: mark("Complete"),
        PiecesFilter.MISSING: mark("To check or missing"),
        PiecesFilter.UNREADABLE: mark("With an unreadable file"),
    },
    Group: {
        Group.UNOPENED: mark("Not yet opened by you"),
        Group.OPENED: mark("Opened by you"),
        Group.ELIGIBLE: mark("Requirements found"),
        Group.TO_REVIEW: mark("A requirement to check"),
        Group.NOT_ELIGIBLE: mark("A requirement not found"),
        Group.WAITING: mark("Not yet read by the program"),
        Group.ALL: mark("All dossiers"),
        Group.LATE: mark("After closing, kept apart"),
        Group.WITHDRAWN: mark("Withdrawn by the candidate"),
    },
    Mark: {
        Mark.MET: mark("Found"),
        Mark.UNCLEAR: mark("To check"),
        Mark.NOT_MET: mark("Not found"),
        Mark.UNREAD: mark("Unreadable"),
    },
    DecisionReason: {
        DecisionReason.ANSWERS_THE_NOTICE: mark("Answers the notice"),
        DecisionReason.REQUIREMENT_MISSING: mark("A requirement is missing, checked"),
        DecisionReason.FURTHER_PROFILE: mark("Profile further from the notice"),
        DecisionReason.STRONGER_DOSSIERS: mark("Other dossiers answer better"),
        DecisionReason.OTHER: mark("Another reason, in words"),
        DecisionReason.UNDONE: mark("Move taken back"),
    },
    CorrectionReason: {
        CorrectionReason.CONFIRMED: mark("Checked, I agree"),
        CorrectionReason.INDIRECT_SIGN: mark("Indirect sign"),
        CorrectionReason.SAYS_OTHERWISE: mark("The passage says something else"),
        CorrectionReason.SEEN_ELSEWHERE: mark("Seen in another file"),
        CorrectionReason.MISREAD: mark("Misread"),
        CorrectionReason.OTHER: mark("Another reason, in words"),
    },
    Role: {
        Role.FOR: mark("in favour"),
        Role.AGAINST: mark("against"),
        Role.DOUBT: mark("doubt"),
    },
    Confidence: {
        Confidence.HIGH: mark("sure"),
        Confidence.MEDIUM: mark("fairly sure"),
        Confidence.LOW: mark("unsure"),
    },
    Overall: {
        Overall.ELIGIBLE: mark("Meets the notice"),
        Overall.NOT_ELIGIBLE: mark("Does not meet the notice"),
        Overall.TO_REVIEW: mark("To be checked"),
    },
    Verdict: {
        Verdict.MET: mark("Found"),
        Verdict.NOT_MET: mark("Not found"),
        Verdict.UNCLEAR: mark("To check"),
    },
    WorkState: {
        WorkState.PENDING: mark("Waiting"),
        WorkState.DONE: mark("Done"),
        WorkState.FAILED: mark("Failed"),
    },
}

# For the narrow cells of a table; the long words stand elsewhere on the same page.
SHORT_WORDS: dict[StrEnum, str] = {
    Verdict.MET: mark("yes"),
    Verdict.NOT_MET: mark("no"),
    Verdict.UNCLEAR: mark("to see"),
    Mark.UNREAD: mark("unread"),
}


def label(value: StrEnum, language: str, *, short: bool = False) -> str:
    """The words for `value`; `short` ones exist for verdicts only. Raises KeyError for a value without words."""
    sentence = SHORT_WORDS[value] if short else WORDS[type(value)][value]
    return translator(language).gettext(sentence)
