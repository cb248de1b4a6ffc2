"""Names: one word, one meaning; what the package exports; nothing of the maker's machine in the files."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import moratoria

ROOT = Path(__file__).parents[2]
BANNED = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "handler", "handlers"}
TEXTS = {".py", ".md", ".toml", ".yaml", ".yml", ".ttl", ".rq", ".json", ".jsonld", ".cfg", ".txt", ".lock", ".cff",
         ".sh", ".csv", ".tsv", ".xml", ".html", ".ts", ".css", ""}  # fmt: skip

_SLASH = "/"
MACHINE_PATHS = re.compile(rf"(?<![\w.:/-]){_SLASH}(?:work|home|root|Users)/\w+|{_SLASH}tmp/(?:v|brief|bash_jobs)\b")
REGISTRIES = re.compile(
    r"https?://(?:[\w.-]+@)?[\w.-]*(?:pypi|pythonhosted|npmjs|registry|artifactory|nexus|devpi|proxy)[\w.-]*"
    r"(?::\d+)?/(?:simple|api/pypi|root|repository|artifactory)\b|--(?:extra-)?index-url\s+\S|(?m:^index-url\s*=)"
)


def test_the_package_exports_two_names():
    assert moratoria.__all__ == ["Moratoria", "open"]
    assert [name for name in moratoria.__all__ if not callable(getattr(moratoria, name))] == []


def test_an_unknown_name_of_the_package_is_an_attribute_error():
    with pytest.raises(AttributeError, match=r"^module 'moratoria' has no attribute 'nothing_of_the_kind'$"):
        _ = moratoria.nothing_of_the_kind


def test_the_python_object_has_the_promised_verbs():
    verbs = {"load", "check", "retract", "ask", "query", "export", "rdflib", "networkx", "doctor", "dump", "close"}
    assert verbs - set(dir(moratoria.Moratoria)) == set()


def test_the_package_is_typed_for_those_who_use_it():
    assert (ROOT / "src" / "moratoria" / "py.typed").is_file()


def test_no_module_has_a_name_that_says_nothing(modules):
    words = {word for module in modules for part in module.place.split("/") for word in re.split(r"[_.]", part)}
    assert words & BANNED == set()


def test_no_class_or_function_is_a_manager_handler_or_helper(modules):
    names = {
        f"{module.place}:{node.name}"
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        and {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", node.name)} & BANNED
    }
    assert names == set()


def lines_with(pattern: re.Pattern[str], paths: tuple[Path, ...]) -> list[str]:
    found = []
    for path in paths:
        if path.suffix in TEXTS and path != Path(__file__) and path.stat().st_size < 2_000_000:
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in pattern.finditer(text)]
    return found


def test_the_pattern_of_machine_paths_finds_one():
    assert MACHINE_PATHS.search("cd " + "/" + "work/main")
    assert not MACHINE_PATHS.search("https://example.org/" + "work/" + "main")


def test_the_pattern_of_registries_finds_one():
    assert REGISTRIES.search("pip install --index-" + "url https://mirror.example/simple")
    assert not REGISTRIES.search("https://pypi.org/project/moratoria/")


def test_no_path_of_a_machine_is_in_a_tracked_file(tracked):
    assert lines_with(MACHINE_PATHS, tracked) == []


def test_no_address_of_a_registry_is_in_a_tracked_file(tracked):
    assert lines_with(REGISTRIES, tracked) == []


def test_no_generated_file_is_tracked(tracked):
    generated = [path for path in tracked if {"__pycache__", ".venv", "out", "dist", "moratoria-store"} & {*path.parts}]
    assert generated == []
