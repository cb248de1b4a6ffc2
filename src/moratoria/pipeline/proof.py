"""An explanation as RDF: the status interval derived from the claims behind it, in the terms of PROV.

PROV-O 3.1 (`prov:wasDerivedFrom`, `prov:hadPrimarySource`) relates the entities; `mor:contradicts` and
`mor:preferenceRule` say what was set aside for what, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moratoria.export.graphs import claim_quads
from moratoria.pipeline.explain import Ground, StatusOn
from moratoria.pipeline.sayings import Saying
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, GRAPHS, MOR, PROV, RDFS, TYPE, Literal, NamedNode, Quad

EXPLANATION = NamedNode(f"{GRAPHS}explanation")
"""The graph that says how the claims of the source graphs bear on a status."""

_AGREEING = frozenset({"only-value", "precise-over-vague"})


def build_proof(store: Readable, found: StatusOn) -> list[Quad]:
    """The quads that prove a status: its interval, the claims it is derived from, and all that stands behind them.

    Empty before the first day of anything known, where nothing is claimed.
    """
    if found.interval is None:
        return []
    interval = NamedNode(found.interval)
    quads = {*store.quads(interval, None, None, CURRENT), *_labels(store, [found.thing])}
    quads.add(Quad(interval, TYPE, PROV.Entity, EXPLANATION))
    for reason in found.reasons:
        quads |= _labels(store, [reason.thing])
        for ground in reason.grounds:
            quads |= {Quad(interval, PROV.wasDerivedFrom, claim, EXPLANATION) for claim in _claims(ground.said_by)}
            quads.update(_weighed(ground))
            for saying in (*ground.said_by, *ground.set_aside):
                quads |= _stated(store, saying)
    return sorted(quads, key=str)


def _weighed(ground: Ground) -> Iterator[Quad]:
    """What was set aside contradicts what counts; a date that only encloses another does not."""
    if ground.rule in _AGREEING or not ground.set_aside:
        return
    for best in _claims(ground.said_by):
        yield Quad(best, MOR.preferenceRule, Literal(ground.rule), EXPLANATION)
        for other in _claims(ground.set_aside):
            yield Quad(other, MOR.contradicts, best, EXPLANATION)


def _stated(store: Readable, saying: Saying) -> set[Quad]:
    claim = NamedNode(saying.claim)
    graphs = [quad.object for quad in store.quads(claim, MOR.statedIn, None, None)]
    found = {Quad(claim, PROV.hadPrimarySource, NamedNode(saying.source), EXPLANATION)}
    for graph in graphs:
        assert isinstance(graph, NamedNode)
        found |= claim_quads(store.quads, claim, graph)
    return found


def _claims(sayings: Iterable[Saying]) -> list[NamedNode]:
    return [NamedNode(saying.claim) for saying in sayings]


def _labels(store: Readable, things: Iterable[str]) -> set[Quad]:
    nodes = [NamedNode(thing) for thing in things]
    return {quad for node in nodes for kind in (RDFS.label, TYPE) for quad in store.quads(node, kind, None, CURRENT)}
