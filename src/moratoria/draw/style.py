"""The hand all pictures share: colours, the look of each status and kind, text measured before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import TextToPath

FONT = "DejaVu Sans"
"""The one font matplotlib brings with it, so that a picture is the same on every machine."""

INK, INK_2, LINE, LINE_STRONG, PAPER = "#16191d", "#4b5157", "#d7dad5", "#7b8188", "#ffffff"
DARK = {
    PAPER: "#131619", INK: "#e8eaec", INK_2: "#b4bac0", LINE: "#343a40", LINE_STRONG: "#7f878f", "#1d5c96": "#5796cf",
    "#9a5700": "#e5a84c", "#6a4796": "#bda2e3", "#1f6b45": "#6bc394", "#a8321e": "#f3907c", "#646a72": "#9ea5ac",
    "#2f6670": "#82bcc6", "#55595e": "#b0b6bc",
}  # fmt: skip
"""The dark twin of each light colour, for pages that follow the reader's theme."""


@dataclass(frozen=True)
class StatusLook:
    """How a status is drawn: the word of its legend, colour, hatch, frame, and whether it is filled solid."""

    word: str
    colour: str
    hatch: str = ""
    frame: str | tuple[float, tuple[float, ...]] = "solid"
    solid: bool = False
    hatch_width: float = 1.0


_ENDED = StatusLook("ended: expired, lifted, superseded, struck down, withdrawn", "#646a72", "----", hatch_width=0.7)
_AWAITING = StatusLook("awaiting a law, act or date", "#9a5700", "/////", hatch_width=1.7)
STATUS_LOOKS: dict[str, StatusLook] = {
    "in force": StatusLook("in force", "#1d5c96", solid=True),
    "awaiting": _AWAITING,
    "until further notice": StatusLook("until further notice", "#6a4796", "....", hatch_width=0.8),
    "condition met": StatusLook("condition met", "#1f6b45", "||||", hatch_width=1.4),
    "condition failed": StatusLook("condition failed", "#a8321e", "xxxxx", hatch_width=0.8),
    "suspended": StatusLook("suspended", "#1d5c96", "///", hatch_width=0.6),
    "announced": StatusLook("announced", "#1d5c96"),
    "proposed": StatusLook("proposed", "#2f6670", frame=(0.0, (4.0, 2.4))),
    "expired": _ENDED, "lifted": _ENDED, "superseded": _ENDED, "struck down": _ENDED, "withdrawn": _ENDED,
    "unknown": StatusLook("unknown", "#55595e", frame=(0.0, (1.0, 1.8))),
}  # fmt: skip
"""The looks of all statuses, in the order of the legend."""


def look_of(status: str) -> StatusLook:
    """The look of a status word; every `awaiting …` has one look, and a word that is not known looks unknown.

    >>> look_of("awaiting legislation").word
    'awaiting a law, act or date'
    """
    return STATUS_LOOKS.get("awaiting" if status.startswith("awaiting") else status, STATUS_LOOKS["unknown"])


@dataclass(frozen=True)
class KindLook:
    """How a kind of node is drawn: the word of its legend, matplotlib's marker, size in points, what fills it."""

    word: str
    marker: str
    size: float = 11.0
    fill: str = PAPER
    dot: bool = False
    frame: str = "solid"


KIND_LOOKS: dict[str, KindLook] = {
    "organization": KindLook("organizations", "s"),
    "person": KindLook("people", "P"),
    "restriction": KindLook("restrictions", "H", 15.0),
    "condition": KindLook("conditions", "o", frame="dashed"),
    "requirement": KindLook("requirements", "s", frame="dashed"),
    "exemption": KindLook("exemptions", "^", 12.0),
    "product": KindLook("products", "o"),
    "technology": KindLook("technologies", "o", 9.0, INK),
    "audience": KindLook("audiences", "o", 12.0, dot=True),
    "jurisdiction": KindLook("jurisdictions", "v"),
    "legislation": KindLook("laws and bills", "p", 12.5),
    "event": KindLook("events", "D", 9.0),
    "statement": KindLook("statements", ">"),
    "policy-line": KindLook("policy lines", "_", 11.0),
    "post": KindLook("posts", "<"),
    "membership": KindLook("memberships", "d"),
    "affiliation": KindLook("affiliations", "d", fill=LINE),
    "quality": KindLook("qualities", "h", 8.0, INK),
    "assessment": KindLook("assessments", "*", 13.0),
    "contradiction": KindLook("contradictions", "X"),
}
_OTHER = KindLook("other things", "d", 11.0, INK)


def kind_look(kind: str) -> KindLook:
    """The look of a kind of node; kinds without one of their own share a thin diamond."""
    return KIND_LOOKS.get(kind, _OTHER)


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties(family=FONT))).get_charmap())


def drawable(text: str) -> str:
    """The text on one line, with a replacement mark for each character the font has no glyph for.

    >>> drawable("Commission nationale\\n de l'informatique 委")
    "Commission nationale de l'informatique �"
    """
    known = _glyphs()
    return "".join(c if c.isprintable() and ord(c) in known else "�" for c in " ".join(text.split()))


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a drawable text in points, kerning left out, so never too small by much."""
    return sum(_advance(char, bold) for char in text) * size / _MEASURED


_MEASURED = 100.0


@lru_cache(maxsize=4096)
def _advance(char: str, bold: bool) -> float:
    font = FontProperties(family=FONT, size=_MEASURED, weight="bold" if bold else "normal")
    wide, one = (TextToPath().get_text_width_height_descent(text, font, False)[0] for text in (f"|{char}|", "||"))
    return float(wide - one)


def shortened(text: str, width: float, size: float, bold: bool = False) -> str:
    """The text cut with an ellipsis where it is wider than `width` points; nothing where not even that fits."""
    if text_width(text, size, bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if text_width(text[:middle].rstrip() + "…", size, bold) <= width else (low, middle - 1)
        )
    return text[:low].rstrip() + "…" if low else ""


def wrapped(text: str, width: float, size: float, lines: int) -> list[str]:
    """The text in at most so many lines of at most `width` points, the last cut with an ellipsis."""
    words, found = text.split(), [""]
    while words:
        longer = f"{found[-1]} {words[0]}".strip()
        if text_width(longer, size) <= width or not found[-1]:
            found[-1] = longer
            words.pop(0)
        elif len(found) < lines:
            found.append("")
        else:
            found[-1] += " " + " ".join(words)
            break
    return [shortened(line, width, size) for line in found]


def text_style(size: float, colour: str = INK, *, bold: bool = False, **more: Any) -> dict[str, Any]:
    """The arguments with which every text is drawn; a `$` in a name is never taken for mathematics."""
    weight = "bold" if bold else "normal"
    return {"family": FONT, "size": size, "color": colour, "weight": weight, "parse_math": False, **more}
