"""Queries from outside: forty killers leave the server as it was, and nobody waits for them."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from moratoria.errors import TooMany
from moratoria.serve.ledger import Ledger
from moratoria.settings import ONTOLOGY_VERSION
from moratoria.store.base import Change, marks
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import CURRENT, MOR, TYPE, Quad, minted

sys.path.insert(0, str(Path(__file__).parent))

from killers import killers

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/moratoria/ontology#Ban> }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """An address of this machine that notes who connects."""
    hits: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen() -> None:
            while True:
                try:
                    connection, peer = listening.accept()
                except OSError:
                    return
                hits.append(str(peer))
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", hits
        listening.shutdown(socket.SHUT_RDWR)


class Server:
    """A server in a process of its own, with an address at which the body of a request is asked as a query."""

    def __init__(self, **given: object) -> None:
        script = Path(__file__).with_name("foreign_server.py")
        words = [f"{name}={value}" for name, value in given.items()]
        self.process = subprocess.Popen(
            [sys.executable, str(script), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        port = self.process.stdout.readline().strip()
        if not port:
            pytest.fail(self.process.communicate()[1])
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False)
        self.stderr = ""

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        if not self.stderr:
            self.process.terminate()
            self.stderr = self.process.communicate(timeout=20)[1]

    def ask(self, query: str, media: str = "text/csv") -> tuple[httpx.Response, float]:
        """The reply to a query, and the seconds it took."""
        begun = time.perf_counter()
        headers = {"accept": media, "content-type": "application/sparql-query"}
        reply = self.client.post("/asked", content=query.encode(), headers=headers)
        return reply, time.perf_counter() - begun

    def look_up(self) -> float:
        """The seconds that a look-up takes, which the server answers itself."""
        begun = time.perf_counter()
        reply = self.client.get("/looked")
        assert (reply.status_code, reply.text) == (200, "IBM")
        return time.perf_counter() - begun


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(client_seconds=1000) as found:
        yield found


def test_forty_killers_at_once_are_answered_or_refused_within_2_5_seconds_each(server, canary):
    address, hits = canary
    queries = killers(address)
    assert len(queries) >= 40
    pid = server.process.pid
    with ThreadPoolExecutor(len(queries)) as threads:
        ended = dict(zip(queries, threads.map(server.ask, queries.values()), strict=True))
    assert {name: seconds for name, (_, seconds) in ended.items() if seconds > 2.5} == {}
    assert {reply.status_code for reply, _ in ended.values()} <= {200, 400, 503}
    assert (server.process.poll(), server.process.pid) == (None, pid)
    assert server.look_up() < 0.1
    assert server.ask(COUNT)[0].status_code == 200
    assert hits == []


def test_each_killer_alone_is_answered_or_refused_and_the_next_look_up_takes_under_100_ms(server, canary):
    address, hits = canary
    late, slow_look_ups = {}, {}
    for name, query in killers(address).items():
        reply, seconds = server.ask(query)
        assert reply.status_code in (200, 400), (name, reply.text)
        late |= {name: seconds} if seconds > 2.5 else {}
        seconds = server.look_up()
        slow_look_ups |= {name: seconds} if seconds > 0.1 else {}
    assert (late, slow_look_ups) == ({}, {})
    assert server.process.poll() is None
    assert hits == []


def test_a_look_up_does_not_wait_while_killers_run(server):
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(server.ask, SLOW) for _ in range(2)]
        time.sleep(0.3)
        times = [server.look_up() for _ in range(50)]
        ended = [each.result()[0] for each in running]
    assert max(times) < 0.5
    assert [reply.status_code for reply in ended] == [400, 400]
    assert "took more than 2" in ended[0].json()["detail"]


def test_a_refusal_names_line_column_and_rule(server):
    reply, _ = server.ask("SELECT *\n{ SERVICE <http://example.org/> { ?s ?p ?o } }")
    assert reply.status_code == 400
    assert reply.json()["detail"] == "line 2, column 3: the query has SERVICE: nothing is fetched from elsewhere"


def test_the_engine_s_own_place_is_given_for_a_query_that_does_not_parse(server):
    reply, _ = server.ask("SELECT * {\n ?s ?p }")
    assert (reply.status_code, reply.json()["detail"][:45]) == (400, "line 2, column 9: the query does not parse: e")


def test_an_update_is_refused(server):
    reply, _ = server.ask("DROP ALL")
    assert (reply.status_code, "no updates" in reply.json()["detail"]) == (400, True)


def test_a_truncated_answer_says_so_and_is_whole(server):
    reply, _ = server.ask("SELECT ?s ?o { GRAPH ?g { ?s ?p ?o } }", "application/sparql-results+json")
    assert (reply.status_code, reply.headers["x-truncated"], reply.headers["x-rows"]) == (200, "True", "10000")
    assert len(reply.json()["results"]["bindings"]) == 10_000


def test_what_was_asked_is_counted_by_its_outcome_and_not_logged(server):
    server.ask(COUNT)
    server.ask("LOAD <http://example.org/>")
    measures = server.client.get("/metrics").text
    assert 'moratoria_queries_total{outcome="answered"}' in measures
    assert 'moratoria_queries_total{outcome="refused"}' in measures
    assert "moratoria_workers_busy 0.0" in measures


def test_queries_are_logged_only_where_the_operator_wants_it():
    with Server(log_queries=1) as loud:
        loud.ask(COUNT)
    assert '"outcome": "answered"' in loud.stderr
    with Server() as quiet:
        quiet.ask(COUNT)
    assert "SELECT" not in quiet.stderr


def test_more_than_the_queue_holds_is_told_to_come_back_within_100_ms():
    with Server(queue=2, client_seconds=1000) as small, ThreadPoolExecutor(12) as threads:
        list(threads.map(small.ask, ["LOAD <http://example.org/>"] * 12))  # connects
        ended = list(threads.map(small.ask, [SLOW] * 12))
        crowded = [(reply, seconds) for reply, seconds in ended if "waiting already" in reply.text]
        assert len(crowded) == 8
        assert {(reply.status_code, int(reply.headers["retry-after"]) >= 1) for reply, _ in crowded} == {(503, True)}
        assert max(seconds for _, seconds in ended) < 2.5
        assert small.ask(COUNT)[0].status_code == 200
        assert max(seconds for _, seconds in crowded) < 0.1


def test_a_client_that_used_its_minute_up_is_told_when_to_come_back():
    with Server(client_seconds=1) as strict:
        assert strict.ask(SLOW)[0].status_code == 400
        reply, seconds = strict.ask(COUNT)
        assert (reply.status_code, seconds < 0.5) == (429, True)
        assert 50 <= int(reply.headers["retry-after"]) <= 60


def test_time_used_is_forgotten_after_a_minute():
    ledger = Ledger(60)
    ledger.charge("a", 40, now=0)
    ledger.charge("a", 30, now=20)
    with pytest.raises(TooMany) as told:
        ledger.check("a", now=30)
    assert told.value.retry_seconds == 30
    ledger.check("b", now=30)
    ledger.check("a", now=60)


def test_workers_answer_over_the_newest_snapshot(tmp_path):
    store = EmbeddedStore(tmp_path / "store")
    first = Quad(minted("restriction", "one"), TYPE, MOR.Ban, CURRENT)
    store.commit(Change(add=[*marks(ONTOLOGY_VERSION), first]))
    with Server(store=str(tmp_path / "store")) as follower:
        assert follower.ask(COUNT)[0].text.split() == ["n", "1"]
        store.commit(Change(add=[Quad(minted("restriction", "two"), TYPE, MOR.Ban, CURRENT)]))
        store.close()
        until = time.monotonic() + 10
        while follower.ask(COUNT)[0].text.split() != ["n", "2"]:
            assert time.monotonic() < until, "the workers still answer over the old snapshot"
            time.sleep(0.1)


def test_no_worker_outlives_a_server_that_is_killed():
    with Server() as killed:
        assert killed.ask(COUNT)[0].status_code == 200
        family = _descendants(killed.process.pid)
        assert len(family) == 3
        killed.process.kill()
        until = time.monotonic() + 5
        while alive := [pid for pid in family if _runs(pid)]:
            assert time.monotonic() < until, alive
            time.sleep(0.05)


def _descendants(pid: int) -> list[int]:
    children: set[int] = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has ended meanwhile
            children |= {int(word) for word in (task / "children").read_text().split()}
    return sorted(children.union(*(_descendants(child) for child in children)))


def _runs(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
