"""Many words as one regular expression that reads each letter once: a tree of their common beginnings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

END = ""


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest that fits first, as an alternation in order of length would.

    Trying hundreds of words one by one at each place of a text costs most of what finding a date costs.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[END] = {}
    return f"(?:{_branches(root)})"


def _branches(node: dict[str, Any]) -> str:
    rests = [re.escape(letter) + _rest(below) for letter, below in sorted(node.items()) if letter != END]
    return "|".join(rests)


def _rest(node: dict[str, Any]) -> str:
    letters = [letter for letter in node if letter != END]
    if not letters:
        return ""
    if len(letters) == 1 and END not in node:
        return _branches(node)
    return f"(?:{_branches(node)})" + ("?" if END in node else "")
