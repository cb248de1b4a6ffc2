"""SPARQL in colour: a text cut into the words a reader tells apart. For reading only; nothing is checked."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEYWORDS = (
    "PREFIX|SELECT|DISTINCT|WHERE|VALUES|UNDEF|OPTIONAL|FILTER|NOT|EXISTS|MINUS|UNION|GRAPH|BIND|AS|GROUP|HAVING|ORDER|"
    "BY|ASC|DESC|LIMIT|a|IF|BOUND|COALESCE|STR|COUNT|MIN|MAX|GROUP_CONCAT|SUBSTR|REPLACE|LCASE|UCASE|IN"
)
_TOKEN = re.compile(
    rf"""(?P<u><[^<>\s]*>)|(?P<s>"(?:[^"\\\n]|\\.)*")|(?P<c>\#[^\n]*)|(?P<v>\?\w+)|(?P<k>\b(?:{_KEYWORDS})\b)""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """A stretch of SPARQL; `look` is one of u (IRI), s (text), c (comment), v (variable), k (keyword), or empty."""

    look: str
    text: str


def lex(sparql: str) -> tuple[Token, ...]:
    """The text cut into stretches, which together are the text.

    >>> [token.look for token in lex('SELECT ?x')]
    ['k', '', 'v']
    """
    tokens, place = [], 0
    for found in _TOKEN.finditer(sparql):
        tokens += [Token("", sparql[place : found.start()]), Token(found.lastgroup or "", found[0])]
        place = found.end()
    return tuple(token for token in (*tokens, Token("", sparql[place:])) if token.text)
