"""What each tool answers, as plain data: with evidence, as of a day, as known by a moment; `unknown` where none is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from moratoria import settings
from moratoria.ask.results import Result
from moratoria.errors import StoreError, UnknownName
from moratoria.pipeline.desk import Desk
from moratoria.pipeline.explain import StatusOn, explain_status, find_status_on
from moratoria.pipeline.history import parse_moment
from moratoria.pipeline.kg import Moratoria, stored_questions
from moratoria.pipeline.proposing import Article, Quoted, propose_fact
from moratoria.pipeline.questions import ask_question, read_named_question
from moratoria.pipeline.slices import find_thing, parse_day
from moratoria.serve.agents.evidence import listed, read_evidence
from moratoria.serve.names_index import Hit, index_of
from moratoria.serve.search import as_plain
from moratoria.serve.served import Served
from moratoria.terms import NamedNode

MOST_ROWS = 200
MOST_HITS = 20
LONGEST_TEXT = 300
UNKNOWN = "unknown"
Answer = dict[str, Any]


@dataclass(frozen=True)
class Moment:
    """The graph an answer is from, the day it is about, and the record time it is known by."""

    graph: Moratoria
    day: date
    known: str

    def said(self) -> Answer:
        """Both dates, as every answer carries them."""
        return {"as_of": str(self.day), "as_known": self.known}

    def unknown(self, why: str, **more: Any) -> Answer:
        """There is no answer on record, and why."""
        return {"answer": UNKNOWN, "why": why, **self.said(), **more}


class Answers:
    """Answers over what is served: nothing but stored questions, explanations and what sources say."""

    def __init__(self, served: Served) -> None:
        self._served = served

    def questions(self, theme: str) -> Answer:
        """The stored questions, of a theme or all."""
        found = [each for each in stored_questions().values() if theme in ("", each.theme)]
        if not found:
            raise UnknownName("theme", theme[:80], sorted({each.theme for each in stored_questions().values()}))
        return {"questions": [
            {
                "name": each.name, "theme": each.theme, "asks": each.summary, "columns": dict(each.columns),
                "params": [
                    {"name": param.name, "type": param.type, "default": param.default, "label": param.label}
                    for param in each.params
                ],
                "example": dict(each.example),
            }
            for each in found
        ]}  # fmt: skip

    def ask(self, question: str, params: Mapping[str, str], as_of: str, as_known: str) -> Answer:
        """The answer to a stored question: its sentence, its rows, their sources and evidence."""
        found = read_named_question(settings.shipped_folder("queries"), question[:LONGEST_TEXT])
        takes_day = any(param.name == "asOf" for param in found.params)
        with self._at(as_of or params.get("asOf", ""), as_known) as moment:
            day = {"asOf": str(moment.day)} if takes_day else {}
            try:
                result = ask_question(moment.graph.store, found, {**params, **day}, moment.day)
            except UnknownName as error:
                return moment.unknown(error.sentence(), question=question, nearest=list(error.nearest))
            if not len(result):
                return moment.unknown(result.sentence(), question=question)
            return {"answer": result.sentence(MOST_ROWS), "question": question, **moment.said(),
                    **_rows(result), **listed(_behind(moment.graph, result))}  # fmt: skip

    def status(self, name: str, as_of: str, as_known: str) -> Answer:
        """The status of a restriction on a day."""
        return self._status(name, as_of, as_known, reasons=False)

    def explain(self, name: str, as_of: str, as_known: str) -> Answer:
        """The status of a restriction on a day with its reasons and what was set aside."""
        return self._status(name, as_of, as_known, reasons=True)

    def evidence(self, name: str, slot: str, as_known: str) -> Answer:
        """What live sources say about a thing, in one slot or all."""
        with self._at("", as_known) as moment:
            try:
                node = find_thing(moment.graph.store, name[:LONGEST_TEXT])
            except UnknownName as error:
                return moment.unknown(error.sentence(), nearest=list(error.nearest))
            pieces = read_evidence(moment.graph.store, [node])
            if slot:
                pieces = [each for each in pieces if any(stated["slot"] == slot for stated in each["states"])]
            if not pieces:
                return moment.unknown(f"no live source states {slot or 'anything'} about {node.value}")
            return {"answer": f"{len(pieces)} pieces of evidence", "thing": node.value, **moment.said(),
                    **listed(pieces)}  # fmt: skip

    def search(self, text: str, as_known: str) -> Answer:
        """Things whose name or identifier begins with some words."""
        with self._at("", as_known) as moment:
            index = index_of(moment.graph)
            words = " ".join(text.split())[:LONGEST_TEXT]
            hits = index.find(words)
            if not hits:
                near = [_hit(hit) for hit in index.nearest(words)] if words else []
                return moment.unknown(f"nothing on record is called {words!r}", nearest=near)
            return {"answer": f"{len(hits)} found", "found": [_hit(hit) for hit in hits[:MOST_HITS]],
                    "total": len(hits), **moment.said()}  # fmt: skip

    def propose(self, article: Article, quoted: Quoted) -> Answer:
        """Where a proposed fact waits for a person, and what that person will be told about it."""
        given = self._served.options.store
        folder = None if given and "://" in given else settings.store_folder(Path(given) if given else None)
        if folder is None:
            raise StoreError("the shipped facts take no proposals", remedy="run `moratoria init`, name it with --store")
        with self._at("", "") as moment:
            done = propose_fact(Desk(folder), moment.graph.store, article, quoted)
        findings = [
            {"severity": each.severity.value, "code": each.code, "problem": each.problem, "fix": each.solution}
            for each in done.findings
        ]
        return {"answer": "waits for review", "source": done.source, "candidate": done.fact, "span": list(done.span),
                "findings": findings, "note": "It is in the review queue, not in the graph."}  # fmt: skip

    def _status(self, name: str, as_of: str, as_known: str, *, reasons: bool) -> Answer:
        with self._at(as_of, as_known) as moment:
            store = moment.graph.store
            try:
                node = find_thing(store, name[:LONGEST_TEXT])
            except UnknownName as error:
                return moment.unknown(error.sentence(), nearest=list(error.nearest))
            found = (explain_status if reasons else find_status_on)(store, node, moment.day)
            if found.life in ("none", UNKNOWN):
                return moment.unknown(found.sentence(), thing=node.value)
            things = [node, *(NamedNode(each.thing) for each in (*found.reasons, *found.also_recorded))]
            return {"answer": found.sentence(), **moment.said(), **_told(found, reasons),
                    **listed(read_evidence(store, things))}  # fmt: skip

    @contextmanager
    def _at(self, as_of: str, as_known: str) -> Iterator[Moment]:
        """The newest snapshot, or the graph as known by a moment. Raises QueryError for a malformed date."""
        with suppress(StoreError):  # a load is under way; the snapshot at hand still holds
            self._served.refresh()
        today = self._served.today()
        day = today if as_of in ("", "today") else parse_day(as_of, "as_of")
        known = parse_moment(as_known) if as_known else None
        shown = known or datetime.now(UTC)
        yield Moment(self._served.snapshot.as_known(known), day, f"{shown:%Y-%m-%dT%H:%M:%SZ}")


def _rows(result: Result) -> Answer:
    rows = [
        {**row, "sources": list(numbers)}
        for row, numbers in zip(result, result.cited or ((),) * len(result), strict=True)
    ]
    citations = [asdict(citation) for citation in result.citations]
    return {"columns": list(result.columns), "rows": rows[:MOST_ROWS], "rows_total": len(rows),
            "truncated": len(rows) > MOST_ROWS, "sources": citations}  # fmt: skip


def _behind(graph: Moratoria, result: Result) -> list[Answer]:
    """The evidence about the things an answer cites, else about all things in it."""
    columns = [result.question.cite] if result.question.cite else list(result.columns)
    places = [result.columns.index(name) for name in columns]
    things = [row[place] for row in result.terms[:MOST_ROWS] for place in places]
    return read_evidence(graph.store, [term for term in things if isinstance(term, NamedNode)])


def _told(found: StatusOn, reasons: bool) -> Answer:
    """A status as plain data; what is not stated is left out."""
    plain = asdict(found)
    names = ("thing", "label", "life", "facets", "since", "until", "rule", "rule_words", "last_confirmed", "interval")
    told = {name: plain[name] for name in (*names, *(("reasons", "also_recorded") if reasons else ())) if plain[name]}
    return told | {"facets": list(found.facets)}


def _hit(hit: Hit) -> Answer:
    return {**as_plain(hit), "iri": hit.entry.node.value}
