"""The process from which workers are forked: it has the engine imported and no store open, so a fork takes little.

It runs as `python -m moratoria.store.nursery FD`, takes orders over that socket and ends when the socket is closed.
"""

from __future__ import annotations

import gc
import os
import re
import signal
import socket
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from moratoria.errors import MoratoriaError
from moratoria.store.answered import Request, answer
from moratoria.store.confined import bound_memory, end_with_parent, give_up_network
from moratoria.store.embedded import EmbeddedStore
from moratoria.store.framing import receive_message, send_message

_PLACE = re.compile(r"^error at (\d+):(\d+): ?(.*)$", re.DOTALL)


def main(number: int) -> None:
    """Fork and end workers as the parent orders, until it closes the socket."""
    orders = socket.socket(fileno=number)
    send_message(orders, {"confined": give_up_network()})
    gc.freeze()
    workers: set[int] = set()
    while True:
        try:
            order, _ = receive_message(orders)
        except EOFError:
            break
        if "end" in order:
            send_message(orders, {"status": _ended(order["end"], workers)})
        else:
            workers.add(_forked(orders, order))
    for worker in list(workers):
        _ended(worker, workers)


def _ended(worker: int, workers: set[int]) -> int:
    """Kill a worker, which is a child not waited for yet, so that its number is no other's; how it ended."""
    if worker not in workers:
        return 0
    workers.discard(worker)
    os.kill(worker, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])


def _forked(orders: socket.socket, order: dict[str, Any]) -> int:
    """Fork a worker that speaks over the descriptor that comes with the order."""
    _, handed, _, _ = socket.recv_fds(orders, 1, 1)
    worker = os.fork()
    if worker == 0:
        code = 1
        try:
            orders.close()
            end_with_parent()
            work(socket.socket(fileno=handed[0]), Path(order["folder"]), order["memory_bytes"])
            code = 0
        finally:
            os._exit(code)
    os.close(handed[0])
    send_message(orders, {"worker": worker})
    return worker


def work(connection: socket.socket, folder: Path, memory_bytes: int) -> None:
    """Answer requests over a store of its own until the connection ends."""
    try:
        store = EmbeddedStore(folder, read_only=True)._store
    except MoratoriaError as error:
        receive_message(connection)
        send_message(connection, {"unusable": error.what})
        return
    bound_memory(memory_bytes)
    while True:
        try:
            asked, _ = receive_message(connection)
        except EOFError:
            return
        head, body = _answered(store, Request(**asked))
        send_message(connection, head, body)


def _answered(store: Any, request: Request) -> tuple[dict[str, Any], bytes]:
    try:
        reply = answer(store, request)
    except SyntaxError as error:
        return {"error": f"does not parse: {_rule(str(error.msg))}", "where": _where(str(error.msg))}, b""
    except (RuntimeError, ValueError, OSError) as error:
        return {"error": f"cannot be answered: {' '.join(str(error).split())[:500]}", "where": ""}, b""
    except MemoryError:
        os.abort()  # as the engine does when it finds none
    head = asdict(reply)
    return head, head.pop("body")


def _where(message: str) -> str:
    found = _PLACE.match(message)
    return f"line {found[1]}, column {found[2]}" if found else ""


def _rule(message: str) -> str:
    found = _PLACE.match(message)
    return (found[3] if found else message)[:500]


if __name__ == "__main__":
    main(int(sys.argv[1]))
