"""The benchmark runs whole at a toy size, so that it cannot rot."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_benchmark_gives_every_line_with_its_verdict():
    command = [sys.executable, "-m", "tests.bench.run", "--json", "--sizes", "2e3"]
    command += ["--articles", "2", "--starts", "1", "--reference-seconds", "0.1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = json.loads(done.stdout)["lines"]
    assert [line["target"] for line in lines] == ["1", "1", "1", "1", "2", "2", "4", "4", "6", "6", "6"]
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
