"""Everything that has a page, by the beginnings of the words of its names and by its identifiers."""

from __future__ import annotations

import re
import threading
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from weakref import WeakKeyDictionary

from moratoria.pipeline.indexed import read_source_keys
from moratoria.pipeline.kg import Moratoria
from moratoria.publish.names import kind_of_thing
from moratoria.serve.addresses import page_address
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, DCTERMS, MOR, ORG, RDFS, SCHEMA, SKOS, NamedNode, slug_of

GROUPS = {
    "organization": "Companies and authorities", "legislation": "Bills and laws", "technology": "Technologies",
    "person": "People", "restriction": "Restrictions", "product": "Products", "jurisdiction": "Places",
    "event": "Events", "source": "Sources",
}  # fmt: skip
"""The kinds that are searched, in the order of their groups."""

_NAMES = (RDFS.label, SKOS.prefLabel, SKOS.altLabel, MOR.ticker, MOR.cik, SCHEMA.leiCode, MOR.wikidataId, MOR.number)
_RENAMED = (ORG.resultingOrganization, ORG.originalOrganization)
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_MOST_WORDS = 8
_NEAR = 5
_HIGHEST = "\U0010ffff"


@dataclass(frozen=True)
class Entry:
    """A thing by what it is called; `names` are all its names and identifiers, its label first."""

    node: NamedNode
    kind: str
    names: tuple[str, ...]
    note: str = ""

    @property
    def label(self) -> str:
        """What it is called."""
        return self.names[0]

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return slug_of(self.node)

    @property
    def group(self) -> str:
        """The heading it stands under."""
        return GROUPS[self.kind]

    @property
    def page(self) -> str:
        """The path of its page."""
        return page_address(self.node)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Its names as they are compared."""
        return tuple(map(folded, self.names))


@dataclass(frozen=True)
class Hit:
    """An entry that was found; `matched` is the name that did it, where it is not the label."""

    entry: Entry
    matched: str = ""


class NamesIndex:
    """Entries by the beginnings of their words; sources by the keys of their addresses and texts."""

    def __init__(self, entries: Iterable[Entry], sources: Mapping[str, NamedNode]) -> None:
        self.entries, self.sources = tuple(entries), sources
        words = {
            (word, place) for place, entry in enumerate(self.entries) for name in entry.folded for word in name.split()
        }
        self._words = sorted(words)

    def find(self, text: str) -> list[Hit]:
        """The entries that have, for each word, a name with a word that begins so; whole names first."""
        words = folded(text).split()[:_MOST_WORDS]
        if not words:
            return []
        places = set.intersection(*(self._beginning(word) for word in words))
        wanted = " ".join(words)
        ranked = sorted((_rank(self.entries[place], wanted), place) for place in places)
        return [_hit(self.entries[place], rank) for rank, place in ranked]

    def _beginning(self, word: str) -> set[int]:
        first, last = bisect_left(self._words, (word,)), bisect_left(self._words, (word + _HIGHEST,))
        return {place for _, place in self._words[first:last]}

    def nearest(self, text: str) -> list[Hit]:
        """The entries one of whose names is nearest to a text that finds nothing; sources are too wordy for that."""
        owners: dict[str, tuple[Entry, str]] = {}
        for entry in self.entries:
            for name, shape in zip(entry.names, entry.folded, strict=True) if entry.kind != "source" else ():
                owners.setdefault(shape, (entry, name))
        near = get_close_matches(folded(text)[:80], list(owners), n=_NEAR, cutoff=0.6)
        found: dict[NamedNode, Hit] = {}
        for entry, name in (owners[shape] for shape in near):
            found.setdefault(entry.node, Hit(entry, "" if name == entry.label else name))
        return list(found.values())


def folded(text: str) -> str:
    """A text as it is compared: words without case, accents and punctuation, spaces between.

    >>> folded("São Paulo's  S.B. 6280")
    'sao paulos sb 6280'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", re.sub(r"['’`]|(?<=\b\w)\.(?=\w\b)", "", kept)))


Rank = tuple[int, int, int, int, str]


def _rank(entry: Entry, wanted: str) -> Rank:
    """How well an entry fits: a whole name, the beginning of one, words of one, words of several; then by kind."""
    fits = [(_fit(name, wanted), place) for place, name in enumerate(entry.folded)]
    best, place = min(fits)
    return best, list(GROUPS).index(entry.kind), min(place, 1), len(entry.label), f"{place} {entry.label}"


def _fit(name: str, wanted: str) -> int:
    if name == wanted or name.lstrip("0") == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if f" {wanted}" in f" {name}":
        return 2
    own = name.split()
    return 3 if all(any(each.startswith(word) for each in own) for word in wanted.split()) else 4


def _hit(entry: Entry, rank: Rank) -> Hit:
    place = int(rank[-1].split(" ", 1)[0])
    return Hit(entry, "" if place == 0 or rank[0] == 4 else entry.names[place])


def build_index(store: Readable) -> NamesIndex:
    """The index of a store."""
    names: dict[NamedNode, list[str]] = defaultdict(list)
    for predicate in _NAMES:
        values = sorted((quad.subject, quad.object.value) for quad in store.quads(None, predicate, None, CURRENT))
        for node, value in values if predicate != MOR.cik else ((n, f) for n, v in values for f in (v, v.lstrip("0"))):
            names[node].append(value)
    for node, value in _former_names(store):
        names[node].append(value)
    entries = [
        Entry(node, kind, tuple(dict.fromkeys(found)), _note(store, node, kind))
        for node, found in names.items() if (kind := kind_of_thing(node)) in GROUPS and page_address(node)
    ]  # fmt: skip
    return NamesIndex([*entries, *_sources(store)], dict(read_source_keys(store)))


def _former_names(store: Readable) -> Iterable[tuple[NamedNode, str]]:
    for quad in store.quads(None, MOR.formerName, None, CURRENT):
        for predicate in _RENAMED:
            for renamed in store.quads(quad.subject, predicate, None, CURRENT):
                if isinstance(renamed.object, NamedNode):
                    yield renamed.object, quad.object.value


def _note(store: Readable, node: NamedNode, kind: str) -> str:
    """A word or two that tell namesakes apart: where an organization is based, where a law applies, who makes it."""
    told = {"organization": MOR.isBasedIn, "legislation": MOR.appliesIn, "product": SCHEMA.manufacturer}.get(kind)
    places = [quad.object for quad in store.quads(node, told, None, CURRENT)] if told else []
    labels = [
        quad.object.value
        for place in places if isinstance(place, NamedNode)
        for predicate in (SKOS.prefLabel, RDFS.label) for quad in store.quads(place, predicate, None, CURRENT)
    ]  # fmt: skip
    return min(labels, default="")


def _sources(store: Readable) -> list[Entry]:
    """The sources by their titles, with publisher and day; several versions of one are one entry."""
    told: dict[NamedNode, Entry] = {}
    for quad in sorted(store.quads(None, DCTERMS.title, None, None), key=str):
        node, graph = quad.subject, quad.graph_name
        if kind_of_thing(node) == "source" and page_address(node):
            words = [_one(store, node, MOR.publisher, graph), _one(store, node, MOR.publishedEarliest, graph)]
            told[node] = Entry(node, "source", (quad.object.value, words[0]), ", ".join(filter(None, words)))
    return list(told.values())


def _one(store: Readable, node: NamedNode, predicate: NamedNode, graph: NamedNode) -> str:
    return min((quad.object.value for quad in store.quads(node, predicate, None, graph)), default="")


class _Kept:
    """The index of each graph that is served, made when it is first searched."""

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[Moratoria, NamesIndex] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def of(self, graph: Moratoria) -> NamesIndex:
        """The index of a graph."""
        with self._lock:
            if graph not in self._known:
                self._known[graph] = build_index(graph.store)
            return self._known[graph]


_KEPT = _Kept()


def index_of(graph: Moratoria) -> NamesIndex:
    """The index of a graph that does not change."""
    return _KEPT.of(graph)
