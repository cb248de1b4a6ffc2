"""How a release reads a store: texts and names of things, their statuses, and the quads that may be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from moratoria.store.base import Readable
from moratoria.terms import CURRENT, MOR, OA, PROV, TYPE, NamedNode, Quad, names_in


@dataclass(frozen=True)
class Interval:
    """A stretch of a restriction's life, [since, until), open where empty; `rule` is the name of what opened it."""

    life: str
    facets: tuple[str, ...]
    since: str
    until: str
    rule: str

    def holds(self, day: date) -> bool:
        """True when it holds on a day."""
        return self.since <= str(day) and (not self.until or str(day) < self.until)


def read_intervals(store: Readable, thing: NamedNode) -> tuple[Interval, ...]:
    """All statuses of a restriction, in the order of time."""
    nodes = [quad.subject for quad in store.quads(None, MOR.isStatusOf, thing, CURRENT)]
    return tuple(sorted((_interval(store, node) for node in nodes), key=lambda each: (each.since, each.until or "9")))


def _interval(store: Readable, node: NamedNode) -> Interval:
    facets = tuple(texts_of(store, node, MOR.facet))
    life, since, until, rule = (text_of(store, node, MOR.term(name)) for name in ("life", "from", "to", "openedBy"))
    return Interval(life, facets, since, until, rule)


def texts_of(store: Readable, node: NamedNode, predicate: NamedNode, graph: NamedNode = CURRENT) -> list[str]:
    """The values of a property as text, sorted."""
    return sorted(quad.object.value for quad in store.quads(node, predicate, None, graph))


def text_of(store: Readable, node: NamedNode, predicate: NamedNode, graph: NamedNode = CURRENT) -> str:
    """The first value of a property as text; empty where it has none."""
    return next(iter(texts_of(store, node, predicate, graph)), "")


def span_text(store: Readable, node: NamedNode, slot: str, graph: NamedNode = CURRENT) -> str:
    """A date as EDTF: a day, or `earliest/latest`; empty where none is stated."""
    earliest, latest = (text_of(store, node, MOR.term(f"{slot}{end}"), graph) for end in ("Earliest", "Latest"))
    return earliest if earliest == latest else f"{earliest}/{latest}"


@dataclass(frozen=True)
class Version:
    """A source graph: one version of a source, when it was recorded, and when and why it was retracted."""

    graph: NamedNode
    recorded: str
    retracted: str
    reason: str


def read_versions(store: Readable) -> dict[NamedNode, list[Version]]:
    """The versions of every source, live ones last and the latest of them at the end."""
    found: dict[NamedNode, list[Version]] = {}
    for quad in store.quads(None, PROV.wasDerivedFrom, None, None):
        if quad.graph_name == quad.subject and isinstance(quad.object, NamedNode):
            found.setdefault(quad.object, []).append(_version(store, quad.subject))
    order = {node: sorted(versions, key=_later) for node, versions in found.items()}
    return dict(sorted(order.items(), key=lambda item: item[0].value))


def _later(version: Version) -> tuple[bool, str, str]:
    return not version.retracted, version.recorded, version.graph.value


def _version(store: Readable, graph: NamedNode) -> Version:
    predicates = (PROV.generatedAtTime, PROV.invalidatedAtTime, MOR.retractionReason)
    return Version(graph, *(text_of(store, graph, predicate, graph) for predicate in predicates))


def newest_record_day(store: Readable) -> date | None:
    """The day of the newest record time in a store, of loads and retractions alike; None for an empty one."""
    times = [
        quad.object.value
        for predicate in (PROV.generatedAtTime, PROV.invalidatedAtTime)
        for quad in store.quads(None, predicate, None, None)
    ]
    return date.fromisoformat(max(times)[:10]) if times else None


def quoted_passages(store: Readable) -> frozenset[NamedNode]:
    """The selectors that hold a publisher's own sentence, which a user's store may and a release must not."""
    return frozenset(quad.subject for quad in store.quads(None, TYPE, OA.TextQuoteSelector, None))


def published_quads(store: Readable, withheld: frozenset[NamedNode]) -> Iterator[Quad]:
    """All quads of a store but those of the withheld selectors; positions and hashes of the passages stay."""
    return without(store.quads(), withheld)


def without(quads: Iterable[Quad], withheld: frozenset[NamedNode]) -> Iterator[Quad]:
    """Some quads but those of the withheld selectors."""
    return (quad for quad in quads if quad.subject not in withheld and quad.object not in withheld)


def related(store: Readable, node: NamedNode, *predicates: NamedNode) -> list[NamedNode]:
    """The things that some properties of a thing name, sorted within each property."""
    return [other for predicate in predicates for other in names_in(store.quads(node, predicate, None, CURRENT))]
