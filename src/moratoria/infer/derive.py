"""Status intervals as quads of the current graph, refreshed for just the restrictions a change touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from moratoria.facts.values import When
from moratoria.infer.status import ConditionCourse, Course, Interval, Life, Turn, build_intervals, end_of
from moratoria.terms import (
    CURRENT,
    ELI,
    IDS,
    MOR,
    PROV,
    TYPE,
    Literal,
    NamedNode,
    Quad,
    day_literal,
    kind_of,
    slug_of,
)  # fmt: skip

Read = Callable[..., Iterable[Quad]]

AWAITED = {
    "LegislationEnacted": "legislation", "DateReached": "date", "ReviewCompleted": "review",
    "CourtRuling": "court ruling", "RegulatorApproval": "regulator approval", "ConsentGiven": "consent",
    "Unspecified": "unspecified", "ConditionGroup": "several conditions",
}  # fmt: skip
"""What a condition of a class awaits, as the facet words it."""

_EVENT_TURNS = {
    "lifting": Life.LIFTED, "withdrawal": Life.WITHDRAWN, "expiry": Life.EXPIRED, "suspension": Life.SUSPENDED,
    "struck-down": Life.STRUCK_DOWN, "reinstatement": Life.IN_FORCE,
}  # fmt: skip
_LAW_TURNS = {
    "repealed": Life.LIFTED, "law-expired": Life.EXPIRED, "struck-down": Life.STRUCK_DOWN,
    "law-suspended": Life.SUSPENDED, "reinstatement": Life.IN_FORCE, "died": Life.WITHDRAWN,
}  # fmt: skip


_TAKING_EFFECT = ("applicable", "entered-into-force", "enacted", "signed")


def touched_restrictions(read: Read, things: Iterable[NamedNode]) -> set[NamedNode]:
    """The restrictions whose status a change of some things can alter."""
    found: set[NamedNode] = set()
    for thing in things:
        found |= set(_reached(read, thing))
    return found


def _reached(read: Read, thing: NamedNode) -> Iterator[NamedNode]:
    follow = _FOLLOW.get(kind_of(thing))
    return follow(read, thing) if follow else iter(())


def _of_restriction(read: Read, restriction: NamedNode) -> Iterator[NamedNode]:
    yield restriction
    yield from _objects(read, restriction, PROV.wasRevisionOf)
    yield from _subjects(read, PROV.wasRevisionOf, restriction)


def _of_event(read: Read, event: NamedNode) -> Iterator[NamedNode]:
    yield from _objects(read, event, MOR.concernsRestriction)
    for law in _objects(read, event, MOR.concernsLegislation):
        yield from _imposed_under(read, law)


def _of_condition(read: Read, condition: NamedNode) -> Iterator[NamedNode]:
    yield from _subjects(read, MOR.awaits, condition)
    for group in _subjects(read, MOR.hasMember, condition):
        yield from _subjects(read, MOR.awaits, group)


def _of_assessment(read: Read, assessment: NamedNode) -> Iterator[NamedNode]:
    for condition in _objects(read, assessment, MOR.assesses):
        yield from _of_condition(read, condition)


def _imposed_under(read: Read, law: NamedNode) -> Iterator[NamedNode]:
    """The restrictions imposed under a law, or under one that it repeals."""
    for each in (law, *_objects(read, law, ELI.repeals)):
        yield from _subjects(read, MOR.isImposedUnder, each)


_FOLLOW: dict[str, Callable[[Read, NamedNode], Iterator[NamedNode]]] = {
    "restriction": _of_restriction,
    "event": _of_event,
    "legislation": _imposed_under,
    "condition": _of_condition,
    "assessment": _of_assessment,
}
"""How a thing of each kind leads to the restrictions whose status rests on it."""


def build_status(read: Read, restriction: NamedNode) -> list[Quad]:
    """The status quads of one restriction as the current graph has it; none when it is no longer stated."""
    if not any(True for _ in read(restriction, TYPE, MOR.Restriction, CURRENT)):
        return []
    intervals = build_intervals(read_course(read, restriction))
    return [
        quad for number, interval in enumerate(intervals) for quad in _interval_quads(restriction, number, interval)
    ]


def status_quads(read: Read, restriction: NamedNode) -> list[Quad]:
    """The status quads of one restriction that stand in the current graph now."""
    nodes = [quad.subject for quad in read(None, MOR.isStatusOf, restriction, CURRENT)]
    return [quad for node in nodes for quad in read(node, None, None, CURRENT)]


def _interval_quads(restriction: NamedNode, number: int, interval: Interval) -> Iterator[Quad]:
    node = NamedNode(f"{IDS}status/{slug_of(restriction)}-{number}")
    yield Quad(node, TYPE, MOR.StatusInterval, CURRENT)
    yield Quad(node, MOR.isStatusOf, restriction, CURRENT)
    yield Quad(node, MOR.life, Literal(interval.life.value), CURRENT)
    yield Quad(node, MOR.openedBy, Literal(interval.rule), CURRENT)
    if interval.start:
        yield Quad(node, MOR.term("from"), day_literal(interval.start), CURRENT)
    if interval.end:
        yield Quad(node, MOR.to, day_literal(interval.end), CURRENT)
    for facet in interval.facets:
        yield Quad(node, MOR.facet, Literal(facet), CURRENT)
    for iri in dict.fromkeys(interval.because):
        yield Quad(node, MOR.isExplainedBy, NamedNode(iri), CURRENT)


def read_course(read: Read, restriction: NamedNode) -> Course:
    """All that decides the status of a restriction, read from the current graph."""
    announced, start = _when(read, restriction, "announced"), _when(read, restriction, "start")
    wording = _text(read, restriction, MOR.wording)
    conditions = [_condition(read, node) for node in _objects(read, restriction, MOR.awaits)]
    by_law = None if start else _start_by_law(read, restriction)
    began = start or by_law or (announced if wording == "in-effect" else None)
    turns = [
        *_own_end(read, restriction, began),
        *_event_turns(read, restriction),
        *_law_turns(read, restriction),
        *_revisions(read, restriction),
    ]
    return Course(
        restriction.value, announced, start or by_law, wording, tuple(turns),
        tuple(sorted(conditions, key=lambda course: course.iri)), by_law=by_law is not None,
    )  # fmt: skip


def _own_end(read: Read, restriction: NamedNode, began: When | None) -> Iterator[Turn]:
    end = _when(read, restriction, "end")
    if end:
        yield Turn(end, Life.EXPIRED, "end-reached", restriction.value)
        return
    duration = _text(read, restriction, MOR.duration)
    if duration and began:
        yield Turn(end_of(began, duration), Life.EXPIRED, "duration-elapsed", restriction.value)


def _event_turns(read: Read, restriction: NamedNode) -> Iterator[Turn]:
    for event in _subjects(read, MOR.concernsRestriction, restriction):
        yield from _turns_of(read, event, _EVENT_TURNS)


def _law_turns(read: Read, restriction: NamedNode) -> Iterator[Turn]:
    for law in _objects(read, restriction, MOR.isImposedUnder):
        for event in _subjects(read, MOR.concernsLegislation, law):
            if _text(read, event, MOR.part) is None:
                yield from _turns_of(read, event, _LAW_TURNS)
        for repealing in _subjects(read, ELI.repeals, law):
            when = _law_start(read, repealing)
            if when:
                yield Turn(when, Life.LIFTED, "law-repealed", repealing.value)


def _start_by_law(read: Read, restriction: NamedNode) -> When | None:
    """When the law behind a restriction took effect as a whole; None where parts of it apply from days of their own."""
    for law in _objects(read, restriction, MOR.isImposedUnder):
        events = _subjects(read, MOR.concernsLegislation, law)
        in_parts = any(_is_start_of_part(read, event) for event in events)
        when = None if in_parts else _law_start(read, law, ("applicable", "entered-into-force"))
        if when:
            return when
    return None


def _is_start_of_part(read: Read, event: NamedNode) -> bool:
    kinds = {slug_of(kind) for kind in _objects(read, event, MOR.hasEventKind)}
    return "applicable" in kinds and _text(read, event, MOR.part) is not None


def _law_start(read: Read, law: NamedNode, kinds: Sequence[str] = _TAKING_EFFECT) -> When | None:
    """When a law took effect: the first of some kinds of legal event that has a date."""
    days: dict[str, When] = {}
    for event in _subjects(read, MOR.concernsLegislation, law):
        for kind in _objects(read, event, MOR.hasEventKind):
            when = _when(read, event, "occurred")
            if when:
                days[slug_of(kind)] = when
    return next((days[kind] for kind in kinds if kind in days), None)


def _turns_of(read: Read, event: NamedNode, lives: dict[str, Life]) -> Iterator[Turn]:
    when = _when(read, event, "occurred")
    for kind in _objects(read, event, MOR.hasEventKind):
        life = lives.get(slug_of(kind))
        if life and when:
            yield Turn(when, life, "reinstated" if life is Life.IN_FORCE else slug_of(kind), event.value)


def _revisions(read: Read, restriction: NamedNode) -> Iterator[Turn]:
    """A revision supersedes from its stated start, else from its announcement."""
    for later in _subjects(read, PROV.wasRevisionOf, restriction):
        start = _when(read, later, "start")
        when = start or _when(read, later, "announced")
        proposed = _text(read, later, MOR.wording) == "proposed"
        if when and not (proposed and not start):
            yield Turn(when, Life.SUPERSEDED, "revision", later.value)


def _condition(read: Read, node: NamedNode) -> ConditionCourse:
    classes = [slug_of(name) for name in _objects(read, node, TYPE)]
    awaits = next((AWAITED[name] for name in classes if name in AWAITED), "unspecified")
    assessments = []
    for assessment in _subjects(read, MOR.assesses, node):
        when, word = _when(read, assessment, "assessed"), _text(read, assessment, MOR.assessedStatus)
        if when and word:
            assessments.append((when, word, assessment.value))
    day = _when(read, node, "on")
    if day:
        assessments.append((day, "met", node.value))
    return ConditionCourse(node.value, awaits, tuple(sorted(assessments, key=lambda item: (item[0].latest, item[2]))))


def _objects(read: Read, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
    return [quad.object for quad in read(subject, predicate, None, CURRENT) if isinstance(quad.object, NamedNode)]


def _subjects(read: Read, predicate: NamedNode, value: NamedNode) -> list[NamedNode]:
    return [quad.subject for quad in read(None, predicate, value, CURRENT) if isinstance(quad.subject, NamedNode)]


def _text(read: Read, subject: NamedNode, predicate: NamedNode) -> str | None:
    return min((quad.object.value for quad in read(subject, predicate, None, CURRENT)), default=None)


def _when(read: Read, subject: NamedNode, slot: str) -> When | None:
    earliest = _text(read, subject, MOR.term(f"{slot}Earliest"))
    latest = _text(read, subject, MOR.term(f"{slot}Latest"))
    if earliest is None or latest is None:
        return None
    return When(earliest=date.fromisoformat(earliest), latest=date.fromisoformat(latest))
