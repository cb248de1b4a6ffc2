"""Web pages are fetched politely and safely, whatever the site does."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratoria.errors import EndpointError, InputError, MoratoriaError, TooLarge
from moratoria.settings import program_version
from moratoria.sources.addresses import find_public, is_public, read_address
from moratoria.sources.page_cache import Page, find_kept, keep
from moratoria.sources.robots import read_rules
from moratoria.sources.web_pages import Fetcher, Limits

ARTICLE = "<html><body><p>Halcyon stops selling face recognition – for a year.</p></body></html>".encode()
QUICK = Limits(content_bytes=100_000, deadline_seconds=2.0, read_seconds=1.0, pause_seconds=0.0)


def article(visit):
    visit.give(200, ARTICLE)


def fetcher(site, **given):
    return Fetcher(limits=given.pop("limits", QUICK), allow_private={site.authority}, **given)


def fetch(site, path="/a", **given):
    return fetcher(site, **given).fetch(f"{site.origin}{path}")


def refusal(kind, ask):
    with pytest.raises(kind) as caught:
        ask()
    return str(caught.value)


def redirect(target, status=302):
    return lambda visit: visit.give(status, b"", Location=target)


def test_a_page_comes_with_its_bytes_kind_and_place(site):
    site.pages["/a"] = article
    page = fetch(site, "/a#part")
    assert page.content == ARTICLE
    assert (page.address, page.final_address) == (f"{site.origin}/a", f"{site.origin}/a")
    assert page.content_type == "text/html; charset=utf-8"
    assert datetime.now(UTC) - page.retrieved < timedelta(minutes=1)


def test_the_site_is_told_who_asks_and_robots_txt_is_asked_first(site):
    site.pages["/a"] = article
    fetch(site)
    assert site.asked == ["/robots.txt", "/a"]
    assert {one["User-Agent"] for one in site.headers} == {
        f"moratoria/{program_version()} (+https://w3id.org/moratoria)"
    }
    assert site.headers[1]["Host"] == site.authority


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("http://example.org/a", "is no https address"),
        ("ftp://example.org/a", "is no https address (its scheme is ftp)"),
        ("file:///etc/hostname", "is no https address (its scheme is file)"),
        ("example.org", "is no https address (its scheme is missing)"),
        ("https://", "is no web address"),
        ("https://user:word@example.org/", "carries a user name"),
        ("https://example.org:99999/", "is no web address"),
        ("https://example.org/a b", "is no web address"),
        ("https://exa..mple/", "is no web address"),
        ("https://[::1", "is no web address"),
        ("https://127.0.0.1/a", "leads into a private network"),
        ("https://localhost/a", "leads into a private network"),
        ("https://2130706433/", "leads into a private network"),
        ("https://[::1]/a", "leads into a private network"),
        ("https://[::ffff:10.0.0.1]/", "leads into a private network"),
        ("https://169.254.169.254/latest/", "leads into a private network"),
        ("https://10.1.2.3/", "leads into a private network"),
        ("https://224.0.0.1/", "leads into a private network"),
        ("https://0.0.0.0/", "leads into a private network"),
    ],
)
def test_what_is_no_public_https_address_is_refused_in_one_sentence(address, what):
    said = refusal(InputError, lambda: Fetcher(limits=QUICK).fetch(address))
    assert what in said
    assert "\n" not in said


def test_a_site_of_its_own_is_private_unless_a_test_says_otherwise(site):
    site.pages["/a"] = article
    assert "is no https address" in refusal(InputError, lambda: Fetcher(limits=QUICK).fetch(f"{site.origin}/a"))
    assert site.asked == []


def test_a_name_with_one_private_address_among_public_ones_is_refused():
    place = read_address("https://press.example/a")
    said = refusal(InputError, lambda: find_public(place, lambda host, port: ["93.184.215.14", "192.168.0.1"]))
    assert said.startswith("https://press.example/a: leads into a private network")


@given(st.ip_addresses(v=4))
def test_a_private_address_is_private_in_every_ipv6_dress(number):
    if not is_public(str(number)):
        packed = int(number)
        assert not is_public(f"::ffff:{number}")
        assert not is_public(f"64:ff9b::{packed >> 16:x}:{packed & 0xFFFF:x}")
        assert not is_public(f"2002:{packed >> 16:x}:{packed & 0xFFFF:x}::1")


def test_the_connection_goes_to_the_address_that_was_checked_and_the_name_is_resolved_once_a_request(site):
    site.pages["/a"] = article
    answers = []

    def resolve(host, port):
        answers.append(host)
        return ["127.0.0.1"] if len(answers) <= 2 else ["10.0.0.1"]

    named = f"press.example:{site.port}"
    page = Fetcher(limits=QUICK, allow_private={named}, resolve=resolve).fetch(f"http://{named}/a")
    assert page.content == ARTICLE
    assert answers == ["press.example", "press.example"]
    assert [one["Host"] for one in site.headers] == [named, named]


def test_the_next_address_of_a_name_is_tried_when_one_does_not_answer(site):
    site.pages["/a"] = article
    with socket.socket() as closed:
        closed.bind(("127.0.0.2", 0))
        page = fetch(site, resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"])
    assert page.content == ARTICLE


def test_redirects_are_followed_up_to_five_and_the_last_place_is_kept(site):
    for number in range(5):
        site.pages[f"/{number}"] = redirect(f"/{number + 1}")
    site.pages["/5"] = article
    page = fetch(site, "/0")
    assert (page.address, page.final_address) == (f"{site.origin}/0", f"{site.origin}/5")
    site.pages["/5"], site.pages["/6"] = redirect("/6"), article
    assert "redirects more than 5 times" in refusal(EndpointError, lambda: fetch(site, "/0"))


def test_a_redirect_loop_ends(site):
    site.pages["/a"] = redirect("/a")
    assert "redirects more than 5 times" in refusal(EndpointError, lambda: fetch(site))
    assert site.asked.count("/a") == 6


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("file:///etc/hostname", "is no https address (its scheme is file)"),
        ("gopher://127.0.0.1:70/", "is no https address (its scheme is gopher)"),
        ("javascript:alert(1)", "is no https address (its scheme is javascript)"),
        ("https://127.0.0.1/", "leads into a private network"),
        ("//[::1", "redirects to no web address"),
        ("https://a:b@example.org/", "carries a user name"),
    ],
)
def test_a_redirect_to_elsewhere_is_refused_like_an_address_to_elsewhere(site, target, what):
    site.pages["/a"] = redirect(target)
    assert what in refusal(InputError, lambda: fetch(site))


def test_a_redirect_to_another_private_place_is_never_asked(site, other_site):
    site.pages["/a"] = redirect(f"{other_site.origin}/secret")
    other_site.pages["/secret"] = article
    assert "is no https address" in refusal(InputError, lambda: fetch(site))
    assert other_site.asked == []


def test_robots_of_a_redirects_target_are_asked_as_well(site, other_site):
    site.pages["/a"] = redirect(f"{other_site.origin}/a")
    other_site.pages |= {"/a": article, "/robots.txt": lambda visit: visit.give(200, b"User-agent: *\nDisallow: /a")}
    both = Fetcher(limits=QUICK, allow_private={site.authority, other_site.authority})
    assert "robots.txt asks programs not to read" in refusal(InputError, lambda: both.fetch(f"{site.origin}/a"))
    assert other_site.asked == ["/robots.txt"]


def test_an_endless_page_is_cut_at_the_cap(site):
    def endless(visit):
        visit.start(200)
        while True:
            visit.wfile.write(b"<p>" * 10_000)

    site.pages["/a"] = endless
    started = time.monotonic()
    assert "answers more than 100,000 bytes" in refusal(TooLarge, lambda: fetch(site))
    assert time.monotonic() - started < 2.0


@pytest.mark.parametrize("layers", [1, 2])
def test_a_compressed_page_counts_as_large_as_it_gets(site, layers):
    bomb = gzip.compress(bytes(200_000_000))
    coding = "gzip"
    if layers == 2:
        bomb, coding = gzip.compress(bomb, mtime=0), "gzip, gzip"
    site.pages["/a"] = lambda visit: visit.give(200, bomb, Content_Encoding=coding)
    said = refusal(MoratoriaError, lambda: fetch(site))
    assert ("answers more than 100,000 bytes" if layers == 1 else "which was not asked for") in said


def test_a_compressed_page_is_inflated_members_and_all(site):
    content = gzip.compress(ARTICLE[:30], mtime=0) + gzip.compress(ARTICLE[30:], mtime=0)
    site.pages["/a"] = lambda visit: visit.give(200, content, Content_Encoding="gzip")
    assert fetch(site).content == ARTICLE


@pytest.mark.parametrize(
    ("content", "what"),
    [(gzip.compress(ARTICLE, mtime=0)[:-12], "broke off"), (b"no gzip at all", "answers with broken compression")],
)
def test_broken_compression_is_said(site, content, what):
    site.pages["/a"] = lambda visit: visit.give(200, content, Content_Encoding="gzip")
    assert what in refusal(EndpointError, lambda: fetch(site))


def drip(visit):
    visit.start(200)
    for _ in range(100):
        visit.wfile.write(b"<p>")
        time.sleep(0.2)


def drip_headers(visit):
    visit.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        visit.wfile.write(f"X-{number}: a\r\n".encode())
        time.sleep(0.2)


def say_nothing(visit):
    time.sleep(4)


@pytest.mark.parametrize("slow", [drip, drip_headers, say_nothing])
def test_a_slow_site_is_left_at_the_deadline(site, slow):
    site.pages["/a"] = slow
    started = time.monotonic()
    assert "gave no whole answer in time" in refusal(EndpointError, lambda: fetch(site))
    assert time.monotonic() - started < 3.0


def test_name_resolution_that_hangs_is_left_at_the_deadline():
    def resolve(host, port):
        time.sleep(3)
        return ["93.184.215.14"]

    started = time.monotonic()
    limits = Limits(deadline_seconds=0.3)
    said = refusal(EndpointError, lambda: Fetcher(limits=limits, resolve=resolve).fetch("https://press.example/"))
    assert "gave no whole answer in time" in said
    assert time.monotonic() - started < 1.0


def test_a_page_that_breaks_off_is_no_page(site):
    def cut(visit):
        visit.start(200, Content_Length="1000")
        visit.wfile.write(b"<p>half of")

    site.pages["/a"] = cut
    assert "broke off in mid answer" in refusal(EndpointError, lambda: fetch(site))


def test_what_does_not_speak_http_is_said(site):
    site.pages["/a"] = lambda visit: visit.wfile.write(b"SSH-2.0-OpenSSH_9\r\n\r\n")
    assert "does not answer in HTTP" in refusal(EndpointError, lambda: fetch(site))


def test_a_site_that_is_down_is_said():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{closed.getsockname()[1]}"
        asking = Fetcher(limits=QUICK, allow_private={place})
        assert "cannot be reached" in refusal(EndpointError, lambda: asking.fetch(f"http://{place}/a"))


@pytest.mark.parametrize(
    ("status", "headers", "kind", "what"),
    [
        (429, {"Retry-After": "120"}, EndpointError, "asks not to be asked so often (HTTP 429); try again after 120 s"),
        (429, {}, EndpointError, "try again later"),
        (503, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, EndpointError, "try again after Wed, 21 Oct 2026"),
        (500, {}, EndpointError, "failed with HTTP 500"),
        (404, {}, InputError, "there is no such page (HTTP 404)"),
        (403, {}, InputError, "does not let programs in (HTTP 403)"),
        (451, {}, InputError, "does not let programs in (HTTP 451)"),
        (304, {}, EndpointError, "failed with HTTP 304"),
    ],
)
def test_a_status_of_failure_is_said_and_not_tried_again(site, status, headers, kind, what):
    site.pages["/a"] = lambda visit: visit.give(status, b"sorry", **headers)
    assert what in refusal(kind, lambda: fetch(site))
    assert site.asked.count("/a") == 1


@pytest.mark.parametrize(
    ("rules", "path", "read"),
    [
        (b"User-agent: *\nDisallow: /", "/a", False),
        (b"User-agent: *\nDisallow: /*", "/a", False),
        (b"User-agent: *\nDisallow: /news/\nAllow: /news/open", "/news/open-1", True),
        (b"User-agent: Moratoria\nDisallow: /a\n\nUser-agent: *\nDisallow:", "/a", False),
        (b"User-agent: moratoria\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
        (b"User-agent: other\nUser-agent: *\nDisallow: /*.html$", "/a.html", False),
        (b"User-agent: *\nDisallow: /*.html$", "/a.html?x=1", True),
        (b"User-agent: *\nDisallow:", "/a", True),
        (b"\xff\xfe\x00 no rules at all", "/a", True),
        (b"User-agent: *\nDisallow: /a%20b # a space", "/a%20b", False),
    ],
)
def test_robots_txt_is_honoured(site, rules, path, read):
    site.pages |= {path: article, "/robots.txt": lambda visit: visit.give(200, rules, "text/plain")}
    if read:
        assert fetch(site, path).content == ARTICLE
    else:
        assert "robots.txt asks programs not to read this page" in refusal(InputError, lambda: fetch(site, path))
        assert site.asked == ["/robots.txt"]


def test_a_robots_txt_of_stars_is_matched_at_once():
    rules = read_rules("User-agent: *\nDisallow: /" + "*a" * 2_000 + "$", "moratoria")
    started = time.monotonic()
    assert rules.allow("/" + "a" * 1_999 + "b")
    assert time.monotonic() - started < 1.0


@pytest.mark.parametrize("status", [401, 403, 404, 429])
def test_a_site_without_robots_txt_is_read(site, status):
    site.pages |= {"/a": article, "/robots.txt": lambda visit: visit.give(status, b"")}
    assert fetch(site).content == ARTICLE


@pytest.mark.parametrize(
    ("robots", "what"),
    [
        (lambda visit: visit.give(503, b""), "robots.txt fails with HTTP 503, so that the page is left alone"),
        (lambda visit: visit.give(200, bytes(600_000)), "robots.txt cannot be read, so that the page is left alone"),
        (say_nothing, "robots.txt cannot be read, so that the page is left alone"),
    ],
)
def test_a_site_that_cannot_say_its_rules_is_left_alone(site, robots, what):
    site.pages |= {"/a": article, "/robots.txt": robots}
    assert what in refusal(EndpointError, lambda: fetch(site))
    assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    ("kind", "content", "what"),
    [
        ("application/pdf", b"%PDF-1.7 ...", "is a PDF, and only web pages and plain text are read"),
        ("text/html", b"%PDF-1.7 ...", "is a PDF, and only web pages and plain text are read"),
        ("image/png", b"\x89PNG", "is 'image/png', and only web pages and plain text are read"),
        ("application/json", b"{}", "is 'application/json'"),
        (None, b"\x00\x01\x02", "is 'application/octet-stream'"),
    ],
)
def test_what_is_no_page_or_text_is_refused_by_its_kind(site, kind, content, what):
    site.pages["/a"] = lambda visit: visit.give(200, content, kind)
    assert what in refusal(InputError, lambda: fetch(site))


@pytest.mark.parametrize("kind", ["text/html", "TEXT/PLAIN; charset=x", "application/xhtml+xml", None])
def test_pages_and_texts_are_read_also_without_a_kind(site, kind):
    site.pages["/a"] = lambda visit: visit.give(200, ARTICLE, kind)
    assert fetch(site).content_type == (kind or "")


def test_a_wrong_charset_changes_no_byte(site):
    content = "<p>Café</p>".encode("latin-1")
    site.pages["/a"] = lambda visit: visit.give(200, content, "text/html; charset=utf-8")
    page = fetch(site)
    assert (page.content, page.content_type) == (content, "text/html; charset=utf-8")


def test_a_host_is_asked_once_a_second(site):
    site.pages |= {"/a": article, "/b": article}
    slow = fetcher(site, limits=Limits(pause_seconds=0.3))
    started = time.monotonic()
    slow.fetch(f"{site.origin}/a")
    slow.fetch(f"{site.origin}/b")
    assert site.asked == ["/robots.txt", "/a", "/b"]
    assert time.monotonic() - started >= 0.6
    assert Limits().pause_seconds == 1.0


def test_a_kept_page_is_not_asked_for_again(site, tmp_path):
    site.pages["/a"] = article
    first = fetch(site, cache=tmp_path / "pages")
    second = fetch(site, cache=tmp_path / "pages")
    assert site.asked == ["/robots.txt", "/a"]
    assert (first.from_cache, second.from_cache) == (False, True)
    assert (second.content, second.retrieved, second.final_address) == (ARTICLE, first.retrieved, f"{site.origin}/a")


def test_a_page_kept_for_too_long_is_fetched_again(site, tmp_path):
    site.pages["/a"] = article
    fetch(site, cache=tmp_path)
    again = fetch(site, cache=tmp_path, limits=Limits(keep_days=0.0, pause_seconds=0.0))
    assert not again.from_cache
    assert site.asked.count("/a") == 2


def test_a_failure_is_not_kept(site, tmp_path):
    site.pages["/a"] = lambda visit: visit.give(500, b"")
    refusal(EndpointError, lambda: fetch(site, cache=tmp_path))
    assert list(tmp_path.iterdir()) == []


KEPT = Page(
    "https://press.example/a", "https://press.example/b", "text/html", datetime(2026, 5, 1, tzinfo=UTC), b"x\ny"
)


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]\nx", b"[" * 100_000])
def test_a_damaged_file_of_the_cache_is_no_page(tmp_path, damage):
    keep(tmp_path, KEPT)
    oldest = datetime(2026, 4, 1, tzinfo=UTC)
    assert find_kept(tmp_path, KEPT.address, oldest).content == b"x\ny"
    kept = next(tmp_path.iterdir())
    kept.write_bytes(kept.read_bytes()[:-1])
    assert find_kept(tmp_path, KEPT.address, oldest) is None
    kept.write_bytes(damage)
    assert find_kept(tmp_path, KEPT.address, oldest) is None


def test_a_cache_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert "the page cannot be kept" in refusal(InputError, lambda: keep(tmp_path / "file", KEPT))


@pytest.fixture
def certificate(tmp_path) -> Path:
    """A certificate for press.example that signs itself, with its key in the same file."""
    file = tmp_path / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
               "-days", "2", "-subj", "/CN=press.example", "-addext", "subjectAltName=DNS:press.example",
               "-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no openssl to make a certificate with")
    file.write_bytes((tmp_path / "key.pem").read_bytes() + (tmp_path / "cert.pem").read_bytes())
    return file


@pytest.mark.parametrize(("host", "works"), [("press.example", True), ("evil.example", False)])
def test_the_certificate_is_checked_against_the_name_though_the_connection_goes_to_the_number(
    site, certificate, host, works
):
    serve = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serve.load_cert_chain(certificate)
    site.socket = serve.wrap_socket(site.socket, server_side=True)
    site.pages["/a"] = article
    trusting = ssl.create_default_context(cafile=str(certificate))
    named = f"{host}:{site.port}"
    asking = Fetcher(limits=QUICK, allow_private={named}, resolve=lambda host, port: ["127.0.0.1"], tls=trusting)
    if works:
        assert asking.fetch(f"https://{named}/a").content == ARTICLE
    else:
        assert "certificate" in refusal(EndpointError, lambda: asking.fetch(f"https://{named}/a"))
