"""Loading an edition of a register, and what it changes of the edition before: things new, gone and changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moratoria.findings import Finding, Severity
from moratoria.graph.build import SourceGraph
from moratoria.graph.change import live_graphs
from moratoria.graph.claims import Claim, read_claims
from moratoria.pipeline.load import LoadReport, Progress, check_sources, load_sources
from moratoria.pipeline.plan import shipped_checker
from moratoria.pipeline.registers import EditionFiles, prepare_edition, read_register
from moratoria.pipeline.sources import Prepared
from moratoria.registers.tally import Tally
from moratoria.store.base import Store
from moratoria.terms import IDS, shorten

STEPS = ("introduced", "passed-chamber", "passed", "signed", "enacted", "entered-into-force")
"""The steps of a bill or law in their order; an edition that knows fewer of them than the last is told."""

Slots = dict[str, dict[str, tuple[str, ...]]]
"""The values of each slot of each thing."""


@dataclass(frozen=True)
class Changed:
    """One slot of one thing that two editions state differently."""

    thing: str
    slot: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class EditionDiff:
    """What an edition changes of the one before it."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)


@dataclass(frozen=True)
class EditionReport:
    """What loading an edition read, found, wrote and changed; `diff` is None for a first edition."""

    register: str
    source: str
    load: LoadReport
    tally: Tally = field(default_factory=Tally)
    unread: tuple[str, ...] = ()
    diff: EditionDiff | None = None

    def plain(self) -> dict[str, Any]:
        """The report as plain data."""
        return {"register": self.register, "source": self.source, **self.tally.plain(), "unread": list(self.unread)}


def load_edition(store: Store, given: EditionFiles, moment: datetime, progress: Progress) -> EditionReport:
    """Check an edition of a register and write it whole, or nothing of it when there is an ERROR.

    The edition before stays in the history, its record time closed.
    """
    register = read_register(given.register)
    edition = prepare_edition(register, given, store, moment)
    progress(f"read {register.name}", 1, 1)
    graph = edition.prepared.graph
    diff = _compared(store, graph) if graph else None
    found = [*edition.prepared.findings, *(_find_steps_back(diff) if diff else ())]
    prepared = Prepared(edition.prepared.name, graph, tuple(found), edition.prepared.where)
    plan = check_sources([prepared], store, shipped_checker())
    if plan.refused or given.trial:
        findings = tuple(sorted(plan.findings, key=Finding.key))
        report = LoadReport(findings, refused=tuple(plan.refused), unchanged=tuple(plan.unchanged))
    else:
        report = load_sources(plan, store, moment=moment, progress=progress)
    return EditionReport(register.name, register.source.id, report, edition.tally, edition.unread, diff)


def _compared(store: Store, graph: SourceGraph) -> EditionDiff | None:
    older = live_graphs(store.quads, graph.source)
    if not older:
        return None
    if older == [graph.iri]:
        return EditionDiff()
    claims = [claim for old in older for claim in read_claims(store.quads(None, None, None, old))]
    return compare_claims(claims, graph.claims)


def compare_claims(before: Iterable[Claim], after: Iterable[Claim]) -> EditionDiff:
    """What two editions state differently, thing by thing."""
    old, new = _slots(before), _slots(after)
    changed = [
        Changed(thing, slot, old[thing].get(slot, ()), new[thing].get(slot, ()))
        for thing in sorted(old.keys() & new.keys())
        for slot in sorted(old[thing].keys() | new[thing].keys())
        if old[thing].get(slot) != new[thing].get(slot)
    ]
    return EditionDiff(tuple(sorted(new.keys() - old.keys())), tuple(sorted(old.keys() - new.keys())), tuple(changed))


def _slots(claims: Iterable[Claim]) -> Slots:
    found: Slots = {}
    for claim in claims:
        slots = found.setdefault(claim.about.value.removeprefix(IDS), {})
        name = shorten(claim.slot.value)
        slots[name] = tuple(sorted((*slots.get(name, ()), claim.value.value)))
    return found


def _find_steps_back(diff: EditionDiff) -> list[Finding]:
    """WARN where a step of a bill or law is gone and only earlier ones took its place."""
    reached = {thing: step for thing in diff.new if (step := _step(thing))}
    found = []
    for thing in diff.gone:
        law, step = thing.removesuffix(f"-{_step(thing)}"), _step(thing)
        later = [now for now in reached if step and now.startswith(f"{law}-") and now == f"{law}-{reached[now]}"]
        back = [now for now in later if STEPS.index(reached[now]) < STEPS.index(step)]
        found += [_step_back(thing, step, reached[now]) for now in back]
    return found


def _step(thing: str) -> str:
    """The step of a legal event in its id, which ends in it; the longest that fits."""
    return max((step for step in STEPS if thing.endswith(f"-{step}")), key=len, default="")


def _step_back(thing: str, before: str, after: str) -> Finding:
    problem = f"{slug_of_path(thing)} stood at {before} in the edition before, and stands at {after} now"
    return Finding("status-goes-backwards", Severity.WARN, problem, "check it at the source", subject=thing)


def slug_of_path(thing: str) -> str:
    """The slug in `kind/slug`."""
    return thing.rpartition("/")[2]
