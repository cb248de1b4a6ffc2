"""Candidates: what may be one organization, and why; and who is nobody."""

from __future__ import annotations

import time

import pytest

from moratoria.link.candidates import Entity, Index, find_candidates, score
from moratoria.link.names import is_nobody, normalized


def entity(id: str, *names: str, kind: str = "", home: str = "", ids: tuple[tuple[str, str], ...] = ()) -> Entity:
    return Entity(id, names or (id,), kind, home, frozenset(ids))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Halcyon, Inc.", "HALCYON CORP /DE/"), ("Borealis GmbH & Co. KG", "borealis"), ("The Courier S.A.", "courier"),
        ("Café Société", "cafe-societe"), ("Яндекс", "Yandeks N.V."), ("Miami PD", "Miami Police Department"),
        ("U.S. Department of Justice", "us-department-of-justice"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_are_equal(first, second):
    assert normalized(first) == normalized(second)


def test_a_shared_identifier_decides_and_says_so():
    number = (("CIK", "0000000042"),)
    found = score(entity("a", "Quillon", ids=number), entity("b", "Ferrow", ids=number))
    assert (found.score, found.reasons) == (1.0, ("the same CIK 0000000042",))


def test_different_identifiers_speak_against_the_same_name():
    mine, theirs = entity("a", "Orbit", ids=(("LEI", "A"),)), entity("b", "Orbit Ltd", ids=(("LEI", "B"),))
    assert score(mine, theirs).score == 0.4


def test_initials_find_the_long_name():
    found = find_candidates(entity("a", "NYPD"), Index([entity("b", "New York City Police Department")]))
    assert [(item.object, item.reasons) for item in found] == [("b", ("NYPD is short for the other's name",))]


def test_words_of_their_own_part_two_names():
    commerce, defense = entity("a", "Department of Commerce"), entity("b", "Department of Defense")
    assert find_candidates(commerce, Index([defense])) == []


def test_another_home_weighs_against():
    here, there = entity("a", "Ministry of Justice", home="KR"), entity("b", "Ministry of Justice", home="GB")
    assert score(here, there).score == 0.7


@pytest.mark.parametrize("name", ["unknown", "unknown-developers", "unknown-deepfake-creators", "some-users", "none"])
def test_somebody_who_is_not_known_is_nobody(name):
    assert is_nobody(name)
    assert find_candidates(entity("a", name), Index([entity("b", name)])) == []


def test_twelve_thousand_names_are_searched_within_seconds():
    many = [entity(f"n{number}", f"Company {number} of Place {number % 97} Inc") for number in range(12_000)]
    begin = time.process_time()
    index = Index(many)
    for number in range(200):
        assert find_candidates(entity("x", f"Company {number} of Place {number % 97}"), index)[0].object == f"n{number}"
    assert time.process_time() - begin < 20
