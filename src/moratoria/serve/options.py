"""What a server is started with."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """Bounds on what a server does for anybody: bytes, seconds, rows, and how many at once.

    `query_seconds` is wall time of a foreign query; `client_seconds` the query time of one client in a minute.
    """

    body_bytes: int = 1_048_576
    query_seconds: float = 2.0
    query_rows: int = 10_000
    query_bytes: int = 10_485_760
    worker_bytes: int = 512 * 1_048_576
    workers: int = 2
    queue: int = 16
    client_seconds: float = 60.0
    requests_at_once: int = 64


@dataclass(frozen=True)
class Options:
    """What to serve and how. `hosts` are further names under which it may be asked; the token lets a person review.

    `log` writes a line per request, with `log_queries` also what was asked. `day` is the day taken for today, the
    clock's where it is None.
    """

    store: str | None = None
    host: str = "127.0.0.1"
    port: int = 8710
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    token: str = ""
    log: bool = False
    log_queries: bool = False
    day: str | None = None
    limits: Limits = field(default_factory=Limits)
