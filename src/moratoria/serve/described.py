"""Documents in RDF about the data and the service, each in the form its client likes best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from moratoria.serve.asked import best_type
from moratoria.serve.twins import FORMS
from moratoria.terms import PREFIXES, Namespace, RdfFormat, Triple, serialized

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
_PREFIXES = {
    **PREFIXES, "dcat": str(DCAT), "sd": str(SD), "sh": str(SH), "spdx": str(SPDX), "void": str(VOID),
    "foaf": "http://xmlns.com/foaf/0.1/", "vann": "http://purl.org/vocab/vann/",
}  # fmt: skip

MEDIA = {ending: FORMS[ending].media for ending in ("ttl", "nt", "rdf", "jsonld")}
"""The media type of every form of a graph, by the ending of its files."""

GRAPHS = {media: form for form, media in MEDIA.items()}
_WRITERS = {
    "ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD,
}  # fmt: skip
_ALIASES = {"turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf", "json-ld": "jsonld"}


def form_asked(given: str, accept: str, offered: Mapping[str, str], default: str) -> str:
    """The form asked for by a `format` parameter, else by an Accept header.

    `given` is a name such as `csv` or a media type. Raises HTTPException 406, which lists what is offered, where
    nothing fits.

    >>> form_asked("turtle", "", GRAPHS, "ttl"), form_asked("", "application/ld+json", GRAPHS, "ttl")
    ('ttl', 'jsonld')
    """
    wanted = given.strip().lower()
    names = dict.fromkeys(offered.values())
    form = _ALIASES.get(wanted, wanted) if wanted else best_type(accept, offered, default)
    form = offered.get(form or "", form)
    if form in names:
        return str(form)
    first = {name: next(media for media in offered if offered[media] == name) for name in names}
    listed = ", ".join(f"{media} (format={name})" for name, media in first.items())
    raise HTTPException(406, f"this is answered as {listed}", {"vary": "Accept"})


def render_document(request: Request, triples: Iterable[Triple]) -> Response:
    """Some triples as a reply, in the form asked for, with links to their other forms."""
    form = form_asked(request.query_params.get("format", ""), request.headers.get("accept", ""), GRAPHS, "ttl")
    body = serialized(sorted(triples, key=lambda triple: str(triple.subject)), _WRITERS[form], _PREFIXES)
    return Response(body, headers={"link": alternates(request, form), "vary": "Accept"}, media_type=MEDIA[form])


def alternates(request: Request, shown: str) -> str:
    """The other forms of a document as a Link header (RFC 8288)."""
    path = request.url.path
    others = ((form, media) for form, media in MEDIA.items() if form != shown)
    return ", ".join(f'<{path}?format={form}>; rel="alternate"; type="{media}"' for form, media in others)


def origin(request: Request) -> str:
    """The address of this server as its client writes it, without a slash at its end."""
    return str(request.base_url).rstrip("/")
