"""The forms under which one word is looked up: Latin plurals, Arabic clitics and endings. Knows letters, no list."""

from __future__ import annotations

from functools import cache, lru_cache

ARABIC_ENDINGS = {
    "\u0627\u062a",
    "\u064a\u0646",
    "\u0648\u0646",
    "\u0627\u0646",
    "\u0647\u0627",
    "\u0647\u0645",
    "\u0646\u0627",
}  # of two letters, none of which ends in the one of one letter: a stem has one ending at most
HEH = "\u0647"
FEMININE = "\u062a"
ALEF = "\u0627"
LEAST_OF_A_NOUN = 3  # letters before the ending of the accusative: names as « رضا » are shorter


# As folded: مسؤول and مسئول, هيئة and هيأة, شؤون and شئون are each one word of two countries.
SPELLINGS = (("مسوول", "مسيول"), ("هييه", "هياه"), ("شوون", "شيون"))
ARTICLE = "\u0627\u0644"
MANY = 1 << 15  # words remembered


def bare(word: str) -> str:
    return word[2:] if word.startswith(ARTICLE) and len(word) > 4 else word


def written_forms(word: str) -> list[str]:
    if not _is_arabic(word):
        return [word, word + "s"] if len(word) > 3 and word.isalpha() and not word.endswith(("s", "x")) else [word]
    plain = bare(word)
    forms = [word, plain]
    if plain.endswith(HEH) and len(plain) > 3:
        forms.append(plain[:-1])
    forms += [form.replace(one, other) for form in forms for one, other in SPELLINGS if one in form]
    return list(dict.fromkeys(forms))


def _is_arabic(word: str) -> bool:
    return "\u0621" <= word[0] <= "\u064a"


@cache
def _clitics() -> frozenset[str]:
    """Everything that may stand glued before an Arabic noun."""
    joined = ("", "\u0648", "\u0641")
    prepositions = ("", "\u0628", "\u0643", "\u0644", "\u0633")
    glued = {first + second + article for first in joined for second in prepositions for article in ("", ARTICLE)}
    glued |= {first + "\u0644\u0644" for first in joined}
    return frozenset(glued - {""})


@cache
def _lengths_of_clitics() -> tuple[int, ...]:
    """The longest first."""
    return tuple(sorted({len(clitic) for clitic in _clitics()}, reverse=True))


@cache
def _clitic_letters() -> frozenset[str]:
    return frozenset(clitic[0] for clitic in _clitics())


@lru_cache(maxsize=MANY)
def forms_of(word: str) -> tuple[str, ...]:
    """The ways a word of a text may be looked up: itself, and in Arabic without what is glued to it."""
    if not _is_arabic(word):
        return (word,)
    stems = [word]
    if word[0] in _clitic_letters():
        clitics = _clitics()
        stems += [word[many:] for many in _lengths_of_clitics() if len(word) - many > 2 and word[:many] in clitics]
    forms = list(stems)
    for stem in stems:
        length = len(stem) - (2 if stem[-2:] in ARABIC_ENDINGS else 1)
        # « عملت منسقا »: in the accusative a man's title ends as a woman's does, one letter longer
        ends = length == len(stem) - 2 or stem[-1] == HEH or (stem[-1] == ALEF and length > LEAST_OF_A_NOUN)
        if length > 2 and ends:
            forms.append(stem[:length])
            if (
                length > 3 and stem[length - 1] == FEMININE
            ):  # a feminine noun writes it for its ة before a possessive: جمعيتها
                forms.append(stem[: length - 1])
    return tuple(dict.fromkeys(forms))
