"""Which organizations may be one: scored, each with its reasons. Nothing is decided here. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from moratoria.link.names import acronyms, is_acronym, is_nobody, normalized, tokens

FLOOR = 0.6
COMMON = 400
"""A word that so many names have tells none of them apart."""
LIKE = 85
"""So alike, of 100, are two spellings of one word."""


@dataclass(frozen=True)
class Entity:
    """An organization as far as it is compared: its names, kind, home and identifiers by the system they are of.

    Kind and home are empty where nobody says them.
    """

    id: str
    names: tuple[str, ...]
    kind: str = ""
    home: str = ""
    ids: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def forms(self) -> frozenset[str]:
        """Its names in the common form."""
        return frozenset(filter(None, (normalized(name) for name in self.names)))

    @cached_property
    def initials(self) -> frozenset[str]:
        """What its long names are short for."""
        return frozenset().union(*(acronyms(name) for name in self.names))

    @cached_property
    def short(self) -> frozenset[str]:
        """Its names that may be initials."""
        return frozenset(name.replace(".", "").casefold() for name in self.names if is_acronym(name))


@dataclass(frozen=True)
class Candidate:
    """Two organizations that may be one, how likely from 0 to 1, and why."""

    subject: str
    object: str
    score: float
    reasons: tuple[str, ...]


class Index:
    """Organizations by what could bring one of them up: words of their names, initials, identifiers."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = {item.id: item for item in entities if not any(map(is_nobody, item.names))}
        self._keys: Mapping[str, list[str]] = defaultdict(list)
        for item in self._entities.values():
            for key in _keys(item):
                self._keys[key].append(item.id)

    def alike(self, entity: Entity) -> list[Entity]:
        """Those that share something telling with an organization, in order."""
        found: set[str] = set()
        for key in _keys(entity):
            ids = self._keys.get(key, [])
            found |= set(ids) if len(ids) <= COMMON else set()
        return [self._entities[name] for name in sorted(found - {entity.id})]


def _keys(entity: Entity) -> Iterator[str]:
    words = frozenset().union(*(tokens(name) for name in entity.names))
    yield from (f"word {word}" for word in words)
    yield from (f"name {form}" for form in entity.forms)
    yield from (f"initials {text}" for text in entity.initials | entity.short)
    yield from (f"{system} {value}" for system, value in entity.ids)


def find_candidates(entity: Entity, index: Index, floor: float = FLOOR) -> list[Candidate]:
    """What may be the same organization, likeliest first; the same for every order of the index."""
    if any(map(is_nobody, entity.names)):
        return []
    scored = [score(entity, other) for other in index.alike(entity)]
    return sorted((item for item in scored if item.score >= floor), key=lambda item: (-item.score, item.object))


def score(first: Entity, second: Entity) -> Candidate:
    """How likely two organizations are one: a shared identifier decides, a name suggests, home and kind weigh in."""
    shared = sorted(first.ids & second.ids)
    if shared:
        return Candidate(first.id, second.id, 1.0, tuple(f"the same {system} {value}" for system, value in shared))
    points, reason = _name_points(first, second)
    reasons = [reason]
    for change, why in (*_id_points(first, second), *_home_points(first, second), *_kind_points(first, second)):
        points += change
        reasons.append(why)
    return Candidate(first.id, second.id, round(min(max(points, 0.0), 0.99), 3), tuple(filter(None, reasons)))


def _name_points(first: Entity, second: Entity) -> tuple[float, str]:
    same = sorted(first.forms & second.forms)
    if same:
        return 0.9, f"the same name: {same[0]}"
    short = sorted((first.initials & second.short) | (first.short & second.initials))
    if short:
        initials = max(short, key=len)
        return (0.72 if len(initials) > 2 else 0.5), f"{initials.upper()} is short for the other's name"
    pairs = ((fuzz.token_sort_ratio(a, b) / 100, a, b) for a in sorted(first.forms) for b in sorted(second.forms))
    likeness, a, b = max(pairs, default=(0.0, "", ""))
    mine, theirs = _own_words(a, b), _own_words(b, a)
    if mine and theirs:
        return likeness * 0.6, f"names alike by {likeness:.0%}, yet {' '.join(mine)} is not {' '.join(theirs)}"
    return likeness * 0.85, f"names alike by {likeness:.0%}: {a} / {b}"


def _own_words(first: str, second: str) -> list[str]:
    """The words of a name that the other has in no spelling."""
    others = tokens(second)
    return [word for word in sorted(tokens(first)) if not any(fuzz.ratio(word, other) >= LIKE for other in others)]


def _id_points(first: Entity, second: Entity) -> Iterator[tuple[float, str]]:
    mine, theirs = dict(first.ids), dict(second.ids)
    for system in sorted(mine.keys() & theirs.keys() - {"ticker"}):
        yield -0.5, f"different {system}: {mine[system]} and {theirs[system]}"


def _home_points(first: Entity, second: Entity) -> Iterator[tuple[float, str]]:
    if first.home and second.home:
        a, b = first.home.upper(), second.home.upper()
        if a == b:
            yield 0.06, f"the same home: {first.home}"
        elif a.startswith(f"{b}-") or b.startswith(f"{a}-"):
            yield 0.03, f"homes that contain each other: {first.home}, {second.home}"
        else:
            yield -0.2, f"different homes: {first.home}, {second.home}"


def _kind_points(first: Entity, second: Entity) -> Iterator[tuple[float, str]]:
    if not (first.kind and second.kind):
        return
    if first.kind == second.kind:
        yield 0.03, f"the same kind: {first.kind}"
    else:
        yield -0.15, f"different kinds: {first.kind}, {second.kind}"
