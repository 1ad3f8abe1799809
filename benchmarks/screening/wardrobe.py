"""Every kind of clothes that needs no document: what may change in the words of a CV without any verdict changing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from benchmarks.screening.clothes import DATES, GENDERS, PARTS, Clothes, people
from benchmarks.screening.lives import LANGUAGES


def in_text(names: int = 60) -> Iterator[tuple[str, Clothes]]:
    """All of them, each with its name; twins of a kind differ by that kind only. `names` people of sixty, both genders."""
    yield from ((f"language {says}", Clothes(language=says)) for says in LANGUAGES)
    for says, gender in itertools.product(LANGUAGES, GENDERS):
        yield f"gender {gender} {says}", Clothes(language=says, gender=gender)
    for says, dates, eastern in itertools.product(LANGUAGES, DATES, (False, True)):
        yield f"dates {dates} {'١٢٣' if eastern else '123'} {says}", Clothes(says, dates=dates, eastern_digits=eastern)
    for says, order in itertools.product(LANGUAGES, _orders()):
        yield f"order {'-'.join(order)} {says}", Clothes(language=says, order=order)
    for says, entries in itertools.product(
        LANGUAGES, ("period last", "period on its own line", "period in the middle")
    ):
        yield f"entries {entries} {says}", Clothes(language=says, entries=entries)
    for says, bullet in itertools.product(LANGUAGES, ("• ", "– ", "* ", "", "\uf0b7 ")):
        yield f"bullet {bullet!r} {says}", Clothes(language=says, bullet=bullet)
    for spelling in ("no accents", "capitals", "spaces"):
        yield f"spelling {spelling}", Clothes(spelling=spelling)
    yield from _private()
    yield from _schools_and_employers()
    yield from _named(names)


def _orders() -> Iterator[tuple[str, ...]]:
    """Rotations, and the reverse."""
    for first in range(len(PARTS)):
        yield PARTS[first:] + PARTS[:first]
    yield PARTS[::-1]


PRIVATE = {
    "fr": (
        "Née le 12/03/1962", "Né le 04/11/2001", "Âge : 58 ans", "24 ans", "Mariée, quatre enfants", "Célibataire", "Veuf, deux enfants à charge",
        "Nationalité : congolaise, carte de séjour en cours", "CIN : BK123456", "Douar Aït Hamou, commune rurale d'Imilchil",
        "12, rue de la Prison, El Jadida", "Situation : personne en situation de handicap, poste aménagé souhaité", "Maladie chronique suivie",
        "Ancien détenu, libéré en 2012 après trois ans de détention", "Casier judiciaire : une condamnation, peine purgée",
        "Religion : musulmane", "Porte le voile", "Membre d'un syndicat", "Adhérente d'un parti politique", "Photo jointe", "Service militaire accompli",
    ),
    "ar": ("تاريخ الازدياد: 12/03/1962", "متزوجة وأم لأربعة أطفال", "عازب", "رقم البطاقة الوطنية: BK123456", "معتقل سابق، أفرج عنه سنة 2012", "في وضعية إعاقة"),
    "en": ("Born 12/03/1962", "Married, four children", "Former detainee, released in 2012", "Wheelchair user", "Muslim"),
}  # fmt: skip
LEAVES = {
    "fr": (
        "03/2019 - 12/2019 : congé de maternité", "Congé parental, 2017-2018", "2014 - 2017 : sans emploi, proche aidante",
        "2013 - 2015 : arrêt pour raison de santé",
    ),
    "ar": ("إجازة أمومة 2019",),
    "en": ("2014 - 2016: career break, raising children",),
}  # fmt: skip


def _private() -> Iterator[tuple[str, Clothes]]:
    for says, said in PRIVATE.items():
        for line in said:
            yield f"private « {line} »", Clothes(language=says, personal=(line,))
        yield f"private all {says}", Clothes(language=says, personal=said)
    for says, told in LEAVES.items():
        for line in told:
            yield f"leave « {line} »", Clothes(language=says, leave=line)
    for city in ("Casablanca", "Imilchil", "Laâyoune", "Kinshasa", "Paris", "Ben Slimane", "Sidi Moumen, Casablanca"):
        yield f"city {city}", Clothes(city=city)


SCHOOLS = (
    "ENA, Paris", "Sciences Po Paris", "HEC Paris", "Harvard University", "Faculté polydisciplinaire de Taza", "Université privée de Fès",
    "ISIT, Rabat", "Université de Kinshasa", "Université Mohammed V",
)  # fmt: skip
EMPLOYERS = dict.fromkeys(("Association Espoir", "Association Oasis", "Association Amal", "Association Rivages", "Association Tissage"), ("Association des femmes du Sud", "Association Islah", "Association Tamaynut des Amazighs", "Association Sainte-Marie", "Association Al Haraka", "Association des anciens étudiants"))  # fmt: skip


def _schools_and_employers() -> Iterator[tuple[str, Clothes]]:
    for school in SCHOOLS:
        yield f"school {school}", Clothes(school=school)
    for at, name in enumerate(EMPLOYERS["Association Espoir"]):
        yield f"employer {name}", Clothes(employer={old: names[at] for old, names in EMPLOYERS.items()})


def _named(most: int) -> Iterator[tuple[str, Clothes]]:
    for woman, man, family in people()[:most]:
        for first, gender in ((woman, "f"), (man, "m")):
            mail = f"candidat.{sum(map(ord, first + family))}@example.org"
            file_name = f"CV {first} {family}.pdf"
            says = "ar" if "\u0600" <= first[0] <= "\u06ff" else "fr"
            yield (
                f"name {first} {family}",
                Clothes(language=says, gender=gender, name=(first, family), mail=mail, file_name=file_name),
            )
