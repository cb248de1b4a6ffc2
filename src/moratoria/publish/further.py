"""Further flat tables: a row per status interval, statement, bill or law, and link to elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from moratoria.publish.flat import Row, class_words, id_cells, live_sources, nodes_of_class, slugs_of
from moratoria.publish.names import Names, kind_of_thing
from moratoria.publish.reading import related, span_text, text_of, texts_of
from moratoria.store.base import Readable
from moratoria.terms import (
    CURRENT,
    MOR,
    PROV,
    SCHEMA,
    SKOS,
    Literal,
    NamedNode,
    names_in,
    slug_of,
)  # fmt: skip

_LINKS = (
    SCHEMA.sameAs, MOR.sameRecordAs, SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch,
    SKOS.relatedMatch,
)  # fmt: skip


def interval_rows(store: Readable, names: Names) -> Iterator[Row]:
    """A row per status interval, by restriction and time."""
    pairs = {(quad.object, quad.subject) for quad in store.quads(None, MOR.isStatusOf, None, CURRENT)}
    nodes = [(thing, node) for thing, node in pairs if isinstance(thing, NamedNode)]
    for thing, node in sorted(nodes, key=lambda pair: (slug_of(pair[0]), _since(store, pair[1]), slug_of(pair[1]))):
        yield {
            **id_cells(node, names, "label"), "restriction": slug_of(thing), "label": names.label(thing),
            "status": text_of(store, node, MOR.life), "since": _since(store, node),
            "until": text_of(store, node, MOR.to), "facets": texts_of(store, node, MOR.facet),
            "rule": text_of(store, node, MOR.openedBy),
            "explained_by": slugs_of(related(store, node, MOR.isExplainedBy)),
        }  # fmt: skip


def _since(store: Readable, node: NamedNode) -> str:
    return text_of(store, node, MOR.term("from"))


def statement_rows(store: Readable, names: Names) -> Iterator[Row]:
    """A row per statement of the current graph, by id."""
    for node in nodes_of_class(store, MOR.Statement):
        yield {
            **id_cells(node, names, "gist"),
            "speaker": _one(store, node, MOR.isSpokenBy), "organization": _one(store, node, MOR.isMadeFor),
            "said": span_text(store, node, "said"), "stance": text_of(store, node, MOR.stance),
            "restrictions": slugs_of(related(store, node, MOR.concernsRestriction)),
            "legislation": slugs_of(related(store, node, MOR.concernsLegislation)),
            "replies_to": slugs_of(related(store, node, MOR.repliesTo)), "sources": _sources(store, node),
        }  # fmt: skip


def legislation_rows(store: Readable, names: Names) -> Iterator[Row]:
    """A row per bill and law of the current graph, by id."""
    nodes = {*nodes_of_class(store, MOR.Legislation), *nodes_of_class(store, MOR.Bill)}
    for node in sorted(nodes, key=slug_of):
        under = {quad.subject for quad in store.quads(None, MOR.isImposedUnder, node, CURRENT)}
        yield {
            **id_cells(node, names, "name"), "kind": class_words(store, node, MOR.Legislation),
            "number": text_of(store, node, MOR.number), "level": _one(store, node, MOR.hasLevel),
            "jurisdiction": slugs_of(related(store, node, MOR.appliesIn)),
            "technologies": slugs_of(related(store, node, MOR.concernsTechnology)),
            "events": _events(store, node), "restrictions": slugs_of(sorted(under, key=slug_of)),
            "same_as": texts_of(store, node, SCHEMA.sameAs), "sources": _sources(store, node),
        }  # fmt: skip


def _events(store: Readable, node: NamedNode) -> list[str]:
    """What happened to a bill or law, as `day kind`, in the order of days."""
    events = [quad.subject for quad in store.quads(None, MOR.concernsLegislation, node, CURRENT)]
    lines = ((span_text(store, event, "occurred"), _one(store, event, MOR.hasEventKind)) for event in events)
    return sorted(f"{day or '?'} {kind}" for day, kind in lines if kind)


def link_rows(store: Readable, names: Names) -> Iterator[Row]:
    """A row per link to a thing elsewhere or the record of a register, by thing, relation and target."""
    quads = [quad for relation in _LINKS for quad in store.quads(None, relation, None, CURRENT)]
    for quad in sorted(quads, key=lambda each: (each.subject.value, each.predicate.value, each.object.value)):
        yield {
            "id": f"{kind_of_thing(quad.subject)}/{slug_of(quad.subject)}", "iri": quad.subject.value,
            "label": names.label(quad.subject), "relation": slug_of(quad.predicate), "target": quad.object.value,
            **_basis(store, quad.subject, quad.predicate, quad.object),
        }  # fmt: skip


def _basis(store: Readable, thing: NamedNode, relation: NamedNode, target: NamedNode | Literal) -> Row:
    """Who states a link, and how surely; nothing for one that comes with the concepts."""
    sure, sources = set(), set()
    for quad in store.quads(None, MOR.value, target, None):
        claim, graph = quad.subject, quad.graph_name
        closed = any(True for _ in store.quads(graph, PROV.invalidatedAtTime, None, graph))
        if not closed and _states(store, claim, thing, relation, graph):
            sure.update(texts_of(store, claim, MOR.confidence, graph))
            sources.update(slugs_of(names_in(store.quads(graph, PROV.wasDerivedFrom, None, graph))))
    return {"confidence": sorted(sure), "sources": sorted(sources)}


def _states(store: Readable, claim: NamedNode, thing: NamedNode, slot: NamedNode, graph: NamedNode) -> bool:
    about = any(True for _ in store.quads(claim, MOR.about, thing, graph))
    return about and any(True for _ in store.quads(claim, MOR.slot, slot, graph))


def _one(store: Readable, node: NamedNode, predicate: NamedNode) -> str:
    return next(iter(slugs_of(related(store, node, predicate))), "")


def _sources(store: Readable, node: NamedNode) -> list[str]:
    return sorted(slugs_of(live_sources(store, node)))
