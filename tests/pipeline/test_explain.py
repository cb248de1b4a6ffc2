"""A status explains itself: rule, facts, sources and places, and what was set aside."""

from __future__ import annotations

import pytest

from moratoria.errors import QueryError, UnknownName
from moratoria.infer.rules import PREFERENCE_RULES, STATUS_RULES

HALCYON_2020 = "halcyon-sight-police-2020"


@pytest.fixture
def full(graph, world):
    report = graph.load([world])
    assert report.refused == ()
    return graph


@pytest.mark.parametrize(
    ("day", "life", "facets", "rule"),
    [
        ("2020-06-09", "none", (), ""),
        ("2020-06-10", "in force", ("awaiting date",), "start-from-announcement"),
        ("2021-05-17", "in force", ("awaiting date",), "start-from-announcement"),
        ("2021-05-18", "superseded", (), "revision"),
    ],
)
def test_a_status_on_a_day_names_its_rule(full, day, life, facets, rule):
    found = full.status(HALCYON_2020, as_of=day)
    assert (found.life, found.facets, found.rule) == (life, facets, rule)


def test_an_explanation_reaches_the_place_in_the_source(full):
    found = full.explain(HALCYON_2020, as_of="2020-12-31")
    announced = [ground for reason in found.reasons for ground in reason.grounds if ground.slot == "announced"]
    assert [ground.value for ground in announced] == ["2020-06-10"]
    assert all(saying.place for ground in announced for saying in ground.said_by)
    assert {saying.claim.split("/")[-2] for ground in announced for saying in ground.said_by} == {"claim"}


def test_an_explanation_of_a_superseded_one_names_the_revision(full):
    found = full.explain(HALCYON_2020, as_of="2022-01-01")
    assert "halcyon-sight-police-2021" in [reason.thing.rsplit("/", 1)[1] for reason in found.reasons]


def test_what_a_rival_source_says_is_shown_as_set_aside(graph, write):
    vague = write("vague")
    vague.write_text(vague.read_text("utf-8").replace("announced: 2021-03-02", "announced: 2021-03"), "utf-8")
    graph.load([write("page"), vague])
    found = graph.explain("umbra-pause", as_of="2021-06-01")
    (announced,) = [ground for ground in found.reasons[0].grounds if ground.slot == "announced"]
    assert (announced.value, announced.rule) == ("2021-03-02", "precise-over-vague")
    assert announced.rule_words == PREFERENCE_RULES["precise-over-vague"]
    assert [saying.value for saying in announced.set_aside] == ["2021-03"]


def test_every_status_rule_in_use_has_words(full):
    rows = full.query("SELECT DISTINCT ?rule { ?s <https://w3id.org/moratoria/ontology#openedBy> ?rule }")
    assert {row["rule"].value for row in rows} <= set(STATUS_RULES)


def test_a_thing_that_is_no_restriction_has_no_status(full):
    assert full.status("organization/halcyon").life == "none"


def test_an_unknown_thing_is_named_with_its_nearest(full):
    with pytest.raises(UnknownName, match="did you mean restriction/halcyon-sight-police-2020"):
        full.status("restriction/halcyon-sight-polic-2020")


def test_an_impossible_day_is_refused(full):
    with pytest.raises(QueryError, match="2020-02-30"):
        full.status(HALCYON_2020, as_of="2020-02-30")


def test_what_the_status_does_not_rest_on_is_recorded_beside_it(full):
    found = full.explain("borealis-facial-recognition-2020", as_of="2024-01-01")
    kinds = {reason.thing.split("/")[-2] for reason in found.also_recorded}
    assert "contradiction" in kinds
    assert not {reason.thing for reason in found.also_recorded} & {reason.thing for reason in found.reasons}
