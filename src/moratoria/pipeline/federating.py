"""Federated questions: the graph and another endpoint, joined by this program."""

from __future__ import annotations

from difflib import get_close_matches

from moratoria import settings
from moratoria.errors import UnknownName
from moratoria.link.endpoint import ALLOWED, require_allowed
from moratoria.link.federated import VALUES_SENT, join, take_apart
from moratoria.sources.base import YAML_BYTES, decode, read_bytes
from moratoria.store.base import Rows, Store, select
from moratoria.store.remote import RemoteStore

EU_ENDPOINT = "publications.europa.eu"


def federated_names() -> list[str]:
    """The federated questions that ship."""
    return sorted(path.stem for path in (settings.shipped_folder("queries") / "federated").glob("*.rq"))


def ask_federated(store: Store, name: str, endpoint: str | None = None) -> Rows:
    """The answer to a federated question; `endpoint` in place of the one that its SERVICE block names.

    Raises UnknownName for a question that is not there, EndpointError for a host that is not allowed or fails.
    """
    if name not in federated_names():
        raise UnknownName("federated question", name, get_close_matches(name, federated_names(), n=3))
    path = settings.shipped_folder("queries") / "federated" / f"{name}.rq"
    parts = take_apart(decode(read_bytes(path, YAML_BYTES), str(path)), name)
    address = endpoint or parts.endpoint
    require_allowed(address, settings.allowed_endpoints((*ALLOWED, EU_ENDPOINT)))
    here = select(store, parts.here)
    keys = list(dict.fromkeys(value for row in here if (value := row[parts.key]) is not None))
    there: list[tuple[object, ...]] = []
    columns: tuple[str, ...] = (parts.key,)
    for start in range(0, len(keys), VALUES_SENT):
        found = RemoteStore(address).query_foreign(parts.question_for(keys[start : start + VALUES_SENT]))
        columns, there = found.columns, [*there, *found.rows]
    return join(parts, here, Rows(columns, there))  # type: ignore[arg-type]
