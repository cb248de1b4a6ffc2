"""From facts to the status on a day: every life and facet of the model, told in facts and read from the store."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from moratoria import Moratoria

HEAD = """\
source:
  id: lives
  kind: dataset
  title: Lives
  publisher: Press
  authority: secondary
  published: 2025-01-01
  retrieved: 2025-01-02
  recorded: 2025-01-03T00:00:00Z
  seen: register
organizations:
  - {id: umbra, kind: company, name: Umbra, evidence: [{row: r0}]}
requirements:
  - {id: national-law, label: A national law, level: national, jurisdiction: US, evidence: [{row: r0}]}
conditions:
  - {id: a-law, kind: legislation-enacted, label: A law, requirement: national-law, evidence: [{row: r0}]}
  - {id: b-law, kind: legislation-enacted, label: B law, requirement: national-law, evidence: [{row: r0}]}
  - {id: c-law, kind: legislation-enacted, label: C law, requirement: national-law, evidence: [{row: r0}]}
  - {id: a-review, kind: review-completed, label: A review, evidence: [{row: r0}]}
  - {id: a-notice, kind: unspecified, label: A notice, evidence: [{row: r0}]}
assessments:
  - {id: a1, condition: a-law, status: open, date: 2021-06-01, evidence: [{row: r0}]}
  - {id: b1, condition: b-law, status: met, date: 2021-06-01, evidence: [{row: r0}]}
  - {id: c1, condition: c-law, status: disputed, date: 2021-06-01, evidence: [{row: r0}]}
"""
RESTRICTIONS = {
    "plain": "announced: 2020-06-10, wording: in-effect",
    "later": "announced: 2020-06-10, start: 2021-01-01, wording: planned",
    "year": "announced: 2020-06-10, duration: P1Y, wording: in-effect",
    "ends": "announced: 2020-06-10, start: 2020-07-01, end: 2021-07-01",
    "month": "announced: 2020-06, wording: in-effect",
    "silent": "announced: 2020-06-10",
    "bare": "wording: in-effect",
    "proposed": "announced: 2020-06-10, wording: proposed",
    "lifted": "announced: 2020-06-10, wording: in-effect",
    "stayed": "announced: 2020-06-10, wording: in-effect",
    "struck": "announced: 2020-06-10, wording: in-effect",
    "withdrawn": "announced: 2020-06-10, start: 2021-01-01, wording: planned",
    "lifted-some-day": "announced: 2020-06-10, wording: in-effect",
    "awaiting": "announced: 2020-06-10, wording: in-effect, conditions: [a-law]",
    "met": "announced: 2020-06-10, wording: in-effect, conditions: [b-law]",
    "disputed": "announced: 2020-06-10, wording: in-effect, conditions: [c-law]",
    "review": "announced: 2020-06-10, wording: in-effect, conditions: [a-review]",
    "notice": "announced: 2020-06-10, wording: in-effect, conditions: [a-notice]",
    "first": "announced: 2020-06-10, wording: in-effect",
    "second": "announced: 2021-05-18, wording: in-effect, revises: first",
    "third": "announced: 2020-06-10, wording: in-effect",
    "fourth": "announced: 2021-05-18, start: 2021-09-01, wording: planned, revises: third",
}
EVENTS = {
    "e1": ("lifting", "2021-03-01", "lifted"),
    "e2": ("suspension", "2020-09-01", "stayed"),
    "e3": ("reinstatement", "2020-12-01", "stayed"),
    "e4": ("struck-down", "2021-03-01", "struck"),
    "e5": ("withdrawal", "2020-12-01", "withdrawn"),
    "e6": ("lifting", "2021", "lifted-some-day"),
    "e7": ("report", "2021-03-01", "plain"),
    "e8": ("confirmation", "2022-03-01", "plain"),
}
EXPECTED = [
    ("plain", "2020-06-09", None, ""),
    ("plain", "2020-06-10", "in force", ""),
    ("plain", "2024-01-01", "in force", ""),
    ("later", "2020-12-31", "announced", ""),
    ("later", "2021-01-01", "in force", ""),
    ("year", "2021-06-09", "in force", ""),
    ("year", "2021-06-10", "expired", ""),
    ("ends", "2020-06-30", "announced", ""),
    ("ends", "2021-07-02", "expired", ""),
    ("month", "2020-06-15", "unknown", ""),
    ("month", "2020-06-30", "in force", ""),
    ("silent", "2020-07-01", "unknown", ""),
    ("bare", "2020-07-01", "unknown", ""),
    ("proposed", "2020-07-01", "proposed", ""),
    ("lifted", "2021-02-28", "in force", ""),
    ("lifted", "2021-03-01", "lifted", ""),
    ("stayed", "2020-08-31", "in force", ""),
    ("stayed", "2020-09-01", "suspended", ""),
    ("stayed", "2020-12-01", "in force", ""),
    ("struck", "2021-03-01", "struck down", ""),
    ("withdrawn", "2020-11-30", "announced", ""),
    ("withdrawn", "2021-01-01", "withdrawn", ""),
    ("lifted-some-day", "2020-12-31", "in force", ""),
    ("lifted-some-day", "2021-06-01", "unknown", ""),
    ("lifted-some-day", "2021-12-31", "lifted", ""),
    ("awaiting", "2020-12-31", "in force", "awaiting legislation"),
    ("awaiting", "2024-01-01", "in force", "awaiting legislation"),
    ("met", "2021-05-31", "in force", "awaiting legislation"),
    ("met", "2021-06-01", "in force", "condition met"),
    ("met", "2024-01-01", "in force", "condition met"),
    ("disputed", "2021-06-01", "in force", "disputed"),
    ("review", "2021-06-01", "in force", "awaiting review"),
    ("notice", "2021-06-01", "in force", "until further notice"),
    ("first", "2021-05-17", "in force", ""),
    ("first", "2021-05-18", "superseded", ""),
    ("second", "2021-05-18", "in force", ""),
    ("third", "2021-05-18", "in force", ""),
    ("third", "2021-08-31", "in force", ""),
    ("third", "2021-09-01", "superseded", ""),
    ("fourth", "2021-08-31", "announced", ""),
    ("fourth", "2021-09-01", "in force", ""),
]
STATUS = """PREFIX mor: <https://w3id.org/moratoria/ontology#>
SELECT ?from ?to ?life ?facet WHERE { ?status mor:life ?life ;
  mor:isStatusOf <https://w3id.org/moratoria/id/restriction/%s> .
  OPTIONAL { ?status mor:from ?from } OPTIONAL { ?status mor:to ?to } OPTIONAL { ?status mor:facet ?facet } }"""


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moratoria]:
    """All the restrictions above in one store."""
    text = HEAD + "restrictions:\n"
    for name, says in RESTRICTIONS.items():
        fixed = "kind: moratorium, imposed_by: [umbra], technologies: [facial-recognition], evidence: [{row: r1}]"
        text += f"  - {{id: {name}, label: The {name} one, {fixed}, {says}}}\n"
    text += "events:\n"
    for name, (kind, day, about) in EVENTS.items():
        text += f"  - {{id: {name}, kind: {kind}, label: Event {name}, date: {day}, restrictions: [{about}], "
        text += "evidence: [{row: r2}]}\n"
    path: Path = tmp_path_factory.mktemp("facts") / "lives.yaml"
    path.write_text(text, encoding="utf-8")
    with Moratoria.in_memory() as graph:
        report = graph.load([path])
        assert [item for item in report.findings if item.severity == "ERROR"] == []
        yield graph


@pytest.mark.parametrize(("name", "day", "life", "facet"), EXPECTED)
def test_the_status_on_a_day_is_the_one_of_the_model(lives, name, day, life, facet):
    found = set()
    for row in lives.query(STATUS % name).rows:
        first, end, said, at = (term.value if term is not None else "" for term in row)
        if first <= day < (end or "9999"):
            found.add((said, at))
    assert found == (set() if life is None else {(life, facet)})


@pytest.mark.parametrize("name", RESTRICTIONS)
def test_intervals_in_the_store_touch_and_the_last_is_open(lives, name):
    rows = {
        tuple(term.value if term is not None else "" for term in row[:3]) for row in lives.query(STATUS % name).rows
    }
    told = sorted(rows)
    assert told[-1][1] == ""
    assert all(one[1] == other[0] for one, other in itertools.pairwise(told))


def test_each_status_names_its_rule_and_what_explains_it(lives):
    bare = lives.query(
        "PREFIX mor: <https://w3id.org/moratoria/ontology#> SELECT ?status WHERE { ?status a mor:StatusInterval "
        "FILTER NOT EXISTS { ?status mor:openedBy ?rule ; mor:isExplainedBy ?fact } }"
    )
    assert len(bare.rows) == 0
