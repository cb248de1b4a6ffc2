"""The stored questions as pages and as an API: one address each, in the form the client likes best."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from moratoria.ask.catalogue import Question
from moratoria.ask.results import Citation, Plain, Result, plain
from moratoria.errors import MoratoriaError, QueryError, UnknownName
from moratoria.export.cells import safe_cell
from moratoria.serve import site
from moratoria.serve.asked import Dates, best_type, graph_asked, read_dates, served_by
from moratoria.serve.asking import SENTENCE_ITEMS, Asked, Part, ask, asked_from, cut, question_named, questions
from moratoria.serve.replies import kept
from moratoria.serve.views.question_page import build_question_page, refused_page
from moratoria.serve.views.questions import build_catalogue

_LISTED = {"text/html": "html", "application/json": "json"}
_FORMS = _LISTED | {"text/csv": "csv"}


def routes() -> list[Route]:
    """The catalogue, and every question at its name; the address with its theme leads there."""
    return [
        Route("/questions", kept(catalogue)),
        Route("/questions/{name}", kept(question)),
        Route("/questions/{theme}/{name}", moved),
    ]


def catalogue(request: Request) -> Response:
    """Every stored question by theme and number; `filter` keeps those that have its words."""
    words = request.query_params.get("filter", "").strip()[:200]
    if _form(request, _LISTED) == "html":
        return site.page(request, "questions.html", "Questions", build_catalogue(questions().values(), words))
    found = build_catalogue(questions().values(), words)
    listed = [described(questions()[entry.name]) for theme in found.themes for entry in theme.entries]
    return json_reply({"questions": listed, "total": len(listed)})


def described(found: Question) -> dict[str, Any]:
    """What a question asks and takes, as plain data."""
    params = [
        {"name": param.name, "type": param.type, "default": param.default, "label": param.label}
        for param in found.params
    ]
    return {
        "name": found.name, "theme": found.theme, "number": found.number, "summary": found.summary,
        "description": " ".join(found.description.split()), "params": params, "columns": dict(found.columns),
        "address": f"/questions/{found.name}",
    }  # fmt: skip


def moved(request: Request) -> Response:
    """301 to a question's address, which has no theme: names are unique over themes."""
    found = question_named(request.path_params["name"])
    if found.theme != request.path_params["theme"]:
        raise UnknownName("question", f"{request.path_params['theme']}/{found.name}", [f"{found.theme}/{found.name}"])
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/questions/{found.name}{query}", 301)


def question(request: Request) -> Response:
    """The answer to one question: a page, JSON or CSV."""
    found = question_named(request.path_params["name"])
    form = _form(request, _FORMS)
    if form == "html":
        return _page(request, found)
    asked = asked_from(request, found)
    if asked.compare_to:
        raise QueryError("two days are compared on its page only", where=found.name, remedy="ask once for each day")
    answer = ask(graph_asked(request, asked.dates).store, asked)
    part = cut(len(answer), asked.page, asked.size)
    headers = {"link": link_header(request, part)}
    if form == "json":
        return json_reply(as_plain(asked, answer, part), headers)
    name = f"{found.name}_{asked.dates.as_of}{'_as-known' if asked.dates.as_known else ''}.csv"
    headers["content-disposition"] = f'attachment; filename="{name}"'
    return Response(render_csv(answer.columns, list(answer)[part.slice]), headers=headers, media_type="text/csv")


def _page(request: Request, found: Question) -> Response:
    """The page of a question; what was refused stands on it, above the form with its values."""
    try:
        asked = asked_from(request, found)
        view = build_question_page(asked, graph_asked(request, asked.dates).store, str(request.base_url))
    except MoratoriaError as error:
        store = graph_asked(request, _now(request)).store
        view = refused_page(found, request.query_params, error, store)
        return site.page(request, "question.html", "Questions", view, status=error.http_status)
    return site.page(request, "question.html", "Questions", view)


def _now(request: Request) -> Dates:
    """The dates asked for; today's where they were malformed."""
    try:
        return read_dates(request)
    except MoratoriaError:
        return Dates(served_by(request).today(), None, "", "")


def as_plain(asked: Asked, answer: Result, part: Part) -> dict[str, Any]:
    """An answer as plain data: the rows of one page, and the citations that they and the sentence need."""
    cited = list(answer.cited or [()] * len(answer))
    needed = {number for numbers in (*cited[:SENTENCE_ITEMS], *cited[part.slice]) for number in numbers}
    return {
        "question": asked.question.name, "summary": asked.question.summary,
        "params": {name: plain(term) for name, term in answer.bound.items()},
        "asOf": str(asked.dates.as_of), "asKnown": asked.dates.as_known and asked.dates.as_known.isoformat(),
        "sentence": answer.sentence(SENTENCE_ITEMS), "columns": list(answer.columns),
        "rows": list(answer)[part.slice], "cited": [list(numbers) for numbers in cited[part.slice]],
        "citations": [_citation(each) for each in answer.citations if each.number in needed],
        "total": len(answer), "page": {"number": part.number, "size": part.size, "pages": part.pages},
    }  # fmt: skip


def _citation(found: Citation) -> dict[str, Any]:
    return {**vars(found), "locators": list(found.locators)}


def render_csv(columns: Sequence[str], rows: Sequence[Mapping[str, Plain]]) -> str:
    """Rows as CSV (RFC 4180) whose cells no spreadsheet takes for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = ("" if value is None else value for value in row.values())
        writer.writerow(safe_cell(cell) if isinstance(cell, str) else cell for cell in cells)
    return out.getvalue()


def link_header(request: Request, part: Part) -> str:
    """The pages of an answer around one of them (RFC 8288), each with the whole query."""
    query = {name: value for name, value in request.query_params.items() if name not in ("page", "pageSize")}

    def to(number: int) -> str:
        return f"<{request.url.path}?{urlencode({**query, 'page': number, 'pageSize': part.size})}>"

    numbers = {"first": 1, "prev": part.number - 1, "next": part.number + 1, "last": part.pages}
    return ", ".join(f'{to(number)}; rel="{rel}"' for rel, number in numbers.items() if 1 <= number <= part.pages)


def json_reply(value: object, headers: Mapping[str, str] | None = None) -> Response:
    """Plain data as JSON."""
    body = json.dumps(value, ensure_ascii=False, indent=1)
    return Response(f"{body}\n", headers=dict(headers or {}), media_type="application/json")


def _form(request: Request, offered: Mapping[str, str]) -> str:
    """The form of the answer: `format` in the address, else what the client likes best. 406 where nothing fits."""
    given = request.query_params.get("format", "")
    if given:
        if given not in offered.values():
            raise UnknownName("format", given, list(offered.values()))
        return given
    form = best_type(request.headers.get("accept", ""), offered, "json")
    if form is None:
        raise HTTPException(406, f"this is given as {', '.join(offered)}")
    return form
