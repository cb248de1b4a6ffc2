"""A rebuild whose process ends after so many renames."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from survey import survey

from moratoria.pipeline.migrate import rebuild_store


def rebuild_halted(store: str, copy_to: str, renames: int) -> dict[str, Any]:
    """Rebuild a copy of a store in a process that ends at once after `renames` renames of folders."""
    folder = Path(copy_to) / "store"
    shutil.copytree(store, folder)
    sources = survey(str(folder))["sources"]
    pid = os.fork()
    if pid == 0:
        _end_after(renames)
        try:
            rebuild_store(folder)
        finally:
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    return {"halted": os.waitstatus_to_exitcode(status), "sources": sources}


def _end_after(renames: int) -> None:
    """Let this process end, as by a kill, after the N-th rename that the program makes."""
    made = 0

    def ending(rename: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any, **named: Any) -> Any:
            nonlocal made
            given = rename(*values, **named)
            made += 1
            if made == renames:
                os._exit(70)
            return given

        return call

    os.replace = ending(os.replace)
    os.rename = ending(os.rename)
