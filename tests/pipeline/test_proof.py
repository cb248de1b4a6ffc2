"""An explanation as RDF proves the status by PROV, down to the evidence, and reads back as RDF."""

from __future__ import annotations

import pytest
from rdflib import PROV, RDF, Dataset, Graph, Literal, Namespace, URIRef

MOR = Namespace("https://w3id.org/moratoria/ontology#")
ID = Namespace("https://w3id.org/moratoria/id/")


@pytest.fixture
def full(graph, world):
    assert graph.load([world]).ok
    return graph


def test_a_status_is_derived_from_claims_and_these_from_their_sources(full):
    proof = Graph().parse(
        data=full.proof(full.explain("halcyon-sight-police-2020", as_of="2020-12-31")), format="turtle"
    )
    (interval,) = proof.subjects(RDF.type, MOR.StatusInterval)
    assert proof.value(interval, MOR.life) == Literal("in force")
    claims = list(proof.objects(interval, PROV.wasDerivedFrom))
    assert len(claims) > 3
    for claim in claims:
        assert proof.value(claim, PROV.hadPrimarySource) is not None
        evidence = proof.value(claim, MOR.isEvidencedBy)
        assert (evidence, None, None) in proof
    assert URIRef(ID["restriction/halcyon-sight-police-2020"]) in set(proof.objects(claims[0], MOR.about)) | {
        about for claim in claims for about in proof.objects(claim, MOR.about)
    }


def test_what_was_set_aside_contradicts_what_counts_by_a_named_rule(graph, write):
    other = write("other")
    text = other.read_text("utf-8").replace("announced: 2021-03-02", "announced: 2021-03-04")
    other.write_text(text.replace("published: 2021-03-02", "published: 2021-03-05"), "utf-8")
    assert graph.load([write("page"), other]).ok
    proof = Graph().parse(data=graph.proof(graph.explain("umbra-pause", as_of="2021-06-01")), format="turtle")
    ((aside, best),) = set(proof.subject_objects(MOR.contradicts))
    assert proof.value(best, MOR.preferenceRule) == Literal("later-over-earlier")
    assert (proof.value(best, MOR.value), proof.value(aside, MOR.value)) == (
        Literal("2021-03-04"),
        Literal("2021-03-02"),
    )


def test_before_anything_is_known_there_is_nothing_to_prove(full):
    assert full.proof(full.explain("halcyon-sight-police-2020", as_of="2019-01-01"), "nt") == b""


@pytest.mark.filterwarnings("ignore:(Dataset|Conj):DeprecationWarning")
@pytest.mark.parametrize(
    ("format", "reads"), [("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld"), ("rdfxml", "xml")]
)
def test_every_form_reads_back(full, format, reads):
    proof = full.proof(full.explain("halcyon-sight-police-2020", as_of="2022-01-01"), format)
    found = Dataset(default_union=True).parse(data=proof, format=reads)
    assert any(str(life) == "superseded" for _, _, life in found.triples((None, MOR.life, None)))
