"""What changed between two days, what is due, and what nobody has confirmed."""

from __future__ import annotations

from datetime import date

import pytest

from moratoria.pipeline.changes import find_deadlines, find_flips, find_stale, flips_in_words


@pytest.fixture
def full(graph, world):
    assert graph.load([world]).refused == ()
    return graph.store


def short(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def test_a_pause_that_was_extended_is_superseded_by_its_revision(full):
    flips = find_flips(full, date(2021, 5, 17), date(2021, 5, 18))
    assert [(short(flip.thing), flip.before, flip.after) for flip in flips] == [
        ("halcyon-sight-police-2020", "in force (awaiting date)", "superseded"),
        ("halcyon-sight-police-2021", "none", "in force (until further notice)"),
    ]


def test_a_bill_that_dies_is_told_in_words(full):
    first, second = date(2022, 12, 1), date(2023, 1, 1)
    assert flips_in_words(find_flips(full, first, second), first, second) == (
        "Between 2022-12-01 and 2023-01-01: 1 bill died."
    )


def test_where_nothing_changed_it_says_so(full):
    first, second = date(2019, 1, 1), date(2019, 2, 1)
    assert find_flips(full, first, second) == []
    assert flips_in_words([], first, second) == "Nothing recorded changed between 2019-01-01 and 2019-02-01."


def test_a_day_against_itself_changes_nothing(full):
    assert find_flips(full, date(2022, 8, 15), date(2022, 8, 15)) == []


def test_an_end_is_due_before_it_and_overdue_after(graph, write):
    path = write("page")
    path.write_text(path.read_text("utf-8").replace("    wording:", "    duration: P6M\n    wording:"), "utf-8")
    graph.load([path])
    (due,) = find_deadlines(graph.store, date(2021, 8, 23), 30)
    assert (due.day, due.what, due.days) == ("2021-09-02", "ends", 10)
    assert find_deadlines(graph.store, date(2021, 8, 2), 30) == []
    (late,) = find_deadlines(graph.store, date(2021, 9, 12), 30)
    assert (late.days, late.what) == (-10, "ended, its stated duration has passed and no extension is recorded")


def test_what_a_revision_took_over_is_not_overdue(full):
    assert "halcyon-sight-police-2020" not in {short(item.thing) for item in find_deadlines(full, date(2022, 1, 1), 0)}


def test_what_nobody_confirmed_for_a_year_is_stale(full):
    names = {short(item.thing) for item in find_stale(full, date(2022, 5, 19))}
    assert "halcyon-sight-police-2021" in names
    assert "halcyon-sight-police-2021" not in {short(item.thing) for item in find_stale(full, date(2022, 5, 18))}
