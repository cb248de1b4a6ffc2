"""The status of a restriction over time: half-open intervals, each with the rule and the facts that open it. Pure.

Dates are (earliest, latest) pairs; where they differ, the days between are `unknown`, never guessed.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from moratoria.facts.values import When


class Life(StrEnum):
    """Where a restriction stands; exactly one at a time."""

    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    LIFTED = "lifted"
    SUPERSEDED = "superseded"
    STRUCK_DOWN = "struck down"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


_ENDED = frozenset({Life.EXPIRED, Life.LIFTED, Life.SUPERSEDED, Life.STRUCK_DOWN, Life.WITHDRAWN})
_RUNNING = frozenset({Life.IN_FORCE, Life.SUSPENDED})


@dataclass(frozen=True)
class Turn:
    """Something dated that changes the life of a restriction: the new life, by which rule, because of what."""

    when: When
    life: Life
    rule: str
    because: str


@dataclass(frozen=True)
class ConditionCourse:
    """A release condition: what it awaits, and its dated assessments (status word, day, IRI)."""

    iri: str
    awaits: str
    assessments: tuple[tuple[When, str, str], ...] = ()


@dataclass(frozen=True)
class Course:
    """All that decides the status of one restriction. `turns` are endings, suspensions and reinstatements.

    `by_law`: the start is not stated of the restriction but is that of the law it is imposed under.
    """

    iri: str
    announced: When | None = None
    start: When | None = None
    wording: str | None = None
    turns: tuple[Turn, ...] = ()
    conditions: tuple[ConditionCourse, ...] = ()
    by_law: bool = False


@dataclass(frozen=True)
class Interval:
    """A status over [start, end): its life, its facets, and why it began; None is open."""

    start: date | None
    end: date | None
    life: Life
    rule: str
    because: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        """True when the day lies in the interval."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


def find_status(intervals: Iterable[Interval], day: date) -> Interval | None:
    """The interval that holds on a day; None before the first."""
    return next((interval for interval in intervals if interval.holds(day)), None)


def build_intervals(course: Course) -> list[Interval]:
    """The status intervals of a restriction, in order, without gap or overlap.

    >>> day = When.model_validate("2020-06-10")
    >>> [i.life.value for i in build_intervals(Course("r", announced=day, wording="in-effect"))]
    ['in force']
    """
    turns = sorted([*_openings(course), *course.turns], key=_order)
    if not turns:
        return [Interval(None, None, Life.UNKNOWN, "no-dates", (course.iri,), ())]
    pieces = [piece for step in _steps(turns) for piece in _with_facets(step, course.conditions)]
    return _joined(pieces)


def _order(turn: Turn) -> tuple[date, date, int, str]:
    return turn.when.latest, turn.when.earliest, _PRECEDENCE[turn.life], turn.because


_PRECEDENCE = {
    Life.PROPOSED: 0, Life.ANNOUNCED: 1, Life.UNKNOWN: 2, Life.IN_FORCE: 3, Life.SUSPENDED: 4, Life.SUPERSEDED: 5,
    Life.STRUCK_DOWN: 6, Life.LIFTED: 7, Life.WITHDRAWN: 8, Life.EXPIRED: 9,
}  # fmt: skip
"""On one day the later in this order comes last; an ended restriction stays as it first ended."""


def _openings(course: Course) -> list[Turn]:
    """How the life of a restriction begins: as proposed, announced, in force, or not known."""
    announced, start = course.announced, course.start
    if start:
        rule = "start-from-law" if course.by_law else "start-stated"
        opening = Turn(start, Life.IN_FORCE, rule, course.iri)
        if announced and announced.latest < start.earliest:
            word = Life.PROPOSED if course.wording == "proposed" else Life.ANNOUNCED
            return [Turn(announced, word, "announced-before-start", course.iri), opening]
        return [opening]
    if not announced:
        return []
    if course.wording == "in-effect":
        return [Turn(announced, Life.IN_FORCE, "start-from-announcement", course.iri)]
    if course.wording == "proposed":
        return [Turn(announced, Life.PROPOSED, "proposed", course.iri)]
    return [Turn(announced, Life.UNKNOWN, "start-not-stated", course.iri)]


def _steps(turns: Sequence[Turn]) -> list[Interval]:
    """Walk the turns: each opens an interval; imprecise ones open an unknown stretch first."""
    steps: list[Interval] = []
    ended = False
    for turn in turns:
        if ended and turn.rule != "reinstated":
            continue
        ended = turn.life in _ENDED
        if not turn.when.exact:
            _open(steps, Interval(turn.when.earliest, None, Life.UNKNOWN, "date-imprecise", (turn.because,)))
        _open(steps, Interval(turn.when.latest, None, turn.life, turn.rule, (turn.because,)))
    return steps


def _open(steps: list[Interval], new: Interval) -> None:
    """Close the last interval where the new one begins; intervals left empty go."""
    assert new.start is not None
    while steps and steps[-1].start is not None and steps[-1].start >= new.start:
        steps.pop()
    if steps:
        steps[-1] = replace(steps[-1], end=new.start)
    steps.append(new)


def _with_facets(step: Interval, conditions: Sequence[ConditionCourse]) -> list[Interval]:
    """Split an interval where an assessment changes a facet, and give each piece its facets."""
    if step.life not in _RUNNING or not conditions:
        return [step]
    days = {when.latest for course in conditions for when, _, _ in course.assessments}
    days |= {when.earliest for course in conditions for when, _, _ in course.assessments}
    cuts = sorted(day for day in days if step.holds(day) and day != step.start)
    pieces = []
    for start, end in zip([step.start, *cuts], [*cuts, step.end], strict=True):
        facets: set[str] = set()
        because: tuple[str, ...] = step.because
        for course in conditions:
            facet, reason = _facet(course, start)
            facets.add(facet)
            because = (*because, reason)
        pieces.append(replace(step, start=start, end=end, facets=tuple(sorted(facets)), because=because))
    return pieces


def _joined(pieces: Sequence[Interval]) -> list[Interval]:
    """Neighbours that say the same as one interval, with the reasons of both."""
    joined: list[Interval] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and (last.life, last.facets, last.rule) == (piece.life, piece.facets, piece.rule):
            because = tuple(dict.fromkeys((*last.because, *piece.because)))
            joined[-1] = replace(last, end=piece.end, because=because)
        else:
            joined.append(piece)
    return joined


def _facet(course: ConditionCourse, day: date | None) -> tuple[str, str]:
    """What a condition says on the first day of a piece, and the fact that says so."""
    if course.awaits == "unspecified":
        return "until further notice", course.iri
    known = [item for item in course.assessments if day is not None and item[0].latest <= day]
    straddling = [item for item in course.assessments if day is not None and item[0].earliest <= day < item[0].latest]
    if straddling:
        return "condition unknown", straddling[-1][2]
    if not known:
        return f"awaiting {course.awaits}", course.iri
    last_day = max(when.latest for when, _, _ in known)
    words = sorted({(word, iri) for when, word, iri in known if when.latest == last_day})
    if len({word for word, _ in words}) > 1:
        return "disputed", words[0][1]
    return _FACETS.get(words[0][0], f"awaiting {course.awaits}"), words[0][1]


_FACETS = {"met": "condition met", "failed": "condition failed", "disputed": "disputed"}


def end_of(start: When, duration: str) -> When:
    """The first day after a duration from a start: P1Y from 2020-06-10 is 2021-06-10.

    >>> str(end_of(When.model_validate("2020-06-10"), "P1Y"))
    '2021-06-10'
    """
    return When(earliest=_plus(start.earliest, duration), latest=_plus(start.latest, duration))


def _plus(day: date, duration: str) -> date:
    amounts = {"Y": 0, "M": 0, "W": 0, "D": 0}
    number = ""
    for char in duration.removeprefix("P"):
        if char.isdigit():
            number += char
        else:
            amounts[char], number = int(number), ""
    months = day.month - 1 + amounts["M"] + 12 * amounts["Y"]
    year, month = day.year + months // 12, months % 12 + 1
    try:
        last = calendar.monthrange(year, month)[1]
        return date(year, month, min(day.day, last)) + timedelta(days=amounts["D"] + 7 * amounts["W"])
    except (ValueError, OverflowError):  # past the last day a date can name
        return date.max
