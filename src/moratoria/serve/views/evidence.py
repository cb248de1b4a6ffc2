"""The evidence beside a page: a block for each source, with what it states and where, and the passages held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from moratoria.pages.explorer import duration_words
from moratoria.pipeline.page_facts import field_words
from moratoria.pipeline.sayings import Saying, independent
from moratoria.publish.names import kind_of_thing
from moratoria.serve.views.told import Described, Told
from moratoria.serve.views.values import Link, Numbered, SourceLine
from moratoria.store.base import Readable
from moratoria.terms import MOR, RDFS, NamedNode, kind_of, slug_of

MOST_STATED = 14
_QUIET = frozenset({RDFS.label, MOR.notStated})


@dataclass(frozen=True)
class Stated:
    """A value as a source states it: of which slot, where, and the passage where the store holds it."""

    slot: str
    value: str
    place: str
    passages: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """One source: how it describes itself, what it states here, and how many others state the same."""

    line: SourceLine
    described: Described
    modalities: tuple[str, ...]
    stated: tuple[Stated, ...]
    more: int
    repeated_by: int
    independent: int
    annotation: Link
    has_passage: bool


def build_evidence(store: Readable, told: Told, numbered: Numbered) -> tuple[Block, ...]:
    """A block for every source that the page cites, by number."""
    by_source: dict[str, list[tuple[NamedNode, NamedNode, Saying]]] = {}
    for (about, slot), said in told.said.items():
        for each in said:
            by_source.setdefault(each.saying.source, []).append((about, slot, each.saying))
    return tuple(_block(store, told, line, by_source) for line in numbered.lines)


def _block(
    store: Readable, told: Told, line: SourceLine, by_source: dict[str, list[tuple[NamedNode, NamedNode, Saying]]]
) -> Block:
    iri = next(source for source in by_source if page_slug(line.page) == slug_of(NamedNode(source)))
    said = by_source[iri]
    stated = list(dict.fromkeys(_stated(told, said)))
    claims = {(about, slot, saying.value) for about, slot, saying in said if slot not in _QUIET}
    others = [
        saying for source, all_said in by_source.items() if source != iri
        for about, slot, saying in all_said if (about, slot, saying.value) in claims
    ]  # fmt: skip
    return Block(
        line, told.sources[iri], tuple(dict.fromkeys(saying.modality for *_, saying in said)),
        tuple(stated[:MOST_STATED]), max(0, len(stated) - MOST_STATED), len({each.source for each in others}),
        independent(others), _annotation(told, (saying for *_, saying in said)),
        any(each.passages for each in stated),
    )  # fmt: skip


def page_slug(page: str) -> str:
    """The slug in the address of a page."""
    return page.rpartition("/")[2]


def _stated(told: Told, said: Iterable[tuple[NamedNode, NamedNode, Saying]]) -> Iterator[Stated]:
    for about, slot, saying in said:
        if slot not in _QUIET:
            words = field_words(kind_of_thing(about), slot)
            value = duration_words(saying.value) if slot == MOR.duration else saying.value
            yield Stated(words, value, saying.place, tuple(told.passages(NamedNode(saying.claim))))


def _annotation(told: Told, sayings: Iterable[Saying]) -> Link:
    """The first piece of evidence as data: an `oa:SpecificResource` of the Web Annotation model."""
    for saying in sayings:
        for node in told.evidence(NamedNode(saying.claim)):
            if kind_of(node) == "evidence":
                return Link("Web Annotation", f"/page/evidence/{slug_of(node)}.jsonld")
    return Link("")
