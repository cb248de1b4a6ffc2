"""The command that writes a release."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from moratoria.cli.screen import note, progress_bar
from moratoria.cli.shared import AsKnownOption, AsOfOption, QuietOption, StoreOption


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(publish)


def publish(
    out: Annotated[Path, typer.Argument(help="The folder to write: empty, absent, or an earlier release.")],
    as_of: AsOfOption = None,
    date: Annotated[
        str | None, typer.Option("--date", help="The day of the release; else that of the newest record in the store.")
    ] = None,
    as_known: AsKnownOption = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write a release: the graph in every format, flat tables, descriptions, checksums, and a page per thing.

    Statuses are as of --as-of, else the day of the release; no clock is read, so that equal stores give equal bytes.
    """
    from moratoria.pipeline.kg import open_graph

    with open_graph(store, as_known=as_known) as graph, progress_bar(quiet) as progress:
        done = graph.publish(out, as_of=as_of, issued=date, progress=progress)
    note(
        f"{done.folder}: {done.files:,} files, {done.pages:,} of them pages of things, {done.size:,} bytes; "
        f"released {done.issued}{'' if date else ' (the newest record)'}, statuses as of {done.as_of}",
        quiet=quiet,
    )
    if done.withheld:
        note(f"{done.withheld:,} quoted passages of publishers stay in the store and out of the release", quiet=quiet)
