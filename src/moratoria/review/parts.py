"""Facts as plain data: what to call each, what each refers to, and what comes along when one is accepted. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

from moratoria.facts.model import Fact, FactFile
from moratoria.facts.values import Ref

Fields = dict[str, Any]
Data = Mapping[str, Any]
"""The plain data of a fact file."""

SUPPORTING = frozenset(
    {"organizations", "affiliations", "people", "posts", "memberships", "products", "requirements", "conditions"}
)
"""Lists whose facts say who and what the other facts are about; they come along with what refers to them."""

_NO_FACTS = frozenset({"source", "tables"})


@cache
def models() -> dict[str, type[Fact]]:
    """The kind of fact in each list of a fact file, in the order of the lists."""
    fields = FactFile.model_fields.items()
    return {name: get_args(info.annotation)[0] for name, info in fields if name not in _NO_FACTS}


@cache
def list_of_kind() -> dict[str, str]:
    """The list in which each kind of thing stands: `restriction` in `restrictions`."""
    return {model.kind_of_thing: name for name, model in models().items()}


@cache
def reference_fields(name: str) -> dict[str, str]:
    """The fields of the facts of a list that refer to things, with the kind of thing; `any` for `kind/slug`."""
    found = {}
    for field, info in models()[name].model_fields.items():
        marks = (mark.kind for mark in info.metadata if isinstance(mark, Ref))
        kind = next(marks, None) or _inner_kind(info.annotation)
        if kind:
            found[field] = kind
    return found


def _inner_kind(annotation: Any) -> str | None:
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Ref):
            return mark.kind
    return next((kind for inner in get_args(annotation) if (kind := _inner_kind(inner))), None)


def fact_key(name: str, fact: Data) -> str:
    """What a fact is called in a review: its list and its id; an influence by its two ends.

    >>> fact_key("people", {"id": "ada"}), fact_key("influences", {"restriction": "a", "echoes": "b"})
    ('people/ada', 'influences/a--b')
    """
    return f"{name}/{fact['id'] if 'id' in fact else '{restriction}--{echoes}'.format(**fact)}"


def list_of(key: str) -> str:
    """The list in the name of a fact."""
    return key.partition("/")[0]


def keyed_facts(data: Data) -> dict[str, Fields]:
    """Every fact of a well-formed fact file by what it is called."""
    return {fact_key(name, fact): dict(fact) for name in models() for fact in data.get(name) or ()}


def digest_of(fact: Data) -> str:
    """A short hash of a fact, whatever the order of its fields."""
    text = json.dumps(fact, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def edited_fact(fact: Data, edits: Data) -> Fields:
    """A fact with some fields set anew; a field set to nothing is taken out."""
    return {name: value for name, value in {**fact, **edits}.items() if value is not None}


def targets(name: str, fact: Data) -> Iterator[tuple[str, str]]:
    """What a fact refers to: the field, and what the target is called."""
    for field, kind in reference_fields(name).items():
        for word in _words(fact.get(field)):
            target = _target(kind, word)
            if target:
                yield field, target


def _words(value: Any) -> list[str]:
    return [] if value is None else list(value) if isinstance(value, (list, tuple)) else [value]


def _target(kind: str, word: str) -> str | None:
    """What the target of a reference is called; None for a concept, which is no fact."""
    if kind == "any":
        kind, _, word = word.partition("/")
    name = list_of_kind().get(kind)
    return f"{name}/{word}" if name else None


def is_required(name: str, field: str) -> bool:
    """True when a fact of a list cannot do without a field."""
    return models()[name].model_fields[field].is_required()


def find_company(facts: Mapping[str, Data], wanted: Iterable[str], refused: Collection[str] = ()) -> dict[str, str]:
    """The facts that come along with some facts, each with the fact it comes along for.

    Things a fact is about always come along; a restriction, law or event only where the reference to it is required or
    an event is about it - else that reference waits until its own target is accepted.
    """
    chosen = list(dict.fromkeys(wanted))
    company: dict[str, str] = {}
    for key in chosen:  # grows as it is walked
        found = [target for field, target in targets(list_of(key), facts[key]) if _pulls(list_of(key), field, target)]
        for target in (*found, *_offices(facts, key)):
            if target in facts and target not in refused and target not in chosen:
                company[target] = key
                chosen.append(target)
    return company


def _pulls(name: str, field: str, target: str) -> bool:
    return list_of(target) in SUPPORTING or name == "events" or is_required(name, field)


_OFFICE_FIELDS = (("person", "speaker"), ("organization", "organization"))


def _offices(facts: Mapping[str, Data], key: str) -> Iterator[str]:
    """The memberships by which the speaker of a statement holds the office that it is made in."""
    fact = facts[key]
    if list_of(key) != "statements" or not fact.get("speaker"):
        return
    for other, held in facts.items():
        same = [held.get(field) == fact.get(name) for field, name in _OFFICE_FIELDS]
        if list_of(other) == "memberships" and all(same):
            yield other


def without_targets(name: str, fact: Data, absent: Callable[[str], bool]) -> tuple[Fields, list[str]]:
    """A fact without its optional references to absent targets, and those that were left out."""
    kept, lost = dict(fact), []
    for field, kind in reference_fields(name).items():
        words = _words(fact.get(field))
        gone = [word for word in words if (target := _target(kind, word)) and absent(target)]
        if not gone or is_required(name, field):
            continue
        lost += [str(_target(kind, word)) for word in gone]
        rest = [word for word in words if word not in gone]
        kept[field] = rest if rest and isinstance(fact[field], (list, tuple)) else None
    return edited_fact(kept, {}), lost


def renamed(name: str, fact: Data, names: Mapping[str, str]) -> Fields:
    """A fact whose references follow renamed targets; `names` has the new id of each by what it was called."""
    changed: Fields = dict(fact)
    for field, kind in reference_fields(name).items():
        value = fact.get(field)
        if isinstance(value, (list, tuple)):
            changed[field] = list(dict.fromkeys(_new_word(kind, word, names) for word in value))
        elif value is not None:
            changed[field] = _new_word(kind, value, names)
    return changed


def _new_word(kind: str, word: str, names: Mapping[str, str]) -> str:
    new = names.get(_target(kind, word) or "")
    return word if new is None else f"{word.partition('/')[0]}/{new}" if kind == "any" else new


def merged(first: Data, second: Data) -> Fields:
    """Two facts about one thing as one: the first one's values, the values of both in lists, the evidence of both."""
    both = {**second, **first}
    for field, value in first.items():
        if isinstance(value, (list, tuple)) and field in second:
            both[field] = [*value, *(item for item in second[field] if item not in value)]
    return both
