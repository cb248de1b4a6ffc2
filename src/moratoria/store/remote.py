"""Any SPARQL 1.1 endpoint as a store, through SPARQLWrapper, with the bounds that library lacks."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from http.client import HTTPException, IncompleteRead
from typing import Any
from urllib import request as http
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pyoxigraph
from SPARQLWrapper import POST, POSTDIRECTLY, SPARQLWrapper

from moratoria.errors import EndpointError, MoratoriaError, QueryError
from moratoria.store.base import Answer, Change, Node, Rows, Triples, Value
from moratoria.store.embedded import update_text
from moratoria.terms import CURRENT, GRAPHS, XSD, BlankNode, Literal, NamedNode, Quad, Triple

DEADLINE_SECONDS = 30.0
ANSWER_BYTES = 64 << 20
VIRTUOSO_QUADS = 1_000
"""Virtuoso's parser gives up ("memory exhausted") on an update of some 5,000 lines."""

_ERROR_BYTES = 2_000
_CHUNK_BYTES = 1 << 16
_ROWS, _GRAPH = "application/sparql-results+json", "application/n-triples"
# SPARQLWrapper takes what it cannot classify for a SELECT, and Virtuoso runs an update that is sent as a query:
# only what begins as one of the four query forms leaves the house (SPARQL 1.1 Query, clause 19.8, rule 2).
_FORM = re.compile(
    r"(?:\s|#[^\n]*|BASE\s*<[^<>]*>|PREFIX\s*[^\s:<]*:\s*<[^<>]*>)*+(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE
)
# what follows GRAPH: an IRI, a variable, or the prefix of a name
_NAMED = re.compile(r"(?<![\w/#:-])GRAPH(?:\s*<([^<>]*)>|\s*([?$])|\s+([\w.-]*:))", re.IGNORECASE)
_OURS = f'FILTER(STRSTARTS(STR(?g), "{GRAPHS}"))'
_ZEROS = re.compile(r"(\.\d*?)0+(?=Z|[+-]|$)")
Fields = Sequence[tuple[str, str]]
_DEFAULT: Fields = (("default-graph-uri", CURRENT.value),)


def _opener() -> http.OpenerDirector:
    """Speaks http(s) and nothing else: no redirect is followed, as it could lead anywhere, no file is opened."""
    opener = http.OpenerDirector()
    for handler in (
        http.ProxyHandler(), http.HTTPHandler(), http.HTTPSHandler(), http.UnknownHandler(),
        http.HTTPDefaultErrorHandler(), http.HTTPErrorProcessor(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener


class _Request(SPARQLWrapper):
    """A request to an endpoint that goes through the opener above instead of urllib's global one."""

    opener = _opener()

    def send(self, accept: str, timeout_seconds: float) -> Any:
        """The open response. Raises what urllib raises."""
        self.setMethod(POST)
        # Virtuoso answers 406 when a `format` field and the Accept header name different words for one form
        self.setOnlyConneg(True)
        self.addCustomHttpHeader("Accept", accept)
        return self.opener.open(self._createRequest(), timeout=timeout_seconds)


class RemoteStore:
    """The graphs of this project behind an endpoint, which may hold others; `graph/current` is the default graph.

    Only http(s) addresses are accepted, no redirect is followed, an answer has a total deadline and a byte cap.
    A commit is one update request, all or nothing where the endpoint makes it so (SPARQL 1.1 Update, clause 2.2).
    Not so on Virtuoso: it takes a commit in several requests, of which earlier ones stay when a later one fails; what
    a graph says of itself goes last, so that the next load finds such a source not loaded and repeats it.
    """

    def __init__(
        self, endpoint: str, update_endpoint: str | None = None, *, deadline_seconds: float = DEADLINE_SECONDS
    ) -> None:
        for address in (endpoint, update_endpoint or endpoint):
            _require_web_address(address)
        self.place = endpoint
        self._update_place = update_endpoint or endpoint
        self._deadline_seconds = deadline_seconds
        self._server: str | None = None
        self._offers_all = False

    def quads(
        self, subject: Node = None, predicate: Node = None, value: Value = None, graph: Node = None
    ) -> Iterable[Quad]:
        """The quads that match what is given, in graphs of this project."""
        given = (subject, predicate, value, graph)
        bindings = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in zip("spog", given, strict=True) if term)
        ours = "" if graph is not None else _OURS
        found = self._select(f"SELECT ?s ?p ?o ?g WHERE {{ {bindings} GRAPH ?g {{ ?s ?p ?o }} {ours} }}")
        # what was given is not read back: Virtuoso gives a boolean in VALUES back as an integer
        rows = ((term or cell for term, cell in zip(given, row, strict=True)) for row in found.rows)
        return [Quad(*row) for row in rows]  # type: ignore[arg-type]

    def query(self, text: str) -> Answer:
        """The answer to a SPARQL query; see `Store.query`. Raises EndpointError when the endpoint fails."""
        form = _FORM.match(text)
        if not form:
            raise QueryError(
                "the query does not parse: it begins as none of SELECT, ASK, CONSTRUCT and DESCRIBE",
                where=self.place, remedy="mend the query",
            )  # fmt: skip
        dataset = [*_DEFAULT, *self._named_graphs(text)]
        if form[1].upper() in ("CONSTRUCT", "DESCRIBE"):
            return _triples(self._send("query", text, dataset, _GRAPH), self.place)
        rows = _rows(self._send("query", text, dataset, _ROWS), self.place)
        return _truth(rows, self.place) if form[1].upper() == "ASK" else rows

    def query_foreign(self, text: str) -> Rows:
        """The rows of a SELECT over whatever data the endpoint gives when no graph is named: it need not be ours."""
        form = _FORM.match(text)
        if not form or form[1].upper() != "SELECT":
            raise QueryError("is no SELECT query", where=self.place, remedy="mend the query")
        return self._select(text)

    def commit(self, change: Change) -> None:
        """Send the change. Raises EndpointError when the endpoint refuses it."""
        if change:
            for part in self._parts(change):
                self._send("update", update_text(part), (), _ROWS)

    def close(self) -> None:
        """Nothing is held open."""

    def _select(self, text: str, dataset: Fields = ()) -> Rows:
        found = _rows(self._send("query", text, dataset, _ROWS), self.place)
        if isinstance(found, bool):
            raise _unreadable(self.place, "no table of rows")
        return found

    def _named_graphs(self, text: str) -> Fields:
        """The graphs that a query is to be given besides the default graph.

        A dataset without named graphs has none (SPARQL 1.1 Protocol, clause 2.1.4), and oxigraph takes that at its
        word. Virtuoso then offers all its graphs to `GRAPH ?g` and none to `GRAPH <iri>`, and cannot be sent a hundred
        names, as it repeats each in a header: it gets the names in the query, or none where that names no graph.
        """
        named = _NAMED.findall(text)
        if all(iri for iri, _, _ in named):
            return [("named-graph-uri", iri) for iri in sorted({iri for iri, _, _ in named})]
        if all(mark for _, mark, _ in named) and self._offers_unasked():
            return ()
        found = self._select(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }}")
        return [("named-graph-uri", row[0].value) for row in found.rows if isinstance(row[0], NamedNode)]

    def _offers_unasked(self) -> bool:
        """True where `GRAPH ?g` finds graphs though none is named; known for good once it has found one."""
        if not self._offers_all:
            self._offers_all = bool(self._select("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1", _DEFAULT))
        return self._offers_all

    def _parts(self, change: Change) -> Iterator[Change]:
        """The change in as few requests as the endpoint takes."""
        whole = len(change.add) + len(change.remove) <= VIRTUOSO_QUADS
        if not whole and self._server is None:
            self._send("query", "ASK { ?s ?p ?o }", _DEFAULT, _ROWS)
        if whole or "virtuoso" not in (self._server or "").lower():
            yield change
            return
        last = sorted(change.add, key=lambda quad: quad.subject == quad.graph_name)
        yield from (Change((), part) for part in _slices(change.remove))
        yield from (Change(part) for part in _slices(last))

    def _send(self, kind: str, text: str, fields: Fields, accept: str) -> bytes:
        """The bytes of an answer, whole, within the deadline and the byte cap."""
        request = _Request(self.place, self._update_place)
        request.setRequestMethod(POSTDIRECTLY if kind == "update" else "urlencoded")
        request.queryString, request.queryType = text, "INSERT" if kind == "update" else "SELECT"
        for name, value in fields:
            request.addParameter(name, value)
        place = self._update_place if kind == "update" else self.place
        box: list[bytes | Exception] = []

        def work() -> None:
            try:
                box.append(self._read(request, accept, place))
            except HTTPError as error:  # its body is read here too, where the deadline holds
                box.append(_refusal(error, place, kind))
            except Exception as error:  # handed to the caller's thread, which raises it with its place
                box.append(error)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(self._deadline_seconds)
        if not box:
            raise _late(place, self._deadline_seconds)
        if isinstance(box[0], MoratoriaError):
            raise box[0]
        if isinstance(box[0], Exception):
            raise _explained(box[0], place, self._deadline_seconds) from box[0]
        return box[0]

    def _read(self, request: _Request, accept: str, place: str) -> bytes:
        deadline = time.monotonic() + self._deadline_seconds
        chunks, size = [], 0
        with closing(request.send(accept, self._deadline_seconds)) as response:
            self._server = response.headers.get("Server", "")
            while chunk := response.read1(_CHUNK_BYTES):
                size += len(chunk)
                if size > ANSWER_BYTES:
                    raise EndpointError(f"answered more than {ANSWER_BYTES:,} bytes", where=place, remedy="add a LIMIT")
                if time.monotonic() > deadline:
                    raise _late(place, self._deadline_seconds)
                chunks.append(chunk)
            _require_whole(response, size, place)
        return b"".join(chunks)


def _require_web_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good or re.search(r"[\s\x00-\x1f]", address):
        raise EndpointError("is no http address", where=repr(address), remedy="give the endpoint's http(s) address")


def _require_whole(response: Any, size: int, place: str) -> None:
    """Raises EndpointError where an answer was cut: read1 ends quietly when the other side hangs up."""
    told = response.headers.get("Content-Length")
    if told is not None and told.isdigit() and size < int(told):
        raise _broken_off(place)
    # Virtuoso answers 200 with the first rows, and says in a header that there are more, or that time ran out
    if response.headers.get("X-SPARQL-MaxRows"):
        what = f"gives {response.headers['X-SPARQL-MaxRows']} rows at most and has more"
        raise EndpointError(what, where=place, remedy="add a LIMIT, or raise ResultSetMaxRows there")
    if response.headers.get("X-SQL-State"):
        raise EndpointError("gave up before its answer was whole", where=place, remedy="ask for less")


def _broken_off(place: str) -> EndpointError:
    return EndpointError("broke off in mid answer", where=place, remedy="try again, or ask for less")


def _slices(quads: Sequence[Quad]) -> Iterator[Sequence[Quad]]:
    return (quads[start : start + VIRTUOSO_QUADS] for start in range(0, len(quads), VIRTUOSO_QUADS))


def _late(place: str, seconds: float) -> EndpointError:
    what = f"gave no whole answer in {seconds:g} s"
    return EndpointError(what, where=place, remedy="ask for less, or try again later")


def _explained(error: Exception, place: str, seconds: float) -> EndpointError:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return _late(place, seconds)
    if isinstance(reason, IncompleteRead):
        return _broken_off(place)
    if isinstance(reason, HTTPException):
        return EndpointError("does not answer in HTTP", where=place, remedy="check the address")
    word = getattr(reason, "strerror", None) or _line(str(reason)) or type(reason).__name__
    return EndpointError(f"cannot be reached ({word})", where=place, remedy="check the address, and that it is up")


def _refusal(error: HTTPError, place: str, kind: str) -> MoratoriaError:
    """What an HTTP status of failure means for the caller."""
    with error:
        body = error.read(_ERROR_BYTES).decode("utf-8", "replace")
    said = f": {_line(body)}" if _line(body) and "<" not in _line(body) else ""
    if error.code == 400 and kind == "query":
        return QueryError(f"refused the query{said}", where=place, remedy="mend the query")
    if error.code in (401, 403):
        what = f"lets nobody in unasked (HTTP {error.code})"
        return EndpointError(what, where=place, remedy="ask its owner for access")
    if 300 <= error.code < 400:
        target = _line(str(error.headers.get("Location", "elsewhere")))
        what = f"redirects to {target}, which is not followed"
        return EndpointError(what, where=place, remedy="give that address if you trust it")
    return EndpointError(f"failed with HTTP {error.code}{said}", where=place, remedy="try again, or ask its owner")


def _line(text: str) -> str:
    return "".join(char for char in (text.strip().splitlines() or [""])[0] if char.isprintable())[:200]


def _unreadable(place: str, what: str) -> EndpointError:
    # `oxigraph serve` cuts late and answers 200 with broken JSON: an unparseable answer is a failure
    return EndpointError(f"answered {what}", where=place, remedy="try again, or check that it is a SPARQL endpoint")


def _rows(content: bytes, place: str) -> Rows | bool:
    try:
        answer = json.loads(content)
        if isinstance(answer.get("boolean"), bool):
            return bool(answer["boolean"])
        columns = tuple(answer["head"]["vars"])
        rows = [tuple(_term(row.get(name)) for name in columns) for row in answer["results"]["bindings"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _unreadable(place, "something that is no SPARQL result") from error
    return Rows(columns, rows)


def _truth(answer: Rows | bool, place: str) -> bool:
    """The answer to an ASK; Virtuoso gives it as a row with 1 in it, or as none."""
    if isinstance(answer, bool):
        return answer
    if answer.columns != ("__ASK_RETVAL",):
        raise _unreadable(place, "neither true nor false")
    return any(isinstance(cell, Literal) and cell.value == "1" for row in answer.rows for cell in row)


def _term(value: dict[str, str] | None) -> Any:
    if value is None:
        return None
    if value["type"] == "uri":
        return NamedNode(value["value"])
    return BlankNode(value["value"].replace("nodeID://", "")) if value["type"] == "bnode" else _literal(value)


def _literal(value: dict[str, str]) -> Literal:
    if value.get("xml:lang"):
        return Literal(value["value"], language=value["xml:lang"])
    datatype = value.get("datatype")
    return _canonical(Literal(value["value"], datatype=NamedNode(datatype) if datatype else None))


def _canonical(term: Literal) -> Literal:
    """A literal in the form the embedded store keeps; Virtuoso writes true as 1, and .25 s as .250.

    XML Schema 1.0 part 2, clauses 3.2.2.2 and 3.2.7.2.
    """
    if term.datatype == XSD.boolean:
        return Literal(term.value in ("true", "1"))
    if term.datatype == XSD.dateTime:
        return Literal(_ZEROS.sub(lambda found: found[1].rstrip("."), term.value), datatype=XSD.dateTime)
    return term


def _triple(quad: Quad) -> Triple:
    value = quad.object
    return Triple(quad.subject, quad.predicate, _canonical(value) if isinstance(value, Literal) else value)


def _triples(content: bytes, place: str) -> Triples:
    try:
        found = pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.N_TRIPLES)
        return Triples([_triple(quad) for quad in found])
    except (SyntaxError, ValueError, OSError) as error:
        raise _unreadable(place, "something that is no N-Triples") from error
