"""The made-up world of `tests/world`, an empty graph, and a way to write fact files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from moratoria import Moratoria

WORLD = Path(__file__).parents[1] / "world"
PAGE = """\
source:
  id: {name}
  kind: web-page
  title: Umbra pauses
  publisher: Umbra
  published: 2021-03-02
  retrieved: 2021-03-05
  recorded: 2021-03-06T09:00:00Z
  seen: full
organizations:
  - {{id: umbra, kind: company, name: Umbra, evidence: [{{locator: imprint}}]}}
restrictions:
  - id: umbra-pause
    kind: moratorium
    label: {label}
    imposed_by: [{actor}]
    technologies: [facial-recognition]
    announced: 2021-03-02
    wording: in-effect
    evidence: [{{locator: paragraph 1}}]
"""


@pytest.fixture
def world() -> Path:
    return WORLD


@pytest.fixture
def graph() -> Iterator[Moratoria]:
    """An empty graph in memory."""
    with Moratoria.in_memory() as empty:
        yield empty


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a page of the made-up company Umbra, or any text, and gives its path."""

    def write_file(name: str, text: str | None = None, **words: str) -> Path:
        path = tmp_path / (name if "." in name else f"{name}.yaml")
        given = {"name": name, "label": "Umbra pauses", "actor": "umbra"} | words
        path.write_text(PAGE.format(**given) if text is None else text, encoding="utf-8", newline="")
        return path

    return write_file
