"""The folder of a release: written beside, whole, with checksums, and put in place of an earlier release only."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from moratoria.errors import InputError

SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"
PACKAGE_NAME = "moratoria"
_ELSEWHERE = "name another folder"


@dataclass(frozen=True)
class Written:
    """A file of a release: its size in bytes and its hash."""

    path: str
    size: int
    sha256: str


class ReleaseFolder:
    """A folder that is being filled; knows the size and hash of every file in it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.files: dict[str, Written] = {}

    def write(self, path: str, content: bytes | Iterable[bytes]) -> Written:
        """Write a file, whole or in pieces. Raises InputError for a path outside the release or written before."""
        parts = PurePosixPath(path)
        if parts.is_absolute() or ".." in parts.parts or path in self.files:
            raise InputError("cannot be a file of the release", where=path)
        target = self._root / parts
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with target.open("xb") as file:
            for piece in [content] if isinstance(content, bytes) else content:
                size += file.write(piece)
                digest.update(piece)
        self.files[path] = Written(path, size, digest.hexdigest())
        return self.files[path]

    def write_sums(self) -> None:
        """Write the checksums of all files so far, in the form that `sha256sum -c` reads."""
        lines = (f"{self.files[path].sha256}  {path}\n" for path in sorted(self.files))
        self.write(SUMS, "".join(lines).encode())


def compressed(content: bytes) -> bytes:
    """The bytes in gzip's form, without a time or a name, so that equal bytes stay equal."""
    out = BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0, filename="") as file:
        file.write(content)
    return out.getvalue()


@contextmanager
def new_release(out: Path) -> Iterator[ReleaseFolder]:
    """A folder to fill that takes the place of `out` when all went well; otherwise `out` stays as it was.

    Raises InputError when `out` holds anything but an unaltered earlier release, or cannot be written.
    """
    out = out.resolve()
    require_replaceable(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
    except OSError as error:
        raise _unwritable(error, out) from error
    try:
        release = ReleaseFolder(beside / "new")
        yield release
        release.write_sums()
        _put_in_place(beside, out)
    except OSError as error:
        raise _unwritable(error, out) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _put_in_place(beside: Path, out: Path) -> None:
    if out.exists():
        out.replace(beside / "old")
    (beside / "new").replace(out)


def _unwritable(error: OSError, out: Path) -> InputError:
    return InputError(f"cannot be written ({error.strerror})", where=str(out), remedy="check rights and space")


def require_replaceable(out: Path) -> None:
    """Raises InputError unless a folder is absent, empty, or an earlier release that nobody has changed."""
    if not out.exists():
        return
    if not out.is_dir():
        raise InputError("is no folder", where=str(out), remedy=_ELSEWHERE)
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_symlink() or not path.is_dir()}
    if not found:
        return
    sums = _read_sums(out)
    if not _is_ours(out) or not sums:
        raise InputError("is not empty and no earlier release", where=str(out), remedy=_ELSEWHERE)
    foreign = sorted(found - {SUMS, *sums})
    if foreign:
        raise InputError(f"holds {foreign[0]}, which is not of the release", where=str(out), remedy="move it away")
    altered = sorted(name for name in found - {SUMS} if _hash(out / name) != sums[name])
    if altered:
        raise InputError(f"holds {altered[0]}, changed since the release", where=str(out), remedy="move it away")


def _is_ours(out: Path) -> bool:
    try:
        return bool(json.loads((out / PACKAGE).read_bytes()).get("name") == PACKAGE_NAME)
    except (OSError, ValueError, AttributeError):
        return False


def _read_sums(out: Path) -> dict[str, str]:
    try:
        lines = (out / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def _hash(path: Path) -> str:
    if path.is_symlink():
        return "a link"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
