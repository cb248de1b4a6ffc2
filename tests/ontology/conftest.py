"""The ontology as shipped, read once for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from moratoria.graph.ontology import list_modules, list_schemes

FOLDER = Path(__file__).parents[2] / "ontology"


def read_graph(*paths: Path) -> Graph:
    """The triples of some Turtle files in one rdflib graph."""
    graph = Graph()
    for path in paths:
        graph.parse(data=path.read_text(encoding="utf-8"), format="turtle")
    return graph


@pytest.fixture(scope="session")
def folder() -> Path:
    """The shipped ontology's folder."""
    return FOLDER


@pytest.fixture(scope="session")
def modules() -> dict[str, Graph]:
    """Each core module and the header, by file name."""
    return {path.name: read_graph(path) for path in list_modules(FOLDER)}


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """The header and all core modules, merged."""
    return read_graph(*list_modules(FOLDER))


@pytest.fixture(scope="session")
def alignments() -> Graph:
    """The alignments alone."""
    return read_graph(FOLDER / "alignments.ttl")


@pytest.fixture(scope="session")
def schemes() -> Graph:
    """All concept schemes, merged."""
    return read_graph(*list_schemes(FOLDER))
