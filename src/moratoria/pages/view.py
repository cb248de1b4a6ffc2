"""What pages show, as plain values: names, facts with their citations, statuses, conditions, contradictions, terms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """A thing by its name: `page` is the file about it in the release, `address` what is said to be its own outside.

    `note` is said beside it, such as a date. An address that is not of the web stays text.
    """

    text: str
    page: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True)
class Citation:
    """A source that says something: its number on the page, how it says it, and where in it."""

    number: int
    modality: str
    place: str


@dataclass(frozen=True)
class Cited:
    """A source on a page, under its number."""

    number: int
    source: Name
    publisher: str
    published: str


@dataclass(frozen=True)
class Value:
    """A value of a fact, who says it, why it is preferred, and what was set aside for it."""

    name: Name
    said_by: tuple[Citation, ...] = ()
    rule: str = ""
    set_aside: tuple[tuple[str, tuple[Citation, ...]], ...] = ()


@dataclass(frozen=True)
class Fact:
    """A slot of a thing in words, with its values."""

    slot: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Span:
    """A stretch of time with one life, [since, until), and the rule that opened it in words; `now` on the day shown."""

    life: str
    facets: tuple[str, ...]
    since: str
    until: str
    rule: str
    now: bool = False


@dataclass(frozen=True)
class Condition:
    """What would release a restriction: its details, who assessed it and how, and the members of a group."""

    name: Name
    kind: str
    details: tuple[tuple[str, Name], ...] = ()
    assessments: tuple[Name, ...] = ()
    members: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Side:
    """One side of a contradiction: its words and who says so."""

    words: Name
    said_by: tuple[Citation, ...]


@dataclass(frozen=True)
class Contradiction:
    """What stands against what, and the words of the rule or dispute about it."""

    heading: Name
    sides: tuple[Side, ...]
    verdict: str


@dataclass(frozen=True)
class Mentions:
    """The things that name this one under a slot, in words."""

    slot: str
    things: tuple[Name, ...]


@dataclass(frozen=True)
class ThingPage:
    """Everything a page says about one thing; `page` is its file in the release."""

    iri: str
    page: str
    label: str
    kind: str
    intro: str = ""
    banner: str = ""
    has_status: bool = False
    spans: tuple[Span, ...] = ()
    facts: tuple[Fact, ...] = ()
    conditions: tuple[Condition, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    mentions: tuple[Mentions, ...] = ()
    sources: tuple[Cited, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A line of the index: a thing, words beside it, and its life on the day where it has one."""

    name: Name
    life: str = ""
    facets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """All things of one kind, under an anchor of the index."""

    kind: str
    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Download:
    """A file of the release; its size is not known while it is being written."""

    path: str
    words: str
    size: int | None = None


@dataclass(frozen=True)
class Edition:
    """What every page says of the release it is in."""

    title: str
    as_of: str
    issued: str
    version: str


@dataclass(frozen=True)
class Term:
    """A term of the ontology with what is said of it, in words or names."""

    iri: str
    anchor: str
    name: str
    label: str
    definition: str
    kind: str
    lines: tuple[tuple[str, tuple[Name, ...]], ...]
    deprecated: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """The ontology: what it says of itself, and its terms by kind."""

    title: str
    description: str
    about: tuple[tuple[str, Name], ...]
    groups: tuple[tuple[str, tuple[Term, ...]], ...]
