"""The posts of a dossier and their months: gathered from its CVs, cut at the closing, added up with two bounds.

`max` is the union of everything that may count, `min` of what surely counts; a month is counted once however many posts
it holds (policy §4.4). Knows posts and periods; no notice, no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import repeat

from app.screening.dates import Months
from app.screening.durations import Duration, find_durations, find_short_durations
from app.screening.entries import split_posts
from app.screening.entry import Entry
from app.screening.first_person import SPEAKS
from app.screening.lines import MOST_LETTERS, TextLine
from app.screening.periods import DIGIT
from app.screening.post import Counts, Post
from app.screening.posts import judge_post
from app.screening.section_kinds import POSTS, SectionKind
from app.screening.sections import Section
from app.screening.sentences import opened, split_prose
from app.screening.stray_dates import with_stray_dates
from app.screening.terms import word_list
from app.screening.titles import is_task, titles_in
from app.screening.told_above import is_a_house, lies_within, said_of_all, sums_up, told_among_deeds
from app.screening.totals import Held
from app.screening.understood import Understood

ELSEWHERE = (SectionKind.PROJECTS,)
NEVER_POSTS = (SectionKind.REFERENCES, SectionKind.LANGUAGES, SectionKind.SKILLS, SectionKind.PUBLICATIONS)
PROSE_WORDS = 18
PARAGRAPH_WORDS = 30  # of a line that is no title with its period
CONTACT = re.compile(r"@|\b0[5-8](?:[ .-]?[0-9]{2}){4}\b|\+ ?212")
LIVES = re.compile(
    r"\b(?:resid|install|etabli|vi[st]\b|habit|living|lives|settled|born|nee? )|مقيم|قاطن|ساكن|مستقر|مزداد|مواليد"
)
TAGLINE = 5  # the first lines of a CV may say what somebody is or wants to be
ADJECTIVE = re.compile(r"associati(?:f|ve)s?\b|non-?profit\b|\u062c\u0645\u0639\u0648\u064a")
HIDING_PLACES = (SectionKind.EDUCATION, SectionKind.TRAINING, SectionKind.OTHER)
MOST_POSTS = 200  # nobody held more; a hostile text may tell thousands
FOOTER = re.compile(
    r"\bpage \d+(?: ?(?:/|of|sur|de) ?\d+)?\s*$|^\s*\d{1,3} ?/ ?\d{1,3}\s*$|\u0635\u0641\u062d\u0647 \d+\s*$"
)


def posts_of(piece: Understood, allowed: Iterable[int], until: int) -> tuple[Held, ...]:
    """The posts that a CV tells on the lines `allowed`, cut at the month `until`."""
    lines = frozenset(allowed)
    held: list[Held] = []
    has_posts = any(section.kind is SectionKind.EXPERIENCE for section in piece.sections)
    for section in piece.sections:
        if not _may_hold_posts(section, has_posts=has_posts):
            continue
        rows = [piece.lines[index] for index in section.lines if index in lines and _is_of_a_cv(piece.lines[index])]
        rows = with_stray_dates(rows, piece)
        if section.kind not in POSTS and not _may_tell_a_post(rows, piece, section, has_posts=has_posts):
            continue
        for post in _posts(rows, piece, section, until, has_posts=has_posts):
            if len(held) >= MOST_POSTS:
                break
            doubtful = has_posts and section.kind in (*HIDING_PLACES, SectionKind.PROFILE)
            if _is_a_post(post, section, has_posts=has_posts):
                held.append(_held(piece, _doubted(post) if doubtful else post, until))
    return tuple(_without_totals(_without_taglines(held)))


def _posts(
    rows: Sequence[TextLine], piece: Understood, section: Section, until: int, *, has_posts: bool
) -> Iterator[Post]:
    """The entries of a section judged, but for those that no post follows and that are none by their dates."""
    unpaid = _is_unpaid_section(section, piece)
    dated_only = _needs_dates(section, has_posts=has_posts)
    said = said_of_all(rows) if has_posts else None
    above: Post | None = None
    houses: list[Post] = []
    waiting: list[tuple[Entry, Entry | None]] = []
    for told, around_it in _entries(rows, piece, section.kind):
        each = (opened(told, piece.folded), around_it)
        waiting.append(each)
        if dated_only and not is_dated(each[0]):
            continue
        for entry, whole in waiting:
            around = judge_post(whole, piece.folded, above, unpaid_section=unpaid) if whole else above
            house = next((each.sector for each in reversed(houses) if lies_within(entry, each.entry, until)), None)
            above = judge_post(entry, piece.folded, around, unpaid_section=unpaid, house=house, said_above=said)
            if is_a_house(above):
                houses.append(above)
        waiting.clear()
        if above is not None:
            yield above
            if section.kind is SectionKind.EXPERIENCE:
                yield from told_among_deeds(above, piece.folded, until)


def _needs_dates(section: Section, *, has_posts: bool) -> bool:
    """Whether only what has a period with two ends can be a post there."""
    if section.kind in (*HIDING_PLACES, SectionKind.PROFILE):
        return True
    return has_posts and section.kind in (SectionKind.HEAD, *ELSEWHERE)


def is_dated(entry: Entry) -> bool:
    """Whether it has a period with two ends."""
    return any(not period.single for period in entry.periods)


def _may_tell_a_post(rows: Sequence[TextLine], piece: Understood, section: Section, *, has_posts: bool) -> bool:
    """Whether lines outside the posts' sections hold a title, or somebody who speaks, and the date that they need.

    Most diplomas, trainings and interests do not, and need not be cut into posts.
    """
    if not rows or (_needs_dates(section, has_posts=has_posts) and not any(DIGIT.search(row.text) for row in rows)):
        return False
    roles = word_list("roles")
    if any(roles.hits(piece.folded, row.folded_start, row.folded_end) for row in rows):
        return True
    first, last = min(row.folded_start for row in rows), max(row.folded_end for row in rows)
    return SPEAKS.search(piece.folded.text, first, last) is not None


def _is_of_a_cv(line: TextLine) -> bool:
    return len(line.text) <= MOST_LETTERS and not is_footer(line)


def is_footer(line: TextLine) -> bool:
    """« page 1/2 », alone or beside a name."""
    ends_in_a_number = line.text.rstrip()[-1:].isdigit()
    return ends_in_a_number and len(line.text) < 80 and FOOTER.search(line.text) is not None


def _may_hold_posts(section: Section, *, has_posts: bool) -> bool:
    kinds = set(section.kinds)
    if kinds & set(POSTS) or section.kind in ELSEWHERE:
        return True
    if section.kind in NEVER_POSTS:
        return False
    if section.kind is SectionKind.PERSONAL:
        return not has_posts
    if section.kind in (*HIDING_PLACES, SectionKind.PROFILE):
        return True
    unsure = section.heading is not None and not section.heading.sure
    return not has_posts or unsure or section.kind is SectionKind.HEAD


def _is_unpaid_section(section: Section, piece: Understood) -> bool:
    """Volunteering; or « expérience associative » told after a list of paid posts."""
    if section.kind is SectionKind.VOLUNTEER:
        return True
    if section.kind is not SectionKind.ASSOCIATIVE or section.heading is None:
        return False
    return any(
        each.kind is SectionKind.EXPERIENCE
        and each.heading is not None
        and each.heading.line < section.heading.line
        and _names_a_post(each, piece)
        for each in piece.sections
    )


def _names_a_post(section: Section, piece: Understood) -> bool:
    """« Situation actuelle : année consacrée à ma fille » lists no posts."""
    roles = word_list("roles")
    return any(
        roles.hits(piece.folded, line.folded_start, line.folded_end)
        for line in (piece.lines[index] for index in section.lines)
    )


def _entries(rows: Sequence[TextLine], piece: Understood, kind: SectionKind) -> Iterator[tuple[Entry, Entry | None]]:
    """The posts of a section; beside a title cut out of a line of several, the whole that names their employer."""
    for entry in split_posts(rows, piece.folded, kind):
        if entry.periods and not _is_a_sentence(entry, piece):
            several = _told_in_one_line(entry, piece, kind)
            titles = () if several else _titles_of_one_line(entry, piece, kind)
            yield from zip(several or titles or (entry,), repeat(entry if titles else None))
            continue
        prose = [
            told
            for line in entry.lines
            if len(line.text.split()) >= PROSE_WORDS
            for told in split_prose(line, piece.folded, kind)
        ]
        if prose and kind not in (SectionKind.VOLUNTEER, SectionKind.INTERNSHIPS) and not _titled_head(entry, piece):
            yield from [(told, None) for told in prose]
        else:
            yield entry, None


def _is_a_sentence(entry: Entry, piece: Understood) -> bool:
    """A life told in paragraphs: its dated line is long, and opens with no title."""
    line = entry.head[0]
    if len(entry.head) != 1 or line.bullet or len(line.text.split()) < PARAGRAPH_WORDS:
        return False
    titles = titles_in(piece.folded, line.folded_start, line.folded_end)
    return not titles or len(piece.folded.text[line.folded_start : titles[0].folded_start].split()) > PROSE_WORDS


def _told_in_one_line(entry: Entry, piece: Understood, kind: SectionKind) -> tuple[Entry, ...]:
    """« Coordinatrice … (2017-2021) ; chargée de mission … (2014-2016) »: several posts on one line, one entry each."""
    if len(entry.periods) < 2 or len(entry.head) != 1:
        return ()
    told = split_prose(entry.head[0], piece.folded, kind)
    return told if len(told) > 1 else ()


def _titles_of_one_line(entry: Entry, piece: Understood, kind: SectionKind) -> tuple[Entry, ...]:
    """« Assistante de projet (2016-2018), puis coordinatrice (2019-2022), association … »: one entry a title."""
    if len(entry.periods) < 2 or len(entry.head) != 1:
        return ()
    line = entry.head[0]
    told: list[Entry] = []
    start = line.folded_start
    for number, period in enumerate(entry.periods):
        last = number + 1 == len(entry.periods)
        end = line.folded_end if last else min(period.end + 1, line.folded_end)
        if not titles_in(piece.folded, start, period.start):
            return ()
        told.append(Entry(kind, (line,), (), (period,), span=(start, end)))
        start = end
    return tuple(told)


def _titled_head(entry: Entry, piece: Understood) -> bool:
    first = entry.lines[0]
    return len(first.text.split()) < PROSE_WORDS and bool(
        word_list("roles").hits(piece.folded, first.folded_start, first.folded_end)
    )


def _doubted(post: Post) -> Post:
    """A post among other things, where a heading was perhaps missed: it may count, never surely."""
    return replace(post, counts=Counts.PERHAPS) if post.counts is Counts.SURE else post


def _is_a_post(post: Post, section: Section, *, has_posts: bool) -> bool:
    """Whether an entry tells a post at all: a title or a period, and outside the posts' sections both."""
    entry = post.entry
    dated = is_dated(entry)
    if section.kind in POSTS:
        return post.role is not None or bool(entry.periods)
    if section.kind is SectionKind.HEAD and any(
        CONTACT.search(line.text) or LIVES.search(line.text) for line in _dated_lines(entry)
    ):
        return False  # « Tanger (au Maroc depuis 2019) – 06… »
    if section.kind in (SectionKind.HEAD, SectionKind.PROFILE) and post.role_hit and is_task(post.role_hit):
        return False  # « Gestion de projets européens. Programme 2023–2027 » under a name
    if section.kind in (SectionKind.HEAD, *ELSEWHERE) and has_posts:
        return post.role is not None and dated
    if section.kind is SectionKind.PROFILE and has_posts and not _is_set_out(entry):
        return False
    if section.kind in (*HIDING_PLACES, SectionKind.PROFILE):
        return post.role in ("R3", "R2") and dated and post.sector.kind is not None and post.counts is not Counts.NO
    if not entry.periods and any(CONTACT.search(line.text) for line in entry.head):
        return False  # a referee, not a post
    named = post.sector.kind is not None and post.sector.why == "named"
    return post.role is not None and (bool(entry.periods) or (named and not has_posts))


def _is_set_out(entry: Entry) -> bool:
    """A title above a period that has ended, as lists of posts have them; « coordinatrice depuis 2018 » sums a life up."""
    short = not entry.span and len(entry.head) > 1 and len(entry.head[0].text.split()) < PROSE_WORDS
    return short and all(not period.single and not period.is_open for period in entry.periods)


def _dated_lines(entry: Entry) -> Iterator[TextLine]:
    for line in entry.head:
        if any(period.start < line.folded_end and line.folded_start < period.end for period in entry.periods):
            yield line


def _held(piece: Understood, post: Post, until: int) -> Held:
    entry = post.entry
    bounds = [period.bounds(until) for period in entry.periods]
    hulls = tuple(hull for hull, _ in bounds if hull is not None)
    cores = tuple(core for _, core in bounds if core is not None)
    flags = tuple(dict.fromkeys(flag for period in entry.periods for flag in period.flags))
    if entry.periods and not hulls:
        flags = (*flags, "future")
    held = Held(piece, post, hulls, cores, None, flags)
    told = _own_duration(piece, entry)
    if (
        told is not None
        and told.most == told.least
        and len(hulls) == 1
        and all(period.single for period in entry.periods)
    ):
        hull = hulls[0]
        if told.least > hull.length:  # « 2019 (3 ans) »: the year is that of the beginning
            reach = Months(hull.first, min(hull.last + told.least - 1, until))
            return replace(held, hulls=(reach,), length=(min(told.least, reach.length), told.least))
    return _sharpened(held, told)


def _own_duration(piece: Understood, entry: Entry) -> Duration | None:
    """The length told for this post: on the line of its period, or anywhere in the head of an undated one."""
    text = piece.folded.text
    if entry.span:
        return None
    for line in entry.head:
        on_line = any(
            line.folded_start <= period.start < line.folded_end or line.folded_start < period.end <= line.folded_end
            for period in entry.periods
        )
        if entry.periods and not on_line:
            continue
        found = find_durations(text, line.folded_start, line.folded_end)
        if not found and entry.periods:
            found = find_short_durations(text, line.folded_start, line.folded_end)
        outside = [
            each for each in found if not any(period.start <= each.start < period.end for period in entry.periods)
        ]
        if outside:
            return outside[0]
    return None


def _sharpened(held: Held, told: Duration | None) -> Held:
    """An explicit length replaces the bounds where the dates allow it; where they do not, the dates stay (rule f)."""
    if told is None:
        return held
    if not held.hulls:
        return replace(held, length=(told.least, told.most)) if not held.post.entry.periods else held
    hull, core = sum(each.length for each in held.hulls), sum(each.length for each in held.cores)
    if told.most is None:
        return held
    if told.least != told.most:
        inside = core <= told.least and told.most < hull
        return replace(held, length=(told.least, told.most)) if inside else held
    if not core <= told.least <= hull:
        return replace(held, flags=(*held.flags, "length_contradicts"))
    if told.least == hull:
        return replace(held, cores=held.hulls, length=(told.least, told.least))
    if told.least == core:
        return replace(held, hulls=held.cores, length=(told.least, told.least))
    return replace(held, length=(told.least, told.least))


def _without_taglines(held: Sequence[Held]) -> Sequence[Held]:
    """Leaves out what somebody is called under the name (« Experte en projets associatifs »), where dated posts follow."""
    if not any(each.hulls and each.post.counts is not Counts.NO for each in held):
        return held
    return [each for each in held if not _is_a_tagline(each)]


def _is_a_tagline(each: Held) -> bool:
    entry, sector = each.post.entry, each.post.sector
    if not each.undated or entry.span or entry.kind is not SectionKind.HEAD or entry.head[0].index >= TAGLINE:
        return False
    return sector.kind is None or ADJECTIVE.match(each.piece.folded.text, sector.start) is not None


def _without_totals(held: Sequence[Held]) -> Iterator[Held]:
    """Leaves out an employer's own line (« AMDH, 2015 – 2023 ») when the titles held there follow with their periods."""
    for number, each in enumerate(held):
        following = held[number + 1] if number + 1 < len(held) else None
        container = (
            (each.post.role is None or sums_up(each, following))
            and not each.post.entry.body
            and following is not None
            and following.post.role is not None
            and following.post.sector.why == "employer_above"
        )
        if not container:
            yield each
