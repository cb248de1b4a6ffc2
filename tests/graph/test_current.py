"""One value is preferred per single-valued slot, by the named rules in their order; the others keep all values."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

from moratoria.facts.model import FactFile
from moratoria.graph.build import build_source_graph
from moratoria.graph.claims import Claim, prefer
from moratoria.graph.current import build_current
from moratoria.terms import MOR, ODRL, RDFS, minted

HERE = {"evidence": [{"locator": "paragraph 1"}]}


def source(name: str, published: str = "2021-03-02", **more: str) -> dict[str, Any]:
    return {
        "id": name, "kind": "news-article", "title": name, "publisher": name, "published": published,
        "retrieved": "2021-12-31", "seen": "full", "recorded": datetime(2022, 1, 1, tzinfo=UTC),
    } | more  # fmt: skip


def claims_of(about: dict[str, Any], **fields: Any) -> tuple[Claim, ...]:
    """The claims of one source on the restriction `pause`."""
    pause = {"id": "pause", "kind": "ban", "label": "Pause", "imposed_by": ["umbra"]} | HERE | fields
    return build_source_graph(FactFile.model_validate({"source": about, "restrictions": [pause]})).claims


def preferred(slot: Any, *sources: tuple[Claim, ...]) -> set[str]:
    """The value in the current graph, the same for every order of the sources."""
    found = []
    for order in permutations(sources):
        quads = build_current([claim for claims in order for claim in claims])
        about = minted("restriction", "pause")
        found.append({quad.object.value for quad in quads if (quad.subject, quad.predicate) == (about, slot)})
    assert all(values == found[0] for values in found)
    return found[0]


OWN = {"authority": "own-words", "issuer": "umbra"}


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        (source("a", **OWN), source("b", "2021-09-09", authority="primary")),
        (source("a", "2020-01-01", **OWN), source("b", corrects="a")),
        (source("a", "2020-01-01", corrects="b"), source("b", "2021-09-09", authority="primary")),
        (source("a", "2020-01-01", authority="primary"), source("b", "2021-09-09")),
        (source("b", "2021-03-03"), source("a", "2021-03-02")),
        (source("a"), source("b")),
    ],
    ids=[
        "own words over report", "own words over a correction of them", "correction over corrected",
        "primary over secondary", "later over earlier", "IRI order",
    ],
)  # fmt: skip
def test_the_preferred_claim_stands_in_the_current_graph(winner, loser):
    values = preferred(RDFS.label, claims_of(winner, label="Right"), claims_of(loser, label="Wrong"))
    assert values == {"Right"}


def test_own_words_of_somebody_else_are_a_report():
    """A company's own words decide about its own restriction; `primary` beats them nowhere else."""
    own = claims_of(source("a", **OWN), label="Right")
    report = claims_of(source("b", "2021-09-09"), label="Wrong")
    assert preferred(RDFS.label, own, report) == {"Right"}


def test_a_month_gives_way_to_a_day_within_it_even_from_a_weaker_source():
    own = claims_of(source("a", **OWN), start="2021-03")
    report = claims_of(source("b"), start="2021-03-15")
    assert preferred(MOR.startEarliest, own, report) == {"2021-03-15"}
    assert preferred(MOR.startLatest, own, report) == {"2021-03-15"}


def test_a_date_outside_the_month_does_not_displace_the_stronger_source():
    own = claims_of(source("a", **OWN), start="2021-03")
    report = claims_of(source("b"), start="2021-04-15")
    assert preferred(MOR.startEarliest, own, report) == {"2021-03-01"}


def test_of_three_dates_the_one_that_encloses_no_other_stands():
    year = claims_of(source("a", **OWN), start="2021")
    month = claims_of(source("b"), start="2021-03")
    day = claims_of(source("c"), start="2021-03-15")
    assert preferred(MOR.startEarliest, year, month, day) == {"2021-03-15"}


def test_two_days_within_a_month_are_decided_by_the_other_rules():
    month = claims_of(source("a", **OWN), start="2021-03")
    primary = claims_of(source("b", authority="primary"), start="2021-03-10")
    report = claims_of(source("c", "2021-09-09"), start="2021-03-20")
    assert preferred(MOR.startEarliest, month, primary, report) == {"2021-03-10"}


def test_a_single_valued_kind_leaves_one_class_and_its_general_one():
    ban, pause = claims_of(source("a", **OWN), kind="ban"), claims_of(source("b"), kind="moratorium")
    types = preferred(RDFS.label, ban, pause) and {
        quad.object.value.rsplit("#")[1]
        for quad in build_current([*ban, *pause])
        if quad.subject == minted("restriction", "pause") and quad.predicate.value.endswith("#type")
    }
    assert types == {"Ban", "Restriction"}


def test_many_valued_slots_keep_what_every_source_says():
    one = claims_of(source("a", **OWN), actions=["supply"])
    other = claims_of(source("b"), actions=["use", "export"])
    assert preferred(ODRL.action, one, other) == {f"{MOR}supply", f"{MOR}use", f"{MOR}export"}


def test_the_rule_that_decided_is_named():
    def labels(about: dict[str, Any], text: str) -> Claim:
        return next(claim for claim in claims_of(about, label=text) if claim.slot == RDFS.label)

    own, report = labels(source("a", **OWN), "Right"), labels(source("b"), "Wrong")
    winner, rule = prefer([report, own])
    assert winner == own
    assert rule != ""
    assert prefer([labels(source("a", authority="primary"), "Right"), report])[1] != rule
