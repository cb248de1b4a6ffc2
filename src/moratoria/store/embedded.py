"""The embedded store: pyoxigraph on disk or in memory."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

import pyoxigraph

from moratoria.errors import QueryError, StoreBusy, StoreError
from moratoria.store.base import Answer, Change, Node, Rows, Triples, Value
from moratoria.terms import CURRENT, PREFIXES, Quad

WAIT_SECONDS = 5.0
_RETRY_SECONDS = 0.05
BULK_QUADS = 50_000
"""From here on a change that only adds is loaded in bulk: thrice as fast, and as atomic (files are linked in last)."""


@runtime_checkable
class Packed(Protocol):
    """Quads that are kept as N-Quads texts, which the engine reads faster than terms."""

    texts: Sequence[bytes]


class EmbeddedStore:
    """Quads in a folder, or in memory when no folder is given.

    One process writes at a time; readers see a fixed snapshot. Raises StoreBusy when another process still writes
    after five seconds, StoreError when the folder cannot be used.
    """

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        self.place = str(folder) if folder else "memory"
        self._store = pyoxigraph.Store() if folder is None else _opened(folder, read_only)

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> EmbeddedStore:
        """A store in memory that holds the quads."""
        store = cls()
        store._store.bulk_extend(quads)  # type: ignore[arg-type]
        return store

    @classmethod
    def from_nquads(cls, content: bytes) -> EmbeddedStore:
        """A store in memory that holds an N-Quads text of our own making."""
        store = cls()
        store.fill(content)
        return store

    def fill(self, content: bytes) -> None:
        """Take an N-Quads text of our own making into an empty store, fast and not in one transaction."""
        self._store.bulk_load(content, pyoxigraph.RdfFormat.N_QUADS)
        self._store.optimize()

    def quads(
        self, subject: Node = None, predicate: Node = None, value: Value = None, graph: Node = None
    ) -> Iterable[Quad]:
        """The quads that match what is given."""
        try:
            yield from self._store.quads_for_pattern(subject, predicate, value, graph)  # type: ignore[misc]
        except (OSError, RuntimeError) as error:
            raise _damaged(error, self.place) from error

    def query(self, text: str) -> Answer:
        """The answer to a SPARQL query; see `Store.query`."""
        try:
            graph = None if _names_dataset(text) else CURRENT
            found = self._store.query(text, prefixes=PREFIXES, default_graph=graph)
            if isinstance(found, pyoxigraph.QueryBoolean):
                return bool(found)
            if isinstance(found, pyoxigraph.QueryTriples):
                return Triples(list(found))
            columns = tuple(variable.value for variable in found.variables)
            return Rows(columns, [tuple(solution) for solution in found])
        except SyntaxError as error:
            raise QueryError(f"the query does not parse: {error.msg}", remedy="mend it at that place") from error
        except (RuntimeError, ValueError, OSError) as error:
            if _CORRUPT in str(error).lower():
                raise _damaged(error, self.place) from error
            raise QueryError(f"the query cannot be answered: {error}") from error

    def commit(self, change: Change) -> None:
        """Make the whole change in one transaction; a killed process loses nothing that this returned from."""
        try:
            if change.remove:
                self._store.update(update_text(change))
            else:
                self._take(change.add)
        except RuntimeError as error:
            if _CORRUPT in str(error).lower():
                raise _damaged(error, self.place) from error
            raise StoreError("is open for reading only", where=self.place, remedy="open it for writing") from error
        except OSError as error:
            raise StoreError(
                f"cannot be written ({error})", where=self.place, remedy="free disk space, try again"
            ) from error

    def _take(self, quads: Sequence[Quad]) -> None:
        """Add quads in one transaction, from their text where they have one."""
        few = len(quads) < BULK_QUADS
        if isinstance(quads, Packed):
            load = self._store.load if few else self._store.bulk_load
            load(_Reader(quads.texts), pyoxigraph.RdfFormat.N_QUADS)  # type: ignore[arg-type]
        else:
            add = self._store.extend if few else self._store.bulk_extend
            add(quads)  # type: ignore[arg-type]

    def dump(self) -> bytes:
        """Every quad as N-Quads, in the engine's order."""
        try:
            return self._store.dump(format=pyoxigraph.RdfFormat.N_QUADS) or b""
        except (OSError, RuntimeError) as error:
            raise _damaged(error, self.place) from error

    def __len__(self) -> int:
        return len(self._store)

    def close(self) -> None:
        """Let go of the folder."""
        self._store = pyoxigraph.Store()


class _Reader:
    """Some texts, read one after the other as one file."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        self._texts = iter(texts)
        self._rest = memoryview(b"")

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        while not self._rest:
            text = next(self._texts, None)
            if text is None:
                return b""
            self._rest = memoryview(text)
        part, self._rest = self._rest[:size], self._rest[size:]
        return bytes(part)


def update_text(change: Change) -> str:
    """A change as one SPARQL 1.1 Update request; terms are written by their own serializer."""
    parts = [_data("DELETE DATA", change.remove), _data("INSERT DATA", change.add)]
    return " ;\n".join(part for part in parts if part)


def _data(verb: str, quads: Sequence[Quad]) -> str:
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name), []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    blocks = (f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}" for graph, lines in graphs.items())
    return f"{verb} {{\n" + "\n".join(blocks) + "\n}" if graphs else ""


_NO_KEYWORDS = re.compile(r"""<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\#[^\n]*""")


def _names_dataset(text: str) -> bool:
    """True when a query says itself which graphs it is about (SPARQL 1.1 Query, 13.2)."""
    return re.search(r"(?<![?$:\w])FROM\b", _NO_KEYWORDS.sub(" ", text), re.IGNORECASE) is not None


_CORRUPT = "corruption"
"""How the engine names damage, sometimes as an OSError and sometimes as a RuntimeError."""


def _damaged(error: Exception, place: str) -> StoreError:
    what = f"is damaged ({' '.join(str(error).split())[:200]})"
    return StoreError(what, where=place, remedy="restore a copy, or load its sources into a new store")


def _opened(folder: Path, read_only: bool) -> pyoxigraph.Store:
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            return pyoxigraph.Store.read_only(str(folder)) if read_only else pyoxigraph.Store(str(folder))
        except (OSError, RuntimeError) as error:
            if not _passing(error, read_only):
                raise StoreError(
                    f"cannot be opened ({error})", where=str(folder), remedy="run `moratoria doctor`, or restore a copy"
                ) from error
            if time.monotonic() > deadline:
                raise StoreBusy(
                    "another process is writing to this store", where=str(folder), remedy="try again when it has ended"
                ) from error
        time.sleep(_RETRY_SECONDS)


def _passing(error: Exception, read_only: bool) -> bool:
    """A held lock passes; so does a read-only open that fell into a writer's file change (seen as 'Corruption')."""
    text = str(error).lower()
    return "lock" in text or (read_only and (_CORRUPT in text or "no such file" in text))
