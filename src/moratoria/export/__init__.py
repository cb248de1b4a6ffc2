"""The graph, or a slice of it, in the formats people use: one writer per format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from moratoria.errors import UnknownName
from moratoria.export.graphs import slice_quads
from moratoria.store.base import Store
from moratoria.terms import Quad

Render = Callable[[Iterable[Quad]], bytes]

FORMATS = {
    "ttl": "graphs.render_turtle",
    "trig": "graphs.render_trig",
    "nq": "graphs.render_nquads",
    "nt": "graphs.render_ntriples",
    "jsonld": "jsonld.render_jsonld",
    "rdfxml": "graphs.render_rdfxml",
    "csv": "table.render_csv",
    "graphml": "network.render_graphml",
    "gexf": "network.render_gexf",
    "cytoscape": "network.render_cytoscape",
}
"""The writer of every format, imported when it is used.

nq, trig and jsonld hold the dataset; ttl, nt and rdfxml its graphs merged; the rest are views.
"""


def find_writer(format: str) -> Render:
    """The writer of a format. Raises UnknownName with the formats there are."""
    if format not in FORMATS:
        raise UnknownName("export format", format, tuple(FORMATS))
    module, name = FORMATS[format].split(".")
    writer: Render = getattr(import_module(f"moratoria.export.{module}"), name)
    return writer


def render_export(store: Store, format: str, wanted: Iterable[str] | None = None) -> bytes:
    """The store in a format, or what it holds about the things `wanted` (IRIs). Raises UnknownName for a format."""
    writer = find_writer(format)
    return writer(store.quads() if wanted is None else slice_quads(store.quads, wanted))
