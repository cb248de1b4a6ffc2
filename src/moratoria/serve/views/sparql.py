"""The page of the SPARQL editor: the query at hand, the stored ones to start from, and what bounds an answer."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from moratoria.serve.asked import served_by
from moratoria.serve.asking import question_named, questions
from moratoria.serve.options import Limits
from moratoria.serve.site import page
from moratoria.terms import PREFIXES

FIRST = "vendors-awaiting-federal-legislation"
"""The stored question an empty editor starts from."""
_HEADER = re.compile(r"^#\+.*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Stored:
    """A stored question to start from."""

    name: str
    number: str
    summary: str


@dataclass(frozen=True)
class EditorView:
    """What the editor shows: `stored` is the question whose text this is, None for a text of somebody's own."""

    query: str
    stored: Stored | None
    starts: tuple[Stored, ...]
    prefixes: tuple[str, ...]
    namespaces: str
    limits: Limits


def show(request: Request) -> Response:
    """The page with the query of the address, or with the stored `question` it names."""
    return page(request, "sparql.html", "SPARQL", build_editor(request))


def build_editor(request: Request) -> EditorView:
    """What the page shows. Raises UnknownName for a question that there is not."""
    given = request.query_params.get("query", "").strip()
    name = request.query_params.get("question", "").strip() or ("" if given else FIRST)
    starts = tuple(Stored(each.name, str(each.number or ""), each.summary) for each in questions().values())
    asked = question_named(name) if name else None
    return EditorView(
        given or (_HEADER.sub("", asked.text).strip() if asked else ""),
        next((each for each in starts if each.name == name), None), starts, tuple(PREFIXES),
        json.dumps(PREFIXES), served_by(request).options.limits,
    )  # fmt: skip
