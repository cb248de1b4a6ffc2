"""Files of decisions: loaded like any source, refused whole, written, reversed; and those that ship."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from moratoria.errors import FindingsError
from moratoria.link.decisions import Decision, find_conflicts
from moratoria.pipeline.kg import Moratoria
from moratoria.pipeline.linking import propose, read_mapping_set, record_decision
from moratoria.terms import CURRENT, MOR, NamedNode, minted

ROOT = Path(__file__).parents[2]
WORLD = ROOT / "tests" / "world"
SHIPPED = sorted((ROOT / "data" / "links").glob("*.sssom.tsv"))
HALCYON = minted("organization", "halcyon")
RECORD = minted("organization", "aiid-halcyon")


def decision(other: str = "wikidata:Q900001", accepted: bool = True, subject: str = "halcyon") -> Decision:
    return Decision(
        f"organization:{subject}", "schema:sameAs", other, "semapv:ManualMappingCuration", accepted, author="A",
    )  # fmt: skip


def current(graph: Moratoria, predicate: NamedNode) -> list[str]:
    return sorted(quad.object.value for quad in graph.store.quads(HALCYON, predicate, None, CURRENT))


def loaded(*texts: str, folder: Path):
    paths = [folder / f"{number}.sssom.tsv" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text.encode("utf-8"))
    graph = Moratoria.in_memory()
    assert graph.load([WORLD]).ok
    return graph, graph.load(paths)


def test_an_accepted_decision_is_a_claim_with_its_row_as_evidence(graph):
    assert current(graph, MOR.sameRecordAs) == [RECORD.value]
    assert current(graph, MOR.cik) == ["0000042001"]
    rows = graph.query("SELECT ?row WHERE { GRAPH ?g { ?e mor:row ?row } FILTER(CONTAINS(?row, 'aiid-halcyon')) }")
    assert [row[0].value for row in rows.rows] == [
        "organization:halcyon mor:sameRecordAs organization:aiid-halcyon (ManualMappingCuration)"
    ]


def test_a_retracted_file_of_decisions_parts_what_it_joined(links_file, tmp_path):
    graph, report = loaded(links_file.read_text("utf-8"), folder=tmp_path)
    assert report.loaded == ("links-0",)
    graph.retract("links-0", "not so")
    assert current(graph, MOR.sameRecordAs) == []


def test_a_byte_order_mark_and_windows_line_ends_make_no_difference(links_file, tmp_path):
    text = links_file.read_text("utf-8")
    graph, report = loaded("\ufeff" + text.replace("\n", "\r\n"), folder=tmp_path)
    assert report.ok
    assert current(graph, MOR.cik) == ["0000042001"]


def test_files_that_contradict_each_other_are_refused_with_both_rows(links_file, tmp_path):
    text = links_file.read_text("utf-8")
    other = text.replace("subject_id\tpredicate_id", "subject_id\tpredicate_modifier\tpredicate_id")
    rejected = "organization:halcyon\tNot\tschema:sameAs\twikidata:Q900001\tsemapv:MappingReview"
    rows = [*other.splitlines()[:4], rejected]
    graph, report = loaded(text, "\n".join(rows), folder=tmp_path)
    assert [finding.code for finding in report.findings] == ["link-contradiction"]
    assert report.findings[0].where.endswith("1.sssom.tsv:5")
    assert "0.sssom.tsv:5)" in report.findings[0].problem
    assert current(graph, MOR.cik) == []


def test_an_id_of_two_companies_is_refused_and_nothing_is_written(links_file, tmp_path):
    other = "\n".join(links_file.read_text("utf-8").splitlines()[:4]) + (
        "\norganization:borealis\tschema:sameAs\tcik:0000042001\tsemapv:ManualMappingCuration\n"
    )
    graph, report = loaded(links_file.read_text("utf-8"), other, folder=tmp_path)
    assert [finding.code for finding in report.findings] == ["link-not-one-to-one"]
    assert report.loaded == ()
    assert current(graph, MOR.sameRecordAs) == []


def test_a_decision_on_a_thing_nobody_described_is_refused(links_file, tmp_path):
    graph, report = loaded(links_file.read_text("utf-8").replace(":halcyon", ":nowhere"), folder=tmp_path)
    assert {finding.code for finding in report.findings} == {"thing-of-no-kind"}
    graph.close()


def test_a_prefix_that_means_another_place_is_refused(links_file, tmp_path):
    text = '#curie_map:\n#  wikidata: "http://elsewhere.example/"\n' + links_file.read_text("utf-8")
    _, report = loaded(text, folder=tmp_path)
    assert [finding.code for finding in report.findings] == ["link-prefix"]


def test_a_decision_is_recorded_and_taken_back(tmp_path):
    path = tmp_path / "mine.sssom.tsv"
    record_decision(path, decision(), date(2026, 11, 23))
    assert [item.accepted for item in read_mapping_set(path).decisions] == [True]
    record_decision(path, decision(accepted=False), date(2026, 11, 23))
    assert [item.accepted for item in read_mapping_set(path).decisions] == [False]


def test_a_decision_that_contradicts_the_file_is_not_recorded(tmp_path):
    path = tmp_path / "mine.sssom.tsv"
    record_decision(path, decision(), date(2026, 11, 23))
    before = path.read_bytes()
    with pytest.raises(FindingsError):
        record_decision(path, decision(subject="borealis"), date(2026, 11, 23))
    assert path.read_bytes() == before


def test_candidates_of_a_store_leave_out_the_organization_itself(graph):
    assert HALCYON.value not in {item.object for item in propose(graph.store, HALCYON)}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name.split(".")[0])
def test_every_shipped_decision_is_well_formed_justified_and_signed(path):
    found = read_mapping_set(path)
    assert found.findings == ()
    assert all(item.author and item.date and item.confidence is not None for item in found.decisions)


def test_the_shipped_decisions_agree_with_each_other():
    assert find_conflicts(item for path in SHIPPED for item in read_mapping_set(path).decisions) == []


def test_the_three_slugs_of_the_new_york_police_are_one_force():
    decisions = read_mapping_set(next(path for path in SHIPPED if "organizations" in path.name)).decisions
    slugs = {item.object for item in decisions if item.subject == "organization:nypd" and item.unites}
    assert slugs >= {
        "organization:aiid-nypd", "organization:aiid-new-york-police-department",
        "organization:aiid-new-york-city-police-department",
    }  # fmt: skip


def test_no_incident_is_merged_with_another_and_nobody_is_linked():
    decisions = [item for path in SHIPPED for item in read_mapping_set(path).decisions]
    assert {item.predicate for item in decisions if item.subject.startswith("event:")} == {"mor:sameRecordAs"}
    assert [item.object for item in decisions if "unknown" in item.object] == []
