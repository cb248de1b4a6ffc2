"""Downloads: flat files at addresses that stay, with hashes that hold."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import time
from datetime import date

import pytest
from pyoxigraph import parse

from moratoria.errors import UnknownName
from moratoria.pipeline.kg import Moratoria
from moratoria.serve.downloads import downloads_of
from moratoria.serve.stock import FILES, Stock
from moratoria.store.base import Change
from moratoria.terms import CURRENT, MOR, RDFS, TYPE, Literal, Quad, RdfFormat, thing

DAY = date(2026, 11, 23)
TABLES = ("restrictions", "intervals", "statements", "sources", "organizations", "legislation", "links")


def rows_of(client, path):
    reply = client.get(f"/data/latest/{path}")
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(reply.text, newline="")))


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_same_rows_as_csv_and_as_json(client, table):
    rows = rows_of(client, f"{table}.csv")
    found = client.get(f"/data/latest/{table}.json").json()
    assert found["as_of"] == "2026-11-23"
    assert [row["id"] for row in found[table]] == [row["id"] for row in rows]
    assert list(found[table][0]) == list(rows[0])
    assert len(rows) > 40


def test_a_restriction_has_the_status_of_the_day_asked_for(client):
    def status(path):
        row = next(row for row in rows_of(client, path) if row["id"] == "amazon-rekognition-police-2020")
        return row["status"], row["facets"], row["actors"]

    assert status("restrictions.csv") == ("superseded", "", "Amazon")
    assert status("restrictions.csv?asOf=2020-12-31") == ("in force", "awaiting date", "Amazon")


def test_an_interval_says_from_when_until_when_and_by_which_rule(client):
    rows = [row for row in rows_of(client, "intervals.csv") if row["restriction"] == "amazon-rekognition-police-2020"]
    assert [(row["status"], row["since"], row["until"]) for row in rows] == [
        ("in force", "2020-06-10", "2021-05-18"), ("superseded", "2021-05-18", ""),
    ]  # fmt: skip
    assert rows[0]["rule"] == "start-from-announcement"


def test_a_law_says_what_happened_to_it(client):
    law = next(row for row in rows_of(client, "legislation.csv") if row["id"] == "eu-ai-act")
    assert (law["kind"], law["level"], law["jurisdiction"]) == ("regulation", "supranational", "EU")
    assert "2024-08-01 entered-into-force" in law["events"].split("; ")
    assert "eu-ai-act-social-scoring-ban" in law["restrictions"].split("; ")


def test_a_link_says_how_sure_it_is_and_who_says_so(client):
    rows = rows_of(client, "links.csv")
    link = next(row for row in rows if (row["id"], row["relation"]) == ("legislation/eu-ai-act", "sameRecordAs"))
    assert link["target"] == "https://w3id.org/moratoria/id/legislation/agora-757"
    assert link["sources"] == "links-laws"
    assert 0.5 < float(link["confidence"]) <= 1


def test_a_statement_names_who_made_it_and_what_it_is_about(client):
    row = next(row for row in rows_of(client, "statements.csv") if row["id"] == "friedman-accuracy-2019")
    assert (row["speaker"], row["organization"], row["said"]) == ("barry-friedman", "policing-project", "2019-06-27")
    assert row["restrictions"] == "axon-face-matching-2019"


def test_the_graph_is_the_same_in_every_form_that_keeps_graphs(client):
    quads = client.get("/data/latest/moratoria.nq").content
    assert gzip.decompress(client.get("/data/latest/moratoria.nq.gz").content) == quads
    trig = client.get("/data/latest/moratoria.trig")
    assert trig.headers["content-type"] == "application/trig"
    assert sum(1 for _ in parse(trig.content, format=RdfFormat.TRIG)) == quads.count(b"\n") > 70_000


def test_the_hashes_are_those_of_the_files(client):
    lines = client.get("/data/latest/sha256sums.txt").text.splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert sorted(sums) == sorted(FILES)
    for name in ("restrictions.csv", "links.json", "moratoria.ttl", "moratoria.nq.gz", "ontology.ttl"):
        assert hashlib.sha256(client.get(f"/data/latest/{name}").content).hexdigest() == sums[name]


def test_a_file_is_saved_under_its_name_with_the_day_and_not_sent_twice(client):
    for name in ("restrictions.csv", "moratoria.ttl"):
        reply = client.get(f"/data/latest/{name}")
        stem, _, ending = name.partition(".")
        assert reply.headers["content-disposition"] == f'attachment; filename="{stem}-2026-11-23.{ending}"'
        held = client.get(f"/data/latest/{name}", headers={"if-none-match": reply.headers["etag"]})
        assert (held.status_code, held.content) == (304, b"")


def test_a_part_of_a_big_file_can_be_had(client):
    reply = client.get("/data/latest/moratoria.nq", headers={"range": "bytes=0-9"})
    assert (reply.status_code, len(reply.content)) == (206, 10)


def test_what_is_not_offered_or_malformed_is_told(client):
    wrong = client.get("/data/latest/restrictions.xlsx")
    assert (wrong.status_code, wrong.json()["nearest"]) == (404, ["restrictions.csv", "restrictions.json"])
    assert client.get("/data/latest/passwd").status_code == 404
    assert client.get("/data/latest/<b>").status_code == 404
    assert client.get("/data/latest/restrictions.csv?asOf=2020").status_code == 400
    assert client.get("/data/latest/sha256sums.txt?asKnown=x").status_code == 400


def test_the_dataset_describes_itself_to_search_engines(client):
    reply = client.get("/data/dataset.jsonld")
    assert reply.headers["content-type"] == "application/ld+json"
    found = reply.json()
    assert (found["@type"], found["@context"]) == ("Dataset", "https://schema.org/")
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["dateModified"] == "2026-11-23"
    first = found["distribution"][0]
    assert first["encodingFormat"] == "text/csv"
    assert client.get(first["contentUrl"]).status_code == 200


def test_the_name_of_the_dataset_leads_to_its_description(client):
    place = client.get("/dataset", headers={"accept": "application/ld+json"}).headers["location"]
    assert place == "/data/dataset.jsonld"
    assert client.get("/dataset", headers={"accept": "text/html"}).headers["location"] == "/data"


def small_graph() -> Moratoria:
    graph = Moratoria.in_memory()
    node = thing("organization/evil")
    said = [(TYPE, MOR.Organization), (RDFS.label, Literal("=1+1"))]
    graph.store.commit(Change([Quad(node, predicate, value, CURRENT) for predicate, value in said]))
    return graph


def test_a_list_of_downloads_waits_for_nobody_and_is_whole_soon():
    with small_graph() as graph:
        first = downloads_of(graph, DAY)
        assert [each.name for each in first] == [*FILES]
        until = time.monotonic() + 30
        while any(each.size is None for each in downloads_of(graph, DAY)) and time.monotonic() < until:
            time.sleep(0.02)
        listed = {each.name: each for each in downloads_of(graph, DAY)}
        assert (listed["organizations.csv"].rows, listed["moratoria.ttl"].rows) == (1, None)
        assert listed["organizations.csv"].path == "/data/latest/organizations.csv"
        assert all(each.size and each.sha256 for each in listed.values())


def test_a_cell_that_a_spreadsheet_would_run_is_made_text():
    with small_graph() as graph:
        stock = Stock(graph)
        table, document = (stock.find(f"organizations.{form}", DAY)[0].read_text() for form in ("csv", "json"))
    assert "evil,https://w3id.org/moratoria/id/organization/evil,'=1+1," in table
    assert json.loads(document)["organizations"][0]["name"] == "=1+1"


def test_the_tables_of_only_a_few_days_are_held():
    with small_graph() as graph:
        stock = Stock(graph)
        places = [stock.find("restrictions.csv", date(2026, 11, day))[0] for day in range(1, 7)]
        assert [place.exists() for place in places] == [False, False, True, True, True, True]
        with pytest.raises(UnknownName):
            stock.find("../secret", DAY)


def test_a_folder_of_downloads_goes_with_its_graph():
    with small_graph() as graph:
        stock = Stock(graph)
        folder = stock.find("links.csv", DAY)[0].parent.parent
        assert folder.is_dir()
        del stock
        assert not folder.exists()
