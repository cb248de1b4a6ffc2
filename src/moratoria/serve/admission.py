"""Who may review: the holder of the token printed at start, from a page of this very site, under a name."""

from __future__ import annotations

import getpass
import hashlib
import hmac
import os
from collections.abc import Mapping
from urllib.parse import quote, unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from moratoria.serve.options import Options

REVIEWER_VARIABLE = "MORATORIA_REVIEWER"
_YEAR_SECONDS = 365 * 86_400


def holds_token(request: Request, given: str) -> bool:
    """True for the token the server was started with; never where it was started without one."""
    token = _options(request).token
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())


def is_admitted(request: Request) -> bool:
    """True for a browser that showed the token before."""
    token = _options(request).token
    shown = request.cookies.get(_cookie(request, "review"), "")
    return bool(token) and hmac.compare_digest(shown.encode(), _sealed(token, "cookie").encode())


def admit(request: Request, reply: Response) -> None:
    """Let the browser in for as long as it runs; its cookie is not the token itself, and no script can read it."""
    value = _sealed(_options(request).token, "cookie")
    reply.set_cookie(_cookie(request, "review"), value, path="/review", httponly=True, samesite="strict")


def form_seal(request: Request) -> str:
    """What a form of ours carries, and no other site can know."""
    return _sealed(_options(request).token, "form")


def refuse_foreign(request: Request, form: Mapping[str, str]) -> None:
    """Raises HTTPException 403 for a form that was not sent from a page of this site.

    A browser says where a form comes from in Sec-Fetch-Site, an older one in Origin; one that says neither is refused.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    hidden = origin in (None, "null")  # a page may keep its address to itself, then Sec-Fetch-Site alone says it
    if not (site in (None, "same-origin") and (hidden or origin == own)) or (site is None and hidden):
        raise HTTPException(403, "a decision is taken from the review page of this server, not from elsewhere")
    if not hmac.compare_digest(form.get("seal", "").encode(), form_seal(request).encode()):
        raise HTTPException(403, "this form is of an earlier start of the server; load the page again")


def reviewer_of(request: Request) -> str:
    """The name that decisions are kept under: as chosen before, else that of whoever started the server."""
    chosen = unquote(request.cookies.get(_cookie(request, "reviewer"), "")).strip()
    return chosen or os.environ.get(REVIEWER_VARIABLE, "") or _login_name()


def remember_reviewer(request: Request, reply: Response, name: str) -> None:
    """Keep the name for later decisions from this browser."""
    value = quote(name.strip(), safe="")
    reply.set_cookie(
        _cookie(request, "reviewer"), value, max_age=_YEAR_SECONDS, path="/review", httponly=True, samesite="strict"
    )


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no login name in this environment
        return ""


def _options(request: Request) -> Options:
    options = request.app.state.options
    assert isinstance(options, Options)
    return options


def _cookie(request: Request, word: str) -> str:
    """Cookies do not know ports: two servers on one machine would overwrite each other's."""
    return f"moratoria-{word}-{request.url.port or 80}"


def _sealed(token: str, purpose: str) -> str:
    return hmac.new(token.encode(), purpose.encode(), hashlib.sha256).hexdigest()
