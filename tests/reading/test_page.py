"""Bytes to a canonical article: charset, hidden parts, metadata, and what is refused."""

from __future__ import annotations

import pytest

from moratoria.errors import InputError, TooLarge
from moratoria.reading.page import read_document

SENTENCE = "<p>The city of Oslo has banned the use of facial recognition by its police, the council said on Monday.</p>"


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode()


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">Acme banned it.</p>',
        "<p hidden>Acme banned it.</p>",
        '<div style="VISIBILITY: hidden"><p>Acme banned it.</p></div>',
        "<template><p>Acme banned it.</p></template>",
    ],
)
def test_a_hidden_paragraph_never_enters_the_text(hidden):
    text = read_document(page(SENTENCE * 3 + hidden)).text
    assert "Oslo" in text
    assert "Acme" not in text


def test_title_publisher_and_day_come_from_the_page():
    head = (
        '<title>Oslo says no</title><meta property="og:site_name" content="The Paper"/>'
        '<meta property="article:published_time" content="2024-05-03T10:00:00Z"/>'
    )
    read = read_document(page("<h1>Oslo says no</h1>" + SENTENCE * 3, head))
    assert (read.title, read.publisher, read.published) == ("Oslo says no", "The Paper", "2024-05-03")


def test_header_lines_of_a_text_file_are_its_metadata():
    read = read_document(b"Title: Oslo says no\nAddress: https://a.example/b\nPublished: 2024-05-03\n\nIt acted.")
    assert (read.title, read.address, read.published) == ("Oslo says no", "https://a.example/b", "2024-05-03")
    assert read.text[read.title_at.start : read.title_at.end] == "Oslo says no"


def test_a_charset_declared_wrongly_is_remarked():
    read = read_document(page(SENTENCE.replace("Oslo", "Tromsø") * 3, '<meta charset="iso-8859-1">'))
    assert "Tromsø" in read.text
    assert read.remarks == ("the page declares iso8859-1 but is UTF-8",)


def test_the_charset_a_server_declares_is_read():
    data = "Zażółć: rada miasta zakazała. The council of Łódź has banned it, and the mayor agreed.".encode("iso8859-2")
    read = read_document(data, content_type="text/plain; charset=ISO-8859-2")
    assert "The council of Łódź has banned it" in read.text
    assert read.remarks == ()


def test_a_charset_a_server_declares_wrongly_is_remarked():
    told = read_document(SENTENCE.replace("Oslo", "Tromsø").encode(), content_type="text/plain; charset=windows-1252")
    assert "Tromsø" in told.text
    assert told.remarks == ("the server declares cp1252 but the page is UTF-8",)


def test_a_charset_that_does_not_fit_the_bytes_is_remarked_and_guessed():
    data = "The café in Tromsø has banned it, and the mayor of the town agreed.".encode("latin-1")
    told = read_document(data, content_type="text/plain; charset=us-ascii")
    assert "café" in told.text
    assert told.remarks[0].startswith("ascii is declared, but the bytes are not ascii; the text is not UTF-8")


def test_what_is_no_charset_is_ignored():
    assert read_document(SENTENCE.encode(), content_type="text/html; charset=base64").remarks == ()


def test_latin_1_bytes_are_read():
    read = read_document("The café in Tromsø has banned it, and the mayor of the town agreed.".encode("latin-1"))
    assert "café" in read.text


def test_utf_16_with_its_mark_is_read():
    assert read_document("The council acted.".encode("utf-16")).text == "The council acted."


def test_invisible_letters_in_a_name_are_dropped_and_remarked():
    read = read_document("Micro\u200bsoft acted.".encode())
    assert (read.text, read.remarks) == ("Microsoft acted.", ("1 invisible characters were dropped",))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the article has no text"),
        (b"%PDF-1.7 x", "this is a PDF"),
        (b"\0\1\2\3" * 99, "these bytes are no text"),
        (b"<html><body><nav>Home</nav></body></html>", "the page has no article in it"),
    ],
)
def test_what_is_no_article_is_refused_in_one_sentence(data, message):
    with pytest.raises(InputError, match=message):
        read_document(data)


@pytest.mark.parametrize("data", [b"<html>" + b"<p>" * 2_400_000, b"<html><body>" + b"<p>x" * 400_000])
def test_a_page_of_paragraphs_alone_is_too_large(data):
    with pytest.raises(TooLarge, match="more than"):
        read_document(data)


def test_a_deep_nest_around_an_article_is_read():
    data = b"<html><body>" + b"<div>" * 500_000 + (SENTENCE * 3).encode() + b"</body></html>"
    assert "Oslo" in read_document(data).text
