"""What a timeline shows, as plain values read from a store with SPARQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from moratoria.errors import InputError, UnknownName
from moratoria.graph.network import status_word
from moratoria.graph.slots import KIND_CLASSES
from moratoria.store.base import Answer, Rows
from moratoria.terms import LOC, NamedNode, kind_of, minted, slug_of

Query = Callable[[str], Answer]

_KINDS = {classes[0]: kind for kind, classes in KIND_CLASSES["organization"].items()}
ENDED = frozenset({"expired", "lifted", "superseded", "struck down", "withdrawn"})


@dataclass(frozen=True)
class Actor:
    """Who imposes a restriction; what is not stated is empty.

    `kind` is a word of OrganizationKind, `home` the code of a jurisdiction, `country` its country or union by name,
    `level` the level of government there.
    """

    iri: str
    name: str
    kind: str = ""
    home: str = ""
    country: str = ""
    level: str = ""


@dataclass(frozen=True)
class Stretch:
    """One status over [start, end); None is not known at the start and open at the end."""

    start: date | None
    end: date | None
    life: str
    facets: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """The one word shown for the status."""
        return status_word(self.life, self.facets)

    def holds(self, day: date) -> bool:
        """True when the day lies in the stretch."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Row:
    """A restriction with who imposes it and its statuses in time."""

    iri: str
    label: str
    actors: tuple[Actor, ...] = ()
    stretches: tuple[Stretch, ...] = ()


_PREFIXES = """PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX odrl: <http://www.w3.org/ns/odrl/2/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_RESTRICTIONS = (
    "SELECT ?r ?label WHERE { ?r a mor:Restriction . OPTIONAL { ?r rdfs:label ?label } %s } ORDER BY ?r ?label"
)
_ACTORS = """SELECT DISTINCT ?r ?actor ?name ?kind ?home WHERE {
  ?r a mor:Restriction ; odrl:assigner ?actor .
  OPTIONAL { ?actor rdfs:label ?name }
  OPTIONAL { ?actor a ?kind FILTER(?kind != mor:Organization) }
  OPTIONAL { ?actor mor:isBasedIn ?home }
} ORDER BY ?r ?actor ?name ?kind ?home"""
_INTERVALS = """SELECT ?r ?interval ?life ?facet ?from ?to WHERE {
  ?interval a mor:StatusInterval ; mor:isStatusOf ?r ; mor:life ?life .
  OPTIONAL { ?interval mor:facet ?facet }
  OPTIONAL { ?interval mor:from ?from }
  OPTIONAL { ?interval mor:to ?to }
} ORDER BY ?r ?from ?interval ?facet"""
_NAMES = """SELECT ?place ?name WHERE {
  ?place skos:prefLabel|rdfs:label ?name FILTER(STRSTARTS(STR(?place), STR(%s)))
} ORDER BY ?place DESC(?name)"""


def read_timeline(
    query: Query, *, technology: str = "", actor: str = "", actor_kind: str = "", as_of: date | None = None
) -> list[Row]:
    """The restrictions of a store as rows, in the order of their IRIs, narrowed by what is given.

    `technology` (with all narrower ones) and `actor` are slugs, `actor_kind` is a word of OrganizationKind; with
    `as_of` those that began later are left out. Raises InputError for a slug that cannot be one, UnknownName for a kind
    that is none.
    """
    if actor_kind and actor_kind not in _KINDS.values():
        raise UnknownName("kind of organization", actor_kind, tuple(_KINDS.values()))
    asked = _narrowing("mor:concernsTechnology/skos:broader*", "technology", technology)
    asked += _narrowing("odrl:assigner", "organization", actor)
    actors, stretches = _read_actors(query), _read_stretches(query)
    found: dict[str, Row] = {}
    for row in _rows(query, _RESTRICTIONS % asked):
        iri = _text(row["r"])
        label = _text(row["label"]) or _humanised(iri)
        found.setdefault(iri, Row(iri, label, tuple(actors.get(iri, ())), tuple(stretches.get(iri, ()))))
    return [row for row in found.values() if _wanted(row, actor_kind, as_of)]


def _wanted(row: Row, actor_kind: str, as_of: date | None) -> bool:
    starts = [stretch.start for stretch in row.stretches if stretch.start]
    begun = as_of is None or not starts or min(starts) <= as_of
    return begun and (not actor_kind or any(actor.kind == actor_kind for actor in row.actors))


def _narrowing(path: str, kind: str, slug: str) -> str:
    if not slug:
        return ""
    try:
        return f"?r {path} {minted(kind, slug)} ."
    except ValueError as error:
        raise InputError(
            f"{slug!r} cannot be the slug of a {kind}", remedy="use letters, digits and hyphens"
        ) from error


def _read_actors(query: Query) -> dict[str, list[Actor]]:
    names = {_text(row["place"]): _text(row["name"]) for row in _rows(query, _NAMES % LOC.term(""))}
    found: dict[str, dict[str, Actor]] = {}
    for row in _rows(query, _ACTORS):
        iri, home = _text(row["actor"]), row["home"]
        country, level = _place(home, names) if isinstance(home, NamedNode) else ("", "")
        kind = _KINDS.get(_text(row["kind"]).rsplit("#", 1)[-1], "")
        code = slug_of(home) if isinstance(home, NamedNode) else ""
        actor = Actor(iri, _text(row["name"]) or _humanised(iri), kind, code, country, level)
        found.setdefault(_text(row["r"]), {}).setdefault(iri, actor)
    return {iri: list(actors.values()) for iri, actors in found.items()}


def _place(home: NamedNode, names: Mapping[str, str]) -> tuple[str, str]:
    """The country and level of a jurisdiction, read from its code: EU, US, US-CA or, minted, us-ca-san-francisco."""
    code = slug_of(home)
    parts = code.split("-")
    country = LOC.term(parts[0].upper()).value
    if kind_of(home):
        level = "local"
    elif code == "EU":
        level = "supranational"
    else:
        level = "national" if len(parts) == 1 else "state"
    return names.get(country, parts[0].upper()), level


def _read_stretches(query: Query) -> dict[str, list[Stretch]]:
    facets: dict[tuple[str, str], list[str]] = {}
    values: dict[tuple[str, str], Mapping[str, object]] = {}
    for row in _rows(query, _INTERVALS):
        key = _text(row["r"]), _text(row["interval"])
        values[key] = row
        facets.setdefault(key, []).extend(filter(None, [_text(row["facet"])]))
    found: dict[str, list[Stretch]] = {}
    for key, row in values.items():
        stretch = Stretch(_day(row["from"]), _day(row["to"]), _text(row["life"]), tuple(sorted(facets[key])))
        found.setdefault(key[0], []).append(stretch)
    return found


def _rows(query: Query, text: str) -> Iterable[Mapping[str, object]]:
    answer = query(_PREFIXES + text)
    if not isinstance(answer, Rows):
        raise InputError("the store answered a SELECT query with something else than rows")
    return answer


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))


def _day(term: object) -> date | None:
    return date.fromisoformat(_text(term)) if term is not None else None


def _humanised(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].replace("-", " ")
