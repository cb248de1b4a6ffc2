"""The page of a restriction tells its story on every day: status, reasons, candidates, contradictions, evidence."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from lxml import html
from tests.serve.running import DAY, serving

from moratoria import Moratoria
from moratoria.serve.options import Options

WORLD = Path(__file__).parents[1] / "world"
HTML = {"accept": "text/html"}
MICROSOFT = "/page/restriction/microsoft-facial-recognition-police-2020"
AMAZON = "/page/restriction/amazon-rekognition-police-2020"
IBM = "/page/restriction/ibm-facial-recognition-exit-2020"


def page(client, address: str, status: int = 200):
    reply = client.get(address, headers=HTML)
    assert reply.status_code == status, reply.text[:400]
    return html.fromstring(reply.text)


def words(tree, path: str) -> str:
    return " ".join(" ".join(each.text_content() for each in tree.xpath(path)).replace("\u2060", "").split())


def chips(tree) -> list[str]:
    return [words(each, ".") for each in tree.xpath("//p[contains(@class, 'chips')]/span[contains(@class, 'st ')]")]


def fact(tree, word: str) -> str:
    return words(tree, f"//dl[@class='facts']/dt[.='{word}']/following-sibling::dd[1]")


def test_microsoft_is_in_force_and_awaits_legislation_since_june_2020(client):
    tree = page(client, f"{MICROSOFT}?asOf=2026-11-23")
    assert chips(tree) == ["in force", "awaiting legislation"]
    assert "since 11 June 2020, 2,356 days." in words(tree, "//p[contains(@class, 'chips')]")
    assert words(tree, "//h1") == "Microsoft withholds facial recognition from US police departments"
    assert words(tree, "//p[@class='crumbs']") == "Restrictions / Microsoft / conditional withholding"


def test_the_facts_say_what_is_stated_and_what_is_not(client):
    tree = page(client, MICROSOFT)
    assert fact(tree, "For whom").startswith("police")
    assert "Develop, research, export, procure: not stated" in fact(tree, "What")
    assert "national level" in fact(tree, "Where")
    assert "A national US law on facial recognition grounded in human rights is in place" in fact(tree, "Until")
    assert "One-year moratorium on police use of Amazon Rekognition" in fact(tree, "Follows")
    assert [each.text for each in tree.xpath("//dd[.//*[@class='ns']]//*[@class='ns']") if each.text == "not stated"]
    assert fact(page(client, IBM), "Where") == "not stated"
    assert fact(page(client, IBM), "Exempt") == "none stated"


def candidates(tree) -> dict[str, tuple[str, str]]:
    rows = tree.xpath("//div[@class='awaited']//tbody/tr")
    return {
        words(row, "./th//a[not(@data-cite)]"): (
            words(row, "./td[@data-h='Level']"),
            words(row, "./td[@data-h='Verdict']"),
        )
        for row in rows
    }


def test_a_bill_that_died_could_have_satisfied_and_a_state_law_cannot(client):
    found = candidates(page(client, f"{MICROSOFT}?asOf=2026-11-23"))
    assert found["Facial Recognition Act of 2023"] == ("national, matches", "could have satisfieddied 2025-01-03")
    level, verdict = found["Artificial Intelligence Facial Recognition"]
    assert (level, verdict) == ("state, does not match", "cannot satisfya law of the level state")


def test_before_it_died_the_bill_could_satisfy_and_before_it_was_introduced_it_is_not_listed(client):
    name = "Facial Recognition Act of 2023"
    assert candidates(page(client, f"{MICROSOFT}?asOf=2024-06-01"))[name][1] == "could satisfyintroduced 2023-10-26"
    assert name not in candidates(page(client, f"{MICROSOFT}?asOf=2021-06-01"))


def test_the_reasons_name_their_rules_and_the_acts_ruled_out(client):
    why = words(page(client, MICROSOFT), "//*[@id='why']")
    assert "status/start-from-announcement" in why
    assert "are of another level" in why
    assert "condition/level" in why
    assert "condition/level" in why
    assert "H.R. 6092 had the level, and died" in why
    assert "is assessed as grounded in human rights. It stays in force, flagged: condition met" in why


@pytest.mark.parametrize(
    ("day", "shown", "because"),
    [
        ("2020-06-09", [], "Nothing is known of it by this day."),
        ("2020-12-31", ["in force", "awaiting date"], "The day awaited is 10 June 2021"),
        ("2021-05-17", ["in force", "awaiting date"], "18 May 2021 comes, and nothing else is recorded"),
        ("2021-05-18", ["superseded"], "a revision of it takes its place"),
    ],
)
def test_amazon_is_as_it_was_on_each_day(client, day, shown, because):
    tree = page(client, f"{AMAZON}?asOf={day}")
    assert chips(tree) == shown
    assert because.lower() in words(tree, "//*[@id='why']").lower()


def test_the_later_contract_stands_beside_the_exit_with_the_dispute(client):
    side = words(page(client, IBM), "//*[@id='contradictions']")
    assert "The UK biometrics contract is set against IBM's exit from facial recognition" in side
    assert "IBM signs a GBP 54.7 million contract for a UK biometrics platform with face matching" in side
    assert "Disputed by IBM." in side
    assert "the actor's own words go before a report" in side


def test_every_mark_leads_to_a_block_of_evidence_and_every_block_is_on_the_page(client):
    tree = page(client, MICROSOFT)
    marks = {mark.get("href")[1:] for mark in tree.xpath("//a[@data-cite]")}
    blocks = {block.get("id") for block in tree.xpath("//article[contains(@class, 'evidence')]")}
    assert marks == blocks
    assert len(blocks) > 20
    assert "No text is held" in words(tree, "//article[@id='c1']")
    assert tree.xpath("//article[@id='c1']//a[starts-with(@href, 'http')]")


def test_the_evidence_turns_without_a_script(client):
    tree = page(client, IBM)
    forward = [link.get("href") for link in tree.xpath("//article//a[@data-step='1']")]
    assert forward[0] == "#c2"
    assert forward[-1] == "#c1"


def test_the_web_annotation_of_a_source_is_there(client):
    address = page(client, IBM).xpath("//article[@id='c1']//a[.='Web Annotation']/@href")[0]
    reply = client.get(address)
    assert reply.status_code == 200
    assert "SpecificResource" in reply.text


def test_history_has_the_day_it_was_true_and_the_day_it_was_recorded(client):
    rows = [words(row, ".") for row in page(client, AMAZON).xpath("//table[contains(@class, 'changes')]/tbody/tr")]
    assert any("This restriction: in force (awaiting date)" in row and row.startswith("10 June 2020") for row in rows)
    assert any("This restriction: superseded" in row and row.startswith("18 May 2021") for row in rows)
    recorded = page(client, AMAZON).xpath("//td[@data-h='Recorded']/text()")
    assert all(day.endswith(" 2026") for day in recorded)


def test_the_twins_and_identifiers_are_linked(client):
    tree = page(client, f"{MICROSOFT}?asOf=2021-01-01")
    twins = [f"{MICROSOFT}.{form}?asOf=2021-01-01" for form in ("ttl", "jsonld", "nt", "csv")]
    assert [link for link in tree.xpath("//dl[contains(@class, 'facts s')]//a/@href") if link in twins] == twins
    assert tree.xpath("//a[@href='https://www.wikidata.org/wiki/Q2283']")
    assert "/feed/restriction/microsoft-facial-recognition-police-2020.atom" in tree.xpath("//a/@href")


def test_a_past_record_knows_nothing_of_what_came_later(client):
    assert "no restriction named" in words(page(client, f"{MICROSOFT}?asKnown=2020-01-01", 404), "//*[@role='alert']")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{MICROSOFT}?asOf=2020-02-30", 400),
        (f"{MICROSOFT}?asKnown=x", 400),
        ("/page/restriction/nobody-restricts-this", 404),
        ("/page/restriction/%3Cimg%20src=x%3E", 404),
    ],
)
def test_a_malformed_day_or_name_is_told(client, path, status):
    tree = page(client, path, status)
    assert words(tree, "//*[@role='alert']")
    assert tree.xpath("//img") == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(client, day):
    assert words(page(client, f"{IBM}?asOf={day}"), "//h1") == "IBM leaves the facial recognition business"


def test_the_page_has_one_h1_headings_in_order_and_no_inline_script_or_style(client):
    tree = page(client, MICROSOFT)
    levels = [int(each.tag[1]) for each in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert tree.xpath("//script[not(@src)] | //style | //*[@style]") == []
    assert tree.xpath("//th[not(@scope)]") == []


QUOTE = "<b>We</b> will not sell to police"


@pytest.fixture
def held(tmp_path):
    """A server over a made-up store that holds a passage, with labels that are markup."""
    text = (WORLD / "2020-06-11-borealis-letter.yaml").read_text("utf-8")
    text = text.replace("label: No sale of", "label: <img src=x onerror=alert(1)> No sale of")
    text = text.replace("  seen: excerpt", f"  seen: full\n  sha256: {hashlib.sha256(b'x').hexdigest()}")
    span = f"{{span: [10, {10 + len(QUOTE)}], quote: '{QUOTE}', modality: quoted}}"
    first = "    evidence: [{locator: paragraph 2, modality: quoted}]\nrequirements"
    assert first in text
    text = text.replace(first, f"    evidence: [{span}]\nrequirements")
    (tmp_path / "borealis.yaml").write_text(text, "utf-8")
    with Moratoria.init(tmp_path / "store") as graph:
        report = graph.load([tmp_path / "borealis.yaml"])
        assert report.ok, report
    with serving(Options(store=str(tmp_path / "store"), day=DAY)) as address:
        yield address


def test_a_passage_that_is_held_is_shown_marked_and_markup_in_it_is_text(held):
    with httpx.Client(base_url=held, timeout=30) as client:
        tree = page(client, "/page/restriction/borealis-facial-recognition-2020")
    assert {words(mark, ".") for mark in tree.xpath("//mark")} == {QUOTE}
    assert tree.xpath("//img | //mark/b") == []
    assert words(tree, "//h1").startswith("<img src=x onerror=alert(1)> No sale of")
    assert "characters 10-43" in words(tree, "//article[@id='c1']")
