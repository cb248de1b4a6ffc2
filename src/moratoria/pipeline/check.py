"""Checking sources as they would stand in a store, before anything is stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from moratoria.findings import Finding
from moratoria.graph.change import CurrentChange, Read, live_graphs, plan_current
from moratoria.pipeline.sources import Prepared
from moratoria.store.base import Rows, Store
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import CURRENT, IDS, LOC, NamedNode, Quad, ntriples

ShapeCheck = Callable[[str], list[Finding]]
RuleCheck = Callable[[Callable[[str], Rows], Collection[str]], list[Finding]]


@dataclass(frozen=True)
class Checker:
    """Shapes over the touched graphs, rules over the touched things and their neighbours."""

    shapes: ShapeCheck
    rules: RuleCheck

    def find(self, fresh: Sequence[Prepared], store: Store) -> list[Finding]:
        """Every finding about fresh sources as they would stand in the store, each at its line."""
        graphs = [item.graph for item in fresh if item.graph]
        older = [old for graph in graphs if not graph.closed for old in live_graphs(store.quads, graph.source)]
        claims = [claim for graph in graphs for claim in graph.current_claims]
        current = plan_current(store.quads, claims, older)
        sources = [quad for graph in graphs for quad in graph.quads]
        things = [quad for quads in current.things.values() for quad in quads]
        found = self.shapes(ntriples(quad.triple for quad in (*sources, *things)).decode())
        scratch = EmbeddedStore.of(
            [*sources, *things, *_neighbours(store.quads, current), *_rival_quads(store, current)]
        )
        about = {quad.subject.value for quad in (*sources, *things)}
        found += self.rules(lambda text: _rows(scratch, text), about)
        return _Places(fresh).put(found)


def _rows(store: EmbeddedStore, text: str) -> Rows:
    answer = store.query(text)
    assert isinstance(answer, Rows)
    return answer


def _neighbours(read: Read, current: CurrentChange) -> list[Quad]:
    """What the touched things refer to, and - where a thing changed that was there before - what refers to it."""
    wanted: set[NamedNode] = set()
    for quads in current.things.values():
        wanted |= {quad.object for quad in quads if isinstance(quad.object, NamedNode) and _is_ours(quad.object)}
    for thing in {quad.subject for quad in (*current.add, *current.remove)}:
        wanted |= {quad.subject for quad in read(None, None, thing, CURRENT)}
    wanted -= current.things.keys()
    return [quad for thing in wanted for quad in read(thing, None, None, CURRENT)]


def _is_ours(term: NamedNode) -> bool:
    return term.value.startswith((IDS, str(LOC)))


def _rival_quads(store: Store, current: CurrentChange) -> list[Quad]:
    """The live claims that contest a new one, with the description of their graphs."""
    found: list[Quad] = []
    for claim in current.rivals:
        if claim.graph is not None:
            found += store.quads(claim.iri, None, None, claim.graph)
            found += store.quads(claim.graph, None, None, claim.graph)
    return found


class _Places:
    """Finds the source and line behind the subject of a finding."""

    def __init__(self, fresh: Sequence[Prepared]) -> None:
        self._places: dict[str, tuple[Prepared, tuple[str | int, ...]]] = {}
        for item in fresh:
            if item.graph is None:
                continue
            for name in (item.graph.iri, item.graph.source):
                self._places.setdefault(name.value, (item, ("source",)))
            for claim in item.graph.claims:
                self._places.setdefault(claim.iri.value, (item, claim.place))
                self._places.setdefault(claim.about.value, (item, claim.place[:2]))
                for node in claim.evidence:
                    self._places.setdefault(node.value, (item, (*claim.place[:2], "evidence")))

    def put(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings with their places; one about something that no fresh source states keeps none."""
        placed = []
        for finding in findings:
            item, path = self._places.get(finding.subject, (None, ()))
            if item is not None and item.graph is not None:
                finding = finding.at(item.where(path), item.graph.source.value.rsplit("/", 1)[1])
            placed.append(finding)
        return placed
