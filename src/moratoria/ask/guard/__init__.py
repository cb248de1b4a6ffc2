"""Queries from outside, bounded before the engine sees them. Pure, and linear in the length of the text."""

from __future__ import annotations

from dataclasses import dataclass

from moratoria.ask.guard.head import FORMS, Head
from moratoria.ask.guard.tokens import read_tokens, refusal
from moratoria.ask.guard.walk import Walk
from moratoria.errors import QueryError

__all__ = ["FORMS", "MOST_BYTES", "Checked", "check_query"]

MOST_BYTES = 16_384


@dataclass(frozen=True)
class Checked:
    """A query that keeps the rules: its form, one of FORMS, and whether it says itself which graphs it is about."""

    text: str
    form: str
    names_dataset: bool


def check_query(text: str) -> Checked:
    """What a query is. Raises QueryError with line, column and the rule for one that could harm, or is none.

    Whether it is correct SPARQL is for the engine to say: the bounds make it safe to ask.

    >>> check_query("ASK FROM graph:current { ?s a mor:Ban }")
    Checked(text='ASK FROM graph:current { ?s a mor:Ban }', form='ASK', names_dataset=True)
    >>> check_query("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    moratoria.errors.QueryError: line 1, column 12: the query has SERVICE: nothing is fetched from elsewhere
    """
    _check_text(text)
    head, walk = Head(text), Walk(text)
    for token in read_tokens(text):
        head.take(token)
        walk.take(token)
    walk.end()
    if not head.form:
        raise refusal(text, len(text), f"has none of {', '.join(FORMS)}")
    return Checked(text, head.form, head.names_dataset)


def _check_text(text: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise refusal(text, error.start, "has half of a surrogate pair", "send UTF-8") from error
    if size > MOST_BYTES:
        raise QueryError(f"the query has {size:,} bytes", remedy=f"ask with at most {MOST_BYTES:,}")
    if "\0" in text:
        raise refusal(text, text.index("\0"), "has a NUL character")
