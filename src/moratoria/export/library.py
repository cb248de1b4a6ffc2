"""The graph handed to rdflib, for those who know it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moratoria.terms import Quad, RdfFormat, serialized


def build_dataset(quads: Iterable[Quad]) -> Any:
    """An rdflib Dataset with the same named graphs."""
    import rdflib

    dataset = rdflib.Dataset()
    dataset.parse(data=serialized(quads, RdfFormat.N_QUADS).decode(), format="nquads")
    return dataset
