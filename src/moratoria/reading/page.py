"""Bytes of a file or page become a canonical article: charset, hidden parts, main text, metadata."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from typing import Any

import trafilatura
from charset_normalizer import from_bytes
from lxml import etree, html

from moratoria.errors import InputError, TooLarge
from moratoria.reading import canonical
from moratoria.reading.canonical import MAX_BYTES, Canonical

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""")
_CHARSET = re.compile(r"""(?i);\s*charset\s*=\s*["']?\s*([\w.:-]{2,40})""")
"""The charset of a Content-Type (RFC 9110, clause 8.3.2); it goes before that of the page itself, as in browsers."""
_MARKUP = re.compile(r"(?i)<(?:!doctype\s+html|html|head|body|article|div|p|h1|span|main)[\s>/]")
_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"{\\rtf": "an RTF file",
}
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)"
    r"|font-size\s*:\s*0(?:px|em|pt|%)?\s*(?:;|$)|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.I,
)
_HIDDEN_CLASS = re.compile(
    r"(?i)(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text|hidden|d-none|is-hidden)(?:\s|$)"
)
_NEVER_SHOWN = ("script", "style", "template", "noscript", "iframe", "object", "svg", "form", "dialog")
MAX_ELEMENTS = 60_000
"""Above it a page is refused: the extraction's time grows with the square of its paragraphs."""

MIN_WORDS = 8
"""A page with fewer words in its main text has no article."""

_DEEP = re.compile(r"(?i)(?:<(?:div|span|p|b|i)>\s*){100,}")


def read_document(
    data: bytes, *, published: str | None = None, address: str | None = None, content_type: str = ""
) -> Canonical:
    """The canonical article in the bytes of a page or text file; `content_type` is the header it was served with.

    Refuses, with InputError or TooLarge, what is empty, too large, no text (a PDF, a picture), without an article, or
    in another language than English.
    """
    where = address or ""
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"the file has {len(data):,} bytes, more than {MAX_BYTES:,}",
            where=where,
            remedy="cut it down to the article itself",
        )
    _refuse_binary(data, where)
    text, remarks = decode(data, content_type)
    if _MARKUP.search(text[:20_000]):
        found = _read_html(text, published, address)
    else:
        found = canonical.read_text(text, published=published, address=address)
    return replace(found, remarks=remarks + found.remarks)


def _refuse_binary(data: bytes, where: str) -> None:
    head = data[:1024].lstrip()
    for magic, name in _BINARY.items():
        if head.startswith(magic):
            raise InputError(f"this is {name}, not a text or a web page", where=where, remedy="save its text first")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    if head.count(b"\0") * 8 > len(head):
        raise InputError("these bytes are no text", where=where, remedy="save the article as UTF-8 text or HTML")


def decode(data: bytes, content_type: str = "") -> tuple[str, tuple[str, ...]]:
    """The text in some bytes by their byte order mark, as UTF-8, as declared, or as best guessed; remarks on surprises.

    What the server declares goes before what the page does; neither is believed where the bytes are UTF-8.

    >>> decode("é".encode("utf-16"))
    ('é', ())
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, errors="replace"), ()
    served, declared = _served(content_type), _declared(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data, served, declared)
    if data.isascii():
        return text, ()
    said = ((f"the server declares {served} but the page", served), (f"the page declares {declared} but", declared))
    lied = (f"{words} is UTF-8" for words, name in said if name not in _TRUE_OF_UTF_8)
    return text, tuple(lied)


_TRUE_OF_UTF_8 = (None, "utf-8", "ascii")


def _served(content_type: str) -> str | None:
    match = _CHARSET.search(content_type)
    return _codec(match[1]) if match else None


def _declared(data: bytes) -> str | None:
    match = _META.search(data[:4096])
    return _codec(match[1].decode("ascii", errors="replace")) if match else None


def _codec(name: str) -> str | None:
    """The usual name of a charset, nothing for one that is unknown or no charset (`base64`)."""
    try:
        "".encode(name)
        b"a".decode(name, errors="replace")
        return codecs.lookup(name).name
    except LookupError:
        return None


def _guess(data: bytes, *declared: str | None) -> tuple[str, tuple[str, ...]]:
    """The text by the first declared charset that fits, else as best guessed; what did not fit is remarked."""
    broken: list[str] = []
    for name in dict.fromkeys(name for name in declared if name):
        try:
            return data.decode(name), tuple(broken)
        except UnicodeDecodeError:
            broken.append(f"{name} is declared, but the bytes are not {name}")
    best = from_bytes(data[:200_000]).best()
    name = best.encoding if best else "cp1252"
    remark = "; ".join([*broken, f"the text is not UTF-8; it was read as {name}"])
    try:
        return data.decode(name), (remark,)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), (remark + ", with some characters lost",)


def _read_html(text: str, published: str | None, address: str | None) -> Canonical:
    tree = _parse(text, address or "")
    _drop_hidden(tree)
    found: Any = trafilatura.bare_extraction(
        tree, url=address, include_comments=False, include_tables=False, favor_precision=False, with_metadata=True
    )
    body = (found.text or "").strip() if found else ""
    if len(body.split()) < MIN_WORDS:
        raise InputError("the page has no article in it", where=address or "", remedy="give the article's own page")
    title = " ".join((found.title or "").split())
    if title and body.startswith(title):
        body = body[len(title) :].lstrip()
    whole = f"{title}\n\n{body}" if title else body
    read = canonical.read_text(whole, published=published or _iso_day(found.date), address=address or found.url)
    return replace(read, publisher=found.sitename or found.hostname)


def _iso_day(words: str | None) -> str | None:
    return words if words and re.fullmatch(r"\d{4}-\d\d-\d\d", words) else None


def _parse(text: str, where: str) -> html.HtmlElement:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    text = _DEEP.sub("<div>", text)
    if text.count("<") > 2 * MAX_ELEMENTS:
        raise TooLarge(
            f"the page has more than {MAX_ELEMENTS:,} elements", where=where, remedy="save the article alone"
        )
    try:
        tree: html.HtmlElement | None = html.document_fromstring(text, parser=html.HTMLParser(recover=True))
    except (etree.ParserError, ValueError, AssertionError):
        tree = None
    if tree is None:
        raise InputError("the page cannot be parsed as HTML", where=where, remedy="save it again from a browser")
    return tree


def _drop_hidden(tree: html.HtmlElement) -> None:
    """Takes out of the tree what a browser would not show, so that no hidden sentence becomes a fact."""
    for node in list(tree.iter(etree.Element)):
        if (
            node is not tree
            and node.tag not in ("body", "html", "head")
            and _hidden(node)
            and node.getparent() is not None
        ):
            node.drop_tree()


def _hidden(node: html.HtmlElement) -> bool:
    get = node.attrib.get
    return (
        (node.tag in _NEVER_SHOWN and "json" not in get("type", ""))
        or "hidden" in node.attrib
        or get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(get("style", "")))
        or bool(_HIDDEN_CLASS.search(get("class", "")))
    )
