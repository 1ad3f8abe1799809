"""Where in a CV posts may be told, and whether what is told there is one.

Among the posts' own headings a title or a period is enough; under a name, in a profile or among projects both are needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.screening.entry import Entry
from app.screening.first_person import SPEAKS
from app.screening.lines import TextLine
from app.screening.periods import DIGIT
from app.screening.post import Counts, Post
from app.screening.section_entries import PROSE_WORDS
from app.screening.section_kinds import POSTS, SectionKind
from app.screening.sections import Section
from app.screening.terms import word_list
from app.screening.titles import is_task
from app.screening.understood import Understood

ELSEWHERE = (SectionKind.PROJECTS,)
NEVER_POSTS = (SectionKind.REFERENCES, SectionKind.LANGUAGES, SectionKind.SKILLS, SectionKind.PUBLICATIONS)
CONTACT = re.compile(r"@|\b0[5-8](?:[ .-]?[0-9]{2}){4}\b|\+ ?212")
LIVES = re.compile(
    r"\b(?:resid|install|etabli|vi[st]\b|habit|living|lives|settled|born|nee? |mariee?\b|married|sejour|residence)|مقيم|قاطن|ساكن|مستقر|مزداد|مواليد"
)
HIDING_PLACES = (SectionKind.EDUCATION, SectionKind.TRAINING, SectionKind.OTHER)


def needs_dates(section: Section, *, has_posts: bool) -> bool:
    """Whether only what has a period with two ends can be a post there."""
    if section.kind in (*HIDING_PLACES, SectionKind.PROFILE):
        return True
    return has_posts and section.kind in (SectionKind.HEAD, *ELSEWHERE)


def is_dated(entry: Entry) -> bool:
    """Whether it has a period with two ends."""
    return any(not period.single for period in entry.periods)


def may_tell_a_post(rows: Sequence[TextLine], piece: Understood, section: Section, *, has_posts: bool) -> bool:
    """Whether lines outside the posts' sections hold a title, or somebody who speaks, and the date that they need.

    Most diplomas, trainings and interests do not, and need not be cut into posts.
    """
    if not rows or (needs_dates(section, has_posts=has_posts) and not any(DIGIT.search(row.text) for row in rows)):
        return False
    roles = word_list("roles")
    if any(roles.hits(piece.folded, row.folded_start, row.folded_end) for row in rows):
        return True
    first, last = min(row.folded_start for row in rows), max(row.folded_end for row in rows)
    return SPEAKS.search(piece.folded.text, first, last) is not None


def may_hold_posts(section: Section, *, has_posts: bool) -> bool:
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


def is_a_post(post: Post, section: Section, *, has_posts: bool) -> bool:
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
