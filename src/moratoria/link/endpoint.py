"""Asking an endpoint with data in Wikidata's shape for items that may be an organization. Pure."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urlsplit

from moratoria.ask.results import text
from moratoria.errors import EndpointError
from moratoria.link.candidates import Entity
from moratoria.store.base import Rows
from moratoria.terms import Literal, NamedNode, slug_of

ALLOWED = ("query.wikidata.org",)
NAMES_ASKED = 10
QUERY = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
SELECT ?item ?name ?lei ?cik ?ticker ?type WHERE {
  { SELECT DISTINCT ?item WHERE {
      { VALUES ?called { %(names)s } ?item rdfs:label|skos:altLabel ?called }
      UNION { VALUES ?id { %(ids)s } ?item wdt:P1278|wdt:P5531 ?id }
  } LIMIT 50 }
  ?item rdfs:label|skos:altLabel ?name . FILTER(LANG(?name) = "en")
  OPTIONAL { ?item wdt:P1278 ?lei }
  OPTIONAL { ?item wdt:P5531 ?cik }
  OPTIONAL { ?item wdt:P249 ?ticker }
  OPTIONAL { ?item wdt:P31 ?type }
}"""
_SYSTEMS = {"lei": "LEI", "cik": "CIK", "ticker": "ticker"}


def require_allowed(address: str, allowed: tuple[str, ...]) -> None:
    """Raises EndpointError for an endpoint whose host is not in the allow list."""
    parts = urlsplit(address)
    host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
    if host not in allowed:
        what = f"is not among the endpoints that may be asked ({', '.join(allowed)})"
        raise EndpointError(what, where=address, remedy="add its host to MORATORIA_ENDPOINTS if you trust it")


def item_query(entity: Entity) -> str:
    """The query for items that share a name, a LEI or a CIK with an organization; names become terms, never text."""
    names = [str(Literal(name, language="en")) for name in entity.names[:NAMES_ASKED]]
    ids = [str(Literal(form)) for system, value in sorted(entity.ids) for form in _spellings(system, value)]
    return QUERY % {"names": " ".join(names), "ids": " ".join(ids)}


def _spellings(system: str, value: str) -> tuple[str, ...]:
    """Wikidata writes a CIK with or without its zeros."""
    if system == "CIK":
        return value, value.lstrip("0")
    return (value,) if system == "LEI" else ()


def item_entities(rows: Rows) -> list[Entity]:
    """The items in an answer as organizations to compare."""
    names: dict[str, set[str]] = defaultdict(set)
    ids: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        item = row["item"]
        if not isinstance(item, NamedNode):
            continue
        name = f"wikidata:{slug_of(item)}"
        names[name].add(text(row["name"]))
        for column, system in _SYSTEMS.items():
            value = text(row[column])
            if value:
                ids[name].add((system, value.zfill(10) if system == "CIK" else value))
    return [Entity(item, tuple(sorted(found)), ids=frozenset(ids[item])) for item, found in sorted(names.items())]
