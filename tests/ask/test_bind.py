"""No text of a user's is ever part of a query: parameters become terms, and the algebra stays as it was."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from moratoria.ask.bind import bind_params, bind_text
from moratoria.ask.catalogue import header_of, parse_question
from moratoria.errors import MoratoriaError, QueryError, UnknownName
from moratoria.pipeline.questions import question_files, read_question

QUESTIONS = {name: read_question(path) for name, path in question_files(Path(__file__).parents[2] / "queries").items()}
TODAY = date(2024, 1, 1)
ASKED = [(question, param) for question in QUESTIONS.values() for param in question.params]
VALID = {"date": "2020-12-31", "thing": "restriction/a", "jurisdiction": "US"}
"""A well-formed value of each type; `a` fits the others."""

HOSTILE = st.sampled_from([
    '"', "'", "}", "{", "} UNION { ?s ?p ?o", "x> } #", "\\u007d", "<http://e.org/>", "?asOf", "UNDEF", "} VALUES ?x {",
    "2020-01-01\" . ?s ?p ?o #", "a\nb", "a\tb", "\0", "\ud800", "id:x", "a b", "any", "today", "{asOf}", "../x", "%7D",
    "a/b/c", "restriction/a> ?p ?o . <x", "US", "US-CA }", "é", "$asOf", "'''", '"""',
])  # fmt: skip


def given_with(question, param, value: str) -> dict[str, str]:
    """The parameters that must be given, and this one with this value."""
    needed = {other.name: VALID.get(other.type, "a") for other in question.params if other.default is None}
    return needed | {param.name: value}


def shape(node: object) -> object:
    """The algebra with every constant in a VALUES block replaced by its kind of place."""
    if isinstance(node, CompValue):
        if node.name == "values":
            return "values", tuple(sorted(str(name) for row in node.res for name in row)), len(node.res)
        return node.name, tuple((key, shape(node[key])) for key in node if key != "_vars")
    if isinstance(node, dict):
        return tuple(sorted((str(key), str(shape(value))) for key, value in node.items()))
    if isinstance(node, list | tuple):
        return tuple(shape(item) for item in node)
    return "" if isinstance(node, set | frozenset) else str(node)


@cache
def algebra(text: str) -> object:
    return shape(prepareQuery(text).algebra)


_TERM = re.compile(r"UNDEF|<[^>]*>|\"(?:[^\"\\]|\\.)*\"\S*")
"""A term of SPARQL: a string ends at its first quote without a backslash (SPARQL 1.1, production 145)."""


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(ASKED), HOSTILE | st.text(max_size=30) | st.dates().map(str))
def test_no_parameter_changes_the_algebra_of_a_question(asked, value):
    question, param = asked
    try:
        text = bind_text(question, bind_params(question, given_with(question, param, value), TODAY))
    except MoratoriaError:
        return
    plain = bind_text(question, bind_params(question, given_with(question, param, VALID.get(param.type, "a")), TODAY))
    assert _TERM.sub("T", text) == _TERM.sub("T", plain)
    assert algebra(text) == algebra(plain)


def test_the_comparison_of_algebras_sees_an_injection():
    question = QUESTIONS["restrictions-in-force"]
    text = bind_text(question, bind_params(question, {}, TODAY))
    hurt = text.replace("WHERE {", "WHERE { ?x ?y ?z .", 1)
    assert algebra(hurt) != algebra(text)


def terms(question: str, **given_params: str) -> dict[str, str | None]:
    bound = bind_params(QUESTIONS[question], given_params, TODAY)
    return {name: None if term is None else str(term) for name, term in bound.items()}


def test_a_parameter_becomes_a_term_of_its_type():
    bound = terms("restrictions-in-force", asOf="2020-12-31", technology="facial-recognition", jurisdiction="US-CA")
    assert bound == {
        "asOf": '"2020-12-31"^^<http://www.w3.org/2001/XMLSchema#date>',
        "technology": "<https://w3id.org/moratoria/id/technology/facial-recognition>",
        "audience": None,
        "jurisdiction": "<https://w3id.org/dpv/loc#US-CA>",
    }


def test_defaults_are_today_and_any():
    assert terms("restrictions-in-force")["asOf"] == '"2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'


@pytest.mark.parametrize(
    "value", ["", "x y", "A B", 'x"', "x>", "2020-1-1", "20201231", "2020-12-31T00:00:00", "0000-00-00"]
)
def test_a_value_of_another_form_is_refused(value):
    with pytest.raises(QueryError, match=r"."):
        terms("restrictions-in-force", asOf=value)


def test_an_unknown_parameter_is_refused():
    with pytest.raises(UnknownName, match="asOf"):
        terms("restrictions-in-force", asof="2020-12-31")


def test_a_parameter_that_must_be_given_is_asked_for():
    with pytest.raises(QueryError, match="organization"):
        terms("restriction-history")


def test_places_stand_in_values_blocks_and_nowhere_else():
    for question in QUESTIONS.values():
        bound = bind_params(question, {p.name: VALID.get(p.type, "a") for p in question.params}, TODAY)
        text = bind_text(question, bound)
        for name, term in bound.items():
            assert re.search(rf"VALUES\s+\?{name}\s*\{{\s*{re.escape(str(term))}\s*\}}", text), (question.name, name)


def test_the_comparison_of_algebras_sees_another_constant():
    question = QUESTIONS["restrictions-in-force"]
    text = bind_text(question, bind_params(question, {}, TODAY))
    assert algebra(text.replace('"in force"', '"lifted"')) != algebra(text)


def test_the_flag_of_a_parameter_is_spelt_with_hyphens():
    assert QUESTIONS["restrictions-in-force"].params[0].flag == "--as-of"


def test_a_header_that_is_not_whole_is_refused():
    with pytest.raises(MoratoriaError, match="summary"):
        parse_question("q", "theme", {}, "SELECT * WHERE {}")
    assert header_of("#+ summary: x\n# no\nSELECT") == "summary: x"
