"""Every request measured and logged: a JSON line each, without what was asked unless the operator wants it."""

from __future__ import annotations

import json
import re
import sys
import time
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from moratoria.serve.operations import Measures

_TOKEN = re.compile(r"\b(token)=[^&]*")
"""The token that lets a person review is nobody's who reads the log."""


class Measured:
    """Counts and times what passes, and writes a line of log about it to standard error."""

    def __init__(self, app: ASGIApp, measures: Measures, log: bool, log_queries: bool) -> None:
        self.app, self.measures, self.log, self.log_queries = app, measures, log, log_queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note how it went; a request that broke off counts as 500."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            self._note(scope, status, time.perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        part = _part(scope["path"], status)
        self.measures.requests.labels(part, str(status)).inc()
        self.measures.seconds.labels(part).observe(seconds)
        if status in (413, 429, 503):
            self.measures.refused.labels(str(status)).inc()
        if self.log:
            print(json.dumps(self._line(scope, status, seconds), ensure_ascii=True), file=sys.stderr, flush=True)

    def _line(self, scope: Scope, status: int, seconds: float) -> dict[str, object]:
        client = scope.get("client")
        line: dict[str, object] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"), "client": client[0] if client else "",
            "method": scope["method"], "path": scope["path"][:200], "status": status, "ms": round(seconds * 1000, 1),
        }  # fmt: skip
        if self.log_queries:
            line["query"] = _TOKEN.sub(r"\1=", scope["query_string"].decode("latin-1")[:2000])
        return line


def _part(path: str, status: int) -> str:
    """The first step of a path, by which requests are counted; all that is not there counts as one.

    >>> _part("/page/organization/ibm", 200), _part("/wp-admin", 404), _part("/", 200)
    ('/page', 'none', '/')
    """
    return "none" if status in (404, 414) else f"/{path.split('/')[1]}"
