"""Slugs proposed from words: pure, stable, ASCII."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from typing import Any

_SLUG_LENGTH = 64
_NAMING_FIELDS = ("name", "label", "title", "gist")


def propose_slug(*words: str) -> str:
    """A slug of at most 64 characters from some words.

    >>> propose_slug("Société Générale", "2020")
    'societe-generale-2020'
    """
    plain = unicodedata.normalize("NFKD", " ".join(words)).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return slug[:_SLUG_LENGTH].rstrip("-") or "unnamed"


def propose_id(fields: Mapping[str, Any], taken: Container[str] = ()) -> str:
    """An id for a thing from the words that name it, with a number when it is taken.

    >>> propose_id({"name": "IBM"}, {"ibm"})
    'ibm-2'
    """
    words = next((str(fields[field]) for field in _NAMING_FIELDS if fields.get(field)), "")
    slug = propose_slug(words)
    number = 2
    free = slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free
