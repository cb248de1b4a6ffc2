"""The SPARQL 1.1 Protocol over the shipped facts: the behaviours of the W3C's protocol tests, and our own promises."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import StringIO
from xml.etree import ElementTree

import httpx
import pyoxigraph
import pytest
import rdflib
from pyoxigraph import RdfFormat
from tests.serve.conftest import DAY, serving

from moratoria.serve.options import Limits, Options
from moratoria.terms import GRAPHS

QUERY, UPDATE, FORM = "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv; charset=utf-8", "text/tab-separated-values; charset=utf-8"
TTL, NT = "text/turtle; charset=utf-8", "application/n-triples"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
ASK_AMAZON = "ASK { id:organization\\/amazon rdfs:label 'Amazon'@en }"
AMAZON = "SELECT ?label { <https://w3id.org/moratoria/id/organization/amazon> rdfs:label ?label }"
READERS = [("application/rdf+xml", RdfFormat.RDF_XML), ("application/ld+json", RdfFormat.JSON_LD)]
IBM = "https://w3id.org/moratoria/id/organization/ibm"
NAMED = f"CONSTRUCT {{ ?s rdfs:label ?l }} WHERE {{ VALUES ?s {{ <{IBM}> }} ?s rdfs:label ?l }}"


def post(client: httpx.Client, body: str | bytes, kind: str | None, **params: object) -> httpx.Response:
    """A POST with a body of a media type, None for one without."""
    headers = {"content-type": kind} if kind else {}
    return client.post("/sparql", params=params, content=body, headers=headers)


def detail(reply: httpx.Response) -> str:
    assert reply.headers["content-type"] == "application/problem+json"
    return str(reply.json()["detail"])


@pytest.fixture(scope="module")
def sources(address: str) -> list[str]:
    """The names of two graphs of sources."""
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?c mor:statedIn ?g } } ORDER BY ?g LIMIT 2"
    found = httpx.get(f"{address}/sparql", params={"query": query, "format": "json"}).json()
    return [row["g"]["value"] for row in found["results"]["bindings"]]


# 2.1 Query operation


def test_a_query_comes_by_get(client: httpx.Client):
    reply = client.get("/sparql", params={"query": AMAZON})
    assert reply.headers["content-type"] == JSON
    assert [row["label"]["value"] for row in reply.json()["results"]["bindings"]] == ["Amazon"]


def test_a_query_comes_as_a_form(client: httpx.Client):
    assert client.post("/sparql", data={"query": "ASK {}"}).json() == {"head": {}, "boolean": True}


def test_a_query_comes_as_a_body_of_its_own(client: httpx.Client):
    assert post(client, "ASK {}", QUERY).json() == {"head": {}, "boolean": True}
    assert post(client, "ASK {}", f"{QUERY}; charset=UTF-8").json() == {"head": {}, "boolean": True}


def test_the_default_graph_is_what_holds_now(client: httpx.Client):
    assert client.get("/sparql", params={"query": "ASK { ?status mor:life 'in force' }"}).json()["boolean"] is True
    assert client.get("/sparql", params={"query": "ASK { ?claim a mor:Claim }"}).json()["boolean"] is False


@pytest.mark.parametrize("way", ["get", "form", "body"])
def test_the_protocol_names_the_default_graphs(client: httpx.Client, sources: list[str], way: str):
    query = f"ASK {{ ?c mor:statedIn <{sources[0]}> . ?d mor:statedIn <{sources[1]}> }}"
    assert answered(client, way, query, {"default-graph-uri": sources}) is True
    assert answered(client, way, query, {"default-graph-uri": sources[:1]}) is False


@pytest.mark.parametrize("way", ["get", "form", "body"])
def test_the_protocol_names_the_named_graphs(client: httpx.Client, sources: list[str], way: str):
    query = f"ASK {{ GRAPH <{sources[0]}> {{ ?c ?p ?x }} GRAPH <{sources[1]}> {{ ?d ?q ?y }} }}"
    assert answered(client, way, query, {"named-graph-uri": sources}) is True
    assert answered(client, way, query, {"named-graph-uri": sources[1:]}) is False


def test_the_protocol_names_a_whole_dataset(client: httpx.Client, sources: list[str]):
    query = f"ASK {{ ?c mor:statedIn <{sources[0]}> GRAPH ?g {{ ?d mor:statedIn <{sources[1]}> }} }}"
    whole = {"default-graph-uri": sources[:1], "named-graph-uri": sources[1:]}
    assert answered(client, "body", query, whole) is True
    assert answered(client, "body", query, {**whole, "default-graph-uri": sources[1:]}) is False


def test_the_dataset_of_the_protocol_goes_before_that_of_the_query(client: httpx.Client, sources: list[str]):
    query = f"ASK FROM <{GRAPHS}current> {{ ?c mor:statedIn <{sources[0]}> }}"
    assert answered(client, "get", query, {}) is False
    assert answered(client, "get", query, {"default-graph-uri": sources}) is True


def answered(client: httpx.Client, way: str, query: str, graphs: dict[str, list[str]]) -> bool:
    if way == "get":
        reply = client.get("/sparql", params={"query": query, **graphs})
    elif way == "form":
        reply = client.post("/sparql", data={"query": query, **graphs})
    else:
        reply = post(client, query, QUERY, **graphs)
    assert reply.status_code == 200, reply.text
    return bool(reply.json()["boolean"])


@pytest.mark.parametrize("graph", ["http://example.org/data.rdf", "file:///etc/passwd"])
@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_of_elsewhere_is_refused_and_not_fetched(client: httpx.Client, graph: str, name: str):
    reply = client.get("/sparql", params={"query": "ASK {}", name: graph})
    assert reply.status_code == 400
    assert f"<{graph}> is no graph of this store" in detail(reply)


@pytest.mark.parametrize("graph", ["", "current", "http://a> <b", "x y:z", "<http://example.org/>"])
def test_a_graph_that_is_no_address_is_refused(client: httpx.Client, graph: str):
    reply = client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": graph})
    assert reply.status_code == 400
    assert detail(reply).startswith("default-graph-uri: ")


# 2.1.5-2.1.6 Content negotiation


def test_without_a_wish_rows_are_json_and_graphs_are_turtle(client: httpx.Client):
    kinds = {query: post(client, query, QUERY).headers["content-type"] for query in (AMAZON, "ASK {}", NAMED)}
    assert kinds == {AMAZON: JSON, "ASK {}": JSON, NAMED: TTL}
    assert post(client, f"DESCRIBE <{IBM}>", QUERY).headers["content-type"] == TTL


@pytest.mark.parametrize(
    ("accept", "name", "kind"),
    [(JSON, "json", JSON), (XML, "xml", XML), ("text/csv", "csv", CSV), ("text/tab-separated-values", "tsv", TSV)],
)
def test_rows_come_in_four_forms(client: httpx.Client, accept: str, name: str, kind: str):
    wanted = client.get("/sparql", params={"query": AMAZON}, headers={"accept": accept})
    named = client.get("/sparql", params={"query": AMAZON, "format": name})
    typed = client.get("/sparql", params={"query": AMAZON, "format": accept})
    assert {each.headers["content-type"] for each in (wanted, named, typed)} == {kind}
    assert wanted.content == named.content == typed.content
    assert labels(wanted.text, name) == ["Amazon"]
    assert wanted.headers["vary"] == "Accept"


def labels(text: str, form: str) -> list[str | None]:
    if form == "json":
        return [row["label"]["value"] for row in json.loads(text)["results"]["bindings"]]
    if form == "xml":
        return [
            each.text for each in ElementTree.fromstring(text).iter("{http://www.w3.org/2005/sparql-results#}literal")
        ]
    if form == "csv":
        return [row["label"] for row in csv.DictReader(StringIO(text))]
    return [line.removeprefix('"').removesuffix('"@en') for line in text.splitlines()[1:]]


@pytest.mark.parametrize(
    ("accept", "name", "kind", "reader"),
    [
        ("text/turtle", "ttl", TTL, RdfFormat.TURTLE), ("application/n-triples", "nt", NT, RdfFormat.N_TRIPLES),
        ("application/rdf+xml", "rdf", "application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", "jsonld", "application/ld+json", RdfFormat.JSON_LD),
    ],
)  # fmt: skip
def test_graphs_come_in_four_forms(client: httpx.Client, accept: str, name: str, kind: str, reader: RdfFormat):
    wanted = client.get("/sparql", params={"query": NAMED}, headers={"accept": accept})
    named = client.get("/sparql", params={"query": NAMED, "format": name})
    assert wanted.headers["content-type"] == named.headers["content-type"] == kind
    assert [quad.object.value for quad in pyoxigraph.parse(wanted.content, format=reader)] == ["IBM"]


@pytest.mark.parametrize(
    ("query", "accept"), [(AMAZON, "text/turtle"), (NAMED, "text/csv"), (AMAZON, "image/png"), (NAMED, JSON)]
)
def test_what_fits_no_form_is_406_with_those_there_are(client: httpx.Client, query: str, accept: str):
    reply = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert reply.status_code == 406
    assert ("text/csv (format=csv)" if query == AMAZON else "text/turtle (format=ttl)") in detail(reply)


def test_a_format_that_there_is_not_is_406(client: httpx.Client):
    assert client.get("/sparql", params={"query": AMAZON, "format": "xlsx"}).status_code == 406


def test_the_better_liked_form_is_given(client: httpx.Client):
    accept = f"text/csv;q=0.5, {XML};q=0.9, text/turtle"
    assert client.get("/sparql", params={"query": AMAZON}, headers={"accept": accept}).headers["content-type"] == XML


# What is refused


def test_a_bad_query_is_400_with_its_line_and_column(client: httpx.Client):
    reply = client.get("/sparql", params={"query": "SELECT * {\n  ?s ?p }"})
    assert reply.status_code == 400
    assert (reply.json()["line"], reply.json()["column"]) == (
        2,
        10,
    )  # the engine points behind the token it did not expect
    assert "line 2, column 10" in detail(reply)


@pytest.mark.parametrize("query", ["ASK {", "", " ", "CLEAR ALL", "hello", "SELECT"])
def test_what_is_no_query_is_400(client: httpx.Client, query: str):
    assert client.get("/sparql", params={"query": query}).status_code == 400
    assert client.post("/sparql", data={"query": query}).status_code == 400
    assert post(client, query, QUERY).status_code == 400


def test_several_queries_are_refused(client: httpx.Client):
    reply = client.get("/sparql", params={"query": ["ASK {}", "SELECT * {}"]})
    assert reply.status_code == 400
    assert detail(reply) == "there are 2 queries; send one at a time"
    assert post(client, "ASK {}", QUERY, query="ASK {}").status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", None])
@pytest.mark.parametrize("body", ["ASK {}", "query=ASK%20%7B%7D", "CLEAR NAMED", "update=CLEAR%20NAMED"])
def test_another_kind_of_body_is_415(client: httpx.Client, kind: str | None, body: str):
    assert post(client, body, kind).status_code == 415


def test_a_query_in_another_encoding_is_refused(client: httpx.Client):
    assert post(client, "ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16").status_code == 415
    assert post(client, "ASK {}".encode("utf-16"), QUERY).status_code == 400
    assert post(client, "CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16").status_code == 415
    assert client.get("/sparql?query=ASK%20%7B%7D%20%23%FF").status_code == 400
    assert post(client, b"query=ASK%7B%7D%23%FF", FORM).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_405(client: httpx.Client, method: str):
    assert client.request(method, "/sparql", params={"query": "ASK {}"}).status_code == 405


@pytest.mark.parametrize(
    "update", ["CLEAR ALL", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "LOAD <http://example.org/>", "CLEAR XYZ"]
)
@pytest.mark.parametrize("way", ["get", "form", "body"])
def test_an_update_is_refused_and_changes_nothing(client: httpx.Client, update: str, way: str):
    if way == "get":
        reply = client.get("/sparql", params={"update": update})
    elif way == "form":
        reply = client.post("/sparql", data={"update": update})
    else:
        reply = post(client, update, UPDATE, **{"using-graph-uri": f"{GRAPHS}current"})
    assert reply.status_code == 403
    assert detail(reply) == "this endpoint is read-only: it answers queries and takes no updates"
    assert client.get("/sparql", params={"query": ASK_AMAZON}).json()["boolean"] is True


def test_the_dataset_of_an_update_is_none_of_a_query(client: httpx.Client):
    reply = client.get("/sparql", params={"query": "ASK {}", "using-graph-uri": f"{GRAPHS}current"})
    assert reply.status_code == 400
    assert "default-graph-uri" in detail(reply)


def test_a_post_without_a_query_is_told_so(client: httpx.Client):
    reply = post(client, "", FORM)
    assert reply.status_code == 400
    assert detail(reply).startswith("there is no query")


def test_a_query_that_would_go_elsewhere_is_refused(client: httpx.Client):
    reply = client.get("/sparql", params={"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"})
    assert reply.status_code == 400
    assert (reply.json()["line"], reply.json()["column"]) == (1, 12)


def test_no_other_site_may_read_an_answer(client: httpx.Client):
    reply = client.get("/sparql", params={"query": "ASK {}"}, headers={"origin": "https://example.org"})
    assert "access-control-allow-origin" not in reply.headers


def test_a_query_may_have_relative_addresses(client: httpx.Client):
    reply = post(client, "CONSTRUCT { <s> <p> 1 } WHERE {}", QUERY)
    assert reply.status_code == 200
    assert [quad.object.value for quad in pyoxigraph.parse(reply.content, format=RdfFormat.TURTLE)] == ["1"]


# A cut answer says so


@pytest.fixture(scope="module")
def narrow() -> Iterator[httpx.Client]:
    """A client of a server that gives three rows at most."""
    options = Options(day=DAY, limits=Limits(query_rows=3))
    with serving(options) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv", "ttl", "nt", "rdf", "jsonld"])
def test_a_cut_answer_is_marked(narrow: httpx.Client, form: str):
    query = "SELECT ?s ?p ?o { ?s ?p ?o }" if form in ("json", "xml", "csv", "tsv") else "CONSTRUCT WHERE { ?s ?p ?o }"
    reply = narrow.get("/sparql", params={"query": query, "format": form})
    mark = f"{narrow.base_url}/sparql#truncated"
    assert reply.headers["x-truncated"] == "true"
    assert reply.headers["link"] == f'<{mark}>; rel="describedby"'
    if form == "json":
        assert reply.json()["head"] == {"link": [mark], "vars": ["s", "p", "o"]}
        assert len(reply.json()["results"]["bindings"]) == 3
    elif form == "xml":
        assert ElementTree.fromstring(reply.text)[0][-1].attrib == {"href": mark}
    elif form in ("ttl", "nt"):
        assert reply.text.endswith(f"\n# truncated: <{mark}>\n")


def test_a_whole_answer_bears_no_mark(narrow: httpx.Client):
    reply = narrow.get("/sparql", params={"query": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 3"})
    assert "x-truncated" not in reply.headers
    assert reply.json()["head"] == {"vars": ["s", "p", "o"]}


def test_the_mark_is_explained_where_it_points(narrow: httpx.Client):
    graph = rdflib.Graph().parse(data=narrow.get("/sparql").content, format="turtle")
    words = graph.value(rdflib.URIRef(f"{narrow.base_url}/sparql#truncated"), rdflib.RDFS.comment)
    assert str(words) == "An answer with this mark was cut at 3 rows or 10,485,760 bytes."


# Service description


def described(client: httpx.Client, **given: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=client.get("/sparql", **given).content, format="turtle")


def test_without_a_query_the_service_describes_itself(client: httpx.Client):
    graph = described(client)
    service = graph.value(None, rdflib.RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == rdflib.URIRef(f"{client.base_url}/sparql")
    assert graph.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    formats = {
        str(each).removeprefix("http://www.w3.org/ns/formats/") for each in graph.objects(service, SD.resultFormat)
    }
    assert formats == {
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
        "RDF_XML", "JSON-LD",
    }  # fmt: skip


def test_the_description_lists_every_graph_with_its_size(client: httpx.Client):
    graph = described(client)
    dataset = graph.value(graph.value(None, rdflib.RDF.type, SD.Service), SD.defaultDataset)
    names = {str(graph.value(each, SD.name)) for each in graph.objects(dataset, SD.namedGraph)}
    counted = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    rows = client.get("/sparql", params={"query": counted}).json()["results"]["bindings"]
    assert len(names) == int(rows[0]["n"]["value"]) > 200
    assert f"{GRAPHS}current" in names
    triples = rdflib.URIRef("http://rdfs.org/ns/void#triples")
    size = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    rows = client.get("/sparql", params={"query": size}).json()["results"]["bindings"]
    assert int(graph.value(graph.value(dataset, SD.defaultGraph), triples)) == int(rows[0]["n"]["value"])


@pytest.mark.parametrize(("accept", "reader"), READERS)
def test_the_description_is_negotiated(client: httpx.Client, accept: str, reader: RdfFormat):
    reply = client.get("/sparql", headers={"accept": accept})
    assert reply.headers["content-type"] == accept
    types = [str(quad.object) for quad in pyoxigraph.parse(reply.content, format=reader)]
    assert types.count(f"<{SD.Service}>") == 1


def test_a_browser_is_shown_the_editor(client: httpx.Client):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for params in ({}, {"query": AMAZON}):
        reply = client.get("/sparql", params=params, headers={"accept": accept})
        assert reply.headers["content-type"] == "text/html; charset=utf-8"
        assert "<h1" in reply.text
    assert (
        client.get("/sparql", params={"query": AMAZON, "format": "csv"}, headers={"accept": accept}).text
        == "label\r\nAmazon\r\n"
    )
