"""A store with the made-up world, an invented article about it, and its candidates as a reader would give them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from press_desk import TEXT, candidates

from moratoria.pipeline.desk import Desk
from moratoria.pipeline.queueing import Arrival, queue_candidates
from moratoria.pipeline.review import Review


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    """A copy of that store, for one test."""
    return Path(shutil.copytree(prepared, tmp_path / "store"))


@pytest.fixture
def desk(folder: Path) -> Desk:
    """The desk of a store with an empty queue."""
    return Desk(folder)


@pytest.fixture
def put(desk: Desk) -> Callable[..., Arrival]:
    """Queues the candidates of the article, or of one like it."""

    def put_candidates(text: str = TEXT, **changed: Any) -> Arrival:
        (arrival,) = queue_candidates(desk, [(candidates(text, **changed), text)])
        return arrival

    return put_candidates


@pytest.fixture
def review(desk: Desk, put: Callable[..., Arrival]) -> Review:
    """Ada at the desk, with the article in the queue."""
    assert put().queued
    return Review(desk, "Ada")


@pytest.fixture
def dump(folder: Path) -> Callable[[], bytes]:
    """Every quad of the current graph, sorted: equal for equal graphs."""
    from moratoria.export.graphs import render_nquads
    from moratoria.pipeline.kg import open_graph
    from moratoria.terms import CURRENT

    def dump_current() -> bytes:
        with open_graph(folder) as graph:
            return render_nquads(graph.store.quads(None, None, None, CURRENT))

    return dump_current
