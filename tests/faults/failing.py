"""An engine whose N-th write fails, before or after it is made, and what it leaves behind."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from press import article
from tasks import MOMENT, inspect, write_source

from moratoria.errors import MoratoriaError, StoreError
from moratoria.pipeline import load as loading
from moratoria.pipeline.kg import Moratoria, open_graph

WRITES = ("update", "extend", "bulk_extend", "load", "bulk_load", "add", "remove", "flush")


class FailingEngine:
    """Passes every call on to an engine, but the N-th write ends in an OSError."""

    def __init__(self, engine: Any, fail_at: int, when: str) -> None:
        self._engine, self._fail_at, self._when = engine, fail_at, when
        self.writes = 0

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._engine, name)
        return self._failing(call) if name in WRITES else call

    def __len__(self) -> int:
        return len(self._engine)

    def _failing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def write(*values: Any) -> None:
            self.writes += 1
            fails = self.writes == self._fail_at
            if fails and self._when == "before":
                raise OSError(28, "No space left on device")
            call(*values)
            if fails:
                raise OSError(5, "Input/output error")

        return write


def _load_new(graph: Moratoria, facts: Path) -> None:
    graph.load([write_source(facts, article(number)) for number in (10, 11, 12, 13)], moment=MOMENT)


def _load_again(graph: Moratoria, facts: Path) -> None:
    graph.load([write_source(facts, article(number, edition=2)) for number in (0, 1, 2, 3)], moment=MOMENT)


def _retract(graph: Moratoria, facts: Path) -> None:
    for number in (0, 1, 4):
        graph.retract(f"daily-{number}", "told wrongly", moment=MOMENT)


ACTIONS = {"load": _load_new, "replace": _load_again, "retract": _retract}


def fail_each_write(store: str, facts_in: str, action: str, when: str) -> dict[str, Any]:
    """Do an action with its first, second, … write failing, until none fails, each on a copy of the store.

    Gives for each the dump after it, whether it was refused as it should be, and what the full scan found; `wholes` are
    the dumps after 0, 1, 2, … whole writes.
    """
    facts = Path(facts_in) / "facts"
    facts.mkdir(parents=True, exist_ok=True)
    loading.BATCH_QUADS = 1
    outcomes = []
    for fail_at in range(1, 100):
        copy = Path(facts_in) / "copy"
        shutil.copytree(store, copy)
        outcome = _fail_once(copy, facts, action, fail_at, when)
        outcomes.append(outcome | inspect(str(copy)))
        shutil.rmtree(copy)
        if not outcome["failed"]:
            break
    return {"outcomes": outcomes, "wholes": _wholes(store, facts, action)}


def _fail_once(copy: Path, facts: Path, action: str, fail_at: int, when: str) -> dict[str, Any]:
    graph = open_graph(copy, write=True)
    engine = FailingEngine(graph.store._store, fail_at, when)  # type: ignore[attr-defined]
    graph.store._store = engine  # type: ignore[attr-defined]
    said = ""
    try:
        ACTIONS[action](graph, facts)
    except StoreError as error:
        said = str(error)
    finally:
        engine._engine = None
        graph.close()
    return {"failed": engine.writes >= fail_at, "said": said}


def _wholes(store: str, facts: Path, action: str) -> list[str]:
    """The dump of the store after each whole write of an action, and before the first."""
    copy = facts.with_name("copy")
    shutil.copytree(store, copy)
    dumps = [inspect(str(copy))["dump"]]
    for stop in range(1, 100):
        shutil.rmtree(copy)
        shutil.copytree(store, copy)
        graph = open_graph(copy, write=True)
        engine = FailingEngine(graph.store._store, stop + 1, "before")  # type: ignore[attr-defined]
        graph.store._store = engine  # type: ignore[attr-defined]
        try:
            ACTIONS[action](graph, facts)
        except StoreError:
            stop = -stop
        engine._engine = None
        graph.close()
        dumps.append(inspect(str(copy))["dump"])
        if stop > 0:
            break
    shutil.rmtree(copy)
    return dumps


def load_until_full(store: str, facts_in: str, first: int, count: int) -> dict[str, Any]:
    """Load articles one by one until a write fails; gives those acknowledged, and the words of the failure."""
    facts = Path(facts_in)
    facts.mkdir(parents=True, exist_ok=True)
    kept: list[int] = []
    said = ""
    try:
        with open_graph(store, write=True) as graph:
            for number in range(first, first + count):
                path = write_source(facts, article(number * 10 + 1))
                if graph.load([path], moment=MOMENT).ok:
                    kept.append(number * 10 + 1)
                path.unlink()
    except MoratoriaError as error:
        said = str(error)
    return {"kept": kept, "said": said}
