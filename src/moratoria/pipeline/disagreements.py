"""Where sources disagree on one fact, and where a later act is set against an earlier promise: both sides of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from moratoria.graph.claims import prefer, without_vague
from moratoria.graph.current import WORDED_HERE, is_single
from moratoria.infer.rules import PREFERENCE_RULES
from moratoria.pipeline.explain import Reason, read_reasons
from moratoria.pipeline.sayings import Said, Saying, Slot, independent, label_of, read_said, slot_words, words_of
from moratoria.store.base import Readable, Store, select
from moratoria.terms import CURRENT, MOR, TYPE, NamedNode

_RESTATED = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?about ?slot WHERE {
  GRAPH ?graph {
    ?source mor:corrects ?corrected . ?graph prov:wasDerivedFrom ?source . ?claim mor:about ?about ; mor:slot ?slot .
    OPTIONAL { ?graph prov:invalidatedAtTime ?closed }
  }
  FILTER(!BOUND(?closed))
}
"""
_CORRECTION = "correction-over-corrected"


@dataclass(frozen=True)
class Side:
    """A value, or the values of a many-valued slot, and who says it; `sources` counts syndicated copies once."""

    value: str
    said_by: tuple[Saying, ...]
    sources: int


@dataclass(frozen=True)
class Disagreement:
    """A fact that live sources give differently: the side that counts, by which rule, and the others.

    `settled` where the rule is a correction: then the other side is what its own publisher took back.
    """

    thing: str
    label: str
    slot: str
    preferred: Side
    others: tuple[Side, ...]
    rule: str
    settled: bool


@dataclass(frozen=True)
class Opposition:
    """A later act or promise that a source sets against an earlier one, who disputes it, and what they answered."""

    contradiction: str
    label: str
    earlier: Reason
    later: Reason
    stated: tuple[Reason, ...]
    disputed_by: tuple[str, ...]
    replies: tuple[Reason, ...]


def find_disagreements(store: Store, thing: NamedNode | None = None) -> list[Disagreement]:
    """Every fact, or every one about a thing, that live sources give differently, in the order of the things' names.

    A date that merely encloses a more precise one agrees with it.
    """
    contested: dict[NamedNode, list[NamedNode]] = {}
    for about, slot in sorted(_contested(store, thing) | _restated(store, thing), key=str):
        contested.setdefault(slot, []).append(about)
    said: dict[Slot, list[Said]] = {}
    for slot, things in contested.items():
        said |= read_said(store, things, [slot])
    return disagreements_among(store, said)


def disagreements_among(store: Readable, said: Mapping[Slot, Sequence[Said]]) -> list[Disagreement]:
    """The facts that are given differently among some sayings, in the order of the things' names."""
    found = [
        disagreement
        for (about, slot), claims in said.items()
        if slot not in WORDED_HERE
        and (disagreement := (_disagreement if is_single(about, slot) else _correction)(store, about, slot, claims))
    ]
    return sorted(found, key=lambda item: (item.thing, item.slot))


def _contested(store: Readable, thing: NamedNode | None) -> set[Slot]:
    """The single-valued slots that live sources give more than one value to."""
    marks = store.quads(thing, MOR.hasContestedSlot, None, CURRENT)
    return {(quad.subject, quad.object) for quad in marks if isinstance(quad.object, NamedNode)}


def _restated(store: Store, thing: NamedNode | None) -> set[Slot]:
    """The many-valued slots that a live correction states anew."""
    bound = f"VALUES ?about {{ {thing} }} GRAPH ?graph {{"
    query = _RESTATED.replace("GRAPH ?graph {", bound, 1) if thing else _RESTATED
    found = set()
    for row in select(store, query):
        about, slot = row["about"], row["slot"]
        assert isinstance(about, NamedNode)
        assert isinstance(slot, NamedNode)
        if slot not in WORDED_HERE and not is_single(about, slot):
            found.add((about, slot))
    return found


def _disagreement(store: Readable, about: NamedNode, slot: NamedNode, said: Sequence[Said]) -> Disagreement | None:
    claims = [each.claim for each in said]
    best, rule = prefer(claims)
    if rule in ("only-value", "precise-over-vague"):
        return None
    sharp = {str(claim.value): words_of(store, claim.value) for claim in without_vague(claims)}
    sides = [_side([value], said) for value in dict.fromkeys(sharp.values())]
    preferred = next(side for side in sides if side.value == words_of(store, best.value))
    others = tuple(side for side in sides if side is not preferred)
    return _disagreeing(store, (about, slot), (preferred, *others), rule)


def _correction(store: Readable, about: NamedNode, slot: NamedNode, said: Sequence[Said]) -> Disagreement | None:
    """What a correction states anew of a many-valued slot, against what the corrected source stated."""
    corrected = {each.claim.standing.corrects for each in said} - {None}
    was = [each for each in said if each.claim.standing.source in corrected]
    now = [each for each in said if each.claim.standing.corrects in {each.claim.standing.source for each in was}]
    if not was or {each.saying.value for each in was} == {each.saying.value for each in now}:
        return None
    sides = (_side({each.saying.value for each in side}, side) for side in (now, was))
    return _disagreeing(store, (about, slot), tuple(sides), _CORRECTION)


def _disagreeing(
    store: Readable, place: tuple[NamedNode, NamedNode], sides: tuple[Side, ...], rule: str
) -> Disagreement:
    about, slot = place
    word = "kind" if slot == TYPE else slot_words(slot)
    best, *others = sides
    words = PREFERENCE_RULES[rule]
    return Disagreement(about.value, label_of(store, about), word, best, tuple(others), words, rule == _CORRECTION)


def _side(values: Iterable[str], said: Iterable[Said]) -> Side:
    wanted = sorted(values)
    said_by = tuple(each.saying for each in said if each.saying.value in wanted)
    return Side(", ".join(wanted), said_by, independent(said_by))


def find_oppositions(store: Store, thing: NamedNode | None = None) -> list[Opposition]:
    """Every recorded contradiction, or those with a thing on either side, and the replies to it or its later side."""
    return [_opposition(store, node) for node in contradictions_about(store, thing)]


def contradictions_about(store: Readable, thing: NamedNode | None = None) -> list[NamedNode]:
    """The recorded contradictions, or those with a thing on either side, by name."""
    nodes = {quad.subject for quad in store.quads(None, TYPE, MOR.Contradiction, CURRENT)}
    if thing is not None:
        sides = (MOR.hasEarlier, MOR.hasLater)
        nodes &= {quad.subject for side in sides for quad in store.quads(None, side, thing, CURRENT)}
    return sorted(nodes, key=str)


def _opposition(store: Store, node: NamedNode) -> Opposition:
    (earlier,), (later,) = (_named(store, node, slot) for slot in (MOR.hasEarlier, MOR.hasLater))
    answered = (node, later)
    replies = {quad.subject for each in answered for quad in store.quads(None, MOR.repliesTo, each, CURRENT)}
    first, second, stated = read_reasons(store, [earlier, later, node])
    return Opposition(
        node.value, label_of(store, node), first, second, (stated,),
        tuple(label_of(store, each) for each in _named(store, node, MOR.isDisputedBy)),
        tuple(read_reasons(store, sorted(replies, key=str))),
    )  # fmt: skip


def _named(store: Readable, node: NamedNode, slot: NamedNode) -> list[NamedNode]:
    values = (quad.object for quad in store.quads(node, slot, None, CURRENT))
    return sorted((value for value in values if isinstance(value, NamedNode)), key=str)
