"""Which source is already on record, by its address however it is written, or by the hash of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from moratoria.errors import InputError
from moratoria.sources.addresses import read_address
from moratoria.store.base import Readable
from moratoria.terms import MOR, SCHEMA, NamedNode, kind_of

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|cmpid", re.IGNORECASE)


def address_key(address: str) -> str:
    """The address without what does not tell pages apart: scheme, `www.`, fragment, tracking, a slash at the end.

    Raises InputError for what is no http(s) address.

    >>> address_key("http://www.Example.org/a/?utm_source=x&id=7#top")
    'example.org/a?id=7'
    """
    place = read_address(address)
    parts = urlsplit(place.path)
    told = [(name, value) for name, value in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(name)]
    query = f"?{urlencode(sorted(told))}" if told else ""
    port = "" if place.port in (80, 443) else f":{place.port}"
    return f"{place.bracketed.removeprefix('www.')}{port}{parts.path.rstrip('/')}{query}"


def read_source_keys(store: Readable) -> Iterator[tuple[str, NamedNode]]:
    """The key of every source's address, and the hash of its text, with the source; retracted ones too."""
    for predicate in (SCHEMA.url, MOR.sha256):
        for quad in store.quads(None, predicate, None, None):
            if kind_of(quad.subject) == "source":
                try:
                    key = address_key(quad.object.value) if predicate == SCHEMA.url else quad.object.value.lower()
                except InputError:  # an address of another kind, such as a book's: it cannot be pasted into a browser
                    continue
                yield key, quad.subject
