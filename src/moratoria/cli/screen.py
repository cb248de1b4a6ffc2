"""What goes to the screen: answers to standard output, all else to standard error; colour only on a terminal."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from moratoria.errors import InputError

Progress = Callable[[str, int, int], None]
PROGRESS_AFTER = 50
"""Shorter work than this many steps shows no bar."""


def write_output(content: bytes | str, path: Path | None) -> None:
    """Write an answer whole: to a file, replaced at once, or to standard output."""
    data = content.encode() if isinstance(content, str) else content
    if path is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    except OSError as error:
        where = str(path)
        raise InputError(
            f"cannot be written ({error.strerror})", where=where, remedy="check the folder's rights"
        ) from error


def note(text: str, *, quiet: bool = False) -> None:
    """A remark for a person, on standard error."""
    if not quiet:
        print(text, file=sys.stderr)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table for a person: fitted to a terminal, and whole, a row a line, where the output goes elsewhere."""
    texts = [["" if cell is None else " ".join(str(cell).split()) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        widths = [max(map(len, column)) for column in zip(columns, *texts, strict=True)]
        for line in (columns, *texts):
            print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in texts:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress]:
    """A bar on standard error for long work; nothing when quiet or when no terminal is there."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def step(stage: str, done: int, total: int) -> None:
            if total >= PROGRESS_AFTER:
                if stage not in tasks:
                    tasks[stage] = bar.add_task(stage, total=total)
                bar.update(tasks[stage], completed=done)

        yield step
