"""The application form: what each field must be, and the sentence when it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.datastructures import ImmutableMultiDict
from wtforms import BooleanField, FieldList, Form, FormField, StringField, ValidationError

from app.i18n.translate import mark
from app.intake.dossier import Referee
from app.intake.drafts import Answers
from app.intake.typed import Unusable, email_address, one_line, phone_number, visible
from app.intake.uploads import EmptyFile, TooManyFiles, UploadTooLarge, WrongKindOfFile
from app.posting.notice import Notice, PieceKind

MAX_REFEREES = 6
# Longer than any field allows, so that its sentence can still be said on the page.
MAX_KEPT_CHARACTERS = 1_000

CONSENT = mark("I have read what is done with my data, and I agree that my dossier is used for this recruitment.")

# The file field of each kind of piece, in the order of the page.
FILE_FIELDS = {"cv": PieceKind.CV, "letter": PieceKind.LETTER, "references": PieceKind.REFERENCES}
NEEDED_FILES = {"cv": mark("Choose your CV"), "letter": mark("Choose your letter of motivation")}
FILE_REFUSALS: dict[type[Exception], str] = {
    EmptyFile: mark("The file “%(name)s” is empty: choose it again, or choose another one"),
    WrongKindOfFile: mark(
        "“%(name)s” is not a document we can take, whatever its name: choose a PDF, Word or OpenDocument file, or a photo"
    ),
    UploadTooLarge: mark("“%(name)s” is too large: choose a file of at most %(size)s"),
    TooManyFiles: mark("“%(name)s” was not added: there are already %(number)s files. Remove one first"),
}


def _usable(missing: str, unusable: str, made: Callable[[str], str]) -> Callable[[Form, StringField], None]:
    def check(_: Form, field: StringField) -> None:
        if not (field.data or "").strip():
            raise ValidationError(missing)
        try:
            made(field.data or "")
        except Unusable:
            raise ValidationError(unusable) from None

    return check


def _not_too_long(_: Form, field: StringField) -> None:
    try:
        one_line(field.data or "")
    except Unusable:
        raise ValidationError(mark("Write at most 200 characters")) from None


class RefereeCard(Form):
    """A person or a past project. Nothing here is compulsory."""

    name = StringField(validators=[_not_too_long])
    organisation = StringField(validators=[_not_too_long])
    contact = StringField(validators=[_not_too_long])


class ApplicationForm(Form):
    """All the words of an application."""

    name = StringField(
        validators=[_usable(mark("Write your name"), mark("Write your name in at most 200 characters"), one_line)]
    )
    email = StringField(
        validators=[
            _usable(
                mark("Write your e-mail address"),
                mark("Write one whole e-mail address, such as nom@example.org"),
                email_address,
            )
        ]
    )
    phone = StringField(
        validators=[
            _usable(
                mark("Write your phone number"),
                mark("Write a whole phone number, such as 06 00 00 41 27"),
                phone_number,
            )
        ]
    )
    referees = FieldList(FormField(RefereeCard), max_entries=MAX_REFEREES)
    consent = BooleanField()

    def validate_consent(self, field: BooleanField) -> None:
        if not field.data:
            raise ValidationError(mark("Tick the box to give your agreement"))


WORDS = frozenset(
    {"token", "name", "email", "phone", "consent", "website", "save", "remove", "send"}
    | {f"referees-{n}-{part}" for n in range(MAX_REFEREES) for part in ("name", "organisation", "contact")}
)


def form_from_words(words: dict[str, str]) -> ApplicationForm:
    """The form as it was posted."""
    return ApplicationForm(ImmutableMultiDict(words))


def form_from_answers(answers: Answers, notice: Notice) -> ApplicationForm:
    """The form as it was left, with a card for each reference the notice asks."""
    cards: list[dict[str, Any]] = [
        {"name": each.name, "organisation": each.organisation, "contact": each.role} for each in answers.referees
    ]
    cards += [{}] * (min(notice.references_asked, MAX_REFEREES) - len(cards))
    return ApplicationForm(
        data={
            "name": answers.name,
            "email": answers.email,
            "phone": answers.phone,
            "consent": answers.consent,
            "referees": cards,
        }
    )


def answers_from(form: ApplicationForm) -> Answers:
    """What was typed, right or wrong, save for invisible characters and what goes on for ever.

    The contact of a referee waits in `role` until the form is right.
    """
    return Answers(
        name=_as_typed(form.name.data),
        email=_as_typed(form.email.data),
        phone=_as_typed(form.phone.data),
        consent=bool(form.consent.data),
        referees=tuple(
            Referee(
                name=_as_typed(card["name"]),
                organisation=_as_typed(card["organisation"]),
                role=_as_typed(card["contact"]),
            )
            for card in form.referees.data
        ),
    )


def _as_typed(text: str | None) -> str:
    return visible(text or "")[:MAX_KEPT_CHARACTERS]


def checked(answers: Answers) -> Answers:
    """`answers` of a form that is right, in the shape they are kept in. Raises Unusable for one that is not."""
    return Answers(
        name=one_line(answers.name),
        email=email_address(answers.email),
        phone=phone_number(answers.phone),
        consent=answers.consent,
        referees=tuple(_referee(each) for each in answers.referees if not each.is_empty),
    )


def _referee(typed: Referee) -> Referee:
    name, organisation, contact = one_line(typed.name), one_line(typed.organisation), one_line(typed.role)
    try:
        return Referee(name, organisation, email=email_address(contact))
    except Unusable:
        pass  # not an address: a number, or the years of a project
    try:
        return Referee(name, organisation, phone=phone_number(contact))
    except Unusable:
        return Referee(name, organisation, role=contact)


def needed_files(notice: Notice) -> dict[str, str]:
    """The file fields that must not stay empty, with the sentence when they do. References may be typed instead."""
    return {field: sentence for field, sentence in NEEDED_FILES.items() if FILE_FIELDS[field] in notice.pieces}


def errors_of(form: ApplicationForm, kinds: set[PieceKind], notice: Notice) -> list[tuple[str, str]]:
    """What keeps the application from being sent: (field, sentence), in the order of the page."""
    form.validate()
    errors: list[tuple[str, str]] = [
        (field, str(form[field].errors[0])) for field in ("name", "email", "phone") if form[field].errors
    ]
    errors += [(field, sentence) for field, sentence in needed_files(notice).items() if FILE_FIELDS[field] not in kinds]
    for card in form.referees:
        errors += [(part.id, str(part.errors[0])) for part in card.form if part.errors]
    if form.consent.errors:
        errors.append(("consent", str(form.consent.errors[0])))
    return errors
