"""What an address asks of a stored question: its parameters, both dates, and which page of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from math import ceil

from starlette.requests import Request

from moratoria.ask.catalogue import Question
from moratoria.ask.results import Result
from moratoria.errors import QueryError, UnknownName
from moratoria.pipeline.kg import stored_questions
from moratoria.pipeline.questions import ask_question
from moratoria.pipeline.slices import parse_day
from moratoria.serve.asked import Dates, read_dates, served_by
from moratoria.store.base import Store

PAGE_SIZE, MOST_ROWS = 100, 1000
"""So many rows a page has by default, and at most."""
SENTENCE_ITEMS = 12
"""So many items the sentence of an answer has; the rest is counted."""
OWN = ("asOf", "asKnown", "format", "page", "pageSize", "compareTo")
"""The parameters that every question's address may have besides its own."""
_LONGEST = 500


@dataclass(frozen=True)
class Asked:
    """A question with the values it is asked with; `compare_to` is the other day of a comparison, on a page only."""

    question: Question
    dates: Dates
    today: date
    given: Mapping[str, str]
    page: int = 1
    size: int = PAGE_SIZE
    compare_to: date | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The parameters that must be given and are not."""
        return tuple(
            param.name for param in self.question.params if param.default is None and not self.given[param.name]
        )


@dataclass(frozen=True)
class Part:
    """One page of the rows of an answer."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; one for no rows."""
        return max(1, ceil(self.total / self.size))

    @property
    def slice(self) -> slice:
        """Which of the rows these are."""
        return slice((self.number - 1) * self.size, self.number * self.size)


@cache
def questions() -> Mapping[str, Question]:
    """Every stored question by name, in the order of their numbers; they are part of the program."""
    found = stored_questions().values()
    ordered = sorted(found, key=lambda each: (each.number or 10_000, each.theme, each.name))
    return {each.name: each for each in ordered}


def question_named(name: str) -> Question:
    """The question of a name, which is looked up and nothing else. Raises UnknownName with the nearest names."""
    if name not in questions():
        raise UnknownName("question", name[:80], get_close_matches(name[:80], list(questions()), n=3))
    return questions()[name]


def asked_from(request: Request, question: Question) -> Asked:
    """What an address asks. Raises UnknownName for a parameter nobody has, QueryError for a malformed value."""
    given = _given(request, question)
    dates = read_dates(request)
    if dates.as_of_text and "asOf" in given:
        given["asOf"] = str(dates.as_of)
    compare = request.query_params.get("compareTo", "").strip()
    if compare and "asOf" not in given:
        raise QueryError("is not about a day, so there is nothing to compare", where=question.name)
    return Asked(
        question, dates, served_by(request).today(), given,
        _number(request, "page", 1, 1_000_000), _number(request, "pageSize", PAGE_SIZE, MOST_ROWS),
        parse_day(compare, "compareTo") if compare else None,
    )  # fmt: skip


def _given(request: Request, question: Question) -> dict[str, str]:
    """The value of each parameter, empty where its default holds."""
    names = [param.name for param in question.params]
    values = request.query_params
    for name in values:
        if name not in names and name not in OWN:
            raise UnknownName("parameter", name[:80], get_close_matches(name, names) or names, where=question.name)
        if len(values.getlist(name)) > 1:
            raise QueryError(f"{name} is given twice", where=question.name, remedy="give it once")
        if len(values[name]) > _LONGEST:
            raise QueryError(f"{name} has over {_LONGEST} characters", where=question.name)
    return {name: values.get(name, "").strip() for name in names}


def _number(request: Request, name: str, default: int, most: int) -> int:
    text = request.query_params.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and 1 <= int(text) <= most):
        raise QueryError(f"{name} {text!r} is no whole number from 1 to {most}")
    return int(text)


def ask(store: Store, asked: Asked, **others: str) -> Result:
    """The answer to what is asked, or to the same with `others`.

    Raises as `ask_question` does, in the words of an address and not of the command line.
    """
    given = {name: value for name, value in {**asked.given, **others}.items() if value}
    if asked.missing:
        raise QueryError(
            f"needs {' and '.join(asked.missing)}", where=asked.question.name, remedy="add it to the address"
        )
    try:
        return ask_question(store, asked.question, given, asked.today)
    except QueryError as error:
        what = error.what
        for param in asked.question.params:
            what = what.replace(f"{param.flag} ", f"{param.name} ")
        raise QueryError(what, where=error.where, remedy=error.remedy) from error


def cut(total: int, number: int, size: int) -> Part:
    """A page of so many rows. Raises UnknownName where there are not so many pages."""
    part = Part(number, size, total)
    if number > part.pages:
        raise UnknownName("page", str(number), (str(part.pages),))
    return part
