"""The first page, and its timeline as a picture of its own."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moratoria.errors import MoratoriaError
from moratoria.pages.explorer import render_explorer
from moratoria.serve import site
from moratoria.serve.asked import graph_asked, read_dates, served_by
from moratoria.serve.replies import kept
from moratoria.serve.views.home import Home, build_home
from moratoria.serve.views.picture import build_picture
from moratoria.serve.views.topic import DIMENSIONS, Topic


def routes() -> list[Route]:
    """The first page and its picture."""
    return [Route("/", kept(show)), Route("/timeline.svg", kept(show_timeline))]


def show(request: Request) -> Response:
    """What holds within a topic on a day; where the address cannot be understood it says so and keeps the form."""
    typed = request.query_params.get("asOf", "").strip()[:80]
    try:
        dates = read_dates(request)
        store = graph_asked(request, dates).store
        topic = Topic.of(store, _given(request))
        view = build_home(topic, dates.as_of, served_by(request).today(), dates.query(), typed or str(dates.as_of))
    except MoratoriaError as error:
        return _trouble(request, error, typed)
    return site.page(request, "home.html", "Now", view)


def _given(request: Request) -> Mapping[str, str]:
    return {name: request.query_params.get(name, "")[:200] for name in DIMENSIONS}


def _trouble(request: Request, error: MoratoriaError, typed: str) -> Response:
    """The form with what was typed, and what is wrong with it."""
    store = served_by(request).snapshot.graph.store
    view = Home(Topic.of(store, {}).choices, typed, trouble=error.sentence())
    return site.page(request, "home.html", "Now", view, status=error.http_status)


def show_timeline(request: Request) -> Response:
    """The timeline of a topic as an SVG that says its dates, its sources and its licence."""
    dates = read_dates(request)
    store = graph_asked(request, dates).store
    topic = Topic.of(store, _given(request))
    picture = build_picture(store, topic, dates, served_by(request).today())
    headers = {"content-disposition": f'attachment; filename="moratoria-timeline-as-of-{dates.as_of}.svg"'}
    text = render_explorer("timeline.svg", site.frame_of(request, "Now"), picture)
    return Response(text, headers=headers, media_type="image/svg+xml")
