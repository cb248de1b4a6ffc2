"""What changes between two days, what is due, and what has not been confirmed for long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from moratoria.ask.results import text
from moratoria.errors import QueryError
from moratoria.infer.rules import STATUS_RULES
from moratoria.store.base import Store, Value, select
from moratoria.terms import shorten

STALE_DAYS = 365

_INTERVALS = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?restriction ?label ?kind ?life ?rule ?from ?to (GROUP_CONCAT(DISTINCT COALESCE(?facet, ""); separator=", ")
  AS ?facets) WHERE {
  ?status mor:isStatusOf ?restriction ; mor:life ?life ; mor:openedBy ?rule .
  ?restriction rdfs:label ?label ; a ?kind .
  FILTER(?kind != mor:Restriction)
  OPTIONAL { ?status mor:from ?from }
  OPTIONAL { ?status mor:to ?to }
  OPTIONAL { ?status mor:facet ?facet }
}
GROUP BY ?restriction ?label ?kind ?life ?rule ?from ?to
ORDER BY ?restriction ?from
"""
_LEGAL_EVENTS = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?legislation ?name ?type ?kind ?earliest ?latest ?part WHERE {
  ?event a mor:LegalEvent ; mor:concernsLegislation ?legislation ; mor:hasEventKind ?kind ;
    mor:occurredEarliest ?earliest ; mor:occurredLatest ?latest .
  ?legislation rdfs:label ?name ; a ?type .
  FILTER(?type != mor:Legislation)
  OPTIONAL { ?event mor:part ?part }
}
ORDER BY ?earliest ?legislation ?kind ?part
"""
_CONFIRMED = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?about (MAX(?day) AS ?last) WHERE {
  GRAPH ?graph {
    ?claim mor:about ?about . ?graph prov:wasDerivedFrom ?source . ?source mor:publishedEarliest ?day .
    OPTIONAL { ?graph prov:invalidatedAtTime ?closed }
  }
  FILTER(!BOUND(?closed))
}
GROUP BY ?about
"""


@dataclass(frozen=True)
class Span:
    """A status interval of a restriction, with ISO days; an empty day is open."""

    restriction: str
    label: str
    kind: str
    life: str
    facets: str
    rule: str
    start: str
    end: str

    def holds(self, day: str) -> bool:
        """True when the day lies in the interval."""
        return self.start <= day and (not self.end or day < self.end)


@dataclass(frozen=True)
class Flip:
    """A thing whose status differs between two days; before its first status it has none."""

    thing: str
    label: str
    kind: str
    before: str
    after: str
    rule: str


@dataclass(frozen=True)
class Deadline:
    """A day on which something is due, or was: what it is, and the rule or event behind it."""

    day: str
    thing: str
    label: str
    what: str
    days: int


def read_spans(store: Store) -> list[Span]:
    """Every status interval of every restriction."""
    return [
        Span(
            text(row["restriction"]), text(row["label"]), _word(row["kind"]), text(row["life"]),
            text(row["facets"]), text(row["rule"]), text(row["from"]), text(row["to"]),
        )
        for row in select(store, _INTERVALS)
    ]  # fmt: skip


def find_flips(store: Store, first: date, second: date) -> list[Flip]:
    """Statuses that differ between two days, and the legal events of bills and laws in (first, second].

    Raises QueryError for a second day before the first.
    """
    require_order(first, second)
    spans = read_spans(store)
    flips = flips_between(spans, first, spans, second)
    for row in select(store, _LEGAL_EVENTS):
        if str(first) < text(row["latest"]) <= str(second):
            name, label, kind = text(row["legislation"]), text(row["name"]), _word(row["type"])
            flips.append(Flip(name, label, kind, "", _word(row["kind"]).replace("-", " "), "legal-event"))
    return flips


def require_order(first: date, second: date) -> None:
    """Raises QueryError for a second day, or moment, before the first."""
    if second < first:
        raise QueryError(f"{second} is before the first, {first}", remedy="give the earlier one first")


def flips_between(before: Iterable[Span], first: date, after: Iterable[Span], second: date) -> list[Flip]:
    """Statuses on one day that differ from those on another, or from what was known of the same day."""
    was = {span.restriction: span for span in before if span.holds(str(first))}
    now = {span.restriction: span for span in after if span.holds(str(second))}
    flips = []
    for name in sorted(was.keys() | now.keys()):
        old, new = was.get(name), now.get(name)
        if _status(old) != _status(new):
            known = new or old
            assert known is not None
            flips.append(Flip(name, known.label, known.kind, _status(old), _status(new), known.rule))
    return flips


def flips_in_words(flips: Sequence[Flip], first: date | str, second: date | str) -> str:
    """The changes as one sentence: "2 moratoria expired, 1 bill died"."""
    if not flips:
        return f"Nothing recorded changed between {first} and {second}."
    return f"Between {first} and {second}: {counted(flips)}."


def counted(flips: Iterable[Flip]) -> str:
    """Changes counted by what they are of and what came of it, in words."""
    numbers = Counter((flip.kind, flip.after) for flip in flips)
    return ", ".join(f"{number} {_plural(kind, number)} {life}" for (kind, life), number in sorted(numbers.items()))


def find_deadlines(store: Store, day: date, days: int) -> list[Deadline]:
    """What is due in the next `days` days, and what is overdue: ended with no record of what followed."""
    last = date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
    found = [*_ends(store, day, last), *_legal_dates(store, day, last)]
    return sorted(found, key=lambda item: (item.day, item.thing, item.what))


def _ends(store: Store, day: date, last: date) -> Iterator[Deadline]:
    for span in read_spans(store):
        if span.life != "expired" or not span.start or span.start > str(last):
            continue
        ahead = (date.fromisoformat(span.start) - day).days
        if ahead >= 0:
            yield Deadline(span.start, span.restriction, span.label, "ends", ahead)
        elif span.rule in ("end-reached", "duration-elapsed"):
            what = f"ended, {STATUS_RULES[span.rule]}"
            yield Deadline(span.start, span.restriction, span.label, what, ahead)


def _legal_dates(store: Store, day: date, last: date) -> Iterator[Deadline]:
    for row in select(store, _LEGAL_EVENTS):
        when = text(row["earliest"])
        if str(day) <= when <= str(last):
            part = f" ({text(row['part'])})" if row["part"] is not None else ""
            what = f"{_word(row['kind']).replace('-', ' ')}{part}"
            ahead = (date.fromisoformat(when) - day).days
            yield Deadline(when, text(row["legislation"]), text(row["name"]), what, ahead)


def find_stale(store: Store, day: date, days: int = STALE_DAYS) -> list[Deadline]:
    """Restrictions in force on a day that no live source has confirmed for more than `days` days, oldest first."""
    confirmed = {text(row["about"]): text(row["last"]) for row in select(store, _CONFIRMED)}
    found = []
    for span in read_spans(store):
        last = confirmed.get(span.restriction)
        if span.life != "in force" or not span.holds(str(day)) or not last:
            continue
        age = (day - date.fromisoformat(last)).days
        if age > days:
            found.append(Deadline(last, span.restriction, span.label, f"not confirmed for {age} days", -age))
    return sorted(found, key=lambda item: (item.day, item.thing))


def _status(span: Span | None) -> str:
    if span is None:
        return "none"
    return f"{span.life} ({span.facets})" if span.facets else span.life


def _plural(kind: str, count: int) -> str:
    words = {"moratorium": "moratoria", "policy": "policies", "body": "bodies"}
    head, _, last = kind.rpartition(" ")
    last = last if count == 1 else words.get(last, f"{last}s")
    return f"{head} {last}".strip()


def _word(term: Value) -> str:
    """The last part of an IRI in words: `mor:ExportControl` is `export control`."""
    name = shorten(text(term)).rpartition(":")[2].rpartition("/")[2]
    return "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip()
