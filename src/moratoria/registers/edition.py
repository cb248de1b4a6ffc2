"""An edition of a register: the records of its files become facts, and every row is accounted for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moratoria.errors import InputError
from moratoria.findings import Severity
from moratoria.registers.describe import Candidates, Order, Register, SetAside, Table
from moratoria.registers.facts import FactMaker, Known
from moratoria.registers.rows import Recorded, Row, is_row, make_slug, require_columns, rows_of
from moratoria.registers.tally import Tally


@dataclass(frozen=True)
class TableFile:
    """A file of a register as read: its name, its columns and its records."""

    name: str
    columns: tuple[str, ...]
    records: Sequence[Recorded]


@dataclass(frozen=True)
class Edition:
    """The facts of an edition as plain lists, what became of its rows, and where each fact was read."""

    lists: dict[str, list[dict[str, Any]]]
    tally: Tally
    places: dict[tuple[str, int], str]


Files = Mapping[str, Sequence[TableFile]]
"""The files of each table by its name."""


def read_edition(register: Register, files: Files, known: Known) -> Edition:
    """The facts in the files of an edition; `known` are the identifiers of things already stored.

    Raises InputError for a column that is not there. Whatever is wrong with a row is a finding of the tally.
    """
    tally = Tally()
    rows = {table.name: list(_table_rows(table, files.get(table.name, ()), tally)) for table in register.tables}
    _count_strays(register, files, tally)
    maker = FactMaker(tally, known)
    asides = {table.name: [_Aside(rule, rows, table) for rule in table.set_aside] for table in register.tables}
    loaded: dict[str, list[Row]] = {}
    for table in sorted(register.tables, key=lambda table: any(rule.joins for rule in table.facts)):
        loaded[table.name] = [row for row in rows[table.name] if _take(row, maker, asides[table.name])]
    for check in (_find_traps, _find_candidates, _find_disorder):
        check(register, loaded, tally)
    lists = maker.finished()
    places = {
        (name, number): fact.row.place
        for name, facts in maker.made.items()
        for number, fact in enumerate(facts.values())
    }
    return Edition(lists, tally, places)


def _table_rows(table: Table, files: Sequence[TableFile], tally: Tally) -> Iterator[Row]:
    counts = tally.of(table.name)
    for file in files:
        require_columns(table, file.columns, file.name)
        for row in rows_of(table, iter(file.records), tally):
            counts.read += 1
            if counts.read > table.at_most:
                problem = f"has more than {table.at_most:,} rows of {table.name}"
                raise InputError(problem, where=row.place, remedy="split it, or raise at_most in the register file")
            yield row
    names = ", ".join(file.name for file in files)
    if not files and table.optional:
        return
    if counts.read < table.at_least:
        problem = f"{table.name}: {counts.read:,} rows read, at least {table.at_least:,} were expected"
        solution = "fetch the whole file again; if the register did shrink, lower at_least in the register file"
        tally.find("register-shrunken", problem, solution, names or "the files given", Severity.ERROR)


def _count_strays(register: Register, files: Files, tally: Tally) -> None:
    """Records of a file that no table takes are read and set aside too."""
    for file in dict.fromkeys(file.name for group in files.values() for file in group):
        takers = [table for table in register.tables if any(item.name == file for item in files.get(table.name, ()))]
        if not all(table.only for table in takers):
            continue
        records = next(item.records for item in files[takers[0].name] if item.name == file)
        strays = [record for record in records if not any(is_row(table, record) for table in takers)]
        if strays:
            counts = tally.of(f"other records of {file.rsplit('/', 1)[-1]}")
            counts.read += len(strays)
            counts.set_aside["no table of the register describes it"] += len(strays)


def _take(row: Row, maker: FactMaker, asides: Sequence[_Aside]) -> bool:
    """Count a row once: loaded, or set aside for one reason. True when it was loaded."""
    counts = row.counts
    reason = next((aside.rule.reason for aside in asides if aside.holds(row)), None)
    reason = reason or next((why for name, why in row.table.required.items() if row.value(name) is None), None)
    if reason is None and not row.table.facts:
        reason = row.table.instead or "states no fact of our model"
    if reason is not None:
        counts.set_aside[reason] += 1
        return False
    for name in row.table.columns:  # read once even where no fact needs it, so that what is wrong with it is counted
        row.value(name)
    outcomes = [maker.take(row, rule) for rule in row.table.facts]
    if "loaded" in outcomes or "merged" in outcomes:
        counts.loaded += 1
        counts.merged += outcomes[0] == "merged" and not row.table.facts[0].once
        return True
    counts.set_aside[next(filter(None, outcomes), "nothing in it is a fact of our model")] += 1
    return False


class _Aside:
    """Which rows of a table a rule sets aside."""

    def __init__(self, rule: SetAside, rows: Mapping[str, Sequence[Row]], table: Table) -> None:
        self.rule = rule
        present = {row.text(rule.listed_as) for row in rows[table.name]} if rule.listed_in else set()
        self._listed = {
            row.text(f"{{{rule.column}}}")
            for row in (rows.get(rule.listed_in, ()) if rule.listed_in else ())
            if not rule.unless_missing or row.text(f"{{{rule.unless_missing}}}") in present
        }

    def holds(self, row: Row) -> bool:
        """True when the row is set aside."""
        if self.rule.listed_in:
            return row.text(self.rule.listed_as) in self._listed
        return row.matches(self.rule.when)


def _find_traps(register: Register, rows: Mapping[str, Sequence[Row]], tally: Tally) -> None:
    for trap in register.traps:
        for row in rows.get(trap.table, ()):
            if row.matches(trap.when):
                solution = "nothing to do: the fact says what the register says"
                tally.find("known-trap", trap.says, solution, row.place, Severity.INFO)


def _find_candidates(register: Register, rows: Mapping[str, Sequence[Row]], tally: Tally) -> None:
    for rule in register.candidates:
        for ids, place in _alike(rule, rows, tally):
            problem = f"{', '.join(ids)} may be one {rule.kind}: {rule.because}"
            tally.find("same-thing-candidates", problem, "decide it with a link", place, Severity.INFO)


def _alike(rule: Candidates, rows: Mapping[str, Sequence[Row]], tally: Tally) -> Iterator[tuple[list[str], str]]:
    if rule.ids:
        yield list(rule.ids), ""
        return
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows.get(rule.table or "", ()):
        key = row.text(rule.by)
        if key:
            groups[" ".join(re.findall(r"\w+", key.lower()))].append(row)
    for group in groups.values():
        ids = list(dict.fromkeys(make_slug(row.text(rule.id) or row.place) for row in group))
        if len(ids) > 1:
            yield ids, group[-1].place


def _find_disorder(register: Register, rows: Mapping[str, Sequence[Row]], tally: Tally) -> None:
    for order in register.orders:
        for row in rows.get(order.table, ()):
            first, second = row.text(f"{{{order.earlier}}}"), row.text(f"{{{order.later}}}")
            if first and second and _backwards(order, first, second):
                problem = f"{order.says}: {order.earlier} {first}, {order.later} {second}"
                tally.find("status-goes-backwards", problem, "both are kept as the register has them", row.place)


def _backwards(order: Order, first: str, second: str) -> bool:
    if not order.ranks:
        return second < first
    if first not in order.ranks or second not in order.ranks:
        return False
    return order.ranks.index(second) < order.ranks.index(first)
