"""A server for the tests of foreign queries: prints its port, then serves until it is terminated."""

from __future__ import annotations

import json
import socket
import sys

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from moratoria.ask.results import text
from moratoria.serve.app import build_app
from moratoria.serve.foreign import ForeignQuery
from moratoria.serve.options import Limits, Options
from moratoria.serve.run import run_server
from moratoria.store.base import select


async def _asked(request: Request) -> Response:
    query = ForeignQuery((await request.body()).decode(), request.headers["accept"])
    reply = await request.app.state.foreign.ask(query, "somebody")
    return Response(reply.body, 200, {"x-truncated": str(reply.truncated), "x-rows": str(reply.rows)}, reply.media)


def _looked(request: Request) -> Response:
    name = "<https://w3id.org/moratoria/id/organization/ibm> <http://www.w3.org/2000/01/rdf-schema#label> ?name"
    row = next(iter(select(request.app.state.served.snapshot.graph.store, f"SELECT ?name {{ {name} }}")))
    return PlainTextResponse(text(row["name"]))


def main(words: list[str]) -> None:
    """Serve with the given limits and options."""
    given = dict(word.split("=", 1) for word in words)
    store, log = given.pop("store", None), bool(given.pop("log_queries", ""))
    limits = Limits(requests_at_once=200, **{name: json.loads(value) for name, value in given.items()})
    app = build_app(Options(store=store, day="2026-11-23", log_queries=log, limits=limits))
    app.router.routes[:0] = [Route("/asked", _asked, methods=["POST"]), Route("/looked", _looked)]
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    run_server(app, listening)


if __name__ == "__main__":
    main(sys.argv[1:])
