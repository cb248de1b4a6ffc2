"""What a site's robots.txt lets a program read (RFC 9309), wildcards and longest match included.

urllib's own reader knows neither, and so takes `Disallow: /*` for leave to read everything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

MAX_BYTES = 512_000
"""A larger robots.txt counts as one that cannot be read (clause 2.5 asks for 500 KiB at least)."""

_ANYONE = "*"
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")


@dataclass(frozen=True)
class Rules:
    """The rules that hold for one program, as (path pattern, allowed)."""

    rules: tuple[tuple[str, bool], ...] = ()

    def allow(self, path: str) -> bool:
        """Whether a path with its query may be read: the longest matching rule decides, and leave wins a tie.

        >>> read_rules("User-agent: *\\nDisallow: /*.pdf$\\nAllow: /a", "x").allow("/b.pdf")
        False
        """
        matching = [(len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, _encoded(path))]
        return max(matching)[1] if matching else True


def read_rules(text: str, program: str) -> Rules:
    """The rules for a program: those of the groups that name it, else those for anyone (clause 2.2.1)."""
    groups: dict[str, list[tuple[str, bool]]] = {}
    named: list[str] = []
    opening = False
    for line in text.lstrip("\ufeff").splitlines():
        match = _LINE.match(line)
        field, value = (match[1].lower(), match[2].strip()) if match else ("", "")
        if field == "user-agent":
            named = [*(named if opening else ()), value.lower()]
            groups.setdefault(value.lower(), [])
            opening = True
        elif field in ("allow", "disallow"):
            opening = False
            for name in named if value else ():
                groups[name].append((_encoded(value), field == "allow"))
    return Rules(tuple(groups.get(program.lower(), groups.get(_ANYONE, ()))))


def _encoded(path: str) -> str:
    return quote(path, safe="/%*$?&=+:;,@!~'()[]")


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern matches a path from its start; pieces between stars are sought in order, never again."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if ends and not others:
        return at == len(path)
    last = others.pop() if ends else ""
    for piece in others:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return len(path) - len(last) >= at and path.endswith(last) if ends else True
