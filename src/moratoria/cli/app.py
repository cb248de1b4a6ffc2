"""The commands of the program and what they share."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from moratoria.cli import (
    agents,
    answers,
    changes,
    coverage,
    links,
    pictures,
    publish,
    reading,
    review,
    serving,
    sources,
    statuses,
)
from moratoria.errors import FindingsError, MoratoriaError

app = typer.Typer(
    name="moratoria",
    help="Who restricts which AI technology, for whom, where, since when, until what condition - and who says so?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (
    sources,
    reading,
    review,
    links,
    answers,
    statuses,
    changes,
    pictures,
    coverage,
    publish,
    serving,
    agents,
):
    group.add_commands(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        from moratoria.settings import program_version

        print(f"moratoria {program_version()}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Who restricts which AI technology, for whom, where, since when, until what condition - and who says so?"""


def main() -> int:
    """Run the command line; gives the exit code. Every expected failure is one sentence on standard error."""
    try:
        code = app(standalone_mode=False)
    except MoratoriaError as error:
        if isinstance(error, FindingsError):
            from moratoria.validate.report import render_findings

            sys.stderr.write(render_findings(error.findings))  # type: ignore[arg-type]
        print(f"moratoria: {error}", file=sys.stderr)
        return error.exit_code
    except typer.Abort:
        return 130
    except KeyboardInterrupt:
        print("moratoria: stopped; what was acknowledged is kept", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 141
    except Exception as error:
        if hasattr(error, "format_message"):  # click's own errors carry their message and exit code
            print(f"moratoria: {error.format_message()}", file=sys.stderr)
            return int(getattr(error, "exit_code", 2))
        raise
    return code if isinstance(code, int) else 0
