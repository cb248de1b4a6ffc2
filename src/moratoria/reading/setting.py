"""What one article offers to a search for actors, and the small steps every such search takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from moratoria.reading.names import Name
from moratoria.reading.people import Person
from moratoria.reading.sentences import Sentence

PLACES = frozenset(("city", "county", "state", "country", "demonym"))


AUTHORITIES = PLACES | {"school", "regulator", "legislature", "court", "law-enforcement", "government", "international"}


PREPOSITION = re.compile(
    r"(?i)\b(?:of|in|to|for|from|with|on|at|against|over|about|into|under|like|than|between|through|including"
    r"|such as|via|toward|towards|per|using|called|named|told|asked|sued|joined|joins|join|following|follows"
    r"|followed|fined|ordered|where|use|targeting|across|near|within|owned by|made by|after|since|before)(?: the"
    r"| its| a| an| their| both)?(?: (?:former|rival|rivals|neighbou?ring|nearby|chinese|competitors?|popular"
    r"|companies|tech))*\s*$"
)


_SUBJECT_TAIL = re.compile(
    r"(?:['’]s? (?:[\w-]+ ){0,3}?(?:board|council|president|parent|chief|unit|arm|government|regulator|leaders"
    r"|management|lawyers))?(?:, (?:[^,]|,(?=\d)){1,90},)?(?: \([^)]{1,40}\))?"
    r" (?:has|have|had|will|would|is|was|are|were"
    r"|may|could|does|did|do|said|says|also|on|in|last|earlier|now|[a-z]+(?:ed|s)|told|became|began|put|set|cut"
    r"|laid|took|made|gave|kept|let|sent|went|held|drew|brought|found|wrote|chose|struck|forbade|left|sought|shut"
    r"|won['’]t|can(?:not|['’]t)?|must|might|should|and|first|never|no|recently|this)\b"
)


@dataclass(frozen=True)
class Setting:
    """What one article offers to a search for actors."""

    text: str
    names: tuple[Name, ...]
    people: tuple[Person, ...]
    author: str | None = None

    def between(self, start: int, end: int) -> list[Name]:
        """The names that begin in a range, products apart."""
        return [name for name in self.names if start <= name.start < end and name.kind != "product"]


def joined(setting: Setting, first: Name, limit: int) -> tuple[Name, ...]:
    """A name and those joined to it by commas and `and`."""
    group = [first]
    for name in setting.between(first.end, limit):
        gap = setting.text[group[-1].end : name.start]
        if not re.fullmatch(
            r"(?:['’]s)?(?:,? and(?: the)?(?: \w+)? |, (?:the )?|,? as well as (?:the )?| & |,? or )", gap
        ):
            break
        group.append(name)
    comma_only = (
        len(group) == 2
        and setting.text[group[0].end : group[1].start].startswith(", ")
        and " and " not in setting.text[group[0].end : group[1].start]
    )
    return (first,) if comma_only else tuple(group)


CAPITALS = {
    "Washington": "US government",
    "Beijing": "China",
    "Brussels": "European Union",
    "Moscow": "Russia",
    "Canberra": "Australia",
    "Ottawa": "Canada",
    "New Delhi": "India",
    "Delhi": "India",
    "Seoul": "South Korea",
    "Taipei": "Taiwan",
    "Rome": "Italy",
    "Prague": "Czech Republic",
    "Tokyo": "Japan",
    "Kyiv": "Ukraine",
    "Jakarta": "Indonesia",
    "Hanoi": "Vietnam",
    "Ankara": "Turkey",
    "Tehran": "Iran",
    "Dublin": "Ireland",
    "The Hague": "Netherlands",
    "Madrid": "Spain",
    "Lisbon": "Portugal",
    "Warsaw": "Poland",
    "Athens": "Greece",
    "Kuala Lumpur": "Malaysia",
    "Manila": "Philippines",
    "Bangkok": "Thailand",
    "Nairobi": "Kenya",
    "Brasília": "Brazil",
}
"""Capitals that stand for their governments when they act."""


def as_government(text: str, name: Name) -> Name:
    """The country a capital stands for; any other name as it is."""
    country = CAPITALS.get(name.name)
    if (
        not country
        or name.kind not in ("city", "state", "unknown", "government")
        or re.search(r"(?i)\b(?:in|of|from|at) $", text[max(0, name.start - 6) : name.start])
    ):
        return name
    place = "United States" if country == "US government" else country
    return replace(name, name=country, kind="country", place=place)


def joined_back(setting: Setting, last: Name, start: int) -> tuple[Name, ...]:
    """A name and those joined to it before it by commas and `and`."""
    earlier = setting.between(start, last.start)
    group = [last]
    for name in reversed(earlier):
        gap = setting.text[name.end : group[0].start]
        joins = re.fullmatch(r"(?:,? and(?: the)?(?: later)? |, (?:the )?|,? as well as (?:the )?| & )", gap)
        if not joins or (len(group) == 1 and "and" not in gap and "as well" not in gap and "&" not in gap):
            break
        group.insert(0, name)
    return tuple(group)


def last_of(setting: Setting, at: int, kinds: set[str]) -> tuple[Name, ...]:
    """The last name of some kinds before a place, leading names first."""
    earlier = [name for name in setting.names if name.end < at - 2 and name.kind in kinds]
    leading = [name for name in earlier if leads(setting.text, name)]
    best = (leading or earlier)[-1:]
    return tuple(best)


_LISTED = re.compile(r"(?:[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*)*(?:, (?:and )?| and ))+$")
"""The earlier members of a list of names that the name under question closes."""


def leads(text: str, name: Name) -> bool:
    """Whether a name stands as the subject of a verb."""
    before = _LISTED.sub("", text[max(0, name.start - 70) : name.start])
    return not PREPOSITION.search(before) and bool(_SUBJECT_TAIL.match(text, name.end))


def carry(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    """The leading name of the text above, for a sentence that names nobody itself."""
    earlier = [
        name
        for name in setting.names
        if name.end <= sentence.start and name.kind not in ("product", "demonym", "unknown")
    ]
    leading = [name for name in earlier if leads(setting.text, name)]
    return tuple(leading[-1:] or earlier[:1])


def possessive(text: str, name: Name) -> bool:
    """Whether a possessive follows the name."""
    return text[name.end : name.end + 2] in ("'s", "’s") or text[name.end : name.end + 2] in ("' ", "’ ")
