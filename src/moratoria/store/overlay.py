"""A store as it would be after a change that is not made yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyoxigraph

from moratoria.store.base import Change, Node, Value
from moratoria.terms import Quad


class Overlay:
    """Reads through a change: what it removes is gone, what it adds is there."""

    def __init__(self, read: Callable[..., Iterable[Quad]], change: Change) -> None:
        self._read = read
        self._removed = frozenset(change.remove)
        self._added = pyoxigraph.Store()
        self._added.bulk_extend(change.add)  # type: ignore[arg-type]

    def quads(
        self, subject: Node = None, predicate: Node = None, value: Value = None, graph: Node = None
    ) -> Iterator[Quad]:
        """The quads that match what is given, as after the change."""
        added: list[Any] = list(self._added.quads_for_pattern(subject, predicate, value, graph))
        yield from added
        seen = self._removed.union(added) if self._removed or added else self._removed
        for quad in self._read(subject, predicate, value, graph):
            if quad not in seen:
                yield quad
