"""SSSOM/TSV: a YAML header in `#` lines, then one decision a row (https://mapping-commons.github.io/sssom/)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from moratoria.errors import InputError

REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "confidence", "author_id", "author_label", "mapping_date", "comment",
)  # fmt: skip
ROWS = 20_000
_DATE_HEADERS = ("publication_date", "mapping_date")


def split_header(text: str) -> tuple[str, list[str]]:
    """The YAML of the header and all lines; header lines are empty among them, so that places stay true."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    header = "\n".join(line[1:] for line in lines[:end])
    return header, [""] * end + lines[end:]


def read_rows(lines: Sequence[str], name: str) -> list[tuple[int, dict[str, str]]]:
    """Each row by column with its line. Raises InputError for a table that is not SSSOM's."""
    reader = csv.reader(lines, delimiter="\t", strict=True)
    found: list[tuple[int, dict[str, str]]] = []
    columns: tuple[str, ...] = ()
    try:
        for cells in reader:
            where = f"{name}:{reader.line_num}"
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _columns(cells, where)
            elif len(cells) != len(columns):
                what = f"a row of {len(cells)} cells, the header has {len(columns)}"
                raise InputError(what, where=where, remedy="separate cells by one tab each")
            else:
                found.append((reader.line_num, dict(zip(columns, map(str.strip, cells), strict=True))))
            if len(found) > ROWS:
                raise InputError(f"has more than {ROWS:,} decisions", where=where, remedy="split the file")
    except csv.Error as error:
        raise InputError(f"is no table: {error}", where=f"{name}:{reader.line_num}", remedy="mend the row") from error
    if not columns:
        raise InputError("has no header row", where=name, remedy=f"begin with {', '.join(REQUIRED)}")
    return found


def _columns(cells: Sequence[str], where: str) -> tuple[str, ...]:
    columns = tuple(cell.strip() for cell in cells)
    missing = [column for column in REQUIRED if column not in columns]
    strange = [column for column in columns if column not in COLUMNS]
    if missing:
        renamed = f" (is it {strange[0]!r}?)" if strange else ""
        raise InputError(f"the column {missing[0]!r} is missing{renamed}", where=where, remedy="name it as SSSOM does")
    if strange:
        remedy = f"one of {', '.join(COLUMNS)}"
        raise InputError(f"the column {strange[0]!r} is not known", where=where, remedy=remedy)
    if len(set(columns)) != len(columns):
        raise InputError("a column stands there twice", where=where, remedy="leave one of them")
    return columns


def render_set(header: Mapping[str, Any], rows: Iterable[Mapping[str, str]]) -> str:
    """A mapping set as SSSOM/TSV, in the order given."""
    lines = [f"#{line}" for line in _yaml(header, "")]
    lines.append("\t".join(COLUMNS))
    lines += ["\t".join(_cell(row.get(column, "")) for column in COLUMNS) for row in rows]
    return "\n".join(lines) + "\n"


def _yaml(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _yaml(value, f"{indent}  ")
        else:
            yield f"{indent}{key}: {value if key in _DATE_HEADERS else json.dumps(value, ensure_ascii=False)}"


def _cell(text: str) -> str:
    flat = " ".join(text.split())
    return '"' + flat.replace('"', '""') + '"' if '"' in flat else flat
