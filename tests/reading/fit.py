"""`python -m tests.reading.fit`: fit the reader's weights and its calibration to `tune`, and write `sign_weights.py`.

Each possible actor of each trigger is an example; it is right when the restriction it would make is one of the gold
and its sentence is the gold's evidence.
The weights are those of a logistic regression with a ridge, so strong because there are few articles. The scores
printed are out of fold: each article is read with weights fitted to the articles of the other folds.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tests.reading.score import EDGES, render
from tests.reading.scoring import Scores, pair, same_restriction, score_article, words_shared

from moratoria.pipeline.reading import shipped_lexicon
from moratoria.reading import confidence, sign_weights
from moratoria.reading.canonical import Canonical
from moratoria.reading.choice import rate_triggers
from moratoria.reading.filling import make_candidate
from moratoria.reading.model import Restriction
from moratoria.reading.page import read_document
from moratoria.reading.reader import read
from moratoria.reading.scene import make_scene
from moratoria.reading.score_form import render_score

FOLDS = 8
RIDGE = 5.0
SEEN_AT_LEAST = 8
SAME_SENTENCE = 0.5
"""How many of their words a sentence and the gold's evidence share to be the same, as the scorer has it."""
TOLD_ELSEWHERE = 0.2
"""How much an example counts whose fact the gold has by another sentence."""
SMALLEST = 0.02
"""Weights nearer to nothing are left out of the file."""
UNSEEN_FROM = "200"
"""Articles from this number on: the first rules were written without them, so that the calibration rests on them."""
HERE = Path(__file__).parent
WEIGHTS = Path(sign_weights.__file__)


@dataclass(frozen=True)
class Article:
    """An annotated article."""

    number: str
    gold: dict[str, Any]
    text: Canonical


@dataclass(frozen=True)
class Example:
    """A possible actor of a trigger: the signs of it, and whether the gold has what it would make, by its sentence.

    `elsewhere` where the gold has it by another sentence: telling a thing again is neither right nor quite wrong.
    """

    number: str
    signs: frozenset[str]
    right: bool
    elsewhere: bool


@dataclass(frozen=True)
class Fit:
    """Log-odds without a sign, and what each sign adds."""

    base: float
    weights: dict[str, float]


def read_articles() -> list[Article]:
    """The articles of `tune`."""
    found = []
    for file in sorted((HERE / "tune").glob("*.txt")):
        gold = json.loads(file.with_suffix(".json").read_text("utf-8"))
        published = (gold.get("source") or {}).get("published")
        found.append(Article(file.stem, gold, read_document(file.read_bytes(), published=published)))
    return found


def find_examples(article: Article) -> Iterator[Example]:
    """Every possible actor of every trigger of an article."""
    scene = make_scene(article.text, shipped_lexicon())
    for sentence, trigger, rated in rate_triggers(scene):
        for one in rated:
            made = [make_candidate(scene, sentence, trigger, actor, 0.0) for actor in one.option.actors]
            told = [fact for fact in article.gold["restrictions"] for each in made if _same(fact, each)]
            right = any(words_shared(fact["evidence"], sentence.text) >= SAME_SENTENCE for fact in told)
            yield Example(article.number, one.signs, right, bool(told) and not right)


def _same(gold: Mapping[str, Any], made: Restriction) -> bool:
    form = {"actor": made.actor.name, "kind": made.kind, "technologies": made.technologies, "products": made.products}
    return same_restriction(gold, form)


def fit_weights(examples: Sequence[Example]) -> Fit:
    """The weights by Newton's method."""
    counts = Counter(sign for one in examples for sign in one.signs)
    names = sorted(sign for sign, count in counts.items() if count >= SEEN_AT_LEAST)
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(examples), len(names) + 1))
    table[:, -1] = 1
    for number, one in enumerate(examples):
        table[number, [place[sign] for sign in one.signs if sign in place]] = 1
    right = np.array([float(one.right) for one in examples])
    found = _newton(table, right, np.array([TOLD_ELSEWHERE if one.elsewhere else 1.0 for one in examples]))
    weights = {name: round(float(found[number]), 2) for name, number in place.items()}
    return Fit(round(float(found[-1]), 2), {name: w for name, w in weights.items() if abs(w) >= SMALLEST})


def _newton(table: np.ndarray, right: np.ndarray, counts: np.ndarray) -> np.ndarray:
    ridge = np.full(table.shape[1], RIDGE)
    ridge[-1] = 0.001
    found = np.zeros(table.shape[1])
    found[-1] = -2.0
    for _ in range(15):
        likely = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (counts * (likely - right)) + ridge * found
        curve = (table * (counts * likely * (1 - likely))[:, None]).T @ table + np.diag(ridge)
        found = found - np.linalg.solve(curve, slope)
    return found


def use(fit: Fit, *, knots: Sequence[tuple[float, float]] = ()) -> None:
    """Read with these weights from now on; without knots a confidence stays as the weights say it."""
    confidence.BASE = fit.base
    confidence.WEIGHTS.clear()
    confidence.WEIGHTS.update(fit.weights)
    confidence.KNOTS = tuple(knots)


Told = list[tuple[float, bool]]


def read_out_of_fold(articles: Sequence[Article], examples: Sequence[Example]) -> Iterator[tuple[str, Scores, Told]]:
    """The scores of each article, and what was said of each restriction's certainty, by weights it had no part in."""
    for fold in range(FOLDS):
        use(fit_weights([one for one in examples if int(one.number) % FOLDS != fold]))
        for article in articles:
            if int(article.number) % FOLDS == fold:
                reading = read(article.text, shipped_lexicon())
                form = render_score(reading)
                right = {j for _, j in pair(article.gold["restrictions"], form["restrictions"], same_restriction)}
                told = [(one.confidence, j in right) for j, one in enumerate(reading.restrictions)]
                yield article.number, score_article(article.gold, form), told


def fit_knots(told: Told, size: int = 25) -> tuple[tuple[float, float], ...]:
    """Points of a rising line from what was said to what was right: groups of neighbours, pooled until they rise."""
    ordered = sorted(told)
    groups = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    if len(groups) > 1 and len(groups[-1]) < size:
        groups[-2:] = [groups[-2] + groups[-1]]
    pooled: list[Told] = []
    for group in groups:
        pooled.append(group)
        while len(pooled) > 1 and _share(pooled[-2]) >= _share(pooled[-1]):
            pooled[-2:] = [pooled[-2] + pooled[-1]]
    return tuple((round(sum(said for said, _ in group) / len(group), 3), round(_share(group), 3)) for group in pooled)


def _share(group: Told) -> float:
    return sum(right for _, right in group) / len(group)


def render_weights(fit: Fit, knots: Sequence[tuple[float, float]]) -> str:
    """The module that holds the weights, as text."""
    lines, line = [], "   "
    for name, weight in sorted(fit.weights.items()):
        cell = f' "{name}": {weight},'
        if len(line) + len(cell) > 118:
            lines.append(line)
            line = "   "
        line += cell
    body = "\n".join([*lines, line])
    points = ",\n    ".join(f"({said}, {right})" for said, right in knots)
    return (
        '"""How much each sign of a candidate weighs; written by `python -m tests.reading.fit`, not by hand."""\n\n'
        "from __future__ import annotations\n\n"
        f'BASE = {fit.base}\n"""The log-odds of a candidate without any sign."""\n\n'
        f"WEIGHTS: dict[str, float] = {{\n{body}\n}}  # fmt: skip\n"
        f"\nKNOTS: tuple[tuple[float, float], ...] = (\n    {points},\n)  # fmt: skip\n"
        '"""What the weights say, and the share that was right among articles they were not fitted to."""\n'
    )


def main() -> int:
    """Print the scores out of fold; write the weights fitted to all articles, unless asked not to."""
    parser = argparse.ArgumentParser(prog="python -m tests.reading.fit", description=__doc__)
    parser.add_argument("--dry", action="store_true", help="print only")
    given = parser.parse_args()
    articles = read_articles()
    examples = [example for article in articles for example in find_examples(article)]
    parts = list(read_out_of_fold(articles, examples))
    told = [one for number, _, sure in parts if number >= UNSEEN_FROM for one in sure]
    scores = [score for _, score, _ in parts]
    print(render("tune, out of fold", scores, [one for _, _, sure in parts for one in sure]))
    whole, knots = fit_weights(examples), fit_knots(told)
    print(f"{len(examples)} examples, {len(whole.weights)} weights, bins {EDGES}, knots {knots}")
    if not given.dry:
        WEIGHTS.write_text(render_weights(whole, knots), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
