"""The line: a canonical article and a lexicon become a reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from moratoria.reading import canonical
from moratoria.reading.actors import find_actors
from moratoria.reading.audiences import find_audiences
from moratoria.reading.canonical import Canonical, Span
from moratoria.reading.confidence import Signs, estimate
from moratoria.reading.dates import find_dates, find_durations
from moratoria.reading.gazetteer import Gazetteer
from moratoria.reading.influences import find_influences, from_same_steps
from moratoria.reading.kinds import GROUPS, Circumstances, decide
from moratoria.reading.legislation import find_laws, without_laws
from moratoria.reading.merge import merge_restrictions
from moratoria.reading.modality import Modality, judge
from moratoria.reading.model import Condition, Reading, Restriction
from moratoria.reading.names import Name, Places, find_names
from moratoria.reading.people import find_people, without_people
from moratoria.reading.quotes import find_quotes, quoted_ranges
from moratoria.reading.same_step import find_same_steps
from moratoria.reading.sentences import Sentence, find_sentences
from moratoria.reading.setting import AUTHORITIES, Setting, as_government
from moratoria.reading.slots import find_conditions, find_exemption, find_times
from moratoria.reading.technologies import ANAPHOR, GENERAL, Technology, find_technologies, labels, settle
from moratoria.reading.trigger_table import Family
from moratoria.reading.triggers import Trigger, Voice, find_triggers

APPS = frozenset(("DeepSeek", "ChatGPT", "Replika", "Character.AI", "Grok", "Manus", "Kimi"))
"""Names that stand for the maker and for what it makes, so that they are products where somebody else bars them."""

CHIPS = re.compile(r"\b(?:[AHB][128]00[X]?|H20|H800|A800|MI308X?|RTX [\w ]{0,4}\d{4}D?|Ascend(?: \d{3}\w?)?|B30A)\b")
_RUNNING = re.compile(
    r"(?i)\b(?:already|currently|since|in effect|in force|took effect|immediate effect|effective immediately"
    r"|at once|despite|last year|existing|years ago|earlier)\b"
)
_IS_TO = re.compile(r"(?i)\b(?:will|would)\s+(?:\w+\s+){0,2}[“\"]?$")
_AHEAD = re.compile(
    r"(?i)\b(?:will|would|plans?|planning|intends?|to|voted|agreed|decided|announc(?:es|ed|ing)|pledg\w+|promis\w+"
    r"|vow\w*|is set|passed|approved|about to|set to|moves?|moving|prolonging|extend\w*)\b"
)
_ENACTS = re.compile(
    r"(?i)\b(?:adopt\w*|impos\w+|pass\w*|enact\w*|announc\w+|issu\w+|declar\w+|approv\w+|institut\w+"
    r"|ordered) (?:an? |its |their |the )?(?:[\w-]+ ){0,3}$"
)
_PLANS = re.compile(r"(?i)\b(?:is|are|will be|begin|start)\w*\s*$")

MIN_CONFIDENCE = 0.4
"""Below it a candidate is not given."""


@dataclass(frozen=True)
class Lexicon:
    """The names a reader knows, with the words for their homes."""

    gazetteer: Gazetteer
    places: Places

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> Lexicon:
        """The lexicon over a gazetteer."""
        return cls(gazetteer, Places(gazetteer))


def read_text(text: str, lexicon: Lexicon, *, published: str | None = None, address: str | None = None) -> Reading:
    """What plain text says of restrictions; see `read` for an article that is canonical already."""
    return read(canonical.read_text(text, published=published, address=address), lexicon)


def read(article: Canonical, lexicon: Lexicon) -> Reading:
    """What an article says of restrictions, each with its span; nothing is looked up but in the lexicon."""
    names = find_names(article.text, lexicon.gazetteer, lexicon.places)
    people = find_people(article.text, names)
    names = without_laws(article.text, without_people(names, people))
    setting = Setting(article.text, names, people, article.publisher)
    sentences = find_sentences(article)
    scene = _Scene(article, setting, sentences, _main_technology(article, sentences))
    found = [one for sentence in sentences for one in scene.restrictions(sentence)]
    found += find_same_steps(setting, sentences, found)
    kept = [one for one in merge_restrictions(found, article.body_at) if one.confidence >= MIN_CONFIDENCE]
    quotes = find_quotes(article.text, names, people, article.body_at)
    doers = frozenset(one.actor.name for one in kept)
    return Reading(
        canonical=article,
        restrictions=tuple(scene.add_later_words(kept)),
        statements=tuple(quote for quote in quotes if quote.speaker),
        influences=from_same_steps(kept, find_influences(setting, sentences, doers)),
        legislation=find_laws(article.text, names, article.body_at),
    )


def _main_technology(article: Canonical, sentences: tuple[Sentence, ...]) -> str | None:
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for technology in find_technologies(sentence.text):
            weight = 3 if sentence.is_title or sentence.index <= 1 else 1
            counts[technology.label] += weight if technology.label == GENERAL else 20 * weight
    if counts:
        return counts.most_common(1)[0][0]
    return "generative AI" if _AI_MAKERS.search(article.text) else None


_AI_MAKERS = re.compile(
    r"\b(?:OpenAI|Anthropic|Mistral|xAI|Midjourney|Stability AI|Character\.AI|Hugging Face|Perplexity|Cohere|Llama"
    r"|Bard|Copilot|Apple Intelligence|Voice Engine|Sora|Replika|Bing)\b"
)


class _Scene:
    """One article while it is read."""

    def __init__(self, article: Canonical, setting: Setting, sentences: tuple[Sentence, ...], main: str | None) -> None:
        self.article, self.setting, self.sentences, self.main = article, setting, sentences, main
        self.quoted = quoted_ranges(article.text)
        self.title_actors = {
            name.name for name in setting.names if article.title_at and name.end <= article.title_at.end
        }

    def restrictions(self, sentence: Sentence) -> Iterator[Restriction]:
        """The candidates of one sentence, before they are merged."""
        if not self.main:
            return
        for trigger in find_triggers(sentence.text):
            modality = judge(sentence.text, trigger.start, trigger.end, noun=trigger.voice is Voice.NOUN)
            if modality not in (Modality.FACT, Modality.PROPOSED) or self._mere_quote(sentence, trigger):
                continue
            yield from self._candidates(sentence, trigger, modality)

    def _mere_quote(self, sentence: Sentence, trigger: Trigger) -> bool:
        at = sentence.start + trigger.start
        within = next(((a, b) for a, b in self.quoted if a <= at < b), None)
        if within is None:
            return False
        return (
            not re.search(r"(?i)\b(?:we|put in place)\b", self.article.text[within[0] : at + len(trigger.words)][-90:])
            and within[1] - within[0] > 30
        )

    def _candidates(self, sentence: Sentence, trigger: Trigger, modality: Modality) -> Iterator[Restriction]:
        clause = _clause(sentence.text, trigger)
        found, near = self._technologies(sentence, trigger, clause)
        if not found or (not trigger.strong and not near):
            return
        for actor in find_actors(self.setting, sentence, trigger):
            actor = as_government(self.article.text, actor)
            if actor.kind == "person":
                continue
            maker = actor.entry.of if actor.kind == "product" and actor.entry else ""
            one = self._restriction(sentence, trigger, clause, replace(actor, name=maker or actor.name))
            yield self._rate(replace(one, technologies=settle(found, self.main)), sentence, (trigger, modality, near))

    def _technologies(self, sentence: Sentence, trigger: Trigger, clause: str) -> tuple[tuple[str, ...], bool]:
        named = find_technologies(sentence.text)
        close = [t for t in named if trigger.start - 45 <= t.start <= trigger.end + len(clause)]
        after = [t for t in close if t.start >= trigger.start]
        for group in (after, close, named):
            if group and labels(group) != (GENERAL,):
                return labels(group), group is not named
        products = self._products(sentence)
        if (
            products
            or ANAPHOR.search(sentence.text[trigger.start :])
            or re.search(r"\b(?:it|them|one)\b", sentence.text[trigger.end : trigger.end + 30])
        ):
            earlier = self._earlier(sentence) or self.main
            return ((earlier,) if earlier else ()), True
        if named:
            return labels(named), bool(close)
        if trigger.voice is Voice.NOUN and _ENACTS.search(sentence.text[: trigger.start]):
            return ((self.main,) if self.main else ()), True
        return ((self.main,) if self.main else ()), False

    def _earlier(self, sentence: Sentence) -> str | None:
        for earlier in reversed(self.sentences[: sentence.index]):
            found: tuple[Technology, ...] = find_technologies(earlier.text)
            exact = [t.label for t in found if t.label != GENERAL]
            if exact:
                return exact[0]
        return self.main

    def _products(self, sentence: Sentence) -> tuple[str, ...]:
        inside = (n for n in self.setting.names if sentence.start <= n.start < sentence.end)
        listed = [(n.start, n.name) for n in inside if n.kind == "product" or n.name in APPS]
        chips = [(m.start() + sentence.start, m[0]) for m in CHIPS.finditer(sentence.text)]
        return tuple(dict.fromkeys(name for _, name in sorted(listed + chips)))

    def _restriction(self, sentence: Sentence, trigger: Trigger, clause: str, actor: Name) -> Restriction:
        authority = actor.kind in AUTHORITIES
        conditions = find_conditions(sentence.text)
        times = find_times(sentence.text, trigger.start, self.article.published)
        timed = bool((times.duration and times.duration.startswith("P")) or times.end)
        awaits = any(condition.kind == "legislation" for condition in conditions)
        kind = decide(
            trigger.family,
            trigger.words,
            sentence.text,
            Circumstances(authority, awaits, timed, bool(re.match(r"P(?:[3-9]|\d\d)Y", times.duration or ""))),
        )
        exemption = find_exemption(sentence.text[trigger.end :])
        if (
            kind == "moratorium"
            and times.duration
            and times.duration.startswith("P")
            and all(re.match(r"(?i)(?:to )?giv|allow", c.text) for c in conditions)
        ):
            conditions = (Condition("date", times.words),)
        if kind == "review-requirement" and not any(condition.kind == "review" for condition in conditions):
            conditions = (Condition("review", trigger.words),)
        return Restriction(
            actor=actor,
            kind=kind,
            status="announced",
            evidence=Span(sentence.start, sentence.end),
            trigger=Span(sentence.start + trigger.start, sentence.start + trigger.end),
            rule=trigger.rule,
            confidence=0.0,
            products=self._products(sentence),
            affected=self._affected(sentence, trigger, actor, kind),
            jurisdiction=self._jurisdiction(sentence, trigger, actor),
            start=times.start,
            end=times.end,
            duration=times.duration,
            conditions=conditions,
            exemptions=(exemption,) if exemption else (),
        )

    def _affected(self, sentence: Sentence, trigger: Trigger, actor: Name, kind: str) -> tuple[str, ...]:
        classes = find_audiences(sentence.text[trigger.start :]) or find_audiences(sentence.text[: trigger.start])
        if actor.kind in AUTHORITIES - {"school"} and "employees" in classes:
            classes = tuple(dict.fromkeys("government agencies" if name == "employees" else name for name in classes))
        if kind == "fine-or-order" or actor.kind in ("regulator", "court", "law-enforcement"):
            at = sentence.start + trigger.start
            bound = [
                n.name
                for n in self.setting.between(at, at + 100)
                if n.kind == "company" and n.name != actor.name and n.name not in APPS
            ]
            return tuple(bound[:1]) or classes
        return classes

    def _jurisdiction(self, sentence: Sentence, trigger: Trigger, actor: Name) -> str | None:
        if actor.kind in AUTHORITIES:
            return actor.name if actor.kind in ("country", "state", "city", "county", "demonym") else actor.place
        if re.search(r"(?i)\b(?:worldwide|globally|anywhere in the world|around the world)\b", sentence.text):
            return "worldwide"
        at = sentence.start + trigger.start
        if re.search(
            r"\b(?:Europe(?:an(?:s)? (?:users|Union|citizens|residents))?|Europeans|in the EU|E\.U\.)\b", sentence.text
        ):
            return "European Union"
        for name in self.setting.between(at, sentence.end):
            if name.kind in ("country", "state", "city") and re.search(
                r"(?i)\b(?:in|out of|from|within|across)(?: the)? $",
                self.article.text[max(0, name.start - 14) : name.start],
            ):
                return name.name
        return "United States" if re.search(r"\b(?:U\.?S\.?|American) (?:police|law)", sentence.text) else None

    def _rate(self, one: Restriction, sentence: Sentence, how: tuple[Trigger, Modality, bool]) -> Restriction:
        trigger, modality, near = how
        proposed = modality is Modality.PROPOSED
        status = self._status(one, sentence, trigger, proposed=proposed)
        signs = Signs(
            strong=trigger.strong,
            direct_actor=sentence.start <= one.actor.start < sentence.end,
            listed_actor=one.actor.entry is not None,
            near_technology=near,
            exact_technology=one.technologies != (GENERAL,),
            proposed=proposed,
            noun=trigger.voice is Voice.NOUN,
            title_agrees=one.actor.name in self.title_actors,
        )
        return replace(self._dated(one, sentence, status), status=status, confidence=estimate(signs))

    def _dated(self, one: Restriction, sentence: Sentence, status: str) -> Restriction:
        """The restriction with the sentence's date: the end of a lifted one, the start of one in force."""
        day = next((when.iso for when in find_dates(sentence.text, self.article.published) if when.iso), None)
        if status in ("lifted", "expired"):
            later = self.sentences[sentence.index + 1 : sentence.index + 2]
            following = next(
                (when.iso for after in later for when in find_dates(after.text, self.article.published) if when.iso),
                None,
            )
            return replace(
                one, end=one.end or day or following or (self.article.published or "")[:7] or None, start=None
            )
        day = day if day and (len(day) > 7 or re.search(r"(?i)\b(?:in|since) (?:\w+ )?\d{4}", sentence.text)) else None
        return replace(one, start=one.start or day) if status == "in-force" and not one.end else one

    def _status(self, one: Restriction, sentence: Sentence, trigger: Trigger, *, proposed: bool) -> str:
        if trigger.family is Family.LIFT:
            return "expired" if re.search(r"(?i)expir|laps|ran out", trigger.words) else "lifted"
        if proposed:
            return "proposed"
        times = find_times(sentence.text, trigger.start, self.article.published)
        before = sentence.text[: trigger.start]
        if _IS_TO.search(before):
            return "announced"
        if re.search(r"(?i)\b(?:will|would) (?:not|no longer|never)\b|\bwon['’]t\b", sentence.text[trigger.start :]):
            return "announced"
        if (
            _RUNNING.search(sentence.text)
            or times.past
            or (one.start and self.article.published and one.start <= self.article.published)
        ):
            return "in-force"
        ahead = _AHEAD.search(before[-120:]) or re.match(r"(?i)will not|won", trigger.words)
        return "announced" if ahead or (trigger.words.endswith("ing") and _PLANS.search(before[-60:])) else "in-force"

    def add_later_words(self, kept: list[Restriction]) -> list[Restriction]:
        """The restrictions with the exemptions, conditions and products that the sentences after them name."""
        for sentence in self.sentences:
            if sentence.is_title or any(one.evidence.start == sentence.start for one in kept):
                continue
            for number in self._meant(kept, sentence):
                kept[number] = self._extended(kept[number], sentence)
        return kept

    def _meant(self, kept: list[Restriction], sentence: Sentence) -> list[int]:
        """Which restrictions a later sentence is about: those of the actors it names, else the one before it."""
        earlier = [
            n
            for n, one in enumerate(kept)
            if one.evidence.start < sentence.start and GROUPS[one.kind] != "review" and one.rule != "same-step"
        ]
        inside = {name.name for name in self.setting.names if sentence.start <= name.start < sentence.end}
        named = [number for number in earlier if kept[number].actor.name in inside]
        return named or (
            earlier[-1:] if earlier and sentence.paragraph - self._paragraph(kept[earlier[-1]]) <= 1 else []
        )

    def _paragraph(self, one: Restriction) -> int:
        return next(sentence.paragraph for sentence in self.sentences if sentence.start == one.evidence.start)

    def _extended(self, one: Restriction, sentence: Sentence) -> Restriction:
        exemption = find_exemption(sentence.text)
        made = tuple(
            n.name
            for n in self.setting.names
            if n.kind == "product"
            and sentence.start <= n.start < sentence.end
            and n.entry
            and n.entry.of == one.actor.name
        )
        one = replace(
            one,
            products=tuple(dict.fromkeys(one.products + made)),
            exemptions=one.exemptions or ((exemption,) if exemption else ()),
        )
        if one.status in ("lifted", "expired") or find_triggers(sentence.text):
            return one
        endless = [length.iso for length in find_durations(sentence.text) if length.iso in ("indefinite", "permanent")]
        return replace(
            one,
            conditions=one.conditions or find_conditions(sentence.text),
            duration=one.duration or next(iter(endless), None),
        )


def _clause(text: str, trigger: Trigger) -> str:
    """The words from the trigger to the end of its clause."""
    rest = text[trigger.end :]
    end = re.search(
        (
            r"(?i)[;]|, (?:but|while|which|who|whereas|although|though|after|saying|citing|and (?:\w+ ){1,3}(?:said|has"
            r"|will|is))\b"
        ),
        rest,
    )
    return rest[: end.start()] if end else rest
