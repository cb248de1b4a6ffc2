"""The other parts of a page: statuses, conditions, contradictions, and what links to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from moratoria.infer.rules import STATUS_RULES
from moratoria.pages.view import Condition, Contradiction, Mentions, Name, Side, Span
from moratoria.pipeline.disagreements import Disagreement, Opposition
from moratoria.pipeline.disagreements import Side as Told
from moratoria.pipeline.explain import Reason
from moratoria.pipeline.page_facts import Numbering, field_words
from moratoria.pipeline.sayings import slot_words
from moratoria.publish.names import KINDS, Names, kind_of_thing
from moratoria.publish.reading import read_intervals, related, span_text, text_of
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, MOR, ODRL, SKOS, TYPE, NamedNode

_NOT_LINKS = frozenset({
    MOR.isStatusOf, MOR.isExplainedBy, ODRL.rightOperand, ODRL.leftOperand, ODRL.term("and"), ODRL.term("or"), TYPE,
    SKOS.inScheme, SKOS.topConceptOf,
})  # fmt: skip
"""Properties that repeat what another says, or that nobody would follow."""

_DATES = {"event": "occurred", "restriction": "announced", "statement": "said", "assessment": "assessed"}
_OPERATORS = {"and": "all of them", "or": "any of them"}


def build_spans(store: Readable, thing: NamedNode, day: date) -> tuple[Span, ...]:
    """The statuses of a restriction over time, the one that holds on a day marked."""
    return tuple(
        Span(each.life, each.facets, each.since, each.until, STATUS_RULES.get(each.rule, each.rule), each.holds(day))
        for each in read_intervals(store, thing)
    )


def build_conditions(
    store: Readable, nodes: Iterable[NamedNode], names: Names, above: frozenset[NamedNode] = frozenset()
) -> tuple[Condition, ...]:
    """Conditions with what they require, who assessed them, and their members, a condition within itself left out."""
    return tuple(
        Condition(
            names.name(node), _kind_words(store, node), tuple(_details(store, node, names)),
            tuple(_assessments(store, node, names)),
            build_conditions(store, related(store, node, MOR.hasMember), names, above | {node}),
        )
        for node in nodes
        if node not in above
    )  # fmt: skip


def _kind_words(store: Readable, node: NamedNode) -> str:
    kinds = [slot_words(kind) for kind in related(store, node, TYPE) if kind != MOR.Condition]
    operator = text_of(store, node, MOR.groupOperator)
    return ", ".join([*kinds, *filter(None, [_OPERATORS.get(operator, operator)])])


def _details(store: Readable, node: NamedNode, names: Names) -> Iterator[tuple[str, Name]]:
    day = span_text(store, node, "on")
    if day:
        yield "on", Name(day)
    for requirement in related(store, node, MOR.requires):
        yield "requires", names.name(requirement)
        for slot in (MOR.hasLevel, MOR.appliesIn, MOR.concernsTechnology, MOR.hasQuality):
            for value in related(store, requirement, slot):
                yield slot_words(slot), names.name(value)


def _assessments(store: Readable, node: NamedNode, names: Names) -> Iterator[Name]:
    found = {quad.subject for quad in store.quads(None, MOR.assesses, node, CURRENT)}
    for each in sorted(found, key=lambda other: (span_text(store, other, "assessed"), other.value)):
        by = ", ".join(names.label(agent) for agent in related(store, each, MOR.isAssessedBy))
        note = " ".join(filter(None, (by, span_text(store, each, "assessed"))))
        yield Name(text_of(store, each, MOR.assessedStatus), page=names.pages.get(each, ""), note=note)


def build_mentions(store: Readable, thing: NamedNode, names: Names) -> tuple[Mentions, ...]:
    """The things that name a thing, by how they do, in the order of their dates and names."""
    found: dict[str, dict[NamedNode, Name]] = {}
    for quad in store.quads(None, None, thing, CURRENT):
        if quad.predicate not in _NOT_LINKS and quad.subject in names.pages:
            slot = _backwards(kind_of_thing(quad.subject), quad.predicate)
            found.setdefault(slot, {})[quad.subject] = names.name(quad.subject, _date(store, quad.subject))
    return tuple(Mentions(slot, in_order(things.values())) for slot, things in sorted(found.items()))


def _backwards(kind: str, slot: NamedNode) -> str:
    """How things of a kind name another under a slot: `restrictions: imposed by`."""
    return "narrower" if slot == SKOS.broader else f"{KINDS[kind]}: {field_words(kind, slot)}"


def in_order(things: Iterable[Name]) -> tuple[Name, ...]:
    """Names in the order of what is noted beside them, such as a date, then of their letters."""
    return tuple(sorted(things, key=lambda name: (name.note, name.text.casefold(), name.page)))


def _date(store: Readable, node: NamedNode) -> str:
    slot = _DATES.get(kind_of_thing(node))
    return span_text(store, node, slot) if slot else ""


def disagreement_view(found: Disagreement, numbering: Numbering) -> Contradiction:
    """A fact that sources give differently: every side, and the rule that prefers one."""
    sides = tuple(_told(side, numbering) for side in (found.preferred, *found.others))
    verdict = "settled" if found.settled else "counts is the first"
    return Contradiction(Name(found.slot), sides, f"{verdict}: {found.rule}")


def _told(side: Told, numbering: Numbering) -> Side:
    return Side(Name(side.value), numbering.cite_all(side.said_by))


def opposition_view(found: Opposition, numbering: Numbering) -> Contradiction:
    """A later act set against an earlier promise: both, who disputes it, and the replies."""
    names = numbering.names
    verdict = [f"disputed by {', '.join(found.disputed_by)}"] if found.disputed_by else []
    verdict += [f"reply: {reply.label}" for reply in found.replies]
    sides = (_side(found.earlier, numbering), _side(found.later, numbering))
    return Contradiction(
        names.name(NamedNode(found.contradiction)), sides, "; ".join(verdict) or "no dispute is recorded"
    )


def _side(reason: Reason, numbering: Numbering) -> Side:
    said = [saying for ground in reason.grounds for saying in ground.said_by]
    return Side(numbering.names.name(NamedNode(reason.thing)), numbering.cite_all(said))
