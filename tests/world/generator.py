"""A made-up press, as large as wanted: the same seed and number give the same article on every machine.

Six of ten articles report a restriction of their own; the others report an earlier one again, with what became of it.
About 2,000 organizations share the news, most of them seldom: one company is in every tenth article.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from moratoria.facts.model import FactFile

ORGANIZATIONS = 2_000
QUADS_PER_ARTICLE = 240
"""About what one article adds to a store; sizes in quads are turned into articles by this."""

_FIRST_DAY = date(2004, 1, 1)
_ARTICLES_PER_DAY = 8
_HUBS = (0.10, 0.16, 0.20)
"""The first company is in 10 % of the articles, the second in 6 %, the third in 4 %."""

_KINDS = ("company", "company", "company", "law-enforcement", "government", "nonprofit", "university")
_HOMES = ("US", "US-CA", "US-NY", "GB", "DE", "FR", "JP", "CA", "IN", "BR")
_RESTRICTIONS = ("ban", "moratorium", "conditional-withholding", "usage-policy", "exit")
_ACTIONS = ("supply", "develop", "use", "procure", "research")
_TECHNOLOGIES = ("facial-recognition", "predictive-policing", "generative-ai", "emotion-recognition")
_AUDIENCES = ("police", "school", "employer", "federal-agency", "public", "military")
_FATES = ("confirmation", "report", "protest", "lifting")


def make_articles(count: int, seed: int = 0, first: int = 0) -> Iterator[FactFile]:
    """The articles `first`, `first + 1`, … as facts, each made when it is asked for."""
    return (make_article(number, seed) for number in range(first, first + count))


def make_article(number: int, seed: int = 0) -> FactFile:
    """One article as facts; it refers to nothing but itself and articles of lower numbers."""
    return FactFile.model_validate(make_data(number, seed))


def make_data(number: int, seed: int = 0) -> dict[str, Any]:
    """One article as the plain data that a fact file holds."""
    random = Random(f"{seed}/{number}")
    about = _reported(number, seed)
    restriction = _restriction(about, seed)
    witness = _organization(_pick(random))
    named = {name: None for name in (*restriction["imposed_by"], witness)}
    facts: dict[str, Any] = {"source": _source(number), "organizations": [_describe(name) for name in named]}
    facts["restrictions"] = [restriction]
    if "conditions" in restriction:
        facts |= _release(about, restriction)
    facts["events"] = [_event(number, about, witness, random)]
    if about != number and random.random() < 0.4:
        facts["statements"] = [_statement(number, about, witness)]
    return facts


def _reported(number: int, seed: int) -> int:
    """The article that first reported the restriction an article is about: itself, or one not long before."""
    random = Random(f"{seed}/{number}/about")
    if number < 10 or number % 10 < 6:
        return number
    earlier = random.randrange(max(0, number - 2_000), number)
    return earlier - max(0, earlier % 10 - 5)


def _pick(random: Random) -> int:
    """An organization: a hub, or any, the first ones more often."""
    draw = random.random()
    for hub, limit in enumerate(_HUBS):
        if draw < limit:
            return hub
    return min(int(random.paretovariate(0.5)) + random.randrange(ORGANIZATIONS // 2), ORGANIZATIONS - 1)


def _organization(number: int) -> str:
    return f"maker-{number}" if number % 2 else f"office-{number}" if number >= len(_HUBS) else f"hub-{number}"


def _day(number: int) -> date:
    return _FIRST_DAY + timedelta(days=number // _ARTICLES_PER_DAY)


def _evidence(place: str) -> list[dict[str, Any]]:
    return [{"locator": place}]


def _source(number: int) -> dict[str, Any]:
    day = _day(number).isoformat()
    return {
        "id": f"daily-{number}", "kind": "news-article", "address": f"https://daily.example/{day}/{number}",
        "title": f"Daily report {number}", "publisher": f"Daily of town {number % 97}", "published": day,
        "retrieved": day, "seen": "excerpt", "authority": "primary" if number % 17 == 0 else "secondary",
    }  # fmt: skip


def _describe(name: str) -> dict[str, Any]:
    number = int(name.rsplit("-", 1)[1])
    kind = "company" if number < len(_HUBS) else _KINDS[number % len(_KINDS)]
    described = {"id": name, "kind": kind, "name": f"{name.title().replace('-', ' ')} of the tale"}
    return described | {"home": _HOMES[number % len(_HOMES)], "evidence": _evidence("paragraph 2")}


def _restriction(about: int, seed: int) -> dict[str, Any]:
    """The restriction that an article is the first to report, told alike by all that report it."""
    random = Random(f"{seed}/{about}/restriction")
    kind = random.choice(_RESTRICTIONS)
    imposer = _organization(_pick(random))
    made = {
        "id": f"restriction-{about}", "kind": kind, "label": f"{imposer} restricts a technology, case {about}",
        "imposed_by": [imposer], "binds": [imposer], "actions": [random.choice(_ACTIONS)],
        "technologies": [random.choice(_TECHNOLOGIES)], "affects": sorted(random.sample(_AUDIENCES, 2)),
        "jurisdictions": [random.choice(_HOMES)], "announced": _day(about).isoformat(), "wording": "in-effect",
        "evidence": _evidence("paragraph 1"),
    }  # fmt: skip
    if kind == "moratorium":
        made |= {"duration": "P1Y", "lasting": "until-time"}
    elif kind == "conditional-withholding":
        made |= {"lasting": "until-event", "conditions": [f"condition-{about}"]}
    else:
        made["lasting"] = "endless"
    return made


def _release(about: int, restriction: dict[str, Any]) -> dict[str, Any]:
    """The condition of a restriction, and the law it awaits."""
    requirement = {
        "id": f"requirement-{about}", "label": f"A national law, case {about}", "level": "national",
        "technologies": restriction["technologies"], "evidence": _evidence("paragraph 3"),
    }  # fmt: skip
    condition = {
        "id": f"condition-{about}", "kind": "legislation-enacted", "label": f"Until there is a law, case {about}",
        "requirement": f"requirement-{about}", "evidence": _evidence("paragraph 3"),
    }  # fmt: skip
    return {"requirements": [requirement], "conditions": [condition]}


def _event(number: int, about: int, witness: str, random: Random) -> dict[str, Any]:
    kind = "announcement" if number == about else random.choice(_FATES)
    return {
        "id": f"event-{number}", "kind": kind, "label": f"What happened, report {number}",
        "date": _day(number).isoformat(), "restrictions": [f"restriction-{about}"],
        "actors": [f"organization/{witness}"], "evidence": _evidence("paragraph 4"),
    }  # fmt: skip


def _statement(number: int, about: int, witness: str) -> dict[str, Any]:
    return {
        "id": f"statement-{number}", "gist": f"{witness} welcomes it, report {number}", "organization": witness,
        "said": _day(number).isoformat(), "stance": "supports", "restrictions": [f"restriction-{about}"],
        "evidence": _evidence("paragraph 5"),
    }  # fmt: skip
