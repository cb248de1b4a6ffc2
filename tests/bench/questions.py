"""The lines about the stored questions: each with its time, rows and ratio to rdflib, then the target's summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Any

from tests.bench.table import Line

Measured = Mapping[str, Mapping[str, Any]]
"""What was measured of each question, by its name."""

_LARGE = 3_000_000
"""Above so many quads the limits are those set for ten million."""

_RATIO = 30


def question_lines(quads: int, ours: Measured, theirs: Mapping[str, Any] | None, seconds: float) -> Iterator[Line]:
    """A line for each question, then the median, the worst and the ratio over all of them.

    `theirs` is None where rdflib was not started, and has None for a question that took it longer than `seconds`.
    Raises SystemExit where the two give different rows: a fast wrong answer is not measured.
    """
    if theirs is not None:
        _require_equal(ours, theirs)
    for name, found in ours.items():
        yield Line("3", f"{name}, {quads:,} quads", _figure(found), _ratio(name, found, theirs, seconds))
    yield from _summary(quads, ours)
    if theirs is not None:
        yield _least_ratio(quads, ours, theirs)


def _require_equal(ours: Measured, theirs: Mapping[str, Any]) -> None:
    wrong = [name for name, other in theirs.items() if other and other["digest"] != ours[name]["digest"]]
    if wrong:
        counts = ", ".join(f"{name} ({ours[name]['rows']} rows, rdflib {theirs[name]['rows']})" for name in wrong)
        raise SystemExit(f"questions with other rows than rdflib gives: {counts}")


def _figure(found: Mapping[str, Any]) -> str:
    rows, wide = f"{found['rows']:,} rows", f"nothing given {_ms(found['wide'])}, {found['wide_rows']:,} rows"
    return f"{_ms(median(found['each']))}, cold {_ms(found['cold'])}, {rows}; cited {_ms(found['full'])}; {wide}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms"


def _ratio(name: str, found: Mapping[str, Any], theirs: Mapping[str, Any] | None, seconds: float) -> str:
    if theirs is None:
        return ""
    other, mine = theirs[name], median(found["each"])
    return f"{other['seconds'] / mine:.0f}x faster" if other else f"> {seconds / mine:.0f}x faster, not finished"


def _summary(quads: int, ours: Measured) -> Iterator[Line]:
    middle = median(median(found["each"]) for found in ours.values())
    slowest = max(ours, key=lambda name: max(ours[name]["each"]))
    worst = max(ours[slowest]["each"])
    most, longest = (0.150, 1.5) if quads > _LARGE else (0.050, 0.500)
    what = f"{len(ours)} questions, {quads:,} quads"
    yield Line("3", f"median of {what}", _ms(middle), "", f"<= {most * 1e3:.0f} ms", middle <= most)
    figure = f"{_ms(worst)} ({slowest})"
    yield Line("3", f"worst of {what}", figure, "", f"<= {longest * 1e3:.0f} ms", worst <= longest)


def _least_ratio(quads: int, ours: Measured, theirs: Mapping[str, Any]) -> Line:
    ratios = {name: other["seconds"] / median(ours[name]["each"]) for name, other in theirs.items() if other}
    what = f"rdflib, where it finishes, {quads:,} quads"
    if not ratios:
        return Line("3", what, "finishes none in its time")
    least, reached = min(ratios, key=lambda name: ratios[name]), sum(ratio >= _RATIO for ratio in ratios.values())
    figure = f"{reached} of {len(ratios)} reach {_RATIO}x, median {median(ratios.values()):.0f}x; least {least}"
    return Line("3", what, figure, f"{ratios[least]:.0f}x faster", f">= {_RATIO}x", ratios[least] >= _RATIO)
