"""Restrictions as lines of a table on the page of something else, with their status on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from moratoria.pages.view import Name
from moratoria.pipeline.changes import STALE_DAYS
from moratoria.pipeline.sayings import read_origins
from moratoria.publish.names import Names
from moratoria.publish.reading import Interval, read_intervals, related, span_text, text_of
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, MOR, ODRL, PROV, TYPE, NamedNode, names_in, slug_of

LIVING = frozenset({"announced", "in force", "suspended"})
_OPEN = LIVING | {"proposed", "unknown"}


@dataclass(frozen=True)
class Standing:
    """What a restriction is on a day. `until` is empty without an end on record; `life` is `none` before its first.

    `unconfirmed` are the days since a source last spoke of it, 0 unless these are too many.
    """

    life: str
    facets: tuple[str, ...]
    since: str
    until: str
    unconfirmed: int


@dataclass(frozen=True)
class Behind:
    """The live sources that state something about a thing: how many, copies counted once, and the day of the last."""

    sources: int
    independent: int
    last: str


@dataclass(frozen=True)
class RestrictionLine:
    """A restriction as a line. `end_stated` is False where its sources were searched for an end in vain."""

    node: NamedNode
    name: Name
    kind: str
    actors: tuple[Name, ...]
    audiences: tuple[Name, ...]
    places: tuple[Name, ...]
    announced: str
    standing: Standing
    behind: Behind
    not_stated: tuple[str, ...]
    note: str = ""
    cites: tuple[int, ...] = ()


class Lines:
    """Restrictions as lines; what they have in common is read once."""

    def __init__(self, store: Readable, names: Names, day: date) -> None:
        self._store, self._names, self._day = store, names, day
        self._origins = read_origins(store)
        self._graphs: dict[NamedNode, tuple[str, str]] = {}

    def line(self, node: NamedNode, note: str = "", cites: tuple[int, ...] = ()) -> RestrictionLine:
        """One restriction."""
        store, names = self._store, self._names
        actors, audiences, places = (
            tuple(map(names.name, related(store, node, slot))) for slot in (ODRL.assigner, MOR.affects, MOR.appliesIn)
        )
        behind = self.behind(node)
        return RestrictionLine(
            node, names.name(node), kind_words(store, node), actors, audiences, places,
            span_text(store, node, "announced"), self.standing(node, behind), behind,
            tuple(slug_of(slot) for slot in related(store, node, MOR.notStated)), note, cites,
        )  # fmt: skip

    def standing(self, node: NamedNode, behind: Behind) -> Standing:
        """What a restriction is on the day."""
        intervals = read_intervals(self._store, node)
        held = next((each for each in intervals if each.holds(self._day)), None)
        since, until = _lived(intervals)
        life, facets = (held.life, held.facets) if held else ("none", ())
        return Standing(life, facets, since, until, self._unconfirmed(life, behind.last))

    def _unconfirmed(self, life: str, last: str) -> int:
        days = (self._day - date.fromisoformat(last)).days if last and life in LIVING else 0
        return days if days > STALE_DAYS else 0

    def behind(self, node: NamedNode) -> Behind:
        """The sources behind a thing."""
        graphs = {quad.graph_name for quad in self._store.quads(None, MOR.about, node, None)}
        found = [self._source(graph) for graph in graphs]
        sources = {source for source, _ in found if source}
        origins = {self._origins.get(source, source) for source in sources}
        return Behind(len(sources), len(origins), max((day for source, day in found if source), default=""))

    def _source(self, graph: NamedNode) -> tuple[str, str]:
        """The source of a live graph and the day it was published; empty for a closed one."""
        if graph not in self._graphs:
            closed = any(True for _ in self._store.quads(graph, PROV.invalidatedAtTime, None, graph))
            sources = names_in(self._store.quads(graph, PROV.wasDerivedFrom, None, graph))
            named = "" if closed or not sources else sources[0].value
            day = text_of(self._store, sources[0], MOR.publishedEarliest, graph) if named else ""
            self._graphs[graph] = named, day
        return self._graphs[graph]


def _lived(intervals: Iterable[Interval]) -> tuple[str, str]:
    """The first day of a life and the first day after it, empty where unknown or open; of a plan where that is all."""
    known = [each for each in intervals if each.life in LIVING] or [each for each in intervals if each.life in _OPEN]
    return (known[0].since, known[-1].until) if known else ("", "")


def kind_words(store: Readable, node: NamedNode) -> str:
    """What kind of restriction it is, in words."""
    found = [slug_of(kind) for kind in names_in(store.quads(node, TYPE, None, CURRENT)) if kind != MOR.Restriction]
    return in_words(found[0]) if found else "restriction"


def in_words(name: str) -> str:
    """A local name of the ontology in words.

    >>> in_words("ConditionalWithholding")
    'conditional withholding'
    """
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def newest_first(line: RestrictionLine) -> tuple[bool, str, str]:
    """The order of lines: what holds first, the newest at the top; to be sorted in reverse."""
    return line.standing.life in LIVING, line.standing.since or line.announced, line.name.text.casefold()
