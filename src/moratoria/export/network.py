"""Views for network tools: GraphML, GEXF and Cytoscape's JSON."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from typing import Any

import networkx

from moratoria.graph.network import build_network
from moratoria.terms import CURRENT, Quad

_WRITTEN_ON = re.compile(r' lastmodifieddate="[^"]*"')


def render_graphml(quads: Iterable[Quad]) -> bytes:
    """GraphML of the current graph's things and their links."""
    out = io.BytesIO()
    networkx.write_graphml(_network(quads), out)
    return out.getvalue()


def render_gexf(quads: Iterable[Quad]) -> bytes:
    """GEXF 1.2 of the current graph's things and their links, without the date of writing."""
    lines = networkx.generate_gexf(_network(quads), version="1.2draft")
    return "\n".join(_WRITTEN_ON.sub("", line) for line in lines).encode() + b"\n"


def render_cytoscape(quads: Iterable[Quad]) -> bytes:
    """Cytoscape.js elements of the current graph's things and their links."""
    data = networkx.cytoscape_data(_network(quads))
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _network(quads: Iterable[Quad]) -> Any:
    """The network with plain attributes only, in a stable order."""
    built = build_network(quad for quad in quads if quad.graph_name == CURRENT)
    plain = networkx.MultiDiGraph()
    for node, values in sorted(built.nodes(data=True)):
        plain.add_node(node, **{name: _plain(value) for name, value in values.items() if value is not None})
    for source, target, key, values in sorted(built.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        plain.add_edge(source, target, key=key, **{name: _plain(value) for name, value in values.items()})
    return plain


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool)) else str(value)
