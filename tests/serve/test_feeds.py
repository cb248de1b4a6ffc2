"""Following anything: Atom that is as RFC 4287 asks, calendars with the days that matter."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import httpx
import pytest

ATOM = {"a": "http://www.w3.org/2005/Atom"}
AMAZON = "restriction/amazon-rekognition-police-2020"


def read_atom(client: httpx.Client, path: str) -> ElementTree.Element:
    reply = client.get(path)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/atom+xml")
    return ElementTree.fromstring(reply.content)


def texts(feed: ElementTree.Element, name: str) -> list[str]:
    return [entry.findtext(f"a:{name}", "", ATOM) for entry in feed.findall("a:entry", ATOM)]


def events(client: httpx.Client, path: str) -> list[str]:
    reply = client.get(path)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    lines = reply.text.replace("\r\n ", "").split("\r\n")
    days = [line.rpartition(":")[2] for line in lines if line.startswith("DTSTART")]
    names = [line.partition(":")[2] for line in lines if line.startswith("SUMMARY")]
    return [f"{day} {name}" for day, name in zip(days, names, strict=True)]


@pytest.mark.parametrize(
    "path",
    ["changes", "deadlines", AMAZON, "organization/ibm", "legislation/eu-ai-act", "technology/facial-recognition"],
)
def test_a_feed_has_all_that_rfc_4287_asks_for(client, path):
    feed = read_atom(client, f"/feed/{path}.atom")
    assert feed.findtext("a:id", "", ATOM).startswith("https://w3id.org/moratoria/feed/")
    assert feed.findtext("a:title", "", ATOM).startswith("moratoria: ")
    assert feed.find("a:author/a:name", ATOM) is not None
    (own,) = feed.findall("a:link[@rel='self']", ATOM)
    assert own.attrib["href"] == f"{str(client.base_url).rstrip('/')}/feed/{path}.atom"
    ids, times = texts(feed, "id"), [*texts(feed, "updated"), feed.findtext("a:updated", "", ATOM)]
    assert len(ids) == len(set(ids)) > 0
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", time) for time in times)
    assert max(times) == times[-1]
    for entry in feed.findall("a:entry", ATOM):
        assert entry.findtext("a:title", "", ATOM)
        assert entry.find("a:link", ATOM) is not None
        assert entry.findtext("a:summary", "", ATOM)


def test_the_feed_of_changes_tells_the_record_newest_first_and_the_flips_ahead(client):
    feed = read_atom(client, "/feed/changes.atom")
    times = texts(feed, "updated")
    assert times == sorted(times, reverse=True)
    assert times[0] == "2026-11-23T12:00:00Z"
    titles = texts(feed, "title")
    assert any(title.startswith("2026-11-23: Reuters, via Nasdaq: Amazon extends moratorium") for title in titles)
    ahead = titles.index("2027-05-09: Clearview AI sells nothing to anyone in Illinois for five years")
    assert texts(feed, "summary")[ahead].startswith("expired, before that in force")
    assert times[ahead] == "2026-11-23T00:00:00Z"


def test_the_feed_of_changes_moves_with_the_day_asked_for(client):
    feed = read_atom(client, "/feed/changes.atom?asOf=2020-12-31")
    assert "2020-06-10: One-year moratorium on police use of Amazon Rekognition" in texts(feed, "title")
    assert not any(title.startswith("2027-") for title in texts(feed, "title"))


def test_the_feed_of_a_restriction_tells_its_statuses_and_records_about_it(client):
    feed = read_atom(client, f"/feed/{AMAZON}.atom")
    told = dict(zip(texts(feed, "title"), texts(feed, "summary"), strict=True))
    revised = told["2021-05-18: One-year moratorium on police use of Amazon Rekognition"]
    assert revised.startswith("superseded, before that in force (awaiting date): a revision of it takes its place")
    assert any(title.startswith("2026-11-23: The Verge: Amazon extends its ban") for title in told)
    assert not any("Azure AI Face" in title for title in told)


def test_the_feed_of_an_organization_follows_what_it_imposes(client):
    feed = read_atom(client, "/feed/organization/amazon.atom")
    assert "2020-06-10: One-year moratorium on police use of Amazon Rekognition" in texts(feed, "title")
    places = {link.attrib["href"] for link in feed.findall("a:entry/a:link", ATOM)}
    assert f"{str(client.base_url).rstrip('/')}/page/{AMAZON}" in places


def test_a_wide_technology_is_followed_with_the_narrower_ones(client):
    names = ("biometric-identification", "facial-recognition")
    wide, narrow = (events(client, f"/feed/technology/{name}.ics") for name in names)
    assert set(narrow) < set(wide)


def test_the_calendar_of_a_law_has_its_legal_events(client):
    found = events(client, "/feed/legislation/eu-ai-act.ics")
    assert any(line.startswith("20270802 Artificial Intelligence Act") for line in found)
    assert any(line.startswith("20240801 Artificial Intelligence Act") for line in found)


def test_the_calendar_of_deadlines_has_what_is_due_and_what_is_overdue(client):
    found = events(client, "/feed/deadlines.ics")
    assert "20270509 Clearview AI sells nothing to anyone in Illinois for five years: ends" in found
    assert any(line.startswith("20260101 Italy pauses video surveillance") for line in found)
    near = events(client, "/feed/deadlines.ics?days=60")
    assert "20270509 Clearview AI sells nothing to anyone in Illinois for five years: ends" not in near
    assert any(line.startswith("20270101 Colorado Automated") for line in near)


def test_a_source_and_a_person_can_be_followed_too(client):
    for path in ("source/nasdaq-2021-05-18-amazon", "person/barry-friedman", "event/us-hr-6092-118-died"):
        assert texts(read_atom(client, f"/feed/{path}.atom"), "title")


def test_a_feed_held_already_is_not_sent_again(client):
    tag = client.get("/feed/changes.atom").headers["etag"]
    assert client.get("/feed/changes.atom", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    "query", ["days=-1", "days=x", "days=99999999", "days=%D9%A1", "days=", "asOf=soon", "asKnown=x"]
)
def test_a_malformed_parameter_is_refused(client, query):
    reply = client.get(f"/feed/deadlines.ics?{query}")
    assert (reply.status_code, reply.headers["content-type"]) == (400, "application/problem+json")


def test_an_unknown_thing_or_form_is_404_with_what_there_is(client):
    assert client.get("/feed/organization/ibn.atom").json()["nearest"][0] == "organization/ibm"
    assert client.get("/feed/organization/ibm.rss").json()["nearest"] == ["atom", "ics"]
    assert client.get("/feed/deadlines.rss").json()["nearest"] == ["atom", "ics"]
    assert client.get("/feed/organization/ibm").status_code == 404
    assert client.get("/feed/claim/x.atom").status_code == 404
    assert client.get("/feed/organization/<b>.ics").status_code == 404
