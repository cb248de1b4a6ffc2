"""The page of the graph: what is around a thing, as lines of a table and as the parts of a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from moratoria.ask.results import text
from moratoria.graph.network import relation_word
from moratoria.pages.explorer import day_words
from moratoria.pages.render import status_look
from moratoria.pipeline.explain import find_status_on
from moratoria.pipeline.sayings import slot_words
from moratoria.publish.names import KINDS, Names, kind_of_thing
from moratoria.publish.reading import read_intervals, span_text
from moratoria.serve.addresses import page_address
from moratoria.serve.views.neighbourhood import SAYS, Ego, Join, Reader
from moratoria.store.base import Store
from moratoria.terms import MOR, NamedNode, slug_of

GROUPS: dict[str, tuple[str, frozenset[str]]] = {
    "organizations": ("Organizations", frozenset({"organization"})),
    "restrictions": ("Restrictions", frozenset({"restriction"})),
    "conditions": ("Conditions", frozenset({"condition", "requirement", "assessment", "quality"})),
    "laws": ("Bills and laws", frozenset({"legislation"})),
    "technologies": ("Products and technologies", frozenset({"product", "technology"})),
    "audiences": ("Audiences and places", frozenset({"audience", "jurisdiction"})),
    "exemptions": ("Exemptions", frozenset({"exemption"})),
    "people": ("People and posts", frozenset({"person", "post", "membership", "affiliation"})),
    "statements": ("Statements", frozenset({"statement", "contradiction"})),
    "events": ("Incidents and events", frozenset({"event"})),
    "sources": ("Sources", frozenset({"source"})),
}
"""What the legend tells apart: a title and the kinds of thing in it."""
OPENED = frozenset(GROUPS) - {"sources"}
"""The groups that are shown until others are asked for."""
LOOKS = {
    "force": "in force", "await": "awaiting", "notice": "until further notice", "met": "condition met",
    "failed": "condition failed", "ended": "ended", "proposed": "proposed", "unknown": "unknown",
}  # fmt: skip
"""The looks of a status with their words in the legend."""
LINES = {"fact": "a fact", "said": "said by a source"}

_GROUP_OF = {kind: name for name, (_, kinds) in GROUPS.items() for kind in kinds}
_DATED = ("start", "occurred", "said", "assessed")
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Shown:
    """Which groups, looks of status and lines are shown."""

    groups: frozenset[str]
    looks: frozenset[str]
    lines: frozenset[str]


@dataclass(frozen=True)
class Box:
    """A line of the legend, which is a filter: how many it stands for, and whether they are shown.

    `is_open` where they are shown unless an address says otherwise.
    """

    name: str
    title: str
    count: int
    on: bool

    @property
    def is_open(self) -> bool:
        """True for what is shown until others are asked for."""
        return self.name in OPENED or self.name not in GROUPS


@dataclass(frozen=True)
class NodeLine:
    """A thing that is shown. `life` is empty for what has no status; `hidden` counts the joins to others by group."""

    path: str
    label: str
    page: str
    kind: str
    group: str
    life: str
    facets: tuple[str, ...]
    look: str
    hidden: tuple[tuple[str, int], ...]
    joins: int

    @property
    def more(self) -> int:
        """How many neighbours are not shown."""
        return sum(count for _, count in self.hidden)


@dataclass(frozen=True)
class Publisher:
    """Who says a join, how, and the page of the source."""

    name: str
    page: str
    modality: str


@dataclass(frozen=True)
class JoinLine:
    """A join that is shown: both ends by their paths and labels, its words, when it holds, and who says so."""

    start: str
    start_label: str
    relation: str
    end: str
    end_label: str
    said: bool
    holds: str
    said_by: tuple[Publisher, ...]


@dataclass(frozen=True)
class GraphView:
    """The graph around a thing, with the legend that filters it; `cut` is how many as near there was no room for."""

    focus: NodeLine
    depth: int
    nodes: tuple[NodeLine, ...]
    joins: tuple[JoinLine, ...]
    groups: tuple[Box, ...]
    looks: tuple[Box, ...]
    lines: tuple[Box, ...]
    cut: int


def path_of(iri: str) -> str:
    """The name of a thing in an address, `kind/slug`."""
    node = NamedNode(iri)
    return f"{kind_of_thing(node)}/{slug_of(node)}"


def kinds_in(group: str) -> frozenset[str]:
    """The kinds of thing in a group of the legend."""
    return GROUPS[group][1]


@dataclass(frozen=True)
class _Naming:
    """How the things of a store are called and stand on a day."""

    reader: Reader
    names: Names
    day: date

    @property
    def store(self) -> Store:
        """The store the things are read from."""
        return self.reader.store

    def node(self, iri: str, hidden: Sequence[str] = ()) -> NodeLine:
        """A thing as the page and the picture show it."""
        node = NamedNode(iri)
        kind = kind_of_thing(node)
        found = find_status_on(self.store, node, self.day) if kind == "restriction" else None
        life, facets = (found.life, found.facets) if found else ("", ())
        counts = Counter(_group(other) for other in hidden)
        return NodeLine(
            path_of(iri), self.label(node), page_address(node), _singular(kind), _group(iri), life, facets,
            status_look(life, facets) if life else "", tuple((name, counts[name]) for name in GROUPS if counts[name]),
            len(self.reader.all_joins(iri)),
        )  # fmt: skip

    def join(self, join: Join, said_by: Iterable[tuple[str, str]]) -> JoinLine:
        """An edge as the page and the picture show it."""
        start, end = NamedNode(join.start), NamedNode(join.end)
        words = "says" if join.predicate == SAYS.value else relation_word(join.predicate)
        publishers = () if join.predicate == SAYS.value else tuple(self._publisher(*each) for each in said_by)
        return JoinLine(
            path_of(join.start), self.label(start), words, path_of(join.end), self.label(end), join.said,
            self._holds(start), publishers,
        )  # fmt: skip

    def _publisher(self, source: str, modality: str) -> Publisher:
        node = NamedNode(source)
        return Publisher(self._of_source(node, MOR.publisher), page_address(node), modality)

    def label(self, node: NamedNode) -> str:
        """What a thing is called; a source by its publisher and the year."""
        if kind_of_thing(node) != "source":
            return self.names.label(node)
        return f"{self._of_source(node, MOR.publisher)}, {self._of_source(node, MOR.publishedEarliest)[:4]}"

    def _of_source(self, node: NamedNode, predicate: NamedNode) -> str:
        return next((text(quad.object) for quad in self.store.quads(node, predicate, None, None)), "not stated")

    def _holds(self, node: NamedNode) -> str:
        """When what an edge belongs to holds, in words; empty for what has no dates."""
        kind = kind_of_thing(node)
        if kind == "restriction":
            return self._in_force(node)
        begun = next((span for slot in _DATED if (span := span_text(self.store, node, slot)) != ""), "")
        if kind not in ("membership", "affiliation"):
            return day_words(begun)
        return _span(begun, span_text(self.store, node, "end")) if begun else "start not stated"

    def _in_force(self, node: NamedNode) -> str:
        """The days on which a restriction was in force, by its statuses."""
        held = [each for each in read_intervals(self.store, node) if each.life == "in force"]
        return _span(held[0].since, held[-1].until) if held else "never in force, or unknown"


def _span(begun: str, ended: str) -> str:
    return f"{day_words(begun)} to {day_words(ended)}" if ended else f"since {day_words(begun)}"


def build_graph(reader: Reader, ego: Ego, shown: Shown, day: date, depth: int) -> GraphView:
    """The page about a thing and what is around it, as shown by the filters."""
    naming = _Naming(reader, Names(reader.store, ()), day)
    nodes = {iri: naming.node(iri, ego.hidden[iri]) for iri in ego.nodes}
    kept = {iri for iri, node in nodes.items() if iri == ego.focus or _passes(node, shown)}
    between = [join for join in ego.joins if join.start in kept and join.end in kept]
    lines = [join for join in between if ("said" if join.said else "fact") in shown.lines]
    return GraphView(
        nodes[ego.focus], depth, tuple(nodes[iri] for iri in ego.nodes if iri in kept),
        tuple(naming.join(join, ego.said_by[join]) for join in _ordered(lines, ego)),
        _boxes({name: title for name, (title, _) in GROUPS.items()}, shown.groups, nodes.values(), lambda n: n.group),
        _boxes(LOOKS, shown.looks, nodes.values(), lambda node: node.look),
        _boxes(LINES, shown.lines, between, lambda join: "said" if join.said else "fact"),
        ego.cut,
    )  # fmt: skip


def _passes(node: NodeLine, shown: Shown) -> bool:
    return node.group in shown.groups and (not node.look or node.look in shown.looks)


def _ordered(joins: Iterable[Join], ego: Ego) -> list[Join]:
    """The joins nearest to the focus first, as its neighbours are."""
    place = {iri: number for number, iri in enumerate(ego.nodes)}
    return sorted(joins, key=lambda join: (*sorted((place[join.start], place[join.end])), join))


def _boxes(
    titles: dict[str, str], on: frozenset[str], items: Iterable[_Item], name_of: Callable[[_Item], str]
) -> tuple[Box, ...]:
    counts = Counter(map(name_of, items))
    return tuple(Box(name, title, counts[name], name in on) for name, title in titles.items())


def _group(iri: str) -> str:
    return _GROUP_OF.get(kind_of_thing(NamedNode(iri)), "events")


def _singular(kind: str) -> str:
    return slot_words(MOR.term(kind)).replace("-", " ") if kind in KINDS else "thing"
