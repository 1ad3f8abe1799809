"""Whether a named diploma is had, under way, given up, or only a level. Silence means had, as people write their CVs."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache

from app.screening.date_forms import month_names
from app.screening.fold import Folded
from app.screening.ladder import is_sum
from app.screening.terms import WORDS, Hit, Lexicon

NEAR_BEFORE = 40  # folded characters: « niveau », « admis en », « étudiants de » speak of what follows at once


SINCE = re.compile(r"(?:\b(?:depuis|since)\b|\bمنذ\b)[^\n,;.]{0,22}\b20[0-9]{2}\b(?!\s*(?:-|a |au |jusqu|to |الي))")


STUDENT = re.compile(r"(?:^|[(,:;\n-])\s*(?:actuellement )?(?:etudiante?|doctorante?|student|طالبه?)\s*(?:[),;.\n-]|$)")


class Status(StrEnum):
    """In the order of precedence: the first that is said of a diploma holds."""

    NOT_OBTAINED = "not_obtained"
    OTHERS = "others"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    ADMITTED = "admitted"
    LEVEL = "level"
    RECOGNISED = "recognised"
    OBTAINED = "obtained"


YEAR_OF_STUDY = re.compile(
    r"(?:[1-5](?:re|ere|e|eme|nde|nd|st|rd|th)?|premiere|deuxieme|seconde|troisieme|first|second|third) (?:annee|year)"
    r"|السنه (?:ال)?(?:اولي|ثانيه|ثالثه)"
)
OF_A_LOWER_SCHOOL = re.compile(
    r"\s*(?:(?:du|de|au|en) )?(?:l')?(?:college|lycee|primaire|secondaire|bac|baccalaureat|high school|secondary)\b"
    r"|\s*(?:من )?(?:ال)?(?:سلك )?(?:ال)?(?:اعدادي|ابتداي|ثانوي|باكالوريا|بكالوريا)"
)
WEAK = re.compile(r"actuellement|currently|present|حاليا|actuelle|a ce jour|الي الان")
SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[0-9)]{3}))\.(?=\s)")
OF_THE_DIPLOMA = re.compile(
    r"la|le|l|les|ma|mon|mes|de|du|the|my|not|non|pas|soutenances?|memoire|these|diplome|obtention|master|licence|doctorat"
    r"|cursus|modules?|annee|thesis|defen[cs]e|degree|dissertation|ال?مناقشه|ال?رساله|ال?شهاده|ال?بحث|في|لم"
)
QUOTED = re.compile(r'"[^"\n]{3,200}"')
AWARDED = re.compile(r"\b(diplom|titre|rncp|laureat|graduate|شهاد|دبلوم|خريج)")
LETTERS = re.compile(r"[^\W\d_]+")
PARTS = re.compile(r"[\n;,.]")
YEAR = re.compile(r"(?<![0-9/.])(20[0-9]{2})(?![0-9])")
SCHOOL_YEAR = re.compile(r"\brentree (20[0-9]{2})")
OPEN = re.compile(
    r"(?:20[0-9]{2}|19[0-9]{2})\s*-\s*(?:$|[:|),]|\.\.|\n(?!\s*(?:19|20)[0-9]{2})|present|aujourd|ce jour|maintenant|now"
    r"|الان|اليوم|en cours)"
)
FIRST_YEAR = "D12"
FIRST_YEAR_DONE = re.compile(
    r"\b(?:1re|1ere|premiere|1st|first) (?:annee|year)[^\n.;]{0,60}\b(?:validee?s?|acquise|reussie|obtenue|completed|passed)\b"
    r"|\b(?:(?:deux|2|two)(?: premiers?| first)? semest(?:re|er)s?|semest(?:re|er)s? s?1 (?:et|and|&) s?2|s1 (?:et|and|&) s2)[^\n.;,]{0,24}\b(?:valide|acqui|reussi|obtenu|completed|passed|validated)e?s?\b"
    r"|(?:ال)?(?:فصلين|فصلان|سداسيين|سداسيان|اسدسين) (?:ال)?اولي?ن? و(?:ال)?ثاني[^\n.;]{0,20}(?:مستوفا|ناجح|مجتاز|مصادق)"
    r"|\b(?:completed|validated|passed|validation de) (?:the |la )?(?:first|1st|1re|1ere|premiere) (?:year|annee)\b"
    r"|\bالسنه الاولي[^\n.;]{0,60}(?<!غير )(?:مستوفاه|ناجحه|بنجاح|مكتمله|مجتازه|مصادق عليها)"
)
LAST_YEAR_DONE = re.compile(
    r"\b(?:2e|2eme|2nde|deuxieme|seconde?|2nd|second|3e|3eme|troisieme|3rd|third) (?:annee|year)[^\n.;:(]{0,40}\b(?:validee?s?|acquise|reussie|obtenue?s?|completed|passed|awarded)\b"
    r"|\bالسنه (?:الثانيه|الثالثه)[^\n.;:(]{0,40}(?<!غير )(?:مستوفاه|ناجحه|بنجاح|مكتمله|مجتازه)"
)
FIRST_YEAR_HAD = re.compile(
    r"\b(?:m1|master (?:1|i)) (?:est |a ete |was )?(?:valide|acquis|reussi|obtenu|completed|passed)e?s?\b"
    r"|\bsemestres? (?:s?1 (?:et|&) s?2|du m1|de (?:la )?(?:1re|1ere|premiere) annee) (?:valides|acquis|obtenus)\b"
    r"|ماستر 1 (?:مستوفي|ناجح|مصادق عليه)"
)
NOT_HAD = re.compile(r"\b(?:non|pas|jamais|not|never)\b|غير |لم ")
SCHOOL_YEARS = re.compile(r"(?<![0-9])20[0-9]{2} ?[-/] ?(?:20)?([0-9]{2})(?![0-9/-])")
END_OF_SCHOOL_YEARS = 6  # June
PREPARED = re.compile(r"é(?:\(?e\)?)?(?!\w)")
LOWER_SUMS = ("BAC1", "BAC2", "BAC3", "BAC4")  # no more than said, and too little either way
ONLY_BEFORE = frozenset({Status.OTHERS, Status.ADMITTED, Status.LEVEL})


@cache
def status_words() -> Lexicon:
    """Words that tell a status."""
    table = tomllib.loads((WORDS / "status.toml").read_text(encoding="utf-8"))
    return Lexicon.of({status: table[status] for status in Status})


@cache
def holder_words() -> Lexicon:
    """Words by which a letter or a profile makes a diploma the writer's own."""
    table = tomllib.loads((WORDS / "status.toml").read_text(encoding="utf-8"))
    return Lexicon.of({"holder": table["holder"]})


def status_of(folded: Folded, hit: Hit, start: int, end: int, deadline: tuple[int, int]) -> Status:
    """The status of the diploma `hit` from its words `start:end`. `deadline` is (year, month)."""
    quoted = [found.span() for found in QUOTED.finditer(folded.text[start:end])]
    said: set[Status] = set()
    if hit.kind == FIRST_YEAR and first_year_had(folded.text[start:end]):
        return Status.OBTAINED
    year_of_study = weakly = False
    for cue in status_words().longest(folded, start, end):
        status = Status(cue.kind)
        if any(first <= cue.folded_start - start < last for first, last in quoted):
            continue  # the title of a thesis
        if status in ONLY_BEFORE and not _just_before(folded, cue, hit):
            continue
        if hit.kind == FIRST_YEAR and hit.folded_start <= cue.folded_start and cue.folded_end <= hit.folded_end:
            continue  # « première année de master » is the diploma's name
        if status is Status.IN_PROGRESS and YEAR_OF_STUDY.fullmatch(folded.text[cue.folded_start : cue.folded_end]):
            done = FIRST_YEAR_DONE if hit.kind == FIRST_YEAR else LAST_YEAR_DONE
            if not OF_A_LOWER_SCHOOL.match(folded.text, cue.folded_end):
                year_of_study = not done.search(folded.text, start, end)
            continue
        if not _speaks_of(folded.text, hit, cue) or _is_past(folded, cue):
            continue
        if WEAK.fullmatch(folded.text[cue.folded_start : cue.folded_end]):
            weakly = True
            continue
        said.add(status)
    if weakly and Status.OBTAINED not in said:  # « obtenu en 2016, actuellement avocate »
        said.add(Status.IN_PROGRESS)
    if year_of_study and Status.LEVEL not in said:  # « niveau 2e année de master » is a level
        said.add(Status.IN_PROGRESS)
    if Status.PENDING not in said and _ends_after(folded.text[start:end], deadline):
        said.add(Status.IN_PROGRESS)
    if Status.OBTAINED not in said and (SINCE.search(folded.text[start:end]) or STUDENT.search(folded.text[start:end])):
        said.add(Status.IN_PROGRESS)
    if (
        hit.kind == FIRST_YEAR
        and Status.OBTAINED not in said
        and _school_year_goes_on(folded.text[start:end], deadline)
    ):
        said.add(Status.IN_PROGRESS)
    if is_sum(hit.kind) and hit.kind not in LOWER_SUMS and not AWARDED.search(folded.text[start:end]):
        said.add(Status.LEVEL)
    return next((status for status in Status if status in said), Status.OBTAINED)


def first_year_had(text: str) -> bool:
    """« Inachevé (1re année validée) », « M1 validé, mémoire non soutenu »: what failed later takes no first year away."""
    found = FIRST_YEAR_DONE.search(text) or FIRST_YEAR_HAD.search(text)
    return found is not None and NOT_HAD.search(found[0]) is None


def _school_year_goes_on(text: str, deadline: tuple[int, int]) -> bool:
    """« M1, 2025-2026 » in May 2026: its year ends in June."""
    year, month = deadline
    return month < END_OF_SCHOOL_YEARS and any(2000 + int(found[1]) == year for found in SCHOOL_YEARS.finditer(text))


def _is_past(folded: Folded, cue: Hit) -> bool:
    """« (préparé en cours du soir) » tells how the diploma was had, « je prépare » that it is not."""
    if folded.text[cue.folded_start : cue.folded_end] != "prepare":
        return False
    _, end = folded.span(cue.folded_start, cue.folded_end)
    return PREPARED.match(folded.original, end - 1) is not None


def _speaks_of(text: str, hit: Hit, cue: Hit) -> bool:
    """Whether a cue in a later sentence of the line still speaks of the diploma: « Master. Soutenance prévue en juin »."""
    between = text[hit.folded_end : cue.folded_start]
    ends = [found.end() for found in SENTENCE_END.finditer(between)]
    if not ends or "\n" in between:
        return True
    return all(OF_THE_DIPLOMA.fullmatch(word) for word in LETTERS.findall(between[ends[-1] :]))


def _just_before(folded: Folded, cue: Hit, hit: Hit) -> bool:
    """The cue holds the name, or stands a few words before it on the same line."""
    if cue.folded_start <= hit.folded_start and cue.folded_end > hit.folded_start:
        return True
    between = folded.text[cue.folded_end : hit.folded_start]
    return cue.folded_end <= hit.folded_start and len(between) <= NEAR_BEFORE and not PARTS.search(between)


def _ends_after(text: str, deadline: tuple[int, int]) -> bool:
    """Does the latest date in `text` lie after the deadline, or is the period still open?"""
    year, month = deadline
    if any(int(found) > year for found in YEAR.findall(text)):
        return True
    if any(int(found) >= year for found in SCHOOL_YEAR.findall(text)):
        return True
    later = _months_after(month)
    named = later is not None and str(year) in text  # of most diplomas another year is told
    if named and later is not None and any(int(found[1]) == year for found in later.finditer(text)):
        return True
    return OPEN.search(text.strip()) is not None


@cache
def _months_after(month: int) -> re.Pattern[str] | None:
    """A month later in the year than `month`, in words or digits, with its year; None after December."""
    later = sorted(
        {name for name, number in month_names().items() if number > month}, key=lambda name: (-len(name), name)
    )
    if not later:
        return None
    digits = "|".join(f"0?{number}" for number in range(month + 1, 13))
    words = "|".join(re.escape(name) for name in later)
    return re.compile(rf"(?<![a-z0-9])(?:[\u0621-\u064a]?(?:{words})|{digits})\.?[ ./-]{{1,3}}(20[0-9]{{2}})(?![0-9])")
