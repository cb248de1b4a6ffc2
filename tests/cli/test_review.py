"""`moratoria review`: the queue, decisions by options, the walk on a terminal, and nothing an article could steer."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from moratoria.cli.visible import visible, visible_json
from moratoria.pipeline.desk import Desk
from moratoria.pipeline.queueing import queue_candidates

SOURCE = "observer-2020-07-01-umbra"
SAID = "Umbra Vision will not sell facial recognition to police for one year."
BARRED = "It bars schools from deepfakes."
NASTY = "\x1b[2J\x1b]0;owned\x07\u202e\x9b31m"
TEXT = f"Umbra Vision pauses. {NASTY}\n\n{SAID} {BARRED}\n"
PAUSE, BAN = "restrictions/umbra-pause", "restrictions/umbra-ban"


def fact(sentence, **fields):
    start = TEXT.index(sentence)
    return {**fields, "evidence": [{"span": [start, start + len(sentence)], "quote": sentence}], "rule": "will-not"}


def candidates(name):
    source = {
        "id": name, "kind": "news-article", "title": "Umbra Vision pauses", "publisher": "The Observer",
        "published": "2020-07-01", "retrieved": "2026-01-05", "seen": "full",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    }  # fmt: skip
    restriction = {"imposed_by": ["umbra-vision"], "announced": "2020-07-01", "wording": "in-effect"}
    return {
        "source": source,
        "organizations": [fact(SAID, id="umbra-vision", kind="company", name="Umbra Vision", home="US")],
        "restrictions": [
            fact(SAID, id="umbra-pause", kind="moratorium", label="Umbra pauses face matching", duration="P1Y",
                 technologies=["facial-recognition"], affects=["police"], confidence=0.95, **restriction),
            fact(BARRED, id="umbra-ban", kind="ban", label="Umbra bars schools", technologies=["deepfake"],
                 affects=["school"], confidence=0.55, **restriction),
        ],
    }  # fmt: skip


@pytest.fixture
def queue(store: str) -> str:
    """A store in whose queue an article waits that tries to steer the terminal."""
    (arrival,) = queue_candidates(Desk(Path(store)), [(candidates(SOURCE), TEXT)])
    assert arrival.queued
    return store


@pytest.fixture(autouse=True)
def reviewer(monkeypatch):
    monkeypatch.setenv("MORATORIA_REVIEWER", "Ada")


def test_the_queue_lists_each_fact_with_its_proposal_and_findings(run, queue):
    ran = run("review", "--store", queue)
    assert ran.code == 0
    header, *rows, last = ran.out.splitlines()
    assert header.split() == ["source", "fact", "kind", "confidence", "in", "words", "proposal", "findings"]
    assert rows[0].split("  ")[:2] == [SOURCE, PAUSE]
    assert "0.95" in rows[0]
    assert "Umbra pauses face matching  new" in rows[0]
    assert last == "2 of 3 candidates of 1 source are shown; name a source to see the things they are about."


def test_a_named_source_lists_everything_and_what_would_flip(run, queue):
    ran = run("review", SOURCE, "--store", queue)
    assert "organizations/umbra-vision" in ran.out
    assert "Accepting all of it: Umbra bars schools: none -> in force" in ran.out


def test_as_json_it_has_everything(run, queue):
    (sheet,) = json.loads(run("review", "--store", queue, "--format", "json").out)["sources"]
    pause = next(item for item in sheet["candidates"] if item["fact"] == PAUSE)
    assert (pause["confidence"], pause["proposal"]["kind"], pause["status"]) == (0.95, "new", "waiting")
    start = TEXT.index(SAID)
    assert pause["spans"] == [[start, start + len(SAID)]]


def test_accept_then_ask_then_undo(run, queue):
    ran = run("review", "--store", queue, "--accept", "umbra-pause")
    assert (ran.code, ran.out) == (0, "")
    assert f"{SOURCE}: accepted {PAUSE}" in ran.err
    assert f"organizations/umbra-vision was accepted with {PAUSE}" in ran.err
    status = run("status", "umbra-pause", "--as-of", "2020-12-31", "--store", queue)
    assert "in force" in status.out
    assert run("review", "--undo", "--store", queue).err.startswith(f"{SOURCE}: taken back {PAUSE}")
    assert run("status", "umbra-pause", "--store", queue).code == 4


def test_accept_and_reject_in_one_command(run, queue):
    ran = run("review", SOURCE, "--accept", PAUSE, "--reject", BAN, "--reason", "a rumour", "--store", queue)
    assert ran.code == 0
    listed = json.loads(run("review", "--all", "--store", queue, "--format", "json").out)["sources"][0]["candidates"]
    assert {item["fact"]: item["status"] for item in listed} == {
        "organizations/umbra-vision": "accepted", PAUSE: "accepted", BAN: "rejected",
    }  # fmt: skip
    log = (Path(queue) / "candidates" / "decisions.jsonl").read_text().splitlines()
    assert [json.loads(line)["who"] for line in log] == ["Ada"] * 3
    assert json.loads(log[0])["reason"] == "a rumour"


def test_accept_above_takes_what_the_reader_is_sure_of(run, queue):
    ran = run("review", "--accept-above", "0.9", "--by", "Bo", "--store", queue, "--format", "json")
    (outcome,) = json.loads(ran.out)
    assert (outcome["facts"], outcome["decision"]) == ([PAUSE], "accept")
    assert run("review", "--accept-above", "0.9", "--store", queue).err == "nothing to decide\n"


def test_edit_sets_fields_anew(run, queue):
    assert run("review", "--edit", "umbra-pause", "--set", "duration=P6M", "--store", queue).code == 0
    (sheet,) = json.loads(run("review", "--store", queue, "--format", "json").out)["sources"]
    assert next(item for item in sheet["candidates"] if item["fact"] == PAUSE)["stated"]["duration"] == "P6M"


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["nowhere"], 4, "no source in the queue named 'nowhere'"),
        (["--accept", "umbra-paus"], 4, "did you mean restrictions/umbra-pause"),
        (["--reject", PAUSE], 3, "a rejection needs a reason"),
        (["--undo", "--accept", PAUSE], 3, "exclude one another"),
        (["--set", "duration=P1Y"], 3, "--set goes with --edit"),
        (["--edit", PAUSE], 3, "nothing was changed"),
        (["--edit", PAUSE, "--set", "kind=whim"], 5, "unknown-word"),
        (["--interactive"], 3, "--interactive needs a terminal"),
        (["--format", "xml"], 4, "no format named 'xml'"),
        (["--undo"], 3, "there is no decision to take back"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(run, queue, words, code, problem):
    ran = run("review", *words, "--store", queue)
    assert (ran.code, ran.out) == (code, "")
    assert problem in ran.err
    assert not (Path(queue) / "candidates" / "decisions.jsonl").exists()


def test_without_a_store_it_says_how_to_make_one(run):
    ran = run("review")
    assert (ran.code, ran.err) == (
        7, "moratoria: moratoria-store: no store is there; run `moratoria init` to make one\n",
    )  # fmt: skip
    assert "candidates wait in a folder" in run("review", "--store", "http://localhost:1/").err


def test_an_empty_queue_is_said_so(run, store):
    ran = run("review", "--store", store)
    assert ran.out.startswith("0 of 0 candidates of 0 sources are shown")


def test_a_review_that_was_stopped_is_made_good_by_the_next(run, queue):
    assert run("review", "--store", queue, "--accept", "umbra-pause").code == 0
    kept = Path(queue) / "accepted" / f"{SOURCE}.yaml"
    kept.unlink()
    assert "an earlier review was stopped; 1 sources brought up to date" in run("review", "--store", queue).err
    assert kept.is_file()
    assert run("review", "--store", queue).err == ""


def test_a_torn_log_is_said_so_and_its_rest_counts(run, queue):
    assert run("review", "--store", queue, "--accept", "umbra-pause").code == 0
    log = Path(queue) / "candidates" / "decisions.jsonl"
    log.write_bytes(log.read_bytes() + b'{"when": "20')
    assert "WARN torn-decision" in run("review", "--store", queue).err
    log.write_bytes(b"nonsense\n" + log.read_bytes())
    ran = run("review", "--store", queue)
    assert (ran.code, "decisions.jsonl:1: is no decision" in ran.err) == (3, True)


def test_what_is_not_printable_is_spelled_out():
    assert visible(NASTY + "\tä\n") == "\\x1b[2J\\x1b]0;owned\\x07\\u202e\\x9b31m    ä\n"
    assert visible_json(["\x9b\u202eä"]) == '[\n  "\\u009b\\u202eä"\n]\n'
    assert json.loads(visible_json([NASTY])) == [NASTY]


class Terminal:
    """The program on a terminal of its own, with somebody at the keys."""

    def __init__(self, *words, **more):
        self.ours, theirs = pty.openpty()
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "VISUAL")}
        given = kept | {"TERM": "xterm-256color", "COLUMNS": "160", "MORATORIA_REVIEWER": "Ada"} | more
        command = [sys.executable, "-c", "from moratoria.cli import run; run()", *words]
        self.child = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=given)
        os.close(theirs)
        self.seen, self.place = b"", 0

    def wait_for(self, text):
        """Reads on until a text was shown after the one waited for before."""
        end = time.monotonic() + 60
        while (found := self.seen.find(text.encode(), self.place)) < 0:
            if time.monotonic() > end:
                self.child.kill()
            assert time.monotonic() < end, self.seen[self.place :]
            if select.select([self.ours], [], [], 0.2)[0]:
                self.read()
        self.place = found + len(text)

    def read(self):
        try:
            self.seen += os.read(self.ours, 65_536)
        except OSError:  # the other end is closed
            time.sleep(0.05)

    def press(self, keys):
        os.write(self.ours, keys.encode())

    def end(self):
        end = time.monotonic() + 30
        while self.child.poll() is None:
            if time.monotonic() > end:
                self.child.kill()
            if select.select([self.ours], [], [], 0.2)[0]:
                self.read()
        if select.select([self.ours], [], [], 0.2)[0]:
            self.read()
        os.close(self.ours)
        return self.child.returncode


def states(store):
    ledger, _ = Desk(Path(store)).ledger()
    return {fact: state.status for fact, state in ledger.states.get(SOURCE, {}).items()}


def test_on_a_terminal_each_key_does_what_it_says(queue):
    terminal = Terminal("review", "--interactive", "--store", queue)
    terminal.wait_for("[q]uit")
    terminal.press("a")
    terminal.wait_for("[q]uit")
    assert states(queue) == {PAUSE: "accepted", "organizations/umbra-vision": "accepted"}
    terminal.press("u")
    terminal.wait_for("[q]uit")
    assert states(queue) == {}
    terminal.press("s")
    terminal.wait_for("[q]uit")
    terminal.press("r")
    terminal.wait_for("why?")
    terminal.press("a rumour\n")
    terminal.wait_for("[q]uit")
    assert states(queue) == {BAN: "rejected"}
    terminal.press("q")
    assert terminal.end() == 0
    assert "1 accept, 1 undo, 1 reject; every decision is kept" in terminal.seen.decode()


def test_on_a_terminal_the_article_stands_with_its_span_and_steers_nothing(queue):
    terminal = Terminal("review", "-i", "--store", queue)
    terminal.wait_for("[q]uit")
    terminal.press("q")
    assert terminal.end() == 0
    shown = terminal.seen.decode()
    assert "\x1b[1;7m" + SAID in shown
    assert "\\x1b[2J\\x1b]0;owned\\x07\\u202e\\x9b31m" in shown
    assert not any(mark in shown for mark in ("\x1b[2J", "\x1b]0;", "\x07", "\u202e", "\x9b"))
    assert "would flip: Umbra pauses face matching: none -> " in shown


def test_on_a_terminal_a_fact_is_edited_in_an_editor_and_checked_again(queue, tmp_path, monkeypatch):
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys, pathlib\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "text = path.read_text()\n"
        "path.write_text(text.replace('P1Y', 'soon') if 'P6M' not in text and not pathlib.Path('again').exists()\n"
        "                else text.replace('P1Y', 'P6M'))\n"
        "pathlib.Path('again').touch()\n"
    )
    monkeypatch.chdir(tmp_path)
    terminal = Terminal("review", "-i", "--store", queue, EDITOR=f"{sys.executable} {editor}")
    terminal.wait_for("[q]uit")
    terminal.press("e")
    terminal.wait_for("refused, nothing was edited")
    terminal.press("e")
    terminal.wait_for("duration: P6M")
    terminal.wait_for("[q]uit")
    terminal.press("q")
    assert terminal.end() == 0
    assert Desk(Path(queue)).ledger()[0].state(SOURCE, PAUSE).edited == {"duration": "P6M"}
