"""Years of associative work that a person states without a post behind them: they prove nothing, and can stop a *not met*.

A claim of another trade (« quinze ans de projets bancaires ») stops nothing (policy §4.4, rulings 4 and 11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.screening.durations import UNIT, find_durations
from app.screening.fold import Folded
from app.screening.lines import MOST_LETTERS, TextLine
from app.screening.periods import DIGIT, find_periods
from app.screening.terms import Hit, word_list
from app.screening.titles import titles_in

SENTENCE = re.compile(r"[.!?\u061f;:](?=\s|$)|\n|\f")
AGE = re.compile(r"(?:^|[,|\u00b7\n(-])\s*(?:age\w* (?:de )?)?[1-6][0-9] ans\s*(?:$|[,|\u00b7\n)-])")
BORN = re.compile(r"\b(?:nee? (?:le|en|a)|born|date de naissance)\b|مواليد|مزداد|الازدياد|الميلاد")
OF_AN_AGE = re.compile(r"\b[1-7][0-9] ans\b(?! (?:d'|de |dans|en |au))")
LIVING = re.compile(
    r"(?:\b(?:resident\w*|residant|installee?s?|etablie?s?|habit\w+|domicili\w+|vis|vit|vivant|mariee?|living|based|settled)\b|مقيمه?|اقيم|قاطنه?|استقر\w*|اعيش)[^\n.;]{0,40}$"
)
WORK = re.compile(
    r"\b(?:experience|experiences|travaill\w*|coordon\w*|coordin\w*|ger\w+|gestion|dirig\w*|pilot\w*|projets?|programmes?|au service|parcours|carriere|metier|engage\w*|"
    r"worked|work|working|managing|managed|experienced|years in|accompagn\w*|interven\w+|aupres d|pour (?:des|les|plusieurs) (?:associations|ong)|for (?:ngos|charities|associations)|ans dans|ans de|ans en|ans au|annees dans|annees de|annees en)\b|\u062a\u062c\u0631\u0628\u0647|\u062e\u0628\u0631\u0647|\u0627\u0634\u062a\u063a\u0644|\u0639\u0645\u0644|\u062a\u0646\u0633\u064a\u0642|\u062a\u062f\u0628\u064a\u0631|\u0645\u0634\u0627\u0631\u064a\u0639|\u0627\u0644\u0639\u0645\u0644"
)
MEMBER = re.compile(
    r"\b(?:adherente?|membre|benevole|bénévolat|militante?|member|volunteer\w*|donn\w+ de sang)\b|\u0645\u0646\u062e\u0631\u0637|\u0639\u0636\u0648|\u0645\u062a\u0637\u0648\u0639"
)
WISH_REACH = 100  # folded characters from the wish to what is wished
WISH = re.compile(
    r"\b(?:je (?:\w+ ){0,2}?(?:souhait|desire|voudr|aimer|veux|aspire|reve)\w*|j'(?:aimerais|aspire|ambitionne)|souhaitant|desireu\w+|"
    r"(?:envie|desir|ambition|projet) de (?:rejoindre|servir|travailler)|mettre (?:\w+ ){1,6}?au (?:service|profit)|"
    r"i (?:\w+ )?(?:wish|want|hope|would like)|i'd like|eager to|keen to)\b|(?:\u0627\u0631\u063a\u0628|\u0627\u0648\u062f|\u0627\u0637\u0645\u062d|\u0627\u062a\u0645\u0646\u064a|\u0627\u0631\u064a\u062f|\u0631\u063a\u0628\u062a\u064a)(?![\u0621-\u064a])"
)
FIELD_OF_A_TRADE = re.compile(
    r"\b(?:dans|de|en) (?:le |la |l')?(?:commerce|tourisme|hotellerie|restauration|industrie|distribution|vente|finance|immobilier|btp|batiment|"
    r"enseignement|fonction publique|prive|secteur (?:prive|public|bancaire)|telecoms?|logistique|transport|informatique|marketing|mode)\b|"
    r"\bin (?:retail|tourism|hospitality|teaching|sales|finance|real estate|logistics|marketing|it|the private sector)\b|"
    r"\u0641\u064a (?:\u0627\u0644\u062a\u062c\u0627\u0631\u0647|\u0627\u0644\u0633\u064a\u0627\u062d\u0647|\u0627\u0644\u062a\u0639\u0644\u064a\u0645|\u0627\u0644\u0635\u0646\u0627\u0639\u0647|\u0627\u0644\u0642\u0637\u0627\u0639 \u0627\u0644\u062e\u0627\u0635|\u0627\u0644\u0648\u0638\u064a\u0641\u0647 \u0627\u0644\u0639\u0645\u0648\u0645\u064a\u0647|\u0627\u0644\u0628\u0646\u0648\u0643)"
)
# « Après dix ans à la banque, j'ai choisi le milieu associatif »: the years are the bank's, whatever came after
AFTER_THEM = re.compile(
    r"(?:\b(?:apres|au bout de|au terme de|fort\w* de|after|following)|(?<!\w)(?:و)?بعد)\s(?:(?:plus de|pres de|quelque|mes|ces|more than|nearly|almost|over|اكثر من|حوالي|ازيد من) )?$"
)
# « Vous demandez trois ans d'expérience. J'en ai moins »: years that one says one has not
ASKED = re.compile(
    r"\b(?:vous (?:demand|exig|souhait|recherch|attend|requer)\w+|(?:avis|annonce|offre|poste|appel)\w* (?:demand|exig|requ|mention|parle)\w*|(?:demande|exige|requise?)e?s\b"
    r"|you (?:ask|require|want|are looking)|(?:required|asked for|requested))|تطلبون|تشترطون|تشترط|المطلوبه|يشترط"
)
NOT_HELD = re.compile(
    r"\b(?:j'en (?:ai|compte) (?:un peu |bien |beaucoup )?moins|je n'en (?:ai|compte) (?:pas|qu)\w*|je n'en suis (?:pas|qu)\w*|je ne les (?:ai|atteins|totalise) (?:pas|point)|il m'en manque\w*"
    r"|il me manque\w*|je n'ai pas (?:encore )?(?:les|ces|vos|tout|toutes|autant|trois)|je n'atteins pas|je ne remplis pas|moins que cela"
    r"|i have (?:less|fewer)|i (?:do not|don't) (?:yet )?have|i haven't|mine are fewer|i fall short|i am short)\b|ليست? لدي|لا اتوفر|لا املك|تنقصني|ينقصني|لدي اقل|اقل من ذلك"
)
HELD = re.compile(r"\bj'en (?:ai|compte)|\bje les ai|\bj'ai\b|\bi have\b|(?<!\w)(?:لدي|اتوفر|املك|لي)(?!\w)")
BUT = re.compile(
    r"\b(?:mais|cependant|toutefois|pourtant|but|however|although|yet)\b|(?<!\w)(?:و?لكن|غير ان|الا ان)\w*"
)
ANSWERED_WITHIN = 60  # folded characters behind the sentence in which the answer to what is asked stands
ADDRESSEE = re.compile(r"\b(?:votre|vos|your) (?:\w+ )?$")
CLAUSE_END = re.compile(r"[,;]|\b(?:ou|where) (?:je|j'|i)\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """A length told at `start:end` of the folded text (a whole sentence), in months; `associative` when it says so."""

    start: int
    end: int
    months: int
    associative: bool
    other_sector: bool


def find_claims(lines: Sequence[TextLine], folded: Folded, until: int) -> Iterator[Claim]:
    """The claims of lines that follow one another, sentence by sentence."""
    lines = [line for line in lines if len(line.text) <= MOST_LETTERS]
    if not lines or not may_tell(folded.text, lines[0].folded_start, lines[-1].folded_end):
        return
    for start, end in _telling_sentences(folded.text, lines[0].folded_start, lines[-1].folded_end):
        months = _length(folded.text, start, end, until)
        if months and WORK.search(folded.text, start, end) and not _is_denied(folded.text, start, end):
            sectors = word_list("sectors").longest(folded, start, end)
            worked_in = {hit.kind for hit in sectors if not _is_wished(folded.text, start, hit)}
            other = ("S1" in worked_in or _of_a_trade(folded, start, end)) and "S3" not in worked_in
            elsewhere = other or _are_another_trades(folded.text, start, end, sectors)
            associative = not elsewhere and any(hit.kind == "S3" for hit in sectors)
            yield Claim(start, end, months, associative, other)


def may_tell(text: str, start: int, end: int) -> bool:
    """Whether anything there names a length or a date."""
    return UNIT.search(text, start, end) is not None or DIGIT.search(text, start, end) is not None


def _of_a_trade(folded: Folded, start: int, end: int) -> bool:
    """« Fonctionnaire depuis dix-sept ans, … »: years of a trade, and no title that could be of an association."""
    kinds = {hit.kind for hit in titles_in(folded, start, end)}
    return not kinds & {"R3", "R2"} and ("R0" in kinds or FIELD_OF_A_TRADE.search(folded.text, start, end) is not None)


def _is_denied(text: str, start: int, end: int) -> bool:
    """Whether the years are those the notice asks for, and the person says that they are fewer."""
    asked = ASKED.search(text, start, end)
    answer = asked and NOT_HELD.search(text, start, end + ANSWERED_WITHIN)
    if asked is None or answer is None or len(find_durations(text, start, end + ANSWERED_WITHIN)) > 1:
        return False
    before = HELD.search(text, start, answer.start())
    return before is None and BUT.search(text, answer.end(), answer.end() + ANSWERED_WITHIN) is None


def _are_another_trades(text: str, start: int, end: int, sectors: Sequence[Hit]) -> bool:
    """Whether every length told is one after which something else came, spent with a company that is named right behind."""
    durations = list(find_durations(text, start, end))
    return bool(durations) and all(
        AFTER_THEM.search(text, start, duration.start) is not None and _is_spent(text, duration.end, sectors)
        for duration in durations
    )


def _is_spent(text: str, start: int, sectors: Sequence[Hit]) -> bool:
    """Whether the first employer behind `start`, before any comma, is a company or an administration."""
    stop = text.find(",", start)
    first = next((hit for hit in sectors if hit.folded_start >= start), None)
    return first is not None and first.kind == "S1" and (stop < 0 or first.folded_start < stop)


def _is_wished(text: str, start: int, hit: Hit) -> bool:
    """« … dix ans de banque, je souhaite rejoindre une association »: where one would go is not where one was."""
    before = text[max(start, hit.folded_start - WISH_REACH) : hit.folded_start]
    if ADDRESSEE.search(before):
        return True
    wish = list(WISH.finditer(before))
    return (
        bool(wish) and CLAUSE_END.search(before, wish[-1].end()) is None and not find_durations(before, wish[-1].end())
    )


def _telling_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Those that name a length or a date, which few do; each is looked for from the place where the last one stood."""
    unit = number = -1
    for first, last in _sentences(text, start, end):
        unit = unit if unit >= first else _place(UNIT, text, first, end)
        number = number if number >= first else _place(DIGIT, text, first, end)
        if min(unit, number) < last:
            yield first, last


def _place(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the pattern is first found in `text[start:end]`; `end` where it is not."""
    found = pattern.search(text, start, end)
    return end if found is None else found.start()


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in SENTENCE.finditer(text, start, end):
        if found.group() == "\n" and not _line_ends(text, start, found.start()):
            continue
        if found.end() > start:
            yield start, found.end()
        start = found.end()
    if end > start:
        yield start, end


def _line_ends(text: str, start: int, at: int) -> bool:
    """Whether a line break ends what is said: short lines (a heading, a contact) stand alone, long ones run on."""
    line = text.rfind("\n", start, at) + 1 or start
    return at - line < 45


def _length(text: str, start: int, end: int, until: int) -> int:
    """The longest length told in the sentence, in months; 0 for none."""
    durations = find_durations(text, start, end)
    age = OF_AN_AGE if durations and BORN.search(text, start, end) else AGE
    ages = [found.span() for found in age.finditer(text, start, end)] if durations else []
    told = [duration.least for duration in durations if not any(left <= duration.start < right for left, right in ages)]
    if not MEMBER.search(text, start, end):
        told += [
            until - period.begins.last
            for period in find_periods(text, start, end)
            if period.is_open and not period.flags and LIVING.search(text[start : period.start]) is None
        ]
    return max(told, default=0)
