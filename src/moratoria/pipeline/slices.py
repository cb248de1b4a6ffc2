"""What to export: things by name, the things in an answer, or the ontology."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from moratoria import settings
from moratoria.errors import InputError, QueryError, UnknownName
from moratoria.graph.ontology import read_ontology, read_schemes
from moratoria.store.base import Rows, Store
from moratoria.terms import CURRENT, IDS, MOR, Literal, NamedNode, in_graph, kind_of, thing

_ONTOLOGY_FORMATS = ("ttl", "nt", "rdfxml")


def find_thing(store: Store, name: str, *, where: str = "") -> NamedNode:
    """The IRI of `kind/name`, of a bare name that only one thing has, or of an IRI.

    Raises UnknownName with the nearest names, InputError when a bare name is of several things.
    """
    if "/" in name:
        node = _node(name)
        if node is not None and any(True for _ in store.quads(node, None, None, CURRENT)):
            return node
    paths = _paths(store)
    same = [path for path in paths if path.partition("/")[2] == name]
    if len(same) > 1:
        raise InputError(f"{name!r} is the name of {' and '.join(same)}", where=where, remedy="write kind/name")
    if same:
        return thing(same[0])
    slugs = {path.partition("/")[2]: path for path in paths}
    near = get_close_matches(name, paths, n=3) or [slugs[s] for s in get_close_matches(name, list(slugs), n=3)]
    raise UnknownName("thing", name, near, where=where, remedy="write it as kind/name, such as organization/ibm")


def _node(name: str) -> NamedNode | None:
    """The IRI that `kind/name` or an address stands for; None for what can be neither."""
    try:
        return NamedNode(name) if name.startswith(("http://", "https://")) else thing(name)
    except ValueError:
        return None


def _paths(store: Store) -> list[str]:
    subjects = {quad.subject for quad in store.quads(None, None, None, CURRENT) if isinstance(quad.subject, NamedNode)}
    return sorted(node.value.removeprefix(IDS) for node in subjects if kind_of(node) not in ("", "status"))


def things_in(rows: Rows | Any) -> list[str]:
    """The IRIs of this project's things in the terms of an answer."""
    cells = {cell.value for row in rows for cell in row if isinstance(cell, NamedNode)}
    return sorted(iri for iri in cells if iri.startswith(IDS) and "/claim/" not in iri and "/source/" not in iri)


def parse_day(text: str, flag: str = "--as-of") -> date:
    """A day written YYYY-MM-DD. Raises QueryError, naming the flag it was given under, for anything else."""
    try:
        if len(text) != len("YYYY-MM-DD"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise QueryError(f"{flag} {text!r} is no date", remedy="write YYYY-MM-DD") from None


def restrictions_on(store: Store, day: str) -> list[str]:
    """The IRIs of the restrictions that have a status on a day."""
    when = parse_day(day)
    found = []
    for quad in store.quads(None, MOR.isStatusOf, None, CURRENT):
        first, last = _day(store, quad.subject, MOR.term("from")), _day(store, quad.subject, MOR.to)
        if (first is None or first <= when) and (last is None or when < last):
            found.append(quad.object.value)
    return sorted(set(found))


def _day(store: Store, node: NamedNode, predicate: NamedNode) -> date | None:
    values = [quad.object for quad in store.quads(node, predicate, None, CURRENT)]
    return date.fromisoformat(values[0].value) if values and isinstance(values[0], Literal) else None


def wanted_iris(store: Store, ids: Iterable[str], answer: Iterable[str] | None, as_of: str | None) -> list[str] | None:
    """The IRIs a slice is about; None for the whole store."""
    chosen = [find_thing(store, name).value for name in ids]
    parts = [set(chosen)] if chosen else []
    if answer is not None:
        parts.append(set(answer))
    if as_of is not None:
        parts.append(set(restrictions_on(store, as_of)))
    return sorted(set.intersection(*parts)) if parts else None


def render_ontology(format: str) -> bytes:
    """The merged ontology with its concept schemes, as ttl, nt or rdfxml."""
    from moratoria.export import find_writer

    if format not in _ONTOLOGY_FORMATS:
        raise UnknownName("ontology format", format, _ONTOLOGY_FORMATS)
    folder = settings.shipped_folder("ontology")
    return find_writer(format)(in_graph(triple, CURRENT) for triple in (*read_ontology(folder), *read_schemes(folder)))
