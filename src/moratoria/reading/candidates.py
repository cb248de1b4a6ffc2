"""A reading as candidate facts: the plain data of a fact file, each fact with its span, its rule and its confidence.

What has no concept, no home or no partner in the article is left out and said so in the remarks; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from moratoria.facts.identify import propose_slug
from moratoria.reading.actions import find_actions
from moratoria.reading.audiences import find_audiences
from moratoria.reading.canonical import Span
from moratoria.reading.concepts import AUDIENCES, TECHNOLOGIES
from moratoria.reading.model import Condition, Reading, Restriction
from moratoria.reading.names import Name
from moratoria.reading.quotes import Quote

Fields = dict[str, Any]

UNDATED = "1900-01-01"
"""The first day an undated article can be of; the last is that of its retrieval."""

_KINDS = {"fine-or-order": "order"}
_SHORT = {
    "conditional-withholding": "withholding", "review-requirement": "review", "usage-policy": "policy",
    "export-control": "export",
}  # fmt: skip
"""The kinds as an id spells them."""
_CONDITIONS = {
    "legislation": "legislation-enacted", "date": "date-reached", "review": "review-completed",
    "court": "court-ruling", "consent": "consent-given", "other": "unspecified",
}  # fmt: skip
_ORGANIZATIONS = {
    "company", "regulator", "legislature", "court", "law-enforcement", "government", "nonprofit", "university",
    "school", "media", "international",
}  # fmt: skip
_PLACES = {"city", "county", "state", "country", "demonym"}
_WORDINGS = {"proposed": "proposed", "announced": "in-effect", "in-force": "in-effect"}


@dataclass(frozen=True)
class Known:
    """What candidates may refer to: the code of each place by its words, and the codes that are concepts."""

    codes: Mapping[str, str]
    jurisdictions: frozenset[str]


@dataclass
class Candidates:
    """The fact file of a reading as plain data, and what was left out of it, a sentence each."""

    data: Fields
    remarks: list[str] = field(default_factory=list)


def build_candidates(reading: Reading, known: Known, *, retrieved: str, reader: str | None = None) -> Candidates:
    """The candidate facts of a reading. `retrieved` is the day it was fetched or read, YYYY-MM-DD.

    `reader` names what read all of it, such as a language model; else each fact names the rule that fired.
    """
    writer = _Writer(reading, known, reader)
    for one in reading.restrictions:
        writer.add_restriction(one)
    for quote in reading.statements:
        writer.add_statement(quote)
    for influence in reading.influences:
        writer.add_influence(influence.actor.name, influence.echoes.name, Span(influence.start, influence.end))
    for law in reading.legislation:
        writer.add_law(law.name, law.jurisdiction, law.status, Span(law.start, law.end))
    source = _source(reading, retrieved)
    lists = {name: facts for name, facts in writer.lists.items() if facts}
    return Candidates({"source": source, **lists}, list(dict.fromkeys(writer.remarks)))


def _source(reading: Reading, retrieved: str) -> Fields:
    article = reading.canonical
    publisher = article.publisher or "publisher not stated"
    published: Any = article.published
    if published is None:
        published = {"on": f"{UNDATED}/{retrieved}", "words": "no date given"}
    title = article.title or " ".join(article.text.split())[:80]
    source = {
        "id": propose_slug(*([article.publisher] if article.publisher else []), article.published or "undated", title),
        "kind": "news-article", "address": article.address, "title": title, "publisher": publisher,
        "published": published, "retrieved": retrieved, "seen": "full", "sha256": article.sha256,
        "language": article.language,
    }  # fmt: skip
    return {name: value for name, value in source.items() if value is not None}


class _Writer:
    """Writes the facts of one reading, each thing once."""

    def __init__(self, reading: Reading, known: Known, reader: str | None) -> None:
        self.reading, self.known, self.reader = reading, known, reader
        self.remarks: list[str] = []
        self.lists: dict[str, list[Fields]] = {
            name: [] for name in (
                "organizations", "people", "posts", "memberships", "products", "restrictions", "requirements",
                "conditions", "exemptions", "legislation", "events", "statements", "influences",
            )
        }  # fmt: skip
        self.ids: dict[tuple[str, str], str] = {}
        self.restricting: dict[str, str] = {}

    def add_restriction(self, one: Restriction) -> None:
        """A restriction with its actor, products, conditions, exemptions, and the event that lifted it."""
        actor = self._organization(one.actor, one.evidence)
        technologies = self._concepts(one.technologies, TECHNOLOGIES, "technology")
        if not technologies:
            self.remarks.append(f"left out: {_sentence(one)} names no technology that has a concept")
            return
        kind = _KINDS.get(one.kind, one.kind)
        year = (one.announced or one.start or self.reading.canonical.published or "")[:4]
        slug = self._slug("restriction", actor, technologies[0], _SHORT.get(kind, kind), year)
        bound, classes = self._affected(one)
        stated = {
            "id": slug, "kind": kind, "label": _label(one), "imposed_by": [actor], "binds": bound,
            "actions": find_actions(self.reading.words(one.evidence), bars_use=one.actor.kind != "company"),
            "technologies": technologies, "products": [self._product(name, one) for name in one.products],
            "affects": classes, "jurisdictions": self._jurisdictions(one), "announced": one.announced,
            "start": one.start, "end": one.end if one.status not in ("lifted", "expired") else None,
            "duration": one.duration if (one.duration or "").startswith("P") else None,
            "lasting": _lasting(one), "wording": _WORDINGS.get(one.status), "note": _purpose(one),
            "conditions": [self._condition(item, one, slug, number) for number, item in enumerate(_awaited(one))],
        }  # fmt: skip
        self._add("restrictions", stated, one.evidence, rule=one.rule, confidence=round(one.confidence, 3))
        self.restricting.setdefault(one.actor.name, slug)
        self._add_endings(one, slug)

    def _add_endings(self, one: Restriction, slug: str) -> None:
        for number, words in enumerate(one.exemptions):
            spared = [AUDIENCES[word] for word in find_audiences(words) if word in AUDIENCES]
            exemption = {
                "id": f"{slug[:54]}-exempt-{number + 1}", "restriction": slug, "label": _short(words),
                "audiences": spared,
            }  # fmt: skip
            self._add("exemptions", exemption, one.evidence, rule=one.rule, confidence=round(one.confidence, 3))
        if one.status in ("lifted", "expired"):
            kind = "lifting" if one.status == "lifted" else "expiry"
            event = {
                "id": f"{slug[:56]}-{kind}", "kind": kind, "label": f"{_label(one)}: {one.status}",
                "date": one.end or one.announced, "restrictions": [slug],
            }  # fmt: skip
            self._add("events", event, one.evidence, rule=one.rule, confidence=round(one.confidence, 3))

    def add_statement(self, quote: Quote) -> None:
        """Quoted words with their speaker, and the office the article gives them."""
        span = Span(quote.start, quote.end)
        organization = self._named_organization(quote.org, span)
        speaker = quote.speaker or ""
        about = [slug for name, slug in self.restricting.items() if name == quote.org]
        stated: Fields = {"gist": _short(quote.words), "organization": organization, "restrictions": about}
        if ("organizations", speaker) in self.ids:
            stated |= {"organization": self.ids["organizations", speaker]}
        elif speaker and speaker != quote.org:
            stated |= self._office(speaker, quote.role, organization, span)
        stated["id"] = self._slug("statement", speaker or quote.org or "somebody", "says")
        self._add("statements", stated, span, modality="quoted", rule="attributed-quotation")

    def _office(self, speaker: str, role: str | None, organization: str | None, span: Span) -> Fields:
        person = self._thing("people", speaker, {"name": speaker}, span, "attributed-quotation")
        if not role or not organization:
            return {"speaker": person}
        title = _short(role)
        post = self._thing("posts", f"{organization} {title}", {"title": title, "organization": organization}, span)
        held = {"person": person, "organization": organization, "post": post}
        self._thing("memberships", f"{speaker} {organization} {title}", held, span)
        return {"speaker": person, "post": post}

    def add_influence(self, follower: str, followed: str, span: Span) -> None:
        """That one actor's restriction follows another's, where the article tells of both."""
        pair = self.restricting.get(follower), self.restricting.get(followed)
        if None in pair or pair[0] == pair[1]:
            self.remarks.append(f"left out: {follower} follows {followed}, but not both restrict something here")
            return
        self._add("influences", {"restriction": pair[0], "echoes": pair[1]}, span, rule="said-to-follow")

    def add_law(self, name: str, place: str | None, status: str | None, span: Span) -> None:
        """A bill or law that the article names."""
        kind = "bill" if status in (None, "proposed", "passed-chamber", "failed", "called-for") else "act"
        code = self._code(place)
        stated = {"kind": kind, "name": name, "jurisdiction": code, "level": _level(code) if code else None}
        self._thing("legislation", name, stated, span, "named-law")

    def _organization(self, name: Name, span: Span) -> str:
        kind = name.kind if name.kind in _ORGANIZATIONS else "government" if name.kind in _PLACES else "unclassified"
        home = self._code(name.entry.home if name.entry and name.entry.home else name.place)
        stated = {"id": name.entry.id if name.entry else "", "kind": kind, "name": name.name, "home": home}
        return self._thing("organizations", name.name, stated, span)

    def _named_organization(self, name: str | None, span: Span) -> str | None:
        if not name:
            return None
        known = self.ids.get(("organizations", name))
        return known or self._thing("organizations", name, {"kind": "unclassified", "name": name}, span)

    def _product(self, name: str, one: Restriction) -> str:
        return self._thing("products", name, {"name": name}, one.evidence)

    def _affected(self, one: Restriction) -> tuple[list[str], list[str]]:
        """The named organizations that are bound, and the classes that are affected.

        A class that only an exemption names is spared, not affected.
        """
        stated = set(find_audiences(self.reading.words(one.evidence)))
        spared = {word for words in one.exemptions for word in find_audiences(words)} - stated
        classes = [AUDIENCES[word] for word in one.affected if word in AUDIENCES and word not in spared]
        named = [word for word in one.affected if word not in AUDIENCES and word[:1].isupper()]
        lost = [word for word in one.affected if word not in AUDIENCES and word not in named]
        self.remarks += [f"left out: the audience {word!r} has no concept" for word in lost]
        bound = [self._named_organization(name, one.evidence) for name in named]
        return [name for name in bound if name], list(dict.fromkeys(classes))

    def _condition(self, condition: Condition, one: Restriction, slug: str, number: int) -> str:
        kind = _CONDITIONS[condition.kind]
        name = f"{slug[:50]}-until-{number + 1}"
        stated: Fields = {"id": name, "kind": kind, "label": _short(condition.text) or "until further notice"}
        if kind == "date-reached":
            stated["on"] = one.end
        if kind == "legislation-enacted":
            stated["requirement"] = self._requirement(condition, one, name)
        self._add("conditions", stated, one.evidence, rule=one.rule, confidence=round(one.confidence, 3))
        return name

    def _requirement(self, condition: Condition, one: Restriction, name: str) -> str:
        """What the awaited law must be; of which country, where the sentence or the restriction says so."""
        text = condition.text.lower()
        national = any(word in text for word in ("federal", "national", "congress"))
        american = "congress" in text or ("federal" in text and one.jurisdiction in (None, "United States"))
        here = [code for code in self._jurisdictions(one) if len(code) == 2]
        requirement = {
            "id": f"{name[:60]}-law", "label": _short(condition.text), "level": "national" if national else None,
            "jurisdiction": "US" if american else here[0] if national and here else None,
            "technologies": [TECHNOLOGIES[word] for word in one.technologies if word in TECHNOLOGIES],
            "qualities": ["grounded-in-human-rights"] if "human rights" in self.reading.words(one.evidence) else [],
        }  # fmt: skip
        self._add("requirements", requirement, one.evidence, rule=one.rule, confidence=round(one.confidence, 3))
        return str(requirement["id"])

    def _jurisdictions(self, one: Restriction) -> list[str]:
        words = one.jurisdiction
        if not words or words == "worldwide":
            return []
        code = self._code(words)
        if code is None:
            self.remarks.append(f"left out: the place {words!r} has no concept")
        return [code] if code else []

    def _code(self, words: str | None) -> str | None:
        code = self.known.codes.get(words or "", words or "")
        return code if code in self.known.jurisdictions else None

    def _concepts(self, words: tuple[str, ...], table: Mapping[str, str], kind: str) -> list[str]:
        self.remarks += [f"left out: the {kind} {word!r} has no concept" for word in words if word not in table]
        return list(dict.fromkeys(table[word] for word in words if word in table))

    def _thing(self, where: str, name: str, stated: Fields, span: Span, rule: str = "named") -> str:
        """The id of a thing that is added where the article has not named it yet; `stated` may say its id."""
        key = where, name
        if key not in self.ids:
            self.ids[key] = stated.get("id") or self._slug(where, name)
            self._add(where, {**stated, "id": self.ids[key]}, span, rule=rule)
        return self.ids[key]

    def _slug(self, where: str, *words: str) -> str:
        base = propose_slug(*(word for word in words if word))[:56].rstrip("-")
        taken = {slug for (kind, _), slug in self.ids.items() if kind == where} | {
            str(fact["id"]) for facts in self.lists.values() for fact in facts if "id" in fact
        }
        number, slug = 2, base
        while slug in taken and where in ("restriction", "statement"):
            slug, number = f"{base}-{number}", number + 1
        return slug

    def _add(self, where: str, stated: Fields, span: Span, *, modality: str = "paraphrased", **reader: Any) -> None:
        evidence = {"span": [span.start, span.end], "quote": self.reading.words(span), "modality": modality}
        fact = {name: value for name, value in stated.items() if value not in (None, [], "")}
        by = {"rule": self.reader} if self.reader else {}
        self.lists[where].append({**fact, "evidence": [evidence], **reader, **by})


def _level(code: str) -> str:
    """The level of law that a place makes, by its code: a country's, a state's or province's, a city's."""
    if code == "EU":
        return "supranational"
    return "local" if code[0].islower() else "national" if len(code) == 2 else "state"


def _purpose(one: Restriction) -> str | None:
    """Why a restriction of a stated length is made: to give lawmakers time is a purpose, and not what releases it."""
    said = [condition.text for condition in one.conditions if _is_purpose(one, condition)]
    return f"Said purpose: {_short(said[0])}" if said else None


def _is_purpose(one: Restriction, condition: Condition) -> bool:
    timed = bool(one.end or (one.duration or "").startswith("P"))
    return timed and condition.kind != "date" and condition.text.lower().startswith("to ")


def _awaited(one: Restriction) -> list[Condition]:
    """The conditions of a restriction; one until further notice awaits something unspecified.

    A length of time without its last day is the restriction's duration, and no condition beside it.
    """
    awaited = [
        condition
        for condition in one.conditions
        if not _is_purpose(one, condition) and (one.end or condition.kind != "date")
    ]
    if awaited or one.duration != "indefinite":
        return awaited
    return [Condition("other", "until further notice")]


def _lasting(one: Restriction) -> str | None:
    if one.duration == "permanent":
        return "endless"
    if one.end or (one.duration or "").startswith("P"):
        return "until-time"
    if any(condition.kind != "date" for condition in one.conditions):
        return "until-event"
    return "indeterminate" if one.duration == "indefinite" else None


_VERBS = {
    "ban": "bars", "moratorium": "pauses", "conditional-withholding": "withholds", "exit": "leaves",
    "usage-policy": "limits the use of", "review-requirement": "requires a review of",
    "fine-or-order": "gives an order about", "export-control": "controls the export of",
}  # fmt: skip


def _label(one: Restriction) -> str:
    """A restriction in the program's own words."""
    affected = f", for {', '.join(one.affected)}" if one.affected else ""
    proposed = " (proposed)" if one.status == "proposed" else ""
    return f"{one.actor.name} {_VERBS[one.kind]} {', '.join(one.technologies)}{affected}{proposed}"


def _sentence(one: Restriction) -> str:
    return f"a {one.kind} by {one.actor.name}"


def _short(words: str) -> str:
    """Words on one line, cut at 200 characters."""
    line = " ".join(words.split())
    return line if len(line) <= 200 else f"{line[:199].rstrip()}…"
