"""Candidates into the queue: each source once, whether it waits there or is in the store already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from moratoria.errors import FindingsError
from moratoria.facts.parse import parse_facts
from moratoria.findings import Severity
from moratoria.graph.change import live_graphs
from moratoria.pipeline.desk import Desk
from moratoria.review.resolve import free_name
from moratoria.sources.fact_files import render_fact_file
from moratoria.store.base import Store
from moratoria.terms import MOR, SCHEMA, Literal, NamedNode, minted, slug_of


@dataclass(frozen=True)
class Arrival:
    """What became of the candidates of an article: the source they wait under, or the one that it is known as."""

    source: str
    queued: bool
    sentence: str


class Intake:
    """Takes candidates into the queue of a store, unless their address or text is there or in the store already."""

    def __init__(self, desk: Desk, store: Store) -> None:
        self._desk, self._store = desk, store
        self._waiting = desk.queue.addresses()

    def find(self, *, address: str | None = None, sha256: str | None = None) -> str | None:
        """A sentence that says where an address or a text is indexed already; None when it is not."""
        for word, given in (("address", address), ("text", sha256)):
            if not given:
                continue
            if given in self._waiting:
                return f"this {word} is in the queue already, as {self._waiting[given]}"
            stored = self._stored(MOR.sha256 if word == "text" else SCHEMA.url, given)
            if stored:
                return f"this {word} is in the store already, as {stored}"
        return None

    def _stored(self, slot: NamedNode, value: str) -> str | None:
        term = Literal(value) if slot == MOR.sha256 else NamedNode(value)
        for quad in self._store.quads(None, slot, term, None):
            if quad.graph_name in live_graphs(self._store.quads, quad.subject):
                return slug_of(quad.subject)
        return None

    def take(self, data: dict[str, Any], text: str) -> Arrival:
        """Queue the candidates of an article with its canonical text, unless it is indexed already.

        Raises FindingsError for what is no well-formed fact file.
        """
        facts, findings = parse_facts(data, lambda path: "/".join(map(str, path)))
        if facts is None:
            bad = [item for item in findings if item.severity is Severity.ERROR]
            raise FindingsError(bad, f"these candidates are no fact file: {bad[0].problem}")
        known = self.find(address=facts.source.address, sha256=facts.source.sha256)
        if known:
            return Arrival(known.rpartition(" ")[2], False, known)
        name = free_name(facts.source.id, self._is_taken)
        source = {**data["source"], "id": name, "text": f"{name}.txt"}
        with self._desk.log.locked():
            self._desk.queue.put(name, render_fact_file({**data, "source": source}), text)
        for given in (facts.source.address, facts.source.sha256):
            if given:
                self._waiting[given] = name
        count = sum(1 for _ in facts.facts())
        return Arrival(name, True, f"{name}: {count} candidates wait for review")

    def _is_taken(self, name: str) -> bool:
        """True when another source has this name, live or closed: its versions would be mixed up."""
        in_store = any(True for _ in self._store.quads(minted("source", name), None, None, None))
        return in_store or self._desk.queue.facts_path(name).exists()


def queue_candidates(desk: Desk, given: Iterable[tuple[dict[str, Any], str]]) -> Iterator[Arrival]:
    """Queue the candidates of some articles, each with its text, as they come; each is on the disk before the next."""
    with desk.store() as store:
        intake = Intake(desk, store)
        for data, text in given:
            yield intake.take(data, text)
