"""Web pages fetched politely and safely: public https pages, as robots.txt allows, with a pause per host, kept."""

from __future__ import annotations

import time
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from ssl import SSLContext
from urllib.parse import urljoin

from moratoria.errors import EndpointError, InputError, TooLarge
from moratoria.sources.addresses import Place, Resolve, find_numbers, find_public, read_address
from moratoria.sources.fetch import PROGRAM, Bounds, Request, Response, exchange, late, printable, usual_tls
from moratoria.sources.page_cache import Page, find_kept, keep
from moratoria.sources.robots import MAX_BYTES as ROBOTS_BYTES
from moratoria.sources.robots import Rules, read_rules

PAGE_TYPES = ("text/html", "text/plain", "application/xhtml+xml")

_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Limits:
    """How long and how large a page may be, how far it may lead, and how often and how long pages are fetched."""

    content_bytes: int = 5_000_000
    deadline_seconds: float = 20.0
    read_seconds: float = 5.0
    redirects: int = 5
    pause_seconds: float = 1.0
    keep_days: float = 7.0


class Fetcher:
    """Fetches web pages, one at a time: https only, public hosts only, as robots.txt allows, with a pause per host.

    Pages are kept in `cache` and taken from there for `limits.keep_days`. `tls` trusts other certificates than usual.
    For tests against a server of their own: `allow_private` names the places (`host:port`) that may be private and
    plain http, and `resolve` stands in for the system's name resolution.
    """

    def __init__(
        self,
        cache: Path | None = None,
        limits: Limits | None = None,
        *,
        allow_private: Container[str] = (),
        resolve: Resolve = find_numbers,
        tls: SSLContext | None = None,
    ) -> None:
        self._cache, self._limits, self._given_tls = cache, limits or Limits(), tls
        self._allowed, self._resolve = allow_private, resolve
        self._asked_at: dict[str, float] = {}
        self._rules: dict[str, Rules] = {}

    def fetch(self, address: str) -> Page:
        """The page at an address, from the cache when it is there and young enough.

        Raises InputError when the address, its robots.txt or the kind of page forbid it, TooLarge over the byte cap,
        EndpointError when the site fails, and does not keep what failed.
        """
        place = read_address(address)
        oldest = datetime.now(UTC) - timedelta(days=self._limits.keep_days)
        kept = find_kept(self._cache, place.address, oldest) if self._cache else None
        if kept:
            return kept
        deadline = time.monotonic() + self._limits.deadline_seconds
        bounds = Bounds(deadline, self._limits.read_seconds, self._limits.content_bytes)
        final, response = self._follow(place, bounds, obey=True)
        page = _page(place, final, response)
        if self._cache:
            keep(self._cache, page)
        return page

    @cached_property
    def _tls(self) -> SSLContext:
        return self._given_tls or usual_tls()

    def _follow(self, place: Place, bounds: Bounds, *, obey: bool) -> tuple[Place, Response]:
        """The last place and response of a chain of redirects, each of which is checked like the first."""
        at = place
        for _ in range(self._limits.redirects + 1):
            if obey:
                self._require_leave(at, bounds)
            response = self._ask(at, bounds)
            target = response.header("Location")
            if response.status not in _REDIRECTS or not target:
                return at, response
            at = read_address(_joined(at, target))
        what = f"redirects more than {self._limits.redirects} times"
        raise EndpointError(what, where=place.address, remedy="give the address it ends at")

    def _ask(self, place: Place, bounds: Bounds) -> Response:
        self._pause(place, bounds.deadline)
        accept = {"Accept": f"{', '.join(PAGE_TYPES)};q=0.9"}
        request = Request("GET", place, lambda: find_public(place, self._resolve, self._allowed), accept)
        return exchange(request, bounds, self._tls)

    def _pause(self, place: Place, deadline: float) -> None:
        """Waits until the host was left alone for long enough; each host is asked once per pause at most."""
        now = time.monotonic()
        free = max(now, self._asked_at.get(place.host, -self._limits.pause_seconds) + self._limits.pause_seconds)
        if free > deadline:
            raise late(place)
        time.sleep(free - now)
        self._asked_at[place.host] = free

    def _require_leave(self, place: Place, bounds: Bounds) -> None:
        if place.origin not in self._rules:
            self._rules[place.origin] = self._fetch_rules(place, bounds)
        if not self._rules[place.origin].allow(place.path):
            what = "the site's robots.txt asks programs not to read this page"
            raise InputError(what, where=place.address, remedy="read it in a browser and save it as a file if you may")

    def _fetch_rules(self, place: Place, bounds: Bounds) -> Rules:
        """The rules of a site, none when it has no robots.txt; one that cannot say them is not read (clause 2.3.1)."""
        robots = Place(place.scheme, place.host, place.port, "/robots.txt")
        try:
            _, response = self._follow(robots, replace(bounds, content_bytes=ROBOTS_BYTES), obey=False)
        except (EndpointError, TooLarge) as error:
            what = f"the site's robots.txt cannot be read, so that the page is left alone: {error.what}"
            raise EndpointError(what, where=robots.address, remedy=error.remedy) from error
        if response.status >= 500:
            what = f"the site's robots.txt fails with HTTP {response.status}, so that the page is left alone"
            raise EndpointError(what, where=robots.address, remedy="try again later, or save the page as a file")
        text = response.content.decode("utf-8", "replace") if response.status < 300 else ""
        return read_rules(text, PROGRAM)


def _joined(place: Place, target: str) -> str:
    try:
        return urljoin(place.address, target)
    except ValueError as error:
        raise InputError("redirects to no web address", where=place.address, remedy="give another address") from error


def _page(asked: Place, final: Place, response: Response) -> Page:
    _require_success(final, response)
    told = response.header("Content-Type")
    kind = told.partition(";")[0].strip().lower() or _sniffed(response.content)
    if response.content.lstrip()[:5] == b"%PDF-":
        kind = "application/pdf"
    if kind not in PAGE_TYPES:
        what = "is a PDF, and only web pages and plain text are read" if kind == "application/pdf" else (
            f"is {kind[:60]!r}, and only web pages and plain text are read"
        )  # fmt: skip
        raise InputError(what, where=final.address, remedy="save its text as a file and give that")
    return Page(asked.address, final.address, told, datetime.now(UTC), response.content)


def _sniffed(content: bytes) -> str:
    """The kind of a page that was sent without one."""
    head = content[:1024]
    if b"\0" in head:
        return "application/octet-stream"
    return "text/html" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "text/plain"


def _require_success(place: Place, response: Response) -> None:
    status, wait = response.status, printable(response.header("Retry-After"))[:40]
    if 200 <= status < 300:
        return
    if status in (429, 503):
        told = f" after {wait}{' s' if wait.isdigit() else ''}" if wait else " later"
        what = f"asks not to be asked so often (HTTP {status})" if status == 429 else "is not available (HTTP 503)"
        raise EndpointError(what, where=place.address, remedy=f"try again{told}")
    if status in (404, 410):
        raise InputError(f"there is no such page (HTTP {status})", where=place.address, remedy="check the address")
    if status in (401, 402, 403, 451):
        what = f"does not let programs in (HTTP {status})"
        raise InputError(what, where=place.address, remedy="read it in a browser and save it as a file if you may")
    what = f"failed with HTTP {status}"
    raise EndpointError(what, where=place.address, remedy="try again later, or save the page as a file")
