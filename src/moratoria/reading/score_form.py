"""A reading in the JSON form of the scorer."""

from __future__ import annotations

from typing import Any

from moratoria.reading.model import Reading, Restriction
from moratoria.reading.technologies import GENERAL


def render_score(reading: Reading) -> dict[str, Any]:
    """The reading as the scorer's dictionary; every evidence is an exact substring of the canonical text."""
    article = reading.canonical
    return {
        "source": {"address": article.address, "title": article.title, "published": article.published},
        "restrictions": [_restriction(reading, one) for one in reading.restrictions],
        "statements": [
            {"speaker": quote.speaker, "role": quote.role, "org": quote.org, "quote": quote.words}
            for quote in reading.statements
        ],
        "influences": [{"actor": i.actor.name, "echoes": i.echoes.name} for i in reading.influences],
        "legislation": [
            {"name": law.name, "jurisdiction": law.jurisdiction, "status": law.status} for law in reading.legislation
        ],
    }


def _restriction(reading: Reading, one: Restriction) -> dict[str, Any]:
    return {
        "actor": one.actor.name,
        "kind": one.kind,
        "technologies": ["AI" if word == GENERAL else word for word in one.technologies],
        "products": list(one.products),
        "affected": list(one.affected),
        "jurisdiction": one.jurisdiction,
        "announced": one.announced,
        "start": one.start,
        "end": one.end,
        "duration": one.duration,
        "conditions": [{"kind": condition.kind, "text": condition.text} for condition in one.conditions],
        "exemptions": list(one.exemptions),
        "status_in_article": one.status,
        "evidence": reading.words(one.evidence),
    }
