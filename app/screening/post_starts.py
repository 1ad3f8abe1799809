"""Where one post ends and the next begins: from each date back to the line that heads its post.

Learns from the section how its posts are laid out: dates first, titles first, employers above, or no dates at all.
"""

from __future__ import annotations

import re
from itertools import pairwise

from app.screening.dated_lines import MOST_HEAD_WORDS
from app.screening.entry import MOST_LINES_ABOVE
from app.screening.paragraphs import parted_by_blanks
from app.screening.told_line import ToldLine

MOST_WORDS_ABOVE = 12
MOST_EMPLOYER_WORDS = 10  # on a line of its own
MOST_WORDS_OF_A_NAME = 4  # that no list knows
# « Stagiaire (2018) » under « Chargée de programme (2019-2020) »: no place and year of it, but what was done before
OPENS_ANOTHER = re.compile(
    r"\W{0,4}(?:stag(?:es?|iaires?)|intern(?:ship)?|trainee|alternan(?:ce|te?)|apprentie?|benevol(?:e|at)|volont(?:aire|ariat)|volunteer|service civique|"
    r"(?:\u0645)?\u062a\u062f\u0631[\u064a]?\u0628\w*|\u0645\u062a\u0637\u0648\u0639\w*)\b"
)
A_COUNT = re.compile(
    r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|soixante|cent|"
    r"two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|[1-9][0-9]{0,4}|"
    r"اثنان|اثنتان|ثلاثه?|اربعه?|خمسه?|سته?|سبعه?|ثماني(?:ه)?|تسعه?|عشره?|عشرون|عشرين|ثلاثون|ثلاثين) "
)
OF_NO_NAME = re.compile(
    r" (?:(?:d'|de |du |of |for |over )(?:une? |deux|trois|quatre|cinq|six|sept|huit|dix|douze|plusieurs|l'equipe|la redaction|la tenue|budget|suivi|an? |two|three|four|five|several|[0-9])"
    r"|عن (?:فريق|ميزانيه|اعداد|تدبير|تتبع|تنظيم|[0-9]))"
)


def starts_of_posts(known: list[ToldLine]) -> list[int]:
    dated = [at for at, item in enumerate(known) if item.dated]
    parted = parted_by_blanks(known, [at for at in dated if not _repeats_a_head(known, at)])
    starts = {0, *parted}
    if dated and not parted:
        lead = 0 if _dates_come_first(known, dated) else dated[0]
        title_first = known[0].titled and not _title_stands_below(known, dated)
        floor = 0
        for number, at in enumerate(dated):
            if number == 0 and lead > MOST_LINES_ABOVE:
                begin = _title_near_above(known, at)
            else:
                begin = _walk_back(known, at, floor, lead, title_first=title_first)
            if number and _same_head(known, dated[number - 1], at):
                continue
            starts.add(begin)
            floor = at + 1
    ordered = sorted(starts)
    return _with_undated(known, ordered)


def _dates_come_first(known: list[ToldLine], dated: list[int]) -> bool:
    """Whether each period stands alone above its title, though the section began with words of another kind."""
    first = dated[0]
    if first == 0 or known[first].line.continues:
        return False
    if not known[first].alone:
        return _title_stands_below(known, dated)
    alone = [at for at in dated if known[at].alone]
    if any(known[at - 1].titled and not known[at - 1].dated for at in alone):
        return False
    under = [at + 2 if at + 1 < len(known) and known[at + 1].continues else at + 1 for at in alone]
    below = [at < len(known) and known[at].titled and not known[at].dated for at in under]
    above = known[first - 1]
    told = above.words > MOST_WORDS_ABOVE or above.line.text.rstrip().endswith((".", "!", ":"))
    other = first > MOST_LINES_ABOVE or told
    return below[0] and below[-1] and (other or sum(below) > 1)


def _title_stands_below(known: list[ToldLine], dated: list[int]) -> bool:
    """« 02/2020 – 01/2024 Collectif Tamkine⏎Responsable de programme »: cells of a row, the date's and the employer's first."""
    first, following = dated[0], dated[1] if len(dated) > 1 else len(known)
    item = known[first]
    if item.roles or not item.sector or not _starts_with_its_date(item):
        return False
    if any(each.titled for each in known[max(first - MOST_LINES_ABOVE, 0) : first]):
        return False
    return any(
        each.titled and not each.line.bullet for each in known[first + 1 : min(first + 1 + MOST_LINES_ABOVE, following)]
    )


def _walk_back(known: list[ToldLine], at: int, floor: int, lead: int, *, title_first: bool) -> int:
    """Where the head of the period at `at` begins. `lead` lines stood above the section's first period."""
    if lead == 0:
        if at > floor and (_is_an_employer_line(known, at - 1, at) or _is_above_its_time(known, at - 1, at, floor)):
            return at - 1
        return _title_above(known, at, floor) if title_first and known[at].bare else at
    if known[at].titled and not known[at].line.continues and _starts_with_its_date(known[at]):
        return at
    usual = min(max(lead, 1), MOST_LINES_ABOVE)
    begin, above, kept = at, 0, at
    while begin > floor and above < (MOST_LINES_ABOVE if title_first else usual):
        before = known[begin - 1]
        rest_of_a_title = before.line.continues and not before.dated and not _within_a_list(known, begin - 1)
        if rest_of_a_title and begin - 1 > floor:
            begin -= 1
            continue
        if before.line.continues or not _may_head(known, begin - 1, at):
            break
        begin -= 1
        above += 1
        if above <= usual:
            kept = begin
        if title_first and before.titled:
            return begin
    begin = _first_of_its_line(known, kept, at)
    return begin - 1 if _is_title_of_an_employer(known, begin, at, floor) else begin


def _is_title_of_an_employer(known: list[ToldLine], begin: int, at: int, floor: int) -> bool:
    """Whether a title stands above « Association Oum Rabii⏎2020 – 2022 » and cannot be that of the post before.

    Below the date of that post it may be its own, unless a title stood above that date or tasks stand between.
    """
    if not known[at].bare or begin <= floor or floor == 0 or any(item.roles for item in known[begin : at + 1]):
        return False
    title = known[begin - 1]
    if not title.titled or title.dated or title.sector or title.line.bullet or title.line.continues:
        return False
    if not any(item.sector for item in known[begin:at]):
        return False
    return begin - 1 > floor or bool(known[floor - 1].roles or (floor > 1 and known[floor - 2].roles))


def _title_above(known: list[ToldLine], at: int, floor: int) -> int:
    """Where dates stand beside their titles, a title so long that its date went to a line of its own."""
    begin = at - 1
    while begin > floor and known[begin].line.continues and not known[begin].dated:
        begin -= 1
    return begin if begin >= floor and known[begin].titled and not known[begin].dated else at


def _title_near_above(known: list[ToldLine], at: int) -> int:
    """Where much stands above the section's first date (a name, an address, a profile): the title right above a bare one."""
    if not known[at].bare or known[at].roles:
        return at
    for begin in range(at - 1, max(at - MOST_LINES_ABOVE, 0) - 1, -1):
        item = known[begin]
        if item.titled and not item.line.continues:
            return begin
        if not item.line.continues and not _may_head(known, begin, at):
            break
    return at


def _first_of_its_line(known: list[ToldLine], begin: int, at: int) -> int:
    while begin < at and known[begin].line.continues:
        begin += 1
    return begin


def _starts_with_its_date(item: ToldLine) -> bool:
    return any(period.start <= item.first + 4 for period in item.periods)


def _within_a_list(known: list[ToldLine], at: int) -> bool:
    """Whether a run of continued lines hangs from a list mark."""
    while at >= 0 and known[at].line.continues:
        at -= 1
    return at >= 0 and (known[at].line.bullet or known[at].opens_deed)


def _is_an_employer_line(known: list[ToldLine], at: int, dated: int) -> bool:
    """Where dates come first, an employer's own line above its first title, after the bullets of the post before."""
    if names_whose_list_it_is(known, at, dated):
        return True
    item = known[at]
    told = at > 0 and (known[at - 1].line.bullet or known[at - 1].opens_deed or known[at - 1].words > 12)
    plain = not (
        item.line.bullet or item.line.continues or item.dated or item.continues or item.opens_deed or item.roles
    )
    return plain and not known[dated].sector and item.sector and told and item.words <= 20 and not known[dated].titled


def _is_above_its_time(known: list[ToldLine], at: int, dated: int, floor: int) -> bool:
    """« Lycée Ennasr⏎09/2015 – 06/2018⏎Professeure » where the section began in this order: employer, time, title."""
    first = next(number for number, item in enumerate(known) if item.dated)
    if first == 0 or at <= floor or not known[dated].alone or not _is_a_plain_name(known[first - 1]):
        return False
    return known[first - 1].sector and _is_a_plain_name(known[at])


def _is_a_plain_name(item: ToldLine) -> bool:
    line = item.line
    if line.bullet or line.continues or item.dated or item.continues or item.opens_deed or item.roles:
        return False
    longest = MOST_EMPLOYER_WORDS if item.sector else MOST_WORDS_OF_A_NAME
    return item.words <= longest and line.could_be_title and not line.text.rstrip().endswith((".", ";", ":"))


def names_whose_list_it_is(known: list[ToldLine], at: int, dated: int) -> bool:
    """« • Association Ofoq, Salé » right above « - Coordinatrice, 2019 – 2021 »: a mark of its own, or below a post told in a line.

    Whoever has the mark of such a line, « • Zenova », is the next employer, known or not.
    """
    item, title = known[at], known[dated]
    if at != dated - 1 or title.sector or not _is_an_item_without_title(item) or not title.line.bullet:
        return False
    mark = item.line.text[:1]
    if mark == title.line.text[:1]:
        return item.sector and (at == 0 or known[at - 1].dated)
    return item.sector or any(
        above.sector and _is_an_item_without_title(above) and above.line.text[:1] == mark and below.titled
        for above, below in pairwise(known[:at])
    )


def _is_an_item_without_title(item: ToldLine) -> bool:
    plain = not (item.periods or item.roles or item.opens_deed)
    return plain and item.line.bullet and item.words <= MOST_EMPLOYER_WORDS


def _may_head(known: list[ToldLine], at: int, dated: int) -> bool:
    if names_whose_list_it_is(known, at, dated):
        return True
    item = known[at]
    line = item.line
    longest = MOST_HEAD_WORDS if item.titled or (known[dated].bare and at == dated - 1) else 14
    if line.bullet or item.dated or item.continues or item.opens_deed or item.words > longest:
        return False
    if item.words > 4 and line.text.rstrip().endswith((".", ";")):
        return False
    if item.roles and known[dated].titled:
        return False
    if known[dated].bare and at == dated - 1 and item.words <= 14:
        return True  # what stands right above a date of its own is what it dates
    return bool(item.roles or item.sector or item.words <= 6)


def _repeats_a_head(known: list[ToldLine], at: int) -> bool:
    return at > 0 and known[at - 1].dated and _same_head(known, at - 1, at)


def _same_head(known: list[ToldLine], before: int, at: int) -> bool:
    """Two dated lines of one head: the title's period and, right under it, a bare repetition or a place and year."""
    if at != before + 1 or known[at].titled or known[at].line.bullet:
        return False
    first, second = known[before], known[at]
    if OPENS_ANOTHER.match(second.line.text):
        return False
    if first.alone and second.alone and are_two_ends(first, second):
        return True
    if second.roles or second.sector:
        return False
    return bool(first.roles) and all(period.single for period in second.periods)


def are_two_ends(first: ToldLine, second: ToldLine) -> bool:
    """« JANVIER 2019 » above « DÉCEMBRE 2022 »: a period whose dash was never written, or lost."""
    periods = [*first.periods, *second.periods]
    return len(periods) == 2 and all(period.single for period in periods) and not first.line.bullet


def _with_undated(known: list[ToldLine], starts: list[int]) -> list[int]:
    """Adds the posts that carry no date: a title where the post above already has its own."""
    result: list[int] = []
    for first, last in zip(starts, [*starts[1:], len(known)], strict=True):
        result.append(first)
        seen_title = known[first].titled
        head_over = False
        for at in range(first + 1, last):
            item = known[at]
            head_over = head_over or item.line.bullet or item.opens_deed or at - first >= 3
            if not item.titled or item.dated or item.opens_deed or not item.line.could_be_title:
                continue
            if any(known[before].dated for before in range(first, at)) and (_is_of_no_name(item) or _counts(item)):
                continue
            if (seen_title and (head_over or not any(known[before].dated for before in range(first, at)))) or (
                head_over and not known[first].line.bullet
            ):
                result.append(at)
                head_over = False
            seen_title = True
    return sorted(set(result))


def _is_of_no_name(item: ToldLine) -> bool:
    """« Responsable d'une équipe de cinq animatrices » under a dated post: a task in it, and no other post."""
    last = item.roles[0].folded_end - item.line.folded_start
    return OF_NO_NAME.match(item.line.text, last) is not None and not item.sector


def _counts(item: ToldLine) -> bool:
    """« Trois antennes, équipe de huit juristes » under a dated post: how many of what, and no title."""
    found = A_COUNT.match(item.line.text)
    return found is not None and item.roles[0].folded_start - item.line.folded_start > found.end()
