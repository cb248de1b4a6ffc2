"""A full scan of a store: what it holds, and whether it is what its sources say."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from moratoria import settings
from moratoria.findings import Finding, Severity
from moratoria.graph.build import facts_digest
from moratoria.graph.change import live_graphs
from moratoria.pipeline.check import Checker
from moratoria.pipeline.rebuild import rebuild_current
from moratoria.store.base import FORMAT, Store, select
from moratoria.terms import CURRENT, GRAPHS, MOR, STORE, TYPE, BlankNode, NamedNode, Quad, ntriples

_REBUILD = "run `moratoria init --rebuild`"


@dataclass(frozen=True)
class Examination:
    """The counts of a store and everything that is wrong with it."""

    counts: dict[str, int]
    findings: tuple[Finding, ...]


def examine(store: Store, checker: Checker, progress: Callable[[str, int, int], None]) -> Examination:
    """Scan a whole store: its marks, hashes, shapes, rules, dangling references, and its current graph."""
    findings = list(_find_mark_faults(store))
    live, bad = live_graphs(store.quads), set[NamedNode]()
    every = sorted({quad.graph_name for quad in _all(store)} - {CURRENT, STORE}, key=str)
    for number, graph in enumerate(every):
        quads = list(store.quads(None, None, None, graph))
        faults = list(_find_graph_faults(graph, quads))
        bad |= {graph} if faults else set()  # its claims may not even be readable
        findings += faults
        findings += checker.shapes(_text(quads))
        progress("graphs", number + 1, len(every))
    _read_every_order(store, [*every, CURRENT])
    current = list(store.quads(None, None, None, CURRENT))
    findings += checker.shapes(_text(current))
    findings += checker.rules(lambda text: select(store, text), {quad.subject.value for quad in _all(store)})
    whole = [graph for graph in live if graph not in bad]
    findings += _find_current_faults(current, rebuild_current(store.quads, whole))
    counts = {"source graphs": len(every), "live": len(live), "retracted": len(every) - len(live), **_kinds(current)}
    return Examination(counts, tuple(sorted(set(findings), key=Finding.key)))


def _read_every_order(store: Store, graphs: Iterable[NamedNode]) -> None:
    """Read a store at hand in each order in which its engine keeps the quads.

    A damaged block is told when it is looked up; a query that meets it would never end.
    """
    if "://" in store.place:
        return
    predicates, values = set(), set()
    for graph in graphs:
        own = list(store.quads(None, None, None, graph))
        for predicate in {quad.predicate for quad in own}:
            _exhaust(store.quads(None, predicate, None, graph))
            predicates.add(predicate)
        for value in {quad.object for quad in own}:
            _exhaust(store.quads(None, None, value, graph))
            values.add(value)
    for predicate in predicates:
        _exhaust(store.quads(None, predicate, None, None))
    for value in values:
        _exhaust(store.quads(None, None, value, None))


def _exhaust(quads: Iterable[Quad]) -> None:
    deque(quads, maxlen=0)


def _text(quads: Iterable[Quad]) -> str:
    return ntriples(quad.triple for quad in quads).decode()


def _all(store: Store) -> Iterable[Quad]:
    return store.quads()


def _kinds(current: Iterable[Quad]) -> dict[str, int]:
    """How many things of each class the current graph has, and its quads."""
    found: Counter[str] = Counter()
    for quad in current:
        found["quads in the current graph"] += 1
        if quad.predicate == TYPE and quad.object.value.startswith(str(MOR)):
            found[quad.object.value.removeprefix(str(MOR))] += 1
    return dict(sorted(found.items()))


def _find_mark_faults(store: Store) -> Iterable[Finding]:
    marks = {quad.predicate: quad.object.value for quad in store.quads(STORE, None, None, STORE)}
    for predicate, expected in ((MOR.storeFormat, FORMAT), (MOR.ontologyVersion, settings.ONTOLOGY_VERSION)):
        if marks.get(predicate) != expected:
            problem = f"the store says {predicate.value.rsplit('#')[1]} {marks.get(predicate)!r}, expected {expected!r}"
            yield Finding("store-outdated", Severity.ERROR, problem, _REBUILD, subject=STORE.value)


def _find_graph_faults(graph: NamedNode, quads: list[Quad]) -> Iterable[Finding]:
    """A source graph whose content is not what its name and hash say, or which holds blank nodes."""
    digests = [quad.object.value for quad in quads if quad.predicate == MOR.factsSha256]
    if len(digests) != 1 or graph.value.rsplit("/", 1)[1] != digests[0][:12]:
        problem = "the graph's name is not the hash of its facts"
        yield Finding("graph-misnamed", Severity.ERROR, problem, "load the source again", subject=graph.value)
    elif facts_digest(quad.triple for quad in quads if quad.subject != graph) != digests[0]:
        problem = "the graph's facts are not those its hash was made of"
        yield Finding("graph-altered", Severity.ERROR, problem, "restore a copy, or load it again", subject=graph.value)
    if any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        yield Finding("blank-node", Severity.ERROR, "the graph has a blank node", "load it again", subject=graph.value)
    if not graph.value.startswith(GRAPHS):
        yield Finding("foreign-graph", Severity.ERROR, "not a graph of this project", "remove it", subject=graph.value)


def _find_current_faults(stored: list[Quad], expected: list[Quad]) -> Iterable[Finding]:
    missing, extra = set(expected) - set(stored), set(stored) - set(expected)
    for code, quads, what in (
        ("current-incomplete", missing, "lacks"),
        ("current-unfounded", extra, "has, unfounded,"),
    ):
        for quad in sorted(quads, key=str)[:20]:
            problem = f"the current graph {what} {quad.triple}"
            yield Finding(code, Severity.ERROR, problem, _REBUILD, subject=getattr(quad.subject, "value", ""))
