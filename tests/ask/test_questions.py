"""Every stored question parses on two engines with the same rows; its answer is a sentence with sources."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from rdflib import Dataset, URIRef
from rdflib.plugins.sparql import prepareQuery

from moratoria.ask.bind import bind_params, bind_text
from moratoria.errors import InputError, QueryError, UnknownName
from moratoria.pipeline.questions import question_files

ROOT = Path(__file__).parents[2]
CURRENT = "https://w3id.org/moratoria/graph/current"
NAMES = sorted(question_files(ROOT / "queries"))
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|Conj):DeprecationWarning")

SAMPLES = {
    "date": ["2020-12-31"],
    "technology": ["facial-recognition"],
    "audience": ["police"],
    "jurisdiction": ["US"],
    "organization": ["halcyon", "borealis"],
    "restriction": ["halcyon-sight-police-2020"],
    "thing": ["restriction/borealis-facial-recognition-2020"],
    "event": ["event/halcyon-announcement-2020"],
    "text": ["start"],
}


def samples(question) -> list[dict[str, str]]:
    """A few ways to ask: with defaults where there are any, and with each parameter given."""
    asked = [param for param in question.params if param.default is None]
    choices = [[(param.name, value) for value in SAMPLES.get(param.name, SAMPLES[param.type])] for param in asked]
    bare = [dict(pairs) for pairs in product(*choices)]
    days = [{param.name: "2022-08-15"} for param in question.params if param.name == "asOf"]
    full = {param.name: SAMPLES.get(param.name, SAMPLES[param.type])[0] for param in question.params}
    full |= {param.name: "2023-01-01" for param in question.params if param.name == "until"}
    return [*bare, *({**bare[0], **day} for day in days), full]


@pytest.fixture(scope="module")
def theirs(graph) -> Dataset:
    """The same quads in rdflib, its default graph being the current graph."""
    store = Dataset()
    for quad in graph.rdflib().quads():
        name = str(getattr(quad[3], "identifier", quad[3]))
        target = store.default_graph if name == CURRENT else store.graph(URIRef(name))
        target.add(quad[:3])
    return store


def test_there_are_the_eight_questions_of_the_story():
    assert set(NAMES) >= {
        "vendors-awaiting-federal-legislation", "restrictions-in-force", "restriction-history",
        "evidence-for-restriction", "who-followed-whom", "legislation-history", "moratoria-ending", "contradictions",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_question_runs_as_it_stands(graph, questions, name):
    text = questions[name].text
    prepareQuery(text)
    assert graph.query(text).columns == tuple(questions[name].columns)


def lexical(term: object) -> str:
    """The text of a term; rdflib rewrites the Z of a time in UTC."""
    return str(term).removesuffix("+00:00") + ("Z" if str(term).endswith("+00:00") else "")


@pytest.mark.parametrize("name", NAMES)
def test_a_question_gives_the_same_rows_on_rdflib(graph, theirs, questions, name):
    question = questions[name]
    found = 0
    for given in samples(question):
        text = bind_text(question, bind_params(question, given, date(2024, 1, 1)))
        ours = [tuple(term.value if term is not None else None for term in row) for row in graph.query(text).rows]
        others = [tuple(None if term is None else lexical(term) for term in row) for row in theirs.query(text)]
        assert sorted(ours, key=str) == sorted(others, key=str)
        assert len(set(ours)) == len(ours)
        found += len(ours)
    assert found > 0


@pytest.mark.parametrize("name", NAMES)
def test_rows_come_in_an_order_that_the_query_fixes(questions, name):
    assert "ORDER BY" in questions[name].text


@pytest.mark.parametrize("name", NAMES)
def test_a_header_tells_what_a_program_needs(questions, name):
    question = questions[name]
    assert question.summary != ""
    assert question.description != ""
    assert question.tags != ()
    assert {"none", "some", "item"} <= set(question.answer)
    assert all(param.label for param in question.params)


@pytest.mark.parametrize("name", NAMES)
def test_no_query_reads_a_clock(questions, name):
    assert "NOW(" not in questions[name].text.upper()


@pytest.mark.parametrize("name", NAMES)
def test_no_header_uses_the_keys_that_other_readers_keep_for_themselves(name):
    text = question_files(ROOT / "queries")[name].read_text(encoding="utf-8")
    keys = {line.removeprefix("#+ ").split(":")[0] for line in text.splitlines() if line.startswith("#+ ")}
    assert keys & {"query", "type", "parameters", "original_query", "proto", "opt"} == set()


def test_rows_are_dictionaries_of_plain_values(graph):
    answer = graph.ask("vendors-awaiting-federal-legislation", as_of="2020-12-31")
    rows = list(answer)
    assert len(rows) == len(answer) == 1
    assert type(rows[0]) is dict
    assert rows[0]["restriction"] == "id:restriction/borealis-facial-recognition-2020"
    assert rows[0]["since"] == "2020-06-11"


def test_a_date_may_be_a_date(graph):
    one = list(graph.ask("restrictions-in-force", as_of=date(2020, 12, 31)))
    assert one == list(graph.ask("restrictions-in-force", as_of="2020-12-31"))
    assert {row["restriction"] for row in one} == {
        "id:restriction/halcyon-sight-police-2020",
        "id:restriction/borealis-facial-recognition-2020",
    }


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2020-06-09", False), ("2020-06-10", True), ("2021-05-17", True), ("2021-05-18", False), ("2026-01-01", False)],
)
def test_an_interval_has_its_first_day_and_not_its_last(graph, day, holds):
    rows = graph.ask("restrictions-in-force", as_of=day)
    assert ("id:restriction/halcyon-sight-police-2020" in {row["restriction"] for row in rows}) is holds


@pytest.mark.parametrize(("day", "holds"), [("2022-08-15", False), ("2022-08-31", True)])
def test_what_may_have_started_is_not_said_to_be_in_force(graph, day, holds):
    rows = graph.ask("restrictions-in-force", as_of=day)
    assert ("id:restriction/colorado-police-facial-recognition-2022" in {row["restriction"] for row in rows}) is holds


def test_an_answer_is_a_sentence_with_numbered_sources(graph):
    answer = graph.ask("vendors-awaiting-federal-legislation", as_of="2020-12-31")
    sentence = answer.sentence()
    assert "2020-12-31" in sentence
    assert "[1]" in sentence
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert "borealis-2020-06-11-letter" in {item.source.rsplit("/", 1)[1] for item in answer.citations}


def test_an_empty_answer_is_a_sentence_too(graph):
    answer = graph.ask("vendors-awaiting-federal-legislation", as_of="2019-12-31")
    assert answer.sentence() == "No vendor awaits federal legislation as of 2019-12-31."
    assert list(answer) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_is_filled_in_and_spelt(graph, questions, name):
    for given in samples(questions[name]):
        sentence = graph.ask(name, **given).sentence()
        assert "{" not in sentence
        assert "statuss" not in sentence
        assert sentence.endswith((".", "]"))


@pytest.mark.parametrize(
    ("question", "params", "kind", "says"),
    [
        ("vendors-awaiting", {}, UnknownName, "vendors-awaiting-federal-legislation"),
        ("restrictions-in-force", {"technologie": "x"}, UnknownName, "technology"),
        ("restrictions-in-force", {"technology": "facial-recogniton"}, UnknownName, "facial-recognition"),
        ("restrictions-in-force", {"as_of": "2020-13-01"}, QueryError, "2020-13-01"),
        ("restrictions-in-force", {"as_of": "today or so"}, QueryError, "YYYY-MM-DD"),
        ("restriction-history", {}, QueryError, "organization"),
        ("restriction-history", {"organization": "halcyo"}, UnknownName, "halcyon"),
    ],
)
def test_a_wrong_question_is_answered_with_the_right_one(graph, question, params, kind, says):
    with pytest.raises((kind, InputError) if kind is QueryError else kind, match=says):
        graph.ask(question, **params)


def test_a_query_sees_the_current_graph_and_each_source_by_its_name(graph):
    live = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    named = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{CURRENT}> {{ ?s ?p ?o }} }}"
    assert graph.query(live).rows[0][0] == graph.query(named).rows[0][0]
    claims = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?c a <https://w3id.org/moratoria/ontology#Claim> } }"
    assert len(graph.query(claims).rows) == 8 + len(list((ROOT / "tests" / "ask" / "world").glob("*.yaml")))
    assert all(isinstance(row[0], NamedNode) for row in graph.query(claims).rows)


@pytest.mark.parametrize("text", ["SELECT", "DELETE WHERE { ?s ?p ?o }", "", "SELECT * WHERE { ?s ?p }"])
def test_what_is_no_query_is_refused(graph, text):
    before = graph.dump()
    with pytest.raises(QueryError, match=r".") as caught:
        graph.query(text)
    assert "\n" not in str(caught.value)
    assert graph.dump() == before
