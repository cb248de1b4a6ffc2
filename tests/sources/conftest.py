"""A web server on loopback that behaves as a test says, well or badly."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Site(ThreadingHTTPServer):
    """A site that answers each path as told, and keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.pages: dict[str, Callable[[Visit], None]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self.port = self.server_address[1]
        self.authority = f"127.0.0.1:{self.port}"
        self.origin = f"http://{self.authority}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet where the other side hung up, as it should on what is too long or too slow."""


class Visit(BaseHTTPRequestHandler):
    """One request to the site."""

    server: Site

    def do_GET(self) -> None:
        self.close_connection = True
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers.items()))
        self.server.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        self.server.pages.get(self.path, lambda visit: visit.give(404, b"no such page"))(self)

    def do_POST(self) -> None:
        self.do_GET()

    def give(self, status: int, content: bytes, kind: str | None = "text/html; charset=utf-8", **headers: str) -> None:
        self.start(status, kind, Content_Length=str(len(content)), **headers)
        self.wfile.write(content)

    def start(self, status: int, kind: str | None = "text/html", **headers: str) -> None:
        self.send_response(status)
        if kind is not None:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


def serving() -> Iterator[Site]:
    with Site() as site:
        threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield site
        site.shutdown()


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of its own for each test."""
    yield from serving()


@pytest.fixture
def other_site() -> Iterator[Site]:
    """A second site, on another port."""
    yield from serving()
