"""The ontology as a page shows it: every term with all that is said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeGuard

from moratoria.pages.view import Name, Term, Vocabulary
from moratoria.terms import (
    BASE,
    DCTERMS,
    MOR,
    OWL,
    RDF,
    RDFS,
    SKOS,
    TYPE,
    BlankNode,
    NamedNode,
    Namespace,
    Triple,
    shorten,
    slug_of,
)  # fmt: skip

_VANN = Namespace("http://purl.org/vocab/vann/")
_HEADER = NamedNode(f"{BASE}ontology")
_GROUPS = (
    ("Classes", OWL.Class),
    ("Object properties", OWL.ObjectProperty),
    ("Datatype properties", OWL.DatatypeProperty),
    ("Annotation properties", OWL.AnnotationProperty),
)
_INDIVIDUALS = "Individuals"
_LINES = (
    ("example", SKOS.example), ("scope note", SKOS.scopeNote), ("note", SKOS.note), ("domain", RDFS.domain),
    ("range", RDFS.range), ("narrower than", RDFS.subClassOf), ("narrower than", RDFS.subPropertyOf),
    ("is a", TYPE), ("replaced by", DCTERMS.isReplacedBy), ("see also", RDFS.seeAlso),
)  # fmt: skip
_ABOUT = (
    ("version", OWL.versionInfo), ("version address", OWL.versionIRI), ("prefix", _VANN.preferredNamespacePrefix),
    ("namespace", _VANN.preferredNamespaceUri), ("created", DCTERMS.created), ("modified", DCTERMS.modified),
    ("licence", DCTERMS.license), ("creator", DCTERMS.creator),
)  # fmt: skip

Node = NamedNode | BlankNode


@dataclass(frozen=True)
class _Said:
    """What some triples say of each subject."""

    values: dict[Node, dict[NamedNode, list[object]]]

    @classmethod
    def by(cls, triples: Iterable[Triple]) -> _Said:
        """The triples, to be looked up."""
        found: dict[Node, dict[NamedNode, list[object]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            found[triple.subject][triple.predicate].append(triple.object)
        return cls(found)

    def of(self, node: Node, predicate: NamedNode) -> list[object]:
        """The values of a property of a subject."""
        return self.values.get(node, {}).get(predicate, [])

    def text(self, node: Node, *predicates: NamedNode) -> str:
        """The first value of some properties of a subject as text; empty where it has none."""
        texts = (str(getattr(value, "value", "")) for each in predicates for value in self.of(node, each))
        return next(iter(texts), "")


def build_vocabulary(triples: Iterable[Triple]) -> Vocabulary:
    """The ontology's own terms, by kind and name, and what its header says."""
    said = _Said.by(triples)
    own = sorted((node for node in said.values if _is_ours(node)), key=slug_of)
    terms: dict[str, list[Term]] = defaultdict(list)
    for node in own:
        group = _group(said, node)
        terms[group].append(_term(said, node, group))
    order = [name for name, _ in _GROUPS] + [_INDIVIDUALS]
    about = tuple((word, _name(said, value)) for word, predicate in _ABOUT for value in said.of(_HEADER, predicate))
    groups = tuple((name, tuple(terms[name])) for name in order if terms[name])
    return Vocabulary(said.text(_HEADER, DCTERMS.title), said.text(_HEADER, DCTERMS.description), about, groups)


def _is_ours(node: object) -> TypeGuard[NamedNode]:
    return isinstance(node, NamedNode) and node.value.startswith(str(MOR))


def _group(said: _Said, node: NamedNode) -> str:
    kinds = said.of(node, TYPE)
    return next((name for name, kind in _GROUPS if kind in kinds), _INDIVIDUALS)


def _term(said: _Said, node: NamedNode, group: str) -> Term:
    slug = slug_of(node)
    label, definition = said.text(node, RDFS.label, SKOS.prefLabel) or slug, said.text(node, SKOS.definition)
    deprecated = said.text(node, OWL.deprecated) == "true"
    return Term(node.value, slug, slug, label, definition, group, tuple(_lines(said, node)), deprecated)


def _lines(said: _Said, node: NamedNode) -> Iterator[tuple[str, tuple[Name, ...]]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for word, predicate in _LINES:
        for value in said.of(node, predicate):
            if predicate != TYPE or not str(getattr(value, "value", "")).startswith(str(OWL)):
                found[word].append(_name(said, value))
    narrower = [
        _name(said, other)
        for other in said.values
        if _is_ours(other) and node in (*said.of(other, RDFS.subClassOf), *said.of(other, RDFS.subPropertyOf))
    ]
    found["wider than"] = narrower
    return ((word, tuple(sorted(names, key=lambda name: name.text))) for word, names in found.items() if names)


def _name(said: _Said, value: object) -> Name:
    """A value by its name: a term of ours by its label and its place on the page, others by their prefixed name."""
    if isinstance(value, BlankNode):
        return Name(_expression(said, value))
    if not isinstance(value, NamedNode):
        return Name(str(getattr(value, "value", value)))
    if _is_ours(value) and value in said.values:
        slug = slug_of(value)
        return Name(said.text(value, RDFS.label, SKOS.prefLabel) or slug, page=f"ontology.html#{slug}")
    return Name(shorten(value.value), address=value.value)


def _expression(said: _Said, node: BlankNode) -> str:
    """A class built of others in words, such as `a or b`."""
    for word, predicate in ((" or ", OWL.unionOf), (" and ", OWL.intersectionOf), (", ", OWL.oneOf)):
        lists = said.of(node, predicate)
        if lists:
            return word.join(_name(said, member).text for member in _members(said, lists[0]))
    return "a class described in the file"


def _members(said: _Said, head: object) -> Iterator[object]:
    while isinstance(head, NamedNode | BlankNode) and head != RDF.nil:
        yield from said.of(head, RDF.first)
        head = next(iter(said.of(head, RDF.rest)), RDF.nil)
