"""The made-up articles of `tests/world`, as plain data."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

_SPEC = spec_from_file_location("world_generator", Path(__file__).parents[1] / "world" / "generator.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_GENERATOR = module_from_spec(_SPEC)
_SPEC.loader.exec_module(_GENERATOR)


def article(number: int, edition: int = 1) -> dict[str, Any]:
    """Article `number` in its first or a later edition, whose title differs."""
    data: dict[str, Any] = _GENERATOR.make_data(number)
    if edition > 1:
        data["source"]["title"] += f", edition {edition}"
    return data


def own_number(count: int) -> int:
    """The number of the article `count` among those that refer to no other article."""
    return count // 6 * 10 + count % 6
