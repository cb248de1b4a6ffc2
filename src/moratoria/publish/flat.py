"""The flat tables: one row per restriction, source and organization, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date

from moratoria.export.cells import safe_cell
from moratoria.publish.columns import SEPARATOR, Column, columns_of
from moratoria.publish.names import Names
from moratoria.publish.reading import (
    Version,
    read_intervals,
    read_versions,
    related,
    span_text,
    text_of,
    texts_of,
)  # fmt: skip
from moratoria.store.base import Readable
from moratoria.terms import (
    CURRENT,
    DCTERMS,
    MOR,
    ODRL,
    PROV,
    SCHEMA,
    SKOS,
    TYPE,
    NamedNode,
    Quad,
    names_in,
    slug_of,
)  # fmt: skip

Cell = str | int | list[str]
Row = dict[str, Cell]


def restriction_rows(store: Readable, names: Names, day: date) -> Iterator[Row]:
    """A row per restriction of the current graph, by id, with its status on a day."""
    for node in nodes_of_class(store, MOR.Restriction):
        actors = related(store, node, ODRL.assigner)
        sources = sorted(live_sources(store, node), key=slug_of)
        yield {
            **id_cells(node, names, "label"),
            "kind": class_words(store, node, MOR.Restriction),
            "actors": [names.label(actor) for actor in actors],
            "actor_ids": slugs_of(actors),
            "binds": slugs_of(related(store, node, ODRL.assignee)),
            "technologies": slugs_of(related(store, node, MOR.concernsTechnology)),
            "products": [names.label(product) for product in related(store, node, ODRL.target)],
            "audiences": slugs_of(related(store, node, MOR.affects)),
            "jurisdictions": slugs_of(related(store, node, MOR.appliesIn)),
            "actions": slugs_of(related(store, node, ODRL.action)),
            **{slot: span_text(store, node, slot) for slot in ("announced", "start", "end")},
            **_status(store, node, day),
            "conditions": [names.label(condition) for condition in related(store, node, MOR.awaits)],
            "sources": slugs_of(sources),
            "addresses": sorted({text for source in sources for text in _values(store, source, SCHEMA.url)}),
        }


def source_rows(store: Readable, names: Names) -> Iterator[Row]:
    """A row per source, by id, as its latest live version describes it, else the one retracted last."""
    for node, versions in read_versions(store).items():
        version = versions[-1]
        graph = version.graph
        yield {
            **id_cells(node, names, "title"),
            **{name: text_of(store, node, MOR.term(name), graph) for name in _SOURCE_SLOTS},
            "published": span_text(store, node, "published", graph),
            "address": texts_of(store, node, SCHEMA.url, graph),
            "kind": class_words(store, node, MOR.Source, graph),
            "language": text_of(store, node, DCTERMS.language, graph),
            **_record(version),
            "corrects": slugs_of(names_in(store.quads(node, MOR.corrects, None, graph))),
            "syndicated_from": slugs_of(names_in(store.quads(node, MOR.isSyndicatedFrom, None, graph))),
            "facts": sum(1 for _ in store.quads(None, MOR.about, None, graph)),
        }


_SOURCE_SLOTS = ("publisher", "authority", "seen", "retrieved", "sha256")


def organization_rows(store: Readable, names: Names) -> Iterator[Row]:
    """A row per organization of the current graph, by id."""
    for node in nodes_of_class(store, MOR.Organization):
        yield {
            **id_cells(node, names, "name"),
            "kind": class_words(store, node, MOR.Organization),
            "aliases": texts_of(store, node, SKOS.altLabel),
            "home": slugs_of(related(store, node, MOR.isBasedIn)),
            "wikidata": texts_of(store, node, MOR.wikidataId),
            "lei": texts_of(store, node, SCHEMA.leiCode),
            "cik": texts_of(store, node, MOR.cik),
            "tickers": texts_of(store, node, MOR.ticker),
            "same_as": texts_of(store, node, SCHEMA.sameAs),
            "restrictions": sum(1 for _ in store.quads(None, ODRL.assigner, node, CURRENT)),
        }


def render_csv(table: str, rows: Iterable[Row]) -> Iterator[bytes]:
    """A table as CSV (RFC 4180, UTF-8), a line at a time, safe to open in a spreadsheet."""
    columns = columns_of(table)
    yield _line([column.name for column in columns])
    for row in rows:
        yield _line([_cell(column, row[column.name]) for column in columns])


def render_json(table: str, rows: Iterable[Row], as_of: date) -> Iterator[bytes]:
    """A table as one JSON object, a row a line; cells of several values are arrays, empty ones null."""
    yield f'{{"as_of": "{as_of}", "{table}": ['.encode()
    for number, row in enumerate(rows):
        ordered = {column.name: row[column.name] if row[column.name] != "" else None for column in columns_of(table)}
        yield (",\n" if number else "\n").encode() + json.dumps(ordered, ensure_ascii=False).encode()
    yield b"\n]}\n"


def _line(cells: list[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def _cell(column: Column, value: Cell) -> str:
    if isinstance(value, int):
        return str(value)
    return safe_cell(SEPARATOR.join(value) if column.many and not isinstance(value, str) else str(value))


def nodes_of_class(store: Readable, kind: NamedNode) -> list[NamedNode]:
    """The things of a class in the current graph, by id."""
    return sorted({quad.subject for quad in store.quads(None, TYPE, kind, CURRENT)}, key=slug_of)


def id_cells(node: NamedNode, names: Names, column: str) -> Row:
    """The cells that name a thing; its label goes into `column`."""
    return {"id": slug_of(node), "iri": node.value, column: names.label(node)}


def class_words(store: Readable, node: NamedNode, general: NamedNode, graph: NamedNode = CURRENT) -> str:
    """The classes of a thing as words, without the most general one."""
    found = [kind for kind in names_in(store.quads(node, TYPE, None, graph)) if kind != general]
    return "; ".join(_hyphenated(slug_of(kind)) for kind in found if kind.value.startswith(str(MOR)))


def _hyphenated(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).removeprefix("-")


def slugs_of(nodes: Iterable[NamedNode]) -> list[str]:
    """The ids of some things, in the order given."""
    return [slug_of(node) for node in nodes]


def _status(store: Readable, node: NamedNode, day: date) -> Row:
    held = next((each for each in read_intervals(store, node) if each.holds(day)), None)
    if held is None:
        return {"status": "none", "status_since": "", "status_until": "", "facets": []}
    return {"status": held.life, "status_since": held.since, "status_until": held.until, "facets": [*held.facets]}


def live_sources(store: Readable, node: NamedNode) -> set[NamedNode]:
    """The live sources that state something about a thing."""
    graphs = {quad.graph_name for quad in store.quads(None, MOR.about, node, None)}
    live = [graph for graph in graphs if not any(True for _ in store.quads(graph, PROV.invalidatedAtTime, None, graph))]
    return {source for graph in live for source in names_in(store.quads(graph, PROV.wasDerivedFrom, None, graph))}


def _values(store: Readable, node: NamedNode, predicate: NamedNode) -> list[str]:
    quads: Iterable[Quad] = store.quads(node, predicate, None, None)
    return [quad.object.value for quad in quads]


def _record(version: Version) -> Row:
    return {"recorded": version.recorded, "retracted": version.retracted}
