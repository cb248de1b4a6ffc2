"""The files that can be downloaded, made from a graph once and held on disk for as long as it is served."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from moratoria.errors import UnknownName
from moratoria.export import find_writer
from moratoria.pipeline.kg import Moratoria
from moratoria.pipeline.slices import render_ontology
from moratoria.publish.flat import Row, organization_rows, render_csv, render_json, restriction_rows, source_rows
from moratoria.publish.folder import compressed
from moratoria.publish.further import interval_rows, legislation_rows, link_rows, statement_rows
from moratoria.publish.names import Names
from moratoria.publish.reading import published_quads, quoted_passages
from moratoria.serve.twins import FORMS
from moratoria.store.base import Readable

FOLDER = "/data/latest/"
DAYS_KEPT = 4
"""Of how many days a graph's tables are held."""

_TABLES: dict[str, tuple[str, Callable[[Readable, Names, date], Iterable[Row]]]] = {
    "restrictions": ("one row per restriction, with its status on the day", restriction_rows),
    "intervals": ("one row per status of a restriction, from day to day", lambda s, n, _: interval_rows(s, n)),
    "statements": ("one row per statement, restated", lambda s, n, _: statement_rows(s, n)),
    "sources": ("one row per source", lambda s, n, _: source_rows(s, n)),
    "organizations": ("one row per organization, with its identifiers", lambda s, n, _: organization_rows(s, n)),
    "legislation": ("one row per bill or law, with what happened to it", lambda s, n, _: legislation_rows(s, n)),
    "links": ("one row per link to another dataset", lambda s, n, _: link_rows(s, n)),
}
GRAPHS = {
    "moratoria.trig": "the graph as TriG, a graph per source",
    "moratoria.nq": "the graph as sorted N-Quads, which loads back whole",
    "moratoria.nq.gz": "the same, compressed",
    "moratoria.ttl": "the graph as Turtle, all sources merged",
    "moratoria.jsonld": "the graph as JSON-LD",
    "ontology.ttl": "the ontology as Turtle",
}
_MEDIA = {ending: form.media for ending, form in FORMS.items()} | {"json": "application/json", "gz": "application/gzip"}


def _listed() -> dict[str, str]:
    """Every file in the order in which it is listed, flat tables first, with what it holds."""
    tables = {f"{name}.csv": words for name, (words, _) in _TABLES.items()}
    return tables | {f"{name}.json": f"{words}, as JSON" for name, (words, _) in _TABLES.items()} | GRAPHS


FILES = _listed()


@dataclass(frozen=True)
class Download:
    """A file to be had at `path`: what it holds in words, its media type, rows where it is a table, bytes and hash.

    The last three are None while the file has not been made yet.
    """

    path: str
    words: str
    media: str
    rows: int | None = None
    size: int | None = None
    sha256: str | None = None

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.removeprefix(FOLDER)


class Stock:
    """The files of one graph, each made when it is first asked for, in a folder that goes when the graph goes."""

    def __init__(self, graph: Moratoria) -> None:
        self._store = graph.store
        self._folder = Path(tempfile.mkdtemp(prefix="moratoria-downloads-"))
        self._made: OrderedDict[str, dict[str, Download]] = OrderedDict()
        self._lock, self._starting = threading.Lock(), threading.Lock()
        self._busy: set[str] = set()
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def find(self, name: str, day: date) -> tuple[Path, Download]:
        """A file with what is known of it, made if need be. Raises UnknownName for one that is not offered."""
        if name not in FILES:
            raise UnknownName("download", name[:80], _nearest(name))
        key = "" if name in GRAPHS else str(day)
        with self._lock:
            folder, made = self._folder / key, self._made_on(key)
            folder.mkdir(exist_ok=True)
            if name not in made:
                made[name] = self._make(folder / name, name, day)
            return folder / name, made[name]

    def listed(self, day: date) -> list[Download]:
        """Every file, with its size and hash where it is made already."""
        made = {**self._made.get("", {}), **self._made.get(str(day), {})}
        return [made.get(name, _download(name)) for name in FILES]

    def make_soon(self, day: date) -> None:
        """Make all files of a day in a thread of their own, unless that is under way."""
        with self._starting:
            started = str(day) in self._busy
            self._busy.add(str(day))
        if not started:
            threading.Thread(target=self._make_all, args=(day,), daemon=True).start()

    def _make_all(self, day: date) -> None:
        # A store that is closed meanwhile is no loss: whoever asks for a file has it made, and is told what is wrong.
        with suppress(Exception):
            for name in FILES:
                self.find(name, day)
        self._busy.discard(str(day))

    def _made_on(self, key: str) -> dict[str, Download]:
        """What is made of a day; of the days asked for longest ago the files are dropped."""
        made = self._made.setdefault(key, {})
        if key:
            self._made.move_to_end(key)
        for old in [each for each in self._made if each][:-DAYS_KEPT]:
            del self._made[old]
            shutil.rmtree(self._folder / old, ignore_errors=True)
        return made

    def _make(self, place: Path, name: str, day: date) -> Download:
        content, rows = self._graph(name) if name in GRAPHS else self._table(name, day)
        place.write_bytes(content)
        return _download(name, rows, len(content), hashlib.sha256(content).hexdigest())

    def _table(self, name: str, day: date) -> tuple[bytes, int]:
        table, _, form = name.partition(".")
        rows = [*_TABLES[table][1](self._store, Names(self._store, ()), day)]
        pieces = render_csv(table, rows) if form == "csv" else render_json(table, rows, day)
        return b"".join(pieces), len(rows)

    def _graph(self, name: str) -> tuple[bytes, None]:
        """The whole graph without the passages of publishers, or the ontology."""
        if name == "ontology.ttl":
            return render_ontology("ttl"), None
        writer = find_writer(name.removesuffix(".gz").rpartition(".")[2])
        content = writer(published_quads(self._store, quoted_passages(self._store)))
        return compressed(content) if name.endswith(".gz") else content, None


def _download(name: str, *made: Any) -> Download:
    return Download(f"{FOLDER}{name}", FILES[name], _MEDIA[name.rpartition(".")[2]], *made)


def _nearest(name: str) -> list[str]:
    stem = name.partition(".")[0]
    return [each for each in FILES if each.partition(".")[0] == stem] or [*FILES]


_STOCKS: weakref.WeakKeyDictionary[Moratoria, Stock] = weakref.WeakKeyDictionary()
_STOCKS_LOCK = threading.Lock()


def stock_of(graph: Moratoria) -> Stock:
    """The files of a graph."""
    with _STOCKS_LOCK:
        if graph not in _STOCKS:
            _STOCKS[graph] = Stock(graph)
        return _STOCKS[graph]
