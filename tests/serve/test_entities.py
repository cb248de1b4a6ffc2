"""Every name we mint leads somewhere: things to pages and twins, graphs and claims to what they hold."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import httpx
import pytest
import rdflib
from pyoxigraph import parse
from tests.serve.running import DAY, serving

from moratoria.pipeline.kg import Moratoria
from moratoria.serve.entities import merged_into
from moratoria.serve.options import Options
from moratoria.store.base import Change
from moratoria.terms import CURRENT, MOR, OA, TYPE, Literal, Quad, RdfFormat, minted, thing

AMAZON = "restriction/amazon-rekognition-police-2020"
ID = "https://w3id.org/moratoria/id/"
CLAIM = "claim/nasdaq-2021-05-18-amazon-255b93be590d"
GRAPH = "/graph/nasdaq-2021-05-18-amazon/0c596181b1b5"
TURTLE = {"accept": "text/turtle"}


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        ("", "/page/organization/ibm"),
        ("*/*", "/page/organization/ibm"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "/page/organization/ibm"),
        ("text/turtle", "/page/organization/ibm.ttl"),
        ("application/ld+json;q=0.9, text/turtle;q=0.5", "/page/organization/ibm.jsonld"),
        ("application/n-triples", "/page/organization/ibm.nt"),
        ("application/rdf+xml", "/page/organization/ibm.rdf"),
        ("text/csv", "/page/organization/ibm.csv"),
    ],
)
def test_a_thing_leads_to_its_page_or_the_twin_that_is_liked_best(client, accept, place):
    reply = client.get("/id/organization/ibm", headers={"accept": accept})
    assert (reply.status_code, reply.headers["location"]) == (303, place)
    assert reply.headers["vary"] == "Accept"


def test_both_dates_are_kept_on_the_way_and_nothing_else(client):
    reply = client.get("/id/organization/ibm?asOf=2020-12-31&asKnown=2026-11-23&x=y", headers=TURTLE)
    assert reply.headers["location"] == "/page/organization/ibm.ttl?asOf=2020-12-31&asKnown=2026-11-23"


def test_an_ending_asks_for_a_twin_whatever_is_accepted(client):
    reply = client.get("/id/organization/ibm.nt", headers={"accept": "text/html"})
    assert reply.headers["location"] == "/page/organization/ibm.nt"
    assert client.get("/id/organization/ibm.html", headers=TURTLE).headers["location"] == "/page/organization/ibm"


def test_a_jurisdiction_of_iso_3166_has_a_page_here(client):
    assert client.get("/id/jurisdiction/US-CA").headers["location"] == "/page/jurisdiction/US-CA"
    assert "loc:US-CA a skos:Concept" in client.get("/page/jurisdiction/US-CA.ttl").text


@pytest.mark.parametrize("path", ["/id/organization/ibn", "/page/organization/ibn", "/page/organization/ibn.ttl"])
def test_an_unknown_thing_is_told_with_the_nearest_names(client, path):
    reply = client.get(path, headers={"accept": "application/json"})
    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["nearest"][0] == "organization/ibm"


def test_a_thing_under_a_wrong_kind_is_found_under_its_own(client):
    assert client.get("/id/person/ibm").json()["nearest"] == ["organization/ibm"]
    assert client.get("/id/nonsense/ibm").json()["detail"] == "no thing named 'ibm'; did you mean organization/ibm?"


@pytest.mark.parametrize(
    "path",
    [
        "/id/organization/<script>",
        "/id/organization/a b",
        "/id/organization/%22%3E%3Cimg%20src=x%3E",
        "/id/x/" + "y" * 9000,
        "/id/claim/a'b",
        "/id/restriction/-",
        "/page/restriction/..ttl",
        "/id/organization/ibm%0d%0aset-cookie:a=b",
        "/id/status/%F0%9F%92%A5",
        "/page/organization/%7Bx%7D.ttl",
    ],
)
def test_an_odd_name_is_a_plain_404(client, path):
    reply = client.get(path)
    assert reply.status_code == 404
    assert "set-cookie" not in reply.headers
    assert len(reply.content) < 1000


def test_an_unknown_form_names_those_there_are(client):
    reply = client.get("/page/organization/ibm.xls")
    assert reply.status_code == 404
    assert reply.json()["nearest"] == ["ttl", "jsonld", "nt", "rdf", "trig", "nq", "csv"]
    assert client.get("/id/organization/ibm.pdf").status_code == 404


def test_what_nobody_can_give_is_406(client):
    reply = client.get("/id/organization/ibm", headers={"accept": "image/png"})
    assert reply.status_code == 406
    assert "text/turtle" in reply.json()["detail"]


@pytest.mark.parametrize("query", ["asOf=2020", "asOf=2020-02-30", "asKnown=yesterday", "asOf=%00"])
def test_a_malformed_date_is_refused(client, query):
    for path in ("/id/organization/ibm", "/page/organization/ibm.ttl", GRAPH):
        assert client.get(f"{path}?{query}").status_code == 400


def test_before_the_first_record_nothing_is_known_and_the_reply_says_so(client):
    reply = client.get("/page/organization/ibm.ttl?asKnown=2026-11-01")
    assert reply.status_code == 404
    assert reply.json()["detail"] == "as recorded by 2026-11-01: no organization named 'ibm'"


def graph_of(client: httpx.Client, path: str, form: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=client.get(path).content, format=form)


def test_the_twins_in_rdf_say_the_same(client):
    forms = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}
    merged = {ending: set(graph_of(client, f"/page/{AMAZON}.{ending}", form)) for ending, form in forms.items()}
    assert merged["ttl"] == merged["nt"] == merged["rdf"]
    formats = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}
    whole = {
        ending: set(parse(client.get(f"/page/{AMAZON}.{ending}").content, format=format))
        for ending, format in formats.items()
    }
    assert whole["nq"] == whole["trig"]
    assert len({quad.graph_name for quad in whole["nq"]}) > 5
    document = json.loads(client.get(f"/page/{AMAZON}.jsonld").text)
    assert len(document["@graph"]) == len({quad.graph_name for quad in whole["nq"]})


def test_the_twin_of_a_restriction_holds_its_statuses_and_the_claims_with_their_evidence(client):
    found = graph_of(client, f"/page/{AMAZON}.ttl", "turtle")
    node = rdflib.URIRef(f"{ID}{AMAZON}")
    mor, oa = rdflib.Namespace("https://w3id.org/moratoria/ontology#"), rdflib.Namespace("http://www.w3.org/ns/oa#")
    lives = {str(found.value(status, mor.life)) for status in found.subjects(mor.isStatusOf, node)}
    assert lives == {"in force", "superseded"}
    claim = rdflib.URIRef(f"{ID}{CLAIM}")
    assert found.value(claim, mor.about) == node
    evidence = found.value(claim, mor.isEvidencedBy)
    assert found.value(evidence, oa.hasSource) == rdflib.URIRef(f"{ID}source/nasdaq-2021-05-18-amazon")


def test_the_twin_of_an_organization_names_what_it_imposes(client):
    imposed = f"<{ID}restriction/ibm-facial-recognition-exit-2020> <http://www.w3.org/ns/odrl/2/assigner>"
    assert f"{imposed} <{ID}organization/ibm> ." in client.get("/page/organization/ibm.nt").text


def test_the_table_of_a_thing_has_a_row_per_value_and_source(client):
    rows = list(csv.DictReader(io.StringIO(client.get(f"/page/{AMAZON}.csv").text)))
    row = next(row for row in rows if row["claim"] == f"{ID}{CLAIM}")
    assert row["property"] == "mor:hasDurationKind"
    assert row["value"] == "https://w3id.org/dpv#UntilTimeDuration"
    assert (row["publisher"], row["published"], row["place"]) == ("Reuters, via Nasdaq", "2021-05-18", "paragraph 2")
    assert (row["current"], row["retracted"], row["recorded"]) == ("yes", "", "2026-11-23T12:00:00Z")
    announced = {(row["value"], row["current"]) for row in rows if row["property"] == "mor:announced"}
    assert ("2020-06-10", "yes") in announced


def test_a_twin_links_to_the_thing_its_page_and_its_sisters(client):
    reply = client.get("/page/organization/ibm.ttl?asOf=2020-12-31")
    links = reply.headers["link"].split(", ")
    assert links[0] == f'<{ID}organization/ibm>; rel="describes"'
    assert '</page/organization/ibm.jsonld?asOf=2020-12-31>; rel="alternate"; type="application/ld+json"' in links
    assert '</page/organization/ibm?asOf=2020-12-31>; rel="alternate"; type="text/html"' in links
    assert not any('type="text/turtle"' in link for link in links)
    assert reply.headers["content-disposition"] == 'inline; filename="organization-ibm-as-of-2020-12-31.ttl"'


@pytest.mark.parametrize(
    "path", ["organization/ibm", AMAZON, "source/nasdaq-2021-05-18-amazon", "technology/facial-recognition"]
)
def test_a_page_links_to_its_twins(client, path):
    reply = client.get(f"/page/{path}", headers={"accept": "text/html"})
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert f'</page/{path}>; rel="canonical"' in reply.headers["link"]
    assert f'</page/{path}.ttl>; rel="describedby"; type="text/turtle"' in reply.headers["link"]
    assert f'</page/{path}.csv>; rel="alternate"; type="text/csv"' in reply.headers["link"]


def test_a_twin_held_already_is_not_sent_again(client):
    tag = client.get("/page/organization/ibm.ttl").headers["etag"]
    again = client.get("/page/organization/ibm.ttl", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (CLAIM, f"/page/{AMAZON}#facts"),
        ("status/amazon-rekognition-police-2020-0", f"/page/{AMAZON}#history"),
        ("evidence/nasdaq-2021-05-18-amazon-0d29a40c262b", "/page/source/nasdaq-2021-05-18-amazon#states"),
        ("scheme/technologies", "/page/scheme/technologies.ttl"),
    ],
)
def test_what_has_no_page_leads_to_its_place_on_that_of_its_owner(client, name, place):
    assert client.get(f"/id/{name}").headers["location"] == place
    page, _, anchor = place.partition("#")
    assert not anchor or f'id="{anchor}"' in client.get(page).text
    assert client.get(f"/id/{name}", headers=TURTLE).headers["location"] == f"/page/{name}.ttl"
    assert f"id:{name.replace('/', chr(92) + '/')} " in client.get(f"/page/{name}.ttl").text


def test_a_claim_comes_with_the_record_behind_it(client):
    text = client.get(f"/page/{CLAIM}.nt").text
    assert '#locator> "paragraph 2"' in text
    assert '/terms/title> "Amazon extends moratorium on police use of facial recognition software"' in text
    assert "#generatedAtTime" in text


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/trig"),
        ("application/n-quads", "application/n-quads"),
        ("text/turtle", "text/turtle; charset=utf-8"),
    ],
)
def test_a_source_graph_answers_itself(client, accept, kind):
    reply = client.get(GRAPH, headers={"accept": accept})
    assert (reply.status_code, reply.headers["content-type"]) == (200, kind)
    assert f'<https://w3id.org/moratoria{GRAPH}>; rel="describes"' in reply.headers["link"]


def test_a_source_graph_is_only_what_one_source_states(client):
    quads = client.get(f"{GRAPH}.nq").text.splitlines()
    assert len(quads) > 100
    assert all(line.endswith(f"<https://w3id.org/moratoria{GRAPH}> .") for line in quads)


def test_a_person_who_opens_a_graph_reads_the_page_of_its_source(client):
    html = {"accept": "text/html"}
    assert client.get(GRAPH, headers=html).headers["location"] == "/page/source/nasdaq-2021-05-18-amazon"
    assert client.get("/graph/current", headers=html).headers["location"] == "/graph"


def test_the_current_graph_has_no_claims(client):
    text = client.get("/graph/current.nt").text
    assert f"<{ID}{AMAZON}> <http://www.w3.org/ns/odrl/2/assigner> <{ID}organization/amazon> ." in text
    assert "#isEvidencedBy" not in text


@pytest.mark.parametrize("path", [f"{GRAPH[:-1]}6", "/graph/x/y", "/graph/A/0c596181b1b5"])
def test_an_unknown_graph_is_404(client, path):
    assert client.get(path).status_code == 404


def test_an_unknown_version_of_a_source_names_those_there_are(client):
    reply = client.get("/graph/nasdaq-2021-05-18-amazon/000000000000")
    assert reply.json()["nearest"] == ["graph/nasdaq-2021-05-18-amazon/0c596181b1b5"]
    assert client.get(f"{GRAPH}.csv").json()["nearest"] == ["trig", "nq", "ttl", "nt", "rdf", "jsonld"]


def test_a_record_of_a_register_that_is_one_with_a_thing_leads_to_it_for_good(client):
    reply = client.get("/id/legislation/agora-757?asOf=2025-01-01")
    assert reply.status_code == 301
    assert reply.headers["location"] == "/id/legislation/eu-ai-act?asOf=2025-01-01&merged=legislation%2Fagora-757"
    onward = client.get(reply.headers["location"])
    assert onward.headers["location"] == "/page/legislation/eu-ai-act?asOf=2025-01-01&merged=legislation%2Fagora-757"
    tricked = client.get("/id/legislation/eu-ai-act?merged=%3Cscript%3E")
    assert tricked.headers["location"] == "/page/legislation/eu-ai-act"


def test_merges_that_lead_in_a_circle_or_two_ways_are_not_followed():
    with Moratoria.in_memory() as graph:
        links = [("a", "b"), ("b", "c"), ("x", "y"), ("y", "x"), ("p", "r"), ("q", "r")]
        things = [(thing(f"organization/{one}"), thing(f"organization/{two}")) for one, two in links]
        graph.store.commit(Change([Quad(one, MOR.sameRecordAs, two, CURRENT) for one, two in things]))
        found = {name: merged_into(graph.store, minted("organization", name)) for name in "abcxyr"}
    head = thing("organization/a")
    assert found == {"a": None, "b": head, "c": head, "x": None, "y": None, "r": None}


def test_a_retracted_source_stays_readable_with_the_moment_and_the_reason(tmp_path):
    with Moratoria.init(tmp_path / "store") as graph:
        graph.load(["data/facts/2021/nasdaq-2021-05-18-amazon.yaml"], keep_going=True)
        moment = datetime(2026, 12, 1, tzinfo=UTC)
        graph.retract("nasdaq-2021-05-18-amazon", "withdrawn by its publisher", moment=moment)
    with serving(Options(store=str(tmp_path / "store"), day=DAY)) as address, httpx.Client(base_url=address) as client:
        assert client.get(f"/id/{AMAZON}", headers=TURTLE).status_code == 303
        assert '"withdrawn by its publisher"' in client.get(f"/page/{AMAZON}.ttl").text
        rows = list(csv.DictReader(io.StringIO(client.get(f"/page/{AMAZON}.csv").text)))
        assert {(row["current"], row["retracted"]) for row in rows} == {("no", "2026-12-01T00:00:00Z")}


def test_a_cell_that_a_spreadsheet_would_run_is_made_text(tmp_path):
    with Moratoria.init(tmp_path / "store") as graph:
        about, claim, source = thing("organization/evil"), thing("claim/evil-1"), thing("source/evil")
        place = thing("x/y")
        quads = [(claim, MOR.about, about), (claim, MOR.slot, MOR.ticker), (claim, MOR.value, Literal("=1+1")),
                 (about, MOR.ticker, Literal("=1+1"))]  # fmt: skip
        graph.store.commit(Change([Quad(*each, place) for each in quads] + [Quad(place, MOR.statedIn, source, place)]))
    with serving(Options(store=str(tmp_path / "store"), day=DAY)) as address, httpx.Client(base_url=address) as client:
        row = next(csv.DictReader(io.StringIO(client.get("/page/organization/evil.csv").text)))
    assert row["value"] == "'=1+1"


def test_a_passage_of_a_publisher_stays_out_of_every_twin(tmp_path):
    with Moratoria.init(tmp_path / "store") as graph:
        graph.load(["data/facts/2021/nasdaq-2021-05-18-amazon.yaml"], keep_going=True)
        claim = thing(CLAIM)
        quad = next(iter(graph.store.quads(claim, MOR.isEvidencedBy)))
        selector = thing("selector/nasdaq-quote")
        added = [(quad.object, OA.hasSelector, selector), (selector, TYPE, OA.TextQuoteSelector),
                 (selector, OA.exact, Literal("the very words"))]  # fmt: skip
        graph.store.commit(Change([Quad(*each, quad.graph_name) for each in added]))  # type: ignore[arg-type]
    with serving(Options(store=str(tmp_path / "store"), day=DAY)) as address, httpx.Client(base_url=address) as client:
        for path in (f"/page/{AMAZON}.nq", "/page/source/nasdaq-2021-05-18-amazon.ttl", f"/page/{CLAIM}.nt", GRAPH,
                     "/page/selector/nasdaq-quote.nt", "/data/latest/moratoria.nq"):  # fmt: skip
            reply = client.get(path)
            assert reply.status_code == 200, path
            assert "the very words" not in reply.text
