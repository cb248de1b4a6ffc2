"""The benchmark runs whole at a toy size, so that it cannot rot."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.bench.questions import question_lines

from moratoria.pipeline.kg import stored_questions

ROOT = Path(__file__).resolve().parents[2]


def test_the_benchmark_gives_every_line_with_its_verdict():
    command = [sys.executable, "-m", "tests.bench.run", "--json", "--sizes", "2e3"]
    command += ["--articles", "2", "--starts", "1", "--reference-seconds", "0.1", "--question-seconds", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = json.loads(done.stdout)["lines"]
    asked = len(stored_questions()) + 3
    assert [line["target"] for line in lines] == [*"1111", *"22", *(["3"] * asked), *"44", *"666"]
    assert {line["verdict"] for line in lines} <= {"met", "short", ""}
    assert [line["verdict"] for line in lines if line["what"].startswith("rdflib")] != ["short"]


def test_an_article_is_the_same_whenever_it_is_made():
    from tests.world.generator import make_article, make_articles

    assert list(make_articles(3, first=40)) == [make_article(40), make_article(41), make_article(42)]
    assert make_article(40) != make_article(40, seed=1)


def test_one_company_is_in_about_a_tenth_of_the_articles():
    from tests.world.generator import make_data

    named = [{item["id"] for item in make_data(number)["organizations"]} for number in range(1_000)]
    assert 80 <= sum("hub-0" in names for names in named) <= 230


def test_questions_are_asked_with_what_the_made_up_world_knows():
    from tests.bench.asking import params_for

    questions = stored_questions()
    assert params_for(questions["restrictions-in-force"], 400) == {
        "asOf": "2004-04-10", "technology": "facial-recognition", "audience": "police", "jurisdiction": "US",
    }  # fmt: skip
    assert params_for(questions["restrictions-in-force"], 400, wide=True) == {"asOf": "2004-04-10"}
    assert params_for(questions["independent-sources"], 400) == {"thing": "restriction/restriction-200"}


def measured(seconds: float, digest: str) -> dict[str, object]:
    return {
        "each": [seconds] * 5, "cold": seconds, "rows": 2, "full": seconds, "wide": seconds, "wide_rows": 2,
        "digest": digest,
    }  # fmt: skip


def test_the_summary_of_the_questions_gives_the_median_the_worst_and_the_least_ratio():
    ours = {"quick": measured(0.001, "a"), "slow": measured(0.6, "b"), "fair": measured(0.01, "c")}
    theirs = {
        "quick": {"seconds": 0.1, "rows": 2, "digest": "a"},
        "slow": None,
        "fair": {"seconds": 0.2, "rows": 2, "digest": "c"},
    }
    *lines, middle, worst, ratio = question_lines(1_000_000, ours, theirs, 20)
    assert [line.ratio for line in lines] == ["100x faster", "> 33x faster, not finished", "20x faster"]
    assert (middle.figure, middle.verdict) == ("10.0 ms", "met")
    assert (worst.figure, worst.verdict) == ("600.0 ms (slow)", "short")
    assert (ratio.ratio, ratio.verdict) == ("20x faster", "short")


def test_other_rows_than_those_of_rdflib_fail_the_benchmark():
    theirs = {"quick": {"seconds": 0.1, "rows": 3, "digest": "z"}}
    with pytest.raises(SystemExit, match=r"quick \(2 rows, rdflib 3\)"):
        list(question_lines(1_000, {"quick": measured(0.001, "a")}, theirs, 20))
