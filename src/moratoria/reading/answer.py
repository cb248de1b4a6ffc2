"""The answer of a language model as items of the form: whole, or as far as it goes, bad items dropped one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic import ValidationError

from moratoria.reading.answer_form import FORMS, Stated

MAX_ITEMS = 200
"""So many items of a kind are taken from one answer; no part of an article has as many."""

MAX_CHARS = 2_000_000
MAX_STARTS = 20
"""So many brackets are tried as the start of the JSON; what models say before it holds fewer."""

_THOUGHTS = re.compile(r"(?s)^\s*<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)")
_FENCE = re.compile(r"(?s)```[a-zA-Z]*\s*\n(.*?)(?:```|\Z)")
_REFUSAL = re.compile(
    r"(?i)\b(?:I(?:['’]m| am)? (?:sorry|unable|not able)|I (?:can(?:['’]t|not)|won['’]t|will not|must decline)"
    r"|(?:cannot|can['’]t|unable to) (?:help|assist|comply|fulfil)|as an AI\b|against my (?:guidelines|policy))"
)
_DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class Dropped:
    """An item of an answer that did not become a fact, and why."""

    item: str
    reason: str


@dataclass(frozen=True)
class Answer:
    """The items of an answer that have the form, in order, those that have not, and whether it was cut off."""

    items: tuple[Stated, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    cut_off: bool = False


@dataclass(frozen=True)
class Unusable:
    """That an answer holds no list of facts at all, and why; `refused` when the model would not answer."""

    reason: str
    refused: bool = False


def parse_answer(words: str) -> Answer | Unusable:
    """The items in an answer, whatever stands around its JSON.

    >>> parse_answer('Here it is: ```json\\n{"legislation": [{"name": "AI Act"}, {"nam').items[0].name
    'AI Act'
    """
    if len(words) > MAX_CHARS:
        return Unusable(f"it is {len(words):,} characters long")
    plain = _THOUGHTS.sub("", words)
    fenced = _FENCE.search(plain)
    body = fenced[1] if fenced else plain
    whole = _whole(body)
    if whole is not None:
        return _judged({name: whole.get(name) for name in FORMS}, cut_off=False)
    rescued = {name: list(_rescued(body, name)) for name in FORMS if _opening(name).search(body)}
    if rescued:
        return _judged(rescued, cut_off=True)
    if _REFUSAL.search(plain[:600]):
        return Unusable("the model refused", refused=True)
    return Unusable("it is empty" if not plain.strip() else "it holds no JSON object with the lists of the schema")


def _whole(body: str) -> dict[str, Any] | None:
    """The first JSON object in some words that has one of the lists, or the restrictions of a bare list."""
    brackets = [match.start() for match in islice(re.finditer(r"[\[{]", body), MAX_STARTS)]
    for start in brackets:
        try:
            found, _ = _DECODER.raw_decode(body, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and found.keys() & FORMS.keys():
            return found
        if start == brackets[0] and isinstance(found, list) and all(isinstance(item, dict) for item in found):
            return {"restrictions": found}
    return None


def _opening(name: str) -> re.Pattern[str]:
    return re.compile(rf'"{name}"\s*:\s*\[')


def _rescued(body: str, name: str) -> Iterator[Any]:
    """The items of a list up to the first that is not whole."""
    opened = _opening(name).search(body)
    at = opened.end() if opened else len(body)
    while (start := _next_item(body, at)) is not None:
        try:
            item, at = _DECODER.raw_decode(body, start)
        except (ValueError, RecursionError):
            return
        yield item


def _next_item(body: str, at: int) -> int | None:
    match = re.compile(r"[\s,]*(?=\{)").match(body, at)
    return match.end() if match else None


def _judged(lists: dict[str, Any], *, cut_off: bool) -> Answer:
    items: list[Stated] = []
    dropped: list[Dropped] = []
    for name, given in lists.items():
        if given is not None and not isinstance(given, list):
            dropped.append(Dropped(name, f"is {type(given).__name__}, not a list"))
            continue
        found = given or []
        if len(found) > MAX_ITEMS:
            dropped.append(Dropped(name, f"{len(found) - MAX_ITEMS:,} items over {MAX_ITEMS} were not looked at"))
        for number, item in enumerate(found[:MAX_ITEMS], start=1):
            try:
                items.append(FORMS[name].model_validate(item))
            except ValidationError as error:
                dropped.append(Dropped(f"{name} {number}", _reason(error)))
    return Answer(tuple(items), tuple(dropped), cut_off)


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else str(first["msg"])
