"""The endpoint described (SPARQL 1.1 Service Description), and the marks on answers that were cut."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from moratoria.serve.asked import served_by
from moratoria.serve.described import SD, VOID, origin, render_document
from moratoria.serve.options import Limits
from moratoria.serve.replies import kept
from moratoria.store.base import Rows, Store
from moratoria.terms import BASE, CURRENT, DCTERMS, RDFS, TYPE, XSD, Literal, NamedNode, Namespace, Triple

_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD",
)  # fmt: skip
_GRAPHS_QUERY = """
SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph
"""


def _describe(request: Request) -> Response:
    served = served_by(request)
    address = f"{origin(request)}/sparql"
    limits = served.options.limits
    triples = [*_service(address, limits), *_dataset(address, served.snapshot.graph.store)]
    return render_document(request, triples)


describe = kept(_describe)
"""The service description, in RDF, as the endpoint gives it when it is asked nothing."""


def _service(address: str, limits: Limits) -> Iterator[Triple]:
    service, cut = NamedNode(f"{address}#service"), NamedNode(f"{address}#truncated")
    yield Triple(service, TYPE, SD.Service)
    yield Triple(service, SD.endpoint, NamedNode(address))
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    for name in _RESULT_FORMATS:
        yield Triple(service, SD.resultFormat, _FORMATS.term(name))
    yield Triple(service, DCTERMS.title, Literal("moratoria: SPARQL 1.1 queries, read-only", language="en"))
    yield Triple(service, RDFS.comment, Literal(_bounds(limits), language="en"))
    yield Triple(service, RDFS.seeAlso, NamedNode(f"{BASE}.well-known/sparql-examples"))
    yield Triple(service, RDFS.seeAlso, NamedNode(address.removesuffix("sparql") + ".well-known/sparql-examples"))
    yield Triple(service, RDFS.seeAlso, cut)
    yield Triple(cut, RDFS.label, Literal("truncated", language="en"))
    words = f"An answer with this mark was cut at {limits.query_rows:,} rows or {limits.query_bytes:,} bytes."
    yield Triple(cut, RDFS.comment, Literal(words, language="en"))


def _bounds(limits: Limits) -> str:
    return (
        f"A query is answered within {limits.query_seconds:g} s, with at most {limits.query_rows:,} rows and "
        f"{limits.query_bytes:,} bytes; a longer answer is cut and marked: the header X-Truncated, in JSON and XML "
        "also a link in the head, in Turtle and N-Triples a last comment. No SERVICE, no graphs from elsewhere, no "
        "updates."
    )


def _dataset(address: str, store: Store) -> Iterator[Triple]:
    """The default graph, which is that of what holds now, and every named graph with its size."""
    service, dataset = NamedNode(f"{address}#service"), NamedNode(f"{address}#dataset")
    default = NamedNode(f"{address}#default-graph")
    rows = store.query(_GRAPHS_QUERY)
    assert isinstance(rows, Rows)
    yield Triple(service, SD.defaultDataset, dataset)
    yield Triple(service, SD.availableGraphs, dataset)
    yield Triple(dataset, TYPE, SD.Dataset)
    yield Triple(dataset, TYPE, SD.GraphCollection)
    yield Triple(dataset, SD.defaultGraph, default)
    yield Triple(default, TYPE, SD.Graph)
    for number, row in enumerate(rows):
        graph, size = row["graph"], row["triples"]
        assert isinstance(graph, NamedNode)
        assert isinstance(size, Literal)
        if graph == CURRENT:
            yield Triple(default, VOID.triples, size)
        yield from _named(address, dataset, number, (graph, size))


def _named(address: str, dataset: NamedNode, number: int, found: tuple[NamedNode, Literal]) -> Iterator[Triple]:
    named, content = NamedNode(f"{address}#graph-{number}"), NamedNode(f"{address}#graph-{number}-content")
    yield Triple(dataset, SD.namedGraph, named)
    yield Triple(named, TYPE, SD.NamedGraph)
    yield Triple(named, SD.name, found[0])
    yield Triple(named, SD.graph, content)
    yield Triple(content, TYPE, SD.Graph)
    yield Triple(content, VOID.triples, Literal(found[1].value, datatype=XSD.integer))


def mark_truncated(body: bytes, form: str, mark: str) -> bytes:
    """A cut answer with the mark that its form has room for; CSV, TSV and JSON-LD have none but the reply's header.

    `link` in the head: SPARQL 1.1 Query Results JSON Format, 3.1.2; Query Results XML Format, 2.2.

    >>> mark_truncated(b'{"head":{"vars":["x"]}}', "json", "http://h/sparql#truncated")
    b'{"head":{"link":["http://h/sparql#truncated"],"vars":["x"]}}'
    """
    link = mark.encode()
    if form == "json":
        return body.replace(b'{"head":{', b'{"head":{"link":["' + link + b'"],', 1)
    if form == "xml":
        return body.replace(b"</head>", b'<link href="' + link + b'"/></head>', 1)
    if form in ("ttl", "nt"):
        return body.rstrip(b"\n") + b"\n# truncated: <" + link + b">\n"
    return body
