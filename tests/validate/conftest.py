"""The shapes, rules and examples of the project, and how an example becomes graphs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse, serialize

from moratoria.findings import Finding
from moratoria.terms import MOR, TYPE
from moratoria.validate.qc import Rule, find_rule_breaches, read_rules
from moratoria.validate.shapes import Shapes, read_shapes

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "ontology" / "examples"

Graphs = dict[NamedNode | DefaultGraph, list[Quad]]


@pytest.fixture(scope="session")
def shapes() -> Shapes:
    return read_shapes(ROOT / "ontology" / "shapes")


@pytest.fixture(scope="session")
def rules() -> tuple[Rule, ...]:
    return read_rules(ROOT / "queries" / "qc")


@pytest.fixture(scope="session")
def read_example() -> Callable[[str], Graphs]:
    """Reads an example: a Turtle file is the source graph it describes, else the current graph."""

    def read(name: str) -> Graphs:
        path = EXAMPLES / name
        kind = RdfFormat.TRIG if path.suffix == ".trig" else RdfFormat.TURTLE
        quads = list(parse(path.read_bytes(), format=kind))
        described = [quad.subject for quad in quads if (quad.predicate, quad.object) == (TYPE, MOR.SourceGraph)]
        graphs: Graphs = {}
        for quad in quads:
            graph = described[0] if described and kind is RdfFormat.TURTLE else quad.graph_name
            graphs.setdefault(graph, []).append(Quad(quad.subject, quad.predicate, quad.object, graph))
        return graphs

    return read


@pytest.fixture(scope="session")
def ntriples_of() -> Callable[[Iterable[Quad]], str]:
    def write(quads: Iterable[Quad]) -> str:
        return serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES).decode()

    return write


@pytest.fixture(scope="session")
def find_breaches(rules: tuple[Rule, ...]) -> Callable[[Graphs], list[Finding]]:
    """Runs every rule on a scratch store that holds the graphs; the default graph is the current graph."""

    def find(graphs: Graphs) -> list[Finding]:
        store = Store()
        store.extend(quad for quads in graphs.values() for quad in quads)

        def ask(query: str) -> list[dict[str, object]]:
            solutions = store.query(query)
            return [{variable.value: row[variable] for variable in solutions.variables} for row in solutions]

        return find_rule_breaches(rules, ask)

    return find
