"""Builds the shipped graph into the wheel, so that an installed program answers at once."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedGraphHook(BuildHookInterface):
    """Checks the shipped facts and writes their graph; a fact with an error fails the build."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the graph of a wheel; an editable install builds it when it is first asked."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from moratoria.pipeline.shipped import build_shipped

        self._folder = tempfile.TemporaryDirectory()
        graph = Path(self._folder.name) / "shipped.nq"
        graph.write_bytes(build_shipped())
        build_data["force_include"][str(graph)] = "moratoria/shipped/shipped.nq"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take away what was only needed to build."""
        if version != "editable":
            self._folder.cleanup()
