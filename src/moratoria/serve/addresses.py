"""Where a thing's page is on this site, and which thing an address is about."""

from __future__ import annotations

import re

from moratoria.publish.names import KINDS, kind_of_thing
from moratoria.terms import NamedNode, minted, slug_of

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,127}")


def page_address(node: NamedNode) -> str:
    """The path of the page about a thing; empty for what has none here.

    >>> page_address(minted("organization", "ibm")), page_address(minted("jurisdiction", "US-CA"))
    ('/page/organization/ibm', '/page/jurisdiction/US-CA')
    """
    kind, slug = kind_of_thing(node), slug_of(node)
    return f"/page/{kind}/{slug}" if kind in KINDS and _SLUG.fullmatch(slug) else ""


def node_at(kind: str, slug: str) -> NamedNode | None:
    """The thing an address of a page is about; None for an address that can be no thing's."""
    return minted(kind, slug) if kind in KINDS and _SLUG.fullmatch(slug) else None
