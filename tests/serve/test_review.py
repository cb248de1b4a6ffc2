"""Reviewing in a browser: who may, what a decision does to the graph, what is refused, and what foreign text can do."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.serve.running import DAY, serving

sys.path.append(str(Path(__file__).parents[1] / "review"))

from press_desk import HALCYON, PAUSE, SOURCE, TEXT, UMBRA, candidates

from moratoria.errors import UnknownName
from moratoria.pipeline.desk import Desk
from moratoria.pipeline.kg import open_graph
from moratoria.pipeline.queueing import queue_candidates
from moratoria.review.log import DecisionLog
from moratoria.serve.options import Options
from moratoria.serve.views.marked_text import Place, mark_text

SHEET = f"/review/{SOURCE}"
PAGE = {"accept": "text/html"}


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    """A copy of it, with the candidates of one article in its queue."""
    folder = Path(shutil.copytree(prepared, tmp_path / "store"))
    queue(folder, candidates())
    return folder


@pytest.fixture
def site(folder: Path) -> Iterator[httpx.Client]:
    """A client that was not let in yet."""
    with (
        serving(Options(store=str(folder), day=DAY, token="open-sesame")) as address,
        httpx.Client(base_url=address, timeout=30, headers=PAGE) as client,
    ):
        yield client


@pytest.fixture
def reviewer(site: httpx.Client) -> httpx.Client:
    """The same client, let in by the token, under the name Ada."""
    assert site.get("/review", params={"token": "open-sesame"}).status_code == 303
    assert post(site, "/review", by="Ada", back=SOURCE).headers["location"] == SHEET
    return site


def queue(folder: Path, data: dict[str, Any], text: str = TEXT) -> None:
    (arrival,) = queue_candidates(Desk(folder), [(data, text)])
    assert arrival.queued


def seal(client: httpx.Client) -> str:
    return re.findall(r'name="seal" value="([0-9a-f]{64})"', client.get("/review").text)[0]


def post(client: httpx.Client, path: str = SHEET, **fields: str) -> httpx.Response:
    own = str(client.base_url).rstrip("/")
    return client.post(path, data={"seal": seal(client), **fields}, headers={"origin": own})


def card(page: str, fact: str) -> str:
    """The part of a page about one fact."""
    return page.split(f'data-fact="{fact}"')[1].partition("</article>")[0]


def test_without_the_token_the_page_says_how_to_get_it_and_shows_nothing(site):
    page = site.get("/review")
    assert page.status_code == 200
    assert "was started it printed a line" in page.text
    assert "Umbra" not in page.text
    assert site.get(SHEET).status_code == 403
    assert "Umbra" not in site.get(SHEET).text


def test_a_wrong_token_lets_nobody_in(site):
    for wrong in ("", "open-sesam", "ö", "open-sesame "):
        reply = site.get("/review", params={"token": wrong})
        assert reply.status_code == 403
        assert "set-cookie" not in reply.headers
        assert "This is not the token of this server." in reply.text


def test_the_right_token_becomes_a_cookie_that_no_script_and_no_other_site_can_use(site):
    reply = site.get("/review", params={"token": "open-sesame"})
    assert (reply.status_code, reply.headers["location"]) == (303, "/review")
    cookie = reply.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "open-sesame" not in cookie
    assert reply.headers["cache-control"] == "no-store"
    assert "Umbra Vision follows Halcyon" in site.get("/review").text


def test_the_article_is_shown_with_numbered_places_beside_its_candidates(reviewer):
    page = reviewer.get(SHEET).text
    assert f'<span class="tag">1</span>{PAUSE}</a>' in page
    mine = card(page, UMBRA)
    assert "Umbra Vision pauses facial recognition, for police" in mine
    assert "0.92" in mine
    assert "will-not" in mine
    assert "line 3, characters 30 to 121" in mine
    assert "<b>New</b>" in mine
    theirs = card(page, HALCYON)
    assert '<a href="/page/restriction/halcyon-sight-police-2020">One-year moratorium' in theirs
    assert "Accept as a further source" in theirs
    assert "Accept as new" in theirs


def test_accepting_a_candidate_changes_the_graph_that_is_served(reviewer, folder):
    before = reviewer.get("/readyz").json()["snapshot"]
    there = f"/page/{UMBRA.replace('restrictions', 'restriction')}?asOf=2020-08-01"
    assert reviewer.get(there).status_code == 404
    assert "none → <b>expired</b>" in card(reviewer.get(SHEET).text, UMBRA)
    reply = post(reviewer, decision="accept", fact=UMBRA)
    assert reply.status_code == 303
    assert reviewer.get("/readyz").json()["snapshot"] != before
    assert "in force" in reviewer.get(there).text
    with open_graph(folder) as graph:
        found = graph.status(UMBRA.replace("restrictions/", "restriction/"), as_of="2020-08-01")
    assert found.life == "in force"
    page = reviewer.get(reply.headers["location"]).text
    assert f"{SOURCE}: accepted {UMBRA}" in page
    assert "by Ada, " in card(page, UMBRA)
    assert "accepted" in card(page, UMBRA)


def test_a_rejection_needs_a_reason_and_keeps_it(reviewer, folder):
    refused = post(reviewer, decision="reject", fact=UMBRA, reason=" ")
    assert refused.status_code == 400
    assert "a rejection needs a reason" in refused.text
    assert post(reviewer, decision="reject", fact=UMBRA, reason="the article guesses").status_code == 303
    assert "the article guesses" in card(reviewer.get(SHEET).text, UMBRA)
    (line,) = DecisionLog(folder / "candidates").path.read_text().splitlines()
    kept = json.loads(line)
    assert (kept["who"], kept["decision"], kept["reason"]) == ("Ada", "reject", "the article guesses")


def edit_form(client: httpx.Client, fact: str) -> dict[str, str]:
    """The fields of the form that edits a fact, as a browser would send them."""
    page = card(client.get(SHEET, params={"edit": fact}).text, fact)
    form = dict(re.findall(r'<input[^>]* name="((?:field-|digest|decision|fact)[^"]*)"[^>]* value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', page):
        form[name] = next(iter(re.findall(r"<option selected>([^<]*)", options)), "")
    return form


def test_an_edit_sets_only_what_was_changed_on_the_form(reviewer):
    form = edit_form(reviewer, UMBRA)
    assert form["field-technologies"] == "facial-recognition"
    assert form["field-kind"] == "moratorium"
    assert post(reviewer, **form | {"field-duration": "P2Y", "decision": "edit"}).status_code == 303
    mine = card(reviewer.get(SHEET).text, UMBRA)
    assert "P2Y" in mine
    assert "1 July 2020" in mine


def test_an_edit_that_breaks_the_fact_is_refused_and_the_form_keeps_what_was_typed(reviewer):
    form = edit_form(reviewer, UMBRA) | {"field-duration": "for ever & a day", "decision": "edit"}
    reply = post(reviewer, **form)
    assert reply.status_code == 422
    assert "refused, nothing was edited" in reply.text
    assert 'value="for ever &amp; a day"' in reply.text


def test_an_edit_of_a_fact_that_changed_meanwhile_is_refused(reviewer):
    form = edit_form(reviewer, UMBRA) | {"decision": "edit"}
    assert post(reviewer, **form | {"field-duration": "P2Y"}).status_code == 303
    late = post(reviewer, **form | {"field-duration": "P3Y"})
    assert late.status_code == 400
    assert "was changed since this form was made" in late.text


def test_undo_takes_back_the_step_that_was_shown_and_no_other(reviewer, folder):
    assert post(reviewer, decision="accept", fact=UMBRA).status_code == 303
    step = re.findall(r'name="step" value="([^"]+)"', reviewer.get(SHEET).text)[0]
    assert post(reviewer, decision="undo", step="2020-01-01T00:00:00.000000Z").status_code == 400
    assert post(reviewer, decision="undo", step=step).status_code == 303
    assert "Accept</button>" in card(reviewer.get(SHEET).text, UMBRA)
    with open_graph(folder) as graph, pytest.raises(UnknownName):
        graph.status(UMBRA.replace("restrictions/", "restriction/"))


def test_an_error_blocks_acceptance_and_says_the_fix(folder, site):
    path = folder / "candidates" / f"{SOURCE}.yaml"
    path.write_text(path.read_text().replace("id: umbra-vision\n", "id: umbra-visions\n", 1))
    site.get("/review", params={"token": "open-sesame"})
    mine = card(site.get(SHEET).text, UMBRA)
    assert 'class="finding error"' in mine
    assert re.search(r"<button[^>]* disabled[^>]*>Accept</button>", mine)
    refused = post(site, decision="accept", fact=UMBRA)
    assert refused.status_code == 422
    assert "refused, nothing was decided" in refused.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin", "origin": "http://evil.example"},
    ],
)
def test_a_form_from_elsewhere_decides_nothing(reviewer, folder, headers):
    fields = {"seal": seal(reviewer), "decision": "accept", "fact": UMBRA}
    assert reviewer.post(SHEET, data=fields, headers=headers).status_code == 403
    assert not DecisionLog(folder / "candidates").path.exists()


def test_a_browser_that_hides_its_address_is_believed_by_where_it_says_the_form_comes_from(reviewer):
    fields = {"seal": seal(reviewer), "decision": "accept", "fact": UMBRA}
    headers = {"sec-fetch-site": "same-origin", "origin": "null"}
    assert reviewer.post(SHEET, data=fields, headers=headers).status_code == 303


def test_without_the_cookie_or_the_seal_nothing_is_decided(reviewer, folder):
    own = {"origin": str(reviewer.base_url).rstrip("/"), **PAGE}
    right = seal(reviewer)
    fields = {"decision": "accept", "fact": UMBRA}
    assert reviewer.post(SHEET, data=fields | {"seal": "0" * 64}, headers=own).status_code == 403
    assert httpx.post(f"{own['origin']}{SHEET}", data=fields | {"seal": right}, headers=own).status_code == 403
    assert not DecisionLog(folder / "candidates").path.exists()


@pytest.mark.parametrize(
    ("fields", "code", "sentence"),
    [
        ({"decision": "burn", "fact": UMBRA}, 404, "no decision named"),
        ({"decision": "accept", "fact": "restrictions/nobody"}, 404, "no fact named"),
        ({"decision": "accept", "fact": ""}, 404, "no fact named"),
        ({"decision": "reject", "fact": UMBRA, "reason": "a\x00b"}, 400, "U+0000"),
        ({"decision": "accept", "fact": UMBRA, "by": "two\nlines"}, 400, "the name of its reviewer"),
        ({"decision": "edit", "fact": "restrictions/nobody"}, 404, "no fact named"),
    ],
)
def test_what_is_no_decision_is_told_so(reviewer, fields, code, sentence):
    reply = post(reviewer, **fields)
    assert reply.status_code == code
    assert sentence in reply.text


def test_bodies_that_are_no_form_are_refused(reviewer):
    own = {"origin": str(reviewer.base_url).rstrip("/")}
    form = own | {"content-type": "application/x-www-form-urlencoded"}
    assert reviewer.post(SHEET, json={"decision": "accept"}, headers=own).status_code == 415
    assert reviewer.post(SHEET, content=b"a=%ff", headers=form).status_code == 400
    assert reviewer.post(SHEET, content=b"&".join([b"a=b"] * 300), headers=form).status_code == 400
    assert reviewer.post(SHEET, content=b"a" * 1_048_577, headers=form).status_code == 413


def test_a_source_that_is_not_in_the_queue_is_not_found(reviewer):
    reply = reviewer.get("/review/observer-2020-07-01-umbr")
    assert reply.status_code == 404
    assert SOURCE in reply.text


def test_foreign_text_in_article_and_candidate_stays_text(site, folder):
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>\"' onfocus=x"
    text = TEXT.replace("Umbra Vision follows", f"Umbra {evil} follows")
    data = candidates(text, address="https://observer.example/evil", title=f"On {evil}", id="evil-source")
    data["restrictions"][0]["label"] = f"Pause {evil}"
    data["organizations"][0]["name"] = evil
    queue(folder, data, text)
    site.get("/review", params={"token": "open-sesame"})
    for path in ("/review", "/review/evil-source", f"/review/evil-source?edit={UMBRA}", f"/review/x{evil[:20]}"):
        page = site.get(path).text
        assert "<img" not in page
        assert "<script>" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in site.get("/review/evil-source").text


def test_a_source_without_its_text_shows_where_each_fact_stands(site, folder):
    path = folder / "candidates" / f"{SOURCE}.yaml"
    path.write_text(re.sub(r"^  text: .*\n", "", path.read_text(), flags=re.MULTILINE))
    (folder / "candidates" / f"{SOURCE}.txt").unlink()
    site.get("/review", params={"token": "open-sesame"})
    page = site.get(SHEET).text
    assert "No text of this source is held here" in page
    assert "characters 30 to 121" in page


def test_over_the_shipped_facts_the_page_says_what_to_do(client):
    page = client.get("/review", headers=PAGE)
    assert page.status_code == 200
    assert "moratoria init" in page.text
    assert "moratoria read ARTICLE" in page.text
    assert client.post("/review/x", data={"decision": "accept"}, headers=PAGE).status_code == 403


def test_without_a_token_nobody_can_review(folder):
    with serving(Options(store=str(folder), day=DAY)) as address:
        page = httpx.get(f"{address}/review", params={"token": ""}, headers=PAGE)
        assert "was started without a token" in page.text
        assert httpx.get(f"{address}{SHEET}", headers=PAGE).status_code == 403


def test_a_store_that_another_writes_to_is_told_as_busy_and_nothing_is_lost(reviewer, folder):
    with open_graph(folder, write=True):
        reply = post(reviewer, decision="accept", fact=UMBRA)
    assert reply.status_code == 503
    assert reply.headers["retry-after"] == "1"
    assert "another process is writing to this store" in reply.text
    assert post(reviewer, decision="accept", fact=UMBRA).status_code == 303


def test_decisions_while_the_site_is_read_lose_nothing(reviewer):
    facts = [UMBRA, HALCYON, "exemptions/umbra-spares", "statements/mara-quill-says"]
    for fact in facts:
        assert post(reviewer, decision="accept", fact=fact).status_code == 303
        assert all(reviewer.get(SHEET).status_code == 200 for _ in range(3))
    counts = reviewer.get(SHEET).text
    assert "11 accepted" in counts or "12 accepted" in counts


def test_the_queue_lists_what_waits_and_on_request_what_was_decided(reviewer):
    assert ">12</td>" in reviewer.get("/review").text
    for fact in (UMBRA, HALCYON):
        post(reviewer, decision="reject", fact=fact, reason="no")
    assert ">10</td>" in reviewer.get("/review").text


@pytest.fixture
def marked() -> Callable[..., list[tuple[str, int | None, tuple[int, ...]]]]:
    """The pieces of a text: their words, the number they are marked with, the numbers that begin there."""

    def mark(text: str, *places: Place) -> list[tuple[str, int | None, tuple[int, ...]]]:
        return [
            (piece.text, piece.within.number if piece.within else None, tuple(each.number for each in piece.begins))
            for paragraph in mark_text(text, places)
            for piece in paragraph.pieces
        ]

    return mark


def test_overlapping_places_are_cut_and_every_number_begins_once(marked):
    assert marked("abcdef", Place(0, 4, 1), Place(2, 6, 2)) == [("ab", 1, (1,)), ("cd", 1, (2,)), ("ef", 2, ())]


def test_the_current_place_lies_over_the_others(marked):
    assert marked("abcd", Place(0, 4, 1), Place(1, 3, 2, is_on=True)) == [
        ("a", 1, (1,)),
        ("bc", 2, (2,)),
        ("d", 1, ()),
    ]


def test_places_beyond_the_text_are_left_out(marked):
    assert marked("ab", Place(1, 9, 1), Place(-1, 1, 2)) == [("ab", None, ())]


def test_of_a_long_text_only_paragraphs_with_places_are_shown():
    text = "\n\n".join(["x" * 30_000, "here it is", "y" * 40_000])
    first, last = mark_text(text, [Place(30_002, 30_006, 1)])
    assert (first.skipped, [piece.text for piece in first.pieces]) == (30_000, ["here", " it is"])
    assert (last.skipped, last.pieces) == (40_000, ())
