"""Bad input about status and time: a clear error or a clear answer, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from moratoria import Moratoria
from moratoria.errors import QueryError, UnknownName

SOURCE = """\
source: {{id: {name}, kind: web-page, title: A page, publisher: The Umbra Times, published: 2022-01-05,
  retrieved: 2022-01-06, recorded: 2022-01-07T09:00:00Z, seen: full}}
"""
FACTS = """\
organizations: [{id: umbra, kind: company, name: Umbra, evidence: [{locator: imprint}]}]
conditions: [{id: umbra-review, kind: review-completed, label: A review, evidence: [{locator: paragraph 1}]}]
restrictions:
  - {id: umbra-pause, kind: moratorium, label: Umbra pauses, imposed_by: [umbra], technologies: [facial-recognition],
     announced: 2021-03-02, wording: in-effect, conditions: [umbra-review], evidence: [{locator: paragraph 1}]}
"""


@pytest.fixture
def graph(tmp_path: Path):
    with Moratoria.in_memory() as full:
        assert full.load([written(tmp_path, "first", FACTS)]).ok
        yield full


def written(folder: Path, name: str, facts: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(SOURCE.format(name=name) + facts, encoding="utf-8")
    return path


def assessment(status: str, evidence: str = "evidence: [{locator: paragraph 3}]") -> str:
    stated = f"id: {status}-2021, condition: umbra-review, status: {status}, date: 2021-09-01"
    return f"assessments: [{{{stated}, {evidence}}}]\n"


@pytest.mark.parametrize("day", ["2021-02-30", "2021-13-01", "21-01-01", "2021-1-1", "yesterday", ""])
def test_an_impossible_day_is_refused_by_every_door(graph, day):
    for ask in (
        lambda: graph.status("umbra-pause", as_of=day),
        lambda: graph.explain("umbra-pause", as_of=day),
        lambda: graph.ask("restrictions-in-force", as_of=day),
        lambda: graph.deadlines(as_of=day),
        lambda: graph.diff(day, "2022-01-01"),
        lambda: graph.whatif(level="national", jurisdiction="US", subject="facial-recognition", on=day),
    ):
        with pytest.raises(QueryError, match="YYYY-MM-DD"):
            ask()


def test_an_impossible_day_in_a_fact_is_told_with_its_line_and_nothing_is_written(graph, tmp_path):
    before = graph.dump()
    bad = written(tmp_path, "bad", FACTS.replace("2021-03-02", "2021-02-30"))
    report = graph.load([bad])
    assert [finding.where for finding in report.findings] == [f"{bad}:7"]
    assert report.loaded == ()
    assert graph.dump() == before


def test_before_anything_is_known_of_it_a_restriction_has_no_status(graph):
    found = graph.status("umbra-pause", as_of="1999-01-01")
    assert found.life == "none"
    assert found.sentence() == "Umbra pauses: no status as of 1999-01-01, before anything is known of it."
    assert list(graph.ask("restrictions-in-force", as_of="1999-01-01")) == []


def test_an_unknown_id_is_named_with_the_nearest(graph):
    with pytest.raises(UnknownName, match="umbra-pause"):
        graph.status("umbra-paus")


def test_days_in_the_wrong_order_are_refused(graph):
    with pytest.raises(QueryError, match="before the first"):
        graph.diff("2022-01-01", "2021-01-01")
    with pytest.raises(QueryError, match="before the first"):
        graph.diff_known("2022-01-01", "2021-01-01")


def test_an_assessment_without_evidence_is_refused_and_nothing_is_written(graph, tmp_path):
    before = graph.dump()
    report = graph.load([written(tmp_path, "bare", assessment("met", "evidence: []"))])
    assert [finding.code for finding in report.findings] == ["missing-value"]
    assert graph.dump() == before


def test_two_assessments_that_disagree_leave_the_condition_disputed_and_both_are_shown(graph, tmp_path):
    pages = [written(tmp_path, f"page-{status}", assessment(status)) for status in ("met", "failed")]
    assert graph.load(pages).ok
    found = graph.explain("umbra-pause", as_of="2021-10-01")
    assert (found.life, found.facets) == ("in force", ("disputed",))
    rows = [(row["state"], row["basis"]) for row in graph.ask("condition-states", as_of="2021-10-01")]
    assert rows == [
        ("disputed", "assessed as failed on 2021-09-01"), ("disputed", "assessed as met on 2021-09-01")
    ]  # fmt: skip


def test_a_cycle_of_revisions_is_refused_and_nothing_is_written(graph, tmp_path):
    before = graph.dump()
    second = """\
restrictions:
  - {id: umbra-pause, kind: moratorium, label: Umbra pauses, imposed_by: [umbra], technologies: [facial-recognition],
     revises: umbra-again, evidence: [{locator: paragraph 1}]}
  - {id: umbra-again, kind: moratorium, label: Umbra pauses again, imposed_by: [umbra],
     technologies: [facial-recognition], revises: umbra-pause, evidence: [{locator: paragraph 1}]}
"""
    report = graph.load([written(tmp_path, "cycle", second)])
    assert "revision-cycle" in {finding.code for finding in report.findings}
    assert report.loaded == ()
    assert graph.dump() == before
