"""The page of every thing in a graph, built some at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from moratoria.pages.view import Entry, Listing, Mentions, ThingPage
from moratoria.pipeline.disagreements import Disagreement, Opposition, find_disagreements, find_oppositions
from moratoria.pipeline.naming import values_in_use
from moratoria.pipeline.page_facts import Numbering, SlotsSaid, build_facts, concept_facts, field_words, source_facts
from moratoria.pipeline.page_parts import (
    build_conditions,
    build_mentions,
    build_spans,
    disagreement_view,
    opposition_view,
)  # fmt: skip
from moratoria.pipeline.sayings import Said, read_said
from moratoria.publish.names import KINDS, Names, kind_of_thing
from moratoria.publish.reading import Version, read_intervals, read_versions, related, text_of
from moratoria.store.base import Store
from moratoria.terms import CURRENT, MOR, SKOS, NamedNode, minted

CONCEPTS = ("technology", "audience", "jurisdiction", "quality", "level", "event-kind")
_AT_ONCE = 100
"""How many things are asked about in one query: their facts are held in memory together."""


def things_of(store: Store) -> list[NamedNode]:
    """Everything that has a page: what facts are about, every source, and the concepts in use."""
    subjects = {quad.subject for quad in store.quads(None, None, None, CURRENT)}
    kinds = {*KINDS} - {*CONCEPTS, "source"}
    things = {node for node in subjects if kind_of_thing(node) in kinds}
    used = {minted(kind, item.slug) for kind in CONCEPTS for item in values_in_use(store, kind)}
    return sorted(things | used | {*read_versions(store)}, key=lambda node: node.value)


@dataclass
class Pages:
    """The pages of the things in a store, as of a day."""

    store: Store
    names: Names
    day: date
    _slots: tuple[NamedNode, ...] = ()
    _versions: dict[NamedNode, list[Version]] = field(default_factory=dict)
    _disagreements: dict[str, list[Disagreement]] = field(default_factory=dict)
    _oppositions: dict[str, list[Opposition]] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, names: Names, day: date) -> Pages:
        """Ready to build: what concerns all pages is read once."""
        slots = {quad.object for quad in store.quads(None, MOR.slot, None, None) if isinstance(quad.object, NamedNode)}
        pages = cls(store, names, day, tuple(sorted(slots, key=str)), read_versions(store))
        for found in find_disagreements(store):
            pages._disagreements.setdefault(found.thing, []).append(found)
        for opposed in find_oppositions(store):
            for side in (opposed.earlier.thing, opposed.later.thing):
                pages._oppositions.setdefault(side, []).append(opposed)
        return pages

    def build(self) -> Iterator[ThingPage]:
        """Every page, in the order of the things' addresses."""
        things = list(self.names.pages)
        for start in range(0, len(things), _AT_ONCE):
            yield from self._build_some(things[start : start + _AT_ONCE])

    def _build_some(self, things: Sequence[NamedNode]) -> Iterator[ThingPage]:
        said: dict[NamedNode, dict[NamedNode, Sequence[Said]]] = {thing: {} for thing in things}
        stated = [thing for thing in things if thing not in self._versions]
        if stated and self._slots:
            for (about, slot), claims in read_said(self.store, stated, self._slots).items():
                said[about][slot] = claims
        for thing in things:
            yield self._source(thing) if thing in self._versions else self._thing(thing, said[thing])

    def _thing(self, thing: NamedNode, said: SlotsSaid) -> ThingPage:
        store, names, numbering = self.store, self.names, Numbering(self.names)
        kind = kind_of_thing(thing)
        facts = build_facts(store, thing, said, numbering)
        if kind in CONCEPTS:
            facts = (*concept_facts(store, thing, names, said), *facts)
        contradictions = [disagreement_view(found, numbering) for found in self._disagreements.get(thing.value, ())]
        contradictions += [opposition_view(found, numbering) for found in self._oppositions.get(thing.value, ())]
        return ThingPage(
            thing.value, names.pages[thing], names.label(thing), KINDS[kind], text_of(store, thing, SKOS.definition),
            has_status=kind == "restriction", spans=build_spans(store, thing, self.day), facts=facts,
            conditions=build_conditions(store, related(store, thing, MOR.awaits), names),
            contradictions=tuple(contradictions), mentions=build_mentions(store, thing, names),
            sources=tuple(numbering.cited.values()),
        )  # fmt: skip

    def _source(self, source: NamedNode) -> ThingPage:
        version = self._versions[source][-1]
        words = f"Retracted {version.retracted}: {version.reason}" if version.retracted else ""
        return ThingPage(
            source.value, self.names.pages[source], self.names.label(source), KINDS["source"], banner=words,
            facts=source_facts(self.store, source, version.graph, self.names),
            mentions=(*self._stated(version), *build_mentions(self.store, source, self.names)),
        )  # fmt: skip

    def _stated(self, version: Version) -> Iterator[Mentions]:
        """The things a version of a source states something of, and what."""
        slots: dict[NamedNode, set[str]] = {}
        for quad in self.store.quads(None, MOR.about, None, version.graph):
            about = quad.object
            if isinstance(about, NamedNode):
                for slot in self.store.quads(quad.subject, MOR.slot, None, version.graph):
                    assert isinstance(slot.object, NamedNode)
                    slots.setdefault(about, set()).add(field_words(kind_of_thing(about), slot.object))
        things = [self.names.name(about, ", ".join(sorted(words))) for about, words in slots.items()]
        if things:
            yield Mentions("states something of", tuple(sorted(things, key=lambda name: name.text.casefold())))

    def listings(self) -> list[Listing]:
        """Every thing by kind, restrictions with their life on the day."""
        found: dict[str, list[Entry]] = {}
        for node in self.names.pages:
            found.setdefault(kind_of_thing(node), []).append(self._entry(node))
        return [
            Listing(kind, heading, tuple(sorted(found[kind], key=lambda entry: entry.name.text.casefold())))
            for kind, heading in KINDS.items()
            if kind in found
        ]

    def _entry(self, node: NamedNode) -> Entry:
        name = self.names.name(node)
        if kind_of_thing(node) != "restriction":
            return Entry(name)
        held = next((each for each in read_intervals(self.store, node) if each.holds(self.day)), None)
        return Entry(name, held.life, held.facets) if held else Entry(name, "none")
