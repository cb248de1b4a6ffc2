"""A current graph that went wrong is made anew from the sources, in one transaction."""

from __future__ import annotations

import pytest

from moratoria import Moratoria
from moratoria.errors import StoreError
from moratoria.pipeline.kg import open_graph
from moratoria.pipeline.migrate import rebuild_store
from moratoria.store.base import Change
from moratoria.terms import CURRENT, MOR


@pytest.fixture
def folder(tmp_path, world):
    with Moratoria.init(tmp_path / "store") as graph:
        graph.load([world])
    return tmp_path / "store"


def test_a_rebuild_of_a_sound_store_changes_nothing(folder):
    with open_graph(folder) as graph:
        before = graph.dump()
    assert rebuild_store(folder) == 0
    with open_graph(folder) as graph:
        assert graph.dump() == before


def test_a_rebuild_puts_back_what_was_lost_and_takes_out_what_is_unfounded(folder):
    with open_graph(folder, write=True) as graph:
        before = graph.dump()
        affected = list(graph.store.quads(None, MOR.affects, None, CURRENT))
        wrong = [type(quad)(quad.subject, MOR.exempts, quad.object, CURRENT) for quad in affected[:1]]
        graph.store.commit(Change(wrong, affected))
        assert {finding.code for finding in graph.doctor().findings} >= {"current-incomplete", "current-unfounded"}
    assert rebuild_store(folder) == len(affected) + 1
    with open_graph(folder) as graph:
        assert graph.dump() == before
        assert graph.doctor().findings == ()


def test_a_folder_without_a_store_is_refused(tmp_path):
    with pytest.raises(StoreError, match="is no store"):
        rebuild_store(tmp_path)
