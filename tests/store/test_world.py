"""The small made-up world gives the same answers from every store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moratoria.ask.catalogue import Question
from moratoria.pipeline.kg import Moratoria, stored_questions
from moratoria.pipeline.rebuild import prepare_store
from moratoria.store.base import Store

WORLD = Path(__file__).parent.parent / "world"
WORLDS = (WORLD, WORLD.parent / "ask" / "world")
"""The small world, and what the questions ask about beyond it."""
SOURCES = [path for folder in WORLDS for path in sorted(folder.glob("*.yaml"))]
MOMENT = datetime(2026, 2, 1, 12, tzinfo=UTC)
DAYS = ("2020-12-31", "2024-01-01")
VALUES = {
    "organization": "halcyon", "technology": "biometric-technology", "audience": "law-enforcement",
    "jurisdiction": "US", "thing": "restriction/borealis-facial-recognition-2020", "text": "Borealis",
    "restriction": "halcyon-sight-police-2020", "legislation": "faces-bill-2021", "product": "halcyon-sight",
    "condition": "borealis-awaits-national-law", "source": "courier-2020-06-12-borealis", "person": "ada-quist",
    "integer": "3", "date": "2024-01-01", "event": "event/halcyon-announcement-2020",
}  # fmt: skip
"""A value that the world knows, by type of parameter."""


def askings(question: Question) -> Iterator[dict[str, str]]:
    """A question with its defaults on two days, and with a value for every parameter."""
    needed = {
        param.name: VALUES.get(param.name, VALUES[param.type]) for param in question.params if param.default is None
    }
    dates = [param.name for param in question.params if param.name == "asOf"]
    for day in DAYS if dates else DAYS[:1]:
        yield {**needed, **dict.fromkeys(dates, day)}
    filled = {
        param.name: VALUES.get(param.name, VALUES[param.type]) for param in question.params if param.name != "asOf"
    }
    if filled != needed:
        yield {**filled, **dict.fromkeys(dates, DAYS[1])}


BEYOND_VIRTUOSO = frozenset({
    "company", "contradictions", "kinds-of-restriction", "legislation-for-condition", "restricts-yet-lobbies",
    "rulings", "scope-of-restriction", "sponsors-and-calls", "vendors-refusing", "vendors-without-restriction",
})  # fmt: skip
"""Questions that Virtuoso 7 refuses with an internal error of its compiler, or answers otherwise than the embedded
engine and rdflib, which agree on all of them (tests/ask)."""

ASKED = [(name, given) for name, question in stored_questions().items() for given in askings(question)]


def load_world(store: Store) -> Moratoria:
    prepare_store(store)
    graph = Moratoria(store)
    assert len(graph.load(WORLDS, moment=MOMENT).loaded) == len(SOURCES)
    return graph


@pytest.fixture(scope="module")
def reference() -> Moratoria:
    graph = Moratoria.in_memory()
    graph.load(WORLDS, moment=MOMENT)
    return graph


@pytest.fixture
def world(store: Store) -> Moratoria:
    return load_world(store)


def test_the_world_has_no_findings_and_every_kind_of_fact_it_promises(reference: Moratoria) -> None:
    assert len(sorted(WORLD.glob("*.yaml"))) == 8
    assert Moratoria.in_memory().check([WORLD]) == []
    found = {str(row["kind"]) for row in reference.ask("restrictions-in-force", as_of="2024-01-01")}
    assert found >= {"mor:Ban", "mor:ConditionalWithholding", "mor:Moratorium"}


def test_the_dump_is_the_same_on_every_store(world: Moratoria, reference: Moratoria) -> None:
    assert world.dump() == reference.dump()


def test_every_question_is_answered_the_same_on_every_store(
    world: Moratoria, reference: Moratoria, request: pytest.FixtureRequest
) -> None:
    beyond = BEYOND_VIRTUOSO if "virtuoso" in request.node.name else frozenset()
    different = {}
    for name, given in ((name, given) for name, given in ASKED if name not in beyond):
        answer, expected = told(world, name, given), told(reference, name, given)
        if answer != expected:
            different[name, str(given)] = (answer, expected)
    assert different == {}


def told(graph: Moratoria, name: str, given: dict[str, str]) -> tuple[object, ...]:
    """All that an answer says."""
    result = graph.ask(name, **given)
    return result.columns, list(result.terms), result.sentence(), result.citations


def test_the_questions_are_answered_with_something(reference: Moratoria) -> None:
    answered = {name for name, given in ASKED if len(reference.ask(name, **given))}
    assert answered == set(stored_questions())


def test_the_story_is_told_by_every_store(world: Moratoria) -> None:
    answer = world.ask("restriction-history", organization="halcyon")
    history = [(row["life"], row["since"], row["until"]) for row in answer]
    assert history == [
        ("in force", "2020-06-10", "2021-05-18"), ("superseded", "2021-05-18", None), ("in force", "2021-05-18", None)
    ]  # fmt: skip


def test_loading_twice_changes_nothing(world: Moratoria) -> None:
    before = world.dump()
    report = world.load(WORLDS, moment=MOMENT)
    assert len(report.unchanged) == len(SOURCES)
    assert (report.loaded, report.refused, report.quads) == ((), (), 0)
    assert world.dump() == before


def test_a_retraction_leaves_what_it_leaves_on_every_store(world: Moratoria) -> None:
    expected = Moratoria.in_memory()
    expected.load(WORLDS, moment=MOMENT)
    for graph in (world, expected):
        closed = graph.retract("courier-2020-06-12-borealis", "the paper took it back", moment=MOMENT)
        assert len(closed) == 1
    assert world.dump() == expected.dump()
    assert len(world.ask("who-followed-whom", technology="facial-recognition")) == 0
    assert len(world.ask("vendors-awaiting-federal-legislation", as_of="2024-01-01")) == 1
