"""Decisions: what a row must be, and what rows must not say together."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratoria.errors import InputError
from moratoria.link.clusters import clusters, partition
from moratoria.link.decisions import Decision, find_conflicts, parse_decisions
from moratoria.link.sssom import COLUMNS, read_rows, render_set, split_header

GOOD = {
    "subject_id": "organization:halcyon", "predicate_id": "schema:sameAs", "object_id": "wikidata:Q42",
    "mapping_justification": "semapv:ManualMappingCuration",
}  # fmt: skip


def same(first: str, second: str, line: int, accepted: bool = True) -> Decision:
    return Decision(
        f"organization:{first}", "mor:sameRecordAs", f"organization:{second}", "semapv:ManualMappingCuration",
        accepted, where=f"a.sssom.tsv:{line}",
    )  # fmt: skip


def faults(**cells: str) -> list[tuple[str, str, str]]:
    _, found = parse_decisions([(7, {**GOOD, **cells})], "a.sssom.tsv")
    return [(finding.code, finding.problem, finding.where) for finding in found]


def test_a_good_row_is_a_decision():
    decisions, found = parse_decisions([(7, GOOD)], "a.sssom.tsv")
    assert found == []
    assert (decisions[0].subject, decisions[0].object, decisions[0].accepted) == (
        "organization:halcyon", "wikidata:Q42", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "code", "words"),
    [
        ({"object_id": "wikidata:42"}, "link-malformed", "object_id: '42' is no identifier of wikidata"),
        ({"object_id": "wiki:Q42"}, "link-malformed", "object_id: the prefix 'wiki' is not known"),
        ({"object_id": "cik:789019"}, "link-malformed", "object_id: '789019' is no identifier of cik"),
        ({"object_id": "lei:INR2EJN1ERAN0W5ZP975"}, "link-malformed", "object_id: the check digits of the LEI"),
        ({"object_id": "iso3166:usa"}, "link-malformed", "object_id: 'usa' is no identifier of iso3166"),
        ({"object_id": "congress:hr-6092"}, "link-malformed", "object_id: 'hr-6092' is no identifier of congress"),
        ({"subject_id": "wikidata:Q1"}, "link-foreign-subject", "subject_id: wikidata:Q1 is no thing of ours"),
        ({"mapping_justification": ""}, "link-unjustified", "mapping_justification: nothing"),
        ({"predicate_id": "skos:related"}, "link-predicate", "predicate_id: 'skos:related' is not known"),
        ({"predicate_id": "owl:sameAs"}, "link-predicate", "predicate_id: owl:sameAs merges all"),
        ({"predicate_id": "skos:exactMatch"}, "link-predicate", "skos:exactMatch is not for a organization"),
        ({"predicate_modifier": "NOT"}, "link-modifier", "predicate_modifier: 'NOT' is not known"),
        ({"confidence": "95%"}, "link-confidence", "confidence: '95%' is no number"),
        ({"mapping_date": "23.11.2026"}, "link-date", "mapping_date: '23.11.2026' is no date"),
        ({"object_id": "organization:halcyon"}, "link-to-itself", "object_id: organization:halcyon is the subject"),
    ],
)
def test_a_bad_cell_is_reported_with_its_row_and_column(cells, code, words):
    ((found, problem, where),) = faults(**cells)
    assert (found, where) == (code, "a.sssom.tsv:7")
    assert words in problem


def test_an_incident_is_never_the_same_thing_as_another():
    ((code, problem, _),) = faults(subject_id="event:leak", object_id="aiid-incident:1")
    assert (code, problem) == ("link-predicate", "predicate_id: schema:sameAs is not for a event")


def test_an_id_that_matches_two_companies_names_both_rows():
    rows = [
        replace(same("halcyon", "x", 3), predicate="schema:sameAs", object="cik:0000000001"),
        replace(same("borealis", "x", 9), predicate="schema:sameAs", object="cik:0000000001"),
    ]
    (finding,) = find_conflicts(rows)
    assert finding.code == "link-not-one-to-one"
    assert finding.problem == (
        "cik:0000000001 matches organization:borealis and organization:halcyon (a.sssom.tsv:3 and a.sssom.tsv:9)"
    )


def test_a_company_with_two_items_is_reported():
    rows = [replace(same("halcyon", "x", n), predicate="schema:sameAs", object=f"wikidata:Q{n}") for n in (1, 2)]
    assert [finding.code for finding in find_conflicts(rows)] == ["link-not-one-to-one"]


def test_a_pair_accepted_and_rejected_is_a_contradiction():
    (finding,) = find_conflicts([same("a", "b", 3), same("a", "b", 9, accepted=False)])
    assert (finding.code, finding.where) == ("link-contradiction", "a.sssom.tsv:9")
    said = "organization:a = organization:b (a.sssom.tsv:3)"
    assert finding.problem == f"organization:a is not organization:b, but {said}"


def test_a_contradiction_over_a_third_name_gives_the_way_to_it():
    found = find_conflicts([same("a", "b", 3), same("c", "b", 4), same("a", "c", 9, accepted=False)])
    (finding,) = [item for item in found if item.code == "link-contradiction"]
    assert "organization:a = organization:b (a.sssom.tsv:3), organization:c = organization:b (a.sssom.tsv:4)" in (
        finding.problem
    )


def test_the_record_of_a_thing_has_no_records_of_its_own():
    codes = {(item.code, item.where) for item in find_conflicts([same("a", "b", 3), same("b", "c", 4)])}
    assert codes == {("link-chain", "a.sssom.tsv:4")}


def test_an_incident_may_have_two_records_in_a_register_that_splits_it():
    rows = [
        Decision("event:leak", "mor:sameRecordAs", f"oecd-incident:2024-05-13-230{n}", "semapv:UnspecifiedMatching")
        for n in (1, 2)
    ]
    assert find_conflicts(rows) == []


def test_three_slugs_of_one_force_are_one_and_a_decision_taken_back_parts_them():
    pairs = [("nypd", "aiid-nypd"), ("nypd", "aiid-new-york-police"), ("nypd", "aiid-new-york-city-police")]
    assert clusters(pairs) == {
        "nypd": ("aiid-new-york-city-police", "aiid-new-york-police", "aiid-nypd", "nypd"),
    }  # fmt: skip
    assert partition(pairs[1:]).get("aiid-nypd") is None


NAMES = st.sampled_from([f"n{number}" for number in range(8)])
DECISIONS = st.lists(st.builds(same, NAMES, NAMES, st.integers(1, 99), st.booleans()), max_size=12)


@given(DECISIONS, st.randoms(use_true_random=False))
def test_neither_sameness_nor_findings_depend_on_the_order(decisions: list[Decision], order: random.Random):
    shuffled = order.sample(decisions, len(decisions))
    assert find_conflicts(shuffled) == find_conflicts(decisions)
    assert partition(item.pair for item in shuffled if item.unites) == partition(
        item.pair for item in decisions if item.unites
    )


def test_a_table_reads_back_as_it_was_written():
    row = {column: "" for column in COLUMNS} | GOOD | {"comment": 'says "the same"'}
    header, lines = split_header(render_set({"mapping_set_title": "T", "curie_map": {"a": "b"}}, [row]))
    assert header == 'mapping_set_title: "T"\ncurie_map:\n  a: "b"'
    assert read_rows(lines, "x") == [(5, row)]


def test_line_ends_of_windows_make_no_difference():
    text = render_set({"mapping_set_title": "T"}, [{**GOOD, "confidence": "0.9"}])
    assert split_header(text.replace("\n", "\r\n")) == split_header(text)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("subject_id\tpredicate\tobject_id\tmapping_justification", "'predicate_id' is missing (is it 'predicate'?)"),
        ("subject_id\tpredicate_id\tobject_id\tmapping_justification\nonly one", "a row of 1 cells, the header has 4"),
        ("", "has no header row"),
    ],
)
def test_what_is_no_table_of_decisions_is_refused_with_its_line(table, words):
    with pytest.raises(InputError) as caught:
        read_rows(split_header(table)[1], "a.sssom.tsv")
    assert words in str(caught.value)
