"""The page of one restriction: what it is, the evidence, why it stands so, what would release it, how it came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from moratoria.errors import UnknownName
from moratoria.pages.explorer import day_words
from moratoria.pages.timeline import MIDDLE, NARROW, Drawing, draw_timeline, years_of
from moratoria.pipeline.changes import Span, read_spans
from moratoria.pipeline.disagreements import Disagreement, contradictions_about, disagreements_among
from moratoria.pipeline.sayings import label_of, slot_words
from moratoria.publish.reading import related, span_text, texts_of
from moratoria.serve import site
from moratoria.serve.addresses import node_at, page_address
from moratoria.serve.asked import graph_asked, read_dates, served_by
from moratoria.serve.views.conditions import Awaited, build_conditions
from moratoria.serve.views.evidence import Block, build_evidence
from moratoria.serve.views.facts import FactRow, FactRows
from moratoria.serve.views.history import Change, build_changes, build_lanes, read_line
from moratoria.serve.views.told import Told
from moratoria.serve.views.topic import read_held
from moratoria.serve.views.values import Link, Numbered, link_to
from moratoria.serve.views.why import Reasoner, Why
from moratoria.store.base import Readable, Store
from moratoria.terms import CURRENT, MOR, ODRL, SCHEMA, SKOS, TYPE, NamedNode, names_in, slug_of

_REGISTERS = {
    MOR.wikidataId: ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    SCHEMA.leiCode: ("LEI", "https://search.gleif.org/#/record/{}"),
    MOR.cik: ("SEC CIK", "https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK={}"),
}  # fmt: skip


@dataclass(frozen=True)
class Side:
    """One side of a contradiction: its words, a line above and below it, and its sources."""

    above: str
    link: Link
    below: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Versus:
    """Two or more sides, and the rule, dispute or replies about them."""

    heading: str
    sides: tuple[Side, ...]
    verdict: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Identified:
    """Something by its identifiers elsewhere, `(register, value, address)`."""

    name: str
    ids: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class RestrictionPage:
    """All that the page shows."""

    iri: str
    slug: str
    label: str
    kind: str
    actors: tuple[Link, ...]
    span: Span | None
    facets: tuple[str, ...]
    days: int
    newest: str
    newest_days: int
    facts: tuple[FactRow, ...]
    evidence: tuple[Block, ...]
    why: Why
    conditions: tuple[Awaited, ...]
    wide: Drawing
    narrow: Drawing
    changes: tuple[Change, ...]
    versus: tuple[Versus, ...]
    identified: tuple[Identified, ...]
    incidents: tuple[Link, ...]


def show(request: Request) -> Response:
    """The page of the restriction in the address. Raises UnknownName where nothing was ever said of it."""
    dates = read_dates(request)
    store = graph_asked(request, dates).store
    slug = request.path_params["slug"].partition(".")[0]
    node = node_at("restriction", slug)
    if node is None or not any(True for _ in store.quads(node, TYPE, MOR.Restriction, CURRENT)):
        raise UnknownName("restriction", slug[:128], ())
    view = build_restriction(store, node, dates.as_of, served_by(request).today(), dates.query())
    return site.page(request, "restriction.html", "Browse", view)


def build_restriction(store: Store, node: NamedNode, day: date, today: date, query: str) -> RestrictionPage:
    """The page of a restriction as of a day; `query` ends links so that they keep the dates."""
    spans = read_spans(store)
    held = read_held(store, node, [span for span in spans if span.restriction == node.value])
    told, numbered = Told(store, (node,)), Numbered()
    facts = tuple(FactRows(store, held, told, numbered).rows())
    numbered.numbers(told.best(told.sayings(node), len(told.sources)))
    conditions = build_conditions(store, node, str(day), told, numbered)
    why = Reasoner(store, held, str(day), conditions, told, numbered).why()
    line = read_line(store, held, spans) or [held]
    groups = build_lanes(store, line, conditions, str(day), query)
    years = years_of(groups, today)
    changes = build_changes(store, held, line, conditions, (told, numbered))
    versus = (*_disagreements(store, node, told, numbered), *_oppositions(store, node, told, numbered))
    span = held.on(str(day))
    newest = max((saying.published[:10] for each in line for saying in told.sayings(each.node)), default="")
    return RestrictionPage(
        node.value, slug_of(node), held.label, _kind_words(store, node),
        tuple(link_to(store, each) for each in related(store, node, ODRL.assigner)), span,
        tuple(each for each in span.facets.split(", ") if each) if span else (), _age(span.start if span else "", day),
        newest, _age(newest, day), facts, build_evidence(store, told, numbered), why, conditions,
        draw_timeline(groups, years, day, MIDDLE), draw_timeline(groups, years, day, NARROW), changes, versus,
        tuple(_identified(store, node)), _incidents(store, node),
    )  # fmt: skip


def _age(day: str, until: date) -> int:
    return (until - date.fromisoformat(day)).days if day else 0


def _kind_words(store: Readable, node: NamedNode) -> str:
    return ", ".join(slot_words(kind) for kind in related(store, node, TYPE) if kind != MOR.Restriction)


def _disagreements(store: Readable, node: NamedNode, told: Told, numbered: Numbered) -> Iterator[Versus]:
    own = {place: said for place, said in told.said.items() if place[0] == node}
    for found in disagreements_among(store, own):
        sides = tuple(_side(found, side.value, told, numbered) for side in (found.preferred, *found.others))
        what = "Settled by a correction: the first side counts" if found.settled else "Both are kept; the first counts"
        yield Versus(_slot_words(found.slot), sides, f"{what}. Rule: {found.rule}.")


def _side(found: Disagreement, value: str, told: Told, numbered: Numbered) -> Side:
    side = next(each for each in (found.preferred, *found.others) if each.value == value)
    best = told.best(side.said_by, 3)
    first = best[0]
    below = f"{first.modality}, {first.publisher}, {day_words(first.published)}"
    more = f"; {side.sources} independent sources" if side.sources > 1 else ""
    return Side(_slot_words(found.slot), Link(day_words(value) or "not stated"), below + more, numbered.numbers(best))


def _slot_words(slot: str) -> str:
    return slot[:1].upper() + slot[1:]


def _oppositions(store: Readable, node: NamedNode, told: Told, numbered: Numbered) -> Iterator[Versus]:
    """What is set against this restriction or by it, who disputes that, and what they answered."""
    for each in contradictions_about(store, node):
        earlier, later = (related(store, each, slot)[0] for slot in (MOR.hasEarlier, MOR.hasLater))
        replies = {quad.subject for to in (each, later) for quad in store.quads(None, MOR.repliesTo, to, CURRENT)}
        told.add(each, earlier, later, *replies)
        disputed = [label_of(store, by) for by in related(store, each, MOR.isDisputedBy)]
        verdict = f"Disputed by {' and '.join(disputed)}." if disputed else "No dispute is recorded."
        answers = sorted(replies, key=lambda reply: reply.value)
        verdict += "".join(f" Reply: {label_of(store, reply)}." for reply in answers)
        sides = tuple(_opposed(store, side, told, numbered) for side in (earlier, later))
        sayings = [saying for about in (each, *answers) for saying in told.sayings(about)]
        yield Versus(label_of(store, each), sides, verdict, numbered.numbers(told.best(sayings, 3)))


def _opposed(store: Readable, node: NamedNode, told: Told, numbered: Numbered) -> Side:
    dated = span_text(store, node, "occurred") or span_text(store, node, "announced") or span_text(store, node, "said")
    best = told.best(told.sayings(node), 2)
    below = f"{best[0].modality}, {best[0].publisher}, {day_words(best[0].published)}" if best else ""
    return Side(day_words(dated), link_to(store, node), below, numbered.numbers(best))


def _identified(store: Readable, node: NamedNode) -> Iterator[Identified]:
    for actor in related(store, node, ODRL.assigner):
        ids = tuple(
            (name, value, form.format(value))
            for slot, (name, form) in _REGISTERS.items() for value in texts_of(store, actor, slot)
        )  # fmt: skip
        yield Identified(label_of(store, actor), ids)


def _incidents(store: Readable, node: NamedNode) -> tuple[Link, ...]:
    """The records of this restriction, or close ones, in other databases."""
    slots = (MOR.sameRecordAs, SKOS.exactMatch, SKOS.closeMatch)
    return tuple(
        Link(other.value, page_address(other) or other.value)
        for slot in slots for other in names_in(store.quads(node, slot, None, CURRENT))
    )  # fmt: skip
