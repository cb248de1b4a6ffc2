"""Where things lie: the shipped folders, the user's store, the cache."""

from __future__ import annotations

import os
from pathlib import Path

ONTOLOGY_VERSION = "0.1.0"
DEFAULT_STORE = "moratoria-store"
STORE_VARIABLE = "MORATORIA_STORE"
ENDPOINTS_VARIABLE = "MORATORIA_ENDPOINTS"
CACHE_VARIABLE = "MORATORIA_CACHE"


def shipped_folder(name: str) -> Path:
    """The folder `data`, `ontology` or `queries` as installed, or of the checkout this code runs from."""
    package = Path(__file__).resolve().parent
    installed = package / "shipped" / name
    return installed if installed.is_dir() else package.parents[1] / name


def shipped_graph() -> Path:
    """The shipped graph as the wheel's build wrote it; absent in a checkout."""
    return Path(__file__).resolve().parent / "shipped" / "shipped.nq"


def cache_folder() -> Path:
    """Where a checkout keeps its built graph: `MORATORIA_CACHE`, else the user's cache folder."""
    given = os.environ.get(CACHE_VARIABLE)
    if given:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "moratoria"


def store_folder(given: Path | None = None) -> Path | None:
    """The store to use: as given, else `MORATORIA_STORE`, else `moratoria-store` here if it is there, else None."""
    if given is not None:
        return given
    named = os.environ.get(STORE_VARIABLE)
    if named:
        return Path(named)
    here = Path(DEFAULT_STORE)
    return here if here.is_dir() else None


def allowed_endpoints(default: tuple[str, ...]) -> tuple[str, ...]:
    """The hosts, with their port where one is given, of endpoints that may be asked: these and MORATORIA_ENDPOINTS."""
    return default + tuple(os.environ.get(ENDPOINTS_VARIABLE, "").split())


def program_version() -> str:
    """The version of the installed program."""
    from importlib.metadata import version

    return version("moratoria")
