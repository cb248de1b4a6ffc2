"""What tests of several stages stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from moratoria import Moratoria

WORLD = Path(__file__).parent / "world"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with the made-up world in it, made once: copy it to change it."""
    folder = tmp_path_factory.mktemp("prepared") / "store"
    with Moratoria.init(folder) as graph:
        assert graph.load([WORLD]).ok
    return folder
