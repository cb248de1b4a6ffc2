"""The flat view of restrictions: what each says, its status, and the record behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moratoria.graph.claims import read_claims
from moratoria.graph.current import build_current
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import (
    CURRENT,
    DCTERMS,
    MOR,
    OA,
    ODRL,
    PROV,
    RDFS,
    SCHEMA,
    SKOS,
    TYPE,
    Literal,
    NamedNode,
    Quad,
    kind_of,
    names_in,
    slug_of,
)  # fmt: skip

_SLOTS = {
    "imposed_by": ODRL.assigner, "binds": ODRL.assignee, "actions": ODRL.action,
    "technologies": MOR.concernsTechnology, "products": ODRL.target, "affects": MOR.affects,
    "jurisdictions": MOR.appliesIn, "conditions": MOR.awaits, "revises": PROV.wasRevisionOf,
    "legal_basis": MOR.isImposedUnder, "duration": MOR.duration, "wording": MOR.wording,
}  # fmt: skip
_DATES = ("announced", "start", "end")
COLUMNS = (
    "id", "label", "kind", *_SLOTS, *_DATES, "statuses", "sources", "addresses", "evidence", "recorded", "retracted",
)  # fmt: skip
"""Several values are separated by `; `. Dates are EDTF; `statuses` are `life [from, to) facets`."""


def restriction_rows(quads: Iterable[Quad]) -> Iterator[dict[str, str]]:
    """A row per restriction, by id. One that only retracted sources state is built from them and says when."""
    store = EmbeddedStore.of(quads)
    for restriction in names_in(quad for quad in store.quads(None, MOR.about) if _is_restriction(quad.object)):
        yield _row(store, restriction)


def _is_restriction(term: NamedNode | Literal) -> bool:
    return isinstance(term, NamedNode) and kind_of(term) == "restriction"


def _row(store: EmbeddedStore, restriction: NamedNode) -> dict[str, str]:
    claims = sorted(store.quads(None, MOR.about, restriction), key=str)
    graphs = sorted({quad.graph_name for quad in claims}, key=str)
    values = list(store.quads(restriction, None, None, CURRENT))
    if not values:
        stated = [claim for graph in graphs for claim in read_claims(store.quads(None, None, None, graph))]
        values = [quad for quad in build_current(claim for claim in stated if claim.about == restriction)]
    row = {"id": slug_of(restriction), "label": _first(values, RDFS.label)}
    kinds = names_in(quad for quad in values if quad.predicate == TYPE and quad.object != MOR.Restriction)
    row["kind"] = _joined(slug_of(kind) for kind in kinds)
    for name, predicate in _SLOTS.items():
        row[name] = _joined(_name(store, quad.object) for quad in values if quad.predicate == predicate)
    for name in _DATES:
        row[name] = _edtf(_first(values, MOR.term(f"{name}Earliest")), _first(values, MOR.term(f"{name}Latest")))
    return row | {"statuses": _statuses(store, restriction)} | _record(store, graphs, claims)


def _name(store: EmbeddedStore, term: NamedNode | Literal) -> str:
    if isinstance(term, Literal):
        return term.value
    for predicate in (SKOS.prefLabel, RDFS.label):
        found = sorted(quad.object.value for quad in store.quads(term, predicate, None, CURRENT))
        if found:
            return found[0]
    return slug_of(term)


def _first(values: Iterable[Quad], predicate: NamedNode) -> str:
    return min((quad.object.value for quad in values if quad.predicate == predicate), default="")


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(sorted(dict.fromkeys(texts)))


def _edtf(earliest: str, latest: str) -> str:
    return earliest if earliest == latest else f"{earliest}/{latest}"


def _statuses(store: EmbeddedStore, restriction: NamedNode) -> str:
    lines = []
    for quad in store.quads(None, MOR.isStatusOf, restriction, CURRENT):
        own = list(store.quads(quad.subject, None, None, CURRENT))
        facets = _joined(other.object.value for other in own if other.predicate == MOR.facet)
        since, until = _first(own, MOR.term("from")), _first(own, MOR.to)
        lines.append((since, f"{_first(own, MOR.life)} [{since or '?'}, {until}) {facets}".rstrip()))
    return "; ".join(line for _, line in sorted(lines))


def _record(store: EmbeddedStore, graphs: list[NamedNode], claims: list[Quad]) -> dict[str, str]:
    """Where it is stated, at what places, and when that was recorded and retracted."""
    sources = [node for graph in graphs for node in names_in(store.quads(graph, PROV.wasDerivedFrom))]
    evidence = {node for claim in claims for node in names_in(store.quads(claim.subject, MOR.isEvidencedBy))}
    times = {
        name: _joined(quad.object.value for graph in graphs for quad in store.quads(graph, predicate))
        for name, predicate in (("recorded", PROV.generatedAtTime), ("retracted", PROV.invalidatedAtTime))
    }
    titles = (f"{_text(store, s, MOR.publisher)}: {_text(store, s, DCTERMS.title)}" for s in sources)
    return {
        "sources": _joined(titles),
        "addresses": _joined(_text(store, source, SCHEMA.url) for source in sources),
        "evidence": _joined(_place(store, node) for node in evidence),
        **times,
    }


def _text(store: EmbeddedStore, subject: NamedNode, predicate: NamedNode) -> str:
    return min((quad.object.value for quad in store.quads(subject, predicate)), default="")


def _place(store: EmbeddedStore, node: NamedNode) -> str:
    source = slug_of(NamedNode(_text(store, node, OA.hasSource)))
    place = _text(store, node, MOR.locator) or _text(store, node, MOR.row)
    if not place:
        ends = (_text_of_selector(store, node, OA.start), _text_of_selector(store, node, OA.end))
        place = f"characters {ends[0]}-{ends[1]}"
    return f"{source} ({place})"


def _text_of_selector(store: EmbeddedStore, node: NamedNode, predicate: NamedNode) -> str:
    selectors = names_in(store.quads(node, OA.hasSelector))
    return max((_text(store, selector, predicate) for selector in selectors), default="")
