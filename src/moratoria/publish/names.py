"""Which thing has which page, and what each is called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from moratoria.errors import InputError
from moratoria.pages.view import Name
from moratoria.publish.reading import text_of
from moratoria.store.base import Readable
from moratoria.terms import DCTERMS, LOC, MOR, RDFS, SKOS, NamedNode, kind_of, shorten, slug_of

KINDS = {
    "restriction": "restrictions", "organization": "organizations", "legislation": "bills and laws",
    "event": "events", "statement": "statements", "condition": "conditions", "requirement": "requirements",
    "exemption": "exemptions", "assessment": "assessments", "contradiction": "contradictions", "person": "people",
    "post": "posts", "membership": "memberships", "affiliation": "affiliations", "product": "products",
    "technology": "technologies", "audience": "audiences", "jurisdiction": "jurisdictions", "quality": "qualities",
    "level": "levels of government", "event-kind": "kinds of event", "source": "sources",
}  # fmt: skip
"""The kinds of thing that have pages, in the order of the index, with their headings."""

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,127}")


def kind_of_thing(node: NamedNode) -> str:
    """The kind in the address of a thing, that of ISO 3166's jurisdictions too; empty for any other."""
    return "jurisdiction" if node.value.startswith(str(LOC)) else kind_of(node)


def page_of_thing(node: NamedNode) -> str:
    """The file about a thing in a release. Raises InputError for a name that can be no file's."""
    slug = slug_of(node)
    if not _SLUG.fullmatch(slug):
        raise InputError("has a name that can be no file's", where=node.value)
    return f"id/{kind_of_thing(node)}/{slug}.html"


class Names:
    """The names of everything in a store; a thing among `things` is linked to its page."""

    def __init__(self, store: Readable, things: Iterable[NamedNode]) -> None:
        self._store = store
        self.pages = {node: page_of_thing(node) for node in things}
        self._labels: dict[NamedNode, str] = {}

    def label(self, node: NamedNode) -> str:
        """What a thing is called; its slug in words where nothing says."""
        if node not in self._labels:
            self._labels[node] = self._read_label(node)
        return self._labels[node]

    def _read_label(self, node: NamedNode) -> str:
        found = text_of(self._store, node, RDFS.label) or text_of(self._store, node, SKOS.prefLabel)
        if not found and kind_of(node) == "source":
            found = min((quad.object.value for quad in self._store.quads(node, DCTERMS.title, None, None)), default="")
        return found or slug_of(node).replace("-", " ")

    def name(self, node: NamedNode, note: str = "") -> Name:
        """A thing by its name, linked to its page, or to its own address where it is of somebody else's."""
        if node in self.pages:
            return Name(self.label(node), page=self.pages[node], note=note)
        if node.value.startswith(str(MOR)):
            return Name(_words(slug_of(node)), page=f"ontology.html#{slug_of(node)}", note=note)
        if kind_of_thing(node):
            return Name(self.label(node), note=note)
        return Name(shorten(node.value), address=node.value, note=note)


def _words(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r" \1", name).lower()
