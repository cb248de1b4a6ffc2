"""What the page of every thing shows: its facts with their sources, what contradicts them, and what names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from moratoria.pages.explorer import day_words
from moratoria.pages.view import Condition, Contradiction, Fact, Mentions, Name, Side, Value
from moratoria.pipeline.disagreements import contradictions_about, disagreements_among
from moratoria.pipeline.page_facts import Numbering, build_facts, concept_facts
from moratoria.pipeline.page_parts import build_conditions, build_mentions, disagreement_view
from moratoria.pipeline.sayings import Saying
from moratoria.publish.names import Names, kind_of_thing
from moratoria.publish.reading import related, text_of
from moratoria.serve.addresses import page_address
from moratoria.serve.views.told import Told
from moratoria.store.base import Readable
from moratoria.terms import MOR, SKOS, NamedNode, slug_of

CONCEPTS = ("technology", "audience", "jurisdiction", "quality", "level", "event-kind")
TWINS = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "csv": "CSV"}
FOLLOWED = ("organization", "legislation", "technology", "jurisdiction")
"""Kinds of things whose page offers to follow what changes about them."""

_BROWSED = {"organization": "actors", "person": "actors", "legislation": "laws", "technology": "technologies",
            "source": "sources"}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2}(/\d{4}-\d{2}-\d{2})?)?")


class _Addresses(dict[NamedNode, str]):
    """The path of the page of anything that can have one, worked out when asked for."""

    def __missing__(self, node: NamedNode) -> str:
        return page_address(node)

    def __contains__(self, node: object) -> bool:
        return isinstance(node, NamedNode) and bool(page_address(node))

    def get(self, node: NamedNode, default: str = "") -> str:  # type: ignore[override]
        """The path of a page, or the default for a thing that has none."""
        return page_address(node) or default


class SiteNames(Names):
    """The names of things, linked to their pages on this site."""

    def __init__(self, store: Readable) -> None:
        super().__init__(store, ())
        self.pages = _Addresses()

    def name(self, node: NamedNode, note: str = "") -> Name:
        """A thing by its name; a term of the ontology leads to its place there."""
        found = super().name(node, note)
        anchor = found.page.removeprefix("ontology.html")
        return replace(found, page=f"/ontology{anchor}") if anchor != found.page else found


@dataclass(frozen=True)
class SourceLine:
    """A source a page cites under its number, and how it says what is cited of it."""

    number: int
    name: Name
    publisher: str
    published: str
    modalities: tuple[str, ...]


@dataclass(frozen=True)
class Portrait:
    """What every page of a thing shows. `parent` leads to the table it is browsed in, `merged` led here."""

    iri: str
    path: str
    label: str
    kind: str
    parent: Name
    intro: str
    merged: str
    follow: str
    twins: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    conditions: tuple[Condition, ...]
    contradictions: tuple[Contradiction, ...]
    mentions: tuple[Mentions, ...]
    sources: tuple[SourceLine, ...]


class Sitting:
    """One thing while its page is made: what is said of it and of its neighbours, and the sources cited so far."""

    def __init__(self, store: Readable, node: NamedNode, day: date) -> None:
        self.store, self.node, self.day = store, node, day
        self.names = SiteNames(store)
        self.told = Told(store, (node,))
        self.numbering = Numbering(self.names)

    def cite(self, sayings: Iterable[Saying]) -> tuple[int, ...]:
        """The numbers of the sources of some sayings, each once, in order."""
        return tuple(sorted({self.numbering.cite(saying).number for saying in sayings}))

    def cite_thing(self, node: NamedNode, *slots: NamedNode) -> tuple[int, ...]:
        """The numbers of the sources that state some slots of a thing, any slot where none is named."""
        self.told.add(node)
        return self.cite(self.told.sayings(node, *slots))

    def names_of(self, *predicates: NamedNode, node: NamedNode | None = None) -> tuple[Name, ...]:
        """The things that some slots of a thing name, of the page's own where none is given."""
        return tuple(map(self.names.name, related(self.store, node or self.node, *predicates)))

    def portrait(self, merged: str = "", without: Iterable[str] = ()) -> Portrait:
        """What every page shows; `without` are the slots, in words, that this page shows in a better place."""
        store, node, names = self.store, self.node, self.names
        kind, left_out = kind_of_thing(node), frozenset(without)
        path, facts = page_address(node), tuple(map(_readable, self._facts()))
        contradictions = tuple(self._contradictions())
        return Portrait(
            node.value, path, names.label(node), kind, _parent(kind), text_of(store, node, SKOS.definition), merged,
            f"/feed/{kind}/{slug_of(node)}" if kind in FOLLOWED else "",
            tuple((words, f"{path}.{ending}") for ending, words in TWINS.items()),
            tuple(fact for fact in facts if fact.slot not in left_out), self._conditions(kind), contradictions,
            tuple(group for group in build_mentions(store, node, names) if group.slot not in left_out),
            self.sources(),
        )  # fmt: skip

    def sources(self) -> tuple[SourceLine, ...]:
        """The sources cited so far, by number."""
        heard: dict[str, set[str]] = {}
        for said in self.told.said.values():
            for each in said:
                heard.setdefault(each.saying.source, set()).add(each.saying.modality)
        return tuple(
            SourceLine(each.number, each.source, each.publisher, each.published, tuple(sorted(heard.get(source, ()))))
            for source, each in self.numbering.cited.items()
        )

    def _facts(self) -> Iterator[Fact]:
        said = self.told.of(self.node)
        if kind_of_thing(self.node) in CONCEPTS:
            yield from concept_facts(self.store, self.node, self.names, said)
        yield from build_facts(self.store, self.node, said, self.numbering)

    def _conditions(self, kind: str) -> tuple[Condition, ...]:
        return build_conditions(self.store, (self.node,), self.names) if kind == "condition" else ()

    def _contradictions(self) -> Iterator[Contradiction]:
        said = {slot: claims for slot, claims in self.told.said.items() if slot[0] == self.node}
        for found in disagreements_among(self.store, said):
            yield disagreement_view(found, self.numbering)
        for node in contradictions_about(self.store, self.node):
            yield self.opposition(node)

    def opposition(self, node: NamedNode) -> Contradiction:
        """A later act that a source sets against an earlier promise, and who disputes it."""
        self.told.add(node)
        sides = [
            Side(name, self.numbering.cite_all(self.told.sayings(node, slot)))
            for slot in (MOR.hasEarlier, MOR.hasLater)
            for name in self.names_of(slot, node=node)
        ]
        disputing = ", ".join(name.text for name in self.names_of(MOR.isDisputedBy, node=node))
        verdict = f"disputed by {disputing}" if disputing else "no dispute is recorded"
        return Contradiction(self.names.name(node), tuple(sides), verdict)


def _parent(kind: str) -> Name:
    """The table a kind of thing is browsed in."""
    table = _BROWSED.get(kind, "restrictions")
    return Name(table, page=f"/browse/{table}")


def _readable(fact: Fact) -> Fact:
    """A fact whose days are in words."""
    return Fact(fact.slot, tuple(map(_in_words, fact.values)))


def _in_words(value: Value) -> Value:
    aside = tuple((_day(text), cites) for text, cites in value.set_aside)
    return replace(value, name=replace(value.name, text=_day(value.name.text)), set_aside=aside)


def _day(text: str) -> str:
    return day_words(text) if _DAY.fullmatch(text) else text
