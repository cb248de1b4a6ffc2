"""Errors on their way out: a page for a person, a problem document for a program (RFC 9457)."""

from __future__ import annotations

import json
import math

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from moratoria.errors import FindingsError, MoratoriaError, TooMany, UnknownName
from moratoria.serve.asked import best_type

_FORMS = {"text/html": "html", "application/problem+json": "json", "application/json": "json", "text/plain": "text"}
_TITLES = {
    400: "Not understood", 401: "Not allowed", 403: "Not allowed", 404: "Not found", 405: "Not done this way",
    406: "Not available in this form", 413: "Too large", 415: "Not in this form", 422: "Refused",
    429: "Too much at once", 501: "Not installed", 502: "Endpoint in trouble", 503: "Busy",
}  # fmt: skip


def expected_failure(request: Request, error: Exception) -> Response:
    """An error of our tree as a reply."""
    assert isinstance(error, MoratoriaError)
    extra: dict[str, object] = {}
    if isinstance(error, UnknownName):
        extra["nearest"] = list(error.nearest)
    if isinstance(error, FindingsError):
        extra["findings"] = [str(finding) for finding in error.findings]
    headers = {"retry-after": "1"} if error.http_status == 503 else {}
    if isinstance(error, TooMany):
        headers["retry-after"] = str(max(1, math.ceil(error.retry_seconds)))
    return failure(request, error.http_status, error.sentence(), headers, **extra)


def http_failure(request: Request, error: Exception) -> Response:
    """What the router refuses, as a reply."""
    assert isinstance(error, HTTPException)
    return failure(request, error.status_code, error.detail, dict(error.headers or {}))


def unexpected_failure(request: Request, error: Exception) -> Response:
    """A fault of our own: told as such, without its details; those are in the log."""
    return failure(request, 500, "the server made a mistake; it is logged")


def failure(
    request: Request, status: int, sentence: str, headers: dict[str, str] | None = None, **extra: object
) -> Response:
    """A reply that says what went wrong, in the form the client likes best."""
    title = _TITLES.get(status, "Not done")
    form = best_type(request.headers.get("accept", ""), _FORMS, "json") or "json"
    body: str
    if form == "html":
        from moratoria.serve.site import render_trouble

        body, media = render_trouble(request, title, sentence, extra), "text/html"
    elif form == "json":
        problem = {"type": "about:blank", "title": title, "status": status, "detail": sentence} | extra
        body, media = json.dumps(problem, ensure_ascii=False), "application/problem+json"
    else:
        body, media = f"{title}: {sentence}\n", "text/plain"
    return Response(body, status, {**(headers or {}), "cache-control": "no-store", "vary": "Accept"}, media)
