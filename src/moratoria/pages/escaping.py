"""What may stand in a page: text without control characters, and addresses of the web only."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

_NOT_IN_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SPACES = re.compile(r"[\s\x00-\x1f]")


def visible_text(value: Any) -> Any:
    """A value on its way into a template: characters that no page may hold become U+FFFD; markup of ours stays.

    >>> visible_text("a\\x00b") == "a\\ufffdb"
    True
    """
    return value if isinstance(value, Markup) else _NOT_IN_HTML.sub("\ufffd", str(value))


def web_address(text: str) -> str:
    """The address where it is one of http or https, which alone become links; else empty.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)"), web_address("http:no-host")
    ('https://example.org/a', '', '')
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc and not _SPACES.search(text) else ""
