"""What a store holds after a fault: its sources, its faults, how long it took to open."""

from __future__ import annotations

import hashlib
import time
from typing import Any

from moratoria.errors import MoratoriaError
from moratoria.graph.change import live_graphs
from moratoria.pipeline.kg import open_graph
from moratoria.pipeline.rebuild import rebuild_current
from moratoria.terms import CURRENT


def survey(folder: str) -> dict[str, Any]:
    """The live sources of a store, its errors, whether its current graph is a rebuild's; or why it does not open."""
    began = time.monotonic()
    try:
        graph = open_graph(folder, write=True)
        seconds = time.monotonic() - began
        errors = [f"{f.code}: {f.problem}" for f in graph.doctor().findings if f.severity == "ERROR"]
        current = set(graph.store.quads(None, None, None, CURRENT)) == set(rebuild_current(graph.store.quads))
        sources = sorted(live.value.split("/")[-2] for live in live_graphs(graph.store.quads))
        dump = hashlib.sha256(graph.dump()).hexdigest()
        graph.close()
    except MoratoriaError as error:
        return {"error": str(error)}
    return {"seconds": seconds, "errors": errors, "current": current, "sources": sources, "dump": dump}
