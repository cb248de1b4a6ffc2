"""The log of decisions on disk: appended to under a lock, whole steps at a time, and on the disk before it returns."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from moratoria.errors import InputError, StoreBusy, StoreError
from moratoria.findings import Finding
from moratoria.review.decisions import Decision, parse_log, render_decision

WAIT_SECONDS = 5.0
_RETRY_SECONDS = 0.02


class DecisionLog:
    """The file `decisions.jsonl` in the folder of the candidates."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "decisions.jsonl"

    def read(self) -> tuple[list[Decision], list[Finding]]:
        """Every decision in order, and a finding where the last line is torn. Raises InputError for a damaged log."""
        decisions, findings, _ = parse_log(self._text(), str(self.path))
        return decisions, findings

    def _text(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8") if self.path.exists() else ""
        except UnicodeDecodeError as error:
            return self._without_torn_character(error)
        except OSError as error:
            what = f"cannot be read ({error.strerror})"
            raise InputError(what, where=str(self.path), remedy="check its rights") from error

    def _without_torn_character(self, error: UnicodeDecodeError) -> str:
        """A write that was cut within a character is a torn last line; a bad byte before it is damage."""
        content: bytes = error.object
        if b"\n" in content[error.start :]:
            line = content.count(b"\n", 0, error.start) + 1
            raise InputError("is not UTF-8", where=f"{self.path}:{line}", remedy="mend the line") from error
        return content[: error.start].decode("utf-8")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the lock of the review, alone among processes. Raises StoreBusy when another still holds it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            what = f"cannot be written ({error.strerror})"
            raise StoreError(what, where=str(self.folder), remedy="check its rights") from error
        try:
            _wait_for(handle, self.folder)
            yield
        finally:
            os.close(handle)  # and with it goes the lock, as it does when the process is killed

    def append(self, decisions: Iterable[Decision]) -> None:
        """Write a step under the lock, in place of a torn line that nobody was told of; then it is on the disk."""
        text = self._text()
        good = len(text[: parse_log(text, str(self.path))[2]].encode())
        content = "".join(map(render_decision, decisions)).encode()
        if good and not text.encode()[:good].endswith(b"\n"):
            content = b"\n" + content
        try:
            with self.path.open("r+b" if self.path.exists() else "wb") as file:
                file.truncate(good)
                file.seek(good)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            what = f"cannot be written ({error.strerror})"
            raise StoreError(what, where=str(self.path), remedy="free disk space, try again") from error


def _wait_for(handle: int, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # not a POSIX system: one review at a time is then up to its user
        return
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if time.monotonic() > deadline:
                what = "another process is deciding about these candidates"
                raise StoreBusy(what, where=str(folder), remedy="try again when it has ended") from error
            time.sleep(_RETRY_SECONDS)
        else:
            return
