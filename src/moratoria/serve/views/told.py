"""What live sources say of some things, read quad by quad: over a snapshot at hand that is faster than one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from moratoria.graph.claims import Claim, Standing
from moratoria.pipeline.sayings import Said, Saying, Slot, read_origins, words_of
from moratoria.publish.reading import span_text, text_of
from moratoria.store.base import Readable
from moratoria.terms import DCTERMS, MOR, OA, PROV, SCHEMA, NamedNode, names_in

_PLACES = (MOR.locator, MOR.row)
_STANDING = {"own-words": 0, "primary": 1}
"""How near a source stands to what it tells of, nearest first; any other comes after."""
_RANK = {"asserted": 0, "quoted": 1, "register": 1, "paraphrased": 2, "inferred": 3}


@dataclass(frozen=True)
class Described:
    """A source as one of its live graphs describes it; `sha256` and `retrieved` are empty where not stated."""

    source: NamedNode
    standing: Standing
    title: str
    publisher: str
    published: str
    address: str
    retrieved: str
    sha256: str
    seen: str
    recorded: str


class Told:
    """The claims of live sources on things, by thing and slot, and the sources behind them."""

    def __init__(self, store: Readable, things: Iterable[NamedNode] = ()) -> None:
        self._store = store
        self._origins = read_origins(store)
        self._graphs: dict[NamedNode, Described | None] = {}
        self.sources: dict[str, Described] = {}
        self.said: dict[Slot, list[Said]] = {}
        self._things: set[NamedNode] = set()
        self.add(*things)

    def add(self, *things: NamedNode) -> None:
        """Read what is said of further things; of those already read nothing is read again."""
        for thing in things:
            if thing not in self._things:
                self._things.add(thing)
                self._read(thing)

    def of(self, thing: NamedNode) -> Mapping[NamedNode, Sequence[Said]]:
        """What is said of one thing, by slot."""
        return {slot: said for (about, slot), said in self.said.items() if about == thing}

    def sayings(self, thing: NamedNode, *slots: NamedNode) -> list[Saying]:
        """What is said of some slots of a thing, of all of them where none is named."""
        return [
            each.saying for (about, slot), said in self.said.items() if about == thing and slot in (slots or (slot,))
            for each in said
        ]  # fmt: skip

    def best(self, sayings: Iterable[Saying], most: int) -> list[Saying]:
        """The best of some sayings: own words first, then the earliest; of syndicated copies one."""
        ranked = sorted(sayings, key=self._rank)
        return list({saying.origin: saying for saying in reversed(ranked)}.values())[::-1][:most]

    def _rank(self, saying: Saying) -> tuple[int, int, str, str]:
        standing = self.sources[saying.source].standing
        published = saying.published.rpartition("/")[2]
        return _STANDING.get(standing.authority, 2), _RANK.get(saying.modality, 4), published, saying.source

    def recorded(self, thing: NamedNode) -> str:
        """The day on which anything was first recorded of a thing; empty for one that nothing is said of."""
        days = [self.sources[saying.source].recorded for saying in self.sayings(thing)]
        return min(days, default="")[:10]

    def _read(self, thing: NamedNode) -> None:
        found = [
            (claim.subject, source)
            for claim in self._store.quads(None, MOR.about, thing, None)
            if (source := self._described(claim.graph_name)) is not None
        ]
        said = [self._said(claim, thing, source) for claim, source in found]
        for each in sorted(said, key=lambda each: (each.claim.slot.value, each.claim.iri.value)):
            self.said.setdefault((thing, each.claim.slot), []).append(each)

    def _said(self, claim: NamedNode, thing: NamedNode, source: Described) -> Said:
        own = {quad.predicate: quad.object for quad in self._store.quads(claim, None, None, None)}
        slot, value = own[MOR.slot], own[MOR.value]
        assert isinstance(slot, NamedNode)
        modality, words = own[MOR.modality].value, own.get(MOR.words)
        weighed = Claim(
            claim, thing, slot, value, modality, source.standing, words=words.value if words is not None else None
        )
        place = "; ".join(dict.fromkeys(filter(None, self.places(claim))))
        iri = source.source.value
        saying = Saying(
            words_of(self._store, value), modality, source.publisher, source.title, source.published,
            source.address or None, place, claim.value, iri, self._origins.get(iri, iri),
        )  # fmt: skip
        return Said(weighed, saying)

    def places(self, claim: NamedNode) -> Iterator[str]:
        """Where in its source a claim is stated: locators, rows, or characters of the hashed text."""
        for evidence in self.evidence(claim):
            stated = [quad.object.value for each in _PLACES for quad in self._store.quads(evidence, each, None, None)]
            yield from stated or self._characters(evidence)

    def evidence(self, claim: NamedNode) -> list[NamedNode]:
        """The pieces of evidence of a claim."""
        return names_in(self._store.quads(claim, MOR.isEvidencedBy, None, None))

    def _characters(self, evidence: NamedNode) -> Iterator[str]:
        for selector in names_in(self._store.quads(evidence, OA.hasSelector, None, None)):
            own = {quad.predicate: quad.object.value for quad in self._store.quads(selector, None, None, None)}
            if OA.start in own and OA.end in own:
                yield f"characters {own[OA.start]}-{own[OA.end]}"

    def passages(self, claim: NamedNode) -> list[str]:
        """The passages behind a claim, where a user's store holds them."""
        selectors = [
            selector
            for evidence in self.evidence(claim)
            for selector in names_in(self._store.quads(evidence, OA.hasSelector, None, None))
        ]
        return [quad.object.value for each in selectors for quad in self._store.quads(each, OA.exact, None, None)]

    def _described(self, graph: NamedNode) -> Described | None:
        if graph not in self._graphs:
            self._graphs[graph] = self._describe(graph)
        return self._graphs[graph]

    def _describe(self, graph: NamedNode) -> Described | None:
        store = self._store
        if any(True for _ in store.quads(graph, PROV.invalidatedAtTime, None, graph)):
            return None
        source = names_in(store.quads(graph, PROV.wasDerivedFrom, None, graph))[0]
        corrects = names_in(store.quads(source, MOR.corrects, None, graph))
        authority, latest = (text_of(store, source, slot, graph) for slot in (MOR.authority, MOR.publishedLatest))
        address, retrieved, sha256, seen = (
            text_of(store, source, slot, graph) for slot in (SCHEMA.url, MOR.retrieved, MOR.sha256, MOR.seen)
        )
        found = Described(
            source, Standing(source, authority, latest, corrects[0] if corrects else None),
            text_of(store, source, DCTERMS.title, graph), text_of(store, source, MOR.publisher, graph),
            span_text(store, source, "published", graph),
            address, retrieved, sha256, seen, text_of(store, graph, PROV.generatedAtTime, graph),
        )  # fmt: skip
        self.sources[source.value] = found
        return found
