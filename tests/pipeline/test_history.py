"""The graph as it was known at a moment: nothing recorded later changes an answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from moratoria import Moratoria
from moratoria.errors import QueryError
from moratoria.pipeline.history import parse_moment, store_as_known

EARLY, LATE = datetime(2022, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)


def as_known(graph: Moratoria, moment: datetime) -> Moratoria:
    return Moratoria(store_as_known(graph.store, moment))


def test_before_the_first_record_nothing_is_known(graph, write):
    graph.load([write("page")])
    statuses = "SELECT ?s { ?s a <https://w3id.org/moratoria/ontology#StatusInterval> }"
    assert len(list(as_known(graph, datetime(2021, 3, 6, 8, 59, 59, tzinfo=UTC)).query(statuses))) == 0
    assert len(list(as_known(graph, datetime(2021, 3, 6, 9, 0, 0, tzinfo=UTC)).query(statuses))) == 1


def test_what_is_recorded_later_changes_no_earlier_answer(graph, write):
    graph.load([write("page")])
    before = as_known(graph, EARLY).dump()
    other = write("other", label="Umbra stops for good")
    other.write_text(other.read_text("utf-8").replace("2021-03-06T09", "2023-03-06T09"), "utf-8")
    graph.load([other], moment=LATE)
    assert as_known(graph, EARLY).dump() == before
    assert as_known(graph, LATE).dump() == graph.dump()


def test_a_retraction_is_not_known_before_it(graph, write):
    graph.load([write("page")])
    before = as_known(graph, EARLY).dump()
    graph.retract("page", "it was withdrawn", moment=LATE)
    assert as_known(graph, EARLY).dump() == before
    assert as_known(graph, EARLY).status("umbra-pause", as_of="2022-01-01").life == "in force"
    assert as_known(graph, LATE).dump() == graph.dump()


def test_an_older_version_is_what_was_known_then(graph, write):
    graph.load([write("page", label="Umbra pauses")])
    newer = write("page", label="Umbra stops")
    newer.write_text(newer.read_text("utf-8").replace("2021-03-06T09", "2023-03-06T09"), "utf-8")
    graph.load([newer], moment=datetime(2023, 3, 6, 9, tzinfo=UTC))
    assert as_known(graph, EARLY).status("umbra-pause").label == "Umbra pauses"
    assert as_known(graph, LATE).status("umbra-pause").label == "Umbra stops"


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "2026-01-01T00:00:00", ""])
def test_a_malformed_record_time_is_refused(text):
    with pytest.raises(QueryError, match="--as-known"):
        parse_moment(text)
