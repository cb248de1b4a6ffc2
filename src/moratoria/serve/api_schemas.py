"""What the API answers, as JSON Schemas (draft 2020-12, as OpenAPI 3.1 has them)."""

from __future__ import annotations

from typing import Any

from moratoria.serve.matching import TYPES

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer"}
_MAYBE: Schema = {"type": ["string", "null"]}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


def ref(kind: str, name: str) -> Schema:
    """A reference to a component of the document."""
    return {"$ref": f"#/components/{kind}/{name}"}


def _object(properties: Schema, *optional: str) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_PARAM = _object({"name": _TEXT, "type": _TEXT, "default": _MAYBE, "label": _TEXT})
_HIT = _object({name: _TEXT for name in ("id", "kind", "group", "label", "note", "matched", "address")})
_STATUS: Schema = {
    "thing": _TEXT, "label": _TEXT, "as_of": _TEXT, "life": _TEXT, "interval": _MAYBE, "facets": _TEXTS,
    "since": _MAYBE, "until": _MAYBE, "rule": _TEXT, "rule_words": _TEXT, "last_confirmed": _MAYBE,
    "sentence": _TEXT, "asKnown": _MAYBE,
}  # fmt: skip
_SAYING = _object({
    "value": _TEXT, "modality": _TEXT, "publisher": _TEXT, "title": _TEXT, "published": _TEXT, "address": _MAYBE,
    "place": _TEXT, "claim": _TEXT, "source": _TEXT, "origin": _TEXT,
})  # fmt: skip
_GROUND = _object({
    "slot": _TEXT, "value": _TEXT, "said_by": _list(_SAYING), "rule": _TEXT, "rule_words": _TEXT,
    "set_aside": _list(_SAYING),
})  # fmt: skip
_REASON = _object({"thing": _TEXT, "label": _TEXT, "grounds": _list(_GROUND)})
_NAMED = _object({"id": _TEXT, "name": _TEXT})

SCHEMAS: Schema = {
    "Answer": _object({
        "question": _TEXT, "summary": _TEXT,
        "params": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}},
        "asOf": {"type": "string", "format": "date"}, "asKnown": _MAYBE, "sentence": _TEXT, "columns": _TEXTS,
        "rows": _list({"type": "object"}), "cited": _list(_list(_WHOLE)),
        "citations": _list(ref("schemas", "Citation")), "total": _WHOLE,
        "page": _object({"number": _WHOLE, "size": _WHOLE, "pages": _WHOLE}),
    }),
    "Citation": _object({
        "number": _WHOLE, "source": _TEXT, "title": _TEXT, "publisher": _TEXT, "published": _TEXT, "address": _MAYBE,
        "modality": _TEXT, "locators": _TEXTS,
    }),
    "Problem": _object(
        {"type": _TEXT, "title": _TEXT, "status": _WHOLE, "detail": _TEXT, "nearest": _TEXTS}, "nearest"
    ),
    "Questions": _object({"questions": _list(ref("schemas", "Question")), "total": _WHOLE}),
    "Question": _object({
        "name": _TEXT, "theme": _TEXT, "number": {"type": ["integer", "null"]}, "summary": _TEXT, "description": _TEXT,
        "params": _list(_PARAM), "columns": {"type": "object", "additionalProperties": _TEXT}, "address": _TEXT,
    }),
    "Found": _object({
        "query": _TEXT, "hits": _list(_HIT), "total": _WHOLE, "nearest": _list(_HIT),
        "indexed": {"anyOf": [{"type": "null"}, _object({
            "text": _TEXT, "known": {"type": "boolean"}, "title": _TEXT, "address": _TEXT,
            "retracted": {"type": "boolean"}, "command": _TEXT,
        })]},
    }),
    "Status": _object(_STATUS),
    "Explained": _object({**_STATUS, "reasons": _list(_REASON), "also_recorded": _list(_REASON)}),
    "Reconciled": {
        "type": "object", "description": "As the Reconciliation Service API 0.2 has it.",
        "externalDocs": {"url": "https://reconciliation-api.github.io/specs/0.2/"},
    },
    "Suggested": _object({"result": _list(_NAMED)}),
    "Proposed": _object({"type": _TEXT, "limit": _WHOLE, "properties": _list(_NAMED)}),
    "EntityType": {"type": "string", "enum": list(TYPES)},
    "State": _object({"status": _TEXT, "snapshot": _TEXT}, "snapshot"),
}  # fmt: skip
"""The schemas that do not depend on what is served."""
