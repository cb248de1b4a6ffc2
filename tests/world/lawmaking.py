"""The law in the made-up press: what a company awaits, what an office's restriction rests on, and what became of it."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.world.cast import AUTHORITIES, day_of, evidence, kind_of

Facts = dict[str, list[dict[str, Any]]]
"""Facts by the list they stand in."""

_QUALITIES = ("requires-warrant", "bans-use", "requires-notice", "grounded-in-human-rights")
_UNDOINGS = ("amended", "amended", "delayed", "repealed", "struck-down")


def basis_of(about: int, imposer: str, random: Random) -> str | None:
    """The law under which a restriction is imposed: half of those of authorities have one."""
    return f"law-{about}" if kind_of(imposer) in AUTHORITIES and random.random() < 0.5 else None


def has_bill(about: int, restriction: dict[str, Any], seed: int) -> bool:
    """Whether the first report of a restriction tells of a bill: three of ten that rest on no law do."""
    return "legal_basis" not in restriction and Random(f"{seed}/{about}/bill").random() < 0.3


def make_release(about: int, restriction: dict[str, Any]) -> Facts:
    """The conditions of a restriction, and the law that they require."""
    names = restriction.get("conditions", [])
    if not names:
        return {}
    if names == [f"notice-{about}"]:
        label = f"Until further notice, case {about}"
        return {"conditions": [{"id": names[0], "kind": "unspecified", "label": label, "evidence": evidence("line 3")}]}
    requirement = {
        "id": f"requirement-{about}", "label": f"A national law, case {about}", "level": "national",
        "jurisdiction": restriction.get("jurisdictions", ["US"])[0][:2], "technologies": restriction["technologies"],
        "qualities": [_QUALITIES[about % len(_QUALITIES)]], "evidence": evidence("paragraph 3"),
    }  # fmt: skip
    return {"requirements": [requirement], "conditions": list(_conditions(about, names[0]))}


def _conditions(about: int, name: str) -> list[dict[str, Any]]:
    law = {
        "id": f"condition-{about}", "kind": "legislation-enacted", "label": f"Until there is a law, case {about}",
        "requirement": f"requirement-{about}", "evidence": evidence("paragraph 3"),
    }  # fmt: skip
    if name == law["id"]:
        return [law]
    day = {
        "id": f"day-{about}", "kind": "date-reached", "label": f"Until a day, case {about}", "on": day_of(about, 200),
        "evidence": evidence("paragraph 3"),
    }  # fmt: skip
    either = {
        "id": name, "kind": "group", "label": f"A law or a day, case {about}", "operator": "or",
        "members": [law["id"], day["id"]], "evidence": evidence("paragraph 3"),
    }  # fmt: skip
    return [law, day, either]


def make_assessment(number: int, about: int, random: Random) -> dict[str, Any]:
    """Where a later report sees the condition of an earlier restriction."""
    return {
        "id": f"assessment-{number}", "condition": f"condition-{about}", "date": day_of(number),
        "status": random.choice(("open", "open", "met", "disputed")), "evidence": evidence("paragraph 5"),
    }  # fmt: skip


def make_law(about: int, restriction: dict[str, Any]) -> Facts:
    """The law that a restriction rests on, the bill that it was, and how it was made."""
    law = _text(about, "law", "act", restriction)
    law |= {"enacts": f"bill-{about}", "enacted_by": restriction["imposed_by"], "targets": restriction["affects"]}
    law["enforced_by"] = restriction["imposed_by"]
    bill = _text(about, "bill", "bill", restriction)
    steps = [("bill", "introduced", -200), ("bill", "passed", -40), ("law", "signed", -30), ("law", _IN_FORCE, 0)]
    return {"legislation": [law, bill], "events": [_step(about, about, *step) for step in steps]}


_IN_FORCE = "entered-into-force"


def make_bill(about: int, restriction: dict[str, Any]) -> Facts:
    """A bill on the technology of a restriction, with the person who proposed it."""
    person = f"sponsor-{about % 300}"
    bill = _text(about, "bill", "bill", restriction) | {"proposed_by": [f"person/{person}"]}
    return {
        "legislation": [bill], "events": [_step(about, about, "bill", "introduced", -5)],
        "people": [{"id": person, "name": person.title().replace("-", " "), "evidence": evidence("paragraph 6")}],
    }  # fmt: skip


def make_fate(number: int, about: int, restriction: dict[str, Any], seed: int) -> Facts:
    """What became of the law or bill of an earlier article: a law is changed or undone, a bill dies."""
    if "legal_basis" in restriction:
        undoing = Random(f"{seed}/{number}/undoing").choice(_UNDOINGS)
        return {"events": [_step(number, about, "law", undoing, 0)]}
    return {"events": [_step(number, about, "bill", "died", 0)]} if has_bill(about, restriction, seed) else {}


def _text(about: int, word: str, kind: str, restriction: dict[str, Any]) -> dict[str, Any]:
    place = restriction.get("jurisdictions", ["US"])[0]
    return {
        "id": f"{word}-{about}", "kind": kind, "name": f"The {word} of case {about}",
        "number": f"{word[0].upper()}. {about}", "level": "state" if "-" in place else "national",
        "jurisdiction": place, "technologies": restriction["technologies"], "evidence": evidence("paragraph 6"),
    }  # fmt: skip


def _step(number: int, about: int, word: str, kind: str, later: int) -> dict[str, Any]:
    return {
        "id": f"step-{number}-{kind}", "kind": kind, "label": f"The {word} of case {about} is {kind}, report {number}",
        "date": day_of(number, later), "legislation": [f"{word}-{about}"], "evidence": evidence("paragraph 7"),
    }  # fmt: skip
