"""JSON-LD 1.1, compacted with the bundled context; nothing has to be fetched to read it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from moratoria.export.context import Context
from moratoria.terms import Literal, NamedNode, Quad


def render_jsonld(quads: Iterable[Quad]) -> bytes:
    """The dataset as one JSON-LD document: a node per named graph, sorted, the context within."""
    context = Context.shipped()
    graphs: dict[str, dict[str, dict[str, list[Any]]]] = {}
    for quad in quads:
        node = graphs.setdefault(quad.graph_name.value, {}).setdefault(quad.subject.value, {})
        node.setdefault(quad.predicate.value, []).append(quad.object)
    document = {
        "@context": context.definition,
        "@graph": [
            {"@id": graph, "@graph": [_node(context, iri, nodes[iri]) for iri in sorted(nodes)]}
            for graph, nodes in sorted(graphs.items())
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _node(context: Context, iri: str, values: dict[str, list[NamedNode | Literal]]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": iri}
    for predicate in sorted(values):
        for term in sorted(values[predicate], key=str):
            key, value = context.compact(predicate, term)
            node.setdefault(key, []).append(value)
    return {key: value if key == "@id" or len(value) > 1 else value[0] for key, value in node.items()}
