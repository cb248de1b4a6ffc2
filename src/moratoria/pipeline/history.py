"""The graph as it was known at a moment, rebuilt from its history."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from moratoria.errors import QueryError
from moratoria.graph.build import time_literal
from moratoria.graph.change import Read
from moratoria.pipeline.rebuild import rebuild_current
from moratoria.store.base import Store
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import CURRENT, MOR, PROV, STORE, NamedNode, Quad

_CLOSING = frozenset({PROV.invalidatedAtTime, MOR.retractionReason})


def parse_moment(text: str, flag: str = "--as-known") -> datetime:
    """A record time: `YYYY-MM-DD` is the end of that day in UTC, else a dateTime with its offset.

    Raises QueryError, naming the flag it was given under, for anything else.

    >>> parse_moment("2026-11-23").isoformat()
    '2026-11-23T23:59:59+00:00'
    """
    try:
        if len(text) == len("YYYY-MM-DD"):
            return datetime.combine(date.fromisoformat(text), time(23, 59, 59), UTC)
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError
    except ValueError:
        remedy = "write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"
        raise QueryError(f"{flag} {text!r} is no record time", remedy=remedy) from None
    return moment.astimezone(UTC)


def store_as_known(store: Store, moment: datetime) -> EmbeddedStore:
    """The store as it stood at a record time: the source graphs recorded and not closed by then, and what follows.

    The answer to a question over it is the same for ever: nothing recorded later changes it.
    """
    known = graphs_known(store.quads, time_literal(moment).value)
    history = [quad for graph in known for quad in store.quads(None, None, None, graph)]
    history = [quad for quad in history if not _is_later(quad, known)]
    scratch = EmbeddedStore.of(history)
    live = [graph for graph, closed in known.items() if not closed]
    current: list[Quad] = rebuild_current(scratch.quads, live)
    return EmbeddedStore.of([*history, *current, *store.quads(None, None, None, STORE)])


def graphs_known(read: Read, moment: str) -> dict[NamedNode, bool]:
    """The source graphs recorded by a moment (an `xsd:dateTime` in UTC), and whether they were closed by then."""
    recorded = {quad.subject for quad in read(None, PROV.generatedAtTime, None, None) if quad.object.value <= moment}
    closed = {quad.subject for quad in read(None, PROV.invalidatedAtTime, None, None) if quad.object.value <= moment}
    return {graph: graph in closed for graph in sorted(recorded, key=lambda node: node.value) if graph != CURRENT}


def _is_later(quad: Quad, known: dict[NamedNode, bool]) -> bool:
    """True for what was added to a graph's record when it was closed, after the moment."""
    return quad.predicate in _CLOSING and quad.subject in known and not known[quad.subject]
