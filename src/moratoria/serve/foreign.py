"""Queries from outside: checked, queued, and run in workers that are killed when they take too much."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from moratoria.ask.guard import Checked, check_query
from moratoria.errors import Crowded, MoratoriaError, QueryError, QueryStopped, TooMany
from moratoria.serve.ledger import Ledger
from moratoria.serve.operations import Measures
from moratoria.serve.options import Options
from moratoria.serve.served import Served
from moratoria.store.answered import Reply, Request
from moratoria.store.worker import Nursery, Worker
from moratoria.terms import GRAPHS

LEAST_SHARE = 0.1
"""What must be left of a query's time when its turn comes; one that waited longer is refused."""

_MOST_GRAPHS = 64

T = TypeVar("T")


@dataclass(frozen=True)
class ForeignQuery:
    """A query as it came in. Graphs given here are the dataset, whatever the query names (Protocol, 2.1.4).

    `media` is one of `ROW_MEDIA` for SELECT and ASK, of `TRIPLE_MEDIA` for CONSTRUCT and DESCRIBE (store/answered);
    another is answered as the first of them, and the reply says as what.
    """

    text: str
    media: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class ForeignReply:
    """The answer as a document; `truncated` when there was more, `rows` None for ASK, `seconds` with the waiting."""

    body: bytes
    media: str
    truncated: bool
    rows: int | None
    seconds: float


@dataclass
class _Place:
    """A worker and the mark of the snapshot it has open."""

    worker: Worker
    mark: str


class Foreign:
    """Answers queries from outside over the newest snapshot. `start` it before, `close` it after use."""

    def __init__(self, served: Served, options: Options, measures: Measures) -> None:
        self._served, self._limits, self._measures = served, options.limits, measures
        self._log = options.log_queries
        self._ledger = Ledger(options.limits.client_seconds)
        self._free: asyncio.Queue[_Place] = asyncio.Queue()
        self._threads = ThreadPoolExecutor(max_workers=options.limits.workers, thread_name_prefix="foreign")
        self._places: list[_Place] = []
        self._waiting = 0
        self._running: set[asyncio.Task[ForeignReply]] = set()

    async def start(self) -> None:
        """Start the workers. Raises StoreError where that is not possible."""
        self._nursery = await asyncio.to_thread(Nursery)
        for _ in range(self._limits.workers):
            snapshot = self._served.snapshot
            worker = await asyncio.to_thread(Worker, self._nursery, snapshot.folder, self._limits.worker_bytes)
            self._places.append(_Place(worker, snapshot.mark))
            self._free.put_nowait(self._places[-1])

    async def close(self) -> None:
        """End the workers, with what they are at."""
        await asyncio.to_thread(self._nursery.close)
        for place in self._places:
            place.worker.hang_up()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def follow(self) -> None:
        """Have the idle workers open the newest snapshot; busy ones do before their next query."""
        for _ in range(self._free.qsize()):
            if not self._free.empty():
                place = self._free.get_nowait()
                try:
                    await self._in_thread(self._renew, place)
                finally:
                    self._free.put_nowait(place)

    async def ask(self, query: ForeignQuery, client: str) -> ForeignReply:
        """The answer to a query of a client, within its time: waiting for a free worker is part of it.

        Raises QueryError for a query that is refused, QueryStopped for one that went over its time or memory, Crowded
        when too many wait, TooMany when the client has used its minute up.
        """
        begun, outcome = time.monotonic(), "failed"
        try:
            reply = await self._answered(query, client, begun)
            outcome = "truncated" if reply.truncated else "answered"
            return reply
        except MoratoriaError as error:
            outcome = _outcome(error)
            raise
        finally:
            self._measures.queries.labels(outcome).inc()
            if self._log:
                _write_log(query, outcome, time.monotonic() - begun)

    async def _answered(self, query: ForeignQuery, client: str, begun: float) -> ForeignReply:
        self._ledger.check(client, begun)
        self._require_room()  # before the query is even read: a refusal must be quick where all are busy
        checked = await asyncio.to_thread(check_query, query.text)
        request = self._request(query, checked)
        place = await self._worker_for(begun)
        try:
            self._ledger.check(client, time.monotonic())
        except TooMany:
            self._free.put_nowait(place)
            raise
        task = asyncio.create_task(self._run(place, request, client, begun))
        self._running.add(task)  # goes on to its end when the client goes away: the worker must come back
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    def _require_room(self) -> None:
        if self._free.empty() and self._waiting >= self._limits.queue:
            raise Crowded(f"{self._waiting} queries are waiting already", 1.0, remedy="ask again in a moment")

    async def _worker_for(self, begun: float) -> _Place:
        self._require_room()
        wait = begun + self._limits.query_seconds * (1 - LEAST_SHARE) - time.monotonic()
        self._waiting += 1
        try:
            async with asyncio.timeout(max(0.0, wait)):
                return await self._free.get()
        except TimeoutError as error:
            raise _crowded() from error
        finally:
            self._waiting -= 1

    async def _run(self, place: _Place, request: Request, client: str, begun: float) -> ForeignReply:
        started = time.monotonic()
        self._measures.workers.inc()
        try:
            reply = await self._in_thread(self._work, place, request, begun + self._limits.query_seconds)
        except QueryStopped as error:
            if started - begun > self._limits.query_seconds / 4:  # it had too little of its time, through no fault
                raise _crowded() from error
            raise
        finally:
            self._measures.workers.dec()
            now = time.monotonic()
            self._ledger.charge(client, now - started, now)
            self._free.put_nowait(place)
        return ForeignReply(reply.body, reply.media, reply.truncated, reply.rows, time.monotonic() - begun)

    def _work(self, place: _Place, request: Request, deadline: float) -> Reply:
        self._renew(place)
        return place.worker.ask(request, max(0.01, deadline - time.monotonic()))

    def _renew(self, place: _Place) -> None:
        snapshot = self._served.snapshot
        if place.mark != snapshot.mark:
            place.worker.replace(snapshot.folder)
            place.mark = snapshot.mark

    async def _in_thread(self, work: Callable[..., T], *given: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)

    def _request(self, query: ForeignQuery, checked: Checked) -> Request:
        graphs = (*query.default_graphs, *query.named_graphs)
        foreign = [iri for iri in graphs if not iri.startswith(GRAPHS)]
        if foreign:
            raise QueryError(f"<{foreign[0][:200]}> is no graph of this store", remedy=f"graphs begin with {GRAPHS}")
        if len(graphs) > _MOST_GRAPHS:
            raise QueryError(f"{len(graphs)} graphs are named", remedy=f"name at most {_MOST_GRAPHS}")
        return Request(
            checked.text, query.media, checked.names_dataset, query.default_graphs, query.named_graphs,
            self._limits.query_rows, self._limits.query_bytes,
        )  # fmt: skip


def _crowded() -> Crowded:
    return Crowded("other queries took the time of this one", 2.0, remedy="ask again in a moment")


def _outcome(error: MoratoriaError) -> str:
    kinds = {QueryStopped: "stopped", QueryError: "refused", Crowded: "crowded", TooMany: "limited"}
    return next((name for kind, name in kinds.items() if isinstance(error, kind)), "failed")


def _write_log(query: ForeignQuery, outcome: str, seconds: float) -> None:
    line = {"query": query.text[:2000], "outcome": outcome, "ms": round(seconds * 1000, 1)}
    print(json.dumps(line), file=sys.stderr, flush=True)
