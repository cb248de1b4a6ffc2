"""Reviewing by the keys of the design: a candidate accepted in the browser is in the graph that is served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.review.press_desk import SOURCE, TEXT, UMBRA, WORLD, candidates
from tests.serve.conftest import DAY, serving

from moratoria import Moratoria
from moratoria.pipeline.desk import Desk
from moratoria.pipeline.queueing import queue_candidates
from moratoria.serve.options import Options

PAGE = f"/page/{UMBRA.replace('restrictions', 'restriction')}?asOf=2020-08-01"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[str]:
    """The address of a server over the made-up world, with one article's candidates in its queue."""
    folder = tmp_path / "store"
    with Moratoria.init(folder) as graph:
        assert graph.load([WORLD]).ok
    (arrival,) = queue_candidates(Desk(folder), [(candidates(), TEXT)])
    assert arrival.queued
    with serving(Options(store=str(folder), day=DAY, token="open-sesame")) as address:
        yield address


def test_a_candidate_is_accepted_by_its_key_and_the_graph_has_it(watched, desk):
    shown = watched(at=desk)
    shown.refused = True
    page = shown.open("/review?token=open-sesame")
    if not page.locator("#by").is_visible():  # somebody is signed in to this machine
        page.locator("details.reviewer summary").click()
    page.fill("#by", "Ada")
    page.get_by_role("button", name="Decide as this").click()
    assert page.goto(f"{desk}{PAGE}").status == 404
    page.goto(f"{desk}/review/{SOURCE}")
    card = page.locator(f'[data-fact="{UMBRA}"]')
    for _ in range(12):
        if "on" in card.get_attribute("class").split():
            break
        page.keyboard.press("j")
    assert page.locator(".article .cand[aria-current=true]").count() >= 1
    assert shown.axe() == []
    page.keyboard.press("a")
    page.locator(".banner.done").wait_for()
    assert f"accepted {UMBRA}" in page.locator(".banner.done").inner_text()
    assert page.goto(f"{desk}{PAGE}").status == 200
    assert "in force" in page.locator(".chips").inner_text()
    page.goto(f"{desk}/graph?focus={UMBRA.replace('restrictions', 'restriction')}&asOf=2020-08-01")
    page.wait_for_selector("body[data-drawn]")
    assert "Umbra" in page.locator("#table").inner_text()
