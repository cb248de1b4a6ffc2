"""Reading the ontology's folder: what is listed, what is merged, and what is said when something is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from moratoria.errors import InputError
from moratoria.graph.ontology import (
    HEADER,
    list_modules,
    list_schemes,
    read_ontology,
    read_schemes,
    read_turtle,
    read_version,
)
from moratoria.terms import MOR, OWL, SKOS, TYPE, BlankNode, Triple


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A copy of the ontology's folder that a test may break."""
    return Path(shutil.copytree(folder, tmp_path / "ontology"))


def test_the_header_comes_first_and_the_alignments_not_at_all(folder: Path) -> None:
    names = [path.name for path in list_modules(folder)]
    assert names[0] == "moratoria.ttl"
    assert "parties.ttl" in names
    assert "alignments.ttl" not in names


def test_the_schemes_are_listed_by_name(folder: Path) -> None:
    names = [path.name for path in list_schemes(folder)]
    assert names == sorted(names)
    assert {"technologies.ttl", "jurisdictions-cities.ttl"} <= set(names)


def test_the_merged_ontology_holds_terms_of_every_module_each_triple_once(folder: Path) -> None:
    triples = read_ontology(folder)
    assert len(set(triples)) == len(triples)
    for name in ("Company", "Ban", "DateReached", "Bill", "LegalEvent", "StatusInterval", "Claim"):
        assert Triple(MOR.term(name), TYPE, OWL.Class) in triples


def test_the_merged_schemes_hold_concepts_of_every_scheme(folder: Path) -> None:
    concepts = {t.subject.value for t in read_schemes(folder) if t.predicate == TYPE and t.object == SKOS.Concept}
    kinds = {iri.split("/id/")[1].split("/")[0] for iri in concepts if "/id/" in iri}
    assert kinds == {"technology", "audience", "jurisdiction", "quality", "level", "event-kind"}


def test_blank_nodes_of_two_files_never_meet(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("_:x <http://example.org/p> 1 .")
    subjects = {t.subject for t in read_turtle([tmp_path / "a.ttl", tmp_path / "b.ttl"])}
    assert len(subjects) == 2
    assert all(isinstance(subject, BlankNode) for subject in subjects)


def test_a_folder_without_a_header_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=HEADER):
        list_modules(tmp_path)


def test_a_folder_without_schemes_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no concept schemes"):
        list_schemes(tmp_path)


def test_an_import_that_is_not_there_is_named(copy: Path) -> None:
    (copy / "law.ttl").unlink()
    with pytest.raises(InputError, match=r"law\.ttl: imported"):
        read_ontology(copy)


def test_broken_turtle_is_named_with_its_file(copy: Path) -> None:
    (copy / "law.ttl").write_text("mor:Bill a", encoding="utf-8")
    with pytest.raises(InputError, match=r"law\.ttl: cannot be read as Turtle"):
        read_ontology(copy)


def test_a_header_without_a_version_is_refused(copy: Path) -> None:
    text = (copy / HEADER).read_text(encoding="utf-8")
    (copy / HEADER).write_text(text.replace('owl:versionInfo "0.1.0" ;', ""), encoding="utf-8")
    with pytest.raises(InputError, match="gives 0 owl:versionInfo"):
        read_version(copy)
