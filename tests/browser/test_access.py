"""Every page for everybody: axe-core finds nothing, light and dark, wide and narrow, and no page scrolls sideways."""

from __future__ import annotations

import pytest
from tests.browser.conftest import DESK, PHONE

PAGES = [
    "/", "/search?q=amazon", "/browse/restrictions", "/browse/actors", "/browse/laws", "/browse/technologies",
    "/browse/sources", "/page/restriction/microsoft-facial-recognition-police-2020", "/page/organization/amazon",
    "/page/legislation/us-hr-6092-118", "/page/technology/facial-recognition", "/page/jurisdiction/US", "/graph",
    "/graph?focus=organization/amazon", "/questions", "/questions/vendors-awaiting-federal-legislation", "/sparql",
    "/review", "/data", "/about", "/cite",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits(watched, path):
    for width in (DESK, PHONE):
        shown = watched(width)
        page = shown.open(path)
        if "focus=" in path:
            page.wait_for_selector("body[data-drawn]")
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} scrolls sideways at {width}"
        assert shown.axe() == [], f"{path} at {width}"
        page.emulate_media(color_scheme="dark")
        assert shown.axe("color-contrast") == [], f"{path} at {width}, dark"


def test_the_trouble_page_is_accessible(watched):
    shown = watched()
    shown.refused = True
    shown.open("/page/organization/nobody-at-all")
    assert shown.axe() == []


@pytest.mark.parametrize("path", ["/graph?focus=organization/amazon", "/sparql", "/"])
def test_a_page_is_useful_without_scripts(browser, site, path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{path}")
    held = {
        "/": lambda: page.locator("#answer").inner_text(),
        "/sparql": lambda: page.locator("textarea#query").input_value(),
        "/graph?focus=organization/amazon": lambda: page.locator("#table").inner_text(),
    }[path]()
    context.close()
    assert ("Microsoft" if path == "/" else "PREFIX" if path == "/sparql" else "is imposed by") in held
