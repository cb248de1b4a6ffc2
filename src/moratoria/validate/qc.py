"""Quality rules: SPARQL queries over many records, of which every row is a finding.

A rule is one `.rq` file; its name is the finding's code and its first lines say what a row means:

    #+ summary: what the rule holds
    #+ severity: ERROR, WARN or INFO
    #+ problem: what is wrong, with {column} for values of the row
    #+ solution: what to do

The query selects `?subject`. Its default graph is the current graph; claims lie in the named graphs of their sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from moratoria.errors import InputError
from moratoria.findings import Finding, Severity
from moratoria.terms import NamedNode, shorten

Row = Mapping[str, object]
Ask = Callable[[str], Iterable[Row]]
"""Runs a SELECT query and gives its rows, each the terms by the names of their columns."""

_HEADER = re.compile(r"^#\+ *(\w+): *(.*\S) *$")
_COLUMN = re.compile(r"\{(\w+)\}")
_KEYS = ("summary", "severity", "problem", "solution")


@dataclass(frozen=True)
class Rule:
    """A quality rule: its query and what a row of it means."""

    code: str
    summary: str
    severity: Severity
    problem: str
    solution: str
    query: str

    def finding(self, row: Row) -> Finding:
        """What one row has to say."""
        return Finding(
            self.code, self.severity, _fill(self.problem, row), _fill(self.solution, row),
            subject=_value(row.get("subject")), source=_value(row.get("source")),
        )  # fmt: skip


def read_rules(folder: Path) -> tuple[Rule, ...]:
    """The rules of all `.rq` files in a folder, by name.

    Raises InputError when there are none, or a header is not whole.
    """
    rules = parse_rules({path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.rq")})
    if not rules:
        raise InputError("holds no rules", where=str(folder), remedy="expected *.rq files")
    return rules


def parse_rules(texts: Mapping[str, str]) -> tuple[Rule, ...]:
    """The rules in some query texts by file name, sorted by name."""
    return tuple(parse_rule(name, texts[name]) for name in sorted(texts))


def parse_rule(name: str, text: str) -> Rule:
    """The rule a query text holds.

    Raises InputError for a missing or unknown header line, and for a {column} the query does not have.
    """
    given = {match[1]: match[2] for line in text.splitlines() if (match := _HEADER.match(line))}
    if sorted(given) != sorted(_KEYS):
        raise InputError(f"its header has {sorted(given)}", where=name, remedy=f"expected {', '.join(_KEYS)}")
    if given["severity"] not in set(Severity):
        raise InputError(f"unknown severity {given['severity']!r}", where=name, remedy="write ERROR, WARN or INFO")
    for column in ("subject", *_COLUMN.findall(given["problem"] + given["solution"])):
        if not re.search(rf"\?{column}\b", text):
            raise InputError(f"its query has no column ?{column}", where=name, remedy="select it")
    severity = Severity(given["severity"])
    return Rule(name.removesuffix(".rq"), given["summary"], severity, given["problem"], given["solution"], text)


def find_rule_breaches(rules: Iterable[Rule], ask: Ask, about: Collection[str] | None = None) -> list[Finding]:
    """Every row of every rule as a finding, worst first.

    `about` keeps only findings on these subjects: the way to run rules on a scratch store, where the neighbours of
    what changed are described but their own neighbours are not.
    """
    found = {finding for rule in rules for finding in _breaches(rule, ask) if about is None or finding.subject in about}
    return sorted(found, key=Finding.key)


def _breaches(rule: Rule, ask: Ask) -> Iterator[Finding]:
    for row in ask(rule.query):
        yield rule.finding(row)


def _fill(template: str, row: Row) -> str:
    return _COLUMN.sub(lambda match: _readable(row.get(match[1])), template)


def _readable(term: object) -> str:
    return shorten(term.value) if isinstance(term, NamedNode) else _value(term)


def _value(term: object) -> str:
    return "" if term is None else str(getattr(term, "value", term))
