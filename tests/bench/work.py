"""One measured piece of work in a process of its own, so that its peak memory is its own: prints one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.bench.asking import ask_reference, ask_store
from tests.world.generator import make_article, make_articles, make_data

MOMENT = datetime(2026, 11, 1, 12, tzinfo=UTC)
"""The record time of every load, so that two runs store the same quads."""


def load_facts(folder: str, articles: str) -> dict[str, Any]:
    """Facts, checked and stored on disk with their statuses; making up the facts is not counted."""
    from moratoria.graph.build import build_source_graph
    from moratoria.pipeline.kg import Moratoria
    from moratoria.pipeline.load import check_sources, load_sources
    from moratoria.pipeline.plan import shipped_checker
    from moratoria.pipeline.sources import Prepared

    graph, check, pause = Moratoria.init(Path(folder)), shipped_checker(), _Pause()
    begun = time.perf_counter()
    facts = pause.over(make_articles(int(articles)))
    prepared = (Prepared(item.source.id, build_source_graph(item, MOMENT)) for item in facts)
    plan = check_sources(prepared, graph.store, check)
    report = load_sources(plan, graph.store, moment=MOMENT)
    seconds = time.perf_counter() - begun - pause.seconds
    assert len(report.loaded) == int(articles), plan.findings[:3]
    return {"seconds": seconds, "quads": len(graph.store), "peak_mb": _peak_mb()}  # type: ignore[arg-type]


class _Pause:
    """Takes the time that an iterator needs, to be left out of a measurement."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def over(self, items: Iterator[Any]) -> Iterator[Any]:
        """The same items."""
        while True:
            begun = time.perf_counter()
            item = next(items, None)
            self.seconds += time.perf_counter() - begun
            if item is None:
                return
            yield item


def load_bare(folder: str, file: str) -> dict[str, Any]:
    """The very same quads, taken by the bare engine from N-Quads into a store on disk."""
    import pyoxigraph

    begun = time.perf_counter()
    store = pyoxigraph.Store(folder)
    store.bulk_load(path=file, format=pyoxigraph.RdfFormat.N_QUADS)
    store.flush()
    return {"seconds": time.perf_counter() - begun, "quads": len(store), "peak_mb": _peak_mb()}


def load_reference(file: str) -> dict[str, Any]:
    """The very same quads in an rdflib Dataset, checked by pyshacl against the same shapes."""
    import pyshacl
    import rdflib

    from moratoria import settings

    shapes = rdflib.Graph()
    for path in sorted((settings.shipped_folder("ontology") / "shapes").glob("*.ttl")):
        shapes.parse(path, format="turtle")
    begun = time.perf_counter()
    dataset = rdflib.Dataset()
    dataset.parse(file, format="nquads")
    data = rdflib.Graph()
    for subject, predicate, value, _ in dataset.quads():
        data.add((subject, predicate, value))
    conforms, _, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms
    return {"seconds": time.perf_counter() - begun, "quads": sum(1 for _ in dataset.quads()), "peak_mb": _peak_mb()}


def add_articles(folder: str, first: str, count: str, form: str) -> dict[str, Any]:
    """The seconds to add each of some articles to a store, from facts in hand or from a YAML file."""
    from moratoria.pipeline.kg import Moratoria
    from moratoria.store.embedded import EmbeddedStore

    graph = Moratoria(EmbeddedStore(Path(folder)))
    add = _add_facts if form == "facts" else _add_file
    add(graph, int(first), Path(folder))  # not counted: the shapes are compiled, the code is imported
    numbers = range(int(first) + 1, int(first) + 1 + int(count))
    return {"each": [add(graph, number, Path(folder)) for number in numbers], "peak_mb": _peak_mb()}


def _add_facts(graph: Any, number: int, _: Path) -> float:
    from moratoria.graph.build import build_source_graph
    from moratoria.pipeline.load import check_sources, load_sources
    from moratoria.pipeline.plan import shipped_checker
    from moratoria.pipeline.sources import Prepared

    facts = make_article(number)
    begun = time.perf_counter()
    plan = check_sources([Prepared(facts.source.id, build_source_graph(facts, MOMENT))], graph.store, shipped_checker())
    report = load_sources(plan, graph.store, moment=MOMENT)
    seconds = time.perf_counter() - begun
    assert len(report.loaded) == 1, plan.findings
    return seconds


def _add_file(graph: Any, number: int, folder: Path) -> float:
    file = folder.parent / f"article-{number}.yaml"
    write_fact_file(file, number)
    begun = time.perf_counter()
    report = graph.load([file], moment=MOMENT)
    seconds = time.perf_counter() - begun
    assert len(report.loaded) == 1, report.findings
    return seconds


def write_fact_file(file: Path, number: int) -> None:
    """Write one article as the YAML file a person would keep."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.default_flow_style = False
    yaml.representer.ignore_aliases = lambda _: True
    with file.open("w", encoding="utf-8") as out:
        yaml.dump(make_data(number), out)


def export_store(folder: str, format: str) -> dict[str, Any]:
    """The whole store written out by the program."""
    from moratoria.pipeline.kg import Moratoria
    from moratoria.store.embedded import EmbeddedStore

    graph = Moratoria(EmbeddedStore(Path(folder), read_only=True))
    begun = time.perf_counter()
    content = graph.export(format)
    return {"seconds": time.perf_counter() - begun, "bytes": len(content), "peak_mb": _peak_mb()}


def dump_bare(folder: str, format: str, file: str) -> dict[str, Any]:
    """The whole store written out by the engine itself, to memory or, where it is named, to a file."""
    import pyoxigraph

    store = pyoxigraph.Store.read_only(folder)
    chosen = pyoxigraph.RdfFormat.from_extension(format)
    begun = time.perf_counter()
    if file:
        store.dump(file, format=chosen)
        return {"seconds": time.perf_counter() - begun, "bytes": Path(file).stat().st_size, "peak_mb": _peak_mb()}
    content = store.dump(format=chosen)
    return {"seconds": time.perf_counter() - begun, "bytes": len(content or b""), "peak_mb": _peak_mb()}


def today_and_here() -> dict[str, str]:
    """The day and the versions a table belongs to."""
    import platform

    import pyoxigraph

    return {"date": str(date.today()), "python": platform.python_version(), "pyoxigraph": pyoxigraph.__version__}


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "load": load_facts, "load-bare": load_bare, "load-reference": load_reference, "add": add_articles,
    "export": export_store, "dump-bare": dump_bare, "here": today_and_here, "ask": ask_store,
    "ask-reference": ask_reference,
}  # fmt: skip

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
