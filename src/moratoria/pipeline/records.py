"""What was recorded between two moments: sources that came and went, and the statuses that are seen otherwise since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from moratoria.ask.results import text
from moratoria.graph.build import time_literal
from moratoria.pipeline.changes import Flip, counted, flips_between, read_spans, require_order
from moratoria.pipeline.history import store_as_known
from moratoria.store.base import Store, select

_RECORDS = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?graph ?source ?title ?publisher ?recorded ?closed ?reason WHERE {
  GRAPH ?graph {
    ?graph prov:wasDerivedFrom ?source ; prov:generatedAtTime ?recorded .
    ?source dcterms:title ?title ; mor:publisher ?publisher .
    OPTIONAL { ?graph prov:invalidatedAtTime ?closed }
    OPTIONAL { ?graph mor:retractionReason ?reason }
  }
}
ORDER BY ?recorded ?graph
"""


@dataclass(frozen=True)
class RecordChange:
    """A source graph that was recorded or retracted at a moment (`xsd:dateTime`, UTC), and why it was retracted."""

    moment: str
    what: str
    source: str
    title: str
    publisher: str
    graph: str
    reason: str = ""


@dataclass(frozen=True)
class KnownDifference:
    """What the record holds at the second of two moments and did not at the first; statuses as of one day."""

    first: str
    second: str
    as_of: str
    records: tuple[RecordChange, ...]
    flips: tuple[Flip, ...]

    def sentence(self) -> str:
        """The difference as one or two sentences."""
        count = {what: sum(record.what == what for record in self.records) for what in ("recorded", "retracted")}
        words = [f"{number} source{'' if number == 1 else 's'} {what}" for what, number in count.items() if number]
        came = f"Between {self.first} and {self.second}: {' and '.join(words) or 'no source recorded or retracted'}."
        if not self.flips:
            return f"{came} No status as of {self.as_of} is seen otherwise since."
        return f"{came} As seen for {self.as_of}: {counted(self.flips)}."


def find_known_difference(store: Store, first: datetime, second: datetime, day: date) -> KnownDifference:
    """What was recorded in (first, second], and the statuses as of a day that are seen otherwise since.

    Raises QueryError for a second moment before the first.
    """
    require_order(first, second)
    was, now = (read_spans(store_as_known(store, moment)) for moment in (first, second))
    begin, end = (time_literal(moment).value for moment in (first, second))
    records = tuple(record for record in read_record_changes(store) if begin < record.moment <= end)
    return KnownDifference(begin, end, str(day), records, tuple(flips_between(was, day, now, day)))


def read_record_changes(store: Store) -> Iterator[RecordChange]:
    """Everything that was ever recorded or retracted, in the order in which it was recorded."""
    for row in select(store, _RECORDS):
        source, title, publisher, graph = (text(row[name]) for name in ("source", "title", "publisher", "graph"))
        yield RecordChange(text(row["recorded"]), "recorded", source, title, publisher, graph)
        if row["closed"] is not None:
            reason = text(row["reason"])
            yield RecordChange(text(row["closed"]), "retracted", source, title, publisher, graph, reason)
