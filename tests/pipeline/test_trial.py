"""What a load would change, and what a law that is not there would release; nothing is stored."""

from __future__ import annotations

from datetime import date

import pytest

from moratoria.errors import UnknownName
from moratoria.pipeline.trial import find_released


@pytest.fixture
def full(graph, world):
    assert graph.load([world]).ok
    return graph


def short(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def test_a_trial_names_the_statuses_that_would_flip_and_writes_nothing(graph, write):
    graph.load([write("page")])
    before = graph.dump()
    later = write("later")
    ended = later.read_text("utf-8").replace("    announced:", "    end: 2021-09-01\n    announced:")
    later.write_text(ended, "utf-8")
    findings, trial = graph.try_load([later])
    assert [item for item in findings if item.severity == "ERROR"] == []
    assert [(short(flip.thing), flip.before, flip.after) for flip in trial.flips] == [
        ("umbra-pause", "in force", "expired")
    ]
    assert graph.dump() == before


def test_a_trial_of_what_is_stored_changes_nothing(full, world):
    _, trial = full.try_load([world])
    assert (trial.sources, trial.added, trial.removed, trial.flips) == ((), 0, 0, ())


def test_a_trial_foretells_the_load(graph, world):
    _, trial = graph.try_load([world])
    held = len(list(graph.store.quads()))
    graph.load([world])
    assert len(trial.sources) == 8
    assert len(list(graph.store.quads())) > held + trial.added


@pytest.mark.parametrize(
    ("level", "place", "subject", "expected"),
    [
        ("national", "US", "facial-recognition", 1),
        ("national", "US", "biometric-technology", 1),
        ("state", "US", "facial-recognition", 0),
        ("national", "FR", "facial-recognition", 0),
        ("national", "US", "ai-chip", 0),
    ],
)
def test_only_a_law_of_the_level_place_and_subject_required_could_release(full, level, place, subject, expected):
    found = find_released(full.store, level, place, subject, date(2024, 1, 1))
    assert [short(item.restriction) for item in found] == ["borealis-facial-recognition-2020"] * expected


def test_before_it_is_in_force_there_is_nothing_to_release(full):
    assert find_released(full.store, "national", "US", "facial-recognition", date(2020, 1, 1)) == []


@pytest.mark.parametrize("place", ["nowhere", "US> . ?s ?p ?o", "", "Atlantis"])
def test_a_place_that_is_none_is_refused(full, place):
    with pytest.raises(UnknownName, match="no jurisdiction"):
        find_released(full.store, "national", place, "facial-recognition", date(2024, 1, 1))
