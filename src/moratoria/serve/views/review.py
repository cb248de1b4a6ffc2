"""The review queue and the sheet of one source, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from moratoria.errors import MoratoriaError
from moratoria.pipeline.candidates import Candidate, Inspection, Sheet
from moratoria.pipeline.changes import Flip
from moratoria.pipeline.desk import Desk
from moratoria.review.decisions import FactState, Ledger, Step
from moratoria.serve.views.candidate_cards import Card, Cards, FindingLine, edit_fields
from moratoria.serve.views.marked_text import Paragraph, Place, mark_text
from moratoria.store.base import Store

PAGE_SOURCES = 20
_READERS = {"language-model": "a language model", "agent-proposal": "an agent's proposal"}


@dataclass(frozen=True)
class Waiting:
    """A source of the queue: what it is, how many of its candidates wait, and why it cannot be read where it cannot."""

    source: str
    title: str
    publisher: str
    published: str
    waiting: int
    accepted: int
    rejected: int
    problem: str = ""


@dataclass(frozen=True)
class Overview:
    """A stretch of the queue; `after` is the source from which the next one goes on, empty at the end."""

    sources: tuple[Waiting, ...]
    everything: bool
    total: int
    after: str
    by: str
    seal: str


@dataclass(frozen=True)
class Asked:
    """What a reviewer looks at: the fact at hand, the one being edited, and what was typed into its fields."""

    at: str = ""
    edit: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class Told:
    """What came of the last decision: lines of what was done, or the sentence and the findings of a refusal."""

    done: tuple[str, ...] = ()
    refused: str = ""
    findings: tuple[FindingLine, ...] = ()


@dataclass(frozen=True)
class SheetPage:
    """The article of a source with numbered places, its candidates as cards, and the last step about it."""

    source: str
    title: str
    publisher: str
    published: str
    address: str
    sha256: str
    read_by: str
    characters: int | None
    no_text: str
    paragraphs: tuple[Paragraph, ...]
    cards: tuple[Card, ...]
    supporting: tuple[Card, ...]
    counts: Mapping[str, int]
    findings: tuple[FindingLine, ...]
    flips: tuple[Flip, ...]
    last: Step | None
    position: int
    total: int
    before: str
    after: str
    reason: str
    told: Told
    by: str
    seal: str


def build_overview(desk: Desk, ledger: Ledger, start: str, everything: bool) -> Overview:
    """The next sources of the queue from `start` on: those with waiting candidates, or all of them."""
    names = desk.queue.names()
    found: list[Waiting] = []
    rest = [name for name in names if name >= start]
    for name in rest:
        if len(found) == PAGE_SOURCES:
            return Overview(tuple(found), everything, len(names), name, "", "")
        item = _waiting(desk, ledger, name)
        if item.waiting or item.problem or everything:
            found.append(item)
    return Overview(tuple(found), everything, len(names), "", "", "")


def _waiting(desk: Desk, ledger: Ledger, name: str) -> Waiting:
    states = ledger.states.get(name, {})
    queued = desk.read(name, states)
    source = queued.data.get("source") or {}
    counts = Counter(states.get(key, FactState()).status for key in queued.facts)
    problem = queued.findings[0].problem if queued.file is None and queued.findings else ""
    return Waiting(
        name, str(source.get("title", "")), str(source.get("publisher", "")), _day(source.get("published")),
        counts["waiting"], counts["accepted"], counts["rejected"], problem,
    )  # fmt: skip


def build_sheet(desk: Desk, store: Store, ledger: Ledger, source: str, asked: Asked) -> SheetPage:
    """The sheet of a source. Raises UnknownName, with the nearest, for one that is not in the queue."""
    inspection = Inspection(desk, store, ledger)
    sheet = inspection.sheet(source, everything=True)
    text, no_text = _text(desk, source)
    cards = _cards(sheet, ledger, Cards(store, sheet.candidates, text), _at_hand(sheet, asked))
    cards = tuple(_with_more(card, inspection, sheet, asked) for card in cards)
    said = _source_of(desk, source)
    names = desk.queue.names()
    place = names.index(source)
    return SheetPage(
        source, str(said.get("title", source)), str(said.get("publisher", "")), _day(said.get("published")),
        str(said.get("address") or ""), str(said.get("sha256") or ""), _read_by(sheet.candidates),
        None if text is None else len(text), no_text, mark_text(text or "", _places(cards, sheet.candidates)),
        tuple(card for card in cards if not card.is_supporting), tuple(card for card in cards if card.is_supporting),
        Counter(item.status for item in sheet.candidates), finding_lines(sheet.findings), sheet.flips,
        ledger.last_step(source), place + 1, len(names), names[place - 1] if place else "",
        names[place + 1] if place + 1 < len(names) else "", asked.reason, Told(), "", "",
    )  # fmt: skip


def finding_lines(findings: Sequence[Any]) -> tuple[FindingLine, ...]:
    """Findings about a source as a whole, or those of a refusal."""
    return tuple(
        FindingLine(each.severity.value, each.code, each.problem, each.solution, each.where) for each in findings
    )


def _at_hand(sheet: Sheet, asked: Asked) -> str:
    """The fact at hand: the one asked for, else the first that waits and is no mere company of others."""
    names = [item.fact for item in sheet.candidates]
    wanted = asked.edit or asked.at
    if wanted in names:
        return wanted
    waiting = [item for item in sheet.candidates if item.status == "waiting"]
    return min(waiting, key=lambda item: item.is_supporting).fact if waiting else ""


def _cards(sheet: Sheet, ledger: Ledger, cards: Cards, at: str) -> tuple[Card, ...]:
    """Every card: the one at hand first, then what waits, then what was decided; numbers follow the article."""
    ordered = sorted(sheet.candidates, key=lambda item: (item.is_supporting, item.spans[:1] or ((1 << 40, 0),)))
    numbered = [
        cards.card(number, item, ledger.state(sheet.source, item.fact), is_on=item.fact == at)
        for number, item in enumerate(ordered, 1)
    ]
    return tuple(sorted(numbered, key=lambda card: (not card.is_on, card.status != "waiting", card.number)))


def _with_more(card: Card, inspection: Inspection, sheet: Sheet, asked: Asked) -> Card:
    """The card at hand with what would flip, the one being edited with its fields."""
    if card.fact == asked.edit:
        item = next(each for each in sheet.candidates if each.fact == card.fact)
        card = replace(card, fields=edit_fields(card.fact, item.stated, asked.typed))
    if card.is_on and card.status == "waiting":
        card = replace(card, flips=inspection.flips(sheet.source, card.fact))
    return card


def _places(cards: Sequence[Card], candidates: Sequence[Candidate]) -> list[Place]:
    """Where the candidates stand in the article; who and what they are about only when it is at hand."""
    spans = {item.fact: item.spans for item in candidates}
    return [
        Place(start, end, card.number, card.look, card.is_on)
        for card in cards if card.is_on or not card.is_supporting
        for start, end in spans[card.fact]
    ]  # fmt: skip


def _text(desk: Desk, source: str) -> tuple[str | None, str]:
    """The canonical text that the reader kept; without one, why there is none."""
    if not desk.queue.text_path(source).is_file():
        return None, "No text of this source is held here, only where in it each fact stands."
    try:
        return desk.text(source), ""
    except MoratoriaError as error:
        return None, error.sentence()


def _source_of(desk: Desk, source: str) -> Mapping[str, Any]:
    return desk.read(source, {}).data.get("source") or {}


def _read_by(candidates: Sequence[Candidate]) -> str:
    rules = {str(item.stated.get("rule") or "") for item in candidates}
    others = sorted(_READERS[rule] for rule in rules & _READERS.keys())
    if not rules - {""}:
        return "written by hand"
    return f"read with {' and '.join(others)}" if others else "read by rules only, no model"


def _day(value: Any) -> str:
    return str(value.get("on", "")) if isinstance(value, Mapping) else str(value or "")
