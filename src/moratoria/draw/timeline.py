"""Restrictions over time as a picture: lanes by actor, a bar per status, a veil over what is later than the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from matplotlib.patches import Polygon, Rectangle

from moratoria.draw.lanes import Bar, Group, Lane, build_groups
from moratoria.draw.legend import draw_bar, draw_status_row, looks_in
from moratoria.draw.pictures import MARGIN, TITLE_HEIGHT, Picture, Table, day_words, empty_picture
from moratoria.draw.rows import Row
from moratoria.draw.style import (
    INK,
    INK_2,
    LINE,
    LINE_STRONG,
    PAPER,
    drawable,
    look_of,
    shortened,
    text_style,
    text_width,
    wrapped,
)

_NAMES, _CHART, _OPEN = 190.0, 760.0, 14.0
_LANE, _HEADING, _AXIS, _BAR = 27.0, 30.0, 34.0, 9.0
_YEAR_ROOM = 34.0
_STUB = 14.0
_LABEL = 7.6
_LONGEST_LABEL = 420.0
_DAYS_A_YEAR = 365.2425


@dataclass(frozen=True)
class _Axis:
    """The years of a chart and where its left edge is."""

    first: int
    last: int
    left: float

    def place(self, day: date) -> float:
        """The place of a day in points."""
        years = day.year + (day.timetuple().tm_yday - 1) / _DAYS_A_YEAR
        share = (years - self.first) / (self.last - self.first)
        return self.left + _CHART * min(1.0, max(0.0, share))

    def start(self, bar: Bar) -> float:
        """Where a bar begins: a stub before its end when only that is known, at the left edge without any day."""
        if bar.start is None:
            return self.left if bar.end is None else max(self.left, self.place(bar.end) - _STUB)
        return self.place(bar.start)

    @property
    def right(self) -> float:
        """The right edge in points."""
        return self.left + _CHART


def render_timeline(rows: Iterable[Row], *, title: str, as_of: date) -> Picture:
    """The timeline of the rows; each bar has the status it had on the day, later time lies under a veil.

    An open end is an arrow at the right edge; a restriction without any date is drawn as unknown over all years.
    """
    groups = build_groups(rows, as_of)
    lanes = [lane for group in groups for lane in group.lanes]
    if not lanes:
        return empty_picture(title, as_of, "no restriction matches")
    statuses = [bar.status for lane in lanes for bar in lane.bars]
    legend = 16.0 * ceil(
        sum(60 + text_width(look.word, 8.0) for look, _ in looks_in(statuses)) / (_NAMES + _CHART) + 0.4
    )
    body = _AXIS + _HEADING * len(groups) + _LANE * len(lanes)
    size = _NAMES + _CHART + _OPEN + 2 * MARGIN, TITLE_HEIGHT + legend + body + 2 * MARGIN
    picture = Picture(size, title, as_of, _caption(lanes, as_of), _table(groups))
    draw_status_row(picture, (MARGIN, size[1] - TITLE_HEIGHT - 20), _NAMES + _CHART, statuses)
    axis = _axis(lanes, as_of)
    _draw_years(picture, axis, MARGIN + body, as_of)
    _draw_groups(picture, axis, groups, MARGIN + body - _AXIS)
    return picture


def _caption(lanes: Sequence[Lane], as_of: date) -> str:
    undated = sum(not _days(lane) for lane in lanes)
    more = f" Without a recorded date, and so drawn over all years: {undated}." if undated else ""
    s = "" if len(lanes) == 1 else "s"
    return f"{len(lanes)} restriction{s} as of {day_words(as_of)}. Right of the line is later.{more}"


def _table(groups: Iterable[Group]) -> Table:
    rows = [
        (
            group.title,
            lane.actor,
            lane.label,
            bar.status,
            _day(bar.start, "not known"),
            _day(bar.end, "no end recorded"),
        )
        for group in groups
        for lane in group.lanes
        for bar in lane.bars or (Bar(None, None, "unknown"),)
    ]
    return Table(("Group", "Actor", "Restriction", "Status", "From", "Until before"), rows)


def _day(day: date | None, otherwise: str) -> str:
    return str(day) if day else otherwise


def _days(lane: Lane) -> list[date]:
    return [day for bar in lane.bars for day in (bar.start, bar.end) if day]


def _axis(lanes: Sequence[Lane], as_of: date) -> _Axis:
    """Whole years from before the first day to after the last, the day itself always inside."""
    days = [as_of, *(day for lane in lanes for day in _days(lane))]
    return _Axis(min(days).year, max(days).year + 2, MARGIN + _NAMES)


def _draw_years(picture: Picture, axis: _Axis, top: float, as_of: date) -> None:
    step = ceil((axis.last - axis.first) * _YEAR_ROOM / _CHART)
    for year in range(axis.first, axis.last + 1):
        x = axis.left + _CHART * (year - axis.first) / (axis.last - axis.first)
        picture.sheet.plot([x, x], [MARGIN, top - _AXIS + 12], color=LINE, linewidth=0.7, zorder=0)
        if (year - axis.first) % step == 0 and year < axis.last:
            picture.sheet.text(x + 2, top - _AXIS + 15, str(year), **text_style(8, INK_2))
    now = axis.place(as_of)
    corner, size = (now, MARGIN - 3), (axis.right + _OPEN - now, top - _AXIS + 15 - MARGIN)
    veil = Rectangle(corner, *size, facecolor=PAPER, alpha=0.62, zorder=3)
    picture.sheet.add_patch(veil)
    picture.sheet.plot([now, now], [MARGIN, top - 10], color=INK, linewidth=1.3, zorder=4)
    left = now > axis.left + 100
    words: dict[str, Any] = {"ha": "right" if left else "left", "zorder": 5}
    picture.sheet.text(now + (-4 if left else 4), top - 8, day_words(as_of), **words, **text_style(8, INK, bold=True))


def _draw_groups(picture: Picture, axis: _Axis, groups: Iterable[Group], y: float) -> None:
    for group in groups:
        y -= _HEADING
        picture.sheet.text(
            MARGIN, y + 8, drawable(group.title), zorder=5, bbox=_UNDER, **text_style(8.5, INK, bold=True)
        )
        picture.sheet.plot([MARGIN, axis.right + _OPEN], [y + 2, y + 2], color=LINE_STRONG, linewidth=0.8, zorder=4)
        before = ""
        for lane in group.lanes:
            y -= _LANE
            if lane.actor != before:
                _draw_actor(picture, lane.actor, y)
            before = lane.actor
            _draw_lane(picture, axis, lane, y)


_UNDER: dict[str, Any] = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0}


def _draw_actor(picture: Picture, actor: str, y: float) -> None:
    lines = wrapped(drawable(actor), (_NAMES - 12) / 1.12, _LABEL, 2)
    for number, line in enumerate(lines):
        picture.sheet.text(MARGIN, y - 3 + 5 * len(lines) - 10 * number, line, **text_style(_LABEL, INK, bold=True))


def _draw_lane(picture: Picture, axis: _Axis, lane: Lane, y: float) -> None:
    bars = lane.bars or (Bar(None, None, "unknown"),)
    for bar in bars:
        _draw_bar(picture, axis, bar, y)
    start = min(map(axis.start, bars))
    words = drawable(lane.label) + ("" if _days(lane) else " (no date recorded)")
    room = max(axis.right + _OPEN - start, min(text_width(words, _LABEL), _LONGEST_LABEL))
    style = {"zorder": 5, "bbox": _UNDER, **text_style(_LABEL, INK_2)}
    picture.sheet.text(axis.right + _OPEN - room, y + _BAR + 4, shortened(words, room, _LABEL), **style)


def _draw_bar(picture: Picture, axis: _Axis, bar: Bar, y: float) -> None:
    start = axis.start(bar)
    end = axis.right if bar.end is None else axis.place(bar.end)
    look = look_of(bar.status)
    draw_bar(picture, (start, y), (max(end - start, 2.0), _BAR), look, zorder=2)
    if bar.end is None:
        tip = [(end + 2, y), (end + 8, y + _BAR / 2), (end + 2, y + _BAR)]
        picture.sheet.add_patch(Polygon(tip, closed=False, fill=False, edgecolor=look.colour, linewidth=1.3, zorder=2))
