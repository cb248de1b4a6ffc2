"""Status over time: one life on every day, facets only while it runs, and `unknown` where a date straddles the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moratoria.facts.values import When
from moratoria.infer.status import (
    ConditionCourse,
    Course,
    Interval,
    Life,
    Turn,
    build_intervals,
    end_of,
    find_status,
)

FIRST, LAST = date(2020, 1, 1), date(2020, 3, 31)
DAYS = st.dates(FIRST, LAST)
ENDINGS = (Life.EXPIRED, Life.LIFTED, Life.SUPERSEDED, Life.STRUCK_DOWN, Life.WITHDRAWN)
RUNNING = {Life.IN_FORCE, Life.SUSPENDED}


@st.composite
def whens(draw: st.DrawFn, exact: bool = False) -> When:
    first = draw(DAYS)
    length = 0 if exact else draw(st.sampled_from([0, 0, 1, 30]))
    return When(earliest=first, latest=first + timedelta(days=length))


@st.composite
def courses(draw: st.DrawFn, exact: bool = False) -> Course:
    """A random history, in any order, consistent or not."""
    lives = st.sampled_from([*ENDINGS, Life.SUSPENDED, Life.IN_FORCE])
    turn = st.builds(Turn, whens(exact), lives, st.just("told"), st.sampled_from("abcdef"))
    assessed = st.tuples(whens(exact), st.sampled_from(["open", "met", "failed", "disputed"]), st.sampled_from("xyz"))
    awaits = st.sampled_from(["legislation", "date", "review", "unspecified"])
    condition = st.builds(ConditionCourse, st.sampled_from("pqr"), awaits, st.lists(assessed, max_size=3).map(tuple))
    return Course(
        "r",
        draw(st.none() | whens(exact)),
        draw(st.none() | whens(exact)),
        draw(st.sampled_from([None, "in-effect", "planned", "proposed"])),
        draw(st.lists(turn, max_size=4).map(tuple)),
        draw(st.lists(condition, max_size=2, unique_by=lambda item: item.iri).map(tuple)),
    )


@settings(max_examples=60)
@given(courses())
def test_intervals_cover_a_life_without_gap_or_overlap(course):
    intervals = build_intervals(course)
    assert intervals != []
    assert intervals[-1].end is None
    assert all(one.end == other.start for one, other in pairwise(intervals))
    assert all(one.start < one.end for one in intervals if one.start and one.end)
    assert [interval.start for interval in intervals[1:]].count(None) == 0


@settings(max_examples=60)
@given(courses(), DAYS)
def test_exactly_one_status_holds_on_each_day_from_the_first(course, day):
    intervals = build_intervals(course)
    holding = [interval for interval in intervals if interval.holds(day)]
    first = intervals[0].start
    assert len(holding) == (0 if first and day < first else 1)
    assert find_status(intervals, day) == (holding[0] if holding else None)


@settings(max_examples=60)
@given(courses())
def test_facets_stand_only_on_what_is_in_force_or_suspended(course):
    assert [one for one in build_intervals(course) if one.facets and one.life not in RUNNING] == []


@settings(max_examples=60)
@given(courses())
def test_until_further_notice_is_not_also_awaiting_the_same(course):
    assert "awaiting unspecified" not in {facet for one in build_intervals(course) for facet in one.facets}


@settings(max_examples=60)
@given(courses())
def test_every_interval_names_its_rule(course):
    assert [one for one in build_intervals(course) if not one.rule] == []


@st.composite
def told_twice(draw: st.DrawFn) -> tuple[Course, Course]:
    """A history, and the same with its turns and conditions in another order."""
    course = draw(courses())
    turns, conditions = draw(st.permutations(course.turns)), draw(st.permutations(course.conditions))
    again = Course("r", course.announced, course.start, course.wording, tuple(turns), tuple(conditions))
    return course, again


def as_sets(course: Course) -> list[tuple[object, ...]]:
    """Intervals with their reasons and facets as the sets they are in the graph."""
    found = build_intervals(course)
    return [(one.start, one.end, one.life, one.rule, {*one.because}, {*one.facets}) for one in found]


@settings(max_examples=60)
@given(told_twice())
def test_the_order_in_which_turns_and_conditions_are_told_changes_nothing(courses):
    assert as_sets(courses[0]) == as_sets(courses[1])


@settings(max_examples=60)
@given(courses())
def test_neighbouring_intervals_differ(course):
    pairs = pairwise(build_intervals(course))
    assert [one for one, other in pairs if (one.life, one.facets, one.rule, one.because) == (
        other.life, other.facets, other.rule, other.because)] == []  # fmt: skip


def on(text: str) -> When:
    return When.model_validate(text)


def lives(intervals: Iterable[Interval]) -> list[tuple[str | None, str]]:
    return [(one.start.isoformat() if one.start else None, one.life.value) for one in intervals]


def after(first: str, *turns: tuple[str, Life], **more: object) -> list[tuple[str | None, str]]:
    told = tuple(Turn(on(when), life, "told", str(number)) for number, (when, life) in enumerate(turns))
    return lives(build_intervals(Course("r", on(first), wording="in-effect", turns=told, **more)))  # type: ignore[arg-type]


def test_worded_as_in_effect_it_starts_with_its_announcement():
    first = build_intervals(Course("r", on("2020-06-10"), wording="in-effect"))[0]
    assert (first.start, first.end, first.life, first.rule) == (
        date(2020, 6, 10), None, Life.IN_FORCE, "start-from-announcement",
    )  # fmt: skip


def test_announced_for_later_it_is_announced_and_then_in_force():
    assert lives(build_intervals(Course("r", on("2020-06-10"), on("2020-09-01")))) == [
        ("2020-06-10", "announced"),
        ("2020-09-01", "in force"),
    ]


def test_announced_without_a_start_nor_worded_as_in_effect_it_is_unknown_from_its_announcement():
    life = find_status(build_intervals(Course("r", on("2020-06-10"))), date(2020, 7, 1))
    assert life is not None
    assert life.life is Life.UNKNOWN


def test_without_any_date_it_is_unknown():
    assert lives(build_intervals(Course("r"))) == [(None, "unknown")]


def test_worded_as_proposed_it_is_proposed():
    assert lives(build_intervals(Course("r", on("2020-06-10"), wording="proposed"))) == [("2020-06-10", "proposed")]


def test_an_imprecise_start_is_unknown_on_the_days_between():
    assert after("2023-01") == [("2023-01-01", "unknown"), ("2023-01-31", "in force")]


def test_an_imprecise_end_is_unknown_on_the_days_between():
    assert after("2020-06-10", ("2021-05", Life.LIFTED)) == [
        ("2020-06-10", "in force"),
        ("2021-05-01", "unknown"),
        ("2021-05-31", "lifted"),
    ]


@pytest.mark.parametrize("life", ENDINGS)
def test_each_ending_holds_from_its_day_on(life):
    assert after("2020-06-10", ("2021-06-10", life)) == [("2020-06-10", "in force"), ("2021-06-10", life.value)]


def test_a_suspension_lasts_until_the_reinstatement():
    assert after("2020-01-01", ("2020-02-01", Life.SUSPENDED), ("2020-03-01", Life.IN_FORCE)) == [
        ("2020-01-01", "in force"),
        ("2020-02-01", "suspended"),
        ("2020-03-01", "in force"),
    ]


def test_a_condition_awaited_is_a_facet_until_it_is_assessed_as_met():
    met = ConditionCourse("c", "legislation", ((on("2020-09-01"), "met", "a"),))
    intervals = build_intervals(Course("r", on("2020-06-10"), wording="in-effect", conditions=(met,)))
    assert [(str(one.start), one.life.value, one.facets) for one in intervals] == [
        ("2020-06-10", "in force", ("awaiting legislation",)),
        ("2020-09-01", "in force", ("condition met",)),
    ]


@pytest.mark.parametrize(
    ("word", "facets"),
    [("open", ("awaiting review",)), ("met", ("condition met",)), ("failed", ("condition failed",))],
)
def test_a_law_or_review_alone_never_ends_a_restriction(word, facets):
    condition = ConditionCourse("c", "review", ((on("2020-09-01"), word, "a"),))
    intervals = build_intervals(Course("r", on("2020-06-10"), wording="in-effect", conditions=(condition,)))
    status = find_status(intervals, date(2030, 1, 1))
    assert status is not None
    assert (status.life, status.facets) == (Life.IN_FORCE, facets)


def test_a_disputed_condition_says_so():
    condition = ConditionCourse("c", "review", ((on("2020-09-01"), "disputed", "a"),))
    status = find_status(
        build_intervals(Course("r", on("2020-06-10"), wording="in-effect", conditions=(condition,))), date(2021, 1, 1)
    )
    assert status is not None
    assert "disputed" in status.facets


def test_an_assessment_of_uncertain_day_leaves_the_condition_unknown_between():
    condition = ConditionCourse("c", "review", ((on("2020-09"), "met", "a"),))
    intervals = build_intervals(Course("r", on("2020-06-10"), wording="in-effect", conditions=(condition,)))
    status = find_status(intervals, date(2020, 9, 15))
    assert status is not None
    assert (status.life, status.facets) == (Life.IN_FORCE, ("condition unknown",))


def test_until_further_notice_is_no_awaiting():
    condition = ConditionCourse("c", "unspecified")
    intervals = build_intervals(Course("r", on("2020-06-10"), wording="in-effect", conditions=(condition,)))
    assert [one.facets for one in intervals] == [("until further notice",)]


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2020-06-10", "P1Y", "2021-06-10"),
        ("2020-06-10", "P6M", "2020-12-10"),
        ("2020-06-10", "P90D", "2020-09-08"),
        ("2020-06-10", "P2W", "2020-06-24"),
        ("2020-01-31", "P1M", "2020-02-29"),
        ("2020-02-29", "P1Y", "2021-02-28"),
        ("2020-06-10", "P1Y6M", "2021-12-10"),
        ("2020-06", "P1Y", "2021-06-01/2021-06-30"),
    ],
)
def test_the_first_day_after_a_duration(start, duration, end):
    assert end_of(on(start), duration) == on(end)
