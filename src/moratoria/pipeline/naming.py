"""The names that people use for concepts and organizations: slugs, labels and other labels, in any case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from moratoria.errors import InputError, UnknownName
from moratoria.store.base import Store
from moratoria.terms import CURRENT, IDS, LOC, MOR, RDFS, SKOS, TYPE, NamedNode, kind_of, minted, slug_of

NAMED_KINDS = ("technology", "audience", "jurisdiction", "organization")
"""Kinds of thing that a parameter may call by a label."""

_NEAR = 3


@dataclass(frozen=True)
class Named:
    """A thing by its slug, its label and its other labels."""

    slug: str
    label: str
    others: tuple[str, ...] = ()

    def shown(self) -> str:
        """The slug, with the label where that says more.

        >>> Named("US-CA", "California").shown(), Named("facial-recognition", "facial recognition").shown()
        ('US-CA (California)', 'facial-recognition')
        """
        return self.slug if _plain(self.slug) == _plain(self.label) else f"{self.slug} ({self.label})"


def find_slug(store: Store, kind: str, name: str, *, where: str = "") -> str:
    """The slug of the one thing of a kind that a name is the slug, the label or an alternative label of.

    An IRI or a slug on record is given back as it is. Raises UnknownName with the nearest slugs and labels, InputError
    when a label is of several things.
    """
    if name.startswith((IDS, str(LOC))) or _is_slug(store, kind, name):
        return name
    known = list(read_names(store, kind))
    for called in (_slugs, _labels, _other_labels):
        found = [item for item in known if _folded(name) in called(item)]
        if len(found) > 1:
            several = " and ".join(sorted(item.shown() for item in found))
            raise InputError(f"{name!r} is the name of {several}", where=where, remedy="write one of them")
        if found:
            return found[0].slug
    raise UnknownName(kind, name, nearest_names(known, name), where=where)


def _is_slug(store: Store, kind: str, name: str) -> bool:
    """True for the slug of a thing on record: one look-up, however many things there are."""
    try:
        node = minted(kind, name)
    except ValueError:
        return False
    return "/" not in name and any(True for _ in store.quads(node, None, None, CURRENT))


def nearest_names(known: Iterable[Named], name: str) -> list[str]:
    """The few things whose slug or one of whose labels is nearest to a name."""
    owners: dict[str, Named] = {}
    for item in known:
        for text in (*_slugs(item), *_labels(item), *_other_labels(item)):
            owners.setdefault(text, item)
    near = get_close_matches(_folded(name), list(owners), n=_NEAR * 2, cutoff=0.5)
    return list(dict.fromkeys(owners[text].shown() for text in near))[:_NEAR]


def values_in_use(store: Store, kind: str) -> list[Named]:
    """The things of a kind that anything in the current graph is about, broader concepts included, by slug."""
    nodes = set(_nodes(store, kind))
    used: set[NamedNode] = set()
    waiting = [node for node in nodes if _is_used(store, node)]
    while waiting:
        node = waiting.pop()
        if node in nodes and node not in used:
            used.add(node)
            waiting += [quad.object for quad in store.quads(node, SKOS.broader, None, CURRENT)]  # type: ignore[misc]
    return sorted((_named(store, node) for node in used), key=lambda item: item.slug)


def read_names(store: Store, kind: str) -> Iterator[Named]:
    """Every thing of a kind by its names."""
    return (_named(store, node) for node in _nodes(store, kind))


def _nodes(store: Store, kind: str) -> Iterator[NamedNode]:
    if kind == "organization":
        yield from (quad.subject for quad in store.quads(None, TYPE, MOR.Organization, CURRENT))
        return
    for quad in store.quads(None, SKOS.prefLabel, None, CURRENT):
        is_code = kind == "jurisdiction" and quad.subject.value.startswith(str(LOC))
        if is_code or kind_of(quad.subject) == kind:
            yield quad.subject


def _named(store: Store, node: NamedNode) -> Named:
    labels = [text for label in (RDFS.label, SKOS.prefLabel) for text in _texts(store, node, label)]
    slug = slug_of(node)
    return Named(slug, min(labels, default=slug), tuple(_texts(store, node, SKOS.altLabel)))


def _texts(store: Store, node: NamedNode, predicate: NamedNode) -> list[str]:
    return sorted(quad.object.value for quad in store.quads(node, predicate, None, CURRENT))


def _is_used(store: Store, node: NamedNode) -> bool:
    """True when a thing refers to it; that another concept does is no use."""
    referring = store.quads(None, None, node, CURRENT)
    return any(not quad.predicate.value.startswith(str(SKOS)) for quad in referring)


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()


def _plain(text: str) -> str:
    return _folded(text).replace("-", " ")


def _slugs(item: Named) -> tuple[str, ...]:
    return (item.slug.lower(),)


def _labels(item: Named) -> tuple[str, ...]:
    return (_folded(item.label),)


def _other_labels(item: Named) -> tuple[str, ...]:
    return tuple(map(_folded, item.others))
