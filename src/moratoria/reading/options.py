"""Who might act: the names that could be the actor of a trigger, each with the ways by which it was reached."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from moratoria.reading.actors import find_actors
from moratoria.reading.names import Name
from moratoria.reading.owners import agent
from moratoria.reading.sentences import Sentence
from moratoria.reading.setting import AUTHORITIES, PREPOSITION, Setting, as_government, joined_back, leads, possessive
from moratoria.reading.triggers import Trigger

APPS = frozenset(("DeepSeek", "ChatGPT", "Replika", "Character.AI", "Grok", "Manus", "Kimi"))
"""Names that stand for the maker and for what it makes, so that they are products where somebody else bars them."""

_AUXILIARIES = re.compile(
    r"(?i)(?:['’]s?)?(?:,[^,]{1,90},)? (?:(?:has|have|had|will|would|is|was|are|were|also|now|already|then"
    r"|later|not|been|be|to"
    r"|said|says|it|they|that|on|in|last|this|week|month|year|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|january"
    r"|february|march|april|may|june|july|august|september|october|november|december|plans|voted|agreed|decided"
    r"|formally"
    r"|temporarily|recently|and|unanimously|\d{4}|\d{1,2}|has|announced|moved|officially|quietly|immediately|first|both"
    r"|became|the|did|does|began|must|may|can|could)\b[ ,]*)*"
)
MOST_HERE = 5
"""So many names of one sentence are weighed, those nearest to the trigger."""


@dataclass(frozen=True)
class Option:
    """Names that may act together, and how they were reached (`rule agent here title first main`)."""

    actors: tuple[Name, ...]
    ways: frozenset[str]


@dataclass(frozen=True)
class Leaders:
    """The names an article is about: of its title, the first that acts, the one named most."""

    title: Name | None
    first: Name | None
    main: Name | None
    counts: Counter[str]


def find_leaders(setting: Setting, title_end: int) -> Leaders:
    """The names an article is about."""
    able = [name for name in setting.names if name.kind not in ("product", "demonym", "person")]
    counts = Counter(name.name for name in able)
    titled = [name for name in able if name.end <= title_end]
    body = [name for name in able if name.start >= title_end]
    acting = [name for name in body if leads(setting.text, name)]
    most = counts.most_common(1)
    return Leaders(
        next((name for name in titled if leads(setting.text, name)), next(iter(titled), None)),
        next(iter(acting or body), None),
        next((name for name in able if most and name.name == most[0][0]), None),
        counts,
    )


def find_options(setting: Setting, sentence: Sentence, trigger: Trigger, leaders: Leaders) -> tuple[Option, ...]:
    """The possible actors of a trigger, those of the grammar's rule first."""
    at = sentence.start + trigger.start
    ways: dict[tuple[str, ...], set[str]] = {}
    names: dict[tuple[str, ...], tuple[Name, ...]] = {}

    def note(found: tuple[Name, ...], way: str) -> None:
        actors = tuple(_settled(setting, name) for name in found if name.kind != "person")
        if actors:
            key = tuple(name.name for name in actors)
            if key not in names or not _is_inside(sentence, names[key][0]):  # a mention here says more than one above
                names[key] = actors
            ways.setdefault(key, set()).add(way)

    note(find_actors(setting, sentence, trigger), "rule")
    note(agent(setting, sentence, trigger), "agent")
    here = sorted(setting.between(sentence.start, sentence.end), key=lambda name: abs(name.start - at))
    for name in here[:MOST_HERE]:
        note(joined_back(setting, name, sentence.start), "here")
    for way, leader in (("title", leaders.title), ("first", leaders.first), ("main", leaders.main)):
        note((leader,) if leader else (), way)
    return tuple(Option(names[key], frozenset(ways[key])) for key in names)


def _is_inside(sentence: Sentence, name: Name) -> bool:
    return sentence.start <= name.start < sentence.end


def _settled(setting: Setting, name: Name) -> Name:
    """The name as an actor: the country a capital stands for, the maker of a product."""
    name = as_government(setting.text, name)
    maker = name.entry.of if name.kind == "product" and name.entry else ""
    return replace(name, name=maker or name.name)


def find_standing(setting: Setting, sentence: Sentence, trigger: Trigger, option: Option) -> str:
    """Where an option stands to its trigger: by which way it was reached, on which side it is, and how near.

    Such as `rule-before-adjacent`, the grammar's subject right before its verb, or `other-away`, only a leader.
    """
    way = next((word for word in ("rule", "agent") if word in option.ways), "other")
    name, at = option.actors[0], sentence.start + trigger.start
    if not _is_inside(sentence, name):
        return f"{way}-pointed" if way == "rule" and _is_pointed_at(sentence.text[: trigger.start]) else f"{way}-away"
    if name.end > at:
        return f"{way}-after"
    near = _AUXILIARIES.fullmatch(setting.text[name.end : at])
    return f"{way}-before-adjacent" if near else f"{way}-before"


_POINTER = re.compile(
    r"(?i)\b(?:it|they|he|she|we|the (?:[\w-]+ ){0,2}?(?:company|firm|maker|agency|regulator|watchdog|authority"
    r"|ministry|department|city|council|state|country|government|court|judge|tribunal|commission|commissioner|university|school"
    r"|district|bank|retailer|publisher|site|platform|group|board|force|police|service|start-?up|giant|chamber"
    r"|administration|body|office|union|developer|lab|network|broadcaster|newspaper|journal|store|shop|studio"
    r"|chipmaker|carmaker|vendor|supplier|organi[sz]ation|association|institute|college|hospital))\b"
)
"""What stands for an actor that was named before."""


def _is_pointed_at(before: str) -> bool:
    """Whether a word that stands for an actor is the subject right before a trigger: `It will no longer`."""
    tail = before[-90:]
    return any(_AUXILIARIES.fullmatch(tail, match.end()) for match in _POINTER.finditer(tail))


def describe(setting: Setting, sentence: Sentence, trigger: Trigger, option: Option) -> set[str]:
    """The signs of an option: what it is, how the article leads up to it, and how it is put in its sentence."""
    name = option.actors[0]
    inside = _is_inside(sentence, name)
    leading = "+".join(way for way in ("title", "first", "main") if way in option.ways)
    signs = {f"kind={_kind(name)}", f"kind={_kind(name)}/{trigger.voice.value}", f"leader={leading or 'none'}"}
    signs.add("listed" if name.entry or name.kind in AUTHORITIES else "unlisted")
    signs.add(f"{_public(name)}/{trigger.family.value}")
    signs.add("leads" if leads(setting.text, name) else "trails")
    if name.name in APPS:
        signs.add(f"app/{trigger.voice.value}")
    if inside and PREPOSITION.search(setting.text[max(0, name.start - 40) : name.start]):
        signs.add("behind-preposition")
    if inside and possessive(setting.text, name):
        signs.add("possessive")
    return signs


def cross(trigger: Trigger, option: Option, standing: str, rivals: Sequence[str], shared: AbstractSet[str]) -> set[str]:
    """The signs of an option that only count together with where it stands, and where its rivals stand.

    `shared` are the signs of the trigger, which all its options have in common.
    """
    way, leader = standing.split("-", maxsplit=1)[0], bool(option.ways & {"title", "first", "main"})
    public, near = _public(option.actors[0]), "near" if "near-technology" in shared else "far"
    modality = next(sign for sign in shared if sign.startswith("modality="))
    rival = next((word for word in ("rule", "agent") if any(other.startswith(word) for other in rivals)), "none")
    adjacent = "adjacent" if any(other.endswith("adjacent") for other in rivals) else "none"
    voice, strength = trigger.voice.value, "strong" if trigger.strong else "weak"
    return {
        f"standing={standing}", f"standing={standing}/{voice}", f"standing={standing}/leader={leader}",
        f"rival={rival}", f"rival={rival}/{standing}", f"rival-{adjacent}/{way}",
        f"{public}/{standing}", f"{public}/{voice}", f"{modality}/{way}", f"{modality}/{near}", f"{modality}/{public}",
        f"{modality}/{trigger.family.value}", f"{strength}/{near}/{way}",
    }  # fmt: skip


def _public(name: Name) -> str:
    return "public" if name.kind in AUTHORITIES else "private"


def _kind(name: Name) -> str:
    return "place" if name.kind in ("city", "county", "state", "country") else name.kind
