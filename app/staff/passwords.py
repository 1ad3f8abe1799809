"""Passwords: what is accepted, and how one is kept and checked. Knows no member and no database.

argon2id through argon2-cffi. A check costs the same whether or not the account exists: `NOBODY` is the hash of a
password that nobody was ever given, and is checked in place of the missing one.
"""

from __future__ import annotations

import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.refusals import Refused

MIN_CHARACTERS = 12
MAX_CHARACTERS = 128  # a longer one only serves to make the server work

# Words anybody would try first against this house, in any spelling of case.
_CONTEXT_WORDS = (
    "observatoire",
    "prison",
    "direction",
    "candidature",
    "recrutement",
    "takwia",
    "casablanca",
    "password",
    "motdepasse",
    "azerty",
    "qwerty",
    "123456",
)
_SHORT_CONTEXT_WORDS = ("omp", "omdp", "maroc", "admin")  # too short to look for inside a longer word

# 19 MiB and two passes is OWASP's floor for argon2id; one lane because the machine has few cores.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# A flood of attempts must not take all the memory: two checks at a time, the others wait.
_at_work = threading.BoundedSemaphore(2)


class PasswordTooShort(Refused):
    """Fewer than `MIN_CHARACTERS` characters."""


class PasswordTooLong(Refused):
    """More than `MAX_CHARACTERS` characters."""


class PasswordGuessable(Refused):
    """Built on a word of this house, on the member's own address, or on very few characters."""


def require_strong(password: str, *, email: str = "", name: str = "") -> None:
    """Raise PasswordTooShort, PasswordTooLong or PasswordGuessable; spaces and pasted text are welcome."""
    if len(password) < MIN_CHARACTERS:
        raise PasswordTooShort
    if len(password) > MAX_CHARACTERS:
        raise PasswordTooLong
    folded = password.casefold()
    rest = folded
    for word in (*_CONTEXT_WORDS, *_own_words(email, name)):
        rest = rest.replace(word, "")
    words = {word for word in _split(rest) if word not in _SHORT_CONTEXT_WORDS}
    # What is left once the guessable words are taken out must still be a password.
    if len("".join(words)) < MIN_CHARACTERS - 4 or len(set(folded)) < 5:
        raise PasswordGuessable


def generate_password() -> str:
    """Twenty characters in five groups, about 99 bits, without signs that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))


def hash_password(password: str) -> str:
    """The argon2id hash, with its salt and parameters inside. The caller has asked `require_strong`."""
    with _at_work:
        return _hasher.hash(password)


def matches(password: str, kept_hash: str | None) -> bool:
    """True when `password` is the one behind `kept_hash`; with None, the same work and False."""
    with _at_work:
        try:
            # An over-long attempt is cut before the work, never before the comparison.
            return _hasher.verify(kept_hash or _nobody(), password[: MAX_CHARACTERS + 1]) and kept_hash is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_hex(16))


def _own_words(email: str, name: str) -> list[str]:
    return [word for word in _split(f"{email} {name}".casefold()) if len(word) >= 4]


def _split(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()
