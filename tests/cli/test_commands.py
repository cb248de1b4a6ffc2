"""Each command does what its help says: answers on standard output, remarks on standard error, exit codes by kind."""

from __future__ import annotations

import csv
import io
import json

import pytest

QUESTION = "vendors-awaiting-federal-legislation"


def dump(run, store: str) -> str:
    done = run("export", "--store", store, "--format", "nq")
    assert done.code == 0
    return done.out


def test_help_names_every_verb(run):
    done = run("--help")
    assert done.code == 0
    for verb in ("init", "load", "check", "retract", "doctor", "schema", "ask", "query", "export", "draw", "reason"):
        assert verb in done.out


def test_version_is_a_number(run):
    done = run("--version")
    assert done.code == 0
    assert any(part[0].isdigit() for part in done.out.split())


def test_init_makes_a_store_once(run, tmp_path):
    assert run("init", "--store", tmp_path / "new").code == 0
    again = run("init", "--store", tmp_path / "new")
    assert again.code == 7
    assert str(tmp_path / "new") in again.err


def test_the_default_store_is_a_folder_of_its_own(run, tmp_path, world):
    assert run("init", "--quiet").code == 0
    assert (tmp_path / "moratoria-store").is_dir()
    assert run("load", world, "--quiet").code == 0
    assert "Boréalis Vision" in run("ask", QUESTION, "--as-of", "2020-12-31").out


def test_the_environment_names_the_store(run, store, monkeypatch):
    monkeypatch.setenv("MORATORIA_STORE", store)
    assert "Boréalis Vision" in run("ask", QUESTION, "--as-of", "2020-12-31").out


def test_with_no_store_the_shipped_facts_answer(run):
    assert "Microsoft" in run("ask", QUESTION, "--as-of", "2020-12-31").out


def test_load_reports_as_json_and_twice_changes_nothing(run, store, world):
    before = dump(run, store)
    done = run("load", world, "--store", store, "--format", "json")
    report = json.loads(done.out)
    assert (done.code, report["loaded"], len(report["unchanged"])) == (0, [], 8)
    assert dump(run, store) == before


def test_a_load_with_an_error_writes_nothing_and_exits_5(run, store, tmp_path):
    before = dump(run, store)
    (tmp_path / "bad.yaml").write_text("source: {id: bad}\n")
    done = run("load", tmp_path / "bad.yaml", "--store", store)
    assert done.code == 5
    assert "bad.yaml:1" in done.out + done.err
    assert dump(run, store) == before


def test_keep_going_writes_the_clean_ones(run, tmp_path, world):
    run("init", "--store", "s")
    (tmp_path / "bad.yaml").write_text("source: {id: bad}\n")
    done = run("load", tmp_path / "bad.yaml", world, "--store", "s", "--keep-going", "--format", "json")
    assert (len(json.loads(done.out)["loaded"]), len(json.loads(done.out)["refused"]), done.code) == (8, 1, 5)


def test_load_without_a_store_makes_the_default_one_and_names_it(run, world, tmp_path):
    done = run("load", world)
    assert done.code == 0
    assert "moratoria-store" in done.err
    assert (tmp_path / "moratoria-store").is_dir()


@pytest.mark.parametrize("format", ["text", "tsv", "json", "sarif"])
def test_check_reports_in_every_format_and_exits_5_on_an_error(run, tmp_path, format):
    (tmp_path / "bad.yaml").write_text("source: {id: bad}\nrestriction: []\n")
    done = run("check", tmp_path / "bad.yaml", "--format", format)
    assert done.code == 5
    assert "bad.yaml" in done.out
    if format == "json":
        assert {item["severity"] for item in json.loads(done.out)} == {"ERROR"}
    if format == "sarif":
        assert json.loads(done.out)["version"] == "2.1.0"
    if format == "tsv":
        assert len({line.count("\t") for line in done.out.splitlines()}) == 1


def test_check_of_clean_sources_exits_0(run, world):
    assert run("check", world).code == 0


def test_fail_on_warn_makes_a_warning_fail(run, tmp_path, world):
    page = (world / "2020-06-10-halcyon-moratorium.yaml").read_text()
    (tmp_path / "page.yaml").write_text(page.replace("name: Halcyon Systems", "name: H\u0430lcyon Systems"))
    assert run("check", tmp_path / "page.yaml").code == 0
    assert run("check", tmp_path / "page.yaml", "--fail-on", "warn").code == 5


def test_retract_closes_a_source_and_its_things_are_gone(run, store):
    done = run("retract", "borealis-2020-06-11-letter", "--reason", "withdrawn", "--store", store)
    assert done.code == 0
    assert "in force" in dump(run, store)
    assert "withdrawn" in dump(run, store)
    again = run("retract", "borealis-2020-06-11-letter", "--reason", "withdrawn", "--store", store)
    assert again.code == 4
    assert run("retract", "borealis-2020-06-11-letter", "--store", store).code == 2


def test_doctor_of_a_sound_store_exits_0_and_counts(run, store):
    done = run("doctor", "--store", store, "--format", "json")
    report = json.loads(done.out)
    assert done.code == 0
    assert "8" in json.dumps(report["counts"])
    assert report["findings"] == []


def test_schema_is_a_json_schema(run):
    schema = json.loads(run("schema").out)
    assert "2020-12" in schema["$schema"]
    assert schema["additionalProperties"] is False


def test_rebuild_leaves_an_equal_store(run, store):
    before = dump(run, store)
    assert run("init", "--rebuild", "--store", store).code == 0
    assert dump(run, store) == before


def test_ask_lists_the_questions_with_their_flags(run):
    done = run("ask", "--list")
    assert done.code == 0
    assert QUESTION in done.out
    assert "--as-of" in done.out


@pytest.mark.parametrize("format", ["json", "csv", "tsv", "md", "table"])
def test_ask_answers_in_every_format(run, store, format):
    done = run("ask", QUESTION, "--as-of", "2020-12-31", "--store", store, "--format", format)
    assert done.code == 0
    assert "Boréalis Vision" in done.out
    if format == "json":
        answer = json.loads(done.out)
        assert answer["parameters"]["asOf"] == "2020-12-31"
        assert answer["rows"][0]["since"] == "2020-06-11"
        assert answer["sentence"].startswith("1 restriction")
        assert answer["citations"][0]["number"] == 1
    if format in ("csv", "tsv"):
        rows = list(csv.DictReader(io.StringIO(done.out), delimiter="," if format == "csv" else "\t"))
        assert [row["vendorLabel"] for row in rows] == ["Boréalis Vision"]
    if format == "md":
        assert done.out.splitlines()[1].startswith("|") or "| --- |" in done.out or "|---|" in done.out


def test_an_answer_names_its_sources(run, store):
    done = run("ask", QUESTION, "--as-of", "2020-12-31", "--store", store)
    assert "[1]" in done.out
    assert "borealis.example/letter" in done.out


@pytest.mark.parametrize("form", ["argument", "file", "stdin"])
def test_query_takes_text_a_file_or_standard_input(run, store, tmp_path, monkeypatch, form):
    text = "SELECT ?x WHERE { ?x a <https://w3id.org/moratoria/ontology#Restriction> } ORDER BY ?x"
    (tmp_path / "q.rq").write_text(text)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    given = {"argument": text, "file": tmp_path / "q.rq", "stdin": "-"}[form]
    done = run("query", given, "--store", store, "--format", "json")
    assert done.code == 0
    assert done.out.count("id/restriction/") + done.out.count("id:restriction/") == 4


def test_an_ask_query_and_a_construct_are_answered_too(run, store):
    assert "true" in run("query", "ASK { ?s ?p ?o }", "--store", store).out.lower()
    done = run("query", "CONSTRUCT WHERE { ?s a <https://w3id.org/moratoria/ontology#Bill> }", "--store", store)
    assert done.code == 0
    assert "Bill" in done.out


def test_export_to_a_file_is_what_goes_to_the_screen(run, store, tmp_path):
    out = run("export", "--store", store, "-f", "nq").out
    done = run("export", "--store", store, "-f", "nq", "-o", tmp_path / "all.nq")
    assert (done.code, done.out) == (0, "")
    assert (tmp_path / "all.nq").read_text(encoding="utf-8") == out


def test_export_of_the_ontology_is_turtle(run):
    done = run("export", "--ontology")
    assert done.code == 0
    assert "mor:Restriction" in done.out


def test_quiet_leaves_the_answer_and_nothing_else(run, store, world, tmp_path):
    assert run("load", world, "--store", store, "--quiet").err == ""
    done = run("export", "--store", store, "-o", tmp_path / "x.ttl", "--quiet")
    assert (done.out, done.err) == ("", "")
    loud, still = (run("ask", QUESTION, "--store", store, *words) for words in ((), ("--quiet",)))
    assert still.out.splitlines()[0] == loud.out.splitlines()[0]
    assert still.err == ""


FAILURES = [
    (("ask", "vendors-awaiting"), 4, "vendors-awaiting-federal-legislation"),
    (("ask", "restrictions-in-force", "--technology", "facial-recogniton"), 4, "facial-recognition"),
    (("ask", "restrictions-in-force", "--technologi", "x"), 4, "technology"),
    (("ask", "restrictions-in-force", "--as-of", "yesterday"), 6, "YYYY-MM-DD"),
    (("ask", "restriction-history"), 6, "organization"),
    (("ask", QUESTION, "--format", "xls"), 4, "csv"),
    (("query", "SELECT * WHERE { ?s ?p }"), 6, "1:2"),
    (("query", "INSERT DATA { <a:b> <a:b> <a:b> }"), 6, ""),
    (("export", "restriction/nothing-of-this-name"), 4, "nothing-of-this-name"),
    (("export", "--format", "turtel"), 4, "ttl"),
    (("load", "no-such-file.yaml"), 3, "no-such-file.yaml: no such file or folder"),
    (("check", "no-such-file.yaml"), 3, "no-such-file.yaml"),
    (("retract", "no-such-source", "--reason", "x"), 4, "no-such-source"),
    (("retract", "no such <source>", "--reason", "x"), 4, "no such <source>"),
    (("doctor", "--store", "no-such-folder"), 7, "no-such-folder"),
    (("query", "ASK {}", "--endpoint", "http://127.0.0.1:9/sparql"), 9, "127.0.0.1:9"),
    (("query", "ASK {}", "--endpoint", "file:///etc/hosts"), 9, "etc/hosts"),
    (("ask", QUESTION, "--frobnicate"), 3, "frobnicate"),
    (("frobnicate",), 2, "frobnicate"),
    (("load",), 2, "paths"),
]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    FAILURES,
    ids=lambda value: " ".join(map(str, value))[:40] if isinstance(value, tuple) else None,
)
def test_a_failure_is_one_sentence_with_its_exit_code_and_no_answer(run, store, words, code, says):
    named = () if {"--store", "--endpoint"} & set(words) or code == 2 else ("--store", store)
    done = run(*words, *named)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert "Traceback" not in done.err
    assert len(done.err) < 600


@pytest.mark.parametrize("words", [("ask", "nope"), ("retract", "no-such-source", "--reason", "x")])
def test_a_name_that_is_like_no_other_is_answered_with_where_to_look(run, store, words):
    assert ";" in run(*words, "--store", store).err
