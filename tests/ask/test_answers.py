"""The rows each stored question must give over the made-up world, written down by hand in `answers/`."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from moratoria.pipeline.questions import question_files

ROOT = Path(__file__).parents[2]
NAMES = sorted(question_files(ROOT / "queries"))


def cases(name: str) -> list[dict]:
    return YAML(typ="safe", pure=True).load(Path(__file__).parent / "answers" / f"{name}.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_a_question_gives_the_rows_written_down_for_it(graph, name):
    for case in cases(name):
        rows = list(graph.ask(name, **{key: str(value) for key, value in case["ask"].items()}))
        columns = case["rows"][0].keys() if case["rows"] else ()
        assert [{key: row[key] for key in columns} for row in rows] == case["rows"], case["ask"]


@pytest.mark.parametrize("name", NAMES)
def test_at_least_one_row_is_written_down_for_a_question(name):
    assert any(case["rows"] for case in cases(name))
