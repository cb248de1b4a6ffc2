"""The tables that can be browsed, as rows: what each cell shows, what it is filtered by, what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from moratoria.pages.explorer import day_words
from moratoria.publish.flat import class_words, nodes_of_class
from moratoria.publish.names import kind_of_thing
from moratoria.publish.reading import Version, read_versions, related, span_text, text_of, texts_of
from moratoria.serve.views.portrait import SiteNames
from moratoria.serve.views.restriction_lines import LIVING, Lines, RestrictionLine
from moratoria.serve.views.topic import reach
from moratoria.serve.views.values import Link
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, DCTERMS, MOR, ODRL, SCHEMA, SKOS, NamedNode, slug_of

NONE = "none-recorded"
"""The value of a facet for rows that have none."""


@dataclass(frozen=True)
class Cell:
    """A cell: links or a text, or a status. `none` says in words why it is empty; `key` is what it is sorted by."""

    links: tuple[Link, ...] = ()
    text: str = ""
    note: str = ""
    life: str = ""
    facets: tuple[str, ...] = ()
    unconfirmed: int = 0
    none: str = "none recorded"
    key: str | int = ""

    def plain(self) -> str:
        """The cell as text."""
        return "; ".join(link.text for link in self.links) or self.text or "; ".join((self.life, *self.facets)).strip()


@dataclass(frozen=True)
class Row:
    """A line of a table: its thing, its cells by column, its values by facet, broader ones included."""

    iri: str
    id: str
    name: Link
    cells: Mapping[str, Cell]
    values: Mapping[str, frozenset[str]]

    def text(self) -> str:
        """All that a text filter looks through."""
        shown = (self.name.text, self.name.note, *(f"{cell.plain()} {cell.note}" for cell in self.cells.values()))
        return " ".join((self.id, *shown)).casefold()


@dataclass
class Table:
    """What can be browsed: its rows, the labels of its facets' values, and which value stands under which."""

    rows: list[Row] = field(default_factory=list)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    above: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass
class Reader:
    """A store while its rows are read for a day."""

    store: Readable
    day: date
    table: Table = field(default_factory=Table)

    def __post_init__(self) -> None:
        self.names = SiteNames(self.store)
        self.lines = Lines(self.store, self.names, self.day)
        self._broader: dict[NamedNode, list[NamedNode]] = {}

    def links(self, nodes: Iterable[NamedNode]) -> tuple[Link, ...]:
        """Things by their names."""
        return tuple(Link(name.text, name.page) for name in map(self.names.name, nodes))

    def words(self, facet: str, *values: str) -> frozenset[str]:
        """Values of a facet that are words of their own."""
        found = [value.replace(" ", "-") for value in values if value] or [NONE]
        labels = self.table.labels.setdefault(facet, {NONE: "none recorded"})
        labels.update(zip(found, (value for value in values if value), strict=False))
        return frozenset(found)

    def things(self, facet: str, nodes: Iterable[NamedNode]) -> frozenset[str]:
        """Values of a facet that are things, what is broader than each included."""
        reached = {wide for node in nodes for wide in reach(node, self.broader)}
        labels = self.table.labels.setdefault(facet, {NONE: "none recorded"})
        above = self.table.above.setdefault(facet, {})
        for node in reached:
            labels[slug_of(node)] = self.names.label(node)
            above.update((slug_of(node), slug_of(wide)) for wide in self.broader(node)[:1])
        return frozenset(map(slug_of, reached)) or frozenset((NONE,))

    def broader(self, node: NamedNode) -> list[NamedNode]:
        """What a concept stands under."""
        if node not in self._broader:
            self._broader[node] = related(self.store, node, SKOS.broader)
        return self._broader[node]

    def standing(self, node: NamedNode) -> RestrictionLine:
        """A restriction as a line."""
        return self.lines.line(node)

    def subjects(self, slot: NamedNode, node: NamedNode) -> list[NamedNode]:
        """The restrictions that name a thing under a slot."""
        found = {quad.subject for quad in self.store.quads(None, slot, node, CURRENT)}
        return [each for each in found if kind_of_thing(each) == "restriction"]


def _restrictions(reader: Reader) -> Iterator[Row]:
    store = reader.store
    for node in nodes_of_class(store, MOR.Restriction):
        line = reader.standing(node)
        held = line.standing
        slots = (ODRL.assigner, MOR.concernsTechnology, MOR.affects, MOR.appliesIn)
        actors, technologies, audiences, places = (related(store, node, slot) for slot in slots)
        yield Row(
            node.value, slug_of(node), Link(line.name.text, line.name.page, line.kind),
            {
                "actor": _linked(reader, actors), "technology": _linked(reader, technologies),
                "audience": _linked(reader, audiences, _silent(line, "affects")),
                "place": _linked(reader, places, _silent(line, "appliesIn")),
                "since": _day(held.since, "unknown"),
                "status": Cell(life=held.life, facets=held.facets, unconfirmed=held.unconfirmed, key=held.life),
                "sources": Cell(text=str(line.behind.sources), key=line.behind.sources),
            },
            {
                "status": reader.words("status", *_status_words(held.life, held.facets)),
                "kind": reader.words("kind", line.kind), "actor": reader.things("actor", actors),
                "technology": reader.things("technology", technologies),
                "audience": reader.things("audience", audiences), "place": reader.things("place", places),
                "confirmed": reader.words("confirmed", _confirmed(line)),
            },
        )  # fmt: skip


def _silent(line: RestrictionLine, slot: str) -> str:
    return "not stated" if slot in line.not_stated else "none recorded"


def _status_words(life: str, facets: Iterable[str]) -> tuple[str, ...]:
    return ("no status yet" if life == "none" else life, *facets)


def _confirmed(line: RestrictionLine) -> str:
    if line.standing.life not in LIVING:
        return "not living"
    return "more than a year ago" if line.standing.unconfirmed else "within a year"


def _linked(reader: Reader, nodes: list[NamedNode], none: str = "none recorded") -> Cell:
    links = reader.links(nodes)
    return Cell(links=links, none=none, key="; ".join(link.text.casefold() for link in links))


def _day(day: str, none: str) -> Cell:
    return Cell(text=day_words(day), none=none, key=day)


def _count(number: int, note: str = "") -> Cell:
    return Cell(text=str(number), note=note, key=number)


def _actors(reader: Reader) -> Iterator[Row]:
    store = reader.store
    for node in nodes_of_class(store, MOR.Organization):
        own = [reader.standing(each) for each in reader.subjects(ODRL.assigner, node)]
        living = sum(line.standing.life in LIVING for line in own)
        kind = class_words(store, node, MOR.Organization).replace("-", " ")
        home = related(store, node, MOR.isBasedIn)
        said = sum(1 for _ in store.quads(None, MOR.isMadeFor, node, CURRENT))
        keys = [words for words, slot in _KEYS if texts_of(store, node, slot)]
        (name,) = reader.links([node])
        yield Row(
            node.value, slug_of(node), Link(name.text, name.address, "; ".join(texts_of(store, node, SKOS.altLabel))),
            {
                "kind": Cell(text=kind, key=kind), "home": _linked(reader, home), "living": _count(living),
                "imposed": _count(len(own)), "said": _count(said),
                "keys": Cell(text=", ".join(keys), key=len(keys)),
            },
            {
                "kind": reader.words("kind", kind), "home": reader.things("home", home),
                "imposes": reader.words("imposes", _imposing(living, len(own))),
                "keys": reader.words("keys", *keys),
            },
        )  # fmt: skip


_KEYS = (("Wikidata", MOR.wikidataId), ("LEI", SCHEMA.leiCode), ("SEC CIK", MOR.cik), ("ticker", MOR.ticker))


def _imposing(living: int, total: int) -> str:
    return "some in force" if living else "none in force" if total else ""


def _laws(reader: Reader) -> Iterator[Row]:
    store = reader.store
    nodes = {node for kind in (MOR.Bill, MOR.Legislation) for node in nodes_of_class(store, kind)}
    for node in sorted(nodes, key=slug_of):
        kind = class_words(store, node, MOR.Legislation).replace("-", " ")
        slots = (MOR.hasLevel, MOR.appliesIn, MOR.concernsTechnology)
        levels, places, technologies = (related(store, node, slot) for slot in slots)
        stage, day = _stage(reader, node)
        under = len(reader.subjects(MOR.isImposedUnder, node))
        (name,) = reader.links([node])
        yield Row(
            node.value, slug_of(node), Link(name.text, name.address, text_of(store, node, MOR.number)),
            {
                "kind": Cell(text=kind, key=kind), "level": _linked(reader, levels, "not stated"),
                "place": _linked(reader, places, "not stated"), "technology": _linked(reader, technologies),
                "stage": Cell(text=stage, key=stage, none="unknown"), "on": _day(day, "unknown"),
                "restrictions": _count(under),
            },
            {
                "stage": reader.words("stage", stage), "kind": reader.words("kind", kind),
                "level": reader.things("level", levels), "place": reader.things("place", places),
                "technology": reader.things("technology", technologies),
            },
        )  # fmt: skip


def _stage(reader: Reader, law: NamedNode) -> tuple[str, str]:
    """The last legal event of a law up to the day, and its day; empty where none is recorded."""
    events = [quad.subject for quad in reader.store.quads(None, MOR.concernsLegislation, law, CURRENT)]
    dated = [(span_text(reader.store, each, "occurred"), each) for each in events if kind_of_thing(each) == "event"]
    past = [(day, each.value, each) for day, each in dated if day and day.partition("/")[0] <= str(reader.day)]
    if not past:
        return "", ""
    day, _, event = max(past)
    return text_of(reader.store, event, MOR.hasEventKind).rpartition("/")[2].replace("-", " "), day


def _technologies(reader: Reader) -> Iterator[Row]:
    store = reader.store
    for quad in store.quads(None, SKOS.prefLabel, None, CURRENT):
        node = quad.subject
        if kind_of_thing(node) != "technology":
            continue
        below = reach(node, lambda each: [q.subject for q in store.quads(None, SKOS.broader, each, CURRENT)])
        about = {each for concept in below for each in reader.subjects(MOR.concernsTechnology, concept)}
        living = sum(reader.standing(each).standing.life in LIVING for each in about)
        broader, (name,) = reader.broader(node), reader.links([node])
        yield Row(
            node.value, slug_of(node), Link(name.text, name.address, "; ".join(texts_of(store, node, SKOS.altLabel))),
            {
                "broader": _linked(reader, broader, "none: it stands at the top"), "narrower": _count(len(below) - 1),
                "living": _count(living), "restrictions": _count(len(about)),
            },
            {
                "restricted": reader.words("restricted", _imposing(living, len(about))),
                "under": reader.things("under", [node]),
            },
        )  # fmt: skip


def _sources(reader: Reader) -> Iterator[Row]:
    store = reader.store
    for node, versions in read_versions(store).items():
        graph = versions[-1].graph
        texts = {name: text_of(store, node, MOR.term(name), graph) for name in ("publisher", "authority", "seen")}
        published = span_text(store, node, "published", graph)
        kind = class_words(store, node, MOR.Source, graph).replace("-", " ")
        facts, record = sum(1 for _ in store.quads(None, MOR.about, None, graph)), _record(versions[-1])
        page = reader.names.name(node).page
        texts = {name: text.replace("-", " ") if name != "publisher" else text for name, text in texts.items()}
        title = text_of(store, node, DCTERMS.title, graph) or slug_of(node)
        yield Row(
            node.value, slug_of(node), Link(title, page, "" if record == "live" else record),
            {
                "publisher": Cell(text=texts["publisher"], key=texts["publisher"].casefold()),
                "kind": Cell(text=kind, key=kind), "published": _day(published, "not stated"),
                "authority": Cell(text=texts["authority"], key=texts["authority"]),
                "seen": Cell(text=texts["seen"], key=texts["seen"]), "facts": _count(facts),
            },
            {
                "kind": reader.words("kind", kind), "year": reader.words("year", published[:4]),
                "authority": reader.words("authority", texts["authority"]),
                "seen": reader.words("seen", texts["seen"]), "record": reader.words("record", record),
                "publisher": reader.words("publisher", texts["publisher"]),
            },
        )  # fmt: skip


def _record(version: Version) -> str:
    return "retracted" if version.retracted else "live"


_READ: dict[str, Callable[[Reader], Iterator[Row]]] = {
    "restrictions": _restrictions, "actors": _actors, "laws": _laws, "technologies": _technologies,
    "sources": _sources,
}  # fmt: skip
TABLES = tuple(_READ)
"""What can be browsed."""


def read_table(store: Readable, name: str, day: date) -> Table:
    """A table as of a day."""
    reader = Reader(store, day)
    reader.table.rows = list(_READ[name](reader))
    return reader.table
