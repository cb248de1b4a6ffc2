"""What a server and its workers say to each other: a JSON object, then bytes, over a socket."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

_LENGTHS = struct.Struct("!II")
_MOST_HEAD = 1 << 20
_CHUNK = 1 << 18


def send_message(connection: socket.socket, head: dict[str, Any], body: bytes = b"") -> None:
    """Send a message. Raises OSError where the other side is gone or the socket's own time is up."""
    content = json.dumps(head).encode()
    connection.sendall(_LENGTHS.pack(len(content), len(body)) + content)
    connection.sendall(body)


def receive_message(
    connection: socket.socket, deadline: float | None = None, most_bytes: int = 1 << 26
) -> tuple[dict[str, Any], bytes]:
    """The next message. Raises EOFError at the end, TimeoutError at the deadline of the monotonic clock.

    A message over the bound is the end as well: what sends it no longer keeps to the rules.
    """
    head_size, body_size = _LENGTHS.unpack(_read(connection, _LENGTHS.size, deadline))
    if head_size > _MOST_HEAD or body_size > most_bytes:
        raise EOFError
    head = json.loads(_read(connection, head_size, deadline))
    return head, _read(connection, body_size, deadline)


def _read(connection: socket.socket, size: int, deadline: float | None) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            connection.settimeout(left)
        part = connection.recv(min(_CHUNK, size - len(parts)))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
