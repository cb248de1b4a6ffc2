"""Checking sources as they would stand in a store, before anything is stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from moratoria.findings import Finding
from moratoria.graph.build import SourceGraph
from moratoria.graph.change import CurrentChange, Read, live_graphs, plan_current
from moratoria.graph.claims import Claim
from moratoria.graph.packed import PackedQuads, nquads, take_from_graph
from moratoria.pipeline.sources import Prepared
from moratoria.store.base import Change, Rows, Store, select
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import CURRENT, IDS, LOC, NamedNode, Quad, shorten

PORTION_BYTES = 8 << 20
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
        things = [quad for quads in current.things.values() for quad in quads]
        found: list[Finding] = []
        about: set[str] = set()
        for text in _portions(graphs, things):
            found += self.shapes(text.decode())
            about |= {line.partition(b"> ")[0][1:].decode() for line in text.splitlines()}
        others = [*things, *_neighbours(store.quads, current), *_rival_quads(store, current)]
        scratch = EmbeddedStore()
        scratch.commit(Change(PackedQuads([*(nquads(graph.quads) for graph in graphs), nquads(others)])))
        found += self.rules(lambda text: select(scratch, text), about)
        return _Places(fresh).put(found) if found else []


def _portions(graphs: Iterable[SourceGraph], things: list[Quad]) -> Iterator[bytes]:
    """Source graphs, and things as they will be, as N-Triples: in portions fast to check that fit the memory."""
    waiting = [take_from_graph(nquads(things), CURRENT)]
    size = len(waiting[0])
    for graph in graphs:
        waiting.append(take_from_graph(nquads(graph.quads), graph.iri))
        size += len(waiting[-1])
        if size > PORTION_BYTES:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


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
        self._claims: dict[str, list[tuple[Prepared, Claim]]] = {}
        for item in fresh:
            if item.graph is None:
                continue
            for name in (item.graph.iri, item.graph.source):
                self._places.setdefault(name.value, (item, ("source",)))
            for claim in item.graph.claims:
                self._places.setdefault(claim.iri.value, (item, claim.place))
                self._places.setdefault(claim.about.value, (item, claim.place[:2]))
                self._claims.setdefault(claim.about.value, []).append((item, claim))
                for node in claim.evidence:
                    self._places.setdefault(node.value, (item, (*claim.place[:2], "evidence")))

    def put(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings with their places; one about something that no fresh source states keeps none."""
        placed = []
        for finding in findings:
            place = self._named(finding) or self._places.get(finding.subject)
            if place is not None and place[0].graph is not None:
                item, path = place
                assert item.graph is not None
                finding = finding.at(item.where(path), item.graph.source.value.rsplit("/", 1)[1])
            placed.append(finding)
        return placed

    def _named(self, finding: Finding) -> tuple[Prepared, tuple[str | int, ...]] | None:
        """The place of the claim whose value the finding names, where it names one."""
        words = {word.strip(",.;:") for word in finding.problem.split()}
        for item, claim in self._claims.get(finding.subject, ()):
            if isinstance(claim.value, NamedNode) and shorten(claim.value.value) in words:
                return item, claim.place
        return None
