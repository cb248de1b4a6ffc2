"""The form of a question: a field per parameter, with the values on record where they make a list."""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from moratoria.ask.bind import Bound
from moratoria.ask.catalogue import Param, Question
from moratoria.pipeline.naming import NAMED_KINDS, Named, values_in_use
from moratoria.store.base import Store
from moratoria.terms import CURRENT, MOR, ODRL, SKOS, NamedNode, kind_of, minted, slug_of

_USED_IN = {
    "technology": MOR.concernsTechnology, "audience": MOR.affects, "jurisdiction": MOR.appliesIn,
    "organization": ODRL.assigner,
}  # fmt: skip
_LABELS = {
    "asOf": "As of", "technology": "Technology", "audience": "For whom", "jurisdiction": "Where",
    "organization": "Who", "knownOn": "Known on",
}  # fmt: skip
_INDENT = "\u2003"


@dataclass(frozen=True)
class Choice:
    """A value on record: its depth under broader ones, and how many restrictions are about it or a narrower one."""

    slug: str
    label: str
    depth: int
    count: int


@dataclass(frozen=True)
class Option:
    """A line of a drop-down."""

    value: str
    text: str
    selected: bool


@dataclass(frozen=True)
class Field:
    """A field of the form; a drop-down where it has options."""

    name: str
    label: str
    hint: str
    value: str
    kind: str
    required: bool
    options: tuple[Option, ...] = ()


class _Kept:
    """The choices of a kind in a store, worked out once."""

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[Store, dict[str, tuple[Choice, ...]]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def choices(self, store: Store, kind: str) -> tuple[Choice, ...]:
        """The choices of a kind in a store."""
        with self._lock:
            known = self._known.setdefault(store, {})
            if kind not in known:
                known[kind] = tuple(_read_choices(store, kind))
            return known[kind]


_KEPT = _Kept()


def choices_of(store: Store, kind: str) -> tuple[Choice, ...]:
    """The values on record of a kind, narrower ones below broader ones; the store must not change."""
    return _KEPT.choices(store, kind)


def _read_choices(store: Store, kind: str) -> Iterator[Choice]:
    named = {minted(kind, item.slug): item for item in values_in_use(store, kind)}
    broader = {node: _parents(store, node, named) for node in named}
    counts = {node: len(things) for node, things in _used(store, kind, broader).items()}
    below: Mapping[NamedNode | None, list[NamedNode]] = defaultdict(list)
    for node, parents in broader.items():
        below[parents[0] if parents else None].append(node)
    waiting = [(node, 0) for node in _ordered(below[None], named)]
    while waiting:
        node, depth = waiting.pop(0)
        yield Choice(named[node].slug, named[node].label, depth, counts.get(node, 0))
        waiting = [*((each, depth + 1) for each in _ordered(below[node], named)), *waiting]


def _ordered(nodes: list[NamedNode], named: Mapping[NamedNode, Named]) -> list[NamedNode]:
    return sorted(nodes, key=lambda node: (named[node].label.casefold(), node.value))


def _parents(store: Store, node: NamedNode, named: Mapping[NamedNode, Named]) -> list[NamedNode]:
    found = {
        quad.object for quad in store.quads(node, SKOS.broader, None, CURRENT) if isinstance(quad.object, NamedNode)
    }
    return sorted(found & named.keys(), key=lambda each: each.value)


def _used(store: Store, kind: str, broader: Mapping[NamedNode, list[NamedNode]]) -> Mapping[NamedNode, set[NamedNode]]:
    """The restrictions about each concept, or about one that it is broader than."""
    found: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for quad in store.quads(None, _USED_IN[kind], None, CURRENT):
        waiting, seen = [quad.object], set()
        while waiting and kind_of(quad.subject) == "restriction":
            node = waiting.pop()
            if isinstance(node, NamedNode) and node not in seen:
                seen.add(node)
                found[node].add(quad.subject)
                waiting += broader.get(node, [])
    return found


def build_fields(store: Store, question: Question, given: Mapping[str, str], bound: Bound) -> tuple[Field, ...]:
    """The fields of a question's form, with the values it was given; `bound` are those that were understood."""
    return tuple(_field(store, param, given.get(param.name, ""), bound) for param in question.params)


def _field(store: Store, param: Param, given: str, bound: Bound) -> Field:
    term = bound.get(param.name)
    known = slug_of(term) if isinstance(term, NamedNode) and param.type in NAMED_KINDS else ""
    value = known or given or ("" if param.default in (None, "any", "today") else param.default) or ""
    if not value and param.default == "today" and term is not None:
        value = term.value
    listed = choices_of(store, param.type) if param.enumerate and param.type in NAMED_KINDS else ()
    options = tuple(_options(listed, param, value)) if listed else ()
    label = _LABELS.get(param.name) or re.sub(r"(?<!^)([A-Z])", r" \1", param.name).capitalize()
    return Field(param.name, label, param.label, value, param.type, param.default is None, options)


def _options(choices: tuple[Choice, ...], param: Param, value: str) -> Iterator[Option]:
    if param.default in (None, "any"):
        yield Option("", "choose one" if param.default is None else "any", not value)
    if value and value not in {choice.slug for choice in choices}:
        yield Option(value, value, True)
    for choice in choices:
        text = f"{_INDENT * choice.depth}{choice.label} ({choice.count})"
        yield Option(choice.slug, text, choice.slug == value)
