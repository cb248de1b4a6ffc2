"""The command that serves the explorer, the endpoint and the data."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from moratoria.cli.screen import note
from moratoria.cli.shared import QuietOption, StoreOption


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(serve)


def serve(
    store: StoreOption = None,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="The port; 0 takes a free one.", min=0, max=65535)] = 8710,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", help="A further name under which it may be asked.")
    ] = None,
    allow_origin: Annotated[
        list[str] | None, typer.Option("--allow-origin", help="A web origin whose scripts may read answers (CORS).")
    ] = None,
    token: Annotated[
        str | None, typer.Option("--token", envvar="MORATORIA_TOKEN", help="The token for reviewing; else a new one.")
    ] = None,
    query_seconds: Annotated[
        float, typer.Option("--query-seconds", help="The longest a query from outside may take.", min=0.1, max=10.0)
    ] = 2.0,
    log_queries: Annotated[bool, typer.Option("--log-queries", help="Also log what was asked.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Serve the explorer, a read-only SPARQL endpoint, the stored questions and linked data, on this machine.

    Works over a snapshot, which is swapped when a load into the store has finished. A JSON line of log per request.
    """
    import secrets

    from moratoria.serve.app import build_app
    from moratoria.serve.options import Limits, Options
    from moratoria.serve.run import bind, run_server

    if not sys.platform.startswith("linux"):
        note("serve is made and tested on Linux; elsewhere it may lack its isolation", quiet=False)
    token = token or secrets.token_urlsafe(16)
    with bind(host, port) as listening:
        name, taken = listening.getsockname()[:2]
        shown = f"[{name}]" if ":" in name else name
        options = Options(
            store, host, taken, tuple(allow_host or ()), tuple(allow_origin or ()), token, log=not quiet,
            log_queries=log_queries, limits=Limits(query_seconds=query_seconds),
        )  # fmt: skip
        app = build_app(options)
        note(f"explorer   http://{shown}:{taken}/\nendpoint   http://{shown}:{taken}/sparql", quiet=False)
        note(f"to review  http://{shown}:{taken}/review?token={token}\nCtrl-C stops it", quiet=False)
        run_server(app, listening)
