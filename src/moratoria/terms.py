"""RDF terms and the namespaces of the field: pure values, re-exported so that one door leads to pyoxigraph's terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Variable, serialize

if TYPE_CHECKING:
    # The engine's own types allow blank nodes, triple terms and the default graph anywhere. Our data has none of them
    # (foreign RDF is checked where it comes in), so the program is typed by what it holds.
    class Triple:
        """A statement about a named thing."""

        subject: NamedNode
        predicate: NamedNode
        object: NamedNode | Literal

        def __init__(self, subject: NamedNode, predicate: NamedNode, object: NamedNode | Literal) -> None: ...

        def __iter__(self) -> Iterator[Any]: ...

    class Quad(Triple):
        """A statement in a named graph."""

        graph_name: NamedNode
        triple: Triple

        def __init__(
            self, subject: NamedNode, predicate: NamedNode, object: NamedNode | Literal, graph_name: NamedNode
        ) -> None: ...
else:
    from pyoxigraph import Quad, Triple

__all__ = [
    "BASE", "CURRENT", "DCTERMS", "DPV", "ELI", "GRAPHS", "IDS", "LOC", "MOR", "OA", "ODRL", "ORG", "OWL",
    "PREFIXES", "PROV", "RDF", "RDFS", "SCHEMA", "SKOS", "STORE", "TYPE", "XSD",
    "BlankNode", "DefaultGraph", "Literal", "NamedNode", "Namespace", "Quad", "RdfFormat", "Triple", "Variable",
    "day_literal", "in_graph", "kind_of", "minted", "names_in", "ntriples", "serialized", "shorten", "slug_of", "thing",
]  # fmt: skip

BASE = "https://w3id.org/moratoria/"
IDS = f"{BASE}id/"
GRAPHS = f"{BASE}graph/"


class Namespace:
    """An IRI prefix; attribute access gives a term, `+` gives an IRI as text.

    >>> Namespace("http://example.org/").title
    <NamedNode value=http://example.org/title>
    """

    def __init__(self, base: str) -> None:
        self._base = base

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("_"):
            raise AttributeError(name)
        return NamedNode(self._base + name)

    def __add__(self, name: str) -> str:
        return self._base + name

    def __str__(self) -> str:
        return self._base

    def term(self, name: str) -> NamedNode:
        """The term `name`, also where it is no Python name."""
        return NamedNode(self._base + name)


MOR = Namespace(f"{BASE}ontology#")
ODRL = Namespace("http://www.w3.org/ns/odrl/2/")
PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SCHEMA = Namespace("https://schema.org/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
DPV = Namespace("https://w3id.org/dpv#")
LOC = Namespace("https://w3id.org/dpv/loc#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: dict[str, str] = {
    name: str(base)
    for name, base in {
        "mor": MOR, "odrl": ODRL, "prov": PROV, "oa": OA, "org": ORG, "skos": SKOS, "schema": SCHEMA,
        "dcterms": DCTERMS, "eli": ELI, "dpv": DPV, "loc": LOC, "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD,
        "id": IDS, "graph": GRAPHS,
    }.items()
}  # fmt: skip

CURRENT = NamedNode(f"{GRAPHS}current")
STORE = NamedNode(f"{GRAPHS}store")
TYPE = RDF.type


def minted(kind: str, slug: str) -> NamedNode:
    """The IRI of the thing `slug` of a kind; ISO 3166 jurisdictions are DPV's.

    >>> minted("jurisdiction", "US-CA").value
    'https://w3id.org/dpv/loc#US-CA'
    >>> minted("organization", "ibm").value
    'https://w3id.org/moratoria/id/organization/ibm'
    """
    if kind == "jurisdiction" and slug[:1].isupper():
        return LOC.term(slug)
    return NamedNode(f"{IDS}{kind}/{slug}")


def thing(path: str) -> NamedNode:
    """The IRI of `kind/slug`."""
    kind, _, slug = path.partition("/")
    return minted(kind, slug)


def kind_of(term: NamedNode) -> str:
    """The kind in an IRI this project minted; empty for any other.

    >>> kind_of(minted("organization", "ibm"))
    'organization'
    """
    return term.value[len(IDS) :].partition("/")[0] if term.value.startswith(IDS) else ""


def slug_of(term: NamedNode) -> str:
    """The last part of an IRI.

    >>> slug_of(minted("organization", "ibm"))
    'ibm'
    """
    return term.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def shorten(iri: str) -> str:
    """The IRI as a prefixed name where a prefix fits, else as it is.

    >>> shorten("https://w3id.org/moratoria/ontology#Ban")
    'mor:Ban'
    """
    best = max((p for p in PREFIXES if iri.startswith(PREFIXES[p])), key=lambda p: len(PREFIXES[p]), default=None)
    return iri if best is None else f"{best}:{iri[len(PREFIXES[best]) :]}"


def day_literal(day: object) -> Literal:
    """An `xsd:date` literal of a Python date."""
    return Literal(str(day), datatype=XSD.date)


def in_graph(triple: Triple, graph: NamedNode) -> Quad:
    """The triple as a quad of a graph."""
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def serialized(statements: Iterable[Triple], format: RdfFormat, prefixes: dict[str, str] | None = None) -> bytes:
    """Triples or quads in an RDF format, in the order given."""
    written = serialize(statements, format=format, prefixes=prefixes)  # type: ignore[arg-type]
    return written or b""


def ntriples(triples: Iterable[Triple]) -> bytes:
    """Some triples as N-Triples, one a line, in the order given."""
    return serialized(triples, RdfFormat.N_TRIPLES)


def names_in(quads: Iterable[Quad]) -> list[NamedNode]:
    """The objects of some quads that are names, sorted."""
    return sorted({quad.object for quad in quads if isinstance(quad.object, NamedNode)}, key=lambda node: node.value)
