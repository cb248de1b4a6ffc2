"""The shipped graph: built into the wheel, or once per state of a checkout and then cached by hash."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from moratoria import settings
from moratoria.errors import FindingsError
from moratoria.store.embedded import EmbeddedStore

_PARTS = ("data", "ontology", "queries")


def open_shipped() -> EmbeddedStore:
    """The shipped facts with their statuses, in memory."""
    return EmbeddedStore.from_nquads(read_shipped())


def read_shipped() -> bytes:
    """The shipped graph as N-Quads: the wheel's, else the cached one of this checkout, else built now."""
    built = settings.shipped_graph()
    if built.is_file():
        return built.read_bytes()
    cached = settings.cache_folder() / f"shipped-{_digest()}.nq"
    if cached.is_file():
        return cached.read_bytes()
    content = build_shipped()
    _keep(cached, content)
    return content


def build_shipped() -> bytes:
    """The shipped facts, checked and built; sorted, so that equal facts give equal bytes.

    Raises FindingsError when the shipped facts themselves have findings of severity ERROR.
    """
    from moratoria.pipeline.kg import Moratoria

    graph = Moratoria.in_memory()
    report = graph.load([settings.shipped_folder("data") / "facts"], moment=datetime(2026, 1, 1, tzinfo=UTC))
    if report.refused:
        raise FindingsError(report.findings, f"the shipped facts have findings: {report.findings[0].problem}")
    return b"".join(sorted(graph.dump().splitlines(keepends=True)))


def _digest() -> str:
    """A hash of all that decides the shipped graph: facts, ontology, checks and this code."""
    digest = hashlib.sha256()
    for path in sorted(_inputs()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _inputs() -> Iterable[Path]:
    for name in _PARTS:
        yield from (path for path in settings.shipped_folder(name).rglob("*") if path.is_file())
    yield from Path(__file__).resolve().parents[1].rglob("*.py")


def _keep(path: Path, content: bytes) -> None:
    """Cache the graph; a machine where that is not allowed just builds it again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
        for old in path.parent.glob("shipped-*.nq"):
            if old != path:
                old.unlink()
    except OSError:
        return
