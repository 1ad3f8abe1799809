"""What was read comes back exactly as it was."""

from __future__ import annotations

import pytest

from app.reading.stored import from_bytes, to_bytes
from app.reading.text import Box, Hidden, Line, Page, ReadText, Source, Word

READ = ReadText(
    pages=(
        Page(
            1,
            595.3,
            841.9,
            Source.TEXT,
            (
                Line(
                    (Word("Chargée", Box(72.125, 80.5, 120.0625, 92.25), 11.04, bold=True), Word("12", Box(1, 2, 3, 4)))
                ),
                Line((Word("منسقة", Box(0.1, 0.2, 0.3, 0.4), confidence=0.87),), 3, right_to_left=True, bullet=True),
            ),
        ),
        Page(2, 10.0, 4.0, Source.OCR, (), laid_out=False),
    ),
    languages={"fr": 0.667, "ar": 0.333},
    hidden=(Hidden(1, "plaidoyer", "white"),),
    warnings=("unread_page: 2 (needs OCR)",),
)


def test_a_document_survives_being_kept() -> None:
    assert from_bytes(to_bytes(READ)) == READ


def test_equal_documents_are_kept_as_equal_bytes() -> None:
    assert to_bytes(from_bytes(to_bytes(READ))) == to_bytes(READ)


@pytest.mark.parametrize("kept", [b"", b"x", to_bytes(READ)[:-4], b"x\x9c\xab\xae\x05\x00\x01u\x00\xf9"])
def test_other_bytes_are_refused(kept: bytes) -> None:
    with pytest.raises(ValueError, match="stored reading"):
        from_bytes(kept)
