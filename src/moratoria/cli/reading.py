"""The command that reads articles into candidate facts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from moratoria.cli.screen import note, progress_bar, write_output
from moratoria.cli.shared import OutputOption, QuietOption, StoreOption
from moratoria.errors import InputError, UnknownName

if TYPE_CHECKING:
    from moratoria.pipeline.queueing import Intake
    from moratoria.pipeline.reading import Given, Read
    from moratoria.sources.chat import Model

_FORMATS = {"yaml": ".yaml", "json": ".json", "score": ".json"}


def add_commands(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(read)


@dataclass(frozen=True)
class _Wanted:
    """What to do with what was read."""

    format: str | None
    output: Path | None
    store: Path | None
    above: float | None
    quiet: bool


def read(
    articles: Annotated[list[str], typer.Argument(help="Files, folders, https addresses, or - for standard input.")],
    published: Annotated[str | None, typer.Option("--published", help="When it was published, YYYY-MM-DD.")] = None,
    output: OutputOption = None,
    format: Annotated[str | None, typer.Option("--format", help="yaml or json (facts), or score.")] = None,
    accept_above: Annotated[
        float | None, typer.Option("--accept-above", min=0, max=1, help="Accept what the reader is surer of at once.")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help="Ask this language model instead of the rules.")] = None,
    endpoint: Annotated[str | None, typer.Option("--endpoint", help="Its OpenAI-compatible address.")] = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Read articles into candidate facts, each with the sentence behind it.

    They wait for `moratoria review` in the store; with -o or --format, or where no store is, they are written out.
    """
    from moratoria.pipeline.reading import read_article, read_articles

    wanted = _Wanted(_known(format), output, _queue_of(store, format, output), accept_above, quiet)
    if accept_above is not None and wanted.store is None:
        raise InputError("--accept-above needs a store", remedy="name it with --store, and no --format or --output")
    given, retrieved = _given(articles, _day(published))
    asked = _model(model, endpoint)
    if len(given) == 1 and not _is_folder(output):
        _finish(read_article(given[0], retrieved=retrieved, model=asked), wanted)
        return
    if wanted.store is None and output is None:
        raise InputError("several articles need a place to go", remedy="name a folder with -o, or a store with --store")
    waiting = [item for item in given if not _is_done(item.name, wanted)]
    note(f"{len(given) - len(waiting)} of {len(given)} were read before", quiet=quiet or len(waiting) == len(given))
    problems = 0
    with progress_bar(quiet) as bar:
        for done, item in enumerate(read_articles(waiting, retrieved=retrieved, model=asked), 1):
            if item.problem:
                problems += 1
                note(f"{item.name}: {item.problem}")
            else:
                _finish(item, wanted)
            bar("read", done, len(waiting))
    note(f"{len(waiting) - problems} articles read, {problems} could not be", quiet=quiet)
    if problems:
        raise typer.Exit(5)


def _given(articles: list[str], published: str | None) -> tuple[list[Given], str]:
    """The articles, folders searched, and the day on which they are read."""
    from datetime import date

    from moratoria.pipeline.reading import Given, find_articles, given_address, given_file

    found: list[Given] = []
    retrieved = str(date.today())
    for name in articles:
        if name == "-":
            found.append(Given("standard input", sys.stdin.buffer.read(), published))
        elif "://" in name:
            item, retrieved = given_address(name, published)
            found.append(item)
        elif Path(name).is_dir():
            found += [given_file(path, published) for path in find_articles(Path(name))]
        else:
            found.append(given_file(Path(name), published))
    return found, retrieved


def _finish(found: Read, wanted: _Wanted) -> None:
    """Queue or write what was read, and say what was left out."""
    assert found.candidates is not None
    for remark in found.candidates.remarks:
        note(f"{found.name}: {remark}", quiet=wanted.quiet)
    from moratoria.cli.review import review

    if wanted.store is None:
        write_output(_rendered(found, wanted.format or "yaml"), _target(found.name, wanted))
        return
    with _intake(wanted.store) as intake:
        assert found.reading is not None
        arrival = intake.take(found.candidates.data, found.reading.canonical.text)
    typer.echo(arrival.sentence)
    if wanted.above is not None and arrival.queued:
        review(source=arrival.source, accept_above=wanted.above, store=str(wanted.store), quiet=wanted.quiet)


def _rendered(found: Read, format: str) -> str:
    from moratoria.reading.score_form import render_score
    from moratoria.sources.fact_files import render_fact_file

    assert found.reading is not None
    assert found.candidates is not None
    if format == "yaml":
        return render_fact_file(found.candidates.data)
    plain = render_score(found.reading) if format == "score" else found.candidates.data
    return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"


@contextmanager
def _intake(folder: Path) -> Iterator[Intake]:
    """The intake of a store's queue, with the store open for reading."""
    from moratoria.pipeline.desk import Desk
    from moratoria.pipeline.queueing import Intake

    desk = Desk(folder)
    with desk.store() as store:
        yield Intake(desk, store)


def _queue_of(store: str | None, format: str | None, output: Path | None) -> Path | None:
    """The store whose queue takes the candidates; None where they are written out."""
    from moratoria import settings

    if format is not None or output is not None:
        return None
    return settings.store_folder(Path(store) if store else None)


def _known(format: str | None) -> str | None:
    if format is not None and format not in _FORMATS:
        raise UnknownName("format", format, tuple(_FORMATS))
    return format


def _day(published: str | None) -> str | None:
    from moratoria.pipeline.slices import parse_day

    return None if published is None else str(parse_day(published, "--published"))


def _model(name: str | None, endpoint: str | None) -> Model | None:
    from moratoria.sources.chat import Model

    if (name is None) != (endpoint is None):
        raise InputError("a language model needs both --model and --endpoint", remedy="give the other one too")
    return Model.from_environment(endpoint, name) if name and endpoint else None


def _is_folder(output: Path | None) -> bool:
    return output is not None and (output.is_dir() or output.suffix == "")


def _target(name: str, wanted: _Wanted) -> Path | None:
    """The file an article's candidates go to: the one named, or one of its own in the folder named."""
    if wanted.output is None or not _is_folder(wanted.output):
        return wanted.output
    return wanted.output / (Path(name).stem + _FORMATS[wanted.format or "yaml"])


def _is_done(name: str, wanted: _Wanted) -> bool:
    target = _target(name, wanted)
    return target is not None and target.exists()
