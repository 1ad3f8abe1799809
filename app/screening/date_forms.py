"""How dates are written: one pattern of all forms of a point in time, in French, Arabic and English (policy §4.1-4.2).

Each form is a group named after it, its parts named after the form: `ym`, `ym_y`, `ym_m`. Says what has the form of a
date; `dates` reads it. Every pattern is linear.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from app.screening.alternation import any_of
from app.screening.fold import fold_words
from app.screening.terms import WORDS

YEAR = r"(?:19[5-9]|20[0-4])[0-9]"
LETTER = r"[a-z0-9\u0621-\u064a]"
GLUED = "\u0628\u0644\u0641\u0648"  # letters written before the name of a month
# « 2019/03-2021/12 »: behind the month not the day, but the year of the other end
OTHER_GLUED_END = rf"(?=[-/.]{YEAR}[-/.](?:0?[1-9]|1[0-2])(?![0-9]))|(?<=[/.][0-9]{{2}})(?=-{YEAR}(?![0-9]))"
LEADS_TO_AN_END = (
    "-", "- ", ">", "> ", "~", "au ", " a ", "to ", "since ", "from ", "depuis ", "\u0645\u0646 ", "\u0645\u0646\u0630 ",
    "\u0627\u0644\u064a ", "\u062d\u062a\u064a ", "\u0644\u063a\u0627\u064a\u0647 ",
)  # fmt: skip
TO = r"(?:[-~>]{1,2}|au?|to|until|till|jusqu'a|\u0627\u0644\u064a(?: \u063a\u0627\u064a\u0647)?|\u062d\u062a\u064a|\u0644\u063a\u0627\u064a\u0647) ?"
ERA = r"(?: ?\u0645(?![\u0621-\u064a]))?"  # « 2018م », of the common era
# « شهر 3 سنة 2019 »
OF_THE_YEAR = r"(?:(?<=\u0634\u0647\u0631 [0-9])|(?<=\u0634\u0647\u0631 [0-9]{2})) (?:\u0645\u0646 )?(?:\u0633\u0646\u0647|\u0639\u0627\u0645) "
HIJRI_MARK = r" ?(?:\u0647\u062c\u0631\u064a\w*|\u0647(?![\u0621-\u064a]))"
HIJRI_YEAR = "1[34][0-9]{2}"
HIJRI_NEXT = rf" ?(?:-|/|\u0627\u0644\u064a|\u062d\u062a\u064a) ?(?:[01]?[0-9] ?[-/] ?)?{HIJRI_YEAR}(?: ?[-/] ?[01]?[0-9](?![0-9]))?{HIJRI_MARK}"


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((WORDS / "months.toml").read_text(encoding="utf-8"))


def _numbered(table: str) -> dict[str, int]:
    return {fold_words(name): int(number) for number, names in _words()[table].items() for name in names}


@cache
def month_names() -> dict[str, int]:
    """Folded names to 1-12."""
    return _numbered("month")


@cache
def hijri_names() -> dict[str, int]:
    return _numbered("hijri")


@cache
def parts_of_a_year() -> dict[str, tuple[int, int]]:
    spans: dict[str, tuple[int, int]] = {}
    for span, names in _words()["part"].items():
        first, last = span.split("-")
        for name in names:
            spans[fold_words(name)] = (int(first), int(last))
    return spans


@cache
def _forms() -> str:
    """All forms of a point, the longer first, behind what any of them begins with: most words of a text begin none."""
    month = any_of(month_names())
    named = rf"(?:\u0634\u0647\u0631 )?(?:[{GLUED}](?=[\u0621-\u064a]))?(?P<{{0}}>{month})(?: ?[/(] ?{month}\)?)?"
    # In a narrow margin the day of the end may be the last of its line: « 1 February 2019 – 31 | March 2023 »
    day = r"(?:[0-3]?[0-9](?:er|eme|e|st|nd|rd|th)?\.? (?:de |of )?|(?:(?<=- )|(?<=au )|(?<=to ))[0-3]?[0-9](?:er)?\n)"
    of_year = r"(?:de l'annee |de |d'|of |du |\u0645\u0646 \u0633\u0646\u0647 |\u0645\u0646 \u0639\u0627\u0645 |\u0633\u0646\u0647 |\u0639\u0627\u0645 |\u0645\u0646 )?"
    parts = any_of(parts_of_a_year())
    end = rf"(?:{YEAR}|{any_of(_now())})"
    led = "|".join(f"(?<={lead})" for lead in LEADS_TO_AN_END)
    forms = [
        rf"(?P<iso>(?P<iso_y>{YEAR})(?P<iso_s>[-/.])(?P<iso_m>0?[1-9]|1[0-2])(?P=iso_s)(?:[0-2]?[0-9]|3[01])(?![0-9]))",
        rf"(?P<hdmy>[0-3]?[0-9] ?[-/.] ?(?P<hdmy_m>0?[1-9]|1[0-2]) ?[-/.] ?(?P<hdmy_y>{HIJRI_YEAR})(?![0-9])(?:{HIJRI_MARK})?)",
        rf"(?P<hymd>(?P<hymd_y>{HIJRI_YEAR}) ?[-/.] ?(?P<hymd_m>0?[1-9]|1[0-2]) ?[-/.] ?[0-3]?[0-9](?![0-9])(?:{HIJRI_MARK})?)",
        rf"(?P<hmy>(?P<hmy_m>0?[1-9]|1[0-2]) ?[-/] ?(?P<hmy_y>{HIJRI_YEAR})(?:{HIJRI_MARK}|(?={HIJRI_NEXT})))",
        rf"(?P<hym>(?P<hym_y>{HIJRI_YEAR}) ?[-/] ?(?P<hym_m>0?[1-9]|1[0-2])(?![0-9])(?:{HIJRI_MARK}|(?={HIJRI_NEXT})))",
        rf"(?P<dmy>(?P<d>[0-3]?[0-9]) ?[-/.] ?(?P<m>[0-3]?[0-9]) ?[-/.] ?(?P<dmy_y>{YEAR}|[0-9]{{2}})(?![0-9]|[/.][0-9]){ERA})",
        rf"(?P<my>(?P<my_m>0?[1-9]|1[0-2])(?: ?[-/] ?|\.|(?<=[0-9]{{2}})\. |{OF_THE_YEAR})(?P<my_y>{YEAR})(?![0-9]){ERA})",
        rf"(?P<ym>(?P<ym_y>{YEAR})[-/.](?P<ym_m>0[1-9]|1[0-2])(?:(?![0-9]|[-/.][0-9])|{OTHER_GLUED_END}){ERA})",
        # « 2019/3 – 2021/9 », « 2019 / 03 »: a month where another end, or what leads to one, says so
        rf"(?P<yml>(?={YEAR} ?[-/.] ?[01]?[0-9](?![0-9]))(?P<yml_b>{led})?(?P<yml_y>{YEAR}) ?[-/.] ?(?P<yml_m>0?[1-9]|1[0-2])(?![0-9]|[/.][0-9]){ERA}(?(yml_b)|(?= ?\)? ?{TO}{end})))",
        # « 2019 يناير - 2021 مارس »
        rf"(?P<ymn>(?={YEAR} ?[a-z\u0621-\u064a])(?P<ymn_b>{led})?(?P<ymn_y>{YEAR}) ?{named.format('ymn_n')}(?![a-z0-9\u0621-\u064a]| ?[-/]? ?(?:[0-3]?[0-9][ ,]+)?{YEAR}(?! ?{month}))(?(ymn_b)|(?= ?\)? ?{TO}{end})))",
        r"(?P<myy>(?P<myy_m>0[1-9]|1[0-2])/(?P<myy_y>[0-3][0-9])(?![0-9]|[/.][0-9]))",
        # « 1439 – 1443 هـ »: the mark may stand behind the second year alone, and a month of theirs needs none
        rf"(?P<hy>(?:{_hijri_name()})?(?P<hijri>{HIJRI_YEAR})(?:{HIJRI_MARK}|(?(hijri_n)(?![0-9]|[-/.][0-9])|(?={HIJRI_NEXT}))))",
        rf"(?P<mdy>{named.format('mdy_n')}\.? [0-3]?[0-9](?:st|nd|rd|th)?,? (?P<mdy_y>{YEAR})(?![0-9]))",
        rf"(?P<mn>(?:le |{parts}[ -](?:de |of |du mois de |d')?)?{day}?{named.format('mn_n')}\.?(?: ?[-,/] ?|[ \n])?{of_year}(?P<mn_y>{YEAR}|'?[0-9]{{2}}(?![0-9%/]|:[0-9]| ?(?:h|ans|mois|jours|years|[-/][0-9])))(?![0-9]){ERA})",
        rf"(?P<part>(?P<part_n>{parts})[ -](?:de l'annee |de |of |d'|\u0645\u0646 |\u0633\u0646\u0647 |\u0639\u0627\u0645 |\u0645\u0646 \u0633\u0646\u0647 )?(?P<part_y>{YEAR})(?![0-9]){ERA})",
        rf"(?P<only>{day}?{named.format('only_n')}(?![a-z0-9\u0621-\u064a]))",
        rf"(?P<y>(?:\u0633\u0646\u0647 |\u0639\u0627\u0645 )?(?P<y_y>{YEAR}){ERA}(?![0-9\u0621-\u064a]|[.,][0-9]))",
        rf"(?P<now>{any_of(_now())}(?![a-z0-9\u0621-\u064a]))",
    ]
    return _beginning() + "(?:" + "|".join(forms) + ")"


@cache
def right_here() -> re.Pattern[str]:
    """A point that begins where no word goes on, or after an « and » glued to it."""
    return re.compile(rf"(?:(?<!{LETTER})|(?<=[ \n]\u0648)){_forms()}")


@cache
def after_a_sign() -> re.Pattern[str]:
    """The same with the sign before it: the letters within words, most of a text, are passed over at once."""
    return re.compile(rf"[^{LETTER[1:]}(?:(?<=[ \n])\u0648)??{_forms()}")


def _beginning() -> str:
    little = {"le ", "\u0634\u0647\u0631 ", "\u0633\u0646\u0647 ", "\u0639\u0627\u0645 "}
    words = {*month_names(), *hijri_names(), *parts_of_a_year(), *_now(), *little}
    return rf"(?=[0-9]|{any_of(words)}|[{GLUED}]{any_of(month_names())})"


@cache
def _now() -> frozenset[str]:
    return frozenset(fold_words(word) for word in _words()["now"]["any"])


def _hijri_name() -> str:
    return rf"(?P<hijri_n>{any_of(hijri_names())}) (?:\u0633\u0646\u0647 |\u0639\u0627\u0645 )?"
