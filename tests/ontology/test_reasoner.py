"""HermiT finds the ontology consistent, and finds what is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from moratoria.errors import InputError, MissingPart
from moratoria.infer.reasoner import JAVA, run_reasoner
from moratoria.terms import IDS, MOR

needs_java = pytest.mark.skipif(shutil.which(JAVA) is None, reason="HermiT runs on Java, and there is none here")

PREFIXES = """
@prefix ex: <https://example.org/> . @prefix mor: <https://w3id.org/moratoria/ontology#> .
@prefix odrl: <http://www.w3.org/ns/odrl/2/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "extra.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path


@needs_java
def test_the_ontology_with_its_schemes_is_consistent_and_every_class_can_have_a_member(folder: Path) -> None:
    found = run_reasoner(folder)
    assert found.sound
    assert found.consistent
    assert found.unsatisfiable == ()
    assert found.classes > 60
    assert found.inferred == ()
    assert 0 < found.seconds < 120


@needs_java
def test_the_alignments_contradict_nothing(folder: Path) -> None:
    found = run_reasoner(folder, [folder / "alignments.ttl"])
    assert found.sound
    assert found.classes > run_reasoner(folder).classes


@needs_java
@pytest.mark.parametrize(
    "text",
    [
        "ex:x a mor:Company , mor:Regulator .",
        "ex:x a mor:Restriction , mor:Organization .",
        "ex:x a mor:Event , mor:Source .",
        "ex:x a mor:Bill , mor:Act .",
        "ex:x a mor:Ban ; mor:affects ex:police . ex:police a mor:LawEnforcementAgency .",
        "ex:x mor:echoes ex:y . ex:y a mor:Event .",
        "ex:x a mor:Moratorium ; mor:duration 1 .",
    ],
)
def test_a_thing_of_two_disjoint_kinds_is_a_contradiction(folder: Path, tmp_path: Path, text: str) -> None:
    found = run_reasoner(folder, [_written(tmp_path, text)])
    assert not found.consistent
    assert not found.sound
    assert found.inferred == ()


@needs_java
@pytest.mark.parametrize(
    "text",
    [
        "ex:x a mor:Ban , mor:Order , mor:UsagePolicy , mor:Restriction .",
        "ex:x a mor:LawEnforcementAgency , mor:GovernmentBody .",
        "ex:x a mor:Moratorium ; mor:affects ex:police ; mor:awaits ex:y ; odrl:action mor:supply .",
        'ex:x a mor:Moratorium ; mor:startEarliest "2020-06-10"^^xsd:date ; mor:duration "P1Y" .',
        'ex:x a mor:DateReached ; odrl:rightOperand "2021-06-10"^^xsd:date . ex:y odrl:rightOperand ex:z .',
    ],
)
def test_what_overlaps_in_reality_and_dated_data_are_no_contradiction(folder: Path, tmp_path: Path, text: str) -> None:
    assert run_reasoner(folder, [_written(tmp_path, text)]).sound


@needs_java
def test_the_good_examples_are_consistent_each_under_names_of_its_own(folder: Path, tmp_path: Path) -> None:
    for example in (folder / "examples").glob("*-good.ttl"):
        text = example.read_text(encoding="utf-8").replace(IDS, f"{IDS}{example.stem}/")
        (tmp_path / example.name).write_text(text, encoding="utf-8")
    told_apart = sorted(tmp_path.glob("*-good.ttl"))
    assert len(told_apart) >= 10
    assert run_reasoner(folder, told_apart).sound


@needs_java
def test_a_class_that_can_have_no_member_is_named(folder: Path, tmp_path: Path) -> None:
    path = _written(tmp_path, "ex:BillAndAct a owl:Class ; rdfs:subClassOf mor:Bill , mor:Act .")
    found = run_reasoner(folder, [path])
    assert found.consistent
    assert not found.sound
    assert found.unsatisfiable == ("https://example.org/BillAndAct",)


@needs_java
def test_a_subclass_that_is_not_stated_is_inferred(folder: Path, tmp_path: Path) -> None:
    text = """ex:Pause a owl:Class ; owl:equivalentClass
        [ a owl:Class ; owl:intersectionOf ( mor:Moratorium [ a owl:Class ; owl:unionOf ( mor:Ban mor:Order ) ] ) ] ."""
    found = run_reasoner(folder, [_written(tmp_path, text)])
    assert found.inferred == (("https://example.org/Pause", MOR + "Moratorium"),)


@needs_java
def test_a_datatype_that_hermit_does_not_know_is_refused_with_its_word(folder: Path, tmp_path: Path) -> None:
    path = _written(tmp_path, 'ex:x a mor:Ban ; mor:duration "P1Y"^^ex:length .')
    with pytest.raises(InputError, match="UnsupportedDatatypeException"):
        run_reasoner(folder, [path])


def test_without_java_the_missing_part_and_its_remedy_are_named(folder: Path) -> None:
    with pytest.raises(MissingPart, match=r"needs Java.*; install a Java"):
        run_reasoner(folder, java="no-java-of-this-name")
