"""What a limited child is asked to do besides running the command line."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from moratoria.pipeline.kg import Moratoria, open_graph

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def make_store(folder: str, sources: list[str]) -> int:
    """A new store that holds some sources; gives its number of quads."""
    with Moratoria.init(Path(folder)) as graph:
        report = graph.load(sources, moment=MOMENT)
        assert report.ok, report.findings
        return len(list(graph.store.quads()))


def digest(folder: str) -> str:
    """The hash of the canonical dump of a store."""
    with open_graph(folder) as graph:
        return hashlib.sha256(graph.dump()).hexdigest()


def inspect(folder: str) -> dict[str, Any]:
    """What a store holds and what is wrong with it, by the program's own full scan."""
    with open_graph(folder) as graph:
        found = graph.doctor()
        errors = [f"{finding.code}: {finding.problem}" for finding in found.findings if finding.severity == "ERROR"]
        return {"dump": hashlib.sha256(graph.dump()).hexdigest(), "errors": errors}


def write_source(folder: Path, data: dict[str, Any]) -> Path:
    """A fact file of plain data."""
    path = folder / f"{data['source']['id']}.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def call_out(address: str) -> int:
    """Ask a web address, as no input should make the program do."""
    with urllib.request.urlopen(f"http://{address}/heard", timeout=3) as answer:
        return int(answer.status)


def die() -> None:
    """Die as a segmentation fault does."""
    os.kill(os.getpid(), signal.SIGSEGV)


def hang() -> None:
    """Never end."""
    time.sleep(60)


def fill_memory() -> int:
    """Take more memory than there is."""
    return len(bytearray(8 << 30))
