"""Findings as text for people, and as TSV, JSON and SARIF for programs. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from itertools import groupby
from typing import Any
from urllib.parse import quote

from moratoria.errors import UnknownName
from moratoria.findings import Finding, Severity
from moratoria.terms import shorten

_LEVELS = {Severity.ERROR: "error", Severity.WARN: "warning", Severity.INFO: "note"}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_COLUMNS = tuple(field.name for field in fields(Finding))


def render_findings(findings: Iterable[Finding], format: str = "text") -> str:
    """The findings in a format of `FORMATS`, worst first; each finding once.

    Raises UnknownName for another format.
    """
    if format not in FORMATS:
        raise UnknownName("findings format", format, tuple(FORMATS))
    return FORMATS[format](sorted(set(findings), key=Finding.key))


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The worst severity among the findings; None when there are none."""
    return min((finding.severity for finding in findings), key=lambda severity: severity.rank, default=None)


def _render_text(findings: Sequence[Finding]) -> str:
    """Findings grouped by severity, one a line, and their counts at the end."""
    lines: list[str] = []
    for severity, group in groupby(findings, key=lambda finding: finding.severity):
        lines += [_line(finding, severity) for finding in group]
    return "\n".join([*lines, _counts(findings)]) + "\n"


def _line(finding: Finding, severity: Severity) -> str:
    place = f"{finding.where}: " if finding.where else ""
    subject = f" [{shorten(finding.subject)}]" if finding.subject else ""
    return _printable(f"{place}{severity} {finding.code}: {finding.problem}{subject}. Fix: {finding.solution}")


def _counts(findings: Sequence[Finding]) -> str:
    counted = Counter(finding.severity for finding in findings)
    return ", ".join(f"{counted[severity]} {severity}" for severity in Severity)


def _render_tsv(findings: Sequence[Finding]) -> str:
    rows = [_COLUMNS, *(tuple(str(getattr(finding, name)) for name in _COLUMNS) for finding in findings)]
    return "".join("\t".join(_printable(cell) for cell in row) + "\n" for row in rows)


def _render_json(findings: Sequence[Finding]) -> str:
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2) + "\n"


def _render_sarif(findings: Sequence[Finding]) -> str:
    """A SARIF 2.1.0 log of one run (OASIS SARIF 2.1.0, clause 3.13)."""
    by_code = {finding.code: finding for finding in reversed(findings)}
    codes = sorted(by_code)
    driver = {
        "name": "moratoria",
        "informationUri": "https://w3id.org/moratoria/",
        "rules": [_sarif_rule(by_code[code]) for code in codes],
    }
    results = [_sarif_result(finding, codes.index(finding.code)) for finding in findings]
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _sarif_rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.code,
        "shortDescription": {"text": finding.code.replace("-", " ")},
        "help": {"text": finding.solution or finding.problem},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _sarif_result(finding: Finding, rule: int) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.problem}. Fix: {finding.solution}"},
        "locations": _sarif_locations(finding),
    }


def _sarif_locations(finding: Finding) -> list[dict[str, Any]]:
    location: dict[str, Any] = {}
    if finding.where:
        name, _, line = finding.where.rpartition(":")
        placed = bool(name) and line.isdecimal() and int(line) > 0
        location["physicalLocation"] = {"artifactLocation": {"uri": quote(name if placed else finding.where)}}
        if placed:
            location["physicalLocation"]["region"] = {"startLine": int(line)}
    if finding.subject:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.subject}]
    return [location] if location else []


def _printable(text: str) -> str:
    """The text on one line and without control characters, which a terminal or a table would obey."""
    return "".join(char if char.isprintable() else " " for char in text)


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": _render_text,
    "tsv": _render_tsv,
    "json": _render_json,
    "sarif": _render_sarif,
}
"""The formats findings are written in, by name."""
