"""The source tree as parsed modules, read once for the tests of this folder."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "moratoria"


@dataclass(frozen=True)
class Module:
    """One module: its place under the package, its syntax tree and its number of lines."""

    place: str
    tree: ast.Module
    lines: int

    @property
    def unit(self) -> str:
        """The folder or file right under the package."""
        return self.place.split("/", maxsplit=1)[0].removesuffix(".py")

    @property
    def dotted(self) -> str:
        """The name one imports it by."""
        path = "moratoria/" + self.place.removesuffix(".py").removesuffix("__init__").rstrip("/")
        return path.rstrip("/").replace("/", ".")


@pytest.fixture(scope="session")
def modules() -> tuple[Module, ...]:
    """Every module of the package."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(path.relative_to(PACKAGE).as_posix(), ast.parse(text), len(text.splitlines())))
    return tuple(found)


@pytest.fixture(scope="session")
def tracked() -> tuple[Path, ...]:
    """Every file that git tracks or would track."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return tuple(path for name in done.stdout.decode().split("\0") if name and (path := ROOT / name).is_file())
