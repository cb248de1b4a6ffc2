"""The current graph: what the live claims say, with one preferred value per single-valued slot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moratoria.facts.values import When
from moratoria.graph.build import date_triples
from moratoria.graph.claims import Claim, Term, prefer
from moratoria.graph.slots import CLASSES, DATE_SLOTS, KIND_CLASSES, SLOTS, classes_of
from moratoria.terms import CURRENT, MOR, ODRL, RDFS, TYPE, NamedNode, Quad, kind_of

_SINGLE = frozenset((kind, slot.property) for kind, fields in SLOTS.items() for slot in fields.values() if slot.single)

WORDED_HERE = frozenset({RDFS.label, RDFS.comment})
"""Slots whose values are the curators' own words: two wordings are no disagreement of their sources."""


def is_single(about: NamedNode, slot: NamedNode) -> bool:
    """True when one value of a slot of a thing is preferred over the others."""
    return (kind_of(about), slot) in _SINGLE


def _ancestry() -> dict[NamedNode, tuple[NamedNode, ...]]:
    found: dict[NamedNode, tuple[NamedNode, ...]] = {}
    for kind_of_thing, words in KIND_CLASSES.items():
        for word in words:
            classes = classes_of(kind_of_thing, word)
            found[classes[0]] = classes
    for kind_of_thing in CLASSES:
        classes = classes_of(kind_of_thing, None)
        found[classes[0]] = classes
    for word in ("died", "rename", "announcement"):
        classes = classes_of("event", word)
        found[classes[0]] = classes
    return found


_CLASSES = _ancestry()


def build_current(claims: Iterable[Claim]) -> Iterator[Quad]:
    """The quads of the current graph that claims about any number of things are projected to."""
    slots: dict[tuple[NamedNode, NamedNode], list[Claim]] = {}
    for claim in claims:
        slots.setdefault((claim.about, claim.slot), []).append(claim)
    conditions: dict[NamedNode, dict[NamedNode, list[Claim]]] = {}
    for (about, slot), stated in slots.items():
        chosen = [prefer(stated)[0]] if len(stated) > 1 and is_single(about, slot) else _uncorrected(stated)
        for claim in chosen:
            for predicate, value in _project(claim):
                yield Quad(about, predicate, value, CURRENT)
        yield from _mark_contested(about, slot, stated)
        if kind_of(about) == "condition":
            conditions.setdefault(about, {})[slot] = chosen
    for about, parts in conditions.items():
        for predicate, value in _constraint(parts):
            yield Quad(about, predicate, value, CURRENT)


def _mark_contested(about: NamedNode, slot: NamedNode, stated: list[Claim]) -> Iterator[Quad]:
    """The mark of a slot that can have one value, where live sources give it more.

    Stored so that where sources disagree is looked up among the few marked slots, not sought among all claims.
    """
    several = len(stated) > 1 and len({claim.value for claim in stated}) > 1
    if several and slot not in WORDED_HERE and is_single(about, slot):
        yield Quad(about, MOR.hasContestedSlot, slot, CURRENT)


def _uncorrected(stated: list[Claim]) -> list[Claim]:
    """The claims on a many-valued slot without those that a correction of their source states anew."""
    corrected = {claim.standing.corrects for claim in stated if claim.standing.corrects}
    return [claim for claim in stated if claim.standing.source not in corrected] if corrected else stated


def _project(claim: Claim) -> Iterator[tuple[NamedNode, Term]]:
    if claim.slot == TYPE and isinstance(claim.value, NamedNode):
        for name in _CLASSES.get(claim.value, (claim.value,)):
            yield TYPE, name
    elif claim.slot in DATE_SLOTS:
        given = {"on": claim.value.value, "words": claim.words}
        yield from date_triples(claim.slot, When.model_validate(given))
    else:
        yield claim.slot, claim.value


def _constraint(parts: dict[NamedNode, list[Claim]]) -> Iterator[tuple[NamedNode, Term]]:
    """A condition in ODRL's terms (ODRL Information Model 2.2, clause 2.5)."""
    if MOR.hasMember in parts:
        operators = [claim.value.value for claim in parts.get(MOR.groupOperator, [])]
        for claim in parts[MOR.hasMember]:
            for operator in operators:
                yield ODRL.term(operator), claim.value
        return
    yield ODRL.operator, ODRL.lt
    if MOR.on in parts:
        yield ODRL.leftOperand, ODRL.dateTime
        when = When.model_validate(parts[MOR.on][0].value.value)
        yield ODRL.rightOperand, next(value for name, value in date_triples(MOR.on, when) if name == _ON_LATEST)
        return
    yield ODRL.leftOperand, ODRL.event
    for claim in parts.get(MOR.requires, []):
        yield ODRL.rightOperand, claim.value


_ON_LATEST = MOR.onLatest
