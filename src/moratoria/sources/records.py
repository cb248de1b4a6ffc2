"""Files of registers as plain records: CSV, JSON, YAML and RDF, each record with its place in the file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moratoria.errors import InputError
from moratoria.sources.base import DEPTH, TABLE_BYTES, decode, read_bytes, refuse_unwritable
from moratoria.sources.fact_files import read_yaml_text
from moratoria.sources.rdf_files import read_rdf
from moratoria.sources.tables import read_table
from moratoria.terms import TYPE, BlankNode, NamedNode, Quad

KEY = "@key"
"""The column of the key under which a record of a mapping stands, or of the name of an RDF node."""
POSITION = "@position"
"""The column of the place of a record in the list under its key, from 1."""
TYPE_COLUMN = "@type"

Cells = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """One record: its cells (texts, lists, mappings) and its place, `file:line` or `file[number]`."""

    place: str
    cells: Cells


@dataclass(frozen=True)
class Records:
    """The records of one file, and every column that any of them has."""

    name: str
    columns: tuple[str, ...]
    records: tuple[Record, ...]


def read_records(path: Path) -> Records:
    """The records of a file, read as its suffix says.

    Raises InputError, with the place, for what is no list or mapping of records in UTF-8.
    """
    name = str(path)
    if path.suffix == ".csv":
        table = read_table(path)
        return Records(name, table.columns, tuple(Record(f"{name}:{line}", cells) for line, cells in table.rows))
    if path.suffix == ".json":
        found = _flat(_read_json(path), name)
    elif path.suffix in (".yaml", ".yml"):
        document = read_yaml_text(decode(read_bytes(path, TABLE_BYTES), name), name)
        found = _flat(document.data, name, document.lines)
    elif path.suffix in (".ttl", ".nt"):
        found = list(_nodes(read_rdf(path), name))
    else:
        remedy = "give .csv, .json, .yaml, .ttl or .nt"
        raise InputError(f"is no kind of register file ({path.suffix or 'no suffix'})", where=name, remedy=remedy)
    columns = dict.fromkeys(column for record in found for column in record.cells)
    return Records(name, tuple(columns), tuple(found))


def _read_json(path: Path) -> Any:
    name = str(path)
    text = decode(read_bytes(path, TABLE_BYTES), name)

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise InputError("has a key twice in one object", where=name, remedy="keep one of them")
        return found

    def refuse(word: str) -> Any:
        raise InputError(f"holds {word}, which JSON does not know", where=name, remedy="leave the value out")

    try:
        data = json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise InputError(
            f"is not JSON: {error.msg}", where=f"{name}:{error.lineno}", remedy="mend the syntax"
        ) from error
    except RecursionError as error:
        raise InputError(f"is nested deeper than {DEPTH} levels", where=name, remedy="flatten it") from error
    except ValueError as error:
        raise InputError("holds a number too long to read", where=name, remedy="write it as text") from error
    return data


Lines = dict[tuple[str | int, ...], int]


def _flat(data: Any, name: str, lines: Lines | None = None) -> list[Record]:
    try:
        return list(_records(data, name, lines or {}))
    except RecursionError as error:
        raise InputError("is nested too deep", where=name, remedy="flatten it") from error


def _records(data: Any, name: str, lines: Lines) -> Iterator[Record]:
    """The records in a list, in a mapping of records, or in a mapping of lists of records."""
    for path, cells in _mappings(data):
        if not isinstance(cells, dict):
            where = f"{name}{list(path)}" if path else name
            raise InputError("holds no records", where=where, remedy="expected a list or mapping of mappings")
        line = lines.get(path)
        keys = {KEY: str(path[0])} if path and isinstance(path[0], str) else {}
        keys |= {POSITION: str(int(path[1]) + 1)} if len(path) > 1 else {}
        place = f"{name}:{line}" if line else f"{name}[{']['.join(str(part) for part in path)}]"
        yield Record(place, {**keys, **{key: _texts(cell, place) for key, cell in cells.items()}})


def _mappings(data: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(data, list):
        yield from (((index,), item) for index, item in enumerate(data))
    elif isinstance(data, dict) and data and all(isinstance(item, (dict, list)) for item in data.values()):
        for key, item in data.items():
            if isinstance(item, list):
                yield from (((key, index), inner) for index, inner in enumerate(item))
            else:
                yield (key,), item
    else:
        yield (), data


def _texts(cell: Any, place: str) -> Any:
    """A cell with every scalar as a text; nothing is the empty text."""
    if isinstance(cell, dict):
        return {key: _texts(item, place) for key, item in cell.items()}
    if isinstance(cell, list):
        return [_texts(item, place) for item in cell]
    if isinstance(cell, bool):
        return str(cell).lower()
    text = "" if cell is None else str(cell)
    refuse_unwritable(text, place)
    return text


def _nodes(quads: Iterable[Quad], name: str) -> Iterator[Record]:
    """One record for each named node; a column is the local name of a property, `/` leads into a blank node."""
    about: dict[Any, list[Quad]] = defaultdict(list)
    for quad in quads:
        about[quad.subject].append(quad)
    for node in sorted((node for node in about if isinstance(node, NamedNode)), key=lambda node: node.value):
        cells: dict[str, Any] = {KEY: node.value}
        for column, value in _values(about, node, ()):
            cells[column] = value if column not in cells else [*_listed(cells[column]), value]
        yield Record(f"{name} <{node.value}>", cells)


def _values(about: dict[Any, list[Quad]], node: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for quad in about.get(node, ()):
        column = TYPE_COLUMN if quad.predicate == TYPE else _local(quad.predicate.value)
        value: Any = quad.object
        if isinstance(value, BlankNode) and len(path) < DEPTH // 8:
            yield from _values(about, value, (*path, column))
        else:
            yield "/".join((*path, column)), value.value


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _listed(cell: Any) -> list[Any]:
    return cell if isinstance(cell, list) else [cell]
