"""What a page is about: a technology, an audience, a place, and the restrictions within these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from moratoria.pipeline.changes import Span, read_spans
from moratoria.pipeline.naming import find_slug
from moratoria.pipeline.sayings import label_of
from moratoria.store.base import Readable, Store
from moratoria.terms import CURRENT, MOR, ODRL, PROV, SKOS, TYPE, NamedNode, kind_of, minted, names_in, slug_of

ANY = "any"
DIMENSIONS = {"technology": MOR.concernsTechnology, "audience": MOR.affects, "jurisdiction": MOR.appliesIn}
"""The parameters of a topic and the properties that a restriction states them with."""

DEFAULTS = {"technology": "facial-recognition", "audience": "law-enforcement", "jurisdiction": "US"}


@dataclass(frozen=True)
class Choice:
    """A select: its parameter, the value chosen, what that is called, and all values with their labels."""

    name: str
    value: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Held:
    """A restriction in short: who imposes it, its statuses over time, and the line of policy it belongs to.

    `is_wider` where its sources state a wider scope than the topic's, or none.
    """

    node: NamedNode
    label: str
    actor: NamedNode
    actor_label: str
    is_vendor: bool
    line: str
    spans: tuple[Span, ...]
    places: tuple[NamedNode, ...] = ()
    audiences: tuple[str, ...] = ()
    is_wider: bool = False

    def on(self, day: str) -> Span | None:
        """The status on a day; None before the first."""
        return next((span for span in self.spans if span.holds(day)), None)


@dataclass
class Topic:
    """The values chosen; empty ones are open. Raises UnknownName for a value nobody has recorded."""

    store: Store
    chosen: Mapping[str, str]
    _within: dict[str, tuple[frozenset[NamedNode], frozenset[NamedNode]]] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, given: Mapping[str, str]) -> Topic:
        """The topic in the parameters of an address: what is not given is by default, `any` is open.

        A default that a store does not know is open too: only what was asked for can be wrong.
        """
        return cls(store, {name: _chosen(store, name, given.get(name, "").strip()) for name in DIMENSIONS})

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """A select for each dimension, with the values in use by their labels."""
        return tuple(self._choice(name) for name in DIMENSIONS)

    def _choice(self, name: str) -> Choice:
        nodes = self._in_use(name) | {node for node in [self.node(name)] if node is not None}
        labels = ((slug_of(node), label_of(self.store, node)) for node in nodes)
        found = sorted(labels, key=lambda pair: pair[1].lower())
        value = self.chosen[name]
        return Choice(name, value or ANY, dict(found).get(value, ""), tuple(found))

    def _in_use(self, name: str) -> set[NamedNode]:
        """The concepts that restrictions state in a dimension, and those wider than them."""
        stated = {
            quad.object
            for quad in self.store.quads(None, DIMENSIONS[name], None, CURRENT)
            if kind_of(quad.subject) == "restriction" and isinstance(quad.object, NamedNode)
        }
        return {each for node in stated for each in reach(node, self._wider)}

    def node(self, name: str) -> NamedNode | None:
        """The concept chosen for a dimension; None where it is open."""
        return minted(name, self.chosen[name]) if self.chosen[name] else None

    def scope(self, name: str) -> tuple[frozenset[NamedNode], frozenset[NamedNode]]:
        """The concepts within the one chosen, itself included, and those wider than it."""
        if name not in self._within:
            node = self.node(name)
            assert node is not None
            self._within[name] = reach(node, self._narrower), reach(node, self._wider) - {node}
        return self._within[name]

    def _narrower(self, node: NamedNode) -> list[NamedNode]:
        return [quad.subject for quad in self.store.quads(None, SKOS.broader, node, CURRENT)]

    def _wider(self, node: NamedNode) -> list[NamedNode]:
        return names_in(self.store.quads(node, SKOS.broader, None, CURRENT))

    def holds(self, thing: NamedNode, *names: str) -> bool:
        """True for a thing stated to be within the topic, in some dimensions or in all."""
        return all(self._fit(thing, name) == "within" for name in names or DIMENSIONS)

    def _fit(self, thing: NamedNode, name: str) -> str:
        """How a thing lies to the topic: `within`, `wider` where it states more or nothing, or `outside`."""
        if not self.chosen[name]:
            return "within"
        stated = set(names_in(self.store.quads(thing, DIMENSIONS[name], None, CURRENT)))
        within, wider = self.scope(name)
        if stated & within:
            return "within"
        return "wider" if not stated or stated & wider else "outside"

    def restrictions(self) -> list[Held]:
        """The restrictions within the topic, in the order of their first day.

        A vendor's of wider or unstated audience or place is among them, marked; an authority's always states them.
        """
        spans: dict[str, list[Span]] = {}
        for span in read_spans(self.store):
            spans.setdefault(span.restriction, []).append(span)
        found = [self._held(NamedNode(iri), of) for iri, of in spans.items()]
        return sorted(filter(None, found), key=lambda held: (held.spans[0].start or "9", held.label))

    def _held(self, node: NamedNode, spans: Iterable[Span]) -> Held | None:
        if self._fit(node, "technology") != "within":
            return None
        fits = {self._fit(node, name) for name in DIMENSIONS}
        if "outside" in fits:
            return None
        held = read_held(self.store, node, spans, is_wider=fits != {"within"})
        return held if held.is_vendor or not held.is_wider else None


def _chosen(store: Store, name: str, given: str) -> str:
    if given.lower() == ANY:
        return ""
    if given:
        return find_slug(store, name, given, where=name).rpartition("/")[2].rpartition("#")[2]
    default = DEFAULTS[name]
    known = any(True for _ in store.quads(minted(name, default), None, None, CURRENT))
    return default if known else ""


def reach(node: NamedNode, step: Callable[[NamedNode], Iterable[NamedNode]]) -> frozenset[NamedNode]:
    """Everything reached from a node by steps, itself included."""
    found, waiting = {node}, [node]
    while waiting:
        fresh = set(step(waiting.pop())) - found
        found |= fresh
        waiting += fresh
    return frozenset(found)


def read_held(store: Readable, node: NamedNode, spans: Iterable[Span], *, is_wider: bool = False) -> Held:
    """A restriction in short, with its statuses as they are given."""
    actors = names_in(store.quads(node, ODRL.assigner, None, CURRENT))
    vendors = [actor for actor in actors if _is_company(store, actor)]
    actor = (vendors or actors or [node])[0]
    ordered = tuple(sorted(spans, key=lambda span: (span.start, span.end or "9")))
    audiences = tuple(label_of(store, each) for each in names_in(store.quads(node, MOR.affects, None, CURRENT)))
    return Held(
        node, ordered[0].label if ordered else label_of(store, node), actor,
        label_of(store, actor) if actors else "imposed by nobody named", bool(vendors), line_of(store, node), ordered,
        tuple(names_in(store.quads(node, MOR.appliesIn, None, CURRENT))), audiences, is_wider,
    )  # fmt: skip


def _is_company(store: Readable, actor: NamedNode) -> bool:
    return any(True for _ in store.quads(actor, TYPE, MOR.Company, CURRENT))


def line_of(store: Readable, node: NamedNode) -> str:
    """The line of policy of a restriction: the one stated, else that of the first restriction it revises."""
    seen = {node}
    while True:
        lines = names_in(store.quads(node, PROV.specializationOf, None, CURRENT))
        if lines:
            return lines[0].value
        revised = [each for each in names_in(store.quads(node, PROV.wasRevisionOf, None, CURRENT)) if each not in seen]
        if not revised:
            return node.value
        node = revised[0]
        seen.add(node)


def country_of(place: NamedNode) -> str:
    """The country or union of a place by its code: the first part of it.

    >>> country_of(minted("jurisdiction", "US-CA")), country_of(minted("jurisdiction", "us-ca-davis"))
    ('US', 'US')
    """
    return slug_of(place).partition("-")[0].upper()
