"""Bad inputs: refused with file, line and remedy, or loaded with a warning or safely; no crash, hang or call out."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from limited import MEMORY_BYTES
from recipes import MADE

from bench import HERE, Canary, Limited, name_table

CASES = {case["file"]: case for case in tomllib.loads((HERE / "corpus" / "expected.toml").read_text("utf-8"))["case"]}
SECONDS = 5.0


def test_the_corpus_holds_only_files_with_an_expected_outcome() -> None:
    """And no outcome is expected of a file that is not there."""
    held = {str(path.relative_to(HERE / "corpus")) for path in (HERE / "corpus").glob("?/*") if path.suffix != ".txt"}
    assert held | MADE.keys() == CASES.keys()


def test_the_corpus_has_at_least_eighty_cases() -> None:
    """Eighty to begin with."""
    assert len(CASES) >= 80


@pytest.fixture(scope="session")
def before(limited: Limited, world: Path, room: Path) -> str:
    """The hash of the store's canonical dump before any bad input came near it."""
    shutil.copytree(world, room / "untouched")
    found: str = limited.ask(room / "scratch", "tasks:digest", folder=str(world))
    return found


@pytest.mark.parametrize("name", CASES)
def test_bad_input(
    name: str, limited: Limited, world: Path, corpus: Path, canary: Canary, room: Path, before: str
) -> None:
    """Each input ends as its line in expected.toml says."""
    case, path = CASES[name], corpus / name
    if name in MADE:
        MADE[name](path)
    given = name_table(path) if name.startswith("a/") else path
    store = world if case["outcome"] == "R" else shutil.copytree(world, room / "copy")
    try:
        outcome = limited.run(_job(name, given, store, room))
    finally:
        shutil.rmtree(room / "copy", ignore_errors=True)
        if name in MADE and not path.is_dir():
            path.unlink()
    if case["outcome"] == "R" and outcome["digest"] != before:
        shutil.rmtree(world)
        shutil.copytree(room / "untouched", world)
    _assert_bounded(outcome)
    assert (outcome["network"], canary.hits) == ([], [])
    assert "Traceback" not in outcome["stderr"], outcome["stderr"][-2_000:]
    assert (outcome["digest"] == before) == (case["outcome"] == "R")
    _JUDGES[case["outcome"]](case, outcome, path)


def _job(name: str, given: Path, store: Path, room: Path) -> dict[str, Any]:
    argv = ["load", str(given), "--store", str(store), "--format", "json"]
    return {"name": name, "scratch": str(room / "scratch"), "argv": argv, "seconds": 20.0, "digest": str(store)}


def _assert_bounded(outcome: dict[str, Any]) -> None:
    assert outcome["code"] >= 0, f"died of signal {-outcome['code']}: {outcome['stderr'][-500:]}"
    assert outcome["seconds"] < SECONDS
    assert outcome["rss"] < MEMORY_BYTES


def _assert_refused(case: dict[str, Any], outcome: dict[str, Any], path: Path) -> None:
    assert outcome["code"] == case.get("exit", 5), outcome["stderr"]
    if outcome["code"] != 5:
        sentence = outcome["stderr"].strip()
        assert case["text"] in sentence
        assert path.name in sentence
        assert "; " in sentence
        assert "\n" not in sentence
        return
    found = _findings(case, outcome, "ERROR")
    place = case.get("where", path.name) + (f":{case['line']}" if "line" in case else "")
    assert any(finding["where"].endswith(place) for finding in found), (place, found)


def _findings(case: dict[str, Any], outcome: dict[str, Any], severity: str) -> list[dict[str, str]]:
    """The expected findings: each is one line that says what is wrong, and has a remedy."""
    reported = json.loads(outcome["stdout"])["findings"]
    found = [
        finding
        for finding in reported
        if finding["severity"] == severity
        and finding["code"] == case.get("code", finding["code"])
        and case.get("text", "") in finding["problem"]
    ]
    assert found, reported[:5]
    for finding in found:
        assert finding["solution"]
        assert "\n" not in finding["problem"]
        assert len(finding["problem"]) < 1_000
    return found


def _assert_warned(case: dict[str, Any], outcome: dict[str, Any], path: Path) -> None:
    assert outcome["code"] == 0
    found = _findings(case, outcome, "WARN")
    assert path.is_dir() or any(finding["where"].endswith(f"{path.name}:{case['line']}") for finding in found), found


def _assert_loaded(case: dict[str, Any], outcome: dict[str, Any], path: Path) -> None:
    assert outcome["code"] == 0, outcome["stdout"]
    assert len(json.loads(outcome["stdout"])["loaded"]) == 1


_JUDGES = {"R": _assert_refused, "W": _assert_warned, "S": _assert_loaded}


@pytest.mark.parametrize("name", sorted(name for name in CASES if not name.startswith("a/"))[::13])
def test_check_finds_what_load_refuses(
    name: str, limited: Limited, world: Path, corpus: Path, room: Path, before: str
) -> None:
    """In text, for a person: the file, the code and the fix; and check changes nothing."""
    case, path = CASES[name], corpus / name
    if name in MADE:
        MADE[name](path)
    argv = ["check", str(path), "--store", str(world)]
    job = {"name": name, "scratch": str(room / "scratch"), "argv": argv, "seconds": 20.0, "digest": str(world)}
    outcome = limited.run(job)
    if name in MADE and not path.is_dir():
        path.unlink()
    _assert_bounded(outcome)
    assert outcome["code"] == (case.get("exit", 5) if case["outcome"] == "R" else 0)
    assert outcome["digest"] == before
    said = outcome["stdout"] + outcome["stderr"]
    assert case["outcome"] == "S" or (case.get("where", path.stem) in said and case.get("code", "") in said)
    assert case["outcome"] == "S" or "Fix: " in said or "; " in said


def test_the_canary_hears_a_call(canary: Canary, limited: Limited, room: Path) -> None:
    """So that its silence means something: a job that does ask is heard, and seen in its own process."""
    given = {"address": canary.address}
    job = {"name": "call", "scratch": str(room / "scratch"), "task": "tasks:call_out", "given": given}
    outcome = limited.run(job)
    assert outcome["code"] == 0, outcome
    assert canary.hits == ["/heard"]
    assert len(outcome["network"]) >= 1
    canary.hits.clear()


def test_a_crash_is_told_from_a_refusal(limited: Limited, room: Path) -> None:
    """A job that dies of a signal, hangs or takes too much memory is reported as such, and the next one runs."""
    scratch = str(room / "scratch")
    died = limited.run({"name": "x", "scratch": scratch, "task": "tasks:die", "given": {}})
    hung = limited.run({"name": "x", "scratch": scratch, "task": "tasks:hang", "given": {}, "seconds": 0.3})
    full = limited.run({"name": "x", "scratch": scratch, "task": "tasks:fill_memory", "given": {}})
    assert (died["code"], died["hung"]) == (-11, False)
    assert (hung["code"], hung["hung"]) == (-9, True)
    assert "MemoryError" in full["stderr"]
