"""Who acts: the actor of a trigger, found by its voice."""

from __future__ import annotations

import re

from moratoria.reading.names import Name
from moratoria.reading.owners import agent, exporter, instrument_owner, lawmakers_of, place_after, speaking_authority
from moratoria.reading.pointers import resolve_pronoun
from moratoria.reading.sentences import Sentence
from moratoria.reading.setting import AUTHORITIES, Setting, carry, leads, possessive
from moratoria.reading.subjects import _nearest_subject, find_direct, find_subject, head_end
from moratoria.reading.trigger_table import Family
from moratoria.reading.triggers import Trigger, Voice


def find_actors(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """The actors of a trigger (several when joined by `and`), or none when nobody fits."""
    at = sentence.start + trigger.start
    if trigger.voice is Voice.PASSIVE:
        return _passive_actor(setting, sentence, trigger)
    if trigger.voice is Voice.NOUN:
        return _noun_owner(setting, sentence, trigger)
    if _reduced_agent(setting, sentence, trigger):
        return agent(setting, sentence, trigger)
    if _MUST.search(setting.text[sentence.start : at]):
        return (
            speaking_authority(setting, sentence)
            or lawgiver(setting, sentence, at)
            or find_subject(setting, sentence, at)
        )
    return find_subject(setting, sentence, at)


_MUST = re.compile(r"(?i)\b(?:must|has to|have to|will have to|is to|are to|had to)(?: \w+ly)? $")


_OFF_LIMITS = re.compile(
    r"(?i)(?:off[- ]limits (?:to|for)|(?:barred|banned|blocked|removed|prohibited) (?:from|on|for"
    r"|across)) (?:[\w'’-]+ ){0,6}?(?:of|at|in|by)? ?(?:the )?$"
)


def lawgiver(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    """The authority under which something must be done, where the subject of `must` is no name."""
    if find_direct(setting, sentence, head_end(setting.text, sentence.start, at)):
        return ()
    after = [name for name in setting.between(at, sentence.end) if name.kind in AUTHORITIES - {"demonym", "court"}]
    before = [name for name in setting.between(sentence.start, at) if name.kind in AUTHORITIES - {"demonym", "court"}]
    return tuple(before[:1] or after[:1])


def _passive_actor(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    at = sentence.start + trigger.start
    bound = find_direct(setting, sentence, head_end(setting.text, sentence.start, at))
    if bound and _SETTLEMENT.search(sentence.text):
        return bound
    found = agent(setting, sentence, trigger) or speaking_authority(setting, sentence)
    if found:
        return found
    owned = [
        name
        for name in setting.between(sentence.start, at)
        if _PEOPLE_OF.match(setting.text, name.end) and setting.text[name.end : at].count(" ") < 5
    ]
    if owned:
        return (owned[-1],)
    if trigger.family is Family.EXPORT:
        return exporter(setting, at)
    bill = re.search(r"(?i)\b(?:bill|legislation|measure|proposal|act)\b", sentence.text)
    lawmakers = lawmakers_of(setting, sentence, sentence.end) if bill else ()
    if lawmakers:
        return lawmakers
    if re.search(
        (
            r"(?i)\b(?:so that|terms|polic(?:y|ies)|rules|guidelines|says? that|said that|warn\w*|told|tells?|inform\w*"
            r"|notif\w+|remind\w*|wrote)\b"
        ),
        setting.text[sentence.start : at],
    ):
        found = _nearest_subject(setting, sentence, at) or instrument_owner(setting, sentence, at)
    elif _LAWFUL.search(setting.text[sentence.start : at]):
        found = instrument_owner(setting, sentence, at)
    return (
        found
        or place_after(setting, sentence, trigger)
        or _off_limits_to(setting, sentence, trigger)
        or _where(setting, sentence, trigger)
        or _fallback(setting, sentence, at)
    )


_AT = re.compile(r"(?:\b[Aa]t|\b[Oo]n|\binto|\b[Ii]n|\b[Ff]or|\b[Ww]ith)(?: the)? $")


def _where(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """Where something is not done, when nobody is said to bar it: `have no place on Bandcamp`."""
    at = sentence.start + trigger.end
    after = [name for name in setting.between(at, min(sentence.end, at + 60)) if name.kind != "demonym"]
    opening = [name for name in setting.between(sentence.start, sentence.start + 8) if name.end <= at]
    for name in (*after[:1], *opening):
        if _AT.search(setting.text[max(sentence.start, name.start - 12) : name.start]):
            return (name,)
    return ()


_SETTLEMENT = re.compile(r"(?i)\b(?:settlement|settled|settles|consent (?:order|decree)|final order)\b")
"""Where these stand, the bound party acts, not the one who holds it to its word."""

_PEOPLE_OF = re.compile(
    r"(?i)(?:['’]s?)? (?:employees|staff|workers|students|officials|officers|users|customers|journalists|reporters"
    r"|engineers|pupils|teachers|members|contractors)\b"
)


_LAWFUL = re.compile(r"(?i)\b(?:law|bill|ordinance|act|order|rule|ruling|measure|regulation|decree|injunction)\b")


def _off_limits_to(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """Whose people or devices a thing is barred from, where nobody is said to bar it."""
    at = sentence.start + trigger.start
    for name in setting.between(at, min(sentence.end, at + 120)):
        if _OFF_LIMITS.search(setting.text[max(at, name.start - 70) : name.start]):
            return (name,)
    return ()


def _reduced_agent(setting: Setting, sentence: Sentence, trigger: Trigger) -> bool:
    after = setting.text[sentence.start + trigger.end : sentence.start + trigger.end + 4]
    return after == " by " and bool(agent(setting, sentence, trigger))


def _fallback(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    here = [name for name in setting.between(sentence.start, at) if name.kind in AUTHORITIES]
    return tuple(here[-1:]) or carry(setting, sentence, at)


_LIGHT = re.compile(
    r"(?i)\b(?:impos\w+|announc\w+|adopt\w*|pass\w*|enact\w*|approv\w+|introduc\w+|extend\w*|issu\w+|plac\w+"
    r"|put\w*|declar\w+|institut\w+|implement\w*|maintain\w*|renew\w*|prolong\w*|upheld|uphold\w*|broaden\w*"
    r"|expand\w*|tighten\w*|unveil\w*|sign\w*|order\w*|enforc\w+|propos\w+|set\w*|has|have|had|establish\w*"
    r"|call\w*|reinstat\w+|agree\w* to|receiv\w+|loosen\w*|start\w*|instat\w+|mandat\w+|clear\w*|add\w*"
    r"|vote\w*)\b[^.;]{0,60}$"
)


def _noun_owner(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    at = sentence.start + trigger.start
    before = setting.text[sentence.start : at]
    near = setting.between(max(sentence.start, at - 60), at)
    if (
        near
        and re.fullmatch(
            (
                r"(?:['’]s?)?(?: (?!(?:under|by|of|in|for|to|on|and|with|after|despite|as|from|said|says|has|is"
                r"|was)\b)[\w-]+){0,5} "
            ),
            setting.text[near[-1].end : at],
        )
        and (possessive(setting.text, near[-1]) or near[-1].kind in AUTHORITIES)
    ):
        return (near[-1],)
    light = _LIGHT.search(before)
    if light:
        found = find_subject(setting, sentence, sentence.start + light.start())
        if found:
            return found
    found = agent(setting, sentence, trigger) or place_after(setting, sentence, trigger)
    if found:
        return found
    if re.search(r"(?i)\b(?:its|their|the company['’]s|the city['’]s)\s+(?:[\w-]+ ){0,4}$", before):
        return resolve_pronoun(setting, sentence, at)
    if trigger.family is Family.EXPORT:
        return exporter(setting, at)
    return _after_possessive(setting, sentence, trigger) or _fallback_noun(setting, sentence, at)


def _after_possessive(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """`the ban, which San Francisco adopted` or `a ban the council approved`."""
    at = sentence.start + trigger.end
    match = re.search(
        r"(?i)\b(?:adopted|imposed|announced|approved|passed|enacted|issued|ordered|put in place)\b",
        setting.text[at : sentence.end],
    )
    near = setting.between(at, at + match.start()) if match else []
    return tuple(near[-1:])


def _fallback_noun(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    here = [name for name in setting.between(sentence.start, at) if leads(setting.text, name)]
    return tuple(here[-1:]) or carry(setting, sentence, at)
