"""Workers: processes that each hold a snapshot of a store of their own, and are killed when they take too much.

The engine can neither be stopped nor told how much memory to use, and some queries crash it; so foreign ones run here.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from moratoria.errors import QueryError, QueryStopped, StoreError
from moratoria.store.answered import Reply, Request
from moratoria.store.framing import receive_message, send_message

_START_SECONDS = 20.0
_SLACK_BYTES = 1 << 20


class Nursery:
    """Forks workers from a process that stands ready. Close it to end them all.

    `confined` is true when workers have no network. Raises StoreError where no process can be started.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._start()

    def start(self, folder: Path, memory_bytes: int) -> tuple[int, socket.socket]:
        """A new worker's process id, and the socket to speak with it over."""
        ours, theirs = socket.socketpair()
        with theirs:
            order = {"folder": str(folder), "memory_bytes": memory_bytes}
            try:
                told = self._ordered(lambda: self._order(order, theirs))
            except BaseException:
                ours.close()
                raise
        return int(told["worker"]), ours

    def end(self, worker: int) -> int:
        """Kill a worker; the exit code or negative signal it ended with, if it had ended before."""
        return int(self._ordered(lambda: self._order({"end": worker}))["status"])

    def close(self) -> None:
        """End the process and every worker."""
        self._orders.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self) -> None:
        self._orders, theirs = socket.socketpair()
        command = [sys.executable, "-I", "-m", "moratoria.store.nursery", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(
                command, pass_fds=(theirs.fileno(),), start_new_session=True, cwd="/",
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        try:
            self.confined = bool(self._told()["confined"])
        except (EOFError, OSError) as error:
            self.close()
            raise StoreError("no process for queries can be started") from error

    def _ordered(self, order: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Give an order; where the process is gone, start another one and give it once more."""
        with self._lock:
            try:
                return order()
            except (EOFError, OSError):
                self.close()
            try:
                self._start()
                return order()
            except (EOFError, OSError) as error:
                raise StoreError("no process for queries can be started", remedy="try again") from error

    def _order(self, order: dict[str, Any], handed: socket.socket | None = None) -> dict[str, Any]:
        send_message(self._orders, order)
        if handed is not None:
            socket.send_fds(self._orders, [b"+"], [handed.fileno()])
        return self._told()

    def _told(self) -> dict[str, Any]:
        return receive_message(self._orders, time.monotonic() + _START_SECONDS)[0]


class Worker:
    """A process with a snapshot of the store in a folder; one request at a time, from any thread."""

    def __init__(self, nursery: Nursery, folder: Path, memory_bytes: int) -> None:
        self._nursery, self._memory_bytes = nursery, memory_bytes
        self.folder = folder
        self.pid, self._connection = nursery.start(folder, memory_bytes)

    def ask(self, request: Request, seconds: float) -> Reply:
        """The answer to a request.

        Raises QueryError for a query that does not parse or cannot be answered, QueryStopped for one that took more
        than its time or memory; the process is then another, which opens the store anew. Raises StoreError when the
        store cannot be opened.
        """
        deadline = time.monotonic() + seconds
        try:
            self._connection.settimeout(seconds)
            send_message(self._connection, asdict(request))
            head, body = receive_message(self._connection, deadline, request.most_bytes + _SLACK_BYTES)
        except TimeoutError as error:
            self.replace(self.folder)
            raise QueryStopped(f"the query took more than {seconds:.1f} s", remedy="ask for less") from error
        except (EOFError, OSError, ValueError) as error:
            raise _explained(self.replace(self.folder)) from error
        if "unusable" in head:
            self.replace(self.folder)
            raise StoreError(head["unusable"], where="store", remedy="try again")
        if "error" in head:
            raise QueryError(f"the query {head['error']}", where=head["where"], remedy="mend it")
        return Reply(body=body, **head)

    def replace(self, folder: Path) -> int:
        """Kill the process and have another that opens a folder; how it had ended, if it had."""
        status = self.close()
        self.folder = folder
        self.pid, self._connection = self._nursery.start(folder, self._memory_bytes)
        return status

    def close(self) -> int:
        """End the process; how it had ended, if it had."""
        self.hang_up()
        return self._nursery.end(self.pid)

    def hang_up(self) -> None:
        """Speak no more with the process; it ends with its nursery."""
        self._connection.close()


def _explained(status: int) -> QueryStopped:
    remedy = "ask for less, or for fewer rows at once"
    if status == -signal.SIGABRT:
        return QueryStopped("the query needed more memory than it may use", remedy=remedy)
    name = signal.Signals(-status).name if status < 0 and -status in set(signal.Signals) else f"exit {status}"
    return QueryStopped(f"the query ended the process that ran it ({name})", remedy=remedy)
