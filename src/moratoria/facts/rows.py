"""Rows of a table become plain facts of one kind: columns are fields, `;` separates several values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin

from moratoria.errors import InputError
from moratoria.facts.model import Fact, FactFile

EVIDENCE_COLUMNS = ("row", "locator", "modality")
"""Columns that say where the source states the row; without `row` and `locator` the line is the row's id."""


def kind_of_list(name: str, where: str) -> type[Fact]:
    """The kind of fact that stands in a list of a fact file. Raises InputError for another name."""
    field = FactFile.model_fields.get(name)
    kinds = get_args(field.annotation) if field else ()
    if not kinds or not issubclass(kinds[0], Fact):
        lists = [key for key in FactFile.model_fields if key not in ("source", "tables")]
        raise InputError(f"there is no list {name!r}", where=where, remedy=f"one of {', '.join(lists)}")
    found: type[Fact] = kinds[0]
    return found


def parse_row(kind: type[Fact], cells: Mapping[str, str], line: int) -> dict[str, Any]:
    """The plain fact in one row; empty cells are not stated, unknown columns stay so that they are reported."""
    fact: dict[str, Any] = {}
    for column, cell in cells.items():
        text = cell.strip()
        if column in EVIDENCE_COLUMNS or not text:
            continue
        fact[column] = [part.strip() for part in text.split(";") if part.strip()] if _is_list(kind, column) else text
    fact.setdefault("evidence", [_evidence(cells, line)])
    return fact


def _is_list(kind: type[Fact], column: str) -> bool:
    field = kind.model_fields.get(column)
    return field is not None and get_origin(field.annotation) is tuple


def _evidence(cells: Mapping[str, str], line: int) -> dict[str, str]:
    given = {name: cells[name].strip() for name in EVIDENCE_COLUMNS if cells.get(name, "").strip()}
    return given if given.keys() & {"row", "locator"} else {"row": f"line {line}", **given}
