"""How well a candidate restriction fits one in the graph, with every reason in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from moratoria.facts.model import Condition, Restriction
from moratoria.review.known import KnownRestriction, days_between

NEAR_DAYS = 31
"""Dates this near are taken for the same step told by two sources; a later one for another step."""
SAME_FROM = 0.6
"""A match below this score is not proposed."""

Broader = Callable[[str, str], frozenset[str]]

_FAMILIES = (
    frozenset({"ban", "moratorium", "conditional-withholding", "exit"}),
    frozenset({"ban", "usage-policy", "conditional-withholding"}),
    frozenset({"ban", "moratorium", "order"}),
    frozenset({"ban", "export-control"}),
)


@dataclass(frozen=True)
class Facing:
    """A candidate restriction as it is compared: who, the days it gives, and the conditions it names."""

    fact: Restriction
    actors: frozenset[str]
    day: str
    own_day: bool
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Match:
    """A restriction in the graph that a candidate could be about: how likely, why, and what is different about it."""

    known: KnownRestriction
    score: float
    reasons: tuple[str, ...]
    changed: tuple[str, ...]
    days_later: int | None

    @property
    def is_revision(self) -> bool:
        """True for a later step: long after, or some days after with something changed."""
        later = self.days_later or 0
        return later > NEAR_DAYS or (later > 0 and bool(self.changed))


def find_matches(facing: Facing, known: Iterable[KnownRestriction], broader: Broader) -> list[Match]:
    """The restrictions of the same actor that a candidate could be about, the best first."""
    found = (match for each in known if (match := _match(facing, each, broader)))
    return sorted(found, key=lambda match: (-match.score, match.known.revised, match.known.id))


def _match(facing: Facing, known: KnownRestriction, broader: Broader) -> Match | None:
    fact = facing.fact
    parts = [
        _overlap("technology", set(fact.technologies), known.technologies, broader, 0.25),
        _overlap("audience", set(fact.affects), known.audiences, broader, 0.15),
        _same_kind(fact.kind.value, known.kind),
        _same_place(set(fact.jurisdictions), known.jurisdictions),
    ]
    days = _days_later(facing, known)
    parts.append(_near(facing, days))
    if any(part is None for part in parts):
        return None
    told = [part for part in parts if part]
    score = 0.3 + sum(part[0] for part in told)
    reasons = ("the same actor", *(part[1] for part in told if part[1]))
    return Match(known, round(min(score, 1.0), 2), reasons, tuple(_changes(facing, known)), days)


Part = tuple[float, str]


def _overlap(kind: str, mine: set[str], theirs: frozenset[str], broader: Broader, weight: float) -> Part | None:
    """What is shared of a scheme, exactly or one within the other; None when nothing is."""
    if mine & theirs:
        return weight, f"the same {kind} ({', '.join(sorted(mine & theirs))})"
    for one in sorted(mine):
        for other in sorted(theirs):
            if one in broader(kind, other) or other in broader(kind, one):
                return weight * 0.7, f"the {kind} {one} and {other} are one within the other"
    if mine and theirs:
        return None
    return None if kind == "technology" else (weight * 0.4, f"an {kind} is named by one of them at most")


def _same_kind(mine: str, theirs: str) -> Part | None:
    if mine == theirs:
        return 0.15, f"the same kind ({mine})"
    if any(mine in family and theirs in family for family in _FAMILIES):
        return 0.08, f"a {mine} and a {theirs} can be one"
    return None


def _same_place(mine: set[str], theirs: frozenset[str]) -> Part | None:
    """Places of two countries are two restrictions; a place that one of them does not name says nothing."""
    if not mine or not theirs:
        return 0.0, ""
    shared = {place[:2].upper() for place in mine} & {place[:2].upper() for place in theirs}
    return (0.05, f"the same country ({', '.join(sorted(shared))})") if shared else None


def _days_later(facing: Facing, known: KnownRestriction) -> int | None:
    then = known.announced or known.begins
    return days_between(then, facing.day) if then and facing.day and facing.own_day else None


def _near(facing: Facing, days: int | None) -> Part | None:
    """How the days fit; None for a step that came long before."""
    if days is None:
        return 0.05, "no day of its own to tell them apart" if not facing.own_day else "the graph gives no day for it"
    if days == 0:
        return 0.15, "the same day"
    if abs(days) <= NEAR_DAYS:
        return 0.1, f"{abs(days)} days {'later' if days > 0 else 'earlier'}"
    return (0.05, f"{days} days later") if days > 0 else None


def _changes(facing: Facing, known: KnownRestriction) -> Iterable[str]:
    """What a candidate gives otherwise than the graph; what it is silent about is no change."""
    fact = facing.fact
    if fact.kind.value != known.kind:
        yield f"the kind: {known.kind} -> {fact.kind.value}"
    if fact.duration and known.duration and fact.duration != known.duration:
        yield f"the duration: {known.duration} -> {fact.duration}"
    mine = sorted({condition.kind.value for condition in facing.conditions})
    theirs = sorted({condition.kind for condition in known.conditions})
    if mine and theirs and not set(mine) & set(theirs):
        yield f"the condition: {', '.join(theirs)} -> {', '.join(mine)}"
