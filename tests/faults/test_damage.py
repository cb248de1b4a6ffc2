"""Damaged store files: refused with words, or found by the full scan, or harmless; never silently wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import pytest

from bench import Limited

_HARMLESS = ("LOG", "LOCK", "IDENTITY")
"""Files that hold no data: the engine's diary, its lock, its name."""


@pytest.mark.parametrize("seed", range(20))
def test_damage_is_never_silently_wrong(seed: int, limited: Limited, world: Path, room: Path) -> None:
    """One file of a copy of a store is cut short or has one bit flipped."""
    store = room / f"damaged-{seed}"
    shutil.copytree(world, store)
    whole = limited.ask(room / "scratch", "survey:survey", folder=str(world))
    told = _damage(store, Random(seed))
    job = {"name": told, "scratch": str(room / "scratch"), "task": "survey:survey", "given": {"folder": str(store)}}
    outcome = limited.run({**job, "seconds": 20.0})
    shutil.rmtree(store)
    assert not outcome["hung"], told
    assert outcome["code"] >= 0, f"{told}: died of signal {-outcome['code']}: {outcome['stderr'][-500:]}"
    assert "Traceback" not in outcome["stderr"], f"{told}: {outcome['stderr'][-800:]}"
    found = json.loads(outcome["stdout"])
    if "error" in found:
        assert "; " in found["error"], told
        assert str(store) in found["error"], told
    else:
        assert found["errors"] or found["dump"] == whole["dump"], f"{told}: {found} instead of {whole}"


def _damage(store: Path, random: Random) -> str:
    """Damage one file that holds data, and say how."""
    files = sorted(path for path in store.iterdir() if path.stat().st_size and not path.name.startswith(_HARMLESS))
    path = random.choice(files)
    content = bytearray(path.read_bytes())
    at = random.randrange(len(content))
    if random.random() < 0.4:
        path.write_bytes(content[:at])
        return f"{path.name} of {len(content)} bytes cut at {at}"
    bit = random.randrange(8)
    content[at] ^= 1 << bit
    path.write_bytes(content)
    return f"{path.name} of {len(content)} bytes, bit {bit} of byte {at} flipped"
