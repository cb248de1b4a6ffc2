"""The accepted facts of a source as a version in the store: planned and checked, committed, and kept beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from moratoria.errors import FindingsError
from moratoria.findings import Finding, Severity
from moratoria.graph.change import live_graphs
from moratoria.pipeline.changes import Flip
from moratoria.pipeline.desk import Desk, Queued, utc_now
from moratoria.pipeline.load import LoadPlan, check_sources, load_sources, plan_retraction
from moratoria.pipeline.plan import shipped_checker
from moratoria.pipeline.sources import Prepared
from moratoria.pipeline.trial import try_load
from moratoria.review.decisions import FactState, Ledger
from moratoria.review.selection import Selection, select_accepted
from moratoria.sources.fact_files import render_fact_file
from moratoria.store.base import Store
from moratoria.terms import PROV, minted

_MARK = "# as decided by "


@dataclass(frozen=True)
class Version:
    """What a source would be in the store by some decisions; without a selection it would be retracted."""

    source: str
    selection: Selection | None
    plan: LoadPlan
    findings: tuple[Finding, ...]

    def refuse_errors(self) -> None:
        """Raises FindingsError when the version has a finding of severity ERROR."""
        errors = [item for item in self.findings if item.severity is Severity.ERROR]
        if errors:
            found = sorted(self.findings, key=Finding.key)
            raise FindingsError(found, f"{self.source}: refused, nothing was decided")


def plan_version(desk: Desk, store: Store, queued: Queued, states: Mapping[str, FactState], when: str) -> Version:
    """The version of a source that some states of its facts come to, checked as it would stand in the store."""
    own = [item for item in queued.findings if item.severity is Severity.ERROR]
    selection = None if own else select_accepted(queued.data, states)
    if selection is None:
        return Version(queued.source, None, LoadPlan(), tuple(own))
    prepared = desk.prepare(queued.source, selection, utc_now())
    if _was_closed(store, prepared):
        selection = select_accepted(queued.data, states, confirmed=when) or selection
        prepared = desk.prepare(queued.source, selection, utc_now())
    plan = check_sources([prepared], store, shipped_checker())
    return Version(queued.source, selection, plan, tuple(dict.fromkeys(plan.findings)))


def _was_closed(store: Store, prepared: Prepared) -> bool:
    """True when just this version stood before and does no more."""
    graph = prepared.graph
    return graph is not None and any(True for _ in store.quads(graph.iri, PROV.invalidatedAtTime, None, graph.iri))


def find_version_flips(version: Version, store: Store) -> tuple[Flip, ...]:
    """The statuses that would flip today if a version was committed."""
    return try_load(version.plan, store, utc_now(), date.today()).flips if version.plan.fresh else ()


def commit_version(desk: Desk, store: Store, version: Version, when: str) -> None:
    """Make the store, and then the accepted facts kept beside it, what a version says; again makes no difference."""
    if version.selection is None:
        closing = live_graphs(store.quads, minted("source", version.source)) if mark_of(desk, version.source) else []
        if closing:
            store.commit(plan_retraction(store.quads, closing, "every accepted fact was taken back", utc_now()))
        desk.accepted.remove(version.source)
        return
    load_sources(version.plan, store, moment=utc_now())
    data = version.selection.data
    text = desk.text(version.source) if data["source"].get("text") else None
    desk.accepted.put(version.source, f"{_MARK}{when}\n{render_fact_file(data)}", text, replace=True)


def mark_of(desk: Desk, source: str) -> str:
    """The step by which the accepted facts of a source were last made; empty when it has none."""
    path = desk.accepted.facts_path(source)
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8", errors="replace") as file:
        first = file.readline()
    return first.removeprefix(_MARK).strip() or "unknown"


def find_unsettled(desk: Desk, ledger: Ledger) -> list[str]:
    """The sources whose last decision has not reached the store: a process was stopped between the two."""
    found = []
    for source, last in sorted(ledger.last.items()):
        mark = mark_of(desk, source)
        accepts = any(state.status == "accepted" for state in ledger.states.get(source, {}).values())
        if mark != last and (accepts or mark):
            found.append(source)
    return found


def settle(desk: Desk, store: Store, ledger: Ledger) -> list[Finding]:
    """Bring the store to what the log says, source by source; gives the findings of those that cannot be."""
    findings: list[Finding] = []
    known = set(desk.queue.names())
    for source in find_unsettled(desk, ledger):
        if source not in known:
            problem = f"the candidates of {source} are gone, what was accepted of them stays as it is"
            findings.append(Finding("lost-candidates", Severity.WARN, problem, "put the file back", source=source))
            continue
        states = ledger.states.get(source, {})
        version = plan_version(desk, store, desk.read(source, states), states, ledger.last[source])
        if any(item.severity is Severity.ERROR for item in version.findings):
            findings += version.findings
            continue
        commit_version(desk, store, version, ledger.last[source])
    return findings
