"""Reads the referees that a person names, in the form, on a page of their own, or at the end of a CV.

A referee is complete with a name, an organisation or a role, and a way to be reached. Three past projects are another
reading of the notice's words: counted apart, for a person to settle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from rapidfuzz.fuzz import ratio

from app.intake.dossier import Referee
from app.reading.text import PlacedLine
from app.screening.evidence import PieceText
from app.screening.fold import fold, fold_words
from app.screening.letters import cues
from app.screening.referee_lines import EMAIL, PHONE, Passage, has_contact, passages, words_beside_contacts
from app.screening.terms import word_list

LEAST_NAME_WORDS = 2
LONGEST_NAME = 4
ONE_NAME_SPELLED_TWICE = 70  # in percent: « Mohamed », « Mohammed »
HOME_REGION = "MA"
# An address that is its own normal form: what it takes to find out whether any other is one costs most of a referee
PLAIN_MAIL = re.compile(
    r"[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+(?:com|org|net|ma|fr|be|eu|ch|es)"
)
LONGEST_PLAIN_MAIL = 60  # well below what a part of an address may be
AT = re.compile(r" ?(?:\(at\)|\[at\]|@) ?")
PARTS = re.compile(r"\s+[-|]\s+|[,;:\n/|()\"]+|\.{2,}|\s{3,}")
NAME_WORD = re.compile(r"[^\W\d_]{2,}")
TITLES = frozenset(
    {
        "mme", "mlle", "monsieur", "madame", "mr", "mrs", "ms", "dr", "pr", "me",
        "السيد", "السيده", "ذه", "الاستاذ", "الاستاذه", "الدكتور", "الدكتوره",
    }
)  # fmt: skip
# « Voir CV », « sur demande » in the place of a name; « ami d'enfance » in the place of an organisation
NOBODY = re.compile(
    r"\W*(?:(?:voir|cf\.?|see) (?:le |mon |the |my )?(?:cv|dossier|annexe|ci-joint|plus loin|attached)|(?:sur|a la) demande|(?:up)?on request|"
    r"neant|aucune?|none|nil|rien|n/?a|non applicable|not applicable|a (?:fournir|completer|venir|preciser)|to be (?:provided|completed)|"
    r"sans(?: reference)?|[x.\-*?]+|لا (?:يوجد|شيء|احد)|عند الطلب|انظر السيره(?: الذاتيه)?)\W*"
)
PRIVATE = re.compile(
    r"\W*(?:(?:mon |ma |un |une |my |a )?(?:ami|amie|amis|voisine?|cousine?|frere|soeur|oncle|tante|parent|camarade|connaissance|friend|neighbou?r|cousin|brother|sister|"
    r"صديق|صديقه|جار|جاره|ابن عم|قريب|اخ|اخت)(?: d'enfance| proche| de longue date| de la famille| of the family)?\W*)+"
)
# « Le président de l'association X » says what somebody is, and not who
ARTICLE = re.compile(r"(?:le |la |l'|un |une |the |mon |ma |my )")
OF = re.compile(r"\s(?:de|du|des|d'|general\w*|actuel\w*|en charge|of|at|a|au|aux)\b")
LEADS = re.compile(  # what stands before a name in a sentence or a list
    r"^(?:\W*(?:et|ou|and|or|ainsi que|de meme que|as well as|references?|referents?|referees?|المراجع|مرجع|المرجع)\b\s*(?:n[o°]?\s*)?[0-9]{0,2}[.):\s-]*)+"
    r"|^(?:\S+ ){1,8}?(?=(?:mme|mlle|monsieur|madame|mrs?|ms|dr|pr|m)\b\.? )"
    r"|^\S*(?:\s\S+){0,5}?\s?و?ب?ال?(?=سيد)"
)


@dataclass(frozen=True)
class Named:
    """A referee as found. `piece` is None for the form's; `start:end` is the span in the piece's text.

    `mail_typed` and `phone_typed` are as somebody wrote them. Whether they are an address and a number costs more to
    find out than all else that is asked of a referee, so it is found out where it decides something.
    """

    name: str
    place: str  # organisation or role, or both
    mail_typed: str
    phone_typed: str
    piece: PieceText | None = None
    start: int = 0
    end: int = 0

    @cached_property
    def email(self) -> str:
        """The address in its normal form; empty when what was typed is none."""
        return _email(self.mail_typed)

    @cached_property
    def phone(self) -> str:
        """The number in international form; empty when what was typed is none."""
        return _phone(self.phone_typed)

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
        Named(row.name.strip(), f"{row.organisation} {row.role}".strip(), row.email, row.phone)
        for row in rows
        if not (row.is_empty or (NOBODY.fullmatch(fold_words(row.name)) and not (row.email or row.phone)))
    ]


def from_lines(piece: PieceText, lines: Sequence[PlacedLine]) -> NamedReferences:
    """The people or projects on these lines, which stand under a heading of references."""
    patterns = cues()["referees"]
    people: list[Named] = []
    projects: list[tuple[int, int]] = []
    on_request: tuple[int, int] | None = None
    for told in passages(lines):
        folded = fold_words(told.text)
        span = (told.start, told.end)
        if patterns["on_request"].search(folded) and not has_contact(told.text):
            on_request = span
            continue
        found = _named(piece, told)
        if found.email or found.phone:
            people.append(found)
        elif patterns["project"].search(folded) and not patterns["person"].search(folded):
            projects.append(span)
        elif found.place and (patterns["person"].search(folded) or patterns["roles"].search(folded)):
            people.append(found)
    headed = None if people or projects or on_request else _unknown(lines)
    return NamedReferences(tuple(people), tuple(projects), on_request, headed)


def _unknown(lines: Sequence[PlacedLine]) -> tuple[int, int] | None:
    """What stands there and names nobody, from the first line that says something to the last."""
    telling = [line for line in lines if sum(character.isalpha() for character in line.line.text) > 3]
    return (telling[0].start, telling[-1].end) if telling else None


def without_doubles(people: Sequence[Named]) -> list[Named]:
    """Each person once: the same name or mail is the same person; what one row lacks another may give."""
    kept: list[Named] = []
    for person in people:
        for index, other in enumerate(kept):
            if _same(person, other):
                kept[index] = replace(
                    other,
                    name=other.name or person.name,
                    place=other.place or person.place,
                    mail_typed=other.mail_typed if other.email else person.mail_typed,
                    phone_typed=other.phone_typed if other.phone else person.phone_typed,
                )
                break
        else:
            kept.append(person)
    return kept


def among(people: Sequence[Named], name: str, email: str, phone: str) -> list[Named]:
    """The referees that are the candidate of this name, mail and phone."""
    candidate = Named(name, "", email, phone)
    return [person for person in people if _same(person, candidate)]


def _named(piece: PieceText, told: Passage) -> Named:
    folded = fold_words(told.text)
    email = EMAIL.search(told.text)
    phone = PHONE.search(folded)
    bare = PHONE.sub(" ", EMAIL.sub(" ", folded))
    parts = [part.strip(" .•*-") for part in PARTS.split(bare) if part and words_beside_contacts(part)]
    parts = [part for part in (LEADS.sub("", part) for part in parts) if words_beside_contacts(part)]
    words = words_beside_contacts(" ".join(parts))
    at = _whose_name(parts)
    place = " ".join(parts[:at] + parts[at + 1 :])
    if len(parts) == 1 and len(words) > LONGEST_NAME:
        place = parts[0]  # « Nadia Berrada présidente de l'association Amal », without any sign between
    name = parts[at] if parts else ""
    if name and has_no_name(name):
        name, place = "", f"{name} {place}"
    return Named(
        name=name,
        place=place,
        mail_typed=AT.sub("@", email.group().rstrip(".")) if email else "",
        phone_typed=phone.group() if phone else "",
        piece=piece,
        start=told.start,
        end=told.end,
    )


def _whose_name(parts: Sequence[str]) -> int:
    """Which of the parts is the person: the one with a title, else the first that is neither a role nor an association."""
    patterns = cues()["referees"]
    for at, part in enumerate(parts):
        if patterns["person"].search(part):
            return at
    for at, part in enumerate(parts):
        if not patterns["roles"].search(part) and not patterns["associative"].search(part):
            return at
    return 0


def has_no_name(part: str) -> bool:
    """« la directrice du centre … »: a role and what it is of, with nobody's name before or after."""
    role = cues()["referees"]["roles"].search(part)
    return role is not None and bool(ARTICLE.fullmatch(part[: role.start()]) and OF.match(part, role.end()))


def _email(typed: str) -> str:
    typed = typed.strip()
    plain = typed.casefold()
    if not plain or (len(plain) <= LONGEST_PLAIN_MAIL and PLAIN_MAIL.fullmatch(plain)):
        return plain
    try:
        return validate_email(typed, check_deliverability=False, test_environment=True).normalized.casefold()
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
    ours, theirs = _name_words(one.name), _name_words(other.name)
    if _may_be_one(one.mail_typed, other.mail_typed) and one.email and one.email == other.email:
        return not _plainly_two(ours, theirs)
    if not ours or not theirs:
        return False
    return ours == theirs or (min(len(ours), len(theirs)) >= LEAST_NAME_WORDS and (ours <= theirs or theirs <= ours))


def _plainly_two(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two full names share an office's address: what they do not share is not one name spelled twice."""
    if min(len(ours), len(theirs)) < LEAST_NAME_WORDS or ours <= theirs or theirs <= ours:
        return False
    return all(ratio(one, other) < ONE_NAME_SPELLED_TWICE for one in ours - theirs for other in theirs - ours)


def _may_be_one(mail: str, other: str) -> bool:
    """Whether two addresses may have one normal form: of plain letters it is what was typed, in small ones."""
    plain = mail.isascii() and other.isascii()
    return not plain or mail.strip().casefold() == other.strip().casefold()


def _name_words(name: str) -> frozenset[str]:
    return frozenset(NAME_WORD.findall(fold_words(name))) - TITLES


def is_associative(place: str) -> bool:
    """Does the organisation or role name an association? Friends and neighbours are none."""
    if PRIVATE.fullmatch(fold_words(place)):
        return False
    if cues()["referees"]["associative"].search(fold_words(place)) is not None:
        return True
    folded = fold(place)
    return any(hit.kind == "S3" for hit in word_list("sectors").longest(folded, 0, len(folded.text)))
