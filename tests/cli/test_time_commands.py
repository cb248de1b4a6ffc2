"""Status, why, change and deadlines on the command line."""

from __future__ import annotations

import json

HALCYON = "halcyon-sight-police-2020"


def test_a_status_is_one_sentence_with_its_rule_in_words(run, store):
    done = run("status", HALCYON, "--as-of", "2021-05-18", "--store", store)
    assert done.code == 0
    assert "superseded as of 2021-05-18 since 2021-05-18: a revision of it takes its place" in done.out
    assert done.out.count("\n") == 1


def test_an_explanation_as_json_holds_every_source_and_place(run, store):
    done = run("explain", f"restriction/{HALCYON}", "--as-of", "2020-12-31", "--format", "json", "--store", store)
    found = json.loads(done.out)
    assert (found["life"], found["facets"]) == ("in force", ["awaiting date"])
    sayings = [said for reason in found["reasons"] for ground in reason["grounds"] for said in ground["said_by"]]
    assert len(sayings) > 3
    assert all(said["place"] and said["publisher"] for said in sayings)


def test_a_difference_is_told_in_words_and_rows(run, store):
    done = run("diff", "2021-05-17", "2021-05-18", "--store", store)
    assert done.out.splitlines()[0] == (
        "Between 2021-05-17 and 2021-05-18: 1 moratorium in force (until further notice), 1 moratorium superseded."
    )
    assert len(done.out.splitlines()) == 4


def test_what_was_known_earlier_is_less(run, store):
    known = run("status", HALCYON, "--as-of", "2020-12-31", "--as-known", "2019-01-01", "--store", store)
    assert known.code == 4
    assert f"no thing named '{HALCYON}'" in known.err


def test_deadlines_come_as_a_calendar(run, store, tmp_path):
    done = run("deadlines", "--as-of", "2020-07-01", "--format", "ics", "-o", tmp_path / "due.ics", "--store", store)
    assert done.code == 0
    assert (tmp_path / "due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_an_unknown_format_names_the_known_ones(run, store):
    done = run("deadlines", "--format", "pdf", "--store", store)
    assert done.code == 4
    assert "did you mean table, json, ics, atom?" in done.err


def test_an_impossible_day_is_refused_with_its_form(run, store):
    done = run("diff", "2021-02-30", "2021-03-01", "--store", store)
    assert done.code == 6
    assert "'2021-02-30' is no date; write YYYY-MM-DD" in done.err
