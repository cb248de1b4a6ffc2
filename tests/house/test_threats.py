"""THREATS.md names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def named_tests() -> list[tuple[str, str]]:
    """The file and the function of every test that THREATS.md names; a name without a file is of the file before."""
    found, file = [], ""
    for given, name in re.findall(r"`([\w/.]*)::(\w+)`", (ROOT / "THREATS.md").read_text()):
        file = given or file
        found.append((file, name))
    return found


def test_every_test_that_holds_a_threat_is_there():
    missing = []
    for file, name in named_tests():
        path = ROOT / file
        if not path.is_file() or f"def {name}(" not in path.read_text():
            missing.append(f"{file}::{name}")
    assert missing == []


def test_every_threat_names_a_test():
    rows = [line for line in (ROOT / "THREATS.md").read_text().splitlines() if line.startswith("| ")]
    promises = [row for row in rows if not row.startswith("| threat ")]
    assert len(promises) >= 20
    assert [row for row in promises if "::" not in row.rsplit("|", 2)[1]] == []
