"""Loading: check every source, then write each in one transaction - or write nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from moratoria.findings import Finding, Severity
from moratoria.graph.build import SourceGraph, time_literal
from moratoria.graph.change import CurrentChange, Read, closing_quads, live_graphs, plan_current
from moratoria.graph.packed import PackedQuads, nquads, packed
from moratoria.infer.derive import build_status, status_quads, touched_restrictions
from moratoria.pipeline.check import Checker
from moratoria.pipeline.sources import Prepared
from moratoria.store.base import Change, Store
from moratoria.store.overlay import Overlay
from moratoria.terms import PROV, NamedNode, Quad

BATCH_QUADS = 20_000
Progress = Callable[[str, int, int], None]
"""`progress(stage, done, total)`."""


def silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True)
class LoadReport:
    """What a load found and did: sources by what became of them, in order."""

    findings: tuple[Finding, ...] = ()
    loaded: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    quads: int = 0

    @property
    def ok(self) -> bool:
        """True when nothing was refused."""
        return not self.refused


@dataclass
class LoadPlan:
    """Sources that may be written, those left alone, and those refused."""

    fresh: list[Prepared] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def check_sources(prepared: Iterable[Prepared], store: Store, checker: Checker, *, again: bool = False) -> LoadPlan:
    """Sort sources into fresh, unchanged and refused; every finding of all of them is reported.

    With `again`, sources that the store has as they are are checked like fresh ones.
    """
    plan = LoadPlan()
    seen: dict[str, str] = {}
    for item in prepared:
        plan.findings += item.findings
        if item.graph is None:
            plan.refused.append(item.name)
            continue
        key = item.graph.iri if item.graph.closed else item.graph.source
        repeated = seen.setdefault(key.value, item.name)
        state = _state(store.quads, item.graph)
        if repeated != item.name:
            plan.refused.append(item.name)
            plan.findings.append(_repeated(item, repeated))
        elif state == "live" and not again:
            plan.unchanged.append(item.name)
        elif state == "retracted":
            plan.refused.append(item.name)
            plan.findings.append(_retracted(item))
        else:
            plan.fresh.append(item)
    _check_together(plan, store, checker)
    return plan


def _state(read: Read, graph: SourceGraph) -> str:
    """`live` when the store has the graph as it is here, `retracted` when only the store closed it, else `new`."""
    if not any(True for _ in read(graph.iri, PROV.wasDerivedFrom, None, graph.iri)):
        return "new"
    closed = any(True for _ in read(graph.iri, PROV.invalidatedAtTime, None, graph.iri))
    if graph.closed:
        return "live" if closed else "new"
    return "retracted" if closed else "live"


def _repeated(item: Prepared, first: str) -> Finding:
    problem = f"the source {item.graph.source.value if item.graph else ''} is also given by {first}"
    where = item.where(("source", "id"))
    return Finding("repeated-source", Severity.ERROR, problem, "load one of the two", where=where)


def _retracted(item: Prepared) -> Finding:
    problem = "this version of the source was retracted and is not loaded again"
    where = item.where(("source",))
    return Finding("retracted-source", Severity.ERROR, problem, "correct the facts, or leave it out", where=where)


def _check_together(plan: LoadPlan, store: Store, checker: Checker) -> None:
    """Check the fresh sources as they would stand together; refusing one may leave another dangling, so repeat."""
    reported: set[Finding] = set(plan.findings)
    while plan.fresh:
        found = checker.find(plan.fresh, store)
        plan.findings += [finding for finding in found if finding not in reported]
        reported |= set(found)
        bad = {finding.source for finding in found if finding.severity is Severity.ERROR}
        if not bad:
            return
        clean = [item for item in plan.fresh if _source(item) not in bad]
        if len(clean) == len(plan.fresh):  # an error that is nobody's alone, such as in a thing already stored
            clean = []
        kept = {_source(item) for item in clean}
        plan.refused += [item.name for item in plan.fresh if _source(item) not in kept]
        plan.fresh = clean


def _source(item: Prepared) -> str:
    return item.graph.source.value.rsplit("/", 1)[1] if item.graph else ""


def load_sources(plan: LoadPlan, store: Store, *, moment: datetime, progress: Progress = silent) -> LoadReport:
    """Write the fresh sources of a plan, several in one transaction, each of them whole.

    A store without sources takes them all in one: nothing gives way there, so the engine can load in bulk.
    """
    replaced: list[str] = []
    quads = done = 0
    for batch in _batches(plan.fresh, math.inf if _is_bare(store.quads) else BATCH_QUADS):
        graphs = [item.graph for item in batch if item.graph]
        change, closed = plan_commit(store.quads, graphs, moment)
        store.commit(change)
        replaced += [_source(item) for item in batch if item.graph and item.graph.source in closed]
        quads += len(change.add)
        done += len(batch)
        progress("write", done, len(plan.fresh))
    loaded = tuple(_source(item) for item in plan.fresh)
    findings = tuple(sorted(plan.findings, key=Finding.key))
    return LoadReport(findings, loaded, tuple(replaced), tuple(plan.unchanged), tuple(plan.refused), quads)


def _is_bare(read: Read) -> bool:
    return not any(True for _ in read(None, PROV.wasDerivedFrom, None, None))


def _batches(items: Sequence[Prepared], limit: float) -> Iterable[list[Prepared]]:
    batch: list[Prepared] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.graph.quads) if item.graph else 0
        if size >= limit:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def plan_commit(read: Read, graphs: Sequence[SourceGraph], moment: datetime) -> tuple[Change, set[NamedNode]]:
    """One change that adds source graphs, closes their older versions and moves current graph and statuses along.

    Also gives the sources of which an older version was closed.
    """
    live = [graph for graph in graphs if not graph.closed]
    older = {old: graph.source for graph in live for old in live_graphs(read, graph.source) if old != graph.iri}
    closing = [*older, *(graph.iri for graph in graphs if graph.closed)]
    current = plan_current(read, [claim for graph in live for claim in graph.claims], closing)
    reason = "superseded by a newer version of the source"
    closed = [quad for graph in older for quad in closing_quads(graph, time_literal(moment), reason)]
    change = with_statuses(read, current, closed)
    texts = [text for graph in graphs for text in packed(graph.quads).texts]
    return Change(PackedQuads([*texts, nquads(change.add)]), change.remove), set(older.values())


def plan_retraction(read: Read, closing: Sequence[NamedNode], reason: str, moment: datetime) -> Change:
    """The change that closes source graphs; what another live source states stays."""
    current = plan_current(read, [], closing)
    add = [quad for graph in closing for quad in closing_quads(graph, time_literal(moment), reason)]
    return with_statuses(read, current, add)


def with_statuses(read: Read, current: CurrentChange, add: list[Quad]) -> Change:
    """A change of the current graph, together with the statuses that change with it."""
    moved = Change(current.add, current.remove)
    after = Overlay(read, moved).quads
    changed = {quad.subject for quad in (*current.add, *current.remove) if isinstance(quad.subject, NamedNode)}
    restrictions = touched_restrictions(after, changed) | touched_restrictions(read, changed)
    remove: list[Quad] = list(current.remove)
    for restriction in sorted(restrictions, key=lambda term: term.value):
        before, now = set(status_quads(read, restriction)), set(build_status(after, restriction))
        add += now - before
        remove += before - now
    return Change([*add, *current.add], remove)
