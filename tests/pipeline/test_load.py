"""Loads are atomic: all findings or none written; twice is once; any order is the same graph."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from random import Random

import pytest

from moratoria import Moratoria
from moratoria.errors import InputError, StoreError, UnknownName


def rows(graph, text: str) -> set[tuple[str | None, ...]]:
    prefixes = (
        "PREFIX mor: <https://w3id.org/moratoria/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX odrl: <http://www.w3.org/ns/odrl/2/> "
    )
    return {
        tuple(term.value if term is not None else None for term in row) for row in graph.query(prefixes + text).rows
    }


LABELS = "SELECT ?label WHERE { ?x a mor:Restriction ; rdfs:label ?label }"


def test_a_load_says_what_it_did(graph, world):
    report = graph.load([world])
    assert (len(report.loaded), report.refused, report.unchanged, report.ok) == (8, (), (), True)
    assert report.quads > 1_000


def test_loading_twice_changes_nothing(graph, world):
    graph.load([world])
    before = graph.dump()
    report = graph.load([world], moment=datetime(2030, 1, 1, tzinfo=UTC))
    assert graph.dump() == before
    assert (report.loaded, len(report.unchanged), report.quads) == ((), 8, 0)


@pytest.mark.parametrize("seed", [1, 2])
def test_one_by_one_in_any_order_is_the_same_as_all_at_once(graph, world, seed):
    graph.load([world])
    files = sorted(world.glob("*.yaml"))
    Random(seed).shuffle(files)
    with Moratoria.in_memory() as other:
        while files:
            report = other.load(files, keep_going=True)
            files = [path for path in files if str(path) in report.refused]
            assert report.loaded
        assert other.dump() == graph.dump()


def test_an_unchanged_file_without_record_time_stays_unchanged_at_another_moment(graph, write):
    path = write("page")
    path.write_text(path.read_text().replace("  recorded: 2021-03-06T09:00:00Z\n", ""))
    graph.load([path], moment=datetime(2022, 1, 1, tzinfo=UTC))
    before = graph.dump()
    assert graph.load([path], moment=datetime(2023, 1, 1, tzinfo=UTC)).unchanged != ()
    assert graph.dump() == before
    assert b"2022-01-01T00:00:00Z" in before


def test_any_error_writes_nothing_and_all_findings_name_their_line(graph, world, write):
    graph.load([world])
    before = graph.dump()
    good, bad = write("good"), write("bad", label="''")
    worse = write("worse", "source: [not, a, mapping]\n")
    report = graph.load([good, bad, worse])
    assert graph.dump() == before
    assert (report.ok, report.loaded) == (False, ())
    errors = [item for item in report.findings if item.severity == "ERROR"]
    assert {item.where.split(":")[0].rsplit("/")[-1] for item in errors} >= {"bad.yaml", "worse.yaml"}
    assert f"{bad}:15" in {item.where for item in errors}
    assert [item for item in errors if not item.solution] == []


def test_keep_going_writes_the_clean_sources(graph, write):
    report = graph.load([write("good"), write("bad", label="''")], keep_going=True)
    assert (len(report.loaded), len(report.refused)) == (1, 1)
    assert rows(graph, LABELS) == {("Umbra pauses",)}


def test_check_stores_nothing(graph, write):
    before = graph.dump()
    assert [item.severity for item in graph.check([write("bad", label="''")])] == ["ERROR"]
    assert graph.check([write("good")]) == []
    assert graph.dump() == before


def test_a_reference_to_nothing_is_found_at_its_line(graph, write):
    path = write("page", actor="nobody")
    found = [item for item in graph.check([path]) if "nobody" in item.problem + item.subject]
    assert [item.where for item in found] == [f"{path}:16"]


def test_a_new_version_closes_the_older_one_and_only_it_counts(graph, write):
    graph.load([write("page", label="Umbra pauses")])
    report = graph.load([write("page", label="Umbra stops")], moment=datetime(2023, 1, 1, tzinfo=UTC))
    assert len(report.replaced) == 1
    assert rows(graph, LABELS) == {("Umbra stops",)}
    closed = rows(graph, "SELECT ?time WHERE { GRAPH ?graph { ?graph prov:invalidatedAtTime ?time } }")
    assert closed == {("2023-01-01T00:00:00Z",)}
    assert len(rows(graph, "SELECT ?graph WHERE { GRAPH ?graph { ?graph prov:wasDerivedFrom ?source } }")) == 2


def test_the_same_source_twice_in_one_load_is_refused_or_once(graph, write):
    first = write("page", label="Umbra pauses")
    twin = write("twin.yaml", first.read_text().replace("Umbra pauses", "Umbra stops"))
    report = graph.load([first, twin])
    assert not report.ok or rows(graph, LABELS) in ({("Umbra pauses",)}, {("Umbra stops",)})


def test_a_retracted_source_is_gone_from_the_current_graph_and_kept_in_the_history(graph, world):
    graph.load([world])
    before = rows(graph, "SELECT ?claim WHERE { GRAPH ?graph { ?claim a mor:Claim } }")
    closed = graph.retract("halcyon-2021-05-18-extension", "asked for", moment=datetime(2026, 2, 1, tzinfo=UTC))
    assert len(closed) == 1
    assert rows(graph, "SELECT ?claim WHERE { GRAPH ?graph { ?claim a mor:Claim } }") == before
    assert rows(graph, "SELECT ?reason WHERE { GRAPH ?graph { ?graph mor:retractionReason ?reason } }") == {
        ("asked for",)
    }
    assert rows(graph, LABELS) & {("Moratorium on police use of Halcyon Sight until further notice",)} == set()
    expired = rows(
        graph,
        "SELECT ?life ?from WHERE { ?status mor:isStatusOf <https://w3id.org/moratoria/id/restriction/"
        "halcyon-sight-police-2020> ; mor:life ?life ; mor:from ?from }",
    )
    assert expired == {("in force", "2020-06-10"), ("expired", "2021-06-10")}


def test_retracting_leaves_the_current_graph_of_the_other_sources(graph, world):
    files = sorted(world.glob("*.yaml"))
    current = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
    graph.load(files)
    graph.retract(_source_of(files[-1]), "asked for")
    with Moratoria.in_memory() as other:
        other.load(files[:-1])
        assert rows(graph, current) == rows(other, current)


def _source_of(path) -> str:
    return path.read_text().split("  id: ")[1].splitlines()[0]


def test_a_triple_that_another_live_source_states_stays(graph, write):
    graph.load([write("page-a"), write("page-b")])
    graph.retract("page-a", "asked for")
    assert rows(graph, LABELS) == {("Umbra pauses",)}
    graph.retract("page-b", "asked for")
    assert rows(graph, LABELS) == set()


def test_nothing_is_retracted_under_a_name_nobody_has(graph, write):
    graph.load([write("page")])
    before = graph.dump()
    with pytest.raises(UnknownName, match=r"no live source named 'pagee'; did you mean page\?"):
        graph.retract("pagee", "asked for")
    assert graph.dump() == before


def test_a_retracted_version_does_not_come_back_by_itself(graph, write):
    path = write("page")
    graph.load([path])
    graph.retract("page", "asked for")
    assert not graph.load([path]).ok
    assert rows(graph, LABELS) == set()


@pytest.mark.parametrize("path", ["nowhere.yaml", "nowhere"])
def test_a_path_that_is_not_there_is_an_error_with_its_place(graph, tmp_path, path):
    with pytest.raises(InputError, match=rf"{path}: no such file or folder; ."):
        graph.load([tmp_path / path])


FOREIGN = {
    "duplicate-key.yaml": "source: {id: a, id: b}\n",
    "anchor.yaml": "source: &a {id: a}\nrestrictions: *a\n",
    "bomb.yaml": "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
    "tag.yaml": "source: !!python/object/apply:os.system ['true']\n",
    "two-documents.yaml": "source: {id: a}\n---\nsource: {id: b}\n",
    "deep.yaml": "source: " + "[" * 5_000 + "]" * 5_000 + "\n",
    "nul.yaml": "source: {id: 'a\0b'}\n",
    "tab.yaml": "source:\n\tid: a\n",
    "empty.yaml": "",
    "scalar.yaml": "just words\n",
    "large.yaml": "source: {id: " + "a" * 1_100_000 + "}\n",
    "broken.json": '{"source": {"id": "a",}}',
    "twice.json": '{"source": {"id": "a"}, "source": {"id": "b"}}',
    "not-a-number.json": '{"source": NaN}',
}


@pytest.mark.parametrize("name", FOREIGN)
def test_foreign_input_is_refused_with_its_place_and_without_a_crash(graph, write, name):
    before = graph.dump()
    path = write(name, FOREIGN[name])
    report = graph.load([path])
    assert [item.severity for item in report.findings if item.severity == "ERROR"] != []
    assert all(item.where.startswith(str(path)) for item in report.findings)
    assert graph.dump() == before


def test_bytes_that_are_no_utf8_are_refused(graph, tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"source:\n  id: caf\xe9\n")
    found = graph.load([path]).findings
    assert [item.where for item in found] == [f"{path}:2"]


TEXT = "Umbra said today: We will not sell it to the police for a year."


def spanned(write, start: int, end: int, quote: str, digest: str | None = None):
    text = write("page.txt", TEXT)
    page = write("page").read_text()
    evidence = f'evidence: [{{span: [{start}, {end}], quote: "{quote}", modality: quoted}}]'
    page = page.replace("evidence: [{locator: paragraph 1}]", evidence)
    digest = digest or sha256(TEXT.encode()).hexdigest()
    return write(
        "page.yaml", page.replace("  seen: full\n", f"  seen: full\n  text: {text.name}\n  sha256: {digest}\n")
    )


def test_a_span_that_is_in_the_text_is_accepted(graph, write):
    assert graph.load([spanned(write, 18, 34, "We will not sell")]).ok


@pytest.mark.parametrize(
    ("start", "end", "quote", "digest"),
    [(17, 33, "We will not sell", None), (60, 76, "We will not sell", None), (18, 34, "We will not sell", "0" * 64)],
    ids=["one off", "beyond the end", "another text"],
)
def test_a_span_that_is_not_in_the_text_it_names_is_refused(graph, write, start, end, quote, digest):
    report = graph.load([spanned(write, start, end, quote, digest)])
    assert (report.ok, report.loaded) == (False, ())
    assert report.findings[0].where.split(":")[0].endswith("page.yaml")


def test_a_name_with_letters_of_two_scripts_is_a_warning(graph, write):
    page = write("page").read_text().replace("name: Umbra", "name: Umbr\u0430")
    found = graph.check([write("page.yaml", page)])
    assert [item.severity for item in found] == ["WARN"]


def test_a_store_is_made_once_and_opened_by_name(tmp_path, world):
    import moratoria

    with Moratoria.init(tmp_path / "store") as graph:
        graph.load([world])
        before = graph.dump()
    with pytest.raises(StoreError, match="store"):
        Moratoria.init(tmp_path / "store")
    with moratoria.open(tmp_path / "store") as again:
        assert again.dump() == before
    with pytest.raises(StoreError, match=r"nowhere: .*; "):
        moratoria.open(tmp_path / "nowhere")


def test_another_hash_seed_gives_the_same_bytes(world):
    code = (
        "import sys, hashlib, moratoria\n"
        "graph = moratoria.Moratoria.in_memory()\n"
        "graph.load([sys.argv[1]])\n"
        "parts = [graph.export(name) for name in ('nq', 'ttl', 'jsonld', 'rdfxml', 'csv', 'graphml')]\n"
        "print(hashlib.sha256(b''.join(parts)).hexdigest())\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code, str(world)],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    }
    assert len(told) == 1


@pytest.mark.parametrize("order", [("first", "correction"), ("correction", "first")])
def test_a_correction_takes_back_a_value_of_a_many_valued_slot(graph, write, order):
    first = write("first")
    stated = first.read_text("utf-8").replace("    announced:", "    affects: [police, federal-agency]\n    announced:")
    first.write_text(stated, "utf-8")
    correction = write("correction")
    narrower = stated.replace("[police, federal-agency]", "[police]").replace("id: first", "id: correction")
    correction.write_text(narrower.replace("  seen: full", "  seen: full\n  corrects: first"), "utf-8")
    for name in order:
        assert graph.load([{"first": first, "correction": correction}[name]]).refused == ()
    affected = rows(graph, "SELECT ?who WHERE { ?restriction mor:affects ?who }")
    assert affected == {("https://w3id.org/moratoria/id/audience/police",)}
    assert graph.doctor().findings == ()
