"""Made-up registers in the format of the real ones, and ways to load them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from moratoria import Moratoria
from moratoria.pipeline.editions import EditionReport
from moratoria.settings import shipped_folder

Loads = Callable[..., EditionReport]

SMALL = """\
name = "toys"

[source]
id = "toy-laws"
title = "Laws on toys"
publisher = "Toy Office"
licence = "CC0"

[[tables]]
name = "laws"
files = ["*.csv", "*.json", "*.yaml"]
row = "{number}"
at_least = 1
required = { number = "no number" }

[tables.columns.date]
type = "date"
forms = ["YYYY-MM-DD", "timestamp", "Month D, YYYY", "Month, YYYY"]

[tables.columns.topics]
type = "list"
split = ";"
whole = ["odds, ends, and robots"]
words = { faces = "facial-recognition", voices = "voice-cloning", "odds, ends, and robots" = "robot" }

[tables.columns.final]
type = "flag"

[tables.columns.step]
words = { passed = "passed", signed = "signed", introduced = "introduced" }

[[tables.facts]]
list = "legislation"
id = "toy-{number}"
fields = { kind = "bill", name = "{name}", technologies = ["{topics}"] }

[[tables.facts]]
list = "events"
id = "toy-{number}-{step}"
[tables.facts.fields]
kind = "{step}"
label = "{number}: {step}"
date = "{date}"
legislation = { to = "legislation", id = "toy-{number}" }
"""
HEADER = "number,name,date,topics,final,step\n"


@pytest.fixture
def graph() -> Iterator[Moratoria]:
    """An empty graph in memory."""
    with Moratoria.in_memory() as empty:
        yield empty


@pytest.fixture
def small() -> str:
    """The register file of the toy laws."""
    return SMALL


@pytest.fixture
def toys(tmp_path: Path, graph: Moratoria) -> Loads:
    """Loads rows of the made-up register of toy laws, or with `text` a whole file."""

    def load(*rows: str, text: str | bytes = "", name: str = "toys.csv", toml: str = SMALL) -> EditionReport:
        register, file = tmp_path / "toys.toml", tmp_path / name
        register.write_text(toml, encoding="utf-8")
        content = text or HEADER + "".join(f"{row}\n" for row in rows)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return graph.load_register(str(register), [file], published="2024", retrieved="2024-05-01")

    return load


@pytest.fixture
def shipped(tmp_path: Path, graph: Moratoria) -> Loads:
    """Loads small made-up files as an edition of a register that ships, without its expected counts."""

    def load(name: str, files: dict[str, object], published: str | None = "2024-05", **counts: int) -> EditionReport:
        folder, register = tmp_path / name, tmp_path / f"{name}.toml"
        folder.mkdir(exist_ok=True)
        for file, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content)
            (folder / file).write_text(text, encoding="utf-8")
        text = (shipped_folder("data") / "registers" / f"{name}.toml").read_text(encoding="utf-8")
        register.write_text(re.sub(r"(?m)^at_least = .*$", f"at_least = {counts.get('at_least', 0)}", text), "utf-8")
        return graph.load_register(str(register), [folder], published=published, retrieved="2024-06-01")

    return load


@pytest.fixture
def values(graph: Moratoria) -> Callable[[str, str], list[str]]:
    """The values of a property of a thing in the current graph, sorted, IRIs by their last part."""

    def read(thing: str, slot: str) -> list[str]:
        rows = graph.query(f"SELECT ?v WHERE {{ <https://w3id.org/moratoria/id/{thing}> {slot} ?v }}")
        return sorted(row["v"].value.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for row in rows)

    return read


@pytest.fixture
def problems() -> Callable[[EditionReport, str], list[str]]:
    """The findings of a code as `place: problem`, the folders left out of the place."""

    def told(report: EditionReport, code: str) -> list[str]:
        found = [finding for finding in report.load.findings if finding.code == code]
        return [f"{finding.where.rsplit('/', 1)[-1]}: {finding.problem}" for finding in found]

    return told
