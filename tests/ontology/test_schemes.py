"""The concept schemes: every concept named, defined, in one tree, and no two of one scheme with one name."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, SKOS, Graph, URIRef
from rdflib.term import Node

from moratoria.terms import IDS, LOC, MOR, thing

NAMES = ("technologies", "audiences", "jurisdictions", "qualities", "levels", "event-kinds")
LEAST = {"technologies": 40, "audiences": 30, "jurisdictions": 400, "qualities": 12, "levels": 4, "event-kinds": 35}
EU_MEMBERS = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
    "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip


def _scheme(name: str) -> URIRef:
    return URIRef(f"{IDS}scheme/{name}")


def _concepts(schemes: Graph, name: str) -> set[Node]:
    return set(schemes.subjects(SKOS.inScheme, _scheme(name)))


def _at(path: str) -> URIRef:
    return URIRef(thing(path).value)


@pytest.mark.parametrize("name", NAMES)
def test_each_scheme_is_described_and_as_large_as_it_should_be(schemes: Graph, name: str) -> None:
    assert (_scheme(name), RDF.type, SKOS.ConceptScheme) in schemes
    for predicate in (DCTERMS.title, DCTERMS.description, SKOS.prefLabel, DCTERMS.license):
        assert len(list(schemes.objects(_scheme(name), predicate))) == 1, predicate
    assert len(_concepts(schemes, name)) >= LEAST[name]


def test_every_concept_is_in_exactly_one_of_the_schemes(schemes: Graph) -> None:
    for concept in schemes.subjects(RDF.type, SKOS.Concept):
        assert len(list(schemes.objects(concept, SKOS.inScheme))) == 1, concept
    found = set(schemes.objects(None, SKOS.inScheme))
    assert found == {_scheme(name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_concept_has_one_label_and_one_definition_in_english(schemes: Graph, name: str) -> None:
    for concept in _concepts(schemes, name):
        assert (concept, RDF.type, SKOS.Concept) in schemes
        for predicate in (SKOS.prefLabel, SKOS.definition):
            assert [text.language for text in schemes.objects(concept, predicate)] == ["en"], concept
        assert str(schemes.value(concept, SKOS.definition)).endswith("."), concept
        assert {text.language for text in schemes.objects(concept, SKOS.altLabel)} <= {"en"}, concept


@pytest.mark.parametrize("name", NAMES)
def test_no_label_names_two_concepts_of_a_scheme(schemes: Graph, name: str) -> None:
    labels = Counter(
        str(label).lower()
        for concept in _concepts(schemes, name)
        for predicate in (SKOS.prefLabel, SKOS.altLabel)
        for label in schemes.objects(concept, predicate)
    )
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_concept_reaches_a_top_concept_and_none_is_above_itself(schemes: Graph, name: str) -> None:
    tops = set(schemes.subjects(SKOS.topConceptOf, _scheme(name)))
    assert tops
    for concept in _concepts(schemes, name):
        above = {a for parent in schemes.objects(concept, SKOS.broader)
                 for a in schemes.transitive_objects(parent, SKOS.broader)}  # fmt: skip
        assert concept not in above, concept
        assert (concept in tops) == (not above), concept
        assert above & tops or concept in tops, concept
        assert above <= _concepts(schemes, name), concept


@pytest.mark.parametrize("name", NAMES)
def test_no_concept_is_put_under_one_it_is_under_already(schemes: Graph, name: str) -> None:
    for concept in _concepts(schemes, name):
        parents = set(schemes.objects(concept, SKOS.broader))
        for parent in parents:
            above = set(schemes.transitive_objects(parent, SKOS.broader)) - {parent}
            assert parents & above == set(), concept


def test_every_jurisdiction_has_one_level_of_the_scheme(schemes: Graph) -> None:
    for concept in _concepts(schemes, "jurisdictions"):
        (level,) = schemes.objects(concept, URIRef(MOR + "hasLevel"))
        assert level in _concepts(schemes, "levels"), concept


def test_a_jurisdiction_is_of_a_lower_level_than_the_one_above_it(schemes: Graph) -> None:
    order = [_at(f"level/{word}") for word in ("supranational", "national", "state", "local")]
    level = {c: order.index(schemes.value(c, URIRef(MOR + "hasLevel"))) for c in _concepts(schemes, "jurisdictions")}
    for concept, own in level.items():
        assert all(level[parent] < own for parent in schemes.objects(concept, SKOS.broader)), concept


def test_the_members_of_the_eu_are_under_it_and_nobody_else(schemes: Graph) -> None:
    assert set(schemes.subjects(SKOS.broader, _at("jurisdiction/EU"))) == {URIRef(LOC + code) for code in EU_MEMBERS}


def test_all_states_of_the_us_are_under_it_and_it_is_on_top(schemes: Graph) -> None:
    assert len(set(schemes.subjects(SKOS.broader, _at("jurisdiction/US")))) == 51
    assert (_at("jurisdiction/US"), SKOS.topConceptOf, _scheme("jurisdictions")) in schemes


@pytest.mark.parametrize(
    ("narrow", "broad"),
    [
        ("technology/live-facial-recognition", "technology/biometric-technology"),
        ("technology/companion-chatbot", "technology/generative-ai"),
        ("audience/local-police", "audience/law-enforcement"),
        ("audience/local-police", "audience/government-agency"),
        ("jurisdiction/us-ca-san-francisco", "jurisdiction/US"),
        ("jurisdiction/fr-paris", "jurisdiction/EU"),
    ],
)
def test_a_question_on_the_broad_finds_the_narrow(schemes: Graph, narrow: str, broad: str) -> None:
    assert _at(broad) in set(schemes.transitive_objects(_at(narrow), SKOS.broader))


def test_a_concept_matches_only_concepts_of_others(schemes: Graph) -> None:
    matches = [SKOS.exactMatch, SKOS.closeMatch, SKOS.relatedMatch, SKOS.broadMatch, SKOS.narrowMatch]
    found = {str(o) for p in matches for o in schemes.objects(None, p)}
    assert len(found) > 40
    assert {iri for iri in found if not iri.startswith(("https://w3id.org/dpv/ai#", "https://w3id.org/vair#"))} == set()


def test_slugs_are_ascii_kebab_case_and_fit_the_fact_model(schemes: Graph) -> None:
    for concept in schemes.subjects(RDF.type, SKOS.Concept):
        slug = str(concept).rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}|[A-Z]{2}(-[A-Z0-9]{1,3})?", slug), slug


@pytest.mark.parametrize("name", ["technologies", "audiences", "qualities", "levels", "event-kinds"])
def test_a_scheme_is_sorted_by_slug_so_that_changes_read_well(folder: Path, name: str) -> None:
    text = (folder / "schemes" / f"{name}.ttl").read_text(encoding="utf-8")
    subjects = [line.split(" ")[0] for line in text.splitlines() if line.startswith("c:")]
    assert subjects == sorted(subjects)
    assert len(subjects) >= LEAST[name]


def test_the_level_of_a_jurisdiction_follows_from_the_form_of_its_name(schemes: Graph) -> None:
    for concept in _concepts(schemes, "jurisdictions") - {_at("jurisdiction/EU")}:
        code = str(concept).removeprefix(str(LOC))
        expected = "local" if code.startswith(IDS) else "state" if "-" in code else "national"
        assert schemes.value(concept, URIRef(MOR + "hasLevel")) == _at(f"level/{expected}"), concept
