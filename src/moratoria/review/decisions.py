"""Decisions as data: lines of a log, and what they come to. Pure."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from moratoria.errors import InputError
from moratoria.findings import Finding, Severity

WORDS = ("accept", "reject", "edit", "undo")


@dataclass(frozen=True)
class Decision:
    """What somebody decided about one fact of a source.

    `when` is UTC to the microsecond and names the step: all that one command decided about one source, `step` lines
    of the log. `edited` are fields set anew, those of an accepted proposal included. `along_with` names the fact that
    an accepted one came along with, `undoes` the step that is taken back. `digest` is that of the fact as it was
    accepted, so that a candidate changed behind the log is noticed.
    """

    when: str
    who: str
    source: str
    fact: str
    decision: str
    reason: str = ""
    edited: Mapping[str, Any] = field(default_factory=dict)
    step: int = 1
    along_with: str = ""
    undoes: str = ""
    proposal: str = ""
    digest: str = ""


@dataclass(frozen=True)
class FactState:
    """Where a fact stands: `waiting`, `accepted` or `rejected`, by whom, and its fields set anew."""

    status: str = "waiting"
    edited: Mapping[str, Any] = field(default_factory=dict)
    who: str = ""
    when: str = ""
    reason: str = ""
    along_with: str = ""
    proposal: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Step:
    """All that one command decided about one source and that still stands."""

    when: str
    who: str
    source: str
    facts: tuple[str, ...]


@dataclass
class Ledger:
    """What a log comes to: the state of each fact, the steps that stand, and the last word on each source."""

    states: dict[str, dict[str, FactState]] = field(default_factory=lambda: defaultdict(dict))
    steps: list[Step] = field(default_factory=list)
    last: dict[str, str] = field(default_factory=dict)

    def state(self, source: str, fact: str) -> FactState:
        """The state of a fact; one that nobody decided about waits."""
        return self.states.get(source, {}).get(fact, FactState())

    def last_step(self, source: str | None = None) -> Step | None:
        """The newest step that still stands, of a source or of all."""
        of = [step for step in self.steps if source in (None, step.source)]
        return max(of, key=lambda step: step.when, default=None)


def parse_log(text: str, name: str) -> tuple[list[Decision], list[Finding], int]:
    """The decisions in a log, what is wrong with its end, and how many characters of it are good.

    A last line that a killed process left torn was never acknowledged: it is a finding. Raises InputError, with the
    line, for any other line that is no decision: what follows from a log with a hole in it is not guessed.
    """
    decisions: list[Decision] = []
    good = 0
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        try:
            decisions.append(parse_decision(line))
        except ValueError as error:
            where = f"{name}:{number}"
            if number == len(lines) and not line.endswith("\n"):
                problem = "the last decision was written only in part, by a process that was stopped"
                return decisions, [Finding("torn-decision", Severity.WARN, problem, "decide again", where=where)], good
            raise InputError(f"is no decision ({error})", where=where, remedy="mend the line or take it out") from error
        good += len(line)
    return decisions, [], good


def parse_decision(line: str) -> Decision:
    """A decision from its line. Raises ValueError for anything else."""
    data = json.loads(line)
    if not isinstance(data, dict):
        raise ValueError("a mapping is expected")
    unknown = sorted(data.keys() - {item.name for item in fields(Decision)})
    absent = [name for name in ("when", "who", "source", "fact", "decision") if not isinstance(data.get(name), str)]
    if unknown or absent:
        raise ValueError(f"the field {(unknown or absent)[0]!r} is {'unknown' if unknown else 'missing'}")
    if data["decision"] not in WORDS:
        raise ValueError(f"{data['decision']!r} is none of {', '.join(WORDS)}")
    if not isinstance(data.get("edited", {}), dict) or not isinstance(data.get("step", 1), int):
        raise ValueError("`edited` is a mapping and `step` a number")
    return Decision(**data)


def render_decision(decision: Decision) -> str:
    """The line of a decision; what is empty is left out."""
    data = {name: value for name, value in asdict(decision).items() if value not in ("", {})}
    return json.dumps(data, ensure_ascii=False) + "\n"


def fold(decisions: Iterable[Decision]) -> Ledger:
    """What some decisions, in their order, come to; a step whose lines are not all there never happened."""
    steps = _whole_steps(decisions)
    undone = {(line.source, line.undoes) for step in steps for line in step if line.decision == "undo"}
    ledger = Ledger()
    for step in steps:
        first = step[0]
        ledger.last[first.source] = max(first.when, ledger.last.get(first.source, ""))
        if first.decision == "undo" or (first.source, first.when) in undone:
            continue
        ledger.steps.append(Step(first.when, first.who, first.source, tuple(line.fact for line in step)))
        of_source = ledger.states[first.source]
        for line in step:
            of_source[line.fact] = _after(of_source.get(line.fact, FactState()), line)
    return ledger


def _whole_steps(decisions: Iterable[Decision]) -> list[list[Decision]]:
    steps: dict[tuple[str, str], list[Decision]] = {}
    for line in decisions:
        steps.setdefault((line.source, line.when), []).append(line)
    return [step for step in steps.values() if len(step) >= step[0].step]


def _after(state: FactState, line: Decision) -> FactState:
    edited = {**state.edited, **line.edited}
    if line.decision == "edit":
        return FactState(
            state.status, edited, state.who, state.when, state.reason, state.along_with, state.proposal, state.digest
        )
    status = {"accept": "accepted", "reject": "rejected"}[line.decision]
    return FactState(status, edited, line.who, line.when, line.reason, line.along_with, line.proposal, line.digest)


def next_moment(now: datetime, last: Sequence[str]) -> str:
    """The moment of a new step: now, or right after the last one where the clock stands or went back.

    >>> next_moment(datetime(2026, 1, 1, tzinfo=UTC), ["2026-01-01T00:00:00.000000Z"])
    '2026-01-01T00:00:00.000001Z'
    """
    newest = max(last, default="")
    if newest:
        now = max(now, datetime.fromisoformat(newest) + timedelta(microseconds=1))
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
