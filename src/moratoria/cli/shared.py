"""Options that several commands have, spelled once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        help="The store's folder, or an endpoint's address; else MORATORIA_STORE, else ./moratoria-store.",
        show_default=False,
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Only the answer and errors.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help="The day on which it must hold, YYYY-MM-DD.")]
AsKnownOption = Annotated[
    str | None, typer.Option("--as-known", help="As recorded by this day or moment (UTC), YYYY-MM-DD or a dateTime.")
]
