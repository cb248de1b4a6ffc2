"""What a bracket of a query holds, told from what stands before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from moratoria.ask.guard.tokens import Kind, Token


class Room(Enum):
    """What is written between a pair of brackets."""

    QUERY = "the head and the modifiers of a query"
    GROUP = "graph patterns"
    TEMPLATE = "the triples of CONSTRUCT"
    DATA = "the rows of VALUES"
    PROPERTIES = "a blank node's properties"
    LIST = "a collection"
    PATH = "a part of a property path"
    EXPRESSION = "an expression, or the arguments of a function"


class Role(Enum):
    """What the next term of a triple is."""

    SUBJECT = "subject"
    VERB = "verb"
    OBJECT = "object"


TRIPLES = (Room.GROUP, Room.TEMPLATE, Room.PROPERTIES)
CLOSING = {"{": "}", "(": ")", "[": "]"}
WORDS_AS_TERMS = ("A", "TRUE", "FALSE")
_TERMS = (Kind.IRI, Kind.NAME, Kind.VARIABLE, Kind.BLANK, Kind.TEXT, Kind.NUMBER)


@dataclass
class Tally:
    """The patterns that are joined with each other; `last` is what the group that was closed last added to them."""

    patterns: int = 0
    last: int = 0


@dataclass
class Frame:
    """An open bracket: what it holds, how deep it lies, and how far its reading has come.

    `clause` is true between a keyword and the bracket it leads to: terms there belong to no triple. `apart` marks a
    group that is planned for itself: a branch of a UNION, a sub-select, what EXISTS asks.
    """

    room: Room
    opener: Token
    depth: int
    role: Role = Role.SUBJECT
    tally: Tally = field(default_factory=Tally)
    apart: bool = False
    clause: bool = False
    values: bool = False
    signs: int = 0
    operators: int = 0


def is_term(token: Token) -> bool:
    """True for a token that can stand in a triple."""
    return token.kind in _TERMS or (token.kind is Kind.WORD and token.text in WORDS_AS_TERMS)


def is_operand(token: Token) -> bool:
    """True for a token after which a sign is an operator between two operands."""
    return is_term(token) or token.kind is Kind.TAG or token.text in (")", "]", "}")


def room_of(token: Token, before: Token, around: Frame) -> Room:
    """What an opening bracket holds, by the token before it and the frame around it."""
    if token.text == "{":
        return _room_of_brace(before, around)
    if token.text == "[":
        return Room.PROPERTIES
    if around.room in (Room.EXPRESSION, Room.PATH, Room.LIST):
        return around.room
    if around.room not in TRIPLES or around.clause:
        return Room.EXPRESSION
    return Room.PATH if around.role is Role.VERB else Room.LIST


def _room_of_brace(before: Token, around: Frame) -> Room:
    if around.values:
        return Room.DATA
    return Room.TEMPLATE if before.text == "CONSTRUCT" else Room.GROUP
