"""What was recorded between two moments, and what is seen otherwise since."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from moratoria.errors import QueryError


@pytest.fixture
def full(graph, world):
    assert graph.load([world]).ok
    return graph


def test_a_source_that_came_changes_what_is_seen_of_the_same_day(full):
    found = full.diff_known("2026-01-10T09:00:30Z", "2026-01-10T23:00:00Z", as_of="2022-01-01")
    names = [record.source.rsplit("/", 1)[1] for record in found.records]
    assert names[0] == "borealis-2020-06-11-letter"
    assert {record.what for record in found.records} == {"recorded"}
    assert {(flip.thing.rsplit("/", 1)[1], flip.after) for flip in found.flips} >= {
        ("borealis-facial-recognition-2020", "in force (awaiting legislation)")
    }
    assert found.sentence().startswith(
        f"Between 2026-01-10T09:00:30Z and 2026-01-10T23:00:00Z: {len(names)} sources recorded."
    )


def test_a_retraction_is_a_change_of_the_record_with_its_reason(graph, write):
    graph.load([write("page")])
    graph.retract("page", "the paper withdrew it", moment=datetime(2024, 1, 1, tzinfo=UTC))
    found = graph.diff_known("2023-12-31", "2024-01-01", as_of="2022-01-01")
    assert [(record.what, record.reason) for record in found.records] == [("retracted", "the paper withdrew it")]
    assert [(flip.before, flip.after) for flip in found.flips] == [("in force", "none")]


def test_where_nothing_was_recorded_it_says_so(full):
    found = full.diff_known("2026-03-01", "2026-03-02", as_of="2022-01-01")
    assert found.sentence().endswith(
        "no source recorded or retracted. No status as of 2022-01-01 is seen otherwise since."
    )


def test_a_malformed_moment_is_refused(full):
    with pytest.raises(QueryError, match="record time"):
        full.diff_known("soon", "2026-03-02")
