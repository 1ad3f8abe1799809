"""What people type, made safe to keep: one line, composed letters, an address and a number that can be used. Pure."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from email_validator import EmailNotValidError, validate_email

HOME_REGION = "MA"
MAX_LINE_CHARACTERS = 200
MAX_TEXT_CHARACTERS = 5_000

# Joiners shape Arabic and Persian words; every other invisible format character only hides or turns text.
_KEPT_FORMATS = frozenset({"\u200c", "\u200d"})

# « salma @ example.org »: what some keyboards make of an address.
_LOOSE_SIGN = re.compile(r" *([@.]) *")


class Unusable(ValueError):
    """What was typed cannot be kept as what it should be."""


def visible(text: str) -> str:
    """`text` in composed letters, without control, hiding and turning characters. White space stays as it is typed."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if _is_kept(c))


def one_line(text: str, *, at_most: int = MAX_LINE_CHARACTERS) -> str:
    """`text` as one line in composed letters (NFC): white space folded, control and invisible characters dropped.

    Raises Unusable when more than `at_most` characters remain.
    """
    return _short_enough(" ".join(visible(text).split()), at_most)


def several_lines(text: str, *, at_most: int = MAX_TEXT_CHARACTERS) -> str:
    """As `one_line`, with its line breaks kept."""
    lines = (" ".join(visible(line).split()) for line in text.splitlines())
    return _short_enough("\n".join(lines).strip(), at_most)


def email_address(text: str) -> str:
    """One address that a letter can be sent to. No list, no quoted part, nothing that needs more than plain SMTP.

    Raises Unusable.
    """
    try:
        found = validate_email(
            _LOOSE_SIGN.sub(r"\1", text.strip()), check_deliverability=False, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError as error:
        raise Unusable(str(error)) from error
    # The domain as mail servers know it: an accented one becomes its ASCII form.
    return f"{found.local_part}@{found.ascii_domain}"


def phone_number(text: str) -> str:
    """The number in international form (`+212600004127`), whatever its spacing or digits. Raises Unusable."""
    try:
        number = phonenumbers.parse(text[:60], HOME_REGION)
    except phonenumbers.NumberParseException as error:
        raise Unusable(str(error)) from error
    if not phonenumbers.is_possible_number(number):
        raise Unusable("no such number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_kept(character: str) -> bool:
    if character in _KEPT_FORMATS or character in "\t\n\r":
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _short_enough(text: str, at_most: int) -> str:
    if len(text) > at_most:
        raise Unusable(f"longer than {at_most} characters")
    return text
