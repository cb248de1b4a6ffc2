"""The page of a bill or law: where it stands on a day, what happened to it, who has which part in it, what it meets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from moratoria.pages.explorer import day_words
from moratoria.pages.view import Name
from moratoria.publish.names import kind_of_thing
from moratoria.publish.reading import related, span_text, text_of
from moratoria.serve.views.portrait import Portrait, Sitting
from moratoria.serve.views.restriction_lines import Lines, RestrictionLine, kind_words, newest_first
from moratoria.serve.views.topic import reach
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, ELI, MOR, SKOS, NamedNode

_ROLES = (
    ("Proposed by", MOR.isProposedBy), ("Enacted by", MOR.isEnactedBy), ("Enforced by", MOR.isEnforcedBy),
    ("Monitored by", MOR.isMonitoredBy), ("Targets", MOR.targets), ("Enacts the bill", MOR.enacts),
    ("Amends", ELI.amends), ("Repeals", ELI.repeals),
)  # fmt: skip
_SHOWN = ("events: legislation", "statements: legislation", "restrictions: legal basis")


@dataclass(frozen=True)
class LegalEvent:
    """What happened to a law, or is set to happen, on a day; `part` is the part of the law it is about."""

    day: str
    name: Name
    kind: str
    part: str
    ahead: bool
    cites: tuple[int, ...]


@dataclass(frozen=True)
class Meeting:
    """A requirement somebody waits for, what of it the law has, and what it lacks or nobody states."""

    requirement: Name
    has: tuple[str, ...]
    lacks: tuple[str, ...]
    restrictions: tuple[Name, ...]


@dataclass(frozen=True)
class LawView:
    """A bill or law as of a day."""

    thing: Portrait
    kind: str
    number: str
    sentence: str
    stage: str
    cites: tuple[int, ...]
    level: tuple[Name, ...]
    places: tuple[Name, ...]
    technologies: tuple[Name, ...]
    roles: tuple[tuple[str, tuple[Name, ...]], ...]
    events: tuple[LegalEvent, ...]
    restrictions: tuple[RestrictionLine, ...]
    meets: tuple[Meeting, ...]
    statements: tuple[tuple[str, Name, str], ...]


def build_legislation(sitting: Sitting, merged: str, query: str) -> LawView:
    """The page of a bill, act, regulation, ordinance, order or guidance."""
    store, node, names = sitting.store, sitting.node, sitting.names
    lines, events = Lines(store, names, sitting.day), tuple(_events(sitting))
    last = next((each for each in reversed(events) if not each.ahead and each.day), None)
    under = [lines.line(quad.subject) for quad in store.quads(None, MOR.isImposedUnder, node, CURRENT)]
    roles = ((words, sitting.names_of(slot)) for words, slot in _ROLES)
    kind = kind_words(store, node).replace("legislation", "law")
    number = text_of(store, node, MOR.number)
    return LawView(
        sitting.portrait(merged, _SHOWN), kind, number, _sentence(sitting, last, number), last.kind if last else "",
        last.cites if last else (), sitting.names_of(MOR.hasLevel), sitting.names_of(MOR.appliesIn),
        sitting.names_of(MOR.concernsTechnology),
        tuple((words, found) for words, found in roles if found), events,
        tuple(sorted(under, key=newest_first, reverse=True)), tuple(_meetings(sitting)), tuple(_statements(sitting)),
    )  # fmt: skip


def _sentence(sitting: Sitting, last: LegalEvent | None, number: str) -> str:
    name, day = number or sitting.names.label(sitting.node), day_words(str(sitting.day))
    if last is None:
        return f"What had become of {name} by {day} is unknown: no legal event up to then is recorded."
    part = f" ({last.part})" if last.part else ""
    return f"As of {day}, the last that is recorded of {name} is: {last.kind}{part}, {day_words(last.day)}."


def _events(sitting: Sitting) -> Iterator[LegalEvent]:
    """What happened, by day; what has no day at the end."""
    store = sitting.store
    nodes = [quad.subject for quad in store.quads(None, MOR.concernsLegislation, sitting.node, CURRENT)]
    dated = [(span_text(store, node, "occurred"), node) for node in nodes if kind_of_thing(node) == "event"]
    for day, node in sorted(dated, key=lambda item: (item[0] or "9", item[1].value)):
        kind = text_of(store, node, MOR.hasEventKind).rpartition("/")[2].replace("-", " ")
        cites = sitting.cite_thing(node, MOR.occurred, MOR.hasEventKind)
        ahead = day.partition("/")[0] > str(sitting.day)
        yield LegalEvent(day, sitting.names.name(node), kind, text_of(store, node, MOR.part), ahead, cites)


def _meetings(sitting: Sitting) -> Iterator[Meeting]:
    """Every requirement that conditions wait for on the law's subject, compared with the law slot by slot."""
    store = sitting.store
    for requirement in sorted({quad.object for quad in store.quads(None, MOR.requires, None, CURRENT)}, key=str):
        assert isinstance(requirement, NamedNode)
        has, lacks = _compared(sitting, requirement)
        if any(word.startswith("technology") for word in has):
            yield Meeting(sitting.names.name(requirement), has, lacks, _waiting(sitting, requirement))


def _compared(sitting: Sitting, requirement: NamedNode) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What of a requirement a law has, a broader place or technology included, and what it lacks."""
    store = sitting.store
    has: list[str] = []
    lacks: list[str] = []
    slots = (("level", MOR.hasLevel), ("place", MOR.appliesIn), ("technology", MOR.concernsTechnology),
             ("quality", MOR.hasQuality))  # fmt: skip
    for words, slot in slots:
        own = {wide for node in related(store, sitting.node, slot) for wide in reach(node, lambda n: _wider(store, n))}
        for wanted in related(store, requirement, slot):
            reached = own | reach(wanted, lambda n: _wider(store, n)) if slot == MOR.concernsTechnology else own
            met = wanted in own or bool(reached & set(related(store, sitting.node, slot)))
            (has if met else lacks).append(f"{words} {sitting.names.label(wanted)}")
    return tuple(has), tuple(lacks)


def _wider(store: Readable, node: NamedNode) -> list[NamedNode]:
    return related(store, node, SKOS.broader)


def _waiting(sitting: Sitting, requirement: NamedNode) -> tuple[Name, ...]:
    """The restrictions that wait for a requirement."""
    store = sitting.store
    conditions = {quad.subject for quad in store.quads(None, MOR.requires, requirement, CURRENT)}
    groups = {quad.subject for each in conditions for quad in store.quads(None, MOR.hasMember, each, CURRENT)}
    nodes = {q.subject for each in conditions | groups for q in store.quads(None, MOR.awaits, each, CURRENT)}
    return tuple(sitting.names.name(node) for node in sorted(nodes, key=str))


def _statements(sitting: Sitting) -> Iterator[tuple[str, Name, str]]:
    """What was said of it, newest first: the day, the gist, who said it and how it stands towards the law."""
    store, found = sitting.store, []
    for quad in store.quads(None, MOR.concernsLegislation, sitting.node, CURRENT):
        if kind_of_thing(quad.subject) == "statement":
            by = [name.text for name in sitting.names_of(MOR.isSpokenBy, MOR.isMadeFor, node=quad.subject)]
            stance = text_of(store, quad.subject, MOR.stance).replace("-", " ")
            words = ", ".join([*by, *filter(None, (stance,))])
            found.append((span_text(store, quad.subject, "said"), sitting.names.name(quad.subject), words))
    yield from sorted(found, key=lambda item: item[0], reverse=True)
