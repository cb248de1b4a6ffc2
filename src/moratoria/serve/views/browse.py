"""Faceted tables: what of a table is chosen, how many rows each further choice would leave, and the page of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from moratoria.errors import QueryError
from moratoria.serve.views.tables import NONE, TABLES, Row, Table

PER_PAGE = 50
MOST_WORDS, MOST_VALUES = 200, 60
"""How long a text filter may be, and how many values may be chosen in all."""

HEADINGS = {
    "restrictions": "Restrictions", "actors": "Actors", "laws": "Bills and laws", "technologies": "Technologies",
    "sources": "Sources",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of a table; `right` for numbers."""

    name: str
    heading: str
    right: bool = False


@dataclass(frozen=True)
class Shape:
    """The columns and facets of a table, and what it is sorted by unless asked otherwise (`-` for descending)."""

    columns: tuple[Column, ...]
    facets: tuple[tuple[str, str], ...]
    sort: str


SHAPES = {
    "restrictions": Shape(
        (Column("name", "Restriction"), Column("actor", "By"), Column("technology", "Technology"),
         Column("audience", "For whom"), Column("place", "Where"), Column("since", "Since"),
         Column("status", "Status"), Column("sources", "Sources", right=True)),
        (("status", "Status"), ("kind", "Kind"), ("technology", "Technology"), ("audience", "For whom"),
         ("place", "Where"), ("actor", "By"), ("confirmed", "Last confirmed")), "-since",
    ),
    "actors": Shape(
        (Column("name", "Actor"), Column("kind", "Kind"), Column("home", "Based in"),
         Column("living", "In force", right=True), Column("imposed", "Restrictions", right=True),
         Column("said", "Statements", right=True), Column("keys", "Identifiers")),
        (("imposes", "Restrictions it imposes"), ("kind", "Kind"), ("home", "Based in"), ("keys", "Identifiers")),
        "-living",
    ),
    "laws": Shape(
        (Column("name", "Bill or law"), Column("kind", "Kind"), Column("level", "Level"), Column("place", "Where"),
         Column("technology", "Technology"), Column("stage", "Last event"), Column("on", "On"),
         Column("restrictions", "Restrictions", right=True)),
        (("stage", "Last event"), ("kind", "Kind"), ("level", "Level"), ("place", "Where"),
         ("technology", "Technology")), "-on",
    ),
    "technologies": Shape(
        (Column("name", "Technology"), Column("broader", "Part of"), Column("narrower", "Narrower", right=True),
         Column("living", "In force", right=True), Column("restrictions", "Restrictions", right=True)),
        (("restricted", "Restrictions"), ("under", "Stands under")), "-living",
    ),
    "sources": Shape(
        (Column("name", "Source"), Column("publisher", "Publisher"), Column("kind", "Kind"),
         Column("published", "Published"), Column("authority", "Authority"), Column("seen", "Seen"),
         Column("facts", "Facts", right=True)),
        (("kind", "Kind"), ("authority", "Authority"), ("seen", "Seen"), ("record", "Record"), ("year", "Year"),
         ("publisher", "Publisher")), "-published",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What is asked of a table: the values chosen by facet, words, an order and a page."""

    table: str
    chosen: Mapping[str, tuple[str, ...]]
    words: str
    sort: str
    page: int
    dates: tuple[tuple[str, str], ...]

    def address(self, **changed: object) -> str:
        """The address of this with something else instead; a facet set to `()` and empty words are left out.

        `page` is the first where it is not given.
        """
        chosen = {**self.chosen, **changed}
        page = chosen.pop("page", 1)
        words, sort = str(chosen.pop("words", self.words)), str(chosen.pop("sort", self.sort))
        form = str(chosen.pop("format", ""))
        params = [(name, value) for name, values in chosen.items() for value in _texts(values)]
        params += [("q", words), ("sort", sort if sort != SHAPES[self.table].sort else ""), ("format", form)]
        params += [("page", str(page) if page != 1 else ""), *self.dates]
        query = urlencode([(name, value) for name, value in params if value])
        return f"/browse/{self.table}{f'?{query}' if query else ''}"


def _texts(values: object) -> Sequence[str]:
    return values if isinstance(values, tuple) else ()


@dataclass(frozen=True)
class Option:
    """A value of a facet: how many rows it would leave, how deep it stands, and whether it is chosen."""

    value: str
    label: str
    count: int
    depth: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet with its values."""

    name: str
    heading: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        """How many of its values are chosen."""
        return sum(option.chosen for option in self.options)


@dataclass(frozen=True)
class Way:
    """A link that changes what is asked, and how many rows it leads to."""

    words: str
    address: str
    count: int = 0


@dataclass(frozen=True)
class Heading:
    """A column's heading: the address that sorts by it, and how it is sorted now."""

    column: Column
    address: str
    sorted: str


@dataclass(frozen=True)
class BrowseView:
    """A page of a table."""

    name: str
    title: str
    tabs: tuple[tuple[str, str, bool], ...]
    wanted: Wanted
    columns: tuple[Heading, ...]
    rows: tuple[Row, ...]
    total: int
    of: int
    first: int
    facets: tuple[Facet, ...]
    chosen: tuple[Way, ...]
    wider: tuple[Way, ...]
    clear: str
    pages: tuple[tuple[str, str], ...]
    page: int
    last_page: int
    csv: str
    json: str
    default_sort: str


def read_wanted(table: str, params: Iterable[tuple[str, str]], dates: tuple[tuple[str, str], ...]) -> Wanted:
    """What an address asks for. Raises QueryError for an order, page or filter that cannot be."""
    shape, given = SHAPES[table], [(name, value.strip()) for name, value in params]
    chosen = {name: tuple(dict.fromkeys(v for n, v in given if n == name and v)) for name, _ in shape.facets}
    if sum(map(len, chosen.values())) > MOST_VALUES:
        raise QueryError(f"more than {MOST_VALUES} values are chosen", remedy="choose fewer, or use SPARQL")
    last = dict(given)
    words = " ".join(last.get("q", "").split())
    if len(words) > MOST_WORDS:
        raise QueryError(f"the filter has more than {MOST_WORDS} characters", remedy="write fewer")
    return Wanted(table, {n: v for n, v in chosen.items() if v}, words, _sort(shape, last.get("sort", "")),
                  _page(last.get("page", "")), dates)  # fmt: skip


def _sort(shape: Shape, given: str) -> str:
    names = [column.name for column in shape.columns]
    if given and given.removeprefix("-") not in names:
        remedy = f"write one of {', '.join(names)}, after a - to turn"
        raise QueryError(f"sort {given[:40]!r} is no column", remedy=remedy)
    return given or shape.sort


def _page(given: str) -> int:
    if given and not (given.isascii() and given.isdigit() and len(given) <= 6 and int(given) > 0):
        raise QueryError(f"page {given[:40]!r} is no page", remedy="write a whole number from 1")
    return int(given or 1)


def select_rows(table: Table, wanted: Wanted, without: str = "") -> list[Row]:
    """The rows that have one of the values chosen of every facet, one facet apart, and all the words, in order."""
    words = wanted.words.casefold().split()
    chosen = {name: frozenset(values) for name, values in wanted.chosen.items() if name != without}
    return [
        row for row in table.rows
        if all(row.values[name] & values for name, values in chosen.items())
        and (not words or all(word in row.text() for word in words))
    ]  # fmt: skip


def sort_rows(rows: Iterable[Row], sort: str) -> list[Row]:
    """Rows in an order; those without a value come last in both directions."""
    name = sort.removeprefix("-")
    ordered = sorted(rows, key=lambda row: row.name.text.casefold())
    if name == "name":
        return ordered[::-1] if sort.startswith("-") else ordered
    filled = [row for row in ordered if row.cells[name].key != ""]
    empty = [row for row in ordered if row.cells[name].key == ""]
    return [*sorted(filled, key=lambda row: row.cells[name].key, reverse=sort.startswith("-")), *empty]


def build_browse(table: Table, wanted: Wanted) -> BrowseView:
    """A page of a table. Raises QueryError for a page behind the last."""
    shape = SHAPES[wanted.table]
    rows = sort_rows(select_rows(table, wanted), wanted.sort)
    last_page = max(1, -(-len(rows) // PER_PAGE))
    if wanted.page > last_page:
        raise QueryError(f"there is no page {wanted.page}", remedy=f"the last is {last_page}")
    first = (wanted.page - 1) * PER_PAGE
    facets = tuple(_facet(table, wanted, name, heading) for name, heading in shape.facets)
    return BrowseView(
        wanted.table, HEADINGS[wanted.table], tuple(_tabs(wanted)), wanted,
        tuple(_heading(wanted, column) for column in shape.columns), tuple(rows[first : first + PER_PAGE]), len(rows),
        len(table.rows), first + 1, facets, tuple(_chosen(facets, wanted)),
        tuple(_wider(table, wanted, facets)) if not rows else (), _clear(wanted), tuple(_pages(wanted, last_page)),
        wanted.page, last_page, wanted.address(format="csv"), wanted.address(format="json"), shape.sort,
    )  # fmt: skip


def _tabs(wanted: Wanted) -> Iterator[tuple[str, str, bool]]:
    query = urlencode([(name, value) for name, value in wanted.dates if value])
    for name in TABLES:
        yield HEADINGS[name], f"/browse/{name}{f'?{query}' if query else ''}", name == wanted.table


def _heading(wanted: Wanted, column: Column) -> Heading:
    name = wanted.sort.removeprefix("-")
    now = "" if name != column.name else "descending" if wanted.sort.startswith("-") else "ascending"
    up_first = not column.right and column.name not in ("since", "on", "published")
    other = f"-{column.name}" if now == "ascending" or (not now and not up_first) else column.name
    return Heading(column, wanted.address(sort=other), now)


def _facet(table: Table, wanted: Wanted, name: str, heading: str) -> Facet:
    """A facet: its values are counted over the rows that the other facets and the words leave."""
    counts = Counter(value for row in select_rows(table, wanted, name) for value in row.values[name])
    chosen = wanted.chosen.get(name, ())
    labels = table.labels.get(name, {})
    shown = [*counts, *(value for value in chosen if value not in counts)]
    options = (
        Option(value, labels.get(value, value[:80]), counts[value], depth, value in chosen)
        for value, depth in _in_order(shown, counts, table.above.get(name, {}))
    )
    return Facet(name, heading, tuple(options))


def _in_order(values: list[str], counts: Mapping[str, int], above: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Values with their depth, the most frequent first, narrower ones below the broader one."""
    known = set(values)
    below: dict[str, list[str]] = {}
    for value in values:
        parent = above.get(value, "")
        below.setdefault(parent if parent in known else "", []).append(value)
    seen: set[str] = set()
    waiting = [(value, 0) for value in _ranked(below.get("", ()), counts)]
    while waiting:
        value, depth = waiting.pop(0)
        if value not in seen:
            seen.add(value)
            yield value, min(depth, 4)
            waiting = [(each, depth + 1) for each in _ranked(below.get(value, ()), counts)] + waiting
    yield from ((value, 0) for value in _ranked(known - seen, counts))


def _ranked(values: Iterable[str], counts: Mapping[str, int]) -> list[str]:
    return sorted(values, key=lambda value: (value == NONE, -counts.get(value, 0), value))


def _chosen(facets: Iterable[Facet], wanted: Wanted) -> Iterator[Way]:
    """What is chosen, each with the address without it."""
    for facet in facets:
        for option in facet.options:
            if option.chosen:
                rest = tuple(value for value in wanted.chosen[facet.name] if value != option.value)
                yield Way(f"{facet.heading}: {option.label}", wanted.address(**{facet.name: rest}))
    if wanted.words:
        yield Way(f"contains \u201c{wanted.words}\u201d", wanted.address(words=""))


def _wider(table: Table, wanted: Wanted, facets: Iterable[Facet]) -> Iterator[Way]:
    """Ways out of an empty answer, with how many rows each leads to."""
    for facet in facets:
        if facet.chosen:
            count = len(select_rows(table, wanted, facet.name))
            yield Way(f"any {facet.heading.lower()}", wanted.address(**{facet.name: ()}), count)
    if wanted.words:
        bare = Wanted(wanted.table, wanted.chosen, "", wanted.sort, 1, wanted.dates)
        yield Way("without the words", bare.address(), len(select_rows(table, bare)))
    yield Way("everything", _clear(wanted), len(table.rows))


def _clear(wanted: Wanted) -> str:
    return Wanted(wanted.table, {}, "", wanted.sort, 1, wanted.dates).address()


def _pages(wanted: Wanted, last: int) -> Iterator[tuple[str, str]]:
    if wanted.page > 1:
        yield "Previous", wanted.address(page=wanted.page - 1)
    if wanted.page < last:
        yield "Next", wanted.address(page=wanted.page + 1)
