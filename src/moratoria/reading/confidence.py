"""How likely a candidate is right, from its signs."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from moratoria.reading.sign_weights import BASE, KNOTS, WEIGHTS


def estimate(signs: Iterable[str]) -> float:
    """The likelihood that weights fitted to annotated articles give a candidate with these signs.

    >>> 0 < estimate({"strong"}) < 1
    True
    """
    total = BASE + sum(WEIGHTS.get(sign, 0.0) for sign in signs)
    return round(1 / (1 + math.exp(-total)), 3)


def calibrate(said: float) -> float:
    """The share that was right of what was said to be so likely, among articles the weights were not fitted to.

    >>> calibrate(0.2) <= calibrate(0.9)
    True
    """
    if not KNOTS:
        return said
    if said <= KNOTS[0][0]:
        return KNOTS[0][1]
    for (low, share), (high, larger) in pairwise(KNOTS):
        if said <= high:
            return round(share + (larger - share) * (said - low) / (high - low), 3)
    return KNOTS[-1][1]
