"""Concepts and organizations are found by the names people use for them."""

from __future__ import annotations

import pytest

from moratoria.errors import InputError, UnknownName
from moratoria.pipeline.naming import find_slug, read_names, values_in_use


@pytest.mark.parametrize(
    ("kind", "name", "slug"),
    [
        ("organization", "borealis", "borealis"),
        ("organization", "boréalis  VISION", "borealis"),
        ("organization", "Commission on Images", "image-commission"),
        ("technology", "Facial recognition", "facial-recognition"),
        ("audience", "police departments", "police"),
        ("jurisdiction", "california", "US-CA"),
        ("jurisdiction", "us-ca", "US-CA"),
        ("jurisdiction", "US", "US"),
    ],
)
def test_a_slug_a_label_and_another_label_in_any_case_find_a_thing(graph, kind, name, slug):
    assert find_slug(graph.store, kind, name) == slug


def test_an_iri_is_given_back_as_it_is(graph):
    iri = "https://w3id.org/moratoria/id/organization/halcyon"
    assert find_slug(graph.store, "organization", iri) == iri


def test_an_unknown_name_is_answered_with_the_nearest_slugs_and_labels(graph):
    with pytest.raises(UnknownName, match=r"q: no jurisdiction named 'Califronia'; did you mean US-CA \(California\)"):
        find_slug(graph.store, "jurisdiction", "Califronia", where="q")
    with pytest.raises(UnknownName, match=r"did you mean borealis \(Boréalis Vision\)"):
        find_slug(graph.store, "organization", "Borealis Visions")


def test_a_slug_comes_before_a_label_and_a_label_before_another_label(graph):
    names = {item.slug: item for item in read_names(graph.store, "organization")}
    assert (names["ferrow"].label, names["ferrow"].others) == ("Ferrow", ("FERROW", "Ferrow PLC"))
    assert find_slug(graph.store, "organization", "ferrow plc") == "ferrow"


def test_a_label_of_two_things_is_refused_with_both(graph):
    with pytest.raises(
        InputError, match=r"is the name of twin-one \(Twin Works\) and twin-two \(Twin Works\); write one"
    ):
        find_slug(graph.store, "organization", "twin works")


@pytest.mark.parametrize("name", ["x} UNION { ?s ?p ?o", "a\nb", "", "../x", "\0", "é"])
def test_what_is_no_name_is_unknown_in_one_line(graph, name):
    with pytest.raises(UnknownName) as caught:
        find_slug(graph.store, "organization", name)
    assert "\n" not in str(caught.value)


def test_values_in_use_are_those_that_something_is_about_and_the_broader_ones(graph):
    slugs = [item.slug for item in values_in_use(graph.store, "technology")]
    assert slugs == sorted(slugs)
    assert {"facial-recognition", "biometric-technology"} <= set(slugs)
    assert "music-generation" not in slugs
    assert "FR" not in [item.slug for item in values_in_use(graph.store, "jurisdiction")]


def test_a_question_takes_labels_and_gives_the_same_rows(graph):
    by_label = graph.ask("restriction-history", organization="Halcyon Systems")
    assert list(by_label) == list(graph.ask("restriction-history", organization="halcyon"))
    assert len(by_label) > 0
    wide = graph.ask(
        "restrictions-in-force", as_of="2020-12-31", technology="FACIAL RECOGNITION", audience="Police forces"
    )
    assert len(wide) == 2
