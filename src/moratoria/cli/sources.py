"""Commands that bring sources in, check them, take them out, and look after the store."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from moratoria.cli.registers import PublishedOption, RegisterOption, RetrievedOption, Wanted, load_registers
from moratoria.cli.screen import note, progress_bar, write_output
from moratoria.cli.shared import QuietOption, StoreOption
from moratoria.errors import InputError, StoreError

Paths = Annotated[list[Path], typer.Argument(help="Fact files (YAML, JSON), exports of moratoria, or folders of them.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (init, load, check, retract, doctor, schema):
        app.command()(command)


def _folder(store: str | None) -> Path:
    from moratoria import settings

    return settings.store_folder(Path(store) if store else None) or Path(settings.DEFAULT_STORE)


def _is_address(store: str | None) -> bool:
    return store is not None and store.startswith(("http://", "https://"))


def init(
    store: StoreOption = None,
    shipped: Annotated[bool, typer.Option("--shipped", help="Load the shipped facts into it.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the current graph of a store anew.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Make a store, or rebuild the current graph of one."""
    from moratoria.pipeline.kg import Moratoria
    from moratoria.pipeline.migrate import rebuild_store
    from moratoria.pipeline.shipped import shipped_facts

    if store is not None and _is_address(store):
        Moratoria.init_endpoint(store).close()
        note(f"{store}: holds the concepts now", quiet=quiet)
        return
    folder = _folder(store)
    if rebuild:
        count = rebuild_store(folder)
        note(f"{folder}: the current graph was made anew, {count:,} quads differed", quiet=quiet)
        return
    with Moratoria.init(folder) as graph:
        note(f"{folder}: a new store", quiet=quiet)
        if shipped:
            with progress_bar(quiet) as progress:
                report = graph.load(shipped_facts(), progress=progress)
            note(f"{len(report.loaded)} sources loaded, {report.quads:,} quads", quiet=quiet)


def load(
    paths: Paths,
    store: StoreOption = None,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Write the clean sources, leave out the others.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; say which statuses would flip.")] = False,
    register: RegisterOption = None,
    published: PublishedOption = None,
    retrieved: RetrievedOption = None,
    format: Annotated[str, typer.Option(help="How to report: text or json.")] = "text",
    quiet: QuietOption = False,
) -> None:
    """Load sources into the store: all are checked first, and on any error nothing is written."""
    if register is not None:
        wanted = Wanted(register, tuple(paths), tuple(published or ()), tuple(retrieved or ()), keep_going, dry_run)
        load_registers(wanted, store, format, quiet)
        return
    from moratoria.pipeline.kg import Moratoria, open_graph
    from moratoria.validate.report import render_findings

    if dry_run:
        _try_load(paths, store, format)
        return
    folder = _folder(store)
    made = not _is_address(store) and not folder.exists()
    place = store if _is_address(store) else folder
    loaded: tuple[str, ...] = ()
    try:
        with Moratoria.init(folder) if made else open_graph(place, write=True) as graph, progress_bar(quiet) as bar:
            report = graph.load(paths, keep_going=keep_going, progress=bar)
        loaded = report.loaded
    finally:
        if made and not loaded:  # a refused load leaves nothing behind, not even an empty store
            shutil.rmtree(folder, ignore_errors=True)
    if format == "json":
        write_output(json.dumps(asdict(report), indent=2, default=str) + "\n", None)
    else:
        shown = [finding for finding in report.findings if not quiet or finding.severity == "ERROR"]
        if shown:
            typer.echo(render_findings(shown), nl=False, err=True)
        _summarize(report, str(place), quiet)
    if report.refused:
        raise typer.Exit(5)


def _try_load(paths: list[Path], store: str | None, format: str) -> None:
    """Say what a load would find and change, and write nothing."""
    from moratoria.pipeline.kg import open_graph
    from moratoria.validate.report import render_findings

    with open_graph(store) as graph:
        findings, trial = graph.try_load(paths)
    if format == "json":
        write_output(json.dumps({"findings": findings, "trial": trial}, indent=2, default=_plain) + "\n", None)
    else:
        typer.echo(render_findings(findings), nl=False, err=True)
        quads = f"+{trial.added} -{trial.removed} quads in the current graph"
        print(f"{len(trial.sources)} sources would be written, {quads}.")
        for flip in trial.flips:
            print(f"  {flip.label}: {flip.before} -> {flip.after} ({flip.rule})")
    if any(finding.severity == "ERROR" for finding in findings):
        raise typer.Exit(5)


def _plain(value: Any) -> Any:
    return asdict(value)


def _summarize(report: object, place: str, quiet: bool) -> None:
    counts = {name: len(getattr(report, name)) for name in ("loaded", "replaced", "unchanged", "refused")}
    words = ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing to do"
    wrote = "" if counts["loaded"] else "; nothing was written"
    note(f"{place}: sources {words}; {getattr(report, 'quads', 0):,} quads{wrote}", quiet=quiet)


def check(
    paths: Paths,
    store: StoreOption = None,
    format: Annotated[str, typer.Option(help="text, tsv, json or sarif.")] = "text",
    fail_on: Annotated[str, typer.Option(help="error or warn: which findings make the command fail.")] = "error",
    quiet: QuietOption = False,
) -> None:
    """Check sources as they would stand in the store, or beside the shipped facts; nothing is stored."""
    from moratoria.findings import Severity, fails
    from moratoria.pipeline.kg import open_graph
    from moratoria.validate.report import render_findings

    limits = {"error": Severity.ERROR, "warn": Severity.WARN}
    if fail_on not in limits:
        raise InputError(f"--fail-on {fail_on!r} is unknown", remedy="write error or warn")
    with open_graph(store) as graph, progress_bar(quiet) as progress:
        findings = graph.check(paths, progress=progress)
    write_output(render_findings(findings, format), None)
    if fails(findings, limits[fail_on]):
        raise typer.Exit(5)


def retract(
    source: Annotated[str, typer.Argument(help="The source's id.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept with the record.")],
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Close the record time of a source. Its claims stay in the history; what others state stays current."""
    from moratoria.pipeline.kg import open_graph

    if not reason.strip():
        raise InputError("a retraction needs a reason", remedy='add --reason "…"')
    with open_graph(_existing(store), write=True) as graph:
        closed = graph.retract(source, reason)
    note(f"{source}: retracted, {len(closed)} graph closed ({', '.join(closed)})", quiet=quiet)


def _existing(store: str | None) -> Path | str:
    if store is not None and _is_address(store):
        return store
    folder = _folder(store)
    if not folder.is_dir():
        raise StoreError("no store is there", where=str(folder), remedy="run `moratoria init` to make one")
    return folder


def doctor(
    store: StoreOption = None,
    format: Annotated[str, typer.Option(help="text or json.")] = "text",
    quiet: QuietOption = False,
) -> None:
    """Scan a whole store: counts, hashes, shapes, dangling references, and whether it is what its sources say."""
    from moratoria.findings import fails
    from moratoria.pipeline.kg import open_graph
    from moratoria.validate.report import render_findings

    with open_graph(store) as graph, progress_bar(quiet) as progress:
        found = graph.doctor(progress)
    if format == "json":
        write_output(json.dumps(asdict(found), indent=2, default=str) + "\n", None)
    else:
        for name, count in found.counts.items():
            typer.echo(f"{count:>9,}  {name}")
        write_output(render_findings(found.findings), None)
    if fails(list(found.findings)):
        raise typer.Exit(5)


def schema() -> None:
    """The JSON Schema of a fact file, for editors."""
    from moratoria.facts.model import FactFile

    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    write_output(json.dumps(dialect | FactFile.model_json_schema(), indent=2) + "\n", None)
