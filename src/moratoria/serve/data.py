"""The page about the data, and the two addresses that lead to places on it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from moratoria.serve.asked import graph_asked, read_dates, served_by
from moratoria.serve.downloads import downloads_of
from moratoria.serve.replies import kept
from moratoria.serve.site import page
from moratoria.serve.views.data import build_data


def routes() -> list[Route]:
    """The page and its short addresses."""
    return [Route("/data", show), Route("/cite", lead_to_citing), Route("/about", lead_to_method)]


def lead_to_citing(request: Request) -> Response:
    """To how to cite."""
    return RedirectResponse(f"/data{read_dates(request).query()}#cite", 303)


def lead_to_method(request: Request) -> Response:
    """To how the data is made."""
    return RedirectResponse(f"/data{read_dates(request).query()}#method", 303)


async def show(request: Request) -> Response:
    """The page; it is kept once every file on it is made and its size known."""
    if await run_in_threadpool(_is_made, request):
        return await _kept(request)
    return await run_in_threadpool(_page, request)


def _is_made(request: Request) -> bool:
    dates = read_dates(request)
    return all(each.size is not None for each in downloads_of(graph_asked(request, dates), dates.as_of))


def _page(request: Request) -> Response:
    dates = read_dates(request)
    graph = graph_asked(request, dates)
    here = str(request.base_url).rstrip("/")
    downloads = downloads_of(graph, dates.as_of)
    return page(request, "data.html", "Data", build_data(graph, dates, served_by(request).today(), downloads, here))


_kept = kept(_page)
