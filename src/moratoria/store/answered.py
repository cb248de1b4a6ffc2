"""A query's answer as a document of a media type, cut to a size but always well-formed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph
from pyoxigraph import QueryResultsFormat as Results

from moratoria.terms import BASE, CURRENT, PREFIXES, NamedNode, RdfFormat, Triple, serialized

ROW_MEDIA = {
    "application/sparql-results+json": Results.JSON, "application/sparql-results+xml": Results.XML,
    "text/csv": Results.CSV, "text/tab-separated-values": Results.TSV,
}  # fmt: skip
"""The forms of an answer to SELECT and ASK."""

TRIPLE_MEDIA = {
    "text/turtle": RdfFormat.TURTLE, "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML, "application/ld+json": RdfFormat.JSON_LD,
}  # fmt: skip
"""The forms of an answer to CONSTRUCT and DESCRIBE."""


@dataclass(frozen=True)
class Request:
    """A query and how to answer it: the media type, the graphs it is about, and the most rows and bytes.

    A query that names its dataset is about those graphs, unless the request names graphs (SPARQL 1.1 Protocol, 2.1.4).
    """

    text: str
    media: str
    names_dataset: bool = False
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    most_rows: int = 10_000
    most_bytes: int = 10_485_760


@dataclass(frozen=True)
class Reply:
    """A document; `rows` counts its rows or triples and is None for ASK; `truncated` when there were more."""

    body: bytes
    media: str
    rows: int | None
    truncated: bool


def answer(store: pyoxigraph.Store, request: Request) -> Reply:
    """The answer of a store. Raises what the engine raises."""
    found = store.query(request.text, base_iri=BASE, prefixes=PREFIXES, **_dataset(request))
    if isinstance(found, pyoxigraph.QueryTriples):
        return _triples(found, request)
    media = request.media if request.media in ROW_MEDIA else next(iter(ROW_MEDIA))
    if isinstance(found, pyoxigraph.QueryBoolean):
        return Reply(found.serialize(format=ROW_MEDIA[media]) or b"", media, None, False)
    return _rows(found, request, media)


def _dataset(request: Request) -> dict[str, Any]:
    if request.default_graphs or request.named_graphs:
        return {
            "default_graph": [NamedNode(iri) for iri in request.default_graphs],
            "named_graphs": [NamedNode(iri) for iri in request.named_graphs],
        }
    return {} if request.names_dataset else {"default_graph": CURRENT}


def _rows(found: pyoxigraph.QuerySolutions, request: Request, media: str) -> Reply:
    """The first rows go through the engine's own TSV, which it reads back: it cannot stop writing after so many."""
    head = "\t".join(map(str, found.variables)).encode()
    lines = ("\t".join("" if term is None else str(term) for term in row).encode() for row in found)

    def render(rows: Sequence[bytes]) -> bytes:
        table = b"\n".join([head, *rows, b""])
        return pyoxigraph.parse_query_results(table, format=Results.TSV).serialize(format=ROW_MEDIA[media]) or b""

    return _fitted(lines, len, render, request, media)


def _triples(found: Iterable[Any], request: Request) -> Reply:
    media = request.media if request.media in TRIPLE_MEDIA else next(iter(TRIPLE_MEDIA))

    def render(triples: Sequence[Triple]) -> bytes:
        return serialized(triples, TRIPLE_MEDIA[media], PREFIXES)

    return _fitted(iter(found), lambda triple: len(str(triple)), render, request, media)


def _fitted(
    items: Iterator[Any], size: Callable[[Any], int], render: Callable[[Sequence[Any]], bytes],
    request: Request, media: str,
) -> Reply:  # fmt: skip
    """As many of the items as fit, rendered."""
    taken: list[Any] = []
    truncated, total = False, 0
    for item in items:
        total += size(item)
        if len(taken) == request.most_rows or total > request.most_bytes:
            truncated = True
            break
        taken.append(item)
    body = render(taken)
    while len(body) > request.most_bytes and taken:
        taken = taken[: min(len(taken) - 1, len(taken) * request.most_bytes // len(body))]
        body, truncated = render(taken), True
    return Reply(body, media, len(taken), truncated)
