"""`python -m tests.bench.run`: the ratios of one run on one machine, against the targets the project set itself."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.questions import question_lines
from tests.bench.table import Line, render_json, render_table
from tests.world.generator import QUADS_PER_ARTICLE

ROOT = Path(__file__).resolve().parents[2]
REFERENCE_QUADS = 150_000
"""Above this size rdflib and pyshacl are not even started."""


@dataclass(frozen=True)
class Bench:
    """Where and how to measure."""

    folder: Path
    reference_seconds: float = 900
    articles: int = 30
    starts: int = 9
    question_seconds: float = 20
    reference: bool = True
    exports: bool = True

    def work(self, *task: object, seconds: float | None = None) -> dict[str, Any] | None:
        """What a piece of work in its own process measured; None when it took longer than it may."""
        _say(" ".join(str(part).rsplit("/", 1)[-1] for part in task))
        command = [sys.executable, "-m", "tests.bench.work", *map(str, task)]
        try:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            return None
        if done.returncode:
            raise SystemExit(f"{task[0]} failed:\n{done.stderr}")
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def must(self, *task: object) -> dict[str, Any]:
        """The same for work without a limit."""
        found = self.work(*task)
        assert found is not None
        return found

    def compares(self, quads: int) -> bool:
        """Whether rdflib is started at all at this size."""
        return self.reference and quads <= REFERENCE_QUADS


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def measure_size(bench: Bench, quads: int, adding: dict[int, float]) -> Iterator[Line]:
    """The lines about a store of about so many quads; the median time to add an article goes into `adding`."""
    articles, place = max(1, quads // QUADS_PER_ARTICLE), bench.folder / str(quads)
    place.mkdir()
    store, file = place / "store", place / "store.nq"
    ours = bench.must("load", store, articles)
    bench.must("dump-bare", store, "nq", file)
    bare = bench.must("load-bare", place / "bare", file)
    shutil.rmtree(place / "bare")
    yield from _loading(ours, bare)
    yield _against_reference(bench, ours, file)
    yield from _asking(bench, store, file, articles, ours["quads"])
    if bench.exports:
        yield from _exporting(bench, store, ours["quads"])
    yield from _adding(bench, store, articles, ours["quads"], adding)
    shutil.rmtree(place)


def _loading(ours: dict[str, Any], bare: dict[str, Any]) -> Iterator[Line]:
    size = f"{ours['quads']:,} quads"
    assert ours["quads"] == bare["quads"]
    rate, memory = bare["seconds"] / ours["seconds"], ours["peak_mb"] / bare["peak_mb"]
    yield Line("1", f"bare engine, bulk, {size}", _cost(bare))
    figure = f"{ours['seconds']:.2f} s, {ours['quads'] / ours['seconds']:,.0f} quads/s"
    yield Line("1", f"facts to store, {size}", figure, f"{rate:.2f}x engine", ">= 0.35x", rate >= 0.35)
    peak = f"{ours['peak_mb']:.0f} MB"
    yield Line("1", f"peak memory, {size}", peak, f"{memory:.2f}x engine", "<= 1.5x", memory <= 1.5)


def _against_reference(bench: Bench, ours: dict[str, Any], file: Path) -> Line:
    what = f"rdflib + pyshacl, {ours['quads']:,} quads"
    if not bench.compares(ours["quads"]):
        return Line("1", what, "not started: above 150,000 quads, or not wanted")
    found = bench.work("load-reference", file, seconds=bench.reference_seconds)
    if found is None:
        least = bench.reference_seconds / ours["seconds"]
        figure = f"not finished in {bench.reference_seconds:.0f} s"
        return Line("1", what, figure, f"> {least:.0f}x slower", ">= 30x", True if least >= 30 else None)
    slower = found["seconds"] / ours["seconds"]
    figure = f"{found['seconds']:.1f} s, {found['peak_mb']:.0f} MB"
    return Line("1", what, figure, f"{slower:.0f}x slower", ">= 30x", slower >= 30)


def _asking(bench: Bench, store: Path, file: Path, articles: int, quads: int) -> Iterator[Line]:
    ours, limit, theirs = bench.must("ask", store, articles)["questions"], bench.question_seconds, None
    if bench.compares(quads):
        theirs = bench.must("ask-reference", file, articles, limit)["questions"]
    yield from question_lines(quads, ours, theirs, limit)


def _exporting(bench: Bench, store: Path, quads: int) -> Iterator[Line]:
    """Turtle merges the graphs, which the engine's dump cannot: it is held against the engine's TriG."""
    for format, anchor in (("nq", "nq"), ("trig", "trig"), ("ttl", "trig")):
        bare, ours = bench.must("dump-bare", store, anchor, ""), bench.must("export", store, format)
        ratio = ours["seconds"] / bare["seconds"]
        figure = f"{_cost(ours)} (engine {_cost(bare)})"
        what = f"export {format}, {quads:,} quads"
        yield Line("6", what, figure, f"{ratio:.2f}x engine's {anchor}", "<= 1.5x", ratio <= 1.5)


def _cost(found: dict[str, Any]) -> str:
    return f"{found['seconds']:.2f} s, {found['peak_mb']:.0f} MB"


def _adding(bench: Bench, store: Path, articles: int, quads: int, adding: dict[int, float]) -> Iterator[Line]:
    facts = bench.must("add", store, articles, bench.articles, "facts")["each"]
    files = bench.must("add", store, articles + bench.articles + 1, bench.articles, "yaml")["each"]
    adding[quads] = middle = median(facts)
    figure = f"{middle * 1e3:.1f} ms, worst {max(facts) * 1e3:.0f} ms"
    yield Line("2", f"one article from facts into {quads:,} quads", figure, "", "<= 20 ms", middle <= 0.020)
    figure = f"{median(files) * 1e3:.1f} ms, worst {max(files) * 1e3:.0f} ms"
    yield Line("2", f"one article from YAML into {quads:,} quads", figure)


def compare_sizes(adding: dict[int, float]) -> Iterator[Line]:
    """Whether adding an article costs the same whatever the size of the store."""
    if len(adding) > 1:
        ratio = max(adding.values()) / min(adding.values())
        what = f"one article, {min(adding):,} to {max(adding):,} quads"
        yield Line("2", what, "dearest / cheapest median", f"{ratio:.2f}x", "<= 1.3x", ratio <= 1.3)


def measure_start(bench: Bench) -> Iterator[Line]:
    """The wall time of whole processes, over the shipped data, the cache warm."""
    question = ("ask", "vendors-awaiting-federal-legislation")
    for words, limit in ((("--version",), 0.150), (question, 0.400)):
        _say(f"start {' '.join(words)}")
        _start(words, bench.folder)
        middle = median(_start(words, bench.folder) for _ in range(bench.starts))
        what = f"moratoria {' '.join(words)}"
        yield Line("4", what, f"{middle * 1e3:.0f} ms", "", f"<= {limit * 1e3:.0f} ms", middle <= limit)


def _start(words: tuple[str, ...], folder: Path) -> float:
    command = [sys.executable, "-c", "from moratoria.cli import run; run()", *words]
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def measure(bench: Bench, sizes: list[int]) -> list[Line]:
    """Every line, the small sizes first."""
    adding: dict[int, float] = {}
    lines = list(measure_start(bench))
    for quads in sorted(sizes):
        lines += measure_size(bench, quads, adding)
    lines += compare_sizes(adding)
    return sorted(lines, key=lambda line: line.target)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table; 0 whatever the verdicts, which depend on the machine."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.run", description=__doc__)
    parser.add_argument("--sizes", default="1e4,1e5,1e6", help="sizes of the store in quads")
    parser.add_argument("--reference-seconds", type=float, default=900, help="limit for rdflib and pyshacl")
    parser.add_argument("--articles", type=int, default=30, help="articles to add one by one")
    parser.add_argument("--starts", type=int, default=9, help="starts of each command")
    parser.add_argument("--question-seconds", type=float, default=20, help="limit for rdflib on each question")
    parser.add_argument("--no-reference", action="store_true", help="leave out rdflib and pyshacl")
    parser.add_argument("--no-export", action="store_true", help="leave out the exports")
    parser.add_argument("--json", action="store_true", help="print JSON, not a table")
    given = parser.parse_args(arguments)
    render: Callable[..., str] = render_json if given.json else render_table
    with tempfile.TemporaryDirectory(prefix="moratoria-bench-") as name:
        bench = Bench(
            Path(name), given.reference_seconds, given.articles, given.starts, given.question_seconds,
            not given.no_reference, not given.no_export,
        )  # fmt: skip
        lines = measure(bench, [int(float(size)) for size in given.sizes.split(",")])
        print(render(lines, bench.must("here")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
