"""One small fact file as plain data; each test changes what it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from moratoria.facts.model import FactFile
from moratoria.facts.parse import parse_facts
from moratoria.findings import Finding


@pytest.fixture
def plain() -> dict[str, Any]:
    """A page of the made-up company Umbra that announces a pause."""
    locator = [{"locator": "paragraph 1"}]
    return {
        "source": {
            "id": "umbra-page", "kind": "web-page", "title": "Umbra pauses", "publisher": "Umbra", "issuer": "umbra",
            "authority": "own-words", "published": "2021-03-02", "retrieved": "2021-03-05",
            "recorded": "2021-03-06T09:00:00Z", "seen": "full",
        },
        "organizations": [{"id": "umbra", "kind": "company", "name": "Umbra", "evidence": locator}],
        "restrictions": [
            {
                "id": "umbra-pause", "kind": "moratorium", "label": "Umbra pauses", "imposed_by": ["umbra"],
                "announced": "2021-03-02", "duration": "P1Y", "evidence": locator,
            }
        ],
    }  # fmt: skip


@pytest.fixture
def parse() -> Callable[..., tuple[FactFile | None, list[Finding]]]:
    """Parses plain data whose places are written as dotted paths."""
    return lambda data, today=None: parse_facts(data, lambda path: "umbra.yaml:" + ".".join(map(str, path)), today)
