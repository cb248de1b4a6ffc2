"""A release described for machines: VoID with its true counts, DCAT with a distribution per file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from moratoria.publish.folder import Written
from moratoria.terms import (
    BASE,
    DCTERMS,
    IDS,
    MOR,
    RDF,
    STORE,
    TYPE,
    XSD,
    Literal,
    NamedNode,
    Namespace,
    Quad,
    RdfFormat,
    Triple,
    serialized,
)  # fmt: skip

VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
_RELEASE = f"{BASE}release/"
_DATASET = NamedNode(f"{BASE}dataset")
_LICENSE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
_PREFIXES = {
    "void": str(VOID), "dcat": str(DCAT), "spdx": str(SPDX), "dcterms": str(DCTERMS), "xsd": str(XSD), "rdf": str(RDF),
}  # fmt: skip

MEDIA_TYPES = {
    "moratoria.ttl": "text/turtle", "moratoria.trig": "application/trig", "moratoria.nq": "application/n-quads",
    "moratoria.nq.gz": "application/gzip", "moratoria.jsonld": "application/ld+json",
    "restrictions.csv": "text/csv", "restrictions.json": "application/json", "sources.csv": "text/csv",
    "organizations.csv": "text/csv", "ontology.ttl": "text/turtle",
}  # fmt: skip
"""The files of the data, each a distribution, and their media types."""


@dataclass
class Counts:
    """The counts that VoID states, over the triples of `moratoria.ttl`: each once, whatever graphs hold it."""

    triples: int = 0
    subjects: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)
    properties: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Counts:
        """The counts of some quads without the store's own marks."""
        found = cls()
        for triple in {quad.triple for quad in quads if quad.graph_name != STORE}:
            found.triples += 1
            found.subjects.add(triple.subject.value)
            found.objects.add(str(triple.object))
            found.properties[triple.predicate.value] += 1
            if triple.predicate == TYPE:
                found.classes[triple.object.value] += 1
        return found

    @property
    def entities(self) -> int:
        """How many subjects are things of this project."""
        return sum(subject.startswith(IDS) for subject in self.subjects)


def render_void(counts: Counts, title: str, issued: str) -> bytes:
    """The VoID description of the dataset, with a partition per class and property."""
    return _relative(_void(counts, title, issued))


def _void(counts: Counts, title: str, issued: str) -> Iterator[Triple]:
    yield Triple(_DATASET, TYPE, VOID.Dataset)
    yield from _described(_DATASET, title, issued)
    numbers = {
        "triples": counts.triples, "entities": counts.entities, "classes": len(counts.classes),
        "properties": len(counts.properties), "distinctSubjects": len(counts.subjects),
        "distinctObjects": len(counts.objects),
    }  # fmt: skip
    for name, number in numbers.items():
        yield Triple(_DATASET, VOID.term(name), _whole(number))
    yield Triple(_DATASET, VOID.uriSpace, Literal(IDS))
    yield Triple(_DATASET, VOID.vocabulary, NamedNode(str(MOR)))
    for path in ("moratoria.ttl", "moratoria.nq.gz"):
        yield Triple(_DATASET, VOID.dataDump, _file(path))
    yield from _partitions("class", VOID.classPartition, VOID.term("class"), VOID.entities, counts.classes)
    yield from _partitions("property", VOID.propertyPartition, VOID.property, VOID.triples, counts.properties)


def _partitions(name: str, has: NamedNode, of: NamedNode, counted: NamedNode, counts: Counter[str]) -> Iterator[Triple]:
    for number, (iri, count) in enumerate(sorted(counts.items())):
        part = _file(f"void.ttl#{name}-{number}")
        yield Triple(_DATASET, has, part)
        yield Triple(part, of, NamedNode(iri))
        yield Triple(part, counted, _whole(count))


def render_dcat(files: dict[str, Written], title: str, version: str, issued: str) -> bytes:
    """The DCAT catalogue of the release: one dataset, a distribution per file of it with size and checksum."""
    return _relative(_dcat(files, title, version, issued))


def _dcat(files: dict[str, Written], title: str, version: str, issued: str) -> Iterator[Triple]:
    catalog = _file("dcat.ttl#catalog")
    yield Triple(catalog, TYPE, DCAT.Catalog)
    yield from _described(catalog, title, issued)
    yield Triple(catalog, DCAT.dataset, _DATASET)
    yield Triple(_DATASET, TYPE, DCAT.Dataset)
    yield from _described(_DATASET, title, issued)
    yield Triple(_DATASET, DCAT.version, Literal(version))
    yield Triple(_DATASET, DCAT.landingPage, _file("index.html"))
    yield Triple(_DATASET, DCTERMS.conformsTo, NamedNode(str(MOR).removesuffix("#")))
    for path, media_type in MEDIA_TYPES.items():
        yield from _distribution(files[path], media_type)


def _distribution(file: Written, media_type: str) -> Iterator[Triple]:
    name = file.path.replace(".", "-")
    node, checksum = _file(f"dcat.ttl#{name}"), _file(f"dcat.ttl#{name}-sha256")
    yield Triple(_DATASET, DCAT.distribution, node)
    yield Triple(node, TYPE, DCAT.Distribution)
    yield Triple(node, DCTERMS.title, Literal(file.path))
    yield Triple(node, DCTERMS.license, _LICENSE)
    yield Triple(node, DCAT.downloadURL, _file(file.path))
    yield Triple(node, DCAT.mediaType, NamedNode(f"https://www.iana.org/assignments/media-types/{media_type}"))
    yield Triple(node, DCAT.byteSize, Literal(str(file.size), datatype=XSD.nonNegativeInteger))
    yield Triple(node, SPDX.checksum, checksum)
    yield Triple(checksum, TYPE, SPDX.Checksum)
    yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Triple(checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary))


def _described(node: NamedNode, title: str, issued: str) -> Iterator[Triple]:
    yield Triple(node, DCTERMS.title, Literal(title, language="en"))
    yield Triple(node, DCTERMS.description, Literal(_WORDS, language="en"))
    yield Triple(node, DCTERMS.license, _LICENSE)
    yield Triple(node, DCTERMS.creator, Literal("The moratoria authors"))
    yield Triple(node, DCTERMS.issued, Literal(issued, datatype=XSD.date))


_WORDS = "Who restricts which AI technology, for whom, where, since when, until what condition, and who says so."


def _whole(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)


def _file(path: str) -> NamedNode:
    return NamedNode(_RELEASE + path)


def _relative(triples: Iterable[Triple]) -> bytes:
    """Turtle in which the release's files are relative to it, so that a copy at any address describes itself."""
    text = serialized(triples, RdfFormat.TURTLE, prefixes=_PREFIXES)
    return text.replace(f"<{_RELEASE}".encode(), b"<")
