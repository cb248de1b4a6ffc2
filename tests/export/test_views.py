"""CSV, GraphML, GEXF and Cytoscape: views for spreadsheets and network tools."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratoria.export.table import safe_cell

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def table(graph) -> dict[str, dict[str, str]]:
    text = graph.export("csv").decode("utf-8-sig")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)}


def test_there_is_one_row_per_restriction(table):
    assert sorted(table) == [
        "borealis-facial-recognition-2020", "colorado-police-facial-recognition-2022",
        "halcyon-sight-police-2020", "halcyon-sight-police-2021", "trap",
    ]  # fmt: skip


def test_the_columns_are_as_they_were(graph):
    header = graph.export("csv").decode("utf-8-sig").splitlines()[0]
    assert header.split(",") == (GOLDEN / "columns-of-csv.txt").read_text().split()


def test_a_row_tells_its_record(table):
    row = table["halcyon-sight-police-2020"]
    assert (row["announced"], row["duration"], row["recorded"]) == ("2020-06-10", "P1Y", "2026-01-10T09:00:00Z")
    assert "halcyon-2020-06-10-moratorium (paragraph 1)" in row["evidence"]
    assert "superseded [2021-05-18" in row["statuses"]
    assert table["colorado-police-facial-recognition-2022"]["start"] == "2022-08-01/2022-08-31"


def test_no_cell_is_a_formula(table):
    cells = [cell for row in table.values() for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert table["trap"]["label"].startswith("'=1+1")
    assert table["trap"]["imposed_by"] == "'@SUM(A1)"


@given(st.text() | st.sampled_from(["=1", "+1", "-1", "@a", "\ta", "\ra"]))
def test_a_cell_is_safe_and_loses_nothing(text):
    cell = safe_cell(text)
    assert cell in (text, f"'{text}")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_graphml_is_read_by_networkx(graph):
    read = nx.read_graphml(io.BytesIO(graph.export("graphml")))
    assert "https://w3id.org/moratoria/id/restriction/trap" in read.nodes
    trap = read.nodes["https://w3id.org/moratoria/id/restriction/trap"]
    assert trap["label"] == '=1+1, "quoted"; a < b & c > d \\ é 漢 🚓'


def test_gexf_is_read_by_networkx_and_has_no_date_of_writing(graph):
    data = graph.export("gexf")
    read = nx.read_gexf(io.BytesIO(data))
    assert "https://w3id.org/moratoria/id/organization/halcyon" in read.nodes
    assert b"lastmodifieddate" not in data


def test_cytoscape_is_read_by_networkx(graph):
    read = nx.cytoscape_graph(json.loads(graph.export("cytoscape")))
    assert "https://w3id.org/moratoria/id/restriction/trap" in read.nodes


def test_all_network_views_show_the_same_things_and_links(graph):
    views = [
        nx.read_graphml(io.BytesIO(graph.export("graphml"))),
        nx.read_gexf(io.BytesIO(graph.export("gexf"))),
        nx.cytoscape_graph(json.loads(graph.export("cytoscape"))),
        graph.networkx(),
    ]
    assert len({frozenset(view.nodes) for view in views}) == 1
    assert len({frozenset((one, other) for one, other in view.edges()) for view in views}) == 1
    assert len({view.number_of_edges() for view in views}) == 1


def test_an_edge_says_what_it_means(graph):
    one = "https://w3id.org/moratoria/id/restriction/halcyon-sight-police-2021"
    other = "https://w3id.org/moratoria/id/restriction/halcyon-sight-police-2020"
    edges = graph.networkx().get_edge_data(one, other)
    assert {edge["predicate"] for edge in edges.values()} == {"http://www.w3.org/ns/prov#wasRevisionOf"}
