"""Kills: a killed writer tears nothing and loses nothing that it acknowledged."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from halted import HALTED
from torture import OPEN_SECONDS

from bench import HERE, Limited

KILLS = 50


def test_fifty_random_kills_tear_and_lose_nothing() -> None:
    """While loading one by one and in bulk, replacing, retracting, rebuilding and making a store."""
    command = [sys.executable, str(HERE / "torture.py"), "--kills", str(KILLS), "--seed", "4"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False)
    report = json.loads(done.stdout)
    assert report["kills"] == KILLS
    assert (report["torn"], report["lost"], report["unopened"]) == ([], [], [])
    assert report["slowest_open"] < OPEN_SECONDS
    assert report["acknowledged"] > KILLS
    assert {"load", "rebuild"} <= report["killed_during"].keys()
    assert done.returncode == 0, done.stderr


@pytest.fixture
def halted(limited: Limited, world: Path, room: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A store whose rebuild was ended after so many renames."""
    store = shutil.copytree(world, room / f"halted-{request.param}" / "store")
    given = {"folder": str(store), "renames": request.param}
    job = {"name": "x", "scratch": str(room / "scratch"), "task": "halted:rebuild_halted", "given": given}
    outcome = limited.run({**job, "seconds": 20.0})
    assert outcome["code"] == HALTED, outcome
    yield store
    shutil.rmtree(store.parent)


@pytest.mark.parametrize("halted", [1, 2], indirect=True)
def test_a_rebuild_killed_at_its_renames_loses_nothing(halted: Path, limited: Limited, world: Path, room: Path) -> None:
    """The old store has left its place, or the new one has just taken it: the store opens and holds everything."""
    whole = limited.ask(room / "scratch", "survey:survey", folder=str(world))
    after = limited.ask(room / "scratch", "survey:survey", folder=str(halted))
    assert after.get("dump") == whole["dump"], after


@pytest.mark.parametrize("halted", [1, 2], indirect=True)
def test_a_rebuild_killed_at_its_renames_can_be_done_again(
    halted: Path, limited: Limited, world: Path, room: Path
) -> None:
    """What the first one left behind is no hindrance."""
    argv = ["init", "--rebuild", "--store", str(halted)]
    outcome = limited.run({"name": "x", "scratch": str(room / "scratch"), "seconds": 20.0, "argv": argv})
    assert (outcome["code"], "Traceback" in outcome["stderr"]) == (0, False), outcome["stderr"][-500:]
    whole = limited.ask(room / "scratch", "survey:survey", folder=str(world))
    after = limited.ask(room / "scratch", "survey:survey", folder=str(halted))
    assert after.get("dump") == whole["dump"], after
