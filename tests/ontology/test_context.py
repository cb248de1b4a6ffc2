"""The JSON-LD context: a compact name for every term, none for two, nothing fetched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, SKOS, XSD, Graph

from moratoria.graph.ontology import CONTEXT
from moratoria.graph.slots import SLOTS
from moratoria.settings import ONTOLOGY_VERSION
from moratoria.terms import MOR, ODRL, PREFIXES, TYPE, Literal, NamedNode

VANN = "http://purl.org/vocab/vann/preferredNamespace"
HEADER_ONLY = {f"{PREFIXES['dcterms']}{name}" for name in ("created", "creator", "description", "license", "modified")}
HEADER_ONLY |= {f"{VANN}Prefix", f"{VANN}Uri"}
"""What is said of the ontology's own files, never of a thing in the graph."""


def _refuse_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names), "a name is given twice"
    return dict(pairs)


@pytest.fixture(scope="module")
def document(folder: Path) -> dict[str, Any]:
    """The context's file."""
    return dict(json.loads((folder / CONTEXT).read_text(encoding="utf-8"), object_pairs_hook=_refuse_twins))


@pytest.fixture(scope="module")
def context(document: dict[str, Any]) -> dict[str, Any]:
    """The context itself."""
    return dict(document["@context"])


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _iris(context: dict[str, Any]) -> dict[str, str]:
    """The full IRI of each compact name."""
    given = {name: entry["@id"] if isinstance(entry, dict) else entry for name, entry in context.items()
             if name not in PREFIXES and not name.startswith("@")}  # fmt: skip
    return {name: _expanded(iri) for name, iri in given.items() if not iri.startswith("@")}


def _triples(context: dict[str, Any], node: dict[str, Any]) -> set[tuple[str, str, object]]:
    text = json.dumps({"@context": context, "id": "https://example.org/thing", **node})
    return {(q.subject.value, q.predicate.value, q.object) for q in parse(text, format=RdfFormat.JSON_LD)}


def test_it_is_versioned_and_of_json_ld_1_1(document: dict[str, Any]) -> None:
    assert document["version"] == ONTOLOGY_VERSION
    assert document["@context"]["@version"] == 1.1


def test_it_imports_nothing(context: dict[str, Any]) -> None:
    assert "@import" not in context
    assert all("@context" not in entry for entry in context.values() if isinstance(entry, dict))


def test_its_prefixes_are_those_of_the_program(context: dict[str, Any]) -> None:
    shared = {name: iri for name, iri in PREFIXES.items() if name not in ("id", "graph")}
    assert {name: context[name] for name in shared} == shared


def test_every_term_of_ours_has_its_local_name(context: dict[str, Any], ontology: Graph) -> None:
    terms = {str(s) for s in ontology.subjects(SKOS.definition, None)}
    assert len(terms) > 150
    assert {iri for iri in terms if _iris(context).get(iri.removeprefix(str(MOR))) != iri} == set()


def test_every_declared_term_of_others_has_a_name(context: dict[str, Any], ontology: Graph) -> None:
    declared = {str(s) for s in ontology.subjects(RDF.type, None) if str(s).startswith("http")}
    missing = {iri for iri in declared - set(_iris(context).values()) if not iri.startswith(str(MOR)[:-1])}
    assert missing == HEADER_ONLY


def test_every_property_of_the_mapping_has_a_name(context: dict[str, Any]) -> None:
    used = {slot.property for slots in SLOTS.values() for slot in slots.values()} - {TYPE}
    assert {term.value for term in used} - set(_iris(context).values()) == set()


def test_no_two_names_mean_one_iri(context: dict[str, Any]) -> None:
    iris = list(_iris(context).values())
    assert len(set(iris)) == len(iris)


def test_names_do_not_clash_with_prefixes(context: dict[str, Any]) -> None:
    assert set(_iris(context)) & set(PREFIXES) == set()


def test_names_that_would_clash_are_told_apart(context: dict[str, Any]) -> None:
    iris = _iris(context)
    assert (iris["start"], iris["spanStart"]) == (MOR + "start", PREFIXES["oa"] + "start")
    assert (iris["target"], iris["targets"]) == (ODRL + "target", MOR + "targets")


def test_a_restriction_in_compact_form_reads_as_meant(context: dict[str, Any]) -> None:
    triples = _triples(context, {
        "type": ["Moratorium", "Restriction"], "label": "A pause", "action": ["supply"],
        "hasDurationKind": "UntilTimeDuration", "startEarliest": "2020-06-10", "startWords": "today",
    })  # fmt: skip
    assert {(p, o) for _, p, o in triples} == {
        (TYPE.value, MOR.Moratorium),
        (TYPE.value, MOR.Restriction),
        (PREFIXES["rdfs"] + "label", Literal("A pause", language="en")),
        (ODRL + "action", MOR.supply),
        (MOR + "hasDurationKind", NamedNode(PREFIXES["dpv"] + "UntilTimeDuration")),
        (MOR + "startEarliest", Literal("2020-06-10", datatype=NamedNode(str(XSD.date)))),
        (MOR + "startWords", Literal("today")),
    }


def test_a_claim_takes_an_iri_or_a_literal_as_its_value(context: dict[str, Any]) -> None:
    whom = _triples(context, {"slot": "assigner", "value": {"id": "https://example.org/maker"}})
    when = _triples(context, {"slot": "start", "value": "2020-06-10"})
    assert {(p, o) for _, p, o in whom} == {
        (MOR + "slot", ODRL.assigner), (MOR + "value", NamedNode("https://example.org/maker")),
    }  # fmt: skip
    assert {(p, o) for _, p, o in when} == {(MOR + "slot", MOR.start), (MOR + "value", Literal("2020-06-10"))}
