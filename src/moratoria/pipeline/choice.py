"""Which facts of the queue a person or a limit means, and what is to be set anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from moratoria.errors import FindingsError, InputError, UnknownName
from moratoria.facts.rows import kind_of_list, parse_row
from moratoria.pipeline.desk import Desk, Queued
from moratoria.review.decisions import FactState, Ledger
from moratoria.review.parts import Data, list_of
from moratoria.sources.base import refuse_unwritable
from moratoria.sources.fact_files import read_yaml_text

WAITING = "waiting"
READER_FIELDS = frozenset({"evidence", "rule", "confidence", "reviewed_by"})
"""Fields that say how a fact was read; they are not set by hand, the evidence only whole in an editor."""


def nearest_facts(name: str, facts: Mapping[str, object]) -> list[str]:
    """The few facts whose name, with or without its list, is nearest to a word."""
    short = {key.partition("/")[2]: key for key in facts}
    near = [short.get(word, word) for word in get_close_matches(name, [*facts, *short], n=5, cutoff=0.4)]
    return list(dict.fromkeys(near))[:3]


def find_facts(desk: Desk, ledger: Ledger, words: Sequence[str], source: str | None) -> dict[str, list[str]]:
    """The facts that some words name, by source: `list/id`, just the id where that is clear, `all` of a source.

    Raises UnknownName with the nearest, InputError where a word is the name of several.
    """
    sources = [source] if source else desk.queue.names()
    queued = {name: desk.read(name, ledger.states.get(name, {})) for name in sources}
    found: dict[str, list[str]] = {}
    for word in words:
        if word == "all" and source:
            states = ledger.states.get(source, {})
            keys = queued[source].facts
            found.setdefault(source, []).extend(key for key in keys if states.get(key, FactState()).status == WAITING)
            continue
        name, key = _find_fact(queued, word)
        found.setdefault(name, []).append(key)
    return found


def _find_fact(queued: Mapping[str, Queued], word: str) -> tuple[str, str]:
    pairs = [(name, key) for name, item in queued.items() for key in item.facts if word in (key, key.partition("/")[2])]
    if not pairs:
        broken = [item for item in queued.values() if item.file is None]
        if len(queued) == 1 and broken:
            raise FindingsError(broken[0].findings, f"{broken[0].source}: cannot be reviewed as it is")
        every = {key: item for item in queued.values() for key in item.facts}
        raise UnknownName("fact", word, nearest_facts(word, every), remedy="`moratoria review` lists them")
    if len(pairs) > 1:
        several = " and ".join(f"{key} of {name}" for name, key in pairs[:3])
        raise InputError(f"{word!r} is {several}", remedy="name the source, and the fact as list/id")
    return pairs[0]


def parse_settings(fact: str, words: Sequence[str]) -> dict[str, Any]:
    """Fields set anew from `field=value`: `;` separates several values, an empty value takes the field out.

    Raises UnknownName for a field that the fact cannot have, InputError for one that is not set by hand.
    """
    kind = kind_of_list(list_of(fact), fact)
    edits: dict[str, Any] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise InputError(f"{word!r} sets nothing", remedy="write --set field=value")
        if name not in kind.model_fields:
            near = get_close_matches(name, list(kind.model_fields), n=3, cutoff=0.5)
            raise UnknownName("field", name, near, where=fact)
        if name in READER_FIELDS:
            raise InputError(f"{name} says how the fact was read", where=fact, remedy="edit it in --interactive")
        refuse_unwritable(value, f"--set {name}")
        edits[name] = parse_row(kind, {name: value}, 0).get(name)
    return edits


def sure_facts(desk: Desk, ledger: Ledger, above: float, source: str | None) -> dict[str, list[str]]:
    """The waiting facts that the reader is at least so sure of, by source; one without a confidence is not sure."""
    found: dict[str, list[str]] = {}
    for name in [source] if source else desk.queue.names():
        states = ledger.states.get(name, {})
        for key, fact in desk.read(name, states).facts.items():
            sure = fact.get("confidence") is not None and float(fact["confidence"]) >= above
            if sure and states.get(key, FactState()).status == WAITING:
                found.setdefault(name, []).append(key)
    return found


def parse_edited(fact: str, before: Data, text: str) -> dict[str, Any]:
    """Fields set anew by a person who edited the YAML of a fact. Raises InputError for what is no mapping in YAML."""
    after = read_yaml_text(text, fact).data
    if not isinstance(after, dict):
        raise InputError("is no mapping of fields", where=fact, remedy="keep a field a line")
    gone = {name: None for name in before if name not in after}
    return {name: value for name, value in {**after, **gone}.items() if value != before.get(name)}
