"""Answers to queries compared: equal up to the names of blank nodes, and numbers by their values."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from io import StringIO

import pyoxigraph
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat
from rdflib import RDF, Namespace

RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float")}
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
Row = Mapping[str, object]
Answer = bool | Sequence[Row]


def read_answer(content: bytes, ending: str) -> Answer:
    """Rows or a truth value from one of the four result formats, or from a result set in Turtle."""
    if ending == "csv":
        first, *rest = csv.reader(StringIO(content.decode()))
        return [{name: _cell(cell) for name, cell in zip(first, row, strict=True) if cell} for row in rest]
    if ending == "ttl":
        return _result_set(content)
    found = pyoxigraph.parse_query_results(content, format=_FORMATS[ending])
    if isinstance(found, pyoxigraph.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return [{name: row[name] for name in names if row[name] is not None} for row in found]


_FORMATS = {
    "srx": QueryResultsFormat.XML, "srj": QueryResultsFormat.JSON, "tsv": QueryResultsFormat.TSV,
}  # fmt: skip


def _cell(text: str) -> object:
    """A cell of CSV says neither kind nor type; only blank nodes can be told."""
    return BlankNode(text[2:]) if text.startswith("_:") else text


def _result_set(content: bytes) -> Answer:
    graph = rdflib.Graph().parse(data=content, format="turtle", publicID="http://example.org/")
    node = next(graph.subjects(RDF.type, RS.ResultSet))
    truth = graph.value(node, RS.boolean)
    if truth is not None:
        return str(truth) == "true"
    return [_bindings(graph, row) for row in graph.objects(node, RS.solution)]


def _bindings(graph: rdflib.Graph, row: rdflib.term.Node) -> Row:
    bound = graph.objects(row, RS.binding)
    return {str(graph.value(each, RS.variable)): _term(graph.value(each, RS.value)) for each in bound}


def _term(term: object) -> object:
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype)) if term.datatype else None)


def same_answers(left: Answer, right: Answer, *, ordered: bool = False) -> bool:
    """True when both say the same, blank nodes being renamed one to one."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return len(left) == len(right) and _matched(list(left), list(right), {}, ordered)


def _matched(left: list[Row], right: list[Row], names: dict[str, str], ordered: bool) -> bool:
    """Backtracking over the rows that a row may stand for; the answers of the suites are short."""
    if not left:
        return True
    for number, row in enumerate(right[:1] if ordered else right):
        more = _renamed(left[0], row, names)
        if more is not None and _matched(left[1:], right[:number] + right[number + 1 :], more, ordered):
            return True
    return False


def _renamed(left: Row, right: Row, names: dict[str, str]) -> dict[str, str] | None:
    """The names of blank nodes under which two rows are one; None where there are none."""
    if left.keys() != right.keys():
        return None
    found = dict(names)
    for name in left:
        one, other = left[name], right[name]
        if isinstance(one, BlankNode) and isinstance(other, BlankNode):
            if found.setdefault(one.value, other.value) != other.value:
                return None
        elif not _same_term(one, other):
            return None
    return found if len({*found.values()}) == len(found) else None


def _same_term(one: object, other: object) -> bool:
    if one == other:
        return True
    if isinstance(one, str) and isinstance(other, str):
        return _same_number(one, other)
    if not isinstance(one, Literal) or not isinstance(other, Literal) or one.datatype != other.datatype:
        return False
    if one.datatype.value == f"{XSD}boolean":
        return _TRUTH.get(one.value) is _TRUTH.get(other.value)
    return one.datatype.value in _NUMBERS and _same_number(one.value, other.value)


def _same_number(one: str, other: str) -> bool:
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def same_graphs(left: bytes, right: bytes) -> bool:
    """True when two Turtle texts hold isomorphic graphs."""
    return _canonical(left) == _canonical(right)


def _canonical(content: bytes) -> set[str]:
    quads = pyoxigraph.Dataset(pyoxigraph.parse(content, format=RdfFormat.TURTLE, base_iri="http://example.org/"))
    quads.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in quads}
