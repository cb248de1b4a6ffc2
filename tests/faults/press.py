"""The made-up articles of `tests/world`, as plain data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[2]))

from tests.world.generator import make_data


def article(number: int, edition: int = 1) -> dict[str, Any]:
    """Article `number` in its first or a later edition, whose title differs."""
    data: dict[str, Any] = make_data(number)
    if edition > 1:
        data["source"]["title"] += f", edition {edition}"
    return data


def own_number(count: int) -> int:
    """The number of the article `count` among those that refer to no other article."""
    return count // 6 * 10 + count % 6
