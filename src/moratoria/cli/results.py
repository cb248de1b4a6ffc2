"""Answers as text for programs: JSON, CSV, TSV and Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from moratoria.ask.results import Result, plain
from moratoria.export.cells import safe_cell
from moratoria.store.base import Answer, Rows

Table = tuple[Sequence[str], Iterable[Sequence[Any]]]


def render_result(result: Result, format: str) -> str:
    """The answer to a stored question in a format; JSON carries the sentence, parameters and citations too."""
    if format == "json":
        return _json(
            {
                "question": result.question.name,
                "parameters": {name: plain(term) for name, term in result.bound.items()},
                "sentence": result.sentence(),
                "columns": list(result.columns),
                "rows": list(result),
                "citations": [vars(citation) for citation in result.citations],
            }
        )
    return _WRITERS[format]((result.columns, [tuple(row.values()) for row in result]))


def render_answer(answer: Answer, format: str) -> str:
    """The answer to a SPARQL query in a format."""
    if isinstance(answer, bool):
        return _json(answer) if format == "json" else f"{str(answer).lower()}\n"
    if not isinstance(answer, Rows):
        return "".join(f"{triple} .\n" for triple in answer)
    rows = [tuple(plain(cell) for cell in row) for row in answer.rows]
    if format == "json":
        return _json([dict(zip(answer.columns, row, strict=True)) for row in rows])
    return _WRITERS[format]((answer.columns, rows))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"


def _csv(table: Table) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table[0])
    for row in table[1]:
        writer.writerow("" if cell is None else safe_cell(cell) if isinstance(cell, str) else cell for cell in row)
    return out.getvalue()


def _tsv(table: Table) -> str:
    lines = [table[0], *table[1]]
    return "".join("\t".join(_flat(cell) for cell in line) + "\n" for line in lines)


def _markdown(table: Table) -> str:
    head = "| " + " | ".join(table[0]) + " |\n|" + "---|" * len(table[0]) + "\n"
    rows = ("| " + " | ".join(_flat(cell).replace("|", "\\|") for cell in row) + " |\n" for row in table[1])
    return head + "".join(rows)


def _flat(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).split())


_WRITERS: dict[str, Callable[[Table], str]] = {"csv": _csv, "tsv": _tsv, "md": _markdown, "table": _markdown}
