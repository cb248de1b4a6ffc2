"""The bundled JSON-LD context, used to write compact keys and values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from moratoria import settings
from moratoria.terms import PREFIXES, RDF, XSD, Literal, NamedNode

_TYPE = str(RDF.type.value)


@dataclass(frozen=True)
class Context:
    """A context and its terms by the IRI and kind of value they stand for."""

    definition: dict[str, Any]
    terms: dict[tuple[str, str], str]

    @classmethod
    def shipped(cls) -> Context:
        """The context of this version of the ontology."""
        return _shipped()

    def compact(self, predicate: str, term: NamedNode | Literal) -> tuple[str, Any]:
        """The key and value of one statement, read back as the same by any JSON-LD 1.1 processor."""
        if predicate == _TYPE and isinstance(term, NamedNode):
            return "@type", term.value
        form, short, full = _forms(term)
        key = self.terms.get((predicate, form))
        return (key, short) if key else (self.terms.get((predicate, ""), predicate), full)


def _forms(term: NamedNode | Literal) -> tuple[str, Any, Any]:
    """The coercion under which a value may be written short, the short value, and the full one."""
    if isinstance(term, NamedNode):
        return "@id", term.value, {"@id": term.value}
    if term.language:
        return f"@{term.language}", term.value, {"@value": term.value, "@language": term.language}
    if term.datatype == XSD.string:
        return "", term.value, {"@value": term.value}
    return term.datatype.value, term.value, {"@value": term.value, "@type": term.datatype.value}


@cache
def _shipped() -> Context:
    path = settings.shipped_folder("ontology") / "context.jsonld"
    definition = json.loads(path.read_text(encoding="utf-8"))["@context"]
    terms: dict[tuple[str, str], str] = {}
    for name, meaning in definition.items():
        given = meaning if isinstance(meaning, dict) else {"@id": meaning}
        if name.startswith("@") or not isinstance(given.get("@id"), str) or given["@id"].startswith("@"):
            continue
        terms.setdefault((_expand(given["@id"]), _coercion(given)), name)
    return Context(definition, terms)


def _coercion(given: dict[str, Any]) -> str:
    if "@language" in given:
        return f"@{given['@language']}"
    kind = given.get("@type", "")
    return "@id" if kind in ("@id", "@vocab") else _expand(kind)


def _expand(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name
