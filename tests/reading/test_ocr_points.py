"""Points within words, told from hyphens by their ink."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from app.reading.ocr.points import with_true_points
from app.reading.ocr.tesseract import Seen


def _word(text: str, *marks: tuple[int, int]) -> tuple[Seen, Image.Image]:
    """A word of letters like bars, between which marks so wide and so tall stand in the middle."""
    image = Image.new("L", (400, 60), 255)
    pen = ImageDraw.Draw(image)
    x = 20
    for wide, tall in (*marks, (0, 0)):
        for _ in range(3):
            pen.rectangle((x, 10, x + 5, 40), fill=0)
            x += 12
        if wide:
            pen.rectangle((x, 26 - tall // 2, x + wide - 1, 26 - tall // 2 + tall - 1), fill=0)
            x += wide + 8
    return Seen(text, 18, 9, x, 42, 80, 0), image


@pytest.mark.parametrize(
    ("seen", "marks", "true"),
    [
        ("salarié-e-s;", ((4, 4), (4, 4)), "salarié·e·s;"),
        ("salarié-e-s", ((12, 4), (12, 4)), "salarié-e-s"),
        ("salarié-e-s", ((4, 4), (12, 4)), "salarié-e-s"),
        ("détenu-e:s", ((12, 4), (12, 4)), "détenu·e·s"),  # whatever the ink, no colon stands there
        ("avocat-e", ((4, 4),), "avocat·e"),
        ("avocat-e", ((12, 4),), "avocat-e"),
        ("suivi-évaluation", ((4, 4),), "suivi-évaluation"),
    ],
)
def test_a_point_is_as_wide_as_it_is_tall(seen: str, marks: tuple[tuple[int, int], ...], true: str) -> None:
    word, image = _word(seen, *marks)

    assert [word.text for word in with_true_points([word], image)] == [true]
