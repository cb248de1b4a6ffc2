"""What the reader gives back: candidate facts, each with the range of text behind it."""

from __future__ import annotations

from dataclasses import dataclass

from moratoria.reading.canonical import Canonical, Span
from moratoria.reading.legislation import Law
from moratoria.reading.names import Name
from moratoria.reading.quotes import Quote


@dataclass(frozen=True)
class Condition:
    """What would release a restriction: its kind (`legislation date review court consent other`) and the words."""

    kind: str
    text: str


@dataclass(frozen=True)
class Restriction:
    """One candidate: who restricts what for whom, and the sentence and trigger it was read from.

    `kind` and `status` are the words of the scorer's form; dates are ISO 8601 and absent where the text gives none.
    """

    actor: Name
    kind: str
    status: str
    evidence: Span
    trigger: Span
    rule: str
    confidence: float
    technologies: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    jurisdiction: str | None = None
    announced: str | None = None
    start: str | None = None
    end: str | None = None
    duration: str | None = None
    conditions: tuple[Condition, ...] = ()
    exemptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Influence:
    """One actor that follows another, and where the text says so."""

    start: int
    end: int
    actor: Name
    echoes: Name


@dataclass(frozen=True)
class Reading:
    """All that was read from one article."""

    canonical: Canonical
    restrictions: tuple[Restriction, ...] = ()
    statements: tuple[Quote, ...] = ()
    influences: tuple[Influence, ...] = ()
    legislation: tuple[Law, ...] = ()

    def words(self, span: Span) -> str:
        """The text of a range."""
        return self.canonical.text[span.start : span.end]
