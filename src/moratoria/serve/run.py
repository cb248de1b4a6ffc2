"""Starting a server, and stopping it gracefully: no new requests, five seconds for those under way."""

from __future__ import annotations

import socket

import uvicorn
from starlette.applications import Starlette

from moratoria.errors import InputError

GRACE_SECONDS = 5


def run_server(app: Starlette, listening: socket.socket) -> None:
    """Serve on a bound socket until the process is asked to stop."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=True,
        timeout_graceful_shutdown=GRACE_SECONDS, timeout_keep_alive=30, limit_concurrency=1000, proxy_headers=False,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def bind(host: str, port: int) -> socket.socket:
    """A socket bound to an address of this machine. Raises InputError where it is taken or not of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        what = f"cannot be listened on ({getattr(error, 'strerror', None) or error})"
        raise InputError(what, where=f"{host}:{port}", remedy="name a free one with --port") from error
    return listening
