"""Where to start in the graph: the things of each kind that most others are joined to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from moratoria.errors import UnknownName
from moratoria.pipeline.naming import NAMED_KINDS, find_slug
from moratoria.pipeline.sayings import label_of
from moratoria.pipeline.slices import find_thing
from moratoria.serve.views.graph import path_of
from moratoria.store.base import Store
from moratoria.terms import CURRENT, MOR, ODRL, PROV, NamedNode, kind_of, minted, thing

_MOST = 8
_STARTS = {
    "Who imposes most restrictions": ODRL.assigner,
    "Technologies that most restrictions concern": MOR.concernsTechnology,
    "Bills and laws that most restrictions rest on": MOR.isImposedUnder,
}


@dataclass(frozen=True)
class Start:
    """A thing to start from, with the number of joins that made it one."""

    path: str
    label: str
    count: int


@dataclass(frozen=True)
class StartView:
    """Things to start from, by what they have most of."""

    lists: tuple[tuple[str, tuple[Start, ...]], ...]


def build_start(store: Store) -> StartView:
    """The page of the graph before anything is chosen."""
    return StartView(tuple((title, _most(store, predicate)) for title, predicate in _STARTS.items()))


def _most(store: Store, predicate: NamedNode) -> tuple[Start, ...]:
    ends = (quad.object for quad in store.quads(None, predicate, None, CURRENT))
    counts = Counter(end for end in ends if isinstance(end, NamedNode))
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0].value))[:_MOST]
    return tuple(Start(path_of(node.value), label_of(store, node), count) for node, count in best)


def find_focus(store: Store, name: str) -> NamedNode:
    """The thing of a `kind/slug`, an IRI or a name. Raises UnknownName with the nearest names."""
    source = _source(store, name)
    if source is not None:
        return source
    if "/" not in name:
        for kind in NAMED_KINDS:
            try:
                return minted(kind, find_slug(store, kind, name))
            except UnknownName:
                continue
    return find_thing(store, name)


def _source(store: Store, name: str) -> NamedNode | None:
    """A source, which stands in no current graph."""
    try:
        node = NamedNode(name) if name.startswith("http") else thing(name)
    except ValueError:
        return None
    read = kind_of(node) == "source" and any(True for _ in store.quads(None, PROV.wasDerivedFrom, node, None))
    return node if read else None
