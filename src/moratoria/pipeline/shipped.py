"""The shipped graph: built into the wheel, or once per state of a checkout and then cached by hash."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from moratoria import settings
from moratoria.errors import FindingsError, StoreError
from moratoria.store.embedded import EmbeddedStore

_PARTS = ("data", "ontology", "queries")


def open_shipped() -> EmbeddedStore:
    """The shipped facts with their statuses, read-only: from a cached store, else made now and cached."""
    built = settings.shipped_graph()
    digest = _digest([built] if built.is_file() else _inputs())
    folder = settings.cache_folder() / f"shipped-{digest}"
    if (folder / "CURRENT").is_file():
        try:
            return EmbeddedStore(folder, read_only=True)
        except StoreError:  # a damaged cache is no reason to fail: the graph is built again
            shutil.rmtree(folder, ignore_errors=True)
    content = built.read_bytes() if built.is_file() else build_shipped()
    _keep(folder, content)
    return EmbeddedStore.from_nquads(content)


def build_shipped() -> bytes:
    """The shipped facts, checked and built; sorted, so that equal facts give equal bytes.

    Raises FindingsError when the shipped facts themselves have findings of severity ERROR.
    """
    from moratoria.export.graphs import render_nquads
    from moratoria.pipeline.load import load_sources, silent
    from moratoria.pipeline.plan import plan_load
    from moratoria.pipeline.rebuild import prepare_store

    store, moment = EmbeddedStore(), datetime(2026, 1, 1, tzinfo=UTC)
    prepare_store(store)
    report = load_sources(plan_load(store, shipped_facts(), moment, silent), store, moment=moment)
    if report.refused:
        raise FindingsError(report.findings, f"the shipped facts have findings: {report.findings[0].problem}")
    return render_nquads(store.quads())


def shipped_facts() -> list[Path]:
    """The folders of what ships: the facts, and the decisions on what is one with what."""
    return [settings.shipped_folder("data") / name for name in ("facts", "links")]


def _digest(paths: Iterable[Path]) -> str:
    """A hash of all that decides the shipped graph: in a checkout facts, ontology, checks and this code."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _inputs() -> Iterable[Path]:
    for name in _PARTS:
        yield from (path for path in settings.shipped_folder(name).rglob("*") if path.is_file())
    yield from Path(__file__).resolve().parents[1].rglob("*.py")


def _keep(folder: Path, content: bytes) -> None:
    """Cache the graph as a store, whole or not at all; a machine where that is not allowed just builds it again."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent))
        store = EmbeddedStore(beside)
        store.fill(content)
        store.close()
        beside.replace(folder)
        for old in folder.parent.glob("shipped-*"):
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
    except (OSError, StoreError):
        return
