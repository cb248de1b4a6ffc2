"""Plain data becomes facts, or findings that say where and what to do."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from moratoria.facts.model import FactFile


def test_a_whole_file_gives_its_facts_and_no_finding(parse, plain):
    facts, findings = parse(plain)
    assert findings == []
    assert [(name, index, fact.id) for name, index, fact in facts.facts()] == [
        ("organizations", 0, "umbra"),
        ("restrictions", 0, "umbra-pause"),
    ]
    assert facts.source.recorded == datetime(2021, 3, 6, 9, tzinfo=UTC)


def test_facts_are_frozen(parse, plain):
    facts, _ = parse(plain)
    with pytest.raises(ValueError, match="frozen"):
        facts.restrictions[0].label = "another"


def broken(plain, place, value):
    target = plain
    for step in place[:-1]:
        target = target[step]
    if value is None:
        del target[place[-1]]
    else:
        target[place[-1]] = value
    return plain


RESTRICTION = ("restrictions", 0)
FAULTS = [
    (("source",), None, "source"),
    ((*RESTRICTION, "evidence"), None, "evidence"),
    ((*RESTRICTION, "evidence"), [], "evidence"),
    ((*RESTRICTION, "evidence"), [{"modality": "quoted"}], "exactly one of span, locator or row"),
    ((*RESTRICTION, "evidence"), [{"locator": "p. 1", "row": "7"}], "exactly one of span, locator or row"),
    ((*RESTRICTION, "evidence"), [{"span": [9, 4], "quote": "x"}], "empty or backwards"),
    ((*RESTRICTION, "evidence"), [{"span": [4, 9]}], "quote"),
    ((*RESTRICTION, "evidence"), [{"span": [4, 9], "quote": "not five"}], "disagree"),
    ((*RESTRICTION, "rule"), "verb-pause", "exact span"),
    ((*RESTRICTION, "end"), "2020-01-01", None),
    ((*RESTRICTION, "announced"), "2021-13-02", None),
    ((*RESTRICTION, "announced"), "2021-02-30", None),
    ((*RESTRICTION, "announced"), "soon", "is not a date"),
    ((*RESTRICTION, "kind"), "embargo", "kind"),
    ((*RESTRICTION, "duration"), "P1Y2W", "duration"),
    ((*RESTRICTION, "annouced"), "2021-03-02", "annouced"),
    ((*RESTRICTION, "imposed_by"), [], "imposed_by"),
    ((*RESTRICTION, "id"), "Umbra Pause", "id"),
    ((*RESTRICTION, "not_stated"), ["announced"], "given and also said to be not stated"),
    (("source", "issuer"), None, "own words need an issuer"),
    (("source", "recorded"), "2021-03-06T09:00:00", "offset"),
    (("source", "address"), "javascript:alert(1)", "address"),
]


@pytest.mark.parametrize(("place", "value", "says"), FAULTS)
def test_each_fault_is_an_error_with_its_place_and_a_remedy(parse, plain, place, value, says):
    if place[-1] == "end":
        plain["restrictions"][0]["start"] = "2021-01-01"
    facts, findings = parse(broken(plain, place, value))
    assert facts is None
    error = next(item for item in findings if item.severity == "ERROR")
    assert error.where.startswith("umbra.yaml:" + place[0])
    assert error.solution != ""
    assert says is None or says in " ".join((error.where, error.problem, error.solution))


def test_all_faults_of_a_file_are_reported_at_once(parse, plain):
    plain["restrictions"][0] |= {"kind": "embargo", "duration": "a year"}
    plain["organizations"][0]["kind"] = "firm"
    _, findings = parse(plain)
    assert len([item for item in findings if item.severity == "ERROR"]) >= 3


def test_a_misspelt_field_is_answered_with_the_right_one(parse, plain):
    plain["restrictions"][0]["annouced"] = "2021-03-02"
    _, findings = parse(plain)
    assert "announced" in " ".join(item.solution for item in findings)


@pytest.mark.parametrize("field", ["published", "retrieved"])
def test_a_document_from_after_today_is_refused(parse, plain, field):
    plain["source"] |= {"published": "2021-03-02", "retrieved": "2021-03-05"} | {field: "2021-04-01"}
    assert [item for item in parse(plain, date(2021, 3, 20))[1] if item.severity == "ERROR"] != []


@pytest.mark.parametrize("data", [None, [], "text", 7, {"source": []}, {"source": {}, "restrictions": {}}])
def test_data_of_another_form_is_a_finding_and_no_crash(parse, data):
    facts, findings = parse(data)
    assert facts is None
    assert {item.severity for item in findings} == {"ERROR"}


def test_the_schema_for_editors_describes_every_list_of_facts():
    schema = FactFile.model_json_schema()
    assert schema["required"] == ["source"]
    assert {"restrictions", "conditions", "exemptions", "influences", "assessments"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False
