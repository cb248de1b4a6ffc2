"""The status of a restriction as an API, and why it is so."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moratoria.errors import UnknownName
from moratoria.pipeline.explain import StatusOn, explain_status, find_status_on
from moratoria.pipeline.kg import Moratoria
from moratoria.pipeline.slices import find_thing
from moratoria.serve.asked import Dates, graph_asked, read_dates
from moratoria.serve.questions import json_reply
from moratoria.serve.replies import kept
from moratoria.terms import NamedNode

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,127}")


def routes() -> list[Route]:
    """A restriction's status, and its explanation, each on the day in the address."""
    return [Route("/api/status/{slug}", kept(status)), Route("/api/explain/{slug}", kept(explanation))]


def status(request: Request) -> Response:
    """The status of a restriction on a day."""
    dates = read_dates(request)
    graph = graph_asked(request, dates)
    found = _plain(find_status_on(graph.store, _restriction(graph, request), dates.as_of), dates)
    return json_reply({name: value for name, value in found.items() if name not in ("reasons", "also_recorded")})


def explanation(request: Request) -> Response:
    """The status of a restriction on a day with its reasons, down to the places in the sources."""
    dates = read_dates(request)
    graph = graph_asked(request, dates)
    return json_reply(_plain(explain_status(graph.store, _restriction(graph, request), dates.as_of), dates))


def _restriction(graph: Moratoria, request: Request) -> NamedNode:
    slug = request.path_params["slug"]
    if not _SLUG.fullmatch(slug):
        raise UnknownName("restriction", slug[:80], remedy="write its name as in its address")
    return find_thing(graph.store, f"restriction/{slug}")


def _plain(found: StatusOn, dates: Dates) -> dict[str, Any]:
    known = dates.as_known.isoformat() if dates.as_known else None
    return {**asdict(found), "sentence": found.sentence(), "asKnown": known}
