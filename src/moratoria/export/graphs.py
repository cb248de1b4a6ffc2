"""RDF formats: sorted, stable, and read back as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import parse

from moratoria.terms import CURRENT, MOR, PREFIXES, PROV, STORE, NamedNode, Quad, RdfFormat, Triple, serialized

Read = Callable[..., Iterable[Quad]]


def render_nquads(quads: Iterable[Quad]) -> bytes:
    """Sorted N-Quads: equal bytes for equal datasets (there are no blank nodes)."""
    return b"".join(sorted(_lines(quads, RdfFormat.N_QUADS)))


def render_trig(quads: Iterable[Quad]) -> bytes:
    """TriG, graph by graph, sorted."""
    graphs: dict[object, list[Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad)
    texts = (render_nquads(graphs[graph]) for graph in sorted(graphs, key=str))
    ordered = (quad for text in texts for quad in parse(text, format=RdfFormat.N_QUADS))
    return serialized(ordered, RdfFormat.TRIG, prefixes=PREFIXES)


def render_turtle(quads: Iterable[Quad]) -> bytes:
    """Turtle of the merged graphs, sorted by subject."""
    return serialized(_merged(quads), RdfFormat.TURTLE, prefixes=PREFIXES)


def render_ntriples(quads: Iterable[Quad]) -> bytes:
    """N-Triples of the merged graphs, sorted."""
    return _merged_text(quads)


def render_rdfxml(quads: Iterable[Quad]) -> bytes:
    """RDF/XML of the merged graphs, sorted by subject."""
    return serialized(_merged(quads), RdfFormat.RDF_XML, prefixes=PREFIXES)


def _merged(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The triples of all graphs but the store's own marks, each once, in order."""
    return iter(parse(_merged_text(quads), format=RdfFormat.N_TRIPLES))


def _merged_text(quads: Iterable[Quad]) -> bytes:
    triples = (quad.triple for quad in quads if quad.graph_name != STORE)
    return b"".join(sorted(set(_lines(triples, RdfFormat.N_TRIPLES))))


def _lines(statements: Iterable[Triple], format: RdfFormat) -> list[bytes]:
    """Statements one a line: their text is far cheaper to sort than their terms, and has the same order."""
    return serialized(statements, format).splitlines(keepends=True)


def _triple_key(triple: Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)


def _quad_key(quad: Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), *_triple_key(quad.triple)


def slice_quads(read: Read, wanted: Iterable[str]) -> list[Quad]:
    """What the store holds about some things: their triples and statuses, what they name, and every claim behind."""
    found: set[Quad] = set()
    for iri in wanted:
        node = NamedNode(iri)
        own = list(read(node, None, None, CURRENT))
        found.update(own)
        named = [quad.object for quad in own if _is_node(quad.object)]
        found |= {quad for other in named for quad in read(other, None, None, CURRENT)}
        for status in read(None, MOR.isStatusOf, node, CURRENT):
            found.update(read(status.subject, None, None, CURRENT))
        for claim in read(None, MOR.about, node, None):
            found |= claim_quads(read, claim.subject, claim.graph_name)
    return sorted(found, key=_quad_key)


def claim_quads(read: Read, claim: NamedNode, graph: NamedNode) -> set[Quad]:
    """A claim with its evidence, its source and the record of its graph."""
    found = {*read(claim, None, None, graph), *read(graph, None, None, graph)}
    waiting = [quad.object for quad in found if quad.predicate in (MOR.isEvidencedBy, PROV.wasDerivedFrom)]
    while waiting:
        more = set(read(waiting.pop(), None, None, graph)) - found
        found |= more
        waiting += [quad.object for quad in more if _is_node(quad.object) and "/selector/" in quad.object.value]
    return found


def _is_node(term: object) -> bool:
    return isinstance(term, NamedNode)
