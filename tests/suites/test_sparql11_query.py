"""The W3C's tests of SPARQL 1.1 queries, asked of a server: evaluation, result formats and syntax."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from tests.suites.answers import read_answer, same_answers, same_graphs
from tests.suites.gaps import GAPS
from tests.suites.manifests import (
    BASE,
    EVALUATION,
    FEDERATION,
    VARIABLE,
    Case,
    address_of,
    find_suite,
    params,
    read_cases,
)  # fmt: skip

SUITE = find_suite()
pytestmark = pytest.mark.skipif(SUITE is None, reason=f"{VARIABLE} names no folder with the W3C's sparql11 tests")

ANSWERED = ("QueryEvaluationTest", "CSVResultFormatTest")
REFUSED = ("NegativeSyntaxTest11",)
NONE = f"{BASE}nothing"
FORMATS = {"srx": "xml", "srj": "json", "csv": "csv", "tsv": "tsv", "ttl": "json"}


def cases(folders: tuple[str, ...], *kinds: str) -> list[object]:
    return params(read_cases(SUITE, folders, kinds), GAPS) if SUITE else []


def ask(client: httpx.Client, case: Case, form: str) -> httpx.Response:
    """The server's reply over the test's dataset, as the protocol names it unless the query does so itself."""
    suite = SUITE or Path()
    text = case.query.read_text("utf-8")
    asked = {"query": f"BASE <{address_of(suite, case.query)}>\n{text}", "format": form}
    if not re.search(r"^FROM\b", text, re.MULTILINE):
        asked |= {"default-graph-uri": [address_of(suite, path) for path in case.data] or [NONE]}
        asked |= {"named-graph-uri": [address_of(suite, path) for path in case.named]}
    return client.post("/sparql", data=asked)


def is_construct(case: Case) -> bool:
    return re.search(r"^\s*CONSTRUCT\b", case.query.read_text("utf-8"), re.MULTILINE | re.IGNORECASE) is not None


@pytest.mark.parametrize("case", cases(EVALUATION, *ANSWERED))
def test_a_query_is_answered_as_the_recommendation_says(case: Case, suite_client: httpx.Client):
    assert case.result is not None
    expected, ending = case.result.read_bytes(), case.result.suffix[1:]
    if is_construct(case):
        reply = ask(suite_client, case, "ttl")
        assert reply.status_code == 200, reply.text
        assert same_graphs(reply.content, expected), reply.text
        return
    reply = ask(suite_client, case, FORMATS[ending])
    assert reply.status_code == 200, reply.text
    found = read_answer(reply.content, "srj" if ending == "ttl" else ending)
    ordered = re.search(r"ORDER\s+BY[^}]*$", case.query.read_text("utf-8"), re.IGNORECASE) is not None
    assert same_answers(found, read_answer(expected, ending), ordered=ordered), reply.text


@pytest.mark.parametrize("case", cases(("syntax-query",), "PositiveSyntaxTest11"))
def test_a_query_of_the_grammar_is_answered(case: Case, suite_client: httpx.Client):
    reply = ask(suite_client, case, "ttl" if is_construct(case) else "")
    assert reply.status_code == 200, reply.text


@pytest.mark.parametrize("case", cases((*EVALUATION, "syntax-query"), *REFUSED))
def test_what_is_no_query_is_refused(case: Case, suite_client: httpx.Client):
    assert ask(suite_client, case, "").status_code in (400, 403)


@pytest.mark.parametrize("case", cases(FEDERATION, "QueryEvaluationTest", "PositiveSyntaxTest11"))
def test_a_query_that_would_go_elsewhere_is_refused(case: Case, suite_client: httpx.Client):
    reply = ask(suite_client, case, "")
    assert reply.status_code == 400
    assert "SERVICE" in reply.json()["detail"]


def test_at_least_233_of_the_244_tests_of_evaluation_pass():
    evaluated = [case.name for case in read_cases(SUITE or Path(), EVALUATION, (*ANSWERED, *REFUSED))]
    assert len(evaluated) >= 244
    assert len(evaluated) - len(GAPS.keys() & {*evaluated}) >= 233
