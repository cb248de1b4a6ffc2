"""Where the labels of nodes and edges go: beside their node, off other labels, nodes and, where possible, edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from moratoria.draw.style import drawable, text_width, wrapped

Array = np.ndarray[Any, np.dtype[np.float64]]
Point = tuple[float, float]

_LINE = 1.22
_GAP = 3.0
_SAMPLES = 24
_ROUNDS = 2


@dataclass(frozen=True)
class Label:
    """The lines of a node's label and the smaller line under them, measured in points."""

    lines: tuple[str, ...]
    below: str
    size: float
    bold: bool = False

    @property
    def width(self) -> float:
        """The width of the widest line."""
        widths = [text_width(line, self.size, self.bold) for line in self.lines]
        return max([*widths, text_width(self.below, self.size - 0.7)]) + 2

    @property
    def height(self) -> float:
        """The height of all lines."""
        return (len(self.lines) + bool(self.below)) * self.size * _LINE + 1


def build_label(text: str, below: str, size: float, *, bold: bool = False) -> Label:
    """A label of at most three lines, cut with an ellipsis."""
    lines = wrapped(drawable(text), size * 13.5, size * (1.12 if bold else 1.0), 3)
    return Label(tuple(lines), drawable(below), size, bold)


def placed_labels(
    labels: Mapping[str, Label],
    nodes: Mapping[str, tuple[Point, float]],
    lines: Sequence[tuple[Point, Point]],
    room: tuple[float, float, float, float],
) -> dict[str, Point]:
    """The centre of each label: below its node, or above, right or left of it where that touches less.

    `nodes` gives the centre and the size of each node, `lines` the edges, `room` left, right, bottom and top.
    """
    names = list(labels)
    sizes = np.array([(labels[name].width, labels[name].height) for name in names])
    dots = np.array([(*nodes[name][0], nodes[name][1], nodes[name][1]) for name in names])
    boxes = np.array([_candidates(dot, size)[0] for dot, size in zip(dots, sizes, strict=True)])
    samples = _samples(lines)
    for _ in range(_ROUNDS):
        for index in range(len(names)):
            options = _candidates(dots[index], sizes[index])
            others = np.delete(np.vstack([boxes, dots]), index, axis=0)
            costs = [_cost(option, others, samples) + 0.5 * rank for rank, option in enumerate(options)]
            boxes[index] = options[int(np.argmin(np.array(costs) + 100 * _outside(options, room)))]
    return {name: (float(box[0]), float(box[1])) for name, box in zip(names, boxes, strict=True)}


def _candidates(dot: Array, size: Array) -> Array:
    """Boxes (centre, width, height) below, above, right and left of a node, then at its corners."""
    x, y, width, height = dot[0], dot[1], size[0], size[1]
    across, down = dot[2] / 2 + _GAP + width / 2, dot[2] / 2 + _GAP + height / 2
    slant = dot[2] / 3 + width / 2
    places = [
        (0, -down),
        (0, down),
        (across, 0),
        (-across, 0),
        (slant, -down),
        (-slant, -down),
        (slant, down),
        (-slant, down),
    ]
    return np.array([(x + dx, y + dy, width, height) for dx, dy in places])


def _cost(box: Array, others: Array, samples: Array) -> float:
    """What a box touches: other labels and nodes weigh far more than the edges that pass under it."""
    over = (box[2:] + others[:, 2:]) / 2 - np.abs(box[:2] - others[:, :2])
    overlap = np.prod(np.clip(over, 0, None), axis=1).sum()
    under = (np.abs(samples - box[:2]) < box[2:] / 2).all(axis=1).sum() if len(samples) else 0
    return float(overlap * 10 + under)


def _outside(boxes: Array, room: tuple[float, float, float, float]) -> Array:
    """By how many points each box reaches out of the room."""
    low, high = boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2
    over = np.clip([room[0] - low[:, 0], high[:, 0] - room[1], room[2] - low[:, 1], high[:, 1] - room[3]], 0, None)
    return np.asarray(over.sum(axis=0))


def _samples(lines: Sequence[tuple[Point, Point]]) -> Array:
    if not lines:
        return np.empty((0, 2))
    ends = np.array(lines)
    steps = np.linspace(0, 1, _SAMPLES)[None, :, None]
    return np.asarray((ends[:, :1] * (1 - steps) + ends[:, 1:] * steps).reshape(-1, 2))


def free_places(
    words: Sequence[tuple[str, Point, Point]], taken: Sequence[tuple[float, float, float, float]], size: float
) -> list[tuple[str, Point]]:
    """Places on their edges for the words that find room between what is already there; the others are left out."""
    busy, found = list(taken), []
    for word, start, end in words:
        width, height = text_width(word, size) + 4, size * _LINE
        for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73):
            x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
            if all(abs(x - b[0]) >= (width + b[2]) / 2 or abs(y - b[1]) >= (height + b[3]) / 2 for b in busy):
                busy.append((x, y, width, height))
                found.append((word, (x, y)))
                break
    return found
