"""Direct speech and who said it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moratoria.reading.names import Name
from moratoria.reading.people import Person
from moratoria.reading.setting import leads

MIN_WORDS = 4
"""Shorter quotations are scare quotes or titles, not statements."""

_PAIRS = re.compile(
    r"“([^“”]{8,1500})”|„([^„“”]{8,1500})[“”]|«([^«»]{8,1500})»|(?<![\w\"])\"([^\"\n]{8,1500})\"(?!\w)"
    r"|(?<!\w)‘([^‘\n]{12,900}?[,.!?…])’(?!\w)|(?<!\w)'([^'\n]{12,900}?[,.!?…])'(?!\w)|(?<!\w)``([^`\n]{8,900})''"
)
_SAY = (
    r"(?:said|says|told|tells|wrote|writes|added|adds|stated|states|explained|explains|noted|notes|argued"
    r"|argues|warned|warns|tweeted|posted|declared|insisted|claimed|continued|commented|announced|testified"
    r"|acknowledged|admitted|remarked|concluded|observed|reads?|stressed|cautioned|replied|responded"
    r"|emphasi[sz]ed|asserted|complained|vowed|pledged|called|described|promised|saying|writing|adding|arguing"
    r"|calling|according to|read|confirmed|urged|spoke of|spoke|put it)"
)
_SAYS = re.compile(rf"\b{_SAY}\b")
_PRONOUN = re.compile(
    (
        r"\b(?:he|she|it|they|the (?:company|firm|spokes\w+|agency|regulator|group|city|council|university|letter|order"
        r"|policy|statement|judge|mayor|governor|president|minister|chief executive|commission|ministry|department|bill"
        r"|law))\b"
    ),
    re.I,
)


@dataclass(frozen=True)
class Quote:
    """Quoted words at their place, with speaker, role and organization where known."""

    start: int
    end: int
    words: str
    speaker: str | None
    role: str | None = None
    org: str | None = None


def find_quotes(text: str, names: Sequence[Name], people: Sequence[Person], start: int = 0) -> tuple[Quote, ...]:
    """The quotations of a text from `start` on, each with its speaker where one can be told."""
    found: list[Quote] = []
    for first, last in _spans(text, start):
        speaker = _speaker(text, (first, last), names, people) or _carried(text, found, first)
        found.append(_quote(text, (first, last), speaker, people))
    return tuple(found)


def quoted_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges within quotation marks, short ones included."""
    return tuple((match.start(), match.end()) for match in _PAIRS.finditer(text))


def _spans(text: str, start: int) -> Iterator[tuple[int, int]]:
    for match in _PAIRS.finditer(text, start):
        group = next(number for number in range(1, 8) if match[number] is not None)
        first, last = match.span(group)
        if len(text[first:last].split()) >= MIN_WORDS:
            yield first, last


def _carried(text: str, found: Sequence[Quote], start: int) -> str | None:
    """The speaker of the quotation just before, when this one goes on from it with no other speech between."""
    if not found:
        return None
    between = text[found[-1].end : start]
    return found[-1].speaker if len(between) < 120 and "\n\n" not in between.strip('\n"“” ') else None


def _speaker(text: str, span: tuple[int, int], names: Sequence[Name], people: Sequence[Person]) -> str | None:
    start, end = span
    line_end = text.find("\n", end)
    after = text[end : min(end + 220, line_end if line_end >= 0 else len(text))]
    line_start = text.rfind("\n", 0, start) + 1
    before = text[max(line_start, start - 240) : start]
    outside = after.lstrip("”\"’'»“ ")
    if text[end - 1] == ".":
        found = _before_speaker(text, start - len(before), start, (names, people))
        if found:
            return found
    if re.match(r"[^.“\"\n]{0,160}?\b" + _SAY + r"\b", outside) or re.match(r"(?i)(?:he|she|it|they)\b", outside):
        stop = re.search(r"[.!?](?:\s|$)|[“\"]", after[2:])
        found = _nearest_after(text, end, end + 2 + (stop.start() if stop else len(after)), names, people)
        if found:
            return found
    return _before_speaker(text, start - len(before), start, (names, people))


def _nearest_after(text: str, start: int, end: int, names: Sequence[Name], people: Sequence[Person]) -> str | None:
    window = text[start:end]
    says = _SAYS.search(window)
    if not says:
        return None
    inverted = text[start + says.end() : end]
    head = window[: says.start()]
    subject = _named(text, start, start + says.start(), names, people)
    if subject:
        return subject
    if _PRONOUN.search(head):
        return _body_above(text, start, names, head) or _resolve(text, start, names, people)
    direct = re.match(r"\s+(?:in|to|on|at|during|of)\b", inverted)
    later = None if direct and says[0] != "according to" else _named(text, start + says.end(), end, names, people)
    if later:
        return later
    return _resolve(text, start, names, people)


def _before_speaker(text: str, start: int, end: int, known: tuple[Sequence[Name], Sequence[Person]]) -> str | None:
    names, people = known
    before = text[start:end]
    sentence = max(before.rfind(". ") + 2, before.rfind("” ") + 2, before.rfind('" ') + 2, 0)
    at = start + (sentence if sentence > 1 else 0)
    window = text[at:end]
    says = list(_SAYS.finditer(window))
    limit = at + says[-1].start() if says else end
    subject = _named(text, at, limit, names, people)
    if subject:
        return subject
    if _PRONOUN.search(window):
        return _body_above(text, at, names, window) or _resolve(text, at, names, people)
    return None


def _body_above(text: str, at: int, names: Sequence[Name], words: str) -> str | None:
    """The body that `it` or `the agency` stands for; nothing for words that point to a person."""
    if re.search(r"(?i)\b(?:he|she|spokes\w+|judge|mayor|governor|president|minister|chief executive)\b", words):
        return None
    above = [
        name
        for name in names
        if name.end < at and name.kind not in ("product", "demonym", "unknown", "country", "state", "city")
    ]
    leading = [name for name in above if leads(text, name)]
    return (leading or above)[-1].name if above else None


def _named(text: str, start: int, end: int, names: Sequence[Name], people: Sequence[Person]) -> str | None:
    """The person named in a range, else one known by surname there, else the first organization."""
    for person in people:
        if start <= person.start < end:
            return person.name
    window = text[start:end]
    for person in people:
        if re.search(rf"\b{re.escape(person.surname)}\b", window):
            return person.name
    inside = [name for name in names if start <= name.start < end and name.kind not in ("product", "demonym")]
    plain = re.search(r"\b([A-Z][\w'’-]+(?: [A-Z]\.)? (?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)?)\b", window)
    unknown = [name for name in inside if name.kind == "unknown"]
    if unknown:
        return unknown[0].name
    if inside:
        return inside[0].name
    return plain[1] if plain else None


def _resolve(text: str, at: int, names: Sequence[Name], people: Sequence[Person]) -> str | None:
    """The person last named before a place, in full or by surname, else the organization last named."""
    best: tuple[int, str] | None = None
    for person in people:
        last = text.rfind(person.surname, 0, at)
        if last >= 0 and (best is None or last > best[0]):
            best = (last, person.name)
    if best and at - best[0] < 700:
        return best[1]
    earlier = [name for name in names if name.end <= at and name.kind not in ("product", "demonym")]
    return earlier[-1].name if earlier else None


def _quote(text: str, span: tuple[int, int], speaker: str | None, people: Sequence[Person]) -> Quote:
    known = next((person for person in people if person.name == speaker), None)
    org = known.org.name if known and known.org else None
    return Quote(span[0], span[1], text[span[0] : span[1]], speaker, known.role if known else None, org)
