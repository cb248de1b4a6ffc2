"""Any SPARQL 1.1 endpoint as a store, through SPARQLWrapper, with the bounds that library lacks."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, SPARQLWrapper, Wrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from moratoria.errors import EndpointError, QueryError
from moratoria.store.base import Answer, Change, Node, Rows, Triples, Value
from moratoria.store.embedded import update_text
from moratoria.terms import BlankNode, Literal, NamedNode, Quad

DEADLINE_SECONDS = 30.0
ANSWER_BYTES = 64 << 20
_RDF_XML_FORMS = {"CONSTRUCT", "DESCRIBE"}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect could lead anywhere, so none is followed."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


# SPARQLWrapper calls urlopen by this module name; a private opener there leaves urllib's global one alone.
Wrapper.urlopener = urllib.request.build_opener(_NoRedirect()).open  # type: ignore[attr-defined]


class RemoteStore:
    """The quads behind an endpoint whose default graph is the union of its graphs (as GraphDB's and Virtuoso's is).

    Only http(s) addresses are accepted, no redirect is followed, an answer has a total deadline and a byte cap.
    Whether a commit is all or nothing is up to the endpoint: it is sent as one update request.
    """

    def __init__(
        self, endpoint: str, update_endpoint: str | None = None, *, deadline_seconds: float = DEADLINE_SECONDS
    ) -> None:
        for address in (endpoint, update_endpoint or endpoint):
            parts = urlsplit(address)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise EndpointError("is no http address", where=address, remedy="give the endpoint's http(s) address")
        self.place = endpoint
        self._update_endpoint = update_endpoint or endpoint
        self._deadline_seconds = deadline_seconds

    def quads(self, subject: Node = None, predicate: Node = None, value: Value = None, graph: Node = None) -> Iterable[Quad]:
        """The quads that match what is given."""
        names = {"s": subject, "p": predicate, "o": value, "g": graph}
        bindings = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in names.items() if term is not None)
        found = self.query(f"SELECT ?s ?p ?o ?g WHERE {{ {bindings} GRAPH ?g {{ ?s ?p ?o }} }}")
        assert isinstance(found, Rows)
        return [Quad(*row) for row in found.rows]  # type: ignore[arg-type]

    def query(self, text: str) -> Answer:
        """The answer to a SPARQL query; see `Store.query`. Raises EndpointError when the endpoint fails."""
        wrapper = SPARQLWrapper(self.place)
        wrapper.setMethod(POST)
        wrapper.setQuery(text)
        is_graph = wrapper.queryType in _RDF_XML_FORMS
        wrapper.setReturnFormat(TURTLE if is_graph else JSON)
        content = self._ask(wrapper)
        return _triples(content, self.place) if is_graph else _rows(content, self.place)

    def commit(self, change: Change) -> None:
        """Send the change as one update request."""
        wrapper = SPARQLWrapper(self._update_endpoint)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setQuery(update_text(change))
        self._ask(wrapper)

    def close(self) -> None:
        """Nothing is held open."""

    def _ask(self, wrapper: SPARQLWrapper) -> bytes:
        """The bytes of an answer, within the deadline and the byte cap."""
        wrapper.setTimeout(max(1, round(self._deadline_seconds)))
        box: list[bytes | Exception] = []

        def work() -> None:
            try:
                box.append(wrapper.query().response.read(ANSWER_BYTES + 1))
            except Exception as error:  # handed to the caller's thread, which raises it with its place
                box.append(error)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(self._deadline_seconds)
        if not box:
            remedy = "ask for less, or try again later"
            raise EndpointError(f"gave no whole answer in {self._deadline_seconds:g} s", where=self.place, remedy=remedy)
        if isinstance(box[0], Exception):
            raise _explained(box[0], self.place) from box[0]
        if len(box[0]) > ANSWER_BYTES:
            raise EndpointError(f"answered more than {ANSWER_BYTES:,} bytes", where=self.place, remedy="add a LIMIT")
        return box[0]


def _explained(error: Exception, place: str) -> Exception:
    if isinstance(error, SPARQLWrapperException) and "QueryBadFormed" in type(error).__name__:
        return QueryError("the endpoint refused the query", where=place, remedy="mend the query")
    reason = str(getattr(error, "reason", error)).splitlines()[0][:200]
    return EndpointError(f"did not answer ({reason})", where=place, remedy="check that the endpoint is up")


def _rows(content: bytes, place: str) -> Rows | bool:
    try:
        answer = json.loads(content)
        if "boolean" in answer:
            return bool(answer["boolean"])
        columns = tuple(answer["head"]["vars"])
        rows = [tuple(_term(row.get(name)) for name in columns) for row in answer["results"]["bindings"]]
    except (ValueError, KeyError, TypeError) as error:
        # `oxigraph serve` cuts late and answers 200 with broken JSON: an unparseable answer is a failure
        raise EndpointError("answered something that is no SPARQL result", where=place, remedy="try again") from error
    return Rows(columns, rows)


def _term(value: dict[str, str] | None) -> Any:
    if value is None:
        return None
    if value["type"] == "uri":
        return NamedNode(value["value"])
    if value["type"] == "bnode":
        return BlankNode(value["value"].replace("nodeID://", ""))
    if value.get("xml:lang"):
        return Literal(value["value"], language=value["xml:lang"])
    datatype = value.get("datatype")
    return Literal(value["value"], datatype=NamedNode(datatype) if datatype else None)


def _triples(content: bytes, place: str) -> Triples:
    try:
        found = pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE)
        return Triples([quad.triple for quad in found])
    except SyntaxError as error:
        raise EndpointError("answered something that is no Turtle", where=place, remedy="try again") from error
