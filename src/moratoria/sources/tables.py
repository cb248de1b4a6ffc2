"""CSV tables as plain rows, strictly: UTF-8, one header, no ragged rows, no giant cells (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from moratoria.errors import InputError, TooLarge
from moratoria.sources.base import LITERAL_BYTES, TABLE_BYTES, decode, read_bytes, refuse_unwritable

ROWS = 20_000
"""A source is held in memory and written whole; so many rows take about a gigabyte."""


@dataclass(frozen=True)
class Table:
    """A header and its rows, each with the line on which it starts."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_table(path: Path) -> Table:
    """A CSV file. Raises InputError with the line for whatever is not one plain table."""
    name = str(path)
    text = decode(read_bytes(path, TABLE_BYTES), name)
    if not text.strip():
        raise InputError("is empty", where=name, remedy="give a header and rows")
    csv.field_size_limit(LITERAL_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        columns = _header(next(reader), name)
        rows = []
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                rows.append((line, _row(columns, cells, f"{name}:{line}")))
            line = reader.line_num + 1
            if len(rows) > ROWS:
                raise TooLarge(f"has more than {ROWS:,} rows", where=f"{name}:{line}", remedy="split the table")
    except csv.Error as error:
        raise InputError(f"is no CSV table: {error}", where=f"{name}:{line}", remedy="mend the row") from error
    return Table(name, columns, tuple(rows))


def _header(cells: list[str], name: str) -> tuple[str, ...]:
    columns = tuple(cell.strip() for cell in cells)
    for column, count in Counter(columns).items():
        if not column:
            raise InputError("has a column without a name", where=f"{name}:1", remedy="name it")
        if count > 1:
            raise InputError(f"has the column {column!r} twice", where=f"{name}:1", remedy="rename one of them")
    return columns


def _row(columns: tuple[str, ...], cells: list[str], where: str) -> dict[str, str]:
    if len(cells) != len(columns):
        remedy = "mend the row, or quote cells that hold commas"
        raise InputError(f"a row of {len(cells)} cells, the header has {len(columns)}", where=where, remedy=remedy)
    refuse_unwritable("".join(cells), where)
    return dict(zip(columns, cells, strict=True))
