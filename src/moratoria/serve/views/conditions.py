"""What would release a restriction: each condition, its assessments, and every act held against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moratoria.pages.explorer import day_words
from moratoria.pipeline.sayings import label_of, slot_words
from moratoria.publish.reading import related, span_text, text_of
from moratoria.serve.views.clauses import answer_rows, thing_of
from moratoria.serve.views.lanes import legal_events
from moratoria.serve.views.told import Told
from moratoria.serve.views.values import Link, Numbered, link_to
from moratoria.store.base import Store
from moratoria.terms import CURRENT, MOR, TYPE, NamedNode

_LOOKS = {
    "satisfies": "met", "could have satisfied": "failed", "cannot satisfy": "ended", "could satisfy": "proposed",
    "is made and not held against": "unknown",
}  # fmt: skip
_WORDS = {"is made and not held against": "made, not held against it"}


@dataclass(frozen=True)
class Candidate:
    """A bill or law held against a requirement; `level_fits` and `quality` compare, `reason` is the rule's."""

    law: NamedNode
    link: Link
    number: str
    level: str
    level_fits: bool
    quality: str
    latest: str
    look: str
    verdict: str
    reason: str
    day: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Assessed:
    """A dated word on where a condition stands, and whose it is."""

    day: str
    word: str
    by: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Awaited:
    """A condition: what it is, what it requires of a law, how it was assessed, what could satisfy it."""

    node: NamedNode
    link: Link
    kind: str
    day: str
    requirement: str
    level: str
    place: str
    subjects: tuple[str, ...]
    qualities: tuple[str, ...]
    assessments: tuple[Assessed, ...]
    candidates: tuple[Candidate, ...]
    numbers: tuple[int, ...]
    is_reached: bool

    @property
    def state(self) -> str:
        """Where it stands: as assessed last, else met once the day awaited has come, else open."""
        if self.assessments:
            return self.assessments[-1].word
        return "met" if self.is_reached else "open"


def conditions_of(store: Store, restriction: NamedNode) -> list[NamedNode]:
    """The conditions that a restriction awaits, the members of groups in place of the groups."""
    found: list[NamedNode] = []
    waiting = related(store, restriction, MOR.awaits)
    while waiting:
        node = waiting.pop(0)
        members = [each for each in related(store, node, MOR.hasMember) if each not in found]
        if node not in found and not members:
            found.append(node)
        waiting += members
    return found


def build_conditions(
    store: Store, restriction: NamedNode, day: str, told: Told, numbered: Numbered
) -> tuple[Awaited, ...]:
    """Every condition of a restriction as of a day."""
    nodes = conditions_of(store, restriction)
    rows: list[dict[str, object]] = []
    if any(related(store, node, MOR.requires) for node in nodes):
        found = answer_rows(store, "legislation-for-condition", {"asOf": day})
        rows = [row for row in found if thing_of(row["restriction"]) == restriction]
    return tuple(_awaited(store, node, day, rows, (told, numbered)) for node in nodes)


def _awaited(
    store: Store, node: NamedNode, day: str, rows: Sequence[dict[str, object]], cited: tuple[Told, Numbered]
) -> Awaited:
    told, numbered = cited
    told.add(node)
    needed = related(store, node, MOR.requires)
    words = label_of(store, needed[0]) if needed else ""
    levels, places, subjects, qualities = (
        [label_of(store, value) for need in needed for value in related(store, need, slot)]
        for slot in (MOR.hasLevel, MOR.appliesIn, MOR.concernsTechnology, MOR.hasQuality)
    )
    own = [row for row in rows if row["requirementLabel"] == words]
    candidates = tuple(_candidate(store, row, (levels, qualities), day, cited) for row in own)
    kinds = [kind for kind in related(store, node, TYPE) if kind != MOR.Condition]
    awaited = span_text(store, node, "on")
    return Awaited(
        node, link_to(store, node), ", ".join(slot_words(kind) for kind in kinds), awaited, words,
        ", ".join(levels), ", ".join(places), tuple(subjects), tuple(qualities),
        tuple(_assessments(store, node, day, cited)), candidates, numbered.numbers(told.best(told.sayings(node), 2)),
        bool(awaited) and awaited.rpartition("/")[2] <= day,
    )  # fmt: skip


def _assessments(store: Store, node: NamedNode, day: str, cited: tuple[Told, Numbered]) -> Iterator[Assessed]:
    told, numbered = cited
    found = {quad.subject for quad in store.quads(None, MOR.assesses, node, CURRENT)}
    dated = sorted((text_of(store, each, MOR.assessedEarliest), each.value, each) for each in found)
    for when, _, each in dated:
        if when <= day:
            told.add(each)
            by = ", ".join(label_of(store, agent) for agent in related(store, each, MOR.isAssessedBy))
            numbers = numbered.numbers(told.best(told.sayings(each), 1))
            yield Assessed(when, text_of(store, each, MOR.assessedStatus), by or "a source", numbers)


def _candidate(
    store: Store, row: dict[str, object], required: tuple[list[str], list[str]], day: str, cited: tuple[Told, Numbered]
) -> Candidate:
    (levels, qualities), (told, numbered) = required, cited
    law, verdict = thing_of(row["legislation"]), str(row["verdict"])
    told.add(law)
    level = ", ".join(label_of(store, each) for each in related(store, law, MOR.hasLevel))
    past = [event for event in legal_events(store, law) if event[0] <= day]
    latest = f"{past[-1][1].replace('-', ' ')}, {day_words(past[-1][0])}" if past else ""
    number = text_of(store, law, MOR.number)
    return Candidate(
        law, link_to(store, law), number, level, level in levels, _quality(store, law, qualities), latest,
        _LOOKS.get(verdict, "unknown"), _WORDS.get(verdict, verdict), str(row["reason"]), str(row["day"] or ""),
        numbered.numbers(told.best(told.sayings(law), 1)),
    )  # fmt: skip


def _quality(store: Store, law: NamedNode, required: Sequence[str]) -> str:
    """Whether a law has the qualities required; empty where no source says."""
    if not required:
        return "none required"
    stated = {label_of(store, each) for each in related(store, law, MOR.hasQuality)}
    if not stated:
        return ""
    return "matches" if stated >= set(required) else f"stated: {', '.join(sorted(stated))}"
