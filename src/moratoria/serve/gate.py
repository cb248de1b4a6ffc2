"""What every request passes: a known Host, a bounded body, a plain path, and on the way out the headers of safety."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from moratoria.serve.options import Options

LOCAL = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    b"content-security-policy": POLICY.encode(), b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer", b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin", b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
}  # fmt: skip
ADDRESS_BYTES = 32_768
_ODD_PATH = re.compile(rb"%00|%2e|%2f|%5c|\\|//|/\.\.?(/|$)", re.IGNORECASE)


class Gate:
    """Refuses what no route should see, before any of it is read."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self.app, self.options = app, options
        self.hosts = {name.lower() for name in (*LOCAL, options.host, *options.hosts)}
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refusal(scope)
        if refused:
            await _refuse(send, *refused)
        elif self._running >= self.options.limits.requests_at_once:
            await _refuse(send, 503, "too many requests at once", [(b"retry-after", b"1")])
        else:
            self._running += 1
            try:
                body = _Bounded(receive, self.options.limits.body_bytes)
                await self.app(scope, body, _dressed(send, self._allowed(scope)))
            finally:
                self._running -= 1

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = dict(scope["headers"])
        return self._of_host(headers) or _of_address(scope) or self._of_body(headers)

    def _of_host(self, headers: dict[bytes, bytes]) -> tuple[int, str] | None:
        """A page elsewhere may have its name point here (DNS rebinding): only our own names are answered."""
        host = headers.get(b"host", b"").decode("latin-1").lower()
        name = host if host.endswith("]") else re.sub(r":\d{1,5}$", "", host)
        if name in self.hosts:
            return None
        return 400, f"this server is not {name[:80] or 'nameless'}; ask it as {self.options.host}"

    def _of_body(self, headers: dict[bytes, bytes]) -> tuple[int, str] | None:
        length, most = headers.get(b"content-length", b"0"), self.options.limits.body_bytes
        if not length.isdigit():
            return 400, "Content-Length is no number"
        if int(length) > most:
            return 413, f"the body is over {most:,} bytes"
        if headers.get(b"content-encoding", b"identity") != b"identity":
            return 415, "send the body as it is, not compressed"
        return None

    def _allowed(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        """The headers of CORS for an origin that the operator allows (off unless asked for)."""
        origin = dict(scope["headers"]).get(b"origin", b"").decode("latin-1")
        if origin and ("*" in self.options.origins or origin in self.options.origins):
            return [(b"access-control-allow-origin", origin.encode()), (b"vary", b"Origin")]
        return []


def _of_address(scope: Scope) -> tuple[int, str] | None:
    raw = scope.get("raw_path") or scope["path"].encode()
    if _ODD_PATH.search(raw):
        return 404, "no such page"
    if len(raw) + len(scope["query_string"]) > ADDRESS_BYTES:
        return 414, f"the address is over {ADDRESS_BYTES:,} bytes"
    return None


class _Bounded:
    """A body that stops at so many bytes, also where its length was not announced."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._left = receive, most

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                from starlette.exceptions import HTTPException

                raise HTTPException(413, "the body is too large")
        return message


def _dressed(send: Send, more: Iterable[tuple[bytes, bytes]]) -> Send:
    extra = list(more)

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            held = {name.lower() for name, _ in message["headers"]}
            safe = [(name, value) for name, value in HEADERS.items() if name not in held]
            if extra:
                safe = [(name, value) for name, value in safe if name != b"cross-origin-resource-policy"]
            message["headers"] = [*message["headers"], *safe, *extra]
        await send(message)

    return answer


async def _refuse(send: Send, status: int, sentence: str, more: Iterable[tuple[bytes, bytes]] = ()) -> None:
    body = json.dumps({"type": "about:blank", "title": "Refused", "status": status, "detail": sentence}).encode()
    length = (b"content-length", str(len(body)).encode())
    headers = [(b"content-type", b"application/problem+json"), length, *HEADERS.items(), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
