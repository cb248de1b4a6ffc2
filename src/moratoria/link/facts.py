"""A mapping set as the plain data of a fact file: each accepted decision a match whose evidence is its row. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from moratoria.errors import InputError
from moratoria.link.decisions import Decision
from moratoria.link.prefixes import PREDICATES, PREFIXES, expand_name, split_name

_NEEDED = ("mapping_set_title", "creator_label", "publication_date")


def plain_facts(header: Mapping[str, Any], decisions: Iterable[Decision], name: str) -> dict[str, Any]:
    """The fact file of a mapping set. Raises InputError when its header does not say what it is, whose, and of when.

    What was rejected is no fact of the graph: it stands in the file alone, to keep it from being proposed again.
    """
    missing = [key for key in _NEEDED if not header.get(key)]
    if missing:
        raise InputError(f"its header does not say {missing[0]}", where=name, remedy=f"add #{missing[0]}: … above")
    source = {
        "id": source_slug(name), "kind": "dataset", "title": header["mapping_set_title"],
        "publisher": str(header["creator_label"]), "authority": "secondary",
        "published": str(header["publication_date"]),
        "retrieved": str(header.get("mapping_date") or header["publication_date"]), "seen": "register",
    }  # fmt: skip
    if header.get("recorded"):
        source["recorded"] = str(header["recorded"])
    return {"source": source, "matches": [plain_match(item) for item in decisions if item.accepted]}


def source_slug(name: str) -> str:
    """The id of the source that a file of decisions is.

    >>> source_slug("data/links/organizations.sssom.tsv")
    'links-organizations'
    """
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".tsv").removesuffix(".sssom")
    return "links-" + re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:50]


def plain_match(decision: Decision) -> dict[str, Any]:
    """The match that an accepted decision states; an identifier that has a field of its own is stated there too."""
    kind, slug = split_name(decision.subject)
    prefix, local = split_name(decision.object)
    match: dict[str, Any] = {
        "thing": f"{kind}/{slug}",
        PREDICATES[decision.predicate].field: [expand_name(decision.object)],
        "evidence": [{"row": render_row(decision)}],
    }
    field = PREFIXES[prefix].field
    if field and kind == "organization" and PREDICATES[decision.predicate].same:
        match[field] = local
    if decision.confidence is not None:
        match["confidence"] = decision.confidence
    if decision.author:
        match["reviewed_by"] = decision.author
    return match


def render_row(decision: Decision) -> str:
    """The name of a decision's row, with its basis."""
    basis = decision.justification.removeprefix("semapv:")
    return f"{decision.subject} {decision.predicate} {decision.object} ({basis})"
