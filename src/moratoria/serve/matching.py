"""What the reconciliation service knows: the things of three types as they are compared, and their properties."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from moratoria.errors import UnknownName
from moratoria.link.candidates import Entity
from moratoria.link.reconcile import Match, Reconciler, Wanted
from moratoria.pipeline.kg import Moratoria
from moratoria.pipeline.linking import read_entities
from moratoria.pipeline.sayings import label_of, slot_words
from moratoria.serve.names_index import Entry, index_of
from moratoria.store.base import Store
from moratoria.terms import (
    CURRENT,
    MOR,
    ODRL,
    RDFS,
    SCHEMA,
    SKOS,
    TYPE,
    Literal,
    NamedNode,
    kind_of,
    slug_of,
    thing,
)  # fmt: skip

TYPES = {"organization": "Organization", "legislation": "Bill or law", "technology": "Technology"}
"""The types of entity that are offered, and what they are called."""
SYSTEMS = {"cik": "CIK", "ticker": "ticker", "lei": "LEI", "wikidata": "Wikidata id"}
"""The properties that identify an organization, and the systems they are of."""
_GENERIC = frozenset({"organization", "legislation", "concept"})


@dataclass(frozen=True)
class Property:
    """A property of the entities of some types: what states it, and the type of its values where they are entities.

    `inverse` when the value is the thing that names the entity.
    """

    id: str
    name: str
    predicate: NamedNode
    types: tuple[str, ...]
    gives: str = ""
    inverse: bool = False


_ALL = tuple(TYPES)
PROPERTIES = {
    item.id: item
    for item in (
        Property("kind", "kind", TYPE, ("organization", "legislation")),
        Property("other_names", "other names", SKOS.altLabel, _ALL),
        Property("note", "note", RDFS.comment, ("organization", "legislation")),
        Property("home", "where it is based", MOR.isBasedIn, ("organization",)),
        Property("cik", "CIK at the SEC", MOR.cik, ("organization",)),
        Property("ticker", "ticker", MOR.ticker, ("organization",)),
        Property("lei", "legal entity identifier", SCHEMA.leiCode, ("organization",)),
        Property("wikidata", "Wikidata item", MOR.wikidataId, ("organization",)),
        Property("same_as", "the same elsewhere", SCHEMA.sameAs, ("organization", "legislation")),
        Property("number", "number of the bill or law", MOR.number, ("legislation",)),
        Property("jurisdiction", "where it applies", MOR.appliesIn, ("legislation",)),
        Property("level", "level of government", MOR.hasLevel, ("legislation",)),
        Property("technologies", "technologies", MOR.concernsTechnology, ("legislation",), "technology"),
        Property("enacted_by", "enacted by", MOR.isEnactedBy, ("legislation",), "organization"),
        Property("enforced_by", "enforced by", MOR.isEnforcedBy, ("legislation",), "organization"),
        Property("definition", "definition", SKOS.definition, ("technology",)),
        Property("broader", "broader technology", SKOS.broader, ("technology",), "technology"),
        Property("imposes", "restrictions it imposes", ODRL.assigner, ("organization",), inverse=True),
        Property("basis_of", "restrictions imposed under it", MOR.isImposedUnder, ("legislation",), inverse=True),
        Property("restricted_by", "restrictions of it", MOR.concernsTechnology, ("technology",), inverse=True),
    )
}
"""Every property, by its id."""


@dataclass(frozen=True)
class Catalog:
    """The entities of a graph: as they are compared, and as they are called."""

    reconcilers: Mapping[str, Reconciler]
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def find(self, wanted: Wanted, types: tuple[str, ...], most: int) -> list[Match]:
        """What may be meant, of some types, likeliest first; at most one of all is a match."""
        found = [match for name in types if name in TYPES for match in self.reconcilers[name].find(wanted, most)]
        ordered = sorted(found, key=lambda each: (-each.score, not each.match, each.id))[:most]
        several = sum(each.match for each in ordered) > 1
        return [replace(each, match=each.match and not several) for each in ordered]

    def entry(self, name: str) -> Entry:
        """The entity of an id. Raises UnknownName."""
        if name not in self.entries:
            raise UnknownName("entity", name[:80], remedy="write its id as it was given, such as organization/ibm")
        return self.entries[name]


def _build(graph: Moratoria) -> Catalog:
    entries = {f"{each.kind}/{each.slug}": each for each in index_of(graph).entries if each.kind in TYPES}
    told = {"organization": [_renamed(each, entries) for each in read_entities(graph.store)]}
    for kind in ("legislation", "technology"):
        told[kind] = [_entity(graph.store, name, each) for name, each in entries.items() if each.kind == kind]
    return Catalog({kind: Reconciler(found) for kind, found in told.items()}, entries)


def _renamed(entity: Entity, entries: Mapping[str, Entry]) -> Entity:
    """An organization under its id here, with its former names too."""
    name = entity.id.replace(":", "/", 1)
    known = entries[name].names if name in entries else ()
    identifiers = {value for _, value in entity.ids} | {value.lstrip("0") for _, value in entity.ids}
    former = [each for each in known if each not in identifiers and each not in entity.names]
    return replace(entity, id=name, names=(*entity.names, *former))


def _entity(store: Store, name: str, entry: Entry) -> Entity:
    places = sorted(slug_of(each) for each in _objects(store, entry.node, MOR.appliesIn))
    return Entity(name, entry.names, home=places[0] if places else "")


def _objects(store: Store, node: NamedNode, predicate: NamedNode) -> Iterator[NamedNode]:
    for quad in store.quads(node, predicate, None, CURRENT):
        if isinstance(quad.object, NamedNode):
            yield quad.object


def read_values(store: Store, name: str, found: Property) -> list[dict[str, str]]:
    """The values of a property of an entity, in the form of data extension; none for an id that nothing has."""
    try:
        node = thing(name)
    except ValueError:
        return []
    if found.inverse:
        values: list[NamedNode | Literal] = [quad.subject for quad in store.quads(None, found.predicate, node, CURRENT)]
        values = [each for each in values if isinstance(each, NamedNode) and kind_of(each) == "restriction"]
    else:
        values = [quad.object for quad in store.quads(node, found.predicate, None, CURRENT)]
    cells = [_cell(store, value, found) for value in sorted(set(values), key=str)]
    return [cell for cell in cells if cell.get("str") not in _GENERIC]


def _cell(store: Store, value: NamedNode | Literal, found: Property) -> dict[str, str]:
    if isinstance(value, Literal):
        return {"str": value.value}
    if found.gives and kind_of(value) == found.gives:
        return {"id": f"{found.gives}/{slug_of(value)}", "name": label_of(store, value)}
    if value.value.startswith(str(MOR)):
        return {"str": slot_words(value)}
    return {"str": value.value if found.predicate == SCHEMA.sameAs else label_of(store, value)}


class _Kept:
    """The catalog of each graph that is served, made when it is first asked."""

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[Moratoria, Catalog] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def of(self, graph: Moratoria) -> Catalog:
        """The catalog of a graph."""
        with self._lock:
            if graph not in self._known:
                self._known[graph] = _build(graph)
            return self._known[graph]


_KEPT = _Kept()


def catalog_of(graph: Moratoria) -> Catalog:
    """The catalog of a graph that does not change."""
    return _KEPT.of(graph)
