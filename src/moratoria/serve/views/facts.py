"""The list of facts of a restriction: a row for each slot, with its sources, and what they do not state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from moratoria.pages.explorer import day_words, duration_words
from moratoria.pipeline.sayings import label_of, slot_words
from moratoria.publish.reading import related, span_text, text_of, texts_of
from moratoria.serve.views.told import Told
from moratoria.serve.views.topic import Held
from moratoria.serve.views.values import Link, Numbered, link_to
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, MOR, ODRL, PROV, RDFS, TYPE, NamedNode, slug_of

MOST_CITED = 3
_LASTING = {
    "EndlessDuration": "Without an end.", "UntilTimeDuration": "Until a day.", "UntilEventDuration": "Until an event.",
    "IndeterminateDuration": "For an indeterminate time.",
}  # fmt: skip
ACTIONS = ("supply", "develop", "research", "use", "export", "procure")


@dataclass(frozen=True)
class Value:
    """A value with its sources."""

    link: Link
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class FactRow:
    """A row: its values, what stands under them, and the words where there is no value."""

    word: str
    values: tuple[Value, ...] = ()
    notes: tuple[Value, ...] = ()
    silent: str = ""
    not_stated: tuple[str, ...] = field(default_factory=tuple)


@dataclass
class FactRows:
    """Reads the rows of one restriction, numbering their sources as it goes."""

    store: Readable
    held: Held
    told: Told
    numbered: Numbered

    def rows(self) -> Iterator[FactRow]:
        """The rows in their order; those that seldom apply only where something is stated."""
        yield self._what()
        yield self._who()
        yield FactRow("For whom", self._values(MOR.affects), silent="not stated")
        yield FactRow("Where", self._places(), silent="not stated")
        yield self._since()
        yield self._until()
        yield FactRow("Exempt", self._exempt(), silent="none stated")
        yield self._follows()
        for word, slot in (("Under", MOR.isImposedUnder), ("Because of", MOR.citesAsReason)):
            values = self._values(slot)
            if values:
                yield FactRow(word, values)
        notes = tuple(
            Value(Link(text), self._cite(self.held.node, RDFS.comment, text))
            for text in texts_of(self.store, self.held.node, RDFS.comment)
        )  # fmt: skip
        if notes:
            yield FactRow("Notes", notes)

    def _what(self) -> FactRow:
        values = (*self._values(MOR.concernsTechnology), *self._values(ODRL.target))
        kinds = [slot_words(kind) for kind in related(self.store, self.held.node, TYPE) if kind != MOR.Restriction]
        actions = [slot_words(each) for each in related(self.store, self.held.node, ODRL.action)]
        words = f"{', '.join(kinds)} of {', '.join(actions) or 'an action that is not stated'}".capitalize() + "."
        silent = tuple(each for each in ACTIONS if each not in actions)
        note = Value(Link(words), self._numbers(self.held.node, ODRL.action))
        return FactRow("What", values, (note,), "not stated", silent if actions else ())

    def _who(self) -> FactRow:
        actors = related(self.store, self.held.node, ODRL.assigner)
        bound = related(self.store, self.held.node, ODRL.assignee)
        notes = []
        if bound:
            words = "Binds itself." if set(bound) == set(actors) else f"Binds {self._names(bound)}."
            notes.append(Value(Link(words), self._numbers(self.held.node, ODRL.assignee)))
        for speaker, post, statement in self._speakers():
            notes.append(Value(Link(f"Said by {speaker}{f', {post}' if post else ''}."), self._numbers(statement)))
        return FactRow("Who", self._values(ODRL.assigner), tuple(notes), "not stated")

    def _speakers(self) -> Iterator[tuple[str, str, NamedNode]]:
        """Who spoke of it for those who impose it, and as what."""
        told_of = {quad.subject for quad in self.store.quads(None, MOR.concernsRestriction, self.held.node, CURRENT)}
        actors, seen = {*related(self.store, self.held.node, ODRL.assigner)}, set()
        own = [node for node in told_of if actors & {*related(self.store, node, MOR.isMadeFor)}]
        for node in sorted(own, key=lambda each: each.value):
            for speaker in related(self.store, node, MOR.isSpokenBy):
                if speaker not in seen:
                    seen.add(speaker)
                    yield label_of(self.store, speaker), self._names(related(self.store, node, MOR.isSpokenAs)), node

    def _places(self) -> tuple[Value, ...]:
        return tuple(
            Value(Link(value.link.text, value.link.address, self._level(place)), value.numbers)
            for place, value in zip(self._nodes(MOR.appliesIn), self._values(MOR.appliesIn), strict=True)
        )  # fmt: skip

    def _level(self, place: NamedNode) -> str:
        return f"{label} level" if (label := self._names(related(self.store, place, MOR.hasLevel))) else ""

    def _since(self) -> FactRow:
        start, announced = (span_text(self.store, self.held.node, slot) for slot in ("start", "announced"))
        values = [Value(Link(day_words(start)), self._numbers(self.held.node, MOR.start))] if start else []
        notes = []
        if announced:
            cited = Value(Link(f"Announced {day_words(announced)}."), self._numbers(self.held.node, MOR.announced))
            notes.append(cited)
        begun = next((span for span in self.held.spans if span.life == "in force"), None)
        if not start and begun is not None and begun.start:
            values.append(Value(Link(day_words(begun.start)), self._numbers(self.held.node, MOR.announced)))
            notes.append(Value(Link("No source states a start.")))
        wording = text_of(self.store, self.held.node, MOR.wording)
        if wording:
            worded = Value(Link(f"Worded as {wording.replace('-', ' ')}."), self._numbers(self.held.node, MOR.wording))
            notes.append(worded)
        return FactRow("Since", tuple(values), tuple(notes), "not stated")

    def _until(self) -> FactRow:
        values = list(self._values(MOR.awaits))
        end, lasts = span_text(self.store, self.held.node, "end"), text_of(self.store, self.held.node, MOR.duration)
        if end:
            values.append(Value(Link(day_words(end)), self._numbers(self.held.node, MOR.end)))
        if lasts:
            values.append(Value(Link(f"Lasts {duration_words(lasts)}"), self._numbers(self.held.node, MOR.duration)))
        kinds = related(self.store, self.held.node, MOR.hasDurationKind)
        cited = self._numbers(self.held.node, MOR.hasDurationKind)
        notes = tuple(Value(Link(_LASTING.get(slug_of(kind), slot_words(kind))), cited) for kind in kinds)
        slots = {MOR.end: "a day", MOR.duration: "a duration", MOR.awaits: "a condition"}
        silent = tuple(word for slot, word in slots.items() if slot in self._silent())
        return FactRow("Until", tuple(values), notes, "no end stated", silent)

    def _exempt(self) -> tuple[Value, ...]:
        found = [quad.subject for quad in self.store.quads(None, MOR.isCarvedOutOf, self.held.node, CURRENT)]
        return tuple(
            Value(Link(label_of(self.store, node), link_to(self.store, node).address, self._beneficiaries(node)),
                  self._numbers(node))
            for node in sorted(found, key=lambda each: each.value)
        )  # fmt: skip

    def _beneficiaries(self, exemption: NamedNode) -> str:
        return self._names(related(self.store, exemption, MOR.benefits, MOR.exempts, ODRL.target))

    def _follows(self) -> FactRow:
        echoed, revised = self._values(MOR.echoes), self._values(PROV.wasRevisionOf)
        notes = []
        if echoed:
            notes.append(Value(Link("That it follows another is what a source says, never inferred from the dates.")))
        if revised:
            notes.append(Value(Link(f"It revises {', '.join(value.link.text for value in revised)}.")))
        return FactRow("Follows", (*revised, *echoed), tuple(notes), "none recorded")

    def _values(self, slot: NamedNode) -> tuple[Value, ...]:
        return tuple(
            Value(link_to(self.store, node), self._cite(self.held.node, slot, label_of(self.store, node)))
            for node in self._nodes(slot)
        )  # fmt: skip

    def _nodes(self, slot: NamedNode) -> list[NamedNode]:
        return related(self.store, self.held.node, slot)

    def _names(self, nodes: list[NamedNode]) -> str:
        return ", ".join(label_of(self.store, node) for node in nodes)

    def _silent(self) -> set[NamedNode]:
        return set(related(self.store, self.held.node, MOR.notStated))

    def _cite(self, node: NamedNode, slot: NamedNode, value: str) -> tuple[int, ...]:
        """The numbers of the best sources of one value of a slot."""
        said = [saying for saying in self.told.sayings(node, slot) if saying.value == value]
        return self.numbered.numbers(self.told.best(said, MOST_CITED))

    def _numbers(self, node: NamedNode, *slots: NamedNode) -> tuple[int, ...]:
        self.told.add(node)
        return self.numbered.numbers(self.told.best(self.told.sayings(node, *slots), MOST_CITED))
