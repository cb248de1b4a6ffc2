"""The current graph moves along with each load and retraction to just where a build from scratch would be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from moratoria.facts.model import FactFile
from moratoria.graph.build import SourceGraph, build_source_graph, time_literal
from moratoria.graph.change import closing_quads, live_graphs, plan_current
from moratoria.graph.current import build_current
from moratoria.store.base import Change
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import CURRENT

MOMENT = datetime(2022, 1, 1, tzinfo=UTC)
DATES = st.sampled_from([None, "2021", "2021-03", "2021-03-10", "2021-03-20", "2021-05"])


@st.composite
def documents(draw: st.DrawFn) -> list[SourceGraph]:
    """A few sources that say the same and other things about two restrictions."""
    return [build_source_graph(FactFile.model_validate(_document(draw, number))) for number in range(4)]


def _document(draw: st.DrawFn, number: int) -> dict[str, Any]:
    authority = draw(st.sampled_from(["own-words", "primary", "secondary"]))
    source = {
        "id": f"page-{number}", "kind": "web-page", "title": "Page", "publisher": "Press", "recorded": MOMENT,
        "published": draw(st.sampled_from(["2021-03-02", "2021-03-03"])), "retrieved": "2021-12-31", "seen": "full",
        "authority": authority,
    } | ({"issuer": "umbra"} if authority == "own-words" else {})  # fmt: skip
    if number and draw(st.booleans()):
        source["corrects"] = "page-0"
    about = draw(st.lists(st.sampled_from(["one", "two"]), min_size=1, max_size=2, unique=True))
    return {"source": source, "restrictions": [_restriction(draw, name) for name in about]}


def _restriction(draw: st.DrawFn, name: str) -> dict[str, Any]:
    start = draw(DATES)
    return {
        "id": name, "kind": draw(st.sampled_from(["ban", "moratorium"])), "label": draw(st.sampled_from("AB")),
        "imposed_by": ["umbra"], "actions": draw(st.lists(st.sampled_from(["use", "supply"]), max_size=2, unique=True)),
        "evidence": [{"locator": "paragraph 1"}],
    } | ({"start": start} if start else {})  # fmt: skip


def load(store: EmbeddedStore, graph: SourceGraph) -> None:
    change = plan_current(store.quads, graph.claims)
    store.commit(Change(add=[*graph.quads, *change.add], remove=change.remove))


def close(store: EmbeddedStore, graph: SourceGraph) -> None:
    change = plan_current(store.quads, (), [graph.iri])
    closing = closing_quads(graph.iri, time_literal(MOMENT), "asked for")
    store.commit(Change(add=[*closing, *change.add], remove=change.remove))


@settings(deadline=None, max_examples=60)
@given(documents(), st.permutations(range(4)), st.sets(st.integers(0, 3)))
def test_any_order_of_loads_and_retractions_ends_where_the_live_sources_say(graphs, order, retracted):
    store = EmbeddedStore.of([])
    for number in order:
        load(store, graphs[number])
        if number in retracted and number % 2:
            close(store, graphs[number])
    for number in sorted(retracted):
        if not number % 2:
            close(store, graphs[number])
    live = [graphs[number] for number in range(4) if number not in retracted]
    assert set(store.quads(graph=CURRENT)) == set(build_current([claim for graph in live for claim in graph.claims]))
    assert live_graphs(store.quads) == sorted((graph.iri for graph in live), key=lambda iri: iri.value)


def test_a_triple_that_another_live_source_states_stays_when_one_is_closed():
    store = EmbeddedStore.of([])

    def page(name: str) -> SourceGraph:
        return build_source_graph(
            FactFile.model_validate({
                "source": {
                    "id": name, "kind": "web-page", "title": "Page", "publisher": "Press", "recorded": MOMENT,
                    "published": "2021-03-02", "retrieved": "2021-12-31", "seen": "full",
                },
                "restrictions": [{
                    "id": "one", "kind": "ban", "label": "Ban", "imposed_by": ["umbra"],
                    "evidence": [{"locator": "paragraph 1"}],
                }],
            })
        )  # fmt: skip

    for name in ("page-a", "page-b"):
        load(store, page(name))
    before = set(store.quads(graph=CURRENT))
    close(store, page("page-a"))
    assert set(store.quads(graph=CURRENT)) == before
    close(store, page("page-b"))
    assert set(store.quads(graph=CURRENT)) == set()


def test_loading_what_stands_there_changes_nothing():
    store = EmbeddedStore.of([])
    graph = build_source_graph(FactFile.model_validate({
        "source": {
            "id": "page", "kind": "web-page", "title": "Page", "publisher": "Press", "recorded": MOMENT,
            "published": "2021-03-02", "retrieved": "2021-12-31", "seen": "full",
        },
        "organizations": [
            {"id": "umbra", "kind": "company", "name": "Umbra", "evidence": [{"locator": "imprint"}]}
        ],
    }))  # fmt: skip
    load(store, graph)
    change = plan_current(store.quads, graph.claims)
    assert (change.add, change.remove) == ([], [])
