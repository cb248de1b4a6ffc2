"""The first page: a sentence with its sources, counts that equal the bars, and a form that keeps what was typed."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from lxml import etree, html
from tests.serve.running import DAY, serving

from moratoria import Moratoria
from moratoria.serve.options import Options

WORLD = Path(__file__).parents[1] / "world"
HTML = {"accept": "text/html"}


def page(client, address: str = "/", status: int = 200):
    reply = client.get(address, headers=HTML)
    assert reply.status_code == status, reply.text[:400]
    return html.fromstring(reply.text)


def words(tree, path: str) -> str:
    return " ".join(" ".join(each.text_content() for each in tree.xpath(path)).replace("\u2060", "").split())


def answer(tree) -> str:
    return re.sub(r" ?\[\d+\]", "", words(tree, "//*[@id='answer']"))


def counts(tree) -> dict[str, tuple[int, int]]:
    rows = tree.xpath("//table[contains(@class, 'counts')]/tbody/tr")
    cells = [[" ".join(cell.text_content().split()) for cell in row] for row in rows]
    return {name: (int(vendors), int(others)) for name, vendors, others in cells}


def test_the_page_opens_with_who_awaits_federal_legislation_and_since_when(client):
    said = answer(page(client))
    assert said.startswith("1 vendor awaits federal legislation: Microsoft, for 2,356 days, since 11 June 2020.")
    assert "Axon Enterprise and Amazon restrict until further notice." in said
    assert "Facial Recognition Act of 2023 could have, and died on 3 January 2025." in said
    assert "IBM and Amazon: a later act is said to contradict what they restrict." in said


@pytest.mark.parametrize(
    ("day", "says", "silent"),
    [
        ("2020-06-09", "No vendor awaits federal legislation.", "Amazon"),
        ("2020-12-31", "Amazon restricts and awaits a date, 10 June 2021.", "died"),
        ("2021-05-17", "Amazon restricts and awaits a date, 10 June 2021.", "Amazon restrict until further notice"),
        ("2021-05-18", "Axon Enterprise and Amazon restrict until further notice.", "Amazon restricts and awaits"),
        ("2020-06-11", "Microsoft, for 0 days, since 11 June 2020.", "could have"),
    ],
)
def test_the_sentence_is_of_its_day(client, day, says, silent):
    said = answer(page(client, f"/?asOf={day}"))
    assert says in said
    assert silent not in said


def test_a_day_ahead_is_told_to_be_one(client):
    assert "This date is ahead" in answer(page(client, "/?asOf=2027-01-01"))


def test_every_mark_of_citation_leads_to_a_source_on_the_page_and_every_source_is_cited(client):
    tree = page(client)
    marks = {mark.get("href")[1:] for mark in tree.xpath("//*[@id='answer']//a[@data-cite]")}
    listed = {each.get("id") for each in tree.xpath("//ol[@class='cites']/li")}
    assert marks == listed
    assert "c1" in marks


@pytest.mark.parametrize("day", ["2019-01-01", "2020-12-31", "2021-05-18", "2026-11-23"])
def test_the_counts_equal_the_rows_of_the_table_below_the_timeline(client, day):
    tree = page(client, f"/?asOf={day}")
    rows = tree.xpath("//*[@id='timeline-table']//tr[td]")
    stated = [words(row, "./td[@data-h='Status']") for row in rows]
    of_restrictions = [word for word in stated if word not in ("bill", "not yet introduced", "no status yet")]
    assert sum(map(sum, counts(tree).values())) == len(of_restrictions)
    held = sum(word.startswith("in force") for word in of_restrictions)
    looks = ("awaiting federal or national law", "awaiting another act or a date", "until further notice",
             "in force, no condition")  # fmt: skip
    assert sum(sum(counts(tree)[look]) for look in looks) == held


def test_both_drawings_link_the_same_restrictions_as_the_table(client):
    tree = page(client)
    wide, narrow = (
        {link.get("href") for link in tree.xpath(f"//*[@class='{name}']//a")} for name in ("only-wide", "only-narrow")
    )
    rows = {link.get("href") for link in tree.xpath("//*[@id='timeline-table']//th[@scope='row']/a")}
    assert wide == narrow == rows
    assert "/page/restriction/microsoft-facial-recognition-police-2020" in wide
    assert "/page/legislation/us-hr-6092-118" in wide


def test_a_bar_has_the_look_it_had_on_the_day(client):
    path = "//*[@class='only-wide']//a[contains(@href, 'amazon-rekognition-police-2020')]/@class"
    assert page(client, "/?asOf=2020-12-31").xpath(path) == ["await"]
    assert page(client, "/?asOf=2021-05-18").xpath(path) == ["ended"]


def test_previous_and_next_lead_to_the_nearest_days_on_which_something_changes(client):
    tree = page(client, "/?asOf=2020-06-12&audience=any")
    before, after = (tree.xpath(f"//a[@rel='{rel}']/@href")[0] for rel in ("prev", "next"))
    assert before == "/?audience=any&asOf=2020-06-11"
    assert after == "/?audience=any&asOf=2020-06-24"


def test_the_topic_is_chosen_by_parameters_and_any_is_open(client):
    tree = page(client, "/?technology=any&audience=any&jurisdiction=EU")
    chosen = [each.get("value") for each in tree.xpath("//select/option[@selected]")]
    assert chosen == ["any", "any", "EU"]
    assert "European Union" in tree.xpath("//*[@class='only-wide']//*[@class='tg']/text()")
    assert "facial recognition for law enforcement in United States" in words(page(client), "//h1")


def test_the_csv_and_the_question_keep_the_topic_and_the_day(client):
    tree = page(client, "/?asOf=2021-05-18")
    links = {link.text: link.get("href") for link in tree.xpath("//p[contains(@class, 'counts-links')]/a")}
    reply = client.get(links["CSV"])
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/csv")
    assert "microsoft-facial-recognition-police-2020" in reply.text
    assert client.get(links["Open as a question"], headers=HTML).status_code == 200


def test_deadlines_ahead_count_the_days(client):
    ahead = words(page(client), "//section[contains(@class, 'three')]/div[1]")
    assert "9 May 2027in 167 daysClearview AI sells nothing to anyone in Illinois for five years: ends" in ahead
    assert "2 August 2027in 252 daysArtificial Intelligence Act: applicable (Article 6(1))" in ahead


def test_what_was_not_recorded_by_then_is_not_said(client):
    said = answer(page(client, "/?asKnown=2020-01-01"))
    assert "Microsoft" not in said
    assert "The graph holds no restriction" in said


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("asOf=2020-13-45", 400, "asOf '2020-13-45' is no date"),
        ("asOf=yesterday", 400, "asOf 'yesterday' is no date"),
        ("asKnown=soon", 400, "'soon' is no record time"),
        ("technology=facial-recogniton", 404, "no technology named 'facial-recogniton'"),
        ("jurisdiction=%00", 404, "no jurisdiction named"),
        ("audience=%3Cimg%20src=x%20onerror=alert(1)%3E", 404, "no audience named '<img src=x onerror=alert(1)>'"),
    ],
)
def test_what_cannot_be_understood_is_told_and_the_form_stays(client, query, status, says):
    tree = page(client, f"/?{query}", status)
    assert says in words(tree, "//*[@role='alert']")
    assert len(tree.xpath("//form[@data-island='topic']//select")) == 3
    assert tree.xpath("//img") == []


def test_the_malformed_day_stays_in_its_field(client):
    assert page(client, "/?asOf=2020-13-45", 400).get_element_by_id("asof").get("value") == "2020-13-45"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(client, day):
    assert "lies outside the years drawn" in words(page(client, f"/?asOf={day}"), "//*[@id='tlnote']")


def test_the_picture_says_its_title_dates_sources_and_licence_and_needs_no_style_sheet(client):
    reply = client.get("/timeline.svg?asOf=2020-12-31")
    assert reply.headers["content-type"].startswith("image/svg+xml")
    assert 'filename="moratoria-timeline-as-of-2020-12-31.svg"' in reply.headers["content-disposition"]
    said = " ".join(etree.fromstring(reply.content).itertext())
    assert "Restrictions: facial recognition for law enforcement in United States" in said
    assert "As of 31 December 2020" in said
    assert "Sources: " in said
    assert "CC BY 4.0" in said
    assert b"var(" not in reply.content
    assert b"<style" not in reply.content


def test_the_page_holds_no_inline_script_or_style(client):
    tree = page(client)
    assert tree.xpath("//script[not(@src)]") == []
    assert tree.xpath("//style | //*[@style]") == []
    assert tree.xpath("//@onclick | //@onchange") == []


@pytest.fixture
def hostile(tmp_path):
    """A server over a made-up store whose labels are markup."""
    text = (WORLD / "2020-06-11-borealis-letter.yaml").read_text("utf-8")
    text = text.replace("label: No sale of", "label: <img src=x onerror=alert(1)> No sale of")
    text = text.replace("name: Boréalis Vision,", "name: <svg onload=alert(2)>,")
    (tmp_path / "borealis.yaml").write_text(text, "utf-8")
    with Moratoria.init(tmp_path / "store") as graph:
        assert graph.load([tmp_path / "borealis.yaml"]).ok
    with serving(Options(store=str(tmp_path / "store"), day=DAY)) as address:
        yield address


def test_markup_in_a_label_is_text_on_the_page_and_in_the_picture(hostile):
    with httpx.Client(base_url=hostile, timeout=30) as client:
        tree = page(client)
        assert tree.xpath("//img | //*[@onload]") == []
        assert "<img src=x onerror=alert(1)> No sale of" in words(tree, "//*[@id='timeline-table']")
        picture = etree.fromstring(client.get("/timeline.svg").content)
        assert picture.xpath("//*[local-name()='img'] | //@onload") == []
        assert "1 vendor awaits federal legislation: <svg onload=alert(2)>" in answer(tree)
