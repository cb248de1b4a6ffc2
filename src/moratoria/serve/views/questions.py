"""The catalogue of stored questions: by theme and number, with a filter that needs no script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from moratoria.ask.catalogue import Question

THEMES = ("vendors", "conditions", "timelines", "law", "influence", "sources", "links")
"""The themes in the order in which they are shown; any other comes after them."""


@dataclass(frozen=True)
class Entry:
    """A question in the catalogue."""

    name: str
    number: str
    summary: str


@dataclass(frozen=True)
class Theme:
    """The questions of one theme."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Catalogue:
    """The questions that have the words of a filter, of how many in all; `current` is the one that is open."""

    themes: tuple[Theme, ...]
    words: str
    found: int
    total: int
    current: str = ""


def build_catalogue(questions: Iterable[Question], words: str = "", current: str = "") -> Catalogue:
    """The catalogue, of the questions that have every word of a filter."""
    known = list(questions)
    wanted = words.lower().split()
    kept = [each for each in known if all(word in _text(each) for word in wanted)]
    names = sorted({each.theme for each in kept}, key=lambda name: (THEMES.index(name) if name in THEMES else 99, name))
    themes = tuple(Theme(name, tuple(_entry(each) for each in kept if each.theme == name)) for name in names)
    return Catalogue(themes, words, len(kept), len(known), current)


def _entry(question: Question) -> Entry:
    return Entry(question.name, str(question.number or ""), question.summary)


def _text(question: Question) -> str:
    parts = (question.name, question.theme, question.summary, question.description, *question.tags)
    return " ".join(parts).lower()
