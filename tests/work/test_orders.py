"""What a child is told survives the way to it, and only plain things are told."""

from __future__ import annotations

import pytest

from app.work.orders import Order
from app.work.sandbox import Limits
from tests.work import in_child

LIMITS = Limits(cpu_seconds=3, data_bytes=1 << 20, programs=False)


@pytest.mark.parametrize("scratch", [None, "/a/folder"])
def test_an_order_is_the_same_on_the_other_side(scratch: str | None) -> None:
    args = (b"\x00first", "CV réda.pdf", 3, 0.5, True, None, (b"second", (1.0, 2.0)), in_child.give_much, ())
    order = Order(LIMITS, scratch, in_child.echo, args)

    assert Order.from_bytes(order.to_bytes()) == order


@pytest.mark.parametrize("told", [object(), {"a": 1}, lambda: b"", Limits.__init__])
def test_what_is_not_plain_is_not_told(told: object) -> None:
    with pytest.raises(TypeError, match="a child cannot be told a"):
        Order(LIMITS, None, in_child.echo, (told,)).to_bytes()
