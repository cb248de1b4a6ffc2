"""The pitfalls of OOPS! that can be found in the files alone, by their numbers there.

https://oops.linkeddata.es/catalogue.jsp
"""

from __future__ import annotations

import re

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from moratoria.terms import PREFIXES

MOR = PREFIXES["mor"]

OF_ANY_THING = {"about", "hasEarlier", "hasLater", "isExplainedBy", "repliesTo"}
"""Properties whose value may be any kind of thing: a range would say nothing."""

OF_OTHERS = {"hasDurationKind", "sameRecordAs"}
"""Properties whose values are things of others: DPV's kinds of duration, records of other databases."""

NAMED_FOR_CLAIMS = {"about", "statedIn", "sameRecordAs"}
"""Object properties that keep the names the field knows them by."""


def _ours(ontology: Graph, kind: URIRef) -> set[URIRef]:
    found = {URIRef(str(s)) for s in ontology.subjects(RDF.type, kind) if str(s).startswith(MOR)}
    assert found
    return found


def _local(term: Node) -> str:
    return str(term).removeprefix(MOR)


def _named(ontology: Graph, node: Node | None) -> set[Node]:
    """The classes a domain or range names, those of a union each."""
    if node is None:
        return set()
    return set(ontology.items(ontology.value(node, OWL.unionOf))) or {node}


def test_p04_every_class_is_connected(ontology: Graph) -> None:
    touched: set[Node] = set()
    for predicate in (RDFS.domain, RDFS.range):
        for node in ontology.objects(None, predicate):
            touched |= _named(ontology, node)
    for child, parent in ontology.subject_objects(RDFS.subClassOf):
        touched |= {child, parent}
    assert _ours(ontology, OWL.Class) - touched == set()


def test_p06_no_class_is_above_itself(ontology: Graph) -> None:
    for term in _ours(ontology, OWL.Class):
        above = {a for parent in ontology.objects(term, RDFS.subClassOf)
                 for a in ontology.transitive_objects(parent, RDFS.subClassOf)}  # fmt: skip
        assert term not in above


def test_p07_and_p21_no_class_merges_two_or_gathers_the_rest(ontology: Graph) -> None:
    words = re.compile(r"(?<=[a-z])(And|Or)(?=[A-Z])|Other|Misc|Unknown")
    assert [term for term in _ours(ontology, OWL.Class) if words.search(_local(term))] == []


def test_p10_the_main_classes_are_disjoint(ontology: Graph) -> None:
    groups = [set(ontology.items(ontology.value(node, OWL.members)))
              for node in ontology.subjects(RDF.type, OWL.AllDisjointClasses)]  # fmt: skip
    roots = {c for c in _ours(ontology, OWL.Class) if not ontology.value(c, RDFS.subClassOf)}
    assert roots in groups
    for pair in ({"Company", "Regulator"}, {"LegalEvent", "ChangeEvent"}, {"SpanEvidence", "RowEvidence"}):
        assert any({URIRef(MOR + name) for name in pair} <= group for group in groups), pair
    assert (URIRef(MOR + "Bill"), OWL.disjointWith, URIRef(MOR + "Legislation")) in ontology


def test_kinds_of_restriction_that_overlap_in_reality_are_not_disjoint(ontology: Graph) -> None:
    prohibitions = {URIRef(MOR + name) for name in ("Ban", "Moratorium", "Exit", "UsagePolicy", "Order")}
    stated = {(s, o) for s, o in ontology.subject_objects(OWL.disjointWith) if {s, o} <= prohibitions}
    assert stated == set()


def test_p11_every_property_has_a_domain_and_a_range_where_one_is_true(ontology: Graph) -> None:
    for term in _ours(ontology, OWL.ObjectProperty):
        assert ontology.value(term, RDFS.domain), term
        assert bool(ontology.value(term, RDFS.range)) != (_local(term) in OF_ANY_THING | OF_OTHERS), term
    for term in _ours(ontology, OWL.DatatypeProperty):
        assert ontology.value(term, RDFS.domain), term


def test_p19_no_property_has_two_domains_or_two_ranges(ontology: Graph) -> None:
    for term in set(ontology.subjects(RDFS.domain, None)) | set(ontology.subjects(RDFS.range, None)):
        assert len(list(ontology.objects(term, RDFS.domain))) <= 1, term
        assert len(list(ontology.objects(term, RDFS.range))) <= 1, term


def test_p20_a_definition_is_neither_the_label_nor_the_example(ontology: Graph) -> None:
    for term, definition in ontology.subject_objects(SKOS.definition):
        texts = {str(ontology.value(term, p)).lower().rstrip(".") for p in (RDFS.label, SKOS.example)}
        assert str(definition).lower().rstrip(".") not in texts, term


def test_p22_classes_start_high_properties_and_individuals_low(ontology: Graph) -> None:
    assert all(_local(term)[0].isupper() for term in _ours(ontology, OWL.Class))
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual):
        assert all(_local(term)[0].islower() for term in _ours(ontology, kind))
    assert [term for term in ontology.subjects(SKOS.definition, None) if "_" in _local(term)] == []


def test_p22_object_properties_start_with_a_verb_in_the_present_tense(ontology: Graph) -> None:
    names = {_local(term) for term in _ours(ontology, OWL.ObjectProperty)} - NAMED_FOR_CLAIMS
    assert [name for name in names if not re.match(r"[a-z]+s([A-Z]|$)", name)] == []


def test_p24_no_definition_of_a_class_defines_it_by_its_own_label_alone(ontology: Graph) -> None:
    for term in _ours(ontology, OWL.Class):
        label, definition = (str(ontology.value(term, p)).lower() for p in (RDFS.label, SKOS.definition))
        assert not re.match(rf"(an?|the) {re.escape(label)}\b", definition), term


def test_p13_and_p25_there_are_no_inverses_and_so_no_wrong_ones(ontology: Graph) -> None:
    assert list(ontology.subject_objects(OWL.inverseOf)) == []


def test_p30_and_p31_no_equivalences_are_stated(ontology: Graph) -> None:
    assert list(ontology.subject_objects(OWL.equivalentClass)) == []
    assert list(ontology.subject_objects(OWL.equivalentProperty)) == []


def test_p34_and_p35_whatever_is_used_as_a_class_or_property_is_declared_as_one(ontology: Graph) -> None:
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    used = {c for p in (RDFS.domain, RDFS.range) for node in ontology.objects(None, p) for c in _named(ontology, node)}
    used |= {term for pair in ontology.subject_objects(RDFS.subClassOf) for term in pair}
    assert {c for c in used - classes if not str(c).startswith("http://www.w3.org/2001/XMLSchema#")} == set()
    for predicate in {p for p in ontology.predicates() if str(p).startswith(MOR)}:
        assert predicate in set(ontology.subjects(RDF.type, None)), predicate


def test_p40_no_term_is_defined_in_a_namespace_of_others(ontology: Graph) -> None:
    defined = {str(s) for p in (SKOS.definition, RDFS.label) for s in ontology.subjects(p, None)}
    assert {iri for iri in defined if not iri.startswith(MOR)} == set()
