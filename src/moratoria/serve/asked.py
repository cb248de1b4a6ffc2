"""What a request asks for: its two dates, its snapshot, the form of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from starlette.requests import Request

from moratoria.pipeline.history import parse_moment
from moratoria.pipeline.kg import Moratoria
from moratoria.pipeline.slices import parse_day
from moratoria.serve.served import Served


@dataclass(frozen=True)
class Dates:
    """The day on which statuses hold, and the record time by which they were known; texts as they were given.

    `as_known_text` is empty for the newest record.
    """

    as_of: date
    as_known: datetime | None
    as_of_text: str
    as_known_text: str

    def query(self, **others: str) -> str:
        """The dates that were given, and other parameters, as the end of an address; empty without any."""
        given = {"asOf": self.as_of_text, "asKnown": self.as_known_text} | others
        text = urlencode({name: value for name, value in given.items() if value})
        return f"?{text}" if text else ""


def read_dates(request: Request) -> Dates:
    """The two dates in an address, `asOf` and `asKnown`. Raises QueryError for a malformed one."""
    as_of, as_known = (request.query_params.get(name, "").strip() for name in ("asOf", "asKnown"))
    today = served_by(request).today()
    day = parse_day(as_of, "asOf") if as_of and as_of != "today" else today
    moment = parse_moment(as_known, "asKnown") if as_known else None
    if moment is not None and moment.date() >= today:  # nothing can have been recorded later
        moment = None
    return Dates(day, moment, as_of, as_known)


def served_by(request: Request) -> Served:
    """What the application of a request serves."""
    served = request.app.state.served
    assert isinstance(served, Served)
    return served


def graph_asked(request: Request, dates: Dates) -> Moratoria:
    """The graph a request is about: the snapshot, or as it was known by the date in the address."""
    return served_by(request).snapshot.as_known(dates.as_known)


def best_type(accept: str, offered: Mapping[str, str], default: str) -> str | None:
    """The name whose media type an Accept header likes best; the default for none, None when nothing fits.

    `offered` maps media types to names; of equals the default wins, then the first (RFC 9110, section 12.5.1).

    >>> best_type("text/turtle;q=0.5, text/html", {"text/html": "html", "text/turtle": "ttl"}, "html")
    'html'
    >>> best_type("image/png", {"text/html": "html"}, "html") is None
    True
    """
    if not accept.strip():
        return default
    wanted = [_range(part) for part in accept.split(",")]
    best, name = 0.0, None
    for media in sorted(offered, key=lambda media: offered[media] != default):
        quality = _quality(media, wanted)
        if quality > best:
            best, name = quality, offered[media]
    return name


def _range(part: str) -> tuple[str, float]:
    media, *params = (piece.strip() for piece in part.split(";"))
    quality = next((param[2:] for param in params if param.lower().startswith("q=")), "1")
    try:
        return media.lower(), min(max(float(quality), 0.0), 1.0)
    except ValueError:
        return media.lower(), 0.0


def _quality(media: str, wanted: list[tuple[str, float]]) -> float:
    """What the most specific range that fits says."""
    group = f"{media.partition('/')[0]}/*"
    for name in (media, group, "*/*"):
        found = [quality for given, quality in wanted if given == name]
        if found:
            return max(found)
    return 0.0
