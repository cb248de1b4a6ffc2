"""Quads kept as N-Quads text: a fifth of the memory of terms, and what the engines read fastest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from pyoxigraph import RdfFormat, parse

from moratoria.terms import NamedNode, Quad, serialized


class PackedQuads(Sequence[Quad]):
    """Quads in texts of one quad a line, parsed each time they are gone through."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        self.texts = texts
        self._count = sum(text.count(b"\n") for text in texts)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Quad]:
        for text in self.texts:
            yield from parse(text, format=RdfFormat.N_QUADS)

    @overload
    def __getitem__(self, index: int) -> Quad: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Quad, ...]: ...

    def __getitem__(self, index: int | slice) -> Quad | tuple[Quad, ...]:
        return tuple(self)[index]


def packed(quads: Sequence[Quad]) -> PackedQuads:
    """Some quads as text."""
    return quads if isinstance(quads, PackedQuads) else PackedQuads([serialized(quads, RdfFormat.N_QUADS)])


def nquads(quads: Sequence[Quad]) -> bytes:
    """Some quads as N-Quads, one a line, in the order given."""
    return b"".join(packed(quads).texts)


def put_in_graph(ntriples: bytes, graph: NamedNode) -> bytes:
    """N-Triples as N-Quads of one graph. A line feed within a literal is escaped, so a real one ends a line."""
    return ntriples.replace(b" .\n", f" <{graph.value}> .\n".encode())


def take_from_graph(nquads: bytes, graph: NamedNode) -> bytes:
    """N-Quads of one graph as N-Triples."""
    return nquads.replace(f" <{graph.value}> .\n".encode(), b" .\n")
