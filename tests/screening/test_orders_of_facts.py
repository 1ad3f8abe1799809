"""Employer, title and time of a post on lines of their own, in every order, whatever list marks stand before them.

Three posts, one of them an association's; with and without a task below each.
"""

from __future__ import annotations

from itertools import permutations

import pytest

from app.posting.notice import Notice
from tests.screening.test_ways_of_posts import check, in_a_cv

POSTS = {
    "fr": (
        ("Association Ofoq, Salé", "Coordinatrice de projet", "01/2019 - 12/2021", "Suivi du budget et des ateliers"),
        ("Lycée Ennasr, Salé", "Professeure", "09/2015 - 06/2018", "Cours de français"),
        ("Banque Atlas", "Caissière", "01/2013 - 06/2015", "Accueil de la clientèle"),
    ),
    "ar": (
        ("جمعية أفق، سلا", "منسقة مشروع", "01/2019 - 12/2021", "تتبع الميزانية والورشات"),
        ("ثانوية النصر، سلا", "أستاذة", "09/2015 - 06/2018", "دروس اللغة الفرنسية"),
        ("بنك الأطلس", "مستخدمة بالشباك", "01/2013 - 06/2015", "استقبال الزبناء"),
    ),
}
MARKS = {
    "none": ("", ""),
    "before the first": ("• ", ""),
    "before the others": ("", "- "),
    "one before all": ("• ", "• "),
    "two": ("• ", "- "),
}
LISTS = ((0, 1), (1, 0), (0, 1, 2), (1, 0, 2), (2, 1, 0))
FACTS = ("employer", "title", "time")


@pytest.mark.parametrize("language", list(POSTS))
@pytest.mark.parametrize("marks", list(MARKS))
@pytest.mark.parametrize("order", list(permutations(range(3))), ids=lambda order: "-".join(FACTS[at] for at in order))
def test_a_post_is_read_in_whatever_order_it_is_told(
    notice: Notice, language: str, marks: str, order: tuple[int, ...]
) -> None:
    first, others = MARKS[marks]
    for posts in LISTS:
        for task in (None, others, "• "):
            lines: list[str] = []
            for number in posts:
                post = POSTS[language][number]
                lines += [(others if at else first) + post[fact] for at, fact in enumerate(order)]
                lines += [] if task is None else [task + post[3]]

            check(notice, in_a_cv("\n".join(lines), language), 36, 36)
