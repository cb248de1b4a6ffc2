"""A text with numbered places in it, cut so that no two pieces overlap. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

WHOLE_CHARACTERS = 60_000
"""A longer text is shown only around its places."""

_GAP = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True)
class Place:
    """A range of a text under a number; `look` and `is_on` say how it is shown."""

    start: int
    end: int
    number: int
    look: str = ""
    is_on: bool = False


@dataclass(frozen=True)
class Piece:
    """A stretch of text, the first of the places it lies in, and the places that begin with it."""

    text: str
    within: Place | None = None
    begins: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """The pieces of a paragraph; `skipped` characters before it are not shown."""

    pieces: tuple[Piece, ...]
    skipped: int = 0


def mark_text(text: str, places: Sequence[Place]) -> tuple[Paragraph, ...]:
    """The paragraphs of a text with its places marked; of overlapping ones the current, then the lowest number counts.

    >>> [(piece.text, piece.within and piece.within.number) for piece in mark_text("a bc", [Place(2, 4, 1)])[0].pieces]
    [('a ', None), ('bc', 1)]
    """
    inside = [place for place in places if 0 <= place.start < place.end <= len(text)]
    found: list[Paragraph] = []
    skipped = 0
    for start, end in _paragraphs(text):
        near = [place for place in inside if place.start < end and start < place.end]
        if len(text) > WHOLE_CHARACTERS and not near:
            skipped += end - start
            continue
        found.append(Paragraph(tuple(_pieces(text, start, end, near)), skipped))
        skipped = 0
    return (*found, Paragraph((), skipped)) if skipped else tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _GAP.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def _pieces(text: str, start: int, end: int, places: Sequence[Place]) -> Iterator[Piece]:
    ordered = sorted(places, key=lambda place: (not place.is_on, place.number))
    edges = sorted({start, end, *(edge for place in places for edge in (place.start, place.end) if start < edge < end)})
    told: set[int] = set()
    for first, last in pairwise(edges):
        over = [place for place in ordered if place.start <= first and last <= place.end]
        begins = [place for place in over if place.number not in told]
        told |= {place.number for place in begins}
        yield Piece(text[first:last], over[0] if over else None, tuple(sorted(begins, key=lambda each: each.number)))
