"""The evidence behind things: each claim of a live source with its evidence, its place and, where held, its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from moratoria.ask.results import text
from moratoria.pipeline.sayings import slot_words, words_of
from moratoria.serve.addresses import page_address
from moratoria.store.base import Store, Value, select
from moratoria.terms import NamedNode

MOST = 100
"""More pieces of evidence are counted, not listed."""

_EVIDENCE = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?evidence ?claim ?about ?slot ?value ?modality ?source ?title ?publisher ?published ?address ?locator
  ?row ?start ?end ?words WHERE {
  VALUES ?about { %s }
  GRAPH ?graph {
    ?claim mor:about ?about ; mor:slot ?slot ; mor:value ?value ; mor:modality ?modality ; mor:isEvidencedBy ?evidence .
    ?graph prov:wasDerivedFrom ?source .
    ?source dcterms:title ?title ; mor:publisher ?publisher ; mor:publishedEarliest ?published .
    OPTIONAL { ?source schema:url ?address }
    OPTIONAL { ?evidence mor:locator ?locator }
    OPTIONAL { ?evidence mor:row ?row }
    OPTIONAL { ?evidence oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end }
    OPTIONAL { ?evidence oa:hasSelector ?exact . ?exact oa:exact ?words }
    OPTIONAL { ?graph prov:invalidatedAtTime ?closed }
  }
  FILTER(!BOUND(?closed))
}
ORDER BY ?about ?published ?evidence ?slot ?value
"""

Row = dict[str, Value]


def read_evidence(store: Store, things: Iterable[NamedNode]) -> list[dict[str, Any]]:
    """Each piece of evidence about some things, with all that rests on it."""
    listed = list(dict.fromkeys(things))
    if not listed:
        return []
    rows = select(store, _EVIDENCE % " ".join(map(str, listed)))
    return [_piece(store, list(group)) for _, group in groupby(rows, key=lambda row: (row["about"], row["evidence"]))]


def listed(pieces: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Pieces of evidence as an answer has them: those listed, and how many there are."""
    return {"evidence": list(pieces[:MOST]), "evidence_total": len(pieces)}


def _piece(store: Store, rows: list[Row]) -> dict[str, Any]:
    row = rows[0]
    claims = {text(each["claim"]): each for each in rows}.values()
    found = {
        "evidence": text(row["evidence"]), "about": text(row["about"]),
        "states": [_stated(store, each) for each in claims], "source": _source(row), "place": _place(row),
        "quote": text(row["words"]),
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def _stated(store: Store, row: Row) -> dict[str, str]:
    slot, value = row["slot"], row["value"]
    assert isinstance(slot, NamedNode)
    stated = {
        "claim": text(row["claim"]), "slot": slot_words(slot), "value": words_of(store, value),
        "modality": text(row["modality"]),
    }  # fmt: skip
    return stated | ({"value_iri": value.value} if isinstance(value, NamedNode) else {})


def _source(row: Row) -> dict[str, str]:
    node = row["source"]
    assert isinstance(node, NamedNode)
    found = {name: text(row[name]) for name in ("title", "publisher", "published", "address")}
    return {"iri": node.value, **{name: value for name, value in found.items() if value}, "page": page_address(node)}


def _place(row: Row) -> str:
    span = f"characters {text(row['start'])} to {text(row['end'])}" if row["start"] is not None else ""
    return text(row["locator"]) or text(row["row"]) or span
