"""The stored questions as SHACL executables, in the form of the SPARQL examples of the life sciences (SIB)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from moratoria.ask.catalogue import Question
from moratoria.pipeline.kg import stored_questions
from moratoria.serve.described import SH
from moratoria.terms import BASE, OWL, PREFIXES, RDFS, SCHEMA, TYPE, XSD, Literal, NamedNode, Triple

EXAMPLES = NamedNode(f"{BASE}.well-known/sparql-examples")
_HEADER_LINE = re.compile(r"^#\+.*\n?", re.MULTILINE)


def build_examples(here: str) -> Iterator[Triple]:
    """Every stored question, to be asked of the endpoint of the server at `here`, and the prefixes they use."""
    prefixes = _part("prefixes")
    yield Triple(prefixes, TYPE, OWL.Ontology)
    for prefix, namespace in PREFIXES.items():
        declared = _part(f"prefix-{prefix}")
        yield Triple(prefixes, SH.declare, declared)
        yield Triple(declared, TYPE, SH.PrefixDeclaration)
        yield Triple(declared, SH.prefix, Literal(prefix))
        yield Triple(declared, SH.namespace, Literal(namespace, datatype=XSD.anyURI))
    for question in _questions():
        yield from _example(question, NamedNode(f"{here}/sparql"))


def _example(question: Question, endpoint: NamedNode) -> Iterator[Triple]:
    node = _part(question.name)
    yield Triple(node, TYPE, SH.SPARQLExecutable)
    yield Triple(node, TYPE, SH.SPARQLSelectExecutable)
    yield Triple(node, RDFS.label, Literal(question.summary, language="en"))
    yield Triple(node, RDFS.comment, Literal(_words(question), language="en"))
    yield Triple(node, SH.prefixes, _part("prefixes"))
    yield Triple(node, SH.select, Literal(_HEADER_LINE.sub("", question.text).strip()))
    yield Triple(node, SCHEMA.target, endpoint)
    for tag in (question.theme, *question.tags):
        yield Triple(node, SCHEMA.keywords, Literal(tag))


def _words(question: Question) -> str:
    """The summary first: editors show only the beginning."""
    return f"{question.summary} {' '.join(question.description.split())}".strip()


def _part(name: str) -> NamedNode:
    return NamedNode(f"{EXAMPLES.value}#{name}")


@cache
def _questions() -> tuple[Question, ...]:
    found = stored_questions()
    return tuple(found[name] for name in sorted(found))
