"""A store made anew from its own sources."""

from __future__ import annotations

import shutil
from pathlib import Path

from moratoria.errors import StoreError
from moratoria.pipeline.rebuild import prepare_store, rebuild_current
from moratoria.store.base import Change
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import CURRENT, STORE


def rebuild_store(folder: Path) -> int:
    """Write a new store beside the old one from its source graphs, then put it in the old one's place.

    Gives the number of quads. Raises StoreError where there is no store; the old one stays until the new one is whole.
    """
    if not (folder / "CURRENT").is_file():
        raise StoreError("is no store", where=str(folder), remedy="run `moratoria init` to make one there")
    old = EmbeddedStore(folder)
    history = [quad for quad in old.quads() if quad.graph_name not in (CURRENT, STORE)]
    current = rebuild_current(old.quads)
    old.close()
    beside = folder.with_name(f"{folder.name}.rebuilding")
    shutil.rmtree(beside, ignore_errors=True)
    new = EmbeddedStore(beside)
    prepare_store(new)
    new.commit(Change([*history, *current]))
    count = len(new)
    new.close()
    retired = folder.with_name(f"{folder.name}.old")
    folder.replace(retired)
    beside.replace(folder)
    shutil.rmtree(retired)
    return count
