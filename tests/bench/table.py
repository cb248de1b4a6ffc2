"""The lines of a benchmark and how they are shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Line:
    """One measured thing: its figure, its ratio to an anchor, the target, and whether it was met.

    `met` is None for a line that only informs.
    """

    target: str
    what: str
    figure: str
    ratio: str = ""
    limit: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        """`met`, `short`, or nothing for a line without a target."""
        return "" if self.met is None else "met" if self.met else "short"


HEADINGS = ("target", "what", "figure", "ratio", "limit", "verdict")


def render_table(lines: Iterable[Line], here: Mapping[str, str]) -> str:
    """The lines as a table of plain text, under the day and versions they belong to."""
    rows = [HEADINGS, *((line.target, line.what, line.figure, line.ratio, line.limit, line.verdict) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    shown = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    shown.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([", ".join(f"{name} {value}" for name, value in here.items()), "", *shown, ""])


def render_json(lines: Iterable[Line], here: Mapping[str, str]) -> str:
    """The lines as JSON, for programs."""
    return json.dumps({**here, "lines": [asdict(line) | {"verdict": line.verdict} for line in lines]}, indent=2) + "\n"
