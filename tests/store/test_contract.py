"""What every store promises, asked of every store there is."""

from __future__ import annotations

from itertools import product

import pytest

from moratoria.errors import QueryError
from moratoria.store.base import Change, Rows, Store, Triples
from moratoria.terms import CURRENT, GRAPHS, XSD, Literal, NamedNode, Quad, Triple

EX = "http://example.org/"
A, B, C = (NamedNode(EX + name) for name in "abc")
P, Q = NamedNode(EX + "p"), NamedNode(EX + "q")
ONE, TWO = NamedNode(f"{GRAPHS}one/000000000001"), NamedNode(f"{GRAPHS}two/000000000002")
QUADS = [
    Quad(A, P, B, ONE), Quad(A, P, Literal("x"), ONE), Quad(A, Q, B, ONE), Quad(C, P, B, ONE), Quad(A, P, B, TWO),
    Quad(B, Q, Literal("x"), TWO), Quad(A, P, B, CURRENT), Quad(A, Q, Literal("only here"), CURRENT),
]  # fmt: skip

TERMS = {
    "plain": Literal("x"),
    "empty": Literal(""),
    "number-like": Literal("1"),
    "date-like": Literal("2020-06-10"),
    "language": Literal("x", language="en"),
    "date": Literal("2020-06-10", datatype=XSD.date),
    "date before 1900": Literal("1804-02-29", datatype=XSD.date),
    "dateTime": Literal("2026-01-10T09:00:00Z", datatype=XSD.dateTime),
    "dateTime with fraction": Literal("2026-01-10T09:00:00.25Z", datatype=XSD.dateTime),
    "decimal": Literal("0.9", datatype=XSD.decimal),
    "small decimal": Literal("0.000125", datatype=XSD.decimal),
    "integer": Literal("1", datatype=XSD.integer),
    "large integer": Literal("9007199254740993", datatype=XSD.integer),
    "true": Literal("true", datatype=XSD.boolean),
    "false": Literal("false", datatype=XSD.boolean),
    "gYear": Literal("1999", datatype=XSD.gYear),
    "quotes": Literal('she said "no", \'never\' and """not now"""'),
    "newlines and tabs": Literal("a\nb\r\nc\td"),
    "backslashes": Literal("C:\\new\\table \\u0041 \\"),
    "braces and marks": Literal("} ; DROP ALL # ?x $y <a> @en ^^"),
    "emoji": Literal("stop \U0001f6d1 \U0001f468\u200d\U0001f469\u200d\U0001f467"),
    "combining characters": Literal("Bore\u0301alis, not Bor\u00e9alis"),
    "right to left": Literal("\u05e9\u05dc\u05d5\u05dd \u202e x"),
    "60,000 characters": Literal("na\u00efve " * 10_000),
    "IRI with percent signs": NamedNode(EX + "a%20b%2Fc%C3%A9"),
    "IRI with unicode": NamedNode(EX + "\u00e9t\u00e9/\u65e5\u672c"),
    "IRI with query": NamedNode(EX + "?a=1&b='2'#c"),
}


def sorted_rows(answer: object) -> list[tuple[str, ...]]:
    assert isinstance(answer, Rows)
    return sorted(tuple(str(cell) for cell in row) for row in answer.rows)


@pytest.mark.parametrize("given", list(product([True, False], repeat=4)), ids=str)
def test_a_pattern_gives_the_quads_that_match_what_is_given(store: Store, given: tuple[bool, ...]) -> None:
    store.commit(Change(QUADS))
    wanted = (A, P, B, ONE)
    pattern = [term if is_given else None for term, is_given in zip(wanted, given, strict=True)]

    def matches(quad: Quad) -> bool:
        parts = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        return all(term is None or term == part for term, part in zip(pattern, parts, strict=True))

    assert sorted(map(str, store.quads(*pattern))) == sorted(str(quad) for quad in QUADS if matches(quad))


def test_what_is_not_there_matches_nothing(store: Store) -> None:
    store.commit(Change(QUADS))
    assert list(store.quads(None, None, Literal("y"))) == []
    assert list(store.quads(None, None, None, NamedNode(f"{GRAPHS}three/3"))) == []


def test_a_commit_adds(store: Store) -> None:
    store.commit(Change([QUADS[0]]))
    assert list(store.quads()) == [QUADS[0]]


def test_a_commit_removes(store: Store) -> None:
    store.commit(Change(QUADS))
    store.commit(Change((), QUADS[1:]))
    assert list(store.quads()) == [QUADS[0]]


def test_a_commit_removes_and_adds_at_once(store: Store) -> None:
    store.commit(Change(QUADS[:3]))
    store.commit(Change([QUADS[4]], QUADS[:2]))
    assert sorted(map(str, store.quads())) == sorted(map(str, [QUADS[2], QUADS[4]]))


def test_a_commit_of_nothing_changes_nothing(store: Store) -> None:
    store.commit(Change(QUADS[:1]))
    store.commit(Change())
    assert list(store.quads()) == QUADS[:1]


def test_adding_twice_is_adding_once_and_removing_the_absent_is_no_error(store: Store) -> None:
    store.commit(Change([QUADS[0], QUADS[0]]))
    store.commit(Change([QUADS[0]], [QUADS[5]]))
    assert list(store.quads()) == [QUADS[0]]


def test_a_quad_leaves_only_the_graph_it_is_removed_from(store: Store) -> None:
    store.commit(Change(QUADS))
    store.commit(Change((), [Quad(A, P, B, ONE)]))
    assert sorted(quad.graph_name.value for quad in store.quads(A, P, B)) == [CURRENT.value, TWO.value]


def test_a_large_commit_is_whole(store: Store) -> None:
    many = [Quad(NamedNode(f"{EX}{number}"), P, Literal(f"value {number}"), ONE) for number in range(6_500)]
    store.commit(Change(many))
    assert len(list(store.quads())) == 6_500
    store.commit(Change([QUADS[0]], many))
    assert list(store.quads()) == [QUADS[0]]


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS.keys())
def test_a_term_comes_back_as_it_was_and_can_be_found_and_removed(store: Store, term: NamedNode | Literal) -> None:
    quad = Quad(A, P, term, ONE)
    store.commit(Change([quad, Quad(A, P, term, CURRENT)]))
    assert list(store.quads(A, None, None, ONE)) == [quad]
    assert list(store.quads(None, None, term, ONE)) == [quad]
    answer = store.query(f"SELECT ?o WHERE {{ <{A.value}> <{P.value}> ?o }}")
    assert isinstance(answer, Rows)
    assert list(answer.rows) == [(term,)]
    built = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ <{A.value}> <{P.value}> ?o . ?s ?p ?o }}")
    assert isinstance(built, Triples)
    assert list(built) == [Triple(A, P, term)]
    store.commit(Change((), [quad]))
    assert list(store.quads(None, None, None, ONE)) == []


def test_terms_that_look_alike_are_told_apart(store: Store) -> None:
    alike = [Literal("1"), Literal("1", language="en"), Literal("1", datatype=XSD.integer), Literal("1.5")]
    store.commit(Change([Quad(A, P, term, ONE) for term in alike]))
    for term in alike:
        assert list(store.quads(None, None, term)) == [Quad(A, P, term, ONE)]


def test_an_unbound_variable_is_none(store: Store) -> None:
    store.commit(Change(QUADS))
    answer = store.query(f"SELECT ?s ?o ?none WHERE {{ ?s <{P.value}> ?o OPTIONAL {{ ?o <{P.value}> ?none }} }}")
    assert isinstance(answer, Rows)
    assert answer.columns == ("s", "o", "none")
    assert list(answer) == [{"s": A, "o": B, "none": None}]


def test_a_select_without_matches_has_columns_and_no_rows(store: Store) -> None:
    store.commit(Change(QUADS))
    answer = store.query(f"SELECT ?s ?o WHERE {{ ?s <{EX}nowhere> ?o }}")
    assert isinstance(answer, Rows)
    assert (answer.columns, len(answer)) == (("s", "o"), 0)


def test_ask_answers_true_and_false(store: Store) -> None:
    store.commit(Change(QUADS))
    assert store.query(f"ASK {{ <{A.value}> <{P.value}> <{B.value}> }}") is True
    assert store.query(f"ASK {{ <{B.value}> <{P.value}> <{A.value}> }}") is False


def test_construct_gives_triples(store: Store) -> None:
    store.commit(Change(QUADS))
    answer = store.query(f"# a comment\nPREFIX ex: <{EX}>\nCONSTRUCT {{ ?o ex:r ?s }} WHERE {{ ?s ex:p ?o }}")
    assert isinstance(answer, Triples)
    assert list(answer) == [Triple(B, NamedNode(EX + "r"), A)]
    empty = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s <{EX}nowhere> ?o . ?s ?p ?o }}")
    assert isinstance(empty, Triples)
    assert list(empty) == []


def test_the_current_graph_is_the_default_graph_and_no_other_is(store: Store) -> None:
    store.commit(Change(QUADS))
    assert sorted_rows(store.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")) == sorted(
        [(str(A), str(P), str(B)), (str(A), str(Q), '"only here"')]
    )


def test_source_graphs_are_asked_by_name(store: Store) -> None:
    store.commit(Change(QUADS))
    found = store.query(f"SELECT ?s ?o WHERE {{ GRAPH <{TWO.value}> {{ ?s <{Q.value}> ?o }} }}")
    assert sorted_rows(found) == [(str(B), '"x"')]


def test_one_query_joins_the_default_graph_with_the_graphs_that_say_so(store: Store) -> None:
    store.commit(Change(QUADS))
    text = f"SELECT ?g WHERE {{ ?s <{P.value}> ?o . GRAPH ?g {{ ?s <{P.value}> ?o }} }}"
    assert sorted_rows(store.query(text)) == [(str(CURRENT),), (str(ONE),), (str(TWO),)]
    store.commit(Change([Quad(A, P, B, NamedNode(f"{GRAPHS}three/000000000003"))]))
    assert len(sorted_rows(store.query(text))) == 4


def test_one_query_may_name_graphs_by_iri_and_by_variable(store: Store) -> None:
    store.commit(Change(QUADS))
    text = f"SELECT ?g WHERE {{ GRAPH <{TWO.value}> {{ ?s <{P.value}> ?o }} GRAPH ?g {{ ?s <{Q.value}> ?o }} }}"
    assert sorted_rows(store.query(text)) == [(str(ONE),)]
    text = f"PREFIX one: <{ONE.value}> SELECT ?s WHERE {{ GRAPH one: {{ ?s <{Q.value}> <{B.value}> }} }}"
    assert sorted_rows(store.query(text)) == [(str(A),)]


MALFORMED = {
    "no form": "SELEC ?s WHERE { ?s ?p ?o }",
    "empty": "",
    "open brace": "SELECT ?s WHERE { ?s ?p ?o",
    "unknown prefix": "SELECT ?s WHERE { ?s nobody:knows ?o }",
    "open string": 'ASK { ?s ?p "x }',
    "prose": "who restricts facial recognition?",
}


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_query_is_a_query_error(store: Store, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(text)
    assert caught.value.exit_code == 6
    assert caught.value.remedy.startswith("mend ")
    assert "\n" not in str(caught.value)


UPDATES = {
    "insert": f"INSERT DATA {{ GRAPH <{ONE.value}> {{ <{C.value}> <{Q.value}> 1 }} }}",
    "behind a comment": f"# SELECT\nINSERT DATA {{ GRAPH <{ONE.value}> {{ <{C.value}> <{Q.value}> 1 }} }}",
    "behind a prefix": f"PREFIX select: <{EX}#>\nDELETE WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "behind a query": f"SELECT ?s WHERE {{ ?s ?p ?o }} ; CLEAR GRAPH <{ONE.value}>",
    "clear": f"CLEAR GRAPH <{ONE.value}>",
}


@pytest.mark.parametrize("text", UPDATES.values(), ids=UPDATES.keys())
def test_an_update_is_no_query_and_changes_nothing(store: Store, text: str) -> None:
    store.commit(Change(QUADS))
    with pytest.raises(QueryError):
        store.query(text)
    assert sorted(map(str, store.quads())) == sorted(map(str, QUADS))
