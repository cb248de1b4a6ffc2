"""Following: what changes, and what is due, as Atom (RFC 4287) and iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moratoria.errors import QueryError, UnknownName
from moratoria.export.feeds import Entry, Feed, render_atom, render_icalendar
from moratoria.pipeline.changes import find_deadlines
from moratoria.publish.names import Names
from moratoria.publish.reading import newest_record_day
from moratoria.serve.addresses import node_at
from moratoria.serve.asked import Dates, graph_asked, read_dates
from moratoria.serve.entities import path_asked, require_known
from moratoria.serve.news import News, circle_of, placed, told
from moratoria.serve.replies import kept
from moratoria.store.base import Store
from moratoria.terms import kind_of

MEDIA = {"atom": "application/atom+xml", "ics": "text/calendar"}
MOST_ENTRIES = 500
"""How many entries an Atom feed has at most: the newest."""

_AROUND = timedelta(days=365)
"""How far from the day asked for the feed of all changes looks, back and ahead."""

_MOST_DAYS = 36_525


def routes() -> list[Route]:
    """The feeds of everything, of what is due, and of each thing."""
    return [
        Route("/feed/changes.atom", kept(changes)),
        Route("/feed/deadlines.{form}", kept(deadlines)),
        Route("/feed/{kind}/{slug}", kept(following)),
    ]


def changes(request: Request) -> Response:
    """All that changed: the record newest first, and the statuses and laws of a year back and ahead."""
    dates = read_dates(request)
    news = News(graph_asked(request, dates).store, _base(request))
    near = [entry for entry in (*news.statuses(), *news.laws()) if abs(entry.day - dates.as_of) <= _AROUND]
    feed = _feed(request, "moratoria: what changes", "changes", f"/{dates.query()}")
    return _atom([*news.records(), *near], news.store, dates, feed)


def deadlines(request: Request) -> Response:
    """What is due in the next `days` days, and what ended with no record of what followed."""
    dates, form = read_dates(request), _form(request.path_params["form"])
    store, base, day = graph_asked(request, dates).store, _base(request), dates.as_of
    found = find_deadlines(store, day, _days(request))
    entries = [Entry(date.fromisoformat(item.day), item.thing, item.label, item.what) for item in found]
    entries = [placed(entry, base) for entry in entries]
    title = f"moratoria: deadlines as of {day}"
    if form == "ics":
        return _calendar(entries, dates, title, "deadlines")
    return _atom(entries, store, dates, _feed(request, title, "deadlines", f"/{dates.query()}"))


def following(request: Request) -> Response:
    """What changes about one thing: its statuses or those of what names it, its laws, and records about it."""
    dates, (kind, slug, ending) = read_dates(request), path_asked(request)
    form, store = _form(ending), graph_asked(request, dates).store
    node = require_known(store, node_at(kind, slug), (kind, slug), dates)
    news, circle = News(store, _base(request)), circle_of(store, node)
    dated = {node} if kind_of(node) == "restriction" else circle
    entries = [*news.statuses(dated), *news.laws(dated)]
    title = f"moratoria: {Names(store, ()).label(node)}"
    if form == "ics":
        return _calendar(entries, dates, title, f"{kind}-{slug}")
    feed = _feed(request, title, f"{kind}/{slug}", f"/page/{kind}/{slug}{dates.query()}")
    return _atom([*entries, *news.records(circle)], store, dates, feed)


def _form(ending: str) -> str:
    if ending not in MEDIA:
        raise UnknownName("form of a feed", ending[:40], tuple(MEDIA))
    return ending


def _days(request: Request) -> int:
    """The parameter `days`. Raises QueryError for what is no number of days."""
    text = request.query_params.get("days", "365")
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= _MOST_DAYS):
        raise QueryError(f"days {text[:40]!r} is no number of days", remedy=f"write a whole number up to {_MOST_DAYS}")
    return int(text)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _feed(request: Request, title: str, name: str, page: str) -> Feed:
    return Feed(title, name, str(request.url), f"{_base(request)}{page}")


def _atom(entries: Iterable[Entry], store: Store, dates: Dates, feed: Feed) -> Response:
    newest = newest_record_day(store) or dates.as_of
    listed = told(entries, f"{newest}T00:00:00Z")[:MOST_ENTRIES]
    return Response(render_atom(listed, newest, feed), media_type=MEDIA["atom"])


def _calendar(entries: Iterable[Entry], dates: Dates, title: str, name: str) -> Response:
    headers = {"content-disposition": f'inline; filename="{name}.ics"'}
    return Response(render_icalendar(entries, dates.as_of, title), headers=headers, media_type=MEDIA["ics"])
