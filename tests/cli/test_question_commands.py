"""Questions can be found out about: one is told all about, labels are understood, the document is written."""

from __future__ import annotations

import json


def test_list_with_a_name_tells_the_parameters_and_their_values(run, store):
    done = run("ask", "--list", "restrictions-in-force", "--store", store)
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "Which restrictions are in force on a day?"
    assert any(line.startswith("--as-of") and "today" in line for line in lines)
    assert any(line.split()[:1] == ["facial-recognition"] for line in lines)
    assert any(line.startswith("US-CO ") and "Colorado" in line for line in lines)
    assert not any(line.startswith("FR ") for line in lines)


def test_list_with_a_name_as_json_has_the_values_by_parameter(run, store):
    told = json.loads(run("ask", "--list", "restrictions-in-force", "--store", store, "--format", "json").out)
    assert told["number"] == 1
    assert {"value": "police", "label": "police"} in told["values"]["audience"]
    assert [param["name"] for param in told["params"]] == ["asOf", "technology", "audience", "jurisdiction"]


def test_list_of_a_question_that_is_not_there_names_the_nearest(run):
    done = run("ask", "--list", "restrictions-in-farce")
    assert done.code == 4
    assert "restrictions-in-force" in done.err


def test_ask_takes_a_label_where_a_slug_is_meant(run, store):
    words = ("ask", "restriction-history", "--store", store, "--quiet", "--organization")
    assert run(*words, "Halcyon Systems").out == run(*words, "halcyon").out != ""


def test_a_wrong_label_is_answered_with_slugs_and_labels(run, store):
    done = run("ask", "restriction-history", "--store", store, "--organization", "Halcyon System")
    assert done.code == 4
    assert "did you mean halcyon (Halcyon Systems)" in done.err


def test_a_parameter_that_is_missing_is_told_with_where_to_read_on(run, store):
    done = run("ask", "restriction-history", "--store", store)
    assert done.code == 6
    assert "moratoria ask --list restriction-history" in done.err


def test_the_document_of_the_questions_is_written_to_a_file(run, tmp_path):
    done = run("questions", "-o", tmp_path / "q.md", "--quiet")
    assert (done.code, done.out) == (0, "")
    assert (tmp_path / "q.md").read_text(encoding="utf-8").startswith("# The questions, answered\n")
