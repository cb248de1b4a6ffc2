"""One row of a register: its columns as values, and templates filled with them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any, Protocol

from moratoria.errors import InputError
from moratoria.facts.identify import propose_slug
from moratoria.registers.cells import Value, read_value
from moratoria.registers.describe import PLACEHOLDER, Column, Table
from moratoria.registers.tally import TableTally, Tally

EACH = "each"
_SLUG_LENGTH = 64
_HASH_LENGTH = 8


class Recorded(Protocol):
    """A record as read: its cells, and its place in a file."""

    @property
    def place(self) -> str:
        """`file:line`, or what else leads to it."""
        ...

    @property
    def cells(self) -> dict[str, Any]:
        """The cells by their columns."""
        ...


@dataclass
class Row:
    """A row of a table; each value is read once, and what is wrong with it is told once."""

    table: Table
    place: str
    cells: Mapping[str, Any]
    tally: Tally
    _known: dict[str, Value] = field(default_factory=dict)

    @property
    def counts(self) -> TableTally:
        """The counts of the row's table."""
        return self.tally.of(self.table.name)

    def value(self, name: str) -> Value:
        """The value of a described column, or the text of a column of the file."""
        if name not in self._known:
            column = column_of(self.table, name)
            cell = find_cell(self.cells, column.column or name) if column.of is None else self.text(column.of) or ""
            self._known[name] = read_value(column, cell, lambda what, detail: self._tell(name, what, detail))
        return self._known[name]

    def _tell(self, name: str, what: str, detail: str) -> None:
        counts = self.counts
        if what == "unmapped":
            counts.unmapped.setdefault(name, type(counts.set_aside)())[detail] += 1
        elif what == "malformed":
            counts.left_out[f"malformed {name}"] += 1
            problem = f"{self.table.name}, column {name}: {detail}"
            self.tally.find("malformed-cell", problem, "correct the cell; the value is left out", self.place)
        else:
            counts.left_out[f"{detail} ({name})"] += 1

    def items(self, name: str) -> tuple[str, ...]:
        """The values of a list column; one value is a list of one."""
        value = self.value(name)
        if isinstance(value, tuple):
            return value
        return () if value is None else (plain_text(value),)

    def text(self, template: str, each: str = "") -> str | None:
        """A template filled; None when any column in it states nothing."""
        parts = {name: self._part(name, each) for name, _ in PLACEHOLDER.findall(template)}
        if any(parts[name] is None and not may_miss for name, may_miss in PLACEHOLDER.findall(template)):
            return None
        return PLACEHOLDER.sub(lambda found: parts[found[1]] or "", template)

    def _part(self, name: str, each: str) -> str | None:
        value = each if name == EACH else self.value(name)
        return None if value is None else plain_text(value)

    def fill(self, template: str, each: str = "") -> Value:
        """A template filled; a lone column keeps its type."""
        alone = PLACEHOLDER.fullmatch(template)
        if alone and alone[1] != EACH:
            return self.value(alone[1])
        return self.text(template, each)

    def matches(self, when: Mapping[str, str]) -> bool:
        """True when every column named matches its pattern; one that states nothing matches only the empty text."""
        return all(re.search(pattern, self.text(f"{{{name}}}") or "") for name, pattern in when.items())


def column_of(table: Table, name: str) -> Column:
    """The described column of a name, or a plain one of the file."""
    return table.columns.get(name) or _plain_column(name)


@cache
def _plain_column(name: str) -> Column:
    return Column.model_validate({"column": name})


def plain_text(value: Value) -> str:
    """A value as one text."""
    if isinstance(value, dict):
        return value["on"]
    return "; ".join(value) if isinstance(value, tuple) else value or ""


def find_cell(cells: Mapping[str, Any], path: str) -> Any:
    """The cell of a column; `/` leads into mappings where no column has the whole name. Empty when there is none."""
    if path in cells:
        return cells[path]
    found: Any = cells
    for name in path.split("/"):
        if not isinstance(found, Mapping) or name not in found:
            return ""
        found = found[name]
    return found


def make_slug(text: str) -> str:
    """An id from a text; a long one ends in a hash, so that two long texts do not become one id.

    >>> make_slug("sec 0000789019")
    'sec-0000789019'
    """
    slug = propose_slug(text)
    if len(slug) < _SLUG_LENGTH:
        return slug
    digest = hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{slug[: _SLUG_LENGTH - _HASH_LENGTH - 1].rstrip('-')}-{digest}"


def rows_of(table: Table, records: Iterator[Recorded], tally: Tally) -> Iterator[Row]:
    """The rows of a table in some records."""
    for record in records:
        if is_row(table, record):
            for cells in _exploded(record.cells, table.explode):
                yield Row(table, record.place, cells, tally)


def is_row(table: Table, record: Recorded) -> bool:
    """True when a record of a file is a row of the table."""
    return all(re.search(pattern, _joined(find_cell(record.cells, name))) for name, pattern in table.only.items())


def _joined(cell: Any) -> str:
    return " ".join(map(str, cell)) if isinstance(cell, list) else str(cell)


def _exploded(cells: Mapping[str, Any], column: str) -> Iterator[Mapping[str, Any]]:
    if not column:
        yield cells
        return
    inner = find_cell(cells, column)
    for item in inner if isinstance(inner, list) else []:
        yield {**cells, column: item}


def require_columns(table: Table, columns: tuple[str, ...], where: str) -> None:
    """Raises InputError that names the first column the file lacks, and the nearest it has."""
    for template in table.templates:
        for name, _ in PLACEHOLDER.findall(template):
            column = column_of(table, name)
            path = column.column or name
            if name == EACH or column.of is not None or column.optional or path in columns:
                continue
            if path.split("/")[0] not in columns:
                near = get_close_matches(path, columns, n=1, cutoff=0.4)
                remedy = f"its nearest is {near[0]!r}" if near else f"it has {', '.join(columns[:8])}"
                raise InputError(f"has no column {path!r}", where=where, remedy=f"{remedy}; correct the register file")
