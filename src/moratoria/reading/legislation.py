"""Named bills and laws with where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from moratoria.reading.names import Name

_WORD = r"(?:[A-Z][\w'’-]*|\d{4})"
_NAMED = re.compile(
    rf"(?:{_WORD} (?:(?:of|on|in|for|and|to|the|from|with|by|or|against) ){{0,3}}){{1,12}}(?:Act|Law|Bill"
    rf"|Ordinance|Regulation|Directive|Code|Executive Order|Treaty|Convention)(?: of \d{{4}})?\b"
    r"|\b(?:House|Senate|Assembly|Council) (?:Bill|File|Joint Resolution) \d+|\b(?:AB|SB|HB|S\.B\.|H\.B\."
    r"|A\.B\.|HF|SF|H\.R\.|S\.) ?\d{1,5}\b|\bLocal Law \d+\b|\bProposition \d+|\bAI Act\b|\bGDPR\b"
    r"|\bGeneral Data Protection Regulation\b"
    r"|\bExecutive Order \d+"
)
_HOMES = frozenset(("city", "county", "state", "country"))
_STATUS = (
    (
        "in-force",
        (
            r"took effect|takes effect|took force|entered into force|came into force|in force|in effect|under (?:the|a"
            r"|its|their)|prohibits|bans|requires|violat\w+|since|applies|went into effect|complian\w+|breach\w*|fined"
        ),
    ),
    ("enacted", r"signed|enacted|became law|passed into law|approved unanimously|adopted|final approval|signs"),
    (
        "passed-chamber",
        r"passed (?:the )?(?:house|senate|assembly|chamber)|(?:house|senate|assembly) (?:passed|approved|voted)",
    ),
    ("passed", r"passed|approved|voted"),
    ("failed", r"vetoed|failed|died|rejected|struck down|repealed|blocked|shelved"),
    ("proposed", r"would|propos\w+|introduc\w+|draft\w*|bill|prepar\w+|sponsor\w*|pending|consider\w*"),
    ("called-for", r"call\w* for|urg\w+"),
)
_STATUS_FORMS = tuple((status, re.compile(rf"(?i)\b(?:{words})\b")) for status, words in _STATUS)
_ORDER = ("failed", "passed-chamber", "enacted", "proposed", "in-force", "passed", "called-for")


@dataclass(frozen=True)
class Law:
    """A named bill or law at its place, with the jurisdiction and status the text gives it."""

    start: int
    end: int
    name: str
    jurisdiction: str | None
    status: str | None


def without_laws(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """The names that are no part of a law's name; places and listed bodies within one stay."""
    spans = [match.span() for match in _NAMED.finditer(text)]
    return tuple(
        name
        for name in names
        if name.kind in _HOMES or not any(start <= name.start and name.end <= end for start, end in spans)
    )


def find_laws(text: str, names: Sequence[Name], body_at: int = 0) -> tuple[Law, ...]:
    """The named bills and laws of a text, each once.

    >>> [(law.name, law.status) for law in find_laws("Lawmakers introduced the Stop Secret Scoring Act.", ())]
    [('Stop Secret Scoring Act', 'proposed')]
    """
    found: dict[str, Law] = {}
    for match in _NAMED.finditer(text, body_at):
        name = re.sub(
            r"^(?:The|Under|An?|In|New|This|That|If|When|Since|While|As|Its|Their|On) (?:the )?", "", match[0]
        )
        if re.match(r"(?:Governor|Gov\.|Senator|Mayor|President|Representative|Sen\.|Rep\.|Mr|Judge|Minister)\b", name):
            continue
        if len(name.split()) < 2 and not re.search(r"\d|GDPR", name):
            continue
        law = Law(
            match.end() - len(name),
            match.end(),
            name,
            _home(match.start(), names),
            _status(text, match.start(), match.end()),
        )
        if not any(set(name.split()) <= set(old.split()) for old in found):
            found = {old: kept for old, kept in found.items() if not set(old.split()) < set(name.split())}
            found[name] = law
    return tuple(found.values())


def _home(at: int, names: Sequence[Name]) -> str | None:
    near = [name for name in names if at - 300 < name.start <= at + 60 and name.place]
    return min(near, key=lambda name: abs(name.start - at)).place if near else None


def _status(text: str, start: int, end: int) -> str | None:
    first = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    last = min((at for at in (text.find(". ", end), text.find("\n", end)) if at >= 0), default=len(text))
    words = text[first:last]
    fits = {status for status, form in _STATUS_FORMS if form.search(words)}
    return next((status for status in _ORDER if status in fits), None)
