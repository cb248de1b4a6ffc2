"""The hand of the pictures: looks of statuses and measured text."""

from __future__ import annotations

import pytest

from moratoria.draw.style import (
    DARK,
    KIND_LOOKS,
    STATUS_LOOKS,
    drawable,
    kind_look,
    look_of,
    shortened,
    text_width,
    wrapped,
)


@pytest.mark.parametrize(
    ("status", "colour", "hatch", "solid"),
    [
        ("in force", "#1d5c96", "", True),
        ("awaiting date", "#9a5700", "/", False),
        ("until further notice", "#6a4796", ".", False),
        ("condition met", "#1f6b45", "|", False),
        ("condition failed", "#a8321e", "x", False),
        ("superseded", "#646a72", "-", False),
        ("proposed", "#2f6670", "", False),
        ("unknown", "#55595e", "", False),
    ],
)
def test_each_status_has_its_colour_and_pattern(status: str, colour: str, hatch: str, solid: bool) -> None:
    look = look_of(status)
    assert (look.colour, "".join(sorted(set(look.hatch))), look.solid) == (colour, hatch, solid)


def test_every_status_is_told_apart_without_colour() -> None:
    looks = set(STATUS_LOOKS.values())
    assert len({(look.hatch, str(look.frame), look.solid) for look in looks}) == len(looks)


def test_every_kind_is_told_apart() -> None:
    looks = [*KIND_LOOKS.values(), kind_look("something new")]
    assert len({(look.marker, look.fill, look.dot, look.frame) for look in looks}) == len(looks)


def test_every_status_colour_has_a_dark_twin() -> None:
    assert {look.colour for look in STATUS_LOOKS.values()} <= set(DARK)


def test_a_shortened_text_fits() -> None:
    short = shortened("One-year moratorium on police use", 80, 8)
    assert short.endswith("…")
    assert 40 < text_width(short, 8) <= 80
    assert shortened("Ban", 80, 8) == "Ban"


def test_wrapped_text_keeps_its_words_until_the_lines_are_full() -> None:
    assert wrapped("no police use of face matching", 1000, 8, 3) == ["no police use of face matching"]
    lines = wrapped("no police use of face matching anywhere until a law is there", 70, 8, 3)
    assert len(lines) == 3
    assert all(text_width(line, 8) <= 70 for line in lines)
    assert lines[-1].endswith("…")


def test_a_character_without_glyph_is_marked() -> None:
    assert drawable("Comité 委\x07") == "Comité ��"
