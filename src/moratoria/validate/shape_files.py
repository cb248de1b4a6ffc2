"""Which shapes are let in, and the words they report with.

A shape that can report has an IRI, from which its finding's code comes, a message (the problem), a comment (the
solution) and a severity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import parse

from moratoria.errors import InputError
from moratoria.findings import Severity
from moratoria.terms import RDFS, Literal, NamedNode, Namespace, RdfFormat, Triple

SHACL = "http://www.w3.org/ns/shacl#"
SH = Namespace(SHACL)

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


@dataclass(frozen=True)
class Shape:
    """A named shape that can report: the finding it makes."""

    code: str
    severity: Severity
    problem: str
    solution: str


def parse_shapes(text: str, name: str) -> list[Triple]:
    """The triples of a Turtle text of shapes.

    Raises InputError, with the file's name, for what is no Turtle and for a SHACL term outside `ALLOWED`.
    """
    try:
        triples = [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]
    except (SyntaxError, ValueError) as error:
        raise InputError(f"is no Turtle ({error})", where=name) from error
    for term in (term for triple in triples for term in (triple.subject, triple.predicate, triple.object)):
        if isinstance(term, NamedNode) and term.value.startswith(SHACL) and _shacl_name(term) not in ALLOWED:
            raise InputError(
                f"uses sh:{_shacl_name(term)}, which the engines skip or disagree on",
                where=name,
                remedy="use a core constraint of the allow list, or write a rule in queries/qc",
            )
    return triples


def _shacl_name(term: NamedNode) -> str:
    return term.value.removeprefix(SHACL)


def describe_shapes(triples: Iterable[Triple]) -> dict[str, Shape]:
    """The shapes that can report, by IRI, among the triples of all shapes.

    Raises InputError for a reporting shape without an IRI, and for a reporting shape without its words.
    """
    described: dict[object, dict[NamedNode, list[object]]] = {}
    for triple in triples:
        described.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
    reporting = {SH.term(name) for name in CONSTRAINTS}
    shapes = {}
    for subject, values in described.items():
        roots = [subject] if SH.targetClass in values else []
        for reporter in (*roots, *values.get(SH.property, [])):
            if not isinstance(reporter, NamedNode):
                raise InputError("has a shape that reports without an IRI", where=str(subject), remedy="name it")
        if isinstance(subject, NamedNode) and reporting & set(values):
            shapes[subject.value] = _read_shape(subject, values)
    return shapes


def _read_shape(iri: NamedNode, values: Mapping[NamedNode, list[object]]) -> Shape:
    problem, solution, severity = (values.get(name, [None])[0] for name in (SH.message, RDFS.comment, SH.severity))
    rank = _SEVERITIES.get(severity) if isinstance(severity, NamedNode) else None
    if isinstance(problem, Literal) and isinstance(solution, Literal) and rank is not None:
        return Shape(code_of(iri.value), rank, problem.value, solution.value)
    raise InputError(
        "a shape that reports lacks its words", where=iri.value, remedy="give sh:message, rdfs:comment, sh:severity"
    )


def code_of(iri: str) -> str:
    """The code of a finding from the IRI of the shape that makes it.

    >>> code_of("https://w3id.org/moratoria/shapes#RestrictionWithoutAssignerShape")
    'restriction-without-assigner'
    """
    name = iri.rsplit("#", 1)[-1].removesuffix("Shape")
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
