"""The document of the questions: each one asked of the shipped facts on a fixed day."""

from __future__ import annotations

from datetime import date

from moratoria import settings
from moratoria.ask.document import example_params, render_document
from moratoria.pipeline.questions import ask_question, question_files, read_question
from moratoria.pipeline.shipped import open_shipped

DAY = date(2026, 11, 23)
"""The day as of which the facts are asked; fixed, so that the document changes only with facts and questions."""


def make_document() -> str:
    """Every stored question with its answer over the shipped facts as of `DAY`, as Markdown."""
    questions = [read_question(path) for path in question_files(settings.shipped_folder("queries")).values()]
    store = open_shipped()
    answers = [ask_question(store, question, example_params(question), DAY) for question in questions]
    store.close()
    return render_document(answers, DAY)
