"""What became of every row: read, loaded or set aside and why; and what was left out of those that were loaded."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from moratoria.findings import Finding, Severity

SHOWN = 100
"""So many findings about single rows are told of one kind; the rest is counted."""


@dataclass
class TableTally:
    """The counts of one table; `read` is always `loaded` and all that is `set_aside`."""

    table: str
    read: int = 0
    loaded: int = 0
    merged: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    unmapped: dict[str, Counter[str]] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """The counts as plain data, the most frequent first."""
        return {
            "table": self.table, "read": self.read, "loaded": self.loaded, "merged": self.merged,
            "set_aside": dict(self.set_aside.most_common()), "left_out": dict(self.left_out.most_common()),
            "unmapped": {column: dict(values.most_common()) for column, values in self.unmapped.items()},
        }  # fmt: skip


@dataclass
class Tally:
    """The counts of a register and the findings about its rows."""

    tables: dict[str, TableTally] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    facts: Counter[str] = field(default_factory=Counter)
    _hidden: Counter[str] = field(default_factory=Counter)

    def of(self, table: str) -> TableTally:
        """The counts of a table."""
        return self.tables.setdefault(table, TableTally(table))

    def find(self, code: str, problem: str, solution: str, where: str, severity: Severity = Severity.WARN) -> None:
        """Tell of a row; many of one kind are only counted."""
        self._hidden[code] += 1
        if self._hidden[code] <= SHOWN:
            self.findings.append(Finding(code, severity, problem, solution, where=where))

    def all_findings(self) -> list[Finding]:
        """Every finding, with one for each kind of which not all are shown, and one for each unmapped column."""
        more = [
            Finding(code, Severity.WARN, f"{count - SHOWN:,} more of these are not shown", "see the counts")
            for code, count in self._hidden.items()
            if count > SHOWN
        ]
        return [*self.findings, *more, *(self._unmapped())]

    def _unmapped(self) -> list[Finding]:
        found = []
        for table in self.tables.values():
            for column, values in table.unmapped.items():
                shown = ", ".join(f"{value[:40]!r}" for value, _ in values.most_common(3))
                problem = f"{table.table}: {sum(values.values()):,} cells of {column} hold {len(values):,} values "
                problem += f"that no word or pattern knows, such as {shown}"
                solution = "they state nothing here; `--format json` lists them, `words` or `patterns` map them"
                found.append(Finding("unmapped-values", Severity.INFO, problem, solution))
        return found

    def plain(self) -> dict[str, Any]:
        """The counts as plain data."""
        return {"tables": [table.plain() for table in self.tables.values()], "facts": dict(self.facts)}


def render_tally(tally: Tally) -> str:
    """The counts as lines for a person."""
    lines = []
    for table in tally.tables.values():
        aside = sum(table.set_aside.values())
        lines.append(f"{table.table}: {table.read:,} rows read, {table.loaded:,} loaded, {aside:,} set aside")
        lines += [f"  {table.merged:>7,}  tell more of what an earlier row tells of"] if table.merged else []
        lines += [f"  {count:>7,}  set aside: {reason}" for reason, count in table.set_aside.most_common()]
        lines += [f"  {count:>7,}  left out: {reason}" for reason, count in table.left_out.most_common()]
        lines += [
            f"  {sum(values.values()):>7,}  unmapped: {len(values):,} values of {column}"
            for column, values in table.unmapped.items()
        ]
    lines.append("facts: " + (", ".join(f"{count:,} {name}" for name, count in tally.facts.items()) or "none"))
    return "".join(f"{line}\n" for line in lines)
