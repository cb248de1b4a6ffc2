"""The alignments put our terms under those of others, and never the other way round."""

from __future__ import annotations

from rdflib import OWL, PROV, RDF, RDFS, Graph, URIRef

from moratoria.terms import PREFIXES

MOR, ODRL = PREFIXES["mor"], PREFIXES["odrl"]
LINKS = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso)
PROHIBITIONS = ("Ban", "Moratorium", "ConditionalWithholding", "Exit", "UsagePolicy", "ExportControl")


def test_each_link_goes_from_a_term_of_ours_to_one_of_others(alignments: Graph, ontology: Graph) -> None:
    links = [(s, o) for p in LINKS for s, o in alignments.subject_objects(p)]
    assert len(links) > 40
    for ours, theirs in links:
        assert ontology.value(ours, RDFS.isDefinedBy), ours
        assert not str(theirs).startswith(MOR), theirs


def test_both_ends_of_a_link_are_declared_as_the_same_sort(alignments: Graph) -> None:
    for predicate, kind in ((RDFS.subClassOf, OWL.Class), (RDFS.subPropertyOf, OWL.ObjectProperty)):
        for ours, theirs in alignments.subject_objects(predicate):
            assert {ours, theirs} <= set(alignments.subjects(RDF.type, kind)), (ours, theirs)


def test_a_restriction_is_a_rule_and_only_some_kinds_are_prohibitions(alignments: Graph) -> None:
    under = {name: set(alignments.objects(URIRef(MOR + name), RDFS.subClassOf)) for name in (*PROHIBITIONS, "Order")}
    assert all(under[name] == {URIRef(ODRL + "Prohibition")} for name in PROHIBITIONS)
    assert under["Order"] == set()
    assert URIRef(ODRL + "Rule") in set(alignments.objects(URIRef(MOR + "Restriction"), RDFS.subClassOf))
    assert URIRef(ODRL + "Duty") in set(alignments.objects(URIRef(MOR + "ReviewRequirement"), RDFS.subClassOf))


def test_an_event_is_an_activity_and_no_entity(alignments: Graph) -> None:
    above = set(alignments.objects(URIRef(MOR + "Event"), RDFS.subClassOf))
    assert PROV.Activity in above
    assert PROV.Entity not in above


def test_nothing_is_said_to_be_the_same(alignments: Graph) -> None:
    for predicate in (OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty):
        assert list(alignments.subject_objects(predicate)) == []
