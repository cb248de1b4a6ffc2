"""The network as a picture."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations

import numpy as np
import pytest

from moratoria.draw.graph import render_graph
from moratoria.draw.labels import build_label, placed_labels
from moratoria.draw.layout import pushed_apart, stress_layout
from moratoria.draw.pictures import render_png, render_svg
from moratoria.errors import UnknownName
from moratoria.graph.network import build_network, neighbourhood
from moratoria.terms import CURRENT, MOR, ODRL, RDFS, TYPE, Literal, NamedNode, Quad, day_literal, thing

DAY = date(2020, 12, 31)


def quad(subject: str, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
    return Quad(thing(subject), predicate, value, CURRENT)


def star(count: int) -> list[Quad]:
    """A vendor with so many restrictions, the first awaiting a date, the second echoing it."""
    quads = [
        quad("organization/acme", RDFS.label, Literal("Acme <Vision> $5$ & Sons", language="en")),
        quad("organization/acme", TYPE, MOR.Organization),
        quad("restriction/stop-1", MOR.echoes, thing("restriction/stop-0")),
        quad("status/stop-0-0", MOR.isStatusOf, thing("restriction/stop-0")),
        quad("status/stop-0-0", MOR.life, Literal("in force")),
        quad("status/stop-0-0", MOR.facet, Literal("awaiting date")),
        quad("status/stop-0-0", MOR.term("from"), day_literal("2020-06-10")),
    ]
    for number in range(count):
        quads.append(quad(f"restriction/stop-{number}", ODRL.assigner, thing("organization/acme")))
    return quads


def svg(count: int, *, turned: bool = False, focus: str | None = None) -> str:
    quads = star(count)
    network = build_network(reversed(quads) if turned else quads, DAY)
    return render_svg(render_graph(network, title="A vendor", as_of=DAY, focus=focus)).decode()


def texts(picture: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture)


def test_the_same_ids_give_the_same_bytes_in_any_order() -> None:
    assert svg(9) == svg(9, turned=True) == svg(9)
    network = build_network(star(5), DAY)
    first, second = (render_png(render_graph(network, title="A vendor", as_of=DAY)) for _ in range(2))
    assert first == second


def test_labels_are_text_and_mathematics_is_not_read_into_them() -> None:
    drawn = " ".join(texts(svg(4)))
    assert "Acme &lt;Vision&gt; $5$" in drawn
    assert "awaiting date" in drawn
    assert "As of 31 December 2020. 5 nodes and 5 edges shown of 5 and 5." in drawn


def test_the_legend_holds_what_is_shown_and_nothing_else() -> None:
    drawn = texts(svg(4))
    assert {"organizations", "restrictions", "awaiting a law, act or date", "a fact", "said by a source"} <= set(drawn)
    assert not {"people", "in force", "unknown", "other things"} & set(drawn)


def test_at_most_150_nodes_are_drawn_and_the_rest_is_counted() -> None:
    drawn = texts(svg(200))
    assert any("150 nodes and 150 edges shown of 201 and 201." in text for text in drawn)
    assert "+51" in drawn


def test_a_focus_keeps_what_is_near_it() -> None:
    network = neighbourhood(build_network(star(9), DAY), "restriction/stop-0", depth=1).network
    picture = render_graph(network, title="A restriction", as_of=DAY, focus="restriction/stop-0")
    assert picture.caption.startswith("As of 31 December 2020. 3 nodes and 3 edges shown of 10 and 10.")
    assert ("stop 1", "echoes", "stop 0") in picture.table.rows


def test_a_focus_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownName):
        render_graph(build_network(star(2)), title="Nobody", as_of=DAY, focus="organization/nobody")


def test_a_dashed_line_says_that_a_source_says_so() -> None:
    said, fact = svg(3), svg(1).replace("echoes", "")
    assert said.count("stroke-dasharray") > 0
    assert "echoes" in texts(said)
    assert "said by a source" in texts(fact)


def test_an_empty_network_is_a_picture_that_says_so() -> None:
    picture = render_graph(build_network([]), title="Nobody", as_of=DAY)
    assert "Nothing to draw as of 31 December 2020: no thing matches." in texts(render_svg(picture).decode())


def test_boxes_are_pushed_off_each_other_inside_the_room() -> None:
    sizes = np.full((40, 2), (60.0, 20.0))
    places = pushed_apart(np.full((40, 2), 300.0), sizes, (600.0, 400.0))
    apart = (abs(a - b) for a, b in combinations(places, 2))
    assert all(dx >= 59.9 or dy >= 19.9 for dx, dy in apart)
    assert places.min() >= 10
    assert places.max() <= 570


def test_labels_of_near_nodes_do_not_overlap() -> None:
    labels = {name: build_label(f"The restriction {name}", "in force", 8) for name in "abcd"}
    nodes = {name: ((200.0 + 60 * number, 200.0), 12.0) for number, name in enumerate("abcd")}
    spots = placed_labels(labels, nodes, [], (0.0, 600.0, 0.0, 400.0))
    for a, b in combinations(labels, 2):
        across, down = abs(spots[a][0] - spots[b][0]), abs(spots[a][1] - spots[b][1])
        assert across >= (labels[a].width + labels[b].width) / 2 or down >= (labels[a].height + labels[b].height) / 2


def test_neighbours_lie_nearer_than_strangers() -> None:
    network = build_network(quad(f"event/e{n}", MOR.follows, thing(f"event/e{n + 1}")) for n in range(6))
    places = stress_layout(network)
    (x0, _), (x1, _), (x6, _) = (places[thing(f"event/e{n}").value] for n in (0, 1, 6))
    assert abs(x0 - x1) < 0.4 < abs(x0 - x6)
