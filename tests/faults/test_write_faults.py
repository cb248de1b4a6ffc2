"""Failing writes: after each the store opens, every source is whole or absent, nothing acknowledged is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import Limited


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("action", ["load", "replace", "retract"])
def test_a_failing_write_is_whole_or_absent(action: str, when: str, limited: Limited, world: Path, room: Path) -> None:
    """Each write of an action fails once, before or after the engine has made it."""
    scratch = room / f"failing-{action}-{when}"
    found = limited.ask(
        scratch, "failing:fail_each_write", store=str(world), facts_in=str(scratch), action=action, when=when
    )
    outcomes, wholes = found["outcomes"], found["wholes"]
    assert len(outcomes) == len(wholes) == (4 if action == "retract" else 5)
    assert [outcome["failed"] for outcome in outcomes] == [True] * (len(outcomes) - 1) + [False]
    made = 0 if when == "before" else 1
    for number, outcome in enumerate(outcomes[:-1]):
        assert "cannot be written" in outcome["said"]
        assert "; free disk space" in outcome["said"]
        assert outcome["errors"] == []
        assert outcome["dump"] == wholes[number + made]
    assert outcomes[-1]["said"] == ""
    assert outcomes[-1]["dump"] == wholes[-1]


@pytest.mark.parametrize("size", [1_000, 20_000, 60_000, 100_000, 200_000, 400_000])
def test_a_file_that_may_not_grow_loses_nothing(size: int, limited: Limited, world: Path, room: Path) -> None:
    """The system itself fails the writes of the engine (RLIMIT_FSIZE): what was acknowledged is there, and whole."""
    store = shutil.copytree(world, room / f"small-{size}")
    given = {"store": str(store), "facts_in": str(room / "scratch" / "facts"), "first": 1, "count": 40}
    job = {"name": "x", "scratch": str(room / "scratch"), "task": "failing:load_until_full", "given": given}
    outcome = limited.run({**job, "file_bytes": size, "seconds": 20.0})
    _assert_nothing_lost(outcome, limited, store, room)
    shutil.rmtree(store)


def _assert_nothing_lost(outcome: dict, limited: Limited, store: Path, room: Path) -> None:
    import json

    assert outcome["code"] >= 0, f"died of signal {-outcome['code']}"
    found = limited.ask(room / "scratch", "survey:survey", folder=str(store))
    assert found.get("errors") == [], found
    assert found["current"]
    assert found["seconds"] < 2.0
    if outcome["code"] == 0:
        said = json.loads(outcome["stdout"])
        assert {f"daily-{number}" for number in said["kept"]} <= set(found["sources"])
        assert len(said["kept"]) == 40 or "; " in said["said"], said
    else:
        # the outcome's own file may be what could not be written; the store is whole all the same
        assert "Error" in outcome["stderr"] or outcome["stderr"] == "", outcome["stderr"]


@pytest.fixture
def small_disk(room: Path) -> Iterator[Path]:
    """A disk of 24 megabytes."""
    disk = room / "disk"
    disk.mkdir(exist_ok=True)
    if os.getuid() != 0:
        pytest.skip("mounting a small disk needs root")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("free", [20_000, 150_000, 400_000])
def test_a_full_disk_loses_nothing(free: int, small_disk: Path, limited: Limited, world: Path, room: Path) -> None:
    """ENOSPC in the middle of loading: a clear refusal; with room again the store opens as it was acknowledged."""
    # the engine keeps a log of every opening, and the tests before this one opened the store many times
    store = shutil.copytree(world, small_disk / "store", ignore=shutil.ignore_patterns("LOG.old.*"))
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free - free))
    given = {"store": str(store), "facts_in": str(room / "scratch" / "facts"), "first": 1, "count": 150}
    job = {"name": "x", "scratch": str(room / "scratch"), "task": "failing:load_until_full", "given": given}
    outcome = limited.run({**job, "seconds": 30.0})
    assert outcome["code"] == 0, outcome["stderr"][-1_000:]
    assert "; " in outcome["stdout"]
    assert "Traceback" not in outcome["stderr"]
    (small_disk / "ballast").unlink()
    _assert_nothing_lost(outcome, limited, store, room)
