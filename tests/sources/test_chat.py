"""A model's endpoint is asked patiently and within bounds, however it behaves."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from moratoria.errors import EndpointError, InputError, MoratoriaError, TooLarge
from moratoria.reading.canonical import read_text
from moratoria.reading.gazetteer import COLUMNS, parse_gazetteer
from moratoria.reading.language_model import read_with_model
from moratoria.reading.reader import Lexicon
from moratoria.sources.chat import ANSWER_BYTES, KEY_VARIABLE, Chat, Model

MESSAGES = ({"role": "user", "content": "What does it say? \ud800"},)
SCHEMA = {"type": "object", "properties": {"restrictions": {"type": "array"}}}


def completion(words='{"restrictions": []}', **message):
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": words, **message}}]}).encode()


def answering(*responses):
    """Gives the responses one after the other, the last one for ever."""
    waiting = list(responses)

    def respond(visit):
        status, content, headers = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        visit.give(status, content, "application/json", **headers)

    return respond


GOOD = (200, completion(), {})
PATH = "/v1/chat/completions"


def chat(site, waits=None, *, key=None, deadline_seconds=5.0):
    sleep = waits.append if waits is not None else time.sleep
    return Chat(Model(f"{site.origin}/v1", "small-model", key, deadline_seconds), sleep=sleep)


def refusal(kind, ask):
    with pytest.raises(kind) as caught:
        ask()
    return str(caught.value)


def ask(site, **given):
    return chat(site, **given).ask(MESSAGES, SCHEMA)


def asked(site):
    return [json.loads(body).get("response_format", {}).get("type", "plain") for body in site.bodies]


def test_the_answer_is_the_message_and_the_schema_is_sent(site):
    site.pages[PATH] = answering(GOOD)
    assert ask(site, key="k-1") == '{"restrictions": []}'
    sent = json.loads(site.bodies[0])
    assert sent["model"] == "small-model"
    assert sent["response_format"]["json_schema"]["schema"] == SCHEMA
    assert site.headers[0]["Authorization"] == "Bearer k-1"


def test_without_a_key_none_is_sent(site):
    site.pages[PATH] = answering(GOOD)
    ask(site)
    assert "Authorization" not in site.headers[0]


@pytest.mark.parametrize("status", [400, 422])
def test_an_endpoint_that_knows_no_schema_is_asked_for_json_then_plainly_and_this_is_remembered(site, status):
    site.pages[PATH] = answering((status, b'{"error": {"message": "unknown response_format"}}', {}), GOOD)
    talk = chat(site)
    talk.ask(MESSAGES, SCHEMA)
    talk.ask(MESSAGES, SCHEMA)
    assert asked(site) == ["json_schema", "json_object", "json_object"]
    site.bodies.clear()
    no = (status, b"", {})
    site.pages[PATH] = answering(no, GOOD)
    talk.ask(MESSAGES, SCHEMA)
    assert asked(site) == ["json_object", "plain"]


def test_an_endpoint_that_takes_no_form_says_why(site):
    site.pages[PATH] = answering((400, b'{"error": {"message": "context\\nlength exceeded"}}', {}))
    talk = chat(site)
    said = refusal(EndpointError, lambda: talk.ask(MESSAGES, SCHEMA))
    assert "failed with HTTP 400: context length exceeded; check the model's name" in said
    site.pages[PATH] = answering(GOOD)
    talk.ask(MESSAGES, SCHEMA)
    assert asked(site) == ["json_schema", "json_object", "plain", "json_schema"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_endpoint_is_waited_for_as_long_as_it_asks(site, status):
    waits = []
    site.pages[PATH] = answering((status, b"", {"Retry-After": "2"}), (status, b"", {}), GOOD)
    assert ask(site, waits=waits) == '{"restrictions": []}'
    assert waits == [2.0, 2.0]


def test_a_date_to_wait_for_is_understood(site):
    waits = []
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)
    site.pages[PATH] = answering((429, b"", {"Retry-After": until}), GOOD)
    ask(site, waits=waits)
    assert 1.0 <= waits[0] <= 3.0


@pytest.mark.parametrize("wait", ["3600", "9" * 400])
def test_an_endpoint_that_asks_for_too_long_a_wait_is_left(site, wait):
    waits = []
    site.pages[PATH] = answering((429, b"", {"Retry-After": wait}))
    assert "is busy (HTTP 429) and asks to wait" in refusal(EndpointError, lambda: ask(site, waits=waits))
    assert (waits, len(site.asked)) == ([], 1)


def test_an_endpoint_that_stays_busy_is_left_after_three_more_tries(site):
    waits = []
    site.pages[PATH] = answering((503, b"", {"Retry-After": "soon"}))
    assert "failed with HTTP 503" in refusal(EndpointError, lambda: ask(site, waits=waits))
    assert (waits, len(site.asked)) == ([1.0, 2.0, 4.0], 4)


def test_waiting_counts_towards_the_deadline(site):
    waits = []
    site.pages[PATH] = answering((503, b"", {"Retry-After": "4"}))
    said = refusal(EndpointError, lambda: ask(site, waits=waits, deadline_seconds=1.0))
    assert "is busy (HTTP 503) and asks to wait 4 s" in said
    assert waits == []


def drip(visit):
    visit.start(200, "application/json")
    for _ in range(60):
        visit.wfile.write(b" ")
        time.sleep(0.1)


def say_nothing(visit):
    time.sleep(3)


@pytest.mark.parametrize("slow", [drip, say_nothing])
def test_a_slow_endpoint_is_left_at_the_deadline(site, slow):
    site.pages[PATH] = slow
    started = time.monotonic()
    assert "gave no whole answer in time" in refusal(EndpointError, lambda: ask(site, deadline_seconds=0.5))
    assert time.monotonic() - started < 1.5


def test_a_slow_first_byte_within_the_deadline_is_waited_for(site):
    def think(visit):
        time.sleep(0.7)
        visit.give(200, completion("{}"))

    site.pages[PATH] = think
    assert ask(site) == "{}"


def test_a_huge_answer_is_refused(site):
    site.pages[PATH] = answering((200, completion("x" * ANSWER_BYTES), {}))
    assert "answers more than 4,194,304 bytes" in refusal(TooLarge, lambda: ask(site))


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>welcome</html>", b"[]", b"null", b"{}", b'{"choices": []}', b'{"choices": [{"message": "x"}]}',
     b'{"choices": {"0": 1}}', b'{"choices": [{"text": "old form"}]}', b"[" * 100_000, b"\xff\xfe",
     b'{"choices": [{"mess'],
)  # fmt: skip
def test_what_is_no_completion_is_said(site, content):
    site.pages[PATH] = answering((200, content, {}))
    assert "answers something that is no chat completion" in refusal(EndpointError, lambda: ask(site))


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"words": None, "refusal": "I can't help with that."}, "I can't help with that."),
        ({"words": None}, ""),
        ({"words": [{"type": "text", "text": "{"}, {"type": "text", "text": "}"}, "x"]}, "{}"),
    ],
)
def test_a_refusal_and_an_answer_in_parts_are_words_too(site, message, words):
    site.pages[PATH] = answering((200, completion(**message), {}))
    assert ask(site) == words


@pytest.mark.parametrize(
    ("status", "content", "headers", "what"),
    [
        (401, b'{"error": "bad key"}', {}, "failed with HTTP 401: bad key; set its key in the variable"),
        (404, b'{"detail": "no model"}', {}, "failed with HTTP 404: no model; check the endpoint"),
        (302, b"", {"Location": "http://evil.example/"}, "it redirects to http://evil.example/; give that address"),
        (500, b"<html>oops</html>", {}, "failed with HTTP 500; try again later"),
        (500, b"\x1b[31mred", {}, "failed with HTTP 500: [31mred; try again later"),
    ],
)  # fmt: skip
def test_a_failure_is_one_sentence_with_a_remedy(site, status, content, headers, what):
    site.pages[PATH] = answering((status, content, headers))
    said = refusal(EndpointError, lambda: ask(site, key="k-secret"))
    assert what in said
    assert len(site.asked) == 1


def test_no_message_and_no_picture_of_a_model_shows_the_key(site):
    site.pages[PATH] = answering((500, b"broken", {}))
    assert "k-secret" not in refusal(EndpointError, lambda: ask(site, key="k-secret"))
    assert "k-secret" not in repr(Model(site.origin, "m", "k-secret"))


def test_the_key_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, " k-2\n")
    assert Model.from_environment("http://localhost:1/v1", "m").key == "k-2"
    monkeypatch.delenv(KEY_VARIABLE)
    assert Model.from_environment("http://localhost:1/v1", "m").key is None


def test_a_key_that_would_break_the_header_is_refused():
    assert "holds characters no key has" in refusal(
        InputError, lambda: Chat(Model("https://api.example/v1", "m", "k\r\nX: 1"))
    )


def test_the_key_never_goes_in_clear_over_the_internet():
    talk = Chat(Model("http://93.184.215.14/v1", "m", "k-1"))
    said = refusal(InputError, lambda: talk.ask(MESSAGES, SCHEMA))
    assert "would be sent the key in clear over the internet; give its https address" in said


@pytest.mark.parametrize("endpoint", ["file:///etc", "localhost:8000", "", "http://"])
def test_an_endpoint_that_is_no_web_address_is_refused(endpoint):
    assert "address" in refusal(MoratoriaError, lambda: Chat(Model(endpoint, "m")))


STORY = """Halcyon stops selling face recognition

Halcyon said on Monday it will stop selling facial recognition to police for one year."""
FACT = {
    "actor": "Halcyon", "kind": "moratorium", "status_in_article": "announced", "technologies": ["face recognition"],
    "evidence": "Halcyon said on Monday it will stop selling facial recognition to police for one year.",
    "duration": "P1Y",
}  # fmt: skip


@pytest.mark.parametrize(
    "before",
    [
        (),
        ((400, b"", {}),),
        ((429, b"", {"Retry-After": "0"}), (503, b"", {})),
        ((200, completion("Let me think."), {}),),
    ],
)
def test_an_article_is_read_through_an_endpoint_however_it_begins(site, before):
    words = "Sure!\n```json\n" + json.dumps({"restrictions": [FACT]}) + "\n```"
    site.pages[PATH] = answering(*before, (200, completion(words), {}))
    names = Lexicon.of(parse_gazetteer({"small": ",".join(COLUMNS) + "\nHalcyon,company,US,,halcyon,\n"}))
    article = read_text(STORY, published="2026-05-05")
    found = read_with_model(article, names, chat(site, []).ask)
    (one,) = found.reading.restrictions
    assert (one.actor.name, one.actor.kind, one.kind, one.duration) == ("Halcyon", "company", "moratorium", "P1Y")
    assert found.reading.words(one.evidence) == FACT["evidence"]
    assert (one.rule, found.dropped, found.lost) == ("language-model", (), ())
