"""The how-to is true: its files and commands do what it shows, and its register takes fewer than 40 lines."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from moratoria.cli.app import app

PAGE = Path(__file__).parents[2] / "docs" / "how-to-register.md"
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> list[tuple[str, str, str]]:
    return [found.groups() for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]


def test_the_register_of_the_how_to_takes_fewer_than_40_lines_of_toml():
    (text,) = [text for kind, _, text in blocks() if kind == "toml"]
    assert 20 < len(text.splitlines()) < 40


def test_the_commands_of_the_how_to_print_what_it_shows(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    ran = 0
    for kind, name, text in blocks():
        if kind in ("csv", "toml"):
            (tmp_path / name).write_text(text, encoding="utf-8")
            continue
        command, _, expected = text.partition("\n")
        with pytest.raises(SystemExit) as ended:
            app(shlex.split(command.removeprefix("$ moratoria ")))
        assert ended.value.code == 0
        assert capsys.readouterr().out == expected
        ran += 1
    assert ran == 2
