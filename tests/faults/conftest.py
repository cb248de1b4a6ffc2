"""The bench, a small made-up store, and the corpus as it lies on disk for one run."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from press import article
from tasks import write_source

from bench import Canary, Limited, copy_corpus, limited_children, listening_canary


@pytest.fixture(scope="session")
def limited() -> Iterator[Limited]:
    """A process that runs jobs in limited children."""
    with limited_children() as children:
        yield children


@pytest.fixture(scope="session")
def canary() -> Iterator[Canary]:
    """A web server that nothing should ask; at the end of all tests nothing has."""
    with listening_canary() as listening:
        yield listening


@pytest.fixture(scope="session")
def room() -> Iterator[Path]:
    """A folder that another user may enter, too."""
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def world(limited: Limited, room: Path) -> Path:
    """A store on disk that holds five made-up articles."""
    (room / "world").mkdir()
    sources = [str(write_source(room / "world", article(number))) for number in range(5)]
    assert limited.ask(room / "scratch", "tasks:make_store", folder=str(room / "store"), sources=sources) > 400
    return room / "store"


@pytest.fixture(scope="session")
def corpus(canary: Canary, room: Path) -> Path:
    """The corpus of bad inputs, with the canary's address in it."""
    copy_corpus(room / "corpus", canary)
    return room / "corpus"
