"""The current graph as a networkx graph: things, the properties that join them, and what can be read off it. Pure.

Evidence, claims, sources and status nodes are left out, and so are concepts that nothing names. The values of closed
word lists (levels, kinds of event, actions) too: they describe a thing and would join everything with everything.
"""

from __future__ import annotations

import difflib
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

import networkx as nx

from moratoria.errors import UnknownName
from moratoria.terms import (
    IDS,
    LOC,
    MOR,
    ODRL,
    ORG,
    PROV,
    RDFS,
    SCHEMA,
    SKOS,
    TYPE,
    Literal,
    NamedNode,
    Quad,
    kind_of,
    slug_of,
    thing,
)  # fmt: skip

_KINDS_LEFT_OUT = frozenset({"", "status", "claim", "evidence", "selector", "source", "level", "event-kind", "scheme"})
_PROPERTIES_LEFT_OUT = frozenset(
    {ODRL.rightOperand, ODRL.term("or"), ODRL.term("and"), SKOS.inScheme, SKOS.topConceptOf, SKOS.hasTopConcept}
)
"""The first three repeat `mor:requires` and `mor:hasMember`; the others say where a concept is listed."""
SAID = frozenset({MOR.echoes.value, MOR.hasEarlier.value, MOR.hasLater.value})
"""Relations that stand because a source says so, as a picture draws them dashed."""
_WORDS = {
    ODRL.assigner: "is imposed by", ODRL.assignee: "binds", ODRL.target: "covers", MOR.concernsTechnology: "concerns",
    MOR.concernsRestriction: "concerns", MOR.concernsLegislation: "concerns", PROV.wasRevisionOf: "revises",
    PROV.specializationOf: "belongs to", ORG.member: "is held by", ORG.organization: "is in", ORG.postIn: "is at",
    SCHEMA.manufacturer: "is made by", SKOS.broader: "is a kind of",
}  # fmt: skip
_PRECEDENCE = ("condition failed", "condition met", "awaiting", "until further notice")


@dataclass(frozen=True)
class Hidden:
    """What a shown node is joined to and a view does not show."""

    nodes: int
    edges: int


@dataclass(frozen=True)
class View:
    """A part of a network, with what it leaves out: in all, within the depth asked for (`cut`), and per shown node.

    Each node of `network` carries `hidden_edges`; its graph attributes are `nodes_total`, `edges_total` and, where
    there is one, `focus`. A view of a view counts from the whole.
    """

    network: nx.MultiDiGraph
    nodes_left_out: int
    edges_left_out: int
    cut: int
    hidden: Mapping[str, Hidden]


@dataclass(frozen=True)
class Chain:
    """Restrictions of which each echoes the one before it, the origin first, with the actors of each."""

    restrictions: tuple[str, ...]
    labels: tuple[str, ...]
    actors: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SharedCondition:
    """A condition, or what conditions require, on which several restrictions wait."""

    iri: str
    label: str
    restrictions: tuple[str, ...]


@dataclass(frozen=True)
class Actor:
    """An organization with the number of restrictions it imposes, its edges, and how much lies on paths through it."""

    iri: str
    label: str
    restrictions: int
    edges: int
    betweenness: float


@dataclass
class _Reading:
    labels: dict[str, tuple[bool, str]] = field(default_factory=dict)
    types: dict[str, set[str]] = field(default_factory=dict)
    edges: set[tuple[str, str, str]] = field(default_factory=set)
    intervals: dict[str, dict[str, list[str]]] = field(default_factory=dict)


def build_network(quads: Iterable[Quad], as_of: date | None = None) -> nx.MultiDiGraph:
    """The things of the given current-graph quads as nodes, the object properties between them as edges.

    Nodes are IRIs with `label`, `kind` (the kind in the IRI), `type` (most specific class) and `status` (the word on
    the day `as_of`; empty without a day or for what has no status). Edges are keyed by property and carry
    `predicate`, `relation` (its words) and `said`.
    """
    reading = _read(quads)
    status = _statuses(reading, as_of) if as_of else {}
    ends = {end for subject, _, value in reading.edges for end in (subject, value)}
    network = nx.MultiDiGraph()
    for iri in sorted(ends | {iri for iri, types in reading.types.items() if "Concept" not in types}):
        label = reading.labels[iri][1] if iri in reading.labels else _humanised(iri)
        network.add_node(
            iri,
            label=label,
            kind=_kind(iri),
            type=_most_specific(reading.types.get(iri, ())),
            status=status.get(iri, ""),
        )
    for subject, predicate, value in sorted(reading.edges):
        network.add_edge(
            subject,
            value,
            key=predicate,
            predicate=predicate,
            relation=relation_word(predicate),
            said=predicate in SAID,
        )
    return network


def _read(quads: Iterable[Quad]) -> _Reading:
    reading = _Reading()
    for quad in quads:
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        if not isinstance(subject, NamedNode):
            continue
        if kind_of(subject) == "status":
            reading.intervals.setdefault(subject.value, {}).setdefault(slug_of(predicate), []).append(
                getattr(value, "value", "")
            )
        elif _kind(subject.value) not in _KINDS_LEFT_OUT:
            _read_thing(reading, subject.value, predicate, value)
    return reading


def _read_thing(reading: _Reading, subject: str, predicate: NamedNode, value: object) -> None:
    if isinstance(value, Literal):
        if predicate in (RDFS.label, SKOS.prefLabel):
            found = (predicate != SKOS.prefLabel, value.value)
            reading.labels[subject] = min(found, reading.labels.get(subject, found))
    elif not isinstance(value, NamedNode):
        return
    elif predicate == TYPE:
        reading.types.setdefault(subject, set()).add(slug_of(value))
    elif predicate not in _PROPERTIES_LEFT_OUT and _kind(value.value) not in _KINDS_LEFT_OUT:
        reading.edges.add((subject, predicate.value, value.value))


def _kind(iri: str) -> str:
    if iri.startswith(str(LOC)):
        return "jurisdiction"
    return iri[len(IDS) :].partition("/")[0] if iri.startswith(IDS) else ""


_GENERAL = frozenset({"Organization", "Restriction", "Condition", "Legislation", "Event", "Concept"})


def _most_specific(types: Iterable[str]) -> str:
    return min(types, key=lambda name: (name in _GENERAL, name), default="")


def _humanised(iri: str) -> str:
    slug = iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    return slug if iri.startswith(str(LOC)) else slug.replace("-", " ")


def relation_word(predicate: str) -> str:
    """The words of a property as a reader says them.

    >>> relation_word("https://w3id.org/moratoria/ontology#isImposedUnder")
    'is imposed under'
    """
    words = _WORDS.get(NamedNode(predicate))
    return words or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", slug_of(NamedNode(predicate))).lower()


def status_word(life: str, facets: Iterable[str]) -> str:
    """The one word for a status; in force, the first facet that holds of failed, met, awaiting, until further notice.

    >>> status_word("in force", ["until further notice", "awaiting review"])
    'awaiting review'
    """
    held = sorted(facets) if life == "in force" else []
    return next((facet for wanted in _PRECEDENCE for facet in held if facet.startswith(wanted)), life)


def _statuses(reading: _Reading, as_of: date) -> dict[str, str]:
    """The status words on a day; ISO dates compare as text."""
    day, found = as_of.isoformat(), {}
    for parts in reading.intervals.values():
        start, end = parts.get("from", [""])[0], parts.get("to", ["9999-99-99"])[0]
        if start <= day < end and "isStatusOf" in parts and "life" in parts:
            found[parts["isStatusOf"][0]] = status_word(parts["life"][0], parts.get("facet", ()))
    return found


def neighbourhood(network: nx.MultiDiGraph, focus: str, depth: int = 2, limit: int = 150) -> View:
    """At most `limit` nodes within `depth` edges of the focus (an IRI or `kind/slug`), nearest first.

    Of equally near ones those come first that are reached through the less connected node: what an organization's own
    restriction is joined to tells more than what shares its technology. Raises UnknownName for a focus not there.
    """
    start = focus if focus in network else _found(network, focus)
    reached: dict[str, tuple[int, int, str]] = {start: (0, 0, start)}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        if reached[node][0] == depth:
            continue
        for other in sorted(nx.all_neighbors(network, node)):
            rank = (reached[node][0] + 1, network.degree(node), other)
            if other not in reached:
                waiting.append(other)
            reached[other] = min(rank, reached.get(other, rank))
    shown = sorted(reached, key=lambda node: reached[node])[:limit]
    view = _view(network, shown, len(reached) - len(shown))
    view.network.graph["focus"] = start
    return view


def _found(network: nx.MultiDiGraph, focus: str) -> str:
    iri = focus if focus.startswith("http") else _iri(focus)
    if iri in network:
        return iri
    names = sorted(f"{network.nodes[node]['kind']}/{node.rsplit('/', 1)[-1]}" for node in network)
    raise UnknownName("thing", focus, difflib.get_close_matches(focus, names, n=3))


def _iri(path: str) -> str:
    try:
        return thing(path).value
    except ValueError:
        return ""


def most_connected(network: nx.MultiDiGraph, limit: int = 150) -> View:
    """The `limit` nodes with the most edges, ties by IRI."""
    shown = sorted(network, key=lambda node: (-network.degree(node), node))[:limit]
    return _view(network, shown, len(network) - len(shown))


def _view(network: nx.MultiDiGraph, shown: list[str], cut: int) -> View:
    part = network.subgraph(shown).copy()
    nodes, edges = totals(network)
    part.graph.update(nodes_total=nodes, edges_total=edges)
    hidden = {node: _hidden(network, part, node) for node in sorted(shown)}
    for node, less in hidden.items():
        part.nodes[node]["hidden_edges"] = less.edges + network.nodes[node].get("hidden_edges", 0)
    return View(part, len(network) - len(part), network.number_of_edges() - part.number_of_edges(), cut, hidden)


def totals(network: nx.MultiDiGraph) -> tuple[int, int]:
    """The nodes and edges of the whole network that this is a view of."""
    own = len(network), network.number_of_edges()
    return network.graph.get("nodes_total", own[0]), network.graph.get("edges_total", own[1])


def _hidden(network: nx.MultiDiGraph, part: nx.MultiDiGraph, node: str) -> Hidden:
    others = {other for other in nx.all_neighbors(network, node) if other not in part}
    return Hidden(len(others), network.degree(node) - part.degree(node))


def influence_chains(network: nx.MultiDiGraph, limit: int = 1000) -> tuple[Chain, ...]:
    """The longest chains of `mor:echoes`, origin first, in the order of their IRIs, at most `limit`.

    A ring, which only a wrong source can state, is entered at its first IRI.
    """
    followers: dict[str, list[str]] = {}
    echoing = set()
    for follower, origin, predicate in network.edges(keys=True):
        if predicate == MOR.echoes.value:
            followers.setdefault(origin, []).append(follower)
            echoing.add(follower)
    starts = sorted(set(followers) - echoing)
    while rings := sorted(set(followers) - _reachable(followers, starts)):
        starts.append(rings[0])
    paths = (chain for start in starts for chain in _chains(followers, (start,)))
    return tuple(_chain(network, path) for path in islice(paths, limit))


def _reachable(followers: Mapping[str, list[str]], starts: Iterable[str]) -> set[str]:
    found, waiting = set(starts), list(starts)
    while waiting:
        onward = set(followers.get(waiting.pop(), ())) - found
        found |= onward
        waiting.extend(onward)
    return found


def _chains(followers: Mapping[str, list[str]], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    onward = [node for node in sorted(followers.get(path[-1], ())) if node not in path]
    if not onward:
        yield path
    for node in onward:
        yield from _chains(followers, (*path, node))


def _chain(network: nx.MultiDiGraph, path: tuple[str, ...]) -> Chain:
    labels = tuple(network.nodes[node]["label"] for node in path)
    actors = (sorted(network.nodes[org]["label"] for org in _ends(network, node, ODRL.assigner)) for node in path)
    return Chain(path, labels, tuple(map(tuple, actors)))


def _ends(network: nx.MultiDiGraph, node: str, predicate: NamedNode) -> list[str]:
    return [other for _, other, key in network.out_edges(node, keys=True) if key == predicate.value]


def shared_conditions(network: nx.MultiDiGraph) -> tuple[SharedCondition, ...]:
    """The conditions, group members and requirements that two or more restrictions wait on, most shared first."""
    waiting: dict[str, set[str]] = {}
    for restriction, condition, predicate in network.edges(keys=True):
        if predicate == MOR.awaits.value:
            for awaited in _awaited(network, condition):
                waiting.setdefault(awaited, set()).add(restriction)
    shared = [
        SharedCondition(iri, network.nodes[iri]["label"], tuple(sorted(found)))
        for iri, found in waiting.items()
        if len(found) > 1
    ]
    return tuple(sorted(shared, key=lambda item: (-len(item.restrictions), item.iri)))


def _awaited(network: nx.MultiDiGraph, condition: str) -> set[str]:
    """A condition, its members and what they require, to any depth."""
    found, waiting = {condition}, [condition]
    while waiting:
        node = waiting.pop()
        onward = {*_ends(network, node, MOR.hasMember), *_ends(network, node, MOR.requires)} - found
        found |= onward
        waiting.extend(onward)
    return found


def central_actors(network: nx.MultiDiGraph, limit: int = 20) -> tuple[Actor, ...]:
    """The organizations that impose most restrictions, then those with the highest betweenness, at most `limit`."""
    between = nx.betweenness_centrality(nx.Graph(sorted(set(network.edges(keys=False)))))
    found = []
    for node, kind in network.nodes(data="kind"):
        if kind == "organization":
            imposed = sum(key == ODRL.assigner.value for _, _, key in network.in_edges(node, keys=True))
            share = round(between.get(node, 0.0), 6)
            found.append(Actor(node, network.nodes[node]["label"], imposed, network.degree(node), share))
    return tuple(sorted(found, key=lambda actor: (-actor.restrictions, -actor.betweenness, actor.iri))[:limit])
