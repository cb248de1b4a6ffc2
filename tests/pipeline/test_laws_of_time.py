"""Laws that hold for every history: any order of loading, status from scratch, and what was known stays known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moratoria import Moratoria
from moratoria.infer.derive import read_course
from moratoria.infer.status import build_intervals, find_status
from moratoria.pipeline.history import store_as_known
from moratoria.terms import CURRENT, MOR, minted

THING = minted("restriction", "umbra-pause")
NEXT = minted("restriction", "umbra-pause-again")
EVIDENCE = [{"locator": "paragraph 1"}]
DAYS = st.dates(date(2021, 1, 1), date(2021, 12, 31))


def dated(days: st.SearchStrategy[date]) -> st.SearchStrategy[str]:
    """Days, months and intervals around some days, as fact files write them."""
    spans = st.tuples(days, st.integers(1, 40)).map(lambda pair: f"{pair[0]}/{pair[0] + timedelta(days=pair[1])}")
    return st.one_of(days.map(str), days.map(lambda day: f"{day:%Y-%m}"), spans)


ANNOUNCED, AFTERWARDS = (
    dated(st.dates(date(2021, first, 1), date(2021, last, 28))) for first, last in ((1, 5), (7, 12))
)
"""Apart, since an event before what it is about is refused."""

FINDINGS = st.sampled_from(["open", "met", "failed", "disputed"])
TURNS = st.sampled_from(["lifting", "withdrawal", "expiry", "suspension", "reinstatement", "struck-down", "report"])
STATED = st.fixed_dictionaries(
    {},
    optional={
        "announced": ANNOUNCED, "duration": st.sampled_from(["P1Y", "P6M", "P30D"]),
        "wording": st.sampled_from(["in-effect", "planned", "proposed"]), "conditions": st.just(["umbra-review"]),
    },
)  # fmt: skip
SOURCE = st.fixed_dictionaries(
    {
        "stated": STATED, "published": DAYS, "primary": st.booleans(), "corrects": st.booleans(),
        "turns": st.lists(st.tuples(TURNS, AFTERWARDS), max_size=2),
        "assessments": st.lists(st.tuples(FINDINGS, AFTERWARDS), max_size=2),
        "revised": st.one_of(st.none(), DAYS.map(lambda day: str(day + timedelta(days=400)))),
    }
)  # fmt: skip
HISTORIES = st.lists(SOURCE, min_size=1, max_size=4)
FEW = settings(max_examples=25, deadline=None)
"""Every example loads its sources one by one, several times over: tenths of a second, not milliseconds."""


def fact_file(number: int, source: dict[str, Any]) -> dict[str, Any]:
    """A source of a random history as the plain data of a fact file."""
    restriction = {
        "id": "umbra-pause", "kind": "moratorium", "label": "Umbra pauses", "imposed_by": ["umbra"],
        "technologies": ["facial-recognition"], "evidence": EVIDENCE, **source["stated"],
    }  # fmt: skip
    revision = {**restriction, "id": "umbra-pause-again", "label": "Umbra pauses again", "revises": "umbra-pause"}
    revision = {key: value for key, value in revision.items() if key not in source["stated"]}
    events = [
        {"id": f"turn-{number}-{index}", "kind": kind, "label": "A turn", "date": when,
         "restrictions": ["umbra-pause"], "legislation": ["umbra-act"] if kind == "struck-down" else [],
         "evidence": EVIDENCE}
        for index, (kind, when) in enumerate(source["turns"])
    ]  # fmt: skip
    assessments = [
        {"id": f"finding-{number}-{index}", "condition": "umbra-review", "status": status, "date": when,
         "evidence": EVIDENCE}
        for index, (status, when) in enumerate(source["assessments"])
    ]  # fmt: skip
    return {
        "source": {
            "id": f"page-{number}", "kind": "web-page", "title": f"Page {number}", "publisher": "The Umbra Times",
            "authority": "primary" if source["primary"] else "secondary", "published": str(source["published"]),
            "retrieved": "2022-01-01", "recorded": f"2022-01-{number + 2:02}T12:00:00Z", "seen": "full",
            **({"corrects": "page-0"} if source["corrects"] and number else {}),
        },
        "organizations": [{"id": "umbra", "kind": "company", "name": "Umbra", "evidence": EVIDENCE}],
        "legislation": [{"id": "umbra-act", "kind": "act", "name": "Umbra Act", "evidence": EVIDENCE}],
        "conditions": [{"id": "umbra-review", "kind": "review-completed", "label": "A review", "evidence": EVIDENCE}],
        "restrictions": [restriction, *([{**revision, "announced": source["revised"]}] if source["revised"] else [])],
        "events": events, "assessments": assessments,
    }  # fmt: skip


def load(folder: Path, history: list[dict[str, Any]], order: Iterable[int]) -> Moratoria:
    """A graph in memory with the sources of a history loaded one by one; the corrected one first."""
    graph = Moratoria.in_memory()
    for number in sorted(order, key=lambda number: number != 0) if corrected(history) else order:
        path = folder / f"page-{number}.yaml"
        path.write_text(json.dumps(fact_file(number, history[number])), encoding="utf-8")
        report = graph.load([path])
        assert report.ok, report.findings
    return graph


def corrected(history: list[dict[str, Any]]) -> bool:
    return any(source["corrects"] for source in history[1:])


def stored(graph: Moratoria, node: object) -> list[tuple[str | None, str | None, str]]:
    """The stored intervals of a restriction, in order."""
    found = []
    for quad in graph.store.quads(None, MOR.isStatusOf, node, CURRENT):
        own = {item.predicate: item.object.value for item in graph.store.quads(quad.subject, None, None, CURRENT)}
        found.append((own.get(MOR.term("from")), own.get(MOR.to), own[MOR.life]))
    return sorted(found, key=lambda interval: interval[0] or "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("histories")


@FEW
@given(history=HISTORIES, data=st.data())
def test_any_order_of_loading_gives_the_same_graph(folder, history, data):
    numbers = list(range(len(history)))
    first, second = (data.draw(st.permutations(numbers)) for _ in range(2))
    with load(folder, history, first) as one, load(folder, history, second) as other:
        assert one.dump() == other.dump()


@FEW
@given(history=HISTORIES)
def test_stored_intervals_cover_a_life_without_gap_or_overlap(folder, history):
    with load(folder, history, range(len(history))) as graph:
        for node in (THING, NEXT):
            intervals = stored(graph, node)
            assert [end for _, end, _ in intervals[:-1]] == [start for start, _, _ in intervals[1:]]
            assert all(end is None for _, end, _ in intervals[-1:])


@FEW
@given(history=HISTORIES, days=st.lists(st.dates(date(2020, 11, 1), date(2023, 2, 1)), min_size=3, max_size=3))
def test_the_stored_status_on_a_day_is_the_one_computed_from_scratch(folder, history, days):
    with load(folder, history, range(len(history))) as graph:
        scratch = build_intervals(read_course(graph.store.quads, THING))
        for day in days:
            expected = find_status(scratch, day)
            found = graph.status("restriction/umbra-pause", as_of=day)
            assert (found.life, found.facets) == ((expected.life, expected.facets) if expected else ("none", ()))


@FEW
@given(history=HISTORIES, known=st.integers(1, 3), retracted=st.booleans())
def test_nothing_recorded_after_a_moment_changes_an_answer_as_known_at_it(folder, history, known, retracted):
    moment = datetime(2022, 1, known + 1, 23, 59, 59, tzinfo=UTC)
    earlier = list(range(len(history)))[:known]
    with load(folder, history, earlier) as graph, load(folder, history, range(len(history))) as later:
        if retracted:
            later.retract("page-0", "the paper withdrew it", moment=datetime(2022, 2, 1, tzinfo=UTC))
        with Moratoria(store_as_known(later.store, moment)) as then:
            assert then.dump() == graph.dump()
