"""The posts that a CV tells: the entries of its sections judged one after another, each with its months.

Leaves out what only sums others up: what somebody is called under the name, an employer's own line. Knows no notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.screening.entry import Entry
from app.screening.held_months import with_months
from app.screening.lines import MOST_LETTERS, TextLine
from app.screening.periods import find_periods
from app.screening.post import Counts, Post
from app.screening.post_places import (
    CONTACT,
    HIDING_PLACES,
    is_a_post,
    is_dated,
    may_hold_posts,
    may_tell_a_post,
    needs_dates,
)
from app.screening.posts import judge_post
from app.screening.promotions import in_two
from app.screening.section_entries import entries_of
from app.screening.section_kinds import POSTS, SectionKind
from app.screening.sections import Section
from app.screening.sector import Sector
from app.screening.sentences import opened
from app.screening.stray_dates import with_stray_dates
from app.screening.terms import word_list
from app.screening.told_above import (
    heads_a_list,
    is_a_house,
    is_a_titled_item,
    lies_within,
    opens_with_its_employer,
    said_of_all,
    sums_up,
    told_among_deeds,
)
from app.screening.totals import Held
from app.screening.understood import Understood

TAGLINE = 5  # the first lines of a CV may say what somebody is or wants to be
# Words for the whole world of associations, and nobody's name
OF_THAT_WORLD = re.compile(
    r"associati(?:f|ve)s?\b|non-?profit\b|societe civile|civil society|tissu associatif|(?:ong|ngos|associations)\b|جمعوي|المجتمع المدني|النسيج الجمعوي|الجمعيات(?!\w)"
)
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
        if not may_hold_posts(section, has_posts=has_posts):
            continue
        rows = [piece.lines[index] for index in section.lines if index in lines and _is_of_a_cv(piece.lines[index])]
        rows = with_stray_dates(rows, piece)
        if section.kind not in POSTS and not may_tell_a_post(rows, piece, section, has_posts=has_posts):
            continue
        for post in _posts(rows, piece, section, until, has_posts=has_posts):
            if len(held) >= MOST_POSTS:
                break
            doubtful = has_posts and section.kind in (*HIDING_PLACES, SectionKind.PROFILE)
            if is_a_post(post, section, has_posts=has_posts):
                held.append(with_months(piece, _doubted(post) if doubtful else post, until))
    return tuple(_without_totals(_without_taglines(held)))


def _posts(
    rows: Sequence[TextLine], piece: Understood, section: Section, until: int, *, has_posts: bool
) -> Iterator[Post]:
    """The entries of a section judged, but for those that no post follows and that are none by their dates."""
    unpaid = _is_unpaid_section(section, piece)
    dated_only = needs_dates(section, has_posts=has_posts)
    said = said_of_all(rows) if has_posts else None
    above: Post | None = None
    houses: list[Post] = []
    root: Post | None = None  # the last one told without a list mark
    listed: Sector | None = None  # whose list of titles goes on
    waiting: list[tuple[Entry, Entry | None]] = []
    for told, around_it in entries_of(rows, piece, section.kind):
        each = (opened(told, piece.folded), around_it)
        waiting.append(each)
        if dated_only and not is_dated(each[0]):
            continue
        for entry, whole in waiting:
            if opens_with_its_employer(entry, piece.folded, in_a_list=listed is not None):
                above = listed = None
            around = judge_post(whole, piece.folded, above, unpaid_section=unpaid) if whole else above
            house = next((each.sector for each in reversed(houses) if lies_within(entry, each.entry, until)), None)
            if house is None and root is not None and _is_listed_under(entry, root, until):
                house = root.sector
            if house is None and listed is not None and is_a_titled_item(entry, piece.folded):
                house = listed
            above = judge_post(entry, piece.folded, around, unpaid_section=unpaid, house=house, said_above=said)
            if is_a_house(above):
                houses.append(above)
            if heads_a_list(above):
                listed = above.sector
            elif not entry.head[0].bullet:
                listed = None
            if not entry.head[0].bullet and is_dated(entry):
                root = above
        waiting.clear()
        if above is not None:
            yield from in_two(above, piece.folded)
            if section.kind is SectionKind.EXPERIENCE:
                yield from told_among_deeds(above, piece.folded, until)


def _is_listed_under(entry: Entry, root: Post, until: int) -> bool:
    """« • Chef de projet certification (2021 – 2022) » among the tasks of « Directeur d'hébergement, depuis mai 2018 ».

    Without a list mark only within a company's post, and with no more than one date.
    """
    if root.sector.kind is None or root.role is None or root.entry.lines[-1].index >= entry.head[0].index:
        return False
    if entry.head[0].bullet:
        return lies_within(entry, root.entry, until)
    if root.sector.kind != "S1" or len(entry.head) > 1 or entry.head[0].block != root.entry.lines[-1].block:
        return False
    told = find_periods(entry.head[0].text)
    hulls = [hull for period in root.entry.periods if (hull := period.bounds(until)[0])]
    return bool(told) and all(
        period.single and any(hull.first <= period.begins.last and period.begins.first <= hull.last for hull in hulls)
        for period in told
    )


def _is_of_a_cv(line: TextLine) -> bool:
    return len(line.text) <= MOST_LETTERS and not is_footer(line)


def is_footer(line: TextLine) -> bool:
    """« page 1/2 », alone or beside a name."""
    ends_in_a_number = line.text.rstrip()[-1:].isdigit()
    return ends_in_a_number and len(line.text) < 80 and FOOTER.search(line.text) is not None


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


def _doubted(post: Post) -> Post:
    """A post among other things, where a heading was perhaps missed: it may count, never surely."""
    return replace(post, counts=Counts.PERHAPS) if post.counts is Counts.SURE else post


def _without_taglines(held: Sequence[Held]) -> Sequence[Held]:
    """Leaves out what somebody is called under the name (« Experte en projets associatifs »), where dated posts follow."""
    if not any(each.hulls and each.post.counts is not Counts.NO for each in held):
        return held
    return [each for each in held if not _is_a_tagline(each)]


def _is_a_tagline(each: Held) -> bool:
    entry, sector = each.post.entry, each.post.sector
    if not each.undated or entry.span or entry.kind is not SectionKind.HEAD or entry.head[0].index >= TAGLINE:
        return False
    if any(CONTACT.search(line.text) for line in entry.lines):
        return True  # « Founder and director, Association Rawabit » over an address: told again where it has its dates
    return sector.kind is None or OF_THAT_WORLD.search(each.piece.folded.text, sector.start, sector.end) is not None


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
