"""Dates keep the precision of their source; slugs are stable ASCII."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratoria.facts.identify import propose_id, propose_slug
from moratoria.facts.values import SLUG, When

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2020-06-10", date(2020, 6, 10), date(2020, 6, 10)),
        ("2020-06/2020-08", date(2020, 6, 1), date(2020, 8, 31)),
    ],
)
def test_a_date_spans_the_days_its_words_can_mean(text, earliest, latest):
    when = When.model_validate(text)
    assert (when.earliest, when.latest, when.exact) == (earliest, latest, earliest == latest)


def test_a_date_keeps_the_words_of_its_source():
    assert When.model_validate({"on": "2020-06", "words": "early summer"}).words == "early summer"


@pytest.mark.parametrize(
    "text", ["", "20", "2020-6", "2020-06-31", "10.06.2020", "2021/2020", "2020-06-10T00:00", "0000"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        When.model_validate(text)


@given(DAYS, DAYS)
def test_a_date_written_is_read_back_as_it_was(one, other):
    when = When(earliest=min(one, other), latest=max(one, other))
    assert When.model_validate(str(when)) == when


@given(st.lists(st.text(), max_size=4))
def test_a_proposed_slug_fits_the_form_of_slugs_or_is_refused(words):
    slug = propose_slug(*words)
    assert slug == propose_slug(*words)
    assert re.match(SLUG, slug)


@given(st.text(min_size=1), st.integers(1, 5))
def test_a_proposed_id_is_never_one_that_is_taken(name, count):
    taken: set[str] = set()
    for _ in range(count):
        taken.add(propose_id({"name": name}, taken))
    assert len(taken) == count
