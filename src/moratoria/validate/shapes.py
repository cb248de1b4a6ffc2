"""The one door to SHACL: shapes are checked, compiled once, and run over the triples of one graph.

The engine is `shacl` (Rust); pyshacl is the reference it must agree with. Both hold the core constraints, but skip
or crash on others without a word, so shapes with a SHACL term outside `ALLOWED` are refused.
Every reporting shape has an IRI, from which a finding's code comes, a message (the problem) and a comment (the
solution). https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import shacl
from pyoxigraph import RdfFormat, Triple, parse

from moratoria.errors import InputError
from moratoria.findings import Finding, Severity
from moratoria.terms import RDFS, Literal, NamedNode, Namespace, shorten

if TYPE_CHECKING:
    import rdflib

_SHACL = "http://www.w3.org/ns/shacl#"
SH = Namespace(_SHACL)

_STRUCTURE = {
    "NodeShape", "PropertyShape", "targetClass", "property", "path", "alternativePath", "ignoredProperties",
    "severity", "message", "Violation", "Warning", "Info", "IRI", "IRIOrLiteral", "Literal",
}  # fmt: skip
CONSTRAINTS = {
    "and", "class", "closed", "datatype", "disjoint", "hasValue", "in", "languageIn", "lessThan", "lessThanOrEquals",
    "maxCount", "maxInclusive", "maxLength", "minCount", "minInclusive", "minLength", "nodeKind", "not", "or",
    "pattern", "uniqueLang", "xone",
}  # fmt: skip
"""The constraint parameters both engines are known to agree on."""

ALLOWED = frozenset(_STRUCTURE | CONSTRAINTS)
_SEVERITIES = {SH.Violation: Severity.ERROR, SH.Warning: Severity.WARN, SH.Info: Severity.INFO}
_SHOWN_CHARACTERS = 200


@dataclass(frozen=True)
class Shape:
    """A named shape that can report: the finding it makes."""

    code: str
    severity: Severity
    problem: str
    solution: str


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
        triples = [triple for name in sorted(texts) for triple in _parse(texts[name], name)]
        self.by_iri = _read_shapes(triples)
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


def _parse(text: str, name: str) -> list[Triple]:
    try:
        triples = [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]
    except (SyntaxError, ValueError) as error:
        raise InputError(f"is no Turtle ({error})", where=name) from error
    for term in (term for triple in triples for term in (triple.subject, triple.predicate, triple.object)):
        if isinstance(term, NamedNode) and term.value.startswith(_SHACL) and _shacl_name(term) not in ALLOWED:
            raise InputError(
                f"uses sh:{_shacl_name(term)}, which the engines skip or disagree on",
                where=name,
                remedy="use a core constraint of the allow list, or write a rule in queries/qc",
            )
    return triples


def _shacl_name(term: NamedNode) -> str:
    return term.value.removeprefix(_SHACL)


def _read_shapes(triples: Iterable[Triple]) -> dict[str, Shape]:
    described: dict[object, dict[NamedNode, list[object]]] = {}
    for triple in triples:
        described.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
    reporting = {SH.term(name) for name in CONSTRAINTS}
    shapes = {}
    for subject, values in described.items():
        for inner in values.get(SH.property, []):
            if not isinstance(inner, NamedNode):
                raise InputError("has a property shape without an IRI", where=str(subject), remedy="name it")
        if isinstance(subject, NamedNode) and reporting & set(values):
            shapes[subject.value] = _read_shape(subject, values)
    return shapes


def _read_shape(iri: NamedNode, values: Mapping[NamedNode, list[object]]) -> Shape:
    problem, solution, severity = (values.get(name, [None])[0] for name in (SH.message, RDFS.comment, SH.severity))
    if not (isinstance(problem, Literal) and isinstance(solution, Literal) and isinstance(severity, NamedNode)):
        raise InputError(
            "a shape that reports lacks its words", where=iri.value, remedy="give sh:message, rdfs:comment, sh:severity"
        )
    return Shape(code_of(iri.value), _SEVERITIES[severity], problem.value, solution.value)


def code_of(iri: str) -> str:
    """The code of a finding from the IRI of the shape that makes it.

    >>> code_of("https://w3id.org/moratoria/shapes#RestrictionWithoutAssignerShape")
    'restriction-without-assigner'
    """
    name = iri.rsplit("#", 1)[-1].removesuffix("Shape")
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


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

    constraints = rdflib.Graph().parse(data=shapes, format="turtle")
    data = _comparable(rdflib.Graph().parse(data=ntriples, format="nt"), constraints)
    _, report, _ = pyshacl.validate(data, shacl_graph=constraints)
    assert isinstance(report, rdflib.Graph)
    vocabulary = rdflib.Namespace(_SHACL)
    for result in report.objects(None, vocabulary.result):
        parts = {
            name: term.n3() if (term := report.value(result, vocabulary[name])) is not None else ""
            for name in ("sourceShape", "focusNode", "value", "resultPath", "sourceConstraintComponent")
        }
        closed = "ClosedConstraintComponent" in parts["sourceConstraintComponent"]
        yield _Violation(
            _plain(parts["sourceShape"]), parts["focusNode"], parts["value"], parts["resultPath"] if closed else ""
        )


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

    vocabulary = rdflib.Namespace(_SHACL)
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
