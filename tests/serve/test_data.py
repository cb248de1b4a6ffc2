"""The page about the data."""

from __future__ import annotations

import httpx

HTML = {"accept": "text/html"}


def page(client: httpx.Client, query: str = "") -> str:
    reply = client.get(f"/data{query}", headers=HTML)
    assert reply.status_code == 200, reply.text[:400]
    return reply.text


def test_the_short_addresses_lead_to_their_places(client):
    assert client.get("/cite").headers["location"] == "/data#cite"
    assert client.get("/about?asOf=2020-12-31").headers["location"] == "/data?asOf=2020-12-31#method"


def test_every_place_that_other_pages_link_to_is_there(client):
    found = page(client)
    assert all(f'id="{name}"' in found for name in ("cite", "challenge", "keyboard", "method", "api", "limits"))


def test_a_citation_carries_both_dates_in_every_form(client):
    found = page(client, "?asOf=2020-12-31")
    assert found.count("View as of 2020-12-31, as recorded by 2026-11-23") == 3


def test_every_download_is_offered_and_every_status_has_its_meaning(client):
    found = page(client)
    assert "/data/latest/restrictions.csv" in found
    assert "/data/latest/moratoria.trig" in found
    assert "In force, and the condition is not stated." in found


def test_the_coverage_is_that_of_the_day(client):
    assert "Restrictions by life as of 2020-12-31" in page(client, "?asOf=2020-12-31")


def test_every_way_in_that_is_named_answers(client):
    for address in ("/openapi.json", "/.well-known/void", "/dcat", "/reconcile", "/context.jsonld"):
        assert f'href="{address}"' in page(client)
        assert client.get(address).status_code == 200, address


def test_a_malformed_day_is_refused(client):
    assert client.get("/data?asOf=soon", headers=HTML).status_code == 400
