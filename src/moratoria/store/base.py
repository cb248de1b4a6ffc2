"""What every store can do, whatever engine is under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from moratoria.terms import MOR, STORE, TYPE, Literal, NamedNode, Quad, Triple

FORMAT = "2"
"""The layout of a store; one of another layout is refused and rebuilt. 2 marks the slots that sources contest."""

Node = NamedNode | None
Value = NamedNode | Literal | None


@dataclass(frozen=True)
class Change:
    """Quads to take out and to put in, all or none of them."""

    add: Sequence[Quad] = ()
    remove: Sequence[Quad] = ()

    def __bool__(self) -> bool:
        return bool(self.add or self.remove)


@dataclass(frozen=True)
class Rows:
    """The answer of a SELECT query: its variables and its rows, a term or None per variable."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Triples:
    """The answer of a CONSTRUCT or DESCRIBE query."""

    triples: Sequence[Triple] = field(default_factory=list)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples)


Answer = Rows | Triples | bool


class Readable(Protocol):
    """Whatever quads can be read from: a store, or a store as it would be."""

    def quads(
        self, subject: Node = None, predicate: Node = None, value: Value = None, graph: Node = None
    ) -> Iterable[Quad]:
        """The quads that match what is given."""
        ...


@runtime_checkable
class Store(Protocol):
    """A set of quads that can be asked and changed.

    Queries see `graph/current` as their default graph and every source graph by its name.
    """

    place: str

    def quads(
        self, subject: Node = None, predicate: Node = None, value: Value = None, graph: Node = None
    ) -> Iterable[Quad]:
        """The quads that match what is given."""
        ...

    def query(self, text: str) -> Answer:
        """The answer to a SPARQL 1.1 query. Raises QueryError when it cannot be parsed or answered."""
        ...

    def commit(self, change: Change) -> None:
        """Make the whole change, or none of it."""
        ...

    def close(self) -> None:
        """Release what the store holds."""
        ...


def select(store: Store, text: str) -> Rows:
    """The rows of a SELECT query of our own. Raises QueryError as `Store.query` does."""
    answer = store.query(text)
    assert isinstance(answer, Rows)
    return answer


def marks(ontology_version: str) -> list[Quad]:
    """The quads that say by which layout and ontology a store was made."""
    return [
        Quad(STORE, TYPE, MOR.StoreDescription, STORE),
        Quad(STORE, MOR.storeFormat, Literal(FORMAT), STORE),
        Quad(STORE, MOR.ontologyVersion, Literal(ontology_version), STORE),
    ]
