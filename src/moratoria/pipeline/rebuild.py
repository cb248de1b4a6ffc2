"""The current graph from scratch: what the live source graphs say, the concepts, and the statuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from moratoria import settings
from moratoria.graph.change import Read, live_graphs
from moratoria.graph.claims import read_claims
from moratoria.graph.current import build_current
from moratoria.graph.ontology import read_schemes
from moratoria.infer.derive import build_status
from moratoria.store.base import Change, Store, marks
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import CURRENT, MOR, TYPE, NamedNode, Quad, in_graph


def prepare_store(store: Store) -> None:
    """Put the concepts and the store's marks into an empty store."""
    store.commit(Change([*marks(settings.ONTOLOGY_VERSION), *concept_quads(settings.shipped_folder("ontology"))]))


@cache
def concept_quads(ontology: Path) -> tuple[Quad, ...]:
    """The concepts of all schemes as quads of the current graph."""
    return tuple(in_graph(triple, CURRENT) for triple in read_schemes(ontology))


def rebuild_current(read: Read, graphs: Iterable[NamedNode] | None = None) -> list[Quad]:
    """Every quad of the current graph, from the claims of some source graphs (of all live ones when None)."""
    chosen: Sequence[NamedNode] = live_graphs(read) if graphs is None else list(graphs)
    claims = [claim for graph in chosen for claim in read_claims(read(None, None, None, graph))]
    quads = [*build_current(claims), *concept_quads(settings.shipped_folder("ontology"))]
    scratch = EmbeddedStore.of(quads)
    restrictions = [quad.subject for quad in scratch.quads(None, TYPE, MOR.Restriction, CURRENT)]
    for restriction in restrictions:
        quads += build_status(scratch.quads, restriction)
    return quads
