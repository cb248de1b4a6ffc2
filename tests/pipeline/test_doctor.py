"""A full scan says whether a store is what its sources say."""

from __future__ import annotations

import pytest

from moratoria.store.base import Change
from moratoria.terms import CURRENT, GRAPHS, MOR, RDFS, Literal, NamedNode, Quad, minted


@pytest.fixture
def full(graph, world):
    graph.load([world])
    return graph


def errors(graph) -> list[str]:
    return [item.code for item in graph.doctor().findings if item.severity == "ERROR"]


def test_a_sound_store_has_counts_and_no_findings(full):
    found = full.doctor()
    assert found.findings == ()
    assert found.counts["source graphs"] == 8


def test_an_empty_store_is_sound(graph):
    assert graph.doctor().findings == ()


def test_a_store_with_a_retracted_source_is_sound(full):
    full.retract("halcyon-2021-05-18-extension", "asked for")
    found = full.doctor()
    assert [item for item in found.findings if item.severity == "ERROR"] == []
    assert (found.counts["live"], found.counts["retracted"]) == (7, 1)


def test_a_label_changed_behind_its_back_is_found(full):
    about = minted("organization", "halcyon")
    old = next(iter(full.store.quads(about, RDFS.label, None, CURRENT)))
    full.store.commit(Change(add=[Quad(about, RDFS.label, Literal("Other", language="en"), CURRENT)], remove=[old]))
    assert errors(full) != []


def test_a_claim_lost_from_a_source_graph_is_found_by_its_hash(full):
    lost = next(quad for quad in full.store.quads(None, MOR.value) if quad.graph_name != CURRENT)
    full.store.commit(Change(remove=[lost]))
    assert errors(full) != []


def test_a_status_that_does_not_follow_is_found(full):
    old = next(iter(full.store.quads(None, MOR.life, None, CURRENT)))
    changed = Quad(old.subject, old.predicate, Literal("lifted"), CURRENT)
    full.store.commit(Change(add=[changed], remove=[old]))
    assert errors(full) != []


def test_a_graph_of_nobody_is_found(full):
    stray = Quad(
        minted("organization", "x"), RDFS.label, Literal("X", language="en"), NamedNode(f"{GRAPHS}stray/0123456789ab")
    )
    full.store.commit(Change(add=[stray]))
    assert full.doctor().findings != ()
