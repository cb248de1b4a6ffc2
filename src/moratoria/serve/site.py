"""Pages of the explorer as replies: what all of them share, and how they are rendered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from moratoria import settings
from moratoria.errors import MoratoriaError
from moratoria.pages.explorer import Frame, render_explorer
from moratoria.serve.asked import Dates, read_dates, served_by
from moratoria.serve.built import island


def page(request: Request, template: str, here: str, view: object, *, status: int = 200) -> Response:
    """A page as a reply. `here` is the entry of the navigation it belongs to, `view` what its template shows."""
    frame = frame_of(request, here)
    return Response(render_explorer(template, frame, view), status, media_type="text/html")


def frame_of(request: Request, here: str) -> Frame:
    """What every page shows around its content."""
    dates = _dates(request)
    served = served_by(request)
    others = [(name, value) for name, value in request.query_params.multi_items() if name not in ("asOf", "asKnown")]
    return Frame(
        here=here, path=request.url.path, as_of=str(dates.as_of), as_known=dates.as_known_text,
        today=str(served.today()), query=dates.query(), others=tuple(others), snapshot=served.snapshot.mark,
        version=settings.program_version(), ontology=settings.ONTOLOGY_VERSION, island=island,
    )  # fmt: skip


def _dates(request: Request) -> Dates:
    """The dates asked for; those of today on a page that tells they were malformed."""
    try:
        return read_dates(request)
    except MoratoriaError:
        return Dates(served_by(request).today(), None, "", "")


def render_trouble(request: Request, title: str, sentence: str, extra: Mapping[str, Any]) -> str:
    """The page that says what went wrong, where, and what to do next."""
    view = {"title": title, "sentence": sentence, "nearest": extra.get("nearest", ()), "details": dict(extra)}
    return render_explorer("trouble.html", frame_of(request, ""), view)
