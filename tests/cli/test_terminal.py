"""The installed program as a shell meets it: colour only on a terminal, completion, a broken pipe, no traceback."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

WORDS = [sys.executable, "-c", "from moratoria.cli import run; run()"]
ASK = ["ask", "vendors-awaiting-federal-legislation", "--as-of", "2020-12-31"]


def environment(**more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE")
    }
    return kept | {"TERM": "xterm-256color", "COLUMNS": "200"} | more


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    from moratoria import Moratoria

    folder = tmp_path_factory.mktemp("terminal") / "store"
    with Moratoria.init(folder) as graph:
        assert graph.load([Path(__file__).parents[1] / "world"]).ok
    return str(folder)


def on_a_terminal(*words: str, **more: str) -> bytes:
    """What the program writes when both its streams are a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*WORDS, *words], stdin=theirs, stdout=theirs, stderr=theirs, env=environment(**more)
    ) as child:
        os.close(theirs)
        told = b""
        try:
            while part := os.read(ours, 65_536):
                told += part
        except OSError:  # Linux ends a terminal's last read this way
            pass
        child.wait(timeout=20)
    os.close(ours)
    return told


def test_there_is_colour_on_a_terminal_unless_it_is_unwanted(store):
    assert b"\x1b[" in on_a_terminal(*ASK, "--store", store)
    assert b"\x1b[3" not in on_a_terminal(*ASK, "--store", store, NO_COLOR="1")


def test_there_is_no_colour_in_a_pipe(store):
    done = subprocess.run([*WORDS, *ASK, "--store", store], capture_output=True, env=environment(), check=True)
    assert b"Bor\xc3\xa9alis" in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


def test_output_is_utf8_whatever_the_locale(store):
    done = subprocess.run(
        [*WORDS, *ASK, "--store", store, "--format", "csv"],
        capture_output=True,
        env=environment(LC_ALL="C"),
        check=True,
    )
    assert "Boréalis" in done.stdout.decode()


def test_completion_is_offered_for_a_shell():
    more = {"_MORATORIA_COMPLETE": "complete_bash", "COMP_WORDS": "moratoria quer", "COMP_CWORD": "1"}
    script = Path(sys.executable).with_name("moratoria")
    if not script.exists():
        pytest.skip("the program is not installed beside this Python")
    done = subprocess.run([script], capture_output=True, env=environment(**more), text=True, check=False)
    assert done.stdout.split() == ["query"]


def test_a_reader_that_leaves_early_is_no_error(store):
    script = f'{sys.executable} -c "from moratoria.cli import run; run()" export --store {store} -f nq | head -n 1'
    done = subprocess.run(["bash", "-c", script], capture_output=True, env=environment(), text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_the_command_line_starts_without_the_heavy_parts():
    heavy = ("matplotlib", "rdflib", "owlready2", "networkx", "pyshacl")
    code = f"import sys; from moratoria.cli import app; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
