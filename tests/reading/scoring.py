"""How near a reading comes to what an annotator wrote: counts, F1 with an interval, calibration. Pure.

A restriction is right when actor, group of kind and a technology or product are; slots are counted over restrictions
that belong together. Articles are drawn with replacement for the interval, since facts of one article hang together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any

Form = Mapping[str, Any]
"""A reading or its gold in the form of `reading.score_form`."""

GROUPS = {"review-requirement": "review", "fine-or-order": "order", "export-control": "export"}
"""Kinds that are not simply a stop."""

SLOTS: dict[str, Callable[[Form], set[str]]] = {
    "actor": lambda one: {actor_key(one["actor"])},
    "kind": lambda one: {one["kind"]},
    "technology": lambda one: {plain(word) for word in one["technologies"]},
    "affected": lambda one: {plain(word) for word in one["affected"]},
    "jurisdiction": lambda one: {plain(one["jurisdiction"])} if one["jurisdiction"] else set(),
    "condition": lambda one: {condition["kind"] for condition in one["conditions"]},
    "end or duration": lambda one: {value for value in (one["end"], one["duration"]) if value},
    "exemption": lambda one: {"yes"} if one["exemptions"] else set(),
    "status": lambda one: {one["status_in_article"]},
}
ROWS = ("restriction", *SLOTS, "evidence", "statement", "influence", "legislation")
_SMALL = {"the", "of", "us", "city", "state", "department", "and", "for"}


@dataclass(frozen=True)
class Count:
    """True positives, false positives, false negatives."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was read."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


Scores = dict[str, Count]


def plain(words: str) -> str:
    """Words without case, marks, article and plural, as two annotators would take them for the same."""
    found = re.findall(r"\w+", (words or "").lower().replace("'s", "").replace("’s", ""))
    return " ".join(word.removesuffix("s") for word in found if word != "the")


def actor_key(name: str) -> str:
    """An actor's name without its legal form."""
    return re.sub(r"\b(?:inc|corp|corporation|llc|ltd)\b", "", plain(name)).strip()


def same_actor(one: str, other: str) -> bool:
    """True for the same name, or one that says the other more fully."""
    first, second = (set(actor_key(name).split()) - _SMALL for name in (one, other))
    return bool(first & second) and (first <= second or second <= first)


def technology_keys(one: Form) -> set[str]:
    """The technologies of a restriction."""
    return {plain(word) for word in one["technologies"]}


def words_shared(one: str, other: str) -> float:
    """Dice's coefficient over the words of two texts, from 0 to 1."""
    first, second = (Counter(re.findall(r"\w+", (text or "").lower())) for text in (one, other))
    total = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / total if total else 0.0


def same_restriction(gold: Form, found: Form) -> bool:
    """True when actor, group of kind, and a technology or product agree."""
    products = {plain(word) for word in gold["products"]} & {plain(word) for word in found["products"]}
    about = bool(technology_keys(gold) & technology_keys(found)) or bool(products)
    return same_actor(gold["actor"], found["actor"]) and group(gold) == group(found) and about


def group(one: Form) -> str:
    """What a restriction does: stop, review, order or export."""
    return GROUPS.get(one["kind"], "stop")


def pair(golds: Sequence[Form], founds: Sequence[Form], alike: Callable[[Form, Form], float]) -> list[tuple[int, int]]:
    """One-to-one pairs of what is alike, the likest first; what is not alike at all stays alone."""
    likeness = [(alike(gold, found), -i, -j) for i, gold in enumerate(golds) for j, found in enumerate(founds)]
    pairs: list[tuple[int, int]] = []
    for value, i, j in sorted(likeness, reverse=True):
        taken = any(-i == first or -j == second for first, second in pairs)
        if value > 0 and not taken:
            pairs.append((-i, -j))
    return pairs


def score_article(gold: Form, found: Form) -> Scores:
    """The counts of one article, by row."""
    theirs, ours = gold["restrictions"], found["restrictions"]
    whole = pair(theirs, ours, lambda a, b: same_restriction(a, b) * (1 + words_shared(a["evidence"], b["evidence"])))
    scores = {"restriction": _count(len(whole), len(ours), len(theirs))}
    together = pair(theirs, ours, _belonging)
    for row, slot in SLOTS.items():
        scores[row] = _slot_count(theirs, ours, together, slot)
    good = sum(words_shared(theirs[i]["evidence"], ours[j]["evidence"]) >= 0.5 for i, j in together)
    scores["evidence"] = _count(good, len(ours), len(theirs))
    scores["statement"] = _paired(gold, found, "statements", _same_statement)
    scores["influence"] = _paired(gold, found, "influences", _same_influence)
    scores["legislation"] = _paired(gold, found, "legislation", _same_law)
    return scores


def _belonging(gold: Form, found: Form) -> float:
    evidence = words_shared(gold["evidence"], found["evidence"])
    about = bool(technology_keys(gold) & technology_keys(found))
    points = 2 * same_actor(gold["actor"], found["actor"]) + (group(gold) == group(found)) + about + (evidence >= 0.5)
    return points + evidence if points >= 2 else 0.0


def _slot_count(
    golds: Sequence[Form], founds: Sequence[Form], pairs: Sequence[tuple[int, int]], slot: Callable[[Form], set[str]]
) -> Count:
    total = Count()
    for i, j in pairs:
        theirs, ours = slot(golds[i]), slot(founds[j])
        near = {word for word in theirs if any(same_actor(word, other) for other in ours)}
        total += Count(len(near), max(0, len(ours) - len(near)), len(theirs) - len(near))
    alone = {i for i, _ in pairs}, {j for _, j in pairs}
    total += Count(0, 0, sum(len(slot(gold)) for i, gold in enumerate(golds) if i not in alone[0]))
    return total + Count(0, sum(len(slot(found)) for j, found in enumerate(founds) if j not in alone[1]), 0)


def _paired(gold: Form, found: Form, name: str, alike: Callable[[Form, Form], float]) -> Count:
    theirs, ours = gold.get(name) or [], found.get(name) or []
    return _count(len(pair(theirs, ours, alike)), len(ours), len(theirs))


def _same_statement(gold: Form, found: Form) -> float:
    shared = words_shared(gold["quote"], found["quote"])
    return shared if shared >= 0.6 and same_actor(gold["speaker"] or "", found["speaker"] or "") else 0.0


def _same_influence(gold: Form, found: Form) -> float:
    return float(same_actor(gold["actor"], found["actor"]) and same_actor(gold["echoes"], found["echoes"]))


def _same_law(gold: Form, found: Form) -> float:
    return float(same_actor(gold["name"], found["name"]))


def _count(right: int, found: int, there: int) -> Count:
    return Count(right, found - right, there - right)


def total_of(articles: Sequence[Scores]) -> Scores:
    """The counts of some articles together."""
    return {row: sum((article[row] for article in articles), Count()) for row in ROWS}


def interval(articles: Sequence[Scores], row: str, *, draws: int = 1_000, seed: int = 1) -> tuple[float, float]:
    """The middle 95 % of the F1 of a row over articles drawn with replacement."""
    random = Random(seed)
    found = sorted(
        sum((random.choice(articles)[row] for _ in articles), Count()).f1 for _ in range(draws)
    )  # fmt: skip
    return found[int(draws * 0.025)], found[int(draws * 0.975) - 1]


def calibration(told: Sequence[tuple[float, bool]], edges: Sequence[float]) -> list[tuple[float, float, int, float]]:
    """For each bin of confidence [low, high): how many facts were said to be so sure, and the share that is right."""
    bins = []
    for low, high in pairwise(edges):
        inside = [right for confidence, right in told if low <= confidence < high]
        bins.append((low, high, len(inside), sum(inside) / len(inside) if inside else 0.0))
    return bins
