"""A fact proposed by a program from elsewhere: on words that stand in a text, into the review queue and no further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from moratoria.errors import FindingsError, InputError, TooLarge, UnknownName
from moratoria.facts.identify import propose_id, propose_slug
from moratoria.facts.kinds import Modality
from moratoria.facts.parse import parse_facts
from moratoria.facts.rows import kind_of_list
from moratoria.findings import Finding, Severity
from moratoria.pipeline.candidates import Inspection
from moratoria.pipeline.choice import READER_FIELDS
from moratoria.pipeline.desk import Desk
from moratoria.pipeline.queueing import Intake
from moratoria.reading.anchor import Fit, find_anchor
from moratoria.reading.canonical import Canonical, read_text
from moratoria.review.parts import Fields, fact_key
from moratoria.sources.base import LITERAL_BYTES, TEXT_BYTES, refuse_unwritable
from moratoria.sources.fact_files import render_fact_file
from moratoria.store.base import Store

RULE = "agent-proposal"
"""The rule of every proposed fact: it is machine-read, so that it needs its span; and no confidence, so that it is
never accepted unseen."""

SHORTEST_QUOTE, LONGEST_QUOTE = 20, 2_000
"""Fewer characters stand in nearly any text; more are no sentence."""

_DEPTH = 4


@dataclass(frozen=True)
class Quoted:
    """A fact with the sentence it rests on: the list it belongs in, its fields, and how the source puts it."""

    list: str
    fields: Mapping[str, Any]
    quote: str
    modality: str = "paraphrased"


@dataclass(frozen=True)
class Article:
    """The text a proposal is about: the id of an article in the queue, or a text with what is known of it."""

    held: str = ""
    text: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposed:
    """Where a proposed fact waits, on which characters, and what a reviewer will be told about it."""

    source: str
    fact: str
    span: tuple[int, int]
    findings: tuple[Finding, ...]


def propose_fact(desk: Desk, store: Store, article: Article, quoted: Quoted) -> Proposed:
    """Put a fact into the review queue, if its quote stands in the text. Nothing reaches the graph.

    Raises InputError where it does not or where the text is no article, FindingsError for a malformed fact.
    """
    if article.held:
        source, key, span = _into_held(desk, article.held, quoted)
    else:
        source, key, span = _as_new_source(desk, store, article, quoted)
    sheet = Inspection(desk, store, desk.ledger()[0]).sheet(source, everything=True)
    findings = [finding for item in sheet.candidates if item.fact == key for finding in item.findings]
    return Proposed(source, key, span, (*findings, *sheet.findings))


def _into_held(desk: Desk, source: str, quoted: Quoted) -> tuple[str, str, tuple[int, int]]:
    """Add a fact to the candidates of an article that waits."""
    with desk.log.locked():
        queued = desk.read(source, {})
        if queued.file is None:
            raise FindingsError(queued.findings, f"{source}: cannot be added to as it is")
        fact, span = _fact(quoted, desk.text(source), {key.partition("/")[2] for key in queued.facts})
        key = fact_key(quoted.list, fact)
        if key in queued.facts:
            raise InputError("is a candidate already", where=f"{source}/{key}", remedy="give it another id")
        data = {**queued.data, quoted.list: [*(queued.data.get(quoted.list) or ()), fact]}
        _refuse_malformed(data)
        desk.queue.put(source, render_fact_file(data), None, replace=True)
    return source, key, span


def _as_new_source(desk: Desk, store: Store, article: Article, quoted: Quoted) -> tuple[str, str, tuple[int, int]]:
    """Queue a fact as the only candidate of a new article, with its text."""
    if len(article.text.encode("utf-8", "replace")) > TEXT_BYTES:
        raise TooLarge(f"the text is over {TEXT_BYTES:,} bytes", remedy="give the article alone")
    refuse_unwritable("".join(article.fields.values()), "source")
    address = article.fields.get("address") or None
    canonical = read_text(article.text, published=article.fields.get("published"), address=address)
    fact, span = _fact(quoted, canonical.text, set())
    data = {"source": _source(canonical, article.fields), quoted.list: [fact]}
    _refuse_malformed(data)
    arrival = Intake(desk, store).take(data, canonical.text)
    if not arrival.queued:
        remedy = f"propose it about {arrival.source}, without a text, where that is in the queue"
        raise InputError(arrival.sentence, remedy=remedy)
    return arrival.source, fact_key(quoted.list, fact), span


def _source(article: Canonical, given: Mapping[str, str]) -> Fields:
    for name, value in (("title", given.get("title") or article.title), ("published", article.published)):
        if not value:
            raise InputError(f"the source has no {name}", remedy=f"give its {name}")
    title = str(given.get("title") or article.title)
    publisher = given.get("publisher") or article.publisher or "publisher not stated"
    fields = {
        "id": propose_slug(publisher, str(article.published), title), "kind": given.get("kind") or "news-article",
        "address": article.address, "title": title, "publisher": publisher, "published": article.published,
        "retrieved": str(date.today()), "seen": "full", "sha256": article.sha256, "language": article.language,
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}


def _fact(quoted: Quoted, text: str, taken: set[str]) -> tuple[Fields, tuple[int, int]]:
    """The fact as plain data, its evidence the very characters of the text."""
    model = kind_of_list(quoted.list, "list")
    own = sorted(READER_FIELDS & quoted.fields.keys())
    if own:
        raise InputError(f"{own[0]} is not for a proposal to say", remedy="leave it out")
    if quoted.modality not in list(Modality):
        raise UnknownName("modality", quoted.modality[:40], tuple(Modality))
    start, end = _span(text, quoted.quote)
    fact: Fields = {name: _plain(value, name, 1) for name, value in quoted.fields.items()}
    if "id" in model.model_fields:
        fact.setdefault("id", propose_id(fact, taken))
    evidence = {"span": [str(start), str(end)], "quote": text[start:end], "modality": quoted.modality}
    return {**fact, "evidence": [evidence], "rule": RULE}, (start, end)


def _span(text: str, quote: str) -> tuple[int, int]:
    """Where a quote stands, up to white space, quotation marks and dashes; never words that only resemble it."""
    if not SHORTEST_QUOTE <= len(quote.strip()) <= LONGEST_QUOTE:
        what = f"the quote has {len(quote.strip()):,} characters, expected {SHORTEST_QUOTE} to {LONGEST_QUOTE:,}"
        raise InputError(what, remedy="quote the sentence that states the fact")
    found = find_anchor(text, quote.strip())
    if found is None or found.fit is Fit.ALIGNED:
        raise InputError("the quote does not stand in the text", remedy="quote a sentence of it word for word")
    return found.span.start, found.span.end


def _plain(value: Any, where: str, depth: int) -> Any:
    """A value as a fact file holds it: texts, lists and mappings of them."""
    if depth > _DEPTH:
        raise InputError("is nested too deep", where=where, remedy="flatten it")
    if isinstance(value, list | tuple):
        return [_plain(item, where, depth + 1) for item in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(item, f"{where}.{name}", depth + 1) for name, item in value.items()}
    text = str(value)
    if len(text) > LITERAL_BYTES:
        raise TooLarge(f"holds a text of {len(text):,} characters", where=where, remedy="shorten it")
    refuse_unwritable(text, where)
    return None if value is None else text


def _refuse_malformed(data: Fields) -> None:
    facts, findings = parse_facts(data, lambda path: "/".join(map(str, path)), date.today())
    if facts is None:
        bad = [item for item in findings if item.severity is Severity.ERROR]
        raise FindingsError(bad, "; ".join(f"{item.where}: {item.problem}" for item in bad[:5]))
