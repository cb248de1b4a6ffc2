"""The page of search: hits by group with their status on the day, or what is known of an address."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from moratoria.pipeline.explain import find_status_on
from moratoria.pipeline.indexed import address_key
from moratoria.serve.addresses import page_address
from moratoria.serve.names_index import GROUPS, Hit, NamesIndex
from moratoria.store.base import Store
from moratoria.terms import DCTERMS, PROV, NamedNode

_MOST = 20
"""So many hits of a group are shown; the rest is counted."""


@dataclass(frozen=True)
class Found:
    """A hit as it is shown; life and facets are those of a restriction on the day."""

    label: str
    address: str
    note: str
    matched: str
    life: str = ""
    facets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """The first hits of one kind, of how many in all."""

    heading: str
    found: tuple[Found, ...]
    total: int


@dataclass(frozen=True)
class Lookup:
    """Whether an address or the hash of a text is on record: its source, or the command that reads it."""

    text: str
    known: bool
    title: str = ""
    address: str = ""
    retracted: bool = False
    command: str = ""


@dataclass(frozen=True)
class Searched:
    """What a text found."""

    text: str
    groups: tuple[Group, ...] = ()
    total: int = 0
    nearest: tuple[Found, ...] = ()
    searched: tuple[tuple[str, int], ...] = ()
    lookup: Lookup | None = None


def build_searched(store: Store, text: str, hits: Sequence[Hit], index: NamesIndex, day: date) -> Searched:
    """The first hits of a text by group; where there are none, what was searched and what is near."""
    groups = []
    for kind, heading in GROUPS.items():
        mine = [hit for hit in hits if hit.entry.kind == kind]
        if mine:
            groups.append(Group(heading, tuple(_found(store, hit, day) for hit in mine[:_MOST]), len(mine)))
    near = index.nearest(text) if text and not hits else []
    kinds = [entry.kind for entry in index.entries]
    searched = tuple((heading.lower(), kinds.count(kind)) for kind, heading in GROUPS.items())
    return Searched(text, tuple(groups), len(hits), tuple(_found(store, hit, day) for hit in near), searched)


def _found(store: Store, hit: Hit, day: date) -> Found:
    entry = hit.entry
    if entry.kind != "restriction":
        return Found(entry.label, entry.page, entry.note, hit.matched)
    status = find_status_on(store, entry.node, day)
    return Found(entry.label, entry.page, entry.note, hit.matched, status.life, status.facets)


def build_lookup(store: Store, index: NamesIndex, text: str) -> Lookup:
    """Whether an address or a hash is that of a source on record. Raises InputError for what is no address."""
    is_address = text.lower().startswith("http")
    key = address_key(text) if is_address else text.lower()
    node = index.sources.get(key)
    if node is not None:
        return _known(store, text, node)
    return Lookup(text, False, command=f"moratoria read {shlex.quote(text)}" if is_address else "")


def _known(store: Store, text: str, node: NamedNode) -> Lookup:
    titles = list(store.quads(node, DCTERMS.title, None, None))
    closed = [any(True for _ in store.quads(quad.graph_name, PROV.invalidatedAtTime, None, None)) for quad in titles]
    title = min((quad.object.value for quad in titles), default=node.value)
    return Lookup(text, True, title, page_address(node), retracted=bool(closed) and all(closed))
