"""Feeds that calendars and readers take."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from moratoria.export.feeds import Entry, Feed, render_atom, render_icalendar

ENTRIES = [Entry(date(2027, 5, 9), "https://example.org/x?a=1&b=2", "A, B; C <d>", "ends " + "ü" * 60)]
STAMP = date(2026, 11, 23)


def test_an_icalendar_line_has_at_most_75_octets_and_unfolds_to_the_text():
    text = render_icalendar(ENTRIES, STAMP).decode()
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "SUMMARY:A\\, B\\; C <d>: ends " + "ü" * 60 in text.replace("\r\n ", "")


def test_an_icalendar_event_takes_the_whole_day():
    text = render_icalendar(ENTRIES, STAMP).decode()
    assert "DTSTART;VALUE=DATE:20270509\r\nDTEND;VALUE=DATE:20270510\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")


def test_an_atom_feed_parses_and_names_each_entry():
    feed = ElementTree.fromstring(render_atom(ENTRIES, STAMP, Feed("deadlines & more")))
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.findtext("a:title", namespaces=names) == "deadlines & more"
    entry = feed.find("a:entry", names)
    assert entry is not None
    assert entry.findtext("a:title", namespaces=names) == "2027-05-09: A, B; C <d>"


def test_the_same_entries_give_the_same_bytes():
    assert render_icalendar(ENTRIES, STAMP) == render_icalendar(list(ENTRIES), STAMP)


def test_an_entry_links_to_where_it_is_read_and_keeps_its_own_time():
    day, page = date(2027, 5, 9), "http://127.0.0.1/page/x"
    entry = Entry(day, "https://example.org/x", "A", "ends", page, "2026-01-02T03:04:05Z")
    feed = ElementTree.fromstring(render_atom([entry], STAMP, Feed("x", "changes", "http://127.0.0.1/feed")))
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.findtext("a:updated", namespaces=names) == "2026-01-02T03:04:05Z"
    assert [link.attrib for link in feed.iter(f"{{{names['a']}}}link")] == [
        {"rel": "self", "href": "http://127.0.0.1/feed"},
        {"href": "http://127.0.0.1/page/x"},
    ]


def test_a_character_that_xml_cannot_hold_does_not_break_the_feed():
    entry = Entry(date(2027, 5, 9), "https://example.org/x", "A\x00\x1b\ufffe", "ends")
    feed = ElementTree.fromstring(render_atom([entry], STAMP, Feed("x")))
    assert feed.findtext(".//{*}entry/{*}title") == "2027-05-09: A\ufffd\ufffd\ufffd"


def test_a_calendar_says_its_name():
    assert "\r\nNAME:IBM\\, all\r\nX-WR-CALNAME:IBM\\, all\r\n" in render_icalendar(ENTRIES, STAMP, "IBM, all").decode()
