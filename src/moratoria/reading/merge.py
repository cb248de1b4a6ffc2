"""One fact per actor, technology, scope and dates within an article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from moratoria.reading.kinds import GROUPS
from moratoria.reading.model import Restriction
from moratoria.reading.technologies import GENERAL

MIN_RETELLING = 0.5
"""What a fact of the body needs before a title with another name for the actor counts as the same."""
FILLED = 0.2
"""What each filled slot adds when the best sentence is chosen as evidence."""
_SPECIFIC = ("conditional-withholding", "moratorium", "exit", "ban", "usage-policy")
_STOP_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    the of us u.s state city department government
    """,
    )
)


def merge_restrictions(found: Iterable[Restriction], title_end: int) -> tuple[Restriction, ...]:
    """The candidates with those that say the same joined, in the order of their evidence; the body's words win.

    `title_end` is where the title ends: a sentence of the body is better evidence than the title.
    """
    merged: list[Restriction] = []
    weights: list[tuple[float, ...]] = []
    everything = list(found)
    body = [one for one in everything if one.evidence.start >= title_end]
    found = [one for one in everything if one.evidence.start >= title_end or not _retold(one, body)]
    for one in sorted(found, key=lambda r: (r.evidence.start, r.trigger.start)):
        twin = next((number for number, other in enumerate(merged) if _same(other, one)), None)
        weight = _weight(one, title_end)
        if twin is None:
            merged.append(one)
            weights.append(weight)
            continue
        first = weights[twin] >= weight
        merged[twin] = _join(merged[twin], one) if first else _join(one, merged[twin])
        weights[twin] = max(weights[twin], weight)
    return tuple(sorted(merged, key=lambda r: (r.evidence.start, r.trigger.start)))


def _retold(title: Restriction, body: list[Restriction]) -> bool:
    """Whether the body says what a title says, in its first words or by another name for the actor."""
    for other in body:
        alike = GROUPS[title.kind] == GROUPS[other.kind] and _overlap(title, other)
        if alike and not same_actor(title.actor.name, other.actor.name) and other.confidence >= MIN_RETELLING:
            return True
    return False


def same_actor(one: str, other: str) -> bool:
    """Whether two names are the same or one is the other with more words."""
    first, second = _words(one), _words(other)
    return first == second or (bool((first & second) - _STOP_WORDS) and (first <= second or second <= first))


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - {"the", "inc", "corp"}


def _same(one: Restriction, other: Restriction) -> bool:
    alike = same_actor(one.actor.name, other.actor.name)
    if (
        alike
        and one.evidence == other.evidence
        and "fine-or-order" in (one.kind, other.kind)
        and "fine" in one.rule + other.rule
    ):
        return True
    if GROUPS[one.kind] != GROUPS[other.kind] or not (alike or _one_government(one, other)):
        return False
    if not _overlap(one, other):
        return False
    return one.evidence == other.evidence or not _differ(one, other)


def _one_government(one: Restriction, other: Restriction) -> bool:
    """Whether one actor is the place, or an unnamed body, of the other's government and both restrict one product."""
    vague = any(
        actor.kind in ("country", "state", "city", "demonym") or (actor.entry is None and not actor.name.istitle())
        for actor in (one.actor, other.actor)
    )
    return vague and one.kind == other.kind and bool(one.jurisdiction) and one.jurisdiction == other.jurisdiction


def _overlap(one: Restriction, other: Restriction) -> bool:
    first, second = set(one.technologies), set(other.technologies)
    return (
        bool(first & second)
        or {GENERAL} in (first, second)
        or not first
        or not second
        or bool(set(one.products) & set(other.products))
    )


def _differ(one: Restriction, other: Restriction) -> bool:
    """Whether dates or scope set two facts of one actor apart."""
    return bool(one.duration and other.duration and one.duration != other.duration)


def _join(best: Restriction, rest: Restriction) -> Restriction:
    """Two facts that say the same as one: the words of the better one, the slots of both."""
    kinds = (
        ["fine-or-order"]
        if "fine-or-order" in (best.kind, rest.kind)
        else [kind for kind in _SPECIFIC if kind in (best.kind, rest.kind)]
    )
    technologies = tuple(dict.fromkeys(best.technologies + rest.technologies))
    exact = tuple(label for label in technologies if label != GENERAL)
    return replace(
        best,
        kind=kinds[0] if kinds else best.kind,
        technologies=exact or technologies,
        products=tuple(dict.fromkeys(best.products + rest.products)),
        affected=tuple(dict.fromkeys(best.affected + rest.affected)),
        jurisdiction=best.jurisdiction or rest.jurisdiction,
        announced=best.announced or rest.announced,
        start=best.start or rest.start,
        end=best.end or rest.end,
        duration=best.duration or rest.duration,
        conditions=best.conditions or rest.conditions,
        exemptions=tuple(dict.fromkeys(best.exemptions + rest.exemptions)),
        status=rest.status if rest.status in ("lifted", "expired") else best.status,
        confidence=max(best.confidence, rest.confidence),
    )


def _weight(one: Restriction, title_end: int) -> tuple[float, ...]:
    """How good a sentence is as evidence, by what it says itself: what it has borrowed does not count."""
    filled = sum(map(bool, (one.duration, one.conditions, one.end, one.start)))
    return (one.evidence.start >= title_end, one.confidence + FILLED * filled, -one.evidence.start)
