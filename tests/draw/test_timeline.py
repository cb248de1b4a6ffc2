"""Restrictions over time: reading, grouping, drawing."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date

import pytest

from moratoria.draw.lanes import COMPANIES, NOBODY, Bar, bars_of, build_groups
from moratoria.draw.pictures import render_svg
from moratoria.draw.rows import Actor, Row, Stretch, read_timeline
from moratoria.draw.timeline import render_timeline
from moratoria.errors import InputError, UnknownName
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import (
    CURRENT,
    LOC,
    MOR,
    ODRL,
    RDFS,
    SKOS,
    TYPE,
    Literal,
    NamedNode,
    Quad,
    day_literal,
    thing,
)

JUNE, MAY, THEN = date(2020, 6, 10), date(2021, 5, 18), date(2020, 12, 31)
ACME = Actor("a", "Acme", "company", "US", "US", "national")
TOWN = Actor("t", "Town council", "legislature", "us-ca-town", "US", "local")
STATE = Actor("s", "State legislature", "legislature", "US-CA", "US", "state")
UNION = Actor("u", "Union", "international", "EU", "EU", "supranational")
ROWS = [
    Row(
        "r1",
        "One year",
        (ACME,),
        (Stretch(JUNE, MAY, "in force", ("awaiting date",)), Stretch(MAY, None, "superseded")),
    ),
    Row("r2", "Until further notice", (ACME,), (Stretch(MAY, None, "in force", ("until further notice",)),)),
    Row("r3", "Town bans it", (TOWN,), (Stretch(date(2019, 5, 1), None, "in force"),)),
    Row("r4", "Nobody knows when", (), (Stretch(None, None, "unknown"),)),
]


def quad(subject: str, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
    return Quad(thing(subject), predicate, value, CURRENT)


def store() -> EmbeddedStore:
    quads = [
        quad("organization/acme", TYPE, MOR.Company),
        quad("organization/acme", TYPE, MOR.Organization),
        quad("organization/acme", RDFS.label, Literal("Acme", language="en")),
        quad("organization/acme", MOR.isBasedIn, LOC.term("US-CA")),
        quad("organization/town", MOR.isBasedIn, thing("jurisdiction/us-ca-town")),
        quad("organization/town", TYPE, MOR.LegislativeBody),
        Quad(LOC.US, SKOS.prefLabel, Literal("United States", language="en"), CURRENT),
        quad("technology/face-matching", SKOS.broader, thing("technology/biometrics")),
    ]
    for name, start in (("acme", "2020-06-10"), ("town", "2019-05-01")):
        restriction = thing(f"restriction/{name}-stop")
        quads += [
            quad(f"restriction/{name}-stop", TYPE, MOR.Restriction),
            quad(f"restriction/{name}-stop", ODRL.assigner, thing(f"organization/{name}")),
            quad(f"status/{name}-stop-0", TYPE, MOR.StatusInterval),
            quad(f"status/{name}-stop-0", MOR.isStatusOf, restriction),
            quad(f"status/{name}-stop-0", MOR.life, Literal("in force")),
            quad(f"status/{name}-stop-0", MOR.facet, Literal("awaiting date")),
            quad(f"status/{name}-stop-0", MOR.facet, Literal("disputed")),
            quad(f"status/{name}-stop-0", MOR.term("from"), day_literal(start)),
        ]
    quads.append(quad("restriction/acme-stop", MOR.concernsTechnology, thing("technology/face-matching")))
    return EmbeddedStore.of(quads)


def slugs(rows: Sequence[Row]) -> list[str]:
    return [row.iri.rsplit("/", 1)[-1] for row in rows]


def svg(rows: Sequence[Row], as_of: date = THEN) -> str:
    return render_svg(render_timeline(rows, title="Over time", as_of=as_of)).decode()


def texts(picture: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture)


def test_a_row_holds_actor_place_and_intervals_with_their_facets() -> None:
    (row,) = read_timeline(store().query, actor="acme")
    assert row.label == "acme stop"
    assert row.actors == (
        Actor(thing("organization/acme").value, "Acme", "company", "US-CA", "United States", "state"),
    )
    assert row.stretches == (Stretch(JUNE, None, "in force", ("awaiting date", "disputed")),)


def test_rows_are_narrowed_by_technology_kind_and_day() -> None:
    query = store().query
    assert slugs(read_timeline(query)) == ["acme-stop", "town-stop"]
    assert slugs(read_timeline(query, technology="biometrics")) == ["acme-stop"]
    assert slugs(read_timeline(query, technology="chatbot")) == []
    assert slugs(read_timeline(query, actor_kind="legislature")) == ["town-stop"]
    assert slugs(read_timeline(query, as_of=date(2020, 1, 1))) == ["town-stop"]


@pytest.mark.parametrize("slug", ["a> . ?s ?p ?o", "a b", "<x>"])
def test_no_slug_changes_the_query(slug: str) -> None:
    with pytest.raises(InputError):
        read_timeline(store().query, technology=slug)


def test_a_kind_of_organization_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownName):
        read_timeline(store().query, actor_kind="vendor")


def test_a_bar_has_the_status_it_had_on_the_day() -> None:
    course = ROWS[0].stretches
    assert bars_of(course, THEN) == (Bar(JUNE, MAY, "awaiting date"),)
    assert bars_of(course, MAY) == (Bar(JUNE, MAY, "superseded"),)


def test_bars_of_one_status_that_touch_are_one() -> None:
    course = (Stretch(JUNE, MAY, "in force"), Stretch(MAY, None, "in force", ("disputed",)))
    assert bars_of(course, THEN) == (Bar(JUNE, None, "in force"),)


def test_what_is_only_known_to_have_ended_has_an_end_and_no_start() -> None:
    assert bars_of((Stretch(MAY, None, "lifted"),), MAY) == (Bar(None, MAY, "lifted"),)


def test_companies_come_first_then_authorities_by_level_then_those_not_stated() -> None:
    rows = [*ROWS, Row("r5", "State bans it", (STATE,)), Row("r6", "Union bans it", (UNION,))]
    titles = [group.title for group in build_groups(rows, THEN)]
    assert titles == [COMPANIES, "EU", "US: states and regions", "US: cities and counties", NOBODY]


def test_the_same_rows_give_the_same_bytes_in_any_order() -> None:
    rows = list(ROWS)
    random.Random(3).shuffle(rows)
    assert rows != ROWS
    assert svg(rows) == svg(ROWS)


def test_labels_groups_and_legend_are_text() -> None:
    drawn = texts(svg(ROWS))
    assert {COMPANIES, "Acme", "One year", "Until further notice", "31 December 2020"} <= set(drawn)
    assert {"awaiting a law, act or date", "until further notice", "in force", "unknown"} <= set(drawn)
    assert "condition failed" not in drawn
    assert "Nobody knows when (no date recorded)" in drawn


def test_an_actor_is_named_once() -> None:
    assert texts(svg(ROWS)).count("Acme") == 1


def test_colours_follow_the_statuses() -> None:
    assert "#9a5700" in svg(ROWS[:1])
    assert "#646a72" not in svg(ROWS[:1])
    assert "#646a72" in svg(ROWS[:1], as_of=MAY)
    assert "#9a5700" not in svg(ROWS[:1], as_of=MAY)


def test_the_height_grows_with_the_rows_and_years_reach_past_the_last_day() -> None:
    many = [Row(f"r{n}", f"Restriction {n}", (ACME,), ROWS[1].stretches) for n in range(160)]
    few, tall = (render_timeline(rows, title="t", as_of=THEN).get_figheight() for rows in (many[:4], many))
    assert tall - few == pytest.approx(156 * 27 / 72)
    assert {"2020", "2021", "2022"} <= set(texts(svg(ROWS[:2])))


def test_a_long_label_is_cut_with_an_ellipsis() -> None:
    (label,) = (
        text for text in texts(svg([Row("r", "very " * 80 + "long", (ACME,), ROWS[1].stretches)])) if "very" in text
    )
    assert label.endswith("…")
    assert len(label) < 120


def test_the_table_holds_every_bar() -> None:
    picture = render_timeline(ROWS, title="t", as_of=THEN)
    assert (COMPANIES, "Acme", "One year", "awaiting date", "2020-06-10", "2021-05-18") in picture.table.rows
    assert (NOBODY, "not stated", "Nobody knows when", "unknown", "not known", "no end recorded") in picture.table.rows
    assert len(picture.table.rows) == 4


def test_no_rows_are_a_picture_that_says_so() -> None:
    assert "Nothing to draw as of 31 December 2020: no restriction matches." in texts(svg([]))
