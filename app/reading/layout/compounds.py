"""Words that French and English always write with a hyphen, wherever the line ends: numbers, « celui-ci », « non-violence »."""

from __future__ import annotations

import re

_TENS = "vingt|trente|quarante|cinquante|soixante|quatre|dix|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_FRENCH_UNITS = "une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?"
_ENGLISH_UNITS = "one|two|three|four|five|six|seven|eight|nine|first|second|third|fifth|ninth"
_NUMBER = re.compile(
    rf"(?:{_TENS})-(?:{_FRENCH_UNITS}|{_ENGLISH_UNITS}|\w{(2,)}i[èe]mes?|(?:four|six|seven|eigh)th)", re.IGNORECASE
)
_WORDS = re.compile(
    r"""
    non-(?!ante|obst|chal)\w{4,}
    | demi-\w{3,}
    | vice-pr[ée]sid\w+
    | (?:franco|maroco|arabo|hispano|anglo)-\w{5,}
    | savoir-(?:faire|être|vivre)
    | comptes?-rendus?
    | chefs?-lieux?
    | (?:celui|celles?|ceux|jusque)-(?:ci|là)
    | (?:lui|elles?|eux|soi|moi|nous|vous)-mêmes?
    | (?:au|par|ci)-(?:delà|dessus|dessous|devant|joint\w*|après|contre)
    | mi-(?:temps|parcours|chemin|journée|mandat)
    | sous-(?:trait(?:ance|ant)|préf|dir|chef|région|titr|secrét|produit|group)\w*
    | (?:nord|sud|north|south)-(?:est|ouest|east|west)
    | grands?-(?:pères?|mères?|parents)
    | centres?-villes?
    | plates?-formes?
    | mots?-cl(?:é|ef)s?
    | (?:long|short|full|part|mid)-(?:time|term)
    | self-(?:employ|taught|manag|study)\w*
    | (?:follow|start)-ups?
    | hands-on
    | (?:data|project|results?)-(?:driven|based|oriented)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_compound(head: str, tail: str) -> bool:
    """Whether `head-tail` is written with its hyphen in any place: « trente-cinq », « celui-ci », « sous-traitance »."""
    whole = f"{head}-{tail}"
    return bool(_NUMBER.fullmatch(whole) or _WORDS.fullmatch(whole))
