"""The SPARQL 1.1 Protocol, its query operation (https://www.w3.org/TR/sparql11-protocol/): read-only, bounded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moratoria.ask.guard import check_query
from moratoria.errors import QueryError
from moratoria.serve import described
from moratoria.serve.asked import best_type
from moratoria.serve.described import GRAPHS, form_asked, origin
from moratoria.serve.failures import failure
from moratoria.serve.foreign import ForeignQuery, ForeignReply
from moratoria.serve.service import describe, mark_truncated
from moratoria.serve.views import sparql

RESULTS = {
    "application/sparql-results+json": "json", "application/json": "json",
    "application/sparql-results+xml": "xml", "application/xml": "xml", "text/xml": "xml",
    "text/csv": "csv", "text/tab-separated-values": "tsv",
}  # fmt: skip
"""The media types of rows and truth values, and the names of their forms; the first of a form is its own."""

MEDIA = {form: media for media, form in reversed(RESULTS.items())} | described.MEDIA
_PAGE = {"text/html": "html", "application/xhtml+xml": "html"}
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_PLACE = re.compile(r"\b(?:at |line )(\d+)(?::|, column )(\d+)\b")
_MOST_PARAMS = 600


@dataclass(frozen=True)
class Asked:
    """What a request asks of the endpoint: a query, None without one, its dataset, and the form of the answer."""

    query: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


def routes() -> list[Route]:
    """The address of the endpoint."""
    return [Route("/sparql", endpoint, methods=["GET", "POST"])]


async def endpoint(request: Request) -> Response:
    """The answer to a query; without one the service description, and for a browser the page of the editor."""
    try:
        asked = await read_asked(request)
        if request.method != "POST" and _wants_page(request, asked):
            return await run_in_threadpool(sparql.show, request)
        if asked.query is not None:
            return await _answer(request, asked, asked.query)
        if request.method == "POST":
            raise QueryError("there is no query", remedy="send it as `query=`, or as the body of its own media type")
        return await describe(request)
    except QueryError as error:
        return failure(request, error.http_status, error.sentence(), None, **_place(error.sentence()))


def _wants_page(request: Request, asked: Asked) -> bool:
    if asked.format:
        return asked.format.lower() == "html"
    return best_type(request.headers.get("accept", ""), {**RESULTS, **GRAPHS, **_PAGE}, "json") == "html"


async def _answer(request: Request, asked: Asked, text: str) -> Response:
    checked = await run_in_threadpool(check_query, text)
    offered, default = (RESULTS, "json") if checked.form in ("SELECT", "ASK") else (GRAPHS, "ttl")
    form = form_asked(asked.format, request.headers.get("accept", ""), offered, default)
    query = ForeignQuery(text, MEDIA[form], asked.default_graphs, asked.named_graphs)
    client = request.client.host if request.client else ""
    return _reply(request, form, await request.app.state.foreign.ask(query, client))


def _reply(request: Request, form: str, found: ForeignReply) -> Response:
    headers = {"cache-control": "no-cache", "vary": "Accept"}
    body = found.body
    if found.truncated:
        mark = f"{origin(request)}/sparql#truncated"
        headers |= {"x-truncated": "true", "link": f'<{mark}>; rel="describedby"'}
        body = mark_truncated(body, form, mark)
    return Response(body, headers=headers, media_type=MEDIA[form])


def _place(sentence: str) -> dict[str, object]:
    """The line and column that a parser's words name."""
    found = _PLACE.search(sentence)
    return {"line": int(found[1]), "column": int(found[2])} if found else {}


async def read_asked(request: Request) -> Asked:
    """What a request asks, by any of the protocol's three ways (section 2.1).

    Raises QueryError for what the protocol forbids, HTTPException 403 for an update and 415 for another kind of body.
    """
    params = _parsed(request.scope["query_string"], "the address")
    if request.method == "POST":
        kind, charset = _content_type(request)
        if kind not in (_FORM, _QUERY, _UPDATE):
            raise HTTPException(415, f"send a query as {_FORM} or {_QUERY}")
        if charset not in ("utf-8", "utf8", ""):
            raise HTTPException(415, "send a query in UTF-8")
        body = await request.body()
        params += _parsed(body, "the body") if kind == _FORM else [(kind, _text(body))]
    return _asked(params)


def _asked(params: list[tuple[str, str]]) -> Asked:
    values: dict[str, list[str]] = {}
    for name, value in params:
        values.setdefault(name, []).append(value)
    if {"update", _UPDATE} & {*values}:
        raise HTTPException(403, "this endpoint is read-only: it answers queries and takes no updates")
    if {"using-graph-uri", "using-named-graph-uri"} & {*values}:
        raise QueryError("using-graph-uri is for updates", remedy="name the graphs of a query with default-graph-uri")
    queries = values.get("query", []) + values.get(_QUERY, [])
    if len(queries) > 1:
        raise QueryError(f"there are {len(queries)} queries", remedy="send one at a time")
    if len(values.get("format", ())) > 1:
        raise QueryError("there are several formats", remedy="name one")
    default, named = (_graphs(values, name) for name in ("default-graph-uri", "named-graph-uri"))
    return Asked(queries[0] if queries else None, default, named, "".join(values.get("format", ())))


def _graphs(values: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    given = tuple(dict.fromkeys(values.get(name, ())))
    for each in given:
        if not _IRI.fullmatch(each):
            raise QueryError(f"{each[:80]!r} is no address of a graph", where=name, remedy="give a whole IRI")
    return given


def _parsed(content: bytes, where: str) -> list[tuple[str, str]]:
    try:
        text = content.decode("ascii") if where == "the address" else _text(content)
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMS)
    except ValueError as error:
        raise QueryError("has parameters that are not UTF-8, or too many", where=where) from error


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError("is not UTF-8", where="the body", remedy="send the query in UTF-8") from error


def _content_type(request: Request) -> tuple[str, str]:
    """The media type of a body and its charset, both in lower case; empty where not given."""
    kind, *params = request.headers.get("content-type", "").lower().split(";")
    charsets = (param.partition("=")[2].strip(' "') for param in params if param.strip().startswith("charset="))
    return kind.strip(), next(charsets, "")
