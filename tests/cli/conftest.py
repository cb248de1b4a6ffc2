"""The command line run in this process, in an empty folder, and a store that holds the made-up world."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from moratoria.cli.app import main

WORLD = Path(__file__).parents[1] / "world"


@dataclass(frozen=True)
class Ran:
    """What a command gave: its exit code and both streams."""

    code: int
    out: str
    err: str


@pytest.fixture
def world() -> Path:
    return WORLD


@pytest.fixture
def store(prepared: Path, tmp_path: Path) -> str:
    """A copy of that store, for one test."""
    return str(shutil.copytree(prepared, tmp_path / "store"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Ran]:
    """Runs `moratoria` with some words, in a folder of its own, with no store named by the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MORATORIA_STORE", raising=False)

    def run_command(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["moratoria", *map(str, words)])
        code = main()
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run_command
