"""Editions: refused whole when broken, counted row by row, compared with the one before, the same twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from moratoria.errors import InputError, UnknownName
from moratoria.pipeline.registers import read_register, register_names, registers_in

ONE = "1,First,2024-01-02,faces;voices,True,passed"
CURATED = """\
source: {id: a-page, kind: web-page, title: Acme, publisher: Acme, published: 2021-01-01, retrieved: 2021-01-02,
  recorded: 2021-01-03T00:00:00Z, seen: full}
organizations:
"""


def curated(folder: Path, *names: str) -> Path:
    path = folder / "curated.yaml"
    rows = "".join(
        f'  - {{id: {name}, kind: company, name: {name.title()}, cik: "0000004711", evidence: [{{locator: foot}}]}}\n'
        for name in names
    )
    path.write_text(CURATED + rows, encoding="utf-8")
    return path


def companies(title: str = "ACME CORP", ticker: str = "ACME") -> dict[str, object]:
    return {"company_tickers.json": {"0": {"cik_str": 4711, "ticker": ticker, "title": title}}}


def test_a_row_is_the_evidence_of_its_facts(toys, graph):
    assert toys(ONE).load.ok
    rows = graph.query(
        "SELECT DISTINCT ?row WHERE { GRAPH ?g { ?c mor:about <https://w3id.org/moratoria/id/legislation/toy-1> ; "
        "mor:isEvidencedBy ?e . ?e a mor:RowEvidence ; mor:row ?row } }"
    )
    assert [row["row"].value for row in rows] == ["1"]


def test_every_row_is_counted_once(toys):
    report = toys(ONE, ",No number,2024-01-03,,True,passed", "3,Third,soon,balls,maybe,tabled")
    counts = report.tally.of("laws")
    assert (counts.read, counts.loaded, dict(counts.set_aside)) == (3, 2, {"no number": 1})
    assert dict(counts.left_out) == {"malformed date": 1, "malformed final": 1}
    assert counts.unmapped == {"topics": {"balls": 1}, "step": {"tabled": 1}}


def test_what_is_malformed_is_told_with_row_and_column(toys, problems):
    report = toys(ONE, "2,Second,2024-01-02 / Jan 2 / 2.1.24,,True,passed")
    assert problems(report, "malformed-cell") == [
        "toys.csv:3: laws, column date: '2024-01-02 / Jan 2 / 2.1.24' is no date in the form "
        "YYYY-MM-DD or timestamp or Month D, YYYY or Month, YYYY"
    ]
    assert report.load.ok


def test_rows_that_disagree_are_told_and_the_first_is_kept(toys, values, problems):
    report = toys(ONE, "1,Another name,2024-01-02,faces,True,passed")
    assert values("legislation/toy-1", "rdfs:label") == ["First"]
    assert problems(report, "rows-disagree")[0].startswith("toys.csv:3: name of toy-1 is 'First' in ")


def test_ids_that_would_fall_together_are_told(toys, problems):
    report = toys(ONE, "1!,Other,2024-01-02,,True,passed")
    assert report.tally.facts == {"legislation": 1, "events": 1}
    assert problems(report, "ids-collide")[0].startswith("toys.csv:3: 'toy-1!' would get the id of 'toy-1' in ")


def test_a_shrunken_register_is_refused_and_nothing_is_written(shipped, graph, problems):
    before = graph.dump()
    report = shipped("sec", companies(), at_least=2)
    assert report.load.refused == ("sec",)
    assert problems(report, "register-shrunken") == [
        "company_tickers.json: companies: 1 rows read, at least 2 were expected"
    ]
    assert graph.dump() == before


def test_a_renamed_column_is_named_with_its_nearest(toys):
    with pytest.raises(InputError, match=r"toys\.csv: has no column 'topics'; its nearest is 'topic'"):
        toys(text="number,name,date,topic,final,step\n" + ONE + "\n")


def test_a_wrong_encoding_is_named_with_its_line(toys):
    with pytest.raises(InputError, match=r"toys\.csv:2: is not UTF-8 \(byte 0xe9\)"):
        toys(text=("number,name,date,topics,final,step\n1,Caf\xe9,2024-01-02,,True,passed\n").encode("latin-1"))


def test_json_with_a_key_twice_is_refused(toys):
    with pytest.raises(InputError, match="has a key twice in one object"):
        toys(text='[{"number": "1", "number": "2"}]', name="toys.json")


@pytest.mark.parametrize(
    "deep", ["[" * 100_000, '{"a":' * 100_000, "[" * 600 + "]" * 600, '[{"number":' + "[" * 900 + "]" * 900 + "}]"]
)
def test_json_nested_too_deep_is_refused(toys, deep):
    with pytest.raises(InputError, match=r"toys\.json.*(is nested|holds no records|has no column)"):
        toys(text=deep, name="toys.json")


def test_a_register_file_that_is_no_toml_or_too_deep_is_refused(toys):
    for text in ("name = ", "a = " + "[" * 50_000):
        with pytest.raises(InputError, match=r"toys\.toml: is not TOML"):
            toys(ONE, toml=text)


def test_half_a_surrogate_pair_is_refused_with_its_row(toys):
    with pytest.raises(InputError, match=r"toys\.json\[0\]: holds a lone surrogate"):
        toys(text='[{"number": "1", "name": "\\ud800"}]', name="toys.json")


def test_a_list_of_texts_is_no_register(toys):
    with pytest.raises(InputError, match=r"toys\.json\[0\]: holds no records"):
        toys(text='["a", "b"]', name="toys.json")


def test_a_field_the_fact_model_lacks_is_named(toys, small):
    with pytest.raises(InputError, match=r"toys\.toml: .*legislation have no field 'colour': one of evidence, "):
        toys(ONE, toml=small.replace('kind = "bill"', 'kind = "bill", colour = "red"'))


def test_a_pattern_that_is_none_is_named(toys, small):
    with pytest.raises(
        InputError, match=r"toys\.toml: tables\.0\.columns\.date\.pattern: '\(' is no regular expression"
    ):
        toys(ONE, toml=small.replace('type = "date"', 'type = "date"\npattern = "("'))


def test_an_unknown_register_is_named_with_its_nearest():
    with pytest.raises(UnknownName, match="no register named 'bill'; did you mean bills"):
        read_register("bill")


def test_dates_are_never_guessed(graph, tmp_path):
    (tmp_path / "company_tickers.json").write_text("{}")
    with pytest.raises(InputError, match="its files do not say when they were published; add --published"):
        graph.load_register("sec", [tmp_path / "company_tickers.json"])


def test_loading_twice_changes_nothing(toys, graph):
    toys(ONE)
    before = graph.dump()
    report = toys(ONE)
    assert report.load.unchanged == ("toys",)
    assert (bool(report.diff), graph.dump()) == (False, before)


def test_a_newer_edition_tells_what_is_new_gone_and_changed_and_closes_the_older(toys, graph):
    toys(ONE, "2,Second,2024-02-03,,True,introduced")
    report = toys("1,First renamed,2024-01-02,faces;voices,True,passed", "3,Third,2024-03-04,,True,introduced")
    assert report.diff.new == ("event/toy-3-introduced", "legislation/toy-3")
    assert report.diff.gone == ("event/toy-2-introduced", "legislation/toy-2")
    assert [(c.thing, c.slot, c.before, c.after) for c in report.diff.changed] == [
        ("legislation/toy-1", "rdfs:label", ("First",), ("First renamed",))
    ]
    closed = graph.query("SELECT ?g WHERE { GRAPH ?g { ?g prov:invalidatedAtTime ?t } }")
    assert len(closed) == 1
    assert graph.query("ASK { <https://w3id.org/moratoria/id/legislation/toy-2> ?p ?o }") is False


def test_an_edition_that_knows_an_earlier_step_than_the_one_before_is_told(toys, problems):
    toys("1,First,2024-01-02,,True,signed")
    report = toys("1,First,2024-01-02,,True,introduced")
    assert problems(report, "status-goes-backwards") == [
        ": toy-1-signed stood at signed in the edition before, and stands at introduced now"
    ]


def test_a_company_the_store_knows_by_its_number_keeps_its_id_name_and_kind(shipped, values, graph, tmp_path):
    graph.load([curated(tmp_path, "acme")])
    assert shipped("sec", companies()).load.ok
    assert values("organization/acme", "mor:ticker") == ["ACME"]
    assert values("organization/acme", "rdfs:label") == ["Acme"]
    assert values("organization/acme", "skos:altLabel") == ["ACME CORP"]
    assert values("organization/sec-0000004711", "a") == []


def test_the_second_ticker_of_such_a_company_adds_no_claim_to_its_name(shipped, graph, tmp_path):
    graph.load([curated(tmp_path, "acme")])
    rows = companies()["company_tickers.json"] | {"1": {"cik_str": 4711, "ticker": "ACM-B", "title": "ACME CORP"}}
    shipped("sec", {"company_tickers.json": rows})
    found = graph.query(
        "SELECT DISTINCT ?row ?modality WHERE { GRAPH ?g { ?claim mor:about "
        "<https://w3id.org/moratoria/id/organization/acme> ; mor:slot rdfs:label ; mor:modality ?modality ; "
        "mor:isEvidencedBy ?e . ?e mor:row ?row } }"
    )
    assert [(row["row"].value, row["modality"].value) for row in found] == [("4711 ACME", "inferred")]


def test_a_number_of_two_companies_is_told_and_merges_neither(shipped, values, graph, tmp_path, problems):
    graph.load([curated(tmp_path, "acme", "umbra")])
    report = shipped("sec", companies())
    assert values("organization/sec-0000004711", "mor:ticker") == ["ACME"]
    assert problems(report, "id-of-several") == [
        "company_tickers.json[0]: cik 0000004711 is that of acme, umbra; the row keeps the id sec-0000004711"
    ]


def test_a_company_loaded_before_it_was_curated_keeps_the_registers_id(shipped, values, graph, tmp_path):
    shipped("sec", companies())
    graph.load([curated(tmp_path, "acme")])
    shipped("sec", companies(ticker="ACM"))
    assert values("organization/sec-0000004711", "mor:ticker") == ["ACM"]


def test_a_text_like_an_instruction_or_a_tag_stays_a_text(toys, values):
    toys('1,"<script>x</script> } . DROP ALL",2024-01-02,,True,passed')
    assert values("legislation/toy-1", "rdfs:label") == ["script> } . DROP ALL"]


def test_all_shipped_registers_are_well_formed():
    assert register_names() == ["agora", "aiid", "bills", "gleif", "laws", "legislators", "sec"]
    assert [read_register(name).name for name in register_names()] == register_names()


def test_registers_are_found_by_their_files(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "incidents.csv").write_text("x\n")
    (tmp_path / "company_tickers.json").write_text("{}")
    assert registers_in([tmp_path]) == ["aiid", "sec"]


def test_a_folder_without_any_register_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(InputError, match="holds no file of any register; known: agora, aiid"):
        registers_in([tmp_path])
