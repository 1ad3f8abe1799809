"""Reads the referees that a person names, in the form, on a page of their own, or at the end of a CV.

A referee is complete with a name, an organisation or a role, and a way to be reached. Three past projects are another
reading of the notice's words: counted apart, for a person to settle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from app.intake.dossier import Referee
from app.reading.text import PlacedLine
from app.screening.evidence import PieceText
from app.screening.fold import fold_words
from app.screening.letters import cues

EMAIL = re.compile(r"[^\s@<>()\[\],;:/|]{1,64}@[^\s@<>()\[\],;:/|]{3,255}")
PHONE = re.compile(r"(?:\+|00|0)[0-9][0-9 ().\-/]{6,20}[0-9]")
LEAST_NAME_WORDS = 2
HOME_REGION = "MA"


@dataclass(frozen=True, slots=True)
class Named:
    """A referee as found. `piece` is None for the form's; `start:end` is the span in the piece's text."""

    name: str
    place: str  # organisation or role, or both
    email: str
    phone: str
    piece: PieceText | None = None
    start: int = 0
    end: int = 0

    @property
    def is_complete(self) -> bool:
        return bool(self.name and self.place and (self.email or self.phone))


@dataclass(frozen=True, slots=True)
class NamedReferences:
    """What was found under a heading of references in one piece."""

    people: tuple[Named, ...] = ()
    projects: tuple[tuple[int, int], ...] = ()
    on_request: tuple[int, int] | None = None
    headed: tuple[int, int] | None = None  # what stands under the heading and could not be understood


def from_form(rows: Iterable[Referee]) -> list[Named]:
    """The form's rows that hold anything."""
    return [
        Named(row.name.strip(), f"{row.organisation} {row.role}".strip(), _email(row.email), _phone(row.phone))
        for row in rows
        if not row.is_empty
    ]


def from_lines(piece: PieceText, lines: Sequence[PlacedLine]) -> NamedReferences:
    """The people or projects on these lines, which stand under a heading of references."""
    patterns = cues()["referees"]
    people: list[Named] = []
    projects: list[tuple[int, int]] = []
    on_request: tuple[int, int] | None = None
    for group in _groups(lines):
        text = "\n".join(line.line.text for line in group)
        folded = fold_words(text)
        span = (group[0].start, group[-1].end)
        if patterns["on_request"].search(folded):
            on_request = span
            continue
        found = _named(piece, text, span)
        if found.email or found.phone:
            people.append(found)
        elif patterns["project"].search(folded) and not patterns["person"].search(folded):
            projects.append(span)
        elif found.place and (patterns["person"].search(folded) or patterns["roles"].search(folded)):
            people.append(found)
    unknown = [line for line in lines if sum(character.isalpha() for character in line.line.text) > 3]
    headed = (unknown[0].start, unknown[-1].end) if unknown and not (people or projects or on_request) else None
    return NamedReferences(tuple(people), tuple(projects), on_request, headed)


def has_contact(folded: str) -> bool:
    """Does the line hold a mail address or a phone number?"""
    return bool(EMAIL.search(folded) or PHONE.search(folded))


def without_doubles(people: Sequence[Named]) -> list[Named]:
    """Each person once: the same name, mail or phone is the same person; what one row lacks another may give."""
    kept: list[Named] = []
    for person in people:
        for index, other in enumerate(kept):
            if _same(person, other):
                kept[index] = replace(
                    other,
                    name=other.name or person.name,
                    place=other.place or person.place,
                    email=other.email or person.email,
                    phone=other.phone or person.phone,
                )
                break
        else:
            kept.append(person)
    return kept


def among(people: Sequence[Named], name: str, email: str, phone: str) -> list[Named]:
    """The referees that are the candidate of this name, mail and phone."""
    candidate = Named(name, "", _email(email), _phone(phone)) if people else None
    return [person for person in people if candidate is not None and _same(person, candidate)]


def _groups(lines: Sequence[PlacedLine]) -> list[list[PlacedLine]]:
    """Lines gathered person by person: a way to be reached ends one, a title, a number or a bullet begins the next."""
    person = cues()["referees"]["person"]
    groups: list[list[PlacedLine]] = []
    current: list[PlacedLine] = []
    reached = False
    for line in lines:
        text = line.line.text
        contact = bool(EMAIL.search(text) or PHONE.search(fold_words(text)))
        words = _words_beside_contacts(text)
        starts = line.line.bullet or person.search(fold_words(text)) or re.match(r"\s*[0-9]{1,2}\s*[.)/-]\s*\D", text)
        if current and ((reached and len(words) >= LEAST_NAME_WORDS) or (starts and words)):
            groups.append(current)
            current, reached = [], False
        current.append(line)
        reached = reached or contact
    if current:
        groups.append(current)
    return groups


def _words_beside_contacts(text: str) -> list[str]:
    bare = PHONE.sub(" ", EMAIL.sub(" ", fold_words(text)))
    bare = cues()["referees"]["labels"].sub(" ", bare)
    return [word for word in re.findall(r"[^\W\d_]+", bare) if len(word) > 1]


def _named(piece: PieceText, text: str, span: tuple[int, int]) -> Named:
    folded = fold_words(text)
    email = EMAIL.search(text)
    phone = PHONE.search(folded)
    parts = [
        part
        for part in re.split(r"\s+[–—|-]\s+|[,،;:\n/|–—()«»\"]+", PHONE.sub(" ", EMAIL.sub(" ", fold_words(text))))
        if part
    ]
    named = [part.strip(" .•*-") for part in parts if _words_beside_contacts(part)]
    words = _words_beside_contacts(text)
    place = " ".join(named[1:]) if len(named) > 1 else ("?" if len(words) > 4 else "")
    return Named(
        name=named[0] if named else "",
        place=place,
        email=_email(email.group().rstrip(".")) if email else "",
        phone=_phone(phone.group()) if phone else "",
        piece=piece,
        start=span[0],
        end=span[1],
    )


def _email(typed: str) -> str:
    if not typed.strip():
        return ""
    try:
        return validate_email(typed.strip(), check_deliverability=False, test_environment=True).normalized.casefold()
    except EmailNotValidError:
        return ""


def _phone(typed: str) -> str:
    """The number in international form, or nothing when it has too few or too many digits to be one."""
    folded = fold_words(typed).strip()
    try:
        number = phonenumbers.parse(folded, HOME_REGION)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _same(one: Named, other: Named) -> bool:
    if one.email and one.email == other.email:
        return True
    ours, theirs = _name_words(one.name), _name_words(other.name)
    if not ours or not theirs:
        return False
    return ours == theirs or (min(len(ours), len(theirs)) >= LEAST_NAME_WORDS and (ours <= theirs or theirs <= ours))


def _name_words(name: str) -> frozenset[str]:
    titles = {
        "mme",
        "mlle",
        "monsieur",
        "madame",
        "mr",
        "mrs",
        "ms",
        "dr",
        "pr",
        "me",
        "السيد",
        "السيده",
        "ذه",
        "الاستاذ",
        "الاستاذه",
        "الدكتور",
        "الدكتوره",
    }
    return frozenset(re.findall(r"[^\W\d_]{2,}", fold_words(name))) - titles


def is_associative(place: str) -> bool:
    """Does the organisation or role name an association?"""
    return cues()["referees"]["associative"].search(fold_words(place)) is not None
