"""The command that counts what the graph covers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from moratoria.cli.screen import note, print_table, write_output
from moratoria.cli.shared import AsKnownOption, AsOfOption, QuietOption, StoreOption
from moratoria.errors import InputError, UnknownName

STATS_FORMATS = ("table", "json", "md")


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(stats)


def stats(
    as_of: AsOfOption = None,
    as_known: AsKnownOption = None,
    store: StoreOption = None,
    format: Annotated[str, typer.Option("--format", help="table, json or md.")] = "table",
    document: Annotated[
        Path | None, typer.Option("--into", help="Write the md table between the marks of this document.")
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Count what the graph covers: sources, restrictions, laws, organizations, places, years, links, evidence."""
    from moratoria.pipeline.kg import open_graph
    from moratoria.pipeline.stats_table import (
        coverage_rows,
        render_coverage_json,
        render_coverage_markdown,
        replace_table,
    )

    if format not in STATS_FORMATS:
        raise UnknownName("format", format, STATS_FORMATS)
    with open_graph(store, as_known=as_known) as graph:
        coverage = graph.stats(as_of=as_of)
    if document is not None:
        changed = replace_table(_read(document), render_coverage_markdown(coverage), str(document))
        write_output(changed, document)
        note(f"{document}: counts as of {coverage.as_of}", quiet=quiet)
    elif format == "table":
        print_table(("what", "which", "count"), coverage_rows(coverage))
    else:
        write_output(render_coverage_json(coverage) if format == "json" else render_coverage_markdown(coverage), None)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path), remedy="check the path") from error
