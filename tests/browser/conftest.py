"""A real Chromium over a real server: what it logs, what it asks of whom, and what axe-core finds, are watched."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.serve.running import DAY, serving

from moratoria.serve.built import island
from moratoria.serve.options import Options

AXE = Path(__file__).parents[2] / "src" / "explorer" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium")
DESK, PHONE = 1280, 390


@dataclass
class Watched:
    """A page of the site, and everything on it that should not have been."""

    page: Any
    site: str
    troubles: list[str] = field(default_factory=list)
    refused: bool = False

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: message.type == "error" and self._told(message.text))
        self.page.on("pageerror", lambda error: self._told(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))

    def _told(self, text: str) -> None:
        """A page that tests what is refused may hear so of its own requests."""
        if not (self.refused and text.startswith("Failed to load resource")):
            self.troubles.append(text)

    def _asked(self, address: str) -> None:
        if not address.startswith((self.site, "data:", "blob:")):
            self.troubles.append(f"asked {address}")

    def open(self, path: str) -> Any:
        """The page at a path, when it has been read in full."""
        self.page.goto(f"{self.site}{path}", wait_until="load")
        return self.page

    def axe(self, *rules: str) -> list[str]:
        """What axe-core finds against the page, each with where; by some of its rules, or by all."""
        self.page.evaluate(AXE.read_text("utf-8"))
        only = {"runOnly": list(rules)} if rules else {}
        found = self.page.evaluate("only => axe.run(only)", only)["violations"]
        return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, without a window."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    if not island("everywhere")["scripts"]:
        pytest.skip("the explorer is not built: make install builds it")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a server over the shipped facts."""
    with serving(Options(day=DAY, token="open-sesame")) as address:
        yield address


@pytest.fixture
def watched(browser: Any, site: str) -> Iterator[Callable[..., Watched]]:
    """Makes pages of a width and a theme; at the end none of them may have had an error or asked anybody else."""
    made: list[Watched] = []

    def make(width: int = DESK, scheme: str = "light", at: str = site) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        made.append(Watched(context.new_page(), at))
        return made[-1]

    yield make
    troubles = [trouble for each in made for trouble in each.troubles]
    for each in made:
        each.page.context.close()
    assert troubles == []
