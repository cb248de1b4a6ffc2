"""The documents by which machines find their way: VoID, DCAT, the stored questions, the context, the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pyoxigraph import parse
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from moratoria import settings
from moratoria.graph.ontology import CONTEXT, read_ontology
from moratoria.pages.view import Vocabulary
from moratoria.publish.described import Counts, render_void
from moratoria.publish.reading import newest_record_day
from moratoria.publish.vocabulary import build_vocabulary
from moratoria.serve.asked import served_by
from moratoria.serve.described import DCAT, GRAPHS, SPDX, VOID, alternates, form_asked, origin, render_document
from moratoria.serve.downloads import downloads_of
from moratoria.serve.examples import build_examples
from moratoria.serve.replies import kept
from moratoria.serve.site import page
from moratoria.serve.stock import FOLDER, Download
from moratoria.terms import BASE, DCTERMS, TYPE, XSD, Literal, NamedNode, RdfFormat, Triple, minted

DATASET = NamedNode(f"{BASE}dataset")
_TITLE = "moratoria"
_LICENSE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_HERE = (DCAT.distribution, DCAT.landingPage, VOID.dataDump)
"""What a release says of its own files, which do not lie beside a server."""


def routes() -> list[Route]:
    """The addresses of the documents."""
    return [
        Route("/.well-known/void", kept(void)),
        Route("/.well-known/sparql-examples", kept(sparql_examples)),
        Route("/dcat", dcat),
        Route("/context.jsonld", kept(context)),
        Route("/ontology", kept(ontology)),
        Route("/ontology.{form}", twin_of_ontology),
    ]


def void(request: Request) -> Response:
    """The dataset in VoID, with its endpoint and a partition per class and property."""
    address = f"{origin(request)}/.well-known/void"
    text = _void_text(request).replace(b"<void.ttl#", f"<{address}#".encode())
    described = (quad.triple for quad in parse(text, format=RdfFormat.TURTLE, base_iri=address))
    own = [triple for triple in described if triple.predicate not in _HERE]
    return render_document(request, [*own, *_ways_in(request, NamedNode(address))])


def _void_text(request: Request) -> bytes:
    """The release's description of the snapshot, counted once: that takes long enough to be worth keeping."""
    snapshot, state = served_by(request).snapshot, request.app.state
    mark, text = getattr(state, "void", ("", b""))
    if mark != snapshot.mark:
        text = render_void(Counts.of(snapshot.graph.store.quads()), _TITLE, _issued(request))
        state.void = (snapshot.mark, text)
    assert isinstance(text, bytes)
    return text


def _issued(request: Request) -> str:
    """The day of the newest record, or today where nothing was recorded yet."""
    served = served_by(request)
    return str(newest_record_day(served.snapshot.graph.store) or served.today())


def _ways_in(request: Request, document: NamedNode) -> Iterator[Triple]:
    here = origin(request)
    yield Triple(document, TYPE, VOID.DatasetDescription)
    yield Triple(document, NamedNode("http://xmlns.com/foaf/0.1/primaryTopic"), DATASET)
    yield Triple(DATASET, VOID.sparqlEndpoint, NamedNode(f"{here}/sparql"))
    for name in ("moratoria.ttl", "moratoria.nq.gz"):
        yield Triple(DATASET, VOID.dataDump, NamedNode(f"{here}{FOLDER}{name}"))
    yield Triple(DATASET, VOID.exampleResource, minted("organization", "microsoft"))
    for name in ("Turtle", "N-Triples", "RDF_XML", "JSON-LD"):
        yield Triple(DATASET, VOID.feature, NamedNode(f"http://www.w3.org/ns/formats/{name}"))


def dcat(request: Request) -> Response:
    """The catalogue in DCAT 3: the dataset, the service that answers queries over it, and every file to download.

    The sizes and hashes of files are given once they are made, so a reply is not held.
    """
    served, here = served_by(request), origin(request)
    files = downloads_of(served.snapshot.graph, served.today())
    described = (triple for file in files for triple in _distribution(here, file))
    return render_document(request, [*_dcat(here, _issued(request)), *described])


def _dcat(here: str, issued: str) -> Iterator[Triple]:
    catalog, service = NamedNode(f"{here}/dcat#catalog"), NamedNode(f"{here}/sparql#service")
    yield Triple(catalog, TYPE, DCAT.Catalog)
    yield Triple(catalog, DCAT.dataset, DATASET)
    yield Triple(catalog, DCAT.service, service)
    yield Triple(DATASET, TYPE, DCAT.Dataset)
    for node in (catalog, DATASET, service):
        yield Triple(node, DCTERMS.title, Literal(_TITLE, language="en"))
        yield Triple(node, DCTERMS.description, Literal(_WORDS, language="en"))
        yield Triple(node, DCTERMS.license, _LICENSE)
        yield Triple(node, DCTERMS.creator, Literal("The moratoria authors"))
    yield Triple(DATASET, DCTERMS.issued, Literal(issued, datatype=XSD.date))
    yield Triple(DATASET, DCAT.version, Literal(settings.ONTOLOGY_VERSION))
    yield Triple(DATASET, DCTERMS.conformsTo, NamedNode(f"{BASE}ontology"))
    yield Triple(DATASET, DCAT.landingPage, NamedNode(f"{here}/data"))
    yield Triple(service, TYPE, DCAT.DataService)
    yield Triple(service, DCAT.endpointURL, NamedNode(f"{here}/sparql"))
    yield Triple(service, DCAT.endpointDescription, NamedNode(f"{here}/sparql?format=ttl"))
    yield Triple(service, DCAT.servesDataset, DATASET)
    yield Triple(service, DCTERMS.conformsTo, NamedNode("https://www.w3.org/TR/sparql11-protocol/"))


def _distribution(here: str, file: Download) -> Iterator[Triple]:
    node, address = NamedNode(f"{here}/dcat#{file.name}"), NamedNode(f"{here}{file.path}")
    yield Triple(DATASET, DCAT.distribution, node)
    yield Triple(node, TYPE, DCAT.Distribution)
    yield Triple(node, DCTERMS.title, Literal(file.name))
    yield Triple(node, DCTERMS.description, Literal(file.words, language="en"))
    yield Triple(node, DCTERMS.license, _LICENSE)
    yield Triple(node, DCAT.mediaType, NamedNode(_MEDIA_TYPES + file.media))
    yield Triple(node, DCAT.accessURL, address)
    yield Triple(node, DCAT.downloadURL, address)
    if file.size is None or file.sha256 is None:
        return
    checksum = NamedNode(f"{node.value}-sha256")
    yield Triple(node, DCAT.byteSize, Literal(str(file.size), datatype=XSD.nonNegativeInteger))
    yield Triple(node, SPDX.checksum, checksum)
    yield Triple(checksum, TYPE, SPDX.Checksum)
    yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Triple(checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary))


_WORDS = "Who restricts which AI technology, for whom, where, since when, until what condition, and who says so."


def sparql_examples(request: Request) -> Response:
    """Every stored question as a query that editors and agents can read, with the prefixes of the field."""
    return render_document(request, build_examples(origin(request)))


def context(request: Request) -> Response:
    """The JSON-LD context of this version of the ontology; it imports nothing."""
    body = (settings.shipped_folder("ontology") / CONTEXT).read_bytes()
    return Response(body, media_type="application/ld+json")


def ontology(request: Request) -> Response:
    """The ontology in RDF, or as a page with every term."""
    accept = request.headers.get("accept", "")
    offered = {**GRAPHS, "text/html": "html"}
    form = form_asked(request.query_params.get("format", ""), accept, offered, "ttl")
    if form != "html":
        return render_document(request, _ontology())
    reply = page(request, "ontology.html", "Data", _vocabulary())
    reply.headers["link"] = alternates(request, form)
    return reply


def twin_of_ontology(request: Request) -> Response:
    """The way from `/ontology.ttl` to the ontology in that form."""
    form = form_asked(request.path_params["form"], "", {**GRAPHS, "text/html": "html"}, "ttl")
    return RedirectResponse(f"/ontology?format={form}", 303)


@cache
def _ontology() -> tuple[Triple, ...]:
    return read_ontology(settings.shipped_folder("ontology"))


@cache
def _vocabulary() -> Vocabulary:
    return build_vocabulary(_ontology())
