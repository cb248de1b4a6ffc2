"""What the current graph knows that a candidate could be about: things by their names, restrictions by their actors."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from moratoria.graph.slots import KIND_CLASSES
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, MOR, ODRL, PROV, RDFS, SKOS, TYPE, NamedNode, Quad, kind_of, minted, slug_of

_CLASSES = {
    "organization": (MOR.Organization,), "person": (MOR.Person,), "product": (MOR.Product,),
    "legislation": (MOR.Legislation, MOR.Bill),
}  # fmt: skip
_LEGAL_FORMS = re.compile(
    r"[\s,]+(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|plc|gmbh|ag|sa|nv|bv|spa|group|holdings)\.?$"
)
_ORGANIZATION_WORDS = {MOR.term(classes[0]): word for word, classes in KIND_CLASSES["organization"].items()}
_RESTRICTION_WORDS = {MOR.term(classes[0]): word for word, classes in KIND_CLASSES["restriction"].items()}
_CONDITION_WORDS = {MOR.term(classes[0]): word for word, classes in KIND_CLASSES["condition"].items()}


@dataclass(frozen=True)
class KnownCondition:
    """A condition in the graph, with its requirement where it has one and its day where it is one."""

    id: str
    kind: str
    label: str
    requirement: str = ""
    requirement_label: str = ""
    on: str = ""


@dataclass(frozen=True)
class KnownRestriction:
    """A restriction in the graph, as far as another could be the same one."""

    id: str
    label: str
    kind: str
    technologies: frozenset[str]
    audiences: frozenset[str]
    products: frozenset[str]
    jurisdictions: frozenset[str]
    announced: str
    begins: str
    duration: str
    conditions: tuple[KnownCondition, ...]
    revised: bool


def folded(name: str) -> str:
    """A name as it is compared: without case, accents, dots, quote marks, a leading article or its legal form.

    >>> folded("The Acme Holdings, Inc.") == folded("ACME")
    True
    >>> folded("Société")
    'societe'
    """
    apart = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in apart if not unicodedata.combining(char))
    plain = " ".join(re.sub(r"[.’']", "", letters).split()).removeprefix("the ")
    while (shorter := _LEGAL_FORMS.sub("", plain)) != plain:
        plain = shorter
    return plain or name.casefold()


class Known:
    """The current graph as resolution asks it; what was read once is remembered."""

    def __init__(self, store: Readable) -> None:
        self._store = store
        self._names: dict[str, dict[str, list[str]]] = {}

    def exists(self, kind: str, name: str) -> bool:
        """True when the graph has a thing of this kind and id."""
        return any(True for _ in self._store.quads(minted(kind, name), TYPE, None, CURRENT))

    def label(self, kind: str, name: str) -> str:
        """The label of a thing; its id where it has none."""
        return self._text(minted(kind, name), RDFS.label) or name

    def named(self, kind: str, name: str) -> list[str]:
        """The ids of the things of a kind that have a name, as label or alias, in order."""
        if kind not in self._names:
            self._names[kind] = self._read_names(kind)
        return self._names[kind].get(folded(name), [])

    def referring(self, kind: str, slot: NamedNode, target_kind: str, target: str) -> list[str]:
        """The ids of the things of a kind that have a thing in a slot, in order."""
        found = self._store.quads(None, slot, minted(target_kind, target), CURRENT)
        return sorted(slug_of(quad.subject) for quad in found if kind_of(quad.subject) == kind)

    def numbered(self, number: str) -> list[str]:
        """The ids of the bills and laws that have a number, whatever its spaces and dots."""
        return self._numbers.get(plain_number(number), [])

    def organization_kind(self, name: str) -> str:
        """The word for what an organization is; empty when the graph does not say."""
        return min(self._words(minted("organization", name), _ORGANIZATION_WORDS), default="")

    def value(self, kind: str, name: str, slot: NamedNode) -> str:
        """The id or text of one slot of a thing; empty when it has none."""
        found = self._all(minted(kind, name), slot)
        return min(found, default="") or self._text(minted(kind, name), slot)

    def restrictions_by(self, actor: str) -> list[KnownRestriction]:
        """The restrictions that an organization imposes, by id."""
        imposed = self._store.quads(None, ODRL.assigner, minted("organization", actor), CURRENT)
        nodes = {quad.subject for quad in imposed}
        return [self.restriction(slug_of(node)) for node in sorted(nodes, key=str) if kind_of(node) == "restriction"]

    def restriction(self, name: str) -> KnownRestriction:
        """A restriction of the graph."""
        node = minted("restriction", name)
        kinds = self._words(node, _RESTRICTION_WORDS)
        return KnownRestriction(
            name, self.label("restriction", name), min(kinds, default=""),
            self._all(node, MOR.concernsTechnology), self._all(node, MOR.affects), self._all(node, ODRL.target),
            self._all(node, MOR.appliesIn), self._text(node, MOR.announcedEarliest),
            self._text(node, MOR.startEarliest), self._text(node, MOR.duration),
            tuple(self._condition(each) for each in sorted(self._all(node, MOR.awaits))),
            any(True for _ in self._store.quads(None, PROV.wasRevisionOf, node, CURRENT)),
        )  # fmt: skip

    def broader(self, kind: str, name: str) -> frozenset[str]:
        """A concept and every broader one."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += self._all(minted(kind, each), SKOS.broader)
        return frozenset(found)

    def _condition(self, name: str) -> KnownCondition:
        node = minted("condition", name)
        kinds = self._words(node, _CONDITION_WORDS)
        needed = min(self._all(node, MOR.requires), default="")
        return KnownCondition(
            name, min(kinds, default=""), self.label("condition", name), needed,
            self.label("requirement", needed) if needed else "", self._text(node, MOR.onLatest),
        )  # fmt: skip

    def _read_names(self, kind: str) -> dict[str, list[str]]:
        names: dict[str, set[str]] = defaultdict(set)
        for node in self._nodes(kind):
            for predicate in (RDFS.label, SKOS.altLabel):
                for quad in self._quads(node, predicate):
                    names[folded(quad.object.value)].add(slug_of(node))
        return {name: sorted(ids) for name, ids in names.items()}

    def _nodes(self, kind: str) -> set[NamedNode]:
        return {quad.subject for cls in _CLASSES[kind] for quad in self._store.quads(None, TYPE, cls, CURRENT)}

    @cached_property
    def _numbers(self) -> dict[str, list[str]]:
        numbers: dict[str, list[str]] = defaultdict(list)
        for quad in self._store.quads(None, MOR.number, None, CURRENT):
            numbers[plain_number(quad.object.value)].append(slug_of(quad.subject))
        return {number: sorted(ids) for number, ids in numbers.items()}

    def _words(self, node: NamedNode, words: dict[NamedNode, str]) -> list[str]:
        return [word for quad in self._quads(node, TYPE) for term, word in words.items() if quad.object == term]

    def _quads(self, node: NamedNode, predicate: NamedNode) -> list[Quad]:
        return list(self._store.quads(node, predicate, None, CURRENT))

    def _all(self, node: NamedNode, predicate: NamedNode) -> frozenset[str]:
        found = self._quads(node, predicate)
        return frozenset(slug_of(quad.object) for quad in found if isinstance(quad.object, NamedNode))

    def _text(self, node: NamedNode, predicate: NamedNode) -> str:
        return min((quad.object.value for quad in self._quads(node, predicate)), default="")


def plain_number(number: str) -> str:
    """The number of a bill without spaces and dots.

    >>> plain_number("S. 3284") == plain_number("s3284")
    True
    """
    return re.sub(r"[\s.]", "", number.casefold())


def days_between(first: str, second: str) -> int:
    """The days from one ISO day to another."""
    return (date.fromisoformat(second) - date.fromisoformat(first)).days
