"""Visitors of a server: keep-alive connections that ask one address after the other, as fast as they are answered."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Visits:
    """How long each request took and what came of it: seconds per status."""

    seconds: dict[int, list[float]] = field(default_factory=dict)
    span: float = 0.0

    def of(self, *statuses: int) -> list[float]:
        """The times of the replies with some statuses, shortest first."""
        return sorted(each for status in statuses for each in self.seconds.get(status, ()))

    def rate(self, *statuses: int) -> float:
        """Replies with some statuses in a second."""
        return len(self.of(*statuses)) / self.span if self.span else 0.0


def percentile(ordered: Sequence[float], part: float) -> float:
    """The value under which a part of ordered values lies; 0 of none."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


def visit(port: int, paths: Sequence[str], users: int, seconds: float, most: int = sys.maxsize) -> Visits:
    """What some users meet who ask the paths in turn, each on a connection of its own.

    Each stops after so many seconds, or so many requests.
    """
    return asyncio.run(_visit(port, paths, users, seconds, most))


async def _visit(port: int, paths: Sequence[str], users: int, seconds: float, most: int) -> Visits:
    visits, begun = Visits(), time.perf_counter()
    until = begun + seconds
    step = max(1, len(paths) // users)
    await asyncio.gather(*(_user(port, paths, user * step, until, most, visits) for user in range(users)))
    visits.span = time.perf_counter() - begun
    return visits


async def _user(port: int, paths: Sequence[str], place: int, until: float, most: int, visits: Visits) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    last = place + most
    while place < last and time.perf_counter() < until:
        begun = time.perf_counter()
        status, closes = await _ask(reader, writer, paths[place % len(paths)])
        visits.seconds.setdefault(status, []).append(time.perf_counter() - begun)
        place += 1
        if closes:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> tuple[int, bool]:
    """The status of a reply, read to its end, and whether the connection ends with it."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html,*/*;q=0.5\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    for line in head.split("\r\n"):
        name, _, value = line.partition(":")
        if name == "content-length":
            await reader.readexactly(int(value))
        elif name == "transfer-encoding":
            await _chunks(reader)
    return status, "connection: close" in head


async def _chunks(reader: asyncio.StreamReader) -> None:
    while size := int(await reader.readline(), 16):
        await reader.readexactly(size + 2)
    await reader.readline()
