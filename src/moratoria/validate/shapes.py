"""The one door to SHACL: shapes are checked, compiled once, and run over the triples of one graph.

The engine is `shacl` (Rust); pyshacl is the reference it must agree with. Both hold the core constraints, but skip
or crash on others without a word, so `shape_files` refuses shapes with any other. https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import shacl

from moratoria.errors import InputError
from moratoria.findings import Finding
from moratoria.terms import shorten
from moratoria.validate.shape_files import SHACL, describe_shapes, parse_shapes

if TYPE_CHECKING:
    import rdflib

_SHOWN_CHARACTERS = 200


@dataclass(frozen=True)
class _Violation:
    """What either engine reports; terms are in N-Triples syntax."""

    shape: str
    focus: str
    value: str = ""
    path: str = ""


class Shapes:
    """Compiled shapes, safe to share between threads."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._text = "\n".join(texts[name] for name in sorted(texts))
        triples = [triple for name in sorted(texts) for triple in parse_shapes(texts[name], name)]
        self.by_iri = describe_shapes(triples)
        self._engine = shacl.Shapes.from_turtle(self._text)

    def find_shape_violations(self, ntriples: str) -> list[Finding]:
        """What the shapes have to say about the triples of one graph, in N-Triples."""
        try:
            report = self._engine.validate_text(ntriples, format="ntriples")
        except ValueError as error:
            raise InputError(f"is no N-Triples ({error})", where="graph to validate") from error
        return self._findings(
            _Violation(
                _plain(result.source_shape or ""),
                result.focus_node,
                result.value or "",
                result.path if result.path and result.component == "ClosedConstraintComponent" else "",
            )
            for result in report.results
        )

    def find_with_reference(self, ntriples: str) -> list[Finding]:
        """The same findings from pyshacl, some hundred times slower: the proof that both engines agree.

        It shows literals in their canonical form. It can differ in one place: two values of wrong types compared with
        each other are no pair in order for the engine, and texts for the reference. Both report each of them.
        """
        return self._findings(_reference_violations(self._text, ntriples))

    def _findings(self, violations: Iterable[_Violation]) -> list[Finding]:
        found = {self._finding(violation) for violation in violations}
        return sorted(found, key=Finding.key)

    def _finding(self, violation: _Violation) -> Finding:
        shape = self.by_iri[violation.shape]
        shown = " ".join(_shown(term) for term in (violation.path, violation.value) if term)
        problem = f"{shape.problem}: {shown}" if shown and violation.value != violation.focus else shape.problem
        return Finding(shape.code, shape.severity, problem, shape.solution, subject=_plain(violation.focus))


def read_shapes(folder: Path) -> Shapes:
    """The shapes of all Turtle files in a folder.

    Raises InputError when there are none, or a file is refused.
    """
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.ttl"))}
    if not texts:
        raise InputError("holds no shapes", where=str(folder), remedy="expected *.ttl files")
    return compile_shapes(texts)


def compile_shapes(texts: Mapping[str, str]) -> Shapes:
    """The shapes of some Turtle texts by file name, compiled once for each set of texts.

    Raises InputError, with the file, for what is no Turtle and for shapes outside the allow list.
    """
    return _compiled(tuple(sorted(texts.items())))


@lru_cache(maxsize=8)
def _compiled(texts: tuple[tuple[str, str], ...]) -> Shapes:
    return Shapes(dict(texts))


def _plain(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def _shown(term: str) -> str:
    """An N-Triples term as a person reads it: a prefixed name, or a literal with its tag or type."""
    if term.startswith("<"):
        return shorten(_plain(term))
    text, mark, datatype = term.rpartition("^^")
    shown = f"{text}^^{shorten(_plain(datatype))}" if mark and datatype.startswith("<") else term
    return shown if len(shown) <= _SHOWN_CHARACTERS else shown[: _SHOWN_CHARACTERS - 1] + "…"


def _reference_violations(shapes: str, ntriples: str) -> Iterator[_Violation]:
    import pyshacl
    import rdflib

    constraints = _reference_shapes(shapes)
    data = _comparable(rdflib.Graph().parse(data=ntriples, format="nt"), constraints)
    _, report, _ = pyshacl.validate(data, shacl_graph=constraints)
    assert isinstance(report, rdflib.Graph)
    vocabulary = rdflib.Namespace(SHACL)
    for result in report.objects(None, vocabulary.result):
        parts = {
            name: term.n3() if (term := report.value(result, vocabulary[name])) is not None else ""
            for name in ("sourceShape", "focusNode", "value", "resultPath", "sourceConstraintComponent")
        }
        closed = "ClosedConstraintComponent" in parts["sourceConstraintComponent"]
        yield _Violation(
            _plain(parts["sourceShape"]), parts["focusNode"], parts["value"], parts["resultPath"] if closed else ""
        )


@lru_cache(maxsize=8)
def _reference_shapes(text: str) -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(data=text, format="turtle")


def _comparable(data: rdflib.Graph, constraints: rdflib.Graph) -> rdflib.Graph:
    """The data with literals of a wrong type made texts in no language: as wrong as before, but compared soundly.

    pyshacl dies comparing an ill-formed date, and finds a date to be less than a number.
    """
    import rdflib

    expected = _compared_types(constraints)
    made = rdflib.Graph()
    for subject, predicate, value in data:
        wrong = isinstance(value, rdflib.Literal) and (
            value.ill_typed or value.datatype != expected.get(predicate, value.datatype)
        )
        made.add((subject, predicate, rdflib.Literal(str(value), lang="zxx") if wrong else value))
    return made


def _compared_types(constraints: rdflib.Graph) -> dict[rdflib.term.Node, rdflib.term.Node]:
    """The datatype the shapes ask for, of each property that a shape compares with another."""
    import rdflib
    from rdflib.collection import Collection

    vocabulary = rdflib.Namespace(SHACL)
    compared: set[rdflib.term.Node] = set()
    for pair in (vocabulary.lessThan, vocabulary.lessThanOrEquals):
        for shape, other in constraints.subject_objects(pair):
            compared |= {other, *constraints.objects(shape, vocabulary.path)}
    types: dict[rdflib.term.Node, rdflib.term.Node] = {}
    for shape, datatype in constraints.subject_objects(vocabulary.datatype):
        for path in constraints.objects(shape, vocabulary.path):
            listed = constraints.value(path, vocabulary.alternativePath)
            paths = [path] if listed is None else Collection(constraints, listed)
            types |= {step: datatype for step in paths if step in compared}
    return types
