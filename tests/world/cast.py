"""The cast of the made-up press: who, where, what about and when; a number gives the same one on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

ORGANIZATIONS = 2_000
_HUBS = (0.10, 0.16, 0.20)
"""The first company is in 10 % of the articles, the second in 6 %, the third in 4 %."""

_FIRST_DAY = date(2004, 1, 1)
ARTICLES_PER_DAY = 4

_MAKERS = ("company", "company", "company", "company", "nonprofit", "university")
_OFFICES = ("government", "legislature", "regulator", "law-enforcement", "government", "court", "government")
AUTHORITIES = frozenset({"government", "legislature", "regulator", "court"})
_PLACES = ("US", "US-CA", "GB", "US-NY", "DE", "US", "FR", "JP", "US-WA", "CA", "IN", "BR", "US-IL", "KR", "AU", "IT")
_TECHNOLOGIES = (
    "facial-recognition", "live-facial-recognition", "facial-recognition", "predictive-policing", "generative-ai",
    "emotion-recognition", "deepfake", "drone", "chatbot", "hiring-algorithm", "gait-recognition", "spyware",
    "large-language-model", "license-plate-reader", "autonomous-vehicle", "credit-scoring",
)  # fmt: skip


def pick_organization(random: Random) -> str:
    """An organization: a hub, or any, the first ones more often."""
    draw = random.random()
    for hub, limit in enumerate(_HUBS):
        if draw < limit:
            return f"hub-{hub}"
    number = min(int(random.paretovariate(0.5)) + random.randrange(ORGANIZATIONS // 2), ORGANIZATIONS - 1)
    return f"maker-{number}" if number % 2 else f"office-{number}" if number >= len(_HUBS) else f"hub-{number}"


def pick_place(random: Random) -> str:
    """A country or a state, the first ones more often."""
    return _pick(random, _PLACES)


def pick_technology(random: Random) -> str:
    """A technology, the first ones more often."""
    return _pick(random, _TECHNOLOGIES)


def _pick(random: Random, words: Sequence[str]) -> str:
    return words[min(random.randrange(len(words)), random.randrange(len(words)))]


def court_of(number: int) -> str:
    """The court that hears the case of an article."""
    return f"office-{14 * (number % 40) + 24}"


def day_of(number: int, later: int = 0) -> str:
    """The day of an article, or some days later or, below nought, earlier."""
    return (_FIRST_DAY + timedelta(days=number // ARTICLES_PER_DAY + later)).isoformat()


def kind_of(name: str) -> str:
    """What an organization is."""
    role, number = name.split("-")
    kinds = {"hub": ("company",), "maker": _MAKERS, "office": _OFFICES}[role]
    return kinds[int(number) // 2 % len(kinds)]


def describe(name: str) -> dict[str, Any]:
    """An organization as every article describes it."""
    number = int(name.rsplit("-", 1)[1])
    described = {"id": name, "kind": kind_of(name), "name": f"{name.title().replace('-', ' ')} of the tale"}
    if kind_of(name) == "company":
        described |= {"tickers": [f"T{number}"], "cik": f"{number + 1_000:010}", "aliases": [f"{name} Inc"]}
    return described | {"home": _PLACES[number % len(_PLACES)], "evidence": evidence("paragraph 2")}


def evidence(place: str) -> list[dict[str, Any]]:
    """The evidence of a fact: a place in the article."""
    return [{"locator": place}]
