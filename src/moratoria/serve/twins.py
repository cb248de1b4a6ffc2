"""The twins of a page: what the graph holds about a thing, as RDF and as a table of its claims."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from moratoria.errors import UnknownName
from moratoria.export import find_writer
from moratoria.export.cells import safe_cell
from moratoria.export.graphs import claim_quads, slice_quads
from moratoria.facts.values import When
from moratoria.graph.slots import DATE_SLOTS
from moratoria.pipeline.sayings import words_of
from moratoria.publish.reading import quoted_passages, read_versions, span_text, text_of, without
from moratoria.store.base import Readable
from moratoria.terms import (
    CURRENT,
    DCTERMS,
    MOR,
    OA,
    PROV,
    RDFS,
    SCHEMA,
    SKOS,
    Literal,
    NamedNode,
    Quad,
    kind_of,
    names_in,
    shorten,
    slug_of,
)  # fmt: skip

RECORD_KINDS = ("claim", "evidence", "selector", "status", "scheme")
"""Kinds of what has an address and no page of its own."""


@dataclass(frozen=True)
class Form:
    """A form of a twin: its media type, and the writer of `export` that makes it."""

    media: str
    writer: str


FORMS = {
    "ttl": Form("text/turtle", "ttl"), "jsonld": Form("application/ld+json", "jsonld"),
    "nt": Form("application/n-triples", "nt"), "rdf": Form("application/rdf+xml", "rdfxml"),
    "trig": Form("application/trig", "trig"), "nq": Form("application/n-quads", "nq"), "csv": Form("text/csv", "csv"),
}  # fmt: skip
"""The forms of a twin by the ending of its address."""

COLUMNS = (
    "thing", "property", "value", "value_label", "source_words", "modality", "confidence", "current", "source",
    "publisher", "title", "published", "address", "place", "recorded", "retracted", "claim", "graph",
)  # fmt: skip
"""A row is one value of one property as one source states it; `current` says whether the graph holds it now."""


def offered(*wanted: str) -> dict[str, str]:
    """The media types of some forms, of all where none is named, as content negotiation takes them."""
    return {FORMS[form].media: form for form in wanted or FORMS}


def find_form(ending: str, known: Iterable[str] = FORMS) -> Form:
    """The form of an ending. Raises UnknownName with those there are."""
    if ending not in known:
        raise UnknownName("form", ending[:40], tuple(known))
    return FORMS[ending]


def render_twin(store: Readable, node: NamedNode, ending: str) -> bytes:
    """The twin of a thing in a form. A publisher's own sentences, which a user's store may hold, are left out."""
    form = find_form(ending)
    if form.writer == "csv":
        return render_claims(store, node)
    return find_writer(form.writer)(without_passages(store, twin_quads(store, node)))


def without_passages(store: Readable, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Some quads without the passages of publishers; their positions and hashes stay."""
    return without(quads, quoted_passages(store))


def twin_quads(store: Readable, node: NamedNode) -> list[Quad]:
    """What the graph holds about a thing: its triples, those that name it, its statuses, and every claim about it.

    Of a source everything it states; of a claim and the like that alone, with what stands behind it.
    """
    kind = kind_of(node)
    if kind == "source":
        graphs = [version.graph for version in read_versions(store).get(node, ())]
        return [quad for graph in graphs for quad in store.quads(None, None, None, graph)]
    if kind in RECORD_KINDS:
        return [*_record_quads(store, node)]
    return [*slice_quads(store.quads, [node.value]), *_naming(store, node)]


def _record_quads(store: Readable, node: NamedNode) -> set[Quad]:
    own = set(store.quads(node, None, None, None))
    for graph in {quad.graph_name for quad in own} - {CURRENT}:
        own |= claim_quads(store.quads, node, graph)
        for selector in names_in(store.quads(node, OA.hasSelector, None, graph)):
            own.update(store.quads(selector, None, None, graph))
    return own


def _naming(store: Readable, node: NamedNode) -> Iterator[Quad]:
    """The statements that name a thing, and what their subjects are called."""
    for quad in store.quads(None, None, node, CURRENT):
        yield quad
        for label in (RDFS.label, SKOS.prefLabel):
            yield from store.quads(quad.subject, label, None, CURRENT)


def render_claims(store: Readable, node: NamedNode) -> bytes:
    """Every claim about a thing as a row, retracted ones too; of a source every claim it states (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in sorted(_claim_rows(store, node), key=lambda row: tuple(row[name] for name in _ORDER)):
        writer.writerow({name: safe_cell(value) for name, value in row.items()})
    return out.getvalue().encode()


_ORDER = ("thing", "property", "value", "published", "claim")


def _claim_rows(store: Readable, node: NamedNode) -> Iterator[dict[str, str]]:
    described: dict[NamedNode, dict[str, str]] = {}
    for quad in _claims(store, node):
        graph = quad.graph_name
        if graph not in described:
            described[graph] = _source_cells(store, graph)
        yield {**_claim_cells(store, quad.subject, graph), **described[graph]}


def _claims(store: Readable, node: NamedNode) -> list[Quad]:
    """The quads that say what claims are about: of a source all in its graphs, of a claim its own."""
    if kind_of(node) == "source":
        graphs = [version.graph for version in read_versions(store).get(node, ())]
        return [quad for graph in graphs for quad in store.quads(None, MOR.about, None, graph)]
    if kind_of(node) == "claim":
        return list(store.quads(node, MOR.about, None, None))
    if kind_of(node) == "evidence":
        backed = [quad.subject for quad in store.quads(None, MOR.isEvidencedBy, node, None)]
        return [quad for claim in backed for quad in store.quads(claim, MOR.about, None, None)]
    return list(store.quads(None, MOR.about, node, None))


def _claim_cells(store: Readable, claim: NamedNode, graph: NamedNode) -> dict[str, str]:
    own: dict[NamedNode, NamedNode | Literal] = {q.predicate: q.object for q in store.quads(claim, None, None, graph)}
    about, slot, value = own[MOR.about], own[MOR.slot], own[MOR.value]
    assert isinstance(about, NamedNode)
    assert isinstance(slot, NamedNode)
    evidence = names_in(store.quads(claim, MOR.isEvidencedBy, None, graph))
    return {
        "thing": about.value, "property": shorten(slot.value), "value": value.value,
        "value_label": words_of(store, value) if isinstance(value, NamedNode) else "",
        "source_words": _text(own, MOR.words), "modality": _text(own, MOR.modality),
        "confidence": _text(own, MOR.confidence), "current": "yes" if _is_current(store, about, slot, value) else "no",
        "place": "; ".join(dict.fromkeys(_place(store, each, graph) for each in evidence)), "claim": claim.value,
    }  # fmt: skip


def _text(own: Mapping[NamedNode, NamedNode | Literal], predicate: NamedNode) -> str:
    return own[predicate].value if predicate in own else ""


def _is_current(store: Readable, about: NamedNode, slot: NamedNode, value: NamedNode | Literal) -> bool:
    if slot in DATE_SLOTS:
        when = When.model_validate(value.value)
        days = str(when.earliest) if when.exact else f"{when.earliest}/{when.latest}"
        return span_text(store, about, slug_of(slot)) == days
    return any(True for _ in store.quads(about, slot, value, CURRENT))


def _place(store: Readable, evidence: NamedNode, graph: NamedNode) -> str:
    """Where in a source: a locator, a row, or characters."""
    named = text_of(store, evidence, MOR.locator, graph) or text_of(store, evidence, MOR.row, graph)
    if named:
        return named
    selectors = names_in(store.quads(evidence, OA.hasSelector, None, graph))
    starts = [(text_of(store, each, OA.start, graph), text_of(store, each, OA.end, graph)) for each in selectors]
    return next((f"characters {start}-{end}" for start, end in starts if start), "")


def _source_cells(store: Readable, graph: NamedNode) -> dict[str, str]:
    source = next(iter(names_in(store.quads(graph, PROV.wasDerivedFrom, None, graph))), graph)
    return {
        "source": source.value, "publisher": text_of(store, source, MOR.publisher, graph),
        "title": text_of(store, source, DCTERMS.title, graph),
        "published": span_text(store, source, "published", graph),
        "address": text_of(store, source, SCHEMA.url, graph),
        "recorded": text_of(store, graph, PROV.generatedAtTime, graph),
        "retracted": text_of(store, graph, PROV.invalidatedAtTime, graph), "graph": graph.value,
    }  # fmt: skip
