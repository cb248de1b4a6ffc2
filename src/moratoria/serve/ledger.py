"""How much query time each client has used in the last minute."""

from __future__ import annotations

from collections import deque

from moratoria.errors import TooMany

WINDOW_SECONDS = 60.0


class Ledger:
    """The query time of clients within a sliding minute; moments come from the caller's clock."""

    def __init__(self, most_seconds: float) -> None:
        self._most_seconds = most_seconds
        self._used: dict[str, deque[tuple[float, float]]] = {}

    def check(self, client: str, now: float) -> None:
        """Raises TooMany, with the seconds until there is time again, for a client that has used its time up."""
        self._forget(now)
        uses = self._used.get(client, deque())
        over = sum(seconds for _, seconds in uses) - self._most_seconds
        if over < 0:
            return
        until = now
        for when, seconds in uses:
            until, over = when + WINDOW_SECONDS, over - seconds
            if over < 0:
                break
        what = f"your queries took {self._most_seconds:.0f} s of the last minute"
        raise TooMany(what, max(0.0, until - now), remedy="ask again later, or download the data")

    def charge(self, client: str, seconds: float, now: float) -> None:
        """Note that a query of a client took so long."""
        self._used.setdefault(client, deque()).append((now, seconds))

    def _forget(self, now: float) -> None:
        for client, uses in list(self._used.items()):
            while uses and uses[0][0] + WINDOW_SECONDS <= now:
                uses.popleft()
            if not uses:
                del self._used[client]
