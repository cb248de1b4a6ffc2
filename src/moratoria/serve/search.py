"""Search: typed prefixes over every name and identifier, addresses that may be on record, as a page or a list."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moratoria.serve import site
from moratoria.serve.asked import best_type, graph_asked, read_dates
from moratoria.serve.names_index import Hit, index_of
from moratoria.serve.questions import json_reply
from moratoria.serve.replies import kept
from moratoria.serve.views.search import Lookup, Searched, build_lookup, build_searched

_FORMS = {"text/html": "html", "application/json": "json"}
_SUGGESTED = 10
_LONGEST = 300
_HASH = re.compile(r"[0-9a-fA-F]{64}")


def routes() -> list[Route]:
    """The page of search, which is its API too."""
    return [Route("/search", kept(search))]


def search(request: Request) -> Response:
    """What a text finds: names that begin with its words; or, of an address or a hash, whether it is on record."""
    form = best_type(request.headers.get("accept", ""), _FORMS, "json")
    if form is None:
        raise HTTPException(406, f"this is given as {', '.join(_FORMS)}")
    text = " ".join(request.query_params.get("q", "").split())[:_LONGEST]
    dates = read_dates(request)
    graph = graph_asked(request, dates)
    if text.lower().startswith(("http://", "https://")) or _HASH.fullmatch(text):
        found = build_lookup(graph.store, index_of(graph), text)
        if form == "html":
            return site.page(request, "search.html", "", Searched(text, lookup=found))
        return json_reply(_lookup(found))
    hits = index_of(graph).find(text)
    if form == "html":
        view = build_searched(graph.store, text, hits, index_of(graph), dates.as_of)
        return site.page(request, "search.html", "", view)
    near = index_of(graph).nearest(text) if text and not hits else []
    return json_reply({"query": text, "hits": [as_plain(hit) for hit in hits[:_SUGGESTED]], "total": len(hits),
                       "nearest": [as_plain(hit) for hit in near], "indexed": None})  # fmt: skip


def as_plain(hit: Hit) -> dict[str, Any]:
    """A hit as plain data: what it is, its page, and the name by which it was found where that is another."""
    entry = hit.entry
    return {
        "id": f"{entry.kind}/{entry.slug}", "kind": entry.kind, "group": entry.group, "label": entry.label,
        "note": entry.note, "matched": hit.matched, "address": entry.page,
    }  # fmt: skip


def _lookup(found: Lookup) -> dict[str, Any]:
    return {"query": found.text, "hits": [], "total": 0, "nearest": [], "indexed": asdict(found)}
