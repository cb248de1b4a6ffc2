"""The bench on which bad inputs and faults are tried: limited children, a store to start from, a canary to listen."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CANARY = b"@CANARY@"


@dataclass
class Limited:
    """A process that runs jobs in limited children; see `limited.py`."""

    process: subprocess.Popen[str]

    def run(self, job: dict[str, Any]) -> dict[str, Any]:
        """The outcome of one job."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(job), file=self.process.stdin, flush=True)
        outcome: dict[str, Any] = json.loads(self.process.stdout.readline())
        return outcome

    def ask(self, scratch: Path, task: str, **given: Any) -> Any:
        """What a task of `tasks.py` (or `module:function`) gives; it must not fail."""
        job = {"name": task, "scratch": str(scratch), "task": task, "given": given, "seconds": 30}
        outcome = self.run(job)
        assert outcome["code"] == 0, outcome
        return json.loads(outcome["stdout"])


@contextmanager
def limited_children() -> Iterator[Limited]:
    """Start the process that forks the children, and end it."""
    command = [sys.executable, str(HERE / "limited.py")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield Limited(process)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    process.wait(10)
    process.stdout.close()


@dataclass
class Canary:
    """A web server that nothing should ask."""

    address: str
    hits: list[str] = field(default_factory=list)


@contextmanager
def listening_canary() -> Iterator[Canary]:
    """Listen on a loopback port and note every request."""

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            canary.hits.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_HEAD = do_GET  # noqa: N815 - the names the server calls

        def log_message(self, format: str, *values: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    canary = Canary(f"127.0.0.1:{server.server_address[1]}")
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield canary
    server.shutdown()
    thread.join()
    server.server_close()


def copy_corpus(target: Path, canary: Canary) -> None:
    """The corpus with the canary's address in its place, and a fact file that names each table."""
    shutil.copytree(HERE / "corpus", target)
    for path in target.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(CANARY, canary.address.encode()))
    for table in target.glob("a/*.csv"):
        name_table(table)


def name_table(table: Path) -> Path:
    """A fact file beside a table that gives it as its organizations."""
    source = {
        "id": "register-1", "kind": "dataset", "title": "A register", "publisher": "The Registry",
        "published": "2020-01-01", "retrieved": "2020-01-02", "seen": "register",
    }  # fmt: skip
    path = table.with_suffix(".json")
    path.write_text(json.dumps({"source": source, "tables": {"organizations": table.name}}), encoding="utf-8")
    return path
