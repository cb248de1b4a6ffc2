"""What would follow: from a load that is not made, and from a law that is not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from moratoria.ask.results import text
from moratoria.errors import UnknownName
from moratoria.infer.derive import build_status
from moratoria.pipeline.changes import Flip
from moratoria.pipeline.explain import find_status_on
from moratoria.pipeline.load import LoadPlan, plan_commit
from moratoria.store.base import Store, select
from moratoria.store.overlay import Overlay
from moratoria.terms import CURRENT, MOR, SKOS, NamedNode, day_literal, kind_of, minted

_RELEASED = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX odrl: <http://www.w3.org/ns/odrl/2/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?restriction ?label ?actorLabel ?requirementLabel
  (GROUP_CONCAT(DISTINCT COALESCE(STR(?qualityLabel), ""); separator=", ") AS ?qualities) WHERE {{
  VALUES ?day {{ {day} }}
  VALUES ?level {{ {level} }}
  VALUES ?place {{ {place} }}
  VALUES ?subject {{ {subject} }}
  ?requirement mor:hasLevel ?level ; mor:appliesIn ?place ; mor:concernsTechnology ?wanted ;
    rdfs:label ?requirementLabel .
  FILTER(EXISTS {{ ?subject skos:broader* ?wanted }} || EXISTS {{ ?wanted skos:broader* ?subject }})
  ?condition mor:requires ?requirement .
  ?restriction mor:awaits ?condition ; rdfs:label ?label ; odrl:assigner ?actor .
  ?actor rdfs:label ?actorLabel .
  ?status mor:isStatusOf ?restriction ; mor:life "in force" ; mor:facet "awaiting legislation" ; mor:from ?from .
  OPTIONAL {{ ?status mor:to ?to }}
  FILTER(!(?from > ?day) && (!BOUND(?to) || ?to > ?day))
  OPTIONAL {{ ?requirement mor:hasQuality ?quality . ?quality skos:prefLabel ?qualityLabel }}
}}
GROUP BY ?restriction ?label ?actorLabel ?requirementLabel
ORDER BY ?actorLabel ?restriction
"""


@dataclass(frozen=True)
class Trial:
    """What a load would do: quads of the current graph that come and go, and the statuses that would flip."""

    sources: tuple[str, ...]
    added: int
    removed: int
    flips: tuple[Flip, ...]


@dataclass(frozen=True)
class Released:
    """A restriction whose condition a law could meet, if it has the qualities required."""

    restriction: str
    label: str
    actor: str
    requirement: str
    qualities: str


def try_load(plan: LoadPlan, store: Store, moment: datetime, day: date) -> Trial:
    """What writing the fresh sources of a plan would change, as of a day. Nothing is written."""
    graphs = [item.graph for item in plan.fresh if item.graph]
    change, _ = plan_commit(store.quads, graphs, moment)
    after = Overlay(store.quads, change)
    touched = {
        quad.object
        for quad in (*change.add, *change.remove)
        if quad.predicate == MOR.isStatusOf and isinstance(quad.object, NamedNode)
    }
    touched |= {quad.subject for quad in change.remove if kind_of(quad.subject) == "restriction"}
    flips = [flip for node in sorted(touched, key=str) if (flip := _flip(store, after, node, day))]
    added, removed = (sum(quad.graph_name == CURRENT for quad in quads) for quads in (change.add, change.remove))
    return Trial(tuple(str(graph.source.value.rsplit("/", 1)[1]) for graph in graphs), added, removed, tuple(flips))


def _flip(store: Store, after: Overlay, node: NamedNode, day: date) -> Flip | None:
    """How the status of a restriction on a day would flip; None where it would not."""
    before, then = find_status_on(store, node, day), find_status_on(after, node, day)
    if not build_status(after.quads, node) or (before.life, before.facets) == (then.life, then.facets):
        return None
    return Flip(node.value, then.label, "restriction", _words(before), _words(then), then.rule)


def _words(status: object) -> str:
    life, facets = getattr(status, "life", ""), getattr(status, "facets", ())
    return f"{life} ({', '.join(facets)})" if facets else str(life)


def find_released(store: Store, level: str, jurisdiction: str, subject: str, day: date) -> list[Released]:
    """The restrictions in force on a day whose condition a law of a level, in a place, on a subject could meet.

    Raises UnknownName for a level, place or subject that the graph does not know.
    """
    query = _RELEASED.format(
        day=day_literal(day),
        level=_known(store, "level", level),
        place=_known(store, "jurisdiction", jurisdiction),
        subject=_known(store, "technology", subject),
    )
    found = select(store, query)
    columns = ("restriction", "label", "actorLabel", "requirementLabel", "qualities")
    return [Released(*(text(row[name]) for name in columns)) for row in found]


def _known(store: Store, kind: str, name: str) -> NamedNode:
    """The concept of a name. Raises UnknownName where the graph has none."""
    try:
        node = minted(kind, name)
    except ValueError:
        node = None
    if node is None or not any(True for _ in store.quads(node, SKOS.inScheme, None, CURRENT)):
        remedy = {
            "level": "write supranational, national, state or local",
            "jurisdiction": "write a code such as US-CO",
        }
        raise UnknownName(kind, name, remedy=remedy.get(kind, "see ontology/schemes"))
    return node
