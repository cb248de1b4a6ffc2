"""Decisions on what is one with what: read from rows, checked one by one and against each other. Pure.

A decision's subject is a thing of ours, its object an identifier elsewhere or the record of a register in the graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from moratoria.findings import Finding, Severity
from moratoria.link.clusters import find_path, partition
from moratoria.link.prefixes import OURS, PREDICATES, PREFIXES, find_fault, split_name

JUSTIFICATIONS = frozenset(
    f"semapv:{name}"
    for name in (
        "ManualMappingCuration", "LexicalMatching", "LexicalSimilarityThresholdMatching", "CompositeMatching",
        "UnspecifiedMatching", "BackgroundKnowledgeBasedMatching", "MappingReview",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """Two names are of one thing, or - where not `accepted` - are not; on what basis, how surely, who says so."""

    subject: str
    predicate: str
    object: str
    justification: str
    accepted: bool = True
    confidence: float | None = None
    author: str = ""
    date: str = ""
    comment: str = ""
    subject_label: str = ""
    object_label: str = ""
    where: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two names."""
        return self.subject, self.object

    @property
    def unites(self) -> bool:
        """True when it says that the two are one."""
        return self.accepted and PREDICATES[self.predicate].same

    @property
    def parts(self) -> bool:
        """True when it says that the two are not one."""
        return not self.accepted and PREDICATES[self.predicate].same

    def row(self) -> dict[str, str]:
        """The decision as a row of SSSOM."""
        return {
            "subject_id": self.subject, "subject_label": self.subject_label, "predicate_id": self.predicate,
            "predicate_modifier": "" if self.accepted else "Not", "object_id": self.object,
            "object_label": self.object_label, "mapping_justification": self.justification,
            "confidence": "" if self.confidence is None else f"{self.confidence:g}", "author_label": self.author,
            "mapping_date": self.date, "comment": self.comment,
        }  # fmt: skip


def parse_decisions(rows: Iterable[tuple[int, Mapping[str, str]]], name: str) -> tuple[list[Decision], list[Finding]]:
    """The decisions in rows, and what is wrong with the others; a row with a fault gives no decision."""
    decisions, findings = [], []
    for line, cells in rows:
        where = f"{name}:{line}"
        faults = [_fault(where, *fault) for fault in _row_faults(cells)]
        findings += faults
        if not faults:
            decisions.append(_decision(cells, where))
    return decisions, findings


def _decision(cells: Mapping[str, str], where: str) -> Decision:
    sure = cells.get("confidence", "")
    return Decision(
        cells["subject_id"], cells["predicate_id"], cells["object_id"], cells["mapping_justification"],
        cells.get("predicate_modifier", "") != "Not", float(sure) if sure else None,
        cells.get("author_label") or cells.get("author_id", ""), cells.get("mapping_date", ""),
        cells.get("comment", ""), cells.get("subject_label", ""), cells.get("object_label", ""), where,
    )  # fmt: skip


def _fault(where: str, code: str, problem: str, solution: str) -> Finding:
    return Finding(f"link-{code}", Severity.ERROR, problem, solution, where=where)


def _row_faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for column in ("subject_id", "object_id"):
        fault = find_fault(cells[column])
        if fault:
            yield "malformed", f"{column}: {fault}", "correct the identifier"
    if cells["subject_id"].partition(":")[0] in PREFIXES and split_name(cells["subject_id"])[0] not in OURS:
        yield "foreign-subject", f"subject_id: {cells['subject_id']} is no thing of ours", "put what is ours first"
    if cells["subject_id"] == cells["object_id"]:
        yield "to-itself", f"object_id: {cells['object_id']} is the subject", "name the other record"
    yield from _predicate_faults(cells)
    if cells["mapping_justification"] not in JUSTIFICATIONS:
        given = cells["mapping_justification"] or "nothing"
        yield "unjustified", f"mapping_justification: {given}", f"one of {', '.join(sorted(JUSTIFICATIONS))}"
    yield from _value_faults(cells)


def _predicate_faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    kind, name = split_name(cells["subject_id"])[0], cells["predicate_id"]
    predicate = PREDICATES.get(name)
    if name == "owl:sameAs":
        problem = "predicate_id: owl:sameAs merges all that is said of both records"
        yield "predicate", problem, "write mor:sameRecordAs or schema:sameAs"
    elif predicate is None:
        yield "predicate", f"predicate_id: {name!r} is not known", f"one of {', '.join(PREDICATES)}"
    elif kind in OURS and kind not in predicate.kinds:
        fitting = [other for other, found in PREDICATES.items() if kind in found.kinds]
        yield "predicate", f"predicate_id: {name} is not for a {kind}", f"one of {', '.join(fitting)}"


def _value_faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    if cells.get("predicate_modifier", "") not in ("", "Not"):
        yield "modifier", f"predicate_modifier: {cells['predicate_modifier']!r} is not known", "leave it empty, or Not"
    sure = cells.get("confidence", "")
    if sure and not (re.fullmatch(r"[01](\.[0-9]+)?", sure) and float(sure) <= 1):
        yield "confidence", f"confidence: {sure!r} is no number from 0 to 1", "write it as 0.9"
    day = cells.get("mapping_date", "")
    if day and not _is_day(day):
        yield "date", f"mapping_date: {day!r} is no date", "write YYYY-MM-DD"


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("YYYY-MM-DD") and bool(date.fromisoformat(text))
    except ValueError:
        return False


def find_conflicts(decisions: Iterable[Decision]) -> list[Finding]:
    """Where decisions cannot all hold, whatever their order: contradictions, and identifiers with two owners."""
    ordered = sorted(set(decisions), key=lambda item: (item.pair, item.predicate, not item.accepted, item.where))
    findings = [
        *_find_repeats(ordered), *_find_contradictions(ordered), *_find_doubles(ordered), *_find_chains(ordered),
    ]  # fmt: skip
    return sorted(findings, key=Finding.key)


def _find_repeats(ordered: list[Decision]) -> Iterator[Finding]:
    seen: dict[tuple[str, str, str, bool], Decision] = {}
    for item in ordered:
        first = seen.setdefault((*item.pair, item.predicate, item.accepted), item)
        if first is not item:
            problem = f"{item.subject} {item.predicate} {item.object} is also decided in {first.where}"
            yield Finding("link-repeated", Severity.WARN, problem, "leave one of the two", where=item.where)


def _find_contradictions(ordered: list[Decision]) -> Iterator[Finding]:
    united = [item for item in ordered if item.unites]
    for item in ordered:
        path = find_path([other.pair for other in united], *item.pair) if item.parts else None
        if path:
            rows = [next(other for other in united if set(other.pair) == set(step)) for step in path]
            said = ", ".join(f"{other.subject} = {other.object} ({other.where})" for other in rows)
            problem = f"{item.subject} is not {item.object}, but {said}"
            yield _fault(item.where, "contradiction", problem, "take back one of these decisions")


def _find_doubles(ordered: list[Decision]) -> Iterator[Finding]:
    united = [item for item in ordered if item.unites]
    owner = partition([item.pair for item in united if split_name(item.object)[0] in OURS])
    of_object: dict[str, list[Decision]] = defaultdict(list)
    of_subject: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for item in united:
        prefix = split_name(item.object)[0]
        if not PREFIXES[prefix].shared:
            of_object[item.object].append(item)
        if PREFIXES[prefix].subject_has_one:
            of_subject[owner.get(item.subject, item.subject), prefix].append(item)
    for name, rows in of_object.items():
        if len({owner.get(item.subject, item.subject) for item in rows}) > 1:
            yield _double(rows, f"{name} matches {_said(item.subject for item in rows)}")
    for (subject, prefix), rows in of_subject.items():
        if len({item.object for item in rows}) > 1:
            yield _double(rows, f"{subject} has several names in {prefix}: {_said(item.object for item in rows)}")


def _find_chains(ordered: list[Decision]) -> Iterator[Finding]:
    """A record of one of our things has no records of its own: then one step leads from a record to its thing."""
    things = {item.object: item for item in ordered if item.unites and split_name(item.object)[0] in OURS}
    for item in ordered:
        above = things.get(item.subject)
        if above and item.unites:
            problem = f"subject_id: {item.subject} is itself a record of {above.subject} ({above.where})"
            yield _fault(item.where, "chain", problem, f"write {above.subject} for it")


def _said(names: Iterable[str]) -> str:
    return " and ".join(sorted(set(names)))


def _double(rows: list[Decision], problem: str) -> Finding:
    places = _said(item.where for item in rows)
    where = rows[-1].where
    return _fault(where, "not-one-to-one", f"{problem} ({places})", "keep the one that is right, reject the other")
