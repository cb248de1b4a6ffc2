"""Replies that are worked out once per snapshot and address, with their entity tags (RFC 9110, section 8.8.3)."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from moratoria.serve.asked import served_by

KEPT_BYTES = 64 * 1_048_576
Handler = Callable[[Request], Response]
Key = tuple[str, ...]


class Replies:
    """Replies by what they answer, the longest unused dropped first, within a number of bytes."""

    def __init__(self, most_bytes: int = KEPT_BYTES) -> None:
        self._most, self._size = most_bytes, 0
        self._kept: OrderedDict[Key, Response] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Response | None:
        """The reply of a key, if it is kept."""
        with self._lock:
            reply = self._kept.get(key)
            if reply is not None:
                self._kept.move_to_end(key)
            return reply

    def put(self, key: Key, reply: Response) -> None:
        """Keep a reply."""
        with self._lock:
            old = self._kept.pop(key, None)
            self._size += len(reply.body) - (len(old.body) if old else 0)
            self._kept[key] = reply
            while self._size > self._most:
                _, dropped = self._kept.popitem(last=False)
                self._size -= len(dropped.body)


def kept(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A handler whose good replies are kept for as long as the snapshot and the day last.

    The handler must depend on nothing but the snapshot, today, the path, the query and the Accept header.
    """

    async def answer(request: Request) -> Response:
        replies: Replies = request.app.state.replies
        key = _key(request)
        reply = replies.get(key)
        if reply is None:
            reply = await run_in_threadpool(handler, request)
            _tag(reply)
            if reply.status_code == 200:
                replies.put(key, reply)
        return _unless_held(request, reply)

    return answer


def _key(request: Request) -> Key:
    served = served_by(request)
    accept = request.headers.get("accept", "")[:256]
    url = request.url
    return served.snapshot.mark, str(served.today()), request.method, url.path, url.query, accept, url.netloc


def _tag(reply: Response) -> None:
    if reply.status_code == 200 and "etag" not in reply.headers:
        reply.headers["etag"] = f'"{hashlib.sha256(reply.body).hexdigest()[:20]}"'
        reply.headers.setdefault("cache-control", "no-cache")
        reply.headers.setdefault("vary", "Accept")


def holds(request: Request, tag: str) -> bool:
    """True when the client says that it holds the reply of an entity tag (RFC 9110, section 13.1.2)."""
    held = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    return bool(held & {tag, "*"})


def _unless_held(request: Request, reply: Response) -> Response:
    """304 without a body for a client that holds this very reply (RFC 9110, section 15.4.5)."""
    tag = reply.headers.get("etag")
    if tag is None or not holds(request, tag):
        return reply
    names = ("etag", "cache-control", "vary", "content-location", "link")
    return Response(status_code=304, headers={name: reply.headers[name] for name in names if name in reply.headers})
