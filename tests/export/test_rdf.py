"""What is exported as RDF reads back as it was, in other people's parsers and in our own."""

from __future__ import annotations

import json
import re

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset, Graph, URIRef
from rdflib.compare import isomorphic

from moratoria import Moratoria
from moratoria.errors import UnknownName

pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|Conj):DeprecationWarning")  # rdflib's parser warns of itself
DATASETS = {"trig": "trig", "nq": "nquads", "jsonld": "json-ld"}
GRAPHS = {"ttl": "turtle", "nt": "nt", "rdfxml": "xml"}
SUFFIXES = {"trig": ".trig", "nq": ".nq", "jsonld": ".jsonld", "ttl": ".ttl", "nt": ".nt", "rdfxml": ".rdf"}
MOR = "https://w3id.org/moratoria/ontology#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"


def lines(quads) -> set[str]:
    return {str(quad) for quad in quads}


@pytest.fixture(scope="module")
def stored(graph) -> set[str]:
    """Every quad of the store as text, the marks of the store itself left out."""
    quads = parse(graph.dump(), format=RdfFormat.N_QUADS)
    return lines(quad for quad in quads if not quad.graph_name.value.endswith("graph/store"))


def without_marks(quads) -> set[str]:
    return lines(quad for quad in quads if not quad.graph_name.value.endswith("graph/store"))


@pytest.mark.parametrize(
    ("format", "kind"), [("trig", RdfFormat.TRIG), ("nq", RdfFormat.N_QUADS), ("jsonld", RdfFormat.JSON_LD)]
)
def test_a_dataset_format_reads_back_as_the_same_dataset(graph, stored, format, kind):
    assert without_marks(parse(graph.export(format), format=kind)) == stored


@pytest.mark.parametrize("format", DATASETS)
def test_rdflib_reads_the_same_dataset(graph, format):
    theirs = Dataset()
    theirs.parse(data=graph.export(format), format=DATASETS[format])
    ours = graph.rdflib()
    names = {str(part.identifier) for part in ours.graphs() if len(part)} - {
        f"{MOR.removesuffix('ontology#')}graph/store"
    }
    for name in names:
        assert set(theirs.graph(URIRef(name))) == set(ours.graph(URIRef(name)))
    assert len(names) == 10


@pytest.mark.parametrize("format", GRAPHS)
def test_a_graph_format_reads_back_as_the_same_graph(graph, format):
    theirs = Graph().parse(data=graph.export(format), format=GRAPHS[format])
    merged = Graph().parse(data=graph.export("nt"), format="nt")
    assert len(theirs) == len(merged) > 2_000
    assert isomorphic(theirs, merged)


def test_a_graph_format_holds_the_triples_of_every_named_graph(graph):
    triples = {quad.triple for quad in parse(graph.export("nt"), format=RdfFormat.N_TRIPLES)}
    quads = parse(graph.export("nq"), format=RdfFormat.N_QUADS)
    assert triples == {quad.triple for quad in quads if not quad.graph_name.value.endswith("graph/store")}


@pytest.mark.parametrize("format", GRAPHS)
def test_both_times_the_evidence_and_the_retraction_survive_in_a_graph_format(graph, format):
    read = Graph().parse(data=graph.export(format), format=GRAPHS[format])
    assert len(set(read.subjects(URIRef(PROV + "generatedAtTime")))) == 9
    assert [str(time) for time in read.objects(None, URIRef(PROV + "invalidatedAtTime"))] == [
        "2026-02-01T00:00:00+00:00"
    ]
    assert [str(why) for why in read.objects(None, URIRef(MOR + "retractionReason"))] == ["a copy"]
    assert "2020-06-10" in {str(day) for day in read.objects(None, URIRef(MOR + "from"))}
    assert {str(quote) for quote in read.objects(None, URIRef(OA + "exact"))} == {"x\t<&>"}
    assert "p. 1" in {str(place) for place in read.objects(None, URIRef(MOR + "locator"))}


@pytest.mark.parametrize("format", SUFFIXES)
def test_an_export_loads_into_an_empty_store_as_the_same_graph(graph, tmp_path, format):
    path = tmp_path / f"all{SUFFIXES[format]}"
    path.write_bytes(graph.export(format))
    with Moratoria.in_memory() as other:
        report = other.load([path])
        assert [item for item in report.findings if item.severity == "ERROR"] == []
        assert other.dump() == graph.dump()


def test_an_export_loaded_where_it_came_from_changes_nothing(graph, tmp_path):
    path = tmp_path / "all.trig"
    path.write_bytes(graph.export("trig"))
    before = graph.dump()
    assert graph.load([path]).ok
    assert graph.dump() == before


def test_other_peoples_rdf_is_refused(tmp_path):
    path = tmp_path / "theirs.ttl"
    path.write_text("<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n")
    with Moratoria.in_memory() as other:
        before = other.dump()
        assert [item.severity for item in other.load([path]).findings] == ["ERROR"]
        assert other.dump() == before


def test_an_export_that_was_changed_is_refused(graph, tmp_path):
    path = tmp_path / "changed.nq"
    text = graph.export("nq").replace(b"Umbra", b"Umbra").replace(b'"paragraph 3"', b'"paragraph 4"')
    path.write_bytes(text)
    with Moratoria.in_memory() as other:
        assert "ERROR" in {item.severity for item in other.load([path]).findings}


@pytest.mark.parametrize("format", [*SUFFIXES, "csv", "graphml", "gexf", "cytoscape"])
def test_an_export_is_the_same_bytes_each_time(graph, format):
    assert graph.export(format) == graph.export(format)


def test_nquads_and_ntriples_are_sorted(graph):
    for format in ("nq", "nt"):
        told = graph.export(format).splitlines()
        assert told == sorted(told)


def test_jsonld_carries_its_context_and_fetches_nothing(graph):
    context = json.loads(graph.export("jsonld"))["@context"]
    assert isinstance(context, dict)
    assert "@import" not in json.dumps(context)


def test_no_export_has_a_blank_node(graph):
    assert b"_:" not in re.sub(rb'"[^"\n]*"', b"", graph.export("nq"))
    assert b"rdf:nodeID" not in graph.export("rdfxml")


def test_an_unknown_format_is_answered_with_the_formats_there_are(graph):
    with pytest.raises(UnknownName, match="did you mean") as caught:
        graph.export("turtel")
    assert "ttl" in str(caught.value)
