"""The lines where posts are told, and what each holds: periods, titles, employers, the beginning of a deed.

Decides which period dates a post and which belongs to something told in the line. Cuts nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise, takewhile

from app.screening.asides import is_aside, without_asides
from app.screening.dates import Months, find_points, month_index
from app.screening.fold import Folded
from app.screening.lines import TextLine
from app.screening.periods import QUOTED, Period, find_periods
from app.screening.standing_tasks import standing_task
from app.screening.terms import word_list
from app.screening.titles import is_task, titles_in
from app.screening.told_line import ToldLine

LINKED = ("et ", "de ", "des ", "a ", "and ", "of ", "dont ", "avec ", "par ", "pour ")
OPENERS = {"depuis", "de", "du", "des", "from", "since", "من", "منذ"}
MOST_HEAD_WORDS = 22
MOST_TRADE_WORDS = 14
MOST_EMPLOYER_WORDS = 10  # of a line between a title and its date
MOST_DATED_WORDS = 44  # of a title in two languages whose line ends with its period
ENDS_A_TITLE = re.compile(r"\s?\)?(?:\s?,?\s?\([^()\n]{0,30}\))?\s?[.:;](?=\s)")
MOST_WORDS_AHEAD = 3  # of a title on its line
DASH = re.compile(r"\.?\s?(?:-|a\b|au\b|to\b|الي\b)")
OF_A_PROJECT = re.compile(
    r"\b(?:convention|agreement|depuis (?:19|20)[0-9]{2},|projet|project|programme?|campagne|campaign)\b|(?<!\w)(?:\u0627\u062a\u0641\u0627\u0642\u064a\u0647|\u0645\u0634\u0631\u0648\u0639|\u0628\u0631\u0646\u0627\u0645\u062c|\u062d\u0645\u0644\u0647)(?!\w)"
)

# Signs and words are taken whole (`*+`, `++`): cut in up to five pieces in every way, one long word would take minutes
TAIL = re.compile(r"[\s).,;:|\]\-]*+(?:\([^)\n]{0,40}\)?|[\s,|\-]*(?:[a-z'\u0621-\u064a]++[\s,|\-]*+){0,5})[\s).,;|]*")


LEAD = re.compile(
    r"[\s(\[|>:,\-]*(?:(?:periode?|dates?|duree|annees?|an|de|du|d'|des|depuis|from|since|entre|between|le|la|l'|en|a partir|a partir de|a partir du|"
    r"mois de|in|\u0645\u0646|\u0645\u0646\u0630|\u0628\u064a\u0646|\u0645\u0627 \u0628\u064a\u0646|\u0627\u0628\u062a\u062f\u0627\u0621|\u0633\u0646\u0647|\u0639\u0627\u0645|\u062e\u0644\u0627\u0644|\u0641\u064a|\u0627\u0644\u0645\u062f\u0647|\u0627\u0644\u0641\u062a\u0631\u0647|\u0641\u0627\u062a\u062d|actuellement|\u062d\u0627\u0644\u064a\u0627|\u0634\u0647\u0631)[\s:(]*){0,4}"
)


def told_lines(lines: Sequence[TextLine], folded: Folded) -> list[ToldLine]:
    lines = _with_marked_titles(lines, folded)
    known = {line.index: ToldLine(line, line.folded_start + line.mark_length, len(line.text.split())) for line in lines}
    for run in _runs(lines):
        for period in find_periods(folded.text, run[0].folded_start, run[-1].folded_end):
            _attach(period, run, known)
    result = [known[line.index] for line in lines]
    bulleted = sum(item.line.bullet for item in result) * 10 > len(result) * 9
    root: ToldLine | None = None
    for item in result:
        if not item.line.continues and not (root is not None and root.titled and _may_go_on(root, item)):
            root = item
        _describe(item, root, folded, bulleted=bulleted)
    for at, item in enumerate(result):
        task = standing_task(result, at, folded)
        if task is not None:
            item.roles, item.opens_deed, item.titled = (task,), False, True
            item.dated = any(_dates_the_line(period, item, folded, bulleted=False) for period in item.periods)
    _mend_split_ranges(result, folded)
    _undate(result, folded)
    for item in result:
        if item.dated:
            item.bare = _is_bare(item, folded)
            item.alone = any(_alone(period, item.line) for period in item.periods)
    return result


def _with_marked_titles(lines: Sequence[TextLine], folded: Folded) -> Sequence[TextLine]:
    """« * Coordinatrice …⏎01/2018 – 12/2020⏎gestion … »: marks that stand before titles open posts, and no deeds."""
    first = next((at for at, line in enumerate(lines) if line.bullet), None)
    if first is None or not _dated_below(lines, first, folded):
        return lines
    if any(find_periods(folded.text, line.folded_start, line.folded_end) for line in lines[:first]):
        return lines
    mark = _mark(lines[first])
    return [
        line._replace(bullet=False)
        if line.bullet and _mark(line) == mark and _dated_below(lines, at, folded)
        else line
        for at, line in enumerate(lines)
    ]  # fmt: skip


def _mark(line: TextLine) -> str:
    return re.sub("[0-9]+", "0", line.text[: line.mark_length].strip())


def _dated_below(lines: Sequence[TextLine], at: int, folded: Folded) -> bool:
    """Whether a line without a mark right below, or below the employer's, holds a period and little else."""
    for line in lines[at + 1 : at + 3]:
        if line.bullet:
            return False
        periods = find_periods(folded.text, line.folded_start, line.folded_end)
        if periods:
            begins = LEAD.fullmatch(folded.text, line.folded_start, periods[0].start) is not None
            beside = len(line.text[periods[-1].end - line.folded_start :].split())
            return begins and beside <= (1 if periods[0].single else 5)
        if len(line.text.split()) > MOST_EMPLOYER_WORDS:
            return False
    return False


def _mend_split_ranges(known: list[ToldLine], folded: Folded) -> None:
    """« Janvier 2021 – Coordinatrice … » with « à ce jour » alone on the next line: a margin of two lines read by rows."""
    for first, second in pairwise(known):
        if second.dated and first.line.text.strip(" :") in OPENERS:
            first.periods, second.periods = second.periods, []
            first.dated, second.dated, second.continues = True, False, True
        _mend_a_month_without_its_year(first, second, folded)
        for each in first.periods:
            if not (
                each.single
                and DASH.match(folded.text[each.end : each.end + 6])
                and LEAD.fullmatch(folded.text, first.line.folded_start, each.start)
            ):
                continue
            rest = folded.text[second.line.folded_start : second.line.folded_end]
            points = find_points(rest)
            if len(points) != 1 or len(rest) - (points[0].end - points[0].start) > 8:
                continue
            ends = points[0].months
            if points[0].month is not None or (ends is not None and ends < each.begins):
                continue
            years_only = each.years_only and points[0].year_only
            first.periods = [each._replace(ends=ends, single=False, years_only=years_only, flags=())]
            second.periods = []
            second.continues = True
            first.dated = True
            second.dated = False


def _mend_a_month_without_its_year(first: ToldLine, second: ToldLine, folded: Folded) -> None:
    """« Mai 2019 – janvier Cheffe de projet … » with « 2026 » alone on the next line: the year is that of the end."""
    for number, each in enumerate(first.periods):
        years = [period for period in second.periods if period.single and period.years_only]
        if len(years) != 1 or not _alone(years[0], second.line):
            return
        if each.single or each.ends is None or LEAD.fullmatch(folded.text, first.line.folded_start, each.start) is None:
            continue
        last = find_points(folded.text, each.start, each.end)[-1]
        if last.months is not None or last.month is None:
            continue
        end = month_index(years[0].begins.first // 12, last.month)
        if end < each.begins.first:
            continue
        first.periods[number] = each._replace(ends=Months(end, end), flags=())
        first.dated, second.dated, second.continues, second.periods = True, False, True, []


def _undate(known: list[ToldLine], folded: Folded) -> None:
    """Takes back what the section's own pattern denies: a year within a name, a project's « depuis » among deeds."""
    dated = [at for at, item in enumerate(known) if item.dated]
    if not dated:
        return
    titles_carry_dates = known[dated[0]].titled or dated[0] > 0
    for number, at in enumerate(dated):
        item = known[at]
        following = dated[number + 1] if number + 1 < len(dated) else None
        single = all(period.single for period in item.periods)
        if single and following is not None and following - at <= 2 and not item.line.bullet:
            beside = known[following]
            if not beside.titled and not all(period.single for period in beside.periods) and _is_bare(beside, folded):
                item.dated = False
        if (
            not item.titled
            and item.periods
            and all(is_aside(period, item.roles, folded, item.line.folded_start) for period in item.periods)
        ):
            item.dated = False  # « Projet « Eau pour tous » (2021–2024) » among what is told of a post
            continue
        if number and single and _is_of_the_post_above(item, known[dated[number - 1]]):
            item.dated = False
            continue
        if not (number and titles_carry_dates) or item.roles:
            continue
        if _is_a_sentence_about_then(item, folded):
            continue
        if _begins_as_a_post(item, folded) and _begins_as_a_post(known[dated[0]], folded):
            continue
        nameless = not item.sector and not _is_bare(item, folded) and not _may_be_a_trade(item, folded)
        if nameless or _tells_of_a_project(item):
            item.dated = False


def _is_bare(item: ToldLine, folded: Folded) -> bool:
    """Whether the line holds little besides its period."""
    line = item.line
    rest = folded.text[line.folded_start : line.folded_end]
    for period in item.periods:
        rest = rest.replace(folded.text[period.start : period.end], " ")
    return len([word for word in rest.split() if any(map(str.isalnum, word))]) <= 5


def _may_be_a_trade(item: ToldLine, folded: Folded) -> bool:
    """« Tapissière, atelier Benali 01/2016 – 12/2021 »: a title that no list knows, with its period at an end of its line."""
    line = item.line
    if line.bullet or line.continues or item.opens_deed or not line.could_be_title or item.words > MOST_TRADE_WORDS:
        return False
    return any(
        (period.start <= item.first + 4 or line.folded_end - period.end <= 2)
        and len(find_points(folded.text, period.start, period.end)) > 1  # « depuis 2022 » is a project's among deeds
        for period in item.periods
    )


def _is_of_the_post_above(item: ToldLine, above: ToldLine) -> bool:
    """« Salon de l'artisanat, 2019 » under a post of 2017 to 2020: a year in it, with words that are no title."""
    if item.roles or item.sector or any(_alone(period, item.line) for period in item.periods):
        return False
    return all(
        any(
            not span.single and span.ends is not None and span.begins.first <= each.begins.first <= span.ends.last
            for span in above.periods
        )
        for each in item.periods
    )


def _is_a_sentence_about_then(item: ToldLine, folded: Folded) -> bool:
    """« De janvier 2020 à décembre 2023, j'ai coordonné le projet … »: it begins with its time and goes on at length."""
    line = item.line
    begins = any(
        not period.single and LEAD.fullmatch(folded.text, line.folded_start, period.start) for period in item.periods
    )
    return begins and not line.bullet and item.words > MOST_TRADE_WORDS


def _begins_as_a_post(item: ToldLine, folded: Folded) -> bool:
    """« Sept. 2010 – août 2012 Programme analyst – … »: from month to month, ahead of a title that no list knows."""
    line = item.line
    return not (line.bullet or line.continues) and any(
        not (period.single or period.years_only or period.is_open)
        and LEAD.fullmatch(folded.text, line.folded_start, period.start)
        for period in item.periods
    )


def _tells_of_a_project(item: ToldLine) -> bool:
    return not item.titled and OF_A_PROJECT.search(item.line.text) is not None


def _runs(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    runs: list[list[TextLine]] = []
    for line in lines:
        if runs and runs[-1][-1].index + 1 == line.index:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _attach(period: Period, run: Sequence[TextLine], known: dict[int, ToldLine]) -> None:
    first = bisect_right(run, period.start, key=lambda line: line.folded_end)
    touched = list(takewhile(lambda line: line.folded_start < period.end, run[first : first + 4]))
    if not touched:
        return
    if touched[0].right_to_left and "reversed" in period.flags:
        period = period._replace(flags=tuple(flag for flag in period.flags if flag != "reversed"))
    known[touched[0].index].periods.append(period)
    for line in touched[1:]:
        known[line.index].continues = True


def _may_go_on(title: ToldLine, item: ToldLine) -> bool:
    """Whether a short line right under a title may still be its rest: « AMDH de Casablanca, »."""
    return item.line.index == title.line.index + 1 and not item.line.bullet and item.words <= 5


def _describe(item: ToldLine, root: ToldLine | None, folded: Folded, *, bulleted: bool) -> None:
    """`root` is the line that `item` goes on with, or `item` itself."""
    line = item.line
    item.roles = titles_in(folded, line.folded_start, line.folded_end)
    item.sector = _names_an_employer(line, folded)
    item.opens_deed = not _names_a_post(item) and _opens_deed(item, folded)
    if len(item.periods) > 1:
        item.periods = without_asides(item.periods, item.roles, folded, line.folded_start)
    item.titled = not line.continues and _is_titled(item, bulleted=bulleted)
    goes_on_a_title = line.continues and root is not None and root is not item and root.titled
    if line.continues and not goes_on_a_title:
        told = root is not None and root.line.bullet and not bulleted and line.text.endswith((".", ";"))
        # « (2022-2023). » ends the sentence of a deed
        item.dated = not told and any(_alone(period, line) for period in item.periods)
        return
    item.dated = any(_dates_the_line(period, item, folded, bulleted=bulleted) for period in item.periods)


FIRST_PERSON = re.compile(r"(?:j'|je |nous |i |we |\u0643\u0646\u062a |\u0642\u0645\u062a )")
# « Monitoring, Evaluation and Learning Manager »: what stands ahead is part of the title
MEAL_AHEAD = re.compile(
    r"^(?:(?:m&e|meal|mel|monitoring|evaluation|accountability|learning|research|reporting|and|&)[\s,]*)+"
)


def _names_an_employer(line: TextLine, folded: Folded) -> bool:
    """« Chef de projet « Mairies ouvertes » » names none: what is quoted is a project."""
    hits = [hit for hit in word_list("sectors").hits(folded, line.folded_start, line.folded_end) if hit.kind != "place"]
    if not hits or folded.text.find('"', line.folded_start, line.folded_end) < 0:
        return bool(hits)
    quoted = [found.span() for found in QUOTED.finditer(folded.text, line.folded_start, line.folded_end)]
    return any(not any(left < hit.folded_start < right for left, right in quoted) for hit in hits)


def _opens_deed(item: ToldLine, folded: Folded) -> bool:
    start = item.first
    if FIRST_PERSON.match(folded.text, start):
        return True
    hits = word_list("openings").hits(folded, start, min(item.line.folded_end, start + 40))
    return bool(hits) and hits[0].folded_start <= start + 1


def _names_a_post(item: ToldLine) -> bool:
    """Whether its first words are a title: « Coordinatrice … » tells no deed, « Coordination … » does."""
    line = item.line
    person = next((title for title in item.roles if not is_task(title)), None)
    if person is None:
        return False
    if person.folded_start <= item.first + 1:
        return True
    ahead = line.text[item.first - line.folded_start : max(person.folded_start - line.folded_start, 0)]
    return MEAL_AHEAD.fullmatch(ahead) is not None


def _is_titled(item: ToldLine, *, bulleted: bool) -> bool:
    """Whether the line names a post at its beginning, as a title does."""
    if not item.roles or (item.line.bullet and not bulleted) or (item.opens_deed and is_task(item.roles[0])):
        return False
    longest = MOST_DATED_WORDS if _ends_with_a_range(item) else MOST_HEAD_WORDS
    short = item.words <= longest or any(_ends_a_title(period, item) for period in item.periods)
    return short and _words_ahead(item) <= MOST_WORDS_AHEAD and not _begins_with_a_link(item)


def _words_ahead(item: ToldLine) -> int:
    """How many words stand before its first title, those that are part of the title left out."""
    start = item.line.folded_start
    ahead = item.line.text[item.first - start : max(item.roles[0].folded_start - start, item.first - start)]
    return len(MEAL_AHEAD.sub("", ahead).split()) if ahead else 0


def _ends_with_a_range(item: ToldLine) -> bool:
    """A title told at length, or in two languages, with its period at the end."""
    return any(not period.single and item.line.folded_end - period.end <= 2 for period in item.periods)


def _begins_with_a_link(item: ToldLine) -> bool:
    """« et la coordinatrice », « pour le chef de projet » go on with something; « de 2018 à 2020 » does not."""
    dated = any(period.start - item.line.folded_start < 8 for period in item.periods)
    return not dated and item.line.text.startswith(LINKED)


def _dates_the_line(period: Period, item: ToldLine, folded: Folded, *, bulleted: bool) -> bool:
    """Whether the period is that of a post and not of something told in the line."""
    line = item.line
    at_start = LEAD.fullmatch(folded.text, item.first, period.start) is not None
    if at_start:
        closed = item.sector and not period.single and not period.is_open
        return not line.bullet or bulleted or bool(item.roles) or closed
    if line.bullet and not bulleted and not (item.titled or (item.roles and not period.single and not item.opens_deed)):
        return False
    at_end = period.end >= line.folded_end or TAIL.fullmatch(folded.text, period.end, line.folded_end) is not None
    if item.opens_deed and not item.titled:
        return at_end and not period.single and not line.bullet and item.words <= 14 and bool(item.roles)
    if period.single:
        return at_end and (item.titled or (item.sector and item.words <= 10) or item.words <= 4)
    if not at_end:
        return (item.words <= 18 and bool(item.roles or item.sector)) or (
            bool(item.titled) and _ends_a_title(period, item)
        )
    return item.words <= MOST_HEAD_WORDS or bool(item.titled)


def _ends_a_title(period: Period, item: ToldLine) -> bool:
    """« Consultante, depuis janvier 2024 (mi-temps). Évaluation de … »: a title with its period, and then a sentence."""
    line = item.line
    if period.single or period.start < item.roles[0].folded_end:
        return False
    ahead = line.text[: period.start - line.folded_start].split()
    return len(ahead) <= MOST_TRADE_WORDS and ENDS_A_TITLE.match(line.text, period.end - line.folded_start) is not None


def _alone(period: Period, line: TextLine) -> bool:
    return line.folded_end - line.folded_start - (period.end - period.start) <= 8
