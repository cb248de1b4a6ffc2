"""On which day a restriction was announced: the day its own sentence gives, else that on which its actor spoke."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from moratoria.reading.dates import find_dates
from moratoria.reading.model import Reading, Restriction
from moratoria.reading.sentences import Sentence, find_sentences

RECENT = timedelta(days=14)
"""So long before its publication an article may report a decision as news."""

_SPEAKS = re.compile(
    r"(?i)\b(?:said|says|saying|announc\w+|told|wrote|declared|outlin\w+|unveil\w+|reveal\w+|confirm\w+|voted|vote|decided"
    r"|approv\w+|passed|signed|adopt\w+|ruled|order\w*|issued|pledg\w+|vow\w+)\b"
)
_OWN_NEWS = frozenset({"announced", "in-force"})


def with_announced(reading: Reading) -> Reading:
    """A reading whose restrictions say when they were announced, where the article gives the day; nothing is guessed.

    Without a day of publication, only days that the text writes out in full count.
    """
    sentences = find_sentences(reading.canonical)
    found = (
        one if one.announced else replace(one, announced=_announced(reading, one, sentences))
        for one in reading.restrictions
    )
    return replace(reading, restrictions=tuple(found))


def _announced(reading: Reading, one: Restriction, sentences: Sequence[Sentence]) -> str | None:
    own = _days(reading, reading.words(one.evidence)) - {one.end or ""}
    if len(own) == 1:
        return own.pop()
    if own or one.status not in _OWN_NEWS or one.start:
        return None
    spoken = [_days(reading, sentence.text) for sentence in sentences if _speaks(sentence.text, one.actor.name)]
    recent = {day for days in spoken if len(days) == 1 for day in days if _is_recent(day, reading.canonical.published)}
    return min(recent) if recent else None


def _speaks(sentence: str, actor: str) -> bool:
    return actor in sentence and _SPEAKS.search(sentence) is not None


def _days(reading: Reading, words: str) -> set[str]:
    """The whole days that some words name, up to the day of publication."""
    published = reading.canonical.published
    named = (when.iso or "" for when in find_dates(words, published))
    return {day for day in named if len(day) == len("YYYY-MM-DD") and (not published or day <= published)}


def _is_recent(day: str, published: str | None) -> bool:
    if not published:
        return False
    return date.fromisoformat(published) - date.fromisoformat(day) <= RECENT
