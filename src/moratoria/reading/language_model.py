"""The reader that asks a language model: the same reading as by rules, part by part, with what was dropped and lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from moratoria.errors import MoratoriaError
from moratoria.reading.answer import Answer, Dropped, Unusable, parse_answer
from moratoria.reading.answer_form import schema
from moratoria.reading.canonical import Canonical, Span
from moratoria.reading.grounding import Fact, Ground
from moratoria.reading.legislation import Law
from moratoria.reading.merge import merge_restrictions
from moratoria.reading.model import Influence, Reading, Restriction
from moratoria.reading.names import find_names
from moratoria.reading.prompt import Messages, build_messages, build_retry
from moratoria.reading.quotes import Quote
from moratoria.reading.reader import Lexicon
from moratoria.reading.sentences import find_sentences

PART_CHARS = 12_000
MAX_PARTS = 40
"""An article of more parts is read as far as these go; the rest is reported as lost."""

MAX_FAILURES = 2
"""After so many parts in a row that the endpoint failed on, the rest is not asked for."""

Ask = Callable[[Sequence[Mapping[str, str]], Mapping[str, Any]], str]
"""From messages and a JSON Schema to the model's answer; raises MoratoriaError when there is none."""


@dataclass(frozen=True)
class Lost:
    """A part of an article that no fact was read from, though it may hold some, and why."""

    part: Span
    reason: str
    endpoint_failed: bool = False


@dataclass(frozen=True)
class ModelReading:
    """A reading by a language model, with every item that was dropped and every part that was lost."""

    reading: Reading
    dropped: tuple[Dropped, ...] = ()
    lost: tuple[Lost, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Part:
    """What one part gave."""

    facts: tuple[Fact, ...]
    dropped: tuple[Dropped, ...]
    cut_off: bool


def read_with_model(article: Canonical, lexicon: Lexicon, ask: Ask) -> ModelReading:
    """What a language model reads in an article; each fact stands on words of the article, or is dropped and counted.

    Raises what `ask` raises when the very first part has no answer: then nothing is known.
    """
    whole = Ground(
        article, Span(0, 0), find_sentences(article), find_names(article.text, lexicon.gazetteer, lexicon.places)
    )
    read: list[_Part] = []
    lost: list[Lost] = []
    parts = split_parts(article)
    for part in parts[:MAX_PARTS]:
        if len(lost) >= MAX_FAILURES and all(one.endpoint_failed for one in lost[-MAX_FAILURES:]):
            lost.append(Lost(part, "it was not asked for, as the endpoint failed before", endpoint_failed=True))
            continue
        found = _read_part(replace(whole, part=part), ask, first=not read and not lost)
        if isinstance(found, Lost):
            lost.append(found)
        else:
            read.append(found)
    lost += [Lost(part, f"the article has more than {MAX_PARTS} parts") for part in parts[MAX_PARTS:]]
    return _joined(article, read, lost)


def split_parts(article: Canonical, size: int = PART_CHARS) -> tuple[Span, ...]:
    """The article in parts of at most `size` characters that leave nothing out, cut between paragraphs where it can.

    >>> from moratoria.reading.canonical import read_text
    >>> [(p.start, p.end) for p in split_parts(read_text("The first one. The second one is here."), 20)]
    [(0, 15), (15, 33), (33, 38)]
    """
    text, at, found = article.text, 0, []
    while len(text) - at > size:
        cuts = (text.rfind(mark, at + 1, at + size) + len(mark) for mark in ("\n\n", "\n", ". ", " "))
        end = next((cut for cut in cuts if cut > at + size // 3), at + size)
        found.append(Span(at, end))
        at = end
    return (*found, Span(at, len(text)))


def _read_part(ground: Ground, ask: Ask, *, first: bool) -> _Part | Lost:
    """What a part gives, asked for once more when nothing of the answer can be used; the better answer counts."""
    messages = build_messages(ground.article, ground.part)
    try:
        words = ask(messages, schema())
    except MoratoriaError as error:
        if first:
            raise
        return Lost(ground.part, f"the endpoint failed: {error.what}", endpoint_failed=True)
    answer = parse_answer(words)
    if isinstance(answer, Unusable) and answer.refused:
        return Lost(ground.part, answer.reason)
    found = _placed(answer, ground)
    problem = found.reason if isinstance(found, Lost) else _nothing_left(found)
    return _asked_again(ground, ask, build_retry(messages, words, problem), found) if problem else found


def _asked_again(ground: Ground, ask: Ask, messages: Messages, before: _Part | Lost) -> _Part | Lost:
    try:
        found = _placed(parse_answer(ask(messages, schema())), ground)
    except MoratoriaError as error:
        failed = Lost(ground.part, f"the endpoint failed: {error.what}", endpoint_failed=True)
        return before if isinstance(before, _Part) else failed
    if isinstance(before, Lost) or (isinstance(found, _Part) and found.facts):
        return found
    return before


def _placed(answer: Answer | Unusable, ground: Ground) -> _Part | Lost:
    if isinstance(answer, Unusable):
        return Lost(ground.part, answer.reason)
    placed = [ground.place(item) for item in answer.items]
    dropped = (*answer.dropped, *(one for _, left_out in placed for one in left_out))
    return _Part(tuple(fact for fact, _ in placed if fact is not None), dropped, answer.cut_off)


def _nothing_left(found: _Part) -> str:
    """What to tell the model when it gave items and none of them holds."""
    if found.facts or not found.dropped:
        return ""
    return "; ".join(f"{one.item}: {one.reason}" for one in found.dropped[:5])


def _joined(article: Canonical, read: Sequence[_Part], lost: Sequence[Lost]) -> ModelReading:
    facts = [fact for part in read for fact in part.facts]
    dropped = tuple(one for part in read for one in part.dropped)
    restrictions = merge_restrictions((one for one in facts if isinstance(one, Restriction)), article.body_at)
    reading = Reading(
        canonical=article,
        restrictions=restrictions,
        statements=tuple({(one.start, one.end): one for one in facts if isinstance(one, Quote)}.values()),
        influences=tuple({(i.actor.name, i.echoes.name): i for i in facts if isinstance(i, Influence)}.values()),
        legislation=tuple({one.name: one for one in facts if isinstance(one, Law)}.values()),
    )
    return ModelReading(reading, dropped, tuple(lost), tuple(_remarks(article, read, dropped, lost)))


def _remarks(
    article: Canonical, read: Sequence[_Part], dropped: Sequence[Dropped], lost: Sequence[Lost]
) -> Iterator[str]:
    """What a user must know of the reading, a sentence each."""
    if dropped:
        yield f"{len(dropped)} items of the model's answer were dropped, first {dropped[0].item}: {dropped[0].reason}"
    if cut := sum(part.cut_off for part in read):
        yield f"{cut} answers of the model were cut off; their whole items were kept"
    if lost:
        share = sum(one.part.end - one.part.start for one in lost) / max(1, len(article.text))
        yield f"{len(lost)} parts of the article ({share:.0%} of it) were lost, first because {lost[0].reason}"
