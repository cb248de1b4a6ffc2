"""Loading registers on the command line: one, or all that a folder holds, with what became of every row."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from moratoria.cli.screen import note, progress_bar, write_output
from moratoria.errors import InputError

if TYPE_CHECKING:
    from moratoria.pipeline.editions import EditionDiff, EditionReport
    from moratoria.pipeline.kg import Moratoria

ALL = "all"
SHOWN_CHANGES = 10
"""So many changes of each sort are shown to a person; JSON has them all."""

RegisterOption = Annotated[
    str | None,
    typer.Option(help="The files are an edition of this register: its name, `all`, or a .toml of your own."),
]
PublishedOption = Annotated[
    list[str] | None,
    typer.Option(help="When the edition was published, YYYY-MM-DD or less; NAME=DATE for one of several."),
]
RetrievedOption = Annotated[
    list[str] | None, typer.Option(help="When the files were retrieved, YYYY-MM-DD; NAME=DATE for one of several.")
]


@dataclass(frozen=True)
class Wanted:
    """Which registers to load from where, and the dates of their editions."""

    register: str
    paths: tuple[Path, ...]
    published: tuple[str, ...] = ()
    retrieved: tuple[str, ...] = ()
    keep_going: bool = False
    trial: bool = False

    def date_of(self, option: str, name: str) -> str | None:
        """The date given for a register: the one for its name, else the one without a name."""
        given = dict(_named(text) for text in getattr(self, option))
        return given.get(name, given.get(""))


def _named(text: str) -> tuple[str, str]:
    name, mark, day = text.rpartition("=")
    if mark and not name:
        raise InputError(f"{text!r} names no register", remedy="write NAME=DATE, or the date alone")
    return name, day


def load_registers(wanted: Wanted, store: str | None, format: str, quiet: bool) -> None:
    """Load one register or all that are there, each whole or not at all, and say what became of the rows."""
    from moratoria.pipeline.kg import Moratoria, open_graph
    from moratoria.pipeline.registers import registers_in
    from moratoria.settings import DEFAULT_STORE, store_folder

    address = store is not None and store.startswith(("http://", "https://"))
    folder = store_folder(Path(store) if store and not address else None) or Path(DEFAULT_STORE)
    names = registers_in(wanted.paths) if wanted.register == ALL else [wanted.register]
    made = not address and not folder.exists()
    reports: list[EditionReport] = []
    try:
        with Moratoria.init(folder) if made else open_graph(store if address else folder, write=True) as graph:
            for name in names:
                reports.append(_load_one(graph, name, wanted, quiet))
                if reports[-1].load.refused and not wanted.keep_going:
                    break
    finally:
        if made and not any(report.load.loaded for report in reports):  # a refused load leaves nothing behind
            shutil.rmtree(folder, ignore_errors=True)
    if format == "json":
        write_output(json.dumps([plain_report(report) for report in reports], indent=2, default=str) + "\n", None)
    else:
        for report in reports:
            _show(report, quiet)
    if any(report.load.refused for report in reports):
        raise typer.Exit(5)


def _load_one(graph: Moratoria, name: str, wanted: Wanted, quiet: bool) -> EditionReport:
    from moratoria.pipeline.editions import load_edition
    from moratoria.pipeline.registers import EditionFiles

    dates = wanted.date_of("published", name), wanted.date_of("retrieved", name)
    with progress_bar(quiet) as bar:
        return load_edition(graph.store, EditionFiles(name, wanted.paths, *dates, wanted.trial), datetime.now(UTC), bar)


def plain_report(report: EditionReport) -> dict[str, Any]:
    """The whole report as plain data."""
    diff = None if report.diff is None else asdict(report.diff)
    return {**report.plain(), "load": asdict(report.load), "diff": diff}


def _show(report: EditionReport, quiet: bool) -> None:
    from moratoria.registers.tally import render_tally
    from moratoria.validate.report import render_findings

    shown = [finding for finding in report.load.findings if not quiet or finding.severity == "ERROR"]
    if shown:
        typer.echo(render_findings(shown), nl=False, err=True)
    typer.echo(f"{report.register} ({report.source})\n{render_tally(report.tally)}", nl=False)
    if report.diff:
        typer.echo(render_diff(report.diff), nl=False)
    if report.unread:
        note(f"{len(report.unread)} files of no table were not read", quiet=quiet)
    done = "unchanged" if report.load.unchanged else "loaded" if report.load.loaded else "nothing was written"
    note(f"{report.register}: {done}; {report.load.quads:,} quads", quiet=quiet)


def render_diff(diff: EditionDiff) -> str:
    """What the edition changes of the one before, counted by kind of thing, with the first of each sort."""
    lines = []
    for word, things in (("new", diff.new), ("gone", diff.gone)):
        kinds = Counter(thing.partition("/")[0] for thing in things)
        counted = ", ".join(f"{count:,} {kind}" for kind, count in sorted(kinds.items())) or "none"
        lines += [f"{word}: {counted}", *(f"  {thing}" for thing in things[:SHOWN_CHANGES])]
    lines.append(f"changed: {len(diff.changed):,} values")
    for change in diff.changed[:SHOWN_CHANGES]:
        before, after = " | ".join(change.before) or "nothing", " | ".join(change.after) or "nothing"
        lines.append(f"  {change.thing} {change.slot}: {before} -> {after}")
    return "".join(f"{line}\n" for line in lines)
