"""One cell as a value: a text, a number in its digits, a flag, a date at its precision, or a list."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from moratoria.facts.identify import propose_slug
from moratoria.facts.values import When
from moratoria.registers.describe import Column

Tell = Callable[[str, str], None]
"""`tell(what, detail)`: `malformed`, `left out`, `unmapped` or `shortened`, and about which value or why."""

DatedText = dict[str, str]
Value = str | DatedText | tuple[str, ...] | None

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_YES, _NO = frozenset({"true", "yes", "1", "y"}), frozenset({"false", "no", "0", "n"})


def read_value(column: Column, raw: Any, tell: Tell) -> Value:
    """The value of a cell; None where it states nothing, is malformed, or is left out - and that is told."""
    if column.type == "list":
        return tuple(dict.fromkeys(_items(column, raw, tell))) or None
    return _single(column, raw if isinstance(raw, str) else "; ".join(_texts(raw)), tell)


def _texts(raw: Any) -> list[str]:
    return [str(item) for item in raw] if isinstance(raw, list) else []


def _items(column: Column, raw: Any, tell: Tell) -> Iterator[str]:
    for part in _parts(column, raw, tell):
        value = _single(column, part, tell)
        if isinstance(value, str):
            yield value


def _parts(column: Column, raw: Any, tell: Tell) -> list[str]:
    if isinstance(raw, list):
        return _texts(raw)
    text = str(raw).strip()
    if column.split == "json" and text:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, list):
            tell("malformed", f"{text[:80]!r} is no JSON array")
            return []
        return _texts(found)
    parts = [part.strip() for part in text.split(column.split)] if column.split else [text]
    for name in column.whole:
        parts = _rejoined(parts, name)
    return [part for part in parts if part]


def _rejoined(parts: list[str], name: str) -> list[str]:
    """The parts with a name made whole again that was split at its commas, in whatever order they arrived.

    >>> _rejoined(["and ends", "Picks", "odds"], "odds, and ends")
    ['Picks', 'odds, and ends']
    """
    pieces = [piece.strip() for piece in name.split(",")]
    if len(pieces) < 2 or not set(pieces) <= set(parts):
        return parts
    return [*(part for part in parts if part not in pieces), name]


def _single(column: Column, raw: str, tell: Tell) -> str | DatedText | None:
    text = " ".join(raw.split())
    if not text or text in column.blanks:
        if column.type == "date" and not column.optional:
            tell("left out", "blank")
        return None
    for pattern, reason in column.leave_out.items():
        if _compiled(pattern).search(text):
            tell("left out", reason)
            return None
    text = _taken(column, text, tell)
    if text and column.type == "slug":
        text = propose_slug(text)
    if text and (column.maps or column.otherwise is not None):
        return _translated(column, text, tell) or None
    return _typed(column, text, tell) if text else None


def _taken(column: Column, text: str, tell: Tell) -> str:
    """What the column's pattern takes of a text; nothing, and told, where it does not match."""
    found = _compiled(column.pattern).search(text) if column.pattern else None
    if found is None:
        if column.pattern:
            tell("malformed", f"{text[:80]!r} does not match {column.pattern}")
        return "" if column.pattern else text
    return next((group for group in found.groups() if group), found[0])


def _translated(column: Column, text: str, tell: Tell) -> str:
    known = {word.lower(): ours for word, ours in column.words.items()}
    if text.lower() in known:
        return known[text.lower()]
    for pattern, ours in column.patterns:
        if _compiled(pattern).search(text):
            return ours
    if column.keep:
        return text
    if column.otherwise is None:
        tell("unmapped", text)
    return column.otherwise or ""


def _typed(column: Column, text: str, tell: Tell) -> str | DatedText | None:
    if column.type == "date":
        dated = parse_date(text, column.forms)
        if dated is None:
            tell("malformed", f"{text[:80]!r} is no date in the form {' or '.join(column.forms)}")
        return dated
    if column.type == "integer":
        return _number(column, text, tell)
    if column.type == "flag":
        word = "true" if text.lower() in _YES else "false" if text.lower() in _NO else None
        if word is None:
            tell("malformed", f"{text[:80]!r} is neither true nor false")
        return word
    if len(text) > column.limit:
        tell("shortened", f"texts over {column.limit} characters")
        return text[: column.limit - 1].rstrip() + "…"
    return text


def _number(column: Column, text: str, tell: Tell) -> str | None:
    if not (text.isascii() and text.isdigit()) or (column.digits and len(text) > column.digits):
        tell("malformed", f"{text[:80]!r} is no number" + (f" of {column.digits} digits" if column.digits else ""))
        return None
    return text.zfill(column.digits)


def parse_date(text: str, forms: tuple[str, ...]) -> str | DatedText | None:
    """A date in one of some forms, as EDTF, with its words where it was written otherwise; None for any other text.

    >>> parse_date("October 16th, 2019", ("Month D, YYYY",))
    {'on': '2019-10-16', 'words': 'October 16th, 2019'}
    >>> parse_date("03/04/2019", ("YYYY-MM-DD", "Month D, YYYY")) is None
    True
    """
    for form in forms:
        found = _DATES[form].fullmatch(text)
        if not found:
            continue
        edtf = _edtf(found.groupdict())
        try:
            When.model_validate(edtf)
        except ValueError:
            return None
        return edtf if edtf == text else {"on": edtf, "words": text}
    return None


def _edtf(parts: dict[str, str | None]) -> str:
    month = parts.get("month")
    if month and not month.isdigit():
        month = str(_MONTHS.index(month.lower()) + 1)
    given = (parts["year"], month, parts.get("day"))
    return "-".join(part.zfill(2) for part in given if part)


_NAMED = rf"(?P<month>{'|'.join(_MONTHS)})"
_DATES = {
    form: re.compile(pattern, re.IGNORECASE)
    for form, pattern in {
        "YYYY-MM-DD": r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
        "YYYY-MM": r"(?P<year>\d{4})-(?P<month>\d\d)",
        "YYYY": r"(?P<year>\d{4})",
        "timestamp": r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?",
        "D Month YYYY": rf"(?P<day>\d\d?)(st|nd|rd|th)? {_NAMED},? (?P<year>\d{{4}})",
        "Month D, YYYY": rf"{_NAMED} (?P<day>\d\d?)(st|nd|rd|th)?,? (?P<year>\d{{4}})",
        "Month, YYYY": rf"{_NAMED},? (?P<year>\d{{4}})",
    }.items()
}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
