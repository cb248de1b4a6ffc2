"""Which of our things a name from somebody's table may mean: scored, with the features a client can weigh. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from moratoria.link.candidates import Entity, Index, score
from moratoria.link.names import normalized

FLOOR = 0.4
"""Candidates below it are not worth showing."""
SURE = 0.85
"""From this score on a candidate is a match, when it is alone with it."""
GAP = 0.05
SCANNED = 5_000
"""Up to so many things are all compared when no word of a name is shared, which finds misspelt ones."""


@dataclass(frozen=True)
class Wanted:
    """What is looked for: a name, identifiers by their systems, a home and a kind where they are known."""

    name: str = ""
    ids: frozenset[tuple[str, str]] = frozenset()
    home: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Match:
    """A thing that may be meant: its score from 0 to 100, whether it surely is, why, and what a client can weigh."""

    id: str
    score: float
    match: bool
    reasons: tuple[str, ...]
    features: Mapping[str, bool | float]


class Reconciler:
    """Things of one type, as they are compared."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = {entity.id: entity for entity in entities}
        self._index = Index(self.entities.values())

    def find(self, wanted: Wanted, most: int) -> list[Match]:
        """What may be meant, likeliest first; a thing's own id finds it."""
        entity = Entity("", (wanted.name,) if wanted.name else (), wanted.kind, wanted.home, wanted.ids)
        own = self.entities.get(wanted.name)
        found = [_match(entity, other) for other in self._near(entity) if other is not own]
        kept = [each for each in found if each.score >= FLOOR * 100]
        if own is not None:
            kept.append(Match(own.id, 100.0, True, ("its own id",), {"id": True}))
        return decided(sorted(kept, key=lambda each: (-each.score, each.id)))[:most]

    def _near(self, entity: Entity) -> Sequence[Entity]:
        near = self._index.alike(entity)
        is_small = len(self.entities) <= SCANNED
        return near or (list(self.entities.values()) if is_small and entity.forms else [])


def _match(entity: Entity, other: Entity) -> Match:
    found = score(entity, other)
    features = {
        "same_name": bool(entity.forms & other.forms), "same_identifier": bool(entity.ids & other.ids),
        "same_home": bool(entity.home) and entity.home == other.home,
        "same_kind": bool(entity.kind) and entity.kind == other.kind,
        "name_likeness": name_likeness(entity, other),
    }  # fmt: skip
    return Match(other.id, round(found.score * 100, 1), False, found.reasons, features)


def name_likeness(first: Entity, second: Entity) -> float:
    """How alike two things are by their names alone, from 0 to 1."""
    bare = (replace(each, kind="", home="", ids=frozenset()) for each in (first, second))
    return score(*bare).score


def decided(found: Sequence[Match]) -> list[Match]:
    """The best candidate marked as a match where it is good and no other comes near it.

    >>> [each.match for each in decided([Match("a", 90, False, (), {}), Match("b", 60, False, (), {})])]
    [True, False]
    >>> [each.match for each in decided([Match("a", 90, False, (), {}), Match("b", 89, False, (), {})])]
    [False, False]
    """
    if not found:
        return []
    best, *others = found
    alone = not others or best.score - others[0].score >= GAP * 100
    return [replace(best, match=best.score >= SURE * 100 and alone), *others]


def suggest(entities: Iterable[Entity], prefix: str) -> list[Entity]:
    """The things one of whose names, or whose id, begins with a text: whole names first, then in order of name.

    >>> suggest([Entity("organization/ibm", ("IBM",))], "ib")[0].id
    'organization/ibm'
    """
    wanted = normalized(prefix) or prefix.casefold()
    ranked = [(_rank(entity, wanted, prefix), entity.names[:1], entity.id, entity) for entity in entities]
    return [entity for rank, _, _, entity in sorted(ranked, key=lambda each: each[:3]) if rank < 3]


def _rank(entity: Entity, wanted: str, prefix: str) -> int:
    if wanted in entity.forms or entity.id == prefix:
        return 0
    plain = prefix.casefold()
    names = [name.casefold() for name in entity.names]
    if any(name.startswith(plain) for name in names) or any(form.startswith(wanted) for form in entity.forms):
        return 1
    inside = any(f" {plain}" in name for name in names)
    return 2 if inside or (prefix and entity.id.startswith(prefix)) else 3
