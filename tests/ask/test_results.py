"""An answer says when its rows were last confirmed, and can be cut short."""

from __future__ import annotations

import re
from pathlib import Path

from moratoria.ask.document import example_params, render_document
from moratoria.graph.slots import SLOTS
from moratoria.pipeline.questions import question_files
from moratoria.terms import RDFS, shorten

ROOT = Path(__file__).parents[2]


def test_each_row_has_the_day_of_the_latest_of_its_sources(graph):
    answer = graph.ask("contradictions", as_of="2026-01-01")
    days = dict(zip((row["contradiction"] for row in answer), answer.confirmed, strict=True))
    assert days["id:contradiction/borealis-promise-and-contract"] == "2023-03-02"
    assert days["id:contradiction/tessel-promise-and-sale"] == "2025-04"


def test_the_sentence_ends_with_the_first_and_the_last_of_these_days(graph):
    answer = graph.ask("contradictions", as_of="2026-01-01")
    assert answer.sentence().endswith(" Last confirmed between 2023-03-02 and 2025-04.")
    one = graph.ask("contradictions", as_of="2024-01-01")
    assert one.sentence().endswith(" Last confirmed 2023-03-02.")


def test_what_was_published_after_the_day_asked_for_confirms_nothing_on_it(graph):
    answer = graph.ask("vendors-awaiting-federal-legislation", as_of="2020-06-13")
    assert answer.confirmed == ("2020-06-13",)


def test_an_answer_that_cites_nothing_or_is_empty_is_confirmed_by_nothing(graph):
    company = graph.ask("company", name="ostrane")
    assert company.confirmed == ()
    assert "Last confirmed" not in company.sentence()
    assert "Last confirmed" not in graph.ask("contradictions", as_of="2019-01-01").sentence()


def test_a_sentence_is_cut_short_and_says_how_many_items_are_missing(graph):
    answer = graph.ask("company", name="quillon")
    assert answer.sentence(1) == "Ferrow, CIK: 0000042042; and 12 more."
    assert answer.sentence(13) == answer.sentence()


def test_the_document_has_a_section_per_question_with_command_answer_and_rows(graph, questions):
    text = render_document([graph.ask("company", name="quillon")], "2026-01-01")
    assert "## 25. Which company is this" in text
    assert "moratoria ask company --name facebook" in text
    assert "> Ferrow, CIK: 0000042042; " in text
    assert "and 7 more rows" in text
    assert "| `--cik` | text | any |" in text


def test_a_question_without_an_example_is_asked_by_what_stands_in_its_query(questions):
    assert example_params(questions["restriction-history"]) == {
        "organization": "https://w3id.org/moratoria/id/organization/microsoft"
    }
    assert example_params(questions["restrictions-in-force"]) == {}


def test_every_question_has_a_number_from_1_to_25(questions):
    assert {name: item.number for name, item in questions.items() if item.number not in range(1, 26)} == {}


def test_sources_disagree_knows_every_slot_that_can_have_one_value_only():
    single = {shorten(s.property.value) for fields in SLOTS.values() for s in fields.values() if s.single}
    text = question_files(ROOT / "queries")["sources-disagree"].read_text(encoding="utf-8")
    listed = set(re.findall(r'\(([a-z]+:\w+) "', text))
    assert single - listed == {shorten(RDFS.label.value), "mor:wording"}
    assert listed - single == set()
