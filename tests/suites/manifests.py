"""The manifests of the W3C's SPARQL 1.1 tests, read from the folder that MORATORIA_SUITES names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, Namespace
from rdflib.collection import Collection

from moratoria.terms import GRAPHS

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
BASE = f"{GRAPHS}suite/"
"""Where the files of the suite are taken to lie: graphs of our store, which a query may name after FROM."""

EVALUATION = (
    "aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists", "functions", "grouping", "json-res",
    "negation", "project-expression", "property-path", "subquery",
)  # fmt: skip
"""The folders of SPARQL 1.1 Query and its result formats; entailment is no part of it, nor is federation."""

FEDERATION = ("service", "syntax-fed")
VARIABLE = "MORATORIA_SUITES"


@dataclass(frozen=True)
class Case:
    """A test of a suite: its name `folder/id`, its kind, the query, the graphs it is asked of, the expected answer."""

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None


def find_suite() -> Path | None:
    """The folder `sparql11` of a checkout of w3c/rdf-tests in or under the named one; None where none is at hand."""
    given = os.environ.get(VARIABLE)
    if not given:
        return None
    found = [path.parent for path in sorted(Path(given).glob("**/sparql11/manifest-all.ttl"))]
    return found[0] if found else None


def address_of(suite: Path, path: Path) -> str:
    """The address under which a file of the suite is known."""
    return BASE + path.relative_to(suite).as_posix()


def read_cases(suite: Path, folders: tuple[str, ...], kinds: tuple[str, ...]) -> Iterator[Case]:
    """The tests of some kinds in some folders of the suite."""
    for folder in folders:
        yield from _read(suite, suite / folder / "manifest.ttl", kinds)


def read_graph(suite: Path, manifest: Path) -> rdflib.Graph:
    """A manifest whose addresses are files."""
    return rdflib.Graph().parse(data=manifest.read_text("utf-8"), format="turtle", publicID=address_of(suite, manifest))


def _read(suite: Path, manifest: Path, kinds: tuple[str, ...]) -> Iterator[Case]:
    graph = read_graph(suite, manifest)
    for entries in graph.objects(None, MF.entries):
        for node in Collection(graph, entries):
            kind = next((kind for kind in kinds if (node, RDF.type, MF[kind]) in graph), "")
            if kind:
                yield _case(graph, suite, manifest, node, kind)


def _case(graph: rdflib.Graph, suite: Path, manifest: Path, node: rdflib.term.Node, kind: str) -> Case:
    def files(subject: rdflib.term.Node, predicate: rdflib.URIRef) -> tuple[Path, ...]:
        return tuple(suite / str(each).removeprefix(BASE) for each in sorted(graph.objects(subject, predicate)))

    name = f"{manifest.parent.name}/{str(node).partition('#')[2]}"
    action = next(graph.objects(node, MF.action))
    query, result = files(action, QT.query), next(iter(files(node, MF.result)), None)
    if not query:
        return Case(name, kind, suite / str(action).removeprefix(BASE))
    return Case(name, kind, query[0], files(action, QT.data), files(action, QT.graphData), result)


def params(cases: Iterable[Case], gaps: dict[str, str]) -> list[object]:
    """The tests for pytest, the known gaps as strict expected failures with their reasons."""
    return [
        pytest.param(case, id=case.name, marks=[pytest.mark.xfail(reason=gaps[case.name])] if case.name in gaps else [])
        for case in cases
    ]
