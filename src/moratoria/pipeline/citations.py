"""The live sources behind the things in an answer, with how and where they state them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from moratoria.ask.results import CITATIONS_QUERY, CITED_CLAIMS_QUERY, text
from moratoria.store.base import Store, Value, select
from moratoria.terms import DCTERMS, MOR, PROV, SCHEMA, NamedNode

Row = dict[str, Value]
_DESCRIBED = {
    DCTERMS.title: "title", MOR.publisher: "publisher", MOR.publishedEarliest: "published",
    MOR.publishedLatest: "latest", SCHEMA.url: "address",
}  # fmt: skip


def read_citations(store: Store, things: Sequence[str]) -> Iterable[Row]:
    """A row for each source, modality and locator behind each thing; things are terms that write themselves.

    In a store at hand every source is described once; the engine would look it up again for each claim, which takes
    17 s for 1,500 things. An endpoint is asked for all of it at once, since every look-up is a request there.
    """
    if "://" in store.place:
        return select(store, CITATIONS_QUERY % " ".join(things))
    described: dict[NamedNode, Row | None] = {}
    found = []
    for row in select(store, CITED_CLAIMS_QUERY % " ".join(things)):
        graph = row["g"]
        assert isinstance(graph, NamedNode)
        if graph not in described:
            described[graph] = _describe(store, graph)
        source = described[graph]
        if source is not None:
            found.append({**source, "about": row["about"], "modality": row["modality"], "locator": row["locator"]})
    return sorted(found, key=_order)


def _describe(store: Store, graph: NamedNode) -> Row | None:
    """The source of a graph; None for a graph that is closed."""
    if any(True for _ in store.quads(graph, PROV.invalidatedAtTime, None, graph)):
        return None
    (source,) = (quad.object for quad in store.quads(graph, PROV.wasDerivedFrom, None, graph))
    assert isinstance(source, NamedNode)
    row: Row = {"source": source, **dict.fromkeys(_DESCRIBED.values())}
    for quad in store.quads(source, None, None, graph):
        if quad.predicate in _DESCRIBED:
            row[_DESCRIBED[quad.predicate]] = quad.object
    return row


def _order(row: Row) -> tuple[str, ...]:
    return tuple(text(row[name]) for name in ("about", "published", "source", "modality", "locator"))
