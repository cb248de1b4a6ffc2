"""Dates as feeds that calendars and readers take: iCalendar (RFC 5545) and Atom (RFC 4287)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from xml.sax.saxutils import escape, quoteattr

_LINE_OCTETS = 75


@dataclass(frozen=True)
class Entry:
    """One dated line of a feed about a thing."""

    day: date
    thing: str
    title: str
    text: str

    @property
    def uid(self) -> str:
        """The same for the same line, in every release."""
        return hashlib.sha256(f"{self.day}|{self.thing}|{self.text}".encode()).hexdigest()[:24]


def render_icalendar(entries: Iterable[Entry], stamp: date) -> bytes:
    """An iCalendar of all-day events. `stamp` is the day for which it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//moratoria//deadlines//EN", "CALSCALE:GREGORIAN"]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}@moratoria",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_ical(f'{entry.title}: {entry.text}')}",
            f"URL:{entry.thing}",
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


def render_atom(entries: Iterable[Entry], stamp: date, title: str) -> bytes:
    """An Atom feed with one entry per line. `stamp` is the day for which it was made."""
    address = "https://w3id.org/moratoria/"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{address}feed/deadlines</id><title>{escape(title)}</title><updated>{stamp}T00:00:00Z</updated>",
        "<author><name>The moratoria authors</name></author>",
    ]
    for entry in entries:
        lines.append(
            f"<entry><id>{address}feed/{entry.uid}</id><title>{escape(f'{entry.day}: {entry.title}')}</title>"
            f"<updated>{stamp}T00:00:00Z</updated><link href={quoteattr(entry.thing)}/>"
            f"<summary>{escape(entry.text)}</summary></entry>"
        )
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()
