"""Stored questions as pages and as an API: one address, the form the client likes best."""

from __future__ import annotations

import csv
import io
import json

import pytest
from lxml import html

from moratoria.ask.document import example_params
from moratoria.serve.asking import questions
from moratoria.serve.questions import render_csv
from moratoria.serve.views.questions import build_catalogue
from moratoria.serve.views.sparql_text import lex

AWAITING = "/questions/vendors-awaiting-federal-legislation"
IN_FORCE = "/questions/restrictions-in-force"
PAGE = {"accept": "text/html"}


def page(client, address, status=200):
    reply = client.get(address, headers=PAGE)
    assert reply.status_code == status
    return html.fromstring(reply.text)


def words(node):
    return " ".join(node.text_content().split())


def test_the_catalogue_lists_every_question_by_theme_and_number(client):
    tree = page(client, "/questions")
    assert [words(head) for head in tree.cssselect("h2.theme")][:2] == ["Vendors 6", "Conditions 7"]
    links = [link.get("href") for link in tree.cssselect(".cat a")]
    assert len(links) == len(set(links)) == len(questions())
    assert links[0] == IN_FORCE


def test_the_catalogue_is_filtered_without_a_script(client):
    tree = page(client, "/questions?filter=federal+vendors")
    assert tree.cssselect(".cat a")[0].get("href") == AWAITING
    assert "of 30 stored questions have the words “federal vendors”" in words(tree)
    assert "No question has all of these words" in words(page(client, "/questions?filter=zebra"))


def test_links_of_the_catalogue_keep_the_dates(client):
    first = page(client, "/questions?asOf=2020-12-31").cssselect(".cat a")[0]
    assert first.get("href") == f"{IN_FORCE}?asOf=2020-12-31"


def test_the_catalogue_is_data_too(client):
    found = client.get("/questions").json()
    assert found["total"] == len(found["questions"]) == len(questions())
    assert {each["name"]: each["number"] for each in found["questions"]}["vendors-awaiting-federal-legislation"] == 6


def test_the_address_with_a_theme_leads_to_the_one_without(client):
    reply = client.get("/questions/conditions/vendors-awaiting-federal-legislation?asOf=2020-12-31")
    assert (reply.status_code, reply.headers["location"]) == (301, f"{AWAITING}?asOf=2020-12-31")
    assert client.get("/questions/law/vendors-awaiting-federal-legislation").status_code == 404


def test_a_page_answers_in_a_sentence_with_linked_names_and_sources(client):
    tree = page(client, AWAITING)
    answer = tree.cssselect("p.answer")[0]
    assert words(answer).startswith(
        "1 restriction of vendors awaiting federal legislation as of 23 November 2026: Microsoft"
    )
    assert answer.cssselect("a")[0].get("href") == "/page/organization/microsoft"
    cited = {mark.get("href") for mark in answer.cssselect("a.cite")}
    assert cited
    assert cited <= {f"#{line.get('id')}" for line in tree.cssselect("ol.cites li")}


def test_a_page_keeps_both_dates_in_every_link_to_a_thing(client):
    tree = page(client, f"{AWAITING}?asOf=2020-12-31&asKnown=2026-11-01")
    links = {link.get("href") for link in tree.cssselect("p.answer a, table a") if "/page/" in link.get("href", "")}
    assert all("asOf=2020-12-31" in link and "asKnown=2026-11-01" in link for link in links)


def test_the_form_has_the_values_on_record_with_counts_narrower_below_broader(client):
    tree = page(client, f"{IN_FORCE}?technology=facial-recognition&jurisdiction=US-CA")
    options = {option.get("value"): option for option in tree.cssselect("#p-technology option")}
    assert options["facial-recognition"].get("selected") is not None
    count = {name: int(option.text.rpartition("(")[2].rstrip(")")) for name, option in options.items() if name}
    assert count["biometric-identification"] >= count["facial-recognition"] >= count["live-facial-recognition"] > 0
    assert options["live-facial-recognition"].text.startswith("\u2003")
    assert tree.cssselect("#p-jurisdiction option[selected]")[0].get("value") == "US-CA"


def test_a_name_is_as_good_as_a_slug_and_the_form_shows_which_it_is(client):
    tree = page(client, f"{IN_FORCE}?technology=Facial%20Recognition")
    assert tree.cssselect("#p-technology option[selected]")[0].get("value") == "facial-recognition"


def test_a_restriction_is_linked_to_why(client):
    row = page(client, AWAITING).cssselect("tbody tr")[0]
    assert row.cssselect("td a")[-1].get("href") == "/page/restriction/microsoft-facial-recognition-police-2020#why"
    heads = page(client, AWAITING).cssselect("thead th")
    assert all(head.get("scope") == "col" for head in heads)
    assert row.cssselect("th")[0].get("scope") == "row"


def test_two_days_stand_side_by_side_with_what_only_one_of_them_has(client):
    tree = page(client, f"{IN_FORCE}?technology=facial-recognition&asOf=2026-11-23&compareTo=2020-12-31")
    assert [words(head) for head in tree.cssselect(".qsides h3")] == ["31 December 2020", "23 November 2026"]
    captions = {words(table.cssselect("caption")[0]): words(table) for table in tree.cssselect("table")}
    moratorium = "One-year moratorium on police use of Amazon Rekognition"
    assert moratorium in captions["Rows only on 31 December 2020"]
    assert moratorium not in captions["Rows only on 23 November 2026"]


def test_how_it_was_asked_can_be_asked_again(client):
    tree = page(client, f"{AWAITING}?asOf=2020-12-31&technology=facial-recognition")
    sparql, curl, python, command = (pre.text_content() for pre in tree.cssselect("pre.code"))
    assert 'VALUES ?asOf { "2020-12-31"^^<http://www.w3.org/2001/XMLSchema#date> }' in sparql
    assert "asOf=2020-12-31&technology=facial-recognition" in curl
    assert command == (
        "moratoria ask vendors-awaiting-federal-legislation --as-of 2020-12-31 --technology facial-recognition "
        "--format csv"
    )
    compile(python, "snippet", "exec")
    assert 'ask("vendors-awaiting-federal-legislation", as_of="2020-12-31", technology="facial-recognition")' in python
    editor = tree.xpath("//a[text()='Open in the editor']/@href")[0]
    assert editor.startswith("/sparql?asOf=2020-12-31&query=PREFIX")


def test_an_empty_answer_says_what_was_searched_and_how_to_widen(client):
    tree = page(client, f"{IN_FORCE}?asOf=2020-12-31&technology=facial-recognition&jurisdiction=JP")
    assert words(tree.cssselect("p.answer")[0]).startswith("No matching restriction is in force as of 31 December 2020")
    assert "the newest recorded on" in words(tree)
    wider = tree.xpath("//a[starts-with(text(), 'any jurisdiction: ')]/@href")
    assert wider == [f"{IN_FORCE}?asOf=2020-12-31&technology=facial-recognition"]


def test_a_question_that_needs_something_asks_for_it(client):
    tree = page(client, "/questions/restriction-history")
    assert "Fill in “Who” and ask." in words(tree)
    assert client.get("/questions/restriction-history").json()["detail"] == (
        "restriction-history: needs organization; add it to the address"
    )


@pytest.mark.parametrize("name", ["asOf", "knownOn"])
def test_a_malformed_date_is_told_and_the_form_keeps_its_values(client, name):
    tree = page(client, f"/questions/known-and-true?{name}=2020-13-45&technology=facial-recognition", 400)
    assert f"{name} '2020-13-45' is no date" in words(tree.cssselect("[role=alert]")[0])
    assert tree.cssselect(f"#p-{name}")[0].get("value") == "2020-13-45"
    assert tree.cssselect("#p-technology option[selected]")[0].get("value") == "facial-recognition"


def test_markup_in_a_parameter_stays_text(client):
    tree = page(client, "/questions/company?name=%3Cimg%20src=x%20onerror=alert(1)%3E")
    assert not tree.cssselect("img")
    assert tree.cssselect("#p-name")[0].get("value") == "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_has_a_page_and_data_that_agree(client, name):
    asked = {"params": example_params(questions()[name])}
    reply = client.get(f"/questions/{name}", headers=PAGE, **asked)
    assert (reply.status_code, reply.text.count("<h1>")) == (200, 1)
    tree = html.fromstring(reply.text)
    found = client.get(f"/questions/{name}", **asked).json()
    assert len(tree.xpath("//section[@aria-labelledby='rows']//tbody/tr")) == len(found["rows"])
    assert found["rows"]
    assert "Label" not in words(tree.xpath("//section[@aria-labelledby='rows']")[0])


def test_the_data_of_a_question_says_what_when_and_who_says_so(client):
    found = client.get(f"{AWAITING}?asOf=2020-12-31").json()
    assert (found["asOf"], found["asKnown"], found["total"]) == ("2020-12-31", None, 1)
    assert found["params"] == {"asOf": "2020-12-31", "technology": None, "jurisdiction": "loc:US"}
    assert found["rows"][0]["vendor"] == "id:organization/microsoft"
    assert found["page"] == {"number": 1, "size": 100, "pages": 1}
    assert {number for numbers in found["cited"] for number in numbers} <= {c["number"] for c in found["citations"]}


def test_the_graph_is_asked_as_it_was_known(client):
    found = client.get(f"{AWAITING}?asKnown=2020-01-01").json()
    assert (found["total"], found["asKnown"]) == (0, "2020-01-01T23:59:59+00:00")


@pytest.mark.parametrize(("accept", "media"), [
    ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"), ("text/csv", "text/csv; charset=utf-8"),
    ("*/*", "application/json"), ("application/json;q=0.5, text/csv;q=0.9", "text/csv; charset=utf-8"),
])  # fmt: skip
def test_the_client_gets_the_form_it_likes_best(client, accept, media):
    reply = client.get(AWAITING, headers={"accept": accept})
    assert (reply.headers["content-type"], reply.headers["vary"]) == (media, "Accept")
    assert (
        client.get(f"{AWAITING}?format=csv", headers={"accept": accept}).headers["content-type"].startswith("text/csv")
    )


def test_a_form_that_is_not_offered_is_406(client):
    assert client.get(AWAITING, headers={"accept": "image/png"}).status_code == 406


def test_csv_has_the_rows_and_a_name_with_the_day(client):
    reply = client.get(f"{AWAITING}?asOf=2020-12-31&format=csv")
    (row,) = csv.DictReader(io.StringIO(reply.text))
    assert row["vendorLabel"] == "Microsoft"
    assert reply.headers["content-disposition"] == (
        'attachment; filename="vendors-awaiting-federal-legislation_2020-12-31.csv"'
    )


def test_no_cell_of_csv_is_a_formula():
    assert render_csv(["a", "b"], [{"a": "=1+1", "b": None}, {"a": "@x", "b": -5}]) == "a,b\r\n'=1+1,\r\n'@x,-5\r\n"


def test_pages_are_linked_and_together_are_the_whole(client):
    whole = client.get(f"{IN_FORCE}?pageSize=1000").json()
    found, address = [], f"{IN_FORCE}?pageSize=40"
    while address:
        reply = client.get(address)
        found += reply.json()["rows"]
        address = reply.links.get("next", {}).get("url")
    assert found == whole["rows"]
    assert len(found) == whole["total"] > 80


def test_the_links_around_a_page_keep_the_query(client):
    links = client.get(f"{IN_FORCE}?technology=facial-recognition&page=2&pageSize=10").links
    assert sorted(links) == ["first", "last", "next", "prev"]
    assert links["prev"]["url"] == f"{IN_FORCE}?technology=facial-recognition&page=1&pageSize=10"


def test_an_answer_that_is_held_is_not_sent_again(client):
    tag = client.get(AWAITING).headers["etag"]
    again = client.get(AWAITING, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("query", "status", "told"), [
    ("limit=1", 404, "no parameter named 'limit'"), ("tecnology=x", 404, "did you mean technology?"),
    ("page=1; DROP", 400, "page '1; DROP' is no whole number"), ("page=0", 400, "from 1 to 1000000"),
    ("page=99", 404, "no page named '99'"), ("pageSize=1001", 400, "from 1 to 1000"),
    ("page=\u0663", 400, "is no whole number"), ("asOf=yesterday", 400, "asOf 'yesterday' is no date"),
    ("asKnown=soon", 400, "is no record time"), ("asOf=2020-01-01&asOf=2021-01-01", 400, "asOf is given twice"),
    ("technology=" + "x" * 501, 400, "over 500 characters"), ("technology=http://a> <b", 404, "no technology named"),
    ('technology="} UNION {', 404, "no technology named"), ("format=xml", 404, "did you mean html, json, csv?"),
    ("compareTo=2020-01-01", 400, "ask once for each day"), ("technology=../../etc/passwd", 404, "no technology named"),
    ("technology=facial recogniton", 404, "did you mean facial-recognition"),
])  # fmt: skip
def test_what_is_not_understood_is_told(client, query, status, told):
    params = [part.split("=", 1) for part in query.split("&")]
    reply = client.get(IN_FORCE, params=params)
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json")
    assert told in reply.json()["detail"]
    assert client.get(IN_FORCE, params=params, headers=PAGE).status_code in (status, 200 if "compareTo" in query else 0)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a%00b", "%2e%2e%2fetc", "x" * 3000, "%ff", "%3Cscript%3E"])
def test_a_name_that_no_question_has_is_not_found(client, address, name):
    assert client.get(f"{address}/questions/{name}").status_code == 404


@pytest.mark.parametrize("text", [
    '" } UNION { ?s ?p ?o } #', "a\x00b", "\\u0022", "'; DROP", "\u202eabc", "\ud7ff", "?name", "<http://a>", "${x}",
])  # fmt: skip
def test_a_text_never_becomes_part_of_the_query(client, text):
    reply = client.get("/questions/company", params={"name": text})
    assert (reply.status_code, reply.json().get("total", 0)) in ((200, 0), (400, 0))
    shown = client.get("/questions/company", params={"name": text}, headers=PAGE)
    assert shown.status_code == reply.status_code


def test_a_thing_that_is_none_is_refused_by_the_name_of_its_parameter(client):
    reply = client.get("/questions/evidence-for-restriction?thing=../../etc/passwd")
    assert (reply.status_code, reply.json()["detail"]) == (
        400, "evidence-for-restriction: thing '../../etc/passwd' is no thing; write kind/name"
    )  # fmt: skip


def test_a_status_and_its_reasons_are_data(client):
    found = client.get("/api/status/amazon-rekognition-police-2020?asOf=2020-12-31").json()
    assert (found["life"], found["facets"], found["until"]) == ("in force", ["awaiting date"], "2021-05-18")
    assert client.get("/api/status/amazon-rekognition-police-2020?asOf=2022-01-01").json()["life"] == "superseded"
    why = client.get("/api/explain/amazon-rekognition-police-2020?asOf=2020-12-31").json()
    said = [saying for ground in why["reasons"][0]["grounds"] for saying in ground["said_by"]]
    assert all(saying["source"].startswith("https://w3id.org/moratoria/id/source/") for saying in said)
    assert len(said) > 3


@pytest.mark.parametrize(("path", "status"), [
    ("/api/status/nothing-here", 404), ("/api/status/a%20b", 404), ("/api/explain/..%2fx", 404),
    ("/api/status/amazon-rekognition-police-2020?asOf=x", 400), ("/api/explain/%22%7D", 404),
])  # fmt: skip
def test_a_status_of_nothing_is_refused(client, path, status):
    assert client.get(path).status_code == status


def test_sparql_in_colour_is_the_same_text():
    for found in questions().values():
        assert "".join(token.text for token in lex(found.text)) == found.text


def test_a_filter_needs_every_word():
    found = build_catalogue(questions().values(), "WIKIDATA ticker")
    assert [entry.name for theme in found.themes for entry in theme.entries] == ["company"]


def test_json_is_plain_and_complete(client):
    text = client.get(IN_FORCE).text
    assert json.loads(text)["columns"] == list(questions()["restrictions-in-force"].columns)
