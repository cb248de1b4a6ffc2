"""The description of the API: one OpenAPI 3.1 document, made from the headers of the stored questions.

https://spec.openapis.org/oas/v3.1.0.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moratoria import settings
from moratoria.ask.catalogue import Param, Question
from moratoria.ask.document import example_params
from moratoria.pipeline.naming import NAMED_KINDS
from moratoria.serve.api_schemas import SCHEMAS, ref
from moratoria.serve.asked import served_by
from moratoria.serve.asking import MOST_ROWS, PAGE_SIZE, questions
from moratoria.serve.questions import json_reply
from moratoria.serve.replies import kept
from moratoria.serve.views.choices import choices_of
from moratoria.store.base import Store

Plain = dict[str, Any]
_DAY = {"type": "string", "format": "date"}
FORMS = ("json", "csv", "html")
"""The forms of an answer."""
_FAILURES = {
    "400": "A value is malformed.", "404": "There is no such thing.", "406": "Not given in this form.",
    "413": "Too large.", "503": "Busy; ask again after the seconds in Retry-After.",
}  # fmt: skip


def routes() -> list[Route]:
    """The document."""
    return [Route("/openapi.json", kept(openapi))]


def openapi(request: Request) -> Response:
    """The API of this server, over the values on record in its snapshot."""
    base = str(request.base_url).rstrip("/")
    return json_reply(build_document(served_by(request).snapshot.graph.store, base))


def build_document(store: Store, base: str) -> Plain:
    """The document; the values of parameters that make a list are those on record in a store."""
    asked = {f"/questions/{name}": {"get": _question(found)} for name, found in questions().items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "moratoria", "version": settings.program_version(),
            "summary": "Who restricts which AI technology, since when, until what condition, and who says so.",
            "license": {"name": "CC BY 4.0 (data)", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": base}],
        "tags": [*({"name": name} for name in sorted({each.theme for each in questions().values()})), *_TAGS],
        "paths": {**asked, **_others()},
        "components": {
            "schemas": {**SCHEMAS, **{f"Known{kind.capitalize()}": _listed(store, kind) for kind in NAMED_KINDS}},
            "parameters": _shared(),
            "responses": {f"Failed{code}": _failed(words) for code, words in _FAILURES.items()},
        },
    }  # fmt: skip


_TAGS = [{"name": "catalogue"}, {"name": "search"}, {"name": "status"}, {"name": "reconciliation"}, {"name": "server"}]


def _listed(store: Store, kind: str) -> Plain:
    slugs = sorted({choice.slug for choice in choices_of(store, kind)})
    return {"type": "string", "enum": slugs} if slugs else {"type": "string"}


def _question(found: Question) -> Plain:
    schema = {
        "allOf": [ref("schemas", "Answer"), {"type": "object", "properties": {"rows": _rows(found.columns)}}],
    }
    own = [_param(param, example_params(found)) for param in found.params]
    dates = [name for name in ("asOf", "asKnown") if name not in {param.name for param in found.params}]
    shared = [ref("parameters", name) for name in (*dates, "page", "pageSize", "format")]
    links = {"Link": {"description": "The pages around this one (RFC 8288).", "schema": {"type": "string"}}}
    content = {"application/json": {"schema": schema}, "text/csv": {"schema": {"type": "string"}},
               "text/html": {"schema": {"type": "string"}}}  # fmt: skip
    return {
        "operationId": found.name, "summary": found.summary, "description": " ".join(found.description.split()),
        "tags": [found.theme], "parameters": [*own, *shared],
        "responses": {
            "200": {"description": "The answer.", "headers": links, "content": content},
            **_failures("400", "404", "406"),
        },
    }  # fmt: skip


def _rows(columns: Mapping[str, str]) -> Plain:
    cells = {
        name: {"type": ["string", "number", "boolean", "null"], "description": words} for name, words in columns.items()
    }
    return {"type": "array", "items": {"type": "object", "properties": cells, "required": list(columns)}}


def _param(param: Param, example: Mapping[str, str]) -> Plain:
    schema: Plain = {"type": "string", "maxLength": 500}
    if param.type == "date":
        schema = dict(_DAY)
    elif param.type == "integer":
        schema = {"type": "integer"}
    elif param.enumerate and param.type in NAMED_KINDS:
        schema = ref("schemas", f"Known{param.type.capitalize()}")
    told: Plain = {"name": param.name, "in": "query", "description": _described(param), "schema": schema}
    if param.default is None:
        told["required"] = True
    if param.name in example:
        told["example"] = example[param.name]
    return told


def _described(param: Param) -> str:
    default = "" if param.default is None else f" (by default {param.default})"
    return f"{param.label[:1].upper()}{param.label[1:]}{default}."


def _shared() -> Plain:
    whole = {"type": "integer", "minimum": 1}
    return {
        "asOf": _query("asOf", "The day on which statuses hold; today by default.", _DAY),
        "asKnown": _query("asKnown", "The record time by which facts were known; the newest by default.", _DAY),
        "page": _query("page", "Which page of the rows.", {**whole, "maximum": 1_000_000, "default": 1}),
        "pageSize": _query("pageSize", "Rows of a page.", {**whole, "maximum": MOST_ROWS, "default": PAGE_SIZE}),
        "format": _query("format", "The form, before what Accept says.", {"type": "string", "enum": [*FORMS]}),
        "slug": {"name": "slug", "in": "path", "required": True, "example": "amazon-rekognition-police-2020",
                 "description": "A restriction's name as in its address.",
                 "schema": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,127}$"}},
    }  # fmt: skip


def _query(name: str, words: str, schema: Plain) -> Plain:
    return {"name": name, "in": "query", "description": words, "schema": schema}


def _failed(words: str) -> Plain:
    problem = ref("schemas", "Problem")
    forms = {"application/problem+json": {"schema": problem}}
    texts = {media: {"schema": {"type": "string"}} for media in ("text/html", "text/plain")}
    return {"description": words, "content": forms | texts}


def _failures(*codes: str) -> Plain:
    return {code: ref("responses", f"Failed{code}") for code in (*codes, "503")}


def _others() -> Plain:
    dates = [ref("parameters", "asOf"), ref("parameters", "asKnown")]
    slug = [ref("parameters", "slug"), *dates]
    text = {"type": "string", "maxLength": 300}
    return {
        "/questions": {"get": _operation("catalogue", "Every stored question.", "Questions", [
            _query("filter", "Words that a question must have.", text)])},
        "/search": {"get": _operation("search", "Names that begin so; whether an address is on record.", "Found", [
            {**_query("q", "A name, identifier, address, or SHA-256.", text), "example": "microsoft"}, *dates])},
        "/api/status/{slug}": {"get": _operation("status", "The status of a restriction on a day.", "Status", slug)},
        "/api/explain/{slug}": {"get": _operation("status", "Why a restriction has its status.", "Explained", slug)},
        "/reconcile": {"get": _operation("reconciliation", "The manifest, or the answer to a batch.", "Reconciled", [
            _query("queries", "A batch of queries as JSON.", {"type": "string"}),
            _query("extend", "A data extension query as JSON.", {"type": "string"})]), "post": _posted()},
        "/reconcile/suggest/{what}": {"get": _operation("reconciliation", "What begins so.", "Suggested", [
            {"name": "what", "in": "path", "required": True,
             "schema": {"type": "string", "enum": ["entity", "type", "property"]}},
            _query("prefix", "The beginning of a name or an id.", text),
            _query("cursor", "How many to skip.", {"type": "integer", "minimum": 0, "maximum": 999_999})])},
        "/reconcile/properties": {"get": _operation("reconciliation", "The properties of a type.", "Proposed", [
            {**_query("type", "The type.", ref("schemas", "EntityType")), "required": True},
            _query("limit", "At most so many.", {"type": "integer", "minimum": 0, "maximum": 999_999})])},
        "/healthz": {"get": _operation("server", "Whether the process answers.", "State", [])},
        "/readyz": {"get": _operation("server", "Which snapshot is served.", "State", [])},
    }  # fmt: skip


def _operation(tag: str, words: str, schema: str, params: list[Plain]) -> Plain:
    content: Plain = {"application/json": {"schema": ref("schemas", schema)}}
    if tag in ("catalogue", "search"):
        content["text/html"] = {"schema": {"type": "string"}}
    failures = _failures("400", "404", "406", *(["413"] if tag == "reconciliation" else [])) if tag != "server" else {}
    return {
        "summary": words, "tags": [tag], "parameters": params,
        "responses": {"200": {"description": "What is asked for.", "content": content}, **failures},
    }  # fmt: skip


def _posted() -> Plain:
    form = {"type": "object", "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}}}
    example = {"queries": '{"q0": {"query": "Microsoft Corp", "type": "organization"}}'}
    body = {"application/x-www-form-urlencoded": {"schema": form, "example": example}}
    operation = _operation("reconciliation", "The answer to a batch.", "Reconciled", [])
    return {**operation, "requestBody": {"required": True, "content": body}}
