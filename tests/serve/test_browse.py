"""Faceted tables over the shipped facts: counts, orders, pages, files, and what cannot be asked."""

from __future__ import annotations

import csv
import io

import httpx
import pytest

from moratoria.serve.views.browse import build_browse, read_wanted
from moratoria.serve.views.tables import Cell, Row, Table
from moratoria.serve.views.values import Link

HTML = {"accept": "text/html"}


def asked(client: httpx.Client, query: str) -> dict:
    reply = client.get(f"/browse/{query}{'&' if '?' in query else '?'}format=json")
    assert reply.status_code == 200, reply.text
    return reply.json()


@pytest.mark.parametrize("table", ["restrictions", "actors", "laws", "technologies", "sources"])
def test_every_table_has_a_page_a_csv_and_a_json_of_the_same_rows(client, table):
    page = client.get(f"/browse/{table}", headers=HTML)
    assert page.status_code == 200
    assert page.text.count("<h1>") == 1
    rows = list(csv.DictReader(io.StringIO(client.get(f"/browse/{table}?format=csv").text)))
    assert [row["id"] for row in rows] == [row["id"] for row in asked(client, table)["rows"]]
    assert f"{len(rows)} of {len(rows)}" in page.text


def test_a_broader_technology_and_place_hold_what_is_narrower(client):
    found = {row["id"] for row in asked(client, "restrictions?technology=biometric-technology&place=US")["rows"]}
    assert "microsoft-facial-recognition-police-2020" in found
    assert "amazon-chatgpt-confidential-2023" not in found


def test_values_of_one_facet_widen_and_further_facets_narrow(client):
    one = asked(client, "restrictions?actor=amazon")["total"]
    two = asked(client, "restrictions?actor=amazon&actor=microsoft")["total"]
    assert one == 3
    assert two > one
    assert asked(client, "restrictions?actor=amazon&kind=usage-policy")["total"] == 1


def test_the_day_changes_the_status(client):
    where = "restrictions?q=rekognition&sort=name"
    then = {row["id"]: row["status"] for row in asked(client, f"{where}&asOf=2020-12-31")["rows"]}
    now = {row["id"]: row["status"] for row in asked(client, where)["rows"]}
    assert then["amazon-rekognition-police-2020"].startswith("in force")
    assert now["amazon-rekognition-police-2020"].startswith("superseded")


def test_a_sort_goes_both_ways(client):
    up = [row["name"] for row in asked(client, "actors?sort=name")["rows"]]
    assert [row["name"] for row in asked(client, "actors?sort=-name")["rows"]] == up[::-1]


def test_an_empty_answer_says_what_was_asked_and_how_to_widen(client):
    page = client.get("/browse/laws?kind=bill&q=zebra", headers=HTML).text
    assert "Ways to widen" in page
    assert "Kind: bill" in page
    assert "Without the words" in page
    assert "Absence of a record is not permission." in page


def test_pages_hold_fifty_rows_and_lead_on(client):
    page = client.get("/browse/restrictions", headers=HTML).text
    assert "Rows 1 to 50 of 191" in page
    assert "Rows 191 to 191" not in page
    assert "Rows 51 to 100" in client.get("/browse/restrictions?page=2", headers=HTML).text


@pytest.mark.parametrize(
    "query", ["page=0", "page=abc", "page=-1", "page=99999", "page=%D9%A1", "sort=%3Cscript%3E", "format=exe",
              "asOf=soon", "q=" + "a" * 201, "&".join(f"actor=a{n}" for n in range(61))],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_what_can(client, query):
    reply = client.get(f"/browse/restrictions?{query}", headers=HTML)
    assert reply.status_code == 400
    assert "<script>" not in reply.text


def test_a_value_nobody_has_is_an_empty_answer_and_stays_text(client):
    reply = client.get("/browse/restrictions?actor=%3Cimg%20src=x%3E", headers=HTML)
    assert reply.status_code == 200
    assert "<img" not in reply.text
    assert "By: &lt;img src=x&gt;" in reply.text


def test_an_unknown_table_is_not_found(client):
    assert client.get("/browse/secrets", headers=HTML).status_code == 404


def test_counts_of_a_facet_respect_the_others_but_not_itself():
    rows = [row("a", "x", "one"), row("b", "x", "two"), row("c", "y", "two")]
    found = build_browse(Table(rows), read_wanted("technologies", [("restricted", "x"), ("under", "two")], ()))
    counts = {facet.name: {option.value: option.count for option in facet.options} for facet in found.facets}
    assert counts == {"restricted": {"x": 1, "y": 1}, "under": {"one": 1, "two": 1}}
    assert [each.id for each in found.rows] == ["b"]


def row(name: str, restricted: str, under: str) -> Row:
    cells = {each: Cell(key=1) for each in ("broader", "narrower", "living", "restrictions")}
    values = {"restricted": frozenset((restricted,)), "under": frozenset((under,))}
    return Row(f"https://example.org/{name}", name, Link(name), cells, values)
