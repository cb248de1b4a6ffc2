"""The network as a picture: shape says the kind, fill the status, a dashed line what a source says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from matplotlib.patches import FancyArrowPatch

from moratoria.draw.labels import Label, build_label, free_places, placed_labels
from moratoria.draw.layout import pushed_apart, stress_layout
from moratoria.draw.legend import SWATCH, draw_bar, draw_entry, draw_heading, draw_mark, looks_in
from moratoria.draw.pictures import MARGIN, TITLE_HEIGHT, Picture, Table, day_words, empty_picture
from moratoria.draw.style import (
    INK,
    INK_2,
    KIND_LOOKS,
    LINE_STRONG,
    PAPER,
    KindLook,
    kind_look,
    look_of,
    text_style,
    wrapped,
)
from moratoria.graph.network import most_connected, neighbourhood, totals

MOST_NODES = 150
_WORDED_EDGES = 80
_LEGEND = 190.0
_SMALLEST = (620.0, 480.0)
_SHARE = 0.34
"""How much of the sheet the boxes of nodes and labels may take: above it they cannot be pushed apart."""

_UNDER: dict[str, Any] = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.8, "pad": 0.4}
"""What lies between a text and the edges under it."""
_CENTRED: dict[str, Any] = {"ha": "center", "va": "center_baseline", "bbox": _UNDER}


@dataclass(frozen=True)
class _Line:
    """All edges between two nodes in one direction."""

    start: str
    end: str
    words: str
    said: bool


@dataclass(frozen=True)
class _Plan:
    """What is drawn where, in points."""

    network: Any
    focus: str
    places: Mapping[str, tuple[float, float]]
    labels: Mapping[str, Label]
    lines: tuple[_Line, ...]


def render_graph(network: Any, *, title: str, as_of: date, focus: str | None = None) -> Picture:
    """The picture of a network; where it has more than 150 nodes, of those nearest the focus or most connected.

    The caption counts what is shown and what there is; `+n` on a node counts its edges not shown.
    Raises UnknownName for a focus that is not in the network.
    """
    if not len(network):
        return empty_picture(title, as_of, "no thing matches")
    if focus:
        network = neighbourhood(network, focus, MOST_NODES, MOST_NODES).network
    elif len(network) > MOST_NODES:
        network = most_connected(network, MOST_NODES).network
    plan, room = _plan(network)
    height = max(room[1], _legend_height(network)) + TITLE_HEIGHT + 2 * MARGIN
    picture = Picture((room[0] + _LEGEND + 3 * MARGIN, height), title, as_of, _caption(network, as_of), _table(network))
    _draw_legend(picture, network, height - TITLE_HEIGHT - MARGIN - 8)
    _draw(picture, _moved(plan, (_LEGEND + 2 * MARGIN, height - TITLE_HEIGHT - MARGIN - room[1])))
    return picture


def _caption(network: Any, as_of: date) -> str:
    nodes, edges = totals(network)
    return (
        f"As of {day_words(as_of)}. {len(network)} nodes and {network.number_of_edges()} edges shown "
        f"of {nodes} and {edges}. "
        "+n counts the edges of a node that are not shown."
    )


def _table(network: Any) -> Table:
    label = network.nodes(data="label")
    rows = sorted((label[start], relation, label[end]) for start, end, relation in network.edges(data="relation"))
    return Table(("From", "Relation", "To"), rows)


def _plan(network: Any) -> tuple[_Plan, tuple[float, float]]:
    """Where everything goes, and how large a sheet that takes."""
    focus = network.graph.get("focus", "")
    size = 8.5 if len(network) <= 40 else 7.5 if len(network) <= 80 else 6.8
    labels = {node: _label(network, node, size, node == focus) for node in sorted(network)}
    boxes = np.array(
        [(label.width + 10, label.height + _node_size(network, node) + 8) for node, label in labels.items()]
    )
    area = float(boxes.prod(axis=1).sum()) / _SHARE
    room = max(_SMALLEST[0], (area * 1.4) ** 0.5), max(_SMALLEST[1], (area / 1.4) ** 0.5)
    wanted = stress_layout(network)
    centres = np.array([wanted[node] for node in labels]) * (np.array(room) - boxes.max(axis=0)) + boxes.max(axis=0) / 2
    centres = pushed_apart(centres, boxes, room)
    places = {
        node: (float(x), float(y) + labels[node].height / 2) for node, (x, y) in zip(labels, centres, strict=True)
    }
    return _Plan(network, focus, places, labels, _lines(network)), room


def _label(network: Any, node: str, size: float, bold: bool) -> Label:
    data = network.nodes[node]
    more = f"+{data['hidden_edges']}" if data.get("hidden_edges") else ""
    return build_label(data["label"], "  ".join(filter(None, (data["status"], more))), size, bold=bold)


def _node_size(network: Any, node: str) -> float:
    return kind_look(network.nodes[node]["kind"]).size


def _lines(network: Any) -> tuple[_Line, ...]:
    joined: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for start, end, data in network.edges(data=True):
        joined.setdefault((start, end), []).append((data["relation"], data["said"]))
    return tuple(
        _Line(*ends, ", ".join(sorted(word for word, _ in found)), all(said for _, said in found))
        for ends, found in sorted(joined.items())
        if ends[0] != ends[1]
    )


def _moved(plan: _Plan, by: tuple[float, float]) -> _Plan:
    return replace(plan, places={node: (x + by[0], y + by[1]) for node, (x, y) in plan.places.items()})


def _draw(picture: Picture, plan: _Plan) -> None:
    nodes = {node: (plan.places[node], _node_size(plan.network, node)) for node in plan.labels}
    ends = [(plan.places[line.start], plan.places[line.end]) for line in plan.lines]
    width, height = picture.sheet.get_xlim()[1], picture.sheet.get_ylim()[1]
    room = (_LEGEND + 2 * MARGIN, width - 4, MARGIN / 2, height - TITLE_HEIGHT)
    spots = placed_labels(plan.labels, nodes, ends, room)
    for line in plan.lines:
        _draw_line(picture, plan, line)
    for node, label in plan.labels.items():
        _draw_label(picture, label, spots[node])
        _draw_node(picture, plan, node)
    if len(plan.lines) <= _WORDED_EDGES:
        _draw_words(picture, plan, spots)


def _draw_line(picture: Picture, plan: _Plan, line: _Line) -> None:
    near = plan.focus in (line.start, line.end)
    arrow = FancyArrowPatch(
        plan.places[line.start],
        plan.places[line.end],
        arrowstyle="-|>",
        mutation_scale=6.5,
        shrinkA=_node_size(plan.network, line.start) / 2 + 2,
        shrinkB=_node_size(plan.network, line.end) / 2 + 3,
        color=INK if near else LINE_STRONG,
        linewidth=1.0 if near else 0.6,
        linestyle="dashed" if line.said else "solid",
        zorder=2 if near else 1,
    )
    picture.sheet.add_patch(arrow)


def _draw_node(picture: Picture, plan: _Plan, node: str) -> None:
    data = plan.network.nodes[node]
    look = look_of(data["status"]) if data["status"] else None
    strong = {"facecolor": INK} if node == plan.focus and not look else {}
    draw_mark(picture, plan.places[node], kind_look(data["kind"]), look, **strong)
    if node == plan.focus:
        ring = KindLook("", "o", _node_size(plan.network, node) + 9)
        draw_mark(picture, plan.places[node], ring, facecolor="none", linestyle="dotted", zorder=5)


def _draw_label(picture: Picture, label: Label, centre: tuple[float, float]) -> None:
    step = label.size * 1.22
    top = centre[1] + label.height / 2 - step / 2
    styles = [text_style(label.size, INK, bold=label.bold)] * len(label.lines) + [text_style(label.size - 0.7, INK_2)]
    for number, (line, style) in enumerate(zip((*label.lines, label.below), styles, strict=True)):
        if line:
            picture.sheet.text(centre[0], top - number * step, line, zorder=6, **_CENTRED, **style)


def _draw_words(picture: Picture, plan: _Plan, spots: Mapping[str, tuple[float, float]]) -> None:
    """The words of the edges, where there is room; the table has them all."""
    taken = [(*spots[node], label.width, label.height) for node, label in plan.labels.items()]
    sizes = {node: _node_size(plan.network, node) + 4 for node in plan.labels}
    taken += [(*plan.places[node], size, size) for node, size in sizes.items()]
    words = [(line.words, plan.places[line.start], plan.places[line.end]) for line in plan.lines]
    for word, (x, y) in free_places(words, taken, 7.0):
        picture.sheet.text(x, y, word, zorder=3, **_CENTRED, **text_style(7.0, INK_2))


def _kinds(network: Any) -> list[tuple[str, int]]:
    counts = Counter(kind if kind in KIND_LOOKS else "" for _, kind in network.nodes(data="kind"))
    return [(kind, counts[kind]) for kind in (*KIND_LOOKS, "") if counts[kind]]


def _statuses(network: Any) -> list[str]:
    return [status for _, status in network.nodes(data="status") if status]


def _legend_height(network: Any) -> float:
    return 17.0 * (len(_kinds(network)) + 2 * len(looks_in(_statuses(network))) + 2) + 130


def _draw_legend(picture: Picture, network: Any, y: float) -> None:
    draw_heading(picture, (MARGIN, y), _LEGEND, "Shown")
    for kind, count in _kinds(network):
        y -= 17
        draw_mark(picture, (MARGIN + SWATCH / 2, y), kind_look(kind))
        draw_entry(picture, (MARGIN + SWATCH + 8, y), _LEGEND - SWATCH - 8, (kind_look(kind).word, count))
    looks = looks_in(_statuses(network))
    if looks:
        y -= 40
        draw_heading(picture, (MARGIN, y), _LEGEND, "Status")
    for look, count in looks:
        y -= 17
        draw_bar(picture, (MARGIN, y - 4.5), (SWATCH, 9), look)
        y = _entry_in_lines(picture, y, (look.word, count))
    _draw_line_legend(picture, network, y - 40)


def _entry_in_lines(picture: Picture, y: float, words: tuple[str, int]) -> float:
    first, *others = wrapped(words[0], _LEGEND - SWATCH - 24, 8.0, 3)
    draw_entry(picture, (MARGIN + SWATCH + 8, y), _LEGEND - SWATCH - 8, (first, words[1]))
    for line in others:
        y -= 11
        picture.sheet.text(MARGIN + SWATCH + 8, y, line, va="center_baseline", **text_style(8.0, INK))
    return y


def _draw_line_legend(picture: Picture, network: Any, y: float) -> None:
    draw_heading(picture, (MARGIN, y), _LEGEND, "Lines")
    said = sum(found for _, _, found in network.edges(data="said"))
    facts = network.number_of_edges() - said
    for word, count, style in (("a fact", facts, "solid"), ("said by a source", said, "dashed")):
        if count:
            y -= 17
            picture.sheet.plot([MARGIN, MARGIN + SWATCH], [y, y], color=INK_2, linewidth=1.2, linestyle=style)
            draw_entry(picture, (MARGIN + SWATCH + 8, y), _LEGEND - SWATCH - 8, (word, count))
