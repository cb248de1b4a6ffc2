"""The stored questions with their answers as one Markdown document. Pure: answers in, text out."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from datetime import date

from moratoria.ask.catalogue import VALUES_BLOCK, Param, Question
from moratoria.ask.results import Plain, Result

MOST = 6
"""So many items, sources and rows of an answer are shown; the rest is counted."""

_CELL = 80
_CONSTANT = re.compile(r'<([^>]*)>|"([^"]*)"')


def example_params(question: Question) -> dict[str, str]:
    """Parameters worth asking a question with: its own example, else what stands in the query for those it needs."""
    blocks = {found[1]: _CONSTANT.search(found[2]) for found in VALUES_BLOCK.findall(question.text)}
    needed = [param.name for param in question.params if param.default is None]
    standing = {name: found[1] or found[2] for name in needed if (found := blocks[name])}
    return standing | dict(question.example)


def render_document(answers: Sequence[Result], day: date) -> str:
    """The document: a contents list and a section per question, by number, then theme and name."""
    ordered = sorted(answers, key=lambda answer: _place(answer.question))
    listed = [f"- {_numbered(item.question)} [`{item.question.name}`](#{item.question.name})" for item in ordered]
    head = (
        "# The questions, answered\n\n"
        f"Every stored question, asked of the shipped facts as of {day}. `make docs` writes this file.\n"
        f"Of each answer the first {MOST} items, sources and rows are shown. `moratoria ask --list NAME` lists the\n"
        "values that a parameter takes.\n"
    )
    return "\n".join([head, *listed, "", *(_section(answer) for answer in ordered)])


def _place(question: Question) -> tuple[int, str, str]:
    return question.number or 10_000, question.theme, question.name


def _numbered(question: Question) -> str:
    number = f"{question.number}. " if question.number else ""
    return f"**{number}{_escaped(question.summary)}**"


def _section(answer: Result) -> str:
    question = answer.question
    parts = [
        f'<a id="{question.name}"></a>\n\n## {_numbered(question).strip("*")}',
        _escaped(" ".join(question.description.split())),
        _params(question.params),
        f"```sh\n{_command(question)}\n```",
        f"> {_escaped(answer.sentence(MOST))}",
        _sources(answer),
        _table(answer),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _command(question: Question) -> str:
    flags = {param.name: param.flag for param in question.params}
    given = [word for name, value in example_params(question).items() for word in (flags[name], shlex.quote(value))]
    return " ".join(["moratoria ask", question.name, *given])


def _params(params: Sequence[Param]) -> str:
    rows = [(f"`{param.flag}`", param.type, param.default or "must be given", param.label) for param in params]
    return _markdown(("parameter", "type", "default", "what it is"), rows) if rows else ""


def _sources(answer: Result) -> str:
    lines = [f"- {_escaped(line.line(), keep='<>')}" for line in answer.citations[:MOST]]
    return "\n".join(lines + _rest(len(answer.citations), "- and {} more sources"))


def _rest(count: int, words: str) -> list[str]:
    return [words.format(count - MOST)] if count > MOST else []


def _table(answer: Result) -> str:
    rows = list(answer)
    columns = [name for name in answer.columns if _is_shown(name, answer.columns, rows)]
    if not rows:
        return ""
    lines = [[_cell(row[name]) for name in columns] for row in rows[:MOST]]
    return "\n".join([_markdown(columns, lines), *_rest(len(rows), "\nand {} more rows")])


def _is_shown(name: str, columns: Sequence[str], rows: Sequence[Mapping[str, Plain]]) -> bool:
    """Whether a column says anything that the table does not yet say in words."""
    said = [row for row in rows[:MOST] if row[name] not in (None, "")]
    named = f"{name}Label"
    return bool(said) and not (named in columns and all(row[named] for row in said))


def _cell(value: Plain) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= _CELL else text[: _CELL - 1].rstrip() + "…"


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *([_escaped(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _escaped(text: str, keep: str = "") -> str:
    """Text whose characters mean nothing to Markdown; code in backticks stays."""
    return re.sub(r"[*_|<>]", lambda found: found[0] if found[0] in keep else f"\\{found[0]}", text)
