"""What the graph covers, counted: sources, restrictions, laws, organizations, places, years, links and evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from moratoria.graph.slots import KIND_CLASSES
from moratoria.pipeline.continents import continent_of
from moratoria.pipeline.explain import find_status_on
from moratoria.pipeline.sayings import label_of, slot_words
from moratoria.pipeline.stats_queries import (
    ADDRESSES,
    BROADER,
    CLAIMS,
    CLAIMS_WITH_ADDRESS,
    CLASSES,
    DATED_LAWS,
    EVENTS,
    EVIDENCE,
    LINKS,
    PLACES,
    RETRACTED,
    SEEN,
    SOURCE_KINDS,
    TECHNOLOGIES,
    WITHOUT_ADDRESS,
    YEARS,
)  # fmt: skip
from moratoria.store.base import Store, Value, select
from moratoria.terms import CURRENT, LOC, MOR, TYPE, NamedNode, names_in, shorten, slug_of


@dataclass(frozen=True)
class Section:
    """Some counts of one kind, by name; `distinct` where a thing may be counted under several."""

    name: str
    counts: Mapping[str, int]
    distinct: int | None = None

    @property
    def total(self) -> int:
        """How many things are counted."""
        return sum(self.counts.values()) if self.distinct is None else self.distinct


@dataclass(frozen=True)
class Coverage:
    """The counts of a graph on a day, and the sources without an address."""

    as_of: str
    sections: tuple[Section, ...]
    without_address: tuple[str, ...] = field(default=())


def count_coverage(store: Store, day: date) -> Coverage:
    """What the live sources of a graph cover; only the lives of restrictions depend on the day."""
    sections = (
        *_sources(store),
        *_restrictions(store, day),
        *_laws(store),
        _kinds(store, "organizations", "organization"),
        *_concepts(store),
        _years(store),
        _section(store, "links", LINKS, lambda term: shorten(term.value)),
        *_facts(store),
    )
    without = tuple(slug_of(node) for node in _column(store, WITHOUT_ADDRESS, "source"))
    return Coverage(str(day), tuple(part for part in sections if part.counts), without)


def _sources(store: Store) -> Iterable[Section]:
    without = len(_column(store, WITHOUT_ADDRESS, "source"))
    addresses = {"with an address": _number(store, ADDRESSES), "without": without}
    yield _section(store, "sources by kind", SOURCE_KINDS, slot_words)
    yield _section(store, "sources by what was seen of them", SEEN, lambda term: term.value)
    yield Section("sources by address", addresses if sum(addresses.values()) else {})
    retracted = _number(store, RETRACTED)
    yield Section("retracted versions of sources", {"retracted": retracted} if retracted else {})


def _restrictions(store: Store, day: date) -> Iterable[Section]:
    yield _kinds(store, "restrictions by kind", "restriction")
    nodes = {quad.subject for quad in store.quads(None, TYPE, MOR.Restriction, CURRENT)}
    lives = Counter(find_status_on(store, node, day).life for node in nodes)
    yield Section(f"restrictions by life as of {day}", _ranked(lives))


def _laws(store: Store) -> Iterable[Section]:
    yield _kinds(store, "bills and laws by kind", "legislation")
    laws = len(
        {quad.subject for kind in (MOR.Bill, MOR.Legislation) for quad in store.quads(None, TYPE, kind, CURRENT)}
    )
    dated = _number(store, DATED_LAWS)
    yield Section("bills and laws by dated legal event", {"with one": dated, "without": laws - dated} if laws else {})
    kinds = {row["kind"]: row for row in select(store, EVENTS)}
    for name, wanted in (("legal events", MOR.LegalEvent), ("other events", None)):
        chosen = {slug_of(_node(kind)): _count(row) for kind, row in kinds.items() if _matches(row["class"], wanted)}
        yield Section(name, _ranked(chosen))


def _matches(found: Value, wanted: NamedNode | None) -> bool:
    return found == wanted if wanted else found != MOR.LegalEvent


def _concepts(store: Store) -> Iterable[Section]:
    used = _section(store, "technologies", TECHNOLOGIES, lambda term: label_of(store, _node(term)))
    yield Section(used.name, used.counts, len(used.counts))
    broader = {_node(row["narrow"]): _node(row["broad"]) for row in select(store, BROADER)}
    places = _column(store, PLACES, "place")
    levels = Counter(slug_of(level) for place in places for level in names_in(store.quads(place, MOR.hasLevel)))
    yield Section("jurisdictions by level", _ranked(levels))
    countries = {code for place in places if (code := _country(place, broader))}
    names = Counter(continent_of(code) for code in countries if continent_of(code))
    yield Section("countries and unions by continent", _ranked(names))


def _country(place: NamedNode, broader: Mapping[NamedNode, NamedNode]) -> str:
    """The code of the country a place is in, or of the union it is; empty for a place of no country."""
    seen = {place}
    while not continent_of(slug_of(place)) and place in broader and broader[place] not in seen:
        place = broader[place]
        seen.add(place)
    return slug_of(place) if place.value.startswith(str(LOC)) else ""


def _years(store: Store) -> Section:
    years = Counter({text.value: _count(row) for row in select(store, YEARS) if (text := row["year"]) is not None})
    return Section("announcements and events by year", dict(sorted(years.items())))


def _facts(store: Store) -> Iterable[Section]:
    claims, addressed = _number(store, CLAIMS), _number(store, CLAIMS_WITH_ADDRESS)
    found = _section(store, "facts (claims) by evidence", EVIDENCE, slot_words)
    yield Section(found.name, found.counts, claims)
    counts = {"with an address": addressed, "without": claims - addressed}
    yield Section("facts (claims) by address of their source", counts if claims else {})


def _kinds(store: Store, name: str, kind: str) -> Section:
    """How many things of a kind there are, by the word for it that a fact file has."""
    found = {row["class"]: _count(row) for row in select(store, CLASSES)}
    words = {word: found.get(MOR.term(classes[0]), 0) for word, classes in KIND_CLASSES[kind].items()}
    return Section(name, _ranked({word: count for word, count in words.items() if count}))


def _section(store: Store, name: str, query: str, words: Callable[[Any], str]) -> Section:
    return Section(name, _ranked({words(row["key"]): _count(row) for row in select(store, query)}))


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts, the largest first."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _column(store: Store, query: str, name: str) -> list[NamedNode]:
    return [_node(row[name]) for row in select(store, query)]


def _node(term: Value) -> NamedNode:
    assert isinstance(term, NamedNode)
    return term


def _number(store: Store, query: str) -> int:
    return _count(next(iter(select(store, query))))


def _count(row: Mapping[str, Value]) -> int:
    found = row["count"]
    assert found is not None
    return int(found.value)
