"""Endpoints on the loopback: items asked for, and federated questions, joined here and by an engine that may go out."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from moratoria.errors import EndpointError, QueryError
from moratoria.link.federated import take_apart
from moratoria.pipeline.federating import ask_federated, federated_names
from moratoria.pipeline.linking import propose_items
from moratoria.store.remote import RemoteStore
from moratoria.terms import minted

QUERIES = Path(__file__).parents[2] / "queries" / "federated"
EXPECTED = {
    "company-facts": [("halcyon", "Q900001", "1200")],
    "incident-counts": [("halcyon", "aiid-halcyon", "2")],
    "law-texts": [("colorado-images-act-2022", "oj", "Regulation of Halcyon days")],
}


@pytest.fixture
def allowed(monkeypatch, elsewhere):
    monkeypatch.setenv("MORATORIA_ENDPOINTS", urlsplit(elsewhere).netloc)


def rows_of(rows) -> list[tuple[str, ...]]:
    """The first, the third and the fourth column, each as the last part of what it holds."""
    return [tuple(row[place].value.rsplit("/", 1)[-1] for place in (0, 2, 3)) for row in rows.rows]


def test_an_endpoint_outside_the_allow_list_is_not_asked(graph):
    with pytest.raises(EndpointError) as caught:
        propose_items(graph.store, minted("organization", "halcyon"), "http://127.0.0.1:9/query")
    assert "is not among the endpoints that may be asked (query.wikidata.org)" in str(caught.value)


def test_items_of_an_endpoint_come_with_score_and_reasons(graph, elsewhere, allowed):
    found = propose_items(graph.store, minted("organization", "halcyon"), elsewhere)
    assert [(item.object, item.score, item.reasons) for item in found] == [
        ("wikidata:Q900001", 1.0, ("the same CIK 0000042001",)),
        ("wikidata:Q900002", 0.9, ("the same name: halcyon",)),
    ]


def test_the_examples_are_three():
    assert federated_names() == sorted(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_federated_question_is_joined_by_the_program(name, graph, elsewhere, allowed):
    found = rows_of(ask_federated(graph.store, name, elsewhere))
    assert found == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_engine_that_may_go_out_gives_the_same_rows_for_the_file_as_it_stands(name, graph, ours, elsewhere, allowed):
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    text = text.replace(f"<{take_apart(text, name).endpoint}>", f"<{elsewhere}>")
    assert rows_of(RemoteStore(ours).query_foreign(text)) == rows_of(ask_federated(graph.store, name, elsewhere))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?a WHERE { ?a ?b ?c }", "has not one SELECT with one SERVICE block"),
        ("SELECT ?a WHERE { ?a ?b ?c SERVICE <http://e/> { ?a ?b ?d } }", "shares 2 variables"),
        ("SELECT ?a WHERE { ?a ?b ?c SERVICE <http://e/> { ?a ?x ?d ", "a SERVICE block without an end"),
    ],
)
def test_a_question_that_cannot_be_taken_apart_is_refused(query, words):
    with pytest.raises(QueryError) as caught:
        take_apart(query, "x")
    assert words in str(caught.value)
