"""The files of a release other than its pages: the graph in its formats, the tables, the descriptions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pyoxigraph import CanonicalizationAlgorithm, Dataset

from moratoria.export import find_writer
from moratoria.pages.render import INDEX, ONTOLOGY, STYLE, read_style, render_index, render_vocabulary
from moratoria.pages.view import Download, Edition, Listing
from moratoria.publish.columns import build_package
from moratoria.publish.described import Counts, render_dcat, render_void
from moratoria.publish.flat import organization_rows, render_csv, render_json, restriction_rows, source_rows
from moratoria.publish.folder import PACKAGE, SUMS, ReleaseFolder, compressed
from moratoria.publish.names import Names
from moratoria.publish.vocabulary import build_vocabulary
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, Quad, Triple, in_graph

Progress = Callable[[str, int, int], None]

WORDS = {
    "restrictions.csv": "one row per restriction, with its status on the day",
    "restrictions.json": "the same as JSON",
    "sources.csv": "one row per source",
    "organizations.csv": "one row per organization",
    "moratoria.ttl": "the graph as Turtle, all sources merged",
    "moratoria.trig": "the graph as TriG, a graph per source",
    "moratoria.nq": "the graph as sorted N-Quads, which loads back whole",
    "moratoria.nq.gz": "the same, compressed",
    "moratoria.jsonld": "the graph as JSON-LD",
    "ontology.ttl": "the ontology as Turtle",
    "void.ttl": "the dataset described (VoID)",
    "dcat.ttl": "the release described (DCAT)",
    PACKAGE: "the tables described (Frictionless)",
}
_SUMS_WORDS = "the hash of every file, for sha256sum -c"


@dataclass(frozen=True)
class Contents:
    """What a release is made from; `quads` gives the published quads anew each time it is called."""

    store: Readable
    names: Names
    quads: Callable[[], Iterable[Quad]]
    ontology: tuple[Triple, ...]
    edition: Edition
    as_of: date


def write_data(folder: ReleaseFolder, contents: Contents, progress: Progress) -> None:
    """Write the graph, the tables, the ontology and the descriptions."""
    steps = [_write_graphs, _write_tables, _write_ontology, _write_descriptions]
    for number, step in enumerate(steps):
        step(folder, contents)
        progress("files", number + 1, len(steps))


def _write_graphs(folder: ReleaseFolder, contents: Contents) -> None:
    for format in ("ttl", "trig", "jsonld", "nq"):
        content = find_writer(format)(contents.quads())
        folder.write(f"moratoria.{format}", content)
    folder.write("moratoria.nq.gz", compressed(content))


def _write_tables(folder: ReleaseFolder, contents: Contents) -> None:
    store, names, day = contents.store, contents.names, contents.as_of
    folder.write("restrictions.csv", render_csv("restrictions", restriction_rows(store, names, day)))
    folder.write("restrictions.json", render_json("restrictions", restriction_rows(store, names, day), day))
    folder.write("sources.csv", render_csv("sources", source_rows(store, names)))
    folder.write("organizations.csv", render_csv("organizations", organization_rows(store, names)))


def _write_ontology(folder: ReleaseFolder, contents: Contents) -> None:
    quads = Dataset(in_graph(triple, CURRENT) for triple in contents.ontology)  # type: ignore[misc]
    quads.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)  # else its blank nodes have other names each time
    folder.write("ontology.ttl", find_writer("ttl")(quads))
    folder.write(ONTOLOGY, render_vocabulary(build_vocabulary(contents.ontology), contents.edition).encode())


def _write_descriptions(folder: ReleaseFolder, contents: Contents) -> None:
    edition = contents.edition
    counts = Counts.of(contents.quads())
    folder.write("void.ttl", render_void(counts, edition.title, edition.issued))
    folder.write("dcat.ttl", render_dcat(folder.files, edition.title, edition.version, edition.issued))
    package = build_package(folder.files, edition.title, edition.version, edition.issued)
    folder.write(PACKAGE, json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n")


def write_front(folder: ReleaseFolder, listings: list[Listing], edition: Edition) -> None:
    """Write the style sheet and the index."""
    folder.write(STYLE, read_style())
    folder.write(INDEX, render_index(listings, [*_downloads(folder)], edition).encode())


def _downloads(folder: ReleaseFolder) -> Iterator[Download]:
    for path, words in WORDS.items():
        yield Download(path, words, folder.files[path].size)
    yield Download(SUMS, _SUMS_WORDS)
