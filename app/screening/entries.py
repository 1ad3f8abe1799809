"""One post, one entry: the lines of a section cut where a new post begins. Knows dates and titles; counts nothing.

A post's head is the line with its period and the short lines round it (title, employer, place); the rest is its body.
The period may stand first (a margin, a column), at the line's end, or under the title: the section's first dated line
tells which, and the others follow it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.screening.dates import find_points
from app.screening.fold import Folded
from app.screening.lines import TextLine
from app.screening.periods import Period, find_periods
from app.screening.sections import SectionKind
from app.screening.terms import Hit, word_list

MOST_HEAD_LINES = 4
MOST_HEAD_WORDS = 22
TAIL = re.compile(r"[\s).,;:|\]\-]*(?:\([^)\n]{0,40}\)?|[\s,|\-]*(?:[a-z'\u0621-\u064a]+[\s,|\-]*){0,5})[\s).,;|]*")
LEAD = re.compile(
    r"[\s(\[|>:,\-]*(?:(?:periode?|dates?|duree|annees?|an|de|du|d'|des|depuis|from|since|entre|between|le|la|l'|en|a partir|a partir de|a partir du|"
    r"mois de|in|\u0645\u0646|\u0645\u0646\u0630|\u0628\u064a\u0646|\u0645\u0627 \u0628\u064a\u0646|\u0627\u0628\u062a\u062f\u0627\u0621|\u0633\u0646\u0647|\u0639\u0627\u0645|\u062e\u0644\u0627\u0644|\u0641\u064a|\u0627\u0644\u0645\u062f\u0647|\u0627\u0644\u0641\u062a\u0631\u0647|\u0641\u0627\u062a\u062d|actuellement|\u062d\u0627\u0644\u064a\u0627|\u0634\u0647\u0631)[\s:(]*){0,4}"
)
SENTENCE_END = re.compile(r"[.!\u061f?](?=\s|$)(?<!\b[a-z]\.)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One post as told. `periods` are those of its head, empty where it is undated; `prose` says it is a sentence."""

    kind: SectionKind
    head: tuple[TextLine, ...]
    body: tuple[TextLine, ...]
    periods: tuple[Period, ...] = ()
    prose: bool = False
    span: tuple[int, int] | None = None

    @property
    def lines(self) -> tuple[TextLine, ...]:
        return (*self.head, *self.body)

    @property
    def start(self) -> int:
        """Where it begins in the folded text."""
        return self.span[0] if self.span else self.lines[0].folded_start

    @property
    def head_span(self) -> tuple[int, int]:
        """The folded text of its head."""
        return self.span or (self.head[0].folded_start, self.head[-1].folded_end)

    @property
    def full_spans(self) -> tuple[tuple[int, int], ...]:
        """The folded stretches of all its lines, in order, lines that follow one another joined."""
        if self.span:
            return (self.span,)
        spans: list[tuple[int, int]] = []
        last = None
        for line in self.lines:
            if last is not None and line.index == last + 1:
                spans[-1] = (spans[-1][0], line.folded_end)
            else:
                spans.append((line.folded_start, line.folded_end))
            last = line.index
        return tuple(spans)


@dataclass(slots=True)
class _Dated:
    """What the cutting needs to know of one line."""

    line: TextLine
    periods: list[Period] = field(default_factory=list)
    continues: bool = False  # the second line of a range begun above
    roles: tuple[Hit, ...] = ()
    sector: bool = False
    opens_deed: bool = False
    dated: bool = False
    titled: bool = False


def split_posts(lines: Sequence[TextLine], folded: Folded, kind: SectionKind) -> tuple[Entry, ...]:
    """The posts told in `lines`, in order. Every line is in exactly one of them."""
    if not lines:
        return ()
    known = _known(lines, folded)
    starts = _starts(known, folded)
    entries: list[Entry] = []
    for first, last in zip(starts, [*starts[1:], len(known)], strict=True):
        entries.append(_entry(known[first:last], folded, kind))
    return tuple(entries)


def _known(lines: Sequence[TextLine], folded: Folded) -> list[_Dated]:
    known = {line.index: _Dated(line) for line in lines}
    for run in _runs(lines):
        for period in find_periods(folded.text, run[0].folded_start, run[-1].folded_end):
            _attach(period, run, known)
    result = [known[line.index] for line in lines]
    bulleted = sum(item.line.bullet for item in result) * 10 > len(result) * 9
    root: _Dated | None = None
    for item in result:
        if not item.line.continues and not (root is not None and root.titled and _may_go_on(root, item)):
            root = item
        _describe(item, root, folded, bulleted=bulleted)
    _mend_split_ranges(result, folded)
    _undate(result, folded)
    return result


def _mend_split_ranges(known: list[_Dated], folded: Folded) -> None:
    """« Janvier 2021 – Coordinatrice … » with « à ce jour » alone on the next line: a margin of two lines read by rows."""
    for first, second in pairwise(known):
        for each in first.periods:
            starts = LEAD.fullmatch(folded.text, first.line.folded_start, each.start) is not None
            dash = re.match(r"\.?\s?(?:-|a\b|au\b|to\b|الي\b)", folded.text[each.end : each.end + 6])
            if not (each.single and starts and dash):
                continue
            rest = folded.text[second.line.folded_start : second.line.folded_end]
            points = find_points(rest)
            if len(points) != 1 or len(rest) - (points[0].end - points[0].start) > 8:
                continue
            ends = points[0].months
            if points[0].month is not None or (ends is not None and ends < each.begins):
                continue
            mended = replace(each, ends=ends, single=False, years_only=each.years_only and points[0].year_only, flags=())
            first.periods = [mended]
            second.periods = []
            second.continues = True
            first.dated = True
            second.dated = False


def _undate(known: list[_Dated], folded: Folded) -> None:
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
        if number and titles_carry_dates and not item.roles and not item.sector and not _is_bare(item, folded):
            item.dated = False
        elif number and titles_carry_dates and not item.roles and _tells_of_a_project(item):
            item.dated = False


def _is_bare(item: _Dated, folded: Folded) -> bool:
    """Whether the line holds little besides its period."""
    line = item.line
    rest = folded.text[line.folded_start : line.folded_end]
    for period in item.periods:
        rest = rest.replace(folded.text[period.start : period.end], " ")
    return len([word for word in rest.split() if any(map(str.isalnum, word))]) <= 5


def _tells_of_a_project(item: _Dated) -> bool:
    return re.search(r"\b(?:convention|depuis (?:19|20)[0-9]{2},|projet|programme|campagne)\b", item.line.text) is not None and not item.titled


def _runs(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    runs: list[list[TextLine]] = []
    for line in lines:
        if runs and runs[-1][-1].index + 1 == line.index:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _attach(period: Period, run: Sequence[TextLine], known: dict[int, _Dated]) -> None:
    touched = [line for line in run if line.folded_start < period.end and line.folded_end > period.start]
    if not touched:
        return
    if touched[0].right_to_left and "reversed" in period.flags:
        period = replace(period, flags=tuple(flag for flag in period.flags if flag != "reversed"))
    known[touched[0].index].periods.append(period)
    for line in touched[1:]:
        known[line.index].continues = True


def _may_go_on(title: _Dated, item: _Dated) -> bool:
    """Whether a short line right under a title may still be its rest: « AMDH de Casablanca, »."""
    return item.line.index == title.line.index + 1 and not item.line.bullet and len(item.line.text.split()) <= 5


def _describe(item: _Dated, root: _Dated | None, folded: Folded, *, bulleted: bool) -> None:
    """`root` is the line that `item` goes on with, or `item` itself."""
    line = item.line
    item.roles = word_list("roles").longest(folded, line.folded_start, line.folded_end)
    item.sector = bool(word_list("sectors").hits(folded, line.folded_start, line.folded_end))
    item.opens_deed = not _names_a_post(item) and _opens_deed(line, folded)
    item.titled = not line.continues and _is_titled(item, bulleted=bulleted)
    goes_on_a_title = line.continues and root is not None and root is not item and root.titled
    if line.continues and not goes_on_a_title:
        item.dated = any(_alone(period, line) for period in item.periods)
        return
    item.dated = any(_dates_the_line(period, item, folded, bulleted=bulleted) for period in item.periods)


def _opens_deed(line: TextLine, folded: Folded) -> bool:
    start = line.folded_start + line.mark_length
    hits = word_list("openings").hits(folded, start, min(line.folded_end, start + 40))
    return any(hit.folded_start <= start + 1 for hit in hits)


def _names_a_post(item: _Dated) -> bool:
    """Whether its first words are a title: « Coordinatrice … » tells no deed, « Coordination … » does."""
    line = item.line
    return bool(item.roles) and item.roles[0].folded_start <= line.folded_start + line.mark_length + 1


def _is_titled(item: _Dated, *, bulleted: bool) -> bool:
    """Whether the line names a post at its beginning, as a title does."""
    line = item.line
    if (line.bullet and not bulleted) or not item.roles:
        return False
    ahead = item.roles[0].folded_start - line.folded_start - line.mark_length
    words = len(line.text[: max(ahead, 0)].split())
    return words <= 3 and len(line.text.split()) <= MOST_HEAD_WORDS and not _begins_small(line)


def _begins_small(line: TextLine) -> bool:
    """Nothing to see in folded text: kept for lines whose first word is a link (« et », « de »)."""
    return line.text.startswith(("et ", "de ", "des ", "a ", "and ", "of ", "dont ", "avec ", "par ", "pour "))


def _dates_the_line(period: Period, item: _Dated, folded: Folded, *, bulleted: bool) -> bool:
    """Whether the period is that of a post and not of something told in the line."""
    line = item.line
    first = line.folded_start + line.mark_length
    at_start = LEAD.fullmatch(folded.text, first, period.start) is not None
    if at_start:
        closed = item.sector and not period.single and not period.is_open
        return not line.bullet or bulleted or bool(item.roles) or closed
    if line.bullet and not bulleted and not (item.titled or (item.roles and not period.single and not item.opens_deed)):
        return False
    words = len(line.text.split())
    at_end = period.end >= line.folded_end or TAIL.fullmatch(folded.text, period.end, line.folded_end) is not None
    if item.opens_deed and not item.titled:
        return at_end and not period.single and not line.bullet and words <= 14 and bool(item.roles)
    if period.single:
        return at_end and (item.titled or (item.sector and words <= 10) or words <= 4)
    if not at_end:
        return words <= 18 and bool(item.roles or item.sector)
    return words <= MOST_HEAD_WORDS or bool(item.titled)


def _alone(period: Period, line: TextLine) -> bool:
    return line.folded_end - line.folded_start - (period.end - period.start) <= 8


def _starts(known: list[_Dated], folded: Folded) -> list[int]:
    dated = [at for at, item in enumerate(known) if item.dated]
    starts = {0}
    if dated:
        lead = _lead(known, dated[0])
        floor = 0
        for number, at in enumerate(dated):
            begin = at if number == 0 and lead > 3 else _walk_back(known, at, max(floor, 0), lead)
            if number and _same_head(known, dated[number - 1], at):
                continue
            starts.add(begin)
            floor = at + 1
    ordered = sorted(starts)
    return _with_undated(known, ordered, folded)


def _lead(known: list[_Dated], first: int) -> int:
    """How many lines of a head usually stand above its period."""
    return first


def _walk_back(known: list[_Dated], at: int, floor: int, lead: int) -> int:
    if lead == 0:
        return at - 1 if at > floor and _is_an_employer_line(known, at - 1, at) else at
    if known[at].titled and not known[at].line.continues and _starts_with_its_date(known[at]):
        return at
    begin, above = at, 0
    while begin > floor and above < min(max(lead, 1), 3):
        if known[begin - 1].line.continues and not known[begin - 1].dated and begin - 1 > floor and not _within_a_list(known, begin - 1):
            begin -= 1  # the rest of a long title
            continue
        if known[begin - 1].line.continues or not _may_head(known, begin - 1, at):
            break
        begin -= 1
        above += 1
    while begin < at and known[begin].line.continues:
        begin += 1
    return begin


def _starts_with_its_date(item: _Dated) -> bool:
    line = item.line
    return any(period.start <= line.folded_start + line.mark_length + 4 for period in item.periods)


def _within_a_list(known: list[_Dated], at: int) -> bool:
    """Whether a run of continued lines hangs from a list mark."""
    while at >= 0 and known[at].line.continues:
        at -= 1
    return at >= 0 and (known[at].line.bullet or known[at].opens_deed)


def _is_an_employer_line(known: list[_Dated], at: int, dated: int) -> bool:
    """Where dates come first, an employer's own line above its first title, after the bullets of the post before."""
    item = known[at]
    told = at > 0 and (known[at - 1].line.bullet or known[at - 1].opens_deed or len(known[at - 1].line.text.split()) > 12)
    plain = not (item.line.bullet or item.dated or item.continues or item.opens_deed or item.roles)
    return plain and item.sector and told and len(item.line.text.split()) <= 20 and not known[dated].titled


def _may_head(known: list[_Dated], at: int, dated: int) -> bool:
    item = known[at]
    line = item.line
    words = line.text.split()
    if line.bullet or item.dated or item.continues or item.opens_deed or len(words) > 14:
        return False
    if line.text.rstrip().endswith((".", ";")) and len(words) > 4:
        return False
    if item.roles and known[dated].titled:
        return False
    own = line.text
    return bool(item.roles or item.sector or len(own.split()) <= 6)


def _same_head(known: list[_Dated], before: int, at: int) -> bool:
    """Two dated lines of one head: the title's period and, right under it, a bare repetition or a place and year."""
    if at != before + 1 or known[at].titled or known[at].line.bullet:
        return False
    first, second = known[before], known[at]
    if second.roles or second.sector:
        return False
    return bool(first.roles) and all(period.single for period in second.periods)


def _with_undated(known: list[_Dated], starts: list[int], folded: Folded) -> list[int]:
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
            if seen_title and (head_over or not any(known[before].dated for before in range(first, at))) or (
                head_over and not known[first].line.bullet
            ):
                result.append(at)
                head_over = False
            seen_title = True
    del folded
    return sorted(set(result))


def _entry(items: list[_Dated], folded: Folded, kind: SectionKind) -> Entry:
    head = _head(items)
    periods = _head_periods(items[:head])
    del folded
    return Entry(
        kind,
        tuple(item.line for item in items[:head]),
        tuple(item.line for item in items[head:]),
        tuple(periods),
    )


def _head(items: list[_Dated]) -> int:
    """How many of the entry's lines are its head."""
    last_dated = max((at for at, item in enumerate(items) if item.dated or item.continues), default=-1)
    titled = False
    for at, item in enumerate(items):
        if at > last_dated and at > 0:
            if item.line.continues and not items[at - 1].line.bullet:
                continue
            ends = item.line.bullet or item.opens_deed or at >= MOST_HEAD_LINES + max(last_dated, 0)
            if ends or len(item.line.text.split()) > MOST_HEAD_WORDS:
                return at
            if titled and any(before.sector for before in items[:at]) and not item.titled and at > last_dated:
                return at
        titled = titled or bool(item.roles)
    return len(items)


def _head_periods(items: list[_Dated]) -> list[Period]:
    dated = [item for item in items if item.dated]
    if not dated:
        return []
    periods = [period for item in dated[:1] for period in item.periods]
    ranges = [period for period in periods if not period.single]
    return ranges or periods[:2]


def split_prose(line: TextLine, folded: Folded, kind: SectionKind) -> tuple[Entry, ...]:
    """The sentences of a long line that tell of a time, each as an entry of its own."""
    entries: list[Entry] = []
    start = line.folded_start
    cuts = [found.end() for found in SENTENCE_END.finditer(folded.text, start, line.folded_end)]
    for end in [*cuts, line.folded_end]:
        if end - start > 12:
            periods = find_periods(folded.text, start, end)
            ranges = tuple(period for period in periods if not period.single)
            if periods:
                entries.append(Entry(kind, (line,), (), ranges or periods[:1], prose=True, span=(start, end)))
        start = end
    return tuple(entries)
