"""Cells become values: dates at their precision, lists made whole, words in ours; what is wrong is told."""

from __future__ import annotations

import pytest

from moratoria.registers.cells import parse_date, read_value
from moratoria.registers.describe import Column

ALL_FORMS = ("YYYY-MM-DD", "YYYY-MM", "YYYY", "timestamp", "D Month YYYY", "Month D, YYYY", "Month, YYYY")


def read(raw, **described):
    told: list[tuple[str, str]] = []
    found = read_value(Column.model_validate(described), raw, lambda what, detail: told.append((what, detail)))
    return found, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-02-03", "2021-02-03"),
        ("2021-02", "2021-02"),
        ("2021-02-03T05:00:00+00:00", {"on": "2021-02-03", "words": "2021-02-03T05:00:00+00:00"}),
        ("March, 2018", {"on": "2018-03", "words": "March, 2018"}),
        ("October 16th, 2019", {"on": "2019-10-16", "words": "October 16th, 2019"}),
        ("3 May 2020", {"on": "2020-05-03", "words": "3 May 2020"}),
        ("2021-02-30", None),
        ("2021-02-03 / Feb 3 / 3.2.21", None),
        ("soon", None),
    ],
)
def test_a_date_keeps_its_precision_and_its_words(text, expected):
    assert parse_date(text, ALL_FORMS) == expected


def test_a_date_in_a_form_that_was_not_declared_is_left_out_and_told():
    assert read("03/04/2019", type="date", forms=["YYYY-MM-DD"]) == (
        None,
        [("malformed", "'03/04/2019' is no date in the form YYYY-MM-DD")],
    )


def test_a_blank_date_is_told():
    assert read(" ", type="date") == (None, [("left out", "blank")])


@pytest.mark.parametrize(("text", "flag"), [("True", "true"), ("true", "true"), ("FALSE", "false"), ("no", "false")])
def test_flags_are_one_word_however_they_are_written(text, flag):
    assert read(text, type="flag") == (flag, [])


def test_a_flag_that_is_neither_is_told():
    assert read("perhaps", type="flag") == (None, [("malformed", "'perhaps' is neither true nor false")])


def test_a_number_is_padded_to_its_digits():
    assert read("4711", type="integer", digits=10) == ("0000004711", [])


def test_a_number_that_is_none_is_told():
    assert read("12a", type="integer", digits=10)[1] == [("malformed", "'12a' is no number of 10 digits")]


def test_a_json_array_in_a_cell_is_a_list():
    assert read('["a", "b", "a"]', type="list", split="json") == (("a", "b"), [])


def test_a_broken_json_array_is_told():
    assert read('["a', type="list", split="json") == (None, [("malformed", "'[\"a' is no JSON array")])


def test_a_name_split_at_its_commas_is_made_whole_in_whatever_order_it_came():
    column = {"type": "list", "split": ";", "whole": ["rules, orders, and policies"]}
    assert read("Picks;and policies;rules;orders", **column) == (("Picks", "rules, orders, and policies"), [])


def test_parts_of_such_a_name_alone_stay_what_they_are():
    column = {"type": "list", "split": ";", "whole": ["rules, orders, and policies"]}
    assert read("orders;Picks", **column) == (("orders", "Picks"), [])


def test_made_up_entities_are_left_out_with_the_reason():
    column = {"type": "list", "split": "json", "leave_out": {"^unknown": "nobody knows it"}}
    assert read('["unknown-deepfake-developers", "acme"]', **column) == (("acme",), [("left out", "nobody knows it")])


def test_a_word_nobody_mapped_is_told_as_it_stands():
    assert read("Tabled", words={"signed": "signed"}) == (None, [("unmapped", "Tabled")])


def test_words_come_before_patterns_and_the_first_pattern_wins():
    column = {"words": {"Filed": "introduced"}, "patterns": [["(?i)^file", "a"], ["(?i)^filed away", "b"]]}
    assert [read(text, **column)[0] for text in ("filed", "Filed away")] == ["introduced", "a"]


def test_a_long_text_is_shortened_and_told():
    found, told = read("x" * 600, limit=500)
    assert (len(found), found[-1], told) == (500, "…", [("shortened", "texts over 500 characters")])
