"""Exports that were altered: refused by their hash, and where the hash was made to fit, by what they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from press import article
from tasks import MOMENT, write_source

from moratoria.graph.build import facts_digest
from moratoria.pipeline.kg import Moratoria
from moratoria.terms import CURRENT, GRAPHS, MOR, PROV, RDFS, XSD, BlankNode, Literal, NamedNode, Quad, ntriples

Quads = list[Quad]


@pytest.fixture(scope="module")
def graph_quads(tmp_path_factory: pytest.TempPathFactory) -> Quads:
    """The quads of the source graph of one article."""
    with Moratoria.in_memory() as graph:
        graph.load([write_source(tmp_path_factory.mktemp("one"), article(3))], moment=MOMENT)
        return [quad for quad in graph.store.quads() if quad.graph_name.value.startswith(f"{GRAPHS}daily-3/")]


def _written(quads: Quads, path: Path) -> Path:
    lines = [f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name} .\n" for quad in quads]
    path.write_text("".join(sorted(lines)), encoding="utf-8")
    return path


def _rehashed(quads: Quads) -> Quads:
    """The quads under a hash and a name that fit what they now say, as a forger would make them."""
    old = quads[0].graph_name
    digest = facts_digest(quad.triple for quad in quads if quad.subject != old)
    new = NamedNode(f"{GRAPHS}daily-3/{digest[:12]}")
    made = []
    for quad in quads:
        value = new if quad.object == old else quad.object
        value = Literal(digest) if quad.predicate == MOR.factsSha256 else value
        made.append(Quad(new if quad.subject == old else quad.subject, quad.predicate, value, new))
    again = facts_digest(quad.triple for quad in made if quad.subject != new)
    return made if again == digest else _stable(made, again)


def _stable(quads: Quads, digest: str) -> Quads:
    """Where the hash covers the graph's own name no name fits: the graph keeps it, with the hash of its facts."""
    return [
        Quad(quad.subject, quad.predicate, Literal(digest) if quad.predicate == MOR.factsSha256 else quad.object, g)
        for quad in quads
        for g in (quad.graph_name,)
    ]


def _claim(quads: Quads) -> NamedNode:
    return next(quad.subject for quad in quads if quad.predicate == MOR.about)


def _swap(predicate: NamedNode, value: object) -> Callable[[Quads], Quads]:
    """One value of a property is another one."""

    def alter(quads: Quads) -> Quads:
        first = next(quad for quad in quads if quad.predicate == predicate)
        return [*(q for q in quads if q != first), Quad(first.subject, predicate, value, first.graph_name)]  # type: ignore[arg-type]

    return alter


def _without(predicate: NamedNode) -> Callable[[Quads], Quads]:
    """A property is gone from one thing."""

    def alter(quads: Quads) -> Quads:
        first = next(quad for quad in quads if quad.predicate == predicate)
        return [quad for quad in quads if quad != first]

    return alter


def _with(predicate: NamedNode, value: object) -> Callable[[Quads], Quads]:
    """A claim has one property more."""
    return lambda quads: [*quads, Quad(_claim(quads), predicate, value, quads[0].graph_name)]  # type: ignore[arg-type]


def _bad_date(quads: Quads) -> Quads:
    dated = next(q.subject for q in quads if q.predicate == MOR.slot and q.object == MOR.announced)
    value = next(q for q in quads if q.subject == dated and q.predicate == MOR.value)
    return [*(q for q in quads if q != value), Quad(dated, MOR.value, Literal("2024-13-45"), value.graph_name)]


ALTERATIONS: dict[str, Callable[[Quads], Quads]] = {
    "about-is-a-text": _swap(MOR.about, Literal("hub")),
    "slot-is-a-text": _swap(MOR.slot, Literal("name")),
    "slot-is-unknown": _swap(MOR.slot, NamedNode("http://ex.example/p")),
    "no-slot": _without(MOR.slot),
    "no-value": _without(MOR.value),
    "no-evidence": _without(MOR.isEvidencedBy),
    "no-modality": _without(MOR.modality),
    "unknown-modality": _swap(MOR.modality, Literal("rumoured")),
    "impossible-date": _bad_date,
    "confidence-is-a-word": _with(MOR.confidence, Literal("high")),
    "confidence-too-high": _with(MOR.confidence, Literal("1.7", datatype=XSD.decimal)),
    "foreign-property": _with(NamedNode("http://ex.example/p"), Literal("x")),
    "value-of-unknown-type": _swap(MOR.value, Literal("x", datatype=XSD.nonNegativeInteger)),
    "value-in-another-language": _swap(MOR.value, Literal("x", language="xx")),
    "thing-of-another-site": _swap(MOR.about, NamedNode("http://ex.example/evil")),
    "about-the-current-graph": _swap(MOR.about, CURRENT),
    "blank-node": _with(RDFS.seeAlso, BlankNode("b")),
    "name-with-markup": _with(RDFS.label, Literal("<script>alert(1)</script>")),
    "source-is-a-text": _swap(PROV.wasDerivedFrom, Literal("daily-3")),
    "hash-is-another": _swap(MOR.factsSha256, Literal("0" * 64)),
    "long-literal": _with(RDFS.comment, Literal("x" * 70_000)),
}


def test_an_unaltered_export_is_loaded(graph_quads: Quads, tmp_path: Path) -> None:
    """The measure for the tests below."""
    with Moratoria.in_memory() as graph:
        assert graph.load([_written(graph_quads, tmp_path / "whole.nq")], moment=MOMENT).loaded == ("daily-3",)


@pytest.mark.parametrize("name", ALTERATIONS)
def test_an_altered_export_is_refused(name: str, graph_quads: Quads, tmp_path: Path) -> None:
    """By its hash, whatever was altered; nothing is written."""
    _assert_refused(ALTERATIONS[name](graph_quads), tmp_path / "altered.nq")


@pytest.mark.parametrize("name", sorted(ALTERATIONS.keys() - {"hash-is-another"}))
def test_a_forged_export_is_refused(name: str, graph_quads: Quads, tmp_path: Path) -> None:
    """Its hash fits, but what it says is not what this program writes: a finding, never an accident."""
    _assert_refused(_rehashed(ALTERATIONS[name](graph_quads)), tmp_path / "forged.nq")


def test_every_cut_export_is_refused(graph_quads: Quads, tmp_path: Path) -> None:
    """Any one quad missing is noticed."""
    for number in range(0, len(graph_quads), 9):
        rest = [quad for index, quad in enumerate(graph_quads) if index != number]
        _assert_refused(rest, tmp_path / "cut.nq", may_load=graph_quads[number].predicate == PROV.generatedAtTime)


def _assert_refused(quads: Quads, path: Path, *, may_load: bool = False) -> None:
    with Moratoria.in_memory() as graph:
        before = graph.dump()
        report = graph.load([_written(quads, path)], moment=MOMENT)
        errors = [finding for finding in report.findings if finding.severity == "ERROR"]
        assert may_load or (report.refused and errors), ntriples(q.triple for q in quads).decode()[:300]
        assert all(finding.solution and "\n" not in finding.problem for finding in errors)
        assert may_load or graph.dump() == before
