"""The desk that a server reviews at, or why it has none."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from moratoria import settings
from moratoria.errors import StoreError
from moratoria.pipeline.desk import Desk

_MAKE = ("moratoria init", "moratoria load data/facts", "moratoria read ARTICLE", "moratoria serve")


@dataclass(frozen=True)
class Closed:
    """Why there is nothing to review here, and the commands that help; `is_locked` where the token does."""

    sentence: str
    commands: tuple[str, ...] = ()
    is_locked: bool = False


def why_closed(request: Request) -> Closed | None:
    """Why nothing can be reviewed here; None where it can."""
    if _is_elsewhere(request):
        return Closed("This server shows an endpoint elsewhere, which has no queue of candidates.", _MAKE)
    folder = _folder(request)
    if folder is None:
        sentence = "This server shows the shipped facts, which are read-only. A store of your own has a queue."
        return Closed(sentence, _MAKE)
    if not os.access(folder, os.W_OK):
        sentence = "The folder of this store cannot be written, so nothing can be decided here."
        return Closed(sentence, ("moratoria init",))
    if not request.app.state.options.token:
        return Closed("This server was started without a token, so nobody can review here.", ("moratoria serve",))
    return None


def desk_of(request: Request) -> Desk:
    """The desk of the store that is served. Raises StoreError where that is no folder of a store."""
    folder = None if _is_elsewhere(request) else _folder(request)
    if folder is None:
        raise StoreError("what is served here has no queue", remedy="run `moratoria init`, name it with --store")
    return Desk(folder)


def _folder(request: Request) -> Path | None:
    given = request.app.state.options.store
    return settings.store_folder(Path(given) if given else None)


def _is_elsewhere(request: Request) -> bool:
    return "://" in (request.app.state.options.store or "")
