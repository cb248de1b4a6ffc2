"""The application: every route, behind the gate, over one snapshot at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from moratoria.errors import MoratoriaError
from moratoria.serve import (
    browse,
    data,
    discovery,
    downloads,
    entities,
    feeds,
    graph,
    home,
    openapi,
    operations,
    protocol,
    questions,
    reconcile,
    review,
    search,
    statuses,
)
from moratoria.serve.failures import expected_failure, http_failure, unexpected_failure
from moratoria.serve.foreign import Foreign
from moratoria.serve.gate import Gate
from moratoria.serve.measured import Measured
from moratoria.serve.operations import Measures
from moratoria.serve.options import Options
from moratoria.serve.replies import Replies
from moratoria.serve.served import Served

LOOK_SECONDS = 1.0
"""How often the store's folder is looked at for a load that has finished."""

_PARTS = (
    operations, home, graph, questions, review, entities, feeds, downloads, search, statuses, reconcile, openapi,
    protocol, discovery, browse, data,
)  # fmt: skip


def build_app(options: Options) -> Starlette:
    """The application over a store. Raises StoreError for one that cannot be opened."""
    measures = Measures()
    app = Starlette(
        routes=_routes(), lifespan=_lifespan,
        middleware=[
            Middleware(Measured, measures=measures, log=options.log, log_queries=options.log_queries),
            Middleware(Gate, options=options),
        ],
        exception_handlers={
            MoratoriaError: expected_failure, HTTPException: http_failure, Exception: unexpected_failure,
        },
    )  # fmt: skip
    app.state.options = options
    app.state.served = Served(options)
    app.state.replies = Replies()
    app.state.measures = measures
    app.state.foreign = Foreign(app.state.served, options, measures)
    return app


def _routes() -> list[BaseRoute]:
    found: list[BaseRoute] = [route for part in _PARTS for route in part.routes()]
    styles = StaticFiles(packages=[("moratoria.serve", "static"), ("moratoria.pages", "static")])
    return [*found, Mount("/static", styles, name="static")]


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    await app.state.foreign.start()
    watcher = asyncio.create_task(_watch(app))
    try:
        yield
    finally:
        watcher.cancel()
        with suppress(asyncio.CancelledError):
            await watcher
        await app.state.foreign.close()
        app.state.served.close()


async def _watch(app: Starlette) -> None:
    """Swap in a new snapshot when a load has finished; a store that cannot be opened just now is tried again."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        with suppress(MoratoriaError):
            if await asyncio.to_thread(app.state.served.refresh):
                app.state.measures.snapshots.inc()
                await app.state.foreign.follow()
