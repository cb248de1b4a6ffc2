"""A query with one SERVICE block, taken apart so that this program joins the two endpoints itself. Pure.

The embedded engine is never let out onto the network. The same file is standard SPARQL 1.1 (Federated Query, clause 2)
for an engine that is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from moratoria.errors import QueryError
from moratoria.store.base import Rows
from moratoria.terms import Literal, NamedNode

_SERVICE = re.compile(r"\bSERVICE\s*<([^<>]*)>\s*\{")
_VARIABLE = re.compile(r"\?(\w+)")
_SELECT = re.compile(r"\bSELECT\b(?:\s+DISTINCT)?((?:\s+\?\w+)+)\s+WHERE\b")
VALUES_SENT = 200


@dataclass(frozen=True)
class Federated:
    """What is asked here, what there and of whom, over which variable they join, and the columns of the answer."""

    here: str
    there: str
    endpoint: str
    key: str
    columns: tuple[str, ...]

    def question_for(self, values: Iterable[NamedNode | Literal]) -> str:
        """The query for the other endpoint about some values of the key, handed over as terms."""
        return self.there.replace("#VALUES#", " ".join(map(str, values)))


def take_apart(query: str, name: str) -> Federated:
    """The two halves of a query. Raises QueryError when it has not exactly one SERVICE block with one shared variable.

    >>> parts = take_apart("SELECT ?a ?b WHERE { ?a <p:is> ?i . SERVICE <http://e/> { ?i <p:has> ?b } }", "x")
    >>> parts.endpoint, parts.key, parts.here
    ('http://e/', 'i', 'SELECT * WHERE { ?a <p:is> ?i .  }')
    """
    text = "\n".join(line for line in query.splitlines() if not line.lstrip().startswith("#"))
    found, select = list(_SERVICE.finditer(text)), _SELECT.search(text)
    if len(found) != 1 or select is None:
        raise QueryError("has not one SELECT with one SERVICE block", where=name, remedy="write it with one of each")
    end = _closing(text, found[0].end(), name)
    block, here = text[found[0].end() : end - 1], text[: found[0].start()] + text[end:]
    shared = sorted(set(_VARIABLE.findall(block)) & set(_VARIABLE.findall(here[select.end() :])))
    if len(shared) != 1:
        raise QueryError(f"shares {len(shared)} variables with its SERVICE block", where=name, remedy="share just one")
    prefixes = text[: select.start()]
    there = f"{prefixes}SELECT * WHERE {{ VALUES ?{shared[0]} {{ #VALUES# }} {block} }}"
    here = _SELECT.sub("SELECT * WHERE", here, count=1)
    return Federated(here, there, found[0][1], shared[0], tuple(_VARIABLE.findall(select[1])))


def _closing(text: str, start: int, name: str) -> int:
    depth = 1
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    raise QueryError("has a SERVICE block without an end", where=name, remedy="close it with }")


def join(parts: Federated, here: Rows, there: Rows) -> Rows:
    """The rows of both sides that agree in the key, in the order of those from here."""
    others: dict[object, list[dict[str, object]]] = defaultdict(list)
    for row in there:
        others[row[parts.key]].append({column: row[column] for column in there.columns})
    found = []
    for row in here:
        mine = {column: row[column] for column in here.columns}
        found += [{**mine, **other} for other in others.get(mine[parts.key], ())]
    return Rows(parts.columns, [tuple(row.get(column) for column in parts.columns) for row in found])  # type: ignore[misc]
