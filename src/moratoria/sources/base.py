"""What every reader of outside bytes shares: caps, encodings, and data that knows its lines."""

from __future__ import annotations

import re
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from moratoria.errors import InputError, TooLarge

YAML_BYTES = 1 << 20
TABLE_BYTES = 64 << 20
RDF_BYTES = 1 << 30
TEXT_BYTES = 1 << 20
LITERAL_BYTES = 64 << 10
DEPTH = 128

TreePath = tuple[str | int, ...]

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Document:
    """Plain data read from one file, with the line of every value; `elsewhere` has the places in other files."""

    name: str
    data: Any
    lines: dict[TreePath, int] = field(default_factory=dict)
    elsewhere: dict[TreePath, str] = field(default_factory=dict)

    def where(self, path: TreePath) -> str:
        """`file:line` of the value at a path, or of the nearest one around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.elsewhere:
                return self.elsewhere[path[:length]]
            if path[:length] in self.lines:
                return f"{self.name}:{self.lines[path[:length]]}"
        return self.name


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a file of at most `limit` bytes.

    Raises InputError when it cannot be read, TooLarge when it is over the limit. Pipes and devices have no size to
    hold against the limit, and may never end: they are refused.
    """
    try:
        found = path.stat()
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            raise InputError("is a pipe or device, no file", where=str(path), remedy="copy it into a file")
        size = found.st_size
        if size > limit:
            raise TooLarge(f"{size:,} bytes, at most {limit:,} are read", where=str(path), remedy="split the file")
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror or error})", where=str(path), remedy="check the path and its rights"
        ) from error


def decode(content: bytes, name: str) -> str:
    """The text of UTF-8 bytes, without a byte order mark, in NFC.

    Raises InputError with the line for other encodings, NUL characters and lone surrogates.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError("is UTF-16", where=name, remedy="save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"is not UTF-8 (byte 0x{content[error.start]:02x})", where=f"{name}:{line}", remedy="save it as UTF-8"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError("holds a NUL character", where=f"{name}:{line}", remedy="remove it")
    return unicodedata.normalize("NFC", text)


def refuse_unwritable(text: str, where: str) -> None:
    """Raises InputError when the text holds what not every export can carry.

    Half of a surrogate pair has no encoding; control characters and noncharacters have no place in XML 1.0, clause 2.2.
    """
    found = _UNWRITABLE.search(text)
    if found and "\ud800" <= found[0] <= "\udfff":
        raise InputError("holds a lone surrogate", where=where, remedy="write the character itself")
    if found:
        raise InputError(f"holds the control character U+{ord(found[0]):04X}", where=where, remedy="remove it")


def suspicious(text: str) -> str | None:
    """What is odd about a name or text: hidden characters or letters of mixed scripts; None when nothing is.

    >>> suspicious("M\\u0456crosoft")
    'letters of CYRILLIC and LATIN in one word'
    >>> suspicious("Microsoft") is None
    True
    """
    if any(char in BIDI for char in text):
        return "bidirectional control characters"
    if any(char in ZERO_WIDTH for char in text):
        return "zero-width characters"
    if text.isascii():
        return None
    for word in text.split():
        scripts = {unicodedata.name(char, "?").split()[0] for char in word if char.isalpha()}
        mixed = scripts & {"LATIN", "CYRILLIC", "GREEK"}
        if len(mixed) > 1:
            return f"letters of {' and '.join(sorted(mixed))} in one word"
    return None
