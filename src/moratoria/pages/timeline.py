"""A timeline as geometry: lanes with bars and marks become rectangles, texts and points. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

LOOKS = ("force", "await", "notice", "met", "failed", "ended", "proposed", "unknown", "suspended", "announced")
"""How a bar can look; only these become names of classes and patterns."""

_CHARACTER = 6.5
"""The width of a letter of a bar's label, about; labels are cut by it, titles are whole."""


@dataclass(frozen=True)
class Bar:
    """A stretch of time, [since, until) in ISO days, open where empty; `look` is one of `LOOKS`.

    Days on which nobody knows, such as those between an earliest and a latest start, are a bar of the look `unknown`.
    """

    since: str
    until: str
    look: str
    words: str
    title: str
    address: str = ""


@dataclass(frozen=True)
class Mark:
    """A point in time: an `event`, a date that passed `unsettled`, a bill that `died`, or a `deadline` ahead."""

    day: str
    kind: str
    title: str


@dataclass(frozen=True)
class Lane:
    """The bars and marks of one actor and line of policy."""

    name: str
    note: str
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Group:
    """Lanes under a heading."""

    name: str
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class Sheet:
    """How large a drawing is, in units of its own: the axis runs from `left` to `right`, a lane is `step` high."""

    name: str
    width: int
    left: int
    step: int
    bar: int
    label_above: bool

    @property
    def right(self) -> int:
        """Where the axis ends."""
        return self.width - 4


WIDE = Sheet("w", 1216, 176, 38, 13, label_above=False)
NARROW = Sheet("n", 358, 0, 46, 13, label_above=True)
MIDDLE = Sheet("w", 736, 150, 38, 13, label_above=False)


@dataclass(frozen=True)
class Shape:
    """A bar where it is drawn; `outline` is a path left open at an end that is open or cut off."""

    look: str
    x: float
    y: float
    width: float
    height: float
    outline: str
    title: str
    address: str
    words: str
    words_x: float
    words_y: float


@dataclass(frozen=True)
class Point:
    """A mark where it is drawn."""

    kind: str
    x: float
    y: float
    title: str


@dataclass(frozen=True)
class Row:
    """A lane where it is drawn: its name and note, the shapes and points."""

    name: str
    note: str
    title: str
    y: float
    shapes: tuple[Shape, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Heading:
    """The name of a group where it is drawn."""

    name: str
    y: float


@dataclass(frozen=True)
class Drawing:
    """A whole timeline. `now` is where the day asked for stands on the axis, within it."""

    sheet: Sheet
    height: int
    first: str
    last: str
    ticks: tuple[tuple[float, str], ...]
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    now: float
    has_now: bool


def draw_timeline(groups: Sequence[Group], years: tuple[int, int], as_of: date, sheet: Sheet) -> Drawing:
    """The drawing of groups over whole years, the second not included."""
    axis = _Axis(sheet, date(years[0], 1, 1).toordinal(), date(years[1], 1, 1).toordinal())
    headings, rows, top = [], [], 24.0
    for group in groups:
        if group.name:
            headings.append(Heading(cut(group.name, sheet.right / 6.6), top + 19))
            top += 30
        for lane in group.lanes:
            rows.append(_row(lane, top, axis))
            top += sheet.step
        top += 4
    here = as_of.toordinal()
    ticks = tuple(_ticks(years, axis))
    return Drawing(
        sheet, round(top) + 4, f"{years[0]:04}-01-01", f"{years[1]:04}-01-01", ticks, tuple(headings), tuple(rows),
        axis.x_of(here), axis.first <= here < axis.last,
    )  # fmt: skip


def years_of(groups: Iterable[Group], today: date, *, back: int = 10, ahead: int = 3) -> tuple[int, int]:
    """The years to draw: from the first bar, at most `back` before today, to `ahead` after."""
    days = [bar.since for group in groups for lane in group.lanes for bar in lane.bars if bar.since]
    earliest = min((int(day[:4]) for day in days), default=today.year - 1)
    return max(min(earliest, today.year - 1), today.year - back), today.year + ahead


@dataclass(frozen=True)
class _Axis:
    sheet: Sheet
    first: int
    last: int

    def x_of(self, ordinal: int) -> float:
        """The place of a day by its ordinal, within the axis."""
        held = min(max(ordinal, self.first), self.last)
        span = self.sheet.right - self.sheet.left
        return round(self.sheet.left + (held - self.first) / (self.last - self.first) * span, 1)

    def x(self, day: str, default: int) -> float:
        """The place of an ISO day; that of the default for an empty one."""
        return self.x_of(date.fromisoformat(day).toordinal() if day else default)

    def holds(self, day: str) -> bool:
        """True for a day on the axis."""
        return bool(day) and self.first <= date.fromisoformat(day).toordinal() < self.last


def _ticks(years: tuple[int, int], axis: _Axis) -> Iterator[tuple[float, str]]:
    for year in range(*years):
        word = f"\u2019{year % 100:02}" if axis.sheet.label_above else str(year)
        yield axis.x_of(date(year, 1, 1).toordinal()), word


def _row(lane: Lane, top: float, axis: _Axis) -> Row:
    sheet = axis.sheet
    level = top + (25 if sheet.label_above else 18)
    seen = [bar for bar in lane.bars if axis.x(bar.since, axis.first) < axis.x(bar.until, axis.last)]
    shapes = tuple(_shape(bar, seen[:number], seen[number + 1 :], level, axis) for number, bar in enumerate(seen))
    points = tuple(
        Point(mark.kind, axis.x(mark.day, axis.first), level + sheet.bar / 2, mark.title)
        for mark in lane.marks if axis.holds(mark.day)
    )  # fmt: skip
    width = sheet.right if sheet.label_above else sheet.left - 6
    name = cut(lane.name, width / 7.4)
    room = width - len(name) * 7.4 if sheet.label_above else width
    return Row(name, cut(lane.note, room / 6.3), f"{lane.name}, {lane.note}", top + 13, shapes, points)


def _shape(bar: Bar, before: Sequence[Bar], later: Sequence[Bar], level: float, axis: _Axis) -> Shape:
    sheet = axis.sheet
    start, end = axis.x(bar.since, axis.first), axis.x(bar.until, axis.last)
    limit = next((axis.x(other.since, axis.last) for other in later if other.words), sheet.right)
    free = sheet.left + 2.0 if not any(other.words for other in before) else start
    words, words_x = _label(bar.words, start, (free, limit), sheet)
    return Shape(
        bar.look if bar.look in LOOKS else "unknown", start, level, round(end - start, 1), sheet.bar,
        _path(start, end, level, bar, axis), bar.title, bar.address, words, words_x, level - 4,
    )  # fmt: skip


def _path(start: float, end: float, top: float, bar: Bar, axis: _Axis) -> str:
    """A frame without the side at which it goes on beyond what is known or drawn."""
    foot = round(top + axis.sheet.bar, 1)
    opened = end >= axis.sheet.right and not axis.holds(bar.until)
    cut_off = start <= axis.sheet.left and not axis.holds(bar.since)
    if opened and cut_off:
        return f"M{start} {top}H{end}M{start} {foot}H{end}"
    if opened:
        return f"M{end} {top}H{start}V{foot}H{end}"
    if cut_off:
        return f"M{start} {top}H{end}V{foot}H{start}"
    return f"M{start} {top}H{end}V{foot}H{start}Z"


def _label(words: str, start: float, room: tuple[float, float], sheet: Sheet) -> tuple[str, float]:
    """The words above a bar, cut to the room up to the next; moved left where the axis ends soon and none is there."""
    if sheet.label_above:
        return "", start
    free, limit = room
    if limit < sheet.right:
        return cut(words, (limit - start - 6) / _CHARACTER), start
    begin = round(min(start, max(sheet.right - len(words) * _CHARACTER, free)), 1)
    return cut(words, (sheet.right - begin) / _CHARACTER), begin


def cut(text: str, most: float) -> str:
    """A text of at most so many letters, with an ellipsis where it was cut; empty where there is room for none.

    >>> cut("Facial recognition", 10), cut("short", 10), cut("nothing", 2)
    ('Facial re\u2026', 'short', '')
    """
    room = int(most)
    if len(text) <= room:
        return text
    return f"{text[: room - 1].rstrip()}\u2026" if room >= 8 else ""
