"""The OpenRefine reconciliation service (Reconciliation Service API 0.2).

https://reconciliation-api.github.io/specs/0.2/ - manifest, query batches, suggest, preview, data extension. No JSONP
(section 3.3 makes it optional). Web clients of other origins need an origin that the operator allows.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from moratoria import settings
from moratoria.errors import InputError, QueryError, UnknownName
from moratoria.link.reconcile import Match, suggest
from moratoria.serve import site
from moratoria.serve.asked import served_by
from moratoria.serve.asking import PAGE_SIZE
from moratoria.serve.batches import BATCH, Query, read_extension, read_queries
from moratoria.serve.matching import PROPERTIES, TYPES, Catalog, catalog_of, read_values
from moratoria.serve.questions import json_reply
from moratoria.serve.replies import kept
from moratoria.terms import IDS, MOR

_SUGGESTED = 10
_FRAMED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
"""A preview is shown in a frame of the client's page; it has no script, form or link to act on."""


def routes() -> list[Route]:
    """The service at one address, and its smaller services below it."""
    return [
        Route("/reconcile", kept(answer), methods=["GET"]),
        Route("/reconcile", answer_form, methods=["POST"]),
        Route("/reconcile/suggest/{what}", kept(suggestions)),
        Route("/reconcile/properties", kept(properties)),
        Route("/reconcile/preview", kept(preview)),
        Route("/reconcile/view", view),
    ]


def answer(request: Request) -> Response:
    """The manifest; or, where `queries` or `extend` is given in the address, the answer to it (sections 4.3, 7.4)."""
    given = {name: request.query_params[name] for name in ("queries", "extend") if name in request.query_params}
    return _answered(request, given) if given else json_reply(manifest(str(request.base_url).rstrip("/")))


async def answer_form(request: Request) -> Response:
    """The answer to `queries` or `extend` in a form. Raises InputError for a body that is none."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/x-www-form-urlencoded":
        raise InputError("is no form", where="the body", remedy="send application/x-www-form-urlencoded")
    body = (await request.body()).decode("utf-8", "replace")
    try:
        found = parse_qs(body, keep_blank_values=True, max_num_fields=10)
    except ValueError as error:
        raise InputError("has too many fields", where="the body") from error
    given = {name: values[0] for name, values in found.items() if name in ("queries", "extend")}
    if not given:
        raise InputError(
            "has neither queries nor extend", where="the body", remedy="see the manifest at GET /reconcile"
        )
    return await run_in_threadpool(_answered, request, given)


def _answered(request: Request, given: dict[str, str]) -> Response:
    catalog = catalog_of(served_by(request).snapshot.graph)
    if "queries" in given:
        queries = read_queries(given["queries"])
        return json_reply({name: {"result": _candidates(catalog, query)} for name, query in queries.items()})
    ids, wanted = read_extension(given["extend"])
    store = served_by(request).snapshot.graph.store
    rows = {
        name: {found.id: read_values(store, name, found) if name in catalog.entries else [] for found in wanted}
        for name in ids
    }
    meta = [
        {"id": found.id, "name": found.name} | ({"type": _type(found.gives)} if found.gives else {}) for found in wanted
    ]
    return json_reply({"meta": meta, "rows": rows})


def _candidates(catalog: Catalog, query: Query) -> list[dict[str, Any]]:
    return [_candidate(catalog, found) for found in catalog.find(query.wanted, query.types, query.limit)]


def _candidate(catalog: Catalog, found: Match) -> dict[str, Any]:
    entry = catalog.entry(found.id)
    return {
        "id": found.id, "name": entry.label, "description": "; ".join(filter(None, (entry.note, *found.reasons))),
        "score": found.score, "match": found.match, "type": [_type(entry.kind)],
        "features": [{"id": name, "value": value} for name, value in found.features.items()],
    }  # fmt: skip


def _type(name: str) -> dict[str, str]:
    return {"id": name, "name": TYPES[name]}


def manifest(base: str) -> dict[str, Any]:
    """What the service is and offers (section 3.1)."""
    service = {"service_url": base}
    return {
        "versions": ["0.2"], "name": "moratoria: restrictions on AI technology", "identifierSpace": IDS,
        "schemaSpace": str(MOR), "documentation": f"{base}/openapi.json", "serviceVersion": settings.program_version(),
        "defaultTypes": [_type(name) for name in TYPES], "view": {"url": f"{base}/reconcile/view?id={{{{id}}}}"},
        "preview": {"url": f"{base}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 220},
        "suggest": {what: {**service, "service_path": f"/reconcile/suggest/{what}"} for what in _SUGGEST},
        "extend": {"propose_properties": {**service, "service_path": "/reconcile/properties"}, "property_settings": []},
        "batchSize": BATCH,
    }  # fmt: skip


def suggestions(request: Request) -> Response:
    """Entities, types or properties whose names or ids begin with `prefix`, from `cursor` on (section 6)."""
    what = request.path_params["what"]
    if what not in _SUGGEST:
        raise UnknownName("suggest service", what[:80], list(_SUGGEST))
    cursor = _whole(request, "cursor", 0)
    prefix = request.query_params.get("prefix", "").strip()[:300]
    found = _SUGGEST[what](request, prefix) if prefix else []
    return json_reply({"result": found[cursor : cursor + _SUGGESTED]})


def _entities(request: Request, prefix: str) -> list[dict[str, Any]]:
    catalog = catalog_of(served_by(request).snapshot.graph)
    known = [entity for found in catalog.reconcilers.values() for entity in found.entities.values()]
    entries = [catalog.entry(entity.id) for entity in suggest(known, prefix)]
    return [
        {"id": f"{entry.kind}/{entry.slug}", "name": entry.label, "description": entry.note or TYPES[entry.kind],
         "notable": [_type(entry.kind)]}
        for entry in entries
    ]  # fmt: skip


def _types(request: Request, prefix: str) -> list[dict[str, Any]]:
    return [_type(name) for name in TYPES if _begins(prefix, name, TYPES[name])]


def _properties(request: Request, prefix: str) -> list[dict[str, Any]]:
    return [
        {"id": found.id, "name": found.name, "description": f"of {' and '.join(TYPES[name] for name in found.types)}"}
        for found in PROPERTIES.values() if _begins(prefix, found.id, found.name)
    ]  # fmt: skip


def _begins(prefix: str, *texts: str) -> bool:
    return any(f" {prefix.casefold()}" in f" {text.casefold()}" for text in texts)


_SUGGEST = {"entity": _entities, "type": _types, "property": _properties}


def properties(request: Request) -> Response:
    """The properties that entities of a type have (section 7.3)."""
    name = request.query_params.get("type", "")
    if name not in TYPES:
        raise UnknownName("type", name[:80], list(TYPES))
    limit = _whole(request, "limit", PAGE_SIZE)
    found = [{"id": each.id, "name": each.name} for each in PROPERTIES.values() if name in each.types]
    return json_reply({"type": name, "limit": limit, "properties": found[:limit]})


def preview(request: Request) -> Response:
    """A small page about an entity, to be shown in a frame (section 5)."""
    graph = served_by(request).snapshot.graph
    name = request.query_params.get("id", "")
    entry = catalog_of(graph).entry(name)
    told = [
        (found.name, read_values(graph.store, name, found))
        for found in PROPERTIES.values()
        if entry.kind in found.types
    ]
    lines = [
        (words, "; ".join(value.get("name") or value["str"] for value in values)) for words, values in told if values
    ]
    shown = {"label": entry.label, "kind": TYPES[entry.kind], "note": entry.note, "lines": lines[:6]}
    reply = site.page(request, "preview.html", "", shown)
    reply.headers["content-security-policy"] = _FRAMED
    reply.headers["cross-origin-resource-policy"] = "cross-origin"
    return reply


def view(request: Request) -> Response:
    """303 to the page of an entity."""
    catalog = catalog_of(served_by(request).snapshot.graph)
    return RedirectResponse(catalog.entry(request.query_params.get("id", "")).page, 303)


def _whole(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, "")
    if text and not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise QueryError(f"{name} {text[:80]!r} is no whole number", remedy="write digits only")
    return int(text) if text else default
