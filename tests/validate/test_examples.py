"""Every bad example is caught by the finding it is named after and no other; every good one is clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from moratoria.findings import Severity

EXAMPLES = Path(__file__).parents[2] / "ontology" / "examples"
BAD = sorted(path.name for path in EXAMPLES.glob("*-bad.*"))
GOOD = sorted(path.name for path in EXAMPLES.glob("*-good.*"))


@pytest.mark.parametrize("name", BAD)
def test_bad_example_is_caught_by_its_name_alone(name, read_example, shapes, ntriples_of, find_breaches):
    code = name.rsplit("-bad.", 1)[0]
    graphs = read_example(name)
    found = [f for quads in graphs.values() for f in shapes.find_shape_violations(ntriples_of(quads))]
    found += find_breaches(graphs)
    assert {f.code for f in found if f.severity is not Severity.INFO or f.code == code} == {code}


@pytest.mark.parametrize("name", GOOD)
def test_good_example_is_clean(name, read_example, shapes, ntriples_of, find_breaches):
    graphs = read_example(name)
    assert [f for quads in graphs.values() for f in shapes.find_shape_violations(ntriples_of(quads))] == []
    assert find_breaches(graphs) == []


def marks(findings):
    """What the engines must agree on; the reference shows the values of literals in a canonical form."""
    return {(finding.code, finding.severity, finding.subject, finding.solution) for finding in findings}


@pytest.mark.parametrize("name", BAD + GOOD)
def test_both_engines_find_the_same(name, read_example, shapes, ntriples_of):
    for quads in read_example(name).values():
        text = ntriples_of(quads)
        assert marks(shapes.find_shape_violations(text)) == marks(shapes.find_with_reference(text))


def test_every_shape_and_every_rule_has_its_bad_example(shapes, rules):
    codes = {shape.code for shape in shapes.by_iri.values()} | {rule.code for rule in rules}
    assert {name.rsplit("-bad.", 1)[0] for name in BAD} == codes


def test_there_are_enough_examples():
    assert len([name for name in BAD if name.endswith(".ttl")]) >= 26
    assert len(GOOD) >= 6
