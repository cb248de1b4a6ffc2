"""Kills: a killed writer tears nothing and loses nothing that it acknowledged."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bench import HERE, Limited
from torture import OPEN_SECONDS

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


def test_a_rebuild_killed_between_its_two_renames_loses_nothing(limited: Limited, world: Path, room: Path) -> None:
    """The old store has left its place and the new one is not there yet: the store must still open."""
    found = limited.ask(
        room / "scratch", "halted:rebuild_halted", store=str(world), copy_to=str(room / "halted"), renames=1
    )
    assert found["halted"] == 70
    after = limited.ask(room / "scratch", "survey:survey", folder=str(room / "halted" / "store"))
    assert after.get("sources") == found["sources"], after


def test_a_rebuild_killed_before_it_cleans_up_can_be_done_again(limited: Limited, world: Path, room: Path) -> None:
    """The retired store is still there: the next rebuild takes its place."""
    found = limited.ask(
        room / "scratch", "halted:rebuild_halted", store=str(world), copy_to=str(room / "uncleaned"), renames=2
    )
    assert found["halted"] == 70
    again = {"name": "x", "scratch": str(room / "scratch"), "seconds": 20.0}
    outcome = limited.run({**again, "argv": ["init", "--rebuild", "--store", str(room / "uncleaned" / "store")]})
    assert (outcome["code"], "Traceback" in outcome["stderr"]) == (0, False), outcome["stderr"][-500:]
    after = limited.ask(room / "scratch", "survey:survey", folder=str(room / "uncleaned" / "store"))
    assert (after["sources"], after["errors"]) == (found["sources"], [])
