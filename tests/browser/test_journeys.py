"""What people come for, done in a browser: look, ask, move the date, see why, extend the graph, write a query."""

from __future__ import annotations

import re
from pathlib import Path

AMAZON = "/page/organization/amazon"
PAUSE = "/page/restriction/amazon-rekognition-police-2020"
MICROSOFT = "/page/restriction/microsoft-facial-recognition-police-2020"
QUESTION = "/questions/vendors-awaiting-federal-legislation"


def test_a_company_is_searched_and_found_by_keys_alone(watched):
    page = watched().open("/")
    page.keyboard.press("/")
    page.keyboard.type("amaz")
    option = page.locator("#q ~ [role=listbox] [role=option]").first
    option.wait_for()
    assert page.locator("#q").get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{AMAZON}")
    assert "Amazon" in page.locator("h1").inner_text()


def test_a_restriction_changes_its_status_with_the_date_and_says_why(watched):
    page = watched().open(AMAZON)
    page.locator(f'a[href^="{PAUSE}"]:visible').first.click()
    page.wait_for_url(f"**{PAUSE}*")
    chips = page.locator(".chips")
    assert "superseded" in chips.inner_text()
    page.fill("#asof", "2020-12-31")
    page.keyboard.press("Enter")
    page.wait_for_url("**asOf=2020-12-31*")
    assert "in force" in chips.inner_text()
    assert "awaiting" in chips.inner_text()
    assert "10 June 2020" in page.locator("#why").inner_text()


def test_a_date_that_there_is_not_is_told_at_the_field(watched):
    page = watched().open(PAUSE)
    page.fill("#asof", "2020-02-30")
    page.keyboard.press("Enter")
    told = page.locator("#asof").evaluate("field => field.validationMessage")
    assert told == "Write a day as YYYY-MM-DD, such as 2020-12-31."
    assert page.url.endswith(PAUSE)


def test_a_citation_turns_the_evidence_to_its_source(watched):
    page = watched().open(MICROSOFT)
    assert page.locator('[data-ev="1"]').is_visible()
    page.locator('main a.cite[data-cite="2"]').first.click()
    assert page.locator('[data-ev="2"]').is_visible()
    assert not page.locator('[data-ev="1"]').is_visible()
    page.locator('[data-ev="2"] [data-step="1"]').click()
    assert page.locator('[data-ev="3"]').is_visible()
    assert page.url.endswith(MICROSOFT)


def test_the_first_page_follows_the_date_without_being_loaded_again(watched):
    page = watched().open("/")
    page.evaluate("window.kept = true")
    now = page.locator("#answer").inner_text()
    page.keyboard.press(",")
    page.wait_for_url("**asOf=*")
    page.fill("#asof", "2020-12-31")
    page.keyboard.press("Enter")
    page.wait_for_url("**asOf=2020-12-31*")
    then = page.locator("#answer").inner_text()
    assert "Amazon" in then
    assert then != now
    assert page.evaluate("window.kept") is True
    page.keyboard.press("Escape")
    page.locator("#asof").blur()
    page.keyboard.press("t")
    page.wait_for_function("now => document.querySelector('#answer').innerText === now", arg=now)


def test_the_slider_moves_the_answer(watched):
    page = watched().open("/")
    slider = page.locator("input.slide:visible").first
    slider.fill("600")
    page.wait_for_url("**asOf=*")
    day = re.search(r"asOf=([\d-]+)", page.url)[1]
    assert page.locator("#asof").input_value() == day
    assert slider.get_attribute("aria-valuetext") == day


def drawn(page):
    page.wait_for_selector("body[data-drawn]")
    return page


def test_the_graph_is_walked_extended_and_taken_back_by_keys(watched):
    page = drawn(watched().open("/graph?focus=organization/amazon&depth=1"))
    before = page.locator("#gcount").inner_text()
    page.locator(".gcanvas").focus()
    for arrow in ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"] * 4:
        if page.locator("#gselected [data-add]").count():
            break
        page.keyboard.press(arrow)
    assert page.locator("#gselected b").inner_text() != "Amazon"
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    page.wait_for_url("**add=*")
    page.wait_for_function("before => document.querySelector('#gcount').innerText !== before", arg=before)
    edges = int(re.search(r"and (\d+) edges", page.locator("#gcount").inner_text())[1])
    assert page.locator('#table td[data-h="Relation"]').count() == edges
    page.locator(".gcanvas").focus()
    page.keyboard.press("u")
    page.wait_for_function("before => document.querySelector('#gcount').innerText === before", arg=before)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "table"


def test_the_legend_filters_picture_and_table_alike(watched):
    page = drawn(watched().open("/graph?focus=organization/amazon"))
    before = page.locator('#table td[data-h="Relation"]').count()
    page.locator('#gform input[value="events"]').uncheck()
    page.wait_for_url("**show=*")
    page.wait_for_function(
        "before => document.querySelectorAll('#table td[data-h=Relation]').length < before", arg=before
    )
    assert page.locator("#table").get_by_text("involves", exact=True).count() == 0


def test_the_layout_of_the_graph_is_the_same_the_next_time(watched):
    first = drawn(watched().open("/graph?focus=organization/ibm"))
    second = drawn(watched().open("/graph?focus=organization/ibm"))
    shots = [page.locator(".gcanvas").screenshot() for page in (first, second)]
    assert shots[0] == shots[1]


def test_the_picture_can_be_kept_with_its_title(watched):
    page = drawn(watched().open("/graph?focus=organization/ibm"))
    with page.expect_download() as found:
        page.locator('[data-do="png"]').click()
    assert found.value.suggested_filename == "organization-ibm-2026-11-23.png"
    assert Path(found.value.path()).read_bytes().startswith(b"\x89PNG")


def test_a_question_is_asked_and_its_csv_downloaded(watched):
    page = watched().open(QUESTION)
    assert "Microsoft" in page.locator("main").inner_text()
    with page.expect_download() as found:
        page.locator('main a[href*="format=csv"]').first.click()
    text = Path(found.value.path()).read_text("utf-8")
    assert "id:organization/microsoft" in text or "organization/microsoft" in text


def write(page, query):
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def test_a_query_is_edited_and_run_and_its_answer_downloaded(watched):
    page = watched().open("/sparql")
    write(page, "SELECT ?who WHERE { ?r a mor:Ban ; odrl:assigner ?who } LIMIT 3")
    page.keyboard.press("Control+Enter")
    page.locator("#rbody tbody tr").first.wait_for()
    assert page.locator("#rbody tbody tr").count() == 3
    assert re.fullmatch(r"3 rows in \d+ ms, complete", page.locator("#rcount").inner_text())
    assert "query=SELECT" in page.url
    with page.expect_download() as found:
        page.locator("#rlinks a", has_text="CSV").click()
    assert Path(found.value.path()).read_text("utf-8").splitlines()[0] == "who"


def test_a_refused_query_is_told_with_its_line_and_column(watched):
    shown = watched()
    shown.refused = True
    page = shown.open("/sparql")
    write(page, "SELECT * {\n  SERVICE <http://example.org/> { ?s ?p ?o } }")
    page.keyboard.press("Control+Enter")
    page.locator("#strouble").wait_for()
    assert page.locator("#strouble b").inner_text().strip() == "Line 2, column 3."
    assert "SERVICE" in page.locator("#strouble").inner_text()
    assert page.locator(".refused").inner_text() == "SERVICE"


def test_the_editor_is_left_by_escape_and_tab(watched):
    page = watched().open("/sparql")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.CodeMirror')") is None
    assert "Run" in page.evaluate("document.activeElement.textContent")


def test_what_can_be_copied_is_copied(watched):
    page = watched().open("/sparql")
    page.get_by_role("button", name="Copy curl").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("curl -s http://127.0.0.1:")


def test_single_letters_do_nothing_in_fields_and_can_be_switched_off(watched):
    page = watched().open("/questions")
    page.locator("#q").fill("")
    page.locator("#q").press("t")
    assert page.locator("#q").input_value() == "t"
    page.locator("#q").blur()
    page.keyboard.press("?")
    page.locator("dialog#keys").wait_for()
    page.locator("#keyson").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("g")
    page.keyboard.press("g")
    assert page.url.endswith("/questions")


def test_g_and_a_letter_go_to_a_place(watched):
    page = watched().open("/questions?asOf=2020-12-31")
    page.keyboard.press("g")
    page.keyboard.press("g")
    page.wait_for_url("**/graph?asOf=2020-12-31")
