"""Dates and durations in a sentence as ISO 8601; never a guessed date."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_MONTH = r"(?P<month>" + "|".join(sorted((m.capitalize() for m in _MONTHS), key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PART = r"(?:(?P<part>early|mid|late|the (?:start|beginning|end) of)[- ])?"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b",
        rf"\b{_MONTH} {_DAY},? {_YEAR}\b",
        rf"\b{_DAY} (?:of )?{_MONTH},? {_YEAR}\b",
        rf"\b{_PART}{_MONTH},?(?: of)? {_YEAR}\b",
        rf"\b{_MONTH} {_DAY}\b(?!\d)",
        rf"\b{_DAY} (?:of )?{_MONTH}",
        r"\b(?:the )?(?:end|rest|remainder|close) of (?P<whole>(?:the|this|next) year)\b",
        r"\b(?P<relative>today|yesterday|tomorrow|(?:last|next|this|earlier this|later this) (?:week|month|year))\b",
        r"(?i:\b(?:on|since|until|last|next|this|by|from|late|early)?\s*)\b(?P<weekday>"
        + "|".join(day.capitalize() for day in _WEEKDAYS if len(day) > 5)
        + r")\b",
        (
            rf"\b(?i:in|since|until|by|from|through|starting|beginning|last|next|this|of|before"
            rf"|after)(?: {_PART.strip()})? {_MONTH}(?! \d)"
        ),
        rf"\b{_PART}{_YEAR}\b(?!-)",
    )
)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_NUMBERS |= {
    "a": 1,
    "an": 1,
    "another": 1,
    "fifteen": 15,
    "eighteen": 18,
    "twenty": 20,
    "thirty": 30,
    "sixty": 60,
    "ninety": 90,
}
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_DURATION = re.compile(
    rf"(?i)\b(?:{_COUNT}(?:[- ](?:full|more|whole|additional|calendar))?[- ](?P<unit>day|week|month|year)s?"
    rf"|(?P<decade>a decade))\b"
)
_PAST = re.compile(
    r"(?i)^\W*(?:ago|earlier|later|before|after|old|since|ahead|in advance|into|from now|notice|prior"
    r"|to (?:comply|appeal|respond)"
    r"|in (?:jail|prison)|behind bars|in which|when|when\b)\b"
)
_BY_RATE = re.compile(
    r"(?i)(?:\d|\bone|\btwo|\bthree|\bsix|times|once|twice|dollars|euros|pounds|million|hours"
    r"|once every|reais)\s*$"
)
_LASTS = re.compile(
    r"(?i)\b(?:for|of|lasts?|lasted|lasting|at least|up to|about|around|only|just|next|full|(?:extend\w*|prolong\w*"
    r"|renew\w*"
    r"|pause\w*|suspend\w*) [^,.;]{0,40} by)\s*$"
)
"""What stands before "a year" that is a length and no rate or distance."""
_AFTER = re.compile(
    r"(?i)\b(?:after|past|last|previous|within|every|in|than|nearly|aged?|over the|in the next|by|has|have|had"
    r"|give[ns]?|gave|once the|when the)\s*$"
)


@dataclass(frozen=True)
class When:
    """A date in a text: its place there, its words, and its ISO form (a day, month or year) when that is certain."""

    start: int
    end: int
    words: str
    iso: str | None


def find_dates(text: str, published: str | None) -> tuple[When, ...]:
    """The dates named in a text; relative ones are resolved against the day of publication, or stay words without it.

    >>> [w.iso for w in find_dates("It began on May 3, 2021 and was renewed on Tuesday.", "2022-05-05")]
    ['2021-05-03', '2022-05-03']
    >>> [w.iso for w in find_dates("It was renewed on Tuesday.", None)]
    [None]
    """
    base = _base(published)
    taken: list[When] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if not any(match.start() < old.end and old.start < match.end() for old in taken):
                past = _OVER.search(text[max(0, match.start() - 40) : match.start()]) is not None
                taken.append(When(match.start(), match.end(), match[0].strip(), _iso(match, base, past=past)))
    return tuple(sorted(taken, key=lambda when: when.start))


def _base(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return None


_OVER = re.compile(
    r"(?:\b(?:began|took effect|went into (?:force|effect)|came into (?:force|effect)|was|were|made|put|went|lapsed"
    r"|ended"
    r"|expired|imposed|banned|adopted|passed|signed|announced|ordered|introduced|suspended|blocked|launched|lifted)"
    r"(?: (?:it|them|in place|back|off))?|\blast)(?: on| in| back in)? $"
)
"""What tells of something that has been, so that a month after it lies behind."""


def _iso(match: re.Match[str], base: date | None, *, past: bool) -> str | None:
    got = match.groupdict()
    if got.get("whole"):
        return _relative((got["whole"] or "").replace("the ", "this "), base)
    if got.get("relative"):
        return _relative(got["relative"] or "", base)
    if got.get("weekday"):
        return _weekday(match, base)
    month = int(got["number"]) if got.get("number") else _MONTHS.get((got.get("month") or "").lower().rstrip("."))
    day = int(got["day"]) if got.get("day") else None
    if got.get("year"):
        return _whole(int(got["year"] or 0), month, day)
    return _nearest(match[0].lower(), month or 1, day, base, past=past)


def _whole(year: int, month: int | None, day: int | None) -> str | None:
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _nearest(words: str, month: int, day: int | None, base: date | None, *, past: bool) -> str | None:
    """A month without a year: the next one where the words look ahead, else the one nearest to the base."""
    if base is None:
        return None
    ahead = re.match(r"(?:until|by|through|next|starting|beginning|from)\b", words)
    gap = month - base.month
    year = base.year
    if past or words.startswith("last "):
        year -= (month, day or 0) > (base.month, base.day)
    elif ahead and gap < 0:
        year += 1
    elif not ahead and gap > 6:
        year -= 1
    elif not ahead and gap < -6 and day is not None:
        year += 1
    return _whole(year, month, day)


def _relative(words: str, base: date | None) -> str | None:
    if base is None:
        return None
    shift = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(words)
    if shift is not None:
        return (base + timedelta(days=shift)).isoformat()
    step = -1 if words.startswith("last") else 1 if words.startswith("next") else 0
    if words.endswith("year"):
        return f"{base.year + step:04}"
    if words.endswith("month"):
        months = base.year * 12 + base.month - 1 + step
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return None


def _weekday(match: re.Match[str], base: date | None) -> str | None:
    """The weekday of the week up to the day of publication; that day itself when the names agree."""
    if base is None:
        return None
    back = (base.weekday() - _WEEKDAYS[match["weekday"].lower()]) % 7
    if re.match(r"(?i)next|until|by|from", match[0].strip()):
        back = back - 7
    return (base - timedelta(days=back)).isoformat()


@dataclass(frozen=True)
class Duration:
    """A length of time in a text: its place there and its ISO 8601 form, or `indefinite` or `permanent`."""

    start: int
    end: int
    iso: str


_ENDLESS = re.compile(
    r"(?i)\b(?:(?P<indefinite>indefinite(?:ly)?|(?:until|till) further notice|for the foreseeable future|no (?:set"
    r"|fixed"
    r"|specific|agreed) (?:time|end|date|deadline|term)|no (?:end|expiry|expiration) date|no time limit"
    r"|without (?:an |a set |a )?(?:end date|time limit|deadline|expiry date)|no timetable|open[- ]ended(?= (?:ban"
    r"|pause|suspension|moratorium|freeze|block|halt|stop))"
    r"|for an? (?:indefinite|unspecified) (?:period|time)|for as long as (?:it is )?(?:needed|necessary))"
    r"|(?P<permanent>(?<!more )permanent(?:ly)?|for good(?! reason)|forever|never again|once and for all"
    r"|in perpetuity))\b"
)


def find_durations(text: str) -> tuple[Duration, ...]:
    """The lengths of time a restriction may have; "two years ago" and the like are none.

    >>> [d.iso for d in find_durations("A three-year pause, six months after a five-day test, or indefinitely")]
    ['P3Y', 'P5D', 'indefinite']
    """
    found = []
    for match in _DURATION.finditer(text):
        if not text[: match.start()].lower().endswith("for ") and _no_length(text, match.start(), match.end()):
            continue
        if re.match(r"(?i)an? ", match[0]) and not match["decade"] and not _LASTS.search(text[: match.start()]):
            continue
        count = 10 if match["decade"] else _number(match["count"])
        unit = "y" if match["decade"] else match["unit"][0].lower()
        found.append(Duration(match.start(), match.end(), f"P{count}{unit.upper()}"))
    for match in _ENDLESS.finditer(text):
        found.append(Duration(match.start(), match.end(), "indefinite" if match["indefinite"] else "permanent"))
    return tuple(sorted(found, key=lambda duration: duration.start))


def _no_length(text: str, start: int, end: int) -> bool:
    rate = text[start : start + 2].lower() in ("a ", "an") and _BY_RATE.search(text[:start])
    return bool(rate or _PAST.match(text[end:]) or _AFTER.search(text[:start]))


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS[words.lower()]
