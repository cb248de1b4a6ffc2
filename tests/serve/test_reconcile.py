"""The reconciliation service, against the published schemas of its specification (version 0.2)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from moratoria.serve.batches import BATCH

FOLDER = Path(__file__).with_name("reconciliation")
SCHEMAS = {path.stem: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}
REGISTRY = Registry().with_resources(
    (schema["$id"], Resource(schema, DRAFT7)) for schema in SCHEMAS.values()
)  # fmt: skip


def valid(schema, value):
    Draft7Validator(SCHEMAS[schema], registry=REGISTRY).validate(value)
    return value


def reconcile(client, queries):
    valid("reconciliation-query-batch", queries)
    reply = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert reply.status_code == 200
    return valid("reconciliation-result-batch", reply.json())


def test_the_manifest_is_as_published_and_its_addresses_answer(client):
    found = valid("manifest", client.get("/reconcile").json())
    assert (found["versions"], found["identifierSpace"]) == (["0.2"], "https://w3id.org/moratoria/id/")
    assert [each["id"] for each in found["defaultTypes"]] == ["organization", "legislation", "technology"]
    assert client.get(found["preview"]["url"].replace("{{id}}", "organization%2Fibm")).status_code == 200
    view = client.get(found["view"]["url"].replace("{{id}}", "organization%2Fibm"))
    assert (view.status_code, view.headers["location"]) == (303, "/page/organization/ibm")


@pytest.mark.parametrize(("query", "best"), [
    ({"query": "Microsoft Corp"}, "organization/microsoft"), ({"query": "FACEBOOK, INC."}, "organization/meta"),
    ({"query": "face recognition", "type": "technology"}, "technology/facial-recognition"),
    ({"query": "SB 6280", "type": ["legislation"]}, "legislation/us-wa-sb-6280"),
    ({"query": "organization/ibm"}, "organization/ibm"),
    ({"properties": [{"pid": "cik", "v": 789019}]}, "organization/microsoft"),
    ({"query": "x", "properties": [{"pid": "wikidata", "v": {"id": "Q2283"}}]}, "organization/microsoft"),
    ({"query": "x", "properties": [{"pid": "ticker", "v": ["msft"]}]}, "organization/microsoft"),
])  # fmt: skip
def test_a_name_or_an_identifier_is_matched_with_its_reasons(client, query, best):
    (first, *others) = reconcile(client, {"q": query})["q"]["result"]
    assert (first["id"], first["match"]) == (best, True)
    assert first["score"] >= max((each["score"] for each in others), default=0)
    assert first["description"]
    assert all(not each["match"] for each in others)


def test_what_a_client_can_weigh_comes_with_each_candidate(client):
    (first, *_) = reconcile(client, {"q": {"query": "Microsoft", "type": "organization"}})["q"]["result"]
    features = {each["id"]: each["value"] for each in first["features"]}
    assert (features["same_name"], features["same_identifier"], features["name_likeness"]) == (True, False, 0.9)


def test_types_and_limits_hold(client):
    answers = reconcile(client, {
        "a": {"query": "recognition", "limit": 2}, "b": {"query": "Microsoft", "type": "technology"},
        "c": {"query": "Microsoft", "type": "planet"},
    })  # fmt: skip
    assert len(answers["a"]["result"]) <= 2
    assert all(each["type"][0]["id"] == "technology" for each in answers["b"]["result"])
    assert answers["c"]["result"] == []


def test_a_batch_can_be_in_the_address(client):
    queries = json.dumps({"q0": {"query": "IBM"}})
    found = valid("reconciliation-result-batch", client.get("/reconcile", params={"queries": queries}).json())
    assert found["q0"]["result"][0]["id"] == "organization/ibm"


def test_suggestions_are_as_published(client):
    found = valid("suggest-entities-response", client.get("/reconcile/suggest/entity?prefix=micr").json())
    assert found["result"][0]["id"] == "organization/microsoft"
    later = client.get("/reconcile/suggest/entity?prefix=micr&cursor=1").json()["result"]
    assert later == found["result"][1:] + later[len(found["result"]) - 1 :]
    types = valid("suggest-types-response", client.get("/reconcile/suggest/type?prefix=org").json())
    assert types["result"] == [{"id": "organization", "name": "Organization"}]
    told = valid("suggest-properties-response", client.get("/reconcile/suggest/property?prefix=tick").json())
    assert [each["id"] for each in told["result"]] == ["ticker"]


def test_properties_of_a_type_are_proposed_and_fetched(client):
    found = valid("data-extension-property-proposal", client.get("/reconcile/properties?type=organization").json())
    ids = [each["id"] for each in found["properties"]]
    asked = {"ids": ["organization/microsoft", "organization/nobody"], "properties": [{"id": name} for name in ids]}
    reply = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    rows = valid("data-extension-response", reply)["rows"]
    assert rows["organization/microsoft"]["cik"] == [{"str": "0000789019"}]
    assert rows["organization/microsoft"]["kind"] == [{"str": "company"}]
    assert set(map(len, rows["organization/nobody"].values())) == {0}


def test_values_that_are_entities_are_given_as_such(client):
    asked = {"ids": ["legislation/us-wa-sb-6280"], "properties": [{"id": "technologies"}]}
    reply = valid("data-extension-response", client.get("/reconcile", params={"extend": json.dumps(asked)}).json())
    assert reply["meta"][0]["type"]["id"] == "technology"
    value = {"id": "technology/facial-recognition", "name": "facial recognition"}
    assert reply["rows"]["legislation/us-wa-sb-6280"]["technologies"] == [value]


def test_a_preview_may_be_framed_and_holds_nothing_to_act_on(client):
    reply = client.get("/reconcile/preview?id=organization/microsoft")
    assert reply.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "frame-ancestors *" in reply.headers["content-security-policy"]
    assert ("<h1>Microsoft</h1>" in reply.text, "<script" in reply.text, "<form" in reply.text) == (True, False, False)


def test_a_batch_over_the_bound_is_413(client):
    queries = {f"q{number}": {"query": "IBM"} for number in range(BATCH + 1)}
    assert client.post("/reconcile", data={"queries": json.dumps(queries)}).status_code == 413


@pytest.mark.parametrize("text", [
    "", "[1]", "1", "{", '{"a": 1}', '{"a": {}}', '{"a": {"query": 1}}', '{"a": {"query": ""}}', "[" * 100_000,
    '{"a": {"query": "x", "limit": 0}}', '{"a": {"query": "x", "limit": NaN}}', '{"a": {"query": "x", "type": {}}}',
    '{"a": {"query": "x", "properties": [1]}}', '{"\\ud800": {"query": "x"}}', '{"a": {"query": "x", "limit": true}}',
    '{"a": ' + "9" * 5000 + "}",
])  # fmt: skip
def test_a_bad_batch_is_400(client, text):
    reply = client.post("/reconcile", data={"queries": text})
    assert (reply.status_code, reply.headers["content-type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(("text", "status"), [
    ("[]", 400), ('{"ids": 1, "properties": []}', 400), ('{"ids": [], "properties": [{"id": "nope"}]}', 404),
    ('{"ids": [1], "properties": []}', 400), ('{"ids": []}', 400), ('{"ids": ["x/y> <z"], "properties": []}', 200),
    (json.dumps({"ids": ["a"] * 501, "properties": []}), 413),
])  # fmt: skip
def test_a_bad_extension_is_refused(client, text, status):
    assert client.post("/reconcile", data={"extend": text}).status_code == status


@pytest.mark.parametrize(("path", "status"), [
    ("/reconcile/suggest/planet?prefix=x", 404), ("/reconcile/suggest/entity?prefix=x&cursor=-1", 400),
    ("/reconcile/suggest/entity", 200), ("/reconcile/properties", 404),
    ("/reconcile/properties?type=organization&limit=x", 400),
    ("/reconcile/preview?id=../../etc/passwd", 404), ("/reconcile/view?id=//evil.example", 404),
    ("/reconcile/view", 404),
])  # fmt: skip
def test_every_door_refuses_what_it_does_not_know(client, path, status):
    assert client.get(path).status_code == status


def test_only_a_form_is_posted(client):
    assert client.post("/reconcile", json={"queries": {}}).status_code == 400
    assert client.post("/reconcile", data={"other": "x"}).status_code == 400
    assert client.post("/reconcile", data={f"f{n}": "x" for n in range(50)}).status_code == 400
    assert client.put("/reconcile").status_code == 405


@pytest.mark.parametrize("query", ['" } UNION {', "<img src=x>", "a\x00b", "x" * 5000, "\u202e", "=1+1"])
def test_no_query_harms(client, query):
    assert reconcile(client, {"q": {"query": query}})["q"]["result"] is not None
