"""The first page: what holds now within a topic, over time, what is due, what is unsettled, what was recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from urllib.parse import parse_qsl, urlencode

from moratoria.pages.explorer import day_words
from moratoria.pages.timeline import NARROW, WIDE, Drawing, Group, draw_timeline, years_of
from moratoria.pipeline.changes import Deadline, Span, find_deadlines, find_stale
from moratoria.pipeline.records import RecordChange, read_record_changes
from moratoria.serve.addresses import page_address
from moratoria.serve.views.clauses import Clause, Composer
from moratoria.serve.views.lanes import LIVING, build_groups, look_of
from moratoria.serve.views.told import Told
from moratoria.serve.views.topic import ANY, DEFAULTS, Choice, Held, Topic
from moratoria.serve.views.values import Link, Numbered, SourceLine
from moratoria.store.base import Store
from moratoria.terms import NamedNode

DEADLINE_DAYS = 1100
MOST_DUE, MOST_OPEN, MOST_RECORDS = 6, 3, 6

_COUNTS = {
    "awaiting federal or national law": "await", "awaiting another act or a date": "await",
    "until further notice": "notice", "in force, no condition": "force", "condition met": "met",
    "condition failed": "failed", "suspended": "suspended", "announced": "announced", "proposed": "proposed",
    "unknown": "unknown", "ended": "ended",
}  # fmt: skip
_ALWAYS = 4
"""How many of the rows of the table of counts, and the last, stand there even at nought."""


@dataclass(frozen=True)
class Count:
    """A row of the table of counts."""

    look: str
    words: str
    vendors: int
    authorities: int


@dataclass(frozen=True)
class Steps:
    """The nearest days before and after the one shown on which something within the topic changes; none where None.

    A link's note is the day; `today` is the way back to now.
    """

    before: Link | None = None
    after: Link | None = None
    today: Link | None = None


@dataclass(frozen=True)
class Due:
    """Something on a day, ahead or past, with what it is about."""

    day: str
    days: int
    link: Link
    what: str
    look: str = ""


@dataclass(frozen=True)
class Recorded:
    """A source that was recorded or retracted on a day."""

    day: str
    what: str
    link: Link
    reason: str


@dataclass(frozen=True)
class Line:
    """A row of the table that equals the timeline."""

    group: str
    name: str
    link: Link
    look: str
    status: str
    since: str
    until: str
    scope: str


@dataclass(frozen=True)
class Home:
    """The first page. `trouble` says what could not be understood of the address; the form keeps what was typed."""

    topic: tuple[Choice, ...]
    typed: str
    trouble: str = ""
    heading: str = ""
    clauses: tuple[Clause, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    searched: int = 0
    counts: tuple[Count, ...] = ()
    wider: int = 0
    steps: Steps = Steps()
    widen: tuple[Link, ...] = ()
    wide: Drawing | None = None
    narrow: Drawing | None = None
    lines: tuple[Line, ...] = ()
    deadlines: tuple[Due, ...] = ()
    open_ends: tuple[Due, ...] = ()
    more_open: tuple[Due, ...] = ()
    records: tuple[Recorded, ...] = ()
    question: str = ""
    picture: str = ""


def build_home(topic: Topic, day: date, today: date, query: str, typed: str) -> Home:
    """The page for a topic on a day; `query` ends links so that they keep the dates."""
    store = topic.store
    held = topic.restrictions()
    numbered, told = Numbered(), Told(store)
    clauses = tuple(Composer(topic, held, day, numbered, told).clauses()) if held else ()
    groups = build_groups(topic, held, str(day), query)
    years = years_of(groups, today)
    due = find_deadlines(store, day, min(DEADLINE_DAYS, (date.max - day).days))
    open_ends = list(_open_ends(store, held, day, due))
    asked = {name: topic.chosen[name] or ANY for name in topic.chosen}
    return Home(
        topic.choices, typed, heading=heading_of(topic), clauses=clauses, sources=numbered.lines,
        searched=len(told.sources), counts=tuple(_counts(held, str(day))), wider=sum(each.is_wider for each in held),
        steps=_steps(groups, held, str(day), _Way(topic, query)), widen=tuple(_widen(topic, query)),
        wide=draw_timeline(groups, years, day, WIDE),
        narrow=draw_timeline(groups, years, day, NARROW), lines=tuple(_lines(groups, held, str(day))),
        deadlines=tuple(_deadlines(due)), open_ends=tuple(open_ends[:MOST_OPEN]),
        more_open=tuple(open_ends[MOST_OPEN:]), records=tuple(_records(store)),
        question=f"/questions/restrictions-in-force?{urlencode(asked)}",
        picture=f"/timeline.svg?{urlencode(asked)}",
    )  # fmt: skip


def heading_of(topic: Topic) -> str:
    """The topic in words."""
    technology, audience, place = topic.choices
    words = technology.label or "every technology"
    return f"{words} for {audience.label or 'any audience'} in {place.label or 'any place'}"


def _counts(held: Iterable[Held], day: str) -> Iterator[Count]:
    counts = Counter(
        (_category(held_on), each.is_vendor) for each in held if (held_on := each.on(day)) is not None
    )  # fmt: skip
    for number, (words, look) in enumerate(_COUNTS.items()):
        vendors, authorities = counts[words, True], counts[words, False]
        if vendors or authorities or number < _ALWAYS or words == "ended":
            yield Count(look, words, vendors, authorities)


def _category(span: Span) -> str:
    if span.life not in LIVING:
        return "ended"
    look = look_of(span)
    if look == "await":
        law = "awaiting legislation" in span.facets.split(", ")
        return "awaiting federal or national law" if law else "awaiting another act or a date"
    return "in force, no condition" if look == "force" else next(words for words, of in _COUNTS.items() if of == look)


@dataclass(frozen=True)
class _Way:
    """Addresses of this page with the topic and the dates it has, but for what is given."""

    topic: Topic
    query: str

    def to(self, words: str, note: str, **given: str) -> Link:
        """A link under some words."""
        chosen = {name: value or ANY for name, value in self.topic.chosen.items() if value != DEFAULTS[name]}
        return Link(words, f"/?{urlencode(chosen | dict(parse_qsl(self.query[1:])) | given)}", note)


def _widen(topic: Topic, query: str) -> Iterator[Link]:
    words = {"technology": "any technology", "audience": "any audience", "jurisdiction": "any place"}
    yield from (_Way(topic, query).to(words[name], "", **{name: ANY}) for name, value in topic.chosen.items() if value)


def _steps(groups: Iterable[Group], held: Iterable[Held], day: str, way: _Way) -> Steps:
    days = {end for each in held for span in each.spans for end in (span.start, span.end) if end}
    bars = [bar for group in groups for lane in group.lanes for bar in lane.bars]
    days |= {end for bar in bars for end in (bar.since, bar.until) if end}
    before, after = max(filter(day.__gt__, days), default=""), min(filter(day.__lt__, days), default="")
    return Steps(
        way.to("Previous event", before, asOf=before) if before else None,
        way.to("Next event", after, asOf=after) if after else None, way.to("Today", "", asOf="today"),
    )  # fmt: skip


def _lines(groups: Iterable[Group], held: Iterable[Held], day: str) -> Iterator[Line]:
    """A row for each restriction and bill that the timeline shows, under the same headings."""
    by_address = {page_address(each.node): each for each in held}
    for group in groups:
        for lane in group.lanes:
            for bar in lane.bars:
                if bar.words:
                    found = by_address.get(bar.address.partition("?")[0])
                    yield _restriction_line(group.name, found, day) if found else Line(
                        group.name, lane.name, Link(lane.note or lane.name, bar.address), bar.look,
                        "" if bar.since <= day else "not yet introduced", bar.since, bar.until, "",
                    )  # fmt: skip


def _restriction_line(group: str, held: Held, day: str) -> Line:
    span = held.on(day)
    scope = ", ".join(held.audiences) or "audience not stated"
    link = Link(held.label, page_address(held.node))
    words = "no status yet" if span is None else f"{span.life} ({span.facets})" if span.facets else span.life
    since, until = (span.start, span.end) if span else ("", "")
    look = "" if span is None else look_of(span)
    return Line(group, held.actor_label, link, look, words, since, until, f"{scope}; wider" if held.is_wider else scope)


def _deadlines(due: Iterable[Deadline]) -> Iterator[Due]:
    ahead = [each for each in due if each.days >= 0]
    yield from (_due(each, each.what) for each in ahead[:MOST_DUE])


def _open_ends(store: Store, held: Sequence[Held], day: date, due: Iterable[Deadline]) -> Iterator[Due]:
    """What nobody settled, one of each kind by turns: ends without a record, statuses unknown, none confirming."""
    now = {each.node.value: (each, span) for each in held if (span := each.on(str(day))) is not None}
    overdue = [each for each in due if each.days < 0 and each.thing in now]
    unknown = [pair for pair in now.values() if pair[1].life == "unknown"]
    stale = [each for each in find_stale(store, day) if each.thing in now]
    kinds = (
        [_due(each, each.what, "unknown") for each in reversed(overdue)],
        [_unknown(each, span) for each, span in sorted(unknown, key=lambda pair: pair[1].start, reverse=True)],
        [_due(each, _unconfirmed(each), look_of(now[each.thing][1])) for each in stale],
    )
    for turn in zip_longest(*kinds):
        yield from filter(None, turn)


def _unknown(held: Held, span: Span) -> Due:
    since = f"unknown since {day_words(span.start)}" if span.start else "unknown: no source gives a day"
    return Due(span.start, 0, Link(held.label, page_address(held.node)), since, "unknown")


def _unconfirmed(found: Deadline) -> str:
    return f"not confirmed for {-found.days:,} days, last source {day_words(found.day)}"


def _due(found: Deadline, what: str, look: str = "") -> Due:
    return Due(found.day, found.days, Link(found.label, page_address(NamedNode(found.thing))), what, look)


def _records(store: Store) -> Iterator[Recorded]:
    """What was recorded last, the newest first."""
    newest = sorted(read_record_changes(store), key=lambda each: (each.moment, each.source), reverse=True)
    yield from map(_recorded, newest[:MOST_RECORDS])


def _recorded(change: RecordChange) -> Recorded:
    link = Link(change.title, page_address(NamedNode(change.source)), change.publisher)
    return Recorded(change.moment[:10], change.what, link, change.reason)
