"""Text boxes beside a document's first lines: a sidebar hangs on the title, and is no part of it."""

from __future__ import annotations

from app.reading.office.flow import Flowing, Frame, Paragraph

_HEAD = 5  # blocks: name, calling, address
_FEWEST = 3  # paragraphs: a box of fewer is a part of the title


def with_sidebars_first(body: tuple[Flowing, ...]) -> tuple[Flowing, ...]:
    """The body with the sidebars that hang on its first lines put before them, so that they part no title from its second line.

    A box stands in the file where it is anchored, which says nothing of where it stands beside the text.
    """
    sidebars = [block for block in body[:_HEAD] if isinstance(block, Frame) and _is_sidebar(block)]
    if not sidebars:
        return body
    return (*sidebars, *(block for block in body[:_HEAD] if block not in sidebars), *body[_HEAD:])


def _is_sidebar(frame: Frame) -> bool:
    return sum(isinstance(block, Paragraph) and not block.is_empty for block in frame.blocks) >= _FEWEST
