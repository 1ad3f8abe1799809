"""The sections of an RTF file: which header and footer stand on which of their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.reading.office.flow import Edges, Flowing, Section

_Blocks = tuple[Flowing, ...]
# Kinds of headers and footers, in the order in which they stand in for each other.
_EVERY, _FIRST, _EVEN = ("", "r"), ("f",), ("l",)


@dataclass
class Part:
    """A section in the making: its edges by (`header` or `footer`, kind), and what stands in it."""

    edges: dict[tuple[str, str], _Blocks] = field(default_factory=dict)
    blocks: _Blocks = ()
    new_page: bool = True
    first_apart: bool = False


def in_sections(parts: Sequence[Part], *, facing: bool) -> _Blocks:
    """The whole body; `facing` when even pages have edges of their own."""
    known: dict[tuple[str, str], _Blocks] = {}
    body: list[Flowing] = []
    for part in parts:
        known |= part.edges  # a section without its own goes on with those of the section before
        every, first, even = (
            (_of(known, "header", kinds), _of(known, "footer", kinds)) for kinds in (_EVERY, _FIRST, _EVEN)
        )
        edges = Edges(every, first if part.first_apart else None, even if facing else None)
        body += [Section(edges, new_page=part.new_page), *part.blocks]
    return tuple(body)


def _of(known: dict[tuple[str, str], _Blocks], edge: str, kinds: tuple[str, ...]) -> _Blocks:
    return next((known[edge, kind] for kind in kinds if (edge, kind) in known), ())
