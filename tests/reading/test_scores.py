"""The reader stays above its recorded floors on the held-out articles, and its evidence is words of the article."""

from __future__ import annotations

import json

from tests.reading.score import FLOORS, HERE, below_floor, read_set, score_set
from tests.reading.scoring import Count, interval, pair, same_actor, total_of


def test_no_score_on_the_held_out_articles_is_below_its_floor():
    scores, _ = score_set("test")
    assert below_floor(total_of(scores), json.loads(FLOORS.read_text("utf-8"))) == []


def test_every_evidence_is_words_of_its_article():
    for name in ("tune", "test"):
        files = sorted((HERE / name).glob("*.txt"))
        for file, (_, found, _) in zip(files, read_set(name), strict=True):
            text = file.read_text("utf-8")
            assert all(one["evidence"] in text for one in found["restrictions"]), file.name


def test_a_score_below_its_floor_is_told():
    assert below_floor({"restriction": Count(1, 1, 1)}, {"restriction": 0.6}) == ["restriction: F1 0.50 is below 0.60"]


def test_names_that_say_one_more_fully_than_the_other_are_the_same():
    assert same_actor("Amazon", "Amazon Inc")
    assert same_actor("the city of Oakland", "Oakland")
    assert not same_actor("Oakland", "Portland")


def test_pairs_are_one_to_one_and_the_likest_come_first():
    likeness = {(0, 0): 0.5, (0, 1): 0.9, (1, 0): 0.4, (1, 1): 0.8}
    golds, founds = [{"n": 0}, {"n": 1}], [{"n": 0}, {"n": 1}]
    assert pair(golds, founds, lambda a, b: likeness[a["n"], b["n"]]) == [(0, 1), (1, 0)]


def test_the_interval_of_articles_that_are_all_alike_is_a_point():
    assert interval([{"row": Count(1, 1, 1)}] * 5, "row") == (0.5, 0.5)
