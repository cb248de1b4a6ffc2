"""Pages: whatever the data says, a page is well formed, fetches nothing, and text stays text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from moratoria.pages.escaping import visible_text, web_address
from moratoria.pages.render import GLYPHS, read_style, render_index, render_thing, render_vocabulary, status_look
from moratoria.pages.view import (
    Citation,
    Cited,
    Condition,
    Contradiction,
    Download,
    Edition,
    Entry,
    Fact,
    Listing,
    Mentions,
    Name,
    Side,
    Span,
    Term,
    ThingPage,
    Value,
    Vocabulary,
)

EVIL = "<img src=x onerror=alert(1)>\"'&amp;</script>\x00\x1b"
EDITION = Edition(EVIL, "2021-01-01", "2021-02-03", "0.1.0")
XHTML = "{http://www.w3.org/1999/xhtml}"
SAID = (Citation(1, EVIL, EVIL),)
BAD = Name(EVIL, address="javascript:alert(1)", note=EVIL)
PAGE = ThingPage(
    EVIL, "id/restriction/evil.html", EVIL, EVIL, EVIL, EVIL, True,
    (Span("in force", (EVIL,), "", "2022-01-01", EVIL, True),),
    (Fact(EVIL, (Value(BAD, SAID, EVIL, ((EVIL, SAID),)),)),),
    (Condition(BAD, EVIL, ((EVIL, BAD),), (BAD,), (Condition(BAD, EVIL),)),),
    (Contradiction(BAD, (Side(BAD, SAID), Side(BAD, ())), EVIL),),
    (Mentions(EVIL, (BAD,)),),
    (Cited(1, replace(BAD, page="id/source/evil.html"), EVIL, EVIL),),
)  # fmt: skip
LISTINGS = [Listing("restriction", EVIL, (Entry(BAD, "expired", (EVIL,)),))]
VOCABULARY = Vocabulary(
    EVIL, EVIL, ((EVIL, BAD),), ((EVIL, (Term(EVIL, "T", "T", EVIL, EVIL, "", ((EVIL, (BAD,)),), True),)),)
)
PAGES = {
    "thing": render_thing(PAGE, EDITION),
    "index": render_index(LISTINGS, [Download("a.csv", EVIL, 5), Download("b.csv", EVIL)], EDITION),
    "ontology": render_vocabulary(VOCABULARY, EDITION),
}


@pytest.mark.parametrize("name", PAGES)
def test_hostile_text_makes_no_element_and_no_live_address(name):
    root = etree.fromstring(PAGES[name].encode())
    tags = {element.tag.removeprefix(XHTML) for element in root.iter()}
    assert tags & {"img", "script", "iframe", "object", "style", "form"} == set()
    links = [value for element in root.iter() for key, value in element.items() if key in ("href", "src")]
    assert links
    assert [link for link in links if ":" in link] == []
    assert [key for element in root.iter() for key in element.attrib if key.startswith("on")] == []


@pytest.mark.parametrize("name", PAGES)
def test_hostile_text_is_shown_as_it_is_but_for_control_characters(name):
    text = "".join(etree.fromstring(PAGES[name].encode()).itertext())
    assert "<img src=x onerror=alert(1)>\"'&amp;</script>\ufffd\ufffd" in text


def test_an_address_of_the_web_is_a_link_that_tells_nothing_of_the_reader():
    page = replace(PAGE, facts=(Fact("address", (Value(Name("x", address="https://example.org/?a=1&b=2")),)),))
    root = etree.fromstring(render_thing(page, EDITION).encode())
    (link,) = root.xpath("//*[@href='https://example.org/?a=1&b=2']")
    assert link.get("rel") == "noreferrer"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https:",
        "http://a b",
        "java\nscript:x",
        "http://[",
        "",
    ],
)
def test_what_is_no_address_of_the_web_is_none(text):
    assert web_address(text) == ""


def test_links_lead_from_a_page_up_to_the_root_of_the_release():
    assert 'href="../../style.css"' in PAGES["thing"]
    assert 'href="style.css"' in PAGES["index"]


def test_the_style_asks_for_nothing_from_outside_and_knows_dark_and_print():
    style = read_style().decode()
    assert [found for found in re.findall(r"url\(([^)]{0,6})", style) if found != '"data:'] == []
    assert "@import" not in style
    assert "color-scheme: light dark" in style
    assert "@media print" in style


@pytest.mark.parametrize(
    ("life", "facets", "look"),
    [
        ("in force", [], "force"), ("in force", ["awaiting legislation"], "await"),
        ("in force", ["awaiting legislation", "condition met"], "met"), ("suspended", ["condition failed"], "failed"),
        ("in force", ["until further notice"], "notice"), ("struck down", [], "ended"), ("proposed", [], "proposed"),
        ("none", [], "unknown"),
    ],
)  # fmt: skip
def test_each_status_has_a_look_with_a_glyph_and_a_colour(life, facets, look):
    assert status_look(life, facets) == look
    assert len(GLYPHS[look]) == 1
    assert f".{look} {{ --c: var(--s-{look}); }}" in read_style().decode()


def test_plain_text_is_not_touched():
    assert visible_text("é 漢 🚓\n\t") == "é 漢 🚓\n\t"
