"""What holds within a topic on a day, as sentences: each clause with the sources of the rows that made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from moratoria.ask.catalogue import Question
from moratoria.errors import MoratoriaError
from moratoria.pages.explorer import day_words
from moratoria.pipeline.questions import ask_question, read_named_question
from moratoria.publish.reading import span_text
from moratoria.serve.views.lanes import look_of
from moratoria.serve.views.told import Told
from moratoria.serve.views.topic import Held, Topic
from moratoria.serve.views.values import Link, Numbered, link_to
from moratoria.settings import shipped_folder
from moratoria.store.base import Readable, Store
from moratoria.terms import CURRENT, MOR, NamedNode, names_in, thing

NAMED_MOST = 4
"""How many actors a clause names; it counts the others."""


@dataclass(frozen=True)
class Clause:
    """A sentence of the answer: words in bold before it, links in it, and the numbers of its sources."""

    strong: str
    links: tuple[Link, ...]
    rest: str
    numbers: tuple[int, ...] = ()


@dataclass
class Composer:
    """Makes the clauses of a topic on a day and numbers their sources as it goes."""

    topic: Topic
    held: Sequence[Held]
    day: date
    numbered: Numbered
    _told: Told

    def clauses(self) -> Iterator[Clause]:
        """The clauses in their order."""
        awaiting = self._awaiting()
        yield from self._awaiting_clause(awaiting)
        waits = {row[0] for row in awaiting}
        vendors = [each for each in self.held if each.is_vendor and each.node not in waits]
        yield from self._vendors(vendors)
        yield from self._candidates(waits)
        yield from self._authorities()

    def _awaiting(self) -> list[tuple[NamedNode, str]]:
        """The vendors' restrictions within the topic that await a national law, and since when."""
        given = {"asOf": str(self.day), "technology": self.topic.chosen["technology"] or "any"}
        place = self.topic.chosen["jurisdiction"]
        given |= {"jurisdiction": place or "US"}
        rows = answer_rows(self.topic.store, "vendors-awaiting-federal-legislation", given)
        within = {held.node for held in self.held}
        found = [(thing_of(row["restriction"]), str(row["since"])) for row in rows]
        return [(node, since) for node, since in dict.fromkeys(found) if node in within]

    def _awaiting_clause(self, awaiting: Sequence[tuple[NamedNode, str]]) -> Iterator[Clause]:
        law = "federal" if self.topic.chosen["jurisdiction"] in ("US", "") else "national"
        if not awaiting:
            yield Clause(f"No vendor awaits {law} legislation.", (), "")
            return
        by_node = {held.node: held for held in self.held}
        for number, (node, since) in enumerate(awaiting):
            count = len({by_node[each].actor for each, _ in awaiting})
            words = f"{count} vendor{'s' if count > 1 else ''} await{'' if count > 1 else 's'} {law} legislation:"
            days = (self.day - date.fromisoformat(since)).days
            span = f", for {days:,} day{'' if days == 1 else 's'}, since {day_words(since)}."
            yield Clause(
                words if number == 0 else "", (self._link(by_node[node]),), span, self._cite(node, MOR.awaits)
            )  # fmt: skip

    def _vendors(self, vendors: Sequence[Held]) -> Iterator[Clause]:
        """What the other vendors do, by the look of their status; a contradiction is told with its restriction."""
        day = str(self.day)
        looks: dict[str, list[Held]] = {}
        for held in vendors:
            span = held.on(day)
            if span is not None:
                looks.setdefault(look_of(span), []).append(held)
        yield from self._waiting(looks.get("await", []), day)
        yield from self._together(looks.get("notice", []), "restrict{s} until further notice")
        yield from self._together(looks.get("force", []), "restrict{s} without a stated condition")
        yield from self._contradicted([held for held in vendors if (span := held.on(day)) and span.life == "in force"])

    def _waiting(self, held: Sequence[Held], day: str) -> Iterator[Clause]:
        """What is awaited besides a national law, the restrictions that await the same together."""
        words: dict[str, list[Held]] = {}
        for each in held:
            span = each.on(day)
            assert span is not None
            words.setdefault(self._awaited(each, span.facets), []).append(each)
        for awaited, of in words.items():
            yield from self._together(of, f"restrict{{s}} and await{{s}} {awaited}")

    def _awaited(self, held: Held, facets: str) -> str:
        facet = next(each for each in facets.split(", ") if each.startswith("awaiting ")).removeprefix("awaiting ")
        if facet != "date":
            return {"legislation": "a law", "several conditions": facet}.get(facet, f"a {facet}")
        store = self.topic.store
        conditions = names_in(store.quads(held.node, MOR.awaits, None, CURRENT))
        days = [span_text(store, each, "on") for each in conditions]
        return f"a date, {day_words(max(filter(None, days)))}" if any(days) else "a date"

    def _together(self, held: Sequence[Held], words: str) -> Iterator[Clause]:
        if not held:
            return
        firsts = list({each.actor: each for each in held}.values())
        shown, more = firsts[:NAMED_MOST], len(firsts) - NAMED_MOST
        others = f" and {more} more" if more > 0 else ""
        said = words.format(s="s" if len(firsts) == 1 else "")
        numbers = {number for each in shown for number in self._cite(each.node, MOR.announced, MOR.wording, most=1)}
        yield Clause("", tuple(self._link(each) for each in shown), f"{others} {said}.", tuple(sorted(numbers)))

    def _contradicted(self, held: Sequence[Held]) -> Iterator[Clause]:
        """The restrictions that a later act is set against by a source."""
        store = self.topic.store
        links: list[Link] = []
        numbers: set[int] = set()
        for each in held:
            for quad in store.quads(None, MOR.hasEarlier, each.node, CURRENT):
                later = names_in(store.quads(quad.subject, MOR.hasLater, None, CURRENT))
                if any(map(self._has_happened, later)):
                    links.append(Link(each.actor_label, f"{self._link(each).address}#contradictions"))
                    numbers.update(self._cite(quad.subject))
        if links:
            words = "what it restricts" if len(links) == 1 else "what they restrict"
            yield Clause("", tuple(links), f": a later act is said to contradict {words}.", tuple(sorted(numbers)))

    def _has_happened(self, event: NamedNode) -> bool:
        days = self.topic.store.quads(event, MOR.occurredEarliest, None, CURRENT)
        return any(quad.object.value <= str(self.day) for quad in days)

    def _candidates(self, waits: set[NamedNode]) -> Iterator[Clause]:
        """The bills and laws held against what is awaited."""
        if not waits:
            return
        given = {"asOf": str(self.day), "technology": self.topic.chosen["technology"] or "any"}
        rows = [
            row for row in answer_rows(self.topic.store, "legislation-for-condition", given)
            if thing_of(row["restriction"]) in waits
        ]  # fmt: skip
        met, dead, alive = (
            [row for row in rows if row["verdict"] == verdict]
            for verdict in ("satisfies", "could have satisfied", "could satisfy")
        )
        if met:
            yield self._laws(met, "is" if len(met) == 1 else "are", "assessed as meeting the condition")
        elif alive or dead:
            words = "No act in the graph is assessed as meeting the condition."
            yield Clause("", (), words)
        if alive:
            ends = "its end is" if len(alive) == 1 else "their ends are"
            yield Clause("", (), f"{_counted(len(alive))} could; {ends} not recorded.", self._cite_laws(alive))
        for row in dead:
            link = link_to(self.topic.store, thing_of(row["legislation"]))
            words = f" could have, and died on {day_words(str(row['day']))}."
            yield Clause("", (link,), words, self._cite_laws([row]))

    def _laws(self, rows: Sequence[dict[str, object]], verb: str, words: str) -> Clause:
        links = tuple(link_to(self.topic.store, thing_of(row["legislation"])) for row in rows)
        return Clause("", links, f" {verb} {words}.", self._cite_laws(rows))

    def _cite_laws(self, rows: Iterable[dict[str, object]]) -> tuple[int, ...]:
        found: set[int] = set()
        for row in rows:
            events = [
                quad.subject
                for quad in self.topic.store.quads(None, MOR.concernsLegislation, thing_of(row["legislation"]), CURRENT)
                if any(True for _ in self.topic.store.quads(quad.subject, MOR.occurredLatest, None, CURRENT))
            ]
            dated = [each for each in events if _is_on(self.topic.store, each, str(row["day"]))]
            for each in dated[:1]:
                found.update(self._cite(each, MOR.occurred, most=1))
        return tuple(sorted(found))

    def _authorities(self) -> Iterator[Clause]:
        day = str(self.day)
        others = [each.on(day) for each in self.held if not each.is_vendor]
        counts = [span for span in others if span is not None and span.life == "in force"]
        if counts:
            words = "restriction of an authority is" if len(counts) == 1 else "restrictions of authorities are"
            yield Clause("", (), f"{len(counts)} {words} in force.")

    def _link(self, held: Held) -> Link:
        link = link_to(self.topic.store, held.node)
        return Link(held.actor_label, link.address, held.label)

    def _cite(self, node: NamedNode, *slots: NamedNode, most: int = 1) -> tuple[int, ...]:
        """The numbers of the best sources of some slots of a thing: own words first, then the earliest."""
        self._told.add(node)
        said = self._told.sayings(node, *slots) or self._told.sayings(node)
        return self.numbered.numbers(self._told.best(said, most))


def answer_rows(store: Store, name: str, given: dict[str, str]) -> list[dict[str, object]]:
    """The rows of a stored question, IRIs as they are abbreviated; none where a name is not on record."""
    day = date.fromisoformat(given["asOf"])
    try:
        return [dict(row) for row in ask_question(store, _question(name), given, day)]
    except MoratoriaError:
        return []


@cache
def _question(name: str) -> Question:
    return read_named_question(shipped_folder("queries"), name)


def thing_of(value: object) -> NamedNode:
    """The thing that `id:kind/slug` abbreviates."""
    return thing(str(value).removeprefix("id:"))


def _is_on(store: Readable, event: NamedNode, day: str) -> bool:
    dates = (quad for slot in (MOR.occurredEarliest, MOR.occurredLatest)
             for quad in store.quads(event, slot, None, CURRENT))  # fmt: skip
    return any(quad.object.value == day for quad in dates)


def _counted(count: int) -> str:
    return "One bill or act" if count == 1 else f"{count} bills or acts"
