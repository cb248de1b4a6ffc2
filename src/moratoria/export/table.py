"""CSV: one flat row per restriction, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from moratoria.export.cells import safe_cell
from moratoria.export.rows import COLUMNS, restriction_rows
from moratoria.terms import Quad


def render_csv(quads: Iterable[Quad]) -> bytes:
    """One row per restriction ever stated, live or retracted; columns as in `COLUMNS` (RFC 4180, UTF-8)."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in restriction_rows(quads):
        writer.writerow({name: safe_cell(value) for name, value in row.items()})
    return out.getvalue().encode()
