"""The made-up world with a retracted source and a page of traps, read once for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moratoria import Moratoria

WORLD = Path(__file__).parents[1] / "world"
TRAPS = """\
source:
  id: traps
  kind: web-page
  title: '=HYPERLINK("x")'
  publisher: "+49 Press"
  published: 2021-03
  retrieved: 2021-03-05
  recorded: 2021-03-06T09:00:00Z
  seen: full
organizations:
  - {id: sum, kind: company, name: "@SUM(A1)", evidence: [{locator: "-1"}]}
restrictions:
  - id: trap
    kind: ban
    label: '=1+1, "quoted"; a < b & c > d \\ é 漢 🚓'
    imposed_by: [sum]
    technologies: [facial-recognition]
    announced: {on: 2021-03, words: "in \\"early\\" März"}
    note: "]]> </script> 'quoted' {braces} $1 %s"
    evidence: [{span: [4, 9], quote: "x\\t<&>", modality: quoted}, {locator: "p. 1", slots: [announced]}]
    confidence: 0.5
    rule: some-rule
"""


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moratoria]:
    path = tmp_path_factory.mktemp("facts") / "traps.yaml"
    path.write_text(TRAPS, encoding="utf-8")
    with Moratoria.in_memory() as full:
        assert full.load([WORLD, path]).ok
        full.retract("gazette-2020-06-13-borealis", "a copy", moment=datetime(2026, 2, 1, tzinfo=UTC))
        yield full
