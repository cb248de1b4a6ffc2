"""The story every release must tell right, over the shipped facts: the origin and its sequel."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import moratoria
from moratoria.store.base import Rows

STATUS = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
SELECT ?from ?to ?life ?facet WHERE {
  ?status mor:isStatusOf <https://w3id.org/moratoria/id/restriction/%s> ; mor:life ?life .
  OPTIONAL { ?status mor:from ?from }
  OPTIONAL { ?status mor:to ?to }
  OPTIONAL { ?status mor:facet ?facet }
}"""
AMAZON_2020, AMAZON_2021 = "amazon-rekognition-police-2020", "amazon-rekognition-police-2021"
MICROSOFT = "microsoft-facial-recognition-police-2020"
IBM = "ibm-facial-recognition-exit-2020"
BODY_CAMERAS = "california-body-camera-ban-2020"
VIRGINIA, VIRGINIA_2022 = "virginia-local-police-ban-2021", "virginia-authorized-uses-2022"
NEW_ORLEANS, NEW_ORLEANS_2022 = "new-orleans-facial-recognition-ban-2020", "new-orleans-violent-crime-limit-2022"
AWAITING = "vendors-awaiting-federal-legislation"


@pytest.fixture(scope="module")
def graph():
    with moratoria.open() as shipped:
        yield shipped


def status(graph, restriction: str, day: str) -> tuple[str, set[str]] | None:
    """The life and facets on a day; None before the first status."""
    answer = graph.query(STATUS % restriction)
    assert isinstance(answer, Rows)
    assert len(answer.rows) > 0
    rows = [tuple(term.value if term is not None else None for term in row) for row in answer.rows]
    holding = [(life, facet) for first, end, life, facet in rows if (first or "") <= day < (end or "9999")]
    found = {life for life, _ in holding}
    assert len(found) <= 1
    return (found.pop(), {facet for _, facet in holding if facet}) if found else None


@pytest.mark.parametrize(
    ("restriction", "day", "expected"),
    [
        (AMAZON_2020, "2020-06-09", None),
        (AMAZON_2020, "2020-06-10", ("in force", {"awaiting date"})),
        (AMAZON_2020, "2020-12-31", ("in force", {"awaiting date"})),
        (AMAZON_2020, "2021-05-17", ("in force", {"awaiting date"})),
        (AMAZON_2020, "2021-05-18", ("superseded", set())),
        (AMAZON_2020, "2026-01-01", ("superseded", set())),
        (AMAZON_2021, "2021-05-17", None),
        (AMAZON_2021, "2021-05-18", ("in force", {"until further notice"})),
        (AMAZON_2021, "2026-01-01", ("in force", {"until further notice"})),
        (MICROSOFT, "2020-06-10", None),
        (MICROSOFT, "2020-06-11", ("in force", {"awaiting legislation"})),
        (MICROSOFT, "2022-06-09", ("in force", {"awaiting legislation"})),
        (IBM, "2020-06-01", None),
        (IBM, "2020-06-30", ("in force", set())),
        (BODY_CAMERAS, "2019-12-31", ("announced", set())),
        (BODY_CAMERAS, "2020-01-01", ("in force", set())),
        (BODY_CAMERAS, "2022-12-31", ("in force", set())),
        (BODY_CAMERAS, "2023-01-01", ("expired", set())),
        (VIRGINIA, "2022-07-01", ("superseded", set())),
        (VIRGINIA_2022, "2022-06-30", None),
        (VIRGINIA_2022, "2022-07-01", ("in force", set())),
        (NEW_ORLEANS, "2021-06-01", ("in force", set())),
        (NEW_ORLEANS, "2022-12-31", ("superseded", set())),
        (NEW_ORLEANS_2022, "2022-12-31", ("in force", set())),
    ],
)
def test_the_status_on_a_day(graph, restriction, day, expected):
    found = status(graph, restriction, day)
    if expected is None:
        assert found is None or found[0] in {"announced", "proposed"}
    else:
        assert found == expected


def vendors(answer) -> set[str]:
    return {row["vendorLabel"] for row in answer}


@pytest.mark.parametrize("day", ["2020-06-11", "2020-12-31", "2021-06-10", "2022-06-08", "2023-10-26", "2025-01-03"])
def test_microsoft_awaits_federal_legislation_and_amazon_and_ibm_do_not(graph, day):
    found = vendors(graph.ask(AWAITING, as_of=day))
    assert "Microsoft" in found
    assert found & {"Amazon", "IBM"} == set()


def test_microsoft_awaits_it_in_every_month_since_and_still_today(graph):
    first, today = date(2020, 6, 11), date.today()
    days = [first + timedelta(days=31 * month) for month in range(0, (today - first).days // 31, 4)]
    assert [day for day in [*days, today] if "Microsoft" not in vendors(graph.ask(AWAITING, as_of=day))] == []


def test_nobody_awaited_it_the_day_before(graph):
    assert vendors(graph.ask(AWAITING, as_of="2020-06-10")) & {"Microsoft", "Amazon", "IBM"} == set()


def test_the_answer_is_a_sentence_with_its_sources(graph):
    answer = graph.ask(AWAITING, as_of="2020-12-31")
    assert "Microsoft, since 2020-06-11" in answer.sentence()
    assert "[1]" in answer.sentence()
    assert answer.citations[0].number == 1
    assert answer.citations[0].source.startswith("https://w3id.org/moratoria/id/source/")


def test_microsoft_is_said_to_echo_amazon_and_somebody_says_so(graph):
    rows = [row for row in graph.ask("who-followed-whom") if row["followerLabel"] == "Microsoft"]
    assert "Amazon" in {row["followedLabel"] for row in rows}
    assert all(row["publisher"] for row in rows)


def test_colorado_meets_nothing_federal(graph):
    met = graph.query(
        "PREFIX mor: <https://w3id.org/moratoria/ontology#> ASK { ?assessment mor:assessedStatus 'met' ; "
        "mor:assesses/mor:requires/mor:hasLevel <https://w3id.org/moratoria/id/level/national> ; mor:considers ?law ."
        " ?law mor:appliesIn <https://w3id.org/dpv/loc#US-CO> }"
    )
    assert met is False


def test_the_bill_that_died_in_2025_met_nothing(graph):
    events = {
        (row["what"], row["earliest"]) for row in graph.ask("legislation-history") if "6092" in row["legislation"]
    }
    days = {day for _, day in events}
    assert {"2023-10-26", "2025-01-03"} <= days
    assert status(graph, MICROSOFT, "2025-01-04") == ("in force", {"awaiting legislation"})


def test_amazon_exempts_those_who_search_for_missing_children(graph):
    answer = graph.query(
        "PREFIX mor: <https://w3id.org/moratoria/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "SELECT ?label WHERE { ?exemption mor:benefits ?who ; mor:isCarvedOutOf "
        f"<https://w3id.org/moratoria/id/restriction/{AMAZON_2020}> . ?who rdfs:label ?label }}"
    )
    names = {row[0].value for row in answer.rows}
    assert {"Thorn", "Marinus Analytics"} <= names


def test_ibm_leaves_sale_development_and_research(graph):
    answer = graph.query(
        "PREFIX odrl: <http://www.w3.org/ns/odrl/2/> SELECT ?action WHERE { "
        f"<https://w3id.org/moratoria/id/restriction/{IBM}> odrl:action ?action }}"
    )
    assert {row[0].value.rsplit("#")[1] for row in answer.rows} >= {"supply", "develop", "research"}


def test_ibm_disputes_that_its_british_contract_contradicts_its_letter(graph):
    assert "IBM" in str([dict(row) for row in graph.ask("contradictions")])
    disputed = graph.query(
        "PREFIX mor: <https://w3id.org/moratoria/ontology#> ASK { ?contradiction mor:isDisputedBy "
        "<https://w3id.org/moratoria/id/organization/ibm> }"
    )
    assert disputed is True


def test_a_bill_that_died_could_have_satisfied_and_a_state_law_cannot(graph):
    rows = list(graph.ask("legislation-for-condition", as_of="2026-11-23"))
    verdicts = {
        row["legislation"].rsplit("/", 1)[1]: (row["verdict"], row["reason"])
        for row in rows
        if row["restriction"] == f"id:restriction/{MICROSOFT}"
    }
    died = [(name, verdict) for name, verdict in verdicts.items() if "6092" in name]
    state = [(name, verdict) for name, verdict in verdicts.items() if "113" in name]
    assert [verdict for _, verdict in died] == [("could have satisfied", "died 2025-01-03")]
    assert [verdict for _, verdict in state] == [("cannot satisfy", "a law of the level state")]


def test_microsofts_terms_of_2024_were_first_misstated_in_scope_and_then_corrected(graph):
    found = [item for item in graph.disagreements("restriction/microsoft-azure-openai-police-2024") if item.settled]
    (scope,) = [item for item in found if "technology" in item.slot]
    assert scope.preferred.value == "facial recognition"
    assert "generative AI" in scope.others[0].value
    assert {saying.publisher for side in scope.others for saying in side.said_by} >= {"TechCrunch"}


def test_the_british_contract_is_set_against_ibms_exit_with_places_in_the_sources(graph):
    (found,) = [item for item in graph.oppositions() if item.earlier.thing.endswith(f"/{IBM}")]
    assert found.disputed_by == ("IBM",)
    assert all(saying.place for reason in found.stated for ground in reason.grounds for saying in ground.said_by)
