"""The page of one question: its form, its answer, its rows, how to widen or compare it, and how it was asked."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from urllib.parse import urlencode

from moratoria.ask.bind import Bound, bind_text
from moratoria.ask.catalogue import Question
from moratoria.ask.document import example_params
from moratoria.ask.results import Citation, Result
from moratoria.errors import MoratoriaError, UnknownName
from moratoria.publish.reading import newest_record_day
from moratoria.serve.addresses import page_address
from moratoria.serve.asking import MOST_ROWS, SENTENCE_ITEMS, Asked, Part, ask, cut, questions
from moratoria.serve.views.answers import Piece, Row, Table, build_pieces, build_table
from moratoria.serve.views.choices import Field, build_fields
from moratoria.serve.views.questions import Catalogue, build_catalogue
from moratoria.serve.views.sparql_text import Token, lex
from moratoria.serve.views.values import Link
from moratoria.store.base import Store
from moratoria.terms import NamedNode

_SENTENCE = SENTENCE_ITEMS // 2
_WHYS = 3


@dataclass(frozen=True)
class Source:
    """A source the answer cites; `page` is what is known of it here."""

    cited: Citation
    page: str


@dataclass(frozen=True)
class Side:
    """The answer on one of two days, and the rows that it alone has."""

    day: str
    pieces: tuple[Piece, ...]
    table: Table


@dataclass(frozen=True)
class Comparison:
    """The answers on two days; `both` counts the rows that are on both."""

    sides: tuple[Side, Side]
    both: int


@dataclass(frozen=True)
class Snippets:
    """How to ask the same elsewhere: SPARQL with the values in it, and three command lines."""

    sparql: tuple[Token, ...]
    text: str
    curl: str
    python: str
    command: str


@dataclass(frozen=True)
class Answered:
    """An answer as the page shows it."""

    pieces: tuple[Piece, ...]
    table: Table
    part: Part
    whys: tuple[Link, ...]
    wider: tuple[Link, ...]
    sources: tuple[Source, ...]
    snippets: Snippets
    newest: str
    comparison: Comparison | None
    compare_to: str
    pages: Mapping[str, str]
    downloads: Mapping[str, str]


@dataclass(frozen=True)
class QuestionPage:
    """The page; without an answer when something must be given first, or when what was given is refused."""

    question: Question
    description: str
    catalogue: Catalogue
    fields: tuple[Field, ...]
    takes_day: bool
    answered: Answered | None = None
    trouble: str = ""
    nearest: tuple[str, ...] = ()
    example: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


def build_question_page(asked: Asked, store: Store, base: str) -> QuestionPage:
    """The page of a question that is asked as it is. `base` is the address of this site."""
    if asked.missing:
        return _unanswered(asked.question, asked.given, store)
    answer = ask(store, asked)
    page = _page(asked.question, build_fields(store, asked.question, asked.given, answer.bound))
    return replace(page, answered=_answered(asked, answer, store, base))


def refused_page(question: Question, given: Mapping[str, str], error: MoratoriaError, store: Store) -> QuestionPage:
    """The page that says what is wrong with what was given; the form keeps its values."""
    page = _unanswered(question, given, store)
    nearest = error.nearest if isinstance(error, UnknownName) else ()
    return replace(page, trouble=error.sentence(), nearest=tuple(nearest))


def _unanswered(question: Question, given: Mapping[str, str], store: Store) -> QuestionPage:
    bound: Bound = {}
    own = {name: given[name] for name in ("asOf", "asKnown") if name in given and name not in question.columns}
    page = _page(question, build_fields(store, question, given, bound))
    return replace(page, own=own, example=address_of(question, example_params(question)))


def _page(question: Question, fields: tuple[Field, ...]) -> QuestionPage:
    takes_day = any(param.name == "asOf" for param in question.params)
    catalogue = build_catalogue(questions().values(), current=question.name)
    return QuestionPage(question, " ".join(question.description.split()), catalogue, fields, takes_day)


def address_of(question: Question, values: Mapping[str, str]) -> str:
    """The address of a question asked with some values."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"/questions/{question.name}" + (f"?{query}" if query else "")


def _values(asked: Asked) -> dict[str, str]:
    """All that an address of the same answer carries, but the page."""
    dates = {"asOf": asked.dates.as_of_text, "asKnown": asked.dates.as_known_text}
    return {name: value for name, value in {**asked.given, **dates}.items() if value}


def _answered(asked: Asked, answer: Result, store: Store, base: str) -> Answered:
    part = cut(len(answer), asked.page, asked.size)
    table = build_table(store, answer, part.slice)
    shown = {
        number for numbers in chain(answer.cited[:_SENTENCE], (row.cited for row in table.rows)) for number in numbers
    }
    sources = tuple(
        Source(each, page_address(NamedNode(each.source))) for each in answer.citations if each.number in shown
    )
    newest = newest_record_day(store)
    return Answered(
        build_pieces(answer, _SENTENCE), table, part, _whys(table.rows), tuple(_wider(asked, answer, store)), sources,
        _snippets(asked, answer, base), str(newest or ""), _comparison(asked, answer, store),
        str(asked.compare_to or ""), _pages(asked, part), _downloads(asked),
    )  # fmt: skip


def _whys(rows: Sequence[Row]) -> tuple[Link, ...]:
    """Why the first few rows are as they are, by whom the row is about."""
    found = {row.cells[0].text: row.why for row in reversed(rows) if row.why and row.cells}
    first = [Link(name, found[name]) for row in rows if row.cells and (name := row.cells[0].text) in found]
    return tuple(dict.fromkeys(first))[:_WHYS]


def _wider(asked: Asked, answer: Result, store: Store) -> Iterator[Link]:
    """The same question without one of its filters, with the number of rows it then has."""
    for param in asked.question.params:
        if param.default != "any" or asked.given[param.name] in ("", "any"):
            continue
        wide = replace(asked, given={**asked.given, param.name: ""})
        count = len(ask(store, wide))
        if count > len(answer):
            rows = f"{count} row{'' if count == 1 else 's'}"
            yield Link(f"any {param.name}: {rows}", address_of(asked.question, _values(wide)))


def _pages(asked: Asked, part: Part) -> dict[str, str]:
    numbers = {"first": 1, "previous": part.number - 1, "next": part.number + 1, "last": part.pages}
    size = {"pageSize": str(part.size)}
    return {
        word: address_of(asked.question, {**_values(asked), **size, "page": str(number)})
        for word, number in numbers.items() if 1 <= number <= part.pages and number != part.number
    }  # fmt: skip


def _downloads(asked: Asked) -> dict[str, str]:
    whole = {**_values(asked), "pageSize": str(MOST_ROWS)}
    return {word.upper(): address_of(asked.question, {**whole, "format": word}) for word in ("csv", "json")}


def _snippets(asked: Asked, answer: Result, base: str) -> Snippets:
    text = bind_text(asked.question, answer.bound)
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()
    place = base.rstrip("/") + address_of(asked.question, _values(asked))
    return Snippets(
        lex(plain), plain, f"curl -H 'Accept: text/csv' {shlex.quote(place)}", _python(asked), _command(asked)
    )


def _python(asked: Asked) -> str:
    known = f"as_known={json.dumps(asked.dates.as_known_text)}" if asked.dates.as_known_text else ""
    given = {name: value for name, value in asked.given.items() if value}
    words = {"as_of" if name == "asOf" else name: json.dumps(value, ensure_ascii=True) for name, value in given.items()}
    passed = "".join(f", {name}={value}" for name, value in words.items())
    return (
        f'import moratoria\n\ngraph = moratoria.open({known})\nanswer = graph.ask("{asked.question.name}"{passed})\n'
        "print(answer.sentence())\nrows = list(answer)"
    )


def _command(asked: Asked) -> str:
    flags = {param.name: param.flag for param in asked.question.params}
    given = [word for name, value in asked.given.items() if value for word in (flags[name], shlex.quote(value))]
    known = ["--as-known", shlex.quote(asked.dates.as_known_text)] if asked.dates.as_known_text else []
    return " ".join(["moratoria ask", asked.question.name, *given, *known, "--format csv"])


def _comparison(asked: Asked, answer: Result, store: Store) -> Comparison | None:
    if asked.compare_to is None:
        return None
    other = ask(store, asked, asOf=str(asked.compare_to))
    first, second = sorted(((asked.compare_to, other), (asked.dates.as_of, answer)), key=lambda each: each[0])
    keys = [{_key(row) for row in found.terms} for _, found in (first, second)]
    both = sum(_key(row) in keys[0] for row in second[1].terms)
    return Comparison((_side(*first, keys[1], store), _side(*second, keys[0], store)), both)


def _side(day: date, answer: Result, elsewhere: set[tuple[object, ...]], store: Store) -> Side:
    places = [place for place, row in enumerate(answer.terms) if _key(row) not in elsewhere]
    cited = tuple(answer.cited[place] for place in places) if answer.cited else ()
    alone = replace(answer, terms=[answer.terms[place] for place in places], cited=cited)
    table = build_table(store, alone, slice(0, MOST_ROWS))
    unnumbered = tuple(replace(row, cited=()) for row in table.rows)
    pieces = tuple(piece for piece in build_pieces(answer, _SENTENCE) if piece.kind != "cite")
    return Side(str(day), pieces, replace(table, rows=unnumbered))


def _key(row: Sequence[object]) -> tuple[object, ...]:
    """What a row is about: its things; all of it where it names none."""
    return tuple(cell for cell in row if isinstance(cell, NamedNode)) or tuple(row)
