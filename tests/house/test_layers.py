"""Who may import whom: data flows one way, the core is pure, and each library has one door."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter

GROUND = {"errors", "findings", "terms"}
"""The ground floor: every unit but these may stand on it."""

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "terms": set(),
    "findings": set(),
    "settings": {"errors"},
    "facts": {"errors", "findings"},
    "sources": GROUND | {"facts", "settings"},
    "reading": GROUND | {"facts", "settings"},
    "registers": GROUND | {"facts"},
    "graph": GROUND | {"facts"},
    "store": GROUND,
    "validate": GROUND | {"store"},
    "infer": GROUND | {"graph", "store", "facts"},
    "ask": GROUND | {"store", "facts"},
    "review": GROUND | {"facts", "graph", "store", "ask", "settings"},
    "link": GROUND | {"facts", "graph", "store", "ask", "settings"},
    "export": GROUND | {"facts", "graph", "store", "ask", "settings"},
    "draw": GROUND | {"facts", "graph", "store", "ask", "settings"},
    "pages": GROUND | {"ask"},
    "publish": GROUND | {"export", "pages", "ask", "store"},
    "pipeline": GROUND
    | {"settings", "facts", "sources", "reading", "registers", "graph", "store", "validate", "infer", "ask"}
    | {"review", "link", "export", "draw", "pages", "publish"},
    "serve": GROUND
    | {"settings", "facts", "graph", "store", "ask", "infer", "review"}
    | {"link", "export", "pages", "publish", "pipeline"},
    "__init__": {"pipeline"},
}
MAY_IMPORT["cli"] = set(MAY_IMPORT) - {"__init__"}

PURE = ("facts/", "graph/build.py", "graph/claims.py", "graph/current.py", "graph/slots.py", "reading/", "registers/",
        "validate/report.py", "infer/status.py", "ask/bind.py", "ask/guard/", "ask/catalogue.py",
        "errors.py", "findings.py", "terms.py")  # fmt: skip
IMPURE = {"os", "io", "sys", "shutil", "tempfile", "glob", "pathlib", "subprocess", "socket", "urllib", "http",
          "requests", "httpx", "time", "random", "secrets", "uuid", "logging"}  # fmt: skip
IMPURE_CALLS = {"open", "input", "print", "now", "utcnow", "today", "getenv"}

DOORS: dict[str, tuple[str, ...]] = {
    "pyoxigraph.Store": ("store/",),
    "SPARQLWrapper": ("store/remote.py",),
    "pyshacl": ("validate/shapes.py",),
    "shacl": ("validate/shapes.py",),
    "owlready2": ("infer/reasoner.py",),
    "networkx": ("graph/network.py", "draw/", "export/"),
    "matplotlib": ("draw/",),
    "ruamel": ("sources/fact_files.py",),
    "typer": ("cli/",),
    "rich": ("cli/",),
    "ahocorasick": ("reading/gazetteer.py",),
    "jinja2": ("pages/",),
    "markupsafe": ("pages/",),
    "rapidfuzz": ("link/candidates.py", "reading/anchor.py"),
    "trafilatura": ("reading/page.py",),
    "tomllib": ("pipeline/registers.py",),
    "httpx": ("sources/fetch.py",),
    "starlette": ("serve/",),
    "uvicorn": ("serve/run.py",),
    "prometheus_client": ("serve/operations.py",),
    "mcp": ("serve/agents/",),
}


def imported(tree: ast.AST) -> Iterator[str]:
    """Every dotted name a module imports, names taken from a package included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"a relative import in line {node.lineno}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def units_imported(tree: ast.AST) -> set[str]:
    names = (name.split(".") for name in imported(tree))
    return {parts[1] for parts in names if parts[0] == "moratoria" and len(parts) > 1}


def within(place: str, doors: Iterable[str]) -> bool:
    return any(place == door or (door.endswith("/") and place.startswith(door)) for door in doors)


def test_every_unit_stands_in_the_table(modules):
    assert {module.unit for module in modules} - set(MAY_IMPORT) == set()


def test_no_unit_imports_upwards(modules):
    upward = [
        (module.place, unit)
        for module in modules
        for unit in units_imported(module.tree) - {module.unit, "__future__"}
        if unit in MAY_IMPORT and unit not in MAY_IMPORT[module.unit]
    ]
    assert upward == []


def test_what_is_imported_from_the_package_is_a_unit_of_the_table(modules):
    assert {unit for module in modules for unit in units_imported(module.tree)} - set(MAY_IMPORT) == set()


def test_the_table_itself_has_no_cycle():
    order = list(TopologicalSorter(MAY_IMPORT).static_order())
    assert set(order[:3]) == {"errors", "terms", "findings"}
    assert order.index("facts") < order.index("graph") < order.index("infer") < order.index("pipeline")


def test_no_cycle_between_modules(modules):
    places = {module.dotted for module in modules}
    edges = {
        module.dotted: {
            target
            for name in imported(module.tree)
            for target in (name if name in places else name.rpartition(".")[0],)
            if target in places and target not in (module.dotted, "moratoria")
        }
        for module in modules
    }
    assert len(list(TopologicalSorter(edges).static_order())) == len(places)


def test_the_pure_core_imports_neither_files_nor_network_nor_clock(modules):
    impure = [
        (module.place, name)
        for module in modules
        if within(module.place, PURE)
        for name in imported(module.tree)
        if name.split(".", maxsplit=1)[0] in IMPURE and not name.startswith("urllib.parse")
    ]
    assert impure == []


def test_the_pure_core_opens_nothing_and_never_asks_the_time(modules):
    calls = []
    for module in (module for module in modules if within(module.place, PURE)):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                calls += [(module.place, name, node.lineno)] if name in IMPURE_CALLS else []
    assert calls == []


def test_every_library_has_one_door(modules):
    elsewhere = [
        (module.place, library)
        for module in modules
        for name in imported(module.tree)
        for library, doors in DOORS.items()
        if (name == library or name.startswith(f"{library}.")) and not within(module.place, doors)
    ]
    assert elsewhere == []


def test_term_classes_come_from_terms_and_never_from_the_engine(modules):
    terms = {"BlankNode", "DefaultGraph", "Literal", "NamedNode", "Quad", "Triple", "Variable"}
    direct = [
        (module.place, name)
        for module in modules
        if module.place != "terms.py" and module.unit != "store"
        for name in imported(module.tree)
        if name.startswith("pyoxigraph.") and name.removeprefix("pyoxigraph.") in terms
    ]
    assert direct == []


def test_no_star_import(modules):
    assert [module.place for module in modules for name in imported(module.tree) if name.endswith(".*")] == []
