"""A rule is read whole or refused; its rows become findings; the rules hold what they promise."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, Quad

from moratoria.errors import InputError
from moratoria.findings import Finding, Severity
from moratoria.terms import IDS, MOR, PROV, NamedNode, day_literal
from moratoria.validate.qc import find_rule_breaches, parse_rule, parse_rules, read_rules

TEXT = """#+ summary: everything has a name
#+ severity: WARN
#+ problem: {subject} of {class} has no name
#+ solution: name it
SELECT ?subject ?class WHERE { ?subject a ?class }
"""
ROW = {"subject": NamedNode(f"{IDS}thing/a"), "class": MOR.Thing}


def test_a_row_becomes_a_finding_with_its_columns():
    [finding] = find_rule_breaches([parse_rule("name.rq", TEXT)], lambda query: [ROW])
    assert finding == Finding(
        "name", Severity.WARN, "id:thing/a of mor:Thing has no name", "name it", subject=f"{IDS}thing/a"
    )


def test_an_unbound_column_reads_as_nothing():
    assert parse_rule("name.rq", TEXT).finding({"subject": None}).problem == " of  has no name"


def test_braces_in_a_value_are_not_filled_again():
    row = {"subject": Literal("{class}"), "class": MOR.Thing}
    assert parse_rule("name.rq", TEXT).finding(row).problem == "{class} of mor:Thing has no name"


def test_only_findings_about_the_subjects_asked_for_are_kept():
    rows = [ROW, ROW | {"subject": NamedNode(f"{IDS}thing/b")}]
    found = find_rule_breaches(parse_rules({"name.rq": TEXT}), lambda query: rows, about={f"{IDS}thing/b"})
    assert [finding.subject for finding in found] == [f"{IDS}thing/b"]


def test_the_same_row_twice_is_one_finding():
    assert len(find_rule_breaches([parse_rule("name.rq", TEXT)], lambda query: [ROW, ROW])) == 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ solution: name it\n", "", "its header has"),
        ("#+ summary:", "#+ purpose:", "its header has"),
        ("WARN", "BAD", "unknown severity 'BAD'"),
        ("{class}", "{kind}", r"no column \?kind"),
        ("?subject", "?thing", r"no column \?subject"),
    ],
)
def test_a_rule_that_is_not_whole_is_refused(old, new, message):
    with pytest.raises(InputError, match=rf"^name\.rq: .*{message}"):
        parse_rule("name.rq", TEXT.replace(old, new))


def test_a_folder_without_rules_is_refused(tmp_path):
    with pytest.raises(InputError, match="holds no rules"):
        read_rules(tmp_path)


def test_the_rules_are_short_and_read_no_clock(rules):
    assert len(rules) >= 15
    assert [rule.code for rule in rules if rule.query.count("\n") > 45 or "NOW(" in rule.query.upper()] == []


def test_a_retracted_source_disagrees_with_nobody(read_example, find_breaches):
    graphs = read_example("sources-disagree-on-date-bad.trig")
    assert [finding.code for finding in find_breaches(graphs)] == ["sources-disagree-on-date"]
    graph = next(iter(graphs))
    when = Literal("2020-07-01T00:00:00Z", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#dateTime"))
    graphs[graph].append(Quad(graph, PROV.invalidatedAtTime, when, graph))
    assert find_breaches(graphs) == []


@pytest.mark.parametrize("order", [1, -1])
def test_a_correction_settles_a_disagreement(order, read_example, find_breaches):
    graphs = read_example("sources-disagree-on-date-bad.trig")
    correcting, corrected = sorted(graphs, key=str)[::order]
    source = {graph: NamedNode(f"{IDS}source/{graph.value.split('/')[-2]}") for graph in graphs}
    graphs[correcting].append(Quad(source[correcting], MOR.corrects, source[corrected], correcting))
    assert find_breaches(graphs) == []


@pytest.mark.parametrize(
    ("first", "second", "disagree"),
    [
        ("2020-06-10", "2020-06-11", True),
        ("2020-06-10", "2020-07", True),
        ("2020", "2021-01-01", True),
        ("2020-06-08/2020-06-12", "2020-06-13", True),
        ("2020-06-08/2020-06-12", "2020-06-12", False),
        ("2020-06", "2020-06-30", False),
        ("2020-06/2020-07", "2020-07-31", False),
        ("2020-12-31", "2020", False),
    ],
)
def test_dates_disagree_only_when_no_day_fits_both(first, second, disagree, read_example, find_breaches):
    graphs = read_example("sources-disagree-on-date-bad.trig")
    for (graph, quads), date in zip(graphs.items(), (first, second), strict=True):
        graphs[graph] = [
            Quad(quad.subject, quad.predicate, Literal(date) if quad.predicate == MOR.value else quad.object, graph)
            for quad in quads
        ]
    assert bool(find_breaches(graphs)) is disagree


def test_a_rename_explains_a_shared_name(read_example, find_breaches):
    graphs = read_example("same-name-two-organizations-bad.ttl")
    [quads] = graphs.values()
    change, graph = NamedNode(f"{IDS}event/renamed"), quads[0].graph_name
    org = "http://www.w3.org/ns/org#"
    quads += [
        Quad(change, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), MOR.ChangeEvent, graph),
        Quad(change, NamedNode(f"{org}originalOrganization"), NamedNode(f"{IDS}organization/globex"), graph),
        Quad(change, NamedNode(f"{org}resultingOrganization"), NamedNode(f"{IDS}organization/acme"), graph),
    ]
    assert find_breaches(graphs) == []


def test_a_cycle_over_three_revisions_is_found_on_each(find_breaches):
    names = [NamedNode(f"{IDS}restriction/{letter}") for letter in "abc"]
    chain = zip(names, [*names[1:], names[0]], strict=True)
    quads = [Quad(one, PROV.wasRevisionOf, other) for one, other in chain]
    quads.append(Quad(names[0], MOR.announcedLatest, day_literal("2020-06-10")))
    found = find_breaches({quads[0].graph_name: quads})
    assert [f.subject for f in found if f.code == "revision-cycle"] == [name.value for name in names]
