"""The legends of pictures: swatches and marks with their words, for what a picture shows and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from matplotlib.markers import MarkerStyle
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.transforms import Affine2D

from moratoria.draw.pictures import Picture
from moratoria.draw.style import INK, INK_2, PAPER, STATUS_LOOKS, KindLook, StatusLook, look_of, text_style, text_width

Point = tuple[float, float]

SWATCH = 26.0
_TEXT = 8.0


def status_fill(look: StatusLook) -> dict[str, Any]:
    """The arguments with which a shape takes the look of a status."""
    return {
        "facecolor": look.colour if look.solid else PAPER, "edgecolor": look.colour, "hatch": look.hatch or None,
        "linestyle": look.frame, "linewidth": 1.2, "hatch_linewidth": look.hatch_width,
    }  # fmt: skip


def draw_bar(picture: Picture, corner: Point, size: Point, look: StatusLook, **more: Any) -> None:
    """A bar of a status."""
    picture.sheet.add_patch(Rectangle(corner, *size, **{**status_fill(look), **more}))


def draw_mark(picture: Picture, centre: Point, kind: KindLook, look: StatusLook | None = None, **more: Any) -> None:
    """The mark of a node: its kind as shape, its status, where it has one, as fill."""
    marker = MarkerStyle(kind.marker)
    shape = marker.get_path().transformed(marker.get_transform() + Affine2D().scale(kind.size).translate(*centre))
    plain = {"facecolor": kind.fill, "edgecolor": INK, "linewidth": 1.2, "linestyle": kind.frame}
    picture.sheet.add_patch(PathPatch(shape, **{**(status_fill(look) if look else plain), "zorder": 4, **more}))
    if kind.dot:
        draw_mark(picture, centre, KindLook("", "o", kind.size / 2.6, INK), zorder=5)


def looks_in(statuses: Iterable[str]) -> list[tuple[StatusLook, int]]:
    """The looks of the statuses present, each with how many have it, in the order of the table of looks."""
    counts: dict[StatusLook, int] = {}
    for status in statuses:
        counts[look_of(status)] = counts.get(look_of(status), 0) + 1
    return [(look, counts[look]) for look in dict.fromkeys(STATUS_LOOKS.values()) if look in counts]


def draw_status_row(picture: Picture, start: Point, width: float, statuses: Iterable[str]) -> float:
    """The statuses in a row that breaks at `width`; gives the height it took."""
    x, y = start
    for look, _ in looks_in(statuses):
        need = SWATCH + 8 + text_width(look.word, _TEXT) + 18
        if x > start[0] and x + need > start[0] + width:
            x, y = start[0], y - 16
        draw_bar(picture, (x, y), (SWATCH, 9), look)
        picture.sheet.text(x + SWATCH + 6, y + 1.5, look.word, **text_style(_TEXT, INK))
        x += need
    return start[1] - y + 16


def draw_heading(picture: Picture, start: Point, width: float, word: str) -> None:
    """A heading of a legend under a line."""
    picture.sheet.plot([start[0], start[0] + width], [start[1] + 15, start[1] + 15], color=INK, linewidth=1.3)
    picture.sheet.text(*start, word, **text_style(10, INK, bold=True))


def draw_entry(picture: Picture, start: Point, width: float, words: tuple[str, int]) -> None:
    """The word and the number of one entry of a legend in a column."""
    x, y = start
    picture.sheet.text(x, y, words[0], va="center_baseline", **text_style(_TEXT, INK))
    picture.sheet.text(x + width, y, str(words[1]), va="center_baseline", ha="right", **text_style(_TEXT, INK_2))
