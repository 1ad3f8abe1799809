"""The forms under which one word is looked up: Latin plurals, Arabic clitics and endings. Knows letters, no list."""

from __future__ import annotations

from functools import cache, lru_cache

ARABIC_ENDINGS = (
    "\u0627\u062a",
    "\u064a\u0646",
    "\u0648\u0646",
    "\u0627\u0646",
    "\u0647\u0627",
    "\u0647\u0645",
    "\u0646\u0627",
    "\u0647",
)


ARTICLE = "\u0627\u0644"
MANY = 1 << 15  # words remembered


def bare(word: str) -> str:
    return word[2:] if word.startswith(ARTICLE) and len(word) > 4 else word


def written_forms(word: str) -> list[str]:
    if not _is_arabic(word):
        return [word, word + "s"] if len(word) > 3 and word.isalpha() and not word.endswith(("s", "x")) else [word]
    plain = bare(word)
    forms = [word, plain]
    if plain.endswith("\u0647") and len(plain) > 3:
        forms.append(plain[:-1])
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
        if not stem.endswith(ARABIC_ENDINGS):
            continue
        shorter = [stem[: -len(ending)] for ending in ARABIC_ENDINGS if stem.endswith(ending)]
        forms += [form for form in shorter if len(form) > 2]
        # a feminine noun writes ت for its ة before a possessive: جمعيتها
        forms += [form[:-1] for form in shorter if form.endswith("\u062a") and len(form) > 3]
    return tuple(dict.fromkeys(forms))
