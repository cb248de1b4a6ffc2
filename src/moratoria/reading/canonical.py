"""The canonical text of an article: what every span counts its characters in."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace

from moratoria.errors import InputError, TooLarge
from moratoria.reading.language import guess_language

MAX_BYTES = 5_000_000
"""Above it a page is refused: extraction takes more than half a minute on seven megabytes of paragraphs."""

MAX_TITLE = 200
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]"
)
_HEADER = re.compile(r"(?i)(title|headline|address|url|link|source|publisher|published|date)\s*:[ \t]*(.*)")
_HEADER_FIELDS = {"headline": "title", "url": "address", "link": "address", "source": "publisher", "date": "published"}
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class Span:
    """A half-open range of characters of a canonical text."""

    start: int
    end: int


@dataclass(frozen=True)
class Canonical:
    """One article as text (NFC, no invisible characters), with what it says of itself.

    `title_at` is where the title stands in the text and `body_at` where the body begins; `remarks` are one-sentence
    warnings for the reader's user, such as a charset that was declared wrongly.
    """

    text: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str = "en"
    address: str | None = None
    title_at: Span | None = None
    body_at: int = 0
    remarks: tuple[str, ...] = ()


def read_text(text: str, *, published: str | None = None, address: str | None = None) -> Canonical:
    """The canonical form of plain text; a short first line before a blank line is its title.

    Lines such as `Title: ...`, `Address: ...`, `Published: ...` at the very start are its metadata.
    An empty text and one in another language than English raise InputError, one over the cap TooLarge.

    >>> read_text("Oslo bans it\\n\\nThe city acted.").title
    'Oslo bans it'
    """
    clean, remarks = _clean(text)
    if not clean.strip():
        raise InputError(
            "the article has no text", where=address or "", remedy="give a page or file with an article in it"
        )
    fields, title_at, body_at = _header(clean)
    if not title_at:
        title_at, body_at = _title_line(clean, body_at)
    found = Canonical(
        text=clean,
        sha256=hashlib.sha256(clean.encode("utf-8")).hexdigest(),
        title=clean[title_at.start : title_at.end] if title_at else None,
        publisher=fields.get("publisher"),
        published=published or _day(fields.get("published")),
        address=address or fields.get("address"),
        title_at=title_at,
        body_at=body_at,
        remarks=remarks,
    )
    return replace(found, language=_language(clean[body_at:], address))


def _clean(text: str) -> tuple[str, tuple[str, ...]]:
    """The text in NFC without invisible characters, and a remark when there were any."""
    if len(text) > MAX_BYTES:
        raise TooLarge(f"the article has {len(text):,} characters, more than {MAX_BYTES:,}")
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))
    clean = unicodedata.normalize("NFC", _INVISIBLE.sub("", plain))
    dropped = len(plain) - len(clean)
    return clean, (f"{dropped} invisible characters were dropped",) if dropped else ()


def _header(text: str) -> tuple[dict[str, str], Span | None, int]:
    """The metadata lines at the start, the place of the title in them and where the body begins."""
    fields: dict[str, str] = {}
    title: Span | None = None
    at = 0
    for line in text.splitlines(keepends=True):
        match = _HEADER.match(line.rstrip())
        if not match:
            break
        name = match[1].lower()
        name = _HEADER_FIELDS.get(name, name)
        fields[name] = match[2].strip()
        if name == "title" and fields[name]:
            start = at + match.start(2)
            title = Span(start, start + len(fields[name]))
        at += len(line)
    return fields, title, at


def _title_line(text: str, start: int) -> tuple[Span | None, int]:
    """The first line when it is short and a blank line or nothing but the body follows it."""
    rest = text[start:]
    lead = len(rest) - len(rest.lstrip())
    line = rest.lstrip().split("\n", 1)[0]
    after = rest[lead + len(line) :]
    if not line.strip() or len(line) > MAX_TITLE or not _BLANK_LINE.match(after) or not after.strip():
        return None, start
    at = start + lead
    return Span(at, at + len(line.rstrip())), at + len(line)


def _day(words: str | None) -> str | None:
    match = re.match(r"\d{4}-\d\d-\d\d", words or "")
    return match[0] if match else None


def _language(text: str, address: str | None) -> str:
    language = guess_language(text)
    if language != "en":
        raise InputError(
            f"the article is in {language}, and only English is supported",
            where=address or "",
            remedy="give an English text",
        )
    return language
