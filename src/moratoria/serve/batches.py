"""Batches of reconciliation queries and of data extension, read from foreign JSON within bounds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from moratoria.errors import InputError, TooLarge, UnknownName
from moratoria.link.reconcile import Wanted
from moratoria.serve.matching import PROPERTIES, SYSTEMS, TYPES, Property

BATCH = 50
"""So many queries one batch may have, as the manifest says."""
_EXTENDED = 500
_LIMIT = 10
_MOST = 50
_LONGEST = 300
_HANDLE = 200


@dataclass(frozen=True)
class Query:
    """One query of a batch."""

    wanted: Wanted
    types: tuple[str, ...]
    limit: int


def read_queries(text: str) -> dict[str, Query]:
    """The queries of a batch by their names. Raises InputError for what is none, TooLarge over `BATCH` of them."""
    batch = _object(_parse(text, "queries"), "queries")
    if len(batch) > BATCH:
        raise TooLarge(f"has {len(batch)} queries, over {BATCH}", where="queries", remedy="send smaller batches")
    return {name: _query(_object(found, name), name) for name, found in batch.items()}


def _query(found: Mapping[str, Any], where: str) -> Query:
    name = found.get("query", "")
    properties = found.get("properties") or []
    if not isinstance(name, str) or not isinstance(properties, list) or not (name.strip() or properties):
        raise _fault(where, "needs a query, which is a text, or properties, which are a list")
    told: dict[str, list[str]] = {}
    for item in properties:
        given = _object(item, where)
        told.setdefault(str(given.get("pid", "")), []).extend(_texts(given.get("v")))
    return Query(
        _wanted(" ".join(name.split())[:_LONGEST], told), _types(found.get("type"), where), _limit(found, where)
    )


def _wanted(name: str, told: Mapping[str, list[str]]) -> Wanted:
    """Only properties that tell organizations and laws apart weigh; of the others nothing is made."""
    ids = {(SYSTEMS[pid], _identifier(pid, value)) for pid in SYSTEMS for value in told.get(pid, []) if value}
    homes = [*told.get("home", []), *told.get("jurisdiction", [])]
    return Wanted(name, frozenset(ids), homes[0] if homes else "", next(iter(told.get("kind", [])), ""))


def _identifier(pid: str, value: str) -> str:
    text = value.strip().upper()
    if pid == "cik":
        return text.zfill(10)
    return text.rsplit("/", 1)[-1] if pid == "wikidata" else text


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    plain = (each.get("id") if isinstance(each, dict) else each for each in values[:_LIMIT])
    return [str(each)[:_LONGEST] for each in plain if isinstance(each, str | int | float)]


def _types(given: Any, where: str) -> tuple[str, ...]:
    named = list(TYPES) if given in (None, "", []) else [given] if isinstance(given, str) else given
    if not isinstance(named, list) or not all(isinstance(each, str) for each in named):
        raise _fault(where, "its type is no text and no list of texts")
    return tuple(dict.fromkeys(named))


def _limit(found: Mapping[str, Any], where: str) -> int:
    limit = found.get("limit", _LIMIT)
    if not isinstance(limit, int | float) or isinstance(limit, bool) or limit < 1:
        raise _fault(where, "its limit is no positive number")
    return int(min(limit, _MOST))


def read_extension(text: str) -> tuple[list[str], list[Property]]:
    """The entities and properties of a data extension query. Raises InputError, TooLarge, or UnknownName."""
    found = _object(_parse(text, "extend"), "extend")
    ids, wanted = found.get("ids"), found.get("properties")
    if not isinstance(ids, list) or not all(isinstance(each, str) and len(each) <= _HANDLE for each in ids):
        raise _fault("extend", "its ids are no list of texts")
    if not isinstance(wanted, list):
        raise _fault("extend", "its properties are no list")
    if len(ids) > _EXTENDED or len(wanted) > len(PROPERTIES):
        raise TooLarge(f"asks for over {_EXTENDED} entities or {len(PROPERTIES)} properties", where="extend")
    return ids, [_property(_object(each, "extend").get("id")) for each in wanted]


def _property(name: Any) -> Property:
    if not isinstance(name, str) or name not in PROPERTIES:
        raise UnknownName("property", str(name)[:80], list(PROPERTIES)[:5], where="extend")
    return PROPERTIES[name]


def _parse(text: str, where: str) -> Any:
    try:
        found = json.loads(text, parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode()  # half a character could not be sent back
    except (ValueError, RecursionError) as error:
        raise _fault(where, "is no JSON") from error
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _object(found: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise _fault(where, "is no JSON object")
    return found


def _fault(where: str, what: str) -> InputError:
    return InputError(what, where=where[:80], remedy="see the Reconciliation Service API 0.2")
