"""What the gate refuses before any route sees it, and what it puts on every reply."""

from __future__ import annotations

import socket

import pytest


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil:80", ""])
def test_a_foreign_host_is_refused(client, host):
    reply = client.get("/healthz", headers={"host": host})
    assert reply.status_code == 400
    assert "ask it as 127.0.0.1" in reply.json()["detail"]


@pytest.mark.parametrize("host", ["localhost:8710", "127.0.0.1", "LOCALHOST"])
def test_local_names_are_served(client, host):
    assert client.get("/healthz", headers={"host": host}).json() == {"status": "ok"}


@pytest.mark.parametrize(
    "path", ["/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/..%5capp.py", "/page/organization/ibm%00", "//x"]
)
def test_tricks_with_paths_find_nothing(client, address, path):
    reply = client.get(address + path)
    assert reply.status_code == 404


def test_a_body_over_the_bound_is_refused_unread(client):
    where = client.base_url
    with socket.create_connection((where.host, where.port), timeout=5) as wire:
        wire.sendall(b"POST /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 209715200\r\n\r\n")
        reply = wire.recv(4096)
    assert reply.startswith(b"HTTP/1.1 413 ")
    assert b"the body is over 1,048,576 bytes" in reply


def test_a_compressed_body_is_refused(client):
    assert client.post("/healthz", content=b"\x1f\x8b", headers={"content-encoding": "gzip"}).status_code == 415


def test_every_reply_carries_the_headers_of_safety(client):
    for path in ("/healthz", "/nowhere", "/static/tokens.css"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


def test_what_is_not_there_is_told_in_the_form_asked_for(client):
    page = client.get("/nowhere", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert "<h1>Not found</h1>" in page.text
    assert client.get("/nowhere").json()["status"] == 404
