"""docs/questions.md says what the program answers today."""

from __future__ import annotations

from pathlib import Path

import pytest

from moratoria.pipeline.document import make_document

WRITTEN = Path(__file__).parents[2] / "docs" / "questions.md"


def test_the_document_of_the_questions_is_what_the_questions_answer():
    if not WRITTEN.is_file() or WRITTEN.read_text(encoding="utf-8") != make_document():
        pytest.fail("docs/questions.md is out of date: run `make docs`")
