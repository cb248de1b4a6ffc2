"""The graph handed to rdflib, for those who know it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moratoria.terms import Quad, RdfFormat, ntriples, serialized


def build_dataset(quads: Iterable[Quad]) -> Any:
    """An rdflib Dataset with the same named graphs."""
    import rdflib

    dataset = rdflib.Dataset()
    dataset.parse(data=serialized(quads, RdfFormat.N_QUADS).decode(), format="nquads")
    return dataset


def build_graph(quads: Iterable[Quad]) -> Any:
    """An rdflib Graph of the triples, whatever graph they are in."""
    import rdflib

    return rdflib.Graph().parse(data=ntriples(quad.triple for quad in quads).decode(), format="nt")
