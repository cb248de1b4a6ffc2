"""The documents by which machines find their way, over the shipped facts."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pyoxigraph
import pytest
import rdflib
from pyoxigraph import RdfFormat
from rdflib import RDF, RDFS, SH, VOID

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
MOR = rdflib.Namespace("https://w3id.org/moratoria/ontology#")
BASE = "https://w3id.org/moratoria/"
DATASET = rdflib.URIRef(f"{BASE}dataset")
EXAMPLES = f"{BASE}.well-known/sparql-examples#"
ROOT = Path(__file__).parents[2]
READERS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE), "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML), "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
}  # fmt: skip
DOCUMENTS = ["/sparql", "/.well-known/void", "/.well-known/sparql-examples", "/dcat", "/ontology"]


def read(client: httpx.Client, path: str) -> rdflib.Graph:
    reply = client.get(path)
    assert reply.headers["content-type"] == "text/turtle; charset=utf-8"
    return rdflib.Graph().parse(data=reply.content, format="turtle")


def canonical(content: bytes, format: RdfFormat) -> set[str]:
    triples = pyoxigraph.Dataset(pyoxigraph.parse(content, format=format, base_iri="http://example.org/"))
    triples.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(triple) for triple in triples}


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_says_the_same_in_every_form(client: httpx.Client, path: str):
    client.get("/data/latest/sha256sums.txt")  # the sizes of files are told once they are made
    contents = set()
    for form, (media, reader) in READERS.items():
        wanted = client.get(path, headers={"accept": media})
        assert wanted.headers["content-type"].partition(";")[0] == media
        assert client.get(path, params={"format": form}).content == wanted.content
        contents.add(frozenset(canonical(wanted.content, reader)))
    assert len(contents) == 1
    assert len(contents.pop()) > 20


@pytest.mark.parametrize("path", DOCUMENTS[1:])
def test_a_document_links_to_its_other_forms_and_refuses_those_it_has_not(client: httpx.Client, path: str):
    reply = client.get(path)
    assert f'<{path}?format=jsonld>; rel="alternate"; type="application/ld+json"' in reply.headers["link"]
    assert "text/turtle" not in reply.headers["link"]
    refused = client.get(path, headers={"accept": "image/png"})
    assert refused.status_code == 406
    assert "text/turtle (format=ttl)" in refused.json()["detail"]


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path != "/dcat"])
def test_a_document_that_is_held_is_not_sent_again(client: httpx.Client, path: str):
    tag = client.get(path).headers["etag"]
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def ask_number(client: httpx.Client, query: str) -> int:
    rows = client.get("/sparql", params={"query": query, "format": "json"}).json()["results"]["bindings"]
    return int(rows[0]["n"]["value"])


def test_void_counts_what_the_endpoint_counts(client: httpx.Client):
    graph = read(client, "/.well-known/void")
    own = "FILTER(?g != graph:store)"
    pattern = "GRAPH ?g { ?s ?p ?o }"
    triples = f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ {pattern} {own} }} }}"
    assert int(str(graph.value(DATASET, VOID.triples))) == ask_number(client, triples) > 50_000
    properties = f"SELECT (COUNT(DISTINCT ?p) AS ?n) {{ {pattern} {own} }}"
    assert int(str(graph.value(DATASET, VOID.properties))) == ask_number(client, properties)
    assert len(set(graph.objects(DATASET, VOID.propertyPartition))) == ask_number(client, properties)


@pytest.mark.parametrize("name", ["Ban", "Company", "Claim"])
def test_void_has_a_partition_per_class(client: httpx.Client, name: str):
    graph = read(client, "/.well-known/void")
    part = graph.value(None, VOID["class"], MOR[name])
    assert (DATASET, VOID.classPartition, part) in graph
    counted = f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s a mor:{name} }} }}"
    assert int(str(graph.value(part, VOID.entities))) == ask_number(client, counted) > 0


def test_void_leads_to_the_endpoint_and_to_files_that_are_there(client: httpx.Client):
    graph = read(client, "/.well-known/void")
    assert graph.value(DATASET, VOID.sparqlEndpoint) == rdflib.URIRef(f"{client.base_url}/sparql")
    dumps = sorted(map(str, graph.objects(DATASET, VOID.dataDump)))
    assert dumps == [f"{client.base_url}/data/latest/moratoria.{each}" for each in ("nq.gz", "ttl")]
    assert [client.get(address).status_code for address in dumps] == [200, 200]


def test_the_catalogue_lists_the_dataset_its_service_and_its_files(client: httpx.Client):
    sums = client.get("/data/latest/sha256sums.txt").text.split()
    graph = read(client, "/dcat")
    catalog = graph.value(None, RDF.type, DCAT.Catalog)
    service = graph.value(catalog, DCAT.service)
    assert graph.value(catalog, DCAT.dataset) == DATASET
    assert graph.value(service, DCAT.servesDataset) == DATASET
    assert graph.value(service, DCAT.endpointURL) == rdflib.URIRef(f"{client.base_url}/sparql")
    files = {
        str(graph.value(each, DCAT.downloadURL)).rpartition("/")[2]: str(
            graph.value(graph.value(each, SPDX.checksum), SPDX.checksumValue)
        )
        for each in graph.objects(DATASET, DCAT.distribution)
    }
    assert files == dict(zip(sums[1::2], sums[::2], strict=True))
    assert {"restrictions.csv", "moratoria.nq", "moratoria.jsonld"} < files.keys()


def test_every_stored_question_is_an_example_that_the_endpoint_answers(client: httpx.Client):
    graph = read(client, "/.well-known/sparql-examples")
    names = {path.stem for path in (ROOT / "queries").glob("*/*.rq") if path.parent.name not in ("qc", "federated")}
    examples = {str(each).removeprefix(EXAMPLES): each for each in graph.subjects(RDF.type, SH.SPARQLExecutable)}
    assert examples.keys() == names
    for node in examples.values():
        assert (node, RDF.type, SH.SPARQLSelectExecutable) in graph
        query = str(graph.value(node, SH.select))
        assert not query.startswith("#+")
        reply = client.post("/sparql", data={"query": query})
        assert reply.status_code == 200, (node, reply.text)


def test_an_example_says_what_it_asks_and_of_which_endpoint(client: httpx.Client):
    graph = read(client, "/.well-known/sparql-examples")
    node = rdflib.URIRef(f"{EXAMPLES}restrictions-in-force")
    assert graph.value(node, RDFS.label) == rdflib.Literal("Which restrictions are in force on a day?", lang="en")
    assert str(graph.value(node, RDFS.comment)).startswith(
        "Which restrictions are in force on a day? Every restriction"
    )
    assert graph.value(node, rdflib.URIRef("https://schema.org/target")) == rdflib.URIRef(f"{client.base_url}/sparql")


def test_the_prefixes_are_declared_for_editors(client: httpx.Client):
    graph = read(client, "/.well-known/sparql-examples")
    holder = graph.value(rdflib.URIRef(f"{EXAMPLES}restrictions-in-force"), SH.prefixes)
    declared = {
        str(graph.value(each, SH.prefix)): graph.value(each, SH.namespace) for each in graph.objects(holder, SH.declare)
    }
    assert declared["mor"] == rdflib.Literal(f"{BASE}ontology#", datatype=rdflib.XSD.anyURI)
    assert {"odrl", "prov", "skos", "dpv", "id", "graph"} < declared.keys()


def test_the_context_is_that_of_the_ontology(client: httpx.Client):
    reply = client.get("/context.jsonld")
    assert reply.headers["content-type"] == "application/ld+json"
    assert reply.content == (ROOT / "ontology" / "context.jsonld").read_bytes()
    assert json.loads(reply.content)["@context"]["mor"] == f"{BASE}ontology#"


def test_the_ontology_is_given_whole(client: httpx.Client):
    graph = read(client, "/ontology")
    assert (MOR.Ban, RDFS.subClassOf, MOR.Restriction) in graph
    assert (rdflib.URIRef(f"{BASE}ontology"), RDF.type, rdflib.OWL.Ontology) in graph


def test_a_browser_is_shown_a_page_with_every_term(client: httpx.Client):
    reply = client.get("/ontology", headers={"accept": "text/html,*/*;q=0.8"})
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert 'id="Ban"' in reply.text
    terms = {str(each).partition("#")[2] for each in read(client, "/ontology").subjects() if str(each).startswith(MOR)}
    assert [term for term in sorted(terms) if f'id="{term}"' not in reply.text] == []
    assert len(terms) > 100


@pytest.mark.parametrize(("ending", "form"), [("ttl", "ttl"), ("html", "html"), ("jsonld", "jsonld")])
def test_the_ontology_is_found_by_its_ending(client: httpx.Client, ending: str, form: str):
    reply = client.get(f"/ontology.{ending}")
    assert (reply.status_code, reply.headers["location"]) == (303, f"/ontology?format={form}")


@pytest.mark.parametrize("ending", ["exe", "ttl%0d%0aX-Evil:1", "..", "%3Cscript%3E"])
def test_an_ending_that_there_is_not_leads_nowhere(client: httpx.Client, ending: str):
    reply = client.get(f"/ontology.{ending}")
    assert reply.status_code in (404, 406)
    assert "x-evil" not in reply.headers
