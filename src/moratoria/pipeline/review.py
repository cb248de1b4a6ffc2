"""Decisions of a reviewer and what they do: logged first, then loaded; a stopped process is made good by the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from moratoria.errors import FindingsError, InputError, UnknownName
from moratoria.findings import Finding, Severity
from moratoria.pipeline.candidates import (
    ACCEPTED,
    REJECTED,
    company_of,
    find_differences,
    find_proposals,
)
from moratoria.pipeline.changes import Flip
from moratoria.pipeline.choice import nearest_facts
from moratoria.pipeline.desk import Desk, Queued, utc_now
from moratoria.pipeline.versions import commit_version, find_version_flips, plan_version, settle
from moratoria.review.decisions import Decision, FactState, Ledger, fold, next_moment
from moratoria.review.known import Known
from moratoria.review.parts import digest_of, list_of
from moratoria.review.resolve import Proposal, as_new
from moratoria.sources.base import refuse_unwritable
from moratoria.store.base import Store


@dataclass(frozen=True)
class Outcome:
    """What a step decided: each fact, what came along with which, what waits for its target, and what followed."""

    source: str
    decision: str
    facts: tuple[str, ...]
    along: Mapping[str, str] = field(default_factory=dict)
    taken_for: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    flips: tuple[Flip, ...] = ()
    live: bool = False

    def lines(self) -> list[str]:
        """What the step did, a line each."""
        done = {"accept": "accepted", "reject": "rejected", "edit": "edited", "undo": "taken back"}[self.decision]
        lines = [f"{self.source}: {done} {', '.join(self.facts)}"]
        lines += [f"  {fact} is taken for {what}" for fact, what in self.taken_for.items()]
        lines += [f"  {fact} was accepted with {other}" for fact, other in self.along.items()]
        lines += [f"  {fact}: left out until accepted: {', '.join(lost)}" for fact, lost in self.left_out.items()]
        lines += [f"  {flip.label}: {flip.before} -> {flip.after} ({flip.rule})" for flip in self.flips]
        return lines


class Review:
    """A reviewer at work on the candidates of a store: every method is one step, whole or not at all.

    All of them first bring the store to what the log says, should an earlier process have been stopped in between.
    """

    def __init__(self, desk: Desk, who: str) -> None:
        name = who.strip()
        if not name or "\n" in name:
            raise InputError("a decision needs the name of its reviewer", remedy="add --by NAME")
        refuse_unwritable(name, "--by")
        self.desk, self.who = desk, name

    def accept(self, source: str, facts: Sequence[str], *, refuse_proposal: bool = False) -> Outcome:
        """Accept facts of a source as proposed, or as new ones, together with the things they refer to.

        Raises FindingsError, and decides nothing, when the source would have a finding of severity ERROR in the store.
        """
        with self._step(source) as step:
            step.require(facts)
            keys = [key for key in facts if step.state(key).status != ACCEPTED or step.state(key).along_with]
            if not keys:
                raise InputError(f"{', '.join(facts)}: accepted already", where=source, remedy="--undo takes it back")
            proposals = find_proposals(step.queued, step.states, Known(step.store))
            if refuse_proposal:
                proposals |= step.as_new(keys, proposals)
            company = company_of(step.queued, step.states, keys)
            lines = [step.accepting(key, proposals.get(key, Proposal()), "") for key in keys]
            lines += [step.accepting(key, proposals.get(key, Proposal()), other) for key, other in company.items()]
            taken_for = {line.fact: line.proposal for line in lines if line.proposal != "new"}
            return step.decide(lines, Outcome(source, "accept", tuple(keys), company, taken_for))

    def reject(self, source: str, facts: Sequence[str], reason: str) -> Outcome:
        """Reject facts of a source with a reason; an accepted one is taken out of the store with it."""
        if not reason.strip():
            raise InputError("a rejection needs a reason", remedy='add --reason "…"')
        refuse_unwritable(reason, "--reason")
        with self._step(source) as step:
            step.require(facts)
            keys = [key for key in facts if step.state(key).status != REJECTED]
            if not keys:
                raise InputError(f"{', '.join(facts)}: rejected already", where=source, remedy="--undo takes it back")
            lines = [step.line(key, "reject", reason=" ".join(reason.split())) for key in keys]
            return step.decide(lines, Outcome(source, "reject", tuple(keys)))

    def edit(self, source: str, fact: str, edits: Mapping[str, Any], *, reason: str = "") -> Outcome:
        """Set fields of a fact anew; a field set to nothing is taken out.

        Raises FindingsError, and changes nothing, when the fact would no longer be well formed.
        """
        with self._step(source) as step:
            step.require([fact])
            if not edits:
                raise InputError("nothing was changed", where=f"{source}/{fact}", remedy="write --set field=value")
            line = step.line(fact, "edit", edited=dict(edits), reason=reason)
            after = self.desk.read(source, fold([*step.decisions, line]).states[source])
            bad = [item for item in after.findings if item.severity is Severity.ERROR]
            if bad:
                raise FindingsError(bad, f"{source}: refused, nothing was edited")
            return step.decide([line], Outcome(source, "edit", (fact,)))

    def undo(self, source: str | None = None) -> Outcome:
        """Take back the last step that still stands, of a source or of all."""
        with self.desk.log.locked():
            last = self.desk.ledger()[0].last_step(source)
            if last is None:
                raise InputError("there is no decision to take back", where=source or "")
            with self._open(last.source) as step:
                lines = [step.line(key, "undo", undoes=last.when) for key in last.facts]
                return step.decide(lines, Outcome(last.source, "undo", last.facts))

    def settle(self) -> list[Finding]:
        """Bring the store to what the log says; gives what stands in the way, and a torn end of the log."""
        with self.desk.log.locked():
            ledger, findings = self.desk.ledger()
            with self.desk.store(write=True) as store:
                return [*findings, *settle(self.desk, store, ledger)]

    @contextmanager
    def _step(self, source: str) -> Iterator[_Step]:
        with self.desk.log.locked(), self._open(source) as step:
            yield step

    @contextmanager
    def _open(self, source: str) -> Iterator[_Step]:
        self.desk.queue.find(source)
        with self.desk.store(write=True) as store:
            decisions, _ = self.desk.log.read()
            ledger = fold(decisions)
            settle(self.desk, store, ledger)
            states = ledger.states.get(source, {})
            yield _Step(self, store, decisions, ledger, self.desk.read(source, states))


class _Step:
    """One step about one source, under the lock and with the store open."""

    def __init__(self, review: Review, store: Store, decisions: list[Decision], ledger: Ledger, queued: Queued) -> None:
        self.desk, self.who, self.store = review.desk, review.who, store
        self.decisions, self.queued = decisions, queued
        self.states = ledger.states.get(queued.source, {})
        self.when = next_moment(utc_now(), [line.when for line in decisions])

    def state(self, key: str) -> FactState:
        """Where a fact stands before the step."""
        return self.states.get(key, FactState())

    def require(self, facts: Sequence[str]) -> None:
        """Raises FindingsError for a source that cannot be read, UnknownName for a fact it does not have."""
        if self.queued.file is None:
            raise FindingsError(self.queued.findings, f"{self.queued.source}: cannot be reviewed as it is")
        for key in facts:
            if key not in self.queued.facts:
                raise UnknownName("fact", key, nearest_facts(key, self.queued.facts), where=self.queued.source)

    def line(self, key: str, decision: str, **more: Any) -> Decision:
        """A line of the step."""
        return Decision(self.when, self.who, self.queued.source, key, decision, **more)

    def accepting(self, key: str, proposal: Proposal, other: str) -> Decision:
        """The line that accepts a fact as proposed, for itself or along with another."""
        taken_for = " ".join(filter(None, (proposal.kind, proposal.of)))
        digest = digest_of(self.queued.facts[key])
        return self.line(
            key, "accept", edited=dict(proposal.edits), along_with=other, proposal=taken_for, digest=digest
        )

    def as_new(self, keys: Sequence[str], proposals: Mapping[str, Proposal]) -> dict[str, Proposal]:
        """Proposals that take some facts, and the conditions they await, for new ones."""
        assert self.queued.file is not None
        facts = dict(zip(self.queued.facts, (fact for _, _, fact in self.queued.file.facts()), strict=True))
        company = company_of(self.queued, self.states, keys)
        own = [key for key in company if list_of(key) in ("conditions", "requirements")]
        known = Known(self.store)
        return {key: as_new(facts[key], known, self.queued.facts) for key in (*keys, *own) if key in proposals}

    def decide(self, lines: Sequence[Decision], outcome: Outcome) -> Outcome:
        """Check what follows from some lines, log them, and then make the store say so."""
        whole = [Decision(**{**vars(line), "step": len(lines)}) for line in lines]
        after = fold([*self.decisions, *whole])
        states = after.states.get(self.queued.source, {})
        if not _touches_store(self.states, states):
            self.desk.log.append(whole)
            return outcome
        version = plan_version(self.desk, self.store, self.desk.read(self.queued.source, states), states, self.when)
        version.refuse_errors()
        findings = (*version.findings, *find_differences(version, self.store))
        flips = find_version_flips(version, self.store)
        self.desk.log.append(whole)
        commit_version(self.desk, self.store, version, self.when)
        left_out = version.selection.left_out if version.selection else {}
        about = {*outcome.facts, *outcome.along}
        shown = tuple(dict.fromkeys(item for item in findings if item.where in about))
        return Outcome(
            outcome.source, outcome.decision, outcome.facts, outcome.along, outcome.taken_for,
            {key: lost for key, lost in left_out.items() if key in about}, shown, flips, version.selection is not None,
        )  # fmt: skip


def _touches_store(before: Mapping[str, FactState], after: Mapping[str, FactState]) -> bool:
    """True when any fact is or was accepted."""
    return any(state.status == ACCEPTED for states in (before, after) for state in states.values())
