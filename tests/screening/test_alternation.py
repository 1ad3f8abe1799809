"""Words as a tree: it matches what the plain alternation of the same words matches."""

from __future__ import annotations

import re

from app.screening.alternation import any_of
from app.screening.date_forms import month_names


def test_the_longest_word_that_fits_is_taken() -> None:
    tree = re.compile(any_of(["janv", "janvier", "jan", "juin", "a ce jour", "a"]))

    assert [found.group() for found in tree.finditer("janvier janv janvi juin a ce jour a ce")] == [
        "janvier", "janv", "janv", "juin", "a ce jour", "a",
    ]  # fmt: skip


def test_the_tree_of_the_months_finds_what_trying_each_name_finds() -> None:
    names = month_names()
    one_by_one = re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))
    tree = re.compile(any_of(names))
    text = " ".join(f"{name} x{name}s {name[:-1]}" for name in names)

    assert [found.span() for found in tree.finditer(text)] == [found.span() for found in one_by_one.finditer(text)]
