"""What a release promises of its Turtle: rdflib reads it, and pyshacl says that it conforms."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib

import moratoria
from moratoria.terms import CURRENT, STORE, ntriples
from moratoria.validate.shapes import read_shapes

SHAPES = Path(__file__).parents[1] / "ontology" / "shapes"


@pytest.fixture(scope="module")
def turtle() -> bytes:
    with moratoria.open() as shipped:
        return shipped.export("ttl")


def test_rdflib_reads_the_exported_turtle_and_pyshacl_says_that_it_conforms(turtle):
    data = rdflib.Graph().parse(data=turtle.decode(), format="turtle")
    assert len(data) > 60_000
    shapes = rdflib.Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        shapes.parse(path, format="turtle")
    conforms, _, words = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, words


def test_every_shipped_source_says_when_it_was_recorded():
    """Without it a build would have to read a clock, and two builds would differ."""
    files = sorted((SHAPES.parents[1] / "data" / "facts").rglob("*.yaml"))
    assert len(files) > 200
    assert [path.name for path in files if "\n  recorded: 20" not in path.read_text("utf-8")] == []


@pytest.mark.parametrize("part", ["current", "sources"])
def test_both_engines_say_the_same_of_all_shipped_data(part):
    shapes = read_shapes(SHAPES)
    with moratoria.open() as shipped:
        quads = [quad for quad in shipped.store.quads() if (quad.graph_name == CURRENT) == (part == "current")]
    assert len(quads) > 10_000
    text = ntriples(quad.triple for quad in quads if quad.graph_name != STORE).decode()
    assert shapes.find_shape_violations(text) == shapes.find_with_reference(text)
