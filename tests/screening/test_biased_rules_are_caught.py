"""The proof of invariance can fail: every biased rule that is planted shows as a difference."""

from __future__ import annotations

import pytest

from benchmarks.screening.bias import RULES, blind_to, first_seen, worth
from benchmarks.screening.invariance import Engine


@pytest.mark.parametrize("name", RULES)
def test_a_planted_rule_is_seen(name: str) -> None:
    assert first_seen(RULES[name]()) is not None, f"« {name} » would pass unseen"


def test_there_are_enough_of_them() -> None:
    assert len(RULES) >= 15


@pytest.mark.parametrize("engine", [blind_to("zyzzyva"), worth(2, "zyzzyva")], ids=["blind", "worth"])
def test_planting_nothing_is_not_seen(engine: Engine) -> None:
    assert first_seen(engine) is None
