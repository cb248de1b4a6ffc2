"""The desk of a review: the queue, the accepted facts and the log of a store, and the sources on it as read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from moratoria.errors import InputError, StoreError
from moratoria.facts.model import FactFile
from moratoria.facts.parse import parse_facts
from moratoria.findings import Finding, Severity
from moratoria.pipeline.kg import open_graph
from moratoria.pipeline.sources import Prepared, find_odd_names, find_span_faults, prepare_document
from moratoria.review.decisions import FactState, Ledger, fold
from moratoria.review.log import DecisionLog
from moratoria.review.parts import Fields, digest_of, keyed_facts
from moratoria.review.queue import ACCEPTED, CANDIDATES, Shelf
from moratoria.review.selection import Selection, edited_facts
from moratoria.sources.base import TEXT_BYTES, Document, decode, read_bytes
from moratoria.sources.fact_files import read_fact_file
from moratoria.store.base import Store


@dataclass(frozen=True)
class Queued:
    """A source in the queue as it was read: its facts by what they are called, or the findings why there are none.

    `file` has the facts as the queue spells their ids, with every other field set anew.
    """

    source: str
    data: Fields
    facts: Mapping[str, Fields]
    file: FactFile | None
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """True when nothing about its form or its text is an ERROR."""
        return self.file is not None and not any(item.severity is Severity.ERROR for item in self.findings)


class Desk:
    """The folder of a store as a review sees it. Raises StoreError where no store is."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "CURRENT").is_file():
            raise StoreError("no store is there", where=str(folder), remedy="run `moratoria init` to make one")
        self.folder = folder
        self.queue = Shelf(folder / CANDIDATES)
        self.accepted = Shelf(folder / ACCEPTED)
        self.log = DecisionLog(folder / CANDIDATES)

    def ledger(self) -> tuple[Ledger, list[Finding]]:
        """What was decided so far, and a finding where the end of the log is torn."""
        decisions, findings = self.log.read()
        return fold(decisions), findings

    @contextmanager
    def store(self, *, write: bool = False) -> Iterator[Store]:
        """The store, open for reading or writing."""
        with open_graph(self.folder, write=write) as graph:
            yield graph.store

    def read(self, source: str, states: Mapping[str, FactState]) -> Queued:
        """A source of the queue. Raises UnknownName with the nearest names; what cannot be read is a finding."""
        path = self.queue.find(source)
        try:
            document = read_fact_file(path)
        except InputError as error:
            finding = Finding(
                "unreadable-file", Severity.ERROR, error.what, error.remedy or "mend the file", where=error.where
            )
            return Queued(source, {}, {}, None, (finding.at(finding.where, source),))
        return self._queued(source, document, states)

    def _queued(self, source: str, document: Document, states: Mapping[str, FactState]) -> Queued:
        facts, findings = parse_facts(document.data, document.where, date.today())
        if facts is None:
            return Queued(source, {}, {}, None, tuple(item.at(item.where, source) for item in findings))
        data, keyed = dict(document.data), keyed_facts(document.data)
        edited = {key: {**fact, "id": keyed[key].get("id")} for key, fact in edited_facts(data, states).items()}
        view = _as_file(data, edited)
        file, faults = parse_facts(view, lambda path: "/".join(map(str, path[:2])), date.today())
        shown = file or facts
        findings += [*find_odd_names(shown, document), *find_span_faults(shown, document, self.queue.folder)]
        findings += [*faults, *_misnamed(source, facts, document), *_changed(document.data, states)]
        placed = tuple(item.at(item.where, source) for item in findings)
        return Queued(source, data, keyed, file, placed)

    def text(self, source: str) -> str:
        """The canonical text of a source of the queue. Raises InputError when it cannot be read."""
        path = self.queue.text_path(source)
        return decode(read_bytes(path, TEXT_BYTES), str(path))

    def prepare(self, source: str, selection: Selection, moment: datetime) -> Prepared:
        """Some facts of a source as a source graph; findings say by name which fact they are about."""
        data = {**selection.data, "source": {**selection.data["source"], "recorded": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}}
        document = Document(source, data, {}, {(name, index): key for (name, index), key in selection.keys.items()})
        return prepare_document(document, self.queue.folder, recorded=moment, today=date.today())


def utc_now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def _as_file(data: Fields, edited: Mapping[str, Fields]) -> Fields:
    """The facts of a source in their lists again."""
    made: Fields = {"source": data["source"]}
    for key, fact in edited.items():
        kept = {name: value for name, value in fact.items() if value is not None}
        made.setdefault(key.partition("/")[0], []).append(kept)
    return made


def _misnamed(source: str, facts: FactFile, document: Document) -> list[Finding]:
    """ERROR for a file that is not named as its source is: two files could be about one source."""
    if facts.source.id == source:
        return []
    problem = f"the file is named {source}, its source {facts.source.id}: two files could claim one source"
    where = document.where(("source", "id"))
    return [Finding("misnamed-candidates", Severity.ERROR, problem, "give both the same name", where=where)]


def _changed(data: Fields, states: Mapping[str, FactState]) -> list[Finding]:
    """ERROR for every accepted fact that is not what it was when it was accepted."""
    facts = keyed_facts(data)
    found = []
    for key, state in states.items():
        if state.status != "accepted" or (key in facts and digest_of(facts[key]) == state.digest):
            continue
        problem = f"{key} was accepted as something else, and was changed in the file since"
        remedy = "put it back, or undo and decide again"
        found.append(Finding("changed-after-acceptance", Severity.ERROR, problem, remedy, where=key))
    return found
