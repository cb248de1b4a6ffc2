"""The page of a thing: which builder and template each kind has, and the page of kinds that need no own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from moratoria.pages.view import Name
from moratoria.publish.names import kind_of_thing
from moratoria.serve.addresses import node_at
from moratoria.serve.asked import graph_asked, read_dates
from moratoria.serve.site import page
from moratoria.serve.views.actor import build_actor
from moratoria.serve.views.legislation import build_legislation
from moratoria.serve.views.portrait import CONCEPTS, Portrait, Sitting
from moratoria.serve.views.restriction_lines import Lines, RestrictionLine, newest_first
from moratoria.serve.views.source import build_source
from moratoria.serve.views.topic import reach
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, MOR, ODRL, SKOS, NamedNode, kind_of, slug_of

MOST = 100
"""How many restrictions a page of a concept lists; Browse has them all."""

_ABOUT = (MOR.concernsTechnology, MOR.affects, MOR.appliesIn, ODRL.target, ODRL.action)
_FACETS = {"technology": "technology", "audience": "audience", "jurisdiction": "place"}


@dataclass(frozen=True)
class ThingView:
    """A thing without a page of its own kind: restrictions about it where it is something to be restricted."""

    thing: Portrait
    broader: tuple[Name, ...]
    narrower: tuple[Name, ...]
    restrictions: tuple[RestrictionLine, ...]
    total: int
    in_force: int
    browse: str
    facet: dict[str, str]
    is_topic: bool


_Build = Callable[[Sitting, str, str], object]
_PAGES: dict[str, tuple[str, _Build]] = {
    "organization": ("actor.html", build_actor), "person": ("actor.html", build_actor),
    "legislation": ("legislation.html", build_legislation), "source": ("source.html", build_source),
}  # fmt: skip


def show(request: Request) -> Response:
    """The page of any thing but a restriction, as of the days asked for."""
    dates = read_dates(request)
    node = node_at(request.path_params["kind"], request.path_params["slug"])
    assert node is not None, "the route knows that there is such a thing"
    sitting = Sitting(graph_asked(request, dates).store, node, dates.as_of)
    template, build = _PAGES.get(kind_of_thing(node), ("thing.html", build_thing))
    merged = request.query_params.get("merged", "")[:200]
    return page(request, template, "Browse", build(sitting, merged, dates.query()))


def build_thing(sitting: Sitting, merged: str, query: str) -> ThingView:
    """The page of a thing of a kind that has no own."""
    kind = kind_of_thing(sitting.node)
    is_topic = kind in _FACETS or kind == "product"
    lines = _restrictions(sitting) if is_topic else []
    without = ("broader", "narrower", "restrictions: technologies", "restrictions: affects",
               "restrictions: jurisdictions", "restrictions: products")  # fmt: skip
    facet = _FACETS.get(kind, "")
    broader, narrower = _relatives(sitting, kind)
    return ThingView(
        sitting.portrait(merged, without if is_topic else ("broader", "narrower")), broader, narrower,
        tuple(lines[:MOST]), len(lines), sum(line.standing.life == "in force" for line in lines),
        "/browse/restrictions" if facet else "", {facet: slug_of(sitting.node)} if facet else {}, is_topic,
    )  # fmt: skip


def _relatives(sitting: Sitting, kind: str) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    if kind not in CONCEPTS:
        return (), ()
    narrower = sorted(_narrower(sitting.store, sitting.node), key=lambda node: sitting.names.label(node).casefold())
    return sitting.names_of(SKOS.broader), tuple(map(sitting.names.name, narrower))


def _narrower(store: Readable, node: NamedNode) -> list[NamedNode]:
    return [quad.subject for quad in store.quads(None, SKOS.broader, node, CURRENT)]


def _restrictions(sitting: Sitting) -> list[RestrictionLine]:
    """The restrictions about a thing or anything narrower; beside the latter stands what they name."""
    store, lines = sitting.store, Lines(sitting.store, sitting.names, sitting.day)
    found: dict[NamedNode, str] = {}
    for concept in sorted(reach(sitting.node, lambda node: _narrower(store, node)), key=lambda n: n != sitting.node):
        for slot in _ABOUT:
            for quad in store.quads(None, slot, concept, CURRENT):
                if kind_of(quad.subject) == "restriction":
                    note = "" if concept == sitting.node else sitting.names.label(concept)
                    found.setdefault(quad.subject, note)
    return sorted((lines.line(node, note) for node, note in found.items()), key=newest_first, reverse=True)
