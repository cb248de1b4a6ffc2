"""What a set of new and closed source graphs changes in the current graph. Work grows with them, not with the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from moratoria.graph.claims import Claim, read_claims
from moratoria.graph.current import build_current, is_single
from moratoria.terms import CURRENT, MOR, PROV, Literal, NamedNode, Quad, kind_of

Read = Callable[..., Iterable[Quad]]
"""`read(subject, predicate, value, graph)`: the quads of a store that match what is given."""


@dataclass
class CurrentChange:
    """Quads that enter and leave the current graph, and each touched thing as it will be."""

    add: list[Quad] = field(default_factory=list)
    remove: list[Quad] = field(default_factory=list)
    things: dict[NamedNode, set[Quad]] = field(default_factory=dict)
    rivals: list[Claim] = field(default_factory=list)


def plan_current(read: Read, new: Iterable[Claim], closed: Sequence[NamedNode] = ()) -> CurrentChange:
    """How the current graph changes when claims are added and the source graphs `closed` are closed.

    A thing whose new values stand there already, or only add to many-valued slots, is not read again; any other is
    rebuilt from all its live claims, so that the outcome does not depend on the order of loading.
    """
    by_thing: dict[NamedNode, list[Claim]] = {}
    for claim in new:
        by_thing.setdefault(claim.about, []).append(claim)
    leaving = {claim.about for graph in closed for claim in read_claims(read(None, None, None, graph))}
    change = CurrentChange()
    reader = _LiveReader(read, frozenset(closed))
    for about in sorted(by_thing.keys() | leaving, key=lambda term: term.value):
        _plan_thing(change, reader, about, by_thing.get(about, []), rebuild=about in leaving)
    return change


def _plan_thing(
    change: CurrentChange, reader: _LiveReader, about: NamedNode, claims: list[Claim], rebuild: bool
) -> None:
    before = set(reader.read(about, None, None, CURRENT))
    after = set(build_current(claims))
    if rebuild or (before and (_contests(claims, before) or reader.has_corrected(claims))):
        others = reader.claims_about(about)
        change.rivals += others
        after = set(build_current([*others, *claims]))
    else:
        after |= before
    change.add += after - before
    change.remove += before - after
    change.things[about] = after


def _contests(claims: list[Claim], before: set[Quad]) -> bool:
    """True when a rival claim could matter: a single-valued slot gets another value, or a date has words."""
    if any(claim.words is not None or kind_of(claim.about) == "condition" for claim in claims):
        return True
    if any(claim.standing.corrects for claim in claims):  # what it corrects gives way, even to a third source
        return True
    worded = {quad.predicate.value.removesuffix("Words") for quad in before if quad.predicate.value.endswith("Words")}
    if any(claim.slot.value in worded for claim in claims):
        return True
    single = [claim for claim in claims if is_single(claim.about, claim.slot)]
    return not before.issuperset(build_current(single))


class _LiveReader:
    """Reads live claims, remembering the standing of each source graph."""

    def __init__(self, read: Read, closed: frozenset[NamedNode]) -> None:
        self.read = read
        self._closed = closed
        self._described: dict[NamedNode, list[Quad] | None] = {}
        self._corrected: dict[NamedNode, bool] = {}

    def claims_about(self, about: NamedNode) -> list[Claim]:
        """The live claims about a thing."""
        found = []
        for quad in list(self.read(None, MOR.about, about, None)):
            description = self._description(quad.graph_name)
            if description is not None:
                found += read_claims([*self.read(quad.subject, None, None, quad.graph_name), *description])
        return found

    def has_corrected(self, claims: Iterable[Claim]) -> bool:
        """True when a source of some claims is corrected by another, whose values may stand instead."""
        for source in {claim.standing.source for claim in claims}:
            if source not in self._corrected:
                self._corrected[source] = any(True for _ in self.read(None, MOR.corrects, source, None))
        return any(self._corrected[claim.standing.source] for claim in claims)

    def _description(self, graph: NamedNode) -> list[Quad] | None:
        """The quads that describe a live source graph and its source; None for one that is closed."""
        if graph not in self._described:
            own = list(self.read(graph, None, None, graph))
            closed = graph in self._closed or any(quad.predicate == PROV.invalidatedAtTime for quad in own)
            sources = [quad.object for quad in own if quad.predicate == PROV.wasDerivedFrom]
            about = [quad for source in sources for quad in self.read(source, None, None, graph)]
            self._described[graph] = None if closed else [*own, *about]
        return self._described[graph]


def live_graphs(read: Read, source: NamedNode | None = None) -> list[NamedNode]:
    """The source graphs whose record time is open, of one source or of all, by IRI."""
    graphs = {quad.graph_name for quad in read(None, PROV.wasDerivedFrom, source, None)}
    closed = (
        {quad.graph_name for quad in read(None, PROV.invalidatedAtTime, None, None)}
        if not source
        else {graph for graph in graphs if any(read(graph, PROV.invalidatedAtTime, None, graph))}
    )
    return sorted(graphs - closed, key=lambda graph: graph.value)


def closing_quads(graph: NamedNode, moment: Literal, reason: str) -> list[Quad]:
    """The quads that close the record time of a source graph."""
    return [
        Quad(graph, PROV.invalidatedAtTime, moment, graph),
        Quad(graph, MOR.retractionReason, Literal(reason), graph),
    ]
