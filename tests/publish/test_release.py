"""A release: every file says what the graph says, describes itself truly, and can be read offline."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
import rdflib
from lxml import etree

from moratoria.pages.render import ONTOLOGY
from moratoria.publish.described import MEDIA_TYPES

VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
DATASET = rdflib.URIRef("https://w3id.org/moratoria/dataset")


def pages_of(release: Path) -> list[Path]:
    return sorted(release.rglob("*.html"))


def rows_of(release: Path, table: str) -> list[dict[str, str]]:
    with (release / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parsed(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path)


def test_two_releases_of_one_store_are_equal_byte_for_byte(graph, release, tmp_path):
    graph.publish(tmp_path / "again", as_of="2021-01-01")
    first, second = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (release, tmp_path / "again")
    )
    assert len(first) > 60
    assert first == second


def test_every_file_has_its_checksum(release):
    lines = (release / "SHA256SUMS").read_text().splitlines()
    stated = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    real = {
        path.relative_to(release).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in release.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert stated == real


def test_every_page_is_well_formed_and_runs_nothing(release):
    pages = pages_of(release)
    assert len(pages) > 50
    for page in pages:
        root = etree.fromstring(page.read_bytes())
        tags = {etree.QName(element).localname for element in root.iter(etree.Element)}
        assert tags & {"script", "img", "iframe", "object", "embed", "form", "style"} == set(), page
        outside = [e for e in root.iter() for key in ("src", "srcset", "action", "data") if e.get(key)]
        assert outside == [], page
        sheets = [e.get("href") for e in root.iter("{*}link")]
        assert [href for href in sheets if ":" in href or href.startswith("//")] == [], page


def test_every_link_within_the_release_leads_to_a_file_and_a_place_in_it(release):
    roots = {page: etree.fromstring(page.read_bytes()) for page in pages_of(release)}
    anchors = {page: {e.get("id") for e in root.iter() if e.get("id")} for page, root in roots.items()}
    followed = 0
    for page, root in roots.items():
        for href in (e.get("href") for e in root.iter() if e.get("href")):
            if href.startswith(("http://", "https://")):
                continue
            path, _, anchor = href.partition("#")
            target = (page.parent / unquote(path)).resolve() if path else page
            assert target.is_file(), (page, href)
            if anchor:
                assert anchor in anchors[target], (page, href)
            followed += 1
    assert followed > 500


def test_each_thing_has_one_page_only(release):
    for page in pages_of(release):
        ids = [e.get("id") for e in etree.fromstring(page.read_bytes()).iter() if e.get("id")]
        assert len(ids) == len(set(ids)), page
    assert (release / "id/restriction/halcyon-sight-police-2020.html").is_file()
    assert (release / "id/organization/halcyon.html").is_file()
    assert (release / "id/source/gazette-2020-06-13-borealis.html").is_file()
    assert (release / "id/jurisdiction/US.html").is_file()


def text_of(path: Path) -> str:
    return " ".join("".join(etree.fromstring(path.read_bytes()).itertext()).split())


def test_a_restriction_page_shows_status_facts_places_and_what_links_to_it(release):
    text = text_of(release / "id/restriction/halcyon-sight-police-2020.html")
    assert "As of 2021-01-01: ◧ in force (awaiting date) since 2020-06-10 until 2021-05-18." in text
    assert "superseded" in text
    assert re.search(r"\[1 (quoted|paraphrased): [^\]]+\]", text)
    for heading in ("Facts", "Conditions", "What links here", "Sources"):
        assert heading in text


def test_a_page_shows_what_was_set_aside_with_the_rule(release):
    pages = [text_of(page) for page in (release / "id").rglob("*.html")]
    assert any("set aside (" in text for text in pages)
    assert any("Contradictions" in text for text in pages)


def test_a_retracted_source_says_so(release):
    text = text_of(release / "id/source/gazette-2020-06-13-borealis.html")
    assert "Retracted 2026-02-01T00:00:00Z: a copy" in text


def test_the_index_lists_every_page(release):
    root = etree.fromstring((release / "index.html").read_bytes())
    linked = {e.get("href") for e in root.iter() if e.get("href")}
    things = {page.relative_to(release).as_posix() for page in (release / "id").rglob("*.html")}
    assert things - linked == set()


def test_a_template_in_the_data_is_not_run(release):
    assert "{{ 7 * 7 }}" in text_of(release / "id/restriction/trap.html")


def test_the_turtle_holds_the_graph_and_void_counts_it_truly(release):
    data, void = parsed(release / "moratoria.ttl"), parsed(release / "void.ttl")

    def stated(name: str) -> int:
        return int(void.value(DATASET, VOID[name]))

    assert stated("triples") == len(data) > 1000
    assert stated("distinctSubjects") == len(set(data.subjects()))
    assert stated("distinctObjects") == len(set(data.objects()))
    assert stated("properties") == len(set(data.predicates()))
    assert stated("classes") == len(set(data.objects(None, rdflib.RDF.type)))
    ours = {node for node in data.subjects() if str(node).startswith("https://w3id.org/moratoria/id/")}
    assert stated("entities") == len(ours)
    for part in void.objects(DATASET, VOID.classPartition):
        kind = void.value(part, VOID["class"])
        assert int(void.value(part, VOID.entities)) == len(set(data.subjects(rdflib.RDF.type, kind)))
    for part in void.objects(DATASET, VOID.propertyPartition):
        uses = len(list(data.subject_objects(void.value(part, VOID.property))))
        assert int(void.value(part, VOID.triples)) == uses


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_every_format_holds_the_same_quads(release):
    text = (release / "moratoria.nq").read_bytes()
    assert gzip.decompress((release / "moratoria.nq.gz").read_bytes()) == text
    quads = {name: rdflib.Dataset() for name in ("nquads", "trig", "json-ld")}
    quads["nquads"].parse(data=text.decode(), format="nquads")
    quads["trig"].parse(release / "moratoria.trig", format="trig")
    quads["json-ld"].parse(release / "moratoria.jsonld", format="json-ld")
    lines = {name: set(each.quads()) for name, each in quads.items()}
    assert len(lines["nquads"]) == len(text.splitlines())
    assert lines["trig"] == lines["nquads"]
    assert lines["json-ld"] == lines["nquads"]


def test_a_publishers_sentence_stays_out_and_its_place_and_hash_stay_in(graph, release, sentence):
    assert sentence in graph.dump().decode()
    held = [path for path in release.rglob("*") if path.is_file() and sentence.encode() in path.read_bytes()]
    assert held == []
    assert sentence.encode() not in gzip.decompress((release / "moratoria.nq.gz").read_bytes())
    digest = hashlib.sha256(sentence.encode()).hexdigest()
    assert digest.encode() in (release / "moratoria.nq").read_bytes()
    assert "characters 4-48" in text_of(release / "id/restriction/trap.html")


def test_dcat_names_every_distribution_with_its_size_and_checksum(release):
    catalogue = parsed(release / "dcat.ttl")
    found = list(catalogue.objects(DATASET, DCAT.distribution))
    assert len(found) == len(MEDIA_TYPES) == 10
    for node in found:
        file = Path(unquote(str(catalogue.value(node, DCAT.downloadURL)).removeprefix("file://")))
        assert file.parent == release
        content = file.read_bytes()
        assert int(catalogue.value(node, DCAT.byteSize)) == len(content)
        checksum = catalogue.value(node, SPDX.checksum)
        value = catalogue.value(checksum, SPDX.checksumValue).n3().split('"')[1]
        assert value.lower() == hashlib.sha256(content).hexdigest()


TYPES = {"string": str, "integer": int, "date": date.fromisoformat, "datetime": datetime.fromisoformat}


@pytest.mark.parametrize("table", ["restrictions", "sources", "organizations"])
def test_a_table_is_as_the_data_package_says(release, table):
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["name"], package["created"]) == ("moratoria", "2026-02-01T00:00:00Z")
    (resource,) = [each for each in package["resources"] if each["name"] == table]
    content = (release / resource["path"]).read_bytes()
    assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    rows = rows_of(release, table)
    assert list(rows[0]) == list(fields)
    for row in rows:
        for name, value in row.items():
            pattern = fields[name].get("constraints", {}).get("pattern")
            assert not value or TYPES[fields[name]["type"]](value) is not None
            assert not value or pattern is None or re.fullmatch(pattern.strip("^$"), value), (name, value)
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids)) > 1


def test_a_restriction_is_one_flat_row_in_csv_and_json(release):
    row = {each["id"]: each for each in rows_of(release, "restrictions")}["halcyon-sight-police-2020"]
    assert (row["kind"], row["actor_ids"], row["announced"]) == ("moratorium", "halcyon", "2020-06-10")
    assert (row["status"], row["status_since"], row["status_until"]) == ("in force", "2020-06-10", "2021-05-18")
    assert row["facets"] == "awaiting date"
    document = json.loads((release / "restrictions.json").read_text(encoding="utf-8"))
    assert document["as_of"] == "2021-01-01"
    same = {each["id"]: each for each in document["restrictions"]}["halcyon-sight-police-2020"]
    assert (same["actor_ids"], same["end"] is None or same["end"]) == (["halcyon"], same["end"] is None or row["end"])
    assert same["addresses"] == row["addresses"].split("; ")
    assert len(document["restrictions"]) == len(rows_of(release, "restrictions"))


def test_a_cell_is_never_a_formula(release):
    for table in ("restrictions", "sources", "organizations"):
        cells = [cell for row in rows_of(release, table) for cell in row.values()]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert {row["name"] for row in rows_of(release, "organizations")} >= {"'@SUM(A1)"}


def test_the_ontology_page_has_every_term_with_its_definition(release):
    ontology = parsed(release / "ontology.ttl")
    root = etree.fromstring((release / ONTOLOGY).read_bytes())
    shown = {e.get("id") for e in root.iter("{*}article")}
    mor = "https://w3id.org/moratoria/ontology#"
    terms = {str(node).removeprefix(mor) for node in ontology.subjects() if str(node).startswith(mor)}
    assert len(terms) > 150
    assert shown == terms
    (ban,) = root.xpath("//*[@id='Ban']")
    text = " ".join("".join(ban.itertext()).split())
    for words in (
        "A restriction that forbids without a planned end.",
        "exampleSan Francisco",
        "narrower thanrestriction",
    ):
        assert words in text
