"""Commands that draw."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from moratoria.cli.screen import note
from moratoria.cli.shared import AsKnownOption, AsOfOption, QuietOption, StoreOption


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(draw)


def draw(
    output: Annotated[Path, typer.Option("--output", "-o", help="A file ending in .svg, .png or .html.")],
    thing: Annotated[str | None, typer.Argument(help="The thing to draw around, as kind/name.")] = None,
    view: Annotated[str, typer.Option("--view", help="graph or timeline.")] = "graph",
    technology: Annotated[str | None, typer.Option("--technology", help="Only this technology.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Only this organization.")] = None,
    as_of: AsOfOption = None,
    as_known: AsKnownOption = None,
    depth: Annotated[
        int | None,
        typer.Option("--depth", min=1, max=4, help="How far around the thing; 2 around an organization, else 1."),
    ] = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Draw the graph around a thing, the whole graph, or the timeline of restrictions."""
    from moratoria.pipeline.kg import open_graph

    with open_graph(store, as_known=as_known) as graph:
        graph.draw(output, thing, view=view, technology=technology, actor=actor, as_of=as_of, depth=depth)
    note(f"{output}: drawn", quiet=quiet)
