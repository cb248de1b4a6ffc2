"""Dates and durations: what is certain becomes ISO 8601, what is not stays words."""

from __future__ import annotations

import pytest

from moratoria.reading.dates import find_dates, find_durations


def days(text: str, published: str | None) -> list[str | None]:
    return [when.iso for when in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("It began on May 3, 2021.", "2021-05-03"),
        ("It began on 3 May 2021.", "2021-05-03"),
        ("It began in May 2021.", "2021-05"),
        ("It began on Tuesday.", "2022-05-03"),
        ("It began yesterday.", "2022-05-04"),
        ("It runs until January.", "2023-01"),
        ("It began last year.", "2021"),
        ("It was banned in November.", "2021-11"),
        ("It was adopted in June.", "2021-06"),
        ("It holds until the end of the year.", "2022"),
    ],
)
def test_a_date_is_resolved_against_the_day_of_publication(text, iso):
    assert days(text, "2022-05-05") == [iso]


@pytest.mark.parametrize("text", ["It began on Tuesday.", "It began last year.", "It began on May 3."])
def test_without_that_day_a_relative_date_stays_words(text):
    assert days(text, None) == [None]


def test_a_day_that_is_none_has_no_iso_form():
    assert days("It began on February 30, 2021.", None) == [None]


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("The pause lasts for one year.", ["P1Y"]),
        ("A six-month halt was ordered.", ["P6M"]),
        ("It is barred for at least 90 days.", ["P90D"]),
        ("It is suspended indefinitely.", ["indefinite"]),
        ("It does away with it for good.", ["permanent"]),
        ("It has promised never again to sell it.", ["permanent"]),
        ("The order has no expiry date.", ["indefinite"]),
        ("It bars open-ended conversations.", []),
        ("No account may sell more than three titles a day.", []),
        ("It was banned two years ago.", []),
        ("They must tell the ministry at least 30 days ahead.", []),
        ("Nobody may send more than six a year.", []),
        ("It has to delete them within seven days.", []),
    ],
)
def test_a_duration_is_how_long_it_holds_and_nothing_else(text, lengths):
    assert [length.iso for length in find_durations(text)] == lengths
