"""A picture and its files: SVG, PNG, or a page of its own that holds the same facts as a table."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from moratoria.draw.page import render_page
from moratoria.draw.style import FONT, INK, INK_2, PAPER, drawable, shortened, text_style, text_width
from moratoria.errors import InputError, UnknownName

POINTS_PER_INCH = 72.0
PNG_DOTS_PER_INCH = 150
SUFFIXES = (".svg", ".png", ".html")
MARGIN = 24.0
TITLE_HEIGHT = 56.0
_ONE_FONT = f"font-family: '{FONT}'".encode()
"""What readers without the font get instead: Verdana, which is as wide, else what they have."""


@dataclass(frozen=True)
class Table:
    """The facts of a picture as rows."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


_TITLE, _SMALLEST_TITLE = 15.0, 10.0


class Picture(Figure):
    """A matplotlib figure with its title, its day and its facts as a table; drawn in points, y upwards."""

    def __init__(self, size: tuple[float, float], title: str, as_of: date, caption: str, table: Table) -> None:
        super().__init__(figsize=(size[0] / POINTS_PER_INCH, size[1] / POINTS_PER_INCH), facecolor=PAPER)
        FigureCanvasAgg(self)
        self.title, self.as_of, self.caption, self.table = title, as_of, caption, table
        self.sheet: Axes = self.add_axes((0.0, 0.0, 1.0, 1.0))
        self.sheet.set_axis_off()
        self.sheet.set_xlim(0, size[0])
        self.sheet.set_ylim(0, size[1])
        room = size[0] - 2 * MARGIN
        points = max(_SMALLEST_TITLE, min(_TITLE, _TITLE * room / text_width(drawable(title), _TITLE, bold=True)))
        shown = shortened(drawable(title), room, points, bold=True)
        self.sheet.text(MARGIN, size[1] - 32, shown, **text_style(points, INK, bold=True))
        self.sheet.text(MARGIN, size[1] - 49, drawable(caption), **text_style(8.5, INK_2))


def empty_picture(title: str, as_of: date, why: str) -> Picture:
    """A picture that says that there is nothing to draw, and why."""
    return Picture(
        (640.0, 120.0), title, as_of, f"Nothing to draw as of {day_words(as_of)}: {why}.", Table(("Nothing",), ())
    )


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day_words(day: date) -> str:
    """A day as readers write it, in English on every machine.

    >>> day_words(date(2020, 6, 11))
    '11 June 2020'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def write_picture(picture: Picture, path: Path) -> None:
    """Write the picture in the form its suffix names, whole or not at all.

    Raises UnknownName for a suffix other than .svg .png .html, InputError where the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UnknownName("picture format", path.suffix or path.name, SUFFIXES, where=str(path))
    content = render_png(picture) if suffix == ".png" else render_svg(picture)
    if suffix == ".html":
        table = picture.table
        page = render_page(content.decode(), (picture.title, picture.caption), table.columns, table.rows)
        content = page.encode()
    _replace(path, content)


def render_svg(picture: Figure) -> bytes:
    """The picture as SVG, the same bytes each time, its text as text."""
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "moratoria", "font.family": [FONT]}):
        out = io.BytesIO()
        picture.savefig(out, format="svg", metadata={"Date": None, "Creator": "moratoria"})
    return out.getvalue().replace(_ONE_FONT, _ONE_FONT + b", Verdana, sans-serif")


def render_png(picture: Figure) -> bytes:
    """The picture as PNG with 150 dots an inch."""
    out = io.BytesIO()
    picture.savefig(out, format="png", dpi=PNG_DOTS_PER_INCH, metadata={"Software": "moratoria"})
    return out.getvalue()


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            beside.write_bytes(content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        remedy = "choose a folder that exists"
        raise InputError(f"cannot be written ({error})", where=str(path), remedy=remedy) from error
