"""Kills: a killed writer tears nothing and loses nothing that it acknowledged."""

from __future__ import annotations

import json
import subprocess
import sys

from torture import OPEN_SECONDS

from bench import HERE

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
