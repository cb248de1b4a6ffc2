"""Findings read the same for people and programs, worst first."""

from __future__ import annotations

import json

import pytest

from moratoria.errors import UnknownName
from moratoria.findings import Finding, Severity
from moratoria.validate.report import FORMATS, render_findings, worst

WARN = Finding("old-date", Severity.WARN, "it is old", "look again", where="b.yaml:2")
ERROR = Finding(
    "no-name", Severity.ERROR, "it has no name", "name it", subject="https://w3id.org/moratoria/id/thing/a",
    where="a b.yaml:12",
)  # fmt: skip
INFO = Finding("aside", Severity.INFO, "by the way", "nothing to do")
FINDINGS = [INFO, WARN, ERROR]


def test_text_shows_the_place_first_and_the_worst_first():
    assert render_findings(FINDINGS).splitlines() == [
        "a b.yaml:12: ERROR no-name: it has no name [id:thing/a]. Fix: name it",
        "b.yaml:2: WARN old-date: it is old. Fix: look again",
        "INFO aside: by the way. Fix: nothing to do",
        "1 ERROR, 1 WARN, 1 INFO",
    ]


def test_no_findings_are_counted_as_none():
    assert render_findings([]) == "0 ERROR, 0 WARN, 0 INFO\n"


def test_tsv_has_a_header_and_one_line_for_each_finding():
    odd = Finding("odd", Severity.ERROR, "a\ttab and\na line", "x", subject="s")
    assert render_findings([odd], "tsv").split("\n") == [
        "code\tseverity\tproblem\tsolution\tsubject\twhere\tsource",
        "odd\tERROR\ta tab and a line\tx\ts\t\t",
        "",
    ]


def test_text_does_not_obey_control_characters_in_data():
    odd = Finding("odd", Severity.ERROR, "a \x1b[31mred\x1b[0m value \u202e", "x")
    assert render_findings([odd]).splitlines()[0] == "ERROR odd: a  [31mred [0m value  . Fix: x"


def test_json_is_the_findings_worst_first():
    written = json.loads(render_findings(FINDINGS, "json"))
    assert [item["code"] for item in written] == ["no-name", "old-date", "aside"]
    assert [Finding(**item | {"severity": Severity(item["severity"])}) for item in written] == [ERROR, WARN, INFO]


def test_sarif_has_what_the_standard_requires():
    log = json.loads(render_findings(FINDINGS, "sarif"))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "moratoria"
    assert [rule["id"] for rule in driver["rules"]] == ["aside", "no-name", "old-date"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]


def test_sarif_places_a_finding_in_its_file_and_record():
    first, _, last = json.loads(render_findings(FINDINGS, "sarif"))["runs"][0]["results"]
    assert first["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "a%20b.yaml"}, "region": {"startLine": 12}},
            "logicalLocations": [{"fullyQualifiedName": "https://w3id.org/moratoria/id/thing/a"}],
        }
    ]
    assert last["locations"] == []


def test_sarif_keeps_a_place_without_a_line_whole():
    found = Finding("odd", Severity.ERROR, "x", "y", where="folder/file.yaml")
    [result] = json.loads(render_findings([found], "sarif"))["runs"][0]["results"]
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "folder/file.yaml"}}}]


@pytest.mark.parametrize("format", FORMATS)
def test_order_and_repetition_of_findings_do_not_matter(format):
    assert render_findings(FINDINGS, format) == render_findings([*reversed(FINDINGS), WARN], format)


def test_an_unknown_format_is_refused_with_the_known_ones():
    with pytest.raises(UnknownName, match="text, tsv, json, sarif"):
        render_findings(FINDINGS, "xml")


def test_the_worst_severity_is_the_one_that_counts():
    assert worst([INFO, WARN]) is Severity.WARN
    assert worst(FINDINGS) is Severity.ERROR
    assert worst([]) is None
