"""A real server over the shipped facts, and a client of it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from tests.serve.running import DAY, serving

from moratoria.serve.options import Options


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a server over the shipped facts, whose today is `DAY`."""
    with serving(Options(day=DAY, token="open-sesame")) as found:
        yield found


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """A client of that server that follows no redirect."""
    with httpx.Client(base_url=address, timeout=30) as found:
        yield found
