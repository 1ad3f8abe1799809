"""Periods as people write them, in French, Arabic and English: at most so many months, surely so many."""

from __future__ import annotations

import pytest

from app.screening.dates import find_points, month_index
from app.screening.fold import fold_words
from app.screening.periods import Period, find_periods, month_name

MAY_2026 = month_index(2026, 5)
TATWEEL = "\u0640"


def told(text: str, *, right_to_left: bool = False) -> list[tuple[int, int]]:
    """(at most, surely) of every period of the text, in months."""
    return [lengths(period) for period in find_periods(fold_words(text), right_to_left=right_to_left)]


def lengths(period: Period) -> tuple[int, int]:
    hull, core = period.bounds(MAY_2026)
    return hull.length if hull else 0, core.length if core else 0


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("15/01/2019", "2019-01", "2019-01"),
        ("15.01.2019", "2019-01", "2019-01"),
        ("15-01-2019", "2019-01", "2019-01"),
        ("2019-01-15", "2019-01", "2019-01"),
        ("15 janvier 2019", "2019-01", "2019-01"),
        ("1er janvier 2019", "2019-01", "2019-01"),
        ("le 3 mars 2019", "2019-03", "2019-03"),
        ("January 15, 2019", "2019-01", "2019-01"),
        ("15th of March 2019", "2019-03", "2019-03"),
        ("01/2019", "2019-01", "2019-01"),
        ("1-2019", "2019-01", "2019-01"),
        ("01.2019", "2019-01", "2019-01"),
        ("2019-01", "2019-01", "2019-01"),
        ("2019/01", "2019-01", "2019-01"),
        ("janvier 2019", "2019-01", "2019-01"),
        ("Janv. 2019", "2019-01", "2019-01"),
        ("janv. 19", "2019-01", "2019-01"),
        ("FÉVRIER 2019", "2019-02", "2019-02"),
        ("fevrier 2019", "2019-02", "2019-02"),
        ("févr. 2019", "2019-02", "2019-02"),
        ("Avril-2019", "2019-04", "2019-04"),
        ("mai 2019", "2019-05", "2019-05"),
        ("juin, 2019", "2019-06", "2019-06"),
        ("Juil. 2018", "2018-07", "2018-07"),
        ("août 2019", "2019-08", "2019-08"),
        ("Sept 2019", "2019-09", "2019-09"),
        ("Sept. '19", "2019-09", "2019-09"),
        ("octobre 2019", "2019-10", "2019-10"),
        ("Nov 2019", "2019-11", "2019-11"),
        ("déc. 20", "2020-12", "2020-12"),
        ("March 2019", "2019-03", "2019-03"),
        ("Aug 2019", "2019-08", "2019-08"),
        ("شهر يناير 2019", "2019-01", "2019-01"),
        ("يناير ٢٠١٩", "2019-01", "2019-01"),
        ("ماي 2019", "2019-05", "2019-05"),
        ("مايو 2019", "2019-05", "2019-05"),
        ("يوليوز 2019", "2019-07", "2019-07"),
        ("غشت 2019", "2019-08", "2019-08"),
        ("أغسطس 2019", "2019-08", "2019-08"),
        ("شتنبر 2019", "2019-09", "2019-09"),
        ("نونبر 2019", "2019-11", "2019-11"),
        ("دجنبر 2019", "2019-12", "2019-12"),
        ("كانون الثاني 2019", "2019-01", "2019-01"),
        ("شباط 2019", "2019-02", "2019-02"),
        ("آذار 2019", "2019-03", "2019-03"),
        ("نيسان 2019", "2019-04", "2019-04"),
        ("أيار 2019", "2019-05", "2019-05"),
        ("حزيران 2019", "2019-06", "2019-06"),
        ("تموز 2019", "2019-07", "2019-07"),
        ("آب 2019", "2019-08", "2019-08"),
        ("أيلول 2019", "2019-09", "2019-09"),
        ("تشرين الأول 2019", "2019-10", "2019-10"),
        ("تشرين الثاني 2019", "2019-11", "2019-11"),
        ("كانون الأول 2019", "2019-12", "2019-12"),
        ("جانفي 2019", "2019-01", "2019-01"),
        ("فيفري 2019", "2019-02", "2019-02"),
        ("أفريل 2019", "2019-04", "2019-04"),
        ("جوان 2019", "2019-06", "2019-06"),
        ("جويلية 2019", "2019-07", "2019-07"),
        ("أوت 2019", "2019-08", "2019-08"),
        ("أيلول/سبتمبر 2019", "2019-09", "2019-09"),
        ("كانون الثاني (يناير) 2019", "2019-01", "2019-01"),
        ("2019", "2019-01", "2019-12"),
        ("année 2019", "2019-01", "2019-12"),
        ("سنة 2019", "2019-01", "2019-12"),
        ("عام 2019", "2019-01", "2019-12"),
        ("2019م", "2019-01", "2019-12"),
        ("début 2019", "2019-01", "2019-04"),
        ("mi-2019", "2019-05", "2019-08"),
        ("fin 2019", "2019-09", "2019-12"),
        ("early 2019", "2019-01", "2019-04"),
        ("بداية 2019", "2019-01", "2019-04"),
        ("منتصف 2019", "2019-05", "2019-08"),
        ("أواخر سنة 2019", "2019-09", "2019-12"),
        ("fin mars 2019", "2019-03", "2019-03"),
        ("printemps 2019", "2019-03", "2019-06"),
        ("été 2019", "2019-06", "2019-09"),
        ("صيف 2019", "2019-06", "2019-09"),
        ("automne 2019", "2019-09", "2019-12"),
        ("hiver 2019", "2019-12", "2020-03"),
        ("T1 2019", "2019-01", "2019-03"),
        ("Q3 2019", "2019-07", "2019-09"),
        ("1er trimestre 2019", "2019-01", "2019-03"),
        ("S2 2019", "2019-07", "2019-12"),
        ("rentrée 2019", "2019-09", "2019-10"),
        ("courant 2019", "2019-01", "2019-12"),
        ("1440 هـ", "2018-09", "2019-09"),
        ("رمضان 1440هـ", "2019-05", "2019-06"),
        ("12/25/2019 et 01/13/2019", "2019-12", "2019-12"),
    ],
)
def test_a_point_is_an_interval_of_months(text: str, first: str, last: str) -> None:
    point = next(point for point in find_points(fold_words(text)) if point.months)
    assert point.months is not None
    assert (month_name(point.months.first), month_name(point.months.last)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "loi n° 23-98", "la loi 43-22", "loi 10-23", "résolution 2004/5", "BP 2019 Rabat", "ISO 9001:2015",
        "référence n° 2019-0045", "Agenda 2030", "Vision 2020", "ODD 2030", "Horizon 2030", "programme « Takwia 2023 »",
        "Née le 12/06/1990", "Date de naissance : 03/05/1990", "تاريخ الازدياد: 14 ماي 1989", "Born 1 May 1990",
        "06 20 19 20 21", "0619.20.20.47", "+212 6 12 20 19 20", "2000 bénéficiaires", "2019 femmes", "20250 Casablanca",
        "sept ans", "il a été élu", "mars", "may", "مارس مهنة المحاماة", "القانون 23.98", "رقم 2019", "33 % en 2", "19:30",
    ],
)  # fmt: skip
def test_what_is_no_date_gives_no_period(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "most", "least"),
    [
        ("01/2020 – 12/2022", 36, 36),
        ("03/2020 – 01/2023", 35, 35),
        ("2019 – 2021", 36, 14),
        ("2019-2022", 48, 26),
        ("2018 – 2022", 60, 38),
        ("2018/2022", 60, 38),
        ("2018–20", 36, 14),
        ("2018/19", 24, 2),
        ("depuis mai 2023", 37, 36),
        ("Depuis juin 2023", 36, 35),
        ("depuis le 1er mars 2022", 51, 50),
        ("since March 2022", 51, 50),
        ("à partir de mars 2022", 51, 50),
        ("منذ مارس 2022", 51, 50),
        ("ابتداء من مارس 2022", 51, 50),
        ("depuis 2019", 89, 77),
        ("منذ سنة 2019", 89, 77),
        ("janvier 2020 à ce jour", 77, 76),
        ("janvier 2020 - présent", 77, 76),
        ("janvier 2020 jusqu'à aujourd'hui", 77, 76),
        ("janvier 2020 - en cours", 77, 76),
        ("janvier 2020 – en poste", 77, 76),
        ("01/2020 → aujourd’hui", 77, 76),
        ("01/2020 – ACTUEL", 77, 76),
        ("Jan 2020 – Present", 77, 76),
        ("Jan. 2020 to date", 77, 76),
        ("January 2020 until now", 77, 76),
        ("Jan 2020 - Current", 77, 76),
        ("من يناير 2020 إلى الآن", 77, 76),
        ("من يناير 2020 حتى الآن", 77, 76),
        ("يناير 2020 إلى غاية الآن", 77, 76),
        ("يناير 2020 - إلى يومنا هذا", 77, 76),
        ("من يناير 2020 إلى حدود الساعة", 77, 76),
        ("يناير 2020 – حاليا", 77, 76),
        ("Janvier 2021 –\nà ce jour", 65, 64),
        ("Sept. 2018 –\nDéc. 2020", 28, 28),
        ("janvier–mars 2020", 3, 3),
        ("Février à juin 2018", 5, 5),
        ("novembre – février 2020", 4, 4),
        ("mars 2019 – mai", 3, 3),
        ("De mars 2014 à mai 2020", 75, 75),
        ("du 15/03/2019 au 30/06/2020", 16, 16),
        ("du mois de mars 2019 au mois de mai 2019", 3, 3),
        ("entre 2018 et 2020", 36, 14),
        ("between March 2019 and May 2019", 3, 3),
        ("ما بين 2018 و2020", 36, 14),
        ("بين 2018 و 2020", 36, 14),
        ("from March 2019 to May 2019", 3, 3),
        ("March 2019 through May 2019", 3, 3),
        ("من مارس 2019 إلى ماي 2019", 3, 3),
        ("مارس ٢٠١٩ – ماي ٢٠١٩", 3, 3),
        ("دجنبر ٢٠١٦ – يونيو ٢٠١٧", 7, 7),
        ("من 2016 إلى غاية 2019", 48, 26),
        ("Sept. 19 – déc. 20", 16, 16),
        ("09/19 - 12/20", 16, 16),
        ("Sept. '18 – Dec. '21", 40, 40),
        ("01.03.2018-31.08.2021", 42, 42),
        ("2018-10 / 2022-03", 42, 42),
        ("2021/03 – 2024/06", 40, 40),
        ("(2019-2021)", 36, 14),
        ("2019 à 2021", 36, 14),
        ("2019 au 31/12/2021", 36, 25),
        ("de 2016 jusqu'en 2020", 60, 38),
        ("année scolaire 2018-2019", 11, 11),
        ("03/2025 – 12/2027", 15, 15),
        ("septembre 2026 – décembre 2026", 0, 0),
        ("12/2022 - 01/2018", 60, 0),
        ("2019", 12, 0),
        ("mars 2019", 1, 1),
        ("2019 –", 89, 1),
        ("سبتمبر ٢٠١٥ يونيو ٢٠١٨", 34, 34),
        (f"2018{TATWEEL}2020", 36, 14),
        ("1440هـ - 1442هـ", 36, 12),
    ],
)
def test_a_range_has_two_bounds(text: str, most: int, least: int) -> None:
    assert told(text) == [(most, least)]


def test_two_years_joined_by_and_are_two_points() -> None:
    assert told("été 2016 et été 2017") == [(4, 0), (4, 0)]


def test_a_reversed_range_in_a_right_to_left_line_is_turned_silently() -> None:
    assert told("2022 – 2018", right_to_left=True) == [(60, 38)]


def test_two_months_side_by_side_at_the_head_of_a_line_are_a_range_whose_dash_was_lost() -> None:
    assert told("فبراير 2022 يناير 2026 : منسقة مشروع، جمعية الريف للطفولة") == told("فبراير 2022 - يناير 2026")


def test_a_dash_that_opens_the_next_item_joins_nothing() -> None:
    assert told("formation 2018\n- atelier 2020") == [(12, 0), (12, 0)]


def test_a_year_before_a_label_does_not_stay_open() -> None:
    assert told("2019 – Coordinatrice de projet") == [(12, 0)]


def test_a_day_may_end_the_line_of_a_narrow_margin() -> None:
    text = "1 february 2019 - 31\nmarch 2023"

    assert [text[period.start : period.end] for period in find_periods(text)] == [text]


def test_a_number_at_the_end_of_a_line_is_no_day_of_the_next() -> None:
    text = "tel 06 00 00 00 31\nmars 2019 - mai 2020"

    assert [text[period.start : period.end] for period in find_periods(text)] == ["mars 2019 - mai 2020"]
