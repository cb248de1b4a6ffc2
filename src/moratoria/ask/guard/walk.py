"""A query walked token by token, with everything counted that the engine recurses or plans over.

The engine's parser knows no tokens: it takes `trueSERVICE` for two words and, where a number may be compared, `<#>` for
a sign and a comment. What it could read in two ways is refused or counted in the worse way.
"""

from __future__ import annotations

import re

from moratoria.ask.guard.frames import (
    CLOSING,
    TRIPLES,
    WORDS_AS_TERMS,
    Frame,
    Role,
    Room,
    Tally,
    is_operand,
    is_term,
    room_of,
)  # fmt: skip
from moratoria.ask.guard.tokens import Kind, Token, refusal

MOST_DEPTH = 32
MOST_PATTERNS = 64
MOST_IN_ALL = 4 * MOST_PATTERNS
"""The bound on patterns that are joined with each other, and on those of a whole query with its unions."""

MOST_STEPS = 16
MOST_OPERATORS = 256

_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING"])
_LEADING = frozenset(
    ["FILTER", "OPTIONAL", "UNION", "MINUS", "GRAPH", "BIND", "VALUES", "EXISTS", "NOT", "WHERE", "LATERAL", "SELECT"]
)
_BINARY = frozenset(("||", "&&", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/"))
_SAFE_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]{0,30}+://")
_UNSAFE = re.compile(r"[#(\[!]|(?:[^+\-*/=&]*+[+\-*/=&]){16}")
_START = Token(Kind.MARK, "", 0)


class Walk:
    """Takes the tokens of one query and raises QueryError at the first that breaks a rule."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._frames = [Frame(Room.QUERY, _START, 0)]
        self._before = _START
        self._in_all = self._steps = 0

    def take(self, token: Token) -> None:
        """Count a token."""
        if token.kind is Kind.MARK:
            self._mark(token)
        elif token.kind is Kind.WORD and token.text not in WORDS_AS_TERMS:
            self._word(token)
        elif is_term(token) and self._before.text != "^^":  # the datatype of a literal is no term of its own
            self._check_name(token)
            self._term(token)
        if token.text not in ("!", "+", "-"):
            self._frames[-1].signs = 0
        self._before = token

    def end(self) -> None:
        """Everything was closed that was opened."""
        if len(self._frames) > 1:
            raise refusal(self._text, self._frames[-1].opener.start, "opens a bracket here and never closes it")

    def _mark(self, token: Token) -> None:
        if token.text in ("<<", ">>", "{|", "|}", "~"):
            rule = f"has {token.text!r} here: triple terms are no part of SPARQL 1.1"
            raise refusal(self._text, token.start, rule, "put blanks between signs")
        if token.text in CLOSING:
            self._open(token)
        elif token.text in CLOSING.values():
            self._close(token)
        elif self._frames[-1].room is Room.EXPRESSION:
            self._operator(token)
        else:
            self._step(token)

    def _open(self, token: Token) -> None:
        around = self._frames[-1]
        room = room_of(token, self._before, around)
        if room in (Room.LIST, Room.PROPERTIES):
            self._term(token)
        if room is Room.DATA:
            self._pattern(token, 1)
        frame = Frame(room, token, around.depth + around.signs + 1, tally=around.tally)
        if room is Room.PROPERTIES:
            frame.role = Role.VERB
        if room in (Room.GROUP, Room.TEMPLATE):
            frame.tally = Tally()
            frame.apart = self._before.text in ("UNION", "EXISTS") or around.room is Room.EXPRESSION
        if token.text == "{":
            around.clause = around.values = False
            around.role = Role.SUBJECT
        around.signs = 0
        self._check_depth(frame.depth, token)
        self._frames.append(frame)

    def _close(self, token: Token) -> None:
        if len(self._frames) == 1 or CLOSING[self._frames[-1].opener.text] != token.text:
            raise refusal(self._text, token.start, f"has {token.text!r} here, which closes nothing")
        closed, around = self._frames.pop(), self._frames[-1]
        if closed.room is Room.PATH and around.room in TRIPLES:
            around.role = Role.OBJECT
        if closed.room is Room.EXPRESSION and not around.values:  # the variables of VALUES lead to its rows
            around.clause = False
        if closed.tally is not around.tally:
            self._in_all -= closed.tally.patterns  # counted when they came; now they come to the group around
            around.tally.last = 1 if closed.apart else closed.tally.patterns + (around.room is not Room.QUERY)
            self._pattern(token, around.tally.last)
            self._in_all += closed.tally.patterns * closed.apart

    def _operator(self, token: Token) -> None:
        frame = self._frames[-1]
        if token.text == "!" or (token.text in ("+", "-") and not is_operand(self._before)):
            frame.signs += 1
            self._check_depth(frame.depth + frame.signs, token)
            return
        frame.signs = 0
        if token.text == ",":
            frame.operators = 0
        elif token.text in _BINARY:
            frame.operators += 1
            if frame.operators > MOST_OPERATORS:
                raise refusal(self._text, token.start, f"has over {MOST_OPERATORS} operators in a chain")

    def _step(self, token: Token) -> None:
        """A sign among triples: the end of one, or a part of a property path."""
        frame = self._frames[-1]
        if token.text == "/":
            self._pattern(token, 1)  # the engine joins what a path has one after the other
        if frame.room not in TRIPLES:
            return
        if token.text in "/|^!":
            frame.role = Role.VERB
        elif token.text in ".;,":
            frame.role = {".": Role.SUBJECT, ";": Role.VERB, ",": Role.OBJECT}[token.text]
            frame.clause = False
            self._steps = 0

    def _word(self, token: Token) -> None:
        if "SERVICE" in token.text:
            raise refusal(self._text, token.start, "has SERVICE: nothing is fetched from elsewhere")
        if token.text in _UPDATES:
            raise refusal(self._text, token.start, f"has {token.text}, an update: this is for reading only")
        if token.text == "TRIPLE":
            raise refusal(self._text, token.start, "makes a triple term, which is no part of SPARQL 1.1")
        frame = self._frames[-1]
        if frame.room is Room.GROUP and token.text == "SELECT":
            frame.room, frame.apart = Room.QUERY, True
        if token.text == "UNION" and self._before.text == "}":  # so the group before it was a branch, too
            frame.tally.patterns -= frame.tally.last - 1
        if frame.room in TRIPLES:
            if token.text not in _LEADING and not frame.clause:  # such as `aTRUE`, which the engine takes for two
                self._pattern(token, 1)
            frame.clause, frame.role = True, Role.SUBJECT
        frame.values = token.text == "VALUES"

    def _check_name(self, token: Token) -> None:
        if token.kind is Kind.NAME and "SERVICE" in token.text.partition(":")[0].upper():
            raise refusal(self._text, token.start, "has a prefix with 'service' in it", "name the prefix otherwise")
        if token.kind is not Kind.IRI or self._frames[-1].opener.text != "(" or not is_operand(self._before):
            return
        if not _SAFE_IRI.match(token.text) and _UNSAFE.search(token.text):
            raise refusal(self._text, token.start, "has an IRI here that could be a comparison", "write it in full")

    def _term(self, token: Token) -> None:
        frame = self._frames[-1]
        if frame.room is Room.LIST:
            self._pattern(token, 2)
        elif frame.room is Room.PATH:
            self._add_step(token)
        elif frame.room in TRIPLES and not frame.clause:
            self._term_of_triple(frame, token)

    def _term_of_triple(self, frame: Frame, token: Token) -> None:
        if frame.role is Role.SUBJECT:
            frame.role, self._steps = Role.VERB, 0
        elif frame.role is Role.VERB:
            self._add_step(token)
            frame.role = Role.OBJECT
        else:
            self._pattern(token, 1)

    def _add_step(self, token: Token) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise refusal(self._text, token.start, f"has a property path of over {MOST_STEPS} steps")

    def _pattern(self, token: Token, count: int) -> None:
        frame = self._frames[-1]
        if any(each.room is Room.TEMPLATE for each in self._frames[1:2]):  # is filled in, not joined
            return
        frame.tally.patterns += count
        self._in_all += count
        if frame.tally.patterns > MOST_PATTERNS:
            raise refusal(self._text, token.start, f"has over {MOST_PATTERNS} patterns to join", "ask in smaller parts")
        if self._in_all > MOST_IN_ALL:
            raise refusal(self._text, token.start, f"has over {MOST_IN_ALL} patterns in all", "ask in smaller parts")

    def _check_depth(self, depth: int, token: Token) -> None:
        if depth > MOST_DEPTH:
            raise refusal(self._text, token.start, f"is nested over {MOST_DEPTH} deep")
