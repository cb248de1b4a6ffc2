"""What a candidate is taken for: always proposed with its reasons, never applied by itself."""

from __future__ import annotations

import pytest
from press_desk import HALCYON, UMBRA, candidates

from moratoria.facts.parse import parse_facts
from moratoria.pipeline.kg import open_graph
from moratoria.review.known import Known
from moratoria.review.resolve import propose


@pytest.fixture(scope="module")
def known(prepared):
    with open_graph(prepared) as graph:
        yield Known(graph.store)


def proposed(known, change=lambda data: None, settled=()):
    data = candidates()
    change(data)
    facts, findings = parse_facts(data, str)
    assert findings == []
    return propose(facts, known, dict(settled))


def halcyon(**fields):
    """Sets fields of the candidate about Halcyon anew; its condition goes where it has none."""

    def change(data):
        data["restrictions"][1] |= fields

    return change


def test_a_restriction_of_the_same_actor_subject_and_day_is_further_evidence(known):
    found = proposed(known)[HALCYON]
    assert (found.kind, found.of) == ("further evidence", "restriction/halcyon-sight-police-2020")
    assert found.score > 0.9
    assert found.reasons == (
        "the same actor",
        "the technology live-facial-recognition and facial-recognition are one within the other",
        "the same audience (police)", "the same kind (moratorium)", "the same day",
    )  # fmt: skip
    assert found.edits == {
        "id": "halcyon-sight-police-2020", "label": "One-year moratorium on police use of Halcyon Sight",
    }  # fmt: skip


def test_its_condition_is_that_of_the_restriction(known):
    assert proposed(known)["conditions/halcyon-year"].of == "condition/halcyon-year-passed"


def test_an_actor_is_known_by_its_name_whatever_its_legal_form(known):
    found = proposed(known)["organizations/halcyon-systems"]
    assert (found.of, found.edits) == (
        "organization/halcyon", {"id": "halcyon", "name": "Halcyon Systems", "kind": "company"}
    )  # fmt: skip
    assert found.reasons == ("Halcyon Systems, Inc. is a name of it",)


def test_an_actor_is_known_by_an_alias(known):
    def change(data):
        data["organizations"][1]["name"] = "HALCYON"

    assert proposed(known, change)["organizations/halcyon-systems"].edits["id"] == "halcyon"


def test_an_actor_that_nobody_knows_is_new(known):
    found = proposed(known)["organizations/umbra-vision"]
    assert (found.kind, found.edits, found.sentence()) == ("new", {}, "new")


def test_a_restriction_of_another_actor_is_new(known):
    assert proposed(known)[UMBRA].kind == "new"


def test_another_technology_is_another_restriction(known):
    assert proposed(known, halcyon(technologies=["deepfake"]))[HALCYON].kind == "new"


def test_another_audience_is_another_restriction(known):
    assert proposed(known, halcyon(affects=["student"]))[HALCYON].kind == "new"


def test_another_country_is_another_restriction(known):
    assert proposed(known, halcyon(jurisdictions=["FR"]))[HALCYON].kind == "new"


def test_a_kind_that_cannot_be_the_same_is_another_restriction(known):
    assert proposed(known, halcyon(kind="review-requirement"))[HALCYON].kind == "new"


def test_a_step_long_before_is_another_restriction(known):
    assert proposed(known, halcyon(announced="2018-01-05"))[HALCYON].kind == "new"


def test_a_later_step_is_a_revision_of_the_newest_one(known):
    found = proposed(known, halcyon(announced="2022-03-01", duration="P2Y"))[HALCYON]
    assert (found.kind, found.edits["revises"]) == ("revision", "halcyon-sight-police-2021")


def test_a_change_some_days_later_is_a_revision_that_says_what_it_changes(known):
    found = proposed(known, halcyon(announced="2020-06-20", duration="P2Y"))[HALCYON]
    assert (found.kind, found.edits) == ("revision", {"revises": "halcyon-sight-police-2020"})
    assert found.reasons[-1] == "it changes the duration: P1Y -> P2Y"


def test_the_same_told_some_days_later_is_further_evidence(known):
    assert proposed(known, halcyon(announced="2020-06-20"))[HALCYON].kind == "further evidence"


def test_a_restriction_without_a_day_can_be_any_of_its_actor(known):
    found = proposed(known, halcyon(announced=None))[HALCYON]
    assert found.kind == "further evidence"
    assert "no day of its own to tell them apart" in found.reasons


def test_an_id_that_another_thing_has_is_not_taken(known):
    def change(data):
        data["organizations"][0]["id"] = "borealis"
        data["restrictions"][0]["imposed_by"] = ["borealis"]
        data["posts"][0]["organization"] = data["memberships"][0]["organization"] = "borealis"
        data["statements"][0]["organization"] = "borealis"

    found = proposed(known, change)["organizations/borealis"]
    assert (found.kind, found.edits) == ("new", {"id": "borealis-2"})
    assert found.reasons == ("the id borealis is that of another organization (Boréalis Vision)",)


def test_two_facts_of_one_article_never_become_one_restriction(known):
    def change(data):
        data["restrictions"].append({**data["restrictions"][1], "id": "second", "affects": []})

    found = proposed(known, change)
    named = [found[HALCYON].edits.get("id"), found["restrictions/second"].edits.get("id")]
    assert named[0] == "halcyon-sight-police-2020"
    assert named[1] != named[0]


def test_what_was_accepted_before_is_not_proposed_again(known):
    found = proposed(known, settled={HALCYON: "halcyon-sight-police-2020", "organizations/halcyon-systems": "halcyon"})
    assert HALCYON not in found
    assert "organizations/halcyon-systems" not in found


def test_a_bill_is_known_by_its_name(known):
    def change(data):
        evidence = data["people"][0]["evidence"]
        data["legislation"] = [{"id": "faces", "kind": "bill", "name": "Faces Bill", "evidence": evidence}]

    found = proposed(known, change)["legislation/faces"]
    assert found.kind == "further evidence"
    assert found.reasons == ("the same name (Faces Bill)",)
