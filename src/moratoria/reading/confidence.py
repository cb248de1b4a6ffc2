"""How likely a candidate is right, from its signs."""

from __future__ import annotations

import math
from collections.abc import Iterable

from moratoria.reading.sign_weights import BASE, WEIGHTS


def estimate(signs: Iterable[str]) -> float:
    """The share of candidates with these signs that are right, by weights fitted to annotated articles.

    >>> 0 < estimate({"strong"}) < 1
    True
    """
    total = BASE + sum(WEIGHTS.get(sign, 0.0) for sign in signs)
    return round(1 / (1 + math.exp(-total)), 3)
