"""A rebuild whose process ends after so many renames."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from moratoria.pipeline.migrate import rebuild_store

HALTED = 71


def rebuild_halted(folder: str, renames: int) -> int:
    """Rebuild a store in this process, which ends at once after `renames` renames of folders."""
    _end_after(renames)
    return rebuild_store(Path(folder))


def _end_after(renames: int) -> None:
    """Let this process end, as by a kill, after the N-th rename that the program makes."""
    made = 0

    def ending(rename: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any, **named: Any) -> Any:
            nonlocal made
            given = rename(*values, **named)
            made += 1
            if made == renames:
                os._exit(HALTED)
            return given

        return call

    os.replace = ending(os.replace)
    os.rename = ending(os.rename)
