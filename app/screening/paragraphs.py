"""Posts that blank lines part: where every paragraph holds the date of one post, the paragraphs are the posts.

A person sees them before reading a word, whatever stands first in each. Knows dates and blanks, no title.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.screening.entry import MOST_LINES_ABOVE
from app.screening.told_line import ToldLine

CLEARLY_LESS = 0.7  # of the least blank between posts that any blank within one may be
LEAST_GAP = 0.2  # heights of a line


def parted_by_blanks(known: Sequence[ToldLine], dated: Sequence[int]) -> list[int]:
    """Where the posts begin, the first at 0; nothing where blanks do not part them so.

    `dated` are the lines that date a post, one of each.
    """
    if len(dated) < 2:
        return []
    cuts = _widest_gaps(known, len(dated)) if known[0].line.laid_out else _new_blocks(known)
    starts = [0, *cuts]
    if len(starts) != len(dated):
        return []
    fits = all(
        first <= at < last and at - first <= MOST_LINES_ABOVE
        for first, last, at in zip(starts, [*cuts, len(known)], dated, strict=True)
    )
    return starts if fits else []


def _new_blocks(known: Sequence[ToldLine]) -> list[int]:
    """Where a paragraph begins in text that has no places, but for remarks and tasks that only go on with the post above."""
    begun = [at for at in range(1, len(known)) if known[at].line.block != known[at - 1].line.block]
    ends = [*begun[1:], len(known)][: len(begun)]
    return [at for at, end in zip(begun, ends, strict=True) if any(_heads(item) for item in known[at:end])]


def _heads(item: ToldLine) -> bool:
    return item.dated or item.continues or item.titled or (item.sector and not item.line.bullet)


def _widest_gaps(known: Sequence[ToldLine], posts: int) -> list[int]:
    """The lines above which the blank is widest, one fewer than posts, if all others are clearly less."""
    if len(known) < posts or any(item.line.page != known[0].line.page for item in known):
        return []
    widest = sorted(range(1, len(known)), key=lambda at: -known[at].line.gap)
    cuts, others = widest[: posts - 1], widest[posts - 1 :]
    least = min(known[at].line.gap for at in cuts)
    most = max((known[at].line.gap for at in others), default=0.0)
    return sorted(cuts) if least >= LEAST_GAP and most <= least * CLEARLY_LESS else []
