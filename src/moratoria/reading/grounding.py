"""Items of a model's answer become facts of a reading, each on words of the article, or are dropped with a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from moratoria.reading.anchor import Fit, find_anchor, find_name
from moratoria.reading.answer import Dropped
from moratoria.reading.answer_form import (
    Stated,
    StatedInfluence,
    StatedLaw,
    StatedRestriction,
    StatedStatement,
)
from moratoria.reading.audiences import find_audiences
from moratoria.reading.canonical import Canonical, Span
from moratoria.reading.legislation import Law
from moratoria.reading.model import Condition, Influence, Restriction
from moratoria.reading.names import Name
from moratoria.reading.quotes import MIN_WORDS, Quote
from moratoria.reading.sentences import Sentence
from moratoria.reading.setting import AUTHORITIES
from moratoria.reading.technologies import find_technologies, labels

RULE = "language-model"
CONFIDENCES = {Fit.EXACT: 0.6, Fit.NORMALISED: 0.6, Fit.ALIGNED: 0.45}
"""How likely a fact of a model is right: not measured, as models differ, and low, so that none is accepted unseen."""

MAX_SENTENCES = 3
_TO_A_MACHINE = re.compile(
    r"(?i)\b(?:(?:ignore|disregard|forget|override) (?:\w+ ){0,4}?(?:instructions?|prompts?|guidelines|guide)\b"
    r"|you are (?:an?|now an?) (?:\w+ )?(?:AI|assistant|language model|chatbot)\b"
    r"|(?:AI|language) (?:models?|assistants?|readers?|agents?) (?:reading|that reads?|processing) this\b"
    r"|mark (?:\S+ ){1,6}?as (?:cleared|lifted|compliant)\b)"
)
_GROUNDED = ("products", "jurisdiction", "announced", "start", "end", "conditions", "exemptions")
"""The slots that a fact keeps only as far as the article bears them out."""

Fact = Restriction | Quote | Influence | Law


@dataclass(frozen=True)
class Ground:
    """What the facts of a part of an article must stand on: its text, sentences and names."""

    article: Canonical
    part: Span
    sentences: Sequence[Sentence]
    names: Sequence[Name]

    def place(self, item: Stated) -> tuple[Fact | None, tuple[Dropped, ...]]:
        """The fact an item states, with ranges of the article, and what of it was dropped: all, or some slots."""
        found = self._placed(item)
        if isinstance(found, Dropped):
            return None, (found,)
        return found, _left_out(item, found)

    def _placed(self, item: Stated) -> Fact | Dropped:
        if isinstance(item, StatedRestriction):
            return self._restriction(item)
        if isinstance(item, StatedStatement):
            return self._statement(item)
        if isinstance(item, StatedInfluence):
            return self._influence(item)
        return self._law(item)

    def _restriction(self, item: StatedRestriction) -> Restriction | Dropped:
        what = f"restriction by {item.actor}"
        found = self._evidence(item.evidence)
        if isinstance(found, str):
            return Dropped(what, found)
        evidence, quote, fit = found
        actor = self._name(item.actor, evidence)
        if actor is None:
            return Dropped(what, "the article does not name the actor")
        trigger = find_anchor(self.article.text, item.trigger, evidence) if item.trigger else None
        return Restriction(
            actor=actor, kind=item.kind, status=item.status_in_article, evidence=evidence,
            trigger=trigger.span if trigger else quote, rule=RULE, confidence=CONFIDENCES[fit],
            technologies=_technologies(item), affected=_audiences(item), jurisdiction=self._jurisdiction(item, actor),
            products=tuple(name for name in item.products if self._named(name)), announced=self._day(item.announced),
            start=self._day(item.start), end=self._day(item.end), duration=item.duration,
            conditions=tuple(
                Condition(one.kind, words) for one in item.conditions if (words := self._words(one.text)) is not None
            ),
            exemptions=tuple(words for one in item.exemptions if (words := self._words(one)) is not None),
        )  # fmt: skip

    def _statement(self, item: StatedStatement) -> Quote | Dropped:
        what = f"statement by {item.speaker}"
        found = find_anchor(self.article.text, item.quote, self.part)
        if found is None or len(item.quote.split()) < MIN_WORDS:
            return Dropped(what, "the article does not hold its quote")
        if self._instructs(found.span):
            return Dropped(what, "its quote is an instruction to the reader")
        if self._named(item.speaker) is None:
            return Dropped(what, "the article does not name the speaker")
        words = self.article.text[found.span.start : found.span.end]
        role, org = (one if one and self._named(one) else None for one in (item.role, item.org))
        return Quote(found.span.start, found.span.end, words, item.speaker, role, org)

    def _influence(self, item: StatedInfluence) -> Influence | Dropped:
        what = f"influence of {item.echoes} on {item.actor}"
        found = self._evidence(item.evidence)
        if isinstance(found, str):
            return Dropped(what, found)
        actor, echoes = (self._name(name, found[0]) for name in (item.actor, item.echoes))
        if actor is None or echoes is None or actor.name == echoes.name:
            return Dropped(what, "the article does not name two actors")
        return Influence(found[0].start, found[0].end, actor, echoes)

    def _law(self, item: StatedLaw) -> Law | Dropped:
        span = find_name(self.article.text, item.name, self.part.start, self.part)
        if span is None or self._instructs(span):
            return Dropped(f"law {item.name}", "the article does not name it")
        return Law(span.start, span.end, self.article.text[span.start : span.end], item.jurisdiction, item.status)

    def _evidence(self, words: str) -> tuple[Span, Span, Fit] | str:
        """The whole sentences behind some words, the words' own range and how they were found; else the reason."""
        if len(words.split()) < MIN_WORDS:
            return "its evidence is too short to be found again"
        found = find_anchor(self.article.text, words, self.part)
        if found is None:
            return "the article does not hold its evidence"
        span = found.span
        touched = [one for one in self.sentences if one.start < span.end and span.start < one.end]
        if not touched or len(touched) > MAX_SENTENCES:
            return f"its evidence is no passage of 1 to {MAX_SENTENCES} sentences"
        whole = Span(touched[0].start, touched[-1].end)
        return "its evidence is an instruction to the reader" if self._instructs(whole) else (whole, span, found.fit)

    def _instructs(self, span: Span) -> bool:
        """Whether the paragraphs of a range speak to a machine that reads: they are no reporting."""
        around = {one.paragraph for one in self.sentences if one.start < span.end and span.start < one.end}
        return any(_TO_A_MACHINE.search(one.text) for one in self.sentences if one.paragraph in around)

    def _name(self, words: str, evidence: Span) -> Name | None:
        """The name the article uses, last before the end of the evidence: a known one there, else as it is written."""
        span = find_name(self.article.text, words.removeprefix("the ").removeprefix("The "), evidence.end)
        if span is None:
            return None
        known = [one for one in self.names if one.start < span.end and span.start < one.end]
        exact = [one for one in known if (one.start, one.end) == (span.start, span.end)]
        alike = exact or [one for one in known if one.start <= span.start and span.end <= one.end]
        return alike[0] if alike else Name(span.start, span.end, self.article.text[span.start : span.end], "unknown")

    def _jurisdiction(self, item: StatedRestriction, actor: Name) -> str | None:
        """Where the article says it holds; an authority's is its home unless the article says otherwise."""
        known = {place.casefold() for name in self.names for place in (name.name, name.place) if place}
        said = item.jurisdiction
        if said and (said.casefold() in known | {"worldwide"} or self._named(said)):
            return said
        return actor.place if actor.kind in AUTHORITIES else None

    def _named(self, words: str) -> Span | None:
        return find_name(self.article.text, words)

    def _words(self, phrase: str) -> str | None:
        found = find_anchor(self.article.text, phrase, self.part)
        return self.article.text[found.span.start : found.span.end] if found else None

    def _day(self, day: str | None) -> str | None:
        """A date whose year the article gives, or may follow from the day of publication; any other was guessed."""
        if day is None or self.article.published or day[:4] in self.article.text:
            return day
        return None


def _left_out(item: Stated, fact: Fact) -> tuple[Dropped, ...]:
    """The slots of a restriction that the article does not bear out."""
    if not (isinstance(item, StatedRestriction) and isinstance(fact, Restriction)):
        return ()
    pairs = ((slot, getattr(item, slot), getattr(fact, slot)) for slot in _GROUNDED)
    less = (
        slot
        for slot, given, kept in pairs
        if given and (not kept or (slot != "jurisdiction" and len(kept) < len(given)))
    )
    return tuple(Dropped(f"restriction by {item.actor}, {slot}", "the article does not say it") for slot in less)


def _technologies(item: StatedRestriction) -> tuple[str, ...]:
    """The technologies by the labels of the rule reader where it knows them, else in the model's words."""
    known = [labels(find_technologies(words)) or (words,) for words in item.technologies]
    return tuple(dict.fromkeys(label for found in known for label in found))


def _audiences(item: StatedRestriction) -> tuple[str, ...]:
    known = [find_audiences(words) or (words,) for words in item.affected]
    return tuple(dict.fromkeys(label for found in known for label in found))
