"""The page about the data: what can be had, how to cite and challenge it, what its words mean, how it is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from moratoria import settings
from moratoria.pipeline.kg import Moratoria
from moratoria.pipeline.stats import Coverage
from moratoria.publish.reading import newest_record_day
from moratoria.serve.asked import Dates
from moratoria.serve.stock import Download
from moratoria.terms import BASE

_TITLE = "moratoria: restrictions on AI technology"
_HEADINGS = {
    "restrictions": "Restrictions", "intervals": "Status intervals", "statements": "Statements", "sources": "Sources",
    "organizations": "Organizations", "legislation": "Bills and laws", "links": "Mappings", "moratoria": "The graph",
    "ontology": "Ontology",
}  # fmt: skip
_FORMATS = {"csv": "CSV", "json": "JSON", "trig": "TriG", "nq": "N-Quads", "nq.gz": "N-Quads, gzip", "ttl": "Turtle",
            "jsonld": "JSON-LD"}  # fmt: skip

STATUSES = (
    ("proposed", ("proposed",), "A bill or plan; nothing binds yet."),
    ("announced", ("announced",), "Made known, its start is still ahead."),
    ("force", ("in force",), "Start reached, no end recorded."),
    ("await", ("awaiting a law, act or review",), "In force, and a condition is open."),
    ("notice", ("until further notice",), "In force, and the condition is not stated."),
    ("met", ("condition met",), "Still in force, flagged, until a source says it was lifted."),
    ("failed", ("condition failed",), "What was awaited can no longer come."),
    ("suspended", ("suspended",), "Set aside for a time, such as by a court."),
    ("ended", ("expired", "lifted", "superseded", "struck down", "withdrawn"), "The word always says which."),
    ("unknown", ("unknown",), "Sources are silent, or dates too coarse."),
)
"""The looks of statuses with their words and meanings."""

KEYS = (
    (("/",), "search"), ((",",), "previous event"), ((".",), "next event"), (("t",), "today"),
    (("g", "n"), "now"), (("g", "q"), "questions"), (("g", "g"), "graph"), (("?",), "this table"),
)  # fmt: skip

WAYS_IN = (
    ("SPARQL 1.1 endpoint", "/sparql", "read-only queries by GET and POST, over the whole graph with its history"),
    ("Questions as an API", "/questions", "each stored question as JSON or CSV, with both dates"),
    ("OpenAPI 3.1", "/openapi.json", "the description of that API for programs"),
    ("Reconciliation", "/reconcile", "OpenRefine's API over organizations, technologies and laws"),
    ("VoID", "/.well-known/void", "what the graph holds and how it is linked"),
    ("DCAT", "/dcat", "the dataset for data catalogues"),
    ("Examples", "/.well-known/sparql-examples", "the stored questions as RDF, for editors"),
    ("JSON-LD context", "/context.jsonld", "the short names in our JSON-LD"),
    ("Ontology", "/ontology", "every term with its definition"),
    ("Changes", "/feed/changes.atom", "what was recorded, and which statuses changed, as Atom"),
    ("Deadlines", "/feed/deadlines.ics", "what is due in the next year, as iCalendar"),
)
"""The other ways to the data: name, address, what it gives."""


@dataclass(frozen=True)
class FileLine:
    """A table or graph with the files it is offered in. Rows and size are those of the first; 0 while being made."""

    heading: str
    words: str
    rows: int
    size: str
    files: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Citations:
    """How to cite what is served, with both dates: as text, as BibTeX, as CITATION.cff."""

    text: str
    bibtex: str
    cff: str


@dataclass(frozen=True)
class DataView:
    """What the page about the data shows."""

    newest: str
    files: tuple[FileLine, ...]
    making: bool
    citations: Citations
    statuses: tuple[tuple[str, tuple[str, ...], str], ...]
    keys: tuple[tuple[tuple[str, ...], str], ...]
    ways: tuple[tuple[str, str, str], ...]
    coverage: tuple[tuple[str, int, str], ...]
    without_address: int


def build_data(graph: Moratoria, dates: Dates, today: date, downloads: Iterable[Download], here: str) -> DataView:
    """The page as of a day; `here` begins the addresses of this site."""
    listed = list(downloads)
    newest, coverage = newest_record_day(graph.store), graph.stats(as_of=dates.as_of)
    known = dates.as_known_text or str(today)
    return DataView(
        str(newest or ""), tuple(_lines(listed)), any(each.size is None for each in listed),
        cite(dates.as_of, known, here), STATUSES, KEYS, WAYS_IN, tuple(_covered(coverage)),
        len(coverage.without_address),
    )  # fmt: skip


def _lines(downloads: Iterable[Download]) -> list[FileLine]:
    """The files of one thing on one line, its forms side by side."""
    found: dict[str, list[Download]] = {}
    for each in downloads:
        found.setdefault(each.name.partition(".")[0], []).append(each)
    return [
        FileLine(
            _HEADINGS.get(name, name), files[0].words, files[0].rows or 0, size_words(files[0].size or 0),
            tuple((_format(each), each.path, each.sha256 or "") for each in files),
        )
        for name, files in found.items()
    ]  # fmt: skip


def _format(each: Download) -> str:
    ending = each.name.partition(".")[2]
    return _FORMATS.get(ending, ending)


def size_words(size: int) -> str:
    """A number of bytes as people read it; empty for none.

    >>> size_words(321_000), size_words(12_345_678), size_words(0)
    ('321 kB', '12.3 MB', '')
    """
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(1, round(size / 1000))} kB" if size else ""


def cite(as_of: date, known: str, here: str) -> Citations:
    """A citation of what is served on a day, as recorded by another."""
    version, year = settings.program_version(), known[:4]
    view, address = f"View as of {as_of}, as recorded by {known}", f"{here}/?asOf={as_of}&asKnown={known}"
    text = f"The moratoria authors ({year}). {_TITLE}, version {version}.\n{view}.\n{BASE}\n{address}"
    bibtex = (
        f"@misc{{moratoria{year},\n  title = {{{_TITLE}}},\n  author = {{{{The moratoria authors}}}},\n"
        f"  year = {{{year}}},\n  version = {{{version}}},\n  note = {{{view}}},\n  url = {{{address}}}\n}}"
    )
    cff = (
        f'cff-version: 1.2.0\ntype: dataset\ntitle: "{_TITLE}"\nmessage: "{view}"\nversion: "{version}"\n'
        f'date-released: "{known[:10]}"\nauthors:\n  - name: The moratoria authors\n'
        f'license: CC-BY-4.0\nurl: "{address}"'
    )
    return Citations(text, bibtex, cff)


def _covered(coverage: Coverage) -> list[tuple[str, int, str]]:
    """A line for each count: what, how many, and its largest parts."""
    return [
        (part.name, part.total, ", ".join(f"{name} {count:,}" for name, count in _largest(part.counts.items())))
        for part in coverage.sections
    ]


def _largest(counts: Iterable[tuple[str, int]], most: int = 6) -> list[tuple[str, int]]:
    ordered = sorted(counts, key=lambda item: (-item[1], item[0]))
    rest = sum(count for _, count in ordered[most:])
    return [*ordered[:most], *([("others", rest)] if rest else [])]
