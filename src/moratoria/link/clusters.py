"""Sameness as the union of decisions: which names are of one thing, and which of them stands for all. Pure."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable

Pair = tuple[str, str]


def partition(pairs: Iterable[Pair]) -> dict[str, str]:
    """The name that stands for each name, itself included; the same for every order of the pairs.

    The one that is never an object stands for the others - a curated thing is not, the record of a register is - and
    the first of them by letter where there are several or none.

    >>> partition([("nypd", "aiid-nypd"), ("nypd", "aiid-new-york-police-department")])["aiid-nypd"]
    'nypd'
    """
    pairs = sorted(set(pairs))
    neighbours = _neighbours(pairs)
    objects = {second for _, second in pairs}
    found: dict[str, str] = {}
    for name in sorted(neighbours):
        if name not in found:
            members = _reached(neighbours, name)
            first = min(members, key=lambda member: (member in objects, member))
            found |= dict.fromkeys(members, first)
    return found


def clusters(pairs: Iterable[Pair]) -> dict[str, tuple[str, ...]]:
    """The names of each thing by the one that stands for them."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, first in sorted(partition(pairs).items()):
        found[first].append(name)
    return {first: tuple(names) for first, names in sorted(found.items())}


def find_path(pairs: Iterable[Pair], start: str, end: str) -> list[Pair] | None:
    """The shortest way from one name to another over pairs; None where there is none."""
    neighbours = _neighbours(sorted(set(pairs)))
    came: dict[str, str] = {start: start}
    waiting = deque([start])
    while waiting and end not in came:
        name = waiting.popleft()
        for other in sorted(neighbours.get(name, ())):
            if other not in came:
                came[other] = name
                waiting.append(other)
    if end not in came:
        return None
    path: list[Pair] = []
    while end != start:
        path.append((came[end], end))
        end = came[end]
    return path[::-1]


def _neighbours(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        found[first].add(second)
        found[second].add(first)
    return dict(found)


def _reached(neighbours: dict[str, set[str]], name: str) -> set[str]:
    seen, waiting = {name}, [name]
    while waiting:
        for other in neighbours[waiting.pop()] - seen:
            seen.add(other)
            waiting.append(other)
    return seen
