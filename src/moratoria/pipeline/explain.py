"""Why a thing has the status it has: rule, facts, sources and places, and what was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from moratoria.ask.results import text
from moratoria.graph.claims import Claim, Standing, prefer
from moratoria.graph.current import is_single
from moratoria.infer.rules import PREFERENCE_RULES, STATUS_RULES
from moratoria.store.base import Readable, Store, Value, select
from moratoria.terms import CURRENT, MOR, ODRL, PROV, RDFS, SKOS, Literal, NamedNode, Quad, kind_of, slug_of

TELLING_SLOTS = {
    MOR.announced: "announced", MOR.start: "starts", MOR.end: "ends", MOR.duration: "lasts", MOR.wording: "worded as",
    MOR.awaits: "is released by", MOR.requires: "requires", MOR.on: "on", MOR.occurred: "happened",
    MOR.assessed: "assessed", MOR.assessedStatus: "found", PROV.wasRevisionOf: "revises",
    MOR.hasEventKind: "is an event of the kind", ODRL.assigner: "imposed by", MOR.hasEarlier: "earlier",
    MOR.hasLater: "later", MOR.isDisputedBy: "disputed by",
}  # fmt: skip
"""The slots a status rests on, and how they read."""

_CLAIMS = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?claim ?about ?slot ?value ?modality ?words ?source ?authority ?corrects ?title ?publisher ?published
  ?latest ?address ?locator ?row ?start ?end WHERE {
  VALUES ?about { %s }
  VALUES ?slot { %s }
  GRAPH ?graph {
    ?claim mor:about ?about ; mor:slot ?slot ; mor:value ?value ; mor:modality ?modality ; mor:isEvidencedBy ?evidence .
    OPTIONAL { ?claim mor:words ?words }
    ?graph prov:wasDerivedFrom ?source .
    ?source mor:authority ?authority ; dcterms:title ?title ; mor:publisher ?publisher ;
      mor:publishedEarliest ?published ; mor:publishedLatest ?latest .
    OPTIONAL { ?source mor:corrects ?corrects }
    OPTIONAL { ?source schema:url ?address }
    OPTIONAL { ?evidence mor:locator ?locator }
    OPTIONAL { ?evidence mor:row ?row }
    OPTIONAL { ?evidence oa:hasSelector ?selector . ?selector oa:start ?start ; oa:end ?end }
    OPTIONAL { ?graph prov:invalidatedAtTime ?closed }
  }
  FILTER(!BOUND(?closed))
}
ORDER BY ?about ?slot ?claim ?locator ?row ?start
"""


@dataclass(frozen=True)
class Saying:
    """One source saying a value: where in it, and how."""

    value: str
    modality: str
    publisher: str
    title: str
    published: str
    address: str | None
    place: str
    claim: str


@dataclass(frozen=True)
class Ground:
    """A value a status rests on: who says it, by which rule it is preferred, and what was set aside for it."""

    slot: str
    value: str
    said_by: tuple[Saying, ...]
    rule: str
    set_aside: tuple[Saying, ...] = ()


@dataclass(frozen=True)
class Reason:
    """A thing that explains a status, and the values of it that count."""

    thing: str
    label: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class StatusOn:
    """The status of a thing on a day; `life` is `none` before its first day."""

    thing: str
    label: str
    as_of: str
    life: str
    facets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    rule: str = ""
    rule_words: str = ""
    last_confirmed: str | None = None
    reasons: tuple[Reason, ...] = ()
    also_recorded: tuple[Reason, ...] = ()

    def sentence(self) -> str:
        """The status as one sentence."""
        if self.life == "none":
            return f"{self.label}: no status as of {self.as_of}, {self.rule_words}."
        span = f" since {self.since}" if self.since else ""
        span += f" until {self.until}" if self.until else ""
        facets = f" ({', '.join(self.facets)})" if self.facets else ""
        confirmed = f" Last confirmed {self.last_confirmed}." if self.last_confirmed else ""
        return f"{self.label}: {self.life}{facets} as of {self.as_of}{span}: {self.rule_words}.{confirmed}"


def find_status_on(store: Readable, thing: NamedNode, day: date) -> StatusOn:
    """The status of a restriction on a day, without its reasons."""
    label = _label(store, thing)
    held = _held(store, thing, day)
    if not held:
        known = any(True for _ in store.quads(None, MOR.isStatusOf, thing, CURRENT))
        words = "before anything is known of it" if known else "it is no restriction"
        return StatusOn(thing.value, label, str(day), "none", rule_words=words)
    own = list(store.quads(held[0], None, None, CURRENT))
    rule = _one(own, MOR.openedBy) or ""
    facets = tuple(sorted(quad.object.value for quad in own if quad.predicate == MOR.facet))
    return StatusOn(
        thing.value, label, str(day), _one(own, MOR.life) or "unknown", facets, _one(own, MOR.term("from")),
        _one(own, MOR.to), rule, STATUS_RULES[rule], last_confirmed(store, thing),
    )  # fmt: skip


def explain_status(store: Store, thing: NamedNode, day: date) -> StatusOn:
    """The status of a restriction on a day with all its reasons, down to the places in the sources.

    `also_recorded` are the events and contradictions about it that the status does not rest on, such as rulings.
    """
    found = find_status_on(store, thing, day)
    because = [
        quad.object for node in _held(store, thing, day) for quad in store.quads(node, MOR.isExplainedBy, None, CURRENT)
    ]
    things = [thing, *sorted({node for node in because if isinstance(node, NamedNode)} - {thing}, key=str)]
    others = sorted(set(_others(store, thing, day)) - set(things), key=str)
    return replace(found, reasons=tuple(read_reasons(store, things)), also_recorded=tuple(read_reasons(store, others)))


def _others(store: Store, thing: NamedNode, day: date) -> Iterator[NamedNode]:
    """The events up to a day and the contradictions about a thing."""
    for predicate in (MOR.concernsRestriction, MOR.hasEarlier, MOR.hasLater):
        for quad in store.quads(None, predicate, thing, CURRENT):
            happened = _one(list(store.quads(quad.subject, None, None, CURRENT)), MOR.occurredEarliest)
            if kind_of(quad.subject) in ("event", "contradiction") and (happened or "") <= str(day):
                yield quad.subject


def read_reasons(store: Store, things: Iterable[NamedNode]) -> list[Reason]:
    """What the live sources say about the slots of some things that a status can rest on."""
    listed = list(things)
    if not listed:
        return []
    query = _CLAIMS % (" ".join(map(str, listed)), " ".join(map(str, TELLING_SLOTS)))
    found = select(store, query)
    by_slot = {key: list(rows) for key, rows in groupby(found, key=lambda row: (row["about"], row["slot"]))}
    reasons = []
    for thing in listed:
        grounds = [
            ground
            for (about, slot), rows in by_slot.items()
            if about == thing
            for ground in _grounds(store, slot, rows)
        ]
        reasons.append(Reason(thing.value, _label(store, thing), tuple(grounds)))
    return reasons


def _grounds(store: Store, slot: Value, rows: list[dict[str, Value]]) -> list[Ground]:
    assert isinstance(slot, NamedNode)
    claims = {text(row["claim"]): _claim(row) for row in rows}
    sayings = [_saying(store, list(said)) for _, said in groupby(rows, key=lambda row: row["claim"])]
    word = TELLING_SLOTS[slot]
    first = next(iter(claims.values()))
    if not is_single(first.about, slot):
        values = list(dict.fromkeys(saying.value for saying in sayings))
        return [Ground(word, value, _of(sayings, value), PREFERENCE_RULES["only-value"]) for value in values]
    best, rule = prefer(claims.values())
    value = _words(store, best.value)
    others = tuple(saying for saying in sayings if saying.value != value)
    return [Ground(word, value, _of(sayings, value), PREFERENCE_RULES[rule], others)]


def _of(sayings: list[Saying], value: str) -> tuple[Saying, ...]:
    return tuple(saying for saying in sayings if saying.value == value)


def _claim(row: dict[str, Value]) -> Claim:
    source, about, slot, iri, value = (row[name] for name in ("source", "about", "slot", "claim", "value"))
    assert isinstance(source, NamedNode)
    assert isinstance(about, NamedNode)
    assert isinstance(slot, NamedNode)
    assert isinstance(iri, NamedNode)
    assert value is not None
    corrects = row["corrects"]
    standing = Standing(
        source, text(row["authority"]), text(row["latest"]), corrects if isinstance(corrects, NamedNode) else None
    )
    return Claim(iri, about, slot, value, text(row["modality"]), standing, words=text(row["words"]) or None)


def _saying(store: Store, rows: list[dict[str, Value]]) -> Saying:
    """What one claim says, with all its places; the rows differ only in those."""
    row = rows[0]
    place = "; ".join(dict.fromkeys(_place(each) for each in rows))
    published = text(row["published"])
    latest = text(row["latest"])
    return Saying(
        _words(store, row["value"]), text(row["modality"]), text(row["publisher"]), text(row["title"]),
        published if published == latest else f"{published}/{latest}", text(row["address"]) or None, place,
        text(row["claim"]),
    )  # fmt: skip


def _place(row: dict[str, Value]) -> str:
    span = f"characters {text(row['start'])}-{text(row['end'])}" if row["start"] is not None else ""
    return text(row["locator"]) or text(row["row"]) or span


def _words(store: Store, term: Value) -> str:
    return _label(store, term) if isinstance(term, NamedNode) else text(term)


def _label(store: Readable, node: NamedNode) -> str:
    for predicate in (RDFS.label, SKOS.prefLabel):
        found = sorted(quad.object.value for quad in store.quads(node, predicate, None, CURRENT))
        if found:
            return found[0]
    return slug_of(node).replace("-", " ")


def last_confirmed(store: Readable, thing: NamedNode) -> str | None:
    """The last day on or after which a live source that states something about a thing was published."""
    days = []
    for claim in store.quads(None, MOR.about, thing, None):
        graph = claim.graph_name
        if any(True for _ in store.quads(graph, PROV.invalidatedAtTime, None, graph)):
            continue
        for derived in store.quads(graph, PROV.wasDerivedFrom, None, graph):
            source = derived.object
            assert isinstance(source, NamedNode)
            days += [quad.object.value for quad in store.quads(source, MOR.publishedEarliest, None, graph)]
    return max(days, default=None)


def _held(store: Readable, thing: NamedNode, day: date) -> list[NamedNode]:
    """The status intervals of a thing that hold on a day: one, or none."""
    nodes = [quad.subject for quad in store.quads(None, MOR.isStatusOf, thing, CURRENT)]
    return [node for node in nodes if _holds(store, node, day)]


def _holds(store: Readable, node: NamedNode, day: date) -> bool:
    own = list(store.quads(node, None, None, CURRENT))
    start, end = _one(own, MOR.term("from")), _one(own, MOR.to)
    return (start is None or start <= str(day)) and (end is None or str(day) < end)


def _one(quads: list[Quad], predicate: NamedNode) -> str | None:
    found = [quad.object for quad in quads if quad.predicate == predicate and isinstance(quad.object, Literal)]
    return found[0].value if found else None
