"""A candidate as a card: its slots by name, its findings with their places, what accepting it would mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_args, get_origin

from moratoria.facts.rows import kind_of_list
from moratoria.findings import Finding, Severity
from moratoria.pages.explorer import day_words
from moratoria.pipeline.candidates import Candidate
from moratoria.pipeline.changes import Flip
from moratoria.pipeline.choice import READER_FIELDS
from moratoria.review.decisions import FactState
from moratoria.review.parts import digest_of, list_of, models, reference_fields
from moratoria.review.resolve import EVIDENCE, REVISION, Proposal
from moratoria.serve.addresses import page_address
from moratoria.serve.views.values import Link, link_to
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, minted

_WORDS = {
    "imposed_by": "Who", "binds": "Binds", "actions": "What", "technologies": "Technology", "affects": "For whom",
    "jurisdictions": "Where", "conditions": "Until", "start": "Since", "imposes": "Imposes", "on": "On",
}  # fmt: skip
_UNSHOWN = READER_FIELDS | {"id", "label", "name", "kind", "gist"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?")
_LOOKS = {"waiting": "", "accepted": "done", "rejected": "bad"}


@dataclass(frozen=True)
class Slot:
    """A field of a fact by its name, with its values."""

    word: str
    values: tuple[Link, ...]


@dataclass(frozen=True)
class FindingLine:
    """What a check says about a candidate, and where in the article or the file."""

    level: str
    code: str
    problem: str
    fix: str
    place: str = ""


@dataclass(frozen=True)
class Field:
    """A field as it is edited: `text` has several values apart by `;`, `choices` are the words it may hold."""

    name: str
    word: str
    text: str
    choices: tuple[str, ...] = ()
    is_required: bool = False
    is_several: bool = False


@dataclass(frozen=True)
class TakenFor:
    """What a candidate is to what is known: `words` begin the sentence, `target` is the thing in the graph."""

    words: str
    accept: str = "Accept"
    target: Link | None = None
    score: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """A candidate under its number, with all that a decision about it needs."""

    number: int
    fact: str
    kind: str
    label: str
    status: str
    look: str
    confidence: float | None
    rule: str
    modality: str
    places: tuple[str, ...]
    slots: tuple[Slot, ...]
    findings: tuple[FindingLine, ...]
    taken_for: TakenFor
    is_blocked: bool
    is_on: bool
    is_supporting: bool
    decided: FactState
    digest: str
    flips: tuple[Flip, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def anchor(self) -> str:
        """The name of the card within its page."""
        return f"k{self.number}"


class Cards:
    """Makes the cards of one source, whose facts are named in words of their own or of the graph."""

    def __init__(self, store: Readable, candidates: Sequence[Candidate], text: str | None) -> None:
        self._store, self._text = store, text
        self._labels = {item.fact: item.label for item in candidates}

    def card(self, number: int, item: Candidate, decided: FactState, *, is_on: bool = False) -> Card:
        """The card of a candidate."""
        first = item.stated["evidence"][0] if item.stated.get("evidence") else {}
        return Card(
            number, item.fact, _heading(item), self._label(item), item.status, _LOOKS[item.status], item.confidence,
            str(item.stated.get("rule") or ""), str(first.get("modality") or "paraphrased"),
            tuple(self._place(*span) for span in item.spans) or _locators(item.stated), tuple(self._slots(item)),
            tuple(self._finding(item, finding) for finding in item.findings), _taken_for(item.proposal),
            any(finding.severity is Severity.ERROR for finding in item.findings), is_on, item.is_supporting, decided,
            digest_of(item.stated),
        )  # fmt: skip

    def _place(self, start: int, end: int) -> str:
        line = f"line {self._text.count(chr(10), 0, start) + 1}, " if self._text is not None else ""
        return f"{line}characters {start} to {end}"

    def _finding(self, item: Candidate, finding: Finding) -> FindingLine:
        place = self._place(*item.spans[0]) if item.spans else ""
        file = f"{item.source}.txt, " if place and self._text is not None else ""
        return FindingLine(finding.severity.value, finding.code, finding.problem, finding.solution, file + place)

    def _label(self, item: Candidate) -> str:
        """What a fact is called; an influence by its two ends."""
        if list_of(item.fact) != "influences":
            return item.label
        ends = (self._value("restriction", item.stated.get(name, "")).text for name in ("restriction", "echoes"))
        return " echoes: ".join(ends)

    def _slots(self, item: Candidate) -> Iterable[Slot]:
        kinds = reference_fields(list_of(item.fact))
        for name, value in item.stated.items():
            if name not in _UNSHOWN and value not in (None, [], ()):
                shown = tuple(self._value(kinds.get(name), word) for word in _several(value))
                yield Slot(_WORDS.get(name, name.replace("_", " ").capitalize()), shown)

    def _value(self, kind: str | None, value: Any) -> Link:
        """A value as it reads; a thing by its label here or in the graph, linked where the graph has it."""
        word = cell_text(value)
        if kind == "any":
            kind, _, word = word.partition("/")
        if kind in (None, "address"):
            return Link(day_words(word) if _DAY.fullmatch(word) else word)
        own = self._labels.get(_key_of(kind or "", word), "")
        try:
            node = minted(kind or "", word)
        except ValueError:
            return Link(word)
        known = any(True for _ in self._store.quads(node, None, None, CURRENT))
        return link_to(self._store, node) if known else Link(own or word)


def list_words(fact: str) -> str:
    """The kind of thing a fact is about, in words: `restrictions/x` is a `Restriction`."""
    return models()[list_of(fact)].kind_of_thing.replace("-", " ").capitalize()


def edit_fields(fact: str, stated: Mapping[str, Any], given: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of a fact as a form has them; `given` are texts that were typed before and not taken."""
    kind = kind_of_list(list_of(fact), fact)
    found = []
    for name, info in kind.model_fields.items():
        if name in READER_FIELDS:
            continue
        several = get_origin(info.annotation) is tuple
        text = given.get(name, "; ".join(map(cell_text, _several(stated.get(name)))))
        choices = _choices(info.annotation)
        found.append(Field(name, name.replace("_", " "), text, choices, info.is_required(), several))
    return tuple(found)


def changed_fields(fact: str, stated: Mapping[str, Any], given: Mapping[str, str]) -> list[str]:
    """`field=value` for each field whose text is not what it was."""
    before = {field.name: field.text for field in edit_fields(fact, stated, {})}
    plain = {name: " ".join(text.split()) for name, text in given.items() if name in before}
    return [f"{name}={text}" for name, text in plain.items() if text != " ".join(before[name].split())]


def cell_text(value: Any) -> str:
    """A plain value as one text: a date with its words as the date."""
    return str(value.get("on", "") if isinstance(value, Mapping) else value)


def _several(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list | tuple) else [value]


def _choices(annotation: Any) -> tuple[str, ...]:
    """The words of the closed list behind an annotation; none for any other."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return tuple(member.value for member in annotation)
    return next((found for inner in get_args(annotation) if (found := _choices(inner))), ())


def _key_of(kind: str, name: str) -> str:
    return next((f"{each}/{name}" for each, model in models().items() if model.kind_of_thing == kind), "")


def _locators(stated: Mapping[str, Any]) -> tuple[str, ...]:
    given = (item.get("locator") or item.get("row") for item in stated.get("evidence") or ())
    return tuple(str(place) for place in given if place)


def _heading(item: Candidate) -> str:
    words = list_words(item.fact)
    return words if item.kind == list_of(item.fact) else f"{words}: {item.kind}"


_KNOWN_AS = {
    EVIDENCE: ("Further evidence for", "Accept as a further source"),
    REVISION: ("A revision of", "Accept as a revision"),
}


def _taken_for(proposal: Proposal) -> TakenFor:
    kind, _, name = proposal.of.partition("/")
    if not name:
        return TakenFor("New", reasons=proposal.reasons)
    words, accept = _KNOWN_AS[proposal.kind]
    target = Link(proposal.label, page_address(minted(kind, name)))
    return TakenFor(words, accept, target, proposal.score, proposal.reasons)
