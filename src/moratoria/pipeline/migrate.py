"""The current graph of a store made anew from its own sources."""

from __future__ import annotations

from pathlib import Path

from moratoria import settings
from moratoria.errors import StoreError
from moratoria.pipeline.rebuild import rebuild_current
from moratoria.store.base import Change, marks
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import CURRENT, STORE


def rebuild_store(folder: Path) -> int:
    """Make the current graph and the marks of a store what its source graphs say, in one transaction.

    Gives the number of quads that were wrong or missing. Raises StoreError where there is no store.
    """
    if not (folder / "CURRENT").is_file():
        raise StoreError("is no store", where=str(folder), remedy="run `moratoria init` to make one there")
    store = EmbeddedStore(folder)
    try:
        held = {quad for graph in (CURRENT, STORE) for quad in store.quads(None, None, None, graph)}
        wanted = {*rebuild_current(store.quads), *marks(settings.ONTOLOGY_VERSION)}
        change = Change(sorted(wanted - held, key=str), sorted(held - wanted, key=str))
        if change:
            store.commit(change)
        return len(change.add) + len(change.remove)
    finally:
        store.close()
