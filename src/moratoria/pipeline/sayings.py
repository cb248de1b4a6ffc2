"""What live sources say about slots of things: each claim with its source, its place, and how independent it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from moratoria.ask.results import text
from moratoria.graph.claims import Claim, Standing
from moratoria.store.base import Readable, Store, Value, select
from moratoria.terms import CURRENT, MOR, RDFS, SKOS, NamedNode, shorten, slug_of

_CLAIMS = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?claim ?about ?slot ?value ?modality ?source ?authority ?corrects ?title ?publisher ?published
  ?latest ?address ?locator ?row ?start ?end WHERE {
  VALUES ?about { %s }
  VALUES ?slot { %s }
  GRAPH ?graph {
    ?claim mor:about ?about ; mor:slot ?slot ; mor:value ?value ; mor:modality ?modality ; mor:isEvidencedBy ?evidence .
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

_WORDS = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
SELECT ?claim ?words WHERE {
  VALUES ?about { %s }
  VALUES ?slot { %s }
  GRAPH ?graph { ?claim mor:about ?about ; mor:slot ?slot ; mor:words ?words }
}
ORDER BY ?claim DESC(?words)
"""
"""Asked apart: as an OPTIONAL in `_CLAIMS` the engine joins every claim of the store that has words with every row."""


@dataclass(frozen=True)
class Saying:
    """One source saying a value: where in it, and how.

    `origin` is the source whose words these are: the first of a chain of syndicated copies, else the source itself.
    """

    value: str
    modality: str
    publisher: str
    title: str
    published: str
    address: str | None
    place: str
    claim: str
    source: str
    origin: str


@dataclass(frozen=True)
class Said:
    """A claim as it is weighed against others, and as it reads."""

    claim: Claim
    saying: Saying


Slot = tuple[NamedNode, NamedNode]
"""A thing and one of its slots."""


def read_said(store: Store, things: Iterable[NamedNode], slots: Iterable[NamedNode]) -> dict[Slot, list[Said]]:
    """The claims of live sources on some slots of some things."""
    asked = (" ".join(map(str, things)), " ".join(map(str, slots)))
    rows = select(store, _CLAIMS % asked)
    words = {row["claim"]: text(row["words"]) for row in select(store, _WORDS % asked)}
    origins = read_origins(store)
    said: dict[Slot, list[Said]] = {}
    for _, places in groupby(rows, key=lambda row: row["claim"]):
        found = list(places)
        claim = _claim(found[0], words.get(found[0]["claim"]))
        said.setdefault((claim.about, claim.slot), []).append(Said(claim, _saying(store, found, origins)))
    return said


def read_origins(store: Readable) -> dict[str, str]:
    """The source that each syndicated copy repeats in the end, however long the chain of copies."""
    pairs = {quad.subject.value: quad.object.value for quad in store.quads(None, MOR.isSyndicatedFrom, None, None)}
    origins = {}
    for copy, origin in pairs.items():
        seen = {copy}
        while origin in pairs and origin not in seen:
            seen.add(origin)
            origin = pairs[origin]
        origins[copy] = origin
    return origins


def independent(sayings: Iterable[Saying]) -> int:
    """How many sources say something, syndicated copies counted once."""
    return len({saying.origin for saying in sayings})


def _claim(row: dict[str, Value], words: str | None) -> Claim:
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
    return Claim(iri, about, slot, value, text(row["modality"]), standing, words=words or None)


def _saying(store: Store, rows: list[dict[str, Value]], origins: dict[str, str]) -> Saying:
    """What one claim says, with all its places; the rows differ only in those."""
    row = rows[0]
    place = "; ".join(dict.fromkeys(_place(each) for each in rows))
    published = text(row["published"])
    latest, source = text(row["latest"]), text(row["source"])
    return Saying(
        words_of(store, row["value"]), text(row["modality"]), text(row["publisher"]), text(row["title"]),
        published if published == latest else f"{published}/{latest}", text(row["address"]) or None, place,
        text(row["claim"]), source, origins.get(source, source),
    )  # fmt: skip


def _place(row: dict[str, Value]) -> str:
    span = f"characters {text(row['start'])}-{text(row['end'])}" if row["start"] is not None else ""
    return text(row["locator"]) or text(row["row"]) or span


def words_of(store: Readable, term: Value) -> str:
    """A value as it reads: a thing by its name, a class by its words."""
    if not isinstance(term, NamedNode):
        return text(term)
    return slot_words(term) if term.value.startswith(str(MOR)) else label_of(store, term)


def label_of(store: Readable, node: NamedNode) -> str:
    """The name of a thing or concept; its slug in words where it has none."""
    for predicate in (RDFS.label, SKOS.prefLabel):
        found = sorted(quad.object.value for quad in store.quads(node, predicate, None, CURRENT))
        if found:
            return found[0]
    return slug_of(node).replace("-", " ")


def slot_words(slot: NamedNode) -> str:
    """A property as words: `mor:hasDurationKind` is `duration kind`.

    >>> slot_words(MOR.hasDurationKind)
    'duration kind'
    """
    name = shorten(slot.value).rpartition(":")[2]
    return re.sub(r"(?<!^)([A-Z])", r" \1", name).lower().removeprefix("has ").removeprefix("is ")
