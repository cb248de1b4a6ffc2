"""Kills: a killed review loses no decision that it acknowledged, and the next one makes the store what the log says."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest
from press_desk import HALCYON, SOURCE, UMBRA

from moratoria.graph.change import live_graphs
from moratoria.pipeline import review as decisions
from moratoria.pipeline.kg import open_graph
from moratoria.pipeline.review import Review
from moratoria.pipeline.versions import find_unsettled, mark_of
from moratoria.review.queue import Shelf
from moratoria.terms import minted

KILLS = 12
AT_WORK = """
import sys
from pathlib import Path
from moratoria.pipeline.desk import Desk
from moratoria.pipeline.review import Review
review = Review(Desk(Path(sys.argv[1])), "Ada")
source, umbra, halcyon = sys.argv[2:]
print("ready", flush=True)
while True:
    for step in (lambda: review.accept(source, [umbra]), lambda: review.accept(source, [halcyon]),
                 lambda: review.edit(source, umbra, {"duration": "P2Y"}), review.undo, review.undo, review.undo):
        step()
        print(review.desk.log.read()[0][-1].when, flush=True)
"""


def live(folder):
    with open_graph(folder) as graph:
        return len(live_graphs(graph.store.quads, minted("source", SOURCE)))


def broken_off(monkeypatch, place, name, act):
    """Does something that ends the moment it comes to a place."""

    def stop(*_, **__):
        raise SystemExit(9)

    with monkeypatch.context() as patch:
        patch.setattr(place, name, stop)
        with pytest.raises(SystemExit):
            act()


def test_a_decision_that_was_logged_and_not_loaded_is_loaded_by_the_next(review, desk, folder, monkeypatch):
    broken_off(monkeypatch, decisions, "commit_version", lambda: review.accept(SOURCE, [UMBRA]))
    assert (live(folder), find_unsettled(desk, desk.ledger()[0])) == (0, [SOURCE])
    assert Review(desk, "Bo").settle() == []
    assert (live(folder), find_unsettled(desk, desk.ledger()[0])) == (1, [])
    assert desk.ledger()[0].state(SOURCE, UMBRA).who == "Ada"


def test_a_version_that_was_loaded_and_not_kept_is_kept_by_the_next(review, desk, folder, monkeypatch):
    broken_off(monkeypatch, Shelf, "put", lambda: review.accept(SOURCE, [UMBRA]))
    assert (live(folder), desk.accepted.names()) == (1, [])
    Review(desk, "Bo").accept(SOURCE, [HALCYON])
    assert (live(folder), desk.accepted.names()) == (1, [SOURCE])


def test_an_undo_that_was_logged_and_not_loaded_is_made_good(review, desk, folder, monkeypatch, dump):
    before = dump()
    review.accept(SOURCE, [UMBRA])
    broken_off(monkeypatch, decisions, "commit_version", review.undo)
    assert live(folder) == 1
    assert review.settle() == []
    assert (live(folder), desk.accepted.names(), dump() == before) == (0, [], True)


def test_a_retraction_whose_files_were_left_is_made_good(review, desk, folder, monkeypatch):
    review.accept(SOURCE, [UMBRA])
    broken_off(monkeypatch, Shelf, "remove", review.undo)
    assert (live(folder), desk.accepted.names()) == (0, [SOURCE])
    assert review.settle() == []
    assert (live(folder), desk.accepted.names()) == (0, [])


def test_what_stands_in_the_way_of_making_good_is_told_and_nothing_is_guessed(review, desk, folder, monkeypatch):
    broken_off(monkeypatch, decisions, "commit_version", lambda: review.accept(SOURCE, [UMBRA]))
    content = desk.queue.facts_path(SOURCE).read_text("utf-8")
    desk.queue.facts_path(SOURCE).write_text("nonsense", encoding="utf-8")
    assert [item.code for item in review.settle()] == ["not-a-fact-file"]
    desk.queue.facts_path(SOURCE).unlink()
    assert [item.code for item in review.settle()] == ["lost-candidates"]
    desk.queue.facts_path(SOURCE).write_text(content, encoding="utf-8")
    assert review.settle() == []
    assert live(folder) == 1


def test_random_kills_lose_no_decision_and_tear_no_store(review, desk, folder):
    chance = random.Random(7)
    acknowledged = []
    for _ in range(KILLS):
        command = [sys.executable, "-c", AT_WORK, str(folder), SOURCE, UMBRA, HALCYON]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout.readline() == "ready\n"
            acknowledged += [child.stdout.readline().strip() for _ in range(chance.randint(1, 4))]
            time.sleep(chance.uniform(0, 0.25))
            child.kill()
            acknowledged += [line for line in child.stdout.read().splitlines() if line.endswith("Z")]
        assert [item.code for item in review.settle() if item.severity == "ERROR"] == []
        ledger, _ = desk.ledger()
        accepts = any(state.status == "accepted" for state in ledger.states.get(SOURCE, {}).values())
        assert live(folder) == int(accepts)
        assert mark_of(desk, SOURCE) == (ledger.last.get(SOURCE, "") if accepts else "")
        while ledger.steps:
            review.undo()
            ledger, _ = desk.ledger()
    assert set(acknowledged) <= {line.when for line in desk.log.read()[0]}
    assert len(acknowledged) >= KILLS
    assert all(line.endswith("Z") for line in acknowledged)
    with open_graph(folder) as graph:
        assert [item for item in graph.doctor().findings if item.severity == "ERROR"] == []
