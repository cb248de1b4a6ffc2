"""What is counted: true on the made-up world, and current in the document of the shipped facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from moratoria import settings
from moratoria.errors import InputError
from moratoria.graph.ontology import read_schemes
from moratoria.pipeline.continents import continent_of
from moratoria.pipeline.document import DAY
from moratoria.pipeline.kg import open_graph
from moratoria.pipeline.stats_table import (
    BEGIN,
    coverage_rows,
    render_coverage_json,
    render_coverage_markdown,
    replace_table,
)
from moratoria.terms import LOC, MOR, slug_of

README = Path(__file__).parents[2] / "data" / "README.md"


def counted(graph, day="2021-01-01"):
    coverage = graph.stats(as_of=day)
    return {part.name: part for part in coverage.sections}, coverage


def test_the_counts_of_the_world_are_those_written_down_by_hand(graph, world):
    assert graph.load([world]).ok
    parts, coverage = counted(graph)
    files = len(list(world.glob("*.yaml")))
    assert parts["sources by kind"].total == files == 8
    assert parts["sources by address"].total == files
    assert sum(parts["restrictions by life as of 2021-01-01"].counts.values()) == parts["restrictions by kind"].total
    assert parts["organizations"].counts["company"] > 1
    assert parts["facts (claims) by evidence"].total == len({q.subject for q in graph.store.quads(None, MOR.about)})
    assert set(parts["facts (claims) by evidence"].counts) <= {"locator evidence", "span evidence", "row evidence"}
    assert coverage.as_of == "2021-01-01"


def test_a_retracted_source_is_counted_as_such_only(graph, world):
    graph.load([world])
    before, _ = counted(graph)
    graph.retract("gazette-2020-06-13-borealis", "a copy")
    after, _ = counted(graph)
    assert after["sources by kind"].total == before["sources by kind"].total - 1
    assert after["retracted versions of sources"].counts == {"retracted": 1}


def test_only_lives_depend_on_the_day(graph, world):
    graph.load([world])
    (first, _), (second, _) = counted(graph, "2019-01-01"), counted(graph, "2021-06-01")
    changed = {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}
    assert changed == {"restrictions by life as of 2019-01-01", "restrictions by life as of 2021-06-01"}


def test_an_empty_graph_has_only_the_links_of_its_concepts(graph):
    assert [part.name for part in graph.stats().sections] == ["links"]


def test_a_source_without_an_address_is_named(graph, write):
    graph.load([write("umbra-page")])
    parts, coverage = counted(graph)
    assert coverage.without_address == ("umbra-page",)
    assert parts["sources by address"].counts == {"with an address": 0, "without": 1}
    assert parts["facts (claims) by address of their source"].counts["with an address"] == 0
    assert ("", "umbra-page", 1) in coverage_rows(coverage)
    assert "Sources without an address: `umbra-page`." in render_coverage_markdown(coverage)
    assert json.loads(render_coverage_json(coverage))["without_address"] == ["umbra-page"]


def test_every_country_of_the_scheme_has_a_continent():
    triples = read_schemes(settings.shipped_folder("ontology"))
    codes = {slug_of(t.subject) for t in triples if t.subject.value.startswith(str(LOC))}
    countries = {code for code in codes if len(code) == 2}
    assert len(countries) > 200
    assert {code for code in countries if not continent_of(code)} == set()


def test_a_document_without_marks_is_refused():
    with pytest.raises(InputError, match=r"^a\.md: has no marks for the table"):
        replace_table("text", "table", "a.md")


def test_the_counts_of_the_shipped_facts_in_their_document_are_current():
    with open_graph() as shipped:
        table = render_coverage_markdown(shipped.stats(as_of=DAY))
    text = README.read_text(encoding="utf-8")
    assert BEGIN in text
    assert replace_table(text, table) == text
