"""Which kinds of employers the notice accepts for experience: the one thing about a post that the notice decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.screening.post import Counts, Post
from app.screening.totals import Held

PUBLIC = "public"
DOUBTED = "post.public_or_unknown_employer"


def as_accepted(held: Iterable[Held], sectors: Sequence[str]) -> list[Held]:
    """The posts, those for a public or international employer made sure where `sectors` holds `public`.

    An employer that was not recognised stays a doubt, and so does a post near a project without a deed of its own.
    """
    accepts = PUBLIC in sectors
    return [replace(each, post=_sure(each.post)) if accepts and _doubts(each.post) else each for each in held]


def _doubts(post: Post) -> bool:
    named = post.sector.kind == "S2" and post.sector.why == "named"
    return post.why == DOUBTED and named and (post.role == "R3" or (post.role == "R2" and post.deed))


def _sure(post: Post) -> Post:
    return replace(post, counts=Counts.SURE, why="post.sure_accepted")
