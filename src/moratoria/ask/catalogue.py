"""The stored questions: one SPARQL file each, with its own header. Pure: texts in, questions out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from moratoria.errors import InputError

PARAM_TYPES = ("date", "technology", "audience", "jurisdiction", "organization", "thing", "integer", "text")
_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Param:
    """A typed parameter: `default` is a value, `any` (no filter), `today`, or None when it must be given.

    `enumerate` when its values in the graph make a list worth choosing from.
    """

    name: str
    type: str
    default: str | None
    label: str
    enumerate: bool = False

    @property
    def flag(self) -> str:
        """The command line's spelling: `asOf` is `--as-of`.

        >>> Param("asOf", "date", "today", "").flag
        '--as-of'
        """
        return "--" + re.sub(r"(?<!^)([A-Z])", r"-\1", self.name).lower()


@dataclass(frozen=True)
class Question:
    """A stored question: what it asks, its parameters and columns, its answer's wording, its SPARQL.

    `answer` has the templates `none`, `some` and `item`; `cite` names the column whose sources the answer cites;
    `number` is its place in the catalogue of questions, which several may share; `example` are parameters worth asking.
    """

    name: str
    theme: str
    summary: str
    description: str
    tags: tuple[str, ...]
    params: tuple[Param, ...]
    columns: Mapping[str, str]
    answer: Mapping[str, str]
    cite: str | None
    text: str
    number: int | None = None
    example: Mapping[str, str] = field(default_factory=dict)


def header_of(text: str) -> str:
    """The YAML in the `#+` lines of a query file."""
    return "\n".join(_HEADER.findall(text))


VALUES_BLOCK = re.compile(r"(VALUES\s+\?(\w+)\s*\{)([^{}]*)(\})")
"""A VALUES block of one variable; a parameter's default stands in it, so that the file runs as it is."""


def parse_question(name: str, theme: str, header: Any, text: str) -> Question:
    """A question from its parsed header and its text. Raises InputError naming what is missing."""
    where = f"{theme}/{name}.rq"
    if not isinstance(header, dict):
        raise InputError("has no header", where=where, remedy="begin with lines `#+ summary: …`")
    for key in ("summary", "columns", "answer"):
        if not header.get(key):
            raise InputError(f"has no {key} in its header", where=where, remedy=f"add `#+ {key}: …`")
    params = tuple(_param(key, given, where) for key, given in (header.get("params") or {}).items())
    blocks = [found[1] for found in VALUES_BLOCK.findall(text)]
    for param in params:
        if blocks.count(param.name) != 1:
            remedy = f"write `VALUES ?{param.name} {{ … }}` once"
            raise InputError(f"the parameter {param.name} has no one VALUES block", where=where, remedy=remedy)
    return Question(
        name, theme, header["summary"], header.get("description") or "", tuple(header.get("tags") or ()), params,
        header["columns"], header["answer"], header.get("cite"), text, _number(header, where),
        _example(header.get("example") or {}, params, where),
    )  # fmt: skip


def _number(header: Mapping[str, Any], where: str) -> int | None:
    given = str(header.get("number", ""))
    if given and not given.isdecimal():
        raise InputError(f"has the number {given!r}", where=where, remedy="write a whole number")
    return int(given) if given else None


def _example(given: Any, params: tuple[Param, ...], where: str) -> dict[str, str]:
    known = {param.name for param in params}
    if not isinstance(given, dict) or not set(given) <= known:
        raise InputError("has an example of other parameters than its own", where=where, remedy="write {param: value}")
    return {name: str(value) for name, value in given.items()}


def _param(name: str, given: Any, where: str) -> Param:
    if not isinstance(given, dict) or given.get("type") not in PARAM_TYPES:
        raise InputError(f"the parameter {name} has no type", where=where, remedy=f"one of {', '.join(PARAM_TYPES)}")
    enumerated = str(given.get("enumerate")).lower() == "true"  # headers are read as texts
    return Param(name, given["type"], given.get("default"), given.get("label") or name, enumerated)
