"""A finding: what a check has to say about the data, with its place and its remedy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is; ERROR keeps a source out of the store."""

    ERROR = "ERROR"
    WARN = "WARN"
    INFO = "INFO"

    @property
    def rank(self) -> int:
        """0 for ERROR, 1 for WARN, 2 for INFO."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class Finding:
    """One problem: its code, how bad, what is wrong, what to do, about what, and where it was written."""

    code: str
    severity: Severity
    problem: str
    solution: str
    subject: str = ""
    where: str = ""
    source: str = ""

    def key(self) -> tuple[int, str, str, str, str]:
        """The order in which findings are shown: worst first, then by place."""
        return self.severity.rank, self.where, self.code, self.subject, self.problem

    def at(self, where: str, source: str = "") -> Finding:
        """The same finding with its place."""
        return replace(self, where=where, source=source or self.source)


def fails(findings: list[Finding], fail_on: Severity = Severity.ERROR) -> bool:
    """True when any finding is at least as bad as `fail_on`."""
    return any(finding.severity.rank <= fail_on.rank for finding in findings)
