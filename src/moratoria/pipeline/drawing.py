"""Which picture to draw, and of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from moratoria.draw.graph import render_graph
from moratoria.draw.pictures import Picture, day_words, write_picture
from moratoria.draw.rows import read_timeline
from moratoria.draw.timeline import render_timeline
from moratoria.errors import InputError, UnknownName
from moratoria.graph.network import build_network, neighbourhood
from moratoria.pipeline.slices import find_thing
from moratoria.store.base import Store, select
from moratoria.terms import CURRENT, IDS

VIEWS = ("graph", "timeline")
NODES = 150
"""At most this many nodes are drawn; the caption counts the rest."""


@dataclass(frozen=True)
class Wanted:
    """What a picture is to show: a view, on a day, of a thing or of what matches."""

    as_of: date
    view: str = "graph"
    thing: str | None = None
    technology: str | None = None
    actor: str | None = None
    depth: int | None = None


def draw_picture(store: Store, wanted: Wanted, path: Path) -> None:
    """Draw a picture into a .svg, .png or .html file. Raises UnknownName for a view, thing or suffix not there."""
    for kind, slug in (("technology", wanted.technology), ("organization", wanted.actor)):
        if slug:
            find_thing(store, f"{kind}/{slug}")
    if wanted.view not in VIEWS:
        raise UnknownName("view", wanted.view, VIEWS)
    picture = _timeline(store, wanted) if wanted.view == "timeline" else _graph(store, wanted)
    write_picture(picture, path)


def _graph(store: Store, wanted: Wanted) -> Picture:
    day = wanted.as_of
    network = build_network(store.quads(None, None, None, CURRENT), day)
    if wanted.thing is None:
        if wanted.technology or wanted.actor:
            network = _around(network, _matching(store, wanted))
        title = f"Who restricts {_subject(wanted)}, as of {day_words(day)}"
        return render_graph(network, title=title, as_of=day)
    focus = find_thing(store, wanted.thing).value
    depth = wanted.depth or (2 if network.nodes[focus]["kind"] == "organization" else 1)
    view = neighbourhood(network, focus, depth, NODES)
    title = f"{network.nodes[focus]['label']} and its neighbours, as of {day_words(day)}"
    return render_graph(view.network, title=title, as_of=day, focus=focus)


def _matching(store: Store, wanted: Wanted) -> list[str]:
    rows = read_timeline(lambda text: select(store, text), technology=wanted.technology or "", actor=wanted.actor or "")
    return [row.iri for row in rows]


def _around(network: Any, iris: list[str]) -> Any:
    """The things of the network and those they are joined to."""
    found = {iri for iri in iris if iri in network}
    found |= {other for iri in found for other in (*network.successors(iri), *network.predecessors(iri))}
    return network.subgraph(sorted(found)).copy()


def _subject(wanted: Wanted) -> str:
    return (wanted.technology or "AI technology").replace("-", " ")


def _timeline(store: Store, wanted: Wanted) -> Picture:
    day = wanted.as_of
    actor = wanted.actor or ""
    if wanted.thing:
        focus = find_thing(store, wanted.thing).value.removeprefix(IDS)
        kind, _, actor = focus.partition("/")
        if kind != "organization":
            raise InputError(f"a timeline is of organizations, not of {focus}", remedy="name one, or draw --view graph")
    rows = read_timeline(lambda text: select(store, text), technology=wanted.technology or "", actor=actor)
    return render_timeline(
        rows, title=f"Restrictions of {_subject(wanted)} over time, as of {day_words(day)}", as_of=day
    )
