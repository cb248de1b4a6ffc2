"""Candidates and accepted facts on disk: per source a fact file and its canonical text beside it, each whole."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from moratoria.errors import InputError, StoreError, UnknownName

CANDIDATES, ACCEPTED = "candidates", "accepted"
_NAMED = re.compile(rb"""(?<![\w])(?:sha256["']?:\s*["']?([0-9a-f]{64})|address["']?:\s*["']?(https?://[^\s"',}]+))""")


class Shelf:
    """A folder with `<source>.yaml` and `<source>.txt` for each source."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """The sources on the shelf, in order."""
        return sorted(path.stem for path in self.folder.glob("*.yaml")) if self.folder.is_dir() else []

    def facts_path(self, source: str) -> Path:
        """The file with the facts of a source."""
        return self.folder / f"{source}.yaml"

    def text_path(self, source: str) -> Path:
        """The file with the text of a source."""
        return self.folder / f"{source}.txt"

    def find(self, source: str) -> Path:
        """The fact file of a source. Raises UnknownName, with the nearest, when there is none."""
        from difflib import get_close_matches

        names = self.names()
        if source not in names:
            near = get_close_matches(source, names, n=3, cutoff=0.4)
            raise UnknownName("source in the queue", source, near, remedy="`moratoria review` lists them")
        return self.facts_path(source)

    def put(self, source: str, facts: str, text: str | None, *, replace: bool = False) -> None:
        """Put a source on the shelf: first its text, then its facts, so that facts never lack their text.

        Raises InputError when it is there and is not to be replaced, StoreError when the folder cannot be written.
        """
        if not replace and self.facts_path(source).exists():
            raise InputError("is already there", where=str(self.facts_path(source)), remedy="take another id")
        if text is not None:
            write_whole(self.text_path(source), text)
        write_whole(self.facts_path(source), facts)

    def remove(self, source: str) -> None:
        """Take a source off the shelf, the facts first."""
        for path in (self.facts_path(source), self.text_path(source)):
            path.unlink(missing_ok=True)

    def addresses(self) -> dict[str, str]:
        """The source behind each web address and each sha256 of a text that a file on the shelf names."""
        found: dict[str, str] = {}
        for source in self.names():
            for digest, address in _NAMED.findall(self.facts_path(source).read_bytes()):
                found.setdefault((digest or address).decode("utf-8", "replace"), source)
        return found


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all, on the disk when this returns. Raises StoreError when that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        what = f"cannot be written ({error.strerror})"
        raise StoreError(what, where=str(path), remedy="free disk space, check the folder's rights") from error
