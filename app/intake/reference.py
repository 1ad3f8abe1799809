"""The number on the receipt: eight characters a person can read aloud, the last one a check.

31 letters and digits without O, 0, I, 1 and L; seven at random, one computed (ISO 7064 style, modulo 31),
so that one wrong character, or two neighbours swapped, is noticed.
"""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def new_reference() -> str:
    """A fresh reference, such as `7KQ2MX4D`."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + _check_character(body)


def parse_reference(written: str) -> str | None:
    """The reference in what a person typed (spaces, hyphens and lower case allowed), or None if it cannot be one."""
    plain = "".join(c for c in written.upper() if c.isalnum())
    if len(plain) != LENGTH or not set(plain) <= set(ALPHABET):
        return None
    return plain if _check_character(plain[:-1]) == plain[-1] else None


def spaced(reference: str) -> str:
    """Two groups of four, for people."""
    return f"{reference[:4]} {reference[4:]}"


def _check_character(body: str) -> str:
    # Weights 2..8 are distinct and non-zero modulo the prime 31: every single error and every swap shows.
    total = sum(weight * ALPHABET.index(c) for weight, c in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]
