"""Each term of ours has one label, one definition, an example, and a counter-example where another is near."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.term import Node

from moratoria.terms import PREFIXES

MOR = PREFIXES["mor"]
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual}


def _terms(ontology: Graph) -> list[URIRef]:
    found = {s for kind in KINDS for s in ontology.subjects(RDF.type, kind) if str(s).startswith(MOR)}
    assert len(found) > 150
    return sorted(term for term in found if isinstance(term, URIRef))


def _one_english(ontology: Graph, term: Node, predicate: URIRef) -> str | None:
    given = list(ontology.objects(term, predicate))
    return str(given[0]) if len(given) == 1 and given[0].language == "en" else None


def test_each_term_has_one_english_label(ontology: Graph) -> None:
    assert [term for term in _terms(ontology) if not _one_english(ontology, term, RDFS.label)] == []


def test_no_two_terms_of_one_sort_share_a_label(ontology: Graph) -> None:
    for kind in KINDS:
        labels = [str(ontology.value(t, RDFS.label)) for t in _terms(ontology) if (t, RDF.type, kind) in ontology]
        assert len(set(labels)) == len(labels), kind


def test_each_term_has_one_english_definition_that_is_a_sentence(ontology: Graph) -> None:
    for term in _terms(ontology):
        definition = _one_english(ontology, term, SKOS.definition) or ""
        assert re.fullmatch(r"[A-Z].{24,}\.", definition), term


def test_no_two_terms_share_a_definition(ontology: Graph) -> None:
    definitions = [str(ontology.value(term, SKOS.definition)) for term in _terms(ontology)]
    assert len(set(definitions)) == len(definitions)


def test_each_term_has_one_english_example(ontology: Graph) -> None:
    assert [term for term in _terms(ontology) if not _one_english(ontology, term, SKOS.example)] == []


def test_each_scope_note_is_a_counter_example(ontology: Graph) -> None:
    notes = [str(note) for term in _terms(ontology) for note in ontology.objects(term, SKOS.scopeNote)]
    assert len(notes) > 100
    assert [note for note in notes if not (note.startswith("Not ") and note.endswith("."))] == []


def test_terms_that_are_near_each_other_have_a_counter_example(ontology: Graph) -> None:
    near = {term for group in _near(ontology) if len(group) > 1 for term in group}
    assert len(near) > 80
    assert sorted(term for term in near if not _one_english(ontology, term, SKOS.scopeNote)) == []


def _near(ontology: Graph) -> Iterator[set[Node]]:
    """Classes right under one class, and properties of the same domain and range."""
    groups: dict[Hashable, set[Node]] = defaultdict(set)
    for child, parent in ontology.subject_objects(RDFS.subClassOf):
        groups[parent].add(child)
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ontology.subjects(RDF.type, kind):
            domain, range_ = (ontology.value(term, p) for p in (RDFS.domain, RDFS.range))
            if domain is not None and not str(term).endswith("Words"):
                groups[kind, _members(ontology, domain), _members(ontology, range_)].add(term)
    yield from groups.values()


def _members(ontology: Graph, node: Node | None) -> frozenset[Node | None]:
    if isinstance(node, BNode):
        return frozenset(ontology.items(ontology.value(node, OWL.unionOf)))
    return frozenset({node})


def test_each_term_is_defined_by_the_module_it_stands_in(modules: dict[str, Graph]) -> None:
    homes: dict[Node, list[str]] = defaultdict(list)
    for name, graph in modules.items():
        for term in graph.subjects(SKOS.definition, None):
            homes[term].append(name)
            module = f"{MOR[:-1]}/{name.removesuffix('.ttl')}"
            assert list(graph.objects(term, RDFS.isDefinedBy)) == [URIRef(module)], term
    assert [term for term, names in homes.items() if len(names) != 1] == []


def test_a_term_named_in_a_module_is_declared_there(modules: dict[str, Graph]) -> None:
    for name, graph in modules.items():
        declared = {s for kind in KINDS for s in graph.subjects(RDF.type, kind)}
        links = (RDFS.subClassOf, OWL.disjointWith, RDFS.domain, RDFS.range)
        named = {o for p in links for o in graph.objects(None, p)}
        members = {m for p in (OWL.unionOf, OWL.members) for node in graph.objects(None, p) for m in graph.items(node)}
        ours = {term for term in named | members if str(term).startswith(MOR)}
        assert ours - declared == set(), name
