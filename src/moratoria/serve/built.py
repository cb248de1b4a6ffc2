"""The scripts of the explorer as Vite built them, by the names of their islands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_BUILT = ("static", "built")


@cache
def _manifest() -> Mapping[str, Mapping[str, Any]]:
    """What Vite says it built; empty in a checkout where nothing was: pages then work without scripts."""
    place = files("moratoria.serve").joinpath(*_BUILT, ".vite", "manifest.json")
    return json.loads(place.read_text("utf-8")) if place.is_file() else {}


@cache
def island(name: str) -> Mapping[str, tuple[str, ...]]:
    """The addresses of an island's `scripts`, `styles` and of the `parts` it imports; none where it was not built."""
    entry = f"islands/{name}.ts"
    if entry not in _manifest():
        return {"scripts": (), "styles": (), "parts": ()}
    needed = list(dict.fromkeys(_needed(entry)))
    styles = [style for key in needed for style in _manifest()[key].get("css", ())]
    scripts = [_manifest()[key]["file"] for key in needed]
    return {"scripts": _addresses(scripts[:1]), "styles": _addresses(styles), "parts": _addresses(scripts[1:])}


def _needed(key: str) -> Iterator[str]:
    """An entry of the manifest and all that it imports; Vite's chunks never import each other in a ring."""
    yield key
    for part in _manifest()[key].get("imports", ()):
        yield from _needed(part)


def _addresses(names: list[str]) -> tuple[str, ...]:
    return tuple(f"/{'/'.join(_BUILT)}/{name}" for name in names)
