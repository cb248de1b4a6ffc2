"""The facts on a page: what live sources say of a thing, cited by number, and what nobody has to say of a concept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from moratoria.graph.slots import SLOTS
from moratoria.pages.view import Citation, Cited, Fact, Name, Value
from moratoria.pipeline.explain import find_grounds
from moratoria.pipeline.sayings import Said, Saying, slot_words
from moratoria.publish.names import Names
from moratoria.store.base import Readable
from moratoria.terms import (
    CURRENT,
    DCTERMS,
    MOR,
    RDF,
    SCHEMA,
    SKOS,
    Literal,
    NamedNode,
    Quad,
    kind_of,
)  # fmt: skip

SlotsSaid = Mapping[NamedNode, Sequence[Said]]

_CONCEPT_SLOTS = (
    SKOS.altLabel, SKOS.notation, SKOS.note, SKOS.scopeNote, SKOS.example, MOR.hasLevel, SKOS.broader, SKOS.exactMatch,
    SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch,
)  # fmt: skip
_SOURCE_WORDS = {
    MOR.publisher: "publisher", MOR.published: "published", SCHEMA.url: "address", RDF.type: "kind",
    MOR.authority: "authority", MOR.seen: "seen", MOR.retrieved: "retrieved", DCTERMS.language: "language",
    MOR.isIssuedBy: "issued by", MOR.corrects: "corrects", MOR.isSyndicatedFrom: "repeats", MOR.sha256: "sha256",
}  # fmt: skip
_FIELDS = {
    kind: {slot.property: field.replace("_", " ") for field, slot in slots.items()} for kind, slots in SLOTS.items()
}


def field_words(kind: str, slot: NamedNode) -> str:
    """A slot of a kind of thing by the name of its field in a fact file, in words.

    >>> field_words("restriction", MOR.appliesIn)
    'jurisdictions'
    """
    return _FIELDS.get(kind, {}).get(slot) or _FIELDS["match"].get(slot) or slot_words(slot)


@dataclass
class Numbering:
    """The sources cited on one page, numbered in the order of their first citation."""

    names: Names
    cited: dict[str, Cited] = field(default_factory=dict)

    def cite(self, saying: Saying) -> Citation:
        """A citation of a source, numbered."""
        if saying.source not in self.cited:
            page = self.names.name(NamedNode(saying.source)).page
            source = Name(saying.title, page=page, address=saying.address or "")
            number = len(self.cited) + 1
            self.cited[saying.source] = Cited(number, source, saying.publisher, saying.published)
        return Citation(self.cited[saying.source].number, saying.modality, saying.place)

    def cite_all(self, sayings: Iterable[Saying]) -> tuple[Citation, ...]:
        """The citations of some sayings, equal ones once."""
        return tuple(dict.fromkeys(self.cite(saying) for saying in sayings))


def build_facts(store: Readable, thing: NamedNode, said: SlotsSaid, numbering: Numbering) -> tuple[Fact, ...]:
    """A fact per slot that live sources state of a thing, in the order of the fact model."""
    kind = kind_of(thing)
    order = [slot.property for slot in SLOTS.get(kind, {}).values()]
    ranked = sorted(said, key=lambda slot: (order.index(slot) if slot in order else len(order), slot.value))
    return tuple(Fact(field_words(kind, slot), _said_values(store, slot, said[slot], numbering)) for slot in ranked)


def _said_values(store: Readable, slot: NamedNode, said: Sequence[Said], numbering: Numbering) -> tuple[Value, ...]:
    terms = {each.saying.value: each.claim.value for each in said}
    values = []
    for ground in find_grounds(store, slot, said):
        named = _named(ground.value, terms.get(ground.value), numbering.names)
        aside: dict[str, list[Saying]] = {}
        for saying in ground.set_aside:
            aside.setdefault(saying.value, []).append(saying)
        others = tuple((value, numbering.cite_all(sayings)) for value, sayings in aside.items())
        values.append(Value(named, numbering.cite_all(ground.said_by), ground.rule_words, others))
    return tuple(values)


def _named(text: str, term: object, names: Names) -> Name:
    """A value by its name; the classes and actions of the ontology are linked to their places on its page."""
    return names.name(term) if isinstance(term, NamedNode) else Name(text)


def concept_facts(store: Readable, concept: NamedNode, names: Names, stated: Iterable[NamedNode]) -> tuple[Fact, ...]:
    """What the schemes say of a concept, which has no source but them; without the slots that sources state."""
    told = frozenset(stated)
    slots = [slot for slot in _CONCEPT_SLOTS if slot not in told]
    found = [(slot, list(store.quads(concept, slot, None, CURRENT))) for slot in slots]
    return tuple(Fact(slot_words(slot), _values(quads, names)) for slot, quads in found if quads)


def source_facts(store: Readable, source: NamedNode, graph: NamedNode, names: Names) -> tuple[Fact, ...]:
    """What a version of a source is described as."""
    facts = []
    for slot, word in _SOURCE_WORDS.items():
        ends = (f"{slot.value}Earliest", f"{slot.value}Latest") if slot == MOR.published else (slot.value,)
        quads = {quad for end in ends for quad in store.quads(source, NamedNode(end), None, graph)}
        values = [value for value in _values(quads, names) if value.name.text != "source"]
        facts += [Fact(word, tuple(values))] if values else []
    return tuple(facts)


def _values(quads: Iterable[Quad], names: Names) -> tuple[Value, ...]:
    found = {_value(quad.object, quad.predicate, names) for quad in quads}
    return tuple(Value(name) for name in sorted(found, key=lambda name: name.text))


def _value(term: NamedNode | Literal, slot: NamedNode, names: Names) -> Name:
    if isinstance(term, Literal):
        return Name(term.value)
    return Name(term.value, address=term.value) if slot == SCHEMA.url else names.name(term)
