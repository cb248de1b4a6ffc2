"""Text of others on a terminal: what is not printable is shown as its escape, so that no article steers the screen."""

from __future__ import annotations

import json
from typing import Any


def visible(text: object) -> str:
    """A text whose control characters and direction marks are spelled out; line breaks stay, a tab is four spaces.

    >>> visible("red \\x1b[31m alert")
    'red \\\\x1b[31m alert'
    """
    plain = str(text).replace("\t", "    ")
    return "".join(char if char.isprintable() or char == "\n" else _spelled(char) for char in plain)


def _spelled(char: str) -> str:
    return char.encode("unicode_escape").decode()


def on_one_line(text: object) -> str:
    """A text on one line, as `visible`."""
    return visible(" ".join(str(text).split()))


def visible_json(value: Any) -> str:
    """JSON in which what is not printable is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    return "".join(char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text) + "\n"
