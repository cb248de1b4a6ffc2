"""Commands and listings about the stored questions themselves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from moratoria.cli.screen import note, print_table, write_output
from moratoria.cli.shared import OutputOption, QuietOption

if TYPE_CHECKING:
    from moratoria.ask.catalogue import Param, Question
    from moratoria.pipeline.naming import Named


def questions(output: OutputOption = None, quiet: QuietOption = False) -> None:
    """Write every stored question with its answer over the shipped facts, as Markdown."""
    from moratoria.pipeline.document import make_document

    text = make_document()
    write_output(text, output)
    if output:
        note(f"{output}: {text.count(chr(10)):,} lines", quiet=quiet)


def list_questions(format: str) -> None:
    """Print every stored question with its parameters."""
    from moratoria.pipeline.kg import stored_questions

    found = stored_questions()
    if format == "json":
        _print_json([_plain(question) for question in found.values()])
        return
    rows = [(q.theme, q.name, q.summary, " ".join(_usage(param) for param in q.params)) for q in found.values()]
    print_table(("theme", "question", "asks", "parameters"), rows)


def describe_question(name: str, store: str | None, format: str) -> None:
    """Print what a question asks, its parameters, and the values on record of those that have few."""
    from moratoria import settings
    from moratoria.pipeline.kg import open_graph
    from moratoria.pipeline.naming import values_in_use
    from moratoria.pipeline.questions import read_named_question

    question = read_named_question(settings.shipped_folder("queries"), name)
    with open_graph(store) as graph:
        values = {param.name: values_in_use(graph.store, param.type) for param in question.params if param.enumerate}
    if format == "json":
        listed = {name: [{"value": item.slug, "label": item.label} for item in items] for name, items in values.items()}
        _print_json({**_plain(question), "description": question.description, "values": listed})
        return
    print(f"{question.summary}\n\n{question.description.strip()}\n")
    print_table(
        ("parameter", "type", "default", "what it is"),
        [(param.flag, param.type, param.default or "must be given", param.label) for param in question.params],
    )
    for param in question.params:
        _print_values(param, values.get(param.name, ()))


def _print_values(param: Param, values: Sequence[Named]) -> None:
    if values:
        print()
        print_table((param.flag, "which is", "also"), [(v.slug, v.label, ", ".join(v.others)) for v in values])


def _plain(question: Question) -> dict[str, Any]:
    params = [asdict(param) for param in question.params]
    named = {"name": question.name, "theme": question.theme, "number": question.number}
    return {**named, "summary": question.summary, "params": params}


def _print_json(value: Any) -> None:
    write_output(json.dumps(value, ensure_ascii=False, indent=2) + "\n", None)


def _usage(param: Param) -> str:
    return f"[{param.flag} {param.default}]" if param.default else f"{param.flag} …"
