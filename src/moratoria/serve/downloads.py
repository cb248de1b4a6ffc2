"""Downloads: flat tables and the whole graph at addresses that stay, with their hashes and their description."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from moratoria import settings
from moratoria.pipeline.kg import Moratoria
from moratoria.publish.reading import newest_record_day
from moratoria.serve.asked import graph_asked, read_dates, served_by
from moratoria.serve.replies import holds, kept
from moratoria.serve.stock import FILES, FOLDER, GRAPHS, Download, stock_of
from moratoria.terms import BASE

SUMS = "sha256sums.txt"


def downloads_of(graph: Moratoria, day: date) -> list[Download]:
    """Every file of a graph, tables as of a day, at once: the first time they are made while nobody waits.

    A page that shows this is not to be kept while a `size` is None.
    """
    stock = stock_of(graph)
    listed = stock.listed(day)
    if any(each.size is None for each in listed):
        stock.make_soon(day)
    return listed


def routes() -> list[Route]:
    """The downloads and their description."""
    return [
        Route(f"{FOLDER}{SUMS}", kept(sums)),
        Route(f"{FOLDER}{{name}}", latest),
        Route("/data/dataset.jsonld", kept(dataset)),
    ]


async def latest(request: Request) -> Response:
    """One file, to be saved under a name with its dates."""
    return await run_in_threadpool(_file, request)


def _file(request: Request) -> Response:
    dates, name = read_dates(request), request.path_params["name"]
    request.state.stock = stock = stock_of(graph_asked(request, dates))  # its folder stays while this is answered
    place, download = stock.find(name, dates.as_of)
    stem, _, ending = name.partition(".")
    known = f"-known-{dates.as_known:%Y-%m-%d}" if dates.as_known else ""
    headers = {
        "etag": f'"{download.sha256}"', "cache-control": "no-cache", "link": f'<{BASE}dataset>; rel="describes"',
        "content-disposition": f'attachment; filename="{stem}-{dates.as_of}{known}.{ending}"',
    }  # fmt: skip
    if holds(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    if name in GRAPHS:
        return FileResponse(place, headers=headers, media_type=download.media)
    return Response(place.read_bytes(), headers=headers, media_type=download.media)


def sums(request: Request) -> Response:
    """The hash of every file, for `sha256sum -c`; all are made."""
    dates = read_dates(request)
    stock = stock_of(graph_asked(request, dates))
    made = [stock.find(name, dates.as_of)[1] for name in FILES]
    lines = (f"{each.sha256}  {each.name}\n" for each in sorted(made, key=lambda each: each.name))
    return Response("".join(lines), media_type="text/plain")


def dataset(request: Request) -> Response:
    """The dataset in the terms of schema.org, for search engines of data."""
    dates = read_dates(request)
    graph = graph_asked(request, dates)
    content = dataset_jsonld(graph, served_by(request).today(), str(request.base_url).rstrip("/"))
    return JSONResponse(content, media_type="application/ld+json")


def dataset_jsonld(graph: Moratoria, day: date, base: str) -> dict[str, Any]:
    """The description of the dataset as `schema:Dataset`; `base` begins the addresses of this site."""
    newest = newest_record_day(graph.store)
    made = {"dateModified": str(newest)} if newest else {}
    return {
        "@context": "https://schema.org/", "@type": "Dataset", "@id": f"{BASE}dataset", "name": "moratoria",
        "description": "Who restricts which AI technology, for whom, where, since when, until what condition, "
        "and who says so: restrictions by companies and authorities with their status on any day, conditions, "
        "sources and history.",
        "url": f"{base}/data", "license": "https://creativecommons.org/licenses/by/4.0/", "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "The moratoria authors", "url": BASE},
        "version": settings.program_version(), **made,
        "keywords": ["artificial intelligence", "facial recognition", "moratorium", "regulation", "AI policy"],
        "distribution": [_distribution(each, base) for each in stock_of(graph).listed(day)],
    }  # fmt: skip


def _distribution(each: Download, base: str) -> dict[str, Any]:
    return {
        "@type": "DataDownload", "name": each.name, "description": each.words, "encodingFormat": each.media,
        "contentUrl": f"{base}{each.path}",
    }  # fmt: skip
