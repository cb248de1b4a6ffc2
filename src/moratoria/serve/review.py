"""Reviewing candidates in a browser: the queue, the sheet of a source, and each decision as a form that is sent."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Lock
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from moratoria.errors import FindingsError, InputError, QueryError, UnknownName
from moratoria.pipeline.choice import parse_settings
from moratoria.pipeline.review import Outcome, Review
from moratoria.review.parts import digest_of, edited_fact
from moratoria.serve import admission
from moratoria.serve.asked import served_by
from moratoria.serve.review_desk import Closed, desk_of, why_closed
from moratoria.serve.site import page
from moratoria.serve.views.candidate_cards import changed_fields
from moratoria.serve.views.review import Asked, Told, build_overview, build_sheet, finding_lines

_FIELDS = 200
_KEPT_NOTES = 64
_FORM = "application/x-www-form-urlencoded"
Form = Mapping[str, str]


class Notes:
    """What came of the newest decisions, each under a name that only the page after it knows."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._lock = Lock()

    def put(self, lines: tuple[str, ...]) -> str:
        """Keep some lines; gives their name."""
        name = secrets.token_urlsafe(9)
        with self._lock:
            self._kept[name] = lines
            while len(self._kept) > _KEPT_NOTES:
                self._kept.popitem(last=False)
        return name

    def get(self, name: str) -> tuple[str, ...]:
        """The lines under a name; none when they are gone."""
        with self._lock:
            return self._kept.get(name, ())


_NOTES = Notes()


def routes() -> list[Route]:
    """The queue, its sources, and what is sent from their pages."""
    return [
        Route("/review", overview, methods=["GET"]),
        Route("/review", name_reviewer, methods=["POST"]),
        Route("/review/{source}", sheet, methods=["GET"]),
        Route("/review/{source}", decide, methods=["POST"]),
    ]


def overview(request: Request) -> Response:
    """The sources with waiting candidates; with the token in the address, the way in."""
    closed = why_closed(request)
    if closed is not None:
        return _private(page(request, "review_closed.html", "Review", closed))
    if "token" in request.query_params:
        return _enter(request)
    if not admission.is_admitted(request):
        return _locked(request, 200)
    desk, asked = desk_of(request), request.query_params
    view = build_overview(desk, desk.ledger()[0], asked.get("from", ""), asked.get("all") == "yes")
    view = replace(view, by=admission.reviewer_of(request), seal=admission.form_seal(request))
    return _private(page(request, "review_queue.html", "Review", view))


def sheet(request: Request) -> Response:
    """The article and the candidates of one source."""
    if why_closed(request) is not None or not admission.is_admitted(request):
        return _locked(request, 403)
    asked = request.query_params
    told = Told(done=_NOTES.get(asked.get("note", "")))
    return _sheet(request, Asked(asked.get("at", ""), asked.get("edit", "")), told)


async def name_reviewer(request: Request) -> Response:
    """Keep the name under which decisions from this browser are recorded."""
    form = await _read_form(request)
    refused = _refusal(request, form)
    if refused is not None:
        return refused
    name = " ".join(form.get("by", "").split())
    Review(desk_of(request), name)  # raises for a name that no decision can have
    back = form.get("back", "")
    reply = _to(f"/review/{quote(back, safe='')}" if back else "/review")
    admission.remember_reviewer(request, reply, name)
    return reply


async def decide(request: Request) -> Response:
    """Take one decision about the source, or tell on its page why it was not taken."""
    form = await _read_form(request)
    refused = _refusal(request, form)
    return await run_in_threadpool(_decided, request, form) if refused is None else refused


def _decided(request: Request, form: Form) -> Response:
    source, fact = request.path_params["source"], form.get("fact", "")
    act = _ACTS.get(form.get("decision", ""))
    if act is None:
        raise UnknownName("decision", form.get("decision", "")[:40], tuple(_ACTS))
    by = form.get("by") or admission.reviewer_of(request)
    try:
        outcome = act(Review(desk_of(request), by), source, form)
    except (FindingsError, InputError) as error:
        findings = finding_lines(error.findings) if isinstance(error, FindingsError) else ()
        typed = _typed(form) if act is _edit else {}
        asked = Asked(fact, fact if typed else "", typed, form.get("reason", ""))
        return _sheet(request, asked, Told(refused=error.sentence(), findings=findings), error.http_status)
    served_by(request).refresh()
    note = _NOTES.put(tuple(line.strip() for line in outcome.lines()))
    reply = _to(f"/review/{quote(source, safe='')}?note={note}")
    if form.get("by"):
        admission.remember_reviewer(request, reply, by)
    return reply


def _accept(work: Review, source: str, form: Form) -> Outcome:
    return work.accept(source, [form.get("fact", "")])


def _accept_as_new(work: Review, source: str, form: Form) -> Outcome:
    return work.accept(source, [form.get("fact", "")], refuse_proposal=True)


def _reject(work: Review, source: str, form: Form) -> Outcome:
    return work.reject(source, [form.get("fact", "")], form.get("reason", ""))


def _edit(work: Review, source: str, form: Form) -> Outcome:
    """Set anew what was changed on the form, unless the fact is no longer what the form showed."""
    fact = form.get("fact", "")
    states = work.desk.ledger()[0].states.get(source, {})
    facts = work.desk.read(source, states).facts
    if fact not in facts:
        raise UnknownName("fact", fact[:200], tuple(facts)[:3], where=source)
    stated = edited_fact(facts[fact], states[fact].edited if fact in states else {})
    if digest_of(stated) != form.get("digest", ""):
        raise InputError("was changed since this form was made", where=fact, remedy="look at it again")
    edits = parse_settings(fact, changed_fields(fact, stated, _typed(form)))
    return work.edit(source, fact, edits, reason=form.get("reason", ""))


def _typed(form: Form) -> Form:
    """What was typed into the fields of a fact."""
    return {name.removeprefix("field-"): text for name, text in form.items() if name.startswith("field-")}


def _undo(work: Review, source: str, form: Form) -> Outcome:
    """Take back the step that the page showed as the last one."""
    last = work.desk.ledger()[0].last_step(source)
    if last is None or last.when != form.get("step", ""):
        raise InputError("another decision came in between", where=source, remedy="look at it again")
    return work.undo(source)


_ACTS: dict[str, Callable[[Review, str, Form], Outcome]] = {
    "accept": _accept, "accept-as-new": _accept_as_new, "reject": _reject, "edit": _edit, "undo": _undo,
}  # fmt: skip


async def _read_form(request: Request) -> Form:
    """The fields of a form. Raises HTTPException 415 for another type, QueryError for what is none."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise HTTPException(415, f"a decision is sent as {_FORM}")
    try:
        body = (await request.body()).decode("utf-8")
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError as error:
        raise QueryError("is no form", remedy="send it from the review page") from error
    return dict(pairs)


def _refusal(request: Request, form: Form) -> Response | None:
    """What a form gets that may not decide; raises HTTPException 403 for one from elsewhere."""
    if why_closed(request) is not None or not admission.is_admitted(request):
        return _locked(request, 403)
    admission.refuse_foreign(request, form)
    return None


def _enter(request: Request) -> Response:
    if not admission.holds_token(request, request.query_params["token"]):
        return _locked(request, 403, "This is not the token of this server.")
    reply = _to("/review")
    admission.admit(request, reply)
    return reply


def _locked(request: Request, status: int, sentence: str = "") -> Response:
    closed = why_closed(request)
    if closed is None:
        closed = Closed(sentence or "Reviewing needs the token that was printed when the server started.", (), True)
    return _private(page(request, "review_closed.html", "Review", closed, status=status))


def _sheet(request: Request, asked: Asked, told: Told, status: int = 200) -> Response:
    desk = desk_of(request)
    ledger, torn = desk.ledger()
    store = served_by(request).snapshot.graph.store
    view = build_sheet(desk, store, ledger, request.path_params["source"], asked)
    view = replace(
        view, told=told, by=admission.reviewer_of(request), seal=admission.form_seal(request),
        findings=(*view.findings, *finding_lines(torn)),
    )  # fmt: skip
    return _private(page(request, "review.html", "Review", view, status=status))


def _to(path: str) -> Response:
    return _private(RedirectResponse(path, 303))


def _private(reply: Response) -> Response:
    """A page for one reader: never kept, its address told to this site alone, so that its forms show their origin."""
    reply.headers["cache-control"] = "no-store"
    reply.headers["referrer-policy"] = "same-origin"
    return reply
