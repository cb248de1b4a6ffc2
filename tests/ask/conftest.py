"""The made-up world with what the questions need beyond it, and the stored questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from moratoria import Moratoria
from moratoria.ask.catalogue import Question
from moratoria.pipeline.questions import question_files, read_question

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def graph() -> Iterator[Moratoria]:
    with Moratoria.in_memory() as full:
        assert full.load([ROOT / "tests" / "world", ROOT / "tests" / "ask" / "world"]).ok
        yield full


@pytest.fixture(scope="session")
def questions() -> dict[str, Question]:
    """Every stored question by name."""
    return {name: read_question(path) for name, path in question_files(ROOT / "queries").items()}
