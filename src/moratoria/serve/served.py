"""What is being served: a snapshot of a store, swapped for a newer one as a whole when a load has finished."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from moratoria.export.graphs import render_nquads
from moratoria.pipeline.history import store_as_known
from moratoria.pipeline.kg import Moratoria, open_graph
from moratoria.serve.options import Options
from moratoria.store.embedded import EmbeddedStore

KNOWN_KEPT = 4
"""How many graphs as known at some moment are held in memory."""


@dataclass(frozen=True)
class Snapshot:
    """A graph that does not change while it is served; `mark` differs from that of any other state of the store.

    `folder` is where its quads lie, for processes that open it themselves.
    """

    graph: Moratoria
    mark: str
    folder: Path
    _known: OrderedDict[str, Moratoria] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def as_known(self, moment: datetime | None) -> Moratoria:
        """The graph as it was recorded by a moment; the newest where none is given."""
        if moment is None:
            return self.graph
        name = moment.isoformat()
        with self._lock:
            if name not in self._known:
                self._known[name] = Moratoria(store_as_known(self.graph.store, moment))
            self._known.move_to_end(name)
            while len(self._known) > KNOWN_KEPT:
                self._known.popitem(last=False)
            return self._known[name]


class Served:
    """The newest snapshot of a store. Close it when the server stops."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._scratch = tempfile.TemporaryDirectory(prefix="moratoria-served-")
        self.snapshot = self._open()

    def today(self) -> date:
        """The day on which statuses hold unless another is asked for."""
        return date.fromisoformat(self.options.day) if self.options.day else date.today()

    def refresh(self) -> bool:
        """Open the store again where it has changed; True when there is a new snapshot.

        A folder that is gone is no change: what is open is served on.
        """
        folder = self.snapshot.folder
        if not folder.is_dir() or self._mark(folder) == self.snapshot.mark:
            return False
        self.snapshot = self._open()
        return True

    def close(self) -> None:
        """Let go of the store."""
        self.snapshot.graph.close()
        self._scratch.cleanup()

    def _open(self) -> Snapshot:
        """Open read-only; the mark is taken before, so that a load in between is seen at the next look."""
        graph = open_graph(self.options.store)
        folder = Path(graph.store.place)
        if not (folder / "CURRENT").is_file():
            folder, graph = self._copied(graph)
        return Snapshot(graph, self._mark(folder), folder)

    def _copied(self, graph: Moratoria) -> tuple[Path, Moratoria]:
        """A graph that lies in memory or behind an endpoint, as a folder that workers can open."""
        folder = Path(self._scratch.name) / "store"
        with graph:
            store = EmbeddedStore(folder)
            store.fill(render_nquads(graph.store.quads()))
            store.close()
        return folder, Moratoria(EmbeddedStore(folder, read_only=True))

    @staticmethod
    def _mark(folder: Path) -> str:
        """A short hash of the names, sizes and times of a store's files; the engine's own log apart."""
        digest = hashlib.sha256()
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.startswith(("LOG", "LOCK")):
                continue
            try:
                status = path.stat()
            except FileNotFoundError:  # the engine tidies up while we look; the next look sees the rest
                continue
            digest.update(f"{path.name} {status.st_size} {status.st_mtime_ns}\n".encode())
        return digest.hexdigest()[:16]
