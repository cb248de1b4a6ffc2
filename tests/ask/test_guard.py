"""What the guard lets through and what it refuses, with the place and the rule."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moratoria.ask.guard import Checked, check_query
from moratoria.errors import QueryError

ROOT = Path(__file__).parents[2]
REFUSED = {
    "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }": ("line 1, column 12", "SERVICE"),
    "SELECT * {\n  service silent ?x {} }": ("line 2, column 3", "SERVICE"),
    "SELECT * { ?s ?p trueSERVICE <http://a.example/> {} }": ("line 1, column 18", "SERVICE"),
    "SELECT * { ?s ?p 1SERVICE <http://a.example/> {} }": ("line 1, column 19", "SERVICE"),
    "SELECT * { SERVICESILENT<http://a.example/> {} }": ("line 1, column 12", "SERVICE"),
    "PREFIX : <http://a.example/> SELECT * { SERVICE:x {} }": ("line 1, column 41", "prefix with 'service'"),
    "SELECT * { ?s ?p ?o } ; DROP ALL": ("line 1, column 25", "DROP, an update"),
    "SELECT * FROM <http://a.example/> {}": ("line 1, column 15", "no graph of this store"),
    "SELECT * FROM <file:///etc/passwd> {}": ("line 1, column 15", "no graph of this store"),
    "PREFIX x: <http://a.example/> ASK FROM NAMED x:y {}": ("line 1, column 46", "no graph of this store"),
    "PREFIX graph: <http://a.example/> ASK FROM graph:current {}": ("line 1, column 44", "no graph of this store"),
    "BASE <http://a.example/> ASK FROM <current> {}": ("line 1, column 35", "no graph of this store"),
    "ASK { ?s ?p <<?a ?b ?c>> }": ("line 1, column 13", "triple terms"),
    "SELECT (TRIPLE(?s, ?p, ?o) AS ?t) { ?s ?p ?o }": ("line 1, column 9", "triple term"),
    "ASK { ?s ?p ?o": ("line 1, column 5", "never closes"),
    "ASK { ?s ?p ?o ) }": ("line 1, column 16", "closes nothing"),
    'ASK { ?s ?p "a }': ("line 1, column 13", "does not end"),
    "ASK { ?s ?p ?\u0000 }": ("line 1, column 14", "NUL"),
    "ASK { ?s ?p \\u003fo }": ("line 1, column 13", "backslash"),
    "ASK { ?s ?p '\ud800' }": ("line 1, column 14", "surrogate"),
    "": ("line 1, column 1", "none of SELECT, ASK, CONSTRUCT, DESCRIBE"),
    "# SELECT * {}": ("line 1, column 14", "none of SELECT"),
    "PREFIX a: <http://a.example/>": ("line 1, column 30", "none of SELECT"),
    "ASK { FILTER(1<(" + "(" * 40: ("line 1, column 46", "nested over 32 deep"),
    "ASK { FILTER(1<(" + "(" * 40 + ">) }": ("line 1, column 15", "could be a comparison"),
    'ASK { FILTER(1<#>"""\n(((2)))#"""\n) }': ("line 1, column 15", "could be a comparison"),
}
UPDATES = (
    "INSERT DATA {}", "DELETE WHERE {}", "LOAD <http://a.example/>", "CLEAR ALL", "DROP ALL",
    "CREATE GRAPH <g:g>",
    "ADD <g:g> TO <g:h>", "MOVE <g:g> TO <g:h>", "COPY <g:g> TO <g:h>", "WITH <g:g> DELETE {} WHERE {}",
)  # fmt: skip
TAKEN = (
    'ASK { ?s ?p "SERVICE <http://a.example/> { DROP ALL" }',
    'ASK { ?s ?p \'FROM <http://a.example/>\', """a ""SERVICE"" (((""" }',
    "ASK { ?s ?p <http://a.example/SERVICE/LOAD/((((((((((> } # SERVICE DROP {{{{",
    "ASK { ?service mor:drop ?load ; schema:Service 'x' . ?from $with ?copy }",
    'ASK { ?s ?p "' + "{" * 5_000 + '" }',
    "ASK { FILTER(?a<?b&&?c>?d) FILTER(?a < 1 && 2 > 1) FILTER(-?a<=+1) }",
    "ASK { ?s a <x>, <#y> ; ^rdfs:label / (skos:broader|^skos:narrower)* / !(a|^a) 1.e5, -.5, 'x'@en-GB, true }",
    "ASK FROM graph:current FROM NAMED <https://w3id.org/moratoria/graph/source/0123456789ab> {}",
    "BASE <https://w3id.org/moratoria/> ASK FROM <graph/current> {}",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) (SUM(?a*?b/2-1) AS ?m) { ?s ?p (1 [] (2 ?x)) } GROUP BY ?p HAVING(COUNT(*) > 1)",
    "CONSTRUCT { " + "?s ?p ?o . " * 500 + "} WHERE { ?s ?p ?o }",
    "ASK { VALUES (?a ?b) { " + "(1 UNDEF) " * 1_000 + "} FILTER(?a IN (" + ", ".join("1" * 900) + ")) }",
)
AT_MOST = {
    "deep": (32, lambda count: "ASK " + "{" * count + "}" * count),
    "deep in parentheses": (32, lambda count: "ASK { FILTER(" + "(" * (count - 2) + "1" + ")" * (count - 2) + ") }"),
    "deep in signs": (32, lambda count: "ASK { FILTER(" + "!" * (count - 2) + "true) }"),
    "deep in signs and parentheses": (
        31, lambda count: "ASK { FILTER(" + "!(" * (count // 2) + "1" + ")" * (count // 2) + ") }"
    ),
    "patterns": (64, lambda count: "ASK { " + "?s ?p ?o . " * count + "}"),
    "patterns by objects": (64, lambda count: "ASK { ?s ?p " + ", ".join(["?o"] * count) + " }"),
    "patterns by predicates": (64, lambda count: "ASK { ?s " + "; ".join(["?p ?o"] * count) + " }"),
    "patterns by brackets": (64, lambda count: "ASK { [ " + "; ".join(["?p ?o"] * count) + " ] }"),
    "patterns by optionals": (32, lambda count: "ASK { " + "OPTIONAL { ?s ?p ?o } " * count + "}"),
    "patterns by lists": (31, lambda count: "ASK { ?s ?p (" + "?x " * count + ") }"),
    "patterns by graphs": (64, lambda count: "ASK { " + "GRAPH ?g {} " * count + "}"),
    "patterns by words in one": (64, lambda count: "ASK { " + "?s aTRUE. " * count + "}"),
    "patterns in a short construct": (64, lambda count: "CONSTRUCT WHERE { " + "?s ?p ?o . " * count + "}"),
    "steps": (16, lambda count: "ASK { ?s " + "|".join(["a"] * count) + " ?o }"),
    "steps in groups": (16, lambda count: "ASK { ?s (" + "/".join(["(a)*"] * count) + ")+ ?o }"),
    "operators": (256, lambda count: "ASK { FILTER(" + "1+" * count + "1) }"),
    "comparisons": (256, lambda count: "ASK { FILTER(" + "?a=1||" * (count // 2) + "true) }"),
    "bytes": (16_384, lambda count: "ASK {}" + " " * (count - 6)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), REFUSED.items())
def test_what_could_harm_is_refused_with_its_place_and_the_rule(text, told):
    with pytest.raises(QueryError) as refused:
        check_query(text)
    assert refused.value.where == told[0]
    assert told[1] in refused.value.what


@pytest.mark.parametrize("text", UPDATES)
def test_every_form_of_update_is_refused(text):
    with pytest.raises(QueryError, match=r"line 1, column 1: .*only queries are answered here, no updates"):
        check_query(text)


@pytest.mark.parametrize("text", TAKEN)
def test_what_harms_nobody_is_let_through_whatever_its_texts_names_and_comments_say(text):
    assert check_query(text).text == text


@pytest.mark.parametrize("name", AT_MOST)
def test_every_bound_is_where_it_is_said_to_be(name):
    most, text_of = AT_MOST[name]
    check_query(text_of(most))
    with pytest.raises(QueryError):
        check_query(text_of(most + 1 if name != "comparisons" else most + 2))


def test_branches_of_a_union_are_counted_apart_and_all_of_them_together():
    branch = "{ " + "?s ?p ?o . " * 40 + "}"
    check_query("ASK { " + " UNION ".join([branch] * 6) + " }")
    with pytest.raises(QueryError, match="over 256 patterns in all"):
        check_query("ASK { " + " UNION ".join([branch] * 7) + " }")
    with pytest.raises(QueryError, match="over 64 patterns to join"):
        check_query("ASK { " + branch * 2 + " }")


@pytest.mark.parametrize(
    ("text", "form", "names"),
    [
        ("select * {}", "SELECT", False),
        ("PREFIX a: <http://a.example/>\nASK {}", "ASK", False),
        ("CONSTRUCT WHERE { ?from ?p 'FROM' }", "CONSTRUCT", False),
        ("DESCRIBE graph:current FROM NAMED graph:current", "DESCRIBE", True),
        ("SELECT * FROM graph:store { ?s ?p ?o }", "SELECT", True),
    ],
)
def test_the_form_is_told_and_whether_a_query_names_its_graphs(text, form, names):
    assert check_query(text) == Checked(text, form, names)


def test_every_stored_question_passes_but_those_that_ask_others():
    refused = []
    files = sorted((ROOT / "queries").rglob("*.rq"))
    for path in files:
        try:
            check_query(path.read_text(encoding="utf-8"))
        except QueryError as error:
            refused.append((path.parent.name, error.what))
    assert len(files) > 50
    assert set(refused) == {("federated", "the query has SERVICE: nothing is fetched from elsewhere")}


PIECES = [
    "SELECT", "*", "{", "}", "(", ")", "[", "]", "<", ">", "<a>", "?x", "a:", ":b", "'", '"', '"""', "\\", "#", "\n",
    "!", "-", "+", "/", "|", "^", "^^", ".", ";", ",", "UNION", "FROM", "SERVICE", "VALUES", "GRAPH", "a", "true",
    "1", "1.", "e5", "@en", "_:b", "FILTER", "EXISTS", "PREFIX", "BASE", "WHERE", " ", "<<", "$", "\u00b7", "%4",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_nothing_but_a_query_error_comes_out(text):
    for query in (text, f"SELECT * {{ {text} }}"):
        try:
            assert check_query(query).text == query
        except QueryError:
            continue


@pytest.mark.parametrize(
    "piece",
    ["a.", "a-", "a:", ":a.", "_:a.", "'", '"', '"""', "''' '", "<", "<a", "<a>", "1.", "1e", ".", "@a-", "#\n",
     "\\u0041", ":%41", ":\\-", "?a", "{", "(", "!", " ", "\u00e9", "a.a.a-", "PREFIX a: <b:c> ",
     "BASE <a> ", "BASE <a/b/../> "],
)  # fmt: skip
def test_the_time_grows_with_the_length_of_the_text_and_no_faster(piece):
    def seconds(size: int) -> float:
        texts = [start + piece * (size // len(piece.encode())) for start in ("", "ASK { '", "ASK {")]
        begun = time.perf_counter()
        for text in texts:
            try:
                check_query(text[:size])
            except QueryError:
                continue
        return time.perf_counter() - begun

    short = min(seconds(4_000) for _ in range(3))
    assert min(seconds(16_000) for _ in range(3)) < max(10 * short, 0.05)
