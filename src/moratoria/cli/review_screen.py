"""The review on a terminal: the article with the span, the fact, its findings, what it is taken for; one key each."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from moratoria.cli.visible import on_one_line, visible
from moratoria.errors import FindingsError, InputError, MoratoriaError
from moratoria.pipeline.candidates import Candidate, Inspection
from moratoria.pipeline.choice import parse_edited
from moratoria.pipeline.review import Review
from moratoria.sources.fact_files import render_fact_file
from moratoria.validate.report import render_findings

if TYPE_CHECKING:
    from moratoria.pipeline.changes import Flip
    from moratoria.pipeline.desk import Desk

_KEYS = "[a]ccept  accept as [n]ew  [e]dit  [r]eject  [s]kip  [u]ndo  [q]uit"
_AROUND = 700
_STYLES = {"ERROR": "bold red", "WARN": "yellow", "INFO": "dim"}


def walk_through(desk: Desk, who: str, source: str | None) -> None:
    """Show one waiting candidate after the other and do what the keys say, until none is left or `q`."""
    _Walk(desk, who, source).go()


class _Walk:
    """One reviewer's way through the queue."""

    def __init__(self, desk: Desk, who: str, source: str | None) -> None:
        self.desk, self.work = desk, Review(desk, who)
        self.sources = [source] if source else desk.queue.names()
        self.skipped: set[tuple[str, str]] = set()
        self.tally: Counter[str] = Counter()
        self.console = Console(highlight=False)

    def go(self) -> None:
        """Until nothing waits or the reviewer has had enough."""
        for finding in self.work.settle():
            self.say(finding.problem, _STYLES[finding.severity])
        while (found := self.next_candidate()) is not None:
            self.show(*found)
            if not self.act(found[0]):
                break
        told = ", ".join(f"{count} {word}" for word, count in self.tally.items()) or "nothing decided"
        self.say(f"{told}; every decision is kept", "bold")

    def next_candidate(self) -> tuple[Candidate, tuple[Flip, ...], int] | None:
        """The next one that waits: what is said first, then who and what it is about."""
        ledger, _ = self.desk.ledger()
        with self.desk.store() as store:
            inspection = Inspection(self.desk, store, ledger)
            while self.sources:
                sheet = inspection.sheet(self.sources[0])
                waiting = [item for item in sheet.candidates if (item.source, item.fact) not in self.skipped]
                if waiting:
                    item = min(waiting, key=lambda each: each.is_supporting)
                    return item, inspection.flips(item.source, item.fact), len(waiting)
                if not sheet.candidates and sheet.findings:
                    self.console.print(Text(visible(render_findings(sheet.findings))))
                self.sources.pop(0)
        return None

    def show(self, item: Candidate, flips: tuple[Flip, ...], waiting: int) -> None:
        """Everything a decision about a candidate needs."""
        self.console.rule(Text(on_one_line(f"{item.source} · {waiting} wait")))
        self.console.print(Panel(self.article(item), title=Text("article"), title_align="left"))
        stated = {name: value for name, value in item.stated.items() if name != "evidence"}
        self.console.print(Text(visible(f"{item.fact}\n{render_fact_file(stated)}").rstrip()))
        self.say(f"taken for: {item.proposal.sentence()}", "cyan")
        for finding in item.findings:
            self.say(f"{finding.severity} {finding.code}: {finding.problem}", _STYLES[finding.severity])
        for flip in flips:
            self.say(f"would flip: {flip.label}: {flip.before} -> {flip.after} ({flip.rule})", "magenta")

    def article(self, item: Candidate) -> Text:
        """The part of the article around the first span, with every span of the fact lit up."""
        try:
            text = self.desk.text(item.source)
        except MoratoriaError as error:
            return Text(on_one_line(error.sentence()), style="red")
        spans = sorted(item.spans) or [(0, 0)]
        begin, end = max(spans[0][0] - _AROUND, 0), min(spans[-1][1], spans[0][1] + _AROUND) + _AROUND
        shown, place = Text("…" if begin else ""), begin
        for first, last in spans:
            first = max(first, place)
            shown.append(visible(text[place:first]))
            shown.append(visible(text[first : max(last, first)]), style="bold reverse")
            place = max(last, place)
        shown.append(visible(text[place:end]))
        return shown.append("…" if end < len(text) else "")

    def act(self, item: Candidate) -> bool:
        """Ask for keys until one has moved on; False when the reviewer is done."""
        while True:
            key = self.read_key()
            if key in ("q", "\x03", "\x04", ""):
                return False
            try:
                if self.do(key, item):
                    return True
            except FindingsError as error:
                self.console.print(Text(visible(render_findings(error.findings))), style="red")  # type: ignore[arg-type]
                self.say(str(error), "bold red")
            except InputError as error:
                self.say(str(error), "bold red")

    def do(self, key: str, item: Candidate) -> bool:
        """Do what a key says; True when another candidate is to be shown."""
        if key in ("a", "n"):
            outcome = self.work.accept(item.source, [item.fact], refuse_proposal=key == "n")
        elif key == "r":
            outcome = self.work.reject(item.source, [item.fact], self.ask("why? "))
        elif key == "e":
            outcome = self.work.edit(item.source, item.fact, self.edited(item))
        elif key == "u":
            outcome = self.work.undo()
            if outcome.source not in self.sources:
                self.sources.insert(0, outcome.source)
        elif key == "s":
            self.skipped.add((item.source, item.fact))
            return True
        else:
            return False
        self.tally[outcome.decision] += 1
        for line in outcome.lines():
            self.say(line, "green")
        return True

    def edited(self, item: Candidate) -> dict[str, object]:
        """The fields that the reviewer changed in the YAML of a fact, in an editor of their choice."""
        editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "fact.yaml"
            path.write_text(render_fact_file(item.stated), encoding="utf-8")
            try:
                subprocess.run([*editor, str(path)], check=True)
            except (OSError, subprocess.CalledProcessError) as error:
                raise InputError(f"the editor {editor[0]} failed", remedy="set EDITOR to one that works") from error
            return parse_edited(item.fact, item.stated, path.read_bytes().decode("utf-8", "replace"))

    def ask(self, question: str) -> str:
        """A line from the reviewer."""
        self.console.print(Text(question), end="")
        return sys.stdin.readline().strip()

    def read_key(self) -> str:
        """One key, without a return where the terminal can do that."""
        try:
            import termios
            import tty
        except ImportError:
            self.say(_KEYS, "bold")
            return sys.stdin.readline().strip()[:1]
        handle = sys.stdin.fileno()
        before = termios.tcgetattr(handle)
        try:
            tty.setcbreak(handle, termios.TCSADRAIN)  # what was typed ahead is not lost
            self.say(_KEYS, "bold")
            return os.read(handle, 1).decode("latin-1")
        finally:
            termios.tcsetattr(handle, termios.TCSADRAIN, before)

    def say(self, line: str, style: str) -> None:
        """A line to the reviewer."""
        self.console.print(Text(on_one_line(line), style=style))
