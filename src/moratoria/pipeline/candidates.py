"""Candidates as a reviewer sees them: the fact, what it is taken for, its findings, the statuses that would flip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from moratoria.findings import Finding, Severity
from moratoria.graph.claims import Claim, prefer
from moratoria.graph.current import is_single
from moratoria.pipeline.changes import Flip
from moratoria.pipeline.desk import Desk, Queued
from moratoria.pipeline.sayings import Said, label_of, read_said, slot_words, words_of
from moratoria.pipeline.versions import Version, find_version_flips, plan_version
from moratoria.review.decisions import FactState, Ledger
from moratoria.review.known import Known
from moratoria.review.parts import SUPPORTING, Fields, digest_of, edited_fact, find_company, list_of
from moratoria.review.resolve import Proposal, propose
from moratoria.review.selection import edited_facts
from moratoria.store.base import Store
from moratoria.terms import RDFS, TYPE

WAITING, ACCEPTED, REJECTED = "waiting", "accepted", "rejected"
States = Mapping[str, FactState]


@dataclass(frozen=True)
class Candidate:
    """A fact of a source in the queue, with all that a decision about it needs; `spans` are places in the text."""

    source: str
    fact: str
    status: str
    kind: str
    label: str
    confidence: float | None
    stated: Fields
    spans: tuple[tuple[int, int], ...] = ()
    proposal: Proposal = field(default_factory=Proposal)
    findings: tuple[Finding, ...] = ()

    @property
    def is_supporting(self) -> bool:
        """True for who and what the other facts are about."""
        return list_of(self.fact) in SUPPORTING


@dataclass(frozen=True)
class Sheet:
    """The candidates of one source, the findings about it as a whole, and what would flip if all were accepted."""

    source: str
    candidates: tuple[Candidate, ...]
    findings: tuple[Finding, ...] = ()
    flips: tuple[Flip, ...] = ()


class Inspection:
    """Looks at the candidates of a queue beside a store, by what was decided so far. Nothing is written."""

    def __init__(self, desk: Desk, store: Store, ledger: Ledger) -> None:
        self._desk, self._store, self._ledger = desk, store, ledger
        self._known = Known(store)

    def sheet(self, source: str, *, everything: bool = False) -> Sheet:
        """The sheet of a source: what waits, or `everything`. Raises UnknownName when the queue does not have it."""
        states = self._ledger.states.get(source, {})
        queued = self._desk.read(source, states)
        if queued.file is None:
            return Sheet(source, (), queued.findings)
        proposals = find_proposals(queued, states, self._known)
        waiting = [key for key in queued.facts if states.get(key, FactState()).status == WAITING]
        version = self._try(queued, states, waiting, proposals)
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in dict.fromkeys((*queued.findings, *version.findings, *find_differences(version, self._store))):
            found[finding.where if finding.where in queued.facts else ""].append(finding)
        candidates = (
            _candidate(queued, key, states.get(key, FactState()), proposals.get(key, Proposal()), found[key])
            for key in queued.facts
        )
        shown = tuple(item for item in candidates if everything or item.status == WAITING)
        return Sheet(source, shown, tuple(found[""]), find_version_flips(version, self._store))

    def flips(self, source: str, fact: str) -> tuple[Flip, ...]:
        """The statuses that would flip today if one fact was accepted as proposed."""
        states = self._ledger.states.get(source, {})
        queued = self._desk.read(source, states)
        if queued.file is None:
            return ()
        keys = [fact, *company_of(queued, states, [fact])]
        version = self._try(queued, states, keys, find_proposals(queued, states, self._known))
        return find_version_flips(version, self._store)

    def _try(self, queued: Queued, states: States, keys: Sequence[str], proposals: Mapping[str, Proposal]) -> Version:
        """The version of a source if some more of its facts were accepted as proposed."""
        after = accepted_as(queued, states, keys, proposals)
        return plan_version(self._desk, self._store, queued, after, self._ledger.last.get(queued.source, "now"))


def _candidate(
    queued: Queued, key: str, state: FactState, proposal: Proposal, findings: Sequence[Finding]
) -> Candidate:
    fact = edited_fact(queued.facts[key], state.edited)
    words = (fact.get(name) for name in ("label", "name", "title", "gist"))
    label = next((str(word) for word in words if word), key.partition("/")[2])
    confidence = None if fact.get("confidence") is None else float(fact["confidence"])
    spans = [tuple(int(place) for place in item["span"]) for item in fact["evidence"] if item.get("span")]
    return Candidate(
        queued.source, key, state.status, str(fact.get("kind") or list_of(key)), label, confidence, fact,
        tuple((first, last) for first, last in spans), proposal, tuple(sorted(findings, key=Finding.key)),
    )  # fmt: skip


def find_proposals(queued: Queued, states: States, known: Known) -> dict[str, Proposal]:
    """What each waiting fact of a well-formed source is taken for; one whose id a person set is what that says."""
    if queued.file is None:
        return {}
    settled = {
        key: str(state.edited.get("id") or queued.facts[key].get("id", ""))
        for key, state in states.items()
        if key in queued.facts and (state.status == ACCEPTED or "id" in state.edited)
    }
    return propose(queued.file, known, settled)


def company_of(queued: Queued, states: States, wanted: Sequence[str]) -> dict[str, str]:
    """The waiting facts that come along with some facts, each with the one it comes along for."""
    facts = edited_facts(queued.data, states)
    refused = {key for key, state in states.items() if state.status == REJECTED}
    company = find_company(facts, wanted, refused - set(wanted))
    return {key: other for key, other in company.items() if states.get(key, FactState()).status == WAITING}


def accepted_as(
    queued: Queued, states: States, keys: Iterable[str], proposals: Mapping[str, Proposal]
) -> dict[str, FactState]:
    """The states of the facts of a source if some of them were accepted as proposed."""
    after = dict(states)
    for key in keys:
        old, edits = states.get(key, FactState()), proposals.get(key, Proposal()).edits
        after[key] = FactState(
            ACCEPTED, {**old.edited, **edits}, old.who or "reviewer", digest=digest_of(queued.facts[key])
        )
    return after


def find_differences(version: Version, store: Store) -> list[Finding]:
    """WARN for each value that live sources in the graph give otherwise."""
    found = []
    for item in version.plan.fresh:
        claims = [claim for claim in item.graph.claims if _is_weighed(claim)] if item.graph else []
        about = list(dict.fromkeys(claim.about for claim in claims))
        slots = list(dict.fromkeys(claim.slot for claim in claims))
        said = read_said(store, about, slots) if claims else {}
        for claim in claims:
            others = [each for each in said.get((claim.about, claim.slot), ()) if _differs(claim, each)]
            if others:
                found.append(_difference(store, claim, others[0], item.where(claim.place)))
    return found


def _is_weighed(claim: Claim) -> bool:
    return is_single(claim.about, claim.slot) and claim.slot not in (RDFS.label, RDFS.comment)


def _differs(claim: Claim, other: Said) -> bool:
    if claim.standing.source == other.claim.standing.source:
        return False
    return prefer([claim, other.claim])[1] not in ("only-value", "precise-over-vague")


def _difference(store: Store, claim: Claim, other: Said, where: str) -> Finding:
    word = "kind" if claim.slot == TYPE else slot_words(claim.slot)
    stands = "it would stand" if prefer([claim, other.claim])[0] is claim else "the other would stand"
    saying = other.saying
    problem = (
        f"{label_of(store, claim.about)}: {word} {words_of(store, claim.value)} here, {saying.value} in the graph "
        f"({saying.publisher}, {saying.published}); {stands}"
    )
    remedy = "edit it if it was misread, else accept it: both sides are kept"
    return Finding("differs-from-known", Severity.WARN, problem, remedy, subject=claim.about.value, where=where)
