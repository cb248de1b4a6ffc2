"""Places for the nodes of a network: the same ids give the same picture.

Stress majorization (Gansner, Koren, North 2004) in numpy: better spread than force layouts, and networkx's own
Kamada-Kawai would need scipy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

_STEPS = 200
_CROWD = 60
_PUSHES = 300
_GAP = 1.0
_GRID = 10.0


def stress_layout(network: Any) -> dict[str, tuple[float, float]]:
    """Places of all nodes in a unit square; nodes few edges apart lie near each other, hubs get room."""
    nodes = sorted(network)
    if len(nodes) < 2:
        return {node: (0.5, 0.5) for node in nodes}
    wanted = _distances(network, nodes)
    places = _unit(_majorized(wanted, _first_places(wanted, nodes)))
    if len(nodes) > _CROWD:
        places = (places + _ranks(places)) / 2
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, places, strict=True)}


def _distances(network: Any, nodes: Sequence[str]) -> Array:
    """The wanted distances: shortest paths, an edge the longer the fewer neighbours its ends share."""
    plain = nx.Graph()
    plain.add_nodes_from(nodes)
    plain.add_edges_from(sorted({(a, b) for a, b in network.edges(keys=False) if a != b}))
    for a, b in plain.edges:
        plain.edges[a, b]["length"] = 1.0 + 0.3 * len(set(plain[a]) ^ set(plain[b])) ** 0.5
    number = {node: index for index, node in enumerate(nodes)}
    found = np.full((len(nodes), len(nodes)), np.inf)
    for node, lengths in nx.all_pairs_dijkstra_path_length(plain, weight="length"):
        for other, length in lengths.items():
            found[number[node], number[other]] = length
    longest = float(found[np.isfinite(found)].max()) or 1.0
    found[~np.isfinite(found)] = 0.7 * longest
    return found


def _first_places(wanted: Array, nodes: Sequence[str]) -> Array:
    """Classical scaling, its signs fixed, with a jitter from the ids that parts nodes of equal distances."""
    size = len(nodes)
    centre = np.eye(size) - 1.0 / size
    _, vectors = np.linalg.eigh(-0.5 * centre @ (wanted**2) @ centre)
    axes = vectors[:, [-1, -2]]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    return np.asarray(axes * wanted.max() + np.array([_jitter(node) for node in nodes]) * 0.3)


def _jitter(node: str) -> tuple[float, float]:
    digest = hashlib.sha256(node.encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 - 0.5, int.from_bytes(digest[4:8], "big") / 2**32 - 0.5


def _majorized(wanted: Array, places: Array) -> Array:
    weights = 1.0 / np.where(wanted > 0, wanted, 1.0) ** 2
    np.fill_diagonal(weights, 0.0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(_STEPS):
        apart = np.linalg.norm(places[:, None] - places[None], axis=2)
        ratio = -weights * wanted / np.where(apart > 1e-9, apart, 1e-9)
        np.fill_diagonal(ratio, 0.0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        places = inverse @ (ratio @ places)
    return places


def _unit(places: Array) -> Array:
    low, high = places.min(axis=0), places.max(axis=0)
    return np.asarray((places - low) / np.where(high - low > 1e-9, high - low, 1.0))


def _ranks(places: Array) -> Array:
    """Places evenly spread along each axis in the same order: what a crowd gives up to use the whole sheet."""
    return np.asarray(places.argsort(axis=0, kind="stable").argsort(axis=0) / (len(places) - 1.0))


def pushed_apart(centres: Array, sizes: Array, room: tuple[float, float]) -> Array:
    """The centres of boxes moved until no two boxes overlap, inside a room; where it is too small some still do.

    Pushing keeps the picture's form; a box that stays wedged goes to the free place nearest to it.
    """
    places = centres.copy()
    low, high = sizes / 2, np.array(room) - sizes / 2
    for _ in range(_PUSHES):
        move = _pushes(places, sizes)
        if not move.any():
            break
        places = np.clip(places + move, low, high)
    for index in range(len(places)):
        if _overlapping(places[[index]], places, sizes, index)[0]:
            places[index] = _free_place(places, sizes, room, index)
    return np.round(places, 2)


def _overlapping(spots: Array, places: Array, sizes: Array, index: int) -> Any:
    """For each spot, whether the box of an index would overlap another one there."""
    need = (sizes + sizes[index]) / 2 - 0.01
    hit = np.abs(spots[:, :1] - places[:, 0]) < need[:, 0]
    hit &= np.abs(spots[:, 1:] - places[:, 1]) < need[:, 1]
    hit[:, index] = False
    return hit.any(axis=1)


def _free_place(places: Array, sizes: Array, room: tuple[float, float], index: int) -> Array:
    """The free spot of a grid nearest to a box; where none is free, the place it has."""
    half = sizes[index] / 2
    across, down = (np.arange(half[axis], room[axis] - half[axis] + 1e-6, _GRID) for axis in (0, 1))
    spots = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    free = spots[~_overlapping(spots, places, sizes, index)]
    if not len(free):
        return np.asarray(places[index])
    return np.asarray(free[np.linalg.norm(free - places[index], axis=1).argmin()])


def _pushes(places: Array, sizes: Array) -> Array:
    """Half of each overlap, along the axis on which the two boxes overlap less."""
    apart = places[:, None] - places[None]
    over = (sizes[:, None] + sizes[None]) / 2 + _GAP - np.abs(apart)
    hit = np.asarray((over > 0.01).all(axis=2))
    np.fill_diagonal(hit, False)
    order = np.sign(np.subtract.outer(np.arange(len(places)), np.arange(len(places))))[:, :, None]
    direction = np.where(np.abs(apart) > 1e-6, np.sign(apart), order)
    along = np.stack([over[..., 0] <= over[..., 1], over[..., 0] > over[..., 1]], axis=2)
    return np.asarray((direction * over * along * hit[..., None]).sum(axis=1) * 0.35)
