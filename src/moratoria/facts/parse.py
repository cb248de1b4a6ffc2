"""Plain data -> a fact file, or the findings that say why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from moratoria.facts.identify import propose_id
from moratoria.facts.model import FactFile
from moratoria.findings import Finding, Severity

SHOWN = 200
"""So many faults of form are told of one file: a wrong table would otherwise make one for each of its rows."""

TreePath = tuple[str | int, ...]
Where = Callable[[TreePath], str]

_SOLUTIONS = {
    "missing": "add the field",
    "extra_forbidden": "remove it or correct its spelling",
    "enum": "use one of the listed words",
    "string_pattern_mismatch": "write it in the form the field expects",
    "too_short": "give at least one",
    "date_from_datetime_parsing": "write YYYY-MM-DD",
    "date_parsing": "write YYYY-MM-DD",
}
_CODES = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "enum": "unknown-word",
    "string_pattern_mismatch": "malformed-value",
    "too_short": "missing-value",
    "value_error": "impossible-value",
}


def parse_facts(data: Any, where: Where, today: date | None = None) -> tuple[FactFile | None, list[Finding]]:
    """The fact file in plain data, and every finding about its form.

    `where` turns a path in the data into `file:line`. With `today`, documents published or retrieved after it are
    refused. The fact file is None when any finding is an ERROR.
    """
    if not isinstance(data, dict):
        problem = f"the file holds {_kind_of(data)}, expected a mapping with a source"
        return None, [Finding("not-a-fact-file", Severity.ERROR, problem, "begin with `source:`", where=where(()))]
    try:
        parsed = FactFile.model_validate(data)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        return None, [*(_finding(item, where) for item in faults[:SHOWN]), *_rest(len(faults), where)]
    findings = [*_find_repeats(parsed, where), *_find_future(parsed, where, today)]
    return (None if findings else parsed), findings


def _rest(count: int, where: Where) -> list[Finding]:
    if count <= SHOWN:
        return []
    problem = f"{count - SHOWN:,} more faults of form are not shown"
    return [Finding("more-findings", Severity.ERROR, problem, "mend these, then look again", where=where(()))]


def _kind_of(data: Any) -> str:
    return {type(None): "nothing", list: "a list", str: "a text"}.get(type(data), f"a {type(data).__name__}")


def _finding(error: Any, where: Where) -> Finding:
    path: TreePath = tuple(part for part in error["loc"])
    kind, message = error["type"], error["msg"].removeprefix("Value error, ")
    name = ".".join(str(part) for part in path) or "the file"
    solution = _SOLUTIONS.get(kind, "correct the value")
    if kind == "extra_forbidden":
        message, solution = _unknown_field(path, solution)
    elif kind == "missing":
        message = f"the field {path[-1]!r} is missing"
        if path[-1] == "id" and isinstance(error["input"], dict):
            solution = f"for example `id: {propose_id(error['input'])}`"
    elif kind == "too_short" and path and path[-1] == "evidence":
        message, solution = "a fact without evidence", "give a span, a locator or a register row"
    elif "input" in error and isinstance(error["input"], str):
        message = f"{message}; got {error['input'][:80]!r}"
    code = _CODES.get(kind, kind.replace("_", "-"))
    return Finding(code, Severity.ERROR, f"{name}: {message}", solution, where=where(path))


def _unknown_field(path: TreePath, solution: str) -> tuple[str, str]:
    word = str(path[-1])
    near = get_close_matches(word, _field_names(), n=1)
    return f"there is no field {word!r}", f"did you mean {near[0]!r}?" if near else solution


@cache
def _field_names() -> list[str]:
    """Every field name of the model, for suggestions."""
    names: set[str] = set()
    waiting: list[type[BaseModel]] = [FactFile]
    while waiting:
        model = waiting.pop()
        for name, info in model.model_fields.items():
            names.add(name)
            inner = getattr(info.annotation, "__args__", ()) or (info.annotation,)
            waiting += [kind for kind in inner if isinstance(kind, type) and issubclass(kind, BaseModel)]
    return sorted(names)


def _find_repeats(parsed: FactFile, where: Where) -> list[Finding]:
    seen: dict[tuple[str, str], str] = {}
    findings = []
    for name, index, fact in parsed.facts():
        key = (name, getattr(fact, "id", ""))
        here = where((name, index, "id"))
        if key[1] and key in seen:
            problem = f"{name}: the id {key[1]!r} is used twice, first at {seen[key]}"
            findings.append(Finding("repeated-id", Severity.ERROR, problem, "merge the two or rename one", where=here))
        seen.setdefault(key, here)
    return findings


def _find_future(parsed: FactFile, where: Where, today: date | None) -> list[Finding]:
    if today is None:
        return []
    days = {"published": parsed.source.published.earliest, "retrieved": parsed.source.retrieved}
    return [
        Finding(
            "date-in-the-future", Severity.ERROR, f"source.{name} is {day}, after today ({today})",
            "correct the date", where=where(("source", name)), source=parsed.source.id,
        )
        for name, day in days.items()
        if day > today
    ]  # fmt: skip
