"""Faults that have a name: no rights, a store opened twice, an endpoint that is down, arguments that make no sense."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from press import article
from tasks import write_source

from bench import HERE, Limited
from moratoria.store.embedded import EmbeddedStore


@pytest.fixture
def fact(room: Path) -> Path:
    """A fact file that is fine."""
    (room / "fine").mkdir(exist_ok=True)
    return write_source(room / "fine", article(20))


def _run(limited: Limited, room: Path, *argv: str, **more: Any) -> tuple[int, str]:
    """The exit code of the program and its sentence on standard error."""
    outcome = limited.run({"name": "x", "scratch": str(room / "scratch"), "argv": argv, "seconds": 20.0, **more})
    assert "Traceback" not in outcome["stderr"], outcome["stderr"][-1_000:]
    return outcome["code"], outcome["stderr"].strip()


def test_a_source_that_is_not_there(limited: Limited, world: Path, room: Path) -> None:
    """Named, with what to do."""
    code, said = _run(limited, room, "load", str(room / "none.yaml"), "--store", str(world))
    assert (code, said) == (3, f"moratoria: {room}/none.yaml: no such file or folder; check the path")


def test_a_folder_without_facts(limited: Limited, world: Path, room: Path) -> None:
    """An empty folder is no source."""
    (room / "bare").mkdir()
    code, said = _run(limited, room, "load", str(room / "bare"), "--store", str(world))
    assert code == 3
    assert said.startswith(f"moratoria: {room}/bare: holds no fact file")


def test_a_file_of_unknown_kind(limited: Limited, world: Path, room: Path) -> None:
    """And what kinds there are."""
    (room / "facts.xlsx").write_bytes(b"PK")
    code, said = _run(limited, room, "load", str(room / "facts.xlsx"), "--store", str(world))
    assert code == 3
    assert "facts.xlsx: is no kind of source (.xlsx); give fact files" in said


def test_a_file_without_the_right_to_read_it(limited: Limited, world: Path, room: Path) -> None:
    """Refused by name; another user runs this where the tests are run by root."""
    path = write_source(room, article(21))
    path.chmod(0o000)
    code, said = _run(limited, room, "check", str(path), "--format", "text", as_nobody=True)
    assert code in (2, 3, 5)
    assert str(path) in said
    assert "\n" not in said


@pytest.mark.parametrize("command", ["init", "load", "export"])
def test_a_folder_without_the_right_to_write_in_it(command: str, limited: Limited, fact: Path, room: Path) -> None:
    """No store is made there, and the sentence says where and what to do."""
    locked = room / "locked"
    locked.mkdir(exist_ok=True)
    locked.chmod(0o555)
    store, out = str(locked / "store"), str(locked / "out.ttl")
    argv = {"init": ["--store", store], "load": [str(fact), "--store", store]}
    argv["export"] = ["--ontology", "--output", out]
    code, said = _run(limited, room, command, *argv[command], as_nobody=True)
    assert code in (3, 7), said
    assert str(locked) in said, said
    assert "; " in said, said
    assert list(locked.iterdir()) == []


def test_a_store_under_a_file(limited: Limited, fact: Path, room: Path) -> None:
    """A file is no folder, for anybody."""
    code, said = _run(limited, room, "load", str(fact), "--store", str(fact / "store"))
    assert code in (3, 7)
    assert str(fact) in said
    assert "; " in said


def test_a_store_that_is_a_file(limited: Limited, fact: Path, room: Path) -> None:
    """Nor is a file a store."""
    code, said = _run(limited, room, "doctor", "--store", str(fact))
    assert code == 7
    assert "is no store; run `moratoria init`" in said


def test_a_store_opened_twice_for_writing(limited: Limited, world: Path, fact: Path, room: Path) -> None:
    """The second waits five seconds and then gives way; a reader is not kept out; nothing is written."""
    store = shutil.copytree(world, room / "twice")
    code = f"import sys\nfrom moratoria.pipeline.kg import open_graph\ng = open_graph({str(store)!r}, write=True)\n"
    wait = "print('open', flush=True)\nsys.stdin.read()\n"
    command = [sys.executable, "-c", code + wait]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdin is not None
        assert first.stdout.readline() == "open\n"
        busy, said = _run(limited, room, "load", str(fact), "--store", str(store))
        read, _ = _run(limited, room, "query", "ASK {}", "--store", str(store))
        first.stdin.close()
        first.wait(10)
    assert (busy, read) == (8, 0)
    assert said == f"moratoria: {store}: another process is writing to this store; try again when it has ended"
    after, _ = _run(limited, room, "load", str(fact), "--store", str(store))
    assert after == 0


def test_an_endpoint_that_is_down(limited: Limited, room: Path) -> None:
    """Nothing listens there: one sentence, no wait."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}/sparql"
        code, said = _run(limited, room, "query", "ASK {}", "--endpoint", address)
    assert code == 9
    assert said.startswith(f"moratoria: {address}: ")
    assert "; check " in said


@pytest.mark.parametrize("name", ["self", "question", "as_of", "context", "store"])
def test_a_parameter_named_as_something_of_the_program(name: str, limited: Limited, world: Path, room: Path) -> None:
    """Is a parameter nobody has, not an accident."""
    argv = ["ask", "restrictions-in-force", "--store", str(world), f"--{name}", "x"]
    code, said = _run(limited, room, *argv)
    assert code != 0
    assert said.startswith("moratoria: "), said


def test_a_store_killed_at_its_making_can_be_made_again(limited: Limited, room: Path) -> None:
    """A store without its marks is refused with the one command that mends it, and the command does."""
    EmbeddedStore(room / "unmarked").close()
    code, said = _run(limited, room, "doctor", "--store", str(room / "unmarked"))
    assert code == 7
    assert "run `moratoria init --rebuild`" in said
    assert _run(limited, room, "init", "--rebuild", "--store", str(room / "unmarked"))[0] == 0
    assert _run(limited, room, "doctor", "--store", str(room / "unmarked"))[0] == 0


def test_torture_runs_from_the_command_line() -> None:
    """As `make torture` calls it."""
    done = subprocess.run(
        [sys.executable, str(HERE / "torture.py"), "--kills", "2", "--seed", "9"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert '"kills": 2' in done.stdout
