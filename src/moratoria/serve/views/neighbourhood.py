"""What a thing is joined to, and what that is joined to, read from the quads of the nodes at hand alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from moratoria.ask.results import text
from moratoria.graph.network import SAID
from moratoria.publish.names import KINDS, kind_of_thing
from moratoria.store.base import Store, select
from moratoria.terms import CURRENT, MOR, ODRL, PROV, SKOS, TYPE, NamedNode, Quad, names_in

MOST_NODES = 150
"""How many nodes a page opens with at most."""
MOST_ADDED = 50
"""How many one expansion adds at most."""
BUSY = 25
"""Nodes with more joins are shown, and not walked through: a technology would join every restriction on it."""

SAYS = NamedNode("urn:says")
"""The join from a source to what it says something about; no property of the ontology, drawn dashed."""

_KINDS_LEFT_OUT = frozenset({"level", "event-kind", "source"})
_PROPERTIES_LEFT_OUT = frozenset(
    {ODRL.rightOperand, ODRL.term("or"), ODRL.term("and"), SKOS.inScheme, SKOS.topConceptOf, SKOS.hasTopConcept, TYPE}
)

_SAYINGS = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?about ?slot ?value ?modality ?source WHERE {
  VALUES ?about { %s }
  GRAPH ?graph {
    ?claim mor:about ?about ; mor:slot ?slot ; mor:value ?value ; mor:modality ?modality .
    ?graph prov:wasDerivedFrom ?source .
    OPTIONAL { ?graph prov:invalidatedAtTime ?closed }
  }
  FILTER(!BOUND(?closed))
}
ORDER BY ?source ?modality
"""


@dataclass(frozen=True, order=True)
class Join:
    """Two things and the property between them; `said` where it stands because a source says so."""

    start: str
    predicate: str
    end: str

    @property
    def said(self) -> bool:
        """True for what a picture draws dashed."""
        return self.predicate == SAYS.value or self.predicate in SAID

    def other(self, node: str) -> str:
        """The end that is not this one."""
        return self.end if self.start == node else self.start


@dataclass(frozen=True)
class Ego:
    """The things around one, nearest first, with their joins; `cut` is how many as near there was no room for.

    `hidden` has for each thing the neighbours not shown; `said_by` the sources of a join with how each says it.
    """

    focus: str
    nodes: tuple[str, ...]
    joins: tuple[Join, ...]
    cut: int
    hidden: Mapping[str, tuple[str, ...]]
    said_by: Mapping[Join, tuple[tuple[str, str], ...]]


@dataclass
class Reader:
    """The joins of things in a store, each read once."""

    store: Store
    _joins: dict[str, tuple[Join, ...]] = field(default_factory=dict)
    _said: dict[str, dict[Join, dict[tuple[str, str], None]]] = field(default_factory=dict)

    def joins(self, iri: str) -> tuple[Join, ...]:
        """What a thing is joined to in the current graph; of a source, what it says something about."""
        if iri not in self._joins:
            node = NamedNode(iri)
            found = self._subjects(node) if kind_of_thing(node) == "source" else self._links(node)
            self._joins[iri] = tuple(sorted(set(found)))
        return self._joins[iri]

    def _links(self, node: NamedNode) -> Iterator[Join]:
        for quad in self.store.quads(node, None, None, CURRENT):
            if _joins_things(quad, quad.object):
                yield Join(node.value, quad.predicate.value, text(quad.object))
        for quad in self.store.quads(None, None, node, CURRENT):
            if _joins_things(quad, quad.subject):
                yield Join(quad.subject.value, quad.predicate.value, node.value)

    def _subjects(self, source: NamedNode) -> Iterator[Join]:
        for version in self.store.quads(None, PROV.wasDerivedFrom, source, None):
            graph = version.subject
            if any(True for _ in self.store.quads(graph, PROV.invalidatedAtTime, None, graph)):
                continue
            for about in names_in(self.store.quads(None, MOR.about, None, graph)):
                yield Join(source.value, SAYS.value, about.value)

    def sources(self, things: Iterable[str]) -> None:
        """Read at one go who says what of some things."""
        wanted = [iri for iri in things if iri not in self._said and kind_of_thing(NamedNode(iri)) != "source"]
        self._said |= {iri: {} for iri in wanted}
        if not wanted:
            return
        for row in select(self.store, _SAYINGS % " ".join(f"<{iri}>" for iri in wanted)):
            about, source, how = text(row["about"]), text(row["source"]), text(row["modality"])
            for join in (Join(about, text(row["slot"]), text(row["value"])), Join(source, SAYS.value, about)):
                self._said[about].setdefault(join, {})[source, how] = None

    def said_by(self, join: Join) -> tuple[tuple[str, str], ...]:
        """The sources that state a join, with how each says it; read before by `sources`."""
        about = join.end if join.predicate == SAYS.value else join.start
        return tuple(self._said.get(about, {}).get(join, ()))

    def all_joins(self, iri: str) -> tuple[Join, ...]:
        """The joins of a thing and those of the sources that speak of it; these read before by `sources`."""
        return (*self.joins(iri), *(join for join in self._said.get(iri, ()) if join.predicate == SAYS.value))


def _joins_things(quad: Quad, other: object) -> bool:
    if quad.predicate in _PROPERTIES_LEFT_OUT or not isinstance(other, NamedNode):
        return False
    kind = kind_of_thing(other)
    return kind in KINDS and kind not in _KINDS_LEFT_OUT


def read_ego(reader: Reader, focus: str, depth: int, added: Iterable[tuple[str, frozenset[str]]] = ()) -> Ego:
    """The things within `depth` joins of one, its sources, and what was added: the neighbours of a thing of some kinds.

    Of equally near ones those come first that are reached through the less busy thing.
    """
    reader.sources([focus])
    reached = _reached(reader, focus, depth)
    nodes = dict.fromkeys(reached[:MOST_NODES])
    for node, kinds in added:
        reader.sources([node])
        fresh = sorted(_neighbours(reader, node) - set(nodes), key=lambda iri: (_kind(iri) == "source", iri))
        nodes |= dict.fromkeys([iri for iri in fresh if not kinds or _kind(iri) in kinds][:MOST_ADDED])
    reader.sources(nodes)
    joins = sorted({join for iri in nodes for join in reader.all_joins(iri) if join.other(iri) in nodes})
    hidden = {iri: tuple(sorted(_neighbours(reader, iri) - set(nodes))) for iri in nodes}
    said_by = {join: reader.said_by(join) for join in joins}
    return Ego(focus, tuple(nodes), tuple(joins), max(0, len(reached) - MOST_NODES), hidden, said_by)


def _reached(reader: Reader, focus: str, depth: int) -> list[str]:
    """The focus, then everything within some joins of it, nearest first; a full page ends the walk."""
    ranks: dict[str, tuple[int, int, str]] = {focus: (0, 0, focus)}
    front = [focus]
    for step in range(1, depth + 1):
        found: dict[str, tuple[int, int, str]] = {}
        for node in front:
            joins = reader.all_joins(node) if node == focus else reader.joins(node)
            if node != focus and len(joins) > BUSY:
                continue
            for other in {join.other(node) for join in joins} - set(ranks):
                rank = (step, len(joins), other)
                found[other] = min(rank, found.get(other, rank))
        ranks |= found
        front = [node for node in found if _kind(node) != "source"]
        if len(ranks) > MOST_NODES:
            break
    return sorted(ranks, key=lambda node: ranks[node])


def _neighbours(reader: Reader, iri: str) -> set[str]:
    return {join.other(iri) for join in reader.all_joins(iri)}


def _kind(iri: str) -> str:
    return kind_of_thing(NamedNode(iri))
