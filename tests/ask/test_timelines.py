"""Lags in days are true on every date; what was retracted is told apart from what was never known."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph

from moratoria import Moratoria

ROOT = Path(__file__).parents[2]
QUERY = (ROOT / "queries" / "timelines" / "reactions-after-event.rq").read_text(encoding="utf-8")
PREFIX = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "


def day_numbers(days: str) -> str:
    """A query that gives the day number of some dates, by the formula in the stored question and no other."""
    binds = "\n".join(line for line in QUERY.splitlines() if re.search(r"\bAS \?[mdyr]2\)", line))
    return f"{PREFIX}SELECT ?earliest ?d2 WHERE {{ VALUES ?earliest {{ {days} }} {binds} }}"


def literals(days: list[date]) -> str:
    return " ".join(f'"{day}"^^xsd:date' for day in days)


def test_a_day_number_grows_by_one_with_every_day_of_the_years_1000_to_2999():
    first, count = date(1000, 1, 1), (date(3000, 1, 1) - date(1000, 1, 1)).days
    days = [first + timedelta(number) for number in range(count)]
    found = {row[0].value: int(row[1].value) for row in Store().query(day_numbers(literals(days)))}
    assert len(found) == 730_485
    offset = date(2020, 6, 10).toordinal() - found["2020-06-10"]
    assert [str(day) for day in days if found[str(day)] + offset != day.toordinal()] == []


def test_rdflib_gives_the_same_day_numbers():
    days = [date(year, *rest) for year in (1000, 1900, 2000, 2023, 2024, 2100, 9999)
            for rest in ((1, 1), (2, 28), (3, 1), (12, 31))] + [date(2000, 2, 29), date(2024, 2, 29)]  # fmt: skip
    text = day_numbers(literals(days))
    ours = {row[0].value: int(row[1].value) for row in Store().query(text)}
    theirs = {str(row[0]): int(row[1]) for row in Graph().query(text)}
    assert len(ours) == 30
    assert ours == theirs


@pytest.fixture
def retracted():
    """The Wharf Herald's first article was held from 3 March 2024 to 1 May 2024, when it was retracted."""
    with Moratoria.in_memory() as graph:
        folder = ROOT / "tests" / "ask" / "world"
        assert graph.load([folder / "timelines-timbrel-1.yaml", folder / "timelines-timbrel-2.yaml"]).ok
        graph.retract("wharf-herald-2024-03-02", "withdrawn by the paper", moment=datetime(2024, 5, 1, 12, tzinfo=UTC))
        yield graph


@pytest.mark.parametrize(
    ("as_known", "expected"),
    [
        ("2024-03-02", {"osprey-vale": "not yet known", "timbrel": "not yet known"}),
        ("2024-04-30", {
            "osprey-vale": "known then", "timbrel": "known then", "marrow-point": "known then, since retracted",
        }),
        ("2024-05-01", {"osprey-vale": "known then", "timbrel": "known then"}),
    ],
)  # fmt: skip
def test_what_was_retracted_was_known_until_then(retracted, as_known, expected):
    """The second article still states Timbrel's exit, so that it is not retracted; its own dates are gone."""
    rows = list(retracted.ask("known-and-true", as_of="2024-06-01", knownOn=as_known))
    found = {row["restriction"].removeprefix("id:restriction/").removesuffix("-microphones-2024"): row for row in rows}
    assert {name: row["knowledge"] for name, row in found.items()} == expected
    if "marrow-point" in found:
        assert found["marrow-point"]["life"] is None
        assert found["marrow-point"]["standing"] == "no longer stated"
        assert found["marrow-point"]["label"] == "Marrow Point keeps gunshot detection away from schools"
