"""Exports of moratoria become source graphs again; other RDF is refused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from moratoria.errors import InputError
from moratoria.findings import Finding, Severity
from moratoria.graph.build import SourceGraph, facts_digest
from moratoria.graph.claims import Claim, read_claims
from moratoria.graph.current import build_current
from moratoria.graph.slots import SLOTS
from moratoria.pipeline.sources import Prepared
from moratoria.sources.base import LITERAL_BYTES
from moratoria.sources.rdf_files import read_rdf
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import (
    CURRENT,
    GRAPHS,
    MOR,
    OA,
    PROV,
    STORE,
    TYPE,
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    in_graph,
    names_in,
)  # fmt: skip

_HINT = "load takes fact files and exports of moratoria; describe other data in a fact file, or as a table"


def prepare_exports(path: Path) -> list[Prepared]:
    """Every source graph in an export, checked against its own hash. One that is not whole is a finding."""
    try:
        quads = read_rdf(path)
    except InputError as error:
        finding = Finding("unreadable-file", Severity.ERROR, error.what, error.remedy or _HINT, where=error.where)
        return [Prepared(str(path), None, (finding,))]
    faults = list(_find_foreign(quads, str(path)))
    if faults:
        return [Prepared(str(path), None, tuple(faults[:20]))]
    return [
        _prepared(graph, own, path) for graph, own in sorted(_source_graphs(quads).items(), key=lambda p: p[0].value)
    ]


def _find_foreign(quads: Iterable[Quad], name: str) -> Iterable[Finding]:
    """What no export of moratoria holds."""
    if not any(quad.predicate == MOR.factsSha256 for quad in quads):
        yield Finding("not-an-export", Severity.ERROR, "the RDF names no source graph of moratoria", _HINT, where=name)
    for quad in quads:
        graph = quad.graph_name
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            yield Finding("blank-node", Severity.ERROR, f"holds the blank node {quad.object}", _HINT, where=name)
        elif not isinstance(graph, DefaultGraph) and not graph.value.startswith(GRAPHS):
            yield Finding("foreign-graph", Severity.ERROR, f"holds the graph {graph}", _HINT, where=name)
        elif isinstance(quad.object, Literal) and len(quad.object.value) > LITERAL_BYTES:
            problem = f"holds a literal of {len(quad.object.value):,} characters"
            yield Finding("literal-too-long", Severity.ERROR, problem, "shorten it", where=name)


def _source_graphs(quads: list[Quad]) -> dict[NamedNode, list[Quad]]:
    """The quads of each source graph; a merged export is taken apart by what its claims and graphs say."""
    named: dict[NamedNode, list[Quad]] = {}
    merged: list[Quad] = []
    for quad in quads:
        if isinstance(quad.graph_name, DefaultGraph):
            merged.append(quad)
        elif quad.graph_name not in (CURRENT, STORE):
            named.setdefault(quad.graph_name, []).append(quad)
    return named | _taken_apart(merged)


def _taken_apart(merged: list[Quad]) -> dict[NamedNode, list[Quad]]:
    store = EmbeddedStore.of(merged)
    graphs: dict[NamedNode, list[Quad]] = {}
    for record in store.quads(None, MOR.factsSha256):
        graph = record.subject
        subjects = {graph, *names_in(store.quads(graph, PROV.wasDerivedFrom))}
        claims = [quad.subject for quad in store.quads(None, MOR.statedIn, graph)]
        evidence = {node for claim in claims for node in names_in(store.quads(claim, MOR.isEvidencedBy))}
        selectors = {node for item in evidence for node in names_in(store.quads(item, OA.hasSelector))}
        own = [quad for subject in subjects | evidence | selectors | set(claims) for quad in store.quads(subject)]
        kept = (quad for quad in own if quad.predicate != MOR.statedIn or quad.object == graph)
        graphs[graph] = [in_graph(quad.triple, graph) for quad in kept]
    return graphs


def _prepared(graph: NamedNode, quads: list[Quad], path: Path) -> Prepared:
    name = f"{path} ({graph.value.removeprefix(GRAPHS)})"
    record = {quad.predicate: quad.object for quad in quads if quad.subject == graph}
    facts = [quad.triple for quad in quads if quad.subject != graph]
    digest, source = record.get(MOR.factsSha256), record.get(PROV.wasDerivedFrom)
    whole = isinstance(digest, Literal) and isinstance(source, NamedNode)
    expected = f"{GRAPHS}{source.value.rsplit('/', 1)[1]}/{digest.value[:12]}" if whole else ""  # type: ignore[union-attr]
    if not whole or facts_digest(facts) != digest.value or graph.value != expected:  # type: ignore[union-attr]
        problem = f"the graph {graph.value} does not hold the facts its name and hash were made of"
        solution = "export it again as trig, nq or jsonld, and leave the file as it is"
        return Prepared(name, None, (Finding("graph-altered", Severity.ERROR, problem, solution, where=str(path)),))
    assert isinstance(source, NamedNode)
    closed = PROV.invalidatedAtTime in record
    claims = _read_sound(quads)
    if claims is None:
        problem = f"the graph {graph.value} holds a claim that no fact file can make"
        return Prepared(name, None, (Finding("malformed-claim", Severity.ERROR, problem, _HINT, where=str(path)),))
    built = SourceGraph(graph, source, claims, tuple(quads), closed)
    return Prepared(name, built, (), lambda _: str(path))


def _read_sound(quads: list[Quad]) -> tuple[Claim, ...] | None:
    """The claims of a graph; None where one lacks a part, has a value that cannot be, or a slot nothing has."""
    try:
        claims = tuple(read_claims(quads))
        projected = list(build_current(claims))
    except (AssertionError, KeyError, ValueError):
        return None
    known = all(claim.slot in _KNOWN for claim in claims)
    return claims if known and (projected or not claims) else None


_KNOWN = frozenset((TYPE, *(slot.property for fields in SLOTS.values() for slot in fields.values())))
