"""The accepted facts of a source as its fact file. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from moratoria.facts.model import FactFile
from moratoria.review.decisions import FactState
from moratoria.review.parts import (
    Data,
    Fields,
    edited_fact,
    find_company,
    keyed_facts,
    list_of,
    merged,
    renamed,
    without_targets,
)

Lists = dict[str, dict[str, tuple[str, Fields]]]


@dataclass(frozen=True)
class Selection:
    """A fact file of some facts of a source; `keys` says which fact of the queue each one is.

    `left_out` has the references that wait for their target, by the fact they are left out of.
    """

    data: Fields
    keys: Mapping[tuple[str, int], str]
    left_out: Mapping[str, tuple[str, ...]]


def select_accepted(data: Data, states: Mapping[str, FactState], *, confirmed: str = "") -> Selection | None:
    """The fact file of the accepted facts of a source and of what came along with them; None when there are none.

    `confirmed` is a moment that is added to the reviewer's name where just these facts stood before, were taken back,
    and stand again: a version of a source that was closed is not opened again, the record would be wrong.
    """
    facts = edited_facts(data, states)
    accepted = {key for key in facts if key in states and states[key].status == "accepted"}
    wanted = [key for key in facts if key in accepted and not states[key].along_with]
    if not wanted:
        return None
    kept = {*wanted, *find_company(facts, wanted, refused=facts.keys() - accepted)}
    names = new_names(data, {key: states[key] for key in kept})
    lists: Lists = {}
    left_out: dict[str, tuple[str, ...]] = {}
    for key in (key for key in facts if key in kept):
        name = list_of(key)
        fact, lost = without_targets(name, facts[key], lambda target: target in facts and target not in kept)
        fact = renamed(name, fact, names)
        fact["reviewed_by"] = states[key].who + (f", confirmed {confirmed}" if confirmed else "")
        left_out |= {key: tuple(lost)} if lost else {}
        _put(lists.setdefault(name, {}), key, fact)
    return Selection(*_file(data, lists), left_out)


def edited_facts(data: Data, states: Mapping[str, FactState]) -> dict[str, Fields]:
    """Every fact of a source with its fields set anew, by what it is called in the queue."""
    facts = keyed_facts(data)
    return {key: edited_fact(fact, states[key].edited) if key in states else fact for key, fact in facts.items()}


def new_names(data: Data, states: Mapping[str, FactState]) -> dict[str, str]:
    """The new id of each fact whose id was set anew, by what it is called."""
    return {key: str(state.edited["id"]) for key, state in states.items() if state.edited.get("id")}


def _put(facts: dict[str, tuple[str, Fields]], key: str, fact: Fields) -> None:
    """Facts that came to be about one thing become one."""
    thing = str(fact.get("id", key))
    if thing in facts:
        first, known = facts[thing]
        facts[thing] = first, merged(known, fact)
    else:
        facts[thing] = key, fact


def _file(data: Data, lists: Lists) -> tuple[Fields, dict[tuple[str, int], str]]:
    made: Fields = {"source": dict(data["source"])}
    keys: dict[tuple[str, int], str] = {}
    for name in FactFile.model_fields:
        for index, (key, fact) in enumerate(lists.get(name, {}).values()):
            made.setdefault(name, []).append(fact)
            keys[name, index] = key
    return made, keys
