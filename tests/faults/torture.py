"""Kills a writing process at random moments and looks whether anything was torn or lost.

    python tests/faults/torture.py --kills 1000 --seed 1

A worker loads, replaces and retracts made-up articles and rebuilds the store, and says before and after each what it
does. It is killed (SIGKILL) at a random moment; then the store must open within two seconds, pass the program's own
full scan (which compares the current graph with a rebuild), and hold what was acknowledged. What was in the making may
be there or not, but only whole. Exit code 1 when anything was torn or lost.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from press import article, own_number
from tasks import MOMENT, write_source

from moratoria.errors import MoratoriaError
from moratoria.graph.change import live_graphs
from moratoria.pipeline.kg import Moratoria, open_graph
from moratoria.pipeline.migrate import rebuild_store
from moratoria.pipeline.plan import shipped_checker
from moratoria.store import embedded

OPEN_SECONDS = 2.0
_MOST_SOURCES = 16
_LONGEST_LIFE = 0.25
_BULK = 12

State = dict[str, list[int]]
"""The editions of each source that are live: at most one."""


@dataclass
class Report:
    """What was done and what was found."""

    kills: int = 0
    acknowledged: int = 0
    killed_during: Counter[str] = field(default_factory=Counter)
    torn: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unopened: list[str] = field(default_factory=list)
    slowest_open: float = 0.0


@dataclass
class Victim:
    """A store on disk and what is known to be in it."""

    folder: Path
    state: State = field(default_factory=dict)
    articles: int = 0


def torture(kills: int, seed: int, folder: Path) -> Report:
    """Kill a worker so many times, and inspect the store after each."""
    shipped_checker()
    random, report = Random(seed), Report()
    victim: Victim | None = None
    while report.kills < kills:
        if victim is None or len(victim.state) >= _MOST_SOURCES:
            if victim is not None:
                shutil.rmtree(victim.folder)
            victim = Victim(folder / f"store-{report.kills}")
            _kill_once(victim, random, report, _bulk if random.random() < 0.5 else _init)
        else:
            _kill_once(victim, random, report, _work)
        if report.unopened and report.unopened[-1].startswith(f"{report.kills}:"):
            victim = None
    return report


def _kill_once(victim: Victim, random: Random, report: Report, work: Callable[..., None]) -> None:
    """Start a worker, kill it, hold what it said against what the store holds."""
    said = _killed(work, victim, random)
    report.kills += 1
    pending: dict[str, Any] | None = None
    for message in said:
        if "begin" in message:
            pending = message
        else:
            report.acknowledged += 1
            victim.state, pending = _after(victim.state, message["done"]), None
        victim.articles = max(victim.articles, message.get("articles", 0))
    during = pending["begin"]["what"] if pending else "nothing"
    report.killed_during[during] += 1
    found = _inspected(victim.folder)
    if "seconds" not in found:
        if during in ("init", "bulk") and not victim.state and not found.get("dead"):
            shutil.rmtree(victim.folder, ignore_errors=True)
            _in_child(lambda: _fresh(victim.folder))
            victim.state = {}
        else:
            report.unopened.append(f"{report.kills}: during {during}: {found['error']}")
        return
    _judge(victim, pending, found, report)


def _judge(victim: Victim, pending: dict[str, Any] | None, found: dict[str, Any], report: Report) -> None:
    report.slowest_open = max(report.slowest_open, found["seconds"])
    label = f"{report.kills}: during {pending['begin'] if pending else 'nothing'}"
    if found["errors"]:
        report.torn.append(f"{label}: {found['errors'][:3]}")
    allowed = [victim.state] + ([_after(victim.state, pending["begin"])] if pending else [])
    if found["state"] not in allowed:
        report.lost.append(f"{label}: {found['state']} is not one of {allowed}")
    victim.state = found["state"]


def _after(state: State, step: dict[str, Any]) -> State:
    """The state after a step of a worker."""
    changed = {source: list(editions) for source, editions in state.items()}
    for source, edition in step.get("sources", []):
        changed[source] = [edition]
    for source in step.get("gone", []):
        changed.pop(source, None)
    return changed


def _killed(work: Callable[..., None], victim: Victim, random: Random) -> list[dict[str, Any]]:
    """What a worker said until it was killed, a random time after it was ready."""
    reading, writing = os.pipe()
    seed, life = random.random(), random.uniform(0.0, _LONGEST_LIFE * (2 if work is _bulk else 1))
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        with os.fdopen(writing, "w", buffering=1) as out:
            _end_with(lambda: work(victim, Random(seed), lambda message: print(json.dumps(message), file=out)))
    os.close(writing)
    with os.fdopen(reading) as lines:
        first = lines.readline()
        time.sleep(life)
        os.kill(pid, signal.SIGKILL)
        rest = lines.read().splitlines()
    os.waitpid(pid, 0)
    assert first, "the worker failed before it began; see its traceback"
    return [message for message in map(json.loads, [first, *rest]) if message != "ready"]


def _end_with(task: Callable[[], None]) -> None:
    """Do a task in a forked child and end it, whatever happens."""
    code = 1
    try:
        task()
        code = 0
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def _work(victim: Victim, random: Random, say: Callable[[Any], None]) -> None:
    """Load, replace, retract, rebuild, until killed."""
    state, articles, folder = dict(victim.state), victim.articles, victim.folder
    graph = open_graph(folder, write=True)
    say("ready")
    while True:
        what = random.choices(("load", "replace", "retract", "rebuild"), (50, 20, 15, 15))[0]
        if what in ("replace", "retract") and not state:
            continue
        if what == "rebuild":
            graph.close()
            say({"begin": {"what": "rebuild"}})
            rebuild_store(folder)
            say({"done": {"what": "rebuild"}})
            graph = open_graph(folder, write=True)
            continue
        step, numbers = _step(what, state, articles, random)
        articles += what == "load"
        say({"begin": step, "articles": articles})
        _take(graph, step, numbers, folder.with_suffix(".facts"))
        say({"done": step, "articles": articles})
        state = _after(state, step)


def _step(what: str, state: State, articles: int, random: Random) -> tuple[dict[str, Any], list[tuple[int, int]]]:
    """A step as the parent understands it, and the articles and editions to load."""
    if what == "load":
        numbers = [(own_number(articles), 1)]
    else:
        source = random.choice(sorted(state))
        if what == "retract":
            return {"what": what, "gone": [source]}, []
        numbers = [(int(source.rsplit("-", 1)[1]), state[source][0] + 1)]
    return {"what": what, "sources": [[f"daily-{number}", edition] for number, edition in numbers]}, numbers


def _take(graph: Moratoria, step: dict[str, Any], numbers: list[tuple[int, int]], facts: Path) -> None:
    for source in step.get("gone", []):
        graph.retract(source, "told wrongly", moment=MOMENT)
    if numbers:
        facts.mkdir(exist_ok=True)
        paths = [write_source(facts, article(number, edition)) for number, edition in numbers]
        report = graph.load(paths, moment=MOMENT)
        if not report.ok or report.unchanged:
            raise AssertionError(report.findings)


def _init(victim: Victim, random: Random, say: Callable[[Any], None]) -> None:
    """Make the store."""
    say({"begin": {"what": "init"}})
    Moratoria.init(victim.folder)
    say({"done": {"what": "init"}})
    time.sleep(10)


def _bulk(victim: Victim, random: Random, say: Callable[[Any], None]) -> None:
    """Load articles into a bare store at once, by the engine's bulk loader, which is meant for larger loads."""
    embedded.BULK_QUADS = 1_000
    numbers = [(own_number(count), 1) for count in range(_BULK)]
    step = {"what": "bulk", "sources": [[f"daily-{number}", edition] for number, edition in numbers]}
    with Moratoria.init(victim.folder) as graph:
        say("ready")
        say({"begin": step, "articles": _BULK})
        _take(graph, step, numbers, victim.folder.with_suffix(".facts"))
        say({"done": step, "articles": _BULK})
        time.sleep(10)


def _fresh(folder: Path) -> dict[str, Any]:
    Moratoria.init(folder).close()
    return {}


def _inspected(folder: Path) -> dict[str, Any]:
    """What a store holds and what is wrong with it, found by a child: {"error": …} where it cannot be opened."""
    return _in_child(lambda: _inspect(folder))


def _in_child(task: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        with os.fdopen(writing, "w", buffering=1) as out:
            _end_with(lambda: print(json.dumps(task()), file=out, flush=True))
    os.close(writing)
    with os.fdopen(reading) as lines:
        said = lines.read()
    _, status = os.waitpid(pid, 0)
    return json.loads(said) if said else {"error": f"died, status {status}", "dead": True}  # type: ignore[no-any-return]


def _inspect(folder: Path) -> dict[str, Any]:
    began = time.monotonic()
    try:
        graph = open_graph(folder, write=True)
    except MoratoriaError as error:
        return {"error": str(error)}
    seconds = time.monotonic() - began
    errors = [f"{f.code}: {f.problem}" for f in graph.doctor().findings if f.severity == "ERROR"]
    state: State = {}
    for live in live_graphs(graph.store.quads):
        source = live.value.split("/")[-2]
        titles = [quad.object.value for quad in graph.store.quads(None, None, None, live)]
        title = next(text for text in titles if text.startswith("Daily report"))
        state.setdefault(source, []).append(int(title.rpartition("edition ")[2]) if "edition" in title else 1)
    graph.close()
    return {"seconds": seconds, "errors": errors, "state": state}


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        report = torture(given.kills, given.seed, Path(folder))
    print(json.dumps(vars(report), indent=1))
    slow = report.slowest_open > OPEN_SECONDS
    return 1 if slow or report.torn or report.lost or report.unopened else 0


if __name__ == "__main__":
    sys.exit(main())
