"""docs/questions.md says what the program answers today."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import moratoria
from moratoria.pipeline.document import make_document

WRITTEN = Path(__file__).parents[2] / "docs" / "questions.md"


def test_the_document_of_the_questions_is_what_the_questions_answer():
    if not WRITTEN.is_file() or WRITTEN.read_text(encoding="utf-8") != make_document():
        pytest.fail("docs/questions.md is out of date: run `make docs`")


README = WRITTEN.parents[1] / "README.md"


def shown_answers() -> list[tuple[str, str]]:
    """The questions that the README asks with `moratoria ask`, and the answers it shows, on one line each."""
    blocks = re.findall(r"^\$ moratoria ask ([^\n]+)\n([^$`]+?) …$", README.read_text(encoding="utf-8"), re.MULTILINE)
    return [(words, re.sub(r" \[\d+\]", "", " ".join(answer.split()))) for words, answer in blocks]


def batched(words: list[str]) -> list[tuple[str, str]]:
    return list(zip(words[::2], words[1::2], strict=True))


@pytest.mark.parametrize(("words", "shown"), shown_answers(), ids=[words.split()[0] for words, _ in shown_answers()])
def test_the_answers_in_the_readme_are_what_the_questions_answer(words, shown):
    name, *flags = shlex.split(words)
    given = {flag.removeprefix("--").replace("as-of", "as_of"): value for flag, value in batched(flags)}
    with moratoria.open() as graph:
        answer = re.sub(r" \[\d+\]", "", graph.ask(name, **given).sentence())
    if not answer.startswith(shown):
        pytest.fail(f"the README shows another answer to {name}: {answer[: len(shown)]}")


def test_the_readme_shows_five_answers():
    assert len(shown_answers()) >= 5
