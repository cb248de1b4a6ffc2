"""Typed parameters become terms, and terms take their place in a VALUES block. Pure.

No text of a user's is ever put into a query: a value is parsed into a term, and a term writes itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from moratoria.ask.catalogue import VALUES_BLOCK, Param, Question
from moratoria.errors import QueryError, UnknownName
from moratoria.terms import IDS, LOC, XSD, Literal, NamedNode, day_literal, minted, thing

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_PATH = re.compile(r"[a-z-]{1,32}/[a-z0-9][a-z0-9-]{0,63}")
Bound = Mapping[str, NamedNode | Literal | None]


def bind_params(question: Question, given: Mapping[str, str], today: date) -> dict[str, NamedNode | Literal | None]:
    """Every parameter of a question as a term; None where any value will do.

    Raises UnknownName for a parameter the question does not have, QueryError for a value that does not fit its type.
    """
    names = [param.name for param in question.params]
    for name in given:
        if name not in names:
            raise UnknownName("parameter", name, get_close_matches(name, names) or names, where=question.name)
    return {param.name: _bound(param, given.get(param.name), question.name, today) for param in question.params}


def _bound(param: Param, text: str | None, where: str, today: date) -> NamedNode | Literal | None:
    text = param.default if text is None else text
    if text is None:
        remedy = f"add {param.flag} VALUE; `moratoria ask --list {where}` tells more"
        raise QueryError(f"needs {param.flag} ({param.label})", where=where, remedy=remedy)
    if text == "any" and param.default == "any":
        return None
    if param.type == "date":
        return day_literal(today if text == "today" else _day(text, param, where))
    return _term(param, text, where)


def _day(text: str, param: Param, where: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise QueryError(f"{param.flag} {text!r} is no date", where=where, remedy="write YYYY-MM-DD") from None


def _term(param: Param, text: str, where: str) -> NamedNode | Literal:
    if param.type == "text":
        return _text(param, text, where)
    if param.type == "integer":
        if not re.fullmatch(r"-?\d{1,9}", text):
            raise QueryError(f"{param.flag} {text!r} is no whole number", where=where, remedy="write digits only")
        return Literal(text, datatype=XSD.integer)
    return _name(param, text, where)


def _text(param: Param, text: str, where: str) -> Literal:
    if re.search(r"\\[uU]", text):  # engines differ in when they read it; rdflib then misreads the whole query
        remedy = "write the character itself"
        raise QueryError(f"{param.flag} {text!r} holds an escape of a character", where=where, remedy=remedy)
    try:
        return Literal(text)
    except ValueError:  # half of a character outside the Basic Multilingual Plane, which no UTF-8 can write
        remedy = "write it in UTF-8"
        raise QueryError(f"{param.flag} {text!r} is no text", where=where, remedy=remedy) from None


def _name(param: Param, text: str, where: str) -> NamedNode:
    if text.startswith((IDS, str(LOC))):
        text = text.removeprefix(IDS).removeprefix(str(LOC)).removeprefix(f"{param.type}/")
    if _PATH.fullmatch(text) and param.type == "thing":
        return thing(text)
    if _SLUG.fullmatch(text) or (param.type == "jurisdiction" and _CODE.fullmatch(text)):
        return minted(param.type, text)
    form = "kind/name" if param.type == "thing" else "lower-case letters, digits and hyphens"
    raise QueryError(f"{param.flag} {text!r} is no {param.type}", where=where, remedy=f"write {form}")


def bind_text(question: Question, bound: Bound) -> str:
    """The SPARQL of a question with its parameters in place; a parameter of any value is UNDEF.

    One pass over the stored text, so that no value is ever read as a place for another.
    """

    def replaced(found: re.Match[str]) -> str:
        if found[2] not in bound:
            return found[0]
        term = bound[found[2]]
        return f"{found[1]} {'UNDEF' if term is None else term} {found[4]}"

    return VALUES_BLOCK.sub(replaced, question.text)
