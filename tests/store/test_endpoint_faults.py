"""An endpoint that fails, lies, stalls or leads elsewhere gives one clear sentence, within the deadline."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from moratoria.cli.app import main
from moratoria.errors import EndpointError, QueryError
from moratoria.store.base import Change
from moratoria.store.remote import ANSWER_BYTES, VIRTUOSO_QUADS, RemoteStore
from moratoria.terms import GRAPHS, Literal, NamedNode, Quad

QUERY = "SELECT ?s WHERE { ?s ?p ?o }"
GRAPH = NamedNode(f"{GRAPHS}one/000000000001")
QUAD = Quad(GRAPH, NamedNode("http://example.org/p"), Literal("x"), GRAPH)
ROWS = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "literal", "value": "x"}}] * 50}})


class Endpoint(ThreadingHTTPServer):
    """A server on loopback that answers every request as the test says, and keeps what it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.respond: Callable[[Handler], None] = lambda handler: handler.give(200, ROWS.encode())
        self.received: list[bytes] = []
        self.server_name_told = "test"
        self.place = f"http://127.0.0.1:{self.server_address[1]}/sparql"

    def store(self, deadline_seconds: float = 10.0) -> RemoteStore:
        return RemoteStore(self.place, deadline_seconds=deadline_seconds)


class Handler(BaseHTTPRequestHandler):
    """Answers with what the endpoint was told to answer."""

    server: Endpoint

    def do_POST(self) -> None:
        self.server.received.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        self.close_connection = True
        try:
            self.server.respond(self)
        except ConnectionError:  # the store hung up, as it should on an answer that is too long or too slow
            return

    def version_string(self) -> str:
        return self.server.server_name_told

    def do_GET(self) -> None:
        self.do_POST()

    def start(self, status: int, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def give(self, status: int, content: bytes, **headers: str) -> None:
        self.start(status, len(content), **headers)
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


def serving() -> Iterator[Endpoint]:
    with Endpoint() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(5)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    yield from serving()


@pytest.fixture
def canary() -> Iterator[Endpoint]:
    """Another server, which nobody may ask."""
    yield from serving()


def assert_one_sentence(error: EndpointError | QueryError, place: str) -> None:
    """The message is place, what, remedy, in one line."""
    assert str(error) == f"{place}: {error.what}; {error.remedy}"
    assert error.remedy
    assert "\n" not in str(error)


def test_a_good_answer_is_taken(endpoint: Endpoint) -> None:
    answer = endpoint.store().query(QUERY)
    assert [row["s"] for row in answer] == [Literal("x")] * 50  # type: ignore[union-attr]


ROWLESS = {
    "cut late": ROWS[:-3],
    "cut in mid string": ROWS[: ROWS.rindex("literal") + 3],
    "html": "<!DOCTYPE html><html><body>Welcome to our endpoint</body></html>",
    "empty": "",
    "a list": "[]",
    "null": "null",
    "a word": '"boolean"',
    "no head": '{"results": {"bindings": []}}',
    "bindings of another kind": '{"head": {"vars": ["s"]}, "results": {"bindings": ["s"]}}',
    "a cell without type": '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"value": "x"}}]}}',
    "a broken IRI": '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "a b"}}]}}',
    "a lone surrogate":
        '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "literal", "value": "\\ud800"}}]}}',
    "nesting": "[" * 100_000,
    "no text": "\ufffe\u0000",
}  # fmt: skip


@pytest.mark.parametrize("content", ROWLESS.values(), ids=ROWLESS.keys())
def test_an_answer_that_is_no_sparql_result_is_a_failure(endpoint: Endpoint, content: str) -> None:
    endpoint.respond = lambda handler: handler.give(200, content.encode("utf-8", "replace"))
    with pytest.raises(EndpointError) as caught:
        endpoint.store().query(QUERY)
    assert caught.value.what == "answered something that is no SPARQL result"
    assert caught.value.exit_code == 9
    assert_one_sentence(caught.value, endpoint.place)


def test_a_word_for_an_ask_is_a_failure(endpoint: Endpoint) -> None:
    endpoint.respond = lambda handler: handler.give(200, ROWS.encode())
    with pytest.raises(EndpointError, match="answered neither true nor false"):
        endpoint.store().query("ASK { ?s ?p ?o }")


def test_a_graph_that_does_not_parse_is_a_failure(endpoint: Endpoint) -> None:
    endpoint.respond = lambda handler: handler.give(200, b"<http://example.org/a> <http://exam")
    with pytest.raises(EndpointError) as caught:
        endpoint.store().query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert caught.value.what == "answered something that is no N-Triples"
    assert_one_sentence(caught.value, endpoint.place)


def test_a_refused_connection_is_named() -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        place = f"http://127.0.0.1:{found.getsockname()[1]}/sparql"
    with pytest.raises(EndpointError) as caught:
        RemoteStore(place).query(QUERY)
    assert caught.value.what == "cannot be reached (Connection refused)"
    assert_one_sentence(caught.value, place)


@pytest.mark.parametrize(
    ("status", "what"),
    [
        (500, "failed with HTTP 500: out of memory"),
        (503, "failed with HTTP 503: out of memory"),
        (404, "failed with HTTP 404: out of memory"),
        (401, "lets nobody in unasked (HTTP 401)"),
        (403, "lets nobody in unasked (HTTP 403)"),
    ],
)
def test_a_status_of_failure_is_named(endpoint: Endpoint, status: int, what: str) -> None:
    endpoint.respond = lambda handler: handler.give(status, b"out of memory\nat line 1\n")
    with pytest.raises(EndpointError) as caught:
        endpoint.store().query(QUERY)
    assert caught.value.what == what
    assert caught.value.exit_code == 9
    assert_one_sentence(caught.value, endpoint.place)


def test_a_refused_query_is_a_query_error_with_the_endpoints_word(endpoint: Endpoint) -> None:
    endpoint.respond = lambda handler: handler.give(400, b"error at 1:8: expected WHERE\nand more")
    with pytest.raises(QueryError) as caught:
        endpoint.store().query(QUERY)
    assert caught.value.what == "refused the query: error at 1:8: expected WHERE"
    assert caught.value.exit_code == 6
    assert_one_sentence(caught.value, endpoint.place)


def test_a_refused_update_is_an_endpoint_error(endpoint: Endpoint) -> None:
    endpoint.respond = lambda handler: handler.give(400, b"no updates here")
    with pytest.raises(EndpointError) as caught:
        endpoint.store().commit(Change([QUAD]))
    assert caught.value.what == "failed with HTTP 400: no updates here"
    assert_one_sentence(caught.value, endpoint.place)


def test_control_characters_of_an_error_page_are_dropped(endpoint: Endpoint) -> None:
    endpoint.respond = lambda handler: handler.give(500, b"\x1b[31mred\x07 alert" + b"!" * 5_000)
    with pytest.raises(EndpointError) as caught:
        endpoint.store().query(QUERY)
    assert caught.value.what.startswith("failed with HTTP 500: [31mred alert!!")
    assert len(str(caught.value)) < 400


def test_an_answer_that_ends_before_its_length_is_a_failure(endpoint: Endpoint) -> None:
    def respond(handler: Handler) -> None:
        handler.start(200, len(ROWS) + 1)
        handler.wfile.write(ROWS.encode())

    endpoint.respond = respond
    with pytest.raises(EndpointError) as caught:
        endpoint.store().query(QUERY)
    assert caught.value.what == "broke off in mid answer"
    assert_one_sentence(caught.value, endpoint.place)


def test_a_chunked_answer_that_breaks_off_is_a_failure(endpoint: Endpoint) -> None:
    def respond(handler: Handler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.start(200, Transfer_Encoding="chunked")
        handler.wfile.write(b"%x\r\n%s" % (len(ROWS) * 2, ROWS.encode()))

    endpoint.respond = respond
    with pytest.raises(EndpointError) as caught:
        endpoint.store().query(QUERY)
    assert caught.value.what == "broke off in mid answer"
    assert_one_sentence(caught.value, endpoint.place)


@pytest.mark.parametrize("status", [200, 400, 500])
def test_a_slow_drip_ends_at_the_deadline(endpoint: Endpoint, status: int) -> None:
    def respond(handler: Handler) -> None:
        handler.start(status, 1_000)
        for _ in range(100):
            handler.wfile.write(b" ")
            time.sleep(0.1)

    endpoint.respond = respond
    begun = time.monotonic()
    with pytest.raises(EndpointError) as caught:
        endpoint.store(deadline_seconds=0.8).query(QUERY)
    assert 0.7 < time.monotonic() - begun < 2
    assert caught.value.what == "gave no whole answer in 0.8 s"
    assert_one_sentence(caught.value, endpoint.place)


def test_silence_ends_at_the_deadline(endpoint: Endpoint) -> None:
    endpoint.respond = lambda handler: time.sleep(3)
    begun = time.monotonic()
    with pytest.raises(EndpointError) as caught:
        endpoint.store(deadline_seconds=0.5).query(QUERY)
    assert time.monotonic() - begun < 2
    assert caught.value.what == "gave no whole answer in 0.5 s"


def test_an_answer_above_the_cap_is_refused(endpoint: Endpoint) -> None:
    sent = []

    def respond(handler: Handler) -> None:
        handler.start(200)
        for _ in range(2 * (ANSWER_BYTES >> 20)):
            handler.wfile.write(b" " * (1 << 20))
            sent.append(1)

    endpoint.respond = respond
    with pytest.raises(EndpointError) as caught:
        endpoint.store().query(QUERY)
    assert caught.value.what == "answered more than 67,108,864 bytes"
    assert_one_sentence(caught.value, endpoint.place)
    assert len(sent) < 80


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_named_and_not_followed(endpoint: Endpoint, canary: Endpoint, status: int) -> None:
    endpoint.respond = lambda handler: handler.give(status, b"", Location=canary.place)
    with pytest.raises(EndpointError) as caught:
        endpoint.store().query(QUERY)
    assert caught.value.what == f"redirects to {canary.place}, which is not followed"
    assert_one_sentence(caught.value, endpoint.place)
    with pytest.raises(EndpointError):
        endpoint.store().commit(Change([QUAD]))
    assert len(canary.received) == 0


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://example.org/sparql", "http://", "http:///sparql", "sparql", "",
        "http://example.org:99999/", "http://[::1/", "http://example.org/a b", "http://example.org/\r\nX-A: b",
        "data:text/plain,x", "HTTPX://example.org/",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_web_is_refused_unasked(address: str) -> None:
    for pair in ((address, None), ("http://example.org/query", address or "file:///x")):
        with pytest.raises(EndpointError) as caught:
            RemoteStore(*pair)
        assert caught.value.what == "is no http address"
        assert "\n" not in str(caught.value)


def test_rows_cut_at_a_servers_limit_are_a_failure(endpoint: Endpoint) -> None:
    endpoint.respond = lambda handler: handler.give(200, ROWS.encode(), X_SPARQL_MaxRows="50")
    with pytest.raises(EndpointError) as caught:
        endpoint.store().query(QUERY)
    assert caught.value.what == "gives 50 rows at most and has more"
    assert_one_sentence(caught.value, endpoint.place)


def test_an_update_never_leaves_as_a_query(endpoint: Endpoint) -> None:
    for text in ("CLEAR ALL", "# SELECT\nDROP ALL", "PREFIX a: <b#c>\nDELETE WHERE { ?s ?p ?o }", "define x 1 select"):
        with pytest.raises(QueryError):
            endpoint.store().query(text)
    assert endpoint.received == []


def test_a_hostile_prologue_is_judged_at_once(endpoint: Endpoint) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryError):
        endpoint.store().query("PREFIX a: <b> # \n\t" * 20_000 + "DROP ALL")
    assert time.monotonic() - begun < 1


def test_a_change_is_one_request_unless_the_server_is_virtuoso(endpoint: Endpoint) -> None:
    many = [Quad(GRAPH, QUAD.predicate, Literal(str(number)), GRAPH) for number in range(VIRTUOSO_QUADS)]
    change = Change([QUAD, *many, Quad(QUAD.predicate, QUAD.predicate, GRAPH, GRAPH)], many)
    endpoint.store().commit(change)
    updates = [text for text in endpoint.received if b" DATA {" in text]
    assert [(text.count(b"DELETE DATA"), text.count(b"INSERT DATA")) for text in updates] == [(1, 1)]
    endpoint.received.clear()
    endpoint.server_name_told = "Virtuoso/07.20.3229 (Linux)"
    endpoint.store().commit(change)
    updates = [text for text in endpoint.received if b" DATA {" in text]
    assert [text[:6] for text in updates] == [b"DELETE", b"INSERT", b"INSERT"]
    assert updates[1].splitlines()[2].startswith(b"<http://example.org/p>")


def test_the_command_line_says_it_in_one_line_and_exits_9(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.respond = lambda handler: handler.give(500, b"")
    monkeypatch.setattr("sys.argv", ["moratoria", "query", QUERY, "--store", endpoint.place])
    assert main() == 9
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(rf"moratoria: {re.escape(endpoint.place)}: failed with HTTP 500; [^\n]+\n", said.err)
