"""A timeline is geometry: days become places on the axis, and nothing is drawn that the bars do not say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratoria.pages.timeline import NARROW, WIDE, Bar, Group, Lane, Mark, cut, draw_timeline, years_of

DAY = date(2026, 11, 23)
YEARS = (2019, 2029)


def drawn(*bars: Bar, marks: tuple[Mark, ...] = (), sheet=WIDE, as_of: date = DAY):
    return draw_timeline([Group("Vendors", (Lane("Amazon", "police", bars, marks),))], YEARS, as_of, sheet)


def bar(since: str, until: str = "", look: str = "force", words: str = "Pause") -> Bar:
    return Bar(since, until, look, words, f"{words} from {since}", "/page/restriction/x")


def test_a_year_is_a_tenth_of_ten_years():
    (row,) = drawn(bar("2020-01-01", "2021-01-01")).rows
    (shape,) = row.shapes
    assert (WIDE.left, WIDE.right) == (176, 1212)
    assert shape.x == pytest.approx(176 + 1036 * 365 / 3653, abs=0.1)
    assert shape.width == pytest.approx(1036 * 366 / 3653, abs=0.1)
    assert shape.outline.endswith("Z")


def test_a_bar_without_an_end_is_left_open_at_the_right():
    (row,) = drawn(bar("2020-06-11")).rows
    assert row.shapes[0].x + row.shapes[0].width == pytest.approx(WIDE.right)
    assert not row.shapes[0].outline.endswith("Z")
    assert row.shapes[0].outline.startswith(f"M{WIDE.right}")


def test_a_bar_that_begins_before_the_axis_is_left_open_at_the_left():
    (row,) = drawn(bar("2010-01-01", "2020-01-01")).rows
    assert row.shapes[0].x == WIDE.left
    assert "Z" not in row.shapes[0].outline


def test_a_bar_wholly_outside_the_years_is_not_drawn():
    (row,) = drawn(bar("2010-01-01", "2012-01-01"), bar("2031-01-01")).rows
    assert row.shapes == ()


def test_the_veil_begins_at_the_day_asked_for():
    assert drawn(bar("2020-06-11")).now == pytest.approx(176 + 1036 * (DAY - date(2019, 1, 1)).days / 3653, abs=0.1)


@pytest.mark.parametrize(("day", "place"), [(date(1, 1, 1), 176), (date(9999, 12, 31), 1212)])
def test_a_day_outside_the_years_has_no_line_and_veils_all_or_nothing(day, place):
    picture = drawn(bar("2020-06-11"), as_of=day)
    assert (picture.now, picture.has_now) == (place, False)


def test_words_stop_before_those_of_the_next_bar():
    (row,) = drawn(bar("2020-06-10", "2021-05-18", words="One-year moratorium"), bar("2021-05-18", words="Now")).rows
    assert [shape.words for shape in row.shapes] == ["One-year mora\u2026", "Now"]
    assert row.shapes[1].words_x == row.shapes[1].x


def test_words_near_the_end_of_the_axis_begin_earlier():
    (row,) = drawn(bar("2028-10-01", words="A restriction with a long name")).rows
    assert row.shapes[0].words == "A restriction with a long name"
    assert row.shapes[0].words_x < row.shapes[0].x


def test_the_narrow_drawing_has_names_above_bars_and_years_of_two_figures():
    picture = drawn(bar("2020-06-11"), sheet=NARROW)
    assert picture.ticks[0] == (0, "\u201919")
    assert picture.rows[0].y < picture.rows[0].shapes[0].y
    assert picture.rows[0].shapes[0].words == ""


def test_marks_outside_the_years_are_left_out():
    marks = (Mark("2025-01-03", "died", "died"), Mark("2031-01-01", "deadline", "later"))
    assert [point.kind for point in drawn(bar("2020-06-11"), marks=marks).rows[0].points] == ["died"]


def test_a_look_nobody_knows_is_unknown():
    assert drawn(bar("2020-06-11", look='"><script>')).rows[0].shapes[0].look == "unknown"


def test_years_begin_with_the_first_bar_but_not_ten_years_back():
    assert years_of([Group("", (Lane("a", "", (bar("2020-06-11"),)),))], DAY) == (2020, 2029)
    assert years_of([Group("", (Lane("a", "", (bar("1999-06-11"),)),))], DAY) == (2016, 2029)
    assert years_of([], DAY) == (2025, 2029)


@given(st.dates(), st.dates(), st.booleans(), st.dates())
def test_every_bar_lies_on_the_axis(since, until, is_open, as_of):
    first, last = sorted((since, until))
    picture = drawn(bar(str(first), "" if is_open else str(last)), as_of=as_of)
    for shape in picture.rows[0].shapes:
        assert WIDE.left <= shape.x
        assert shape.x + shape.width <= WIDE.right + 0.2
        assert shape.width >= 0
    assert WIDE.left <= picture.now <= WIDE.right


@given(st.text(), st.floats(min_value=0, max_value=200))
def test_cut_text_has_room(text, most):
    assert len(cut(text, most)) <= max(most, 0) or len(text) <= int(most)
