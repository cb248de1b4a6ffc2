"""Restrictions and bills as lanes of a timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from moratoria.infer.rules import STATUS_RULES
from moratoria.pages.explorer import day_words
from moratoria.pages.render import status_look
from moratoria.pages.timeline import Bar, Group, Lane, Mark
from moratoria.pipeline.changes import Span
from moratoria.pipeline.sayings import label_of
from moratoria.publish.reading import text_of
from moratoria.serve.addresses import page_address
from moratoria.serve.views.topic import Held, Topic, country_of
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, LOC, MOR, TYPE, NamedNode, minted, slug_of

LIVING = ("proposed", "announced", "in force", "suspended", "unknown")
"""The lives that a bar shows; after them a restriction has ended."""

_UNSETTLED = ("end-reached", "duration-elapsed")
_BILL_ENDS = {"died": "died", "enacted": "event", "signed": "event", "vetoed": "died"}


def look_of(span: Span) -> str:
    """How a status looks; a suspended or announced one as itself.

    >>> look_of(Span("", "", "", "in force", "awaiting legislation", "", "", ""))
    'await'
    """
    if span.life in ("suspended", "announced"):
        return span.life
    return status_look(span.life, [facet for facet in span.facets.split(", ") if facet])


def build_groups(topic: Topic, held: Sequence[Held], as_of: str, query: str) -> tuple[Group, ...]:
    """The lanes of a topic: vendors, authorities by country and level, then bills by country."""
    vendors = lanes_of(topic.store, [each for each in held if each.is_vendor], as_of, query)
    groups = [Group("Vendors, about their own products", vendors)]
    places: dict[str, list[Held]] = {}
    for each in held:
        if not each.is_vendor:
            places.setdefault(_place_words(topic.store, each), []).append(each)
    order = sorted(places, key=lambda name: (-len(places[name]), name))
    groups += [Group(name, lanes_of(topic.store, places[name], as_of, query)) for name in order]
    bills: dict[str, list[Lane]] = {}
    for country, lane in bill_lanes(topic, as_of, query):
        bills.setdefault(country, []).append(lane)
    groups += [Group(f"{country}: bills", tuple(lanes)) for country, lanes in sorted(bills.items())]
    return tuple(group for group in groups if group.lanes)


def _place_words(store: Readable, held: Held) -> str:
    """The heading an authority's restriction stands under."""
    if not held.places:
        return "Place not stated"
    code = country_of(held.places[0])
    country = label_of(store, LOC.term(code)).removeprefix("the ")
    if code == "EU":
        return country
    return f"{country}: {'national' if slug_of(held.places[0]) == code else 'states and cities'}"


def lanes_of(store: Readable, held: Iterable[Held], as_of: str, query: str) -> tuple[Lane, ...]:
    """A lane for each line of policy; restrictions of one line that hold at the same time get lanes of their own."""
    lanes: dict[tuple[str, str, int], list[Held]] = {}
    for each in held:
        number = 0
        while _overlaps(each, lanes.get((each.actor.value, each.line, number), [])):
            number += 1
        lanes.setdefault((each.actor.value, each.line, number), []).append(each)
    return tuple(_lane(store, of, as_of, query) for of in lanes.values())


def _overlaps(held: Held, others: Sequence[Held]) -> bool:
    start, _ = _life(held)
    return any(not _life(other)[1] or start < _life(other)[1] for other in others)


def _life(held: Held) -> tuple[str, str]:
    """The first day of a restriction and the day it ended; empty where it has not."""
    living = [span for span in held.spans if span.life in LIVING]
    return (living[0].start, living[-1].end) if living else ("9999-12-31", "9999-12-31")


def _lane(store: Readable, held: Sequence[Held], as_of: str, query: str) -> Lane:
    note = ", ".join(dict.fromkeys(word for each in held for word in each.audiences)) or "audience not stated"
    bars = tuple(bar for each in held for bar in bars_of(each, as_of, query))
    marks = tuple(mark for each in held for mark in (*_ends(each, as_of), *_later_acts(store, each)))
    return Lane(held[0].actor_label, note, bars, marks)


def bars_of(held: Held, as_of: str, query: str) -> Iterator[Bar]:
    """The bars of a restriction: what it was over time; all of them ended where it has ended on the day."""
    now = held.on(as_of)
    ended = now is not None and now.life not in LIVING
    words = held.label
    for span in held.spans:
        if span.life in LIVING:
            was_real = span.life not in ("proposed", "unknown")
            look = "ended" if ended and was_real and span.start <= as_of else look_of(span)
            address = page_address(held.node)
            yield Bar(span.start, span.end, look, words, title_of(held, span), address + query if address else "")
            words = ""


def title_of(held: Held, span: Span) -> str:
    """A bar in words."""
    facets = f" ({span.facets})" if span.facets else ""
    until = f" to {day_words(span.end)}" if span.end else ", no end recorded"
    return f"{held.label}: {span.life}{facets} from {day_words(span.start) or 'an unknown day'}{until}"


def _ends(held: Held, as_of: str) -> Iterator[Mark]:
    for span in held.spans:
        if span.life == "expired" and span.start > as_of:
            yield Mark(span.start, "deadline", f"Ends on {day_words(span.start)}")
        elif span.life == "expired" and span.rule in _UNSETTLED:
            yield Mark(span.start, "unsettled", f"{day_words(span.start)}: {STATUS_RULES[span.rule]}")


def _later_acts(store: Readable, held: Held) -> Iterator[Mark]:
    """The later acts that sources set against a restriction."""
    for quad in store.quads(None, MOR.hasEarlier, held.node, CURRENT):
        for later in store.quads(quad.subject, MOR.hasLater, None, CURRENT):
            if isinstance(later.object, NamedNode):
                day = text_of(store, later.object, MOR.occurredEarliest)
                if day:
                    yield Mark(day, "event", f"{label_of(store, later.object)} ({day_words(day)})")


def bill_lanes(topic: Topic, as_of: str, query: str) -> Iterator[tuple[str, Lane]]:
    """The bills on the technology and in the place of a topic with a lane each, under their country."""
    store = topic.store
    found = []
    for quad in store.quads(None, TYPE, MOR.Bill, CURRENT):
        if topic.holds(quad.subject, "technology", "jurisdiction"):
            lane = _bill_lane(store, quad.subject, as_of, query)
            if lane:
                found.append((_country_words(store, quad.subject), lane))
    yield from sorted(found, key=lambda pair: (pair[0], pair[1].bars[0].since))


def _country_words(store: Readable, bill: NamedNode) -> str:
    places = sorted(slug_of(quad.object) for quad in store.quads(bill, MOR.appliesIn, None, CURRENT))  # type: ignore[arg-type]
    code = country_of(minted("jurisdiction", places[0])) if places else ""
    return label_of(store, LOC.term(code)) if code else "Place not stated"


def legal_events(store: Readable, law: NamedNode, end: NamedNode = MOR.occurredEarliest) -> list[tuple[str, str]]:
    """The legal events of a bill or law, `(day, kind)`, by the first day each can have happened on, or the last."""
    events = [quad.subject for quad in store.quads(None, MOR.concernsLegislation, law, CURRENT)]
    dated = ((text_of(store, each, end), text_of(store, each, MOR.hasEventKind)) for each in events)
    return sorted((day, kind.rpartition("/")[2]) for day, kind in dated if day)


def _bill_lane(store: Readable, bill: NamedNode, as_of: str, query: str) -> Lane | None:
    events = legal_events(store, bill)
    started = next((day for day, kind in events if kind == "introduced"), "")
    if not started:
        return None
    # a death that is only known to lie in a span of time is drawn at its end: until then the bill may have lived
    ends = [(day, kind) for day, kind in legal_events(store, bill, MOR.occurredLatest) if kind in _BILL_ENDS]
    until, how = ends[0] if ends else ("", "")
    name, number = label_of(store, bill), text_of(store, bill, MOR.number)
    span = f"{day_words(started)} to {day_words(until)}, {how}" if until else f"since {day_words(started)}"
    address = page_address(bill)
    bar = Bar(started, until, "proposed", "Bill", f"{number or name}: bill, {span}", address and address + query)
    marks = (Mark(until, _BILL_ENDS[how], f"{how}, {day_words(until)}"),) if until else ()
    return Lane(number or name, name if number else "", (bar,), marks)
