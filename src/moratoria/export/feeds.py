"""Dates as feeds that calendars and readers take: iCalendar (RFC 5545) and Atom (RFC 4287)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from xml.sax.saxutils import escape, quoteattr

_LINE_OCTETS = 75
_ADDRESS = "https://w3id.org/moratoria/"
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (2.2)."""


@dataclass(frozen=True)
class Entry:
    """One dated line of a feed about a thing.

    `link` is where to read about it, the thing's own address where it is empty; `updated` an RFC 3339 time in UTC.
    """

    day: date
    thing: str
    title: str
    text: str
    link: str = ""
    updated: str = ""

    @property
    def uid(self) -> str:
        """The same for the same line, in every release."""
        return hashlib.sha256(f"{self.day}|{self.thing}|{self.text}".encode()).hexdigest()[:24]


@dataclass(frozen=True)
class Feed:
    """What a feed is called, its name under `feed/`, and the addresses where it is read and where its page is."""

    title: str
    name: str = "deadlines"
    here: str = ""
    page: str = ""


def render_icalendar(entries: Iterable[Entry], stamp: date, title: str = "") -> bytes:
    """An iCalendar of all-day events. `stamp` is the day for which it was made, `title` its name (RFC 7986, 5.1)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//moratoria//deadlines//EN", "CALSCALE:GREGORIAN"]
    lines += [f"NAME:{_ical(title)}", f"X-WR-CALNAME:{_ical(title)}"] if title else []
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}@moratoria",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_ical(f'{entry.title}: {entry.text}')}",
            f"URL:{entry.link or entry.thing}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _ical(text: str) -> str:
    """A text value with its special characters escaped (RFC 5545, 3.3.11)."""
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """A line folded at 75 octets, never within a character (RFC 5545, 3.1).

    >>> [len(part.encode()) for part in _folded("x" * 100).split("\\r\\n ")]
    [74, 26]
    """
    parts = [""]
    for char in line:
        if len((parts[-1] + char).encode()) >= _LINE_OCTETS:
            parts.append("")
        parts[-1] += char
    return "\r\n ".join(parts)


def render_atom(entries: Iterable[Entry], stamp: date, feed: Feed) -> bytes:
    """An Atom feed with one entry per line. `stamp` is the day for which it was made."""
    given = list(entries)
    made = f"{stamp}T00:00:00Z"
    updated = max((entry.updated or made for entry in given), default=made)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_ADDRESS}feed/{_xml(feed.name)}</id><title>{_xml(feed.title)}</title><updated>{updated}</updated>",
        "<author><name>The moratoria authors</name></author>",
        *(f"<link rel={quoteattr(rel)} href={quoteattr(to)}/>" for rel, to in _links(feed) if to),
        *(_entry(entry, made) for entry in given),
    ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _links(feed: Feed) -> tuple[tuple[str, str], ...]:
    return ("self", feed.here), ("alternate", feed.page)


def _entry(entry: Entry, made: str) -> str:
    return (
        f"<entry><id>{_ADDRESS}feed/{entry.uid}</id><title>{_xml(f'{entry.day}: {entry.title}')}</title>"
        f"<updated>{entry.updated or made}</updated><link href={quoteattr(entry.link or entry.thing)}/>"
        f"<summary>{_xml(entry.text)}</summary></entry>"
    )


def _xml(text: str) -> str:
    return escape(_UNFIT.sub("\ufffd", text))
