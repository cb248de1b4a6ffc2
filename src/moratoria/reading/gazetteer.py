"""The names an article may use for companies, authorities, places, products and people, found in one pass."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

import ahocorasick

from moratoria.errors import InputError
from moratoria.reading.ambiguity import alone, names_something, plain
from moratoria.reading.spelling import spellings

COLUMNS = ("name", "kind", "home", "of", "id", "needs")


class NameKind(StrEnum):
    """What a name stands for; where one name stands for several, the kind listed first here is tried first."""

    COMPANY = "company"
    REGULATOR = "regulator"
    LAW_ENFORCEMENT = "law-enforcement"
    LEGISLATURE = "legislature"
    COURT = "court"
    GOVERNMENT = "government"
    INTERNATIONAL = "international"
    UNIVERSITY = "university"
    SCHOOL = "school"
    NONPROFIT = "nonprofit"
    MEDIA = "media"
    PRODUCT = "product"
    CITY = "city"
    STATE = "state"
    COUNTRY = "country"
    COUNTY = "county"
    DEMONYM = "demonym"
    PERSON = "person"


AUTHORITIES = frozenset({
    NameKind.REGULATOR, NameKind.LAW_ENFORCEMENT, NameKind.LEGISLATURE, NameKind.COURT, NameKind.GOVERNMENT,
})  # fmt: skip
RANK = MappingProxyType({kind: place for place, kind in enumerate(NameKind)})


class Needs(StrEnum):
    """What a name asks of the text around it before it counts: nothing, or a sign that it is no common word."""

    NOTHING = ""
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a name as news text spells it, with its kind, home jurisdiction and, where known, the id it has."""

    name: str
    kind: NameKind
    home: str = ""
    of: str = ""
    id: str = ""
    needs: Needs = Needs.NOTHING

    @property
    def canonical(self) -> str:
        """The name of the thing itself: `of` for an alias (a product's maker, a demonym's country), else `name`."""
        return self.of or self.name


_Span = tuple[int, int, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, without its possessive; `others` are what the same name may stand for besides."""

    start: int
    end: int
    entry: Entry
    others: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Gazetteer:
    """All names, and the automaton that finds them; made by `parse_gazetteer`."""

    entries: Mapping[str, tuple[Entry, ...]]
    automaton: ahocorasick.Automaton

    def named(self, name: str) -> tuple[Entry, ...]:
        """What a name may stand for, likeliest kind first; nothing for an unknown one."""
        return self.entries.get(name, ())

    def find_names(self, text: str) -> list[Mention]:
        """The names in a text in their order: whole words in the listed letters, the longest, none within another.

        Curly apostrophes, no-break spaces and single line ends count as their plain forms; offsets are the text's.
        """
        flat = plain(text)
        return [
            Mention(start, end, readings[0], readings[1:])
            for start, end, found in _leftmost_longest(self._candidates(flat))
            if (readings := _readings(flat, start, end, found))
        ]

    def _candidates(self, flat: str) -> Iterator[_Span]:
        for last, found in self.automaton.iter(flat):
            start, end = last + 1 - len(found[0].name), last + 1
            if alone(flat, start, end):
                yield start, end, found


def parse_gazetteer(tables: Mapping[str, str]) -> Gazetteer:
    """The gazetteer of CSV texts by table name, with the spellings that follow from an authority's name.

    Raises InputError with table and line for a row that is wrong, stands twice, or is `of` a name without a row.
    """
    entries: dict[str, list[Entry]] = {}
    places: dict[tuple[str, NameKind], str] = {}
    for where, entry in _rows(tables):
        if (first := places.setdefault((entry.name, entry.kind), where)) != where:
            raise InputError(f"{entry.name!r} is a {entry.kind} already in {first}", where=where, remedy="drop one")
        entries.setdefault(entry.name, []).append(entry)
    for entry in (entry for found in entries.values() for entry in found if entry.of):
        if entry.of not in entries:
            where = places[entry.name, entry.kind]
            raise InputError(f"{entry.of!r} is no name here", where=where, remedy="add a row for it")
    for entry in [entry for found in entries.values() for entry in found if entry.kind in AUTHORITIES]:
        for name in spellings(entry.name):
            if all(other.kind is not entry.kind for other in entries.get(name, ())):
                entries.setdefault(name, []).append(replace(entry, name=name, of=entry.canonical))
    ranked = {name: tuple(sorted(found, key=lambda entry: RANK[entry.kind])) for name, found in entries.items()}
    return Gazetteer(MappingProxyType(ranked), _automaton(ranked))


def _rows(tables: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    for table, text in tables.items():
        reader = csv.reader(text.splitlines(), strict=True)
        try:
            if (header := tuple(next(reader, ()))) != COLUMNS:
                raise InputError(f"has the columns {header}", where=f"{table}:1", remedy=f"name them {COLUMNS}")
            for cells in reader:
                where = f"{table}:{reader.line_num}"
                yield where, _entry(cells, where)
        except csv.Error as error:
            raise InputError(f"is no CSV: {error}", where=f"{table}:{reader.line_num}", remedy="mend it") from error


def _entry(cells: list[str], where: str) -> Entry:
    if len(cells) != len(COLUMNS) or not cells[0].strip():
        raise InputError("is no row of six cells with a name", where=where, remedy="mend it")
    name, kind, home, of, id_, needs = cells
    try:
        return Entry(name, NameKind(kind), home, of, id_, Needs(needs))
    except ValueError as error:
        raise InputError(f"has an unknown word: {error}", where=where, remedy="see data/gazetteer/README.md") from error


def _automaton(entries: Mapping[str, tuple[Entry, ...]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, found in entries.items():
        automaton.add_word(name, found)
    automaton.make_automaton()
    return automaton


def _leftmost_longest(spans: Iterable[_Span]) -> Iterator[_Span]:
    reached = 0
    for start, end, found in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            reached = end
            yield start, end, found


def _readings(flat: str, start: int, end: int, found: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries the words around the span allow."""
    if all(entry.needs is Needs.NOTHING for entry in found):
        return found
    allowed = names_something(flat, start, end)
    return tuple(entry for entry in found if allowed or entry.needs is Needs.NOTHING)
