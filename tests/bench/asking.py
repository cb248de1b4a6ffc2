"""Every stored question asked of a store of made-up news, by the program and by rdflib over the same quads."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from statistics import median
from types import FrameType
from typing import Any

from tests.world.cast import ARTICLES_PER_DAY, day_of, describe
from tests.world.generator import first_report_before

from moratoria.ask.bind import bind_params, bind_text
from moratoria.ask.catalogue import Param, Question

REPEATS = 5
_FULL_REPEATS = 3
_DAYS_OF_REACTIONS = 90

_GIVEN = {
    "technology": "facial-recognition", "audience": "police", "jurisdiction": "US", "organization": "hub-0",
    "thing": "restriction/restriction-{middle}", "event": "event/event-{late}", "name": describe("hub-0")["name"],
}  # fmt: skip
"""Values of the made-up world by the name of a parameter, else by its type: those that most is told of."""


def params_for(question: Question, articles: int, *, wide: bool = False) -> dict[str, str]:
    """What a question is asked with; when wide, only what it must be given and the last day of the news.

    A thing or text that may be left out is left out, but for a company's name.
    """
    last = day_of(articles)
    days = {param.name: last for param in question.params if param.type == "date" and param.default == "today"}
    asked = [param for param in question.params if _is_given(param, wide)]
    places = {"middle": first_report_before(articles // 2), "late": _late(articles)}
    return days | {param.name: _GIVEN.get(param.name, _GIVEN.get(param.type, "")).format(**places) for param in asked}


def _is_given(param: Param, wide: bool) -> bool:
    if param.type == "date":
        return False
    narrows = param.name == "name" or param.type in ("technology", "audience", "jurisdiction", "organization")
    return param.default is None or (narrows and not wide)


def _late(articles: int) -> int:
    """The first report of a restriction some ninety days before the news ends."""
    return first_report_before(max(0, articles - _DAYS_OF_REACTIONS * ARTICLES_PER_DAY))


def ask_store(folder: str, articles: str) -> dict[str, Any]:
    """The times, rows and a digest of the rows of every question, of a store on disk that is opened for reading."""
    from moratoria.pipeline.kg import stored_questions
    from moratoria.store.embedded import EmbeddedStore

    store = EmbeddedStore(Path(folder), read_only=True)
    questions = stored_questions().values()
    return {"questions": {question.name: _asked(store, question, int(articles)) for question in questions}}


def _asked(store: Any, question: Question, articles: int) -> dict[str, Any]:
    from moratoria.pipeline.questions import ask_question

    given, today = params_for(question, articles), date.fromisoformat(day_of(articles))
    text = bind_text(question, bind_params(question, given, today))
    everything = bind_text(question, bind_params(question, params_for(question, articles, wide=True), today))
    cold, rows = _timed(lambda: store.query(text).rows)
    each = [_timed(lambda: store.query(text))[0] for _ in range(REPEATS)]
    full = [_timed(lambda: ask_question(store, question, given, today))[0] for _ in range(_FULL_REPEATS)]
    wide, others = _timed(lambda: store.query(everything).rows)
    return {
        "cold": cold, "each": each, "rows": len(rows), "full": median(full), "wide": wide, "wide_rows": len(others),
        "digest": _digest([_word(term and term.value) for term in row] for row in rows),
    }  # fmt: skip


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def ask_reference(file: str, articles: str, seconds: str) -> dict[str, Any]:
    """The same of rdflib with the same texts over the same quads; None for a question that takes too long."""
    from moratoria.pipeline.kg import stored_questions

    dataset, found = _dataset(file), {}
    for question in stored_questions().values():
        given = params_for(question, int(articles))
        text = bind_text(question, bind_params(question, given, date.fromisoformat(day_of(int(articles)))))
        found[question.name] = _asked_of_rdflib(dataset, text, int(float(seconds)))
    return {"questions": found}


def _asked_of_rdflib(dataset: Any, text: str, seconds: int) -> dict[str, Any] | None:
    try:
        with _limit(seconds):
            took, rows = _timed(lambda: [tuple(row) for row in dataset.query(text)])
    except _TooLong:
        return None
    return {"seconds": took, "rows": len(rows), "digest": _digest([_word(term) for term in row] for row in rows)}


def _dataset(file: str) -> Any:
    """The quads of a file, the current graph as the default graph, as the program sees them."""
    import rdflib

    from moratoria.terms import CURRENT

    parsed, dataset = rdflib.Dataset(), rdflib.Dataset()
    parsed.parse(file, format="nquads")
    for graph in parsed.graphs():
        name = str(graph.identifier)
        target = dataset.default_graph if name == CURRENT.value else dataset.graph(graph.identifier)
        for triple in graph:
            target.add(triple)
    return dataset


class _TooLong(BaseException):
    """The time is over; no `except Exception` on the way may swallow it."""


@contextmanager
def _limit(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TooLong

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def _word(term: object) -> str:
    """The text of a term; rdflib rewrites the Z of a time in UTC."""
    text = "" if term is None else str(term)
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def _digest(rows: Iterable[list[str]]) -> str:
    """Equal for equal rows in whatever order."""
    return sha256("\n".join(sorted("\t".join(row) for row in rows)).encode()).hexdigest()
