"""Facts become quads: the same ones in any order, without a clock and without blank nodes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratoria.export.graphs import render_nquads
from moratoria.facts.model import FactFile
from moratoria.graph.build import SourceGraph, build_source_graph
from moratoria.graph.claims import read_claims
from moratoria.graph.current import build_current
from moratoria.terms import CURRENT, MOR, OA, PROV, RDFS, SCHEMA, TYPE, BlankNode, Literal, Quad, minted

MOMENT = datetime(2021, 3, 6, 9, tzinfo=UTC)
HERE = {"evidence": [{"locator": "paragraph 1"}]}
QUOTE = "We will not sell it for a year."


def data() -> dict[str, Any]:
    return {
        "source": {
            "id": "umbra-page", "kind": "web-page", "title": "Umbra pauses", "publisher": "Umbra", "issuer": "umbra",
            "authority": "own-words", "published": "2021-03-02", "retrieved": "2021-03-05", "seen": "full",
        },
        "organizations": [
            {"id": name, "kind": "company", "name": name.title(), "aliases": ["A", "B"]} | HERE
            for name in ("umbra", "penumbra", "corona")
        ],
        "restrictions": [
            {
                "id": f"pause-{number}", "kind": "moratorium", "label": f"Pause {number}", "imposed_by": ["umbra"],
                "technologies": ["facial-recognition", "generative-ai"], "actions": ["supply", "use"],
                "announced": {"on": "2021-03", "words": "in March"}, "conditions": ["a-law"],
                "evidence": [{"span": [10, 10 + len(QUOTE)], "quote": QUOTE, "modality": "quoted"},
                             {"locator": "paragraph 2", "slots": ["announced"]}],
            }
            for number in (1, 2)
        ],
        "requirements": [{"id": "any-law", "label": "A law", "level": "national", "jurisdiction": "US"} | HERE],
        "conditions": [
            {"id": "a-law", "kind": "legislation-enacted", "label": "A law is made", "requirement": "any-law"} | HERE
        ],
    }  # fmt: skip


def build(given_data: dict[str, Any], recorded: datetime | None = MOMENT) -> SourceGraph:
    return build_source_graph(FactFile.model_validate(given_data), recorded)


@st.composite
def shuffled(draw: st.DrawFn) -> dict[str, Any]:
    """The same facts, every list and every many-valued field in another order."""
    facts = data()
    mixed = {name: draw(st.permutations(facts[name])) for name in facts if name != "source"}
    for restriction in mixed["restrictions"]:
        for field in ("technologies", "actions", "evidence"):
            restriction[field] = draw(st.permutations(restriction[field]))
    return {name: mixed.get(name, facts["source"]) for name in draw(st.permutations(list(facts)))}


@given(shuffled())
def test_facts_in_any_order_give_byte_equal_nquads(facts):
    assert render_nquads(build(facts).quads) == render_nquads(build(data()).quads)


def test_a_fact_stated_twice_is_one_fact():
    twice = data()
    twice["organizations"].append(twice["organizations"][0])
    assert render_nquads(build(twice).quads) == render_nquads(build(data()).quads)


def test_no_blank_node_is_made():
    assert [quad for quad in build(data()).quads for term in quad if isinstance(term, BlankNode)] == []


def test_nquads_are_sorted_and_each_is_once():
    lines = render_nquads(build(data()).quads).splitlines()
    assert all(one < other for one, other in pairwise(lines))


def test_every_quad_of_a_source_lies_in_its_own_graph():
    graph = build(data())
    assert {quad.graph_name for quad in graph.quads} == {graph.iri}
    assert re.fullmatch(r"https://w3id\.org/moratoria/graph/umbra-page/[0-9a-f]{12}", graph.iri.value)


def test_record_time_comes_from_the_file_or_the_caller_and_never_from_a_clock():
    with pytest.raises(ValueError, match=r"."):
        build(data(), None)
    stamped = data()
    stamped["source"]["recorded"] = "2020-01-02T03:04:05+01:00"
    times = {quad.object.value for quad in build(stamped, None).quads if quad.predicate == PROV.generatedAtTime}
    assert times == {"2020-01-02T02:04:05Z"}


def test_when_it_was_recorded_makes_no_other_version_of_a_source():
    later = datetime(2024, 1, 1, tzinfo=UTC)
    assert build(data(), later).iri == build(data()).iri


def test_another_fact_makes_another_version_of_a_source():
    changed = data()
    changed["restrictions"][0]["label"] = "Pause one"
    assert build(changed).iri != build(data()).iri


def one(quads: tuple[Quad, ...], predicate: Any) -> list[Quad]:
    return [quad for quad in quads if quad.predicate == predicate]


def test_every_claim_says_what_about_what_how_on_what_evidence_and_where():
    graph = build(data())
    claims = [quad.subject for quad in graph.quads if (quad.predicate, quad.object) == (TYPE, MOR.Claim)]
    assert len(claims) == len(graph.claims) > 30
    for claim in claims:
        assert re.fullmatch(r"https://w3id\.org/moratoria/id/claim/umbra-page-[0-9a-f]{12}", claim.value)
        told = [quad.predicate for quad in graph.quads if quad.subject == claim]
        for slot in (MOR.about, MOR.slot, MOR.value, MOR.modality, MOR.statedIn):
            assert told.count(slot) == 1
        assert told.count(MOR.isEvidencedBy) >= 1


def test_a_span_becomes_a_position_with_the_hash_and_the_exact_words():
    quads = build(data()).quads
    assert {quad.object.value for quad in one(quads, OA.start)} == {"10"}
    assert {quad.object.value for quad in one(quads, OA.end)} == {str(10 + len(QUOTE))}
    assert {quad.object.value for quad in one(quads, OA.exact)} == {QUOTE}
    assert {len(quad.object.value) for quad in one(quads, MOR.quoteSha256)} == {64}


def test_evidence_for_one_field_is_on_the_claim_of_that_field_only():
    graph = build(data())
    locators = {quad.subject for quad in one(graph.quads, MOR.locator) if quad.object.value == "paragraph 2"}
    claims = {quad.subject for quad in one(graph.quads, MOR.isEvidencedBy) if quad.object in locators}
    assert {claim.slot for claim in graph.claims if claim.iri in claims} == {MOR.announced}


def test_a_date_is_projected_as_earliest_latest_and_the_words_of_its_source():
    about = minted("restriction", "pause-1")
    current = [quad for quad in build_current(build(data()).claims) if quad.subject == about]
    dates = {quad.predicate.value.rsplit("#")[1]: quad.object.value for quad in current if "#announced" in str(quad)}
    assert dates == {
        "announcedEarliest": "2021-03-01", "announcedLatest": "2021-03-31", "announcedWords": "in March",
    }  # fmt: skip


def test_names_are_english_and_addresses_strings():
    current = list(build_current(build(data()).claims))
    labels = {quad.object for quad in current if quad.predicate == RDFS.label}
    assert Literal("Umbra", language="en") in labels
    assert {label.language for label in labels} == {"en"}
    assert {quad.graph_name for quad in current} == {CURRENT}
    assert one(tuple(current), SCHEMA.url) == []


def test_claims_read_back_project_to_the_same_current_graph():
    graph = build(data())
    assert set(build_current(read_claims(graph.quads))) == set(build_current(graph.claims))
