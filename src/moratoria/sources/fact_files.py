"""Fact files (YAML 1.2 and JSON) as plain data with the line of every value; every scalar stays the text it was."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from moratoria.errors import InputError
from moratoria.sources.base import (
    DEPTH,
    LITERAL_BYTES,
    YAML_BYTES,
    Document,
    TreePath,
    decode,
    read_bytes,
    refuse_unwritable,
)

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def read_fact_file(path: Path) -> Document:
    """One fact file, YAML or (by its suffix) JSON.

    Raises InputError with file and line for anything but plain mappings, sequences and scalars: anchors, aliases,
    tags, merge keys, duplicate keys, several documents, too deep nesting.
    """
    text = decode(read_bytes(path, YAML_BYTES), str(path))
    if path.suffix == ".json":
        return read_json_text(text, str(path))
    return read_yaml_text(text, str(path))


def read_yaml_text(text: str, name: str) -> Document:
    """A YAML text as plain data; see `read_fact_file`."""
    builder = _Builder(name)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except MarkedYAMLError as error:
        line = (error.problem_mark or error.context_mark).line + 1 if error.problem_mark or error.context_mark else 1
        problem = (error.problem or error.context or "malformed").strip().replace("\n", " ")
        raise InputError(f"is not YAML 1.2: {problem}", where=f"{name}:{line}", remedy="mend the syntax") from error
    except (YAMLError, ValueError) as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        problem = f"is not YAML 1.2: {str(error).splitlines()[0]}"
        raise InputError(problem, where=f"{name}:{line}", remedy="mend the syntax") from error
    except RecursionError as error:
        raise InputError(f"is nested deeper than {DEPTH} levels", where=name, remedy="flatten it") from error
    if builder.documents != 1:
        raise InputError(f"holds {builder.documents} YAML documents, expected one", where=name)
    return Document(name, builder.root, builder.lines)


def read_json_text(text: str, name: str) -> Document:
    """A JSON text as plain data, strictly by RFC 8259, with the line of every value.

    JSON is YAML but for surrogate pairs, so the second reading gives the lines and refuses what YAML is refused for.
    """

    def refuse(word: str) -> Any:
        raise InputError(f"holds {word}, which JSON does not know", where=name, remedy="leave the value out")

    text = unicodedata.normalize("NFC", _ESCAPE.sub(_unescaped, text))
    try:
        data = json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise InputError(
            f"is not JSON: {error.msg}", where=f"{name}:{error.lineno}", remedy="mend the syntax"
        ) from error
    except RecursionError as error:
        raise InputError(f"is nested deeper than {DEPTH} levels", where=name, remedy="flatten it") from error
    except ValueError as error:
        raise InputError("holds a number too long to read", where=name, remedy="write it as text") from error
    return Document(name, data, read_yaml_text(text, name).lines)


_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")


def _unescaped(found: re.Match[str]) -> str:
    """An escaped character beyond ASCII as itself, so that it is normalized; any other escape as it is."""
    char = str(json.loads(f'"{found[0]}"')) if found[0][1] == "u" else ""
    return char if char > "\x9f" and not "\ud800" <= char <= "\udfff" else found[0]


@dataclass
class _Builder:
    """Builds plain data from parser events without recursion, so that depth costs no stack."""

    name: str
    root: Any = None
    lines: dict[TreePath, int] = field(default_factory=dict)
    documents: int = 0
    stack: list[tuple[Any, TreePath]] = field(default_factory=list)
    key: str | None = None

    def take(self, event: Any) -> None:
        """Take one parser event."""
        line = event.start_mark.line + 1
        if isinstance(event, NodeEvent):
            self._refuse_cleverness(event, line)
        if isinstance(event, ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._open({} if isinstance(event, MappingStartEvent) else [], line)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self.stack.pop()

    def _refuse_cleverness(self, event: Any, line: int) -> None:
        what = "an alias" if isinstance(event, AliasEvent) else "an anchor" if event.anchor else ""
        tag = getattr(event, "tag", None)
        if not what and tag is not None and str(tag) != "!":
            what = f"the tag {tag}"
        if what:
            raise InputError(f"holds {what}", where=f"{self.name}:{line}", remedy="write the value out")

    def _scalar(self, event: Any, line: int) -> None:
        text = unicodedata.normalize("NFC", event.value)
        where = f"{self.name}:{line}"
        if len(text) > LITERAL_BYTES:
            raise InputError(f"holds a text of {len(text):,} characters", where=where, remedy="shorten it")
        refuse_unwritable(text, where)
        if self.stack and isinstance(self.stack[-1][0], dict) and self.key is None:
            self._take_key(text, where)
            return
        is_null = event.style is None and text in _NULLS
        self._place(None if is_null else text, line)

    def _take_key(self, text: str, where: str) -> None:
        if text == "<<":
            raise InputError("holds a merge key", where=where, remedy="write the fields out")
        if text in self.stack[-1][0]:
            raise InputError(f"has the key {text!r} twice", where=where, remedy="keep one of them")
        self.key = text

    def _open(self, container: Any, line: int) -> None:
        if len(self.stack) >= DEPTH:
            where = f"{self.name}:{line}"
            raise InputError(f"is nested deeper than {DEPTH} levels", where=where, remedy="flatten it")
        if self.stack and isinstance(self.stack[-1][0], dict) and self.key is None:
            raise InputError("has a key that is no text", where=f"{self.name}:{line}", remedy="use a plain word")
        path = self._place(container, line)
        self.stack.append((container, path))

    def _place(self, value: Any, line: int) -> TreePath:
        if not self.stack:
            self.root, self.documents = value, self.documents + 1
            self.lines[()] = line
            return ()
        parent, path = self.stack[-1]
        if isinstance(parent, dict):
            assert self.key is not None
            here = (*path, self.key)
            parent[self.key], self.key = value, None
        else:
            here = (*path, len(parent))
            parent.append(value)
        self.lines[here] = line
        return here


def render_fact_file(data: Any) -> str:
    """Plain data as the YAML of a fact file, block by block, texts on one line."""
    writer = YAML()
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = 10_000
    writer.representer.ignore_aliases = lambda _: True
    out = io.StringIO()
    writer.dump(data, out)
    return out.getvalue()
