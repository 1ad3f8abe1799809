"""Words written short: « chg. de projet » says what « chargée de projet » says. Data is `words/abbreviations.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.screening.fold import fold_words

SHORT_WORDS = Path(__file__).parent / "words" / "abbreviations.toml"
POINTS = (". ", ".")  # what may stand between a short word and the next word of its term


@cache
def whole_words() -> Mapping[str, tuple[str, ...]]:
    """The folded words that each folded short word stands for."""
    return {short: tuple(map(fold_words, whole)) for named in _table().values() for short, whole in named.items()}


@cache
def plain_ones() -> frozenset[str]:
    """The short words that need no point to be known as such."""
    return frozenset(_table()["plain"])


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(SHORT_WORDS.read_text(encoding="utf-8"))
