"""An answer as it is shown: its sentence with marks of citation, and its rows as a table of names, days and chips."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from moratoria.ask.results import Result, text
from moratoria.pages.explorer import day_words
from moratoria.pipeline.sayings import slot_words
from moratoria.publish.names import Names
from moratoria.serve.addresses import page_address
from moratoria.store.base import Store, Value
from moratoria.terms import MOR, XSD, Literal, NamedNode, kind_of, shorten

_NAMING = ("label", "name", "title", "gist")
"""Columns that name the thing in the column before them; any other is named by `…Label`."""
_NAMED_AT_MOST = 40
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence: `lead`, `text`, a `link`, or a `cite` whose text is the number of a source."""

    kind: str
    text: str
    address: str = ""


@dataclass(frozen=True)
class Cell:
    """A value: `kind` is text, day, life or facets; no text where the answer has none."""

    heading: str
    kind: str
    text: str
    address: str = ""


@dataclass(frozen=True)
class Row:
    """A row with the numbers of its sources; `why` is where its status is explained."""

    cells: tuple[Cell, ...]
    cited: tuple[int, ...]
    why: str


@dataclass(frozen=True)
class Table:
    """Rows under their headings; `silent` are the headings under which no row has anything."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    silent: tuple[str, ...]
    has_sources: bool


@dataclass(frozen=True)
class _Column:
    """A column of the table: the place of its value, of the name beside it, and of the later end of a span."""

    heading: str
    name: str
    place: int
    label: int | None = None
    latest: int | None = None


def build_pieces(answer: Result, most: int) -> tuple[Piece, ...]:
    """The sentence of an answer: each name is linked once, each number in brackets leads to its source."""
    sentence = answer.sentence(most)
    ends = [place for mark in (" as of ", ": ") if (place := sentence.find(mark)) > 0]
    lead = min(ends, default=0)
    pieces = [Piece("lead", sentence[:lead])] if lead and len(answer) else []
    return (*pieces, *_pieces(sentence[lead:] if pieces else sentence, answer))


def _pieces(sentence: str, answer: Result) -> list[Piece]:
    pages = _pages(answer)
    names = "|".join(re.escape(name) for name in sorted(pages, key=len, reverse=True)[:_NAMED_AT_MOST])
    cited = {str(each.number) for each in answer.citations}
    pattern = re.compile(r" ?\[(\d{1,5})\]" + (rf"|(?<!\w)({names})(?!\w)" if names else ""))
    pieces, place = [], 0
    for found in pattern.finditer(sentence):
        number, name = found[1], found[2] if names else None
        if (number and number not in cited) or (name and name not in pages):
            continue
        pieces.append(Piece("text", sentence[place : found.start()]))
        pieces.append(Piece("cite", number) if number else Piece("link", str(name), pages.pop(str(name))))
        place = found.end()
    pieces.append(Piece("text", sentence[place:]))
    return [_dated(piece) for piece in pieces if piece.text]


def _dated(piece: Piece) -> Piece:
    """A stretch of text with its days in words."""
    if piece.kind != "text":
        return piece
    return Piece("text", _DAY.sub(lambda found: day_words(found[0]), piece.text))


def _pages(answer: Result) -> dict[str, str]:
    """The pages of the things that are named in the rows, by the names they have there."""
    pages: dict[str, str] = {}
    for column in _columns(answer):
        for row in answer.terms if column.label is not None else ():
            node, name = row[column.place], text(row[column.label or 0])
            if isinstance(node, NamedNode) and len(name) > 2 and page_address(node):
                pages.setdefault(name, page_address(node))
    return pages


def build_table(store: Store, answer: Result, shown: slice) -> Table:
    """The rows of a part of an answer."""
    names, columns = Names(store, ()), _columns(answer)
    cited = list(answer.cited or [()] * len(answer))[shown]
    terms = answer.terms[shown]
    used = [column for column in columns if any(row[column.place] not in (None, Literal("")) for row in terms)]
    rows = tuple(_row(names, used, row, numbers) for row, numbers in zip(terms, cited, strict=True))
    silent = tuple(column.heading for column in columns if column not in used)
    has_sources = any(row.cited or row.why for row in rows)
    return Table(tuple(column.heading for column in used), rows, silent if rows else (), has_sources)


def _columns(answer: Result) -> list[_Column]:
    """The columns in words: a name takes the place of the thing it names, two ends of a span become one."""
    places = {name: place for place, name in enumerate(answer.columns)}
    labels = {name: _label_place(name, answer, places) for name in answer.columns}
    hidden = {place for place in labels.values() if place is not None}
    if "earliest" in places and "latest" in places:
        hidden.add(places["latest"])
    return [
        _Column(_heading(name, answer), name, place, labels[name], places.get("latest") if name == "earliest" else None)
        for name, place in places.items() if place not in hidden
    ]  # fmt: skip


def _label_place(name: str, answer: Result, places: Mapping[str, int]) -> int | None:
    if f"{name}Label" in places:
        return places[f"{name}Label"]
    after = answer.columns[places[name] + 1 : places[name] + 2]
    is_thing = any(isinstance(row[places[name]], NamedNode) for row in answer.terms[:20])
    return places[after[0]] if after and after[0] in _NAMING and is_thing else None


def _heading(name: str, answer: Result) -> str:
    words = str(answer.question.columns.get(name, name)).split(";", maxsplit=1)[0].split(",", maxsplit=1)[0]
    return words[:1].upper() + words[1:]


def _row(names: Names, columns: Sequence[_Column], row: Sequence[Value], cited: tuple[int, ...]) -> Row:
    restrictions = [cell for cell in row if isinstance(cell, NamedNode) and kind_of(cell) == "restriction"]
    why = f"{page_address(restrictions[0])}#why" if restrictions and page_address(restrictions[0]) else ""
    return Row(tuple(_cell(names, column, row) for column in columns), cited, why)


def _cell(names: Names, column: _Column, row: Sequence[Value]) -> Cell:
    value, label = row[column.place], row[column.label] if column.label is not None else None
    if isinstance(value, NamedNode):
        return Cell(column.heading, "text", text(label) or _name(names, value), page_address(value))
    if column.latest is not None and value is not None:
        last = text(row[column.latest])
        return Cell(column.heading, "day", value.value if last in ("", value.value) else f"{value.value}/{last}")
    is_day = isinstance(value, Literal) and value.datatype == XSD.date
    kind = "day" if is_day else column.name if column.name in ("life", "facets") else "text"
    return Cell(column.heading, kind, text(label) or text(value))


def _name(names: Names, node: NamedNode) -> str:
    if node.value.startswith(str(MOR)):
        return slot_words(node)
    return names.label(node) if page_address(node) or kind_of(node) else shorten(node.value)
