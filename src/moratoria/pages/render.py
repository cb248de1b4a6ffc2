"""Pages as text: values in, HTML out. Every page is well-formed XML too, and holds only what its values say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from moratoria.pages.escaping import visible_text, web_address
from moratoria.pages.view import Download, Edition, Listing, ThingPage, Vocabulary

STYLE = "style.css"
INDEX, ONTOLOGY = "index.html", "ontology.html"

_ENDED = frozenset({"expired", "lifted", "superseded", "struck down", "withdrawn"})
_LIVES = {"proposed": "proposed", "unknown": "unknown", "none": "unknown"}
_FACETS = {"condition failed": "failed", "condition met": "met", "until further notice": "notice"}
GLYPHS = {
    "force": "\u25a0", "await": "\u25e7", "notice": "\u22ef", "met": "\u2713", "failed": "\u2715", "ended": "\u2013",
    "proposed": "\u25a1", "unknown": "?",
}  # fmt: skip
"""The sign of each look of a status; the word always stands beside it."""


def status_look(life: str, facets: Sequence[str] = ()) -> str:
    """The look of a status: the first that holds of failed, met, awaiting and until further notice, else its life.

    >>> status_look("in force", ["awaiting date"]), status_look("lifted"), status_look("in force")
    ('await', 'ended', 'force')
    """
    if life in _ENDED:
        return "ended"
    if life in _LIVES:
        return _LIVES[life]
    if any(facet.startswith("awaiting") for facet in facets) and not {*facets} & {"condition failed", "condition met"}:
        return "await"
    return next((look for facet, look in _FACETS.items() if facet in facets), "force")


def render_thing(page: ThingPage, edition: Edition) -> str:
    """The page about one thing."""
    return _rendered("thing.html", page.page, edition, page=page, now=next((s for s in page.spans if s.now), None))


def render_index(listings: Sequence[Listing], downloads: Sequence[Download], edition: Edition) -> str:
    """The first page: what the release holds, its files, and every thing by kind, to be searched by the browser."""
    return _rendered("index.html", INDEX, edition, listings=listings, downloads=downloads)


def render_vocabulary(vocabulary: Vocabulary, edition: Edition) -> str:
    """The page of the ontology, with every term."""
    return _rendered("ontology.html", ONTOLOGY, edition, vocabulary=vocabulary)


def read_style() -> bytes:
    """The style sheet that all pages share: the tokens, which are the explorer's too, then the parts."""
    pages = files("moratoria.pages")
    return pages.joinpath("static", "tokens.css").read_bytes() + pages.joinpath(STYLE).read_bytes()


def _rendered(template: str, path: str, edition: Edition, **values: object) -> str:
    root = "../" * path.count("/")
    return _environment().get_template(template).render(root=root, edition=edition, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("moratoria.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, finalize=visible_text,
    )  # fmt: skip
    environment.filters |= {"web_address": web_address, "thousands": "{:,}".format}
    environment.globals |= {"status_look": status_look, "glyphs": GLYPHS}
    return environment
