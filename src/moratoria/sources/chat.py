"""A language model behind any endpoint that speaks the chat completions of OpenAI.

The endpoint is the user's own choice, so that it may be on this machine; it is still bounded in time and bytes, and is
never sent the key in clear over the open internet.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from ssl import SSLContext
from typing import Any

from moratoria.errors import EndpointError, InputError
from moratoria.sources.addresses import find_numbers, is_public, read_address
from moratoria.sources.fetch import Bounds, Request, Response, exchange, late, printable, usual_tls

KEY_VARIABLE = "MORATORIA_MODEL_KEY"
ANSWER_BYTES = 4 << 20
WAITS_SECONDS = (1.0, 2.0, 4.0)
"""The pauses before a request that was put off is sent again, where the endpoint names none."""

LONGEST_WAIT_SECONDS = 30.0
"""An endpoint that asks for a longer pause is not waited for."""

_BUSY = (429, 503)
_NOT_UNDERSTOOD = (400, 415, 422, 501)
_FORMS = ("json_schema", "json_object", "plain")

Messages = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Model:
    """Which model answers where; `deadline_seconds` is for one question with all its repetitions."""

    endpoint: str
    name: str
    key: str | None = None
    deadline_seconds: float = 120.0

    @classmethod
    def from_environment(cls, endpoint: str, name: str, deadline_seconds: float = 120.0) -> Model:
        """The model with the key in MORATORIA_MODEL_KEY, without one when that is not set."""
        return cls(endpoint, name, os.environ.get(KEY_VARIABLE, "").strip() or None, deadline_seconds)

    def __repr__(self) -> str:
        """Without the key, so that no trace of an error shows it."""
        return f"Model({self.endpoint!r}, {self.name!r})"


class Chat:
    """Asks a model; remembers which way of asking for JSON its endpoint understands.

    Raises InputError when the endpoint is no address to ask, or would be sent the key in clear.
    """

    def __init__(self, model: Model, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.model, self._sleep = model, sleep
        self._place = read_address(f"{model.endpoint.rstrip('/')}/chat/completions")
        if model.key and not (model.key.isascii() and model.key.isprintable()):
            raise InputError("the key holds characters no key has", where=KEY_VARIABLE, remedy="set it anew")
        self._forms: Sequence[str] = _FORMS

    def ask(self, messages: Messages, schema: Mapping[str, Any]) -> str:
        """What the model answers to the messages: JSON of the schema, as far as endpoint and model can.

        Asked with the schema first, then for any JSON object, then plainly, as the endpoint refuses the one before.
        Raises EndpointError when it fails, refuses or is late, TooLarge over 4 MiB.
        """
        deadline = time.monotonic() + self.model.deadline_seconds
        for number, form in enumerate(self._forms):
            response = self._send(self._body(messages, schema, form), deadline)
            if response.status not in _NOT_UNDERSTOOD:
                self._forms = self._forms[number:]
                break
        return self._words(response)

    @cached_property
    def _tls(self) -> SSLContext:
        return usual_tls()

    def _body(self, messages: Messages, schema: Mapping[str, Any], form: str) -> bytes:
        body: dict[str, Any] = {"model": self.model.name, "messages": list(messages), "temperature": 0}
        if form == "json_schema":
            named = {"name": "article_facts", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        elif form == "json_object":
            body["response_format"] = {"type": "json_object"}
        # lone surrogates cannot be sent as UTF-8, their escapes can
        return json.dumps(body).encode("ascii")

    def _send(self, body: bytes, deadline: float) -> Response:
        """The response, asked for again while the endpoint is busy and the deadline allows."""
        for usual_wait in (*WAITS_SECONDS, None):
            response = self._post(body, deadline)
            if response.status not in _BUSY or usual_wait is None:
                return response
            wait = _wait(response.header("Retry-After"), usual_wait)
            if wait > LONGEST_WAIT_SECONDS or time.monotonic() + wait > deadline:
                what = f"is busy (HTTP {response.status}) and asks to wait {wait:,.0f} s"
                raise EndpointError(what, where=self._place.address, remedy="try again then, or ask another endpoint")
            self._sleep(wait)
        raise late(self._place)

    def _post(self, body: bytes, deadline: float) -> Response:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self.model.key:
            headers["Authorization"] = f"Bearer {self.model.key}"
        request = Request("POST", self._place, self._numbers, headers, body)
        return exchange(request, Bounds(deadline, self.model.deadline_seconds, ANSWER_BYTES), self._tls)

    def _numbers(self) -> Sequence[str]:
        numbers = find_numbers(self._place.host, self._place.port)
        if self.model.key and self._place.scheme == "http" and any(is_public(number) for number in numbers):
            what = "would be sent the key in clear over the internet"
            raise InputError(what, where=self._place.address, remedy="give its https address")
        return numbers

    def _words(self, response: Response) -> str:
        """The text of the answer; a refusal in a field of its own is text as well."""
        self._require_success(response)
        try:
            message = json.loads(response.content)["choices"][0]["message"]
            words = message.get("content") or message.get("refusal") or ""
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
            what = "answers something that is no chat completion"
            remedy = "check that it is an OpenAI-compatible endpoint (it often ends in /v1)"
            raise EndpointError(what, where=self._place.address, remedy=remedy) from error
        if isinstance(words, list):  # content may come in parts
            words = "".join(str(part.get("text", "")) for part in words if isinstance(part, dict))
        return str(words)

    def _require_success(self, response: Response) -> None:
        status, said = response.status, _said(response.content)
        if 200 <= status < 300:
            return
        remedy = "try again later, or ask another endpoint"
        if status in (401, 403):
            remedy = f"set its key in the variable {KEY_VARIABLE}"
        elif status == 404:
            remedy = "check the endpoint (it often ends in /v1) and the model's name"
        elif 300 <= status < 400:
            said = f": it redirects to {printable(response.header('Location'))}"
            remedy = "give that address if you trust it"
        elif status in (400, 422):
            remedy = "check the model's name, and that it takes texts of this length"
        raise EndpointError(f"failed with HTTP {status}{said}", where=self._place.address, remedy=remedy)


def _wait(told: str, usual: float) -> float:
    """The seconds a Retry-After header asks for, as a number or a date (RFC 9110, clause 10.2.3)."""
    if told.isascii() and told.isdigit():
        return float(told)
    try:
        moment = parsedate_to_datetime(told)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (aware - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return usual


def _said(content: bytes) -> str:
    """What an endpoint says of its failure, as `: …`, or nothing."""
    text = content.decode("utf-8", "replace")
    try:
        found = json.loads(text)
        error = found.get("error", found)
        text = str(error.get("message") or error.get("detail") or "") if isinstance(error, dict) else str(error)
    except (ValueError, AttributeError, RecursionError):
        text = "" if "<" in text else text
    return f": {printable(text)}" if printable(text) else ""
