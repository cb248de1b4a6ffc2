"""A made-up press, as large as wanted: the same seed and number give the same article on every machine.

Six of ten articles report a restriction of their own; the others report an earlier one again, with what became of it.
About 2,000 organizations share the news, most of them seldom: one company is in every tenth article.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tests.world import cast
from tests.world.cast import day_of, describe, evidence, kind_of, pick_organization
from tests.world.lawmaking import (
    Facts,
    basis_of,
    has_bill,
    make_assessment,
    make_bill,
    make_fate,
    make_law,
    make_release,
)

from moratoria.facts.model import FactFile

QUADS_PER_ARTICLE = 345
"""About what one article adds to a store; sizes in quads are turned into articles by this."""

_RESTRICTIONS = ("ban", "moratorium", "conditional-withholding", "usage-policy", "exit")
_ACTIONS = ("supply", "develop", "use", "procure", "research")
_AUDIENCES = ("police", "school", "employer", "federal-agency", "public", "military", "local-police", "landlord")
_FATES = ("confirmation", "report", "protest", "lifting", "ruling", "investigation", "settlement", "contract")
_AT_COURT = frozenset({"ruling", "settlement"})
_REASONS = ("incident", "protest", "letter", "report")
_STANCES = ("supports", "opposes", "calls-for", "neutral")


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
    restriction = _retold(_restriction(about, seed), number, about, seed)
    witness = pick_organization(random)
    facts: Facts = {"restrictions": [restriction]}
    _join(facts, make_release(about, restriction))
    _join(facts, {"events": [_event(number, about, witness, random)]})
    if about == number:
        _join(facts, _first_report(number, restriction, seed))
    else:
        _join(facts, _later_report(number, about, restriction, seed))
    if random.random() < 0.2:
        _join(facts, {"statements": [_statement(number, about, witness, restriction, seed)]})
    named = dict.fromkeys((*restriction["imposed_by"], witness, *_named(facts)))
    return {"source": _source(number, about, seed), "organizations": [describe(name) for name in named], **facts}


def first_report_before(number: int) -> int:
    """The last article up to a number that reports a restriction of its own."""
    return number - max(0, number % 10 - 5)


def _reported(number: int, seed: int) -> int:
    """The article that first reported the restriction an article is about: itself, or one not long before."""
    if number < 10 or number % 10 < 6:
        return number
    random = Random(f"{seed}/{number}/about")
    return first_report_before(random.randrange(max(0, number - 2_000), number))


def _join(facts: Facts, more: Facts) -> None:
    for name, items in more.items():
        facts[name] = [*facts.get(name, []), *items]


def _named(facts: Facts) -> Iterator[str]:
    """The organizations that the events of an article name."""
    agents = (agent for event in facts["events"] for agent in event.get("actors", ()))
    yield from (agent.removeprefix("organization/") for agent in agents)
    yield from (item["parent"] for item in facts.get("affiliations", ()))


def _source(number: int, about: int, seed: int) -> dict[str, Any]:
    day = day_of(number)
    made = {
        "id": f"daily-{number}", "kind": "news-article", "address": f"https://daily.example/{day}/{number}",
        "title": f"Daily report {number}", "publisher": f"Daily of town {number % 97}", "published": day,
        "retrieved": day, "seen": "excerpt", "authority": "primary" if number % 17 == 0 else "secondary",
    }  # fmt: skip
    copied = about != number and Random(f"{seed}/{number}/copy").random() < 0.15
    return made | {"syndicated_from": f"daily-{about}"} if copied else made


def _restriction(about: int, seed: int) -> dict[str, Any]:
    """The restriction that an article is the first to report, told alike by all that report it."""
    random = Random(f"{seed}/{about}/restriction")
    kind, imposer = random.choice(_RESTRICTIONS), pick_organization(random)
    made = {
        "id": f"restriction-{about}", "kind": kind, "label": f"{imposer} restricts a technology, case {about}",
        "imposed_by": [imposer], "binds": [imposer], "actions": [random.choice(_ACTIONS)],
        "technologies": [cast.pick_technology(random)], "affects": sorted(random.sample(_AUDIENCES, 2)),
        "announced": day_of(about), "wording": "in-effect", "evidence": evidence("paragraph 1"),
    }  # fmt: skip
    made |= {"jurisdictions": [cast.pick_place(random)]} if random.random() < 0.9 else {"not_stated": ["jurisdictions"]}
    made |= _lasting(about, kind, random)
    law = basis_of(about, imposer, random)
    made |= {"legal_basis": [law]} if law else {}
    made |= {"products": [f"product-{about}"]} if kind_of(imposer) == "company" and random.random() < 0.4 else {}
    return made | ({"reasons": [f"reason-{about}"]} if random.random() < 0.15 else {})


def _retold(restriction: dict[str, Any], number: int, about: int, seed: int) -> dict[str, Any]:
    """The restriction as an article tells it: one later report in twenty gives another duration."""
    differs = about != number and "duration" in restriction and Random(f"{seed}/{number}/differs").random() < 0.05
    return restriction | {"duration": "P2Y"} if differs else restriction


def _lasting(about: int, kind: str, random: Random) -> dict[str, Any]:
    if kind == "moratorium":
        return {"duration": random.choice(("P2M", "P6M", "P1Y")), "lasting": "until-time"}
    if kind == "conditional-withholding":
        word = random.choices(("condition", "either", "notice"), (7, 1, 2))[0]
        return {"lasting": "until-event", "conditions": [f"{word}-{about}"]}
    return {"lasting": "indeterminate" if random.random() < 0.1 else "endless"}


def _event(number: int, about: int, witness: str, random: Random) -> dict[str, Any]:
    kind = "announcement" if number == about else random.choice(_FATES)
    actors = [witness, *([cast.court_of(number)] if kind in _AT_COURT else [])]
    return {
        "id": f"event-{number}", "kind": kind, "label": f"What happened, report {number}",
        "date": day_of(number), "restrictions": [f"restriction-{about}"],
        "actors": [f"organization/{name}" for name in dict.fromkeys(actors)], "evidence": evidence("paragraph 4"),
    }  # fmt: skip


def _first_report(about: int, restriction: dict[str, Any], seed: int) -> Facts:
    """What only the first report of a restriction tells: its law or a bill, products, exemptions, reasons, parents."""
    facts: Facts = {}
    random, imposer = Random(f"{seed}/{about}/first"), restriction["imposed_by"][0]
    if "legal_basis" in restriction:
        _join(facts, make_law(about, restriction))
    elif has_bill(about, restriction, seed):
        _join(facts, make_bill(about, restriction))
    if "products" in restriction:
        _join(facts, {"products": [_product(about, restriction)]})
    if random.random() < 0.1:
        _join(facts, {"exemptions": [_exemption(about, random)]})
    if "reasons" in restriction:
        _join(facts, {"events": [_reason(about, random)]})
    if kind_of(imposer) == "company" and random.random() < 0.05:
        _join(facts, _change_of(about, imposer, random))
    return facts


def _product(about: int, restriction: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"product-{about}", "name": f"Product {about}", "maker": restriction["imposed_by"][0],
        "technologies": restriction["technologies"], "evidence": evidence("paragraph 8"),
    }  # fmt: skip


def _exemption(about: int, random: Random) -> dict[str, Any]:
    return {
        "id": f"exemption-{about}", "restriction": f"restriction-{about}", "label": f"What stays allowed, case {about}",
        "audiences": [random.choice(_AUDIENCES)], "evidence": evidence("paragraph 8"),
    }  # fmt: skip


def _reason(about: int, random: Random) -> dict[str, Any]:
    return {
        "id": f"reason-{about}", "kind": random.choice(_REASONS), "label": f"What went before, case {about}",
        "date": day_of(about, -20), "evidence": evidence("paragraph 9"),
    }  # fmt: skip


def _change_of(about: int, company: str, random: Random) -> Facts:
    """A company takes a new name, or is found to be a part of another."""
    if company.startswith("hub") or random.random() < 0.5:
        return {"events": [_rename(about, company)]}
    made = {"id": f"affiliation-{about}", "subsidiary": company, "parent": f"hub-{about % 3}"}
    return {"affiliations": [made | {"start": day_of(about, -90), "evidence": evidence("paragraph 9")}]}


def _rename(about: int, company: str) -> dict[str, Any]:
    return {
        "id": f"rename-{about}", "kind": "rename", "label": f"A new name, case {about}", "date": day_of(about, -9),
        "original": company, "resulting": company, "former_name": f"Old {company} {about}",
        "new_name": describe(company)["name"], "evidence": evidence("paragraph 9"),
    }  # fmt: skip


def _later_report(number: int, about: int, restriction: dict[str, Any], seed: int) -> Facts:
    """What a later report adds: the fate of the law, an assessment, an influence, a contradiction, an extension."""
    random = Random(f"{seed}/{number}/later")
    facts: Facts = {}
    if random.random() < 0.3:
        _join(facts, make_fate(number, about, restriction, seed))
    if f"condition-{about}" in restriction.get("conditions", ()) and random.random() < 0.5:
        _join(facts, {"assessments": [make_assessment(number, about, random)]})
    if about and random.random() < 0.1:
        echoed = first_report_before(random.randrange(max(0, about - 400), about))
        told = {"restriction": f"restriction-{about}", "echoes": f"restriction-{echoed}"}
        _join(facts, {"influences": [told | {"evidence": evidence("paragraph 5")}]})
    if random.random() < 0.04:
        _join(facts, {"contradictions": [_contradiction(number, about)]})
    if "duration" in restriction and random.random() < 0.1:
        _join(facts, _extension(number, restriction))
    return facts


def _contradiction(number: int, about: int) -> dict[str, Any]:
    return {
        "id": f"contradiction-{number}", "label": f"A promise and an act, report {number}",
        "earlier": f"restriction/restriction-{about}", "later": f"event/event-{number}",
        "evidence": evidence("paragraph 5"),
    }  # fmt: skip


def _extension(number: int, restriction: dict[str, Any]) -> Facts:
    """A restriction is extended by another that revises it."""
    label = f"{restriction['label']}, extended in report {number}"
    longer = {**restriction, "id": f"extension-{number}", "label": label}
    longer |= {"announced": day_of(number), "duration": "P1Y", "revises": restriction["id"]}
    event = {
        "id": f"extending-{number}", "kind": "extension", "label": f"It is extended, report {number}",
        "date": day_of(number), "restrictions": [restriction["id"]], "evidence": evidence("paragraph 4"),
    }  # fmt: skip
    return {"restrictions": [longer], "events": [event]}


def _statement(number: int, about: int, witness: str, restriction: dict[str, Any], seed: int) -> dict[str, Any]:
    """What an organization says on a restriction or, where one is told of, on its bill."""
    stance = Random(f"{seed}/{number}/stance").choice(_STANCES)
    bill = "legal_basis" in restriction or has_bill(about, restriction, seed)
    return {
        "id": f"statement-{number}", "gist": f"{witness} {stance} it, report {number}", "organization": witness,
        "said": day_of(number), "stance": stance, "evidence": evidence("paragraph 5"),
        **({"legislation": [f"bill-{about}"]} if bill else {"restrictions": [f"restriction-{about}"]}),
    }  # fmt: skip
