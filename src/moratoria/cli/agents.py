"""The command that answers agents over the Model Context Protocol."""

from __future__ import annotations

from typing import Annotated

import typer

from moratoria.cli.screen import note
from moratoria.cli.shared import QuietOption, StoreOption
from moratoria.errors import MissingPart

_EXTRA = "mcp"


def add_commands(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("mcp")(answer_agents)


def answer_agents(
    store: StoreOption = None,
    http: Annotated[bool, typer.Option("--http", help="Over HTTP on 127.0.0.1, not standard input.")] = False,
    port: Annotated[int, typer.Option("--port", help="The port; 0 takes a free one.", min=0, max=65535)] = 8711,
    token: Annotated[
        str | None, typer.Option("--token", envvar="MORATORIA_TOKEN", help="The token for proposals; else a new one.")
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Answer agents over the Model Context Protocol, from stored questions, each answer with its evidence.

    Over standard input and output, or with --http on this machine. A proposed fact waits for `moratoria review`.
    """
    import secrets

    try:
        from moratoria.serve.agents.run import PATH, serve_http, serve_stdio
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != _EXTRA:
            raise
        raise MissingPart("the part for agents is not installed", remedy="pip install 'moratoria[mcp]'") from error
    from moratoria.serve.options import Options
    from moratoria.serve.run import bind

    if not http:
        serve_stdio(Options(store))
        return
    token = token or secrets.token_urlsafe(16)
    with bind("127.0.0.1", port) as listening:
        taken = listening.getsockname()[1]
        note(f"agents     http://127.0.0.1:{taken}{PATH}", quiet=quiet)
        note(f"proposals need the header  Authorization: Bearer {token}\nCtrl-C stops it", quiet=quiet)
        serve_http(Options(store, port=taken, token=token), listening)
