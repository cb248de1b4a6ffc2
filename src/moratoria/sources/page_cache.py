"""Pages fetched before, one file each: a line about the page, then its bytes."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from moratoria.errors import InputError


@dataclass(frozen=True)
class Page:
    """What an address answered: its bytes as sent (inflated), where they came from in the end, and when.

    `content_type` is the header as sent, empty when there was none; the charset in it is only what the server says.
    """

    address: str
    final_address: str
    content_type: str
    retrieved: datetime
    content: bytes
    from_cache: bool = False


def find_kept(folder: Path, address: str, oldest: datetime) -> Page | None:
    """The page kept for an address, when it was retrieved after `oldest`; a damaged or foreign file is no page."""
    try:
        head, _, content = _file(folder, address).read_bytes().partition(b"\n")
        told = json.loads(head)
        page = Page(
            str(told["address"]), str(told["final_address"]), str(told["content_type"]),
            datetime.fromisoformat(told["retrieved"]), content, from_cache=True,
        )  # fmt: skip
        whole = told["sha256"] == hashlib.sha256(content).hexdigest() and page.address == address
        return page if whole and oldest < page.retrieved <= datetime.now(UTC) + timedelta(minutes=5) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):  # what cannot be used is fetched again
        return None


def keep(folder: Path, page: Page) -> None:
    """Keeps a page, whole or not at all. Raises InputError when the folder cannot be written."""
    told = {
        "address": page.address,
        "final_address": page.final_address,
        "content_type": page.content_type,
        "retrieved": page.retrieved.isoformat(),
        "sha256": hashlib.sha256(page.content).hexdigest(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=folder, suffix=".part")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(json.dumps(told).encode("ascii") + b"\n" + page.content)
            Path(name).replace(_file(folder, page.address))
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        what = f"the page cannot be kept ({error.strerror or error})"
        raise InputError(what, where=str(folder), remedy="name another cache folder") from error


def _file(folder: Path, address: str) -> Path:
    return folder / f"{hashlib.sha256(address.encode('utf-8')).hexdigest()}.page"
