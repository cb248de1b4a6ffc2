"""What is new about things: records that came and went, statuses that change, and what happens to laws, as entries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from moratoria.export.feeds import Entry
from moratoria.infer.rules import STATUS_RULES
from moratoria.pipeline.changes import Span, read_spans
from moratoria.pipeline.records import RecordChange, read_record_changes
from moratoria.pipeline.sayings import label_of
from moratoria.pipeline.thing_pages import CONCEPTS
from moratoria.publish.names import KINDS, kind_of_thing
from moratoria.publish.reading import text_of
from moratoria.serve.addresses import page_address
from moratoria.store.base import Readable, Store
from moratoria.terms import CURRENT, MOR, PROV, SKOS, NamedNode, kind_of, names_in

_DATED = frozenset({"restriction", "legislation"})
"""Kinds of thing that things of other kinds are followed for."""


@dataclass(frozen=True)
class News:
    """Entries by what they tell: of the record, of statuses, of laws. `base` begins the addresses of pages."""

    store: Store
    base: str

    def records(self, things: Collection[NamedNode] | None = None) -> list[Entry]:
        """Sources recorded and retracted, newest first; only those that state something of some things."""
        graphs = None if things is None else {graph.value for graph in _graphs_about(self.store, things)}
        changes = read_record_changes(self.store)
        found = [self._record(change) for change in changes if graphs is None or change.graph in graphs]
        return sorted(found, key=lambda entry: (entry.updated, entry.thing), reverse=True)

    def statuses(self, things: Collection[NamedNode] | None = None) -> list[Entry]:
        """Every day on which the status of a restriction changes, in the order of days; only of some things."""
        wanted = None if things is None else {thing.value for thing in things}
        spans = [span for span in read_spans(self.store) if wanted is None or span.restriction in wanted]
        found = []
        for _, group in groupby(spans, key=lambda span: span.restriction):
            found += [placed(entry, self.base) for entry in _flips([*group])]
        return sorted(found, key=lambda entry: (entry.day, entry.thing))

    def laws(self, things: Collection[NamedNode] | None = None) -> list[Entry]:
        """What happens to bills and laws, by day; only to some of them."""
        found = []
        for quad in self.store.quads(None, MOR.concernsLegislation, None, CURRENT):
            law = quad.object
            assert isinstance(law, NamedNode)
            day = text_of(self.store, quad.subject, MOR.occurredEarliest)
            if day and kind_of(quad.subject) == "event" and (things is None or law in things):
                words = label_of(self.store, quad.subject)
                found.append(placed(Entry(_day(day), law.value, label_of(self.store, law), words), self.base))
        return sorted(found, key=lambda entry: (entry.day, entry.thing, entry.text))

    def _record(self, change: RecordChange) -> Entry:
        text = f"retracted: {change.reason or 'no reason is recorded'}" if change.what == "retracted" else "recorded"
        title = f"{change.publisher}: {change.title}"
        entry = Entry(_day(change.moment), change.source, title, text, updated=change.moment)
        return placed(entry, self.base)


def placed(entry: Entry, base: str) -> Entry:
    """An entry with the address of the page about its thing on a site."""
    page = page_address(NamedNode(entry.thing))
    return replace(entry, link=f"{base}{page}") if page else entry


def _flips(spans: list[Span]) -> Iterator[Entry]:
    """The days on which one restriction comes into a status; one open to the past has no such day."""
    was = "no status"
    for span in spans:
        now = f"{span.life} ({span.facets})" if span.facets else span.life
        if span.start:
            words = f"{now}, before that {was}: {STATUS_RULES[span.rule]}"
            yield Entry(_day(span.start), span.restriction, span.label, words)
        was = now


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _graphs_about(store: Readable, things: Iterable[NamedNode]) -> set[NamedNode]:
    """The source graphs that state something of some things, or describe them."""
    about = {quad.graph_name for thing in things for quad in store.quads(None, MOR.about, thing, None)}
    own = {quad.subject for thing in things for quad in store.quads(None, PROV.wasDerivedFrom, thing, None)}
    return about | own


def circle_of(store: Readable, node: NamedNode) -> frozenset[NamedNode]:
    """A thing and what is followed with it: narrower concepts, and what names any of them or is named by it.

    With a source, what it states something of; with a restriction no other restriction.
    """
    if kind_of(node) == "source":
        graphs = _graphs_about(store, [node])
        return frozenset({node, *(about for graph in graphs for about in _abouts(store, graph))})
    near, others = _narrower(store, node), _DATED if kind_of(node) == "restriction" else frozenset()
    naming = {quad.subject for each in near for quad in store.quads(None, None, each, CURRENT)}
    named = {each for each in names_in(store.quads(node, None, None, CURRENT)) if kind_of(each) in _DATED}
    return frozenset(near | {each for each in naming | named if _is_followed(each) and kind_of(each) not in others})


def _abouts(store: Readable, graph: NamedNode) -> list[NamedNode]:
    return names_in(store.quads(None, MOR.about, None, graph))


def _is_followed(node: NamedNode) -> bool:
    kind = kind_of_thing(node)
    return kind in KINDS and kind not in CONCEPTS


def _narrower(store: Readable, node: NamedNode) -> set[NamedNode]:
    """A concept with all that are narrower; any other thing alone."""
    found, waiting = {node}, [node]
    while waiting:
        for quad in store.quads(None, SKOS.broader, waiting.pop(), CURRENT):
            if quad.subject not in found:
                found.add(quad.subject)
                waiting.append(quad.subject)
    return found


def told(entries: Iterable[Entry], newest: str) -> list[Entry]:
    """Entries with the times of their news, newest first: a day that is past tells itself, one ahead the record.

    `newest` is the moment of the newest record: what is ahead is known since then at the latest.
    """
    dated = (entry if entry.updated else replace(entry, updated=_since(entry, newest)) for entry in entries)
    return sorted(dated, key=lambda entry: (entry.updated, str(entry.day), entry.thing), reverse=True)


def _since(entry: Entry, newest: str) -> str:
    return min(f"{entry.day}T00:00:00Z", newest)
