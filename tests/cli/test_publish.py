"""Publishing and counting on the command line."""

from __future__ import annotations

import json


def test_a_release_says_what_it_wrote_and_of_which_days(run, store, tmp_path):
    done = run("publish", tmp_path / "out", "--store", store)
    assert (done.code, done.out) == (0, "")
    assert " (the newest record), statuses as of " in done.err
    assert (tmp_path / "out" / "index.html").is_file()
    again = run("publish", tmp_path / "out", "--store", store, "--date", "2021-02-03", "--as-of", "2020-12-31")
    assert "released 2021-02-03, statuses as of 2020-12-31" in again.err
    assert json.loads((tmp_path / "out" / "restrictions.json").read_text("utf-8"))["as_of"] == "2020-12-31"


def test_quiet_says_nothing(run, store, tmp_path):
    assert run("publish", tmp_path / "out", "--store", store, "--quiet").err == ""


def test_a_folder_that_holds_other_things_is_left_alone(run, store, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("a")
    done = run("publish", tmp_path / "mine", "--store", store)
    assert done.code == 3
    assert "is not empty and no earlier release; name another folder" in done.err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["a.txt"]


def test_counts_come_as_a_table_as_json_and_as_markdown(run, store):
    table = run("stats", "--store", store, "--as-of", "2020-12-31").out
    assert table.splitlines()[0].split() == ["what", "which", "count"]
    shown = json.loads(run("stats", "--store", store, "--as-of", "2020-12-31", "--format", "json").out)
    assert shown["as_of"] == "2020-12-31"
    assert shown["sections"]["sources by kind"]["total"] == 8
    assert run("stats", "--store", store, "--format", "md").out.startswith("| what | total | of which |\n")


def test_an_unknown_format_of_counts_is_refused(run, store):
    assert run("stats", "--store", store, "--format", "xml").code == 4


def test_the_table_of_a_document_is_written_between_its_marks(run, store, tmp_path):
    document = tmp_path / "a.md"
    document.write_text("before\n<!-- moratoria stats: begin -->\n<!-- moratoria stats: end -->\nafter\n")
    assert run("stats", "--store", store, "--into", document).code == 0
    text = document.read_text("utf-8")
    assert text.startswith("before\n<!-- moratoria stats: begin -->\n\n| what |")
    assert text.endswith("<!-- moratoria stats: end -->\nafter\n")
