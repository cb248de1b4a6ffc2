"""Pages of actors, laws, concepts, sources and all other things, over the shipped facts."""

from __future__ import annotations

import re

import httpx
import pytest

HTML = {"accept": "text/html"}


def read(client: httpx.Client, path: str, **params: str) -> str:
    reply = client.get(path, params=params, headers=HTML)
    assert reply.status_code == 200, reply.text[:400]
    return reply.text


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("&#8288;", "").replace("&#39;", "'").split())


def test_amazon_is_told_as_of_today_with_how_long_nobody_confirmed_it(client):
    page = words(read(client, "/page/organization/amazon"))
    assert "On 23 November 2026 Amazon keeps up 2 restrictions." in page
    assert "not confirmed for 1,017 days" in page
    assert "not stated" in page
    assert "Q3884" in page
    assert "0001018724" in page


def test_another_day_gives_amazon_another_status(client):
    before = words(read(client, "/page/organization/amazon", asOf="2020-01-01"))
    assert "None recorded: no restriction imposed by Amazon by 1 January 2020." in before
    during = words(read(client, "/page/organization/amazon", asOf="2020-12-31"))
    assert "On 31 December 2020 Amazon keeps up one restriction." in during
    assert "superseded" in words(read(client, "/page/organization/amazon"))


def test_an_echo_counts_its_days_and_names_who_followed(client):
    amazon = words(read(client, "/page/organization/amazon"))
    assert "Microsoft withholds facial recognition from US police departments followed" in amazon
    assert "1 day later" in amazon
    assert "3 days later" in words(read(client, "/page/organization/microsoft"))


def test_microsoft_awaits_a_law_and_ibm_left(client):
    assert "awaiting legislation" in words(read(client, "/page/organization/microsoft"))
    assert "IBM leaves the facial recognition business" in words(read(client, "/page/organization/ibm"))


def test_all_names_of_the_police_of_new_york_and_of_meta_are_told(client):
    assert "New York City Police Department; NYPD; New York Police Department" in words(
        read(client, "/page/organization/nypd")
    )
    assert "Meta; Facebook; Meta Platforms" in words(read(client, "/page/organization/meta"))


def test_an_incident_is_told_with_who_accepted_its_match(client):
    page = words(read(client, "/page/organization/amazon"))
    assert "incidentdatabase.ai/cite/114" in page
    assert "confidence 0.98" in page
    assert "accepted by The moratoria authors" in page


def test_a_bill_is_told_by_its_last_event_up_to_the_day(client):
    page = words(read(client, "/page/legislation/us-hr-6092-118"))
    assert "H.R. 6092" in page
    earlier = words(read(client, "/page/legislation/us-hr-6092-118", asOf="2020-01-01"))
    assert "is unknown: no legal event up to then is recorded" in earlier
    assert "after 1 January 2020" in earlier


def test_a_technology_lists_the_restrictions_about_it_and_what_is_narrower(client):
    page = words(read(client, "/page/technology/facial-recognition"))
    assert "Browse and filter these" in page
    assert "live facial recognition" in page
    assert "Microsoft withholds facial recognition from US police departments" in page


def test_a_source_tells_what_it_states_and_its_versions(client):
    page = words(read(client, "/page/source/aclu-2020-06-17-microsoft-dea"))
    assert "What it states" in page
    assert "no, it counts" in page


@pytest.mark.parametrize(
    "path", ["event/rekognition-congress-mismatches-2018", "condition/microsoft-awaits-national-law", "audience/police",
             "jurisdiction/US", "product/amazon-rekognition", "person/brad-smith", "post/microsoft-president",
             "statement/amazon-year-for-congress-2020", "event-kind/incident", "level/national",
             "requirement/us-national-facial-recognition-law", "exemption/amazon-rekognition-missing-persons"],
)  # fmt: skip
def test_every_kind_of_thing_has_a_page_with_one_heading_and_no_script_of_its_own(client, path):
    page = read(client, f"/page/{path}")
    assert page.count("<h1>") == 1
    assert " style=" not in page
    assert "<script>" not in page


def test_a_merged_name_is_told_as_text(client):
    page = read(client, "/page/organization/amazon", merged="<img src=x onerror=alert(1)>")
    assert "<img" not in page


def test_a_malformed_day_and_an_unknown_thing_are_refused(client):
    assert client.get("/page/organization/amazon?asOf=soon", headers=HTML).status_code == 400
    assert client.get("/page/organization/no-such-company", headers=HTML).status_code == 404
