"""The checks of FOOPS! that need no network: what a published ontology says about itself.

https://foops.linkeddata.es/catalogue.html
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, XSD, Graph, Literal, URIRef

from moratoria.graph.ontology import HEADER, ONTOLOGY, list_modules, read_version
from moratoria.settings import ONTOLOGY_VERSION
from moratoria.terms import PREFIXES

MOR = PREFIXES["mor"]
IRI = URIRef(ONTOLOGY.value)
CC_BY = URIRef("https://creativecommons.org/licenses/by/4.0/")
MODULES = ["conditions", "dates", "events", "evidence", "law", "parties", "restrictions", "sources", "status"]
NAMES = ["moratoria", *MODULES]


def _header(name: str, folder: Path) -> tuple[URIRef, Graph]:
    graph = Graph().parse(data=(folder / f"{name}.ttl").read_text(encoding="utf-8"), format="turtle")
    (iri,) = graph.subjects(RDF.type, OWL.Ontology)
    return URIRef(iri), graph


def test_the_modules_are_those_on_disk(folder: Path) -> None:
    assert [path.stem for path in list_modules(folder)] == NAMES
    assert {path.stem for path in folder.glob("*.ttl")} == {*NAMES, "alignments"}


@pytest.mark.parametrize("name", [*NAMES, "alignments"])
def test_each_module_has_an_iri_of_its_own_without_a_file_extension(folder: Path, name: str) -> None:
    expected = IRI if name == "moratoria" else URIRef(f"{IRI}/{name}")
    assert _header(name, folder)[0] == expected


@pytest.mark.parametrize("name", [*NAMES, "alignments"])
def test_each_module_gives_title_description_creator_licence_and_dates(folder: Path, name: str) -> None:
    iri, graph = _header(name, folder)
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert [text.language for text in graph.objects(iri, predicate)] == ["en"], predicate
    assert list(graph.objects(iri, DCTERMS.creator)) == [Literal("The moratoria authors")]
    assert list(graph.objects(iri, DCTERMS.license)) == [CC_BY]
    assert list(graph.objects(iri, DCTERMS.created)) == [Literal("2026-11-23", datatype=XSD.date)]
    (modified,) = graph.objects(iri, DCTERMS.modified)
    assert modified.datatype == XSD.date
    assert str(modified) >= "2026-11-23"


@pytest.mark.parametrize("name", [*NAMES, "alignments"])
def test_each_module_gives_its_version_and_the_preferred_prefix(folder: Path, name: str) -> None:
    iri, graph = _header(name, folder)
    assert list(graph.objects(iri, OWL.versionInfo)) == [Literal(ONTOLOGY_VERSION)]
    assert list(graph.objects(iri, OWL.versionIRI)) == [URIRef(f"{iri}/{ONTOLOGY_VERSION}")]
    assert list(graph.objects(iri, VANN.preferredNamespacePrefix)) == [Literal("mor")]
    assert list(graph.objects(iri, VANN.preferredNamespaceUri)) == [Literal(MOR)]


def test_the_version_is_a_semantic_one_and_that_of_the_settings(folder: Path) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", read_version(folder))
    assert read_version(folder) == ONTOLOGY_VERSION


def test_nothing_imports_the_alignments(folder: Path, ontology: Graph) -> None:
    assert URIRef(f"{IRI}/alignments") not in set(ontology.objects(IRI, OWL.imports))
    assert [p.name for p in folder.rglob("*.ttl") if "/alignments>" in p.read_text(encoding="utf-8")] == [
        "alignments.ttl"
    ]


def test_the_file_prefixes_are_those_of_the_program(folder: Path) -> None:
    for path in list_modules(folder):
        for prefix, iri in re.findall(r"^@prefix ([\w-]+): <([^>]+)>", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert prefix == "vann" or PREFIXES[prefix] == iri, path.name


def test_every_term_is_labelled_and_defined(ontology: Graph) -> None:
    terms = {s for s in ontology.subjects(RDF.type, None) if str(s).startswith(MOR)}
    assert len(terms) > 150
    assert [term for term in terms if not ontology.value(term, RDFS.label)] == []
    assert [term for term in terms if not ontology.value(term, SKOS.definition)] == []


def test_term_iris_are_short_and_safe_in_a_browser(ontology: Graph) -> None:
    for term in ontology.subjects(SKOS.definition, None):
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9]{1,39}", str(term).removeprefix(MOR)), term


@pytest.mark.parametrize("name", [*NAMES, "alignments"])
def test_each_module_is_under_400_lines(folder: Path, name: str) -> None:
    assert len((folder / f"{name}.ttl").read_text(encoding="utf-8").splitlines()) < 400


def test_the_header_holds_no_term_of_its_own(folder: Path) -> None:
    _, header = _header(HEADER.removesuffix(".ttl"), folder)
    assert list(header.subjects(SKOS.definition, None)) == []
