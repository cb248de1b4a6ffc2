"""The policy of one actor over time as a timeline: a group for each line of policy, then what happened around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from moratoria.pages.explorer import day_words
from moratoria.pages.timeline import NARROW, WIDE, Drawing, Group, Lane, Mark, cut, draw_timeline, years_of
from moratoria.pages.view import Name
from moratoria.pipeline.changes import Span
from moratoria.publish.reading import read_intervals
from moratoria.serve.views.lanes import bars_of
from moratoria.serve.views.restriction_lines import RestrictionLine
from moratoria.serve.views.topic import line_of, read_held
from moratoria.store.base import Readable
from moratoria.terms import NamedNode

_HEADING = 330.0
"""How wide a heading may be on the narrow drawing; the table below has the whole name."""


class Dated(Protocol):
    """Something that happened on a day."""

    @property
    def day(self) -> str:
        """The day, or `earliest/latest`; empty where none is stated."""
        ...

    @property
    def name(self) -> Name:
        """What it is called."""
        ...

    @property
    def kind(self) -> str:
        """What kind of event it is, in words."""
        ...


def draw_story(
    store: Readable, lines: Sequence[RestrictionLine], happened: Iterable[Dated], day: date, query: str
) -> tuple[Drawing, Drawing] | None:
    """The timeline of an actor, wide and narrow; None without a restriction of its own."""
    groups = (*_policies(store, lines, str(day), query), *_around(happened))
    if not any(lane.bars for group in groups for lane in group.lanes):
        return None
    first, last = years_of(groups, day)
    years = min([first, *(int(mark.day[:4]) for group in groups for lane in group.lanes for mark in lane.marks)]), last
    return draw_timeline(groups, years, day, WIDE), draw_timeline(groups, years, day, NARROW)


def _policies(store: Readable, lines: Sequence[RestrictionLine], as_of: str, query: str) -> Iterator[Group]:
    policies: dict[str, list[RestrictionLine]] = {}
    for line in lines:
        policies.setdefault(line_of(store, line.node), []).append(line)
    for of in policies.values():
        ordered = sorted(of, key=lambda line: line.standing.since or line.announced)
        words = f"Policy line: {of[0].name.text}" if len(of) > 1 else of[0].name.text
        yield Group(cut(words, _HEADING), tuple(_lane(store, line, as_of, query) for line in ordered))


def _lane(store: Readable, line: RestrictionLine, as_of: str, query: str) -> Lane:
    held = read_held(store, line.node, _spans(store, line.node, line.name.text))
    year = (line.announced or line.standing.since)[:4]
    bars = tuple(bars_of(held, as_of, query))
    announced = line.announced.partition("/")[0]
    mark = (Mark(announced, "event", f"Announced on {day_words(line.announced)}"),) if announced else ()
    note = ", ".join(held.audiences) or "audience not stated"
    return Lane(f"{line.kind[:1].upper()}{line.kind[1:]}{f', {year}' if year else ''}", note, bars, mark)


def _spans(store: Readable, node: NamedNode, label: str) -> list[Span]:
    return [
        Span(node.value, label, "", each.life, ", ".join(each.facets), each.rule, each.since, each.until)
        for each in read_intervals(store, node)
    ]


def _around(happened: Iterable[Dated]) -> Iterator[Group]:
    dated = [each for each in happened if each.day]
    lanes = []
    for words, wanted in (("Incidents", True), ("Other events", False)):
        marks = tuple(
            Mark(each.day.partition("/")[0], "event", f"{day_words(each.day)}: {each.name.text}")
            for each in dated if (each.kind == "incident") is wanted
        )  # fmt: skip
        lanes += [Lane(words, "", (), marks)] if marks else []
    if lanes:
        yield Group("Around it", tuple(lanes))
