"""The current graph as a network, its views and what is read off it."""

from __future__ import annotations

import random
from datetime import date

import pytest

from moratoria.errors import UnknownName
from moratoria.graph.network import (
    Chain,
    Hidden,
    build_network,
    central_actors,
    influence_chains,
    most_connected,
    neighbourhood,
    shared_conditions,
    status_word,
    totals,
)
from moratoria.terms import CURRENT, LOC, MOR, ODRL, RDFS, SKOS, TYPE, Literal, NamedNode, Quad, day_literal, thing

DAY = date(2020, 12, 31)


def quad(subject: str, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
    return Quad(thing(subject), predicate, value, CURRENT)


def world() -> list[Quad]:
    """Three restrictions by two vendors: Beta's echoes Acme's, Gamma's echoes Beta's; two await one requirement."""
    found = []
    for name, vendor in (("acme", "acme"), ("beta", "beta"), ("gamma", "beta")):
        restriction = f"restriction/{name}-stop"
        found += [
            quad(restriction, TYPE, MOR.Ban),
            quad(restriction, TYPE, MOR.Restriction),
            quad(restriction, RDFS.label, Literal(f"{name} stops", language="en")),
            quad(restriction, ODRL.assigner, thing(f"organization/{vendor}")),
            quad(restriction, ODRL.action, MOR.supply),
            quad(restriction, MOR.appliesIn, LOC.US),
            quad(restriction, MOR.concernsTechnology, thing("technology/face-matching")),
        ]
    found += [
        quad("restriction/beta-stop", MOR.echoes, thing("restriction/acme-stop")),
        quad("restriction/gamma-stop", MOR.echoes, thing("restriction/beta-stop")),
        quad("restriction/acme-stop", MOR.awaits, thing("condition/acme-law")),
        quad("restriction/beta-stop", MOR.awaits, thing("condition/beta-either")),
        quad("condition/beta-either", MOR.hasMember, thing("condition/beta-law")),
        quad("condition/beta-either", ODRL.term("or"), thing("condition/beta-law")),
        quad("condition/acme-law", MOR.requires, thing("requirement/national-law")),
        quad("condition/beta-law", MOR.requires, thing("requirement/national-law")),
        quad("legislation/act", MOR.hasLevel, thing("level/national")),
        quad("legislation/act", TYPE, MOR.Act),
    ]
    return found + interval("acme-stop-0", "in force", "2020-06-10", "2021-06-10", ("awaiting legislation",))


def interval(name: str, life: str, start: str, end: str, facets: tuple[str, ...]) -> list[Quad]:
    node = f"status/{name}"
    return [
        quad(node, MOR.isStatusOf, thing("restriction/acme-stop")),
        quad(node, MOR.life, Literal(life)),
        quad(node, MOR.term("from"), day_literal(start)),
        quad(node, MOR.to, day_literal(end)),
        quad(node, MOR.isExplainedBy, thing("restriction/acme-stop")),
        *(quad(node, MOR.facet, Literal(facet)) for facet in facets),
    ]


def iri(path: str) -> str:
    return thing(path).value


def test_nodes_carry_label_kind_type_and_the_status_on_the_day() -> None:
    network = build_network(world(), DAY)
    assert network.nodes[iri("restriction/acme-stop")] == {
        "label": "acme stops",
        "kind": "restriction",
        "type": "Ban",
        "status": "awaiting legislation",
    }
    assert network.nodes[iri("technology/face-matching")]["label"] == "face matching"
    assert network.nodes[LOC.US.value]["kind"] == "jurisdiction"


def test_an_interval_ends_before_its_last_day() -> None:
    before, after = (build_network(world(), day) for day in (date(2021, 6, 9), date(2021, 6, 10)))
    acme = iri("restriction/acme-stop")
    assert (before.nodes[acme]["status"], after.nodes[acme]["status"]) == ("awaiting legislation", "")


def test_status_nodes_closed_lists_and_repetitions_are_left_out() -> None:
    network = build_network(world(), DAY)
    assert not [node for node in network if "/status/" in node or "/level/" in node or "ontology#" in node]
    assert network.number_of_edges(iri("condition/beta-either"), iri("condition/beta-law")) == 1
    assert iri("legislation/act") in network


def test_a_concept_that_nothing_names_is_left_out_and_a_thing_without_edges_is_not() -> None:
    concepts = [quad(f"technology/{name}", TYPE, SKOS.Concept) for name in ("face-matching", "chess")]
    network = build_network([*world(), *concepts])
    assert iri("technology/face-matching") in network
    assert iri("technology/chess") not in network
    assert network.degree(iri("legislation/act")) == 0


def test_the_network_does_not_depend_on_the_order_of_quads() -> None:
    quads = world()
    first = build_network(quads, DAY)
    random.Random(7).shuffle(quads)
    second = build_network(quads, DAY)
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))


def test_an_echo_is_marked_as_said_by_a_source() -> None:
    network = build_network(world())
    echo = network.edges[iri("restriction/beta-stop"), iri("restriction/acme-stop"), MOR.echoes.value]
    assert (echo["relation"], echo["said"]) == ("echoes", True)


def test_a_neighbourhood_counts_what_it_leaves_out() -> None:
    network = build_network(world(), DAY)
    view = neighbourhood(network, "organization/acme", depth=1)
    assert set(view.network) == {iri("organization/acme"), iri("restriction/acme-stop")}
    assert view.nodes_left_out == len(network) - 2
    assert view.edges_left_out == network.number_of_edges() - 1
    assert view.hidden[iri("restriction/acme-stop")] == Hidden(nodes=4, edges=4)
    assert view.network.nodes[iri("restriction/acme-stop")]["hidden_edges"] == 4


def test_a_limit_keeps_the_nearest_and_says_how_many_it_cut() -> None:
    network = build_network(world(), DAY)
    whole, limited = (neighbourhood(network, "organization/acme", 2, limit) for limit in (99, 3))
    assert iri("organization/acme") in limited.network
    assert iri("restriction/acme-stop") in limited.network
    assert (len(limited.network), limited.cut) == (3, len(whole.network) - 3)


def test_a_view_of_a_view_counts_from_the_whole() -> None:
    network = build_network(world(), DAY)
    outer = neighbourhood(network, "organization/acme", 2)
    inner = neighbourhood(outer.network, "organization/acme", 1)
    assert totals(inner.network) == (len(network), network.number_of_edges())
    assert inner.network.nodes[iri("restriction/acme-stop")]["hidden_edges"] == 4


def test_a_focus_that_is_not_there_is_refused_with_near_names() -> None:
    with pytest.raises(UnknownName) as caught:
        neighbourhood(build_network(world()), "organization/acmee")
    assert "organization/acme" in caught.value.nearest


def test_the_most_connected_come_first() -> None:
    view = most_connected(build_network(world()), 2)
    assert set(view.network) == {iri("restriction/acme-stop"), iri("restriction/beta-stop")}


def test_chains_of_influence_begin_at_the_origin() -> None:
    acme, beta, gamma = (iri(f"restriction/{name}-stop") for name in ("acme", "beta", "gamma"))
    expected = Chain(
        (acme, beta, gamma), ("acme stops", "beta stops", "gamma stops"), (("acme",), ("beta",), ("beta",))
    )
    assert influence_chains(build_network(world())) == (expected,)


def test_a_ring_of_echoes_ends() -> None:
    ring = [*world(), quad("restriction/acme-stop", MOR.echoes, thing("restriction/gamma-stop"))]
    chains = influence_chains(build_network(ring))
    assert [chain.labels for chain in chains] == [("acme stops", "beta stops", "gamma stops")]


def test_a_requirement_behind_two_conditions_is_shared() -> None:
    (shared,) = shared_conditions(build_network(world()))
    assert shared.iri == iri("requirement/national-law")
    assert shared.restrictions == (iri("restriction/acme-stop"), iri("restriction/beta-stop"))


def test_who_imposes_most_is_most_central() -> None:
    found = central_actors(build_network(world()))
    assert [(actor.label, actor.restrictions) for actor in found] == [("beta", 2), ("acme", 1)]


@pytest.mark.parametrize(
    ("life", "facets", "word"),
    [
        ("in force", ["condition met", "condition failed"], "condition failed"),
        ("in force", ["awaiting date", "condition met"], "condition met"),
        ("in force", ["until further notice", "awaiting date"], "awaiting date"),
        ("in force", ["until further notice"], "until further notice"),
        ("in force", ["disputed"], "in force"),
        ("suspended", ["awaiting date"], "suspended"),
    ],
)
def test_the_first_facet_that_holds_is_shown(life: str, facets: list[str], word: str) -> None:
    assert status_word(life, facets) == word
