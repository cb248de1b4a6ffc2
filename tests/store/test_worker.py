"""Workers answer as the engine does, within their bounds, and what they cannot bear ends them and nobody else."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moratoria.ask.guard import check_query
from moratoria.errors import QueryError, QueryStopped, StoreError
from moratoria.store.answered import ROW_MEDIA, TRIPLE_MEDIA, Request, answer
from moratoria.store.base import Change
from moratoria.store.embedded import EmbeddedStore
from moratoria.store.worker import Nursery, Worker
from moratoria.terms import CURRENT, GRAPHS, MOR, TYPE, XSD, Literal, NamedNode, Quad, RdfFormat, minted

MEMORY = 512 * 1_048_576
OTHER = NamedNode(f"{GRAPHS}other/0123456789ab")
ALL = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
SLOW = "SELECT (COUNT(*) AS ?n) { " + " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(12)) + " }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A store of three bans with odd labels in the current graph, and one thing in another graph."""
    place: Path = tmp_path_factory.mktemp("worker") / "store"
    bans = [minted("restriction", name) for name in ("one", "two", "three")]
    labels = ['tab\tand "quotes"', "two\nlines\r\\", "é <b> & ]]> ,;"]
    quads = [Quad(ban, TYPE, MOR.Ban, CURRENT) for ban in bans]
    quads += [Quad(ban, MOR.words, Literal(text), CURRENT) for ban, text in zip(bans, labels, strict=True)]
    quads += [Quad(bans[0], MOR.confidence, Literal("0.5", datatype=XSD.decimal), CURRENT)]
    quads += [Quad(bans[0], MOR.words, Literal("ban", language="en"), CURRENT)]
    quads += [Quad(minted("organization", "halcyon"), TYPE, MOR.Organization, OTHER)]
    store = EmbeddedStore(place)
    store.commit(Change(add=quads))
    store.close()
    return place


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    found = Nursery()
    yield found
    found.close()


@pytest.fixture(scope="module")
def worker(nursery, folder) -> Iterator[Worker]:
    found = Worker(nursery, folder, MEMORY)
    yield found
    found.close()


def rows(worker: Worker, text: str, **given: object) -> list[str]:
    """The lines of an answer in CSV without its head."""
    return worker.ask(Request(text, "text/csv", **given), 5).body.decode().split("\r\n")[1:-1]  # type: ignore[arg-type]


@pytest.mark.parametrize("media", ROW_MEDIA)
def test_rows_are_written_as_the_engine_writes_them(worker, folder, media):
    engine = pyoxigraph.Store.read_only(str(folder))
    found = engine.query(ALL, default_graph=CURRENT).serialize(format=ROW_MEDIA[media])
    reply = worker.ask(Request(ALL, media), 5)
    assert (reply.body, reply.media, reply.rows, reply.truncated) == (found, media, 8, False)
    yes = worker.ask(Request("ASK { ?s a mor:Ban }", media), 5)
    assert (yes.body, yes.rows) == (engine.query("ASK {}").serialize(format=ROW_MEDIA[media]), None)


@pytest.mark.parametrize("media", TRIPLE_MEDIA)
def test_triples_read_back_as_what_was_asked_for(worker, media):
    reply = worker.ask(Request("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", media), 5)
    assert (reply.media, reply.rows, reply.truncated) == (media, 8, False)
    read = {quad.triple for quad in pyoxigraph.parse(reply.body, format=RdfFormat.from_media_type(media))}
    assert len(read) == 8
    assert pyoxigraph.Triple(minted("restriction", "two"), MOR.words, Literal("two\nlines\r\\")) in read


def test_another_form_is_answered_in_the_first_that_fits(worker):
    assert worker.ask(Request("DESCRIBE id:nothing", "text/csv"), 5).media == "text/turtle"
    assert worker.ask(Request("ASK {}", "text/turtle"), 5).media == "application/sparql-results+json"


@pytest.mark.parametrize("media", ROW_MEDIA)
def test_too_many_rows_are_cut_between_rows_and_marked(worker, media):
    reply = worker.ask(Request(ALL, media, most_rows=3), 5)
    assert (reply.rows, reply.truncated) == (3, True)
    assert reply.body == worker.ask(Request(f"{ALL} LIMIT 3", media), 5).body
    assert worker.ask(Request(f"{ALL} LIMIT 3", media, most_rows=3), 5).truncated is False


@pytest.mark.parametrize("media", [*ROW_MEDIA, *TRIPLE_MEDIA])
def test_too_many_bytes_are_cut_between_rows_and_the_document_stays_whole(worker, media):
    text = ALL if media in ROW_MEDIA else "CONSTRUCT WHERE { ?s ?p ?o }"
    reply = worker.ask(Request(text, media, most_bytes=1_300), 5)
    whole = worker.ask(Request(text, media), 5)
    assert reply.truncated is (len(whole.body) > 1_300)
    assert len(reply.body) <= 1_300
    if media.endswith("json"):
        assert json.loads(reply.body)
    if media.endswith("xml"):
        assert ElementTree.fromstring(reply.body).tag


def test_one_row_that_is_too_large_is_left_out(worker):
    text = f'SELECT ("{"a" * 5_000}" AS ?x) {{}}'
    reply = worker.ask(Request(text, "text/csv", most_bytes=1_000), 5)
    assert (reply.body, reply.rows, reply.truncated) == (b"x\r\n", 0, True)


def test_the_current_graph_is_the_default_unless_query_or_request_name_others(worker):
    halcyon = "https://w3id.org/moratoria/id/organization/halcyon"
    everything, named = "SELECT DISTINCT ?s { ?s a ?c }", "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    assert len(rows(worker, everything)) == 3
    assert rows(worker, named) == [CURRENT.value, OTHER.value]
    own = f"SELECT DISTINCT ?s FROM <{OTHER.value}> {{ ?s a ?c }}"
    assert rows(worker, own, names_dataset=True) == [halcyon]
    assert rows(worker, everything, default_graphs=(OTHER.value,)) == [halcyon]
    assert len(rows(worker, everything, default_graphs=(OTHER.value, CURRENT.value))) == 4
    assert rows(worker, everything, named_graphs=(OTHER.value,)) == []
    assert rows(worker, named, named_graphs=(OTHER.value,)) == [OTHER.value]
    assert rows(worker, named, default_graphs=(OTHER.value,)) == []
    assert len(rows(worker, own, names_dataset=True, default_graphs=(CURRENT.value,))) == 3


def test_an_error_of_the_parser_comes_with_its_place(worker):
    with pytest.raises(QueryError, match=r"^line 2, column 9: the query does not parse: expected"):
        worker.ask(Request("SELECT * {\n ?s ?p }", ""), 5)


def test_a_query_that_takes_too_long_is_killed_on_time_and_the_next_is_answered_at_once(worker):
    pid = worker.pid
    begun = time.monotonic()
    with pytest.raises(QueryStopped, match=r"took more than 0\.5 s"):
        worker.ask(Request(SLOW.replace("COUNT(*)", "SUM(STRLEN(STR(?a1)))"), ""), 0.5)
    assert time.monotonic() - begun < 1
    assert worker.pid != pid
    assert not Path(f"/proc/{pid}").exists()
    begun = time.monotonic()
    assert len(rows(worker, ALL)) == 8
    assert time.monotonic() - begun < 1


def test_a_query_that_crashes_the_engine_is_an_error_of_that_query(worker):
    with pytest.raises(QueryStopped, match=r"ended the process that ran it \(SIGSEGV\)"):
        worker.ask(Request("SELECT * " + "{" * 60_000, ""), 5)
    assert len(rows(worker, ALL)) == 8


def test_a_query_that_wants_more_memory_than_it_may_have_is_told_so(worker):
    doubled = "".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1}) " for n in range(30))
    with pytest.raises(QueryStopped, match="needed more memory than it may use"):
        worker.ask(Request(f'SELECT (STRLEN(?v30) AS ?n) {{ BIND("aaaaaaaa" AS ?v0) {doubled} }}', ""), 10)
    assert len(rows(worker, ALL)) == 8


def test_a_worker_or_nursery_that_somebody_kills_is_replaced(worker, nursery):
    os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(QueryStopped, match="SIGKILL"):
        worker.ask(Request("ASK {}", ""), 5)
    assert len(rows(worker, ALL)) == 8
    first = nursery._process.pid
    os.kill(first, signal.SIGKILL)
    until = time.monotonic() + 5
    while Path(f"/proc/{worker.pid}").exists():  # it ends with the process that forked it
        assert time.monotonic() < until
        time.sleep(0.01)
    with pytest.raises(QueryStopped, match="ended the process"):
        worker.ask(Request("ASK {}", ""), 5)
    assert len(rows(worker, ALL)) == 8
    assert nursery._process.pid != first


def test_a_worker_reaches_nobody_even_if_it_is_asked_to(worker, nursery):
    assert nursery.confined
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        address = f"http://127.0.0.1:{canary.getsockname()[1]}/"
        with pytest.raises(QueryError, match="cannot be answered"):
            worker.ask(Request(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", ""), 5)
        with pytest.raises(TimeoutError):
            canary.accept()


def test_a_folder_without_a_store_is_an_error_of_the_store(nursery, tmp_path):
    lost = Worker(nursery, tmp_path / "nothing", MEMORY)
    with pytest.raises(StoreError):
        lost.ask(Request("ASK {}", ""), 10)
    lost.close()


def test_another_process_may_write_while_workers_read(nursery, tmp_path):
    with_one = [Quad(minted("restriction", "one"), TYPE, MOR.Ban, CURRENT)]
    store = EmbeddedStore(tmp_path / "store")
    store.commit(Change(add=with_one))
    reader = Worker(nursery, tmp_path / "store", MEMORY)
    assert len(rows(reader, ALL)) == 1
    store.commit(Change(add=[Quad(minted("restriction", "two"), TYPE, MOR.Ban, CURRENT)]))
    assert len(rows(reader, ALL)) == 1
    reader.replace(tmp_path / "store")
    assert len(rows(reader, ALL)) == 2
    reader.close()
    store.close()


TERMS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(Literal),
    st.sampled_from(["1", "-0.50", "1e5", "x"]).map(lambda word: Literal(word, datatype=NamedNode("x:" + word))),
    st.just(Literal("ban", language="en")), st.just(NamedNode("http://a.example/é?b=c&d#e")), st.none(),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(TERMS, TERMS), max_size=5))
def test_any_terms_are_written_as_the_engine_writes_them(found):
    lines = " ".join(f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in found)
    text = f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {lines} }} }}"
    store = pyoxigraph.Store()
    for media, form in ROW_MEDIA.items():
        assert answer(store, Request(text, media)).body == store.query(text).serialize(format=form)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Graph patterns made of smaller ones."""
    frames = (
        "{{ {} }}", "OPTIONAL {{ {} }}", "{{ SELECT * {{ {} }} }}", "FILTER EXISTS {{ {} }}", "MINUS {{ {} }}",
        "FILTER NOT EXISTS {{ ?s ?p ?o . {} }}", "GRAPH ?g {{ {} }}", "{{ {} }} UNION {{ ?s a ?o }}",
    )  # fmt: skip
    one = st.tuples(st.sampled_from(frames), inner).map(lambda pair: pair[0].format(pair[1]))
    return one | st.lists(inner, min_size=2, max_size=4).map(" ".join)


PATTERNS = st.recursive(
    st.sampled_from([
        "?s ?p ?o .", "?s a|^a/a* ?o .", "?s ?p (1 (?x) []) .", "[ ?p [ a ?o ] ] .", "VALUES ?v { 1 2 }",
        "BIND(IF(?x, -1, !(!(!?y))) AS ?z) ", "FILTER(((?s = ?o) || ?s < 1 + 2 * 3 - -4) && ?s IN (1, (2)))",
        "?s !(a|^a) 'x'@en, 1.5, true .", "FILTER(REGEX(STR(?s), '(((a*)*)*)*b'))", "?s (((a)+)*)? ?o .",
    ]),
    _wrapped, max_leaves=40,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pattern=PATTERNS, depth=st.integers(0, 31), opening=st.sampled_from(["{", "{SELECT*{", "OPTIONAL{", "MINUS{"]))
def test_no_query_that_the_guard_lets_through_crashes_the_engine(worker, pattern, depth, opening):
    text = "SELECT * { " + opening * depth + pattern + "}" * (depth * opening.count("{")) + " } LIMIT 5"
    told = ""
    try:
        worker.ask(Request(check_query(text).text, "text/csv"), 1.5)
    except QueryError as error:
        told = error.what
    assert "ended the process" not in told
