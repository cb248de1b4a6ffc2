"""The shapes are whole, hold the closed word lists, and both engines agree on mutated data too."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from moratoria.errors import InputError
from moratoria.facts import kinds
from moratoria.findings import Severity
from moratoria.infer.status import Life
from moratoria.terms import DPV, IDS, MOR, ODRL, XSD
from moratoria.validate.shape_files import code_of
from moratoria.validate.shapes import compile_shapes, read_shapes

PREFIXES = """
@prefix : <https://w3id.org/moratoria/shapes#> .
@prefix mor: <https://w3id.org/moratoria/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
WORDS = 'sh:severity sh:Violation ; sh:message "no name" ; rdfs:comment "name it" .'
NAMELESS = f"""{PREFIXES}
:ThingShape a sh:NodeShape ; sh:targetClass mor:Thing ; sh:property :NamelessShape .
:NamelessShape a sh:PropertyShape ; sh:path rdfs:label ; sh:minCount 1 ; {WORDS}
"""
A_THING = f"<{IDS}thing/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{MOR.Thing.value}> .\n"


def test_a_finding_takes_its_words_from_the_shape():
    [finding] = compile_shapes({"a.ttl": NAMELESS}).find_shape_violations(A_THING)
    assert (finding.code, finding.severity) == ("nameless", Severity.ERROR)
    assert (finding.problem, finding.solution) == ("no name", "name it")
    assert finding.subject == f"{IDS}thing/a"


def test_the_offending_value_is_shown(shapes):
    text = A_THING.replace(MOR.Thing.value, MOR.Restriction.value)
    text += f'<{IDS}thing/a> <{MOR.wording.value}> "in effect" .\n'
    [finding] = [f for f in shapes.find_shape_violations(text) if f.code == "unknown-wording"]
    assert finding.problem.endswith(': "in effect"')


def test_a_property_a_claim_does_not_have_is_named(shapes, read_example, ntriples_of):
    [quads] = read_example("claim-with-unknown-property-bad.ttl").values()
    [finding] = shapes.find_shape_violations(ntriples_of(quads))
    assert finding.problem.endswith(': rdfs:comment "as far as we know"@en')


def test_the_same_shapes_are_compiled_once():
    assert compile_shapes({"a.ttl": NAMELESS}) is compile_shapes({"a.ttl": NAMELESS})


@pytest.mark.parametrize(
    "term",
    [
        'sh:sparql [ sh:select "SELECT $this {}" ]',
        'sh:js [ sh:jsFunctionName "f" ]',
        "sh:node :OtherShape",
        "sh:targetNode mor:Thing",
        "sh:deactivated true",
        "sh:rule :DeriveName",
        "sh:qualifiedMinCount 1",
        'sh:flags "i"',
    ],
)
def test_a_term_outside_the_allow_list_is_refused(term):
    name = term.split()[0]
    with pytest.raises(InputError, match=rf"^odd\.ttl: uses {name}, .*queries/qc"):
        compile_shapes({"odd.ttl": f"{NAMELESS}\n:NamelessShape {term} ."})


@pytest.mark.parametrize(
    "shape",
    [
        ":AShape a sh:NodeShape ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] .",
        "[] a sh:NodeShape ; sh:targetClass mor:Thing ; sh:nodeKind sh:IRI .",
    ],
)
def test_a_reporting_shape_without_an_iri_is_refused(shape):
    with pytest.raises(InputError, match="without an IRI"):
        compile_shapes({"odd.ttl": f"{PREFIXES} {shape}"})


@pytest.mark.parametrize("part", ["sh:severity sh:Violation ;", 'sh:message "no name" ;', 'rdfs:comment "name it"'])
def test_a_reporting_shape_without_its_words_is_refused(part):
    with pytest.raises(InputError, match="lacks its words"):
        compile_shapes({"odd.ttl": NAMELESS.replace(part, "")})


def test_a_severity_of_ones_own_is_refused():
    with pytest.raises(InputError, match="lacks its words"):
        compile_shapes({"odd.ttl": NAMELESS.replace("sh:severity sh:Violation", "sh:severity mor:Grave")})


def test_text_that_is_no_turtle_is_refused_with_its_file():
    with pytest.raises(InputError, match=r"^odd\.ttl: is no Turtle"):
        compile_shapes({"odd.ttl": "this is not Turtle"})


def test_data_that_is_no_ntriples_is_refused(shapes):
    with pytest.raises(InputError, match="is no N-Triples"):
        shapes.find_shape_violations("this is not RDF")


def test_a_folder_without_shapes_is_refused(tmp_path):
    with pytest.raises(InputError, match="holds no shapes"):
        read_shapes(tmp_path)


def test_a_code_is_the_name_of_its_shape():
    assert code_of("https://w3id.org/moratoria/shapes#NotAnActionShape") == "not-an-action"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("UnknownModalityShape", [Literal(word) for word in kinds.Modality]),
        ("UnknownWordingShape", [Literal(word) for word in kinds.Wording]),
        ("UnknownStanceShape", [Literal(word) for word in kinds.Stance]),
        ("UnknownAuthorityShape", [Literal(word) for word in kinds.Authority]),
        ("UnknownDepthOfReadingShape", [Literal(word) for word in kinds.Seen]),
        ("UnknownAssessmentStatusShape", [Literal(word) for word in kinds.AssessmentStatus]),
        ("UnknownLifeShape", [Literal(word) for word in Life]),
        ("GroupWithoutOperatorShape", [Literal(word) for word in kinds.GroupOperator]),
        ("NotAnActionShape", [MOR.term(word) for word in kinds.Action]),
        ("NotALevelShape", [NamedNode(f"{IDS}level/{word}") for word in kinds.Level]),
        ("UnknownEventKindShape", [NamedNode(f"{IDS}event-kind/{word}") for word in kinds.EventKind]),
    ],
)
def test_a_shape_holds_the_words_of_the_fact_model(name, words, pytestconfig):
    assert _listed(name, pytestconfig.rootpath / "ontology" / "shapes") == set(words)


def _listed(name, folder):
    """The members of the `sh:in` list of a shape."""
    triples = {}
    for path in folder.glob("*.ttl"):
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
            triples[quad.subject, quad.predicate.value.rsplit("#", 1)[1]] = quad.object
    members, node = set(), triples[NamedNode(f"https://w3id.org/moratoria/shapes#{name}"), "in"]
    while (node, "first") in triples:
        members.add(triples[node, "first"])
        node = triples[node, "rest"]
    return members


MUTABLE = ["dated-moratorium-good.ttl", "source-graph-good.ttl", "condition-group-good.ttl", "bill-and-act-good.ttl"]
ODD_VALUES = st.sampled_from([
    Literal(""), Literal("x"), Literal("x", language="en"), Literal("x", language="de"), Literal(7), Literal(-1),
    Literal("2019-02-28", datatype=XSD.date), Literal("2031-12-31", datatype=XSD.date),
    Literal("2020-13-45", datatype=XSD.date), Literal("1.5", datatype=XSD.decimal), Literal(True),
    Literal("2020-01-01T00:00:00Z", datatype=XSD.dateTime),
    NamedNode("http://example.org/x"), NamedNode(f"{IDS}organization/acme"), NamedNode(f"{IDS}condition/review-done"),
    ODRL.sell, DPV.EndlessDuration, MOR.Ban,
])  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_both_engines_agree_on_data_mutated_at_random(data, shapes, read_example, ntriples_of):
    [quads] = read_example(data.draw(st.sampled_from(MUTABLE))).values()
    spot = data.draw(st.integers(0, len(quads) - 1))
    how = data.draw(st.sampled_from(["drop", "replace", "add"]))
    odd = Quad(quads[spot].subject, quads[spot].predicate, data.draw(ODD_VALUES), quads[spot].graph_name)
    kept = quads if how == "add" else quads[:spot] + quads[spot + 1 :]
    text = ntriples_of([*kept, *([] if how == "drop" else [odd])])
    fast, reference = shapes.find_shape_violations(text), shapes.find_with_reference(text)
    assert {(f.code, f.severity, f.subject) for f in fast} == {(f.code, f.severity, f.subject) for f in reference}
