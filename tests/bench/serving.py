"""`python -m tests.bench.serving`: what a server bears, isolation on, over the shipped facts."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import quote

import httpx
from tests.bench.table import Line, render_table
from tests.bench.visitors import Visits, percentile, visit
from tests.bench.work import today_and_here

KILLER = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
OF_EACH = 40
"""How many addresses of each kind are asked for."""


@contextmanager
def served() -> Iterator[int]:
    """The port of a server in a process of its own."""
    command = [sys.executable, "-c", "from moratoria.cli import run; run()", "serve", "--port", "0", "--quiet"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = re.search(r":(\d+)/", process.stderr.readline())
        threading.Thread(target=process.stderr.read, daemon=True).start()
        assert found, "the server did not say where it is"
        _await_ready(int(found[1]))
        yield int(found[1])
        process.terminate()
        process.wait(20)


def _await_ready(port: int) -> None:
    for _ in range(200):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise SystemExit("the server is not ready after 20 s")


def addresses() -> list[str]:
    """What people look up: pages of things, their twins, stored questions."""
    from moratoria.pipeline.kg import open_graph
    from moratoria.pipeline.thing_pages import things_of
    from moratoria.publish.names import kind_of_thing
    from moratoria.serve.addresses import page_address

    kinds: dict[str, list[str]] = {}
    with open_graph() as graph:
        for node in things_of(graph.store):
            kinds.setdefault(kind_of_thing(node), []).append(page_address(node))
    pages = [page for found in kinds.values() for page in found[:OF_EACH] if page]
    twins = [f"{page}.ttl" for page in pages[::4]]
    return [
        *pages,
        *twins,
        "/",
        "/questions",
        "/browse/restrictions",
        "/questions/vendors-awaiting-federal-legislation",
    ]


def look_ups(port: int, seconds: float) -> Iterator[Line]:
    """Look-ups by eight users: every address for the first time, then again and again."""
    paths = addresses()
    cold = visit(port, paths, 1, 600, most=len(paths))
    yield Line("5", f"first look-ups, 1 user, {len(cold.of(200))} addresses", _times(cold))
    warm = visit(port, paths, 8, seconds)
    rate, slow = warm.rate(200), percentile(warm.of(200), 0.99)
    yield Line("5", "look-ups, 8 users", _times(warm), f"{rate:,.0f}/s", ">= 600/s", rate >= 600)
    yield Line("5", "look-ups, 8 users, 99 of 100", f"{slow * 1e3:.1f} ms", "", "<= 50 ms", slow <= 0.05)
    yield Line("5", "replies that were no 200", str({s: len(t) for s, t in warm.seconds.items() if s != 200} or "none"))


def with_killers(port: int, paths: Sequence[str], seconds: float) -> Line:
    """The same look-ups while two queries that would never end are in flight."""
    done = threading.Event()
    threads = [threading.Thread(target=_kill, args=(port, done), daemon=True) for _ in range(2)]
    for thread in threads:
        thread.start()
    found = visit(port, paths, 8, seconds)
    done.set()
    slow = percentile(found.of(200), 0.99)
    return Line("5", "look-ups beside 2 killers, 99 of 100", _times(found), "", "<= 500 ms", slow <= 0.5)


def _kill(port: int, done: threading.Event) -> None:
    while not done.is_set():
        httpx.get(f"http://127.0.0.1:{port}/sparql?query={quote(KILLER)}", headers={"accept": "text/csv"}, timeout=30)


def crowd(port: int, paths: Sequence[str], seconds: float) -> Iterator[Line]:
    """A hundred users at once: at look-ups, then at the endpoint, which refuses those that no worker has time for."""
    found = visit(port, paths, 100, seconds)
    yield Line("5", "look-ups, 100 users", _times(found), f"{found.rate(200):,.0f}/s")
    query = quote("SELECT * WHERE { ?restriction a mor:Restriction ; rdfs:label ?label } LIMIT 100")
    asked = visit(port, [f"/sparql?query={query}"], 100, seconds)
    refused = asked.of(503, 429)
    slow, what = percentile(refused, 0.99), f"queries, 100 users, {len(refused):,} refused, 99 of 100"
    yield Line("5", "queries, 100 users, answered", _times(asked), f"{asked.rate(200):,.0f}/s")
    yield Line("5", what, f"{slow * 1e3:.1f} ms", "", "<= 100 ms", slow <= 0.1)


def _times(visits: Visits) -> str:
    served_in = visits.of(200)
    median, slow = percentile(served_in, 0.5) * 1e3, percentile(served_in, 0.99) * 1e3
    worst = served_in[-1] * 1e3 if served_in else 0.0
    return f"median {median:.1f} ms, 99 of 100 {slow:.1f} ms, worst {worst:.0f} ms"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table; 0 whatever the verdicts, which depend on the machine."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.serving", description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="how long each crowd stays")
    given = parser.parse_args(arguments)
    with served() as port:
        paths = addresses()
        lines = [*look_ups(port, given.seconds), with_killers(port, paths, given.seconds)]
        lines += crowd(port, paths, given.seconds)
    print(render_table(lines, today_and_here()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
