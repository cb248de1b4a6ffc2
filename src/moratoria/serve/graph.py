"""The graph around a thing: a page whose table and picture hold the same, as data and as CSV too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from moratoria.errors import QueryError
from moratoria.export.cells import safe_cell
from moratoria.serve.asked import graph_asked, read_dates
from moratoria.serve.replies import kept
from moratoria.serve.site import page
from moratoria.serve.views.graph import (
    GROUPS,
    LINES,
    LOOKS,
    OPENED,
    GraphView,
    Shown,
    build_graph,
    kinds_in,
)
from moratoria.serve.views.graph_start import build_start, find_focus
from moratoria.serve.views.neighbourhood import Reader, read_ego
from moratoria.store.base import Store

MOST_EXPANSIONS = 40
DEPTHS = ("1", "2", "3")


def routes() -> list[Route]:
    """The page of the graph and its twins."""
    return [
        Route("/graph", kept(show)),
        Route("/graph.json", kept(show_json)),
        Route("/graph.csv", kept(show_csv)),
    ]


def show(request: Request) -> Response:
    """The graph around `focus`; without one, where to start."""
    if not request.query_params.get("focus", "").strip():
        return page(request, "graph_start.html", "Graph", build_start(graph_asked(request, read_dates(request)).store))
    return page(request, "graph.html", "Graph", _read(request))


def show_json(request: Request) -> Response:
    """The parts of the picture: the same things and joins as the table of the page has."""
    view = _read(request)
    nodes = [asdict(node) | {"more": node.more, "hidden": dict(node.hidden)} for node in view.nodes]
    return JSONResponse({"focus": view.focus.path, "nodes": nodes, "joins": [asdict(join) for join in view.joins]})


def show_csv(request: Request) -> Response:
    """The table of the page as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["from", "from_label", "relation", "to", "to_label", "holds", "said_by"])
    for join in _read(request).joins:
        said_by = "; ".join(f"{each.name} ({each.modality})" for each in join.said_by)
        row = (join.start, join.start_label, join.relation, join.end, join.end_label, join.holds, said_by)
        writer.writerow(map(safe_cell, row))
    return Response(out.getvalue(), media_type="text/csv")


def _read(request: Request) -> GraphView:
    """What an address asks for. Raises UnknownName for a focus that is not there, QueryError for bad parameters."""
    dates = read_dates(request)
    store = graph_asked(request, dates).store
    reader = Reader(store)
    focus = find_focus(store, request.query_params.get("focus", "").strip())
    depth = int(_one_of("depth", request.query_params.get("depth", "2"), DEPTHS))
    ego = read_ego(reader, focus.value, depth, _added(request, store))
    return build_graph(reader, ego, _shown(request), dates.as_of, depth)


def _shown(request: Request) -> Shown:
    return Shown(
        _several(request, "show", GROUPS, OPENED),
        _several(request, "status", LOOKS, frozenset(LOOKS)),
        _several(request, "line", LINES, frozenset(LINES)),
    )


def _several(request: Request, name: str, known: Iterable[str], default: frozenset[str]) -> frozenset[str]:
    """The values of a parameter, repeated or with commas between them; the default for none."""
    given = {value for text in request.query_params.getlist(name) for value in text.split(",") if value}
    return frozenset(_one_of(name, value, tuple(known)) for value in given) or default


def _added(request: Request, store: Store) -> list[tuple[str, frozenset[str]]]:
    """The expansions in an address: `add=kind/slug~group`, or `add=kind/slug` for all groups."""
    given = request.query_params.getlist("add")
    if len(given) > MOST_EXPANSIONS:
        raise QueryError(f"{len(given)} expansions are asked for", remedy=f"take at most {MOST_EXPANSIONS}")
    found = []
    for text in given:
        name, _, group = text.partition("~")
        kinds = kinds_in(_one_of("add", group, tuple(GROUPS))) if group else frozenset[str]()
        found.append((find_focus(store, name).value, kinds))
    return found


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise QueryError(f"{name}={value[:80]} is not known", remedy=f"take one of {', '.join(known)}")
    return value
