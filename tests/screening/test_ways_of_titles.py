"""Titles of posts in the words of many trades (`ways/trades.toml`, `ways/arabic_posts.toml`), and towns that are no employer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.posting.notice import Notice
from tests.screening.test_ways_of_posts import FOUR_YEARS, MONTHS, check, in_a_cv, told

# The second post names a town and no employer: it goes on for the association above
ABOVE_A_TOWN = {
    "fr": "Chargée de projet, Association Amal, Rabat\n01/2016 – 12/2017\n- Rédaction des rapports\nCoordinatrice de projet, {}\n",
    "ar": "منسقة مشروع، جمعية أمل، الرباط\n01/2016 – 12/2017\n- إعداد التقارير\nمكلفة بمشروع، {}\n",
    "en": "Project officer, Amal Association, Rabat\n01/2016 – 12/2017\n- Wrote the reports\nProject coordinator, {}\n",
}
TOWNS = {
    "fr": (
        "Sidi Slimane", "Dar Bouazza", "Hay Riad", "Souk El Arbaa", "Kelaât M'Gouna", "Oulad Teima", "Figuig", "Aït Melloul",
        "Tizi Ouzou", "Médenine", "Naplouse", "Bobo-Dioulasso", "N'Djamena", "Thiès", "Bouaké", "Saint-Étienne", "Charleroi",
        "Dakhla-Oued Ed-Dahab", "Côte d'Ivoire", "Pays-Bas",
    ),
    "ar": ("الدار البيضاء", "قلعة السراغنة", "سيدي قاسم", "أيت ملول", "القصر الكبير", "رام الله", "بيت لحم", "تيزي وزو", "دير الزور", "الولايات المتحدة"),
    "en": ("West Bank", "Khan Younis", "Gaza City", "Dar es Salaam", "Addis Ababa", "Cape Town", "Beni Mellal", "Nablus", "The Hague", "South Sudan"),
}  # fmt: skip


def titles() -> Iterator[tuple[str, str, str]]:
    for name in ("trades", "arabic_posts"):
        for language, table in told(name).items():
            for kind, posts in table.items():
                yield from ((language, kind, post) for post in posts)


@pytest.mark.parametrize(("language", "kind", "post"), list(titles()))
def test_a_title_counts_by_its_trade(notice: Notice, language: str, kind: str, post: str) -> None:
    check(notice, in_a_cv(f"{post}\n{FOUR_YEARS}", language), *MONTHS[kind])


@pytest.mark.parametrize(("language", "town"), [(language, town) for language in TOWNS for town in TOWNS[language]])
def test_a_town_is_no_other_employer(notice: Notice, language: str, town: str) -> None:
    check(notice, in_a_cv(ABOVE_A_TOWN[language].format(town) + FOUR_YEARS, language), 72, 72)
