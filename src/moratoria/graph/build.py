"""One fact file -> the quads of its source graph: claims, evidence, the source, the record. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from moratoria.facts.kinds import Action, EventKind, Lasting, Level
from moratoria.facts.model import Fact, FactFile, Influence, Match, Source
from moratoria.facts.values import Evidence, Ref, When
from moratoria.graph.claims import STRENGTH, Claim, Standing, Term
from moratoria.graph.packed import PackedQuads, put_in_graph
from moratoria.graph.slots import SLOTS, Slot, classes_of
from moratoria.terms import (
    DPV,
    GRAPHS,
    IDS,
    MOR,
    OA,
    PROV,
    TYPE,
    XSD,
    Literal,
    NamedNode,
    Quad,
    Triple,
    day_literal,
    minted,
    ntriples,
    thing,
)  # fmt: skip

_DURATION_KINDS = {
    Lasting.ENDLESS: DPV.EndlessDuration,
    Lasting.UNTIL_TIME: DPV.UntilTimeDuration,
    Lasting.UNTIL_EVENT: DPV.UntilEventDuration,
    Lasting.INDETERMINATE: DPV.IndeterminateDuration,
}
_CONFIDENCE = "{:.4f}"


@dataclass(frozen=True)
class SourceGraph:
    """A source document in one version as RDF: its graph's IRI, the claims, and all its quads.

    `closed` when its record time is: its claims are history and not current.
    """

    iri: NamedNode
    source: NamedNode
    claims: tuple[Claim, ...]
    quads: Sequence[Quad]
    closed: bool = False

    @property
    def current_claims(self) -> tuple[Claim, ...]:
        """The claims that count today."""
        return () if self.closed else self.claims


def build_source_graph(facts: FactFile, recorded: datetime | None = None) -> SourceGraph:
    """The source graph of a fact file; the order of the facts makes no difference.

    `recorded` is the record time used where the file gives none. Raises ValueError when neither is there.
    """
    when = facts.source.recorded or recorded
    if when is None:
        raise ValueError(f"{facts.source.id}: no record time: `source.recorded` is absent and none was given")
    claims, evidence = build_claims(facts)
    source = minted("source", facts.source.id)
    triples = [Triple(source, predicate, value) for predicate, value in _describe_source(facts.source)]
    triples += [Triple(*triple) for triple in evidence]
    for claim in claims.values():
        triples += _claim_triples(claim)
    text = ntriples(triples)
    digest = _digest(text)
    iri = NamedNode(f"{GRAPHS}{facts.source.id}/{digest[:12]}")
    placed = tuple(replace(claim, graph=iri) for claim in claims.values())
    record = [Triple(claim.iri, _STATED_IN, iri) for claim in placed]
    record += [Triple(iri, predicate, value) for predicate, value in _describe_graph(source, when, digest)]
    return SourceGraph(iri, source, placed, PackedQuads([put_in_graph(text + ntriples(record), iri)]))


def facts_digest(triples: Iterable[Triple]) -> str:
    """The sha256 of the canonical facts of a source graph: its N-Triples, sorted, without what says when and where.

    It is the same for a graph that is being built and for one that was stored.
    """
    return _digest(ntriples(triple for triple in triples if triple.predicate not in _RECORD))


def _digest(text: bytes) -> str:
    return hashlib.sha256(b"\n".join(sorted(text.splitlines()))).hexdigest()


_STATED_IN = MOR.statedIn
_RECORD = frozenset(
    {
        MOR.statedIn, MOR.factsSha256, MOR.retractionReason, PROV.wasDerivedFrom, PROV.generatedAtTime,
        PROV.invalidatedAtTime,
    }
)  # fmt: skip
"""Predicates of the record, not of the facts (the type of the graph is left out with its subject)."""


def build_claims(facts: FactFile) -> tuple[dict[str, Claim], list[tuple[NamedNode, NamedNode, Term]]]:
    """The claims of a fact file by their hash, and the triples of their evidence."""
    source = facts.source
    standing = Standing(
        minted("source", source.id), source.authority.value, str(source.published.latest),
        minted("source", source.corrects) if source.corrects else None,
    )  # fmt: skip
    claims: dict[str, Claim] = {}
    evidence: dict[str, list[tuple[NamedNode, NamedNode, Term]]] = {}
    for list_name, index, fact in facts.facts():
        items = [(_evidence_node(item, source, evidence), item) for item in fact.evidence]
        for field, claim in _fact_claims(fact, standing, (list_name, index)):
            supporting = [pair for pair in items if not pair[1].slots or field in pair[1].slots]
            _merge(claims, _supported(claim, supporting or items, fact))
    return claims, [triple for triples in evidence.values() for triple in triples]


def _fact_claims(fact: Fact, standing: Standing, place: tuple[str | int, ...]) -> Iterator[tuple[str, Claim]]:
    kind = fact.kind_of_thing
    about = _about(fact)

    def claim(slot: NamedNode, value: Term, field: str, words: str | None = None) -> Claim:
        key = _hash(f"{about.value} {slot.value} {value}")
        iri = NamedNode(f"{IDS}claim/{standing.source.value.rsplit('/', 1)[1]}-{key}")
        return Claim(iri, about, slot, value, "", standing, words=words, place=(*place, field))

    word = str(getattr(fact, "kind", "") or "")
    classes = classes_of(kind, word)
    if classes:
        yield "kind", claim(TYPE, classes[0], "kind")
    for field, slot in SLOTS[kind].items():
        if slot.property == TYPE:
            continue
        for value, words in _values(fact, field, slot):
            yield field, claim(slot.property, value, field, words)


def _about(fact: Fact) -> NamedNode:
    if isinstance(fact, Influence):
        return minted("restriction", fact.restriction)
    if isinstance(fact, Match):
        return thing(fact.thing)
    return minted(fact.kind_of_thing, fact.id)  # type: ignore[attr-defined]


def _values(fact: Fact, field: str, slot: Slot) -> Iterator[tuple[Term, str | None]]:
    given = getattr(fact, field)
    if given is None or given == ():
        return
    kind = _reference_kind(type(fact), field)
    for item in given if isinstance(given, tuple) else (given,):
        if field == "not_stated":
            yield SLOTS[fact.kind_of_thing][item].property, None
        elif kind:
            yield _named(kind, item), None
        elif isinstance(item, When):
            yield Literal(str(item)), item.words
        else:
            yield _word(item, slot), None


def _named(kind: str, words: str) -> NamedNode:
    if kind == "address":
        return NamedNode(words)
    return thing(words) if kind == "any" else minted(kind, words)


def _word(item: Any, slot: Slot) -> Term:
    if isinstance(item, Action):
        return MOR.term(item.value)
    if isinstance(item, Lasting):
        return _DURATION_KINDS[item]
    if isinstance(item, Level):
        return minted("level", item.value)
    if isinstance(item, EventKind):
        return minted("event-kind", item.value)
    return Literal(str(item), language="en") if slot.english else Literal(str(item))


@cache
def _reference_kind(model: type[BaseModel], field: str) -> str | None:
    """The kind of thing a field refers to, from its type; None for a plain value."""
    info = model.model_fields[field]
    for mark in info.metadata:
        if isinstance(mark, Ref):
            return mark.kind
    return _find_ref(info.annotation)


def _find_ref(annotation: Any) -> str | None:
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Ref):
            return mark.kind
    return next((kind for inner in get_args(annotation) if (kind := _find_ref(inner))), None)


def _supported(claim: Claim, items: list[tuple[NamedNode, Evidence]], fact: Fact) -> Claim:
    modality = min((item.modality.value for _, item in items), key=STRENGTH.__getitem__)
    nodes = tuple(sorted({node for node, _ in items}, key=lambda node: node.value))
    return replace(
        claim, modality=modality, evidence=nodes, confidence=fact.confidence, rule=fact.rule,
        reviewed_by=fact.reviewed_by,
    )  # fmt: skip


def _merge(claims: dict[str, Claim], claim: Claim) -> None:
    """Two facts of one file may state the same: one claim with the evidence of both, order making no difference."""
    known = claims.get(claim.iri.value)
    if known is None:
        claims[claim.iri.value] = claim
        return
    claims[claim.iri.value] = replace(
        known,
        modality=min(known.modality, claim.modality, key=STRENGTH.__getitem__),
        evidence=tuple(sorted({*known.evidence, *claim.evidence}, key=lambda node: node.value)),
        words=min(filter(None, (known.words, claim.words)), default=None),
        confidence=max((c for c in (known.confidence, claim.confidence) if c is not None), default=None),
        rule=min(filter(None, (known.rule, claim.rule)), default=None),
        reviewed_by=min(filter(None, (known.reviewed_by, claim.reviewed_by)), default=None),
    )


def _evidence_node(
    item: Evidence, source: Source, seen: dict[str, list[tuple[NamedNode, NamedNode, Term]]]
) -> NamedNode:
    key = _hash(f"{item.span}|{item.locator}|{item.row}|{item.seen or source.seen}|{item.quote}|{item.quote_sha256}")
    node = NamedNode(f"{IDS}evidence/{source.id}-{key}")
    if node.value in seen:
        return node
    triples: list[tuple[NamedNode, NamedNode, Term]] = [
        (node, TYPE, OA.SpecificResource),
        (node, TYPE, MOR.Evidence),
        (node, OA.hasSource, minted("source", source.id)),
        (node, MOR.seen, Literal((item.seen or source.seen).value)),
    ]
    if item.span is not None:
        triples += _span_triples(node, item, f"{IDS}selector/{source.id}-{key}")
    elif item.locator is not None:
        triples += [(node, TYPE, MOR.LocatorEvidence), (node, MOR.locator, Literal(item.locator))]
    elif item.row is not None:
        triples += [(node, TYPE, MOR.RowEvidence), (node, MOR.row, Literal(item.row))]
    seen[node.value] = triples
    return node


def _span_triples(node: NamedNode, item: Evidence, selector: str) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    assert item.span is not None
    position = NamedNode(f"{selector}-position")
    digest = item.quote_sha256 or hashlib.sha256((item.quote or "").encode()).hexdigest()
    yield node, TYPE, MOR.SpanEvidence
    yield node, OA.hasSelector, position
    yield position, TYPE, OA.TextPositionSelector
    yield position, OA.start, Literal(item.span[0])
    yield position, OA.end, Literal(item.span[1])
    yield position, MOR.quoteSha256, Literal(digest)
    if item.quote is not None:
        quote = NamedNode(f"{selector}-quote")
        yield node, OA.hasSelector, quote
        yield quote, TYPE, OA.TextQuoteSelector
        yield quote, OA.exact, Literal(item.quote)


def _describe_source(source: Source) -> Iterator[tuple[NamedNode, Term]]:
    for name in classes_of("source", source.kind.value):
        yield TYPE, name
    for field, slot in SLOTS["source"].items():
        value = getattr(source, field)
        kind = _reference_kind(Source, field)
        if value is None or slot.property == TYPE:
            continue
        if field == "address":
            yield slot.property, NamedNode(value)
        elif field == "retrieved":
            yield slot.property, day_literal(value)
        elif kind:
            yield slot.property, minted(kind, value)
        elif isinstance(value, When):
            yield from date_triples(slot.property, value)
        else:
            yield slot.property, Literal(str(value))


def date_triples(slot: NamedNode, when: When) -> Iterator[tuple[NamedNode, Literal]]:
    """The properties a date slot is projected to: earliest, latest, and the source's words where kept."""
    yield NamedNode(slot.value + "Earliest"), day_literal(when.earliest)
    yield NamedNode(slot.value + "Latest"), day_literal(when.latest)
    if when.words:
        yield NamedNode(slot.value + "Words"), Literal(when.words)


def _describe_graph(source: NamedNode, recorded: datetime, digest: str) -> Iterator[tuple[NamedNode, Term]]:
    yield TYPE, MOR.SourceGraph
    yield PROV.wasDerivedFrom, source
    yield PROV.generatedAtTime, time_literal(recorded)
    yield MOR.factsSha256, Literal(digest)


def time_literal(moment: datetime) -> Literal:
    """An `xsd:dateTime` in UTC to the second."""
    return Literal(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=XSD.dateTime)


def _claim_triples(claim: Claim) -> list[Triple]:
    iri = claim.iri
    triples = [
        Triple(iri, TYPE, _CLAIM),
        Triple(iri, _ABOUT, claim.about),
        Triple(iri, _SLOT, claim.slot),
        Triple(iri, _VALUE, claim.value),
        Triple(iri, _MODALITY, Literal(claim.modality)),
    ]
    triples += [Triple(iri, _EVIDENCED, node) for node in claim.evidence]
    if claim.words is not None:
        triples.append(Triple(iri, MOR.words, Literal(claim.words)))
    if claim.confidence is not None:
        triples.append(Triple(iri, MOR.confidence, _decimal(claim.confidence)))
    if claim.rule is not None:
        triples.append(Triple(iri, MOR.rule, Literal(claim.rule)))
    if claim.reviewed_by is not None:
        triples.append(Triple(iri, MOR.reviewedBy, Literal(claim.reviewed_by)))
    return triples


_CLAIM, _ABOUT, _SLOT, _VALUE = MOR.Claim, MOR.about, MOR.slot, MOR.value
_MODALITY, _EVIDENCED = MOR.modality, MOR.isEvidencedBy


def _decimal(value: float) -> Literal:
    return Literal(_CONFIDENCE.format(value).rstrip("0").rstrip(".") or "0", datatype=XSD.decimal)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
