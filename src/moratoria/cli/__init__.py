"""The command line: parse, call, print, exit code. Heavy parts are imported where they are used."""

from __future__ import annotations

import sys


def run() -> None:
    """The program `moratoria`. Exit codes: `moratoria.errors`; 2 for a command line that cannot be understood."""
    if sys.argv[1:] == ["--version"]:
        from moratoria.settings import program_version

        print(f"moratoria {program_version()}")
        return
    from moratoria.cli.app import main

    sys.exit(main())
