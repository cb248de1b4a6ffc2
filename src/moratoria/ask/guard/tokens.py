"""The tokens of a SPARQL 1.1 query (SPARQL 1.1 Query, section 19.8), in one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from moratoria.errors import QueryError

# Every repetition is possessive: what a token has taken it never gives back.
_BASE = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MORE = rf"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040"
_CODE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ESCAPE = rf"\\[tbnrf\\\"']|{_CODE}"
_LOCAL = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_PREFIX = rf"[{_BASE}](?>\.*+[{_MORE}\-]){{0,128}}+"  # bounded: `a.a.a…` without a colon would be read n times
_NAME = rf"(?>[{_BASE}_:0-9]|{_LOCAL})(?>\.*+(?>[{_MORE}:\-]|{_LOCAL}))*+"


class Kind(Enum):
    """What a token is; a word is a keyword, the name of a function, or `a`, `true` and `false`."""

    IRI = "iri"
    NAME = "name"
    VARIABLE = "variable"
    BLANK = "blank"
    TEXT = "text"
    TAG = "tag"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


_TOKEN = re.compile(
    rf"""
    (?P<gap> (?>[ \t\r\n]|\#[^\r\n]*+)++ )
  | (?P<iri> < (?>[^\x00-\x20<>"{{}}|^`\\]|{_CODE})*+ > )
  | (?P<text> \"\"\" (?>"{{0,2}}+(?>[^"\\]|{_ESCAPE}))*+ \"\"\"
            | ''' (?>'{{0,2}}+(?>[^'\\]|{_ESCAPE}))*+ '''
            | "(?!"") (?>[^"\\\r\n]|{_ESCAPE})*+ "
            | '(?!'') (?>[^'\\\r\n]|{_ESCAPE})*+ ' )
  | (?P<blank> _: [{_BASE}_0-9] (?>\.*+[{_MORE}\-])*+ )
  | (?P<name> (?>{_PREFIX})?+ : (?>{_NAME})?+ )
  | (?P<variable> [?$] [{_BASE}_0-9] [{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040]*+ )
  | (?P<tag> @ [A-Za-z]++ (?>-[A-Za-z0-9]++)*+ )
  | (?P<number> (?>[0-9]++(?>\.[0-9]*+(?=[eE][+-]?[0-9])|\.[0-9]++)?+|\.[0-9]++) (?>[eE][+-]?[0-9]++)?+ )
  | (?P<word> [A-Za-z_] [A-Za-z0-9_]*+ )
  | (?P<mark> \^\^ | && | \|\| | != | <= | >= | << | >> | \{{\| | \|\}} | [{{}}()\[\].;,=<>!*/+\-|^?~] )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """A token with its place in the text; words are in capitals, `A`, `TRUE` and `FALSE` included."""

    kind: Kind
    text: str
    start: int


def read_tokens(text: str) -> Iterator[Token]:
    """The tokens of a query, without blanks and comments. Raises QueryError where the text is no SPARQL."""
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise refusal(text, place, _unreadable(text[place]))
        if found.lastgroup != "gap":
            kind = Kind(found.lastgroup)
            yield Token(kind, found[0].upper() if kind is Kind.WORD else found[0], place)
        place = found.end()


def _unreadable(character: str) -> str:
    if character in "\"'":
        return "has a text that does not end, or an escape in it that SPARQL does not know"
    if character == "\\":
        return "has a backslash outside of texts and IRIs"
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return f"has the character {shown!r}, which means nothing here"


def refusal(text: str, place: int, rule: str, remedy: str = "") -> QueryError:
    """The error that names line and column of a place, both from 1, and the rule that was broken."""
    line = text.count("\n", 0, place) + 1
    column = place - text.rfind("\n", 0, place)
    return QueryError(f"the query {rule}", where=f"line {line}, column {column}", remedy=remedy)
