"""Why a thing has the status it has: rule, facts, sources and places, and what was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from moratoria.graph.claims import prefer
from moratoria.graph.current import is_single
from moratoria.infer.rules import PREFERENCE_RULES, STATUS_RULES
from moratoria.pipeline.sayings import Said, Saying, label_of, read_said, slot_words, words_of
from moratoria.store.base import Readable, Store
from moratoria.terms import CURRENT, MOR, ODRL, PROV, Literal, NamedNode, Quad, kind_of

TELLING_SLOTS = {
    MOR.announced: "announced", MOR.start: "starts", MOR.end: "ends", MOR.duration: "lasts", MOR.wording: "worded as",
    MOR.awaits: "is released by", MOR.requires: "requires", MOR.on: "on", MOR.occurred: "happened",
    MOR.assessed: "assessed", MOR.assessedStatus: "found", PROV.wasRevisionOf: "revises",
    MOR.hasEventKind: "is an event of the kind", ODRL.assigner: "imposed by", MOR.hasEarlier: "earlier",
    MOR.hasLater: "later", MOR.isDisputedBy: "disputed by",
}  # fmt: skip
"""The slots a status rests on, and how they read."""


@dataclass(frozen=True)
class Ground:
    """A value a status rests on: who says it, by which rule it is preferred, and what was set aside for it."""

    slot: str
    value: str
    said_by: tuple[Saying, ...]
    rule: str
    rule_words: str
    set_aside: tuple[Saying, ...] = ()


@dataclass(frozen=True)
class Reason:
    """A thing that explains a status, and the values of it that count."""

    thing: str
    label: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class StatusOn:
    """The status of a thing on a day; `life` is `none` before its first day. `interval` is the IRI of what says so."""

    thing: str
    label: str
    as_of: str
    life: str
    interval: str | None = None
    facets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    rule: str = ""
    rule_words: str = ""
    last_confirmed: str | None = None
    reasons: tuple[Reason, ...] = ()
    also_recorded: tuple[Reason, ...] = ()

    def sentence(self) -> str:
        """The status as one sentence."""
        if self.life == "none":
            return f"{self.label}: no status as of {self.as_of}, {self.rule_words}."
        span = f" since {self.since}" if self.since else ""
        span += f" until {self.until}" if self.until else ""
        facets = f" ({', '.join(self.facets)})" if self.facets else ""
        confirmed = f" Last confirmed {self.last_confirmed}." if self.last_confirmed else ""
        return f"{self.label}: {self.life}{facets} as of {self.as_of}{span}: {self.rule_words}.{confirmed}"


def find_status_on(store: Readable, thing: NamedNode, day: date) -> StatusOn:
    """The status of a restriction on a day, without its reasons."""
    label = label_of(store, thing)
    held = _held(store, thing, day)
    if not held:
        known = any(True for _ in store.quads(None, MOR.isStatusOf, thing, CURRENT))
        words = "before anything is known of it" if known else "it is no restriction"
        return StatusOn(thing.value, label, str(day), "none", rule_words=words)
    own = list(store.quads(held[0], None, None, CURRENT))
    rule = _one(own, MOR.openedBy) or ""
    facets = tuple(sorted(quad.object.value for quad in own if quad.predicate == MOR.facet))
    return StatusOn(
        thing.value, label, str(day), _one(own, MOR.life) or "unknown", held[0].value, facets,
        _one(own, MOR.term("from")), _one(own, MOR.to), rule, STATUS_RULES[rule], last_confirmed(store, thing),
    )  # fmt: skip


def explain_status(store: Store, thing: NamedNode, day: date) -> StatusOn:
    """The status of a restriction on a day with all its reasons, down to the places in the sources.

    `also_recorded` are the events and contradictions about it that the status does not rest on, such as rulings.
    """
    found = find_status_on(store, thing, day)
    because = [
        quad.object for node in _held(store, thing, day) for quad in store.quads(node, MOR.isExplainedBy, None, CURRENT)
    ]
    things = [thing, *sorted({node for node in because if isinstance(node, NamedNode)} - {thing}, key=str)]
    others = sorted(set(_others(store, thing, day)) - set(things), key=str)
    return replace(found, reasons=tuple(read_reasons(store, things)), also_recorded=tuple(read_reasons(store, others)))


def _others(store: Store, thing: NamedNode, day: date) -> Iterator[NamedNode]:
    """The events up to a day and the contradictions about a thing."""
    for predicate in (MOR.concernsRestriction, MOR.hasEarlier, MOR.hasLater):
        for quad in store.quads(None, predicate, thing, CURRENT):
            happened = _one(list(store.quads(quad.subject, None, None, CURRENT)), MOR.occurredEarliest)
            if kind_of(quad.subject) in ("event", "contradiction") and (happened or "") <= str(day):
                yield quad.subject


def read_reasons(store: Store, things: Iterable[NamedNode]) -> list[Reason]:
    """What the live sources say about the slots of some things that a status can rest on."""
    listed = list(things)
    if not listed:
        return []
    said = read_said(store, listed, TELLING_SLOTS)
    return [
        Reason(thing.value, label_of(store, thing), tuple(
            ground for (about, slot), claims in said.items() if about == thing
            for ground in find_grounds(store, slot, claims)
        ))
        for thing in listed
    ]  # fmt: skip


def find_grounds(store: Readable, slot: NamedNode, said: Sequence[Said]) -> list[Ground]:
    """The value of a slot that counts, who says it, and what was set aside; every value of a many-valued slot."""
    word = TELLING_SLOTS.get(slot) or slot_words(slot)
    sayings = [each.saying for each in said]
    if not is_single(said[0].claim.about, slot):
        values = list(dict.fromkeys(saying.value for saying in sayings))
        return [_ground(word, value, sayings, "only-value") for value in values]
    best, rule = prefer(each.claim for each in said)
    value = words_of(store, best.value)
    others = tuple(saying for saying in sayings if saying.value != value)
    return [_ground(word, value, sayings, rule, others)]


def _ground(word: str, value: str, sayings: Sequence[Saying], rule: str, others: tuple[Saying, ...] = ()) -> Ground:
    said_by = tuple(saying for saying in sayings if saying.value == value)
    return Ground(word, value, said_by, rule, PREFERENCE_RULES[rule], others)


def last_confirmed(store: Readable, thing: NamedNode) -> str | None:
    """The last day on or after which a live source that states something about a thing was published."""
    days = []
    for claim in store.quads(None, MOR.about, thing, None):
        graph = claim.graph_name
        if any(True for _ in store.quads(graph, PROV.invalidatedAtTime, None, graph)):
            continue
        for derived in store.quads(graph, PROV.wasDerivedFrom, None, graph):
            source = derived.object
            assert isinstance(source, NamedNode)
            days += [quad.object.value for quad in store.quads(source, MOR.publishedEarliest, None, graph)]
    return max(days, default=None)


def _held(store: Readable, thing: NamedNode, day: date) -> list[NamedNode]:
    """The status intervals of a thing that hold on a day: one, or none."""
    nodes = [quad.subject for quad in store.quads(None, MOR.isStatusOf, thing, CURRENT)]
    return [node for node in nodes if _holds(store, node, day)]


def _holds(store: Readable, node: NamedNode, day: date) -> bool:
    own = list(store.quads(node, None, None, CURRENT))
    start, end = _one(own, MOR.term("from")), _one(own, MOR.to)
    return (start is None or start <= str(day)) and (end is None or str(day) < end)


def _one(quads: list[Quad], predicate: NamedNode) -> str | None:
    found = [quad.object for quad in quads if quad.predicate == predicate and isinstance(quad.object, Literal)]
    return found[0].value if found else None
