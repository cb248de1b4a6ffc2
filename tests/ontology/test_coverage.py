"""What the program writes, the ontology declares: classes, properties, and a concept for each word of a closed list."""

from __future__ import annotations

from enum import StrEnum
from typing import get_args

import pytest
from pydantic import BaseModel
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from moratoria.facts import kinds, values
from moratoria.facts.model import Fact, FactFile, Source
from moratoria.graph.slots import SLOTS, classes_of
from moratoria.terms import IDS, MOR, minted, thing

DATE_SLOTS = ("start", "end", "announced", "on", "occurred", "said", "assessed", "published")
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
OF_THE_LANGUAGES = {str(RDF.type), str(RDFS.label), str(RDFS.comment), str(SKOS.altLabel)}
KINDS = {
    "organization": kinds.OrganizationKind, "restriction": kinds.RestrictionKind, "condition": kinds.ConditionKind,
    "legislation": kinds.LegislationKind, "event": kinds.EventKind, "source": kinds.SourceKind,
}  # fmt: skip
CLAIM_TERMS = (
    "about", "slot", "value", "modality", "words", "confidence", "rule", "reviewedBy", "isEvidencedBy", "statedIn",
    "quoteSha256", "locator", "row", "factsSha256", "retractionReason", "isStatusOf", "isExplainedBy", "life",
    "facet", "from", "to", "openedBy", "contradicts", "sameRecordAs",
)  # fmt: skip
RECORD_CLASSES = (
    "Claim", "Evidence", "SpanEvidence", "LocatorEvidence", "RowEvidence", "SourceGraph", "StatusInterval",
)  # fmt: skip
FIRST_NAMES = (
    "technology/facial-recognition", "audience/police", "audience/law-enforcement", "audience/federal-agency",
    "quality/bans-use", "quality/grounded-in-human-rights", "level/national", "event-kind/announcement",
    "jurisdiction/US", "jurisdiction/US-CA", "jurisdiction/EU", "jurisdiction/us-ca-san-francisco",
    "jurisdiction/us-wa-king-county",
)  # fmt: skip


def _declared_as(ontology: Graph, iri: str) -> set[URIRef]:
    return {kind for kind in ontology.objects(URIRef(iri), RDF.type) if isinstance(kind, URIRef)}


def _fact_models() -> dict[str, type[BaseModel]]:
    """The model of each kind of thing a fact file can hold."""
    listed = [get_args(field.annotation)[:1] for field in FactFile.model_fields.values()]
    facts = [args[0] for args in listed if args and isinstance(args[0], type) and issubclass(args[0], Fact)]
    return {"source": Source, **{fact.kind_of_thing: fact for fact in facts}}


@pytest.mark.parametrize("kind_of_thing", SLOTS)
def test_every_property_of_the_mapping_is_declared(ontology: Graph, kind_of_thing: str) -> None:
    used = {slot.property.value for slot in SLOTS[kind_of_thing].values()} - OF_THE_LANGUAGES
    assert {iri for iri in used if not _declared_as(ontology, iri) & PROPERTY_KINDS} == set()


@pytest.mark.parametrize("kind_of_thing", KINDS)
def test_every_class_of_a_kind_is_declared_and_under_the_general_one(ontology: Graph, kind_of_thing: str) -> None:
    for word in KINDS[kind_of_thing]:
        classes = [URIRef(c.value) for c in classes_of(kind_of_thing, word)]
        assert classes, f"{kind_of_thing} {word} has no class"
        assert all(OWL.Class in _declared_as(ontology, c) for c in classes), classes
        for general in classes[1:]:
            assert general in ontology.transitive_objects(classes[0], RDFS.subClassOf), (classes[0], general)


def test_every_kind_of_fact_with_one_class_has_it_declared(ontology: Graph) -> None:
    single = set(_fact_models()) - set(KINDS) - {"source", "influence", "match"}
    assert len(single) == 10
    for kind_of_thing in single:
        (term,) = classes_of(kind_of_thing, None)
        assert OWL.Class in _declared_as(ontology, term.value), kind_of_thing


def test_the_mapping_covers_every_kind_of_fact() -> None:
    assert set(SLOTS) == set(_fact_models())


@pytest.mark.parametrize("slot", DATE_SLOTS)
def test_a_date_slot_is_named_once_and_held_three_times(ontology: Graph, slot: str) -> None:
    assert _declared_as(ontology, MOR + slot) == {OWL.AnnotationProperty}
    for part in ("Earliest", "Latest", "Words"):
        assert _declared_as(ontology, MOR + slot + part) == {OWL.DatatypeProperty}


def test_the_date_slots_are_those_of_the_fact_model() -> None:
    dated = {
        SLOTS[kind][slot].property.value
        for kind, model in _fact_models().items()
        for slot, field in model.model_fields.items()
        if values.When in (field.annotation, *get_args(field.annotation))
    }
    assert dated == {MOR + slot for slot in DATE_SLOTS}


@pytest.mark.parametrize("name", CLAIM_TERMS)
def test_every_property_of_claims_evidence_and_status_is_declared(ontology: Graph, name: str) -> None:
    assert _declared_as(ontology, MOR + name) & PROPERTY_KINDS


@pytest.mark.parametrize("name", RECORD_CLASSES)
def test_every_class_of_claims_evidence_and_status_is_declared(ontology: Graph, name: str) -> None:
    assert OWL.Class in _declared_as(ontology, MOR + name)


@pytest.mark.parametrize("action", list(kinds.Action))
def test_every_action_is_an_individual_of_odrl(ontology: Graph, action: str) -> None:
    odrl_action = URIRef("http://www.w3.org/ns/odrl/2/Action")
    assert _declared_as(ontology, MOR + action) == {OWL.NamedIndividual, odrl_action}


@pytest.mark.parametrize(("kind", "words"), [("level", kinds.Level), ("event-kind", kinds.EventKind)])
def test_a_closed_list_and_its_scheme_hold_the_same_words(schemes: Graph, kind: str, words: type[StrEnum]) -> None:
    concepts = {str(c) for c in schemes.subjects(RDF.type, SKOS.Concept) if str(c).startswith(f"{IDS}{kind}/")}
    assert concepts == {minted(kind, word).value for word in words}


@pytest.mark.parametrize("path", FIRST_NAMES)
def test_the_names_the_first_facts_need_are_concepts(schemes: Graph, path: str) -> None:
    assert (URIRef(thing(path).value), RDF.type, SKOS.Concept) in schemes
