"""What OWL 2 DL demands, and what keeps HermiT able to read the ontology."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, URIRef

from moratoria.terms import PREFIXES

MOR = PREFIXES["mor"]
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
AXIOMS = (
    RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith, OWL.equivalentClass, OWL.sameAs,
    OWL.equivalentProperty, OWL.inverseOf, OWL.unionOf, OWL.propertyChainAxiom, OWL.hasKey,
)  # fmt: skip
DATE_PARTS = ("Earliest", "Latest")


def _declared(ontology: Graph, kind: URIRef) -> set[str]:
    return {str(term) for term in ontology.subjects(RDF.type, kind)}


def test_no_property_is_of_two_sorts(ontology: Graph) -> None:
    objects, data, annotations = (_declared(ontology, kind) for kind in PROPERTY_KINDS)
    assert (objects & data, objects & annotations, data & annotations) == (set(), set(), set())


def test_every_property_used_is_declared_in_the_module_that_uses_it(modules: dict[str, Graph]) -> None:
    built_in = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", str(RDFS), str(OWL))
    for name, graph in modules.items():
        used = {str(p) for p in graph.predicates() if not str(p).startswith(built_in)}
        assert used - set().union(*(_declared(graph, kind) for kind in PROPERTY_KINDS)) == set(), name


def test_no_class_is_also_a_property(ontology: Graph) -> None:
    properties = set().union(*(_declared(ontology, kind) for kind in PROPERTY_KINDS))
    assert _declared(ontology, OWL.Class) & properties == set()


def test_terms_of_others_are_declared_and_nothing_more_is_said_of_them(modules: dict[str, Graph]) -> None:
    for name, graph in modules.items():
        for subject, predicate, _ in graph:
            foreign = not isinstance(subject, BNode) and not str(subject).startswith(MOR[:-1])
            assert not foreign or predicate == RDF.type, (name, subject, predicate)
            assert not foreign or predicate not in AXIOMS


def test_no_annotation_property_has_a_domain_or_range(ontology: Graph) -> None:
    for term in ontology.subjects(RDF.type, OWL.AnnotationProperty):
        assert (term, RDFS.domain, None) not in ontology
        assert (term, RDFS.range, None) not in ontology


def test_no_date_property_has_a_range_since_owl_2_has_no_dates(ontology: Graph) -> None:
    dates = [p for p in ontology.subjects(RDF.type, OWL.DatatypeProperty) if str(p).endswith(DATE_PARTS)]
    dates += [URIRef(MOR + name) for name in ("retrieved", "from", "to")]
    assert len(dates) == 19
    assert [term for term in dates if (term, RDFS.range, None) in ontology] == []
    assert {XSD.date, XSD.gYear, XSD.duration} & set(ontology.objects(None, RDFS.range)) == set()


def test_a_functional_property_is_an_object_property_of_one_domain(ontology: Graph) -> None:
    functional = set(ontology.subjects(RDF.type, OWL.FunctionalProperty))
    assert {str(term).removeprefix(MOR) for term in functional} == {
        "about", "assesses", "hasEarlier", "hasLater", "hasParent", "hasSubsidiary", "isCarvedOutOf", "isStatusOf",
    }  # fmt: skip
    assert functional <= set(ontology.subjects(RDF.type, OWL.ObjectProperty))


@pytest.mark.parametrize("name", ["slot", "value", "start", "on", "published"])
def test_what_takes_properties_or_both_iris_and_literals_is_an_annotation_and_says_why(
    ontology: Graph, name: str
) -> None:
    term = URIRef(MOR + name)
    definition = str(ontology.value(term, URIRef("http://www.w3.org/2004/02/skos/core#definition")))
    assert set(ontology.objects(term, RDF.type)) == {OWL.AnnotationProperty}
    assert "annotation property" in definition


def test_every_blank_node_is_a_union_a_list_or_a_set_of_disjoint_classes(ontology: Graph) -> None:
    for node in {s for s in ontology.subjects() if isinstance(s, BNode)}:
        kinds = set(ontology.objects(node, RDF.type))
        assert kinds in ({OWL.Class}, {OWL.AllDisjointClasses}) or (node, RDF.first, None) in ontology
