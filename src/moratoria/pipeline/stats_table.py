"""Counts as text: rows for a table, Markdown, JSON, and the table within a document."""

from __future__ import annotations

import json

from moratoria.errors import InputError
from moratoria.pipeline.stats import Coverage

BEGIN, END = "<!-- moratoria stats: begin -->", "<!-- moratoria stats: end -->"
"""Between these lines of a document stands the table, written by `make docs`."""


def coverage_rows(coverage: Coverage) -> list[tuple[str, str, int]]:
    """A row per count, after one with the total of its section."""
    rows = []
    for section in coverage.sections:
        rows.append((section.name, "all", section.total))
        rows += [("", name, count) for name, count in section.counts.items()]
    if coverage.without_address:
        rows.append(("sources without an address", "all", len(coverage.without_address)))
        rows += [("", name, 1) for name in coverage.without_address]
    return rows


def render_coverage_json(coverage: Coverage) -> str:
    """The counts as one JSON object: each section with its total and its counts by name."""
    sections = {part.name: {"total": part.total, "counts": dict(part.counts)} for part in coverage.sections}
    shown = {"as_of": coverage.as_of, "sections": sections, "without_address": list(coverage.without_address)}
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def render_coverage_markdown(coverage: Coverage) -> str:
    """The counts as a Markdown table, a row per section, and the sources without an address."""
    lines = ["| what | total | of which |", "| --- | ---: | --- |"]
    for section in coverage.sections:
        parts = ", ".join(f"{name} {count:,}" for name, count in section.counts.items())
        lines.append(f"| {_cell(section.name)} | {section.total:,} | {_cell(parts)} |")
    if coverage.without_address:
        lines += ["", f"Sources without an address: {', '.join(f'`{name}`' for name in coverage.without_address)}."]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def replace_table(document: str, table: str, where: str = "") -> str:
    """A document with the table between its two marks replaced. Raises InputError when it lacks them.

    >>> replace_table(f"a{BEGIN}old{END}b", "new") == f"a{BEGIN}\\n\\nnew\\n{END}b"
    True
    """
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise InputError("has no marks for the table", where=where, remedy=f"write {BEGIN} and {END} into it")
    return f"{before}{begin}\n\n{table}\n{end}{after}"
