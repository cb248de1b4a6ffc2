"""Browsing: five tables with facets, as pages, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from threading import Lock
from weakref import WeakKeyDictionary

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from moratoria.errors import QueryError, UnknownName
from moratoria.export.cells import safe_cell
from moratoria.pipeline.kg import Moratoria
from moratoria.serve.asked import Dates, graph_asked, read_dates
from moratoria.serve.replies import kept
from moratoria.serve.site import page
from moratoria.serve.views.browse import SHAPES, Wanted, build_browse, read_wanted, select_rows, sort_rows
from moratoria.serve.views.tables import TABLES, Row, Table, read_table

TABLES_KEPT = 10
"""How many tables, each as of a day, are held of a graph: filtering one again reads nothing."""

_KEPT: WeakKeyDictionary[Moratoria, dict[tuple[str, str], Table]] = WeakKeyDictionary()
_LOCK = Lock()


def routes() -> list[Route]:
    """The tables."""
    return [Route("/browse", begin), Route("/browse/{table}", kept(show))]


def begin(request: Request) -> Response:
    """To the first table."""
    return RedirectResponse(f"/browse/restrictions{read_dates(request).query()}", 303)


def show(request: Request) -> Response:
    """A table as a page, or the whole selection as CSV or JSON."""
    dates, name = read_dates(request), request.path_params["table"]
    if name not in TABLES:
        raise UnknownName("table", name[:40], TABLES)
    texts = (("asOf", dates.as_of_text), ("asKnown", dates.as_known_text))
    wanted = read_wanted(name, request.query_params.multi_items(), texts)
    table, form = _table(graph_asked(request, dates), name, dates), request.query_params.get("format", "html")
    if form == "html":
        return page(request, "browse.html", "Browse", build_browse(table, wanted))
    if form not in ("csv", "json"):
        raise QueryError(f"format {form[:40]!r} is not offered", remedy="write html, csv or json")
    rows = sort_rows(select_rows(table, wanted), wanted.sort)
    return _json(rows, wanted, dates) if form == "json" else _csv(rows, wanted, dates)


def _table(graph: Moratoria, name: str, dates: Dates) -> Table:
    key = name, str(dates.as_of)
    with _LOCK:
        held = _KEPT.setdefault(graph, {})
        found = held.get(key)
    if found is None:
        found = read_table(graph.store, name, dates.as_of)
        with _LOCK:
            held[key] = found
            while len(held) > TABLES_KEPT:
                del held[next(iter(held))]
    return found


def _columns(wanted: Wanted) -> list[str]:
    return [column.name for column in SHAPES[wanted.table].columns if column.name != "name"]


def _csv(rows: Sequence[Row], wanted: Wanted, dates: Dates) -> Response:
    """The selection as CSV (RFC 4180), safe to open in a spreadsheet."""
    out, columns = io.StringIO(newline=""), _columns(wanted)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["id", "iri", "name", *columns])
    for row in rows:
        cells = (row.id, row.iri, row.name.text, *(row.cells[name].plain() for name in columns))
        writer.writerow([safe_cell(text) for text in cells])
    named = f"{wanted.table}-as-of-{dates.as_of}.csv"
    headers = {"content-disposition": f'attachment; filename="{named}"'}
    return Response(out.getvalue(), media_type="text/csv", headers=headers)


def _json(rows: Sequence[Row], wanted: Wanted, dates: Dates) -> Response:
    """The selection as one JSON object: what was asked, and a row each."""
    columns = _columns(wanted)
    found = [
        {"id": row.id, "iri": row.iri, "name": row.name.text, **{name: row.cells[name].plain() for name in columns}}
        for row in rows
    ]
    asked = {"chosen": {name: list(values) for name, values in wanted.chosen.items()}, "words": wanted.words}
    known = str(dates.as_known or "")
    return JSONResponse({
        "table": wanted.table, "as_of": str(dates.as_of), "as_known": known or None, **asked, "sort": wanted.sort,
        "total": len(found), "rows": found,
    })  # fmt: skip
