"""RDF formats: sorted, stable, and read back as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from moratoria.terms import CURRENT, MOR, PREFIXES, PROV, STORE, NamedNode, Quad, RdfFormat, Triple, serialized

Read = Callable[..., Iterable[Quad]]


def render_nquads(quads: Iterable[Quad]) -> bytes:
    """Sorted N-Quads: equal bytes for equal datasets (there are no blank nodes)."""
    lines = serialized(quads, RdfFormat.N_QUADS).splitlines(keepends=True)
    lines.sort()
    return b"".join(lines)


def render_trig(quads: Iterable[Quad]) -> bytes:
    """TriG, graph by graph, sorted."""
    ordered: list[Quad] = sorted(quads, key=_quad_key)
    return serialized(ordered, RdfFormat.TRIG, prefixes=PREFIXES)


def render_turtle(quads: Iterable[Quad]) -> bytes:
    """Turtle of the merged graphs, sorted by subject."""
    return serialized(_merged(quads), RdfFormat.TURTLE, prefixes=PREFIXES)


def render_ntriples(quads: Iterable[Quad]) -> bytes:
    """N-Triples of the merged graphs, sorted."""
    lines = serialized(_merged(quads), RdfFormat.N_TRIPLES).splitlines(keepends=True)
    lines.sort()
    return b"".join(lines)


def render_rdfxml(quads: Iterable[Quad]) -> bytes:
    """RDF/XML of the merged graphs, sorted by subject."""
    return serialized(_merged(quads), RdfFormat.RDF_XML, prefixes=PREFIXES)


def _merged(quads: Iterable[Quad]) -> list[Triple]:
    """The triples of all graphs but the store's own marks, each once, in order."""
    triples = {quad.triple for quad in quads if quad.graph_name != STORE}
    return sorted(triples, key=_triple_key)


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
        found |= {quad for other in own for quad in read(other.object, None, None, CURRENT) if _is_node(other.object)}
        for status in read(None, MOR.isStatusOf, node, CURRENT):
            found.update(read(status.subject, None, None, CURRENT))
        for claim in read(None, MOR.about, node, None):
            found |= _behind(read, claim.subject, claim.graph_name)
    return sorted(found, key=_quad_key)


def _behind(read: Read, claim: NamedNode, graph: NamedNode) -> set[Quad]:
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
