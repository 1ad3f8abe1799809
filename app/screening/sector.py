"""The kind of employer behind a post, and the words that say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sector:
    """S3, S2, S1 or None where nothing was recognised; `start:end` is the cue in the folded text, if one stands there."""

    kind: str | None
    start: int = 0
    end: int = 0
    why: str = "named"
