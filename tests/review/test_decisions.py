"""Decisions are data: what a log comes to, whatever order its facts are in and however its end was torn."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moratoria.errors import InputError
from moratoria.review.decisions import Decision, fold, next_moment, parse_log, render_decision
from moratoria.review.log import DecisionLog

FIRST, SECOND, THIRD = (f"2026-01-0{day}T00:00:00.000000Z" for day in (1, 2, 3))
ACCEPT = Decision(FIRST, "Ada", "observer", "restrictions/a", "accept", edited={"id": "known"})
EDIT = Decision(SECOND, "Bo", "observer", "restrictions/a", "edit", edited={"duration": None})
UNDO = Decision(THIRD, "Ada", "observer", "restrictions/a", "undo", undoes=SECOND)


def test_what_was_accepted_is_accepted_by_whom_and_when():
    state = fold([ACCEPT]).state("observer", "restrictions/a")
    assert (state.status, state.who, state.when, dict(state.edited)) == ("accepted", "Ada", FIRST, {"id": "known"})


def test_a_fact_that_nobody_decided_about_waits():
    assert fold([ACCEPT]).state("observer", "restrictions/b").status == "waiting"


def test_an_edit_keeps_the_status_and_adds_its_fields():
    state = fold([ACCEPT, EDIT]).state("observer", "restrictions/a")
    assert (state.status, dict(state.edited)) == ("accepted", {"id": "known", "duration": None})


def test_an_undone_step_never_happened_but_is_the_last_word():
    ledger = fold([ACCEPT, EDIT, UNDO])
    assert dict(ledger.state("observer", "restrictions/a").edited) == {"id": "known"}
    assert ledger.last == {"observer": THIRD}
    assert [step.when for step in ledger.steps] == [FIRST]


def test_a_step_whose_lines_are_not_all_there_never_happened():
    half = Decision(FIRST, "Ada", "observer", "restrictions/a", "accept", step=2)
    assert fold([half]).state("observer", "restrictions/a").status == "waiting"


def test_a_line_reads_back_as_it_was_written():
    assert parse_log(render_decision(ACCEPT), "log")[0] == [ACCEPT]
    assert json.loads(render_decision(UNDO)).keys() == {"when", "who", "source", "fact", "decision", "step", "undoes"}


def test_a_torn_last_line_is_a_finding_and_the_others_count():
    text = render_decision(ACCEPT) + render_decision(EDIT)[:40]
    decisions, findings, good = parse_log(text, "log")
    assert (decisions, [item.code for item in findings]) == ([ACCEPT], ["torn-decision"])
    assert text[:good] == render_decision(ACCEPT)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("nonsense\n", r"log:1: is no decision \(Expecting value"),
        ("[]\n", r"log:1: is no decision \(a mapping is expected"),
        ('{"when": "x"}\n', r"log:1: is no decision \(the field 'who' is missing"),
        (render_decision(ACCEPT).replace('"accept"', '"maybe"'), r"'maybe' is none of accept, reject, edit, undo"),
        (render_decision(ACCEPT).replace('"who"', '"why"'), r"the field 'why' is unknown"),
    ],
)
def test_any_other_bad_line_is_refused_with_its_place(line, problem):
    with pytest.raises(InputError, match=problem):
        parse_log(line + render_decision(EDIT), "log")


def test_an_append_takes_the_place_of_a_torn_line(tmp_path: Path):
    log = DecisionLog(tmp_path)
    with log.locked():
        log.append([ACCEPT])
    log.path.write_bytes(log.path.read_bytes() + '{"who": "Zoë'.encode()[:-1])
    assert [item.code for item in log.read()[1]] == ["torn-decision"]
    with log.locked():
        log.append([EDIT])
    assert log.read() == ([ACCEPT, EDIT], [])


def test_a_clock_that_goes_back_still_gives_a_later_moment():
    assert next_moment(datetime(2025, 1, 1, tzinfo=UTC), [FIRST]) == "2026-01-01T00:00:00.000001Z"
    assert next_moment(datetime(2026, 6, 1, tzinfo=UTC), [FIRST]) == "2026-06-01T00:00:00.000000Z"


APPENDING = """
import sys
from pathlib import Path
from moratoria.review.decisions import Decision
from moratoria.review.log import DecisionLog
log = DecisionLog(Path(sys.argv[1]))
for number in range(40):
    with log.locked():
        when = f"2026-01-01T00:00:00.{len(log.read()[0]):06}Z"
        log.append([Decision(when, sys.argv[2], "observer", f"restrictions/{number}", "reject", "wrong " * 50)])
"""


def test_two_processes_that_append_corrupt_nothing(tmp_path: Path):
    both = [subprocess.Popen([sys.executable, "-c", APPENDING, str(tmp_path), who]) for who in ("Ada", "Bo")]
    assert [child.wait(timeout=60) for child in both] == [0, 0]
    decisions, findings = DecisionLog(tmp_path).read()
    assert (len(decisions), len({line.when for line in decisions}), findings) == (80, 80, [])
    assert re.findall(r"Ada|Bo", "".join(line.who for line in decisions)).count("Ada") == 40
