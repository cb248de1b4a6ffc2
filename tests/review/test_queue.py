"""The queue: each article once, its facts and its text beside each other, never quads before somebody accepts."""

from __future__ import annotations

import pytest
from press_desk import SOURCE, TEXT, candidates

from moratoria.errors import FindingsError, StoreError, UnknownName
from moratoria.pipeline.candidates import Inspection
from moratoria.pipeline.desk import Desk
from moratoria.sources.fact_files import read_fact_file

OTHER = TEXT + "It gave no reason.\n"


def sheet(desk, source=SOURCE):
    with desk.store() as store:
        return Inspection(desk, store, desk.ledger()[0]).sheet(source)


def test_candidates_wait_as_a_fact_file_with_the_text_beside_it(desk, put, dump):
    before = dump()
    assert put().sentence == f"{SOURCE}: 12 candidates wait for review"
    assert read_fact_file(desk.queue.facts_path(SOURCE)).data["source"]["text"] == f"{SOURCE}.txt"
    assert desk.text(SOURCE) == TEXT
    assert dump() == before


def test_the_same_text_is_not_queued_twice(desk, put):
    assert put().queued
    again = put(address="https://elsewhere.example/umbra")
    assert (again.queued, again.sentence) == (False, f"this text is in the queue already, as {SOURCE}")
    assert desk.queue.names() == [SOURCE]


def test_the_same_address_is_not_queued_twice(put):
    assert put().queued
    assert put(OTHER).sentence == f"this address is in the queue already, as {SOURCE}"


def test_an_address_in_the_store_is_not_queued(put):
    arrival = put(address="https://halcyon.example/news/moratorium")
    assert arrival.sentence == "this address is in the store already, as halcyon-2020-06-10-moratorium"
    assert not arrival.queued


def test_another_article_with_the_same_id_takes_the_next(desk, put):
    assert put().queued
    assert put(OTHER, address="https://observer.example/more").source == f"{SOURCE}-2"
    assert put(OTHER + "End.\n", address="https://observer.example/3", id="watch-2023-03-02-review").queued
    assert len(desk.queue.names()) == 3


def test_candidates_that_are_no_fact_file_are_refused(desk, put):
    with pytest.raises(FindingsError, match="these candidates are no fact file"):
        put(kind="rumour")
    assert desk.queue.names() == []


def test_a_folder_without_a_store_has_no_desk(tmp_path):
    with pytest.raises(StoreError, match="no store is there; run `moratoria init` to make one"):
        Desk(tmp_path)


def test_an_unknown_source_names_the_nearest(desk, put):
    put()
    with pytest.raises(UnknownName, match=f"did you mean {SOURCE}"):
        sheet(desk, "observer-umbra")


def test_a_file_edited_into_nonsense_is_a_finding_with_its_line(desk, put):
    put()
    desk.queue.facts_path(SOURCE).write_text("source: [\n  - &a x", encoding="utf-8")
    found = sheet(desk)
    assert found.candidates == ()
    assert [item.code for item in found.findings] == ["unreadable-file"]
    assert found.findings[0].where.endswith(f"{SOURCE}.yaml:2")


def test_a_field_edited_into_nonsense_is_a_finding_with_its_line(desk, put):
    put()
    path = desk.queue.facts_path(SOURCE)
    path.write_text(path.read_text("utf-8").replace("kind: moratorium", "kind: moritorium"), encoding="utf-8")
    found = sheet(desk)
    assert {item.code for item in found.findings} == {"unknown-word"}
    assert "moritorium" in found.findings[0].problem


def test_a_text_that_was_changed_is_a_finding(desk, put):
    put()
    desk.queue.text_path(SOURCE).write_text(TEXT.replace("Umbra", "Umbria", 1), encoding="utf-8")
    assert "text-changed" in {item.code for item in sheet(desk).findings}


def test_two_files_about_one_source_are_a_finding(desk, put):
    put()
    content = desk.queue.facts_path(SOURCE).read_text("utf-8")
    desk.queue.facts_path("copy").write_text(content, encoding="utf-8")
    assert "misnamed-candidates" in {item.code for item in sheet(desk, "copy").findings}
    assert [item.code for item in sheet(desk).findings] == []


def test_a_name_with_hidden_marks_is_a_finding_about_its_fact(desk, put):
    put()
    path = desk.queue.facts_path(SOURCE)
    path.write_text(path.read_text("utf-8").replace("name: Umbra Vision", "name: Um\u202ebra Vision"), encoding="utf-8")
    found = [item for each in sheet(desk).candidates for item in each.findings]
    codes = {item.code for item in (*found, *sheet(desk).findings)}
    assert "suspicious-name" in codes


def test_the_candidates_themselves_are_well_formed():
    from moratoria.facts.parse import parse_facts

    facts, findings = parse_facts(candidates(), str)
    assert findings == []
    assert sum(1 for _ in facts.facts()) == 12
