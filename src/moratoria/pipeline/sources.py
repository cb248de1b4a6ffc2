"""Paths become source graphs ready to be checked, each knowing where its facts were written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from moratoria.errors import InputError
from moratoria.facts.model import FactFile
from moratoria.facts.parse import parse_facts
from moratoria.facts.rows import kind_of_list, parse_row
from moratoria.findings import Finding, Severity
from moratoria.graph.build import SourceGraph, build_source_graph
from moratoria.sources.base import TEXT_BYTES, Document, decode, read_bytes, suspicious
from moratoria.sources.fact_files import read_fact_file
from moratoria.sources.tables import read_table

FACT_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
EXPORT_SUFFIXES = frozenset({".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld"})
LINKS_SUFFIX = ".sssom.tsv"


@dataclass(frozen=True)
class Prepared:
    """One source as read: its graph where it could be built, its findings, and how to find a line of it."""

    name: str
    graph: SourceGraph | None
    findings: tuple[Finding, ...] = ()
    where: Callable[[tuple[str | int, ...]], str] = field(default=lambda path: "", compare=False)


def expand_paths(paths: Iterable[Path]) -> list[Path]:
    """Every fact file among the paths, folders searched, in a stable order.

    Raises InputError for a path that is not there and for a folder without any fact file.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise InputError("no such file or folder", where=str(path), remedy="check the path")
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.suffix in FACT_SUFFIXES or is_links(file))
            if not inside:
                raise InputError("holds no fact file (.yaml, .yml, .json)", where=str(path), remedy="check the path")
            found += inside
        elif path.suffix in FACT_SUFFIXES | EXPORT_SUFFIXES or is_links(path):
            found.append(path)
        else:
            remedy = "give fact files (.yaml, .yml, .json) or exports; a table is named by a fact file under `tables:`"
            raise InputError(f"is no kind of source ({path.suffix or 'no suffix'})", where=str(path), remedy=remedy)
    return list(dict.fromkeys(found))


def is_links(path: Path) -> bool:
    """True for a file of decisions."""
    return path.name.endswith(LINKS_SUFFIX)


def prepare_files(paths: Iterable[Path], *, recorded: datetime, today: date) -> Iterator[Prepared]:
    """Read, parse and build each fact file; one that cannot be read is a finding, not an exception."""
    for path in paths:
        try:
            document = with_tables(read_fact_file(path), path.parent)
        except InputError as error:
            finding = Finding(
                "unreadable-file", Severity.ERROR, error.what, error.remedy or "mend the file", where=error.where
            )
            yield Prepared(str(path), None, (finding,))
            continue
        yield prepare_document(document, path.parent, recorded=recorded, today=today)


def with_tables(document: Document, folder: Path) -> Document:
    """The document with the rows of the tables it names as facts, each knowing its line.

    Raises InputError for a table that cannot be read and for a list that does not exist.
    """
    tables = document.data.get("tables") if isinstance(document.data, dict) else None
    if not isinstance(tables, dict):
        return document
    data, elsewhere = dict(document.data), dict(document.elsewhere)
    for name, file in tables.items():
        where = document.where(("tables", name))
        kind = kind_of_list(name, where)
        table = read_table(_beside(folder, str(file)))
        facts = list(data.get(name) or [])
        for line, cells in table.rows:
            elsewhere[name, len(facts)] = f"{table.name}:{line}"
            facts.append(parse_row(kind, cells, line))
        data[name] = facts
    return Document(document.name, data, document.lines, elsewhere)


def prepare_document(document: Document, folder: Path, *, recorded: datetime, today: date) -> Prepared:
    """One document as a source graph, with the findings about its form, its text and its names."""
    facts, findings = parse_facts(document.data, document.where, today)
    if facts is None:
        return Prepared(document.name, None, tuple(findings), document.where)
    findings += find_odd_names(facts, document)
    findings += find_span_faults(facts, document, folder)
    source = facts.source.id
    placed = tuple(finding.at(finding.where, source) for finding in findings)
    if any(finding.severity is Severity.ERROR for finding in placed):
        return Prepared(document.name, None, placed, document.where)
    return Prepared(document.name, build_source_graph(facts, recorded), placed, document.where)


def find_odd_names(facts: FactFile, document: Document) -> list[Finding]:
    """WARN for names with hidden characters or letters of mixed scripts."""
    found = []
    for list_name, index, fact in facts.facts():
        for slot in ("name", "label", "title", "gist"):
            text = getattr(fact, slot, None)
            odd = suspicious(text) if text else None
            if odd:
                problem = f"{list_name}.{index}.{slot} holds {odd}: {text!a}"
                where = document.where((list_name, index, slot))
                found.append(Finding("suspicious-name", Severity.WARN, problem, "retype the name", where=where))
    return found


def find_span_faults(facts: FactFile, document: Document, folder: Path) -> list[Finding]:
    """ERROR for every span that is not in the text it names, where the text is at hand."""
    source = facts.source
    if source.text is None:
        return []
    where = document.where(("source", "text"))
    try:
        content = read_bytes(_beside(folder, source.text), TEXT_BYTES)
        text = decode(content, source.text)
    except InputError as error:
        return [Finding("text-unreadable", Severity.ERROR, error.sentence(), "give the text's path", where=where)]
    digest = hashlib.sha256(text.encode()).hexdigest()
    if digest != source.sha256:
        problem = f"the text {source.text} has the sha256 {digest}, the source says {source.sha256}"
        return [Finding("text-changed", Severity.ERROR, problem, "correct source.sha256", where=where)]
    return list(_span_faults(facts, document, text))


def _beside(folder: Path, name: str) -> Path:
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise InputError("the file must lie beside the fact file", where=name, remedy="give a plain file name")
    return folder / name


def _span_faults(facts: FactFile, document: Document, text: str) -> Iterator[Finding]:
    for list_name, index, fact in facts.facts():
        for number, item in enumerate(fact.evidence):
            if item.span is None:
                continue
            words = text[item.span[0] : item.span[1]]
            digest = hashlib.sha256(words.encode()).hexdigest()
            if item.span[1] <= len(text) and (item.quote in (None, words)) and item.quote_sha256 in (None, digest):
                continue
            problem = f"{list_name}.{index}: the evidence span {list(item.span)} is not in the text"
            where = document.where((list_name, index, "evidence", number))
            yield Finding("span-not-in-text", Severity.ERROR, problem, "correct the span or the quote", where=where)
