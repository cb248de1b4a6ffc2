"""`python -m tests.reading.score`: how well the reader reads the annotated articles; fails below a recorded floor."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.reading.scoring import ROWS, Scores, calibration, interval, pair, same_restriction, score_article, total_of

from moratoria.pipeline.reading import shipped_lexicon
from moratoria.reading.page import read_document
from moratoria.reading.reader import read
from moratoria.reading.score_form import render_score

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
EDGES = (0.4, 0.6, 0.7, 0.8, 1.01)


def read_set(name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any], list[tuple[float, bool]]]]:
    """Each article of a set: its gold, its reading in the scorer's form, and how sure of each fact, rightly or not."""
    for file in sorted((HERE / name).glob("*.txt")):
        gold = json.loads(file.with_suffix(".json").read_text("utf-8"))
        published = (gold.get("source") or {}).get("published")
        reading = read(read_document(file.read_bytes(), published=published), shipped_lexicon())
        found = render_score(reading)
        right = {j for _, j in pair(gold["restrictions"], found["restrictions"], same_restriction)}
        yield gold, found, [(one.confidence, j in right) for j, one in enumerate(reading.restrictions)]


def score_set(name: str) -> tuple[list[Scores], list[tuple[float, bool]]]:
    """The counts of every article of a set, and what was said of each restriction's certainty."""
    scores, told = [], []
    for gold, found, sure in read_set(name):
        scores.append(score_article(gold, found))
        told += sure
    return scores, told


def render(name: str, scores: list[Scores], told: list[tuple[float, bool]]) -> str:
    """The table of a set: precision, recall, F1 with its interval, the counts, and the calibration."""
    total = total_of(scores)
    lines = [
        f"{name}: {len(scores)} articles",
        f"{'':16}{'P':>6}{'R':>6}{'F1':>6}  {'95 %':>11}{'right':>7}{'wrong':>7}{'missed':>7}",
    ]
    for row in ROWS:
        low, high = interval(scores, row)
        count = total[row]
        figures = f"{count.precision:6.2f}{count.recall:6.2f}{count.f1:6.2f}  {low:.2f} - {high:.2f}"
        lines.append(f"{row:16}{figures}{count.right:7}{count.wrong:7}{count.missed:7}")
    lines.append("calibration: said to be, facts, right")
    lines += [
        f"  {low:.2f} - {min(high, 1):.2f} {count:6} {share:6.2f}"
        for low, high, count, share in calibration(told, EDGES)
    ]
    return "\n".join(lines)


def below_floor(total: Scores, floors: dict[str, float]) -> list[str]:
    """The rows of the held-out set whose F1 is below its recorded floor."""
    return [
        f"{row}: F1 {total[row].f1:.2f} is below {floor:.2f}" for row, floor in floors.items() if total[row].f1 < floor
    ]


def main() -> int:
    """Print the tables of both sets; 1 when the held-out one falls below a floor."""
    parser = argparse.ArgumentParser(prog="python -m tests.reading.score", description=__doc__)
    parser.add_argument("--only", choices=("tune", "test"), help="one set")
    given = parser.parse_args()
    faults: list[str] = []
    for name in ("tune", "test") if given.only is None else (given.only,):
        scores, told = score_set(name)
        print(render(name, scores, told), end="\n\n")
        if name == "test":
            faults = below_floor(total_of(scores), json.loads(FLOORS.read_text("utf-8")))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
