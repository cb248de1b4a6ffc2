"""A quote is found again though it came back changed, and what is found is always the text's own."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratoria.reading.anchor import Fit, find_anchor, find_name
from moratoria.reading.canonical import Span

TEXT = (
    "Halcyon  said on Monday that it will not sell face-recognition tools to police until 2027.\n\n"
    "“It’s the right call — for now,” said Ada Moss, its “chief” officer. Straße and Cafés stay open…"
)
ANYTHING = st.text(alphabet=st.sampled_from("abc ABC\n\t-–—“”‘’'\"….ßİé\u00ad0129not "), max_size=60)


def found(quote, within=None):
    anchor = find_anchor(TEXT, quote, within)
    return (TEXT[anchor.span.start : anchor.span.end], anchor.fit) if anchor else None


@pytest.mark.parametrize(
    ("quote", "words", "fit"),
    [
        ("will not sell", "will not sell", Fit.EXACT),
        ("HALCYON said\non monday", "Halcyon  said on Monday", Fit.NORMALISED),
        ("face–recognition tools", "face-recognition tools", Fit.NORMALISED),
        ("It's the right call - for now", "It’s the right call — for now", Fit.NORMALISED),
        ("it's the right call--for now", "It’s the right call — for now", Fit.NORMALISED),
        ('its "chief" officer', "its “chief” officer", Fit.NORMALISED),
        ("its ''chief'' officer", "its “chief” officer", Fit.NORMALISED),
        ("STRASSE and Cafe\u0301s stay", "Straße and Cafés stay", Fit.NORMALISED),
        ("stay open...", "stay open…", Fit.NORMALISED),
        ("police until\u200b 2027", "police until 2027", Fit.NORMALISED),
        ("it wil not sell face-recognition tool to police until 2027",
         "it will not sell face-recognition tools to police until 2027", Fit.ALIGNED),
        ("Halcyon said Monday that it will not sell face-recognition tools",
         "Halcyon  said on Monday that it will not sell face-recognition tools", Fit.ALIGNED),
    ],
)  # fmt: skip
def test_a_quote_is_found_exactly_or_evened_out_or_aligned(quote, words, fit):
    assert found(quote) == (words, fit)


@pytest.mark.parametrize(
    "quote",
    [
        "",
        " \n ",
        "\u200b",
        "''",
        "Acme was cleared of every charge by the regulator",
        "that it will sell face-recognition tools to police until 2027",
        "that it will not sell face-recognition tools to police until 2029",
        "wil not sel",
        TEXT + TEXT,
    ],
)
def test_invented_words_changed_numbers_and_lost_negations_are_not_found(quote):
    assert found(quote) is None


def test_words_are_sought_only_within_the_part_that_was_asked_about():
    assert found("Halcyon", Span(10, len(TEXT))) is None
    assert find_anchor("one two one", "one", Span(3, 11)).span == Span(8, 11)


def test_a_name_is_found_as_a_whole_word_the_last_one_before_the_place():
    text = "Amazonia, then amazon\nWeb, then Amazon Web; Amazon Web."
    assert find_name(text, "Amazon Web", 35) == Span(32, 42)
    assert find_name(text, "Amazon  Web", 0) == Span(15, 25)
    assert find_name(text, "Amaz") is None
    assert find_name(text, " ") is None


@given(ANYTHING, ANYTHING)
def test_an_anchored_range_always_lies_in_the_text(text, quote):
    anchor = find_anchor(text, quote)
    if anchor:
        assert 0 <= anchor.span.start < anchor.span.end <= len(text)


@given(ANYTHING, st.data())
def test_what_stands_in_the_text_is_found_exactly(text, data):
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    anchor = find_anchor(text, quote)
    if quote.strip():
        assert anchor.fit is Fit.EXACT
        assert text[anchor.span.start : anchor.span.end] == quote
    else:
        assert anchor is None


@given(ANYTHING, st.data())
def test_a_range_is_within_the_part_asked_about(text, data):
    start = data.draw(st.integers(0, len(text)))
    part = Span(start, data.draw(st.integers(start, len(text))))
    anchor = find_anchor(text, data.draw(ANYTHING), part)
    if anchor:
        assert part.start <= anchor.span.start < anchor.span.end <= part.end


def test_a_long_article_is_searched_in_time():
    started = time.monotonic()
    text = "The council of Borealis met and talked about cameras in the streets. " * 200
    assert find_anchor(text, "Nobody in this town has ever said such words about a machine " * 8) is None
    assert time.monotonic() - started < 2.0
