"""How likely a candidate is right, from how it was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Signs:
    """What speaks for and against a candidate."""

    strong: bool
    direct_actor: bool
    listed_actor: bool
    near_technology: bool
    exact_technology: bool
    proposed: bool
    noun: bool
    title_agrees: bool


_WEIGHTS = {
    "strong": 0.12,
    "direct_actor": 0.14,
    "listed_actor": 0.08,
    "near_technology": 0.16,
    "exact_technology": 0.06,
    "proposed": -0.06,
    "noun": -0.12,
    "title_agrees": 0.08,
}
_BASE = 0.25


def estimate(signs: Signs) -> float:
    """The share of candidates with these signs that are right, between 0.05 and 0.97."""
    weak = 0.3 if signs.noun and not signs.near_technology else 0.0
    total = _BASE - weak + sum(weight for sign, weight in _WEIGHTS.items() if getattr(signs, sign))
    return round(min(0.97, max(0.05, total)), 3)
