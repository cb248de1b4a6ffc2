"""Which thing a name from somebody's table may mean."""

from __future__ import annotations

import pytest

from moratoria.link.candidates import Entity
from moratoria.link.reconcile import Reconciler, Wanted, suggest

HALCYON = Entity("organization/halcyon", ("Halcyon", "Old Halcyon Works"), "company", "US", frozenset({("CIK", "42")}))
BOREALIS = Entity("organization/borealis", ("Borealis", "Northern Light"), "company", "SE")
TWIN = Entity("organization/borealis-city", ("Borealis",), "government", "SE")
KNOWN = Reconciler([HALCYON, BOREALIS, TWIN])


@pytest.mark.parametrize("name", ["Halcyon, Inc.", "HALCYON", "old halcyon works", "organization/halcyon"])
def test_a_name_in_any_spelling_and_the_id_itself_are_a_match(name):
    found = KNOWN.find(Wanted(name), 5)
    assert (found[0].id, found[0].match) == ("organization/halcyon", True)


def test_an_identifier_decides_whatever_the_name():
    (found,) = KNOWN.find(Wanted("Something else", frozenset({("CIK", "42")})), 5)
    assert (found.id, found.score, found.match) == ("organization/halcyon", 100.0, True)
    assert found.reasons == ("the same CIK 42",)
    assert found.features["same_identifier"] is True


def test_two_of_one_name_are_no_match_until_something_tells_them_apart():
    assert [(each.id, each.match) for each in KNOWN.find(Wanted("Borealis"), 5)] == [
        ("organization/borealis", False), ("organization/borealis-city", False)
    ]  # fmt: skip
    best, other = KNOWN.find(Wanted("Borealis", kind="government"), 5)
    assert (best.id, best.match, other.match) == ("organization/borealis-city", True, False)
    assert "the same kind: government" in best.reasons


def test_a_misspelt_name_finds_without_being_a_match():
    (found,) = KNOWN.find(Wanted("Halcyn"), 5)
    assert (found.id, found.match) == ("organization/halcyon", False)
    assert 60 < found.score < 85


@pytest.mark.parametrize("name", ["Zephyr Locomotives", "", "unknown", "\u202e", "%%%"])
def test_what_is_like_nothing_finds_nothing(name):
    assert KNOWN.find(Wanted(name), 5) == []


def test_no_more_than_are_wanted_and_the_same_in_any_order():
    reverse = Reconciler([TWIN, BOREALIS, HALCYON])
    assert KNOWN.find(Wanted("Borealis"), 1) == reverse.find(Wanted("Borealis"), 1)
    assert len(KNOWN.find(Wanted("Borealis"), 1)) == 1


def test_suggestions_begin_so_whole_names_first():
    names = [HALCYON, BOREALIS, TWIN]
    assert [each.id for each in suggest(names, "bor")] == ["organization/borealis", "organization/borealis-city"]
    assert [each.id for each in suggest(names, "light")] == ["organization/borealis"]
    assert [each.id for each in suggest(names, "organization/halcyon")] == ["organization/halcyon"]
    assert suggest(names, "zephyr") == []
