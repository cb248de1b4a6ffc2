"""The history of a line of policy: what was true when, and when the graph learnt it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from moratoria.infer.rules import STATUS_RULES
from moratoria.pages.explorer import day_words
from moratoria.pages.timeline import Bar, Group, Lane, Mark
from moratoria.pipeline.changes import Span
from moratoria.pipeline.sayings import label_of
from moratoria.publish.reading import span_text
from moratoria.serve.views.conditions import Awaited, Candidate
from moratoria.serve.views.lanes import lanes_of, legal_events
from moratoria.serve.views.told import Told
from moratoria.serve.views.topic import Held, line_of, read_held
from moratoria.serve.views.values import Link, Numbered, link_to
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, MOR, PROV, NamedNode, names_in

MOST_LAWS, MOST_NEAR = 6, 3
_MADE = ("signed", "enacted", "entered-into-force")
_UNMADE = ("died", "repealed", "struck-down", "law-expired")


@dataclass(frozen=True)
class Change:
    """Something that was true from a day, and the day it was recorded."""

    day: str
    recorded: str
    words: str
    link: Link
    numbers: tuple[int, ...]
    is_here: bool


def read_line(store: Readable, held: Held, spans: Sequence[Span]) -> list[Held]:
    """The restrictions of the same line of policy, this one included, by their first day."""
    near = {held.node}
    for quad in store.quads(None, PROV.specializationOf, NamedNode(held.line), CURRENT):
        near.add(quad.subject)
    waiting = list(near)
    while waiting:
        node = waiting.pop()
        around = {quad.subject for quad in store.quads(None, PROV.wasRevisionOf, node, CURRENT)}
        around |= set(names_in(store.quads(node, PROV.wasRevisionOf, None, CURRENT)))
        waiting += around - near
        near |= around
    assert line_of(store, held.node) == held.line
    found = [read_held(store, node, [span for span in spans if span.restriction == node.value]) for node in near]
    return sorted((each for each in found if each.spans), key=lambda each: (each.spans[0].start, each.label))


def build_lanes(
    store: Readable, line: Iterable[Held], conditions: Iterable[Awaited], as_of: str, query: str
) -> tuple[Group, ...]:
    """The line of policy, and the acts that could or nearly could release it, as lanes of a timeline."""
    laws = [each for awaited in conditions for each in awaited.candidates]
    could = [each for each in laws if each.look != "ended"][:MOST_LAWS]
    nearly = [each for each in laws if each.look == "ended"][-MOST_NEAR:]
    chosen = list({each.law: each for each in (*could, *nearly)}.values())
    lanes = tuple(lane for each in chosen if (lane := _law_lane(store, each, query)) is not None)
    return (Group("", (*lanes_of(store, line, as_of, query), *lanes)),)


def _law_lane(store: Readable, law: Candidate, query: str) -> Lane | None:
    events = legal_events(store, law.law)
    made = next((day for day, kind in events if kind in _MADE), "")
    began = next((day for day, kind in events if kind == "introduced"), made)
    if not began:
        return None
    ended = next(((day, kind) for day, kind in events if kind in _UNMADE), ("", ""))
    address = law.link.address and law.link.address + query
    bars = []
    if began != made:
        until = made or ended[0]
        bars.append(Bar(began, until, "proposed", "Bill", f"{law.link.text}: bill from {day_words(began)}", address))
    if made:
        bars.append(Bar(made, ended[0], "force", "Law", f"{law.link.text}: made {day_words(made)}", address))
    marks = (Mark(ended[0], "died" if ended[1] == "died" else "event", f"{ended[1]}, {day_words(ended[0])}"),)
    return Lane(law.number or law.link.text, law.verdict, tuple(bars), marks if ended[0] else ())


def build_changes(
    store: Readable, held: Held, line: Sequence[Held], conditions: Iterable[Awaited], cited: tuple[Told, Numbered]
) -> tuple[Change, ...]:
    """The statuses of a line of policy, the events about it, and the candidates, each with its record date."""
    told, numbered = cited
    found: list[Change] = []
    for each in line:
        told.add(each.node)
        found += _statuses(each, held, told, numbered)
        found += _events(store, each, held, cited)
    laws = {each.law: each for awaited in conditions for each in awaited.candidates if each.look != "ended"}
    for law in laws.values():
        words = f"held against the condition: {law.verdict}, {law.reason}"
        found.append(Change(law.day, told.recorded(law.law), words, law.link, law.numbers, False))
    return tuple(sorted(dict.fromkeys(found), key=lambda change: (change.day, change.recorded, change.words)))


def _statuses(each: Held, held: Held, told: Told, numbered: Numbered) -> Iterator[Change]:
    numbers = numbered.numbers(told.best(told.sayings(each.node, MOR.announced, MOR.start), 1))
    for span in each.spans:
        facets = f" ({span.facets})" if span.facets else ""
        words = f"{span.life}{facets}: {STATUS_RULES[span.rule]}"
        link = Link(each.label, f"/page/restriction/{each.node.value.rpartition('/')[2]}")
        yield Change(span.start, told.recorded(each.node), words, link, numbers, each.node == held.node)


def _events(store: Readable, each: Held, held: Held, cited: tuple[Told, Numbered]) -> Iterator[Change]:
    told, numbered = cited
    for quad in store.quads(None, MOR.concernsRestriction, each.node, CURRENT):
        day = span_text(store, quad.subject, "occurred")
        if day:
            told.add(quad.subject)
            kind = next((label_of(store, node) for node in names_in(store.quads(quad.subject, MOR.hasEventKind, None,
                                                                                CURRENT))), "event")  # fmt: skip
            numbers = numbered.numbers(told.best(told.sayings(quad.subject), 1))
            link = link_to(store, quad.subject)
            yield Change(day, told.recorded(quad.subject), kind, link, numbers, each.node == held.node)
