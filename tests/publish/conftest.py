"""A release of the made-up world with a page of traps, a user's quote and a retracted source, written twice."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from moratoria import Moratoria

WORLD = Path(__file__).parents[1] / "world"
SENTENCE = "These exact words belong to their publisher."
TRAPS = f"""\
source:
  id: traps
  kind: web-page
  title: '=HYPERLINK("x") <img src=x onerror=alert(1)>'
  publisher: "+49 Press"
  address: https://example.org/?a=1&b=2
  published: 2021-03
  retrieved: 2021-03-05
  recorded: 2021-03-06T09:00:00Z
  seen: full
organizations:
  - {{id: sum, kind: company, name: "@SUM(A1)", aliases: ["A; B", "<b>bold</b>"], evidence: [{{locator: "-1"}}]}}
restrictions:
  - id: trap
    kind: ban
    label: '<script>alert(1)</script> =1+1, "quoted"; é 漢 🚓'
    imposed_by: [sum]
    technologies: [facial-recognition]
    announced: {{on: 2021-03, words: "in early March"}}
    note: "]]> </script> 'quoted' {{braces}} {{{{ 7 * 7 }}}} $1 %s"
    evidence: [{{span: [4, 48], quote: "{SENTENCE}", modality: quoted}}, {{locator: "p. <1>", slots: [announced]}}]
    confidence: 0.5
    rule: some-rule
"""


@pytest.fixture
def sentence() -> str:
    return SENTENCE


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("facts") / "traps.yaml"
    path.write_text(TRAPS, encoding="utf-8")
    with Moratoria.in_memory() as full:
        report = full.load([WORLD, path])
        assert report.ok, report.findings
        full.retract("gazette-2020-06-13-borealis", "a copy", moment=datetime(2026, 2, 1, tzinfo=UTC))
        yield full


@pytest.fixture(scope="session")
def release(graph: Moratoria, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("release") / "out"
    graph.publish(out, as_of="2021-01-01")
    return out
