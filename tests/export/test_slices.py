"""A slice holds what the store says about some things, with every claim and source behind it, and nothing else."""

from __future__ import annotations

import pytest
from rdflib import Dataset, URIRef

from moratoria.errors import QueryError, UnknownName

pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|Conj):DeprecationWarning")  # rdflib's parser warns of itself
ID = "https://w3id.org/moratoria/id/"
MOR = "https://w3id.org/moratoria/ontology#"
CURRENT = URIRef("https://w3id.org/moratoria/graph/current")


def read(data: bytes) -> Dataset:
    found = Dataset(default_union=True)
    found.parse(data=data, format="nquads")
    return found


def restrictions(data: bytes) -> set[str]:
    """The restrictions described (with a label) in the current graph of an export."""
    current = read(data).graph(CURRENT)
    label = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
    statuses = {str(about) for about in current.objects(None, URIRef(MOR + "isStatusOf"))}
    assert all((URIRef(about), label, None) in current for about in statuses)
    return {about.removeprefix(f"{ID}restriction/") for about in statuses}


def test_a_slice_by_id_has_the_thing_its_status_and_its_claims(graph):
    data = graph.export("nq", ids=["restriction/halcyon-sight-police-2020"])
    assert "halcyon-sight-police-2020" in restrictions(data)
    assert b"colorado-police-facial-recognition-2022" not in data
    about = URIRef(f"{ID}restriction/halcyon-sight-police-2020")
    every, part = read(graph.export("nq")), read(data)
    claims = set(every.subjects(URIRef(MOR + "about"), about))
    assert len(claims) > 10
    for claim in claims:
        assert set(part.triples((claim, None, None))) == set(every.triples((claim, None, None)))
        for evidence in every.objects(claim, URIRef(MOR + "isEvidencedBy")):
            assert (evidence, None, None) in part
    assert set(part.quads()) <= set(every.quads())


def test_a_slice_of_what_was_retracted_still_has_its_history(graph):
    data = graph.export("nq", ids=["restriction/borealis-facial-recognition-2020"])
    assert b"graph/gazette-2020-06-13-borealis/" in data
    assert b"retractionReason" in data


def test_a_bare_name_and_an_iri_name_the_same_thing(graph):
    whole = graph.export("nq", ids=["organization/halcyon"])
    assert graph.export("nq", ids=["halcyon"]) == whole
    assert graph.export("nq", ids=[f"{ID}organization/halcyon"]) == whole


def test_a_slice_of_two_things_is_no_less_than_each(graph):
    one, other = "restriction/halcyon-sight-police-2020", "restriction/trap"
    both = set(graph.export("nq", ids=[one, other]).splitlines())
    assert set(graph.export("nq", ids=[one]).splitlines()) <= both
    assert set(graph.export("nq", ids=[other]).splitlines()) <= both


def test_a_slice_by_question_has_the_things_in_its_answer(graph):
    data = graph.export("nq", question="vendors-awaiting-federal-legislation", as_of="2020-12-31")
    assert "borealis-facial-recognition-2020" in restrictions(data)
    assert b"restriction/trap>" not in data


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-06-09", set()),
        ("2020-12-31", {"halcyon-sight-police-2020", "borealis-facial-recognition-2020"}),
        (
            "2022-06-08",
            {"halcyon-sight-police-2020", "halcyon-sight-police-2021", "borealis-facial-recognition-2020",
             "colorado-police-facial-recognition-2022"},
        ),
    ],
)  # fmt: skip
def test_a_slice_of_a_day_has_what_has_a_status_on_it(graph, day, expected):
    data = graph.export("csv", as_of=day).decode("utf-8-sig").splitlines()
    assert {line.split(",")[0].strip('"') for line in data[1:]} - {"trap"} == expected


def test_a_slice_loads_and_is_refused_or_kept_whole_but_never_half(graph):
    part, every = read(graph.export("nq", ids=["restriction/trap"])), read(graph.export("nq"))
    claim_type = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), URIRef(MOR + "Claim")
    for claim in part.subjects(*claim_type):
        assert len(set(part.triples((claim, None, None)))) == len(set(every.triples((claim, None, None))))


@pytest.mark.parametrize("format", ["ttl", "trig", "nt", "jsonld", "rdfxml", "csv", "graphml", "gexf", "cytoscape"])
def test_every_format_takes_a_slice(graph, format):
    part = graph.export(format, ids=["restriction/halcyon-sight-police-2020"])
    assert 0 < len(part) < len(graph.export(format))


def test_a_thing_that_is_not_there_is_answered_with_its_nearest(graph):
    with pytest.raises(UnknownName, match="halcyon-sight-police-2020"):
        graph.export("ttl", ids=["restriction/halcyon-sight-police-2019"])


def test_a_day_that_is_none_is_refused(graph):
    with pytest.raises(QueryError, match="2020-13-01"):
        graph.export("ttl", as_of="2020-13-01")
