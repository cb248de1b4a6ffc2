"""Editions of registers: files become one source, checked and loaded like any other, compared with what it replaces."""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from moratoria import settings
from moratoria.ask.results import text
from moratoria.errors import InputError, UnknownName
from moratoria.facts.parse import parse_facts
from moratoria.findings import Severity
from moratoria.graph.build import build_source_graph
from moratoria.graph.slots import KIND_CLASSES, SLOTS
from moratoria.pipeline.sources import Prepared
from moratoria.registers.describe import EditionDate, Register, parse_register
from moratoria.registers.edition import Edition, TableFile, read_edition
from moratoria.registers.facts import Known, KnownThing
from moratoria.registers.rows import find_cell
from moratoria.registers.tally import Tally
from moratoria.sources.base import YAML_BYTES, decode, read_bytes
from moratoria.sources.records import Records, read_records
from moratoria.store.base import Store, select
from moratoria.terms import MOR, NamedNode, shorten, slug_of


@dataclass(frozen=True)
class EditionFiles:
    """A register by its name or its TOML file, the files of an edition, and its dates where the files do not say.

    A `trial` is checked and compared, and not written.
    """

    register: str
    paths: tuple[Path, ...]
    published: str | None = None
    retrieved: str | None = None
    trial: bool = False


@dataclass(frozen=True)
class PreparedEdition:
    """An edition ready to be checked, with what became of its rows and the files that were not read."""

    register: Register
    prepared: Prepared
    tally: Tally = field(default_factory=Tally)
    unread: tuple[str, ...] = ()


def register_names() -> list[str]:
    """The registers that ship, by name."""
    return sorted(path.stem for path in (settings.shipped_folder("data") / "registers").glob("*.toml"))


def read_register(named: str) -> Register:
    """The register of a name that ships, or of a TOML file. Raises UnknownName or InputError."""
    path = Path(named)
    if path.suffix != ".toml":
        if named not in register_names():
            near = get_close_matches(named, register_names(), n=3)
            raise UnknownName("register", named, near, remedy=f"one of {', '.join(register_names())}, or a .toml file")
        path = settings.shipped_folder("data") / "registers" / f"{named}.toml"
    content = decode(read_bytes(path, YAML_BYTES), str(path))
    try:
        return parse_register(tomllib.loads(content), str(path))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"is not TOML: {error}", where=str(path), remedy="mend the syntax") from error


def registers_in(paths: Sequence[Path]) -> list[str]:
    """The shipped registers that have a file among some files and folders. Raises InputError when none has."""
    names = {path.name for path in _find_files(paths)}
    found = [
        name
        for name in register_names()
        if any(fnmatch.filter(names, pattern) for pattern in read_register(name).tables[0].files)
    ]
    if not found:
        where = ", ".join(map(str, paths))
        raise InputError("holds no file of any register", where=where, remedy=f"known: {', '.join(register_names())}")
    return found


def prepare_edition(register: Register, given: EditionFiles, store: Store, recorded: datetime) -> PreparedEdition:
    """The edition in some files or folders as a source graph.

    Raises InputError for what cannot be read at all: files, columns, dates of the edition. What is wrong with rows is
    found and counted.
    """
    files = _find_files(given.paths)
    tables, unread = _read_tables(register, files)
    described = describe_source(register, given, files)
    edition = read_edition(register, tables, _read_known(register, store))
    findings = edition.tally.all_findings()
    if any(finding.severity is Severity.ERROR for finding in findings):
        return PreparedEdition(register, Prepared(register.name, None, tuple(findings)), edition.tally, unread)
    prepared = _build(register, described, edition, recorded)
    return PreparedEdition(register, prepared, edition.tally, unread)


def _build(register: Register, described: dict[str, Any], edition: Edition, recorded: datetime) -> Prepared:
    def where(path: tuple[str | int, ...]) -> str:
        name, number = (*path, "", "")[:2]
        return edition.places.get((str(name), number), register.name) if isinstance(number, int) else register.name

    facts, faults = parse_facts({"source": described, **edition.lists}, where, date.today())
    findings = tuple(
        finding.at(finding.where, register.source.id) for finding in (*edition.tally.all_findings(), *faults)
    )
    if facts is None:
        return Prepared(register.name, None, findings)
    return Prepared(register.name, build_source_graph(facts, recorded), findings, where)


def _find_files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise InputError("no such file or folder", where=str(path), remedy="check the path")
        found += sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _read_tables(register: Register, files: Sequence[Path]) -> tuple[dict[str, list[TableFile]], tuple[str, ...]]:
    tables: dict[str, list[TableFile]] = defaultdict(list)
    read: dict[Path, Records] = {}
    for table in register.tables:
        for path in files:
            if any(fnmatch.fnmatchcase(path.name, pattern) for pattern in table.files):
                found = read[path] if path in read else read.setdefault(path, read_records(path))
                tables[table.name].append(TableFile(found.name, found.columns, found.records))
    if not read:
        patterns = ", ".join(pattern for table in register.tables for pattern in table.files)
        where = ", ".join(map(str, files[:3])) or "the folder"
        raise InputError(f"holds no file of the register {register.name}", where=where, remedy=f"expected {patterns}")
    return tables, tuple(str(path) for path in files if path not in read)


def describe_source(register: Register, given: EditionFiles, files: Sequence[Path]) -> dict[str, Any]:
    """The source of an edition as a fact file would describe it.

    Raises InputError when its dates were not given and its files do not carry them: they are never guessed.
    """
    source = register.source
    own = _embedded_date(source.published, files)
    published, retrieved = given.published or own, given.retrieved or own
    for name, value in (("published", published), ("retrieved", retrieved)):
        if not value:
            remedy = f"add --{name} YYYY-MM-DD" + (" (or YYYY-MM, YYYY)" if name == "published" else "")
            raise InputError(f"its files do not say when they were {name}", where=register.name, remedy=remedy)
    address = {"address": source.address} if source.address else {}
    return {
        "id": source.id, "kind": "dataset", "title": source.title, "publisher": source.publisher, **address,
        "authority": source.authority.value, "published": published, "retrieved": retrieved, "seen": "register",
    }  # fmt: skip


def _embedded_date(rule: EditionDate | None, files: Sequence[Path]) -> str | None:
    """The date that the files carry themselves; a moment is cut to its day."""
    for path in files if rule else ():
        assert rule is not None
        if rule.name:
            found = re.search(rule.name, path.name)
            if found:
                return found[1]
        elif fnmatch.fnmatchcase(path.name, rule.file):
            for record in read_records(path).records:
                value = str(find_cell(record.cells, rule.field))
                if value:
                    return value[:10]
    return None


def _read_known(register: Register, store: Store) -> Known:
    """The stored things by the identifiers that the register's rules look them up with."""
    wanted = {(rule.list, rule.same_as) for table in register.tables for rule in table.facts if rule.same_as}
    known: dict[tuple[str, str, str], tuple[KnownThing, ...]] = {}
    for name, slot in sorted(wanted):
        kind = {"organizations": "organization"}.get(name)
        if kind is None:
            raise InputError("same_as is for organizations", where=register.name, remedy="leave it out")
        query = (
            f"SELECT ?thing ?value ?name ?class WHERE {{ ?thing {SLOTS[kind][slot].property} ?value ; "
            f"{SLOTS[kind]['name'].property} ?name ; a ?class . FILTER(?class != {MOR.Organization}) }} ORDER BY ?thing"
        )
        words = {names[0]: word for word, names in KIND_CLASSES[kind].items()}
        for row in select(store, query):
            thing, found = row["thing"], row["class"]
            assert isinstance(thing, NamedNode)
            assert isinstance(found, NamedNode)
            word = words[shorten(found.value).removeprefix("mor:")]
            key = (name, slot, text(row["value"]))
            known[key] = (*known.get(key, ()), KnownThing(slug_of(thing), text(row["name"]), word))
    return known
