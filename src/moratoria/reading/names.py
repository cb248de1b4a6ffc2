"""Everything in a text that may act: listed names, and unlisted ones by their type words and capitals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from moratoria.reading.bodies import OWNERLESS, find_bodies
from moratoria.reading.gazetteer import Entry, Gazetteer, Mention
from moratoria.reading.name_types import told_kind
from moratoria.reading.name_words import CHAMBERS, HEAD_KINDS, HEADS, LONE_TYPES, NOT_NAMES, ONE_OF_PLACE, TYPES, USUAL

_CAP = r"(?:[a-z](?=[A-Z]))?[A-ZÀ-Þ][\w&À-ÿ]*(?:[-'’.][A-Za-zÀ-ÿ0-9]+)*\.?(?<![.](?=\s[A-Z][a-z]+ (?:said|told)))"
_RUN = rf"{_CAP}(?: (?:& )?{_CAP})*"
_PHRASE = re.compile(rf"(?:{_CAP} )*?{HEADS} (?:of|for|on)(?: the)? {_RUN}(?:(?:, {_RUN})? and {_RUN})?|{_RUN}")
_TYPE_FORMS = tuple((kind, re.compile(rf"\b(?:{words})\.?$")) for kind, words in TYPES)
_BODY = re.compile(
    r"(?P<possessive>['’]s?)? (?P<words>(?:(?!(?:has|have|had|is|was|will|and|that|which|who|said|on|in|to|of"
    r"|for|by|over|ban|bans|lets?|tells?|told|gives?|gave|orders?|wants?|asks?|asked|makes?|made|stops?|keeps?|kept"
    r"|pulls?|puts?|moves?|warns?|joins?|follows?|after|before|but|as|with|from)\b)[\w-]+ ){0,4}?)"
    r"(?P<body>data[- ]protection (?:authority|regulator|agency|commissioner|watchdog|commission)"
    r"|privacy (?:regulator|watchdog|authority|commissioner|agency)|regulators?|watchdogs?"
    r"|supervisory authority|authority|authorities|agency|competition authority"
    r"|governments?|lawmakers|legislators?|legislatures?|parliament|senate|senators?|assembly|house|officials"
    r"|city council|council|council ?members|councillors?|supervisors|board of supervisors|county board"
    r"|governor|mayor|ministry(?: of \w+)?|ministers?|prime minister|president"
    r"|police(?: department| force)?|supreme court|high court|court|courts|judge|prosecutors?"
    r"|attorney general|department of \w+|cabinet|commission|central bank|military|army|school district|schools"
    r"|(?:information|technology|personnel|procurement|privacy|digital) (?:office|agency|department|service)"
    r"|administration|legislation|state government|federal government|voters)\b"
)
_PLACE_KINDS = frozenset(("city", "county", "state", "country", "demonym"))


@dataclass(frozen=True)
class Name:
    """Something that may act, where the text names it; `place` is its home as words, `entry` what is listed of it."""

    start: int
    end: int
    name: str
    kind: str
    place: str | None = None
    entry: Entry | None = None


class Places:
    """Home codes of a gazetteer as the words an article uses for them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._words: dict[str, str] = {"EU": "European Union"}
        for kind in ("country", "state", "county", "city"):
            for found in gazetteer.entries.values():
                for entry in found:
                    if entry.kind == kind and entry.home and not entry.of:
                        self._words.setdefault(entry.home, USUAL.get(entry.name, entry.name))
        self._words["US"] = "United States"

    def words(self, code: str) -> str | None:
        """The name of a home code, that of its country where it has none of its own."""
        return self._words.get(code) or self._words.get(code.split("-", maxsplit=1)[0])


def find_names(text: str, gazetteer: Gazetteer, places: Places) -> tuple[Name, ...]:
    """The names of a text in order; a longer phrase with a type word wins over the listed name within it."""
    listed = [
        _listed(mention, places, text) for mention in gazetteer.find_names(text) if mention.entry.kind != "person"
    ]
    bodies = [body for name in listed for body in (_body_of_place(text, name), _body_in_place(text, name)) if body]
    phrases = [*(Name(*body) for body in find_bodies(text)), *_phrases(text, listed, gazetteer, places)]
    found: list[Name] = []
    for name in sorted((*bodies, *phrases, *listed), key=lambda name: (name.start - name.end, name.entry is None)):
        if not any(name.start < old.end and old.start < name.end for old in found):
            found.append(name)
    found.sort(key=lambda name: name.start)
    homed: list[Name] = []
    for number, name in enumerate(found):
        if not _tells_where(text, name, found[:number]) and not _describes(text, name):
            homed.append(_homed(text, name, found[:number], homed))
    return _called_alike(text, homed)


_PLAIN = re.compile(
    r" (?:company|firm|start-?up|journal|newspaper|magazine|paper|chatbot|app|giant|maker|retailer|chain|group|program"
    r"|developer|broadcaster|publisher|university|bank|tool|service|model|vendor|carmaker|studio|site|platform)\b"
    r"(?! [A-Z])"
)


def _describes(text: str, name: Name) -> bool:
    """Whether a place only tells of which country something else is: `the New York company`."""
    return name.kind in _PLACE_KINDS and bool(
        _PLAIN.match(text, name.end) and re.search(r"\b[Tt]he $", text[max(0, name.start - 4) : name.start])
    )


def _called_alike(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """The names, a body that has a full name of which the text knows only a short one called by that.

    `Brazil's data protection authority, the ANPD` is the ANPD.
    """
    short: dict[str, str] = {}
    for name in names:
        if name.entry and name.entry.of and name.entry.kind not in _PLACE_KINDS and "'s " not in name.entry.name:
            short.setdefault(name.entry.of, name.name)
    return tuple(
        replace(name, name=short[name.name])
        if name.name in short and "'s " in (name.entry.name if name.entry else "") and name.name not in text
        else name
        for name in names
    )


def _tells_where(text: str, name: Name, before: list[Name]) -> bool:
    """Whether a state or country only says where the city before it lies: `Somerville, Massachusetts`."""
    if not before or name.kind not in ("state", "country"):
        return False
    return (
        before[-1].kind in ("city", "county", "legislature", "law-enforcement", "court", "school")
        and text[before[-1].end : name.start] == ", "
    )


def _homed(text: str, name: Name, before: list[Name], homed: list[Name]) -> Name:
    """A body with the state or city it is said to be of: `the state's Department of Motor Vehicles`."""
    if name.name.startswith(f"{OWNERLESS}judge "):
        return _seated(text, name, homed)
    if name.name.startswith(OWNERLESS):
        return _owned(text, name, homed)
    if name.name in ("Supreme Court", "High Court"):
        return _high_court(name, homed)
    match = _OWNED.search(text[max(0, name.start - 14) : name.start])
    if (
        not match
        or name.kind in _PLACE_KINDS
        or name.kind not in ("government", "regulator", "legislature", "law-enforcement", "school", "court")
    ):
        return name
    owner = next((one for one in reversed(before) if one.kind == match[1]), None)
    return (
        replace(name, name=f"{owner.name} {name.name}", place=owner.name)
        if owner and owner.name not in name.name
        else name
    )


def _high_court(name: Name, before: Sequence[Name]) -> Name:
    """A highest court that is called so alone: that of the state or country named so far, if it is no American one."""
    owner = next((one for one in before if one.kind in ("state", "country")), None)
    if not owner or not owner.entry or owner.entry.home.startswith("US"):
        return name
    return replace(name, name=f"{name.name} of {owner.name}", place=owner.name, entry=None)


def _seated(text: str, name: Name, before: Sequence[Name]) -> Name:
    """A judge's court: the one named last, else one of the place named last; the judge where neither is his."""
    judge = replace(name, name=f"Judge {name.name.removeprefix(OWNERLESS + 'judge ')}")
    known = next((one for one in reversed(before) if one.kind == "court"), None)
    seat = next((one for one in reversed(before) if one.kind in _PLACE_KINDS), None)
    moved = re.match(r" (?:in|of the) ", text[name.end :]) or (seat and 0 < name.start - seat.end < 40)
    if known and not moved:
        return replace(name, name=known.name, place=known.place, entry=known.entry)
    if seat and not (seat.entry and seat.entry.home.upper().startswith("US")):
        return replace(name, name=f"{seat.name} court", place=seat.place or seat.name)
    return replace(judge, place=seat.place or seat.name) if seat else judge


def _owned(text: str, name: Name, before: Sequence[Name]) -> Name:
    """A ministry or office with its owner: that of the country, or of the kind of place the words tell."""
    shown = name.name.removeprefix(OWNERLESS)
    told = re.search(r"(?:the|The) (\w+)['’]s $", text[max(0, name.start - 20) : name.start])
    kinds = {told[1]} if told and told[1] in _PLACE_KINDS else {"country", "demonym"}
    owners = [one for one in before if one.kind in kinds] or [one for one in before if one.kind in _PLACE_KINDS]
    if not owners:
        return replace(name, name=shown)
    counts = Counter(one.name for one in owners)
    owner = owners[-1] if told else max(owners, key=lambda one: counts[one.name])
    return replace(name, name=f"{owner.name} {shown}", place=owner.place or owner.name)


_OWNED = re.compile(r"[Tt]he (state|city|county|country)['’]s (?:own )?$")
_BODY_BEFORE = re.compile(
    r"(?i)\b((?:(?:federal|high|district|supreme|appeals?|city|county|state|town|data[- ]protection|privacy"
    r"|administrative|labou?r|school|regional|constitutional|bankruptcy|criminal) )*(?:court|judge|council"
    r"|regulators?|lawmakers|legislators|senators|officials|authorities|legislature|prosecutors|police"
    r"|government|parliament|board of supervisors|supervisors|commissioners|voters|mayor|governor|board)) (?:in"
    r"|of|for)(?: the)?(?: (?:city|state|town) of)? $"
)


def _body_in_place(text: str, name: Name) -> Name | None:
    """A body named before its place: `the city council of Somerville`, `a court in Ankara`."""
    match = (
        _BODY_BEFORE.search(text[max(0, name.start - 70) : name.start])
        if name.kind in _PLACE_KINDS - {"demonym"}
        else None
    )
    if not match:
        return None
    body = match[1].lower()
    kind = _body_kind(body)
    start = max(0, name.start - 70) + match.start(1)
    body = body.replace("judge", "court")
    shown = f"{name.name} {body}" if kind in ("court", "law-enforcement", "regulator") else name.name
    return Name(start, name.end, shown, kind, name.place or name.name, name.entry if shown == name.name else None)


_FEDERAL = re.compile(
    r"(?:US |U\.S\. )?(Defense|Commerce|Justice|State|Education|Energy|Treasury|Labor|Homeland Security) Department"
)


def _shown(entry: Entry, text: str) -> str:
    """The name to show: a place's or maker's full name; an authority's as this article spells it."""
    full = USUAL.get(entry.canonical, entry.canonical)
    if _FEDERAL.fullmatch(entry.name):
        return _FEDERAL.sub(r"US Department of \1", entry.name)
    if entry.home == "US" and full in CHAMBERS:
        return f"US {full}"
    if entry.kind == "product":
        return entry.name
    return (full if _is_shown_in_full(entry, full, text) else entry.name).replace("U.S.", "US")


def _is_shown_in_full(entry: Entry, full: str, text: str) -> bool:
    if "'s " in entry.name or entry.kind in _PLACE_KINDS or full in text:
        return entry.kind != "government" or full in text
    words, own = set(full.split()), set(entry.name.split())
    if entry.kind not in ("company", "media") and not words & own:
        return False
    return words < own or len(full) <= len(entry.name)


def _listed(mention: Mention, places: Places, text: str) -> Name:
    entry = mention.entry
    for other in (entry, *mention.others):
        if other.kind in _PLACE_KINDS and other.kind != "county":
            entry = other if entry.kind not in ("company", "media", "product") else entry
    home = places.words(entry.home) if entry.home else None
    return Name(mention.start, mention.end, _shown(entry, text), str(entry.kind.value), home, entry)


_ANY = re.compile(r"\b(?:[Ee]very|[Aa]ny|[Aa]ll|[Ee]ach|[Nn]o|[Ss]ome|[Oo]ther|[Ss]everal|[Mm]ost) $")


def _body_of_place(text: str, name: Name) -> Name | None:
    """A body named by its place: `Italy's privacy regulator`, `Texas lawmakers`, `the Dutch government`."""
    if name.kind not in _PLACE_KINDS or _ANY.search(text[max(0, name.start - 14) : name.start]):
        return None
    match = _BODY.match(text, name.end, name.end + 90)
    if not match:
        return None
    body = match["body"].lower()
    last = body.split()[-1]
    kind = _body_kind(body)
    own = last in ONE_OF_PLACE or kind in ("legislature", "city")
    shown = name.name if own else re.sub(r"['’]s?(?= )", "", text[name.start : match.end()])
    return Name(name.start, match.end(), shown, kind, name.place or name.name, name.entry if own else None)


def _body_kind(body: str) -> str:
    if re.search(r"lawmaker|legislat|parliament|senat|assembly|house|council|supervisor|voters|board", body):
        return "legislature"
    if re.search(r"court|judge", body):
        return "court"
    if "police" in body:
        return "law-enforcement"
    return (
        "government"
        if re.search(r"govern|official|minist|president|mayor|cabinet|administration", body)
        else "regulator"
    )


def _phrases(text: str, listed: list[Name], gazetteer: Gazetteer, places: Places) -> Iterator[Name]:
    for match in _PHRASE.finditer(text):
        start, end = _trim(text, match.start(), match.end())
        if end - start < 2:
            continue
        words = text[start:end]
        inside = [name for name in listed if start <= name.start and name.end <= end]
        kind = _phrase_kind(words)
        if words.lower() in LONE_TYPES:
            continue
        kind = kind or (told_kind(text, start, end) if inside and " & " in words else None)
        if inside and (kind is None or any(name.end - name.start == end - start for name in inside)):
            continue
        if any(name.start <= start and end <= name.end for name in listed):
            continue
        if kind is None and (
            words.lower() in NOT_NAMES
            or (_opens(text, start) and " " not in words and not _a_name_after_all(text, start, end))
        ):
            continue
        known = gazetteer.named(words)
        if known:
            yield _listed(Mention(start, end, known[0], known[1:]), places, text)
            continue
        home = next((name.place or name.name for name in inside if name.kind in _PLACE_KINDS), None)
        shown = re.sub(r"['’]s?(?=$| (?:High|Supreme|Privacy|Data|Court|Administrative|Federal|Ministry)\b)", "", words)
        shown = _FEDERAL.sub(r"US Department of \1", shown.replace("U.S.", "US"))
        yield Name(start, end, shown, kind or told_kind(text, start, end) or "unknown", home)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = list(re.finditer(r"\S+", text[start:end]))
    while (
        words
        and words[0][0].lower().strip(".'’") in NOT_NAMES
        and not (words[0][0] in ("House", "City", "State", "General", "Internet") and len(words) > 1)
    ):
        words.pop(0)
    while words and words[-1][0].lower().rstrip(".") in NOT_NAMES - {
        "council",
        "senate",
        "congress",
        "house",
        "county",
        "city",
        "state",
    }:
        words.pop()
    if not words:
        return start, start
    stop = start + words[-1].end()
    tail = re.search(r"(?:['’]s|['’]|(?<!Inc)(?<!Corp)(?<!Co)(?<!Ltd)\.)$", text[start:stop])
    return start + words[0].start(), stop - (len(tail[0]) if tail else 0)


def _phrase_kind(words: str) -> str | None:
    head = re.match(rf"(?:\S+ )*?({HEADS}) (?:of|for|on) ", words)
    if head and head[1] in HEAD_KINDS:
        return HEAD_KINDS[head[1]]
    if " " not in words:
        return None
    if words.endswith(" County"):
        return "county"
    return next((kind for kind, form in _TYPE_FORMS if form.search(words)), None)


def _a_name_after_all(text: str, start: int, end: int) -> bool:
    """Whether a lone capitalised word that opens a sentence is a name: it acts, or stands elsewhere within one."""
    word = text[start:end]
    if word.isupper() or re.search(r"[a-z][A-Z]", word) or re.match(r" and (?:the )?[A-Z]", text[end : end + 10]):
        return True
    if re.search(rf"[a-z,] {re.escape(word)}\b", text):
        return True
    return not word.endswith("s") and bool(
        re.match(
            r"(?:['’]s|,? (?:has|have|will|said|says|is|was|had|would|told|also|which|whose|itself|won['’]t|doesn['’]t"
            r"|isn['’]t)|,? (?:bars|bans|forbids|requires|lets|demands|refuses|keeps|tells|may|cannot|must|does)) ",
            text[end : end + 12],
        )
    )


def _opens(text: str, start: int) -> bool:
    return bool(re.search(r"(?:^|[.!?:;]['\"”’)]*\s+|[\"“‘(\n]\s*)$", text[max(0, start - 4) : start]))
