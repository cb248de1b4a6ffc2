"""Linked data: the address of a thing leads to its page or a twin of it, and every name we mint leads somewhere.

Names of things answer 303 (Cool URIs for the Semantic Web, 4.2), source graphs are documents and answer themselves.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from moratoria.errors import UnknownName
from moratoria.export import find_writer
from moratoria.publish.names import KINDS, kind_of_thing
from moratoria.serve.addresses import node_at, page_address
from moratoria.serve.asked import Dates, best_type, graph_asked, read_dates
from moratoria.serve.replies import kept
from moratoria.serve.twins import FORMS, RECORD_KINDS, find_form, offered, render_twin, without_passages
from moratoria.serve.views import restriction, thing
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, GRAPHS, IDS, MOR, OA, PROV, NamedNode, kind_of, names_in, slug_of

_GRAPH_FORMS = ("trig", "nq", "ttl", "nt", "rdf", "jsonld")
_RECORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,199}")
_GRAPH = re.compile(r"[a-z0-9][a-z0-9-]{0,127}/[0-9a-f]{12}")
_HTML = {"text/html": "html"}
_PLACES = {"claim": "facts", "status": "history", "evidence": "states", "selector": "states"}
"""The part of its owner's page in which a record is told."""


def routes() -> list[Route]:
    """The addresses of things, their pages and twins, and the graphs."""
    return [
        Route("/id/{kind}/{slug}", lead),
        Route("/page/{kind}/{slug}", kept(show)),
        Route("/graph/current", kept(show_current)),
        Route("/graph/current.{form}", kept(show_current)),
        Route("/graph/{source}/{slug}", kept(show_graph)),
        Route("/dataset", lead_to_dataset),
    ]


def lead(request: Request) -> Response:
    """303 from a thing to its page or to the twin the client likes best; 301 from a name that was merged."""
    dates = read_dates(request)
    store, (kind, slug, ending) = graph_asked(request, dates).store, path_asked(request)
    node = node_named(kind, slug)
    merged = merged_into(store, node) if node is not None else None
    if merged is not None:
        target = f"/id/{kind_of_thing(merged)}/{slug_of(merged)}{f'.{ending}' if ending else ''}"
        return _redirect(f"{target}{dates.query(merged=f'{kind}/{slug}')}", 301)
    known = require_known(store, node, (kind, slug), dates)
    form = ending or _negotiated(request, {**_HTML, **offered()}, "html")
    if form == "html":
        return _redirect(_home(store, known, dates, _merged(request)), 303)
    find_form(form)
    return _redirect(f"/page/{kind}/{slug}.{form}{dates.query()}", 303)


def path_asked(request: Request) -> tuple[str, str, str]:
    """The kind, the slug and the ending in an address."""
    slug, _, ending = request.path_params["slug"].partition(".")
    return request.path_params["kind"], slug, ending


def node_named(kind: str, slug: str) -> NamedNode | None:
    """The thing or record an address is about; None for an address that can be nothing's."""
    if kind in RECORD_KINDS:
        return NamedNode(f"{IDS}{kind}/{slug}") if _RECORD.fullmatch(slug) else None
    return node_at(kind, slug)


def require_known(store: Readable, node: NamedNode | None, path: tuple[str, str], dates: Dates) -> NamedNode:
    """The thing. Raises UnknownName with the nearest names for one that nothing was ever said of."""
    if node is not None and _is_known(store, node):
        return node
    kind, slug = path
    where = f"as recorded by {dates.as_known:%Y-%m-%d}" if dates.as_known else ""
    word = kind if kind in (*KINDS, *RECORD_KINDS) else "thing"
    raise UnknownName(word, slug[:128], nearest(store, kind, slug), where=where)


def _is_known(store: Readable, node: NamedNode) -> bool:
    patterns = ((node, None, None), (None, MOR.about, node))
    return any(True for pattern in patterns for _ in store.quads(*pattern))


def nearest(store: Readable, kind: str, slug: str) -> list[str]:
    """The `kind/slug` nearest to one: that slug under another kind, else the nearest of its kind, else of any."""
    if kind in RECORD_KINDS:
        return []
    nodes = {quad.subject for quad in store.quads(None, None, None, CURRENT)}
    nodes.update(names_in(store.quads(None, PROV.wasDerivedFrom, None, None)))
    paths = sorted(f"{kind_of_thing(node)}/{slug_of(node)}" for node in nodes if kind_of_thing(node) in KINDS)
    same = [path for path in paths if path.partition("/")[2] == slug]
    own = [path for path in paths if path.startswith(f"{kind}/")]
    return same[:3] or get_close_matches(f"{kind[:40]}/{slug[:128]}", own or paths, n=3)


def merged_into(store: Readable, node: NamedNode) -> NamedNode | None:
    """The thing that a record is a record of, by the decisions in the graph; None where none or several are."""
    seen, at = {node}, node
    while True:
        owners = {quad.subject for quad in store.quads(None, MOR.sameRecordAs, at, CURRENT)}
        if len(owners) != 1 or owners <= seen:
            return at if at != node and not owners else None
        at = owners.pop()
        seen.add(at)


def _merged(request: Request) -> str:
    """The `kind/slug` that led here by a merge, to be told on the page; empty for anything else."""
    kind, _, slug = request.query_params.get("merged", "").partition("/")
    return f"{kind}/{slug}" if node_at(kind, slug) is not None else ""


def _home(store: Readable, node: NamedNode, dates: Dates, merged: str) -> str:
    """Where a person reads about a thing: its page, or the place on the page of what it belongs to."""
    page = page_address(node)
    if page:
        return f"{page}{dates.query(merged=merged)}"
    owner = next((page_address(each) for each in _owners(store, node)), "")
    if owner:
        return f"{owner}{dates.query()}#{_PLACES[kind_of(node)]}"
    return f"/page/{kind_of(node)}/{slug_of(node)}.ttl{dates.query()}"


def _owners(store: Readable, node: NamedNode) -> list[NamedNode]:
    """The things with pages that a claim, a status, a piece of evidence or a selector belongs to."""
    if kind_of(node) == "selector":
        users = [quad.subject for quad in store.quads(None, OA.hasSelector, node, None)]
        return [source for user in users for source in names_in(store.quads(user, OA.hasSource, None, None))]
    belongs = (MOR.about, MOR.isStatusOf, OA.hasSource)
    return [owner for predicate in belongs for owner in names_in(store.quads(node, predicate, None, None))]


def _negotiated(request: Request, choice: dict[str, str], default: str) -> str:
    form = best_type(request.headers.get("accept", ""), choice, default)
    if form is None:
        raise HTTPException(406, f"there is this as {', '.join(choice)}", {"vary": "Accept"})
    return form


def _redirect(address: str, status: int) -> Response:
    return RedirectResponse(address, status, {"vary": "Accept", "cache-control": "no-cache"})


def show(request: Request) -> Response:
    """The page of a thing, or a twin of it, with links to the others."""
    dates = read_dates(request)
    store, (kind, slug, ending) = graph_asked(request, dates).store, path_asked(request)
    node = require_known(store, node_named(kind, slug), (kind, slug), dates)
    if ending == "html" or (not ending and not page_address(node)):
        return _redirect(_home(store, node, dates, ""), 303)
    if ending:
        named = f"{kind}-{slug}{_dated(dates)}.{ending}"
        reply = _document(render_twin(store, node, ending), ending, named)
    else:
        reply = _page(request, kind)
    reply.headers["link"] = ", ".join(filter(None, (reply.headers.get("link"), *_links(node, ending, dates))))
    return reply


def _page(request: Request, kind: str) -> Response:
    return restriction.show(request) if kind == "restriction" else thing.show(request)


def _dated(dates: Dates) -> str:
    known = f"-known-{dates.as_known:%Y-%m-%d}" if dates.as_known else ""
    return f"-as-of-{dates.as_of}{known}"


def _document(content: bytes, ending: str, named: str) -> Response:
    headers = {"content-disposition": f'inline; filename="{named}"'}
    return Response(content, headers=headers, media_type=FORMS[ending].media)


def _links(node: NamedNode, ending: str, dates: Dates) -> list[str]:
    """The page, its twins and the name of the thing, as links in a header (RFC 8288; `describes` is RFC 6892's)."""
    path, query = f"/page/{kind_of_thing(node)}/{slug_of(node)}", dates.query()
    twins = [f'<{path}.{form}{query}>; rel="alternate"; type="{FORMS[form].media}"' for form in FORMS if form != ending]
    found = [f'<{node.value}>; rel="describes"', *twins]
    if page_address(node):
        page = f'<{path}{query}>; rel="alternate"; type="text/html"'
        found.append(page if ending else f'<{path}>; rel="canonical"')
    if not ending:
        found.append(f'<{path}.ttl{query}>; rel="describedby"; type="text/turtle"')
    return found


def show_current(request: Request) -> Response:
    """The current graph: what the live sources say now, without their claims."""
    return _graph_reply(request, CURRENT, request.path_params.get("form", ""), "/graph")


def show_graph(request: Request) -> Response:
    """A source graph by its name: the claims of one version of a source with their evidence."""
    source, (slug, _, ending) = request.path_params["source"], request.path_params["slug"].partition(".")
    name = f"{source}/{slug}"
    graph = NamedNode(f"{GRAPHS}{name}") if _GRAPH.fullmatch(name) else None
    store = graph_asked(request, read_dates(request)).store
    if graph is None or not any(True for _ in store.quads(graph, None, None, graph)):
        raise UnknownName("source graph", name[:160], _graphs_of(store, source))
    return _graph_reply(request, graph, ending, f"/page/source/{source}")


def _graphs_of(store: Readable, source: str) -> list[str]:
    node = node_at("source", source)
    found = store.quads(None, PROV.wasDerivedFrom, node, None) if node is not None else ()
    return sorted(f"graph/{quad.subject.value.removeprefix(GRAPHS)}" for quad in found)


def _graph_reply(request: Request, graph: NamedNode, ending: str, page: str) -> Response:
    dates = read_dates(request)
    form = ending or _negotiated(request, {**offered(*_GRAPH_FORMS), **_HTML}, "trig")
    if form == "html":
        return _redirect(f"{page}{dates.query()}", 303)
    writer, store = find_form(form, _GRAPH_FORMS).writer, graph_asked(request, dates).store
    content = find_writer(writer)(without_passages(store, store.quads(None, None, None, graph)))
    path, query = f"/graph/{graph.value.removeprefix(GRAPHS)}", dates.query()
    reply = _document(content, form, f"{path[1:].replace('/', '-')}.{form}")
    others = [f'<{path}.{each}{query}>; rel="alternate"; type="{FORMS[each].media}"' for each in _GRAPH_FORMS]
    reply.headers["link"] = ", ".join([f'<{graph.value}>; rel="describes"', *others])
    return reply


def lead_to_dataset(request: Request) -> Response:
    """303 from the name of the dataset to the page about it, or to its description."""
    form = _negotiated(request, {**_HTML, "application/ld+json": "jsonld"}, "html")
    return _redirect("/data" if form == "html" else "/data/dataset.jsonld", 303)
