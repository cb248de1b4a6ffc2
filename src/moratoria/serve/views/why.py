"""Why a restriction has its status on a day: facts to a rule to a conclusion, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moratoria.infer.rules import STATUS_RULES
from moratoria.pages.explorer import day_words
from moratoria.pipeline.sayings import label_of
from moratoria.publish.reading import related, span_text, text_of
from moratoria.serve.views.conditions import Awaited
from moratoria.serve.views.lanes import LIVING
from moratoria.serve.views.told import Told
from moratoria.serve.views.topic import Held
from moratoria.serve.views.values import Numbered
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, MOR, NamedNode, kind_of

NAMED_MOST = 4
"""How many acts of one kind the column names; it counts the others."""


@dataclass(frozen=True)
class Step:
    """A line of the chain: `icon` is fact, rule, not, so or change; `rule` the name of the rule that was applied."""

    icon: str
    words: str
    numbers: tuple[int, ...] = ()
    rule: str = ""
    strong: str = ""


@dataclass(frozen=True)
class Why:
    """The three columns; the second has a heading of its own, and is empty where there is no facet."""

    status: tuple[Step, ...]
    facet_heading: str
    facet: tuple[Step, ...]
    change: tuple[Step, ...]


@dataclass
class Reasoner:
    """Puts the reasons of one restriction on a day into words."""

    store: Readable
    held: Held
    day: str
    conditions: Sequence[Awaited]
    told: Told
    numbered: Numbered

    def why(self) -> Why:
        """All three columns."""
        heading = self._facet_heading()
        facet = tuple(self._facet_steps()) if heading else ()
        return Why(tuple(self._status_steps()), heading, facet, tuple(self._change_steps()))

    def _status_steps(self) -> Iterator[Step]:
        span = self.held.on(self.day)
        if span is None:
            yield Step("not", "Nothing is known of it by this day.")
            return
        yield from self._facts(span.life)
        yield Step("rule", f"{STATUS_RULES[span.rule].capitalize()}.", rule=f"status/{span.rule}")
        if span.life == "in force":
            searched = {saying.source for saying in self.told.sayings(self.held.node)}
            newest = max((self.told.sources[each].published for each in searched), default="")
            words = f"{len(searched)} source{'s' if len(searched) != 1 else ''} searched"
            yield Step(
                "not", f"No lifting, expiry, withdrawal or replacing revision by this day in {words}, the newest from "
                f"{day_words(newest) or 'an unknown day'}.",
            )  # fmt: skip
        since = f" since {day_words(span.start)}" if span.start else ""
        yield Step("so", "", strong=f"{span.life}{since}")

    def _facts(self, life: str) -> Iterator[Step]:
        """The dates stated, the events behind the status, and the restriction that replaced it."""
        for slot, words in (("announced", "Announced"), ("start", "Starts"), ("end", "Ends")):
            stated = span_text(self.store, self.held.node, slot)
            if stated:
                yield Step("fact", f"{words} {day_words(stated)}", self._cite(self.held.node, MOR.term(slot)))
        for node in self._grounds():
            dated = span_text(self.store, node, "occurred") or span_text(self.store, node, "announced")
            when = f", {day_words(dated)}" if dated else ""
            if kind_of(node) in ("event", "restriction") and (dated or "9")[:10] <= self.day:
                yield Step("fact", f"{label_of(self.store, node)}{when}", self._cite(node))

    def _grounds(self) -> list[NamedNode]:
        """What explains the status that holds, the restriction itself apart."""
        nodes = [quad.subject for quad in self.store.quads(None, MOR.isStatusOf, self.held.node, CURRENT)]
        span = self.held.on(self.day)
        assert span is not None
        own = [node for node in nodes if text_of(self.store, node, MOR.term("from")) == span.start]
        found = {each for node in own for each in related(self.store, node, MOR.isExplainedBy)}
        return sorted(found - {self.held.node}, key=lambda node: (span_text(self.store, node, "occurred"), node.value))

    def _facet_heading(self) -> str:
        span = self.held.on(self.day)
        if span is None or span.life not in ("in force", "suspended"):
            return ""
        return f"{span.facets[:1].upper()}{span.facets[1:]}, because" if span.facets else "No condition, because"

    def _facet_steps(self) -> Iterator[Step]:
        for each in self.conditions:
            yield Step("fact", f"Condition: {each.link.text}", each.numbers)
            if each.day:
                yield Step("fact", f"The day awaited is {day_words(each.day)}")
            yield from self._not_by(each)
            if each.assessments:
                last = each.assessments[-1]
                yield Step("fact", f"Assessed as {last.word} by {last.by}, {day_words(last.day)}", last.numbers)
            else:
                yield Step("not", "No assessment says met, failed or disputed")
            yield Step("so", "", strong=f"condition {each.state}")
        if not self.conditions:
            yield Step("fact", "No source states a condition that would release it")

    def _not_by(self, awaited: Awaited) -> Iterator[Step]:
        """The acts that do not satisfy a condition, by the reason: level, or that they never were made."""
        ruled = {
            "ended": ("is of another level", "are of another level", "condition/level"),
            "failed": ("had the level, and died", "had the level, and died", "condition/enacted"),
            "proposed": ("has the level, and is not made", "have the level, and are not made", "condition/enacted"),
            "unknown": ("is made; no source assesses it", "are made; no source assesses them", "condition/assessed"),
        }
        for look, (one, many, rule) in ruled.items():
            found = [each for each in awaited.candidates if each.look == look]
            if found:
                shown = found[-NAMED_MOST:][::-1]
                more = f" and {len(found) - len(shown)} more" if len(found) > len(shown) else ""
                names = ", ".join(each.number or each.link.text for each in shown)
                numbers = sorted({number for each in shown for number in each.numbers})
                yield Step("not", f"{names}{more} {one if len(found) == 1 else many}", tuple(numbers), rule)

    def _change_steps(self) -> Iterator[Step]:
        span, actor = self.held.on(self.day), self.held.actor_label
        later = [each for each in self.held.spans if each.start > self.day]
        for each in later[:1]:
            words = f"{day_words(each.start)} comes, and nothing else is recorded ({STATUS_RULES[each.rule]}):"
            yield Step("change", words, strong=each.life, rule=f"status/{each.rule}")
        if span is not None and span.life in ("in force", "suspended"):
            yield from map(_release, self.conditions)
            yield Step("fact", f"A source says that {actor} ends it:", strong="lifted")
            yield Step("fact", f"A source says that {actor} restates it otherwise:", strong="superseded")
        elif span is not None and span.life == "unknown":
            yield Step("fact", "A source states the day it starts, or words it as in effect:", strong="in force")
        elif span is not None and span.life not in LIVING:
            yield Step("fact", "A source says that it is in force again:", strong="in force")

    def _cite(self, node: NamedNode, *slots: NamedNode) -> tuple[int, ...]:
        self.told.add(node)
        return self.numbered.numbers(self.told.best(self.told.sayings(node, *slots), 2))


def _release(awaited: Awaited) -> Step:
    if awaited.requirement:
        quality = f" and is assessed as {', '.join(awaited.qualities)}" if awaited.qualities else ""
        words = f"A law of the level {awaited.level}, {awaited.place}, is made{quality}. It stays in force, flagged:"
        return Step("change", words, strong="condition met")
    if awaited.day:
        return Step("change", f"{day_words(awaited.day)} is reached:", strong="condition met")
    return Step("change", f"A source assesses as met: {awaited.link.text}:", strong="condition met")
