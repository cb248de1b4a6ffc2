"""Sizes: the walls of the house."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def over(sizes: dict[str, int], wall: int) -> dict[str, int]:
    return {name: size for name, size in sizes.items() if size > wall}


def test_no_module_is_longer_than_400_lines(modules):
    assert over({module.place: module.lines for module in modules}, 400) == {}


def test_nine_of_ten_modules_are_at_most_300_lines(modules):
    sizes = sorted(module.lines for module in modules)
    assert sizes[int(len(sizes) * 0.9)] <= 300


def test_no_function_is_longer_than_50_lines(modules):
    sizes = {
        f"{module.place}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert over(sizes, 50) == {}


def test_no_turtle_module_is_longer_than_400_lines():
    files = sorted(path for path in (ROOT / "ontology").rglob("*.ttl") if path.parent.name != "schemes")  # data
    assert len(files) > 10
    assert over({str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in files}, 400) == {}


def test_no_query_has_more_than_45_lines_of_sparql():
    files = sorted((ROOT / "queries").rglob("*.rq"))
    assert len(files) > 20
    sizes = {
        str(path.relative_to(ROOT)): sum(
            bool(line.strip()) and not line.startswith("#") for line in path.read_text("utf-8").splitlines()
        )
        for path in files
    }
    assert over(sizes, 45) == {}


def test_every_public_thing_has_a_docstring(modules):
    bare = []
    for module in modules:
        public = [node for node in module.tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        methods = [inner for node in public if isinstance(node, ast.ClassDef) for inner in node.body]
        for node in (module.tree, *public, *methods):
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
                name = getattr(node, "name", "")
                if name.startswith("_") and name:
                    continue
                text = ast.get_docstring(node) or ""
                overloads = {getattr(mark, "id", "") for mark in getattr(node, "decorator_list", ())}
                if not text and not overloads & {"overload"}:
                    bare.append(f"{module.place}:{name}")
    assert bare == []
