"""Where quoted words stand in a text, also when they came back changed: a range of the text, never other words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from moratoria.reading.canonical import Span

MIN_SCORE = 88.0
"""Below it (of 100) two wordings are not the same words misspelled."""

MIN_ALIGNED = 20
"""Shorter quotes are not aligned: nearly every text has something like them."""

_QUOTES = dict.fromkeys("\"'`´‘’‚‛“”„‟«»‹›′″＂＇", "'")
_DASHES = dict.fromkeys("-‐‑‒–—―−﹣－", "-")
_PLAIN = {
    **_QUOTES,
    **_DASHES,
    "…": "...",
    "\u00ad": "",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\u2060": "",
    "\ufeff": "",
}
_NEVER_TWICE = frozenset("'-")
_DECISIVE = re.compile(r"\d+|\b(?:not?|never|none|nor|without|neither|cannot)\b|n't\b")
_WORD = re.compile(r"\w")


class Fit(StrEnum):
    """How quoted words were found."""

    EXACT = "exact"
    NORMALISED = "normalised"
    ALIGNED = "aligned"


@dataclass(frozen=True)
class Anchor:
    """The range of a text that a quote stands for, and how it was found."""

    span: Span
    fit: Fit


def find_anchor(text: str, quote: str, within: Span | None = None) -> Anchor | None:
    """The range of the quote in a text, or in a part of it; None when the words are not there.

    Exactly; else up to white space, quotation marks, dashes and case; else by the best alignment of at least 88 of 100
    that changes no number and no negation.

    >>> find_anchor("He said “it’s  over” — twice.", 'said "it\\'s over" - twice')
    Anchor(span=Span(start=3, end=28), fit=<Fit.NORMALISED: 'normalised'>)
    """
    start, end = (within.start, within.end) if within else (0, len(text))
    if not quote.strip():
        return None
    at = text.find(quote, start, end)
    if at >= 0:
        return Anchor(Span(at, at + len(quote)), Fit.EXACT)
    source, wanted = _Plain.of(text[start:end]), _Plain.of(unicodedata.normalize("NFC", quote))
    if not _WORD.search(wanted.text):
        return None
    at = source.text.find(wanted.text)
    if at >= 0:
        return Anchor(source.span(at, at + len(wanted.text), start), Fit.NORMALISED)
    found = _align(source.text, wanted.text)
    return Anchor(source.span(*found, start), Fit.ALIGNED) if found else None


def find_name(text: str, name: str, near: int = 0, within: Span | None = None) -> Span | None:
    """The range where a name stands as whole words, in any case: the last before `near` ends there, else the next."""
    start, end = (within.start, within.end) if within else (0, len(text))
    words = r"\s+".join(re.escape(word) for word in name.split())
    if not words:
        return None
    form = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
    places = [Span(*match.span()) for match in form.finditer(text, start, end)]
    before = [place for place in places if place.start <= near]
    return before[-1] if before else places[0] if places else None


@dataclass(frozen=True)
class _Plain:
    """A text with its spelling evened out, and from which character of the text each of its characters came."""

    text: str
    places: tuple[int, ...]

    @classmethod
    @lru_cache(maxsize=8)  # many quotes are sought in one part of an article
    def of(cls, text: str) -> _Plain:
        """White space becomes one space and none beside dashes; runs of quotation marks and dashes become one."""
        chars: list[str] = []
        places: list[int] = []
        for place, given in enumerate(text):
            for char in " " if given.isspace() else _PLAIN.get(given, given).casefold():
                last = chars[-1] if chars else " "
                if char == "-" and last == " " and chars:
                    chars.pop()
                    places.pop()
                    last = chars[-1] if chars else " "
                if (char == " " and last in " -") or (char in _NEVER_TWICE and char == last):
                    continue
                chars.append(char)
                places.append(place)
        while chars and chars[-1] == " ":
            chars.pop()
        return cls("".join(chars), tuple(places[: len(chars)]))

    def span(self, start: int, end: int, base: int) -> Span:
        """The range of the text behind a range of this one."""
        return Span(base + self.places[start], base + self.places[end - 1] + 1)


def _align(source: str, wanted: str) -> tuple[int, int] | None:
    """The range of the source that is the wanted words slightly changed, in whole words."""
    if not MIN_ALIGNED <= len(wanted) <= len(source):
        return None
    best = fuzz.partial_ratio_alignment(wanted, source, score_cutoff=MIN_SCORE)
    if best is None or best.dest_end <= best.dest_start:
        return None
    start, end = best.dest_start, best.dest_end
    while start > 0 and _WORD.match(source[start - 1]) and _WORD.match(source[start]):
        start -= 1
    while end < len(source) and _WORD.match(source[end - 1]) and _WORD.match(source[end]):
        end += 1
    start += len(source[start:end]) - len(source[start:end].lstrip())
    end -= len(source[start:end]) - len(source[start:end].rstrip())
    same = Counter(_DECISIVE.findall(source[start:end])) == Counter(_DECISIVE.findall(wanted))
    return (start, end) if same and start < end else None
