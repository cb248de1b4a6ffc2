"""The rows of a register as plain facts: merged where they tell of one thing, with every row accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_origin

from moratoria.facts.rows import kind_of_list
from moratoria.registers.describe import FactRule, FieldRule, Reference
from moratoria.registers.rows import Row, make_slug
from moratoria.registers.tally import Tally


@dataclass(frozen=True)
class KnownThing:
    """A thing the store has: its id, and the name and kind under which it stands there."""

    id: str
    name: str
    kind: str


Known = Mapping[tuple[str, str, str], tuple[KnownThing, ...]]
"""Stored things by list, field and value."""


@dataclass(frozen=True)
class Link:
    """A reference not yet resolved: the list and id of what it names."""

    to: str
    id: str
    kind: str


@dataclass
class Made:
    """One fact in the making: its fields, the rows that state it, and the text its id was made of."""

    fields: dict[str, Any]
    evidence: list[dict[str, Any]]
    text: str
    row: Row


@dataclass
class FactMaker:
    """Gathers the facts of a register."""

    tally: Tally
    known: Known = field(default_factory=dict)
    made: dict[str, dict[str, Made]] = field(default_factory=dict)
    adopted: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, row: Row, rule: FactRule) -> str:
        """Make the facts of one rule in a row. Gives `loaded`, `merged`, or why nothing came of it."""
        if not row.matches(rule.when):
            return ""
        outcome = ""
        for each in row.items(rule.each) if rule.each else ("",):
            text = row.text(rule.id, each)
            if text is not None:
                told = self._add(row, rule, text, each)
                outcome = told if outcome in ("", "merged") else outcome
        return outcome

    def _add(self, row: Row, rule: FactRule, text: str, each: str) -> str:
        own = make_slug(text)
        known = self.made.setdefault(rule.list, {})
        many = _many_valued(rule.list)
        filled = {name: _filled(row, given, each) for name, given in rule.fields.items()}
        fields = {
            name: [value] if name in many and not isinstance(value, list) else value
            for name, value in filled.items()
            if value
        }
        if own in known:
            return self._merge(known[own], rule, Made(fields, _evidence(row, rule, fields), text, row))
        if rule.joins:
            return f"names none of the {rule.list} of this edition"
        fact = Made({"id": own, **fields}, _evidence(row, rule, fields), text, row)
        if rule.same_as and fields.get(rule.same_as):
            self._adopt(fact, rule, fields[rule.same_as])
        known[own] = fact
        return "loaded"

    def _adopt(self, fact: Made, rule: FactRule, value: Any) -> None:
        """Take the id of the one stored thing with the same identifier, and leave it its name and kind."""
        things = self.known.get((rule.list, rule.same_as, str(value)), ())
        own = fact.fields["id"]
        if not things or any(thing.id == own for thing in things):
            return
        if len(things) > 1:
            names = ", ".join(thing.id for thing in things)
            problem = f"{rule.same_as} {value} is that of {names}; the row keeps the id {own}"
            self.tally.find("id-of-several", problem, "decide which of them it is", fact.row.place)
            return
        thing = things[0]
        self.adopted[rule.list, own] = thing.id
        aliases = dict.fromkeys([*fact.fields.get("aliases", ()), fact.fields.get("name", "")])
        fact.fields |= {"id": thing.id, "name": thing.name, "kind": thing.kind}
        fact.fields["aliases"] = [name for name in aliases if name and name != thing.name]
        stated = [name for name in fact.fields if name not in ("id", "name", "kind")]
        row = fact.evidence[0]["row"]
        fact.evidence = [{"row": row, "slots": stated}, {"row": row, "modality": "inferred", "slots": ["name", "kind"]}]

    def _merge(self, fact: Made, rule: FactRule, more: Made) -> str:
        if fact.text.lower() != more.text.lower():
            problem = f"{more.text!r} would get the id of {fact.text!r} in {fact.row.place}"
            self.tally.find("ids-collide", problem, "tell their ids apart in the register file", more.row.place)
            more.row.counts.left_out["an id that another thing has already"] += 1
            return "its id is that of another row"
        if (rule.list, make_slug(fact.text)) in self.adopted:
            more = _without(more, "name", "kind")
        for name, value in more.fields.items():
            self._join(fact, more, name, value)
        if not rule.once:
            fact.evidence += [item for item in more.evidence if item not in fact.evidence]
        return "merged"

    def _join(self, fact: Made, more: Made, name: str, value: Any) -> None:
        before = fact.fields.get(name)
        if before is None:
            fact.fields[name] = value
        elif isinstance(before, list):
            before += [item for item in value if item not in before]
        elif before != value:
            problem = f"{name} of {fact.fields['id']} is {before!r} in {fact.row.place}, and {value!r} here"
            self.tally.find("rows-disagree", problem, "the first is kept: correct one of them", more.row.place)
            more.row.counts.left_out[f"disagrees with an earlier row on {name}"] += 1

    def finished(self) -> dict[str, list[dict[str, Any]]]:
        """Every list of plain facts, references resolved; a reference to what was not made is left out and counted."""
        lists: dict[str, list[dict[str, Any]]] = {}
        for name, facts in self.made.items():
            for fact in facts.values():
                fields = {key: self._resolved(fact, value) for key, value in fact.fields.items()}
                whole = {key: value for key, value in fields.items() if value not in (None, [])}
                for item in fact.evidence:  # what was left out needs no evidence
                    if "slots" in item:
                        item["slots"] = [slot for slot in item["slots"] if slot in whole]
                evidence = [item for item in fact.evidence if item.get("slots", True)]
                lists.setdefault(name, []).append({**whole, "evidence": evidence})
            self.tally.facts[name] = len(facts)
        return lists

    def _resolved(self, fact: Made, value: Any) -> Any:
        if isinstance(value, list):
            return [found for item in value if (found := self._resolved(fact, item)) is not None]
        if not isinstance(value, Link):
            return value
        if value.id not in self.made.get(value.to, {}):
            fact.row.counts.left_out[f"reference to one of the {value.to} that was not loaded"] += 1
            return None
        return value.kind + self.adopted.get((value.to, value.id), value.id)


def _without(fact: Made, *names: str) -> Made:
    """The fact without some fields, and its evidence without them."""
    fields = {name: value for name, value in fact.fields.items() if name not in names}
    stated = [item.get("slots", list(fact.fields)) for item in fact.evidence]
    kept = [[slot for slot in slots if slot not in names] for slots in stated]
    evidence = [{**item, "slots": slots} for item, slots in zip(fact.evidence, kept, strict=True) if slots]
    return Made(fields, evidence, fact.text, fact.row)


def _filled(row: Row, given: FieldRule, each: str) -> Any:
    if isinstance(given, Reference):
        return _links(row, given, each)
    if isinstance(given, tuple):
        return [item for template in given for item in _listed(row.fill(template, each))]
    value = row.fill(given, each)
    return list(value) if isinstance(value, tuple) else value


def _listed(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        yield from value
    elif value is not None:
        yield value


def _links(row: Row, given: Reference, each: str) -> Any:
    prefix = f"{given.kind}/" if given.kind else ""
    if given.each:
        texts = (row.text(given.id, item) for item in row.items(given.each))
        return [Link(given.to, make_slug(text), prefix) for text in texts if text is not None]
    text = row.text(given.id, each)
    return None if text is None else Link(given.to, make_slug(text), prefix)


def _evidence(row: Row, rule: FactRule, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The row as evidence; what the register only implies has evidence of its own."""
    name = row.text(row.table.row) or row.place
    inferred = [slot for slot in rule.inferred if slot in fields]
    stated = [slot for slot in fields if slot not in inferred]
    if not inferred and not rule.joins:
        return [{"row": name}]
    items = [{"row": name, "slots": stated}] if stated else []
    return [*items, *([{"row": name, "modality": "inferred", "slots": inferred}] if inferred else [])]


@cache
def _many_valued(name: str) -> frozenset[str]:
    """The fields that take several values, of the facts in a list."""
    model = kind_of_list(name, "")
    return frozenset(key for key, info in model.model_fields.items() if get_origin(info.annotation) is tuple)
