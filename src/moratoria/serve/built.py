"""The scripts of the explorer as Vite built them, by the names of their islands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_BUILT = ("static", "built")


@cache
def _manifest() -> Mapping[str, Mapping[str, object]]:
    """What Vite says it built; empty in a checkout where nothing was: pages then work without scripts."""
    place = files("moratoria.serve").joinpath(*_BUILT, ".vite", "manifest.json")
    return json.loads(place.read_text()) if place.is_file() else {}


def island(name: str) -> Mapping[str, tuple[str, ...]]:
    """The addresses of an island's `scripts` and `styles`; none where it was not built."""
    entry = _manifest().get(f"islands/{name}.ts")
    if entry is None:
        return {"scripts": (), "styles": ()}
    styles = entry.get("css", ())
    assert isinstance(styles, list | tuple)
    root = f"/{'/'.join(_BUILT)}/"
    return {"scripts": (f"{root}{entry['file']}",), "styles": tuple(f"{root}{each}" for each in styles)}
