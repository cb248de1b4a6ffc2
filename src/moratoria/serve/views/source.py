"""The page of a source: where it was published, its versions here, whether it was retracted, and what it states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from moratoria.pages.view import Fact, Name
from moratoria.pipeline.page_facts import field_words, source_facts
from moratoria.publish.names import KINDS, kind_of_thing
from moratoria.publish.reading import Version, read_versions, text_of
from moratoria.serve.views.portrait import Portrait, Sitting
from moratoria.store.base import Readable
from moratoria.terms import DCTERMS, GRAPHS, MOR, PROV, SCHEMA, NamedNode, Quad


@dataclass(frozen=True)
class VersionLine:
    """A version of a source: its graph, when it was recorded, when and why it was retracted."""

    name: Name
    recorded: str
    retracted: str
    reason: str
    claims: int


@dataclass(frozen=True)
class Stated:
    """The things of a kind that a source states something of, and what."""

    heading: str
    things: tuple[Name, ...]


@dataclass(frozen=True)
class SourceView:
    """A source as recorded by the moment asked for. `retracted` is True where no version is live."""

    thing: Portrait
    title: str
    publisher: str
    published: str
    address: str
    described: tuple[Fact, ...]
    retracted: VersionLine | None
    versions: tuple[VersionLine, ...]
    stated: tuple[Stated, ...]
    claims: int
    repeated_by: tuple[Name, ...]
    corrected_by: tuple[Name, ...]


def build_source(sitting: Sitting, merged: str, query: str) -> SourceView:
    """The page of a source."""
    store, node = sitting.store, sitting.node
    versions = read_versions(_OfOne(store, node))[node]
    last = versions[-1]
    lines = tuple(_line(store, version) for version in reversed(versions))
    described = source_facts(store, node, last.graph, sitting.names)
    portrait = sitting.portrait(merged, ())
    title = text_of(store, node, DCTERMS.title, last.graph) or portrait.label
    published = next((fact.values[0].name.text for fact in described if fact.slot == "published"), "")
    return SourceView(
        replace(portrait, facts=(), label=title), title, text_of(store, node, MOR.publisher, last.graph), published,
        text_of(store, node, SCHEMA.url, last.graph), described, lines[0] if last.retracted else None, lines,
        tuple(_stated(sitting, last)), lines[0].claims, _naming(sitting, MOR.isSyndicatedFrom),
        _naming(sitting, MOR.corrects),
    )  # fmt: skip


@dataclass(frozen=True)
class _OfOne:
    """A store in which one source alone has versions: what reads all sources' then looks no further."""

    store: Readable
    source: NamedNode

    def quads(self, subject: Any = None, predicate: Any = None, value: Any = None, graph: Any = None) -> Any:
        """The quads that match what is given."""
        if predicate == PROV.wasDerivedFrom and value is None:
            value = self.source
        return self.store.quads(subject, predicate, value, graph)


def _line(store: Readable, version: Version) -> VersionLine:
    claims = sum(1 for _ in store.quads(None, MOR.about, None, version.graph))
    path = version.graph.value.removeprefix(GRAPHS)
    name = Name(path.rpartition("/")[2], page=f"/graph/{path}.trig")
    return VersionLine(name, version.recorded, version.retracted, version.reason, claims)


def _stated(sitting: Sitting, version: Version) -> Iterator[Stated]:
    """The things a version states something of by kind, each with the fields stated of it."""
    slots: dict[NamedNode, set[str]] = {}
    for claim in sitting.store.quads(None, MOR.about, None, version.graph):
        if isinstance(claim.object, NamedNode):
            slots.setdefault(claim.object, set()).update(_fields(sitting.store, claim))
    kinds: dict[str, list[Name]] = {}
    for about, words in slots.items():
        kinds.setdefault(kind_of_thing(about), []).append(sitting.names.name(about, ", ".join(sorted(words))))
    for kind, heading in KINDS.items():
        if kind in kinds:
            yield Stated(heading, tuple(sorted(kinds[kind], key=lambda name: name.text.casefold())))


def _fields(store: Readable, claim: Quad) -> Iterator[str]:
    for slot in store.quads(claim.subject, MOR.slot, None, claim.graph_name):
        assert isinstance(slot.object, NamedNode)
        assert isinstance(claim.object, NamedNode)
        yield field_words(kind_of_thing(claim.object), slot.object)


def _naming(sitting: Sitting, slot: NamedNode) -> tuple[Name, ...]:
    """The sources that name this one under a slot."""
    nodes = {quad.subject for quad in sitting.store.quads(None, slot, sitting.node, None)}
    return tuple(sitting.names.name(node) for node in sorted(nodes, key=str))
